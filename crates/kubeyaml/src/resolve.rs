//! What a plain scalar means: YAML 1.1 as go-yaml v2 resolves it.
//!
//! Reading asks for the meaning, writing asks whether a text would be taken for anything else than text.

mod timestamp;

use golang::float::{self, Size};
use golang::number::{NumFault, parse_int, parse_uint};

/// The meaning of a plain scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// `null`, `~`, nothing.
    Null,
    /// `true`, `yes`, `on`, `y` … and their opposites.
    Bool(bool),
    /// An integer that fits 64 signed bits.
    Int(i64),
    /// An integer above.
    Uint(u64),
    /// Any other number, infinities and not-a-number too.
    Float(f64),
    /// A date or time; read as text, but written quoted.
    Timestamp,
    /// Text.
    Text,
}

/// The meaning of a plain scalar without a tag.
/// Source: go-yaml v2.4 resolve.go, resolve.
pub(crate) fn resolve(text: &str) -> Meaning {
    let Some(first) = text.bytes().next() else { return Meaning::Null };
    match first {
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => word(text),
        b'.' => match text {
            ".nan" | ".NaN" | ".NAN" => Meaning::Float(f64::NAN),
            ".inf" | ".Inf" | ".INF" => Meaning::Float(f64::INFINITY),
            _ => float::parse(text, Size::Bits64).map_or(Meaning::Text, Meaning::Float),
        },
        b'+' | b'-' | b'0'..=b'9' => match text {
            "+.inf" | "+.Inf" | "+.INF" => Meaning::Float(f64::INFINITY),
            "-.inf" | "-.Inf" | "-.INF" => Meaning::Float(f64::NEG_INFINITY),
            _ if timestamp::is_timestamp(text) => Meaning::Timestamp,
            _ => number(text),
        },
        _ => Meaning::Text,
    }
}

/// Whether a text is a date or time of go-yaml's formats.
pub(crate) fn is_timestamp(text: &str) -> bool {
    timestamp::is_timestamp(text)
}

/// Whether a text is a number in base 60, which go-yaml reads as text but quotes for other readers.
/// Source: go-yaml v2.4 encode.go, base60float.
pub(crate) fn is_base60(text: &str) -> bool {
    let mut bytes = text.as_bytes();
    if let [b'+' | b'-', rest @ ..] = bytes {
        bytes = rest;
    }
    let [b'0'..=b'9', ..] = bytes else { return false };
    let mut parts = bytes.split(|b| *b == b':');
    let head = parts.next().unwrap_or_default();
    if !head.iter().all(|b| b.is_ascii_digit() || *b == b'_') {
        return false;
    }
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return false;
    }
    while let Some(part) = parts.next() {
        let mut part = part;
        if parts.peek().is_none()
            && let Some(dot) = memchr::memchr(b'.', part)
        {
            let (sixtieth, fraction) = part.split_at(dot);
            if !fraction.iter().skip(1).all(|b| b.is_ascii_digit() || *b == b'_') {
                return false;
            }
            part = sixtieth;
        }
        if !matches!(part, [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']) {
            return false;
        }
    }
    true
}

fn word(text: &str) -> Meaning {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Meaning::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Meaning::Bool(false)
        }
        "~" | "null" | "Null" | "NULL" => Meaning::Null,
        _ => Meaning::Text,
    }
}

fn number(text: &str) -> Meaning {
    let without;
    let plain = if memchr::memchr(b'_', text.as_bytes()).is_some() {
        without = text.replace('_', "");
        &without
    } else {
        text
    };
    match parse_int(plain, 0, 64) {
        Ok(i) => return Meaning::Int(i),
        Err(NumFault::Range) => {
            if let Ok(u) = parse_uint(plain, 0, 64) {
                return Meaning::Uint(u);
            }
        }
        Err(NumFault::Syntax) => {}
    }
    if is_decimal(plain.as_bytes())
        && let Ok(f) = float::parse(plain, Size::Bits64)
    {
        return Meaning::Float(f);
    }
    // go-yaml reads a sign after the prefix as well: `0b-1`.
    if let Some(digits) = plain.strip_prefix("0b") {
        return parse_int(digits, 2, 64)
            .map(Meaning::Int)
            .or_else(|_| parse_uint(digits, 2, 64).map(Meaning::Uint))
            .unwrap_or(Meaning::Text);
    }
    Meaning::Text
}

/// Whether this matches `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
fn is_decimal(text: &[u8]) -> bool {
    let text = match text {
        [b'+' | b'-', rest @ ..] => rest,
        _ => text,
    };
    let (whole, rest) = digits(text);
    let rest = match rest {
        [b'.', rest @ ..] => {
            let (fraction, rest) = digits(rest);
            if whole.is_empty() && fraction.is_empty() {
                return false;
            }
            rest
        }
        _ if whole.is_empty() => return false,
        _ => rest,
    };
    match rest {
        [] => true,
        [b'e' | b'E', b'+' | b'-', power @ ..] | [b'e' | b'E', power @ ..] => {
            !power.is_empty() && power.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_60() {
        for (text, is) in [
            ("1:30", true),
            ("12:30:45", true),
            ("190:20:30.15", true),
            ("-1_0:00.", true),
            ("1:60", false),
            ("1:5.5:5", false),
            ("1:", false),
            (":1", false),
            ("x:1", false),
            ("1", false),
        ] {
            assert_eq!(is_base60(text), is, "{text}");
        }
    }
}
