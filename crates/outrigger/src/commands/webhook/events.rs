//! Events for the owners of pods that are refused, or left alone although they ask for a sidecar.

use cluster::events::{Notice, Owner, Recorder, Severity};
use injection::decide::{Reason, is_requested};
use injection::{Answer, Version};
use webhook::{Engine, InjectorEngine, PodQuestion, Refusal};

/// Whether there are Events.
#[derive(Clone, Debug)]
pub enum Events {
    /// There are none.
    Off,
    /// The controllers of the pods get them.
    Written(Recorder),
}

impl Events {
    /// The engine of an injector and its facts, with Events where they are wanted.
    pub fn engine(&self, engine: InjectorEngine) -> Box<dyn Engine> {
        match self {
            Events::Off => Box::new(engine),
            Events::Written(recorder) => Box::new(Reporting { engine, recorder: recorder.clone() }),
        }
    }
}

/// Before there is a configuration every pod is refused, with a reason, rather than let through without a sidecar.
#[derive(Debug)]
pub struct NotYet;

impl Engine for NotYet {
    fn admit(&self, _question: PodQuestion<'_>) -> Result<Answer, Refusal> {
        Err(Refusal {
            message: "the injector has no configuration yet".to_owned(),
            hint: Some("its log says what it waits for".into()),
            is_exhausted: false,
        })
    }
}

struct Reporting {
    engine: InjectorEngine,
    recorder: Recorder,
}

impl Engine for Reporting {
    fn admit(&self, question: PodQuestion<'_>) -> Result<Answer, Refusal> {
        let answer = self.engine.admit(question);
        if let Some(notice) = notice(self.engine.injector.version(), question, &answer) {
            self.recorder.record(notice);
        }
        answer
    }

    fn description(&self) -> String {
        self.engine.description()
    }

    fn takes_untyped_reviews(&self) -> bool {
        self.engine.takes_untyped_reviews()
    }
}

/// The Event for the owner of a pod, if there is to be one: never for a dry run, as the webhook promises to have no side
/// effects then.
fn notice(version: Version, question: PodQuestion<'_>, answer: &Result<Answer, Refusal>) -> Option<Notice> {
    if question.dry_run {
        return None;
    }
    let (reason, message) = match answer {
        Ok(Answer { decision, .. }) if decision.inject || !is_requested(question.pod, version) => {
            return None;
        }
        Ok(Answer { decision, .. }) => {
            let findings: Vec<String> = decision.findings().map(Reason::to_string).collect();
            ("InjectionSkipped", format!("no sidecar ({}): {}", decision.code(), findings.join("; ")))
        }
        Err(refusal) => {
            let hint = refusal.hint.as_deref().map(|h| format!("; {h}")).unwrap_or_default();
            ("InjectionRefused", format!("pod refused: {}{hint}", refusal.message))
        }
    };
    let owner = Owner::of(question.pod)?;
    let of_pod = question.pod.str_at(&["metadata", "namespace"]).filter(|n| !n.is_empty());
    let namespace = of_pod.unwrap_or(question.namespace).to_owned();
    Some(Notice { owner, namespace, severity: Severity::Warning, reason, message })
}

#[cfg(test)]
mod tests {
    use super::*;
    use injection::decide::Decision;
    use webhook::Allowance;

    /// Refuses or skips, as the pod's name says.
    struct Of;

    fn answer(inject: bool, trace: Vec<Reason>) -> Answer {
        Answer { decision: Decision { inject, trace }, injection: None, advice: Vec::new() }
    }

    impl Engine for Of {
        fn admit(&self, question: PodQuestion<'_>) -> Result<Answer, Refusal> {
            match question.pod.str_at(&["metadata", "name"]) {
                Some("refused") => {
                    Err(Refusal { message: "why".to_owned(), hint: None, is_exhausted: false })
                }
                Some("skipped") => Ok(answer(false, vec![Reason::NoValue, Reason::PolicyDisabled])),
                _ => Ok(answer(true, Vec::new())),
            }
        }
    }

    #[test]
    fn owners_get_events_of_what_happened_and_of_no_dry_run() {
        let owner =
            "ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true}]";
        let request = "labels: {sidecar.istio.io/inject: 'true'}";
        for (metadata, want) in [
            (format!("name: refused, {owner}"), Some(("InjectionRefused", "pod refused: why"))),
            (
                format!("name: skipped, {owner}, {request}"),
                Some(("InjectionSkipped", "no sidecar (policy-disabled): the policy is disabled")),
            ),
            (format!("name: skipped, {owner}"), None),
            (format!("name: injected, {owner}, {request}"), None),
            ("name: refused".to_owned(), None),
        ] {
            let pod = kubeyaml::read(&format!("metadata: {{{metadata}}}")).unwrap();
            let question = PodQuestion {
                pod: &pod,
                namespace: "n",
                path: "/inject",
                dry_run: false,
                allowance: Allowance::AMPLE,
            };
            let written = |question| notice(Version::LATEST, question, &Of.admit(question));
            let said = written(question);
            assert_eq!(said.as_ref().map(|n| (n.reason, n.message.as_str())), want, "{metadata}");
            assert!(said.is_none_or(|n| n.namespace == "n"), "{metadata}");
            assert!(written(PodQuestion { dry_run: true, ..question }).is_none(), "{metadata}");
        }
    }
}
