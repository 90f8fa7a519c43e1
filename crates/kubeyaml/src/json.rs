//! JSON in and out.

mod parse;
mod serde;
mod string;

use crate::Value;
use crate::number::push_json;

pub use parse::{JsonError, from_json};

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
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| ESCAPED.get(usize::from(b)).is_some_and(|e| *e)) {
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
    fn strings_are_escaped_as_go_does() {
        for (text, json) in [
            ("", r#""""#),
            ("é<&>", r#""é\u003c\u0026\u003e""#),
            ("\u{2028}€\u{2029}", r#""\u2028€\u2029""#),
            ("\0\u{1f}\u{7f}\n\t\r\u{8}\u{c}", "\"\\u0000\\u001f\u{7f}\\n\\t\\r\\b\\f\""),
            ("a\"b\\c/", r#""a\"b\\c/""#),
        ] {
            let mut out = String::new();
            json_quoted(&mut out, text);
            assert_eq!(out, json);
        }
    }
}
