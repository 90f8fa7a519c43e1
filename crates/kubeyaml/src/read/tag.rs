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

/// Bytes that are no UTF-8 become U+FFFD each, as in Go's JSON.
fn binary(text: &str) -> Result<Value, ReadError> {
    let Some(bytes) = base64(text.as_bytes()) else {
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

/// Padded standard base64, line breaks ignored.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut digits = text.iter().filter(|b| !matches!(b, b'\r' | b'\n'));
    loop {
        let Some(first) = digits.next() else { return Some(out) };
        let group = [*first, *digits.next()?, *digits.next()?, *digits.next()?];
        let sextet = |b: u8| match b {
            b'A'..=b'Z' => Some(u32::from(b - b'A')),
            b'a'..=b'z' => Some(u32::from(b - b'a') + 26),
            b'0'..=b'9' => Some(u32::from(b - b'0') + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        };
        let [a, b, c, d] = group;
        let (used, c, d) = match (c, d) {
            (b'=', b'=') => (1, 0, 0),
            (c, b'=') => (2, sextet(c)?, 0),
            (c, d) => (3, sextet(c)?, sextet(d)?),
        };
        let bits = (sextet(a)? << 18) | (sextet(b)? << 12) | (c << 6) | d;
        out.extend(bits.to_be_bytes().into_iter().skip(1).take(used));
        if used < 3 {
            return digits.next().is_none().then_some(out);
        }
    }
}
