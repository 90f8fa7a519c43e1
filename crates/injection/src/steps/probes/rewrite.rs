//! Kubelet's requests of the application become requests of the agent.

use kubeyaml::{Map, Value};

use super::slots::{Slot, is_proxy, kinds, lists};
use crate::Version;
use crate::pod::name;

/// Turns every HTTP, TCP and gRPC probe and every HTTP and TCP lifecycle request into one of the agent's. A probe with
/// two kinds of request keeps the second, so that the API server refuses it as it refuses such a probe without a mesh;
/// but for a pod that was injected before, where a container's own settings, laid over a rewritten probe, bring their
/// kind of request back.
///
/// Source: Istio 1.30 app_probe.go, patchRewriteProbe.
pub fn rewrite(pod: &mut Value, port: i64, injected_before: bool, version: Version) {
    for list in lists(version) {
        for container in list.of_mut(pod).into_iter().flatten().filter(|c| !is_proxy(c)) {
            for slot in Slot::all(version) {
                if slot.handler(container).is_none() {
                    continue;
                }
                let path = slot.agent_path(name(container));
                if let Some(handler) = slot.handler(container) {
                    rewrite_handler(handler, slot, path, (port, injected_before), version);
                }
            }
        }
    }
}

fn rewrite_handler(
    handler: &mut Value,
    slot: Slot,
    path: String,
    (port, injected_before): (i64, bool),
    version: Version,
) {
    let Some(fields) = handler.as_map_mut() else { return };
    let has = |fields: &Map, key: &str| fields.get(key).is_some_and(|v| !v.is_null());
    let mut get = if has(fields, "httpGet") {
        if injected_before {
            fields.remove("tcpSocket");
            fields.remove("grpc");
        }
        fields.remove("httpGet").unwrap_or_default()
    } else if kinds(slot, version).any(|kind| has(fields, kind)) {
        // As in Istio: of these two, the first goes.
        if fields.remove("tcpSocket").is_none() || injected_before {
            fields.remove("grpc");
        }
        Value::Map(Map::new())
    } else {
        return;
    };
    let get_fields = get.become_map();
    get_fields.insert("path", path);
    get_fields.insert("port", port);
    // The agent itself talks plain HTTP.
    if get_fields.get("scheme").and_then(Value::as_str) == Some("HTTPS") {
        get_fields.insert("scheme", "HTTP");
    }
    fields.insert("httpGet", get);
}
