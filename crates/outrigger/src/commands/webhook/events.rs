//! Telling the owners of pods what became of their pods.

use cluster::events::{Notice, Owner, Teller};
use injection::Injector;
use kubeyaml::Value;
use webhook::{Engine, PodQuestion, PodVerdict, Refusal};

/// The label and annotation by which a pod says whether it wants a sidecar.
const INJECT: &str = "sidecar.istio.io/inject";

/// Who is told.
#[derive(Clone, Debug)]
pub enum Told {
    /// Nobody.
    Nobody,
    /// The controllers of the pods.
    Owners(Teller),
}

impl Told {
    /// An injector that tells.
    pub fn engine(&self, injector: Injector) -> Box<dyn Engine> {
        match self {
            Told::Nobody => Box::new(injector),
            Told::Owners(teller) => Box::new(Telling { injector, teller: teller.clone() }),
        }
    }
}

/// Before there is a configuration every pod is refused, with a reason, rather than let through without a sidecar.
#[derive(Debug)]
pub struct NotYet;

impl Engine for NotYet {
    fn admit(&self, _question: PodQuestion<'_>, _explain: bool) -> Result<PodVerdict, Refusal> {
        Err(Refusal {
            message: "the injector has no configuration yet".to_owned(),
            hint: Some("its log says what it waits for".into()),
            is_exhausted: false,
        })
    }
}

struct Telling {
    injector: Injector,
    teller: Teller,
}

impl Engine for Telling {
    fn admit(&self, question: PodQuestion<'_>, explain: bool) -> Result<PodVerdict, Refusal> {
        let answer = self.injector.admit(question, explain);
        if let Some(notice) = notice(&self.injector, question, &answer) {
            self.teller.tell(notice);
        }
        answer
    }

    fn takes_untyped_reviews(&self) -> bool {
        self.injector.takes_untyped_reviews()
    }
}

/// What the owner of a pod is told, if anything: never of a dry run, as the webhook promises to have no side effects
/// then.
fn notice(
    injector: &dyn Engine,
    question: PodQuestion<'_>,
    answer: &Result<PodVerdict, Refusal>,
) -> Option<Notice> {
    if question.dry_run {
        return None;
    }
    let (reason, message) = match answer {
        Ok(verdict) if verdict.inject || !is_wished(question.pod) => return None,
        Ok(verdict) => {
            // Nothing is rendered for a pod that is skipped: to ask again for the reasons costs little.
            let trace = injector.admit(question, true).map(|v| v.trace).unwrap_or_default();
            ("InjectionSkipped", format!("no sidecar ({}): {}", verdict.code, trace.join("; ")))
        }
        Err(refusal) => {
            let hint = refusal.hint.as_deref().map(|h| format!("; {h}")).unwrap_or_default();
            ("InjectionRefused", format!("pod refused: {}{hint}", refusal.message))
        }
    };
    let owner = Owner::of(question.pod)?;
    let of_pod = question.pod.str_at(&["metadata", "namespace"]).filter(|n| !n.is_empty());
    let namespace = of_pod.unwrap_or(question.namespace).to_owned();
    Some(Notice { owner, namespace, reason, message })
}

/// Whether the pod itself says something else than no.
fn is_wished(pod: &Value) -> bool {
    ["labels", "annotations"].iter().any(|part| {
        let wish = pod.str_at(&["metadata", part, INJECT]);
        wish.is_some_and(|w| !["false", "n", "no", "off"].contains(&w.to_lowercase().as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use webhook::Allowance;

    /// Refuses or skips, as the pod's name says.
    struct Of;

    impl Engine for Of {
        fn admit(&self, question: PodQuestion<'_>, _: bool) -> Result<PodVerdict, Refusal> {
            match question.pod.str_at(&["metadata", "name"]) {
                Some("refused") => {
                    Err(Refusal { message: "why".to_owned(), hint: None, is_exhausted: false })
                }
                Some("skipped") => {
                    Ok(PodVerdict { code: "code", trace: vec!["why".to_owned()], ..PodVerdict::default() })
                }
                _ => Ok(PodVerdict { inject: true, ..PodVerdict::default() }),
            }
        }
    }

    #[test]
    fn owners_are_told_of_what_happened_and_of_no_dry_run() {
        let owner =
            "ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true}]";
        let wish = "labels: {sidecar.istio.io/inject: 'true'}";
        for (metadata, want) in [
            (format!("name: refused, {owner}"), Some(("InjectionRefused", "pod refused: why"))),
            (format!("name: skipped, {owner}, {wish}"), Some(("InjectionSkipped", "no sidecar (code): why"))),
            (format!("name: skipped, {owner}"), None),
            (format!("name: injected, {owner}, {wish}"), None),
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
            let told = |question| notice(&Of, question, &Of.admit(question, false));
            let said = told(question);
            assert_eq!(said.as_ref().map(|n| (n.reason, n.message.as_str())), want, "{metadata}");
            assert!(said.is_none_or(|n| n.namespace == "n"), "{metadata}");
            assert!(told(PodQuestion { dry_run: true, ..question }).is_none(), "{metadata}");
        }
    }

    #[test]
    fn a_wish_is_anything_but_a_no() {
        for (metadata, want) in [
            ("{}", false),
            ("{labels: {sidecar.istio.io/inject: 'true'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'true'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'maybe'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'false'}}", false),
            ("{annotations: {sidecar.istio.io/inject: 'Off'}}", false),
            ("{labels: {sidecar.istio.io/inject: 'false'}}", false),
            ("{labels: {app: x}}", false),
        ] {
            let pod = kubeyaml::read(&format!("metadata: {metadata}")).unwrap();
            assert_eq!(is_wished(&pod), want, "{metadata}");
        }
    }
}
