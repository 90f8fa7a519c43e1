//! Services as a node has them: names, and where calls of their addresses go.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::Ipv4Addr;

use kubeyaml::Value;

/// The network of Services, of which addresses are given to those that name none.
const FIRST: u32 = u32::from_be_bytes([10, 96, 1, 0]);

/// A Service with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Service {
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) address: Ipv4Addr,
    /// Each port, and the addresses that take its calls.
    pub(crate) ports: Vec<(u16, Vec<(Ipv4Addr, u16)>)>,
}

/// Addresses of Services that name none: each keeps its own.
#[derive(Debug, Default)]
pub(crate) struct Addresses(BTreeMap<(String, String), Ipv4Addr>);

impl Addresses {
    /// Gives a Service an address where it has none and wants one.
    pub(crate) fn assign(&mut self, service: &mut Value) {
        let spec = |key: &str| service.str_at(&["spec", key]).unwrap_or_default().to_owned();
        if !spec("clusterIP").is_empty() || spec("type") == "ExternalName" {
            return;
        }
        let part = |key| service.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        let next = u32::try_from(self.0.len()).unwrap_or_default();
        let address =
            *self.0.entry((part("namespace"), part("name"))).or_insert(Ipv4Addr::from(FIRST + next));
        service.map_entry("spec").insert("clusterIP", address.to_string());
    }
}

impl Service {
    /// A Service and its EndpointSlice; `None` where it has no address.
    pub(crate) fn of(service: &Value, slice: Option<&Value>) -> Option<Service> {
        let part = |key| service.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        let address = service.str_at(&["spec", "clusterIP"])?.parse().ok()?;
        let number = |value: &Value| u16::try_from(value.as_i64()?).ok();
        let ports = service.items_at(&["spec", "ports"]).iter().filter_map(|port| {
            let name = port.str_at(&["name"]).unwrap_or_default();
            let mut targets = slice.map(|slice| slice.items_at(&["ports"])).unwrap_or_default().iter();
            let target = targets.find(|target| target.str_at(&["name"]).unwrap_or_default() == name);
            let target = target.and_then(|target| number(target.at(&["port"])));
            let endpoints = slice.map(|slice| slice.items_at(&["endpoints"])).unwrap_or_default().iter();
            let ready = endpoints.filter(|e| e.at(&["conditions", "ready"]).as_bool() != Some(false));
            let addresses =
                ready.flat_map(|e| e.items_at(&["addresses"])).filter_map(|a| a.as_str()?.parse().ok());
            let backends = target.map(|target| addresses.map(|address| (address, target)).collect());
            Some((number(port.at(&["port"]))?, backends.unwrap_or_default()))
        });
        Some(Service { namespace: part("namespace"), name: part("name"), address, ports: ports.collect() })
    }
}

/// The rules of nftables by which a call of a Service's address goes to one of its pods, as kube-proxy has them.
pub(crate) fn rules(services: &[Service]) -> String {
    let mut chain = String::new();
    for service in services {
        for (port, backends) in &service.ports {
            for (index, (address, target)) in backends.iter().enumerate() {
                let left = backends.len() - index;
                let share = if left > 1 { format!("numgen random mod {left} 0 ") } else { String::new() };
                let to = service.address;
                let _ =
                    writeln!(chain, "    ip daddr {to} tcp dport {port} {share}dnat to {address}:{target}");
            }
        }
    }
    format!(
        "add table ip outrigger-lab\ndelete table ip outrigger-lab\ntable ip outrigger-lab {{\n  \
         chain prerouting {{\n    type nat hook prerouting priority -100;\n{chain}  }}\n}}\n"
    )
}

/// The file `/etc/hosts` of the pods of a namespace.
pub(crate) fn hosts(services: &[Service], namespace: &str, control_plane: Ipv4Addr) -> String {
    let mut hosts =
        format!("127.0.0.1 localhost\n{control_plane} istiod.istio-system.svc istiod.istio-system\n");
    for Service { namespace: of, name, address, .. } in services {
        let short = if of == namespace { format!(" {name}") } else { String::new() };
        let _ = writeln!(hosts, "{address} {name}.{of}.svc.cluster.local {name}.{of}.svc {name}.{of}{short}");
    }
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_of_a_service_are_shared_by_the_pods_that_are_ready() {
        let read = |text: &str| kubeyaml::read(text).unwrap();
        let service = read(
            "{metadata: {name: web, namespace: ns}, spec: {clusterIP: 10.96.0.10, ports: [{name: http, port: 80}]}}",
        );
        let slice = read(
            "{ports: [{name: http, port: 8080}], endpoints: [{addresses: [10.77.0.2]}, {addresses: [10.77.0.3], conditions: {ready: true}}, \
             {addresses: [10.77.0.4], conditions: {ready: false}}]}",
        );
        let service = Service::of(&service, Some(&slice)).unwrap();
        let rules = rules(std::slice::from_ref(&service));
        let lines: Vec<&str> = rules.lines().filter(|line| line.contains("dnat")).map(str::trim).collect();
        assert_eq!(
            lines,
            [
                "ip daddr 10.96.0.10 tcp dport 80 numgen random mod 2 0 dnat to 10.77.0.2:8080",
                "ip daddr 10.96.0.10 tcp dport 80 dnat to 10.77.0.3:8080"
            ]
        );
        let hosts = |namespace| hosts(std::slice::from_ref(&service), namespace, Ipv4Addr::new(10, 77, 0, 1));
        assert!(hosts("ns").ends_with("web.ns.svc.cluster.local web.ns.svc web.ns web\n"));
        assert!(hosts("other").ends_with("web.ns.svc.cluster.local web.ns.svc web.ns\n"));
    }

    #[test]
    fn a_service_without_an_address_gets_one_and_keeps_it() {
        let mut addresses = Addresses::default();
        let mut given = |text: &str| {
            let mut service = kubeyaml::read(text).unwrap();
            addresses.assign(&mut service);
            service.str_at(&["spec", "clusterIP"]).map(str::to_owned)
        };
        assert_eq!(given("{metadata: {name: a}, spec: {}}").as_deref(), Some("10.96.1.0"));
        assert_eq!(given("{metadata: {name: b}, spec: {}}").as_deref(), Some("10.96.1.1"));
        assert_eq!(given("{metadata: {name: a}, spec: {}}").as_deref(), Some("10.96.1.0"));
        assert_eq!(given("{metadata: {name: c}, spec: {clusterIP: None}}").as_deref(), Some("None"));
        assert_eq!(given("{metadata: {name: d}, spec: {type: ExternalName}}"), None);
    }
}
