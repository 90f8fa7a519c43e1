//! The flags that were given.

use super::table::Flag;
use super::value::Value;

/// The flags that were given, with their values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags {
    values: [Option<Value>; Flag::ALL.len()],
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
