//! Namespaces that are not marked for injection, or marked in more than one way, and pods without a proxy in those that are.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/injection/injection.go.

use std::collections::BTreeSet;

use kubeyaml::Value;
use objects::kinds;
use objects::names::{DATAPLANE_MODE, INJECT, INJECTION, ISTIO_NAMESPACE, REVISION};

use super::view::{View, finding};
use crate::codes::istio::{BY_DEFAULT, CONFLICTING_LABELS, NO_PROXY, NOT_LABELLED};
use crate::finding::Finding;
use crate::part::{annotation, containers, image, is_proxy, label, name, namespace};
use crate::shell::word;

/// Adds what is found.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let mut injected = BTreeSet::new();
    for namespace in view.all(kinds::NAMESPACE).filter(|namespace| name(namespace) != ISTIO_NAMESPACE) {
        if look_at_namespace(namespace, view, findings) {
            injected.insert(name(namespace));
        }
    }
    for pod in view.all(kinds::POD) {
        if injected.contains(namespace(pod)) && wants_proxy(pod) && !has_proxy(pod) {
            let cause = format!(
                "The pod {}/{} is missing the Istio proxy. This can often be resolved by restarting or redeploying the \
                 workload.",
                namespace(pod),
                name(pod)
            );
            findings.push(finding(&NO_PROXY, kinds::POD, pod, cause));
        }
    }
}

/// Adds what is found about a namespace; whether its pods should have proxies. A namespace that has only a revision is
/// not among those, as in Istio.
fn look_at_namespace(namespace: &Value, view: &View<'_>, findings: &mut Vec<Finding>) -> bool {
    let mut add = |code, cause| findings.push(finding(code, kinds::NAMESPACE, namespace, cause));
    let [injection, revision, mode] = [INJECTION, REVISION, DATAPLANE_MODE].map(|key| label(namespace, key));
    let others_count = injection.is_none_or(|value| value == "enabled");
    let counted: Vec<String> = [
        (INJECTION, injection, true),
        (REVISION, revision, others_count),
        (DATAPLANE_MODE, mode, others_count),
    ]
    .into_iter()
    .filter(|(_, _, counts)| *counts)
    .filter_map(|(key, value, _)| Some(format!("{key}={}", value?)))
    .collect();
    if counted.len() > 1 {
        add(
            &CONFLICTING_LABELS,
            format!(
                "The namespace has more than one type of injection labels [{}], which may lead to undefined behavior. Make \
             sure only one injection label exists.",
                counted.join(" ")
            ),
        );
    }
    if mode == Some("ambient") {
        return false;
    }
    if injection.unwrap_or_default().is_empty() && revision.is_none() {
        if enables_by_default(view) {
            add(&BY_DEFAULT, "is enabled for Istio injection, as Istio is installed with enableNamespacesByDefault as true.".into());
        } else {
            let name = word(name(namespace));
            add(
                &NOT_LABELLED,
                format!(
                    "The namespace is not enabled for Istio injection. Run 'kubectl label namespace {name} \
                 istio-injection=enabled' to enable it, or 'kubectl label namespace {name} istio-injection=disabled' to \
                 explicitly mark it as not needing injection."
                ),
            );
        }
    }
    injection == Some("enabled")
}

/// Whether the default injector says that namespaces without labels are injected.
fn enables_by_default(view: &View<'_>) -> bool {
    let values = view.injector("").and_then(|map| map.str_at(&["data", "values"]));
    let values = values.and_then(|text| kubeyaml::from_json(text.as_bytes()).ok()).unwrap_or_default();
    values.at(&["sidecarInjectorWebhook", "enableNamespacesByDefault"]).as_bool() == Some(true)
}

fn wants_proxy(pod: &Value) -> bool {
    let says = label(pod, INJECT).or_else(|| annotation(pod, INJECT)).unwrap_or_default();
    !says.eq_ignore_ascii_case("false") && pod.at(&["spec", "hostNetwork"]).as_bool() != Some(true)
}

fn has_proxy(pod: &Value) -> bool {
    containers(pod).any(|container| is_proxy(container) && !image(container).is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    #[test]
    fn labels_of_namespaces_decide() {
        for (labels, values, want) in [
            ("", "", &["IST0102"][..]),
            ("istio-injection: ''", "", &["IST0102"]),
            ("", r#"{"sidecarInjectorWebhook":{"enableNamespacesByDefault":true}}"#, &["IST0148"]),
            // Istio's own analyzer stops at these.
            ("", r#"{"sidecarInjectorWebhook":{"enableNamespacesByDefault":"yes"}}"#, &["IST0102"]),
            ("", r#"{"sidecarInjectorWebhook":1}"#, &["IST0102"]),
            ("", "{", &["IST0102"]),
            ("istio-injection: disabled", "", &[]),
            ("istio-injection: enabled", "", &[]),
            ("istio.io/rev: canary", "", &[]),
            ("istio-injection: enabled, istio.io/rev: canary", "", &["IST0123"]),
            ("istio-injection: disabled, istio.io/rev: canary", "", &[]),
            ("istio.io/rev: canary, istio.io/dataplane-mode: ambient", "", &["IST0123"]),
            ("istio.io/dataplane-mode: ambient", "", &[]),
            ("istio.io/dataplane-mode: none", "", &["IST0102"]),
        ] {
            let objects = format!(
                "{{kind: Namespace, apiVersion: v1, metadata: {{name: ns, labels: {{{labels}}}}}}}\n---\n\
                 {{kind: ConfigMap, apiVersion: v1, metadata: {{name: istio-sidecar-injector, namespace: istio-system}}, \
                 data: {{values: '{values}'}}}}\n"
            );
            let codes: Vec<String> =
                found("injection.Analyzer", &objects).iter().map(|f| f.chars().take(7).collect()).collect();
            assert_eq!(codes, want, "{labels} {values}");
        }
    }

    #[test]
    fn pods_of_injected_namespaces_have_a_proxy() {
        for (metadata, spec, want) in [
            ("", "containers: [{name: app, image: a}]", true),
            ("", "containers: [{name: istio-proxy, image: a}]", false),
            ("", "containers: [{name: istio-proxy}]", true),
            ("", "initContainers: [{name: istio-proxy, image: a}]", false),
            ("labels: {sidecar.istio.io/inject: 'False'}", "", false),
            ("annotations: {sidecar.istio.io/inject: 'false'}", "", false),
            (
                "labels: {sidecar.istio.io/inject: 'true'}, annotations: {sidecar.istio.io/inject: 'false'}",
                "",
                true,
            ),
            ("", "hostNetwork: true", false),
        ] {
            let objects = format!(
                "{{kind: Namespace, apiVersion: v1, metadata: {{name: ns, labels: {{istio-injection: enabled}}}}}}\n---\n\
                 {{kind: Pod, apiVersion: v1, metadata: {{name: p, namespace: ns, {metadata}}}, spec: {{{spec}}}}}\n"
            );
            let found = found("injection.Analyzer", &objects);
            assert_eq!(
                found.first().is_some_and(|f| f.starts_with("IST0103 Pod ns/p")),
                want,
                "{metadata} {spec}"
            );
        }
    }
}
