//! Mappings and lists in braces and brackets, on one line or several: JSON, and annotations as templates write them.

use super::Lines;
use crate::read::key::key_text;
use crate::{Map, Text, Value};

/// How deep braces and brackets are followed.
const DEPTH: usize = 16;

impl Lines<'_> {
    /// A mapping in braces, and the place behind it. Its lines are indented, and none has a comment.
    pub(super) fn braces(&self, at: usize) -> Option<(Map, usize)> {
        self.braces_at(at, 0)
    }

    /// A list in brackets, and the place behind it.
    pub(super) fn brackets(&self, at: usize) -> Option<(Vec<Value>, usize)> {
        self.brackets_at(at, 0)
    }

    fn braces_at(&self, at: usize, depth: usize) -> Option<(Map, usize)> {
        let mut entries = Vec::new();
        let mut at = self.skip_blank(at + 1)?;
        while self.byte(at) != b'}' {
            let (key, end) = self.flow_key(at)?;
            let (value, end) = self.flow_value(self.skip_spaces(end), depth)?;
            entries.push((key, value));
            at = self.behind_comma(end, b'}')?;
        }
        Some((Map::from_entries(entries), at + 1))
    }

    fn brackets_at(&self, at: usize, depth: usize) -> Option<(Vec<Value>, usize)> {
        let mut items = Vec::new();
        let mut at = self.skip_blank(at + 1)?;
        while self.byte(at) != b']' {
            let (value, end) = self.flow_value(at, depth)?;
            items.push(value);
            at = self.behind_comma(end, b']')?;
        }
        Some((items, at + 1))
    }

    /// The next item or the end; something has to be between two items.
    fn behind_comma(&self, at: usize, end: u8) -> Option<usize> {
        let at = self.skip_blank(at)?;
        match self.byte(at) {
            b',' => self.skip_blank(at + 1),
            byte if byte == end => Some(at),
            _ => None,
        }
    }

    fn flow_value(&self, at: usize, depth: usize) -> Option<(Value, usize)> {
        match self.byte(at) {
            quote @ (b'"' | b'\'') => self.quoted(at, quote).map(|(text, end)| (Value::String(text), end)),
            b'{' | b'[' if depth == DEPTH => None,
            b'{' => self.braces_at(at, depth + 1).map(|(map, end)| (Value::Map(map), end)),
            b'[' => self.brackets_at(at, depth + 1).map(|(list, end)| (Value::List(list), end)),
            _ => self.plain_in_brackets(at),
        }
    }

    /// A key, and the place behind its colon: behind a plain key it needs a space, behind a quoted one it does not.
    fn flow_key(&self, at: usize) -> Option<(Text, usize)> {
        let quote = self.byte(at);
        let (key, end) = match quote {
            b'"' | b'\'' => self.quoted(at, quote)?,
            _ => match self.plain_in_brackets(at)? {
                (Value::String(text), end) => (text, end),
                (other, end) => (key_text(&other)?, end),
            },
        };
        let spaced = self.byte(end + 1) == b' ' || matches!(quote, b'"' | b'\'');
        (self.byte(end) == b':' && spaced && end - at < 1000).then_some((key, end + 1))
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
