//! Quoting: Go's literals of texts and characters.
//!
//! Source: Go 1.26 strconv quote.go.

mod printable;
mod unquote;

use std::fmt::Write;

pub use unquote::{Unquoted, unquote, unquote_char};

use printable::PRINTABLE;

/// Which characters stand in a literal as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All that can be printed.
    Printable,
    /// Printable ASCII only, as `%+q` has it.
    Ascii,
}

/// A text as a Go literal, as `strconv.Quote` and `%q` write it.
pub fn quote(text: &str) -> String {
    quoted(text.as_bytes(), '"', Shown::Printable)
}

/// Bytes between two `mark`s, with the escapes of a Go literal. Bytes that are not UTF-8 become `\xNN`.
///
/// Source: Go 1.26 strconv, appendQuotedWith.
pub fn quoted(bytes: &[u8], mark: char, shown: Shown) -> String {
    let mut out = String::with_capacity(bytes.len() + 2);
    out.push(mark);
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|c| escape(&mut out, c, mark, shown));
        chunk.invalid().iter().for_each(|byte| push_byte(&mut out, *byte));
    }
    out.push(mark);
    out
}

fn escape(out: &mut String, c: char, mark: char, shown: Shown) {
    if c == mark || c == '\\' {
        out.push('\\');
        out.push(c);
        return;
    }
    if is_print(c) && (shown == Shown::Printable || c.is_ascii()) {
        out.push(c);
        return;
    }
    let short = match c {
        '\x07' => "\\a",
        '\x08' => "\\b",
        '\x0c' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\x0b' => "\\v",
        _ => "",
    };
    // Writing to a `String` cannot fail.
    let _ = match u32::from(c) {
        _ if !short.is_empty() => out.write_str(short),
        code @ (0..0x20 | 0x7f) => write!(out, "\\x{code:02x}"),
        code @ 0..0x10000 => write!(out, "\\u{code:04x}"),
        code => write!(out, "\\U{code:08x}"),
    };
}

/// Appends a byte as `\xNN`.
pub(crate) fn push_byte(out: &mut String, byte: u8) {
    // Writing to a `String` cannot fail.
    let _ = write!(out, "\\x{byte:02x}");
}

/// Whether Go prints a character as it is: letters, marks, numbers, punctuation, symbols and the ASCII space.
///
/// Source: Go 1.26 strconv, IsPrint.
pub fn is_print(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    let code = u32::from(c);
    let after = PRINTABLE.partition_point(|(first, _)| *first <= code);
    let range = after.checked_sub(1).and_then(|at| PRINTABLE.get(at));
    range.is_some_and(|(_, last)| code <= *last)
}

/// Whether a text can stand between back quotes on one line.
///
/// Source: Go 1.26 strconv, CanBackquote.
pub fn can_backquote(text: &str) -> bool {
    !text.chars().any(|c| c == '\u{feff}' || c == '`' || c == '\x7f' || (c < ' ' && c != '\t'))
}
