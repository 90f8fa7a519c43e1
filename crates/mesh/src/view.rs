//! A Service with all that clients need to know to reach it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use crate::model::{
    Address, Backend, Export, Mode, Name, Policies, Port, Readiness, Service, Settings, Slice, Workload,
};

/// A Service with all that clients need to know to reach it. What clients are sent for it depends on nothing else but the
/// mesh's settings: where two views are equal, so are they.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The Service.
    pub service: Arc<Service>,
    /// Its name in DNS.
    pub host: String,
    /// Other names for it: those of Services of type ExternalName that lead to it.
    pub aliases: Vec<Name>,
    /// Its ports.
    pub ports: Vec<PortView>,
    /// To whom it is shown.
    pub export: Export,
    /// Who its pods are, by namespace and service account.
    pub accounts: BTreeSet<(String, String)>,
}

/// A port of a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortView {
    /// The port.
    pub port: Port,
    /// The addresses at which this port is the Service's: its own, or those of its pods if it is headless.
    pub addresses: Vec<IpAddr>,
    /// Where it leads.
    pub endpoints: Vec<Endpoint>,
}

/// Where a port of a Service leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// The address.
    pub address: IpAddr,
    /// The port.
    pub port: u16,
    /// Whether mutual TLS is spoken to it.
    pub has_mutual_tls: bool,
    /// Whether it is about to go.
    pub is_draining: bool,
    /// The name that it has in DNS below the Service's.
    pub hostname: Option<String>,
}

/// What else is known, for a look at a Service.
pub struct Surroundings<'a> {
    /// The mesh's settings.
    pub settings: &'a Settings,
    /// The mesh's policies.
    pub policies: &'a Policies,
    /// The slices of the Service.
    pub slices: Vec<&'a Slice>,
    /// Other names for it.
    pub aliases: Vec<Name>,
    /// The pod of an address of a slice.
    pub pod: &'a dyn Fn(&Slice, &Backend) -> Option<Arc<Workload>>,
    /// Whether an address and port is the Service's, and not that of an older one that has it, too.
    pub owns: &'a dyn Fn(IpAddr, u16) -> bool,
}

impl View {
    /// A look at a Service; `None` of one that is but another name for a host.
    pub fn of(service: &Arc<Service>, around: &Surroundings<'_>) -> Option<View> {
        if matches!(service.address, Address::Alias(_)) {
            return None;
        }
        let port = |port: &Port| {
            let addresses = places(service, port, &around.slices);
            PortView {
                port: port.clone(),
                addresses: addresses.into_iter().filter(|ip| (around.owns)(*ip, port.number)).collect(),
                endpoints: endpoints(service, port, around),
            }
        };
        Some(View {
            service: Arc::clone(service),
            host: service.host(&around.settings.domain),
            aliases: around.aliases.clone(),
            ports: service.ports.iter().map(port).collect(),
            export: export(service, around.settings),
            accounts: accounts(around),
        })
    }

    /// Whether it has no address of its own.
    pub fn is_headless(&self) -> bool {
        self.service.address == Address::Headless
    }
}

/// As the mesh's settings say where the Service does not.
fn export(service: &Service, settings: &Settings) -> Export {
    let default = || match settings.export_to.as_slice() {
        [] => Export::All,
        names => Export::of(names.iter().map(String::as_str), &service.name.namespace),
    };
    service.export.clone().unwrap_or_else(default)
}

/// The addresses at which a port of a Service is to be found.
pub fn places(service: &Service, port: &Port, slices: &[&Slice]) -> Vec<IpAddr> {
    match &service.address {
        Address::Own(addresses) => addresses.clone(),
        Address::Alias(_) => Vec::new(),
        Address::Headless => {
            let with_port = slices.iter().filter(|slice| slice.ports.contains_key(&port.name));
            let backends = with_port.flat_map(|slice| &slice.backends);
            let used = backends.filter(|backend| takes_requests(service, backend));
            let addresses: BTreeSet<IpAddr> = used.map(|backend| backend.address).collect();
            addresses.into_iter().collect()
        }
    }
}

/// Whether an address of a Service takes new requests, as far as its Service asks for that.
fn takes_requests(service: &Service, backend: &Backend) -> bool {
    backend.readiness == Readiness::Ready || service.takes_not_ready
}

/// Those that take requests; if there are none, those that do still, as kube-proxy has it.
///
/// Source: Kubernetes pkg/proxy/topology.go, CategorizeEndpoints.
fn endpoints(service: &Service, port: &Port, around: &Surroundings<'_>) -> Vec<Endpoint> {
    let mut endpoints = some_endpoints(port, around, &|backend| takes_requests(service, backend));
    if endpoints.is_empty() && service.address != Address::Headless {
        endpoints = some_endpoints(port, around, &|backend| backend.readiness == Readiness::Draining);
        endpoints.iter_mut().for_each(|endpoint| endpoint.is_draining = true);
    }
    endpoints
}

/// Each address once, in their order, so that equal slices are equal bytes however they are cut.
fn some_endpoints(
    port: &Port,
    around: &Surroundings<'_>,
    is_used: &dyn Fn(&Backend) -> bool,
) -> Vec<Endpoint> {
    let mut endpoints = BTreeMap::new();
    for slice in &around.slices {
        let Some(target) = slice.ports.get(&port.name) else { continue };
        for backend in slice.backends.iter().filter(|backend| is_used(backend)) {
            let workload = (around.pod)(slice, backend);
            let has_mutual_tls = around.settings.auto_mtls
                && workload.is_some_and(|workload| takes_mutual_tls(&workload, *target, around.policies));
            let (address, hostname) = (backend.address, backend.hostname.clone());
            let endpoint = Endpoint { address, port: *target, has_mutual_tls, is_draining: false, hostname };
            endpoints.entry((address, *target)).or_insert(endpoint);
        }
    }
    endpoints.into_values().collect()
}

/// Source: Istio 1.30 pilot/pkg/xds/endpoints/mtls_checker.go, checkMtlsEnabled.
fn takes_mutual_tls(workload: &Workload, port: u16, policies: &Policies) -> bool {
    workload.speaks_mutual_tls()
        && policies.of_workload(&workload.name.namespace, &workload.labels).of_port(port) != Mode::Disable
}

/// Ready or not, so that who may answer does not change with readiness.
fn accounts(around: &Surroundings<'_>) -> BTreeSet<(String, String)> {
    let backends = around.slices.iter().flat_map(|slice| slice.backends.iter().map(move |one| (slice, one)));
    let workloads = backends.filter_map(|(slice, backend)| (around.pod)(slice, backend));
    workloads.map(|pod| (pod.name.namespace.clone(), pod.service_account.clone())).collect()
}

/// The Service that a host is the name of, in a domain.
pub fn service_of_host(host: &str, domain: &str) -> Option<Name> {
    let rest = host.strip_suffix(domain)?.strip_suffix(".svc.")?;
    let (name, namespace) = rest.split_once('.')?;
    (!namespace.contains('.')).then(|| Name::new(namespace, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_lead_to_services() {
        for (host, want) in [
            ("a.b.svc.cluster.local", Some("b/a")),
            ("a.b.c.svc.cluster.local", None),
            ("a.svc.cluster.local", None),
            ("a.b.svc.cluster.localhost", None),
            ("example.com", None),
        ] {
            let found = service_of_host(host, "cluster.local").map(|name| name.to_string());
            assert_eq!(found.as_deref(), want, "{host}");
        }
    }
}
