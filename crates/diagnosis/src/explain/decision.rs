//! What the injector decides, rule by rule.

use injection::decide::{Decision, Reason};
use kubeyaml::Value;
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
    let (outcome, text) = match &answer.verdict {
        Verdict::Refused { cause, .. } => said(decision, Some(cause)),
        Verdict::Unknown { .. } => {
            (Outcome::Unknown, format!("if the injector is asked: {}", said(decision, None).1))
        }
        _ => said(decision, None),
    };
    let mut step = Step::new("decision", outcome, text).value("code", decision.code());
    if let Some(asked) = &answer.injector {
        step = step.value("revision", asked.revision.as_str());
        if let Ok(injector) = inquiry.injector(&asked.revision) {
            step = step.value("release", injector.config().recognised().to_string());
        }
    }
    step.of(trace(decision, &case.pod))
}

/// What an injector that is asked decides about a pod, rule by rule; `refused` is why it refuses a pod that is to be
/// injected.
pub fn decided(decision: &Decision, pod: &Value, refused: Option<&str>) -> Step {
    let (outcome, text) = said(decision, refused);
    Step::new("decision", outcome, text).value("code", decision.code()).of(trace(decision, pod))
}

fn said(decision: &Decision, refused: Option<&str>) -> (Outcome, String) {
    let said = if decision.inject { "inject" } else { "do not inject" };
    let reason = decision.reason().map(ToString::to_string).unwrap_or_default();
    match refused {
        Some(cause) => (Outcome::No, format!("{said}: {reason}; but the injector refuses the pod: {cause}")),
        None => (Outcome::of(decision.inject), format!("{said}: {reason}")),
    }
}

fn trace<'a>(decision: &'a Decision, pod: &'a Value) -> impl Iterator<Item = Step> + 'a {
    let last = decision.trace.len().saturating_sub(1);
    decision.trace.iter().enumerate().map(move |(i, reason)| trace_step(reason, i == last, decision, pod))
}

fn trace_step(reason: &Reason, decides: bool, decision: &Decision, pod: &Value) -> Step {
    let outcome = match reason {
        Reason::OwnNetwork | Reason::OrdinaryNamespace => Outcome::Yes,
        Reason::InvalidSelector(..) | Reason::UnreadableValue(..) => Outcome::No,
        _ if decides => Outcome::of(decision.inject),
        _ => Outcome::Neutral,
    };
    let mut step = Step::new(reason.code(), outcome, reason.to_string());
    for (what, value) in
        [("label", part::label(pod, names::INJECT)), ("annotation", part::annotation(pod, names::INJECT))]
    {
        let is_of_value =
            matches!(reason, Reason::Requested(_) | Reason::Refused(..) | Reason::UnreadableValue(..));
        if let Some(value) = value.filter(|_| is_of_value) {
            step = step.value(what, value);
        }
    }
    step
}
