//! JSON and YAML of what templates see.

use crate::Version;
use gotext::{Fault, Functions, Meter, Pointer, Struct, Type, Value};
use kubeyaml::Text;
use protoschema::PROTO_MESSAGE;

/// `protoreflect.ProtoMessage`
const MESSAGE: Type = Type::Interface(&PROTO_MESSAGE);

/// `toJSON` and its other spelling, `fromJSON`, `structToJSON`, `protoToJSON`, `toYaml`, `omitNil`, `formatDuration`.
pub fn declare(functions: &mut Functions, version: Version) {
    functions.def("toJSON", &[Type::STR_MAP], Type::STR, |call| {
        Ok(match call.arg(0) {
            Value::Map(map) if map.is_nil() => "{}".into(),
            map => json_or(map, call.meter(), "{}")?.into(),
        })
    });
    functions.alias("toJson", "toJSON");
    functions.def("fromJSON", &[Type::STR], Type::ANY, |call| {
        // An item of two bytes becomes two values, one after the other.
        call.charge(call.str(0).len().saturating_mul(NODE / 2))?;
        Ok(match kubeyaml::from_json(call.str(0).as_bytes()) {
            Ok(document) => owned(&document),
            Err(_) => "{}".into(),
        })
    });
    functions.def("structToJSON", &[Type::ANY], Type::STR, |call| {
        Ok(match call.arg(0) {
            Value::Nil => "{}".into(),
            other => json_or(other, call.meter(), "{}")?.into(),
        })
    });
    functions.def("protoToJSON", &[MESSAGE], Type::STR, move |call| {
        Ok(proto_to_json(call.arg(0), version, call.meter())?.into())
    });
    functions.def("toYaml", &[Type::ANY], Type::STR, |call| {
        Ok(match document_of(call.arg(0), call.meter()) {
            Ok(document) => kubeyaml::write(&document).into(),
            Err(Fault::Message(_)) => "".into(),
            Err(fault) => return Err(fault),
        })
    });
    functions.def("omitNil", &[Type::ANY], Type::ANY, |call| {
        Ok(omit_nil(call.arg(0), call.meter(), DEPTH)?.unwrap_or(Value::Nil))
    });
    functions.def("formatDuration", &[protoschema::DURATION_TYPE], Type::STR, move |call| {
        let text = proto_document(call.arg(0)).and_then(|d| d.as_str().map(str::to_owned));
        Ok(meshconfig::format_duration(text.as_deref(), version).into())
    });
}

/// The value in Go's JSON; `otherwise` for what has none, as Istio's functions never fail.
fn json_or(value: &Value<'_>, meter: &Meter, otherwise: &str) -> Result<String, Fault> {
    match gotext::to_json(value, meter) {
        Err(Fault::Message(_)) => Ok(otherwise.to_owned()),
        done => done,
    }
}

fn struct_of<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Struct<'a>> {
    match value {
        Value::Struct(fields) | Value::Pointer(Pointer::Struct(fields)) => Some(fields),
        _ => None,
    }
}

fn proto_document<'v>(value: &'v Value<'_>) -> Option<&'v kubeyaml::Value> {
    match struct_of(value)? {
        Struct::Typed(_, data) => data.peek(),
        Struct::Record(_) => None,
    }
}

/// JSON of a message; of a proxy config only what differs from the defaults.
fn proto_to_json(value: &Value<'_>, version: Version, meter: &Meter) -> Result<String, Fault> {
    let message = struct_of(value).and_then(Struct::declared::<protoschema::Message>);
    match (message, proto_document(value)) {
        (Some(message), Some(document)) => {
            // Compared with the defaults, which takes as long as a small document.
            meter.step(COMPARED)?;
            charge(document, meter)?;
            Ok(meshconfig::template_json(message, document, version))
        }
        // A duration, a wrapper, a free-form mapping: their documents are as protobuf's JSON writes them.
        (None, Some(document)) => {
            charge(document, meter)?;
            Ok(kubeyaml::to_json(document))
        }
        _ => Ok("{}".to_owned()),
    }
}

/// What a template value says as a document, as if it went through Go's JSON. Writing it is paid for as well.
///
/// # Errors
/// It costs more than is left, or has no JSON.
pub(crate) fn document_of(value: &Value<'_>, meter: &Meter) -> Result<kubeyaml::Value, Fault> {
    document_within(value, meter, DEPTH)
}

