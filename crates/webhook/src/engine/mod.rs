//! What the server asks about a pod: the seam between HTTP and injection.

mod injector;

use std::borrow::Cow;

use injection::Answer;
use kubeyaml::Value;

pub use injector::InjectorEngine;

/// A pod that is about to be created.
#[derive(Clone, Copy, Debug)]
pub struct PodQuestion<'a> {
    /// The pod as it was sent.
    pub pod: &'a Value,
    /// The namespace of the request, for a pod that does not name one.
    pub namespace: &'a str,
    /// The decoded path of the webhook's URL.
    pub path: &'a str,
    /// Whether nothing comes of the answer, so that asking must leave no trace either.
    pub dry_run: bool,
    /// What answering may cost.
    pub allowance: Allowance,
}

/// What answering one review may cost.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Bytes, at the tariff of [`Limits::TARIFF`](crate::Limits::TARIFF), of the review and all that is made of it.
    pub memory: usize,
    /// Steps of templates.
    pub steps: u64,
    /// Whether nobody gets more: what costs more is refused.
    pub is_all: bool,
}

impl Allowance {
    /// For a caller with time and a machine of its own.
    pub const AMPLE: Allowance = Allowance { memory: 512 << 20, steps: 1_000_000, is_all: true };
}

/// Why a pod is refused.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The whole message, in Istio's words.
    pub message: String,
    /// What to do about it, where that is known.
    pub hint: Option<Cow<'static, str>>,
    /// Whether the allowance was too small.
    pub is_exhausted: bool,
}

/// Decides about pods and makes patches. One engine is one configuration and one view of the cluster; it never changes.
pub trait Engine: Send + Sync + 'static {
    /// Decides about a pod.
    ///
    /// # Errors
    /// It is not a pod, or cannot be injected: its creation is to be refused.
    fn admit(&self, question: PodQuestion<'_>) -> Result<Answer, Refusal>;

    /// Which configuration it is, in words for people: the release that is answered like, and what told it. Empty where
    /// there is none.
    fn description(&self) -> String {
        String::new()
    }

    /// Whether a body without `kind` is taken as a review, as injectors until Istio 1.1 did.
    fn takes_untyped_reviews(&self) -> bool {
        false
    }
}

/// Answers that engines of tests give.
#[cfg(test)]
pub(crate) mod answers {
    use injection::decide::{Decision, Reason};
    use injection::patch::Operation;
    use injection::{Answer, Change, Injection, Status};

    /// A pod that is injected by this patch.
    pub fn injected(patch: Vec<Operation>) -> Answer {
        let (change, templates, added) = (Change::Patch(patch), Vec::new(), Status::default());
        Answer {
            decision: Decision { inject: true, trace: vec![Reason::PolicyEnabled] },
            injection: Some(Injection { change, templates, added }),
            advice: Vec::new(),
        }
    }

    /// A pod that stays as it is.
    pub fn skipped() -> Answer {
        let decision = Decision { inject: false, trace: vec![Reason::PolicyDisabled] };
        Answer { decision, injection: None, advice: Vec::new() }
    }
}
