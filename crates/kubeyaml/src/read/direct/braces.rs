//! Mappings of scalars in braces, on one line or several, as templates write annotations.

use super::Lines;
use crate::read::key::key_text;
use crate::{Map, Text, Value};

impl Lines<'_> {
    /// A mapping of scalars in braces, and the place behind it. Its lines are indented, and none has a comment.
    pub(super) fn braces(&self, at: usize) -> Option<(Map, usize)> {
        let mut entries = Vec::new();
        let mut at = self.skip_blank(at + 1)?;
        while self.byte(at) != b'}' {
            let (key, end) = match self.byte(at) {
                quote @ (b'"' | b'\'') => self.quoted(at, quote)?,
                _ => self.key_in_braces(at)?,
            };
            if self.byte(end) != b':' || self.byte(end + 1) != b' ' || end - at >= 1000 {
                return None;
            }
            let value_at = self.skip_spaces(end + 1);
            let (value, end) = match self.byte(value_at) {
                quote @ (b'"' | b'\'') => {
                    let (text, end) = self.quoted(value_at, quote)?;
                    (Value::String(text), end)
                }
                _ => self.plain_in_brackets(value_at)?,
            };
            entries.push((key, value));
            at = self.skip_blank(end)?;
            match self.byte(at) {
                b',' => at = self.skip_blank(at + 1)?,
                b'}' => {}
                _ => return None,
            }
        }
        Some((Map::from_entries(entries), at + 1))
    }

    fn key_in_braces(&self, at: usize) -> Option<(Text, usize)> {
        let (value, end) = self.plain_in_brackets(at)?;
        match value {
            Value::String(text) => Some((text, end)),
            other => key_text(&other).map(|key| (key, end)),
        }
    }

    /// The next place with content, in this line or a later, indented one.
    fn skip_blank(&self, from: usize) -> Option<usize> {
        let mut at = self.skip_spaces(from);
        while self.byte(at) == b'\n' {
            let start = at + 1;
            at = self.skip_spaces(start);
            // What begins a line may end the document, or be wrong.
            if at == start && self.byte(at) != b'\n' {
                return None;
            }
        }
        (self.byte(at) != b'#').then_some(at)
    }
}
