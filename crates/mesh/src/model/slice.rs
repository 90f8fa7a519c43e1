//! An EndpointSlice.

use std::collections::BTreeMap;
use std::net::IpAddr;

use kubeyaml::Value;
use objects::endpoints::SERVICE_NAME;

use super::name::Name;
use super::service::port_number;

/// Some of the addresses behind a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The Service that they are of.
    pub service: Name,
    /// The ports of these addresses by the names that they have in the Service.
    pub ports: BTreeMap<String, u16>,
    /// The addresses.
    pub backends: Vec<Backend>,
}

/// An address behind a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    /// The address.
    pub address: IpAddr,
    /// Whether it takes requests.
    pub readiness: Readiness,
    /// The pod that has it, by name; `None` if the slice does not say.
    pub pod: Option<String>,
    /// The name that it has in DNS below the Service's.
    pub hostname: Option<String>,
}

/// Whether an address takes requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It does.
    Ready,
    /// It does still, and is about to go.
    Draining,
    /// It does not.
    NotReady,
}

impl Slice {
    /// A slice of its object; `None` of one that is of no Service or has names in place of addresses.
    pub fn of(object: &Value) -> Option<Slice> {
        if object.str_at(&["addressType"]) == Some("FQDN") {
            return None;
        }
        let service = object.str_at(&["metadata", "labels", SERVICE_NAME])?;
        let port = |port: &Value| {
            let is_tcp = port.str_at(&["protocol"]).is_none_or(|transport| transport == "TCP");
            let number = port_number(port.at(&["port"])).filter(|_| is_tcp)?;
            Some((port.str_at(&["name"]).unwrap_or_default().to_owned(), number))
        };
        Some(Slice {
            service: Name::new(Name::of(object).namespace, service),
            ports: object.items_at(&["ports"]).iter().filter_map(port).collect(),
            backends: object.items_at(&["endpoints"]).iter().filter_map(backend).collect(),
        })
    }
}

/// All addresses of an endpoint are the same pod's; the first one counts.
///
/// Source: Kubernetes, discovery.k8s.io/v1, Endpoint.addresses.
fn backend(endpoint: &Value) -> Option<Backend> {
    let address = endpoint.items_at(&["addresses"]).iter().find_map(|text| text.as_str()?.parse().ok())?;
    let is_pod = endpoint.str_at(&["targetRef", "kind"]) == Some("Pod");
    let text = |path: &[&str]| endpoint.str_at(path).filter(|text| !text.is_empty()).map(str::to_owned);
    Some(Backend {
        address,
        readiness: readiness(endpoint),
        pod: text(&["targetRef", "name"]).filter(|_| is_pod),
        hostname: text(&["hostname"]),
    })
}

/// Source: Kubernetes, EndpointConditions: where nothing is known it is to be taken for ready.
fn readiness(endpoint: &Value) -> Readiness {
    let is = |condition: &str| endpoint.at(&["conditions", condition]).as_bool();
    match (is("ready"), is("serving"), is("terminating")) {
        (Some(true) | None, ..) => Readiness::Ready,
        (_, Some(true) | None, Some(true)) => Readiness::Draining,
        _ => Readiness::NotReady,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_to_be_unready_is_ready() {
        for (conditions, want) in [
            ("{}", Readiness::Ready),
            ("{ready: true}", Readiness::Ready),
            ("{ready: false}", Readiness::NotReady),
            ("{ready: false, serving: true}", Readiness::NotReady),
            ("{ready: false, serving: true, terminating: true}", Readiness::Draining),
            ("{ready: false, terminating: true}", Readiness::Draining),
            ("{ready: false, serving: false, terminating: true}", Readiness::NotReady),
        ] {
            let endpoint = kubeyaml::read(&format!("conditions: {conditions}")).unwrap();
            assert_eq!(readiness(&endpoint), want, "{conditions}");
        }
    }

    #[test]
    fn a_slice_is_read_as_far_as_it_can_be() {
        let of = |rest: &str| {
            let labels = format!("metadata: {{name: x, namespace: ns, labels: {{{SERVICE_NAME}: s}}}}");
            Slice::of(&kubeyaml::read(&format!("{{{labels}, {rest}}}")).unwrap())
        };
        let slice = of(
            "ports: [{name: a, port: 80}, {port: 81}, {name: u, port: 82, protocol: UDP}, {name: any}], \
             endpoints: [{addresses: [10.0.0.1, 10.0.0.2], targetRef: {kind: Pod, name: p}, hostname: h}, {addresses: [x]}, \
             {addresses: [10.0.0.3], targetRef: {kind: Node, name: n}}]",
        )
        .unwrap();
        assert_eq!(slice.ports, [(String::new(), 81), ("a".to_owned(), 80)].into());
        let shown: Vec<_> = slice
            .backends
            .iter()
            .map(|b| (b.address.to_string(), b.pod.as_deref(), b.hostname.as_deref()))
            .collect();
        let want = [("10.0.0.1".to_owned(), Some("p"), Some("h")), ("10.0.0.3".to_owned(), None, None)];
        assert_eq!(shown, want);
        assert_eq!(of("addressType: FQDN"), None);
        assert_eq!(Slice::of(&kubeyaml::read("metadata: {name: x}").unwrap()), None);
    }
}
