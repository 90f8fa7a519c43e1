//! The answer to a question: the decision, what becomes of the pod, and what its author should know.

use kubeyaml::Value;

use crate::advice::Advice;
use crate::decide::Decision;
use crate::names::PROXY_CONTAINER;
use crate::patch::Operation;
use crate::status::Status;

/// What is answered about a pod.
#[derive(Clone, Debug)]
#[must_use]
pub struct Answer {
    /// Whether it is injected, and why.
    pub decision: Decision,
    /// What becomes of it; `None` when it is not injected.
    pub injection: Option<Injection>,
    /// What the pod's author should know.
    pub advice: Vec<Advice>,
}

/// What becomes of a pod that is injected.
#[derive(Clone, Debug)]
pub struct Injection {
    /// The change, in the form that the question asks for.
    pub change: Change,
    /// The templates that were laid over the pod, in order; empty where the config has only one, without a name.
    pub templates: Vec<String>,
    /// What the templates added, by name.
    pub added: Status,
}

impl Answer {
    /// The patch of a pod that is injected, where that is what was asked for.
    pub fn patch(&self) -> Option<&[Operation]> {
        match &self.injection.as_ref()?.change {
            Change::Patch(patch) => Some(patch),
            Change::Pod(_) => None,
        }
    }
}

impl Injection {
    /// Whether the proxy is an ordinary container.
    pub(crate) fn has_ordinary_proxy(&self) -> bool {
        self.added.containers.iter().any(|name| name == PROXY_CONTAINER)
    }
}

/// How a pod changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// What has to be changed in the pod as it was sent: the webhook's answer.
    Patch(Vec<Operation>),
    /// The pod as it is to be: kube-inject's answer.
    Pod(Value),
}

/// What rewriting made of a pod.
pub(crate) struct Rewritten {
    pub(crate) injection: Injection,
    pub(crate) advice: Vec<Advice>,
}
