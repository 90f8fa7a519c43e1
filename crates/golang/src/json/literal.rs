//! The strings of JSON, read.

use std::fmt::Write;

/// A string of a document, of which the form is right: what stands between its quotes.
#[derive(Clone, Copy, Debug)]
pub struct Literal<'a>(Source<'a>);

#[derive(Clone, Copy, Debug)]
enum Source<'a> {
    /// Without escapes.
    Plain(&'a str),
    /// With escapes.
    Text(&'a str),
    /// With bytes that belong to no character.
    Bytes(&'a [u8]),
}

impl<'a> Literal<'a> {
    pub(super) fn plain_text(text: &'a str) -> Literal<'a> {
        Literal(Source::Plain(text))
    }

    pub(super) fn escaped_text(text: &'a str) -> Literal<'a> {
        Literal(Source::Text(text))
    }

    pub(super) fn bytes(bytes: &'a [u8]) -> Literal<'a> {
        Literal(Source::Bytes(bytes))
    }

    /// The text, where it stands in the document as it is.
    #[inline]
    pub fn plain(self) -> Option<&'a str> {
        match self.0 {
            Source::Plain(text) => Some(text),
            Source::Text(_) | Source::Bytes(_) => None,
        }
    }

    /// As many bytes its text has at most.
    #[inline]
    pub fn most(self) -> usize {
        match self.0 {
            Source::Plain(text) | Source::Text(text) => text.len(),
            // A byte that belongs to no character becomes three.
            Source::Bytes(bytes) => bytes.len().saturating_mul(char::REPLACEMENT_CHARACTER.len_utf8()),
        }
    }

    /// Appends its text, escapes resolved. Each byte that belongs to no character, and half of a pair of surrogates,
    /// becomes U+FFFD.
    ///
    /// Source: Go 1.26 encoding/json, unquoteBytes.
    pub fn push_to(self, out: &mut impl Write) {
        let bytes = match self.0 {
            Source::Plain(text) | Source::Text(text) => text.as_bytes(),
            Source::Bytes(bytes) => bytes,
        };
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = plain_length(rest);
            push_lossy(out, rest.get(..length).unwrap_or_default());
            at += length;
            let Some((c, length)) = bytes.get(at..).and_then(escape) else { return };
            // Writing to a text cannot fail.
            let _ = out.write_char(c);
            at += length;
        }
    }
}

/// How many bytes come before the first that ends a string, begins an escape or may not stand in a string.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return 8 * index + special.trailing_zeros() as usize / 8;
        }
    }
    let ends = |b: &u8| *b < 0x20 || matches!(b, b'"' | b'\\');
    8 * words.len() + rest.iter().position(ends).unwrap_or(rest.len())
}

/// The high bit of the first of eight bytes, beginning with the lowest, that is a quote, a backslash or a control
/// character; zero where none is. Bits above that one may be wrong.
const fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES * 0x80;
    let (quotes, escapes) = (word ^ (ONES * b'"' as u64), word ^ (ONES * b'\\' as u64));
    const fn below(x: u64, least: u64) -> u64 {
        x.wrapping_sub(ONES * least) & !x
    }
    (below(word, 0x20) | below(quotes, 1) | below(escapes, 1)) & HIGH
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