/// What one node of a document costs that is copied and written.
const NODE: usize = 64;
/// Steps for comparing a message with its defaults.
const COMPARED: u64 = 50;

/// Pays for copying and writing a document.
fn charge(document: &kubeyaml::Value, meter: &Meter) -> Result<(), Fault> {
    use kubeyaml::Value as Node;
    match document {
        Node::String(s) => meter.charge(NODE + 2 * s.len()),
        Node::List(items) => {
            meter.charge(NODE)?;
            items.iter().try_for_each(|item| charge(item, meter))
        }
        Node::Map(map) => {
            meter.charge(NODE)?;
            map.iter().try_for_each(|(key, value)| {
                meter.charge(2 * key.len())?;
                charge(value, meter)
            })
        }
        _ => meter.charge(NODE),
    }
}

/// How deep values are followed; what is deeper is left out, as functions of Istio never fail.
const DEPTH: usize = 200;

fn document_within(value: &Value<'_>, meter: &Meter, depth: usize) -> Result<kubeyaml::Value, Fault> {
    let Some(below) = depth.checked_sub(1) else { return Ok(kubeyaml::Value::Null) };
    use kubeyaml::Value as Node;
    // The deeper, the further it is indented.
    meter.charge(NODE + 2 * (DEPTH - depth) + 2 * value.as_str().map_or(0, str::len))?;
    Ok(match value {
        Value::Missing | Value::Nil | Value::NilPointer(_) | Value::Func(_) | Value::Complex(..) => {
            Node::Null
        }
        Value::Bool(b) => Node::Bool(*b),
        Value::Int(i, _) | Value::Enum(_, i) => Node::Int(*i),
        Value::Uint(u, _) => i64::try_from(*u).map_or(Node::Uint(*u), Node::Int),
        Value::Float(f, _) => number(*f),
        Value::Str(s) | Value::NamedStr(_, s) => Node::text(s.as_str()),
        Value::List(list) if list.is_nil() => Node::Null,
        Value::List(list) => Node::List(
            list.iter().map(|item| document_within(&item, meter, below)).collect::<Result<_, _>>()?,
        ),
        Value::Map(map) if map.is_nil() => Node::Null,
        Value::Map(map) => {
            let entry = |(key, value): (Value<'_>, Value<'_>)| {
                let key = key.as_str().unwrap_or_default();
                meter.charge(2 * key.len())?;
                Ok((Text::new(key), document_within(&value, meter, below)?))
            };
            Node::Map(map.iter().map(entry).collect::<Result<_, Fault>>()?)
        }
        // How a struct is written, its type knows. Kubernetes' documents already are as Go's JSON would be.
        Value::Struct(fields) | Value::Pointer(Pointer::Struct(fields)) => {
            match (fields.declared::<kubeschema::StructType>(), proto_document(value)) {
                (Some(_), Some(document)) => {
                    charge(document, meter)?;
                    document.clone()
                }
                _ => {
                    let json = gotext::to_json(value, meter)?;
                    meter.charge(json.len().saturating_mul(NODE / 2))?;
                    kubeyaml::from_json(json.as_bytes()).map_err(|e| Fault::Message(e.to_string()))?
                }
            }
        }
        Value::Pointer(pointer) => document_within(&pointer.target(), meter, below)?,
    })
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
fn omit_nil<'a>(value: &Value<'a>, meter: &Meter, depth: usize) -> Result<Option<Value<'a>>, Fault> {
    let Some(below) = depth.checked_sub(1) else { return Ok(None) };
    meter.charge(NODE)?;
    match value {
        Value::Missing | Value::Nil => Ok(None),
        Value::Map(map) if map.elem() == Type::ANY && !map.is_empty() => {
            let mut kept = Vec::new();
            for (key, value) in map.iter() {
                let Some(key) = key.as_str() else { continue };
                if let Some(value) = omit_nil(&value, meter, below)? {
                    meter.charge(key.len())?;
                    kept.push((key.to_owned().into(), value));
                }
            }
            Ok((!kept.is_empty()).then(|| Value::map(kept)))
        }
        Value::List(list) if list.elem() == Type::ANY && !list.is_empty() => {
            let mut kept = Vec::new();
            for item in list.iter() {
                kept.extend(omit_nil(&item, meter, below)?);
            }
            Ok((!kept.is_empty()).then(|| Value::list(kept)))
        }
        other => Ok(Some(other.clone())),
    }
}
