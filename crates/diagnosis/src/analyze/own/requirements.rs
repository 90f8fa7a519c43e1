//! What Istio asks of pods: a Service, and labels by which telemetry knows them.

use objects::kinds;
use objects::names::{APP_NAME, APP_VERSION, CANONICAL_NAME, CANONICAL_REVISION};

use super::super::view::View;
use super::workload::Workload;
use crate::codes::checks::{APP_LABEL, SERVICE, VERSION_LABEL};
use crate::finding::Finding;
use crate::part::{label, labels};
use crate::selector::pairs_select;

/// Kinds of workloads that end, and serve nobody.
const THAT_END: [&str; 2] = ["Job", "CronJob"];

/// Adds what an injected workload lacks.
///
/// Source: Istio's documentation, application requirements; Istio 1.30 istioctl/pkg/describe.
pub fn look(workload: &Workload<'_>, view: &View<'_>, findings: &mut Vec<Finding>) {
    if workload.injected().is_none() {
        return;
    }
    let pod = &workload.pod;
    let has = |keys: [&str; 3]| keys.iter().any(|key| label(pod, key).is_some_and(|value| !value.is_empty()));
    if !has([CANONICAL_NAME, APP_NAME, "app"]) {
        let cause = format!("the pods have none of the labels app, {APP_NAME} and {CANONICAL_NAME}");
        findings.push(workload.finding(&APP_LABEL, cause));
    }
    if !has([CANONICAL_REVISION, APP_VERSION, "version"]) {
        let cause =
            format!("the pods have none of the labels version, {APP_VERSION} and {CANONICAL_REVISION}");
        findings.push(workload.finding(&VERSION_LABEL, cause));
    }
    let serves = !THAT_END.contains(&workload.place.kind.as_str());
    if serves && view.knows(kinds::SERVICE) {
        let mut services = view.services_of(workload.namespace_name());
        if !services.any(|service| pairs_select(service.at(&["spec", "selector"]), labels(pod))) {
            findings.push(workload.finding(&SERVICE, "no Service of its namespace selects the pods"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn what_injected_workloads_lack_is_found() {
        const ALL: &str = "app: web, version: v1";
        for (kind, labels, selector, want) in [
            ("Deployment", ALL, "app: web", ""),
            ("Deployment", ALL, "app: wbe", "workload-without-service"),
            ("Job", ALL, "app: wbe", ""),
            ("Deployment", "app: web", "app: web", "no-version-label"),
            ("Deployment", "version: v1", "version: v1", "no-app-label"),
            (
                "Deployment",
                "app.kubernetes.io/name: web, app.kubernetes.io/version: v1",
                "app.kubernetes.io/name: web",
                "",
            ),
            ("Deployment", "sidecar.istio.io/inject: 'false'", "app: web", ""),
        ] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{istio-injection: enabled}}}}}}\n---\n{{kind: Service, \
                 metadata: {{name: web, namespace: shop}}, spec: {{selector: {{{selector}}}}}}}\n---\n{{kind: {kind}, \
                 metadata: {{name: web, namespace: shop}}, spec: {{template: {{metadata: {{labels: {{{labels}}}}}, spec: \
                 {{containers: [{{name: app, image: a}}]}}}}}}}}"
            );
            assert_eq!(own("requirements", &objects), want, "{kind} {labels} {selector}");
        }
    }
}
