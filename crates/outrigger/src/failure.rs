//! What a user sees when something went wrong: cause, place and remedy.

use std::fmt;

use cluster::ClusterError;
use injection::resolve::{ConfigMapError, ResolveError};

/// A command failed.
#[derive(Clone, Debug)]
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

impl Failure {
    /// The same with the place and the remedy that an error knows.
    fn with(self, place: Option<impl Into<String>>, hint: Option<impl Into<String>>) -> Failure {
        let placed = match place {
            Some(place) => self.at(place),
            None => self,
        };
        match hint {
            Some(hint) => placed.hint(hint),
            None => placed,
        }
    }

    /// The cause alone, on one line.
    pub fn cause(&self) -> String {
        shown(self.cause.lines().next().unwrap_or_default())
    }

    /// All of it on one line, for logs.
    pub fn one_line(&self) -> String {
        let cause = shown(&self.cause);
        let places = self.places.iter().map(|place| format!("in {}", shown(place)));
        let hint = self.hint.iter().map(|hint| format!("hint: {hint}"));
        let lines = cause.lines().map(|line| line.trim().to_owned());
        lines.chain(places).chain(hint).collect::<Vec<_>>().join(", ")
    }
}

impl From<&ClusterError> for Failure {
    fn from(error: &ClusterError) -> Failure {
        Failure::new(error).with(error.place(), error.hint())
    }
}

impl From<&ResolveError> for Failure {
    fn from(error: &ResolveError) -> Failure {
        Failure::new(error).with(error.place(), error.hint())
    }
}

impl From<&ConfigMapError> for Failure {
    fn from(error: &ConfigMapError) -> Failure {
        Failure::new(error).at(error.place()).hint(error.hint())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", shown(self.cause.trim_end()))?;
        for place in &self.places {
            writeln!(f, "  in {}", shown(place))?;
        }
        match &self.hint {
            Some(hint) => writeln!(f, "hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Texts longer than this are cut: a value of the input may be part of them.
const LONGEST: usize = 4096;

/// A text that may hold parts of the input: not longer than anybody reads, and nothing in it steers a terminal.
pub fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(LONGEST).map(tame).collect();
    let more = text.chars().count().saturating_sub(LONGEST);
    if more > 0 {
        out.push_str(&format!("… ({more} characters more)"));
    }
    out
}

/// A text of whatever length, in which nothing steers a terminal.
pub fn tamed(text: &str) -> String {
    text.chars().map(tame).collect()
}

/// A text on one line, in which nothing steers a terminal; line breaks and tabs, as Istio's longer errors have, are
/// shown as Go and shells write them.
pub fn one_line(text: &str) -> String {
    tamed(text).replace('\n', r"\n").replace('\t', r"\t")
}

fn tame(c: char) -> char {
    let steers = c.is_control() && !matches!(c, '\n' | '\t');
    if steers { '\u{fffd}' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_on_one_line_keeps_its_breaks_legible() {
        for (text, want) in [
            ("2 errors occurred:\n\t* a\n\t* b", r"2 errors occurred:\n\t* a\n\t* b"),
            ("a\r\nb\u{1b}[2J", "a\u{fffd}\\nb\u{fffd}[2J"),
        ] {
            assert_eq!(one_line(text), want);
        }
    }

    #[test]
    fn what_is_shown_is_short_and_cannot_steer_a_terminal() {
        for (cause, want) in [
            ("plain: ü\n\tnext", "error: plain: ü\n\tnext\n".to_owned()),
            ("\u{1b}[31mred\r\u{9b}", "error: \u{fffd}[31mred\u{fffd}\u{fffd}\n".to_owned()),
            (&"x".repeat(5000), format!("error: {}… (904 characters more)\n", "x".repeat(4096))),
        ] {
            assert_eq!(Failure::new(cause).to_string(), want);
        }
    }
}
