//! A message's document as protobuf's JSON.

use golang::float::{Size, push_json};
use kubeyaml::{Value, json_quoted, to_json_into};

use crate::{Field, Kind, Message, Shape};

/// A message's canonical document as Go's old `jsonpb` prints it: one line, fields in the order of their declaration,
/// 64-bit integers quoted. Null is `{}`. (For a proxy config in a template use
/// `ProxyConfig::to_template_json`.)
///
/// Source: github.com/golang/protobuf 1.5 jsonpb, Marshaler.
pub fn proto_json(document: &Value, message: &Message) -> String {
    let mut out = String::new();
    write_message(&mut out, document, message);
    out
}

fn write_message(out: &mut String, document: &Value, message: &Message) {
    out.push('{');
    let mut written: Vec<&str> = Vec::new();
    let mut first = true;
    for field in message.fields {
        // A oneof is written at the place of its first field.
        let field = match field.oneof {
            Some(oneof) if written.contains(&oneof) => continue,
            Some(oneof) => {
                written.push(oneof);
                let members = message.fields.iter().filter(|f| f.oneof == Some(oneof));
                match members.into_iter().find(|f| document.get(f.json).is_some()) {
                    Some(member) => member,
                    None => continue,
                }
            }
            None => field,
        };
        let Some(value) = document.get(field.json) else { continue };
        if !first {
            out.push(',');
        }
        first = false;
        json_quoted(out, field.json);
        out.push(':');
        write_field(out, value, field);
    }
    out.push('}');
}

fn write_field(out: &mut String, value: &Value, field: &Field) {
    match (field.shape, value) {
        (Shape::List, Value::List(items)) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_one(out, item, field.kind);
            }
            out.push(']');
        }
        (Shape::Map, Value::Map(entries)) => {
            out.push('{');
            for (i, (key, item)) in entries.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                json_quoted(out, key);
                out.push(':');
                write_one(out, item, field.kind);
            }
            out.push('}');
        }
        _ => write_one(out, value, field.kind),
    }
}

fn write_one(out: &mut String, value: &Value, kind: Kind) {
    let kind = match kind {
        Kind::Wrapper(wrapper) => wrapper.value_kind(),
        other => other,
    };
    match (kind, value) {
        (Kind::Message(message), _) => write_message(out, value, message),
        (Kind::Int64 | Kind::Uint64, Value::Int(_) | Value::Uint(_)) => {
            out.push('"');
            to_json_into(out, value);
            out.push('"');
        }
        (Kind::Float | Kind::Double, Value::Float(f)) => match () {
            () if f.is_nan() => out.push_str("\"NaN\""),
            () if *f == f64::INFINITY => out.push_str("\"Infinity\""),
            () if *f == f64::NEG_INFINITY => out.push_str("\"-Infinity\""),
            () => push_json(out, *f, if matches!(kind, Kind::Float) { Size::Bits32 } else { Size::Bits64 }),
        },
        _ => to_json_into(out, value),
    }
}
