//! The injector as an engine.

use std::sync::Arc;

use injection::{Asked, Budget, Change, Facts, Injector, Question, patch};

use super::{Allowance, Engine, PodQuestion, PodVerdict, Refusal};

/// Bytes that a pod's templates may write.
const MOST_OUTPUT: usize = 2 << 20;

/// An injector and what is known of its cluster. Each is replaced by itself: an engine with other facts has the same
/// injector, which was read and parsed once.
#[derive(Clone, Debug)]
pub struct InjectorEngine {
    /// The injector.
    pub injector: Arc<Injector>,
    /// What is known of the cluster.
    pub facts: Arc<Facts>,
}

impl Engine for InjectorEngine {
    fn admit(&self, question: PodQuestion<'_>) -> Result<PodVerdict, Refusal> {
        let PodQuestion { pod, namespace, path, dry_run: _, allowance } = question;
        let asked = Asked::Webhook { path };
        let question = Question { pod, namespace, workload: None, asked, budget: budget(allowance) };
        let answer = self.injector.answer(&question, &self.facts).map_err(|e| Refusal {
            message: e.to_string(),
            hint: e.hint().map(Into::into),
            is_exhausted: e.is_of_the_budget(),
        })?;
        let patch = match answer.injection.map(|injection| injection.change) {
            Some(Change::Patch(patch)) => patch::to_json(&patch),
            Some(Change::Pod(_)) | None => String::new(),
        };
        Ok(PodVerdict {
            inject: answer.decision.inject,
            code: answer.decision.code(),
            trace: answer.decision.trace,
            advice: answer.advice,
            patch,
        })
    }

    fn takes_untyped_reviews(&self) -> bool {
        self.injector.version().early_types
    }
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
