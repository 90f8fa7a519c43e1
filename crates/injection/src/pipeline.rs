//! From a question to its answer.

use std::borrow::Cow;

use golang::number::parse_bool;
use kubeyaml::Value;

use crate::advice::{self, Advice};
use crate::answer::{Answer, Change, Injection, Rewritten};
use crate::config::{Config, InjectionConfig, Part};
use crate::decide::{Decision, Rules, decide};
use crate::error::InjectError;
use crate::facts::{Facts, Platform};
use crate::guard::{self, AllowedAnnotations};
use crate::injector::Injector;
use crate::legacy::{self, LegacyError};
use crate::names::REWRITE_PROBES;
use crate::openshift::reset_shared_user;
use crate::patch::diff_pod;
use crate::pod::annotation;
use crate::question::{Asked, Question};
use crate::rewrite;
use crate::subject::Subject;
use crate::typed::typed_pod;

impl Injector {
    /// Answers a question, given what is known of the cluster.
    ///
    /// Source: Istio 1.30 webhook.go, inject and injectPod; inject.go, IntoObject.
    ///
    /// # Errors
    /// It is not a pod, or it is to be injected and cannot be rewritten.
    pub fn answer(&self, question: &Question<'_>, facts: &Facts) -> Result<Answer, InjectError> {
        let change = |typed: Cow<'_, Value>, made| match question.asked {
            Asked::Webhook { .. } => Change::Patch(diff_pod(question.pod, &typed, made)),
            Asked::KubeInject => Change::Pod(made),
        };
        self.answer_by(question, facts, change)
    }

    /// As [`answer`](Injector::answer), with the pod as it is to be in place of a patch, and the pod as its type has it:
    /// what differs between these two is the change. A legacy config gives its patch, and no pod of its type.
    ///
    /// # Errors
    /// As [`answer`](Injector::answer).
    pub(crate) fn answer_whole<'q>(
        &self,
        question: &Question<'q>,
        facts: &Facts,
    ) -> Result<(Answer, Option<Cow<'q, Value>>), InjectError> {
        let mut of_type = None;
        let change = |typed: Cow<'q, Value>, made| {
            of_type = Some(typed);
            Change::Pod(made)
        };
        let answer = self.answer_by(question, facts, change)?;
        Ok((answer, of_type))
    }

    /// `change` says how a pod changes, of the pod as its type has it and as it is to be.
    fn answer_by<'q>(
        &self,
        question: &Question<'q>,
        facts: &Facts,
        change: impl FnOnce(Cow<'q, Value>, Value) -> Change,
    ) -> Result<Answer, InjectError> {
        if let Some(skipped) = self.too_large(question)? {
            return Ok(skipped);
        }
        let pod = typed_pod(self, question)?;
        let decision = self.decide(&pod, question.asked);
        if !decision.inject {
            return Ok(self.skipped(question, decision));
        }
        let Rewritten { injection, advice } = match self.config() {
            Config::Today(config) => self.rewritten(config, question, pod, facts, change)?,
            Config::Legacy(config) => {
                legacy::rewritten(config, self, question, pod, facts).map_err(InjectError::Legacy)?
            }
        };
        let mut all = advice::of_pod(question, &decision, Some(&injection), self.version());
        all.extend(advice);
        all.extend(self.release_unknown(question.pod, true));
        Ok(Answer { decision, injection: Some(injection), advice: all })
    }

    /// The text that a template of this injector, or one that is tried in its place, gives for the pod of a question,
    /// before any merge; whether the pod would be injected is not asked.
    ///
    /// # Errors
    /// It is not a pod, holds what a template must not see, or the template fails.
    pub fn render(
        &self,
        question: &Question<'_>,
        facts: &Facts,
        template: &gotext::Template,
        name: &str,
    ) -> Result<String, InjectError> {
        guard::check_size(question.pod).map_err(|refusal| self.refused(refusal))?;
        let pod = typed_pod(self, question)?;
        match self.config() {
            Config::Today(config) => {
                let pod = self.prepared(config, question, pod)?;
                let identity = question.identity(&pod, self.version());
                let mesh = self.mesh_of(question, &pod, facts).map_err(InjectError::ProxyConfig)?;
                rewrite::render(
                    &Subject::new(config, self, question, &pod, &identity, &mesh, facts),
                    template,
                    name,
                )
            }
            Config::Legacy(config) => {
                legacy::render(config, self, question, &pod, facts, template).map_err(InjectError::Legacy)
            }
        }
    }

    /// The answer about a pod of a review that is too large to be looked at closely: it is refused if it would be
    /// injected. A manifest has bounds of its own.
    fn too_large(&self, question: &Question<'_>) -> Result<Option<Answer>, InjectError> {
        if question.asked.is_kube_inject() {
            return Ok(None);
        }
        let Err(refusal) = guard::check_size(question.pod) else { return Ok(None) };
        let decision = self.decide(question.pod, question.asked);
        match decision.inject {
            true => Err(self.refused(refusal)),
            false => Ok(Some(self.skipped(question, decision))),
        }
    }

    fn refused(&self, refusal: guard::Refusal) -> InjectError {
        match self.config() {
            Config::Today(_) => InjectError::Refused(refusal),
            Config::Legacy(_) => InjectError::Legacy(LegacyError::Refused(refusal)),
        }
    }

    fn skipped(&self, question: &Question<'_>, decision: Decision) -> Answer {
        let mut advice = advice::of_pod(question, &decision, None, self.version());
        advice.extend(self.release_unknown(question.pod, false));
        Answer { decision, injection: None, advice }
    }

    /// What of the answer depends on a release that nothing tells.
    fn release_unknown(&self, pod: &Value, injected: bool) -> impl Iterator<Item = Advice> {
        let counts = move |part| match part {
            Part::Decision => true,
            Part::Pod => injected,
            Part::Probes => injected && self.rewrites_probes(pod),
        };
        let differences = self.config().recognised().differences.iter();
        differences.filter(move |d| counts(d.of.part) && d.concerns(pod)).cloned().map(Advice::ReleaseUnknown)
    }

    /// Whether probes go through the agent, as far as the pod and the values say; single templates say it themselves.
    fn rewrites_probes(&self, pod: &Value) -> bool {
        let own = annotation(pod, REWRITE_PROBES).and_then(parse_bool);
        own.unwrap_or_else(|| match self.config() {
            Config::Today(_) => self.values().is_true(&["sidecarInjectorWebhook", "rewriteAppHTTPProbe"]),
            Config::Legacy(_) => true,
        })
    }

    /// Whether a pod gets a sidecar, and why. It is what [`answer`](Injector::answer) decides first.
    pub fn decide(&self, pod: &Value, asked: Asked<'_>) -> Decision {
        decide(self.rules(), pod, asked, self.version())
    }

    fn rules(&self) -> &Rules {
        match self.config() {
            Config::Today(config) => &config.rules,
            Config::Legacy(config) => &config.rules,
        }
    }

    fn rewritten<'q>(
        &self,
        config: &InjectionConfig,
        question: &Question<'q>,
        pod: Cow<'q, Value>,
        facts: &Facts,
        change: impl FnOnce(Cow<'q, Value>, Value) -> Change,
    ) -> Result<Rewritten, InjectError> {
        let pod = self.prepared(config, question, pod)?;
        let identity = question.identity(&pod, self.version());
        let mesh = self.mesh_of(question, &pod, facts).map_err(InjectError::ProxyConfig)?;
        let made = rewrite::rewrite(&Subject::new(config, self, question, &pod, &identity, &mesh, facts))?;
        let change = change(pod, made.pod);
        let injection = Injection { change, templates: made.templates, added: made.added };
        Ok(Rewritten { injection, advice: made.advice })
    }

    /// The pod before anything reads its annotations: they are bounded, and OpenShift's users are taken off.
    fn prepared<'p>(
        &self,
        config: &InjectionConfig,
        question: &Question<'_>,
        mut pod: Cow<'p, Value>,
    ) -> Result<Cow<'p, Value>, InjectError> {
        let allowed: &AllowedAnnotations = &config.allowed_annotations;
        guard::check_limits(&pod, allowed)?;
        if self.settings().platform == Platform::OpenShift && !question.asked.is_kube_inject() {
            reset_shared_user(pod.to_mut(), self.version());
        }
        Ok(pod)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use gotext::Budget;
    use kubeyaml::read;

    use super::*;
    use crate::Settings;
    use crate::config::{Reading, Signs, Values};
    use crate::status::Status;

    const TODAY: &str = r#"
