//! Forms of the output.

use clap::ValueEnum;
use init::say::print;

use crate::failure::Failure;

/// Forms of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Form {
    /// Prints one of the two.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn print(self, text: impl FnOnce() -> String, json: impl FnOnce() -> String) -> Result<(), Failure> {
        let out = match self {
            Form::Text => text(),
            Form::Json => json() + "\n",
        };
        print(&out).map_err(|error| Failure::new(format!("failed to write the output: {error}")))
    }
}
