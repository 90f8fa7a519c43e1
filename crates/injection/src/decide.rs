//! Whether a pod gets a sidecar, and why.

use std::borrow::Cow;
use std::fmt;

use kubeyaml::{Map, Value};
use meshconfig::InjectValues;

use crate::Version;
use crate::config::Selector;
use crate::names::INJECT;

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

/// The answer, with all that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Decision {
    /// Whether the pod is injected.
    pub inject: bool,
    /// What was found on the way, the deciding reason last.
    pub trace: Vec<Reason>,
}

impl Decision {
    /// The reason that decided.
    pub fn reason(&self) -> Option<&Reason> {
        self.trace.last()
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

/// One finding on the way to a decision. Codes are stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The pod uses the node's network.
    HostNetwork,
    /// The namespace is one of those that are never injected.
    IgnoredNamespace(String),
    /// The pod asks for injection.
    Requested(Source),
    /// The pod refuses injection.
    Refused(Source, String),
    /// The pod's wish cannot be read, and does not count.
    UnreadableWish(Source, String),
    /// A never-selector matches (its index).
    NeverSelector(usize),
    /// An always-selector matches (its index).
    AlwaysSelector(usize),
    /// A selector cannot be used (list, index, cause), and does not count.
    InvalidSelector(&'static str, usize, String),
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
            Reason::IgnoredNamespace(_) => "ignored-namespace",
            Reason::Requested(Source::Label) => "label-true",
            Reason::Requested(Source::Annotation) => "annotation-true",
            Reason::Refused(Source::Label, _) => "label-false",
            Reason::Refused(Source::Annotation, _) => "annotation-false",
            Reason::UnreadableWish(..) => "unreadable-value",
            Reason::NeverSelector(_) => "never-selector",
            Reason::AlwaysSelector(_) => "always-selector",
            Reason::InvalidSelector(..) => "invalid-selector",
            Reason::PolicyEnabled => "policy-enabled",
            Reason::PolicyDisabled => "policy-disabled",
            Reason::PolicyUnknown(_) => "policy-unknown",
        }
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
            Reason::IgnoredNamespace(n) => write!(f, "nothing is injected in namespace {n}"),
            Reason::Requested(source) => write!(f, "the pod's {source} {INJECT} is true"),
            Reason::Refused(source, value) => write!(f, "the pod's {source} {INJECT} is {value:?}"),
            Reason::UnreadableWish(source, value) => {
                write!(f, "the pod's {source} {INJECT} is {value:?}, which is neither true nor false")
            }
            Reason::NeverSelector(i) => write!(f, "neverInjectSelector[{i}] matches the pod's labels"),
            Reason::AlwaysSelector(i) => write!(f, "alwaysInjectSelector[{i}] matches the pod's labels"),
            Reason::InvalidSelector(list, i, cause) => {
                write!(f, "{list}[{i}] is invalid and was passed over: {cause}")
            }
            Reason::PolicyEnabled => write!(f, "the policy is enabled"),
            Reason::PolicyDisabled => write!(f, "the policy is disabled"),
            Reason::PolicyUnknown(p) => write!(f, "the policy is {p:?}, must be enabled or disabled"),
        }
    }
}

/// Decides whether a pod is injected, from its spec and metadata alone.
///
/// Source: Istio 1.30 inject.go, injectRequired; 1.22 read other values of the annotation.
pub fn decide(rules: &Rules, spec: &Value, metadata: &Value, version: Version) -> Decision {
    let namespace = metadata.str_at(&["namespace"]).unwrap_or_default();
    if spec.at(&["hostNetwork"]).as_bool() == Some(true) {
        return Decision { inject: false, trace: vec![Reason::HostNetwork] };
    }
    if version.ignored_namespaces.contains(&namespace) {
        return Decision { inject: false, trace: vec![Reason::IgnoredNamespace(namespace.to_owned())] };
    }
    let mut trace = Vec::with_capacity(2);
    let mut wish = pod_wish(metadata, version, &mut trace);
    if wish.is_none() {
        wish = selector_wish(rules, metadata.at(&["labels"]).as_map(), &mut trace);
    }
    let inject = match (&rules.policy, wish) {
        (Policy::Unknown(p), _) => {
            trace.push(Reason::PolicyUnknown(p.clone()));
            false
        }
        (_, Some(explicit)) => explicit,
        (Policy::Enabled, None) => {
            trace.push(Reason::PolicyEnabled);
            true
        }
        (Policy::Disabled, None) => {
            trace.push(Reason::PolicyDisabled);
            false
        }
    };
    Decision { inject, trace }
}

fn pod_wish(metadata: &Value, version: Version, trace: &mut Vec<Reason>) -> Option<bool> {
    let label = metadata.str_at(&["labels", INJECT]).filter(|_| version.inject_label);
    let (source, value) = match label {
        Some(label) => (Source::Label, label),
        None => (Source::Annotation, metadata.str_at(&["annotations", INJECT])?),
    };
    let wish = match read_wish(value, version) {
        Wish::Default => return None,
        Wish::Unreadable => {
            trace.push(Reason::UnreadableWish(source, value.to_owned()));
            return None;
        }
        Wish::Yes => true,
        Wish::No => false,
    };
    trace.push(if wish { Reason::Requested(source) } else { Reason::Refused(source, value.to_owned()) });
    Some(wish)
}

enum Wish {
    Default,
    Yes,
    No,
    Unreadable,
}

fn read_wish(value: &str, version: Version) -> Wish {
    if version.inject_values == InjectValues::Strict {
        return match value {
            "" => Wish::Default,
            "true" => Wish::Yes,
            "false" => Wish::No,
            _ => Wish::Unreadable,
        };
    }
    let lower: Cow<'_, str> = value.to_lowercase().into();
    match &*lower {
        "" => Wish::Default,
        "y" | "yes" | "true" | "on" => Wish::Yes,
        _ => Wish::No,
    }
}

fn selector_wish(rules: &Rules, labels: Option<&Map>, trace: &mut Vec<Reason>) -> Option<bool> {
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
            let decision = decide(&rules, pod.at(&["spec"]), pod.at(&["metadata"]), Version::V1_1);
            let got = (decision.inject, decision.reason().map(Reason::code));
            assert_eq!(got, (want, Some(code)), "{policy} {}", kubeyaml::to_json(&pod));
        }
    }
}
