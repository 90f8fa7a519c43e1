//! What an Envoy is to have, and how it is read off what Envoy says of itself.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use envoy_api::Message;
use envoy_api::envoy::config::core::v3::address::Address;
use envoy_api::envoy::config::core::v3::socket_address::PortSpecifier;
use envoy_api::envoy::config::endpoint::v3::lb_endpoint::HostIdentifier;
use envoy_api::envoy::config::endpoint::v3::{ClusterLoadAssignment, LbEndpoint};
use mesh::{Kind, Served};
use serde_json::Value as Json;

use crate::meshes;

/// What an Envoy is to have: versions with what has them, where listeners lead, and addresses with their clusters.
pub struct Wanted {
    pub clusters: BTreeMap<String, Arc<str>>,
    pub listeners: BTreeMap<String, Arc<str>>,
    pub lead_to: BTreeMap<Arc<str>, BTreeSet<String>>,
    pub routes: BTreeMap<String, Arc<str>>,
    pub endpoints: BTreeSet<String>,
}

impl Wanted {
    pub fn of(served: &Served) -> Wanted {
        let version = |one: mesh::Resource| (format!("{:016x}", one.version), one.name);
        let listeners = served.all(Kind::Listener);
        let routes = listeners.iter().filter_map(|one| served.routes_of(&one.name));
        let endpoints = served.all(Kind::Endpoints).into_iter().flat_map(|one| addresses(&one.body));
        Wanted {
            clusters: served.all(Kind::Cluster).into_iter().map(version).collect(),
            routes: routes.map(|name| version(served.get_or_empty(Kind::Route, &name).unwrap())).collect(),
            lead_to: listeners.iter().map(|one| (Arc::clone(&one.name), should_lead_to(&one.body))).collect(),
            listeners: listeners.into_iter().map(version).collect(),
            endpoints: endpoints.collect(),
        }
    }
}

/// How many chains a listener of Envoy's has, and where they lead.
pub fn leads_to(listener: &Json) -> BTreeSet<String> {
    fn gather(json: &Json, found: &mut BTreeSet<String>) {
        match json {
            Json::Object(fields) => {
                let of =
                    ["cluster", "route_config_name"].into_iter().filter_map(|key| fields.get(key)?.as_str());
                found.extend(of.map(str::to_owned));
                fields.values().for_each(|value| gather(value, found));
            }
            Json::Array(items) => items.iter().for_each(|item| gather(item, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    gather(listener, &mut found);
    found.insert(format!("{} chains", listener["filter_chains"].as_array().map_or(0, Vec::len)));
    found
}

/// The same of a listener as it is sent.
fn should_lead_to(listener: &[u8]) -> BTreeSet<String> {
    let shown = meshes::show::listener(listener);
    let mut found: BTreeSet<String> = BTreeSet::new();
    for begin in ["-> cluster ", "-> routes "] {
        let names = shown.lines().filter_map(|line| line.split_once(begin)?.1.split(' ').next());
        found.extend(names.map(str::to_owned));
    }
    let chains = shown.lines().filter(|line| line.starts_with("  chain ")).count();
    found.insert(format!("{chains} chains"));
    found
}

/// The endpoints of a cluster, as Envoy lists them.
fn addresses(assignment: &[u8]) -> Vec<String> {
    let assignment = ClusterLoadAssignment::decode(assignment).unwrap();
    let all = assignment.endpoints.iter().flat_map(|place| &place.lb_endpoints);
    let address = |one: &LbEndpoint| {
        let Some(HostIdentifier::Endpoint(endpoint)) = &one.host_identifier else { panic!("{one:?}") };
        let Some(Address::SocketAddress(at)) = endpoint.address.as_ref()?.address.as_ref() else {
            return None;
        };
        let PortSpecifier::PortValue(port) = at.port_specifier.as_ref()?;
        let ip: IpAddr = at.address.parse().ok()?;
        Some(format!("{}::{}", assignment.cluster_name, SocketAddr::from((ip, u16::try_from(*port).ok()?))))
    };
    all.map(|one| address(one).unwrap()).collect()
}

/// Those of Envoy's own list that the control plane gave it.
pub fn endpoints(clusters: &str) -> BTreeSet<String> {
    let hosts = clusters.lines().filter_map(|line| line.split_once("::health_flags::"));
    hosts.map(|(host, _)| host.to_owned()).filter(|host| host.starts_with("outbound|")).collect()
}

/// What is called a version in an answer of Envoy's.
pub fn versions(dump: &str) -> BTreeSet<String> {
    let version = |line: &str| Some(line.split_once("\"version_info\": \"")?.1.split_once('"')?.0.to_owned());
    dump.lines().filter_map(version).collect()
}
