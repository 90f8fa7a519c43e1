//! What becomes of the pods of one template.

use diagnosis::explain::Step;
use injection::decide::Decision;
use injection::manifest::{self, ObjectError};
use serde::Serialize;

/// What becomes of the pods of one template.
#[derive(Debug, PartialEq, Serialize)]
pub struct Workload {
    /// Kind, namespace and name of the object.
    pub object: String,
    /// Where in it the template is; empty where it is the pod itself.
    pub place: String,
    /// The first line of its document.
    pub line: usize,
    /// `injected`, `not injected` or `refused`.
    pub verdict: &'static str,
    /// The stable code of the reason.
    pub code: &'static str,
    /// The reason, in a sentence.
    pub cause: String,
    /// The rules, as `outrigger explain` shows them.
    pub steps: Vec<Rule>,
    /// What the author should know: code and sentence.
    pub advice: Vec<(&'static str, String)>,
}

/// A rule that was looked at.
#[derive(Debug, PartialEq, Serialize)]
pub struct Rule {
    /// The rule's stable name.
    pub rule: &'static str,
    /// `yes`, `no`, `unknown` or `neutral`.
    pub outcome: &'static str,
    /// What it said.
    pub text: String,
    /// The rules that it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Rule>,
}

impl Workload {
    /// What became of a pod template.
    pub fn of(workload: &manifest::Workload, line: usize, steps: &[Step]) -> Workload {
        let manifest::Workload { kind, namespace, name, place, decision, advice, .. } = workload;
        Workload {
            object: object(kind, namespace, name),
            place: place.clone(),
            line,
            verdict: if decision.inject { "injected" } else { "not injected" },
            code: decision.code(),
            cause: decision.reason().map(ToString::to_string).unwrap_or_default(),
            steps: steps.iter().map(Rule::of).collect(),
            advice: advice.iter().map(|advice| (advice.code(), advice.to_string())).collect(),
        }
    }

    /// A pod template of an object that cannot be injected.
    pub fn refused(
        error: &ObjectError,
        decision: &Decision,
        line: usize,
        cause: &str,
        steps: &[Step],
    ) -> Workload {
        Workload {
            object: object(&error.kind, "", &error.name),
            place: error.place.clone(),
            line,
            verdict: "refused",
            code: if decision.inject { "refused" } else { decision.code() },
            cause: cause.to_owned(),
            steps: steps.iter().map(Rule::of).collect(),
            advice: Vec::new(),
        }
    }
}

fn object(kind: &str, namespace: &str, name: &str) -> String {
    let kind = if kind.is_empty() { "object" } else { kind };
    match namespace {
        "" => format!("{kind} {name}"),
        namespace => format!("{kind} {namespace}/{name}"),
    }
}

impl Rule {
    fn of(step: &Step) -> Rule {
        Rule {
            rule: step.rule,
            outcome: step.outcome.name(),
            text: step.text.clone(),
            steps: step.steps.iter().map(Rule::of).collect(),
        }
    }
}
