//! Quoting: Go's literals of texts and characters.
//!
//! Source: Go 1.26 strconv quote.go.

use std::fmt::Write;

/// `text` as a quoted Go literal, as `%q` prints it.
pub fn quote(text: &str) -> String {
    quoted(text, '"', false)
}

/// `c` as Go's `%#U` prints it: `U+0061 'a'`.
pub fn quote_char_point(c: char) -> String {
    let mut out = format!("U+{:04X}", u32::from(c));
    if is_print(c) {
        out.push_str(" '");
        out.push(c);
        out.push('\'');
    }
    out
}

/// `text` between `mark`s, with the escapes of a Go literal; everything beyond ASCII escaped too if asked for.
pub(crate) fn quoted(text: &str, mark: char, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(mark);
    for c in text.chars() {
        escape(&mut out, c, mark, ascii);
    }
    out.push(mark);
    out
}

fn escape(out: &mut String, c: char, mark: char, ascii: bool) {
    if c == mark || c == '\\' {
        out.push('\\');
        out.push(c);
        return;
    }
    if is_print(c) && (!ascii || c.is_ascii()) {
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
    let code = u32::from(c);
    // Writing to a String does not fail.
    let _ = match code {
        _ if !short.is_empty() => out.write_str(short),
        0..0x20 | 0x7f => write!(out, "\\x{code:02x}"),
        0..0x10000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Whether Go prints `c` as it is: letters, marks, numbers, punctuation, symbols and the ASCII space.
///
/// Source: Go 1.26 strconv, IsPrint. The standard library here knows the same classes, but shows that only by escaping.
pub fn is_print(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    // Marks are only escaped where they come first.
    let mut buffer = [b'a', 0, 0, 0, 0];
    let Some(room) = buffer.get_mut(1..) else { return false };
    let length = 1 + c.encode_utf8(room).len();
    let text = buffer.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("");
    text.escape_debug().nth(1) == Some(c)
}

/// Whether `text` can stand between backquotes.
pub(crate) fn can_backquote(text: &str) -> bool {
    !text.chars().any(|c| c == '\u{feff}' || c == '`' || c == '\x7f' || (c < ' ' && c != '\t'))
}

/// The text that a quoted Go literal stands for; `None` when it is none. Bytes that are no UTF-8 become U+FFFD.
///
/// Source: Go 1.26 strconv, Unquote.
pub(crate) fn unquote(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('`') {
        return raw.strip_suffix('`').map(|raw| raw.replace('\r', ""));
    }
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !rest.contains(['\\', '\n']) {
        return Some(rest.to_owned());
    }
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        if first == '\n' {
            return None;
        }
        let (value, tail) = unquote_char(rest, '"')?;
        match value {
            Unquoted::Char(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Unquoted::Byte(b) => bytes.push(b),
        }
        rest = tail;
    }
    Some(String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()))
}

/// What an escape stands for.
pub(crate) enum Unquoted {
    /// A character.
    Char(char),
    /// A byte, which need not be UTF-8.
    Byte(u8),
}

impl Unquoted {
    /// Its number.
    pub(crate) fn code(&self) -> u32 {
        match self {
            Unquoted::Char(c) => u32::from(*c),
            Unquoted::Byte(b) => u32::from(*b),
        }
    }
}

/// The first character of a literal, escapes resolved, and what follows it.
///
/// Source: Go 1.26 strconv, UnquoteChar.
pub(crate) fn unquote_char(s: &str, mark: char) -> Option<(Unquoted, &str)> {
    let mut chars = s.chars();
    let c = chars.next()?;
    if c == mark {
        return None;
    }
    if c != '\\' {
        return Some((Unquoted::Char(c), chars.as_str()));
    }
    let c = chars.next()?;
    let rest = chars.as_str();
    let simple = |c: char| Some((Unquoted::Char(c), rest));
    match c {
        'a' => simple('\x07'),
        'b' => simple('\x08'),
        'f' => simple('\x0c'),
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        'v' => simple('\x0b'),
        '\\' => simple('\\'),
        'x' => digits(rest, 2, 16).map(|(v, rest)| (Unquoted::Byte(v.to_le_bytes()[0]), rest)),
        'u' => digits(rest, 4, 16).and_then(code_point),
        'U' => digits(rest, 8, 16).and_then(code_point),
        '0'..='7' => {
            let (low, rest) = digits(rest, 2, 8)?;
            let value = c.to_digit(8)? * 64 + low;
            u8::try_from(value).ok().map(|b| (Unquoted::Byte(b), rest))
        }
        '\'' | '"' if c == mark => simple(c),
        _ => None,
    }
}

fn code_point((value, rest): (u32, &str)) -> Option<(Unquoted, &str)> {
    char::from_u32(value).map(|c| (Unquoted::Char(c), rest))
}

fn digits(s: &str, count: usize, radix: u32) -> Option<(u32, &str)> {
    let (head, rest) = s.split_at_checked(count)?;
    if !head.bytes().all(|b| char::from(b).is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(head, radix).ok().map(|value| (value, rest))
}
