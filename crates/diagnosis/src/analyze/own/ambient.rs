//! Pods that are asked into ambient mode and get a sidecar.

use objects::names::DATAPLANE_MODE;

use super::super::view::View;
use super::workload::Workload;
use crate::codes::checks::AMBIENT;
use crate::finding::Finding;
use crate::part::label;

/// Adds what labels of a workload's pod and its namespace say of both.
pub fn look(workload: &Workload<'_>, _: &View<'_>, findings: &mut Vec<Finding>) {
    if workload.injected().is_none() {
        return;
    }
    let place = match (label(&workload.pod, DATAPLANE_MODE), workload.namespace_label(DATAPLANE_MODE)) {
        (Some("ambient"), _) => "the pod is",
        (None, Some("ambient")) => "its namespace is",
        _ => return,
    };
    let cause = format!(
        "{place} labelled {DATAPLANE_MODE}=ambient, and the pod gets a sidecar: it stays out of ambient mode"
    );
    findings.push(workload.finding(&AMBIENT, cause));
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn both_at_once_are_found() {
        for (namespace, pod, want) in [
            ("istio.io/dataplane-mode: ambient", "", ""),
            ("istio.io/dataplane-mode: ambient", "sidecar.istio.io/inject: 'true'", "ambient-and-sidecar"),
            (
                "istio.io/dataplane-mode: ambient",
                "sidecar.istio.io/inject: 'true', istio.io/dataplane-mode: none",
                "",
            ),
            ("istio-injection: enabled", "istio.io/dataplane-mode: ambient", "ambient-and-sidecar"),
            (
                "istio-injection: enabled",
                "istio.io/dataplane-mode: ambient, sidecar.istio.io/inject: 'false'",
                "",
            ),
            ("istio-injection: disabled", "istio.io/dataplane-mode: ambient", ""),
        ] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{{namespace}}}}}}}\n---\n{{kind: Pod, metadata: \
                 {{name: web, namespace: shop, labels: {{{pod}}}}}, spec: {{containers: [{{name: app, image: a}}]}}}}"
            );
            assert_eq!(own("ambient", &objects), want, "{namespace} {pod}");
        }
    }
}
