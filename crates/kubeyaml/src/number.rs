//! Numbers on their way through JSON.

use golang::float::{Size, push_general, push_json};

use crate::{Text, Value};

/// The text a scalar gives where Kubernetes' types want a string, as sigs.k8s.io/yaml converts it while reading YAML:
/// `true` → `true`, `012` → `10`, `1e3` → `1000`; floats keep the digits of a 32-bit float (`1.23456789` → `1.2345679`).
/// Text is given as it is. `None` for null, lists and mappings.
/// Source: sigs.k8s.io/yaml 1.6 convertToJSONableObject.
pub fn scalar_text(value: &Value) -> Option<Text> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Bool(b) => Some(Text::const_new(if *b { "true" } else { "false" })),
        Value::Int(i) => Some(Text::new(itoa::Buffer::new().format(*i))),
        Value::Uint(u) => Some(Text::new(itoa::Buffer::new().format(*u))),
        Value::Float(f) => {
            let mut out = String::new();
            push_general(&mut out, *f, Size::Bits32);
            Some(Text::from(out))
        }
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// Makes all numbers what they are after a way through JSON: whole floats that fit 64 bits become integers (`129e6` is
/// 129000000). That is what happens to the items of a list, which Kubernetes' types hold as JSON.
/// Source: sigs.k8s.io/yaml 1.6 Unmarshal of `runtime.RawExtension`, and again of its JSON.
pub fn through_json(value: &mut Value) {
    match value {
        Value::Float(f) => {
            let mut json = String::new();
            push_json(&mut json, *f, Size::Bits64);
            *value = number_of_json(&json, *f);
        }
        Value::List(items) => items.iter_mut().for_each(through_json),
        Value::Map(map) => map.iter_mut().for_each(|(_, value)| through_json(value)),
        _ => {}
    }
}

fn number_of_json(json: &str, float: f64) -> Value {
    if let Ok(i) = json.parse() {
        return Value::Int(i);
    }
    json.parse().map_or(Value::Float(float), Value::Uint)
}
