//! A Service.

use std::collections::BTreeMap;
use std::net::IpAddr;

use kubeyaml::Value;
use objects::Protocol;

use super::export::Export;
use super::name::{Name, created, is_label};
use super::refusal::Refusal;

/// A Service, as far as a mesh needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: Name,
    /// Where it is reached.
    pub address: Address,
    /// When it was made; the older of two that want the same wins.
    pub created: String,
    /// The labels of its pods; none for one whose EndpointSlices somebody else writes.
    pub selector: Labels,
    /// To whom it is shown, if it says so itself.
    pub export: Option<Export>,
    /// Whether addresses count that are not ready.
    pub takes_not_ready: bool,
    /// Its ports in their order, without those of UDP and SCTP; of equal numbers the first.
    pub ports: Vec<Port>,
}

/// The annotation of a Service that says to whom it is shown.
const EXPORT_TO: &str = "networking.istio.io/exportTo";

/// Labels by name.
pub type Labels = BTreeMap<String, String>;

/// Where a Service is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// At its own addresses; none while it has none.
    Own(Vec<IpAddr>),
    /// At those of its pods, which DNS gives.
    Headless,
    /// It is another name for a host.
    Alias(String),
}

/// A port of a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its name; empty where the Service has one port only.
    pub name: String,
    /// Its number.
    pub number: u16,
    /// What it speaks; `None` is found out by a look at the traffic.
    pub protocol: Option<Protocol>,
    /// The port of a pod behind it.
    pub target: Target,
}

/// A port of a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// By number.
    Number(u16),
    /// By the name that it has in the pod.
    Name(String),
}

/// How a port is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handling {
    /// As HTTP; `true` if the server speaks HTTP/2 from the start.
    Http(bool),
    /// As bytes.
    Tcp,
    /// By a look at what the client says first.
    Sniffed,
}

impl Port {
    /// How it is handled.
    ///
    /// Source: Istio 1.30 pilot/pkg/networking/networking.go, ModelProtocolToListenerProtocol.
    pub fn handling(&self) -> Handling {
        use Protocol::{Grpc, GrpcWeb, Http, Http2, HttpProxy, Https, Mongo, MySql, Redis, Tcp, Tls, Udp};
        match self.protocol {
            Some(Http | HttpProxy) => Handling::Http(false),
            Some(Http2 | Grpc | GrpcWeb) => Handling::Http(true),
            Some(Tcp | Https | Tls | Mongo | Redis | MySql | Udp) => Handling::Tcp,
            None => Handling::Sniffed,
        }
    }
}

impl Service {
    /// A Service of its object.
    ///
    /// # Errors
    /// A name that the API server would refuse: nothing could be called after it without a doubt.
    ///
    /// Source: Istio 1.30 pilot/pkg/serviceregistry/kube/conversion.go, ConvertService.
    pub fn of(object: &Value) -> Result<Service, Refusal> {
        let name = Name::of(object);
        if !is_label(&name.name) || !is_label(&name.namespace) {
            return Err(Refusal::Name { kind: "Service", name });
        }
        let mut ports: Vec<Port> = Vec::new();
        for port in object.items_at(&["spec", "ports"]).iter().filter_map(port) {
            if !ports.iter().any(|other| other.number == port.number) {
                ports.push(port);
            }
        }
        Ok(Service {
            address: address(object),
            created: created(object),
            export: export(object, &name),
            selector: labels(object.at(&["spec", "selector"])),
            takes_not_ready: object.at(&["spec", "publishNotReadyAddresses"]).as_bool() == Some(true),
            ports,
            name,
        })
    }

    /// The name that it has in DNS.
    pub fn host(&self, domain: &str) -> String {
        format!("{}.{}.svc.{domain}", self.name.name, self.name.namespace)
    }

    /// Whether a pod of its namespace is one of its pods by its labels.
    pub fn selects(&self, labels: &Labels) -> bool {
        !self.selector.is_empty() && is_part(&self.selector, labels)
    }
}

/// Whether all labels of the first are among those of the second.
pub fn is_part(some: &Labels, all: &Labels) -> bool {
    some.iter().all(|(key, value)| all.get(key) == Some(value))
}

