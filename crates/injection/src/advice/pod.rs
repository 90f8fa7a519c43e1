//! What in a pod does not go together with a sidecar.

use kubeyaml::Value;

use super::kinds::Advice;
use crate::answer::Injection;
use crate::names::{CORE_DUMP_CONTAINER, INIT_CONTAINER, PROXY_CONTAINER, VALIDATION_CONTAINER};
use crate::pod::{ContainerList, name};

/// More advice on one pod is not looked for: nobody shows more, and a pod may have thousands of ports.
pub const MOST: usize = 16;

/// Containers that belong to the mesh, and may run as its user.
const MESH_CONTAINERS: [&str; 4] =
    [PROXY_CONTAINER, INIT_CONTAINER, VALIDATION_CONTAINER, CORE_DUMP_CONTAINER];

/// The proxy's user, whose traffic is not captured.
const PROXY_UID: i64 = 1337;

/// Ports on which the proxy or its agent listens.
const PROXY_PORTS: [i64; 9] = [15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090];

/// Adds what cannot work in a pod that gets a sidecar.
pub fn add(pod: &Value, injection: &Injection, advice: &mut Vec<Advice>) {
    let left = |advice: &Vec<Advice>| MOST.saturating_sub(advice.len());
    advice.extend(users(pod).take(left(advice)));
    advice.extend(ports(pod).take(left(advice)));
    advice.extend(dns(pod));
    let owners = pod.items_at(&["metadata", "ownerReferences"]);
    if owners.iter().any(|o| o.str_at(&["kind"]) == Some("Job")) && injection.has_ordinary_proxy() {
        advice.push(Advice::JobNeverEnds);
    }
}

fn users(pod: &Value) -> impl Iterator<Item = Advice> {
    let user = |node: &Value| node.at(&["securityContext", "runAsUser"]).as_i64();
    let inherited = user(pod.at(&["spec"]));
    let as_proxy = application_containers(pod).filter(move |c| user(c).or(inherited) == Some(PROXY_UID));
    as_proxy.map(|container| Advice::ProxyUser { container: name(container).to_owned() })
}

fn ports(pod: &Value) -> impl Iterator<Item = Advice> {
    application_containers(pod).flat_map(|container| {
        let numbers = container.items_at(&["ports"]).iter().filter_map(|p| p.at(&["containerPort"]).as_i64());
        let taken = numbers.filter(|number| PROXY_PORTS.contains(number));
        taken.map(|port| Advice::ProxyPort { container: name(container).to_owned(), port })
    })
}

/// Source: Istio 1.30 webhook.go, checkPreconditions, which only logs it.
fn dns(pod: &Value) -> Option<Advice> {
    match pod.str_at(&["spec", "dnsPolicy"]) {
        None | Some("" | "ClusterFirst") => None,
        Some(other) => Some(Advice::DnsPolicy { policy: other.to_owned() }),
    }
}

fn application_containers(pod: &Value) -> impl Iterator<Item = &Value> {
    ContainerList::Containers.of(pod).iter().filter(|c| !MESH_CONTAINERS.contains(&name(c)))
}
