//! Writing a document into a message: the rules of Go's old `jsonpb`.
//!
//! Each field that is there and not null replaces the old value whole; zeros of scalars without presence, and empty
//! lists and maps, are the same as absence and so take the old value away.
//!
//! Source: github.com/golang/protobuf 1.5 jsonpb, Unmarshaler; Istio 1.30 protomarshal.go, ApplyYAML.

mod scalar;

use kubeyaml::{Map, Value};

use golang::duration::DurationError;

use crate::duration;
use crate::{Field, Kind, Message, Shape};

/// Why a document does not fit a message. The texts are Go's.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DecodeError {
    /// The text is not YAML.
    #[error(transparent)]
    Yaml(#[from] kubeyaml::ReadError),
    /// A value is of another type than its field.
    #[error("json: cannot unmarshal {found} into Go value of type {wanted}")]
    Type {
        /// What is there: the kind of JSON value, a number that does not fit with its digits.
        found: String,
        /// The field's type in Go.
        wanted: &'static str,
    },
    /// A quoted number is none.
    #[error(transparent)]
    Number(#[from] kubeyaml::JsonError),
    /// An enumeration has no such name.
    #[error("unknown value {found} for enum {name}")]
    Enum {
        /// What is there, quoted twice.
        found: String,
        /// The enumeration.
        name: &'static str,
    },
    /// A duration is none.
    #[error("bad Duration: {0}")]
    Duration(#[from] DurationError),
    /// A free-form mapping is none.
    #[error("bad StructValue: {0}")]
    Struct(Box<DecodeError>),
    /// A message has no such field, and the version does not pass over it.
    #[error("unknown field \"{field}\" in {message}")]
    UnknownField {
        /// The field's name.
        field: String,
        /// The message, by the name the version gives it.
        message: &'static str,
    },
}

/// What is done with fields that a message does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownFields {
    /// They are passed over.
    Ignore,
    /// They are errors.
    Refuse,
    /// They are passed over; lists and maps that are given empty are kept, as Go's gogo/protobuf keeps them.
    IgnoreKeepingEmpty,
}

/// Writes `source`, a document by JSON or protobuf names, into the canonical document `target` of a `message`.
/// Null changes nothing. On an error the target may be changed in part.
pub fn apply(
    target: &mut Value,
    source: &Value,
    message: &Message,
    unknown: UnknownFields,
) -> Result<(), DecodeError> {
    if source.is_null() {
        return Ok(());
    }
    let source = mapping(source)?;
    let target = target.become_map();
    for field in message.fields {
        let value = source.get(field.json).or_else(|| source.get(field.proto));
        if let Some(value) = value.filter(|v| !v.is_null()) {
            let decoded = decode(value, field, unknown)?;
            let is_empty = matches!(&decoded, Value::List(list) if list.is_empty())
                || matches!((field.shape, &decoded), (Shape::Map, Value::Map(map)) if map.is_empty());
            if is_empty && unknown == UnknownFields::IgnoreKeepingEmpty {
                target.insert(field.json, decoded);
            } else {
                set(target, message, field, decoded);
            }
        }
    }
    match unknown {
        UnknownFields::Ignore | UnknownFields::IgnoreKeepingEmpty => Ok(()),
        UnknownFields::Refuse => refuse_unknown(source, message),
    }
}

/// Sets a field of a canonical document; what is the same as absence is taken away, as are the other fields of a oneof.
pub(crate) fn set(target: &mut Map, message: &Message, field: &Field, value: Value) {
    if let Some(oneof) = field.oneof {
        for other in message.fields.iter().filter(|f| f.oneof == Some(oneof)) {
            target.remove(other.json);
        }
    }
    if !field.has_presence && is_absence(&value, field) {
        target.remove(field.json);
    } else {
        target.insert(field.json, value);
    }
}

fn is_absence(value: &Value, field: &Field) -> bool {
    match (field.shape, field.kind, value) {
        (Shape::List, _, Value::List(list)) => list.is_empty(),
        (Shape::Map, _, Value::Map(map)) => map.is_empty(),
        (Shape::One, Kind::Message(_) | Kind::Duration | Kind::Struct | Kind::Wrapper(_), _) => false,
        (Shape::One, Kind::Enum(names), Value::String(name)) => names.number(name) == Some(0),
        (_, _, Value::Bool(b)) => !b,
        (_, _, Value::Int(i)) => *i == 0,
        // Go's zero is +0: -0 is kept.
        (_, _, Value::Float(f)) => f.to_bits() == 0,
        (_, _, Value::String(s)) => s.is_empty(),
        _ => false,
    }
}

fn refuse_unknown(source: &Map, message: &Message) -> Result<(), DecodeError> {
    match source.keys().find(|key| !message.fields.iter().any(|f| f.json == *key || f.proto == *key)) {
        Some(field) => Err(DecodeError::UnknownField { field: field.to_owned(), message: message.go }),
        None => Ok(()),
    }
}

fn decode(value: &Value, field: &Field, unknown: UnknownFields) -> Result<Value, DecodeError> {
    match field.shape {
        Shape::One => decode_one(value, field.kind, unknown),
        Shape::List => {
            let list = value.as_list().ok_or_else(|| mismatch(value, "[]json.RawMessage"))?;
            let items: Result<Vec<Value>, _> =
                list.iter().map(|v| decode_one(v, field.kind, unknown)).collect();
            Ok(Value::List(items?))
        }
        Shape::Map => {
            let entries =
                mapping(value)?.iter().map(|(key, v)| Ok((key.into(), decode_one(v, field.kind, unknown)?)));
            Ok(Value::Map(entries.collect::<Result<Map, DecodeError>>()?))
        }
    }
}

fn decode_one(value: &Value, kind: Kind, unknown: UnknownFields) -> Result<Value, DecodeError> {
    match kind {
        Kind::Message(message) => {
            let mut out = Value::Map(Map::new());
            apply(&mut out, value, message, unknown)?;
            Ok(out)
        }
        Kind::Duration => {
            let text = value.as_str().ok_or_else(|| mismatch(value, "string"))?;
            Ok(duration::proto_text(golang::duration::parse(text)?).into())
        }
        Kind::Struct => {
            let map = mapping(value).map_err(|e| DecodeError::Struct(Box::new(e)))?;
            let mut out = Value::Map(map.clone());
            scalar::numbers_as_doubles(&mut out);
            Ok(out)
        }
        Kind::Wrapper(wrapper) => scalar::decode(value, wrapper.value_kind()),
        _ => scalar::decode(value, kind),
    }
}

fn mapping(value: &Value) -> Result<&Map, DecodeError> {
    value.as_map().ok_or_else(|| mismatch(value, "map[string]json.RawMessage"))
}

fn mismatch(value: &Value, wanted: &'static str) -> DecodeError {
    DecodeError::Type { found: value.kind().to_owned(), wanted }
}
