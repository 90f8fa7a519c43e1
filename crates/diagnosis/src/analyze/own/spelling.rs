//! Labels and annotations of injection that are misspelt, and values that select nothing.

use kubeyaml::{Map, Value};
use meshconfig::meant_annotation;
use meshconfig::spelling::nearest;
use objects::kinds;
use objects::names::{DATAPLANE_MODE, INJECT, INJECTION, REVISION};

use super::super::view::{View, finding};
use super::workload::{Becomes, Workload};
use crate::codes::advice::ANNOTATION;
use crate::codes::checks::{LABEL_VALUE, MISSPELT_LABEL};
use crate::finding::{Code, Finding};
use crate::part::{label, labels, name};
use crate::shell::word;

/// Names that no letter more or less makes of the right ones, and people write.
const MISTAKEN: [(&str, &str); 7] = [
    ("istio.io/inject", INJECT),
    ("istio.io/injection", INJECTION),
    ("istio.io/revision", REVISION),
    ("istio-inject", INJECTION),
    ("istio-revision", REVISION),
    ("istio.io/dataplane", DATAPLANE_MODE),
    ("sidecar.istio.io/injection", INJECT),
];

/// Labels that are almost one of these, and are known themselves.
const KNOWN: [&str; 6] =
    [INJECTION, REVISION, INJECT, DATAPLANE_MODE, "istio.io/tag", "istio.io/use-waypoint"];

/// Labels and annotations of an object that are compared. Nobody has more.
const COMPARED: usize = 500;

/// Adds labels of namespaces that select nothing.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    for namespace in view.all(kinds::NAMESPACE) {
        let mut add = |code: &'static Code, cause: String, remedy: String| {
            findings.push(finding(code, kinds::NAMESPACE, namespace, cause).remedy(remedy));
        };
        let command =
            |label: &str| format!("kubectl label namespace {} --overwrite {label}", word(name(namespace)));
        for (key, meant) in misspelt(labels(namespace), &[INJECTION, REVISION, DATAPLANE_MODE]) {
            let remedy = format!("correct the label's name: {meant}");
            add(&MISSPELT_LABEL, format!("the label {key} selects nothing; did you mean {meant}?"), remedy);
        }
        for (key, values) in [(INJECTION, ["enabled", "disabled"]), (DATAPLANE_MODE, ["ambient", "none"])] {
            let value = label(namespace, key).filter(|value| !value.is_empty());
            if let Some(value) = value.filter(|value| !values.contains(value)) {
                let cause = format!("{key}={value} selects nothing: it is {} or {}", values[0], values[1]);
                add(&LABEL_VALUE, cause, command(&format!("{key}={}", values[0])));
            }
        }
    }
}

/// Adds labels and annotations of a workload's pod that nobody reads.
pub fn look_at_workload(workload: &Workload<'_>, _: &View<'_>, findings: &mut Vec<Finding>) {
    let pod = &workload.pod;
    for (key, meant) in misspelt(labels(pod), &[INJECT, REVISION, DATAPLANE_MODE]) {
        let cause = format!("the label {key} selects nothing; did you mean {meant}?");
        findings.push(workload.finding(&MISSPELT_LABEL, cause));
    }
    if let Some(value) = label(pod, INJECT).filter(|value| is_yes(value))
        && matches!(workload.becomes, Becomes::Alone)
    {
        let cause = format!("{INJECT}={value} has no webhook called: it must be true");
        let remedy = format!("label the pod (of a workload, its pod template) {INJECT}: 'true'");
        findings.push(workload.finding(&LABEL_VALUE, cause).remedy(remedy));
    }
    // Of pods that are injected the injector says it.
    let annotations = pod.at(&["metadata", "annotations"]).as_map().filter(|_| workload.injected().is_none());
    for key in annotations.into_iter().flat_map(Map::keys).take(COMPARED) {
        if let Some(meant) = meant_annotation(key) {
            let domain = key.split_once('/').map_or("", |(domain, _)| domain);
            let cause = format!("the annotation {key} has no effect; did you mean {domain}/{meant}?");
            findings.push(workload.finding(&ANNOTATION, cause));
        }
    }
}

/// Words that injectors take for true, and selectors do not.
///
/// Source: Istio 1.30 inject.go, injectRequired.
fn is_yes(value: &str) -> bool {
    value != "true" && ["y", "yes", "true", "on"].iter().any(|yes| value.eq_ignore_ascii_case(yes))
}

/// Labels that are almost one of those that are wanted.
fn misspelt<'a>(labels: Option<&'a Map>, wanted: &[&'static str]) -> Vec<(&'a str, &'static str)> {
    let all = labels.into_iter().flat_map(Map::iter).take(COMPARED);
    let meant = |(key, _): (&'a str, &Value)| {
        if KNOWN.contains(&key) {
            return None;
        }
        let mistaken = MISTAKEN.iter().find(|(mistaken, meant)| *mistaken == key && wanted.contains(meant));
        let meant = mistaken.map(|(_, meant)| *meant).or_else(|| nearest(key, wanted.iter().copied()))?;
        Some((key, meant))
    };
    all.filter_map(meant).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn labels_of_namespaces_that_are_almost_right_are_found() {
        for (labels, want) in [
            ("istio-injection: enabled", ""),
            ("istio-injecton: enabled", "misspelt-label"),
            ("istio_injection: enabled", "misspelt-label"),
            ("istio.io/revision: canary", "misspelt-label"),
            ("istio.io/tag: canary", ""),
            ("app: injection", ""),
            ("istio-injection: 'true'", "label-value"),
            ("istio-injection: ''", ""),
            ("istio.io/dataplane-mode: Ambient", "label-value"),
        ] {
            let namespace = format!("{{kind: Namespace, metadata: {{name: shop, labels: {{{labels}}}}}}}");
            assert_eq!(own("spelling", &namespace), want, "{labels}");
        }
    }

    #[test]
    fn those_of_pods_are_found() {
        for (metadata, want) in [
            ("labels: {sidecar.istio.io/inject: 'true'}", ""),
            ("labels: {sidecar.istio.io/injects: 'true'}", "misspelt-label"),
            ("labels: {istio.io/inject: 'true'}", "misspelt-label"),
            ("labels: {sidecar.istio.io/inject: 'yes'}", "label-value"),
            ("labels: {sidecar.istio.io/inject: 'no'}", ""),
            ("annotations: {sidecar.istio.io/proxyCpu: 1m}", "misspelt-annotation"),
            ("annotations: {example.com/proxyCpu: 1m}", ""),
        ] {
            let pod = format!(
                "{{kind: Pod, metadata: {{name: web, {metadata}}}, spec: {{containers: [{{name: a, image: a}}]}}}}"
            );
            assert_eq!(own("spelling-on-pods", &pod), want, "{metadata}");
        }
    }
}
