//! The injector as an engine.

use gotext::Budget;
use injection::Injector;
use injection::admission::{PodRequest, admit};
use injection::advice::Advice;
use injection::decide::{Decision, Reason};
use injection::patch;

use super::{Allowance, Engine, PodQuestion, PodVerdict, Refusal};

/// Bytes that a pod's templates may write.
const MOST_OUTPUT: usize = 2 << 20;

impl Engine for Injector {
    fn admit(&self, question: PodQuestion<'_>, explain: bool) -> Result<PodVerdict, Refusal> {
        let PodQuestion { pod, namespace, path, dry_run: _, allowance } = question;
        let budget = budget(allowance);
        let answer =
            admit(PodRequest { pod, namespace, path, budget: Some(&budget) }, self).map_err(|e| Refusal {
                message: e.to_string(),
                hint: e.hint().map(Into::into),
                is_exhausted: e.is_of_the_budget(),
            })?;
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

/// What templates may cost within an allowance: a part of its memory, and no more than they may anywhere.
fn budget(allowance: Allowance) -> Budget {
    let usual = Budget::default();
    Budget {
        steps: usual.steps.min(allowance.steps),
        output: usual.output.min(allowance.memory / 16).min(MOST_OUTPUT),
        memory: usual.memory.min(allowance.memory / 4),
        ..usual
    }
}

/// Whether who creates the pod can do something about it; selectors and policies are the operator's.
fn is_of_the_pod(reason: &Reason) -> bool {
    matches!(reason, Reason::UnreadableWish(..))
}
