//! What a value does to the scalar that it is printed into.

use std::ops::Range;

use crate::resolve::{Meaning, resolve};
use crate::{Text, Value};

/// How a hole stands in a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// It is all of it: what stands there says itself whether it is plain or quoted.
    Whole,
    /// In a plain scalar; whether that begins with it.
    Plain { leads: bool },
    /// Between `"`.
    Double,
    /// Between `'`.
    Single,
    /// In the lines after `|` or `>`.
    Block,
}

impl Style {
    /// How the part `hole` stands in the source of a scalar; `None` where its value could do anything.
    pub(super) fn of(source: &str, hole: Range<usize>) -> Option<Style> {
        let is_one_line = !source.contains(is_break);
        match source.as_bytes().first()? {
            b'|' | b'>' => (source.find('\n')? < hole.start).then_some(Style::Block),
            _ if !is_one_line => None,
            b'"' => Some(Style::Double),
            b'\'' => Some(Style::Single),
            _ if hole == (0..source.len()) => Some(Style::Whole),
            _ => Some(Style::Plain { leads: hole.start == 0 }),
        }
    }

    pub(super) fn is_plain(self) -> bool {
        matches!(self, Style::Plain { .. })
    }

    /// Whether a value changes nothing but the text of the scalar, to which it is added as it is.
    pub(super) fn takes(self, value: &str) -> bool {
        match self {
            Style::Whole => whole(value).is_some(),
            Style::Plain { leads } => is_plain(value, leads),
            Style::Double => are_kept(value) && !has(value, b'"') && !has(value, b'\\'),
            Style::Single => are_kept(value) && !has(value, b'\''),
            // A line that begins with a blank would be indented otherwise, and an empty one not be there.
            Style::Block => !value.is_empty() && !value.starts_with(' ') && are_kept(value),
        }
    }
}

/// The text of a scalar on one line; `None` where it is none, or means something else than text.
pub(super) fn whole(source: &str) -> Option<Text> {
    let within = |quote: char| source.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(inner) = within('"') {
        if !are_kept(inner) {
            return None;
        }
        return match has(inner, b'\\') {
            true => escaped(source, inner),
            false => (!has(inner, b'"')).then(|| Text::new(inner)),
        };
    }
    if let Some(inner) = within('\'') {
        return Style::Single.takes(inner).then(|| Text::new(inner));
    }
    (is_plain(source, true) && means_text(source)).then(|| Text::new(source))
}

/// The text between `"` with escapes, which must not end before its end.
fn escaped(source: &str, inner: &str) -> Option<Text> {
    let mut is_escape = false;
    for c in inner.chars() {
        if c == '"' && !is_escape {
            return None;
        }
        is_escape = c == '\\' && !is_escape;
    }
    match crate::read(source).ok()? {
        Value::String(text) if !is_escape => Some(text),
        _ => None,
    }
}

/// Whether a plain scalar means text.
pub(super) fn means_text(plain: &str) -> bool {
    matches!(resolve(plain), Meaning::Text | Meaning::Timestamp)
}

/// Whether a value keeps to the plain scalar that it is part of: it has nothing that begins or ends anything else, in
/// brackets neither.
fn is_plain(value: &str, leads: bool) -> bool {
    let (Some(first), Some(last)) = (value.chars().next(), value.chars().next_back()) else { return false };
    let begins = first.is_ascii_alphanumeric() || matches!(first, '/' | '_' | '.' | '$' | '(');
    let is_inner = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '-' | '_' | '.' | '/' | ':' | '+' | '@' | '%' | '$' | '=' | '(' | ')' | '~' | ';')
    };
    (begins || !leads) && last != ':' && value.chars().all(is_inner)
}

/// Whether all characters stay what they are within a line.
fn are_kept(text: &str) -> bool {
    // Nearly every text passes the first test, which the compiler turns into wide instructions.
    text.bytes().fold(true, |all, byte| all & (b' '..=b'~').contains(&byte)) || text.chars().all(is_kept)
}

fn has(text: &str, byte: u8) -> bool {
    text.bytes().fold(false, |any, b| any | (b == byte))
}

/// Whether a character stays what it is within a line.
fn is_kept(c: char) -> bool {
    match c {
        ' '..='~' => true,
        '\u{a0}'.. => !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'),
        _ => false,
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
