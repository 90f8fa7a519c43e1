//! What is the matter: a code, where, why, and what to do about it.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use kubeyaml::Value;
use objects::Kind;

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something does not work.
    Error,
    /// Something may not work as it is meant to.
    Warning,
    /// Good to know.
    Info,
}

/// A text that does not name a [`Level`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid level option")]
pub struct UnknownLevel;

impl FromStr for Level {
    type Err = UnknownLevel;

    /// The level of this name, in letters of any case.
    fn from_str(text: &str) -> Result<Level, UnknownLevel> {
        let levels = [Level::Error, Level::Warning, Level::Info];
        levels.into_iter().find(|level| level.name().eq_ignore_ascii_case(text)).ok_or(UnknownLevel)
    }
}

impl Level {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "Error",
            Level::Warning => "Warning",
            Level::Info => "Info",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A kind of finding, with its page.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Its stable name.
    pub id: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What it says, in a line.
    pub title: &'static str,
    /// What it means: a paragraph.
    pub meaning: &'static str,
    /// Something that has it.
    pub example: &'static str,
    /// What to do about it, whatever it is about.
    pub remedy: &'static str,
}

impl Code {
    /// Whether it is one of Istio's messages, which Istio documents.
    pub fn is_istios(&self) -> bool {
        self.id.starts_with("IST")
    }
}

/// An object that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its kind.
    pub kind: String,
    /// Its namespace; empty where there is none.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

impl Place {
    /// The place of an object of this kind.
    pub fn of(kind: Kind, object: &Value) -> Place {
        let part = |key| object.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        Place { kind: kind.kind.to_owned(), namespace: part("namespace"), name: part("name") }
    }
}

impl fmt::Display for Place {
    /// `Namespace web`, `Pod web/front`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { kind, namespace, name } = self;
        if namespace.is_empty() { write!(f, "{kind} {name}") } else { write!(f, "{kind} {namespace}/{name}") }
    }
}

/// Where the text of an object begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Something that is the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which kind of finding it is.
    pub code: &'static Code,
    /// The object that it is about.
    pub place: Place,
    /// The file that the object is from, if it is from one.
    pub reference: Option<Reference>,
    /// What is the matter, in a sentence.
    pub cause: String,
    /// What to do about it here.
    pub remedy: Cow<'static, str>,
}

impl Finding {
    /// A finding whose remedy is that of its code.
    pub fn new(code: &'static Code, place: Place, cause: impl Into<String>) -> Finding {
        Finding { code, place, reference: None, cause: cause.into(), remedy: Cow::Borrowed(code.remedy) }
    }

    /// The same with a remedy that says more.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Finding {
        self.remedy = Cow::Owned(remedy.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_in_any_case_and_the_worst_is_first() {
        for (text, want) in [
            ("info", Ok(Level::Info)),
            ("WARNING", Ok(Level::Warning)),
            ("Error", Ok(Level::Error)),
            ("nope", Err(UnknownLevel)),
            ("", Err(UnknownLevel)),
        ] {
            assert_eq!(text.parse(), want, "{text}");
        }
        assert!(Level::Error < Level::Warning && Level::Warning < Level::Info);
    }

    #[test]
    fn places_are_shown_as_istioctl_shows_them() {
        let place =
            |namespace: &str| Place { kind: "Pod".into(), namespace: namespace.into(), name: "p".into() };
        assert_eq!(place("ns").to_string(), "Pod ns/p");
        assert_eq!(place("").to_string(), "Pod p");
    }
}
