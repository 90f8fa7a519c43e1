//! The full reader's second pass, from steps to a value: resolving scalars, keys, aliases and merge keys as go-yaml v2's decoder does.

use golang::float::{self, Size};

use super::budget::Budget;
use super::events::{Step, StepKind};
use super::key::{go_syntax, key_text, refused_key};
use super::tag;
use super::{DEPTH, ReadError};
use crate::{Map, Text, Value};

/// The value of a document in a text of `length` bytes, which may have `most` nodes.
pub(super) fn value(steps: &[Step<'_>], length: usize, most: usize) -> Result<Value, ReadError> {
    let mut builder = Builder { open: Vec::new(), root: None, bad_key: None, not_json: false };
    let mut budget = Budget::of(length, most);
    // What is left to do: the document, and on top the anchors' nodes that aliases repeat.
    let mut spans = Vec::from([std::ops::Range { start: 0, end: steps.len() }]);
    while let Some(span) = spans.last_mut() {
        let Some((place, step)) = span.next().and_then(|place| Some((place, steps.get(place)?))) else {
            spans.pop();
            continue;
        };
        let aliased = spans.len() > 1;
        let done = match &step.kind {
            StepKind::Scalar { text, .. } => {
                budget.node(aliased, text.len()).and_then(|()| builder.scalar(&step.kind))
            }
            StepKind::List(_) => budget.node(aliased, 0).and_then(|()| builder.start_list()),
            StepKind::Map(_) => budget.node(aliased, 0).and_then(|()| builder.start_map()),
            StepKind::End => builder.end(),
            StepKind::Alias(name, anchor) => {
                let target = steps.get(*anchor);
                let end = target.map_or(0, |t| t.end(*anchor));
                if (*anchor..end).contains(&place) {
                    Err(ReadError::new(format!("yaml: anchor '{name}' value contains itself")))
                } else {
                    let is_map = target.is_some_and(|t| matches!(t.kind, StepKind::Map(_)));
                    spans.push(*anchor..end);
                    budget.node(aliased, 0).and_then(|()| builder.check_alias(is_map))
                }
            }
        };
        done.map_err(|e| e.at(step.start))?;
    }
    builder.finish()
}

struct Builder {
    open: Vec<Open>,
    root: Option<Value>,
    /// The first key that JSON cannot have; an error only after all else went well.
    bad_key: Option<ReadError>,
    /// Whether an infinity or not-a-number was read; an error only if it is still there in the end.
    not_json: bool,
}

/// A list or mapping whose end was not yet seen.
enum Open {
    List(Vec<Value>),
    /// The items of a list after `<<:`, all of which must be mappings.
    MergeList(Vec<Map>),
    Map {
        entries: Vec<(Text, Value)>,
        key: Option<Key>,
    },
}

enum Key {
    Text(Text),
    /// A key that has no text in JSON: null, numbers above `i64::MAX`.
    Refused(Value),
    Merge,
}

impl Builder {
    fn scalar(&mut self, scalar: &StepKind<'_>) -> Result<(), ReadError> {
        let StepKind::Scalar { tag, text, implicit } = scalar else { return Ok(()) };
        if self.merging() {
            return Err(merge_wants_map());
        }
        if let Some(Open::Map { key: key @ None, .. }) = self.open.last_mut()
            && text == "<<"
            && (*implicit || tag == tag::MERGE)
        {
            *key = Some(Key::Merge);
            return Ok(());
        }
        let value = if tag.is_empty() && !implicit { Value::text(text) } else { tag::value(tag, text)? };
        self.not_json |= matches!(value, Value::Float(f) if !f.is_finite());
        self.place(value)
    }

    fn start_list(&mut self) -> Result<(), ReadError> {
        match self.open.last() {
            Some(Open::Map { key: Some(Key::Merge), .. }) => self.start(Open::MergeList(Vec::new())),
            Some(Open::MergeList(_)) => Err(merge_wants_map()),
            _ => self.start(Open::List(Vec::new())),
        }
    }

    fn start_map(&mut self) -> Result<(), ReadError> {
        self.start(Open::Map { entries: Vec::new(), key: None })
    }

    fn start(&mut self, new: Open) -> Result<(), ReadError> {
        if self.open.len() == DEPTH {
            return Err(ReadError::too_deep());
        }
        self.open.push(new);
        Ok(())
    }

    /// Ends the innermost list or mapping.
    fn end(&mut self) -> Result<(), ReadError> {
        match self.open.pop() {
            None => Ok(()),
            Some(Open::List(items)) => self.place(Value::List(items)),
            Some(Open::Map { entries, .. }) => self.place(Value::Map(Map::from_entries(entries))),
            Some(Open::MergeList(maps)) => {
                // Of several mappings the first ones count most: they are merged last.
                if let Some(Open::Map { entries, key }) = self.open.last_mut() {
                    *key = None;
                    entries.extend(maps.into_iter().rev().flat_map(Map::into_entries));
                }
                Ok(())
            }
        }
    }

    /// What is merged must be a mapping; a list may not come through an alias.
    fn check_alias(&self, is_map: bool) -> Result<(), ReadError> {
        if self.merging() && !is_map { Err(merge_wants_map()) } else { Ok(()) }
    }

    /// Whether the next node is merged into a mapping.
    fn merging(&self) -> bool {
        matches!(self.open.last(), Some(Open::MergeList(_) | Open::Map { key: Some(Key::Merge), .. }))
    }

    fn place(&mut self, value: Value) -> Result<(), ReadError> {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open::List(items)) => items.push(value),
            Some(Open::MergeList(maps)) => match value {
                Value::Map(m) => maps.push(m),
                _ => return Err(merge_wants_map()),
            },
            Some(Open::Map { entries, key }) => match key.take() {
                None => *key = Some(as_key(value)?),
                Some(Key::Text(k)) => entries.push((k, value)),
                Some(Key::Refused(k)) => {
                    self.bad_key.get_or_insert_with(|| refused_key(&k, &value));
                }
                Some(Key::Merge) => match value {
                    Value::Map(m) => entries.extend(m.into_entries()),
                    _ => return Err(merge_wants_map()),
                },
            },
        }
        Ok(())
    }

    /// The document, after the checks Go makes when it turns it into JSON.
    fn finish(self) -> Result<Value, ReadError> {
        if let Some(fault) = self.bad_key {
            return Err(fault);
        }
        let root = self.root.unwrap_or_default();
        if self.not_json
            && let Some(word) = first_not_json(&root)
        {
            return Err(ReadError::new(format!("json: unsupported value: {word}")));
        }
        Ok(root)
    }
}

fn merge_wants_map() -> ReadError {
    ReadError::new("yaml: map merge requires map or sequence of maps as the value")
}

fn as_key(value: Value) -> Result<Key, ReadError> {
    match value {
        Value::String(text) => Ok(Key::Text(text)),
        Value::Map(_) | Value::List(_) => {
            Err(ReadError::new(format!("yaml: invalid map key: {}", go_syntax(&value))))
        }
        other => Ok(key_text(&other).map_or(Key::Refused(other), Key::Text)),
    }
}

/// The first number that JSON does not have, in Go's words, mappings in order of their keys.
fn first_not_json(value: &Value) -> Option<String> {
    match value {
        Value::Float(f) if !f.is_finite() => Some(float::format(*f, 'g', None, Size::Bits64)),
        Value::List(items) => items.iter().find_map(first_not_json),
        Value::Map(m) => m.iter().find_map(|(_, v)| first_not_json(v)),
        _ => None,
    }
}
