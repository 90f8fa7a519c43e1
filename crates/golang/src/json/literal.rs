//! The strings of JSON, read.

use std::fmt::Write;

/// A string of a document, of which the form is right.
#[derive(Clone, Copy, Debug)]
pub struct Literal<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
    plain: bool,
}

impl<'a> Literal<'a> {
    /// What stands between two quotes; `text` is the same if it is UTF-8, `plain` whether it has no escapes.
    pub(super) fn new(bytes: &'a [u8], text: Option<&'a str>, plain: bool) -> Literal<'a> {
        Literal { bytes, text, plain }
    }

    /// The text, where it stands in the document as it is.
    pub fn plain(self) -> Option<&'a str> {
        self.text.filter(|_| self.plain)
    }

    /// As many bytes its text has at most.
    pub fn most(self) -> usize {
        // A byte that belongs to no character becomes three.
        let each = if self.text.is_some() { 1 } else { char::REPLACEMENT_CHARACTER.len_utf8() };
        self.bytes.len().saturating_mul(each)
    }

    /// Appends its text, escapes resolved. Each byte that belongs to no character, and half of a pair of surrogates,
    /// becomes U+FFFD.
    ///
    /// Source: Go 1.26 encoding/json, unquoteBytes.
    pub fn push_to(self, out: &mut impl Write) {
        let mut at = 0;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let length = plain_length(rest);
            push_lossy(out, rest.get(..length).unwrap_or_default());
            at += length;
            let Some((c, length)) = self.bytes.get(at..).and_then(escape) else { return };
            // Writing to a text cannot fail.
            let _ = out.write_char(c);
            at += length;
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
fn push_lossy(out: &mut impl Write, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        // Writing to a text cannot fail.
        let _ = out.write_str(chunk.valid());
        for _ in chunk.invalid() {
            let _ = out.write_char(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// The character of an escape at the start, and how many bytes the escape takes.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    let c = match bytes.get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(bytes),
        other => char::from(*other),
    };
    Some((c, 2))
}

fn unicode(bytes: &[u8]) -> Option<(char, usize)> {
    let high = hex4(bytes.get(2..)?)?;
    if let Some(c) = char::from_u32(high) {
        return Some((c, 6));
    }
    // A surrogate: with the second half it is a character, alone it is none.
    let low = bytes.get(6..).and_then(|rest| rest.strip_prefix(b"\\u")).and_then(hex4);
    match low {
        Some(low @ 0xdc00..0xe000) if high < 0xdc00 => {
            let c = char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
            Some((c.unwrap_or(char::REPLACEMENT_CHARACTER), 12))
        }
        _ => Some((char::REPLACEMENT_CHARACTER, 6)),
    }
}

fn hex4(bytes: &[u8]) -> Option<u32> {
    bytes.get(..4)?.iter().try_fold(0, |code, byte| Some(code << 4 | char::from(*byte).to_digit(16)?))
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
