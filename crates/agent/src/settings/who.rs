//! Whose proxy it is: names, addresses and the node id.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::downward;
use super::environment::Reader;
use super::given::{Given, Host};
use super::notice::Notice;
use super::plan::Who;

/// Source: Istio 1.30 pilot/cmd/pilot-agent/app/cmd.go, initProxy.
pub(super) fn who(given: &Given<'_>, annotations: Vec<(String, String)>, reader: &mut Reader<'_>) -> Who {
    let text = |name: &str| given.environment.text(name).unwrap_or_default().to_owned();
    let (pod, namespace) = (text("POD_NAME"), text("POD_NAMESPACE"));
    let kind = given.flags.kind();
    let excluded = annotations.iter().find(|(name, _)| name == EXCLUDE_INTERFACES);
    let excluded = excluded.map(|(_, names)| names.as_str()).unwrap_or_default();
    let instance = instance_address(given, reader);
    let addresses = addresses(instance, given.host, excluded, reader);
    let domain = match given.flags.text("domain") {
        Some(domain) => domain.to_owned(),
        None => format!("{namespace}.svc.cluster.local"),
    };
    let id = given.flags.text("id").map_or_else(|| format!("{pod}.{namespace}"), str::to_owned);
    let first = addresses.first().map(IpAddr::to_string).unwrap_or_default();
    Who {
        node_id: format!("{}~{first}~{id}~{domain}", kind.name()),
        kind,
        pod,
        namespace,
        service_account: text("SERVICE_ACCOUNT"),
        host_ip: reader.read("HOST_IP", "an address", None, "none", |text| text.parse().ok().map(Some)),
        addresses,
        domain,
        labels: downward::labels(given.files, reader),
        annotations,
    }
}

const EXCLUDE_INTERFACES: &str = "traffic.sidecar.istio.io/excludeInterfaces";

fn instance_address(given: &Given<'_>, reader: &mut Reader<'_>) -> Option<IpAddr> {
    let address = |text: &str| text.parse::<IpAddr>().ok().map(Some);
    let of_variable = reader.read("INSTANCE_IP", "an address", None, "the first one of the host", address);
    let of_flag = given.flags.text("ip").filter(|_| of_variable.is_none());
    of_variable.or_else(|| of_flag.and_then(|text| text.parse().ok()))
}

/// The pod's address first, then those of interfaces that are not excluded; loopback where there is none at all.
fn addresses(instance: Option<IpAddr>, host: &Host, excluded: &str, reader: &mut Reader<'_>) -> Vec<IpAddr> {
    let excluded: Vec<&str> = excluded.split(',').filter(|name| !name.is_empty()).collect();
    for name in &excluded {
        if !host.interfaces.iter().any(|interface| interface.name == *name) {
            reader.note(Notice::Unreadable {
                name: EXCLUDE_INTERFACES.to_owned(),
                why: format!("there is no interface {}", super::shown::shortened(name)),
                instead: "what else it names".to_owned(),
            });
        }
    }
    let kept = host.interfaces.iter().filter(|interface| !excluded.contains(&interface.name.as_str()));
    let of_host = kept.flat_map(|interface| &interface.addresses).map(IpAddr::to_canonical);
    let mut addresses: Vec<IpAddr> = Vec::new();
    for address in instance.into_iter().chain(of_host.filter(is_reachable)) {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    if addresses.is_empty() {
        addresses = vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    }
    addresses
}

/// Source: Istio 1.30 pilot/pkg/util/network/ip.go, GetPrivateIPsIfAvailable.
fn is_reachable(address: &IpAddr) -> bool {
    let is_local = match address {
        IpAddr::V4(v4) => v4.is_link_local() || v4.octets().starts_with(&[224, 0, 0]),
        IpAddr::V6(v6) => {
            v6.is_unicast_link_local() || v6.segments().first().is_some_and(|s| s & 0xff0f == 0xff02)
        }
    };
    !(is_local || address.is_loopback() || address.is_unspecified())
}

impl Who {
    /// The loopback address of the pod's first family.
    #[must_use]
    pub fn loopback(&self) -> IpAddr {
        match self.is_ipv6_only() {
            true => Ipv6Addr::LOCALHOST.into(),
            false => Ipv4Addr::LOCALHOST.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::environment::Environment;
    use super::super::flags::Flags;
    use super::super::given::{Files, Interface};
    use super::*;

    fn host(interfaces: &[(&str, &[&str])]) -> Host {
        let interface = |(name, addresses): &(&str, &[&str])| Interface {
            name: (*name).to_owned(),
            addresses: addresses.iter().map(|address| address.parse().unwrap()).collect(),
        };
        Host { interfaces: interfaces.iter().map(interface).collect(), processors: 2 }
    }

    #[test]
    fn the_pods_address_comes_first_and_each_one_once() {
        let two: &[(&str, &[&str])] =
            &[("eth0", &["10.0.0.1", "fe80::1", "fd00::1"]), ("net1", &["::ffff:10.1.0.1"])];
        for (instance, interfaces, excluded, want) in [
            (Some("10.0.0.9"), two, "", &["10.0.0.9", "10.0.0.1", "fd00::1", "10.1.0.1"][..]),
            (Some("fd00::1"), two, "net1", &["fd00::1", "10.0.0.1"]),
            (None, two, "eth0,net2", &["10.1.0.1"]),
            (
                None,
                &[("eth0", &["169.254.1.1", "224.0.0.1", "ff02::1", "0.0.0.0"])],
                "",
                &["127.0.0.1", "::1"],
            ),
            (Some("fd00::1"), &[], "", &["fd00::1"]),
            (Some("x"), &[], "", &["127.0.0.1", "::1"]),
        ] {
            let environment: Environment = instance.map(|ip| ("INSTANCE_IP", ip)).into_iter().collect();
            let (flags, files, host) = (Flags::default(), Files::default(), host(interfaces));
            let given = Given { flags: &flags, environment: &environment, files: &files, host: &host };
            let annotations = vec![(EXCLUDE_INTERFACES.to_owned(), excluded.to_owned())];
            let who = who(&given, annotations, &mut Reader::new(&environment, &[]));
            let shown: Vec<String> = who.addresses.iter().map(ToString::to_string).collect();
            assert_eq!(shown, want, "{instance:?} {excluded}");
        }
    }

    #[test]
    fn the_node_id_has_four_parts() {
        for (line, variables, want) in [
            (
                "sidecar --domain d",
                &[("POD_NAME", "p"), ("POD_NAMESPACE", "n"), ("INSTANCE_IP", "1.2.3.4")][..],
                "sidecar~1.2.3.4~p.n~d",
            ),
            (
                "router",
                &[("POD_NAME", "p"), ("POD_NAMESPACE", "n"), ("INSTANCE_IP", "fd00::1")],
                "router~fd00::1~p.n~n.svc.cluster.local",
            ),
            ("sidecar --ip 5.6.7.8 --id a.b --domain d", &[], "sidecar~5.6.7.8~a.b~d"),
        ] {
            let flags = Flags::read(&line.split(' ').collect::<Vec<_>>()).unwrap();
            let environment: Environment = variables.iter().copied().collect();
            let (files, host) = (Files::default(), Host::default());
            let given = Given { flags: &flags, environment: &environment, files: &files, host: &host };
            assert_eq!(who(&given, Vec::new(), &mut Reader::new(&environment, &[])).node_id, want);
        }
    }
}
