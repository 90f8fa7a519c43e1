//! JSON in and out.

mod meter;
mod parse;
mod serde;
mod string;

use crate::Value;
use crate::number::push_json;

pub use meter::{Exhausted, Meter, Tariff};
pub use parse::{JsonError, MeteredError, from_json, from_json_metered};

/// The value as Go's `json.Marshal` writes it: compact, sorted keys, `<` `>` `&` and the line separators escaped.
/// Infinities and not-a-number, which [`read`](crate::read) never gives, become `null`.
pub fn to_json(value: &Value) -> String {
    let mut out = String::new();
    to_json_into(&mut out, value);
    out
}

/// As [`to_json`], appended to `out`.
pub fn to_json_into(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Int(i) => out.push_str(itoa::Buffer::new().format(*i)),
        Value::Uint(u) => out.push_str(itoa::Buffer::new().format(*u)),
        Value::Float(f) => push_json(out, *f),
        Value::String(s) => json_quoted(out, s),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                to_json_into(out, item);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (i, (key, item)) in map.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                json_quoted(out, key);
                out.push(':');
                to_json_into(out, item);
            }
            out.push('}');
        }
    }
}

/// Appends a JSON string literal, escaped as Go's `json.Marshal` does.
/// Source: Go encoding/json, appendString with escapeHTML.
pub fn json_quoted(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    while let Some(at) = first_escaped(rest.as_bytes()) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = tail.chars();
        match chars.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(c @ ('\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}')) => push_escape(out, c),
            Some(c) => out.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// Where the first byte is at which a character may need an escape. Eight at a time are passed over where none does.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let (words, _) = bytes.as_chunks::<8>();
    let plain = 8 * words.iter().take_while(|word| is_plain(u64::from_ne_bytes(**word))).count();
    let rest = bytes.get(plain..)?;
    let at = rest.iter().position(|b| ESCAPED.get(usize::from(*b)).is_some_and(|e| *e))?;
    Some(plain + at)
}

/// Whether none of eight bytes may need an escape. It may say no for bytes that need none.
const fn is_plain(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES * 0x80;
    // A zero byte of what is given makes its high bit one; bits above the first such byte may be wrong.
    const fn zero(x: u64) -> u64 {
        x.wrapping_sub(ONES) & !x
    }
    // `<` and `>` differ in one bit, which is set in both.
    let brackets = zero((word | (ONES * 2)) ^ (ONES * b'>' as u64));
    let quotes = zero(word ^ (ONES * b'"' as u64)) | zero(word ^ (ONES * b'\\' as u64));
    let control = word.wrapping_sub(ONES * 0x20);
    (word | control | brackets | quotes | zero(word ^ (ONES * b'&' as u64))) & HIGH == 0
}

/// The bytes at which a character may need an escape: the last one begins U+2028 and U+2029.
static ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    #[expect(clippy::indexing_slicing, reason = "a constant, checked while compiling")]
    while i < 256 {
        table[i] = i < 0x20 || matches!(i as u8, b'"' | b'\\' | b'<' | b'>' | b'&' | 0xe2);
        i += 1;
    }
    table
};

fn push_escape(out: &mut String, c: char) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.extend(char::from_digit((u32::from(c) >> shift) & 15, 16));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_plain_only_without_escapes() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                let mut word = *b"aZ09 ~!/";
                word[place] = byte;
                let escaped = ESCAPED[usize::from(byte)];
                assert!(!(escaped && is_plain(u64::from_ne_bytes(word))), "{byte} at {place}");
                let at = first_escaped(&word);
                assert_eq!(at, escaped.then_some(place), "{byte} at {place}");
            }
        }
        assert!(is_plain(u64::from_ne_bytes(*b"aZ09 ~!/")));
    }

    #[test]
    fn strings_are_escaped_as_go_does() {
        for (text, json) in [
            ("", r#""""#),
            ("é<&>", r#""é\u003c\u0026\u003e""#),
            ("\u{2028}€\u{2029}", r#""\u2028€\u2029""#),
            ("\0\u{1f}\u{7f}\n\t\r\u{8}\u{c}", "\"\\u0000\\u001f\u{7f}\\n\\t\\r\\b\\f\""),
            ("a\"b\\c/", r#""a\"b\\c/""#),
            ("eight by eight, no escape anywhere", r#""eight by eight, no escape anywhere""#),
            ("eight by eight, then an & and é", r#""eight by eight, then an \u0026 and é""#),
        ] {
            let mut out = String::new();
            json_quoted(&mut out, text);
            assert_eq!(out, json);
        }
    }
}
