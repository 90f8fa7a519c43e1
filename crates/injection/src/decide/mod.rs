//! Whether a pod gets a sidecar, and why.

mod own;
mod reason;

use kubeyaml::{Map, Value};
use meshconfig::AlreadyInjected;

pub use own::is_requested;
pub(crate) use own::{Said, own_value, read_value};
pub use reason::{Reason, Source};

use crate::Version;
use crate::config::Selector;
use crate::names::{PROXY_CONTAINER, STATUS};
use crate::pod::{ContainerList, annotation, named};
use crate::question::Asked;

/// What the injection config says of pods that say nothing themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Inject unless told otherwise.
    Enabled,
    /// Do not inject unless told to.
    Disabled,
    /// No policy that injectors know: nothing is injected, not even on request.
    Unknown(String),
}

impl Policy {
    /// Reads the config's `policy`.
    pub fn parse(text: &str) -> Policy {
        match text {
            "enabled" => Policy::Enabled,
            "disabled" => Policy::Disabled,
            other => Policy::Unknown(other.to_owned()),
        }
    }
}

/// The part of the injection config that decides.
#[derive(Clone, Debug)]
pub struct Rules {
    /// What holds when nothing else says so.
    pub policy: Policy,
    /// Pods that are never injected by default.
    pub never: Vec<Selector>,
    /// Pods that are always injected by default.
    pub always: Vec<Selector>,
}

/// The decision, with all that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Decision {
    /// Whether the pod is injected.
    pub inject: bool,
    /// Each rule that was looked at and what it said, in order; the last one decided.
    pub trace: Vec<Reason>,
}

impl Decision {
    /// The reason that decided.
    pub fn reason(&self) -> Option<&Reason> {
        self.trace.last()
    }

    /// The stable code of the reason that decided.
    pub fn code(&self) -> &'static str {
        self.reason().map_or("unknown", Reason::code)
    }

    /// The trace without the rules that had nothing to say.
    pub fn findings(&self) -> impl Iterator<Item = &Reason> {
        self.trace.iter().filter(|reason| !reason.is_silent())
    }
}

/// As many rules as are looked at when all selectors are valid.
const RULES: usize = 6;

/// Decides whether a pod is injected, from its spec and metadata alone.
///
/// Source: Istio 1.30 inject.go, injectRequired, and for kube-inject IntoObject; 1.22 read other values of the
/// annotation.
pub fn decide(rules: &Rules, pod: &Value, asked: Asked<'_>, version: Version) -> Decision {
    let mut trace = Vec::with_capacity(RULES);
    let inject = looked_at(rules, pod, asked, version, &mut trace);
    Decision { inject, trace }
}

fn looked_at(
    rules: &Rules,
    pod: &Value,
    asked: Asked<'_>,
    version: Version,
    trace: &mut Vec<Reason>,
) -> bool {
    let metadata = pod.at(&["metadata"]);
    let namespace = metadata.str_at(&["namespace"]).unwrap_or_default();
    if pod.at(&["spec", "hostNetwork"]).as_bool() == Some(true) {
        trace.push(Reason::HostNetwork);
        return false;
    }
    trace.push(Reason::OwnNetwork);
    if asked.is_kube_inject() {
        if has_proxy(pod, version) {
            trace.push(Reason::AlreadyInjected);
            return false;
        }
        if !version.offline_decision {
            trace.push(Reason::Unconditional);
            return true;
        }
    }
    if version.ignored_namespaces.contains(&namespace) {
        trace.push(Reason::IgnoredNamespace(namespace.to_owned()));
        return false;
    }
    trace.push(Reason::OrdinaryNamespace);
    let said = pod_says(metadata, version, trace)
        .or_else(|| selectors_say(rules, metadata.at(&["labels"]).as_map(), trace));
    let (inject, reason) = match (&rules.policy, said) {
        (Policy::Unknown(p), _) => (false, Reason::PolicyUnknown(p.clone())),
        (_, Some(explicit)) => return explicit,
        (Policy::Enabled, None) => (true, Reason::PolicyEnabled),
        (Policy::Disabled, None) => (false, Reason::PolicyDisabled),
    };
    trace.push(reason);
    inject
}

/// Whether kube-inject of this version takes a pod for injected, and leaves it alone.
///
/// Source: Istio 1.16 inject.go, IntoObject.
fn has_proxy(pod: &Value, version: Version) -> bool {
    let containers = ContainerList::Containers.of(pod);
    let has_proxy = containers.len() > 1 && named(containers, PROXY_CONTAINER).is_some();
    match version.already_injected {
        AlreadyInjected::Never => false,
        AlreadyInjected::HasProxy => has_proxy,
        AlreadyInjected::HasProxyAndStatus => has_proxy && annotation(pod, STATUS).is_some(),
    }
}

