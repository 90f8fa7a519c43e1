//! How the pod that runs stands beside the answer.

use objects::World;

use super::inquiry::{Answer, Case, Verdict};
use super::step::{Outcome, Step};
use crate::check_inject;
use crate::check_inject::standing::{self, Decided, Remark, Sidecar, Standing};

/// How it stands: the remarks of check-inject, for this answer. Of a pod that does not run, none is of its sidecar.
pub fn standing<'a>(world: &'a World, case: &Case<'_>, answer: &Answer) -> Standing<'a> {
    let rows = check_inject::rows(world, &case.creation());
    let revision = rows.iter().map(|row| row.revision);
    let asked = answer.injector.as_ref();
    let revision = revision
        .clone()
        .find(|revision| asked.is_some_and(|asked| asked.revision == *revision))
        .unwrap_or_default();
    let decided = match &answer.verdict {
        Verdict::Injected(injected) => Decided::By { revision, decision: injected.decision.clone() },
        Verdict::LeftAlone(decision) => Decided::By { revision, decision: decision.clone() },
        Verdict::NotAsked { .. } => Decided::NotAsked,
        Verdict::Refused { cause, .. } | Verdict::Unknown { cause, .. } => {
            Decided::Unknown { revision, cause: cause.clone() }
        }
    };
    let mut standing = standing::as_decided(world, &rows, case.running.unwrap_or(&case.pod), decided);
    standing.remarks.retain(|remark| case.running.is_some() || !remark.is_of_sidecar());
    standing
}

/// The sidecar that is there, and whether it is as it would be decided.
pub fn step(standing: &Standing<'_>) -> Step {
    let (has, code) = match standing.sidecar {
        Sidecar::None => ("the pod that runs has no sidecar", "none"),
        Sidecar::Container => ("the pod that runs has a sidecar", "container"),
        Sidecar::Native => ("the pod that runs has a native sidecar", "native"),
    };
    let of_sidecar = standing.remarks.iter().find(|remark| remark.is_of_sidecar());
    let (outcome, text) = match (of_sidecar, standing.decided.injects()) {
        (Some(remark), _) => (Outcome::No, remark.to_string()),
        (None, Some(_)) => (Outcome::Yes, format!("{has}, as it would be decided now")),
        (None, None) => (Outcome::Unknown, has.to_owned()),
    };
    let step = Step::new("standing", outcome, text).value("sidecar", code);
    match of_sidecar.map(Remark::remedy) {
        Some(remedy) => step.value("restart", remedy),
        None => step,
    }
}
