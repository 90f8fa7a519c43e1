//! A call of another program, and what comes of it.

use std::path::PathBuf;
use std::time::Duration;

use crate::error::Error;

/// The longest that a program may take: its own wait for the lock, and as much again.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A program with all that it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call<'a> {
    /// Where the program is.
    pub program: &'a str,
    /// Its arguments.
    pub arguments: Vec<&'a str>,
    /// What it reads.
    pub stdin: &'a str,
    /// Environment variables besides the inherited ones.
    pub environment: Vec<(&'static str, String)>,
    /// A lock file that takes the place of the machine's, where the program knows no variable for it.
    pub lock_file: Option<String>,
}

impl<'a> Call<'a> {
    /// A program with arguments, reading nothing.
    #[must_use]
    pub fn new(program: &'a str, arguments: &[&'a str]) -> Self {
        Self { program, arguments: arguments.to_vec(), stdin: "", environment: Vec::new(), lock_file: None }
    }

    /// The same, reading a text.
    #[must_use]
    pub fn reading(mut self, text: &'a str) -> Self {
        self.stdin = text;
        self
    }

    /// The line that a person would type.
    #[must_use]
    pub fn line(&self) -> String {
        let name = self.program.rsplit('/').next().unwrap_or(self.program);
        let mut line = String::from(name);
        for argument in &self.arguments {
            line.push(' ');
            line.push_str(argument);
        }
        line
    }
}

/// What came of a program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

impl Outcome {
    /// Whether it ended well.
    #[must_use]
    pub(crate) fn is_success(&self) -> bool {
        self.code == Some(0)
    }
}

/// The way to other programs; tests have one of their own.
pub trait Programs: Sync {
    /// Where a program is, if it is on the search path.
    fn find(&self, name: &str) -> Option<PathBuf>;

    /// Runs a program to its end.
    ///
    /// # Errors
    /// When it cannot be started, or does not end in time. A failure of the program itself is an outcome.
    fn run(&self, call: &Call<'_>) -> Result<Outcome, Error>;
}
