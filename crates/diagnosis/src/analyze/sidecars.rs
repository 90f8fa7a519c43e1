//! Sidecars that select nothing, select what others select, or are without effect.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/sidecar.

use std::collections::BTreeMap;

use kubeyaml::Value;
use objects::kinds;
use objects::names::{AMBIENT_REDIRECTION, DATAPLANE_MODE, INJECTION, REVISION};

use super::view::{View, finding};
use crate::codes::istio::{NO_SELECTORS, NOT_FOUND, SELECT_THE_SAME, WITHOUT_EFFECT};
use crate::finding::Finding;
use crate::part::{annotation, label, labels, name, namespace};
use crate::selector::pairs_select;

/// Adds what is found.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let (selecting, plain): (Vec<&Value>, Vec<&Value>) = view
        .all(kinds::SIDECAR)
        .partition(|sidecar| selector(sidecar).as_map().is_some_and(|map| !map.is_empty()));
    let mut pods: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for pod in view.all(kinds::POD) {
        pods.entry(namespace(pod)).or_default().push(pod);
    }
    look_at_plain(&plain, view, findings);
    look_at_selecting(&selecting, &pods, view, findings);
}

fn selector(sidecar: &Value) -> &Value {
    sidecar.at(&["spec", "workloadSelector", "labels"])
}

/// Of Sidecars without a selector there may be one in a namespace.
fn look_at_plain(sidecars: &[&Value], view: &View<'_>, findings: &mut Vec<Finding>) {
    let mut homes: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for sidecar in sidecars {
        homes.entry(namespace(sidecar)).or_default().push(sidecar);
        if view.get(kinds::NAMESPACE, "", namespace(sidecar)).is_some_and(is_ambient) {
            findings.push(finding(&WITHOUT_EFFECT, kinds::SIDECAR, sidecar, without_effect("namespace")));
        }
    }
    for (home, sidecars) in homes.iter().filter(|(_, sidecars)| sidecars.len() > 1) {
        let cause = format!(
            "The Sidecars [{}] in namespace \"{home}\" have no workload selector, which can lead to undefined behavior.",
            names(sidecars)
        );
        findings.extend(sidecars.iter().map(|s| finding(&NO_SELECTORS, kinds::SIDECAR, s, cause.clone())));
    }
}

/// Sidecars that select pods: each selects some, and no two select the same.
fn look_at_selecting(
    sidecars: &[&Value],
    pods: &BTreeMap<&str, Vec<&Value>>,
    view: &View<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut selected: BTreeMap<(&str, &str), Vec<&Value>> = BTreeMap::new();
    for sidecar in sidecars {
        let here = pods.get(namespace(sidecar)).into_iter().flatten();
        let mine: Vec<&&Value> = here.filter(|pod| pairs_select(selector(sidecar), labels(pod))).collect();
        if mine.is_empty() && view.knows(kinds::POD) {
            findings.push(finding(
                &NOT_FOUND,
                kinds::SIDECAR,
                sidecar,
                format!("Referenced selector not found: \"{}\"", shown(selector(sidecar))),
            ));
        }
        if mine.iter().any(|pod| annotation(pod, AMBIENT_REDIRECTION) == Some("enabled")) {
            findings.push(finding(
                &WITHOUT_EFFECT,
                kinds::SIDECAR,
                sidecar,
                without_effect("selected workload"),
            ));
        }
        for pod in mine {
            selected.entry((namespace(pod), name(pod))).or_default().push(sidecar);
        }
    }
    for ((home, pod), sidecars) in selected.iter().filter(|(_, sidecars)| sidecars.len() > 1) {
        let cause = format!(
            "The Sidecars [{}] in namespace \"{home}\" select the same workload pod \"{pod}\", which can lead to undefined \
             behavior.",
            names(sidecars)
        );
        findings.extend(sidecars.iter().map(|s| finding(&SELECT_THE_SAME, kinds::SIDECAR, s, cause.clone())));
    }
}

/// Labels in the form of a selector: `a=b,c=d`.
fn shown(labels: &Value) -> String {
    let pairs = labels.as_map().into_iter().flat_map(|map| map.iter());
    pairs
        .map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default()))
        .collect::<Vec<_>>()
        .join(",")
}

fn names(sidecars: &[&Value]) -> String {
    sidecars.iter().map(|sidecar| name(sidecar)).collect::<Vec<_>>().join(" ")
}

fn without_effect(what: &str) -> String {
    format!("The policy has no impact: {what} is in ambient mode, the policy has no impact.")
}

/// Whether the pods of a namespace are in ambient mode: labels that ask for sidecars come first.
fn is_ambient(namespace: &Value) -> bool {
    label(namespace, DATAPLANE_MODE) == Some("ambient")
        && label(namespace, INJECTION) != Some("enabled")
        && label(namespace, REVISION).unwrap_or_default().is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    fn sidecar(name: &str, spec: &str) -> String {
        format!(
            "---\n{{kind: Sidecar, apiVersion: networking.istio.io/v1, metadata: {{name: {name}, namespace: ns}}, spec: {{{spec}}}}}\n"
        )
    }

    #[test]
    fn sidecars_select_pods_and_each_its_own() {
        const A: &str = "workloadSelector: {labels: {a: b}}";
        for (labels, first, second, want) in [
            ("", "", A, vec![]),
            (
                "",
                A,
                "workloadSelector: {labels: {a: c}}",
                vec!["IST0101 Sidecar ns/t: Referenced selector not found: \"a=c\""],
            ),
            (
                "",
                A,
                A,
                vec![
                    "IST0110 Sidecar ns/s: The Sidecars [s t] in namespace \"ns\" select the same workload pod \"p\", which can lead to undefined behavior.",
                    "IST0110 Sidecar ns/t: The Sidecars [s t] in namespace \"ns\" select the same workload pod \"p\", which can lead to undefined behavior.",
                ],
            ),
            (
                "",
                "",
                "",
                vec![
                    "IST0111 Sidecar ns/s: The Sidecars [s t] in namespace \"ns\" have no workload selector, which can lead to undefined behavior.",
                    "IST0111 Sidecar ns/t: The Sidecars [s t] in namespace \"ns\" have no workload selector, which can lead to undefined behavior.",
                ],
            ),
            (
                "istio.io/dataplane-mode: ambient",
                "",
                A,
                vec![
                    "IST0167 Sidecar ns/s: The policy has no impact: namespace is in ambient mode, the policy has no impact.",
                ],
            ),
        ] {
            let objects = format!(
                "{{kind: Namespace, apiVersion: v1, metadata: {{name: ns, labels: {{{labels}}}}}}}\n---\n\
                 {{kind: Pod, apiVersion: v1, metadata: {{name: p, namespace: ns, labels: {{a: b}}}}}}\n{}{}",
                sidecar("s", first),
                sidecar("t", second)
            );
            assert_eq!(found("sidecar.SelectorAnalyzer", &objects), want);
        }
    }
}
