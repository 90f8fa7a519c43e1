//! What the injector decides, rule by rule.

use injection::decide::{Decision, Reason};
use objects::names;

use super::inquiry::{Answer, Case, Inquiry, Verdict};
use super::step::{Outcome, Step};
use crate::part;

/// The decision with its trace.
pub fn step(inquiry: &mut Inquiry<'_>, case: &Case<'_>, answer: &Answer) -> Step {
    let Some(decision) = answer.verdict.decision() else {
        return match &answer.verdict {
            Verdict::Unknown { cause, .. } => {
                Step::new("decision", Outcome::Unknown, format!("not known: {cause}"))
            }
            Verdict::Refused { cause, .. } => Step::new("decision", Outcome::No, cause.clone()),
            _ => Step::new("decision", Outcome::No, "no injector is asked"),
        };
    };
    let said = if decision.inject { "inject" } else { "do not inject" };
    let reason = decision.reason().map(ToString::to_string).unwrap_or_default();
    let (outcome, text) = match &answer.verdict {
        Verdict::Refused { cause, .. } => {
            (Outcome::No, format!("{said}: {reason}; but the injector refuses the pod: {cause}"))
        }
        Verdict::Unknown { .. } => (Outcome::Unknown, format!("if the injector is asked: {said}: {reason}")),
        _ => (Outcome::of(decision.inject), format!("{said}: {reason}")),
    };
    let mut step = Step::new("decision", outcome, text).value("code", decision.code());
    if let Some(asked) = &answer.injector {
        step = step.value("revision", asked.revision.as_str());
        if let Ok(injector) = inquiry.injector(&asked.revision) {
            step = step.value("release", injector.config().recognised().to_string());
        }
    }
    let last = decision.trace.len().saturating_sub(1);
    step.of(decision
        .trace
        .iter()
        .enumerate()
        .map(|(i, reason)| trace_step(reason, i == last, decision, case)))
}

fn trace_step(reason: &Reason, decides: bool, decision: &Decision, case: &Case<'_>) -> Step {
    let outcome = match reason {
        Reason::OwnNetwork | Reason::OrdinaryNamespace => Outcome::Yes,
        Reason::InvalidSelector(..) | Reason::UnreadableValue(..) => Outcome::No,
        _ if decides => Outcome::of(decision.inject),
        _ => Outcome::Neutral,
    };
    let mut step = Step::new(reason.code(), outcome, reason.to_string());
    for (what, value) in [
        ("label", part::label(&case.pod, names::INJECT)),
        ("annotation", part::annotation(&case.pod, names::INJECT)),
    ] {
        let is_of_value =
            matches!(reason, Reason::Requested(_) | Reason::Refused(..) | Reason::UnreadableValue(..));
        if let Some(value) = value.filter(|_| is_of_value) {
            step = step.value(what, value);
        }
    }
    step
}
