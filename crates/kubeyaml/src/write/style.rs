//! Which style a text is written in.

use crate::resolve::{Meaning, is_base60, resolve};

/// The ways to write a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Style {
    /// As it is.
    Plain,
    /// In `'`.
    Single,
    /// In `"`, with escapes.
    Double,
    /// After `|`, line for line.
    Literal,
}

/// The style of a value. Text that reads as something else is put in `"`, text with line feeds becomes a block where
/// that is possible, the rest is plain, or `'` where YAML would take a character for its own.
/// Source: go-yaml v2.4 encode.go stringv, emitterc.go yaml_emitter_select_scalar_style.
pub(super) fn of_value(text: &str) -> Style {
    let facts = Facts::of(text);
    if facts.line_feed {
        return if facts.block { Style::Literal } else { Style::Double };
    }
    facts.style(text)
}

/// The style of a key that fits on its line.
pub(super) fn of_key(text: &str) -> Style {
    let facts = Facts::of(text);
    if facts.breaks { Style::Double } else { facts.style(text) }
}

/// Whether a text has a line break.
pub(super) fn has_break(text: &str) -> bool {
    match text.is_ascii() {
        true => memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some(),
        false => text.contains(is_break),
    }
}

/// What the characters of a text allow.
#[derive(Debug, PartialEq)]
struct Facts {
    plain: bool,
    single: bool,
    block: bool,
    line_feed: bool,
    breaks: bool,
}

impl Facts {
    fn style(&self, text: &str) -> Style {
        if resolve(text) != Meaning::Text || is_base60(text) {
            Style::Double
        } else if self.plain {
            Style::Plain
        } else if self.single {
            Style::Single
        } else {
            Style::Double
        }
    }

    fn of(text: &str) -> Facts {
        if is_simple(text.as_bytes()) { Facts::SIMPLE } else { Facts::analyze(text) }
    }

    const SIMPLE: Facts = Facts { plain: true, single: true, block: true, line_feed: false, breaks: false };

    /// Source: go-yaml v2.4 emitterc.go, yaml_emitter_analyze_scalar.
    fn analyze(text: &str) -> Facts {
        let mut indicators =
            starts_with_indicator(text) || text.starts_with("---") || text.starts_with("...");
        let (mut special, mut break_space, mut space_break) = (false, false, false);
        let (mut line_feed, mut breaks) = (false, false);
        let (mut previous_space, mut previous_break, mut after_blank) = (false, false, true);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let before_blank = chars.peek().is_none_or(|n| matches!(n, ' ' | '\t'));
            indicators |= (c == ':' && before_blank) || (c == '#' && after_blank);
            special |= !is_printable(c);
            let is_break = is_break(c);
            if c == ' ' {
                break_space |= previous_break;
            } else if is_break {
                line_feed |= c == '\n';
                breaks = true;
                space_break |= previous_space;
            }
            previous_space = c == ' ';
            previous_break = is_break;
            after_blank = is_break || matches!(c, ' ' | '\t' | '\0');
        }
        let first_bad = text.chars().next().is_some_and(|c| c == ' ' || is_break(c));
        let trailing_space = text.ends_with(' ');
        let bad = space_break || special;
        Facts {
            plain: !(indicators || first_bad || trailing_space || breaks || bad || break_space),
            single: !(bad || break_space),
            block: !(bad || trailing_space),
            line_feed,
            breaks,
        }
    }
}

/// Whether nothing in the text can matter: the common case, decided by a table. A `:` must not stand before a blank or
/// at the end, a `#` not behind a blank, a blank not at an end.
fn is_simple(text: &[u8]) -> bool {
    let [first, rest @ ..] = text else { return false };
    if !first.is_ascii_alphanumeric() && !matches!(first, b'/' | b'$' | b'_' | b'(') {
        return false;
    }
    // Names, as most texts are: without a branch for each character.
    let is_name = |b: u8| (b > b' ') & (b < 0x7f) & (b != b':') & (b != b'#');
    if rest.iter().fold(true, |all, b| all & is_name(*b)) {
        return true;
    }
    let mut before = *first;
    for &b in rest {
        let is_fine = match b {
            b' ' => before != b':',
            b'#' => before != b' ',
            _ => SIMPLE.get(usize::from(b)).is_some_and(|simple| *simple),
        };
        if !is_fine {
            return false;
        }
        before = b;
    }
    !matches!(before, b':' | b' ')
}

static SIMPLE: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    #[expect(clippy::indexing_slicing, reason = "a constant, checked while compiling")]
    while i < 256 {
        let b = i as u8;
        table[i] = b > b' ' && b < 0x7f;
        i += 1;
    }
    table
};

fn starts_with_indicator(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some(
            '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`',
        ) => true,
        Some('?' | ':' | '-') => chars.next().is_none_or(|c| matches!(c, ' ' | '\t')),
        _ => false,
    }
}

/// Whether go-yaml writes the character as it is; it knows none beyond U+FFFF.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

/// Whether the character ends a line in YAML 1.1.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_simple_by_the_table_is_so_by_analysis() {
        let alphabet = ['a', '/', '(', ':', '#', ' ', '-', '.', '?', '\t', '\n', 'é'];
        let mut texts = vec![String::new()];
        let mut simple = 0;
        for _ in 0..5 {
            texts = texts.iter().flat_map(|t| alphabet.map(|c| format!("{t}{c}"))).collect();
            for text in texts.iter().filter(|t| is_simple(t.as_bytes())) {
                assert_eq!(Facts::analyze(text), Facts::SIMPLE, "{text:?}");
                simple += 1;
            }
        }
        assert!(simple > 10_000, "{simple}");
    }
}
