//! Values as Go sees them: their type, whether two are equal, and how `%v` prints them.

use golang::float::{Size, push_general};
use kubeyaml::{Map, Text, Value};

/// A scalar that identifies an item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Null,
    Bool(bool),
    Int(i64),
    /// The bits of a float that is not a whole number.
    Float(u64),
    Text(Text),
}

impl Key {
    /// The scalar; nothing for lists and mappings, which Go cannot compare.
    pub(super) fn of(value: &Value) -> Option<Key> {
        match value {
            Value::Null => Some(Key::Null),
            Value::Bool(truth) => Some(Key::Bool(*truth)),
            Value::String(text) => Some(Key::Text(text.clone())),
            Value::Int(_) | Value::Uint(_) | Value::Float(_) => Some(number(value)),
            Value::List(_) | Value::Map(_) => None,
        }
    }
}

/// A number as Kubernetes reads it from JSON: an `int64` when it is a whole number that fits, else a float.
fn number(value: &Value) -> Key {
    match value {
        Value::Int(number) => Key::Int(*number),
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 9.2e18 => Key::Int(*number as i64),
        Value::Float(number) => Key::Float(number.to_bits()),
        Value::Uint(number) => Key::Float((*number as f64).to_bits()),
        _ => Key::Null,
    }
}

/// The Go type of a value read from JSON.
pub(super) fn go_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "%!s(<nil>)",
        Value::Bool(_) => "bool",
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => match number(value) {
            Key::Int(_) => "int64",
            _ => "float64",
        },
        Value::String(_) => "string",
        Value::List(_) => "[]interface {}",
        Value::Map(_) => "map[string]interface {}",
    }
}

/// A value as Go's `%v` prints it: `map[name:a ports:[map[containerPort:80]]]`.
pub(super) fn go_value(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

/// Several lists as Go's `%v` prints them.
pub(super) fn go_lists(lists: &[&[Value]]) -> String {
    let mut out = String::from("[");
    for (i, list) in lists.iter().enumerate() {
        out.push_str(if i > 0 { " " } else { "" });
        write_list(&mut out, list);
    }
    out.push(']');
    out
}

/// A list as Go's `%v` prints it.
pub(super) fn go_list(list: &[Value]) -> String {
    let mut out = String::new();
    write_list(&mut out, list);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("<nil>"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::String(text) => out.push_str(text),
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => match number(value) {
            Key::Int(number) => out.push_str(&number.to_string()),
            Key::Float(bits) => push_general(out, f64::from_bits(bits), Size::Bits64),
            _ => {}
        },
        Value::List(items) => write_list(out, items),
        Value::Map(map) => write_map(out, map),
    }
}

fn write_list(out: &mut String, items: &[Value]) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i > 0 { " " } else { "" });
        write_value(out, item);
    }
    out.push(']');
}

fn write_map(out: &mut String, map: &Map) {
    out.push_str("map[");
    for (i, (key, value)) in map.iter().enumerate() {
        out.push_str(if i > 0 { " " } else { "" });
        out.push_str(key);
        out.push(':');
        write_value(out, value);
    }
    out.push(']');
}
