//! What Kubernetes' controllers make of objects: pods of Deployments, EndpointSlices of Services.

use kubeyaml::{Map, Value};
use serde_json::{Value as Json, json};

/// The label by which the pods of one template are told from those of another.
///
/// Source: Kubernetes, Deployment controller.
pub(crate) const HASH: &str = "pod-template-hash";

/// The replicas that a Deployment asks for.
pub(crate) fn replicas(deployment: &Value) -> usize {
    let asked = deployment.at(&["spec", "replicas"]).as_i64().unwrap_or(1);
    usize::try_from(asked).unwrap_or_default().min(20)
}

/// What tells a Deployment's template from another: FNV-1a of its JSON.
pub(crate) fn template_hash(deployment: &Value) -> String {
    let text = kubeyaml::to_json(deployment.at(&["spec", "template"]));
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:08x}", hash >> 32)
}

/// A pod of a Deployment, as its ReplicaSet makes it.
pub(crate) fn pod_of(deployment: &Value, name: &str) -> Value {
    let part = |key| deployment.str_at(&["metadata", key]).unwrap_or_default().to_owned();
    let hash = template_hash(deployment);
    let set = format!("{}-{hash}", part("name"));
    let template = deployment.at(&["spec", "template"]);
    let mut pod = Value::Null;
    let fields = pod.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Pod");
    fields.insert("spec", template.at(&["spec"]).clone());
    let metadata = fields.entry("metadata");
    *metadata = template.at(&["metadata"]).clone();
    let metadata = metadata.become_map();
    metadata.insert("name", name);
    metadata.insert("namespace", part("namespace"));
    metadata.insert("generateName", format!("{set}-"));
    metadata.entry("labels").become_map().insert(HASH, hash);
    let owner = json!([{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": set, "controller": true}]);
    metadata.insert("ownerReferences", value(&owner));
    pod
}

/// The document of a JSON.
pub(crate) fn value(json: &Json) -> Value {
    kubeyaml::from_json(json.to_string().as_bytes()).unwrap_or_default()
}

/// The labels of an object.
pub(crate) fn labels(object: &Value) -> Option<&Map> {
    object.at(&["metadata", "labels"]).as_map()
}

/// Whether a Service selects a pod.
fn selects(service: &Value, pod: &Value) -> bool {
    let same = |key: &str| service.str_at(&["metadata", key]) == pod.str_at(&["metadata", key]);
    let Some(selector) = service.at(&["spec", "selector"]).as_map().filter(|s| !s.is_empty()) else {
        return false;
    };
    same("namespace")
        && selector.iter().all(|(key, value)| labels(pod).and_then(|labels| labels.get(key)) == Some(value))
}

/// The port of a pod that a Service's port means: a number, or the name of a container's port.
fn target_port(port: &Value, pod: &Value) -> Option<i64> {
    let target = port.at(&["targetPort"]);
    let Some(name) = target.as_str() else { return target.as_i64().or_else(|| port.at(&["port"]).as_i64()) };
    let containers = pod.items_at(&["spec", "containers"]).iter();
    let mut ports = containers.flat_map(|container| container.items_at(&["ports"]));
    ports.find(|port| port.str_at(&["name"]) == Some(name))?.at(&["containerPort"]).as_i64()
}

/// The EndpointSlice of a Service with a selector, of these pods. A named port is what it is in the first of them.
pub(crate) fn endpoint_slice(service: &Value, pods: &[(&Value, bool)]) -> Option<Value> {
    service.at(&["spec", "selector"]).as_map().filter(|selector| !selector.is_empty())?;
    let part = |key| service.str_at(&["metadata", key]).unwrap_or_default();
    let selected: Vec<&(&Value, bool)> = pods.iter().filter(|(pod, _)| selects(service, pod)).collect();
    let endpoints = selected.iter().filter_map(|(pod, is_ready)| {
        let address = pod.str_at(&["status", "podIP"])?;
        let target = json!({"kind": "Pod", "name": pod.str_at(&["metadata", "name"]), "namespace": part("namespace")});
        Some(json!({"addresses": [address], "conditions": {"ready": is_ready, "serving": is_ready}, "targetRef": target}))
    });
    let ports = service.items_at(&["spec", "ports"]).iter().filter_map(|port| {
        let number = match selected.first() {
            Some((pod, _)) => target_port(port, pod)?,
            None => port.at(&["port"]).as_i64()?,
        };
        Some(json!({"name": port.str_at(&["name"]).unwrap_or_default(), "port": number, "protocol": "TCP"}))
    });
    let slice = json!({
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "addressType": "IPv4",
        "metadata": {
            "name": format!("{}-1", part("name")),
            "namespace": part("namespace"),
            "labels": {objects::endpoints::SERVICE_NAME: part("name")},
        },
        "ports": ports.collect::<Vec<Json>>(),
        "endpoints": endpoints.collect::<Vec<Json>>(),
    });
    Some(value(&slice))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        kubeyaml::read(text).unwrap()
    }

    #[test]
    fn a_pod_of_a_deployment_has_its_template_and_an_owner() {
        let deployment = read(
            "{metadata: {name: web, namespace: ns}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: []}}}}",
        );
        let pod = pod_of(&deployment, "web-1");
        assert_eq!(pod.str_at(&["metadata", "labels", "app"]), Some("web"));
        let owner = pod.items_at(&["metadata", "ownerReferences"])[0].str_at(&["name"]).unwrap();
        assert_eq!(owner, format!("web-{}", template_hash(&deployment)));
        let mut other = deployment.clone();
        other.map_entry("spec").entry("template").map_entry("metadata").insert("annotations", "x");
        assert_ne!(template_hash(&other), template_hash(&deployment));
    }

    #[test]
    fn a_slice_has_the_pods_that_are_selected_with_their_own_ports() {
        let service = read(
            "{metadata: {name: web, namespace: ns}, spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: main}, {name: tcp, port: 90}]}}",
        );
        let pod = |name: &str, app: &str, namespace: &str| {
            read(&format!(
                "{{metadata: {{name: {name}, namespace: {namespace}, labels: {{app: {app}}}}}, \
                 spec: {{containers: [{{ports: [{{name: main, containerPort: 8080}}]}}]}}, status: {{podIP: 10.0.0.1}}}}"
            ))
        };
        let pods =
            [pod("a", "web", "ns"), pod("b", "db", "ns"), pod("c", "web", "other"), pod("d", "web", "ns")];
        let pods: Vec<(&Value, bool)> =
            pods.iter().map(|pod| (pod, pod.str_at(&["metadata", "name"]) == Some("a"))).collect();
        let slice = endpoint_slice(&service, &pods).unwrap();
        let names: Vec<(&str, bool)> = slice
            .items_at(&["endpoints"])
            .iter()
            .map(|e| {
                (e.str_at(&["targetRef", "name"]).unwrap(), e.at(&["conditions", "ready"]).as_bool().unwrap())
            })
            .collect();
        assert_eq!(names, [("a", true), ("d", false)]);
        let ports: Vec<i64> =
            slice.items_at(&["ports"]).iter().filter_map(|port| port.at(&["port"]).as_i64()).collect();
        assert_eq!(ports, [8080, 90]);
        assert!(endpoint_slice(&read("{metadata: {name: x}, spec: {ports: []}}"), &pods).is_none());
    }
}
