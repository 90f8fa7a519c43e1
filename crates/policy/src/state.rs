//! What is learnt while a template is executed on a pod that is not known.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::hole::{Hole, Of, Piece, pieces, text_of};

/// A question about the pod that the template's course depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is asked, in CEL.
    pub cel: String,
    /// The annotations that it depends on.
    pub annotations: BTreeSet<String>,
}

/// What is learnt, over all executions.
#[derive(Debug, Default)]
pub struct State {
    /// The holes by number.
    pub holes: Vec<Hole>,
    /// The questions in the order in which they came up.
    pub conditions: Vec<Condition>,
    /// How the questions are answered this time; those that are not here with no.
    pub answers: Vec<bool>,
    /// Annotations that pods must not have, with the reason.
    pub pinned: BTreeMap<String, String>,
    /// Names that no container may have.
    pub reserved: BTreeSet<String>,
    /// What the last refusal was about.
    pub culprits: BTreeSet<String>,
    /// Whether the observer has refused an execution.
    pub is_refused: bool,
    /// Whether ports are given with quotes, as they have them, for the proof that they do no harm where they stand.
    pub ports_as_json: bool,
}

/// The same, as an observer has it.
pub type Shared = RefCell<State>;

impl State {
    /// The hole for something, made if there is none yet.
    pub fn hole(&mut self, of: Of, may_be_empty: bool, annotations: BTreeSet<String>) -> String {
        let at = self.holes.iter().position(|hole| hole.of == of).unwrap_or_else(|| {
            self.holes.push(Hole { of, may_be_empty, annotations });
            self.holes.len() - 1
        });
        text_of(at)
    }

    /// The answer to a question, which is asked from now on.
    pub fn ask(&mut self, cel: String, annotations: BTreeSet<String>) -> bool {
        let at = self.conditions.iter().position(|condition| condition.cel == cel).unwrap_or_else(|| {
            self.conditions.push(Condition { cel, annotations });
            self.conditions.len() - 1
        });
        self.answers.get(at).copied().unwrap_or_default()
    }

    /// The annotations that a text depends on.
    pub fn annotations_of(&self, text: &str) -> BTreeSet<String> {
        let holes = pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Hole(number) => self.holes.get(number),
            Piece::Fixed(_) => None,
        });
        holes.flat_map(|hole| hole.annotations.iter().cloned()).collect()
    }

    /// Whether a text may be empty.
    pub fn may_be_empty(&self, text: &str) -> bool {
        pieces(text).iter().all(|piece| match piece {
            Piece::Hole(number) => self.holes.get(*number).is_none_or(|hole| hole.may_be_empty),
            Piece::Fixed(_) => false,
        })
    }

    /// A text as an expression; `None` where it holds a single container or port.
    pub fn cel(&self, text: &str) -> Option<String> {
        self.cel_of(&pieces(text))
    }

    /// The same of pieces.
    pub fn cel_of(&self, pieces: &[Piece]) -> Option<String> {
        let parts = pieces.iter().map(|piece| match piece {
            Piece::Fixed(text) => Some(crate::cel::quoted(text)),
            Piece::Hole(number) => match &self.holes.get(*number)?.of {
                Of::Container(_) | Of::Port(..) => None,
                Of::Text(cel) if is_variable(cel) => Some(cel.clone()),
                _ => Some(format!("variables.{}", variable(*number))),
            },
        });
        let parts = parts.collect::<Option<Vec<_>>>()?;
        Some(if parts.is_empty() { "''".to_owned() } else { parts.join(" + ") })
    }
}

/// Whether an expression is a variable of the policy already.
fn is_variable(cel: &str) -> bool {
    cel.strip_prefix("variables.").is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The name of the policy's variable for a hole.
pub fn variable(number: usize) -> String {
    format!("text{number}")
}
