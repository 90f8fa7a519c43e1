//! Annotations of Istio that are unknown, deprecated, in the wrong place, or have values that are refused.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/annotations/annotations.go.

use kubeyaml::Value;
use meshconfig::{KnownAnnotation, Version, check_annotation, known_annotation};
use objects::names::{
    EXCLUDE_INBOUND_PORTS, INCLUDE_INBOUND_PORTS, INCLUDE_OUTBOUND_IP_RANGES, INJECT, INTERCEPTION_MODE,
    REVISION, STATUS,
};
use objects::{Kind, kinds};

use super::view::{View, finding};
use crate::codes::istio::{ALPHA, DEPRECATED, INVALID_VALUE, MISPLACED, UNKNOWN_ANNOTATION};
use crate::finding::Finding;
use crate::part::label;

/// The kinds whose annotations are looked at. Of a Deployment those of its pod template are not among them.
const KINDS: [Kind; 4] = [kinds::NAMESPACE, kinds::SERVICE, kinds::POD, kinds::DEPLOYMENT];

/// What Istio itself writes.
const WRITTEN_BY_ISTIO: [&str; 3] = [STATUS, REVISION, "gateway.istio.io/controller-version"];

/// What Istio's CNI plugin writes.
const WRITTEN_BY_CNI: [&str; 4] =
    [INTERCEPTION_MODE, EXCLUDE_INBOUND_PORTS, INCLUDE_INBOUND_PORTS, INCLUDE_OUTBOUND_IP_RANGES];

/// Adds what is found about annotations and their values.
pub fn known(view: &View<'_>, findings: &mut Vec<Finding>) {
    for kind in KINDS {
        for object in view.all(kind) {
            for (name, value) in annotations_of(object) {
                look_at(kind, object, name, value, findings);
            }
        }
    }
}

/// Adds the annotations of alpha features.
pub fn alpha(view: &View<'_>, findings: &mut Vec<Finding>) {
    for kind in KINDS {
        for object in view.all(kind) {
            let is_by_cni = kind == kinds::POD && !has_init(object);
            for (name, _) in annotations_of(object) {
                if (is_by_cni && WRITTEN_BY_CNI.contains(&name))
                    || !known_annotation(name).is_some_and(|k| k.is_alpha)
                {
                    continue;
                }
                let cause = format!(
                    "Annotation \"{name}\" is part of an alpha-phase feature and may be incompletely supported."
                );
                findings.push(finding(&ALPHA, kind, object, cause));
            }
        }
    }
}

/// The annotations of Istio that somebody gave an object.
fn annotations_of(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let all = object.at(&["metadata", "annotations"]).as_map().into_iter().flat_map(|map| map.iter());
    all.filter(|(name, _)| is_istios(name) && !WRITTEN_BY_ISTIO.contains(name))
}

fn is_istios(name: &str) -> bool {
    name.split('/').next().is_some_and(|domain| domain.ends_with("istio.io"))
        || name == "kubernetes.io/ingress.class"
}

fn look_at(kind: Kind, object: &Value, name: &str, value: &Value, findings: &mut Vec<Finding>) {
    let mut add = |code, cause| findings.push(finding(code, kind, object, cause));
    let Some(known) = known_annotation(name) else {
        return add(&UNKNOWN_ANNOTATION, format!("Unknown annotation: {name}"));
    };
    if is_deprecated(known, object) {
        let instead =
            if name == INJECT { format!(" in favor of the \"{INJECT}\" label") } else { String::new() };
        add(
            &DEPRECATED,
            format!(
                "Annotation \"{name}\" has been deprecated{instead} and may not work in future Istio versions."
            ),
        );
    }
    if known.kinds.is_empty() {
        return;
    }
    if !known.kinds.contains(&kind.kind) {
        return add(
            &MISPLACED,
            format!("Misplaced annotation: {name} can only be applied to {}", known.kinds.join(", ")),
        );
    }
    if let Err(cause) = check_annotation(name, value.as_str().unwrap_or_default(), Version::LATEST) {
        add(&INVALID_VALUE, format!("Invalid annotation {name}: {cause}"));
    }
}

