//! The strings of JSON.

use crate::Text;

/// The text of a string of which the opening quote was read, and how many bytes it took with the closing one;
/// or after how many bytes it broke off, and in what.
pub(super) fn string(bytes: &[u8]) -> Result<(Text, usize), (usize, &'static str)> {
    let end = plain_length(bytes);
    let plain = bytes.get(..end).unwrap_or_default();
    if bytes.get(end) == Some(&b'"')
        && let Ok(text) = std::str::from_utf8(plain)
    {
        return Ok((Text::new(text), end + 1));
    }
    let mut out = Text::default();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = plain_length(rest);
        push_lossy(&mut out, rest.get(..length).unwrap_or_default());
        at += length;
        match bytes.get(at) {
            Some(b'"') => return Ok((out, at + 1)),
            Some(b'\\') => at = escape(bytes, at + 1, &mut out)?,
            _ => return Err((at, "in string literal")),
        }
    }
}

fn plain_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| *b < 0x20 || matches!(b, b'"' | b'\\')).unwrap_or(bytes.len())
}

/// Each byte that belongs to no character becomes U+FFFD.
fn push_lossy(out: &mut Text, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for _ in chunk.invalid() {
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// The character of an escape of which the backslash was read; where it ends.
fn escape(bytes: &[u8], at: usize, out: &mut Text) -> Result<usize, (usize, &'static str)> {
    let c = match bytes.get(at) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let high = hex4(bytes, at + 1)?;
            if let Some(c) = char::from_u32(high) {
                out.push(c);
                return Ok(at + 5);
            }
            // A surrogate: with the second half it is a character, alone it is none.
            if high < 0xdc00
                && matches!(bytes.get(at + 5..at + 7), Some(b"\\u"))
                && let Ok(low @ 0xdc00..0xe000) = hex4(bytes, at + 7)
            {
                out.extend(char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
                return Ok(at + 11);
            }
            out.push(char::REPLACEMENT_CHARACTER);
            return Ok(at + 5);
        }
        _ => return Err((at, "in string escape code")),
    };
    out.push(c);
    Ok(at + 1)
}

fn hex4(bytes: &[u8], at: usize) -> Result<u32, (usize, &'static str)> {
    let mut code = 0;
    for place in at..at + 4 {
        let digit = bytes.get(place).and_then(|b| char::from(*b).to_digit(16));
        code = code << 4 | digit.ok_or((place, "in \\u hexadecimal character escape"))?;
    }
    Ok(code)
}
