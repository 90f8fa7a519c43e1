//! The status of a pod, as its kubelet writes it.

use std::net::Ipv4Addr;

use kubeyaml::Value;
use serde_json::json;

use super::{Container, Pod, Role};
use crate::controllers::value;
use crate::node::ADDRESS;

/// The name of the one node.
const NODE: &str = "lab";

/// Says where a pod is, and whose it is where it does not say.
pub(super) fn give_address(pod: &mut Value, address: Ipv4Addr) {
    let spec = pod.map_entry("spec");
    spec.insert("nodeName", NODE);
    if spec.get("serviceAccountName").and_then(Value::as_str).is_none_or(str::is_empty) {
        spec.insert("serviceAccountName", "default");
    }
    let status =
        json!({"phase": "Pending", "podIP": address, "podIPs": [{"ip": address}], "hostIP": ADDRESS});
    pod.become_map().insert("status", value(&status));
}

/// The pod with its status as it is now.
pub(super) fn of(pod: &Pod) -> Value {
    let mut object = pod.object.clone();
    let of = |is_init: bool| -> Vec<serde_json::Value> {
        pod.containers.iter().filter(|one| (one.role != Role::Main) == is_init).map(container).collect()
    };
    let is_begun = pod.containers.iter().all(|one| one.role != Role::Init || one.is_done);
    let (ready, phase) = (pod.is_ready(), if is_begun { "Running" } else { "Pending" });
    let truth = |holds: bool| if holds { "True" } else { "False" };
    let status = json!({
        "phase": phase,
        "podIP": pod.address,
        "podIPs": [{"ip": pod.address}],
        "hostIP": ADDRESS,
        "conditions": [
            {"type": "Initialized", "status": truth(is_begun)},
            {"type": "Ready", "status": truth(ready)},
        ],
        "initContainerStatuses": of(true),
        "containerStatuses": of(false),
    });
    object.become_map().insert("status", value(&status));
    if pod.is_ending() {
        // Tools tell a pod that ends by this; the moment is of no interest in a lab.
        object.map_entry("metadata").insert("deletionTimestamp", "1970-01-01T00:00:00Z");
    }
    object
}

fn container(container: &Container) -> serde_json::Value {
    let state = match (&container.child, &container.ended) {
        (Some(_), _) => json!({"running": {}}),
        (None, Some(ended)) if container.is_done => {
            json!({"terminated": {"reason": "Completed", "message": ended}})
        }
        (None, Some(ended)) => json!({"waiting": {"reason": "CrashLoopBackOff", "message": ended}}),
        (None, None) => json!({"waiting": {"reason": "PodInitializing"}}),
    };
    json!({
        "name": container.name,
        "ready": container.readiness.is_ready() || container.is_done,
        "restartCount": container.restarts,
        "state": state,
    })
}