policy: enabled
defaultTemplates: [both]
aliases: {both: [sidecar, extra]}
templates:
  sidecar: |
    spec:
      initContainers: [{name: istio-init, image: "p:1"}{{ if .NativeSidecars }}, {name: istio-proxy, image: "p:1", restartPolicy: Always}]{{ else }}]
      containers: [{name: istio-proxy, image: "p:1"}]{{ end }}
      volumes: [{name: v, emptyDir: {}}]
  extra: "spec: {imagePullSecrets: [{name: s}]}"
"#;

    const LEGACY: &str = r#"
policy: enabled
template: |
  initContainers: [{name: istio-init, image: "p:1"}]
  containers: [{name: istio-proxy, image: "p:1"}]
  volumes: [{name: v}]
"#;

    fn injector(config: &str, settings: Settings) -> Injector {
        let environment = BTreeMap::new();
        let reading =
            Reading { version: None, environment: &environment, offline: false, signs: Signs::default() };
        let config = Config::parse(config, &reading).unwrap();
        Injector::new(config, Values::parse("").unwrap(), Value::Null, settings).unwrap()
    }

    #[test]
    fn an_answer_says_what_was_added() {
        let pod = read("{metadata: {name: p}, spec: {containers: [{name: app}]}}").unwrap();
        let native = Settings { native_sidecars: "true".parse().unwrap(), ..Settings::default() };
        let webhook = Asked::Webhook { path: "" };
        for (config, settings, asked, templates, init, containers) in [
            (TODAY, Settings::default(), webhook, "sidecar extra", "istio-init", "istio-proxy"),
            (TODAY, native, webhook, "sidecar extra", "istio-init istio-proxy", ""),
            (TODAY, Settings::default(), Asked::KubeInject, "sidecar extra", "istio-init", "istio-proxy"),
            (LEGACY, Settings::default(), webhook, "", "istio-init", "istio-proxy"),
            (LEGACY, Settings::default(), Asked::KubeInject, "", "istio-init", "istio-proxy"),
        ] {
            let injector = injector(config, settings);
            let question =
                Question { pod: &pod, namespace: "n", workload: None, asked, budget: Budget::default() };
            let answer = injector.answer(&question, &Facts::default()).unwrap();
            assert_eq!(answer.patch().is_some(), asked == webhook, "{asked:?}");
            let injection = answer.injection.unwrap();
            let Status { init_containers, containers: ordinary, volumes, .. } = &injection.added;
            assert_eq!(
                (
                    injection.templates.join(" "),
                    init_containers.join(" "),
                    ordinary.join(" "),
                    volumes.join(" ")
                ),
                (templates.to_owned(), init.to_owned(), containers.to_owned(), "v".to_owned()),
                "{asked:?}"
            );
            assert_eq!(injection.has_ordinary_proxy(), !containers.is_empty());
        }
    }

    #[test]
    fn an_injector_is_of_one_version() {
        for config in [TODAY, LEGACY] {
            let injector = injector(config, Settings::default());
            assert_eq!(injector.mesh().version(), injector.version());
            assert_eq!(injector.config().version(), injector.version());
        }
    }
}
