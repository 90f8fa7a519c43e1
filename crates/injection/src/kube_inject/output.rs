//! What a document becomes, piece by piece.

use std::fmt;

use kubeyaml::{Lines, Value};

use super::Room;
use super::object::Context;
use crate::Version;

/// Whether a version's output has its long lines folded.
pub(super) fn lines(version: Version) -> Lines {
    if version.folds_lines { Lines::Folded } else { Lines::Whole }
}

/// Text is handed on when it is longer than this.
const HELD: usize = 1 << 20;

/// What a document becomes, within the room that there is for the manifest.
pub(super) struct Output<'a> {
    /// The text that was not handed on yet.
    pub(super) text: String,
    sink: &'a mut dyn fmt::Write,
    room: &'a Room,
    /// How much of the text and of the warnings is counted.
    counted: (usize, usize),
}

impl<'a> Output<'a> {
    /// Nothing yet, within this room.
    pub(super) fn new(room: &'a Room, sink: &'a mut dyn fmt::Write) -> Output<'a> {
        Output { text: String::new(), sink, room, counted: (0, 0) }
    }

    /// Takes room for what came to the text and to the warnings since the last time, and hands the text on where it is long.
    pub(super) fn count(&mut self, context: &Context<'_>) -> Result<(), crate::InjectError> {
        let (text, warnings) = self.counted;
        self.counted = (self.text.len(), context.warnings.len());
        self.room.take(self.text.len() - text, context.warnings.get(warnings..).unwrap_or(&[]))?;
        if self.text.len() > HELD { self.hand_on() } else { Ok(()) }
    }

    /// Hands on what was not handed on yet.
    pub(super) fn hand_on(&mut self) -> Result<(), crate::InjectError> {
        self.counted.0 = 0;
        let taken = self.sink.write_str(&self.text).map_err(|_| crate::InjectError::NotTaken);
        self.text.clear();
        taken
    }
}

/// Whatever is not an object is a mistake, such as a file of another kind, and not to be passed on.
pub(super) fn check_object(value: &Value) -> Result<(), crate::InjectError> {
    let wrong = |value: &Value, place| Err(crate::InjectError::NotAnObject { found: value.kind(), place });
    if !matches!(value, Value::Map(_) | Value::Null) {
        return wrong(value, "value of type v1.TypeMeta");
    }
    for (key, place) in [
        ("kind", "struct field TypeMeta.kind of type string"),
        ("apiVersion", "struct field TypeMeta.apiVersion of type string"),
    ] {
        match value.at(&[key]) {
            Value::List(_) | Value::Map(_) => return wrong(value.at(&[key]), place),
            _ => {}
        }
    }
    Ok(())
}
