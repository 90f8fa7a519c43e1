//! The strings of JSON, written.

/// Which characters of a string are escaped though JSON does not need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// `<`, `>` and `&`, as `json.Marshal` does.
    Html,
    /// None of these, as after `SetEscapeHTML(false)`.
    Least,
}

/// Appends a string as `json.Marshal` writes it.
pub fn quoted(out: &mut String, text: &str) {
    push_quoted(out, text, Escape::Html);
}

/// Appends a string; U+2028 and U+2029 are always escaped.
///
/// Source: Go 1.26 encoding/json, appendString.
pub fn push_quoted(out: &mut String, text: &str, escape: Escape) {
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
            Some(c @ ('\0'..='\u{1f}' | '\u{2028}' | '\u{2029}')) => push_escape(out, c),
            Some(c @ ('<' | '>' | '&')) if escape == Escape::Html => push_escape(out, c),
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
}
