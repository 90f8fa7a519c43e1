//! Whether the webhook injects a pod: by its annotation, the selectors of 1.1, and the policy.

use kubeyaml::Value;

use crate::config::Selector;
use crate::decide::{Decision, Policy, Reason, Rules, Source};
use crate::names::INJECT;

/// Namespaces in which nothing is ever injected.
const IGNORED_NAMESPACES: [&str; 2] = ["kube-system", "kube-public"];

/// Decides about a pod. Only the annotation counts, labels came later; what is no yes is a no.
///
/// Source: Istio 0.5, 1.0 and 1.1 inject.go, injectRequired.
pub fn decide(rules: &Rules, pod: &Value) -> Decision {
    if pod.at(&["spec", "hostNetwork"]).as_bool() == Some(true) {
        return refused(Reason::HostNetwork);
    }
    let namespace = pod.str_at(&["metadata", "namespace"]).unwrap_or_default();
    if IGNORED_NAMESPACES.contains(&namespace) {
        return refused(Reason::IgnoredNamespace(namespace.to_owned()));
    }
    let mut trace = Vec::with_capacity(2);
    let wish = pod_wish(pod, &mut trace).or_else(|| selector_wish(rules, pod, &mut trace));
    let (inject, reason) = match (&rules.policy, wish) {
        (Policy::Unknown(policy), _) => (false, Some(Reason::PolicyUnknown(policy.clone()))),
        (_, Some(wish)) => (wish, None),
        (Policy::Enabled, None) => (true, Some(Reason::PolicyEnabled)),
        (Policy::Disabled, None) => (false, Some(Reason::PolicyDisabled)),
    };
    trace.extend(reason);
    Decision { inject, trace }
}

fn refused(reason: Reason) -> Decision {
    Decision { inject: false, trace: vec![reason] }
}

fn pod_wish(pod: &Value, trace: &mut Vec<Reason>) -> Option<bool> {
    let value = pod.str_at(&["metadata", "annotations", INJECT]).filter(|v| !v.is_empty())?;
    let wish = matches!(value.to_lowercase().as_str(), "y" | "yes" | "true" | "on");
    let (yes, no) = (Reason::Requested, Reason::Refused);
    trace.push(if wish { yes(Source::Annotation) } else { no(Source::Annotation, value.to_owned()) });
    Some(wish)
}

/// The first selector that matches; never-selectors come first.
fn selector_wish(rules: &Rules, pod: &Value, trace: &mut Vec<Reason>) -> Option<bool> {
    let labels = pod.at(&["metadata", "labels"]).as_map();
    let never = rules.never.iter().enumerate().map(|(i, s)| ("neverInjectSelector", false, i, s));
    let always = rules.always.iter().enumerate().map(|(i, s)| ("alwaysInjectSelector", true, i, s));
    for (list, answer, i, selector) in never.chain(always) {
        if let Selector::Invalid(cause) = selector {
            trace.push(Reason::InvalidSelector(list, i, cause.clone()));
        }
        if selector.matches(labels) {
            trace.push(if answer { Reason::AlwaysSelector(i) } else { Reason::NeverSelector(i) });
            return Some(answer);
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
            let decision = decide(&rules, &kubeyaml::from_json(pod.as_bytes()).unwrap());
            let got = (decision.inject, decision.reason().map(Reason::code));
            assert_eq!(got, (want, Some(code)), "{policy} {pod}");
        }
    }
}
