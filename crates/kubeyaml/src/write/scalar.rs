//! Writing one text.

use std::borrow::Cow;

use super::style::{self, Style, is_break, is_printable};

/// Keys longer than this many bytes are written after `?`.
const SIMPLE_KEY: usize = 128;

/// Whether a key can stand before its `:`.
pub(super) fn is_simple_key(key: &str) -> bool {
    key.len() <= SIMPLE_KEY && !style::has_break(key)
}

/// Writes a simple key, without the `:`.
pub(super) fn key(out: &mut String, key: &str) {
    let key = through_json(key);
    match style::of_key(&key) {
        Style::Plain | Style::Literal => out.push_str(&key),
        Style::Single => single(out, &key, None),
        Style::Double => double(out, &key, None),
    }
}

/// Writes a value, of which further lines start at column `indent`; spaces beyond column `width` become line breaks.
pub(super) fn text(out: &mut String, text: &str, indent: usize, width: usize) {
    let text = through_json(text);
    match style::of_value(&text) {
        Style::Plain => plain(out, &text, indent, width),
        Style::Single => single(out, &text, Some((indent, width))),
        Style::Double => double(out, &text, Some((indent, width))),
        Style::Literal => literal(out, &text, indent),
    }
}

/// sigs.k8s.io/yaml writes JSON first and reads that as YAML, where a NEL in quotes is a line break to fold:
/// the first of several becomes a space, blanks around them vanish.
fn through_json(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains('\u{85}') {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut parts = text.split('\u{85}').peekable();
    let mut breaks = 0;
    let mut first = true;
    while let Some(part) = parts.next() {
        // In the JSON text, only spaces are blanks: a tab is `\t` there.
        let part = if first { part } else { part.trim_start_matches(' ') };
        let part = if parts.peek().is_some() { part.trim_end_matches(' ') } else { part };
        if !first {
            breaks += 1;
        }
        first = false;
        if !part.is_empty() || parts.peek().is_none() {
            match breaks {
                0 => {}
                1 => folded.push(' '),
                n => folded.extend(std::iter::repeat_n('\n', n - 1)),
            }
            breaks = 0;
            folded.push_str(part);
        }
    }
    Cow::Owned(folded)
}

/// The column the next character is written at.
fn column(out: &str) -> usize {
    out.chars().rev().take_while(|c| !is_break(*c)).count()
}

/// Whether a text of so many bytes may reach beyond the width, starting where `out` ends.
fn may_fold(out: &str, length: usize, width: usize) -> bool {
    memchr::memrchr(b'\n', out.as_bytes()).map_or(out.len(), |i| out.len() - i).saturating_add(length) > width
}

/// Writes so many spaces.
pub(super) fn spaces(out: &mut String, mut count: usize) {
    const SPACES: &str = "                                ";
    while let Some(more) = count.checked_sub(SPACES.len()) {
        out.push_str(SPACES);
        count = more;
    }
    out.push_str(SPACES.get(..count).unwrap_or_default());
}

fn line(out: &mut String, indent: usize) {
    out.push('\n');
    spaces(out, indent);
}

/// Source: go-yaml v2.4 emitterc.go, yaml_emitter_write_plain_scalar. A plain text has no breaks here.
fn plain(out: &mut String, text: &str, indent: usize, width: usize) {
    if memchr::memchr(b' ', text.as_bytes()).is_none() || !may_fold(out, text.len(), width) {
        out.push_str(text);
        return;
    }
    let mut column = column(out);
    let mut after_space = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' && !after_space && column > width && chars.peek() != Some(&' ') {
            line(out, indent);
            column = indent;
        } else {
            out.push(c);
            column += 1;
        }
        after_space = c == ' ';
    }
}

