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
        match &answer {
            Ok(verdict) if verdict.inject || !is_wished(question.pod) => {}
            Ok(verdict) => {
                // Nothing is rendered for a pod that is skipped: to ask again for the reasons costs little.
                let trace = self.injector.admit(question, true).map(|v| v.trace).unwrap_or_default();
                let code = verdict.code;
                self.tell(question, "InjectionSkipped", format!("no sidecar ({code}): {}", trace.join("; ")));
            }
            Err(refusal) => {
                let hint = refusal.hint.as_deref().map(|h| format!("; {h}")).unwrap_or_default();
                self.tell(question, "InjectionRefused", format!("pod refused: {}{hint}", refusal.message));
            }
        }
        answer
    }

    fn takes_untyped_reviews(&self) -> bool {
        self.injector.takes_untyped_reviews()
    }
}

impl Telling {
    fn tell(&self, question: PodQuestion<'_>, reason: &'static str, message: String) {
        let Some(owner) = Owner::of(question.pod) else { return };
        let of_pod = question.pod.str_at(&["metadata", "namespace"]).filter(|n| !n.is_empty());
        let namespace = of_pod.unwrap_or(question.namespace).to_owned();
        self.teller.tell(Notice { owner, namespace, reason, message });
    }
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
