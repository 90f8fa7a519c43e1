//! Flags: what each is, how a command line is read, and what comes first where a flag and a variable speak.
//!
//! ```text
//! words ─► Flags ─┬─► Settings ─► Request, and what else is asked
//! variables ──────┘
//! ```

mod line;
mod script;
mod settings;
mod table;
mod value;

pub use settings::Settings;
pub use table::{Flag, Group, Kind, Row};
pub use value::{Value, boolean};

use crate::request::shortened;

/// Reads a variable of the environment.
pub type Environment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// The flags that were given, with their values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags {
    values: [Option<Value>; Flag::ALL.len()],
}

/// A command line cannot be read, or a flag has none of the values that it may have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlagError {
    /// A word is not a flag.
    #[error("unexpected argument {shown:?}", shown = shortened(word))]
    Unknown {
        /// The word.
        word: String,
    },
    /// The flag needs a value.
    #[error("{flag} needs a value")]
    NoValue {
        /// The flag, with its dashes.
        flag: String,
    },
    /// The value cannot be one of this flag.
    #[error("{flag}: {shown:?} cannot be used: {cause}", shown = shortened(value))]
    Value {
        /// The flag, with its dashes.
        flag: String,
        /// Its value.
        value: String,
        /// Why.
        cause: &'static str,
    },
    /// The value is not one of a few words.
    #[error("{flag}: {shown:?} cannot be used: it is none of {known}", shown = shortened(value))]
    Word {
        /// The flag.
        flag: Flag,
        /// Its value.
        value: String,
        /// What it may be.
        known: &'static str,
    },
}

impl Default for Flags {
    fn default() -> Flags {
        Flags { values: std::array::from_fn(|_| None) }
    }
}

impl Flags {
    /// The value that was given for a flag.
    #[must_use]
    pub fn value(&self, flag: Flag) -> Option<&Value> {
        self.values.get(flag as usize)?.as_ref()
    }

    /// The text that was given for a flag; `None` also for flags of other kinds.
    #[must_use]
    pub fn text(&self, flag: Flag) -> Option<&str> {
        match self.value(flag)? {
            Value::Text(text) => Some(text),
            Value::Truth(_) | Value::Port(_) | Value::Duration(_) => None,
        }
    }

    /// Whether a flag was given.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.value(flag).is_some()
    }

    /// Gives a flag a value in place of the one that it had.
    pub fn set(&mut self, flag: Flag, value: Value) {
        if let Some(place) = self.values.get_mut(flag as usize) {
            *place = Some(value);
        }
    }

    /// Gives a flag a text.
    pub fn set_text(&mut self, flag: Flag, text: impl Into<String>) {
        self.set(flag, Value::Text(text.into()));
    }

    /// These, and others where these say nothing.
    #[must_use]
    pub fn over(self, others: Flags) -> Flags {
        let mut values = others.values;
        for (place, value) in values.iter_mut().zip(self.values) {
            *place = value.or(place.take());
        }
        Flags { values }
    }

    /// The flags that were given.
    pub fn given(&self) -> impl Iterator<Item = Flag> {
        Flag::ALL.into_iter().filter(|flag| self.has(*flag))
    }
}
