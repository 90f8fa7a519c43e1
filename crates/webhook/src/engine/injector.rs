//! The injector as an engine.

use std::sync::Arc;

use injection::{Answer, Asked, Budget, Facts, Injector, Question};

use super::{Allowance, Engine, PodQuestion, Refusal};

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
    fn admit(&self, question: PodQuestion<'_>) -> Result<Answer, Refusal> {
        let PodQuestion { pod, namespace, path, dry_run: _, allowance } = question;
        let asked = Asked::Webhook { path };
        let question = Question { pod, namespace, workload: None, asked, budget: budget(allowance) };
        self.injector.answer(&question, &self.facts).map_err(|e| Refusal {
            message: e.to_string(),
            hint: e.hint().map(Into::into),
            is_exhausted: e.is_of_the_budget(),
        })
    }

    fn description(&self) -> String {
        self.injector.config().recognised().to_string()
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
