//! The node's metadata: what the environment says, and over it what the agent knows.

use std::net::IpAddr;

use kubeyaml::{Map, Value};
use protoschema::proto_json;

use super::found::Found;
use super::locality;
use crate::settings::Plan;

/// Truth values of Istio's, which are the texts "true" and "false".
const TRUTHS: [&str; 6] = [
    "DNS_CAPTURE",
    "DNS_AUTO_ALLOCATE",
    "ENABLE_HBONE",
    "DISABLE_HBONE_SEND",
    "INBOUND_LISTENER_EXACT_BALANCE",
    "OUTBOUND_LISTENER_EXACT_BALANCE",
];

/// Source: Istio 1.30 pkg/bootstrap/config.go, GetNodeMetaData; pkg/model/proxy.go, BootstrapNodeMetadata.
pub(super) fn metadata(plan: &Plan, found: &Found) -> Map {
    let mut metadata = plan.mesh.metadata.clone();
    // A text such as "1" becomes "true": the control plane compares texts.
    for name in TRUTHS {
        if let Some(true) = metadata.get(name).and_then(Value::as_str).and_then(golang::number::parse_bool) {
            metadata.insert(name, "true");
        }
    }
    let hbone = metadata.get("ENABLE_HBONE").and_then(Value::as_str) == Some("true");
    let texts = [
        ("NAME", &plan.who.pod),
        ("NAMESPACE", &plan.who.namespace),
        ("SERVICE_ACCOUNT", &plan.who.service_account),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        metadata.insert(key, text.as_str());
    }
    if metadata.get("ISTIO_VERSION").and_then(Value::as_str).unwrap_or_default().is_empty() {
        metadata.insert("ISTIO_VERSION", plan.mesh.reported_version.as_str());
    }
    labels(plan, &mut metadata);
    if !plan.who.annotations.is_empty() {
        metadata.insert("ANNOTATIONS", pairs(&plan.who.annotations));
    }
    let addresses: Vec<String> = plan.who.addresses.iter().map(IpAddr::to_string).collect();
    metadata.insert("INSTANCE_IPS", addresses.join(","));
    metadata.insert("ENVOY_STATUS_PORT", i64::from(plan.ports.envoy_status));
    metadata.insert("ENVOY_PROMETHEUS_PORT", i64::from(plan.ports.envoy_prometheus));
    metadata.insert("METADATA_DISCOVERY", truth(plan.envoy.metadata_discovery.unwrap_or(hbone)));
    metadata.insert("PROXY_CONFIG", proxy_config(plan));
    metadata.insert("WORKLOAD_IDENTITY_SOCKET_FILE", socket_file(plan));
    if let Some(tls) = &plan.xds.server.tls {
        metadata.insert("PILOT_SAN", Value::List(vec![tls.server_name.as_str().into()]));
    }
    if let Some(path) = &plan.envoy.outlier_log {
        metadata.insert("OUTLIER_LOG_PATH", path.as_str());
    }
    for (key, holds) in [
        ("EXIT_ON_ZERO_ACTIVE_CONNECTIONS", plan.drain.until_no_connections),
        ("ENVOY_SKIP_DEPRECATED_LOGS", plan.envoy.skips_deprecated_logs),
        ("credential", found.credential_socket),
        ("file-credential", found.serves_only_files),
    ] {
        if holds {
            metadata.insert(key, truth(true));
        }
    }
    metadata
}

fn truth(holds: bool) -> &'static str {
    if holds { "true" } else { "false" }
}

fn pairs(pairs: &[(String, String)]) -> Value {
    Value::Map(pairs.iter().map(|(key, value)| (key.as_str().into(), value.as_str().into())).collect())
}

/// Labels of the variable, and over them those of the pod's file. The one that says the locality is written with `/`.
fn labels(plan: &Plan, metadata: &mut Map) {
    let fixed = Value::Map(plan.mesh.static_labels.clone());
    let mut labels = fixed.clone();
    for (key, value) in plan.who.labels.iter().flatten() {
        labels.become_map().insert(key.as_str(), value.as_str());
    }
    let locality = locality::said(&labels).filter(|locality| !locality.is_empty());
    for (name, mut labels) in [("LABELS", labels), ("STATIC_LABELS", fixed)] {
        // Istio shares one map of both where the pod has no file.
        if let Some(locality) = locality.as_deref().filter(|_| name == "LABELS" || plan.who.labels.is_none())
        {
            labels.become_map().insert("istio-locality", locality);
        }
        if labels.as_map().is_some_and(|labels| !labels.is_empty()) {
            metadata.insert(name, labels);
        }
    }
}

/// The effective config as protobuf writes it.
fn proxy_config(plan: &Plan) -> Value {
    let config = &plan.mesh.proxy_config;
    kubeyaml::from_json(proto_json(config.document(), config.message()).as_bytes()).unwrap_or_default()
}

fn socket_file(plan: &Plan) -> String {
    let name = plan.paths.workload_socket.file_name();
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
