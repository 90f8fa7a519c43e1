//! A mesh of a given size, as objects of Kubernetes.

use serde_json::{Value, json};

/// How many namespaces the Services are spread over.
const NAMESPACES: usize = 20;
/// How many pods each Service has.
pub const PODS: usize = 5;

/// A mesh.
#[derive(Clone, Copy, Debug)]
pub struct World {
    pub services: usize,
}

impl World {
    pub fn pods(self) -> usize {
        self.services * PODS
    }

    /// All objects of a kind, by its plural.
    pub fn list(self, plural: &str) -> Vec<Value> {
        match plural {
            "services" => (0..self.services).map(service).collect(),
            "endpointslices" => (0..self.services).map(|index| slice(index, PODS)).collect(),
            "pods" => (0..self.pods()).map(|index| pod(index, "v1")).collect(),
            "namespaces" => (0..NAMESPACES).map(namespace).collect(),
            _ => Vec::new(),
        }
    }

    /// The clusters with endpoints that a proxy has, all of Services.
    pub fn clusters(self) -> Vec<String> {
        let ports = (0..self.services).flat_map(|index| ports(index).iter().map(move |port| (index, port)));
        let name = |(index, (_, port, _)): (usize, &(&str, u16, u16))| {
            format!("outbound|{port}||svc-{index}.{}.svc.cluster.local", namespace_of(index))
        };
        ports.map(name).collect()
    }
}

/// Name, port and target port of each port of a Service: every fifth has one of TCP besides that of HTTP.
fn ports(service: usize) -> &'static [(&'static str, u16, u16)] {
    match service % 5 {
        0 => &[("http", 80, 8080), ("tcp-data", 9000, 9000)],
        _ => &[("http", 80, 8080)],
    }
}

pub fn namespace_of(service: usize) -> String {
    format!("ns-{}", service % NAMESPACES)
}

/// Namespace, name and address of a pod.
pub fn pod_of(pod: usize) -> (String, String, String) {
    let service = pod / PODS;
    let address = format!("10.{}.{}.{}", 64 + (pod >> 16), (pod >> 8) & 255, pod & 255);
    (namespace_of(service), format!("svc-{service}-{}", pod % PODS), address)
}

fn namespace(index: usize) -> Value {
    json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": format!("ns-{index}"), "resourceVersion": "1" } })
}

pub fn service(index: usize) -> Value {
    let ports = ports(index).iter();
    let ports: Vec<Value> = ports
        .map(|(name, port, target)| json!({ "name": name, "port": port, "targetPort": target, "protocol": "TCP" }))
        .collect();
    json!({
        "apiVersion": "v1", "kind": "Service",
        "metadata": {
            "name": format!("svc-{index}"), "namespace": namespace_of(index), "resourceVersion": "1",
            "uid": format!("s-{index}"), "creationTimestamp": "2026-01-01T00:00:00Z",
            "labels": { "app": format!("svc-{index}"), "team": "none" },
        },
        "spec": {
            "type": "ClusterIP", "clusterIP": format!("10.32.{}.{}", index >> 8, index & 255),
            "clusterIPs": [format!("10.32.{}.{}", index >> 8, index & 255)],
            "selector": { "app": format!("svc-{index}") }, "ports": ports,
        },
    })
}

/// The slice of a Service with its first pods.
pub fn slice(index: usize, ready: usize) -> Value {
    let ports: Vec<Value> = ports(index)
        .iter()
        .map(|(name, _, target)| json!({ "name": name, "port": target, "protocol": "TCP" }))
        .collect();
    let endpoints: Vec<Value> = (0..PODS)
        .map(|nth| {
            let (namespace, name, address) = pod_of(index * PODS + nth);
            json!({
                "addresses": [address], "conditions": { "ready": nth < ready, "serving": nth < ready, "terminating": false },
                "nodeName": format!("node-{}", nth), "targetRef": { "kind": "Pod", "name": name, "namespace": namespace },
            })
        })
        .collect();
    json!({
        "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
        "metadata": {
            "name": format!("svc-{index}-abcde"), "namespace": namespace_of(index), "resourceVersion": "1",
            "labels": { "kubernetes.io/service-name": format!("svc-{index}") },
        },
        "ports": ports, "endpoints": endpoints,
    })
}

pub fn pod(index: usize, version: &str) -> Value {
    let (namespace, name, address) = pod_of(index);
    let service = index / PODS;
    json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {
            "name": name, "namespace": namespace, "resourceVersion": "1", "uid": format!("p-{index}"),
            "creationTimestamp": "2026-01-01T00:00:00Z",
            "labels": { "app": format!("svc-{service}"), "version": version, "security.istio.io/tlsMode": "istio" },
            "annotations": { "sidecar.istio.io/status": "{\"containers\":[\"istio-proxy\"]}" },
        },
        "spec": {
            "serviceAccountName": format!("svc-{service}"), "nodeName": format!("node-{}", index % PODS),
            "containers": [{ "name": "app", "image": "app", "ports": [{ "containerPort": 8080, "name": "http" }] }],
        },
        "status": { "phase": "Running", "podIP": address, "podIPs": [{ "ip": address }] },
    })
}

/// A policy for the whole mesh.
pub fn policy(mode: &str) -> Value {
    json!({
        "apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication",
        "metadata": { "name": "default", "namespace": "istio-system", "resourceVersion": "1" },
        "spec": { "mtls": { "mode": mode } },
    })
}
