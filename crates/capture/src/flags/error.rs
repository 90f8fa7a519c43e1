//! What can be wrong with flags.

use super::table::Flag;

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
    #[error("{flag}: {shown:?} cannot be used: it must be one of {known}", shown = shortened(value))]
    Word {
        /// The flag.
        flag: Flag,
        /// Its value.
        value: String,
        /// What it may be.
        known: &'static str,
    },
}

impl FlagError {
    /// What to do about it, where that is known.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let FlagError::Unknown { word } = self else { return None };
        Some(format!("a flag with a similar name is {}", Flag::similar(word)?))
    }
}

/// As much of a value as anybody reads.
pub(crate) fn shortened(value: &str) -> String {
    let mut text: String = value.chars().take(60).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    text
}
