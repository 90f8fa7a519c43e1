//! What a Go literal stands for.

/// The text that a quoted Go literal stands for; `None` when it is not one. Bytes that are not UTF-8 become U+FFFD.
///
/// Source: Go 1.26 strconv, Unquote, without literals of characters.
pub fn unquote(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('`') {
        let raw = raw.strip_suffix('`').filter(|raw| !raw.contains('`'))?;
        return Some(raw.replace('\r', ""));
    }
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !rest.contains(['\\', '\n', '"']) {
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

/// What stands for a character or an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unquoted {
    /// A character.
    Char(char),
    /// A byte, which need not be UTF-8.
    Byte(u8),
}

impl Unquoted {
    /// Its number.
    pub fn code(self) -> u32 {
        match self {
            Unquoted::Char(c) => c.into(),
            Unquoted::Byte(b) => b.into(),
        }
    }
}

/// The first character of what stands between two `mark`s, escapes resolved, and what follows it; `None` at the closing
/// mark and for an escape that Go does not know.
///
/// Source: Go 1.26 strconv, UnquoteChar.
pub fn unquote_char(s: &str, mark: char) -> Option<(Unquoted, &str)> {
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
        'x' => digits(rest, 2, 16).and_then(byte),
        'u' => digits(rest, 4, 16).and_then(code_point),
        'U' => digits(rest, 8, 16).and_then(code_point),
        '0'..='7' => {
            let (low, rest) = digits(rest, 2, 8)?;
            byte((c.to_digit(8)? * 64 + low, rest))
        }
        '\'' | '"' if c == mark => simple(c),
        _ => None,
    }
}

fn byte((value, rest): (u32, &str)) -> Option<(Unquoted, &str)> {
    u8::try_from(value).ok().map(|b| (Unquoted::Byte(b), rest))
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
