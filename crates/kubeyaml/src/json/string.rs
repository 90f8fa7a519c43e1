//! The strings of JSON.

use crate::Text;

/// The text of a string of which the opening quote was read, and how many bytes it took with the closing one;
/// or after how many bytes it broke off, and in what.
pub(super) fn string(bytes: &[u8]) -> Result<(Text, usize), (usize, &'static str)> {
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

/// How many bytes come before the first that ends a string, begins an escape or may not stand in a string.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    let plain = 8 * words.iter().take_while(|word| is_plain(u64::from_ne_bytes(**word))).count();
    let rest = bytes.get(plain..).unwrap_or_default();
    let ends = |b: &u8| *b < 0x20 || matches!(b, b'"' | b'\\');
    plain + rest.iter().position(ends).unwrap_or(rest.len())
}

/// How many bytes a string takes at most up to its closing quote, or to where it breaks off; its text is no longer.
pub(super) fn escaped_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += plain_length(rest);
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            _ => return at.min(bytes.len()),
        }
    }
}

/// Whether none of eight bytes is a quote, a backslash or a control character. It may say no where none is.
const fn is_plain(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES * 0x80;
    let (quotes, escapes) = (word ^ (ONES * b'"' as u64), word ^ (ONES * b'\\' as u64));
    const fn below(x: u64, least: u64) -> u64 {
        x.wrapping_sub(ONES * least) & !x
    }
    (below(word, 0x20) | below(quotes, 1) | below(escapes, 1)) & HIGH == 0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_ends_at_the_first_byte_that_is_not() {
        for byte in 0..=255_u8 {
            let special = byte < 0x20 || matches!(byte, b'"' | b'\\');
            for place in 0..19 {
                let mut bytes = *b"seven letters more!";
                bytes[place] = byte;
                assert_eq!(plain_length(&bytes), if special { place } else { 19 }, "{byte} at {place}");
            }
        }
    }
}
