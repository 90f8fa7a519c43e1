//! What a user sees when something went wrong: cause, place and remedy.

use std::fmt;

/// A command failed.
#[derive(Debug)]
pub struct Failure {
    cause: String,
    places: Vec<String>,
    hint: Option<String>,
}

impl Failure {
    /// A failure with its cause.
    pub fn new(cause: impl fmt::Display) -> Failure {
        Failure { cause: cause.to_string(), places: Vec::new(), hint: None }
    }

    /// Says where it happened; the innermost place first.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Failure {
        self.places.push(place.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint.get_or_insert_with(|| hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.cause.trim_end())?;
        for place in &self.places {
            writeln!(f, "  in {place}")?;
        }
        match &self.hint {
            Some(hint) => writeln!(f, "hint: {hint}"),
            None => Ok(()),
        }
    }
}
