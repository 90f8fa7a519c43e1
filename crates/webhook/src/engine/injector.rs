//! The injector as an engine.

use injection::Injector;
use injection::admission::{PodRequest, admit};
use injection::advice::Advice;
use injection::decide::{Decision, Reason};
use injection::patch;

use super::{Engine, PodQuestion, PodVerdict, Refusal};

impl Engine for Injector {
    fn admit(&self, question: PodQuestion<'_>, explain: bool) -> Result<PodVerdict, Refusal> {
        let PodQuestion { pod, namespace, path, dry_run: _ } = question;
        let answer = admit(PodRequest { pod, namespace, path }, self)
            .map_err(|e| Refusal { message: e.to_string(), hint: e.hint().map(Into::into) })?;
        let decision = answer.decision;
        Ok(PodVerdict {
            inject: decision.inject,
            code: decision.reason().map_or("unknown", Reason::code),
            trace: if explain { decision.trace.iter().map(Reason::to_string).collect() } else { Vec::new() },
            warnings: warnings(&decision, &answer.advice),
            patch: if decision.inject { patch::to_json(&answer.patch) } else { String::new() },
        })
    }

    fn takes_untyped_reviews(&self) -> bool {
        self.version.early_types
    }
}

/// What the person who creates the pod should know.
fn warnings(decision: &Decision, advice: &[Advice]) -> Vec<String> {
    let reasons = decision.trace.iter().filter(|r| is_of_the_pod(r)).map(Reason::to_string);
    reasons.chain(advice.iter().map(Advice::to_string)).collect()
}

/// Whether who creates the pod can do something about it; selectors and policies are the operator's.
fn is_of_the_pod(reason: &Reason) -> bool {
    matches!(reason, Reason::UnreadableWish(..))
}