fn pod_says(metadata: &Value, version: Version, trace: &mut Vec<Reason>) -> Option<bool> {
    let Some((source, value)) = own_value(metadata, version) else {
        trace.push(Reason::NoValue);
        return None;
    };
    let (said, reason) = match read_value(value, version) {
        Said::Nothing => (None, Reason::NoValue),
        Said::Unreadable => (None, Reason::UnreadableValue(source, value.to_owned())),
        Said::Yes => (Some(true), Reason::Requested(source)),
        Said::No => (Some(false), Reason::Refused(source, value.to_owned())),
    };
    trace.push(reason);
    said
}

fn selectors_say(rules: &Rules, labels: Option<&Map>, trace: &mut Vec<Reason>) -> Option<bool> {
    let lists: [(&'static str, &[Selector], bool); 2] =
        [("neverInjectSelector", &rules.never, false), ("alwaysInjectSelector", &rules.always, true)];
    for (list, selectors, answer) in lists {
        for (i, selector) in selectors.iter().enumerate() {
            if let Selector::Invalid(cause) = selector {
                trace.push(Reason::InvalidSelector(list, i, cause.clone()));
            }
            if selector.matches(labels) {
                trace.push(if answer { Reason::AlwaysSelector(i) } else { Reason::NeverSelector(i) });
                return Some(answer);
            }
        }
        trace.push(Reason::NoSelector(list, selectors.len()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::INJECT;

    fn selector(label: &str, value: &str) -> Selector {
        let json = format!(r#"{{"matchLabels":{{"{label}":"{value}"}}}}"#);
        Selector::compile(&kubeyaml::from_json(json.as_bytes()).unwrap())
    }

    #[test]
    fn the_first_reason_in_istios_order_decides() {
        let annotated = |value: &str| format!(r#"{{"metadata":{{"annotations":{{"{INJECT}":"{value}"}}}}}}"#);
        let plain = "{}".to_owned();
        let labelled = r#"{"metadata":{"labels":{"a":"always"}}}"#.to_owned();
        let both = r#"{"metadata":{"labels":{"a":"always","n":"never"}}}"#.to_owned();
        for (policy, pod, want, code) in [
            ("enabled", plain.clone(), true, "policy-enabled"),
            ("disabled", plain.clone(), false, "policy-disabled"),
            ("off", plain, false, "policy-unknown"),
            ("off", annotated("true"), false, "policy-unknown"),
            ("disabled", annotated("Yes"), true, "annotation-true"),
            ("disabled", annotated("on"), true, "annotation-true"),
            ("enabled", annotated("maybe"), false, "annotation-false"),
            ("enabled", annotated(""), true, "policy-enabled"),
            ("disabled", labelled, true, "always-selector"),
            ("enabled", both, false, "never-selector"),
            (
                "enabled",
                r#"{"metadata":{"labels":{"sidecar.istio.io/inject":"false"}}}"#.into(),
                true,
                "policy-enabled",
            ),
            ("enabled", r#"{"spec":{"hostNetwork":true}}"#.into(), false, "host-network"),
            ("enabled", r#"{"metadata":{"namespace":"kube-public"}}"#.into(), false, "ignored-namespace"),
            ("enabled", r#"{"metadata":{"namespace":"kube-node-lease"}}"#.into(), true, "policy-enabled"),
        ] {
            let (never, always) = (vec![selector("n", "never")], vec![selector("a", "always")]);
            let rules = Rules { policy: Policy::parse(policy), never, always };
            let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
            let decision = decide(&rules, &pod, Asked::Webhook { path: "" }, Version::V1_1);
            let got = (decision.inject, decision.code());
            assert_eq!(got, (want, code), "{policy} {}", kubeyaml::to_json(&pod));
        }
    }

    #[test]
    fn the_trace_has_every_rule_that_was_looked_at() {
        let rules =
            Rules { policy: Policy::Enabled, never: vec![selector("n", "never")], always: Vec::new() };
        let two = "spec: {containers: [{name: a}, {name: istio-proxy}]}
metadata: {annotations: {sidecar.istio.io/status: x}}";
        let webhook = Asked::Webhook { path: "" };
        for (pod, asked, version, want) in [
            (
                "{}",
                webhook,
                Version::LATEST,
                "own-network ordinary-namespace no-value no-selector no-selector policy-enabled",
            ),
            (
                "metadata: {labels: {sidecar.istio.io/inject: maybe, 'n': never}}",
                webhook,
                Version::LATEST,
                "own-network ordinary-namespace unreadable-value never-selector",
            ),
            (two, Asked::KubeInject, Version::V1_8, "own-network already-injected"),
            ("{}", Asked::KubeInject, Version::V1_1, "own-network unconditional"),
        ] {
            let decision = decide(&rules, &kubeyaml::read(pod).unwrap(), asked, version);
            let codes: Vec<&str> = decision.trace.iter().map(Reason::code).collect();
            assert_eq!(codes.join(" "), want, "{pod}");
        }
    }
}
