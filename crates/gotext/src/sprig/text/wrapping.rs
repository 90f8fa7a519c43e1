//! Wrapping and shortening. Everything counts bytes, as goutils does; a cut character becomes U+FFFD.

use crate::Fault;

/// The bytes from `start` to `end`, nothing where they are out of range.
fn part(s: &[u8], start: usize, end: usize) -> &[u8] {
    s.get(start..end).unwrap_or_default()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `s` in lines of at most `width` bytes where spaces allow it, `new_line` between them; words that are too long are
/// cut when `cut_words`. Source: goutils WrapCustom.
pub(crate) fn wrap(s: &str, width: i64, new_line: &str, cut_words: bool) -> String {
    let new_line = if new_line.is_empty() { "\n" } else { new_line };
    let width = usize::try_from(width).unwrap_or(1).max(1);
    let bytes = s.as_bytes();
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / width);
    let mut at = 0;
    while bytes.len() - at > width {
        if bytes.get(at) == Some(&b' ') {
            at += 1;
            continue;
        }
        let line = part(bytes, at, at + width + 1);
        if let Some(space) = line.iter().rposition(|&b| b == b' ') {
            out.extend_from_slice(part(bytes, at, at + space));
            at += space + 1;
        } else if cut_words {
            out.extend_from_slice(part(bytes, at, at + width));
            at += width;
        } else {
            let tail = part(bytes, at + width, bytes.len());
            let Some(space) = tail.iter().position(|&b| b == b' ') else { break };
            out.extend_from_slice(part(bytes, at, at + width + space));
            at += width + space + 1;
        }
        out.extend_from_slice(new_line.as_bytes());
    }
    out.extend_from_slice(part(bytes, at, bytes.len()));
    text(&out)
}

/// The start of `s` and `...`, `width` bytes in all. Source: sprig abbrev, goutils Abbreviate.
pub(crate) fn abbreviate(s: &str, width: i64) -> String {
    if width < 4 { s.to_owned() } else { abbreviate_from(s.as_bytes(), 0, width) }
}

/// The part of `s` from `left` on, with `...` on both sides, `right` bytes in all. Source: sprig abbrevboth.
pub(crate) fn abbreviate_both(s: &str, left: i64, right: i64) -> String {
    if right < 4 || (left > 0 && right < 7) {
        s.to_owned()
    } else {
        abbreviate_from(s.as_bytes(), left, right)
    }
}

/// Source: goutils AbbreviateFull; its errors give "".
fn abbreviate_from(s: &[u8], offset: i64, width: i64) -> String {
    let length = i64::try_from(s.len()).unwrap_or(i64::MAX);
    if length <= width {
        return text(s);
    }
    if width < 4 {
        return String::new();
    }
    let size = |n: i64| usize::try_from(n).unwrap_or(0);
    let mut offset = offset.min(length);
    if length - offset < width - 3 {
        offset = length - (width - 3);
    }
    if offset <= 4 {
        return text(part(s, 0, size(width - 3))) + "...";
    }
    if width < 7 {
        return String::new();
    }
    if offset + width - 3 < length {
        return format!("...{}", abbreviate_from(part(s, size(offset), s.len()), 0, width - 3));
    }
    format!("...{}", text(part(s, size(length - (width - 3)), s.len())))
}

/// The first `count` bytes, or the last `-count`. Source: sprig trunc.
pub(crate) fn truncated(s: &str, count: i64) -> Option<std::ops::Range<usize>> {
    let size = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX);
    if size >= s.len() {
        return None;
    }
    Some(if count < 0 { s.len() - size..s.len() } else { 0..size })
}

/// The bytes from `start` to `end`, with Go's panic texts. Source: sprig substring.
pub(crate) fn substring(s: &str, start: i64, end: i64) -> Result<std::ops::Range<usize>, Fault> {
    let length = i64::try_from(s.len()).unwrap_or(i64::MAX);
    let out_of_range =
        |what: String| Fault::Message(format!("runtime error: slice bounds out of range {what}"));
    let (from, to) = match (start, end) {
        (..0, ..0) => return Err(out_of_range(format!("[:{end}]"))),
        (..0, _) if end > length => return Err(out_of_range(format!("[:{end}] with length {length}"))),
        (..0, _) => (0, end),
        (_, _) if end < 0 || end > length => (start, length),
        _ => (start, end),
    };
    if from > to {
        return Err(out_of_range(format!("[{from}:{to}]")));
    }
    Ok(usize::try_from(from).unwrap_or(0)..usize::try_from(to).unwrap_or(0))
}

/// The first byte of each word as a character of its own. Source: goutils Initials.
pub(crate) fn initials(s: &str) -> String {
    let mut after_space = true;
    let mut out = String::new();
    for c in s.bytes().map(char::from) {
        if c.is_whitespace() {
            after_space = true;
        } else if after_space {
            out.push(c);
            after_space = false;
        }
    }
    out
}

/// `s` without white space; when there is some, the bytes left are characters of their own.
/// Source: goutils DeleteWhiteSpace.
pub(crate) fn without_space(s: &str) -> Option<String> {
    let is_space = |c: &char| c.is_whitespace();
    let bytes = || s.bytes().map(char::from);
    if bytes().any(|c| is_space(&c)) { Some(bytes().filter(|c| !is_space(c)).collect()) } else { None }
}
