//! JSON and YAML of what templates see.

use crate::Compat;
use gotext::{Functions, Pointer, Struct, Type, Value};
use kubeyaml::Text;

/// `toJSON`, `fromJSON`, `structToJSON`, `protoToJSON`, `toYaml`, `omitNil`, `formatDuration`.
pub fn declare(functions: &mut Functions) {
    functions.def("toJSON", &[Type::STR_MAP], Type::STR, |call| {
        Ok(match call.arg(0) {
            Value::Map(map) if map.is_nil() => "{}".into(),
            map => kubeyaml::to_json(&document_of(map)).into(),
        })
    });
    functions.def("fromJSON", &[Type::STR], Type::ANY, |call| {
        Ok(match kubeyaml::from_json(call.str(0).as_bytes()) {
            Ok(document) => owned(&document),
            Err(_) => "{}".into(),
        })
    });
    functions.def("structToJSON", &[Type::ANY], Type::STR, |call| Ok(struct_to_json(call.arg(0)).into()));
    functions.def("protoToJSON", &[Type::ANY], Type::STR, |call| Ok(proto_to_json(call.arg(0)).into()));
    functions
        .def("toYaml", &[Type::ANY], Type::STR, |call| Ok(kubeyaml::write(&document_of(call.arg(0))).into()));
    functions.def("omitNil", &[Type::ANY], Type::ANY, |call| {
        Ok(omit_nil(call.arg(0), DEPTH).unwrap_or(Value::Nil))
    });
    functions.def("formatDuration", &[Type::ANY], Type::STR, |call| {
        let text = proto_document(call.arg(0)).and_then(|d| d.as_str().map(str::to_owned));
        Ok(meshconfig::format_duration(text.as_deref(), Compat::TODAY).into())
    });
}

fn struct_of<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Struct<'a>> {
    match value {
        Value::Struct(fields) | Value::Pointer(Pointer::Struct(fields)) => Some(fields),
        _ => None,
    }
}

/// JSON in the order of Go's struct; a nil pointer gives `{}`.
fn struct_to_json(value: &Value<'_>) -> String {
    let Some(fields) = struct_of(value) else {
        return match value {
            Value::NilPointer(_) | Value::Nil => "{}".to_owned(),
            other => kubeyaml::to_json(&document_of(other)),
        };
    };
    match (fields, fields.declared::<kubeschema::StructType>()) {
        (Struct::Typed(_, data), Some(of)) => {
            data.peek::<kubeyaml::Value>().map_or_else(|| "{}".to_owned(), |d| kubeschema::struct_json(d, of))
        }
        _ => kubeyaml::to_json(&document_of(value)),
    }
}

fn proto_document<'v>(value: &'v Value<'_>) -> Option<&'v kubeyaml::Value> {
    match struct_of(value)? {
        Struct::Typed(_, data) => data.peek(),
        Struct::Record(_) => None,
    }
}

/// JSON of a message; of a proxy config only what differs from the defaults.
fn proto_to_json(value: &Value<'_>) -> String {
    let message = struct_of(value).and_then(Struct::declared::<protoschema::Message>);
    match (message, proto_document(value)) {
        (Some(message), Some(document)) => meshconfig::template_json(message, document),
        _ => "{}".to_owned(),
    }
}

/// What a template value says as a document, as if it went through Go's JSON.
pub fn document_of(value: &Value<'_>) -> kubeyaml::Value {
    document_within(value, DEPTH)
}

/// How deep values are followed; what is deeper is left out, as functions of Istio never fail.
const DEPTH: usize = 200;

fn document_within(value: &Value<'_>, depth: usize) -> kubeyaml::Value {
    let Some(below) = depth.checked_sub(1) else { return kubeyaml::Value::Null };
    use kubeyaml::Value as Node;
    match value {
        Value::Missing | Value::Nil | Value::NilPointer(_) | Value::Func(_) | Value::Complex(..) => {
            Node::Null
        }
        Value::Bool(b) => Node::Bool(*b),
        Value::Int(i, _) | Value::Enum(_, i) => Node::Int(*i),
        Value::Uint(u, _) => i64::try_from(*u).map_or(Node::Uint(*u), Node::Int),
        Value::Float(f, _) => number(*f),
        Value::Str(s) | Value::NamedStr(_, s) => Node::text(s.as_str()),
        Value::List(list) if list.is_nil() => Node::Null,
        Value::List(list) => Node::List(list.iter().map(|item| document_within(&item, below)).collect()),
        Value::Map(map) if map.is_nil() => Node::Null,
        Value::Map(map) => {
            let entry = |(key, value): (Value<'_>, Value<'_>)| {
                (Text::new(key.as_str().unwrap_or_default()), document_within(&value, below))
            };
            Node::Map(map.iter().map(entry).collect())
        }
        Value::Struct(_) => proto_document(value).cloned().unwrap_or_default(),
        Value::Pointer(pointer) => document_within(&pointer.target(), below),
    }
}

/// Go writes a whole float without a point, and reads it back as an integer.
fn number(f: f64) -> kubeyaml::Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if f.fract() == 0.0 && f.abs() <= EXACT {
        kubeyaml::Value::Int(f as i64)
    } else {
        kubeyaml::Value::Float(f)
    }
}

/// A document as a template value of its own.
fn owned<'a>(document: &kubeyaml::Value) -> Value<'a> {
    use kubeyaml::Value as Node;
    match document {
        Node::Null => Value::Nil,
        Node::Bool(b) => Value::Bool(*b),
        Node::Int(i) => Value::float(*i as f64),
        Node::Uint(u) => Value::float(*u as f64),
        Node::Float(f) => Value::float(*f),
        Node::String(s) => s.to_string().into(),
        Node::List(items) => Value::list(items.iter().map(owned).collect()),
        Node::Map(map) => Value::map(map.iter().map(|(k, v)| (k.to_owned().into(), owned(v)))),
    }
}

/// The value without nulls; `None` where nothing is left of it.
fn omit_nil<'a>(value: &Value<'a>, depth: usize) -> Option<Value<'a>> {
    let below = depth.checked_sub(1)?;
    match value {
        Value::Missing | Value::Nil => None,
        Value::Map(map) if *map.elem() == Type::ANY && !map.is_empty() => {
            let kept: Vec<_> = map
                .iter()
                .filter_map(|(key, value)| Some((key.as_str()?.to_owned().into(), omit_nil(&value, below)?)))
                .collect();
            (!kept.is_empty()).then(|| Value::map(kept))
        }
        Value::List(list) if *list.elem() == Type::ANY && !list.is_empty() => {
            let kept: Vec<_> = list.iter().filter_map(|item| omit_nil(&item, below)).collect();
            (!kept.is_empty()).then(|| Value::list(kept))
        }
        other => Some(other.clone()),
    }
}
