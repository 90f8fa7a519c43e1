//! Annotations that should be labels, and labels on objects of the wrong kind.

use kubeyaml::Value;
use objects::kinds;
use objects::names::{DATAPLANE_MODE, INJECT, INJECTION, REVISION};

use super::super::view::{View, finding};
use super::workload::{Becomes, Workload};
use crate::codes::advice::ON_WORKLOAD;
use crate::codes::checks::{AS_ANNOTATION, MISPLACED};
use crate::codes::path::ANNOTATION_ALONE;
use crate::finding::Finding;
use crate::part::{annotation, label, name};
use crate::shell::{quoted, word};

/// Adds what stands on namespaces and selects nothing there.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    for namespace in view.all(kinds::NAMESPACE) {
        let named = word(name(namespace));
        for key in [INJECTION, REVISION, DATAPLANE_MODE] {
            if let Some(value) = annotation(namespace, key).filter(|_| label(namespace, key).is_none()) {
                let cause = format!("the annotation {key}: {value} selects nothing, only a label does");
                let remedy = format!("kubectl label namespace {named} {}", word(&format!("{key}={value}")));
                findings.push(finding(&AS_ANNOTATION, kinds::NAMESPACE, namespace, cause).remedy(remedy));
            }
        }
        for (what, value) in
            [("label", label(namespace, INJECT)), ("annotation", annotation(namespace, INJECT))]
        {
            if let Some(value) = value {
                let meant = if value == "false" { "disabled" } else { "enabled" };
                let cause =
                    format!("the {what} {INJECT}: {value} is for pods, nobody reads it on a namespace");
                let remedy = format!("kubectl label namespace {named} {INJECTION}={meant}");
                findings.push(finding(&MISPLACED, kinds::NAMESPACE, namespace, cause).remedy(remedy));
            }
        }
    }
}

/// Adds what stands on a workload or its pod and selects nothing there.
pub fn look_at_workload(workload: &Workload<'_>, view: &View<'_>, findings: &mut Vec<Finding>) {
    let pod = &workload.pod;
    for (what, value) in [("label", label(pod, INJECTION)), ("annotation", annotation(pod, INJECTION))] {
        if let Some(value) = value {
            let meant = if value == "disabled" { "false" } else { "true" };
            let cause =
                format!("the {what} {INJECTION}: {value} is for namespaces, nobody reads it on a pod");
            let remedy = format!("label the pod (of a workload, its pod template) {INJECT}: '{meant}'");
            findings.push(workload.finding(&MISPLACED, cause).remedy(remedy));
        }
    }
    // Injectors write an annotation istio.io/rev themselves.
    let revision =
        annotation(pod, REVISION).filter(|_| workload.is_authors() && label(pod, REVISION).is_none());
    let asks = annotation(pod, INJECT).filter(|value| *value == "true" && label(pod, INJECT).is_none());
    let is_left_out = matches!(workload.becomes, Becomes::Alone) && workload.is_authors();
    let asks = asks.filter(|_| is_left_out);
    for (code, key, value) in [(&AS_ANNOTATION, REVISION, revision), (&ANNOTATION_ALONE, INJECT, asks)] {
        if let Some(value) = value {
            let cause =
                format!("the annotation {key}: {value} has no webhook called for the pod, only a label does");
            let remedy = format!("label the pod (of a workload, its pod template) {key}: {}", quoted(value));
            findings.push(workload.finding(code, cause).remedy(remedy));
        }
    }
    look_at_creator(workload, view, findings);
}

/// What the object that creates the pods says for itself.
fn look_at_creator(workload: &Workload<'_>, _: &View<'_>, findings: &mut Vec<Finding>) {
    let is_pod = |object: &Value| kinds::POD.is_of(object);
    if is_pod(workload.object) {
        return;
    }
    for (what, value) in
        [("label", label(workload.object, INJECT)), ("annotation", annotation(workload.object, INJECT))]
    {
        let counts = label(&workload.pod, INJECT).or_else(|| annotation(&workload.pod, INJECT));
        if let Some(value) = value.filter(|_| counts.is_none()) {
            let cause = format!("the {what} {INJECT}: {value} on the {} has no effect", workload.place.kind);
            findings.push(workload.finding(&ON_WORKLOAD, cause));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn what_namespaces_carry_in_vain_is_found() {
        for (metadata, want) in [
            ("labels: {istio-injection: enabled}", ""),
            ("annotations: {istio-injection: enabled}", "label-as-annotation"),
            ("labels: {istio-injection: enabled}, annotations: {istio-injection: enabled}", ""),
            ("annotations: {istio.io/rev: canary}", "label-as-annotation"),
            ("labels: {sidecar.istio.io/inject: 'true'}", "misplaced-label"),
            ("annotations: {sidecar.istio.io/inject: 'true'}", "misplaced-label"),
        ] {
            let namespace = format!("{{kind: Namespace, metadata: {{name: shop, {metadata}}}}}");
            assert_eq!(own("misplaced", &namespace), want, "{metadata}");
        }
    }

    #[test]
    fn what_workloads_carry_in_vain_is_found() {
        for (namespace, own_, template, want) in [
            ("", "", "annotations: {sidecar.istio.io/inject: 'true'}", "annotation-alone"),
            ("istio-injection: enabled", "", "annotations: {sidecar.istio.io/inject: 'true'}", ""),
            ("", "", "labels: {sidecar.istio.io/inject: 'true'}", ""),
            ("", "", "annotations: {sidecar.istio.io/inject: 'false'}", ""),
            ("", "", "annotations: {istio.io/rev: canary}", "label-as-annotation"),
            ("", "", "annotations: {istio.io/rev: canary, sidecar.istio.io/status: '{}'}", ""),
            ("", "", "labels: {istio-injection: enabled}", "misplaced-label"),
            ("", "labels: {sidecar.istio.io/inject: 'true'}", "", "inject-on-workload"),
            (
                "",
                "labels: {sidecar.istio.io/inject: 'true'}",
                "labels: {sidecar.istio.io/inject: 'true'}",
                "",
            ),
        ] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{{namespace}}}}}}}\n---\n{{kind: Deployment, metadata: \
                 {{name: web, namespace: shop, {own_}}}, spec: {{template: {{metadata: {{{template}}}, spec: {{containers: \
                 [{{name: app, image: a}}]}}}}}}}}"
            );
            assert_eq!(own("misplaced-on-pods", &objects), want, "{namespace} {own_} {template}");
        }
    }
}
