//! Fields of workloads that only later versions of Kubernetes know.

use kubeyaml::Value;
use meshconfig::Layout;

use crate::Version;
use crate::workload::PodPlace;

/// Takes out of an object, as its type has it, what the types of this version did not know, and notes what a user gave:
/// kinds of probe; and what they did not write: a selector that is not given, and a count of available replicas that a
/// StatefulSet did not have.
///
/// Source: k8s.io/api of each release of Istio.
pub(crate) fn forget_later_fields(
    object: &mut Value,
    place: PodPlace,
    version: Version,
    dropped: &mut Vec<String>,
) {
    forget_unset(object, version);
    if version.grpc_probes {
        return;
    }
    let spec = place.spec().iter().try_fold(object, |node, key| node.get_mut(key));
    let Some(spec) = spec else { return };
    for list in ["containers", "initContainers"] {
        let containers = spec.get_mut(list).and_then(Value::as_list_mut);
        for (i, container) in containers.into_iter().flatten().enumerate() {
            let path = format!("{}.{list}[{i}]", place.spec().join("."));
            forget_probes(container, version, &path, dropped);
        }
    }
}

fn forget_probes(container: &mut Value, version: Version, path: &str, dropped: &mut Vec<String>) {
    let Some(fields) = container.as_map_mut() else { return };
    if !version.startup_probe_type && fields.remove("startupProbe").is_some_and(|probe| !probe.is_null()) {
        dropped.push(format!("{path}.startupProbe"));
    }
    for probe in ["readinessProbe", "livenessProbe", "startupProbe"] {
        let handlers = fields.get_mut(probe).and_then(Value::as_map_mut);
        if handlers.is_some_and(|handlers| handlers.remove("grpc").is_some()) {
            dropped.push(format!("{path}.{probe}.grpc"));
        }
    }
}

fn forget_unset(object: &mut Value, version: Version) {
    let is_stateful_set = object.str_at(&["kind"]) == Some("StatefulSet");
    if version.layout == Layout::Single
        && let Some(spec) = object.get_mut("spec").and_then(Value::as_map_mut)
        && spec.get("selector").is_some_and(Value::is_null)
    {
        spec.remove("selector");
    }
    if !version.available_replicas
        && is_stateful_set
        && let Some(status) = object.get_mut("status").and_then(Value::as_map_mut)
        && status.get("availableReplicas").and_then(Value::as_i64) == Some(0)
    {
        status.remove("availableReplicas");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_later_types_add_is_taken_out() {
        for (object, want) in [
            (r#"{"kind":"Deployment","spec":{"selector":null}}"#, r#"{"kind":"Deployment","spec":{}}"#),
            (
                r#"{"kind":"Deployment","spec":{"selector":{}}}"#,
                r#"{"kind":"Deployment","spec":{"selector":{}}}"#,
            ),
            (
                r#"{"kind":"StatefulSet","status":{"availableReplicas":0,"replicas":0}}"#,
                r#"{"kind":"StatefulSet","status":{"replicas":0}}"#,
            ),
            (
                r#"{"kind":"StatefulSet","status":{"availableReplicas":1}}"#,
                r#"{"kind":"StatefulSet","status":{"availableReplicas":1}}"#,
            ),
            (
                r#"{"kind":"ReplicaSet","status":{"availableReplicas":0}}"#,
                r#"{"kind":"ReplicaSet","status":{"availableReplicas":0}}"#,
            ),
            ("[]", "[]"),
        ] {
            let mut value = kubeyaml::from_json(object.as_bytes()).unwrap();
            let mut dropped = Vec::new();
            forget_later_fields(&mut value, PodPlace::Template, Version::V1_1, &mut dropped);
            assert_eq!(kubeyaml::to_json(&value), want);
        }
    }

    #[test]
    fn stateful_sets_count_available_replicas_since_1_13() {
        let object = r#"{"kind":"StatefulSet","status":{"availableReplicas":0}}"#;
        let without = r#"{"kind":"StatefulSet","status":{}}"#;
        for (version, want) in [(Version::V1_12, without), (Version::V1_13, object)] {
            let mut value = kubeyaml::from_json(object.as_bytes()).unwrap();
            forget_later_fields(&mut value, PodPlace::Template, version, &mut Vec::new());
            assert_eq!(kubeyaml::to_json(&value), want, "{version}");
        }
    }

    #[test]
    fn probes_are_those_of_the_release() {
        let object = r#"{"spec":{"template":{"spec":{"containers":[
            {"readinessProbe":{"grpc":{"port":1},"periodSeconds":2},"startupProbe":{"httpGet":{"port":1}}}]}}}}"#;
        let place = "spec.template.spec.containers[0]";
        for (version, want, lost) in [
            (
                Version::V1_3,
                r#"{"readinessProbe":{"periodSeconds":2}}"#,
                &["startupProbe", "readinessProbe.grpc"][..],
            ),
            (
                Version::V1_12,
                r#"{"readinessProbe":{"periodSeconds":2},"startupProbe":{"httpGet":{"port":1}}}"#,
                &["readinessProbe.grpc"],
            ),
            (
                Version::V1_13,
                r#"{"readinessProbe":{"grpc":{"port":1},"periodSeconds":2},"startupProbe":{"httpGet":{"port":1}}}"#,
                &[],
            ),
        ] {
            let mut value = kubeyaml::from_json(object.as_bytes()).unwrap();
            let mut dropped = Vec::new();
            forget_later_fields(&mut value, PodPlace::Template, version, &mut dropped);
            let container = &value.items_at(&["spec", "template", "spec", "containers"])[0];
            assert_eq!(kubeyaml::to_json(container), want, "{version}");
            let lost: Vec<String> = lost.iter().map(|field| format!("{place}.{field}")).collect();
            assert_eq!(dropped, lost, "{version}");
        }
    }
}