/// The annotation that asks for injection is in order beside the label of its name.
fn is_deprecated(known: &KnownAnnotation, object: &Value) -> bool {
    known.is_deprecated && !(known.name == INJECT && label(object, INJECT).is_some())
}

fn has_init(pod: &Value) -> bool {
    let init = pod.items_at(&["spec", "initContainers"]);
    init.iter().any(|container| container.str_at(&["name"]) == Some("istio-init"))
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    fn pod(kind: &str, annotations: &str) -> String {
        let version = if kind == "Deployment" { "apps/v1" } else { "v1" };
        format!(
            "{{kind: {kind}, apiVersion: {version}, metadata: {{name: it, annotations: {{{annotations}}}}}}}"
        )
    }

    #[test]
    fn annotations_are_known_in_their_place_and_valid() {
        for (kind, annotations, want) in [
            ("Pod", "example.com/a: b, kubernetes.io/x: y", ""),
            ("Pod", "sidecar.istio.io/foo: x", "IST0108 Pod it: Unknown annotation: sidecar.istio.io/foo"),
            ("Pod", "x.notistio.io/y: x", "IST0108 Pod it: Unknown annotation: x.notistio.io/y"),
            (
                "Pod",
                "sidecar.istio.io/status: x, istio.io/rev: y, gateway.istio.io/controller-version: '5'",
                "",
            ),
            ("Pod", "galley.istio.io/analyze-suppress: x", ""),
            (
                "Deployment",
                "sidecar.istio.io/logLevel: x",
                "IST0107 Deployment it: Misplaced annotation: sidecar.istio.io/logLevel can only be applied to Pod",
            ),
            (
                "Pod",
                "networking.istio.io/traffic-distribution: x",
                "IST0107 Pod it: Misplaced annotation: networking.istio.io/traffic-distribution can only be applied to \
                 Namespace, Service, ServiceEntry",
            ),
            ("Service", "networking.istio.io/traffic-distribution: x", ""),
            (
                "Pod",
                "kubernetes.io/ingress.class: x",
                "IST0107 Pod it: Misplaced annotation: kubernetes.io/ingress.class can only be applied to Ingress",
            ),
            (
                "Pod",
                "sidecar.istio.io/proxyCPU: x",
                "IST0125 Pod it: Invalid annotation sidecar.istio.io/proxyCPU: quantities must match the regular \
                 expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
            ),
            ("Pod", "sidecar.istio.io/proxyCPU: 100m", ""),
            (
                "Pod",
                "sidecar.istio.io/inject: 'true'",
                "IST0135 Pod it: Annotation \"sidecar.istio.io/inject\" has been deprecated in favor of the \
                 \"sidecar.istio.io/inject\" label and may not work in future Istio versions.",
            ),
            ("Pod", "sidecar.istio.io/inject: 'true'}, labels: {sidecar.istio.io/inject: 'true'", ""),
        ] {
            assert_eq!(
                found("annotations.K8sAnalyzer", &pod(kind, annotations)).join("|"),
                want,
                "{annotations}"
            );
        }
    }

    #[test]
    fn a_deprecated_annotation_may_be_misplaced_too() {
        let found = found("annotations.K8sAnalyzer", &pod("Service", "sidecar.istio.io/statsCompression: x"));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn what_the_cni_plugin_writes_is_not_taken_for_the_users() {
        const MODE: &str = "sidecar.istio.io/interceptionMode: NONE";
        let with_init = format!(
            "{{kind: Pod, apiVersion: v1, metadata: {{name: it, annotations: {{{MODE}}}}}, spec: {{initContainers: [{{name: istio-init}}]}}}}"
        );
        assert_eq!(found("annotations.AlphaAnalyzer", &pod("Pod", MODE)).len(), 0);
        assert_eq!(found("annotations.AlphaAnalyzer", &with_init).len(), 1);
        assert_eq!(
            found("annotations.AlphaAnalyzer", &pod("Pod", "sidecar.istio.io/inject: 'true'")).len(),
            0
        );
    }
}
