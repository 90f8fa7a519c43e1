//! A pod.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use kubeyaml::Value;
use objects::names::TLS_MODE;

use crate::sorted::SortedMap;

use super::name::{Name, created};
use super::service::{Labels, Target, labels, port_number};

/// Pods by name; a copy shares them.
pub type Workloads = SortedMap<Arc<Name>, Arc<Workload>>;

/// A pod, as far as a mesh needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Its name.
    pub name: Name,
    /// Its addresses. None where it runs in its node's network, as that address is not its own, and none of a pod that has
    /// ended: another may have its address.
    pub addresses: Vec<IpAddr>,
    /// When it was made.
    pub created: String,
    /// Who it is.
    pub service_account: String,
    /// Its labels.
    pub labels: Labels,
    /// The node that it runs on; empty before it has one.
    pub node: String,
    /// Its ports of TCP that have names.
    pub ports: BTreeMap<String, u16>,
    /// Whether it is being deleted.
    pub is_ending: bool,
}

impl Workload {
    /// A pod of its object.
    pub fn of(object: &Value) -> Workload {
        let account = object.str_at(&["spec", "serviceAccountName"]).filter(|name| !name.is_empty());
        Workload {
            name: Name::of(object),
            addresses: addresses(object),
            created: created(object),
            service_account: account.unwrap_or("default").to_owned(),
            labels: labels(object.at(&["metadata", "labels"])),
            node: object.str_at(&["spec", "nodeName"]).unwrap_or_default().to_owned(),
            ports: ports(object),
            is_ending: !object.at(&["metadata", "deletionTimestamp"]).is_null(),
        }
    }

    /// Whether it has a sidecar that speaks mutual TLS, by the label that the injector gives it.
    pub fn speaks_mutual_tls(&self) -> bool {
        self.labels.get(TLS_MODE).is_some_and(|mode| mode == "istio")
    }

    /// The number of a port of a Service in this pod; `None` if it has no port of that name.
    ///
    /// Source: Istio 1.30 pilot/pkg/serviceregistry/kube/controller/util.go, FindPort.
    pub fn port(&self, target: &Target) -> Option<u16> {
        match target {
            Target::Number(number) => Some(*number),
            Target::Name(name) => self.ports.get(name).copied(),
        }
    }
}

fn addresses(object: &Value) -> Vec<IpAddr> {
    let has_ended = matches!(object.str_at(&["status", "phase"]), Some("Succeeded" | "Failed"));
    if has_ended || object.at(&["spec", "hostNetwork"]).as_bool() == Some(true) {
        return Vec::new();
    }
    let more = object.items_at(&["status", "podIPs"]).iter().filter_map(|address| address.str_at(&["ip"]));
    let mut addresses = Vec::new();
    for text in object.str_at(&["status", "podIP"]).into_iter().chain(more) {
        if let Ok(address) = text.parse()
            && !addresses.contains(&address)
        {
            addresses.push(address);
        }
    }
    addresses
}

/// Of equal names the first counts.
fn ports(object: &Value) -> BTreeMap<String, u16> {
    let is_native = |container: &&Value| container.str_at(&["restartPolicy"]) == Some("Always");
    let native = object.items_at(&["spec", "initContainers"]).iter().filter(is_native);
    let containers = object.items_at(&["spec", "containers"]).iter().chain(native);
    let mut ports = BTreeMap::new();
    for port in containers.flat_map(|container| container.items_at(&["ports"])) {
        let is_tcp = port.str_at(&["protocol"]).is_none_or(|transport| transport == "TCP");
        if let (Some(name), Some(number)) = (port.str_at(&["name"]), port_number(port.at(&["containerPort"])))
            && is_tcp
        {
            ports.entry(name.to_owned()).or_insert(number);
        }
    }
    ports
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workload(text: &str) -> Workload {
        Workload::of(&kubeyaml::read(text).unwrap())
    }

    #[test]
    fn addresses_are_those_that_are_its_own() {
        for (rest, want) in [
            ("status: {podIP: 10.0.0.1}", "10.0.0.1"),
            ("status: {podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]}", "10.0.0.1 fd00::1"),
            ("status: {podIP: 10.0.0.1, phase: Running}", "10.0.0.1"),
            ("status: {podIP: 10.0.0.1, phase: Failed}", ""),
            ("status: {podIP: 10.0.0.1, phase: Succeeded}", ""),
            ("{status: {podIP: 10.0.0.1}, spec: {hostNetwork: true}}", ""),
            ("status: {podIP: ''}", ""),
            ("{}", ""),
        ] {
            let found: Vec<String> = workload(rest).addresses.iter().map(IpAddr::to_string).collect();
            assert_eq!(found.join(" "), want, "{rest}");
        }
    }

    #[test]
    fn ports_are_found_by_name_and_number() {
        let pod = workload(
            "spec: {containers: [{ports: [{name: web, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}], \
             initContainers: [{ports: [{name: once, containerPort: 1}]}, {restartPolicy: Always, ports: [{name: side, \
             containerPort: 9}]}]}",
        );
        let name = |name: &str| pod.port(&Target::Name(name.to_owned()));
        assert_eq!((name("web"), name("dns"), name("once"), name("side")), (Some(8080), None, None, Some(9)));
        assert_eq!(pod.port(&Target::Number(7)), Some(7));
    }

    #[test]
    fn a_pod_without_a_service_account_has_the_default_one() {
        assert_eq!(workload("spec: {}").service_account, "default");
        assert_eq!(workload("spec: {serviceAccountName: a}").service_account, "a");
    }
}
