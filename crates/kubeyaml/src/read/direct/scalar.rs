//! Scalars on one line.

use super::Lines;
use crate::read::key::key_text;
use crate::read::scan::short_escape;
use crate::read::tag::meaning_value;
use crate::resolve::resolve;
use crate::{Text, Value};

/// The bytes that have no meaning of their own in brackets.
static SIMPLE: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    #[expect(clippy::indexing_slicing, reason = "a constant, checked while compiling")]
    while i < 256 {
        let b = i as u8;
        table[i] =
            b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/' | b'=' | b'$' | b'(' | b')');
        i += 1;
    }
    table
};

impl Lines<'_> {
    /// A plain scalar that fills the rest of its line, and where it ends.
    pub(super) fn plain(&self, at: usize) -> Option<(Value, usize)> {
        if !self.may_begin_plain(at) {
            return None;
        }
        let mut end = at;
        loop {
            end = self.mark(end);
            match self.byte(end) {
                b'\n' | 0 => break,
                b':' if !matches!(self.byte(end + 1), b' ' | b'\n' | b'\t' | 0) => end += 1,
                b'#' if self.byte(end.wrapping_sub(1)) != b' ' => end += 1,
                b'#' => break,
                _ => return None,
            }
        }
        let text = self.slice(at, end).trim_end_matches(' ');
        let value = meaning_value(resolve(text), text);
        match value {
            Value::Float(f) if !f.is_finite() => None,
            _ => Some((value, at + text.len())),
        }
    }

    /// The plain key that a colon ends.
    pub(super) fn plain_key(&self, at: usize, end: usize) -> Option<(Text, usize)> {
        let text = self.slice(at, end);
        if !self.may_begin_plain(at) || text.ends_with(' ') {
            return None;
        }
        match meaning_value(resolve(text), text) {
            Value::String(text) => Some((text, end)),
            other => key_text(&other).map(|key| (key, end)),
        }
    }

    /// Where in this line a colon ends a plain key.
    pub(super) fn colon(&self, at: usize) -> Option<usize> {
        let mut end = at;
        loop {
            end = self.mark(end);
            match self.byte(end) {
                b':' if matches!(self.byte(end + 1), b' ' | b'\n' | 0) => return Some(end),
                b':' if self.byte(end + 1) != b'\t' => end += 1,
                b'#' if self.byte(end.wrapping_sub(1)) != b' ' => end += 1,
                _ => return None,
            }
        }
    }

    fn may_begin_plain(&self, at: usize) -> bool {
        match self.byte(at) {
            b'-' => !matches!(self.byte(at + 1), b' ' | b'\t' | b'\n' | 0),
            b => {
                b.is_ascii_alphanumeric()
                    || b >= 0x80
                    || matches!(b, b'_' | b'.' | b'/' | b'$' | b'(' | b'+' | b'~')
            }
        }
    }

    /// A scalar in quotes, and the place behind them.
    pub(super) fn quoted(&self, at: usize, quote: u8) -> Option<(Text, usize)> {
        if quote == b'"' { self.double(at + 1) } else { self.single(at + 1) }
    }

    fn single(&self, at: usize) -> Option<(Text, usize)> {
        let mut text = Text::default();
        let mut from = at;
        loop {
            let end = from + memchr::memchr2(b'\'', b'\n', self.rest(from))?;
            if self.byte(end) == b'\n' {
                return None;
            }
            let part = self.slice(from, end);
            if self.byte(end + 1) != b'\'' {
                if text.is_empty() {
                    return Some((Text::new(part), end + 1));
                }
                text.push_str(part);
                return Some((text, end + 1));
            }
            text.push_str(part);
            text.push('\'');
            from = end + 2;
        }
    }

    fn double(&self, at: usize) -> Option<(Text, usize)> {
        let mut text = Text::default();
        let mut from = at;
        loop {
            let end = from + memchr::memchr3(b'"', b'\\', b'\n', self.rest(from))?;
            let part = self.slice(from, end);
            match self.byte(end) {
                b'"' if text.is_empty() => return Some((Text::new(part), end + 1)),
                b'"' => {
                    text.push_str(part);
                    return Some((text, end + 1));
                }
                b'\\' => {
                    text.push_str(part);
                    text.push(short_escape(self.byte(end + 1))?);
                    from = end + 2;
                }
                _ => return None,
            }
        }
    }

    /// Only letters, digits and what has no meaning in brackets.
    pub(super) fn plain_in_brackets(&self, at: usize) -> Option<(Value, usize)> {
        let end =
            at + self.rest(at).iter().take_while(|b| SIMPLE.get(usize::from(**b)) == Some(&true)).count();
        if end == at || !self.may_begin_plain(at) {
            return None;
        }
        let text = self.slice(at, end);
        match meaning_value(resolve(text), text) {
            Value::Float(f) if !f.is_finite() => None,
            value => Some((value, end)),
        }
    }
}
