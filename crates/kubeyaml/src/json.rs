//! JSON in and out.

mod meter;
mod parse;
mod serde;

use golang::float::{Size, push_json};
pub use golang::json::quoted as json_quoted;

use crate::Value;

pub use meter::{Exhausted, Meter, Tariff};
pub use parse::{JsonError, MeteredError, from_json, from_json_metered};

/// The value as Go's `json.Marshal` writes it: compact, sorted keys, `<` `>` `&` and the line separators escaped.
/// Infinities and not-a-number, which [`read`](crate::read) never gives, become `null`.
pub fn to_json(value: &Value) -> String {
    let mut out = String::new();
    to_json_into(&mut out, value);
    out
}

/// As [`to_json`], appended to `out`.
pub fn to_json_into(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Int(i) => out.push_str(itoa::Buffer::new().format(*i)),
        Value::Uint(u) => out.push_str(itoa::Buffer::new().format(*u)),
        Value::Float(f) => push_json(out, *f, Size::Bits64),
        Value::String(s) => json_quoted(out, s),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                to_json_into(out, item);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (i, (key, item)) in map.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                json_quoted(out, key);
                out.push(':');
                to_json_into(out, item);
            }
            out.push('}');
        }
    }
}
