//! Labels of pods that have no effect beside those of their namespace.

use objects::kinds;
use objects::names::{INJECT, INJECTION, REVISION, TAG};

use super::super::view::View;
use super::workload::{Becomes, Workload};
use crate::admission::{self, Creation};
use crate::codes::checks::CONFLICTING_LABELS;
use crate::finding::Finding;
use crate::part::{label, labels, name};

/// Adds what a workload's pod asks for and its namespace decides otherwise.
///
/// Source: the selectors of Istio 1.30's webhook configuration; where webhook configurations are known, their own.
pub fn look(workload: &Workload<'_>, view: &View<'_>, findings: &mut Vec<Finding>) {
    let pod = &workload.pod;
    let of_pod = |key| label(pod, key).filter(|value| !value.is_empty());
    let (injection, revision) = (workload.namespace_label(INJECTION), workload.namespace_label(REVISION));
    let wants = match (of_pod(INJECT), of_pod(REVISION)) {
        (Some("false"), _) => return,
        (_, Some(wanted)) if workload.is_authors() => format!("{REVISION}={wanted}"),
        (Some("true"), None) => format!("{INJECT}=true"),
        _ => return,
    };
    let decides = match (injection, revision) {
        (Some(injection), _) => format!("{INJECTION}={injection}"),
        (None, Some(revision)) => format!("{REVISION}={revision}"),
        (None, None) => return,
    };
    let what = match (&workload.becomes, of_pod(REVISION)) {
        // It asks for a sidecar and gets none.
        (Becomes::Alone, _) if injection.is_some() => "and no sidecar comes of it",
        (Becomes::Alone, _) | (_, None) => return,
        (_, Some(wanted)) if gets(workload, view, wanted) => return,
        (_, Some(_)) => "and another revision injects the pod",
    };
    let cause = format!("the pod's label {wants} has no effect beside its namespace's {decides}, {what}");
    findings.push(workload.finding(&CONFLICTING_LABELS, cause));
}

/// Whether the revision or tag that a pod asks for is the one that injects it.
fn gets(workload: &Workload<'_>, view: &View<'_>, wanted: &str) -> bool {
    if !view.knows(kinds::MUTATING_WEBHOOK) {
        return workload.namespace_label(INJECTION).is_none()
            && workload.namespace_label(REVISION) == Some(wanted);
    }
    let of_namespace = workload.namespace.and_then(labels);
    let creation = Creation::of(&workload.pod, workload.namespace_name(), of_namespace);
    let admission::Asked::Injector(asked) = admission::asked(view.world(), &creation) else { return true };
    let configuration = view.all(kinds::MUTATING_WEBHOOK).find(|c| name(c) == asked.configuration);
    asked.revision == wanted || configuration.and_then(|c| label(c, TAG)) == Some(wanted)
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn labels_that_the_namespace_overrules_are_found() {
        const FOUND: &str = "conflicting-labels";
        for (namespace, pod, want) in [
            ("istio-injection: enabled", "istio.io/rev: canary", FOUND),
            ("istio.io/rev: stable", "istio.io/rev: canary", FOUND),
            ("istio.io/rev: canary", "istio.io/rev: canary", ""),
            ("", "istio.io/rev: canary", ""),
            ("istio-injection: disabled", "sidecar.istio.io/inject: 'true'", FOUND),
            ("istio-injection: enabled", "sidecar.istio.io/inject: 'true'", ""),
            ("istio-injection: enabled", "sidecar.istio.io/inject: 'false'", ""),
            ("istio-injection: enabled", "sidecar.istio.io/inject: 'false', istio.io/rev: canary", ""),
        ] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{{namespace}}}}}}}\n---\n{{kind: Pod, metadata: \
                 {{name: web, namespace: shop, labels: {{{pod}}}}}, spec: {{containers: [{{name: app, image: a}}]}}}}"
            );
            assert_eq!(own("labels", &objects), want, "{namespace} {pod}");
        }
    }

    #[test]
    fn a_tag_that_names_the_revision_is_no_conflict() {
        let webhook = |revision: &str, tag: &str, selected: &str| {
            format!(
                "---\n{{kind: MutatingWebhookConfiguration, metadata: {{name: {selected}, labels: {{istio.io/rev: {revision}{tag}}}}}, \
                 webhooks: [{{name: namespace.sidecar-injector.istio.io, namespaceSelector: {{matchLabels: {{istio.io/rev: \
                 {selected}}}}}, rules: [{{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}}]}}]}}\n"
            )
        };
        let world = format!("{}{}", webhook("v1", ", istio.io/tag: prod", "prod"), webhook("v2", "", "v2"));
        for (pod, want) in [("v1", ""), ("prod", ""), ("v2", "conflicting-labels")] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{istio.io/rev: prod}}}}}}\n{world}---\n{{kind: Pod, \
                 metadata: {{name: web, namespace: shop, labels: {{istio.io/rev: {pod}}}}}, spec: {{containers: [{{name: \
                 app, image: a}}]}}}}"
            );
            assert_eq!(own("labels", &objects), want, "{pod}");
        }
    }
}
