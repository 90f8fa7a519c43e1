//! The smallest change that flips the answer: candidates are made from what the webhooks and the injector ask, and each is
//! asked about again, so that what is said works.

mod candidates;
mod command;
mod edit;

pub use self::edit::Edit;
use super::inquiry::{Answer, Case, Inquiry, Verdict};

/// A change that flips the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// What is changed.
    pub edits: Vec<Edit>,
    /// The commands that change it and create the pods again, or sentences where no command can.
    pub commands: Vec<String>,
}

/// The changes that flip the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flips {
    /// Whether they lead to injection.
    pub to_inject: bool,
    /// The smallest of them, the best first.
    pub found: Vec<Flip>,
    /// Why there is none.
    pub none: Option<String>,
}

/// As many as anybody chooses from.
const MOST: usize = 3;
/// Candidates that are asked about.
const MOST_ASKED: usize = 1500;

/// The smallest changes that flip an answer.
pub fn search(inquiry: &mut Inquiry<'_>, case: &Case<'_>, verdict: &Verdict) -> Flips {
    let to_inject = !matches!(verdict, Verdict::Injected(_) | Verdict::Refused { .. });
    let none = |why: String| Flips { to_inject, found: Vec::new(), none: Some(why) };
    match verdict {
        Verdict::Unknown { cause, .. } => return none(format!("the answer is not known: {cause}")),
        Verdict::NotAsked { is_any_there: false } => {
            return none("no injector is installed; `outrigger install` prints one, or a revision's `istioctl install`".to_owned());
        }
        _ if case.labels.is_none() => return none("the labels of the namespace are not known".to_owned()),
        _ => {}
    }
    let mut found: Vec<Vec<Edit>> = Vec::new();
    let mut nearest = None;
    for edits in candidates::all(inquiry, case, to_inject).into_iter().take(MOST_ASKED) {
        if found.first().is_some_and(|first| first.len() < edits.len()) || found.len() == MOST {
            break;
        }
        let Some(changed) = edit::applied(case, &edits) else { continue };
        let answer = inquiry.answer(&changed);
        if flips(&answer, to_inject) {
            found.push(edits);
        } else if answer.injector.is_some() {
            nearest.get_or_insert_with(|| answer.verdict.to_string());
        }
    }
    if found.is_empty() {
        let why = nearest.map_or_else(
            || "no label makes a webhook select it".to_owned(),
            |cause| format!("whatever is labelled: {cause}"),
        );
        return none(why);
    }
    let flip = |edits: Vec<Edit>| Flip { commands: command::all(case, &edits), edits };
    Flips { to_inject, found: found.into_iter().map(flip).collect(), none: None }
}

fn flips(answer: &Answer, to_inject: bool) -> bool {
    match &answer.verdict {
        Verdict::Injected(_) => to_inject,
        Verdict::LeftAlone(_) | Verdict::NotAsked { .. } => !to_inject,
        Verdict::Refused { .. } | Verdict::Unknown { .. } => false,
    }
}
