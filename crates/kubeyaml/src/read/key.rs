//! Keys: JSON has only text there.

use std::fmt::Write;

use golang::float::{Size, push_general};
use golang::quote::quote;

use super::ReadError;
use crate::{Text, Value};

/// The text of a key that is a truth value or number; `None` for what JSON cannot have.
/// Source: sigs.k8s.io/yaml 1.6 convertToJSONableObject.
pub(super) fn key_text(value: &Value) -> Option<Text> {
    match value {
        Value::Float(f) if f.is_nan() => Some(Text::const_new(".nan")),
        Value::Float(f) if *f == f64::INFINITY => Some(Text::const_new(".inf")),
        Value::Float(f) if *f == f64::NEG_INFINITY => Some(Text::const_new("-.inf")),
        Value::Uint(_) => None,
        other => crate::scalar_text(other),
    }
}

/// The error for a key without text.
pub(super) fn refused_key(key: &Value, value: &Value) -> ReadError {
    let (kind, key) = match key {
        Value::Uint(u) => ("uint64", format!("{u:#x}")),
        _ => ("%!s(<nil>)", "<nil>".to_owned()),
    };
    let value = if value.is_null() { "<nil>".to_owned() } else { go_syntax(value) };
    ReadError::new(format!("unsupported map key of type: {kind}, key: {key}, value: {value}"))
}

/// A value as Go's `%#v` prints it, as it stands in a few of go-yaml's messages.
pub(super) fn go_syntax(value: &Value) -> String {
    let mut out = String::new();
    push_go_syntax(&mut out, value);
    out
}

/// Enough of a value to recognise it in a message.
const ENOUGH: usize = 4096;

fn push_go_syntax(out: &mut String, value: &Value) {
    if out.len() > ENOUGH {
        return;
    }
    match value {
        Value::Null => out.push_str("interface {}(nil)"),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Int(i) => out.push_str(itoa::Buffer::new().format(*i)),
        Value::Uint(u) => {
            let _ = write!(out, "{u:#x}");
        }
        Value::Float(f) => push_general(out, *f, Size::Bits64),
        Value::String(s) => out.push_str(&quote(s)),
        Value::List(items) => {
            out.push_str("[]interface {}{");
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                push_go_syntax(out, item);
            }
            out.push('}');
        }
        Value::Map(map) => {
            out.push_str("map[interface {}]interface {}{");
            for (i, (key, item)) in map.iter().enumerate() {
                let _ = write!(out, "{}{}:", if i > 0 { ", " } else { "" }, quote(key));
                push_go_syntax(out, item);
            }
            out.push('}');
        }
    }
}
