//! One scalar of a document, as `jsonpb` reads it.

use golang::float::{self, Size};
use golang::quote::quote;
use kubeyaml::{Value, from_json, json_quoted, to_json};

use super::{DecodeError, mismatch};
use crate::{Enum, Kind};

/// A scalar in canonical form. Null is the zero; numbers may be quoted.
pub(super) fn decode(value: &Value, kind: Kind) -> Result<Value, DecodeError> {
    match kind {
        Kind::Bool => match value {
            Value::Null => Ok(Value::Bool(false)),
            Value::Bool(_) => Ok(value.clone()),
            _ => Err(mismatch(value, "bool")),
        },
        Kind::String => match value {
            Value::Null => Ok(Value::text("")),
            Value::String(_) => Ok(value.clone()),
            _ => Err(mismatch(value, "string")),
        },
        Kind::Int32 => integer(value, "int32", i32::MIN.into(), i32::MAX.into()),
        Kind::Int64 => integer(value, "int64", i64::MIN.into(), i64::MAX.into()),
        Kind::Uint32 => integer(value, "uint32", 0, u32::MAX.into()),
        Kind::Uint64 => integer(value, "uint64", 0, u64::MAX.into()),
        Kind::Float => decoded_float(value, "float32", Size::Bits32),
        Kind::Double => decoded_float(value, "float64", Size::Bits64),
        Kind::Enum(names) => enumeration(value, names),
        // Messages, durations and wrappers are not scalars: the caller has read them.
        Kind::Message(_) | Kind::Duration | Kind::Struct | Kind::Wrapper(_) => Ok(value.clone()),
    }
}

fn integer(value: &Value, wanted: &'static str, least: i128, most: i128) -> Result<Value, DecodeError> {
    let Some(digits) = number(value, wanted)? else { return Ok(Value::Int(0)) };
    let parsed = digits.parse::<i128>().ok().filter(|i| (least..=most).contains(i));
    let parsed = parsed.ok_or_else(|| DecodeError::Type { found: format!("number {digits}"), wanted })?;
    Ok(match i64::try_from(parsed) {
        Ok(i) => Value::Int(i),
        Err(_) => u64::try_from(parsed).map_or(Value::Null, Value::Uint),
    })
}

fn decoded_float(value: &Value, wanted: &'static str, size: Size) -> Result<Value, DecodeError> {
    if let Value::Float(f) = value
        && !f.is_finite()
    {
        // YAML has no such numbers: this is a document that was read before.
        return Ok(value.clone());
    }
    match value.as_str() {
        Some("NaN") => return Ok(Value::Float(f64::NAN)),
        Some("Infinity") => return Ok(Value::Float(f64::INFINITY)),
        Some("-Infinity") => return Ok(Value::Float(f64::NEG_INFINITY)),
        _ => {}
    }
    let Some(digits) = number(value, wanted)? else { return Ok(Value::Float(0.0)) };
    let parsed = float::parse(&digits, size);
    parsed.map(Value::Float).map_err(|_| DecodeError::Type { found: format!("number {digits}"), wanted })
}

/// The digits of a number, quoted or not; nothing for null.
fn number(value: &Value, wanted: &'static str) -> Result<Option<String>, DecodeError> {
    match value {
        Value::Null => Ok(None),
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => Ok(Some(to_json(value))),
        Value::String(text) => {
            // Go takes only the quotes away, what is between them is still escaped.
            let quoted = to_json(value);
            let inner = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')).unwrap_or(text);
            match from_json(inner.as_bytes())? {
                Value::Null => Ok(None),
                Value::Int(_) | Value::Uint(_) | Value::Float(_) => Ok(Some(inner.trim().to_owned())),
                other => Err(mismatch(&other, wanted)),
            }
        }
        _ => Err(mismatch(value, wanted)),
    }
}

fn enumeration(value: &Value, names: &'static Enum) -> Result<Value, DecodeError> {
    let number = match value {
        Value::String(name) if names.number(name).is_some() => return Ok(value.clone()),
        Value::String(name) => {
            let mut raw = String::new();
            json_quoted(&mut raw, name);
            return Err(DecodeError::Enum { found: quote(&raw), name: names.name });
        }
        _ => integer_of_enum(value)?,
    };
    Ok(names.name_of(number).map_or(Value::Int(number.into()), Value::text))
}

fn integer_of_enum(value: &Value) -> Result<i32, DecodeError> {
    let wanted = "protoreflect.EnumNumber";
    let read = integer(value, wanted, i32::MIN.into(), i32::MAX.into())?;
    Ok(read.as_i64().and_then(|i| i32::try_from(i).ok()).unwrap_or_default())
}

/// `google.protobuf.Struct` knows only 64-bit floats: integers that these cannot tell apart are rounded.
pub(super) fn numbers_as_doubles(value: &mut Value) {
    const EXACT: u64 = 1 << 53;
    match value {
        Value::Int(i) if i.unsigned_abs() > EXACT => *value = Value::Float(*i as f64),
        Value::Uint(u) => *value = Value::Float(*u as f64),
        Value::List(list) => list.iter_mut().for_each(numbers_as_doubles),
        Value::Map(map) => map.iter_mut().for_each(|(_, v)| numbers_as_doubles(v)),
        _ => {}
    }
}
