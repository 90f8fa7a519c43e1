//! The short way for the YAML that tools and templates write.
//!
//! Block mappings and lists, scalars on one line, `|` blocks, comments, and what stands in brackets and braces are read in
//! one pass, line by line, without tokens and events. Anything else — and anything wrong — makes this reader give up, and
//! the text is read from the start by the full one. So this one never decides what is an error, and what it does accept
//! must mean the same to both; `tests/direct.rs` holds them against each other.

mod block;
mod braces;
mod line;
mod scalar;

use crate::{Map, Text, Value};
use line::Lines;

/// How deep this reader follows; it calls itself for each level.
const DEPTH: usize = 64;

/// The value of a text, if it is simple enough.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut lines = Lines::new(text)?;
    let start = lines.next()?;
    let value = lines.node(start, 0)?;
    lines.at_end().then_some(value)
}

/// Where the content of a line begins: its column and its place in the text.
#[derive(Clone, Copy)]
struct Content {
    column: usize,
    at: usize,
}

/// What follows a `key:` or `- ` on its line.
enum Inline {
    /// A whole value. The next line is the current one.
    Value(Value),
    /// Nothing: the value is in the next lines, or null.
    Nothing,
}

impl Lines<'_> {
    /// The list or mapping that begins on the current line.
    fn node(&mut self, start: Content, depth: usize) -> Option<Value> {
        if depth == DEPTH {
            return None;
        }
        if self.is_entry(start.at) {
            return self.list(start, false, depth).map(Value::List);
        }
        let first = self.key(start.at)??;
        self.map(start, first, depth).map(Value::Map)
    }

    /// A mapping of which the first key was read, with the place behind its colon.
    fn map(&mut self, start: Content, first: (Text, usize), depth: usize) -> Option<Map> {
        let mut entries = Vec::with_capacity(4);
        let (mut key, mut after) = first;
        loop {
            let value = match self.inline(after, start.column)? {
                Inline::Value(value) => value,
                Inline::Nothing => self.value_below(start.column, depth)?,
            };
            entries.push((key, value));
            match self.current() {
                Some(next) if next.column == start.column && !self.is_entry(next.at) => {
                    (key, after) = self.key(next.at)??;
                }
                Some(next) if next.column >= start.column => return None,
                _ => return Some(Map::from_entries(entries)),
            }
        }
    }

    /// The value of a key that has nothing on its line: deeper, or a list at the same column, or null.
    fn value_below(&mut self, column: usize, depth: usize) -> Option<Value> {
        match self.current() {
            Some(next) if next.column > column => self.node(next, depth + 1),
            Some(next) if next.column == column && self.is_entry(next.at) => {
                self.list(next, true, depth).map(Value::List)
            }
            _ => Some(Value::Null),
        }
    }

    /// A list; `in_map`: it stands at the column of the mapping around it, the next key of which may end it.
    fn list(&mut self, start: Content, in_map: bool, depth: usize) -> Option<Vec<Value>> {
        let mut items = Vec::with_capacity(4);
        let mut place = start;
        loop {
            if place.column != start.column {
                return None;
            }
            if !self.is_entry(place.at) {
                return in_map.then_some(items);
            }
            items.push(self.item(place, depth)?);
            match self.current() {
                Some(next) if next.column >= start.column => place = next,
                _ => return Some(items),
            }
        }
    }

    fn item(&mut self, entry: Content, depth: usize) -> Option<Value> {
        let at = self.skip_spaces(entry.at + 1);
        let content = Content { column: entry.column + (at - entry.at), at };
        if self.is_entry(at) {
            return self.node(content, depth + 1);
        }
        if let Some(first) = self.key(at)? {
            return if depth + 1 == DEPTH {
                None
            } else {
                self.map(content, first, depth + 1).map(Value::Map)
            };
        }
        match self.inline(at, entry.column)? {
            Inline::Value(value) => Some(value),
            Inline::Nothing => match self.current() {
                Some(next) if next.column > entry.column => self.node(next, depth + 1),
                _ => Some(Value::Null),
            },
        }
    }

    /// The rest of a line from `at` on, within a block at `column`; moves to the next line with content.
    fn inline(&mut self, at: usize, column: usize) -> Option<Inline> {
        let at = self.skip_spaces(at);
        let value = match self.byte(at) {
            b'\n' | b'#' | 0 => {
                self.finish_line(at)?;
                return Some(Inline::Nothing);
            }
            b'|' => return self.literal(at + 1, column).map(|text| Inline::Value(Value::String(text))),
            quote @ (b'"' | b'\'') => {
                let (text, end) = self.quoted(at, quote)?;
                self.finish_line(end)?;
                Value::String(text)
            }
            b'[' => {
                let (items, end) = self.brackets(at)?;
                self.finish_line(end)?;
                Value::List(items)
            }
            b'{' => {
                let (map, end) = self.braces(at)?;
                self.finish_line(end)?;
                Value::Map(map)
            }
            _ => {
                let (value, end) = self.plain(at)?;
                self.finish_line(end)?;
                value
            }
        };
        // A deeper line would go on with a plain scalar, or be wrong.
        if self.current().is_some_and(|next| next.column > column) {
            return None;
        }
        Some(Inline::Value(value))
    }

    /// A key and the place behind its colon; `Some(None)` where something else is.
    fn key(&self, at: usize) -> Option<Option<(Text, usize)>> {
        let (key, end) = match self.byte(at) {
            quote @ (b'"' | b'\'') => match self.quoted(at, quote)? {
                (key, end) if self.byte(end) == b':' => (key, end),
                _ => return Some(None),
            },
            b'[' | b'{' | b'|' | b'\n' | b'#' | 0 => return Some(None),
            _ => match self.colon(at) {
                Some(end) => self.plain_key(at, end)?,
                None => return Some(None),
            },
        };
        let ends = matches!(self.byte(end + 1), b' ' | b'\n' | 0);
        (ends && end - at < 1000).then_some(Some((key, end + 1)))
    }
}
