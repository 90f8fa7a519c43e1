//! Something that is the matter, and where in what was typed.

use serde::Serialize;

use crate::asked::Asked;

/// A text that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The manifest.
    Manifest,
    /// The injection config.
    Config,
    /// The values.
    Values,
    /// The mesh config.
    Mesh,
}

impl Part {
    /// Its name, for people too.
    pub fn name(self) -> &'static str {
        match self {
            Part::Manifest => "manifest",
            Part::Config => "injection config",
            Part::Values => "values",
            Part::Mesh => "mesh config",
        }
    }

    /// The part of this name; what is none of them is about the configuration.
    pub(crate) fn named(name: &str) -> Part {
        let all = [Part::Manifest, Part::Values, Part::Mesh];
        all.into_iter().find(|part| part.name() == name).unwrap_or(Part::Config)
    }

    /// Its text in a question.
    pub(crate) fn text(self, asked: &Asked) -> &str {
        match self {
            Part::Manifest => &asked.manifest,
            Part::Config => &asked.config,
            Part::Values => &asked.values,
            Part::Mesh => &asked.mesh,
        }
    }
}

/// Something that is the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where.
    pub part: Part,
    /// The line of it, from 1, where it is known.
    pub line: Option<usize>,
    /// `error` or `warning`.
    pub level: &'static str,
    /// The code of the finding that it is.
    pub code: Option<&'static str>,
    /// What is the matter.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// Something that stops an answer.
    pub fn error(part: Part, line: Option<usize>, text: impl Into<String>) -> Problem {
        Problem { part, line, level: "error", code: None, text: text.into(), hint: None }
    }

    /// Something that is probably not meant.
    pub fn warning(part: Part, line: Option<usize>, text: impl Into<String>) -> Problem {
        Problem { level: "warning", ..Problem::error(part, line, text) }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn hint(self, hint: Option<impl Into<String>>) -> Problem {
        Problem { hint: hint.map(Into::into), ..self }
    }
}
