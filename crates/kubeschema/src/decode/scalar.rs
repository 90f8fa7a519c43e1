//! Scalars, and the types that read themselves.

use golang::base64;
use kubeyaml::Value;

use super::place::Place;
use super::{DecodeError, Decoder, Step};
use crate::quantity::{self, QuantityError};
use crate::schema::Kind;
use crate::time;

impl Decoder<'_> {
    pub(super) fn scalar(&mut self, value: &mut Value, kind: &'static Kind, place: &Place<'_>) -> Step {
        match kind {
            Kind::String(_) => self.string(value, kind, place),
            Kind::Bool => match value {
                Value::Bool(_) => Ok(()),
                Value::Null => {
                    *value = Value::Bool(false);
                    Ok(())
                }
                _ => self.wrong_type(value, kind.go_type(), place),
            },
            Kind::Int32 | Kind::Int64 => match integer(value, kind) {
                Ok(()) => Ok(()),
                Err(found) => self.save(wrong(found, kind.go_type(), place)),
            },
            Kind::Quantity => quantity(value),
            Kind::IntOrString if matches!(value, Value::String(_)) => Ok(()),
            Kind::IntOrString => integer(value, &Kind::Int32).map_err(|found| wrong(found, "int32", place)),
            Kind::Time => timestamp(value, place),
            Kind::Bytes => self.bytes(value, kind, place),
            _ => Ok(()),
        }
    }

    fn string(&mut self, value: &mut Value, kind: &'static Kind, place: &Place<'_>) -> Step {
        match value {
            Value::String(_) => Ok(()),
            Value::Null => {
                *value = Value::text("");
                Ok(())
            }
            _ => match kubeyaml::scalar_text(value).filter(|_| self.convert_scalars) {
                Some(text) => {
                    *value = Value::String(text);
                    Ok(())
                }
                None => self.wrong_type(value, kind.go_type(), place),
            },
        }
    }

    fn bytes(&mut self, value: &mut Value, kind: &'static Kind, place: &Place<'_>) -> Step {
        match value {
            Value::Null => Ok(()),
            Value::String(text) => match base64::decode(text.as_bytes()) {
                Ok(bytes) => {
                    // Line ends and bits that are left over do not come back.
                    let canonical = base64::encode(&bytes);
                    if **text != canonical {
                        *value = Value::from(canonical);
                    }
                    Ok(())
                }
                Err(error) => self.save(error.into()),
            },
            _ => self.wrong_type(value, kind.go_type(), place),
        }
    }
}

fn wrong(found: String, go_type: &'static str, place: &Place<'_>) -> DecodeError {
    DecodeError::Type { value: found, field: place.go_path(), go_type }
}

/// A whole number in range; null is zero. Otherwise what Go's error calls the value.
fn integer(value: &mut Value, kind: &Kind) -> Result<(), String> {
    let number = match value {
        Value::Int(number) => Some(*number),
        Value::Null => {
            *value = Value::Int(0);
            return Ok(());
        }
        // Go writes a whole float below 1e21 without a point, so after YAML it reads back as an integer.
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 9.2e18 => Some(*number as i64),
        Value::Float(_) | Value::Uint(_) => None,
        _ => return Err(value.kind().to_owned()),
    };
    match number {
        Some(number) if matches!(kind, Kind::Int64) || i32::try_from(number).is_ok() => {
            if !matches!(value, Value::Int(_)) {
                *value = Value::Int(number);
            }
            Ok(())
        }
        _ => Err(format!("number {}", kubeyaml::to_json(value))),
    }
}

fn quantity(value: &mut Value) -> Step {
    let changed = match value {
        Value::String(text) => match quantity::canonical(text)? {
            same if same.len() == text.len() && *same == **text => return Ok(()),
            canonical => canonical.into_owned(),
        },
        Value::Null => "0".to_owned(),
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => {
            quantity::canonical(&kubeyaml::to_json(value))?.into_owned()
        }
        _ => return Err(QuantityError::Format.into()),
    };
    *value = Value::from(changed);
    Ok(())
}

fn timestamp(value: &mut Value, place: &Place<'_>) -> Step {
    match value {
        Value::Null => {}
        Value::String(text) => match time::canonical(text)? {
            None => *value = Value::Null,
            Some(same) if same == **text => {}
            Some(canonical) => *value = Value::from(canonical),
        },
        _ => return Err(wrong(value.kind().to_owned(), "string", place)),
    }
    Ok(())
}
