//! From bytes to characters that YAML allows.

use std::borrow::Cow;

use super::ReadError;

/// The text of a byte stream: UTF-8, or UTF-16 when it starts with that byte order mark.
/// Source: go-yaml v2.4 readerc.go, yaml_parser_determine_encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        _ => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|e| {
            let bad = bytes.get(e.valid_up_to()).copied().unwrap_or_default();
            let cause = match (e.error_len(), bad) {
                (None, _) => "incomplete UTF-8 octet sequence",
                (_, 0xc2..=0xf4) => "invalid trailing UTF-8 octet",
                _ => "invalid leading UTF-8 octet",
            };
            ReadError::new(format!("yaml: {cause}"))
        }),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(ReadError::new("yaml: incomplete UTF-16 character"));
    }
    char::decode_utf16(pairs.iter().map(|p| unit(*p)))
        .collect::<Result<String, _>>()
        .map_err(|_| ReadError::new("yaml: unexpected low surrogate area"))
}

/// Refuses control characters other than tab, line breaks and NEL.
/// Source: go-yaml v2.4 readerc.go, yaml_parser_update_buffer.
pub(super) fn check_characters(text: &str) -> Result<(), ReadError> {
    let bytes = text.as_bytes();
    let plain = |b: &u8| (0x20..0x7f).contains(b) || *b == b'\n';
    // Nearly every text passes this loop, which the compiler turns into wide instructions.
    if bytes.chunks(64).all(|chunk| chunk.iter().fold(true, |all, b| all & plain(b))) {
        return Ok(());
    }
    match text.char_indices().find(|(_, c)| !allowed(*c)) {
        None => Ok(()),
        Some((at, _)) => {
            let before = bytes.get(..at).unwrap_or_default();
            let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
            Err(ReadError {
                message: "yaml: control characters are not allowed".to_owned(),
                line: Some(memchr::memchr_iter(b'\n', before).count() + 1),
                column: text.get(line_start..at).map(|s| s.chars().count() + 1),
            })
        }
    }
}

fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
