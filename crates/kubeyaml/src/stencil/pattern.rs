//! A document with slots for texts.

use crate::{Map, Text, Value};

/// How the text of a slot begins. YAML has it in escapes only, and a document with it has no slots.
const SLOT: char = '\0';

/// A document, or a part of it, with slots: what is made of it for some texts takes no longer than a copy.
#[derive(Clone, Debug)]
pub struct Pattern(Part);

#[derive(Clone, Debug)]
enum Part {
    /// It has no slots.
    Whole(Value),
    Slot(usize),
    List(Vec<Part>),
    Map(Vec<(Text, Part)>),
}

impl Pattern {
    /// The pattern of a [stencil's](crate::Stencil::of) document, or of what was made of one.
    pub fn of(document: Value) -> Pattern {
        Pattern(Part::of(document))
    }

    /// Whether it has no slots.
    pub fn is_whole(&self) -> bool {
        matches!(self.0, Part::Whole(_))
    }

    /// The document with these texts in its slots.
    pub fn filled(&self, texts: &[Text]) -> Value {
        self.0.filled(texts)
    }
}

impl Part {
    fn of(value: Value) -> Part {
        match value {
            Value::String(text) => match slot_number(&text) {
                Some(number) => Part::Slot(number),
                None => Part::Whole(Value::String(text)),
            },
            Value::List(items) if items.iter().any(has_slots) => {
                Part::List(items.into_iter().map(Part::of).collect())
            }
            Value::Map(map) if map.iter().any(|(_, entry)| has_slots(entry)) => {
                Part::Map(map.into_entries().into_iter().map(|(key, entry)| (key, Part::of(entry))).collect())
            }
            other => Part::Whole(other),
        }
    }

    fn filled(&self, texts: &[Text]) -> Value {
        match self {
            Part::Whole(value) => value.clone(),
            Part::Slot(number) => texts.get(*number).cloned().map_or(Value::Null, Value::String),
            Part::List(items) => Value::List(items.iter().map(|item| item.filled(texts)).collect()),
            Part::Map(entries) => Value::Map(Map::from_ordered(
                entries.iter().map(|(key, entry)| (key.clone(), entry.filled(texts))).collect(),
            )),
        }
    }
}

/// The text that stands for a slot.
pub(super) fn slot(number: usize) -> Text {
    Text::from(format!("{SLOT}{number}"))
}

/// Whether a text could be taken for a slot.
pub(super) fn is_slot(text: &str) -> bool {
    text.starts_with(SLOT)
}

fn slot_number(text: &str) -> Option<usize> {
    text.strip_prefix(SLOT)?.parse().ok()
}

fn has_slots(value: &Value) -> bool {
    match value {
        Value::String(text) => is_slot(text),
        Value::List(items) => items.iter().any(has_slots),
        Value::Map(map) => map.iter().any(|(_, entry)| has_slots(entry)),
        _ => false,
    }
}