/// A mapping of texts.
pub(super) fn labels(value: &Value) -> Labels {
    let entries = value.as_map().into_iter().flat_map(|map| map.iter());
    entries.filter_map(|(key, value)| Some((key.to_owned(), value.as_str()?.to_owned()))).collect()
}

/// A number of a port.
pub(super) fn port_number(value: &Value) -> Option<u16> {
    u16::try_from(value.as_i64()?).ok().filter(|number| *number > 0)
}

/// Source: Istio 1.30 pilot/pkg/serviceregistry/kube/conversion.go, ConvertService.
fn export(object: &Value, name: &Name) -> Option<Export> {
    let text = object.str_at(&["metadata", "annotations", EXPORT_TO]).filter(|text| !text.is_empty())?;
    Some(Export::of(text.split(','), &name.namespace))
}

fn address(object: &Value) -> Address {
    if object.str_at(&["spec", "type"]) == Some("ExternalName") {
        let host = object.str_at(&["spec", "externalName"]).unwrap_or_default();
        return Address::Alias(host.trim_end_matches('.').to_ascii_lowercase());
    }
    let first = object.str_at(&["spec", "clusterIP"]).unwrap_or_default();
    if first == "None" {
        return Address::Headless;
    }
    let more = object.items_at(&["spec", "clusterIPs"]).iter().filter_map(Value::as_str);
    let mut addresses: Vec<IpAddr> = Vec::new();
    for address in std::iter::once(first).chain(more).filter_map(|text| text.parse().ok()) {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Address::Own(addresses)
}

fn port(port: &Value) -> Option<Port> {
    if port.str_at(&["protocol"]).is_some_and(|transport| transport != "TCP") {
        return None;
    }
    let number = port_number(port.at(&["port"]))?;
    let target = match port.at(&["targetPort"]) {
        Value::Null => Target::Number(number),
        target => match target.as_str() {
            Some(name) => Target::Name(name.to_owned()),
            None => Target::Number(port_number(target)?),
        },
    };
    let protocol = Protocol::of_port(port).filter(|protocol| *protocol != Protocol::Udp);
    let name = port.str_at(&["name"]).unwrap_or_default().to_owned();
    Some(Port { name, number, protocol, target })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(spec: &str) -> Service {
        Service::of(&kubeyaml::read(&format!("metadata: {{name: s, namespace: ns}}\nspec: {spec}")).unwrap())
            .unwrap()
    }

    #[test]
    fn addresses_are_own_or_of_pods_or_of_another_host() {
        for (spec, want) in [
            ("{clusterIP: 10.0.0.1}", Address::Own(vec!["10.0.0.1".parse().unwrap()])),
            (
                "{clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1']}",
                Address::Own(vec!["10.0.0.1".parse().unwrap(), "fd00::1".parse().unwrap()]),
            ),
            ("{clusterIP: '10.0.0.0/8'}", Address::Own(vec![])),
            ("{}", Address::Own(vec![])),
            ("{clusterIP: None}", Address::Headless),
            ("{type: ExternalName, externalName: Example.COM.}", Address::Alias("example.com".to_owned())),
        ] {
            assert_eq!(service(spec).address, want, "{spec}");
        }
    }

    #[test]
    fn ports_of_tcp_are_kept_with_what_they_lead_to() {
        let ports = "{ports: [{port: 80, name: http, targetPort: web}, {port: 53, protocol: UDP}, {port: 9, protocol: SCTP}, \
                     {port: 81}, {port: 82, targetPort: 8082}, {port: 82}, {port: 70000}, {port: 0}, {port: 83, targetPort: 0}]}";
        let ports = service(ports).ports;
        let shown: Vec<_> = ports.iter().map(|p| (p.number, p.handling(), p.target.clone())).collect();
        assert_eq!(
            shown,
            [
                (80, Handling::Http(false), Target::Name("web".to_owned())),
                (81, Handling::Sniffed, Target::Number(81)),
                (82, Handling::Sniffed, Target::Number(8082)),
            ]
        );
    }

    #[test]
    fn a_name_that_is_not_a_label_is_refused() {
        for name in ["a.b", "a|b", "'*'", "''", "A"] {
            let object = kubeyaml::read(&format!("metadata: {{name: {name}, namespace: ns}}")).unwrap();
            assert!(Service::of(&object).is_err(), "{name}");
        }
    }
}
