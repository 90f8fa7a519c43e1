//! Character classes and escapes of Go's regular expressions, rewritten for the `regex` crate.

use regex::Regex;

/// The class at the start of `s`, which begins with `[`, and what follows it. `last_posix` is how long the expression is
/// from its last `:]` on: where there is none any more, none is looked for.
pub(super) fn bracket(s: &str, last_posix: usize) -> Result<(String, &str), String> {
    let mut rest = s.strip_prefix('[').unwrap_or(s);
    let mut out = String::from("[");
    if let Some(tail) = rest.strip_prefix('^') {
        out.push('^');
        rest = tail;
    }
    let mut is_first = true;
    loop {
        if rest.is_empty() {
            return Err(format!("missing closing ]: `{s}`"));
        }
        if let Some(tail) = rest.strip_prefix(']').filter(|_| !is_first) {
            out.push(']');
            return Ok((out, tail));
        }
        is_first = false;
        if let Some((name, tail)) = posix(rest, last_posix)? {
            out.push_str(name);
            rest = tail;
        } else if let Some((text, tail)) = set(rest)? {
            out.push_str(&text);
            rest = tail;
        } else {
            rest = range(s, rest, &mut out)?;
        }
    }
}

/// One character or a range of them.
fn range<'p>(whole: &str, start: &'p str, out: &mut String) -> Result<&'p str, String> {
    let (low, mut rest) = member(whole, start)?;
    let mut high = low;
    if let Some(tail) = rest.strip_prefix('-').filter(|tail| !tail.is_empty() && !tail.starts_with(']')) {
        (high, rest) = member(whole, tail)?;
        if high < low {
            let text = start.get(..start.len() - rest.len()).unwrap_or(start);
            return Err(format!("invalid character class range: `{text}`"));
        }
    }
    out.push_str(&written(low));
    if high != low {
        out.push('-');
        out.push_str(&written(high));
    }
    Ok(rest)
}

fn member<'p>(whole: &str, s: &'p str) -> Result<(char, &'p str), String> {
    if s.starts_with('\\') {
        return character(s);
    }
    let c = s.chars().next().ok_or_else(|| format!("missing closing ]: `{whole}`"))?;
    Ok((c, s.get(c.len_utf8()..).unwrap_or("")))
}

/// A character as it stands in a class or outside one.
pub(super) fn written(c: char) -> String {
    if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\x{{{:x}}}", u32::from(c)) }
}

const POSIX: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
    "upper", "word", "xdigit",
];

/// `[:alpha:]` or `[:^alpha:]` inside a class, when there is one.
fn posix(s: &str, last_posix: usize) -> Result<Option<(&str, &str)>, String> {
    let closes = last_posix > 0 && s.len() >= last_posix;
    let Some((inside, _)) = s.strip_prefix("[:").filter(|_| closes).and_then(|tail| tail.split_once(":]"))
    else {
        return Ok(None);
    };
    let (name, rest) = s.split_at_checked(inside.len() + 4).unwrap_or((s, ""));
    if POSIX.contains(&inside.strip_prefix('^').unwrap_or(inside)) {
        Ok(Some((name, rest)))
    } else {
        Err(format!("invalid character class range: `{name}`"))
    }
}

/// `\d`, `\W`, `\pL`, `\p{Greek}` and their like at the start, as members of a class.
pub(super) fn set(s: &str) -> Result<Option<(String, &str)>, String> {
    let Some(kind) = s.strip_prefix('\\').and_then(|tail| tail.chars().next()) else { return Ok(None) };
    let rest = s.get(2..).unwrap_or("");
    let text = match kind {
        'd' => "0-9",
        'D' => "[^0-9]",
        's' => r"\t\n\f\r\x{20}",
        'S' => r"[^\t\n\f\r\x{20}]",
        'w' => "0-9A-Za-z_",
        'W' => "[^0-9A-Za-z_]",
        'p' | 'P' => return property(s, kind == 'P', rest).map(Some),
        _ => return Ok(None),
    };
    Ok(Some((text.to_owned(), rest)))
}

fn property<'p>(s: &'p str, is_negated: bool, rest: &'p str) -> Result<(String, &'p str), String> {
    let (name, tail) = match rest.strip_prefix('{') {
        Some(inside) => {
            inside.split_once('}').ok_or_else(|| format!("invalid character class range: `{s}`"))?
        }
        None => {
            let size = rest.chars().next().map_or(0, char::len_utf8);
            rest.split_at_checked(size).unwrap_or((rest, ""))
        }
    };
    let (name, is_negated) = match name.strip_prefix('^') {
        Some(name) => (name, !is_negated),
        None => (name, is_negated),
    };
    let text = format!("\\{}{{{name}}}", if is_negated { 'P' } else { 'p' });
    let is_plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_plain || Regex::new(&text).is_err() {
        let written = s.get(..s.len() - tail.len()).unwrap_or(s);
        return Err(format!("invalid character class range: `{written}`"));
    }
    Ok((text, tail))
}

/// The character of an escape at the start, and what follows it. Source: Go regexp/syntax parseEscape.
pub(super) fn character(s: &str) -> Result<(char, &str), String> {
    let after = s.strip_prefix('\\').unwrap_or(s);
    let Some(c) = after.chars().next() else {
        return Err("trailing backslash at end of expression: ``".to_owned());
    };
    let rest = after.get(c.len_utf8()..).unwrap_or("");
    let invalid = |rest: &str| {
        let text = s.get(..s.len() - rest.len()).unwrap_or(s);
        format!("invalid escape sequence: `{text}`")
    };
    let simple = match c {
        'a' => '\u{7}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '0'..='7' => return octal(c, after).ok_or_else(|| invalid(rest)),
        'x' => return hexadecimal(rest).ok_or_else(|| invalid(rest)),
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => c,
        _ => return Err(invalid(rest)),
    };
    Ok((simple, rest))
}

/// Up to three octal digits; a single one that is not 0 would refer back, which Go does not do.
fn octal(first: char, digits: &str) -> Option<(char, &str)> {
    let count = digits.bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
    if first != '0' && count < 2 {
        return None;
    }
    let (number, rest) = digits.split_at_checked(count)?;
    Some((char::from_u32(u32::from_str_radix(number, 8).ok()?)?, rest))
}

/// Two digits, or any in braces.
fn hexadecimal(s: &str) -> Option<(char, &str)> {
    let (digits, rest) = match s.strip_prefix('{') {
        Some(inside) => inside.split_once('}')?,
        None => s.split_at_checked(2)?,
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let number = is_number.then(|| u32::from_str_radix(digits, 16).ok())??;
    Some((char::from_u32(number)?, rest))
}