/// Source: go-yaml v2.4 emitterc.go, yaml_emitter_write_single_quoted_scalar. Without indent and width nothing is folded.
fn single(out: &mut String, text: &str, lines: Option<(usize, usize)>) {
    out.push('\'');
    let folds = lines.filter(|(_, width)| may_fold(out, 2 * text.len(), *width));
    let mut column = folds.map_or(0, |_| column(out));
    let (mut after_space, mut after_break) = (false, false);
    let mut chars = text.chars().enumerate().peekable();
    while let Some((i, c)) = chars.next() {
        if c == ' ' {
            let next = chars.peek().map(|n| n.1);
            match folds {
                Some((indent, width))
                    if !after_space && column > width && i > 0 && next.is_some_and(|n| n != ' ') =>
                {
                    line(out, indent);
                    column = indent;
                }
                _ => {
                    out.push(c);
                    column += 1;
                }
            }
            after_space = true;
            continue;
        }
        if is_break(c) {
            out.push(c);
            column = 0;
            after_break = true;
            continue;
        }
        if after_break && let Some((indent, _)) = lines {
            spaces(out, indent);
            column = indent;
        }
        if c == '\'' {
            out.push('\'');
            column += 1;
        }
        out.push(c);
        column += 1;
        (after_space, after_break) = (false, false);
    }
    out.push('\'');
}

/// Source: go-yaml v2.4 emitterc.go, yaml_emitter_write_double_quoted_scalar.
fn double(out: &mut String, text: &str, lines: Option<(usize, usize)>) {
    out.push('"');
    // go-yaml looks for a byte order mark at the start of the text at every character.
    let all = text.starts_with('\u{feff}');
    let mut column = lines.map_or(0, |_| column(out));
    let mut after_space = false;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let before = out.len();
        if all || !is_printable(c) || is_break(c) || matches!(c, '"' | '\\') {
            escape(out, c);
            column += out.len() - before;
            after_space = false;
        } else if c == ' ' {
            let next = chars.peek().map(|n| n.1);
            match lines {
                Some((indent, width)) if !after_space && column > width && i > 0 && next.is_some() => {
                    line(out, indent);
                    column = indent;
                    if next == Some(' ') {
                        out.push('\\');
                        column += 1;
                    }
                }
                _ => {
                    out.push(' ');
                    column += 1;
                }
            }
            after_space = true;
        } else {
            out.push(c);
            column += 1;
            after_space = false;
        }
    }
    out.push('"');
}

fn escape(out: &mut String, c: char) {
    let code = u32::from(c);
    out.push('\\');
    let short = match c {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            let (letter, digits) = match code {
                ..=0xff => ('x', 2),
                0x100..=0xffff => ('u', 4),
                _ => ('U', 8),
            };
            out.push(letter);
            for place in (0..digits).rev() {
                let digit = char::from_digit((code >> (4 * place)) & 15, 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
            return;
        }
    };
    out.push(short);
}

/// Source: go-yaml v2.4 emitterc.go, yaml_emitter_write_literal_scalar and its hints.
fn literal(out: &mut String, text: &str, indent: usize) {
    out.push('|');
    if text.starts_with(|c| c == ' ' || is_break(c)) {
        out.push('2');
    }
    let mut back = text.chars().rev();
    match (back.next(), back.next()) {
        (Some(last), _) if !is_break(last) => out.push('-'),
        (_, None) => out.push('+'),
        (_, Some(c)) if is_break(c) => out.push('+'),
        _ => {}
    }
    out.push('\n');
    let mut line_start = true;
    let mut rest = text;
    while let Some(length) = rest.find(is_break) {
        let (content, tail) = rest.split_at(length);
        if !content.is_empty() {
            if line_start {
                spaces(out, indent);
            }
            out.push_str(content);
        }
        let mut chars = tail.chars();
        out.extend(chars.next());
        line_start = true;
        rest = chars.as_str();
    }
    if !rest.is_empty() {
        if line_start {
            spaces(out, indent);
        }
        out.push_str(rest);
    }
}
