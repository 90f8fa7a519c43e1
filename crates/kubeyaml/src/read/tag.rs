//! Scalars with a tag.

use super::ReadError;
use crate::resolve::{Meaning, is_timestamp, resolve};
use crate::{Text, Value};

const PREFIX: &str = "tag:yaml.org,2002:";
/// The tag of `<<`.
pub(super) const MERGE: &str = "tag:yaml.org,2002:merge";

/// The value of a plain scalar (tag ``) or of a tagged one.
/// Source: go-yaml v2.4 resolve.go, resolve; decode.go, decoder.scalar.
pub(super) fn value(tag: &str, text: &str) -> Result<Value, ReadError> {
    match tag.strip_prefix(PREFIX) {
        None if tag.is_empty() => Ok(meaning_value(resolve(text), text)),
        Some("str") => Ok(Value::text(text)),
        Some("binary") => binary(text),
        Some("bool" | "int" | "float" | "null") => tagged(tag, text),
        Some("timestamp") if is_timestamp(text) => Ok(Value::text(text)),
        Some("timestamp") => Err(misfit(resolve(text), text, tag)),
        _ => Ok(Value::text(text)),
    }
}

/// The value of a plain scalar of which the meaning is known.
pub(super) fn meaning_value(meaning: Meaning, text: &str) -> Value {
    match meaning {
        Meaning::Null => Value::Null,
        Meaning::Bool(b) => Value::Bool(b),
        Meaning::Int(i) => Value::Int(i),
        Meaning::Uint(u) => Value::Uint(u),
        Meaning::Float(f) => Value::Float(f),
        Meaning::Timestamp | Meaning::Text => Value::String(Text::new(text)),
    }
}

fn tagged(tag: &str, text: &str) -> Result<Value, ReadError> {
    let meaning = resolve(text);
    match (tag.strip_prefix(PREFIX).unwrap_or_default(), meaning) {
        ("bool", Meaning::Bool(_))
        | ("int", Meaning::Int(_) | Meaning::Uint(_))
        | ("float", Meaning::Float(_))
        | ("null", Meaning::Null) => Ok(meaning_value(meaning, text)),
        #[expect(clippy::cast_precision_loss, reason = "Go converts the same way")]
        ("float", Meaning::Int(i)) => Ok(Value::Float(i as f64)),
        _ => Err(misfit(meaning, text, tag)),
    }
}

fn misfit(meaning: Meaning, text: &str, tag: &str) -> ReadError {
    let is = match meaning {
        Meaning::Null => "null",
        Meaning::Bool(_) => "bool",
        Meaning::Int(_) | Meaning::Uint(_) => "int",
        Meaning::Float(_) => "float",
        Meaning::Timestamp | Meaning::Text => "str",
    };
    let wanted = tag.strip_prefix(PREFIX).unwrap_or(tag);
    ReadError::new(format!("yaml: cannot decode !!{is} `{text}` as a !!{wanted}"))
}

/// Bytes that are not UTF-8 become U+FFFD each, as in Go's JSON.
fn binary(text: &str) -> Result<Value, ReadError> {
    let Ok(bytes) = golang::base64::decode(text) else {
        return Err(ReadError::new("yaml: !!binary value contains invalid base64 data"));
    };
    let mut out = Text::default();
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for _ in chunk.invalid() {
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Ok(Value::String(out))
}
