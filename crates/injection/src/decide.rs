//! Whether a pod gets a sidecar, and why.

use std::fmt;

use kubeyaml::{Map, Value};
use meshconfig::{AlreadyInjected, InjectValues};

use crate::Version;
use crate::config::Selector;
use crate::names::{INJECT, PROXY_CONTAINER, STATUS};
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

/// Where `sidecar.istio.io/inject` was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// As a label.
    Label,
    /// As an annotation.
    Annotation,
}

/// One rule on the way to a decision, and what it said. Codes are stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The pod uses the node's network.
    HostNetwork,
    /// The pod has a network of its own.
    OwnNetwork,
    /// The pod has a proxy already; only kube-inject asks.
    AlreadyInjected,
    /// The release injects whatever kube-inject is given.
    Unconditional,
    /// The namespace is one of those that are never injected.
    IgnoredNamespace(String),
    /// The namespace is none of those.
    OrdinaryNamespace,
    /// The pod asks for injection.
    Requested(Source),
    /// The pod refuses injection.
    Refused(Source, String),
    /// The pod's value cannot be read, and does not count.
    UnreadableValue(Source, String),
    /// The pod has neither the label, where it counts, nor the annotation, or it is empty.
    NoValue,
    /// A never-selector matches (its index).
    NeverSelector(usize),
    /// An always-selector matches (its index).
    AlwaysSelector(usize),
    /// A selector cannot be used (list, index, cause), and does not count.
    InvalidSelector(&'static str, usize, String),
    /// None of a list's selectors (list, how many) matches.
    NoSelector(&'static str, usize),
    /// The policy is `enabled`.
    PolicyEnabled,
    /// The policy is `disabled`.
    PolicyDisabled,
    /// The policy is none that injectors know.
    PolicyUnknown(String),
}

impl Reason {
    /// The stable code of this reason, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::HostNetwork => "host-network",
            Reason::OwnNetwork => "own-network",
            Reason::AlreadyInjected => "already-injected",
            Reason::Unconditional => "unconditional",
            Reason::IgnoredNamespace(_) => "ignored-namespace",
            Reason::OrdinaryNamespace => "ordinary-namespace",
            Reason::Requested(Source::Label) => "label-true",
            Reason::Requested(Source::Annotation) => "annotation-true",
            Reason::Refused(Source::Label, _) => "label-false",
            Reason::Refused(Source::Annotation, _) => "annotation-false",
            Reason::UnreadableValue(..) => "unreadable-value",
            Reason::NoValue => "no-value",
            Reason::NeverSelector(_) => "never-selector",
            Reason::AlwaysSelector(_) => "always-selector",
            Reason::InvalidSelector(..) => "invalid-selector",
            Reason::NoSelector(..) => "no-selector",
            Reason::PolicyEnabled => "policy-enabled",
            Reason::PolicyDisabled => "policy-disabled",
            Reason::PolicyUnknown(_) => "policy-unknown",
        }
    }

    /// Whether the rule had nothing to say.
    fn is_silent(&self) -> bool {
        matches!(
            self,
            Reason::OwnNetwork | Reason::OrdinaryNamespace | Reason::NoValue | Reason::NoSelector(..)
        )
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Source::Label => "label",
            Source::Annotation => "annotation",
        })
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::HostNetwork => write!(f, "the pod uses the node's network (hostNetwork)"),
            Reason::OwnNetwork => write!(f, "the pod has a network of its own"),
            Reason::AlreadyInjected => write!(f, "the pod has a proxy already"),
            Reason::Unconditional => write!(f, "kube-inject of this release injects whatever it is given"),
            Reason::IgnoredNamespace(n) => write!(f, "nothing is injected in namespace {n}"),
            Reason::OrdinaryNamespace => {
                write!(f, "the namespace is not one of those that are never injected")
            }
            Reason::Requested(source) => write!(f, "the pod's {source} {INJECT} is true"),
            Reason::Refused(source, value) => write!(f, "the pod's {source} {INJECT} is {value:?}"),
            Reason::UnreadableValue(source, value) => {
                write!(f, "the pod's {source} {INJECT} is {value:?}, which is neither true nor false")
            }
            Reason::NoValue => write!(f, "the pod does not say {INJECT}"),
            Reason::NeverSelector(i) => write!(f, "neverInjectSelector[{i}] matches the pod's labels"),
            Reason::AlwaysSelector(i) => write!(f, "alwaysInjectSelector[{i}] matches the pod's labels"),
            Reason::InvalidSelector(list, i, cause) => {
                write!(f, "{list}[{i}] is invalid and was passed over: {cause}")
            }
            Reason::NoSelector(list, 0) => write!(f, "{list} is empty"),
            Reason::NoSelector(list, count) => write!(f, "{list}: none of {count} matches the pod's labels"),
            Reason::PolicyEnabled => write!(f, "the policy is enabled"),
            Reason::PolicyDisabled => write!(f, "the policy is disabled"),
            Reason::PolicyUnknown(p) => write!(f, "the policy is {p:?}, must be enabled or disabled"),
        }
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

/// The value that counts in metadata: the label before the annotation.
pub(crate) fn own_value(metadata: &Value, version: Version) -> Option<(Source, &str)> {
    let label = metadata.str_at(&["labels", INJECT]).filter(|_| version.inject_label);
    let annotation = || metadata.str_at(&["annotations", INJECT]);
    label.map(|value| (Source::Label, value)).or_else(|| annotation().map(|v| (Source::Annotation, v)))
}

/// Whether a pod asks for a sidecar by itself. A value that cannot be read counts unless it is a word for no.
pub fn is_requested(pod: &Value, version: Version) -> bool {
    const NOES: [&str; 4] = ["false", "n", "no", "off"];
    own_value(pod.at(&["metadata"]), version).is_some_and(|(_, value)| match read_value(value, version) {
        Said::Yes => true,
        Said::Unreadable => !NOES.contains(&value.to_lowercase().as_str()),
        Said::Nothing | Said::No => false,
    })
}

/// What a value of `sidecar.istio.io/inject` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Nothing: it is empty.
    Nothing,
    /// To inject.
    Yes,
    /// Not to inject.
    No,
    /// Neither.
    Unreadable,
}

pub(crate) fn read_value(value: &str, version: Version) -> Said {
    if version.inject_values == InjectValues::Strict {
        return match value {
            "" => Said::Nothing,
            "true" => Said::Yes,
            "false" => Said::No,
            _ => Said::Unreadable,
        };
    }
    match &*value.to_lowercase() {
        "" => Said::Nothing,
        "y" | "yes" | "true" | "on" => Said::Yes,
        _ => Said::No,
    }
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
    fn a_pod_asks_with_anything_but_a_no() {
        for (metadata, want) in [
            ("{}", false),
            ("{labels: {sidecar.istio.io/inject: 'true'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'true'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'maybe'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'false'}}", false),
            ("{annotations: {sidecar.istio.io/inject: 'Off'}}", false),
            ("{labels: {sidecar.istio.io/inject: 'false'}}", false),
            (
                "{labels: {sidecar.istio.io/inject: 'false'}, annotations: {sidecar.istio.io/inject: 'true'}}",
                false,
            ),
            ("{labels: {app: x}}", false),
        ] {
            let pod = kubeyaml::read(&format!("metadata: {metadata}")).unwrap();
            assert_eq!(is_requested(&pod, Version::LATEST), want, "{metadata}");
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
