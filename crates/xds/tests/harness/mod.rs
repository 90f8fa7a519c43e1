//! A small mesh that changes, as a source of resources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;
use envoy_api::envoy::config::cluster::v3::Cluster;
use envoy_api::envoy::config::cluster::v3::cluster::{ClusterDiscoveryType, DiscoveryType};
use envoy_api::envoy::config::endpoint::v3::ClusterLoadAssignment;
use envoy_api::envoy::config::endpoint::v3::cluster_load_assignment::Policy;
use envoy_api::envoy::config::listener::v3::filter::ConfigType;
use envoy_api::envoy::config::listener::v3::{Filter, FilterChain, Listener};
use envoy_api::envoy::config::route::v3::{RouteConfiguration, VirtualHost};
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3::http_connection_manager::RouteSpecifier;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3::{
    HttpConnectionManager, Rds,
};
use envoy_api::{Message, any, type_url};
use xds::{Resource, Source};

/// A small generator of numbers (xorshift), so that a seed reproduces a failure.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// A mesh: each number is what its resource says, so that another number is another content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// Clusters, whether endpoints are resources of their own, and those.
    pub clusters: BTreeMap<String, (u64, bool, u64)>,
    /// Listeners, and the route and the cluster that they refer to.
    pub listeners: BTreeMap<String, (u64, Option<String>, Option<String>)>,
    /// Routes, and the cluster that they refer to.
    pub routes: BTreeMap<String, (u64, String)>,
}

/// What a stream is given: a mesh, and whether it says what has changed.
#[derive(Clone, Debug)]
pub struct Given {
    pub mesh: Arc<Mesh>,
    pub knows_changes: bool,
}

pub const TYPES: [&str; 4] = [type_url::CLUSTER, type_url::ENDPOINT, type_url::LISTENER, type_url::ROUTE];

impl Mesh {
    /// One change or a few. Nothing refers to what is not there.
    pub fn change(&mut self, random: &mut Random) {
        for _ in 0..=random.below(3) {
            let name = |kind: &str, random: &mut Random| format!("{kind}{}", random.below(5));
            let (cluster, listener, route) = (name("c", random), name("l", random), name("r", random));
            match random.below(8) {
                0 => drop(
                    self.clusters.insert(cluster, (random.below(4), random.below(4) > 0, random.below(4))),
                ),
                1 => drop(self.clusters.remove(&cluster)),
                2 => {
                    self.clusters.entry(cluster).and_modify(|has| has.2 = random.below(4));
                }
                3 => {
                    self.clusters.entry(cluster).and_modify(|has| has.0 = random.below(4));
                }
                4 => {
                    let route = Some(route).filter(|route| self.routes.contains_key(route));
                    let cluster = Some(cluster).filter(|cluster| self.clusters.contains_key(cluster));
                    self.listeners.insert(listener, (random.below(4), route, cluster));
                }
                5 => drop(self.listeners.remove(&listener)),
                6 if self.clusters.contains_key(&cluster) => {
                    self.routes.insert(route, (random.below(4), cluster));
                }
                _ => drop(self.routes.remove(&route)),
            }
        }
        let clusters: BTreeSet<String> = self.clusters.keys().cloned().collect();
        self.routes.retain(|_, (_, cluster)| clusters.contains(cluster));
        for (_, route, cluster) in self.listeners.values_mut() {
            *cluster = cluster.take().filter(|cluster| clusters.contains(cluster));
            *route = route.take().filter(|route| self.routes.contains_key(route));
        }
    }

    /// Makes all of another content.
    pub fn change_all(&mut self) {
        self.clusters.values_mut().for_each(|has| (has.0, has.2) = (has.0 + 10, has.2 + 10));
        self.listeners.values_mut().for_each(|has| has.0 += 10);
        self.routes.values_mut().for_each(|has| has.0 += 10);
    }

    fn cluster(&self, name: &str) -> Option<Resource> {
        let (number, is_eds, _) = self.clusters.get(name)?;
        let kind = if *is_eds { DiscoveryType::Eds } else { DiscoveryType::OriginalDst };
        let cluster = Cluster {
            name: name.to_owned(),
            alt_stat_name: number.to_string(),
            cluster_discovery_type: Some(ClusterDiscoveryType::Type(kind as i32)),
            ..Default::default()
        };
        Some(resource(name, number * 2 + u64::from(*is_eds), &cluster))
    }

    fn endpoints(&self, name: &str) -> Option<Resource> {
        let (_, _, number) = self.clusters.get(name).filter(|(_, is_eds, _)| *is_eds)?;
        let policy = Policy { overprovisioning_factor: Some(*number as u32) };
        let message = ClusterLoadAssignment {
            cluster_name: name.to_owned(),
            policy: Some(policy),
            ..Default::default()
        };
        Some(resource(name, *number, &message))
    }

    fn listener(&self, name: &str) -> Option<Resource> {
        let (number, route, cluster) = self.listeners.get(name)?;
        let manager = HttpConnectionManager {
            route_specifier: route
                .clone()
                .map(|name| RouteSpecifier::Rds(Rds { route_config_name: name, ..Default::default() })),
            ..Default::default()
        };
        let filter =
            Filter { config_type: Some(ConfigType::TypedConfig(any(&manager))), ..Default::default() };
        let listener = Listener {
            name: name.to_owned(),
            stat_prefix: format!("{number} {cluster:?}"),
            filter_chains: vec![FilterChain { filters: vec![filter], ..Default::default() }],
            ..Default::default()
        };
        let refers =
            |name: &Option<String>| name.as_ref().and_then(|name| name.bytes().last()).map_or(0, u64::from);
        let version = (number * 256 + refers(route)) * 256 + refers(cluster);
        Some(resource(name, version, &listener))
    }

    fn route(&self, name: &str) -> Option<Resource> {
        let (number, cluster) = self.routes.get(name)?;
        let version = number * 256 + cluster.bytes().last().map_or(0, u64::from);
        let host = VirtualHost { name: format!("{number} {cluster}"), ..Default::default() };
        let message =
            RouteConfiguration { name: name.to_owned(), virtual_hosts: vec![host], ..Default::default() };
        Some(resource(name, version, &message))
    }

    pub fn find(&self, type_url: &str, name: &str) -> Option<Resource> {
        match type_url {
            type_url::CLUSTER => self.cluster(name),
            type_url::ENDPOINT => self.endpoints(name),
            type_url::LISTENER => self.listener(name),
            type_url::ROUTE => self.route(name),
            _ => None,
        }
    }

    pub fn every(&self, type_url: &str) -> Vec<Resource> {
        let names: Vec<&String> = match type_url {
            type_url::CLUSTER | type_url::ENDPOINT => self.clusters.keys().collect(),
            type_url::LISTENER => self.listeners.keys().collect(),
            type_url::ROUTE => self.routes.keys().collect(),
            _ => Vec::new(),
        };
        names.into_iter().filter_map(|name| self.find(type_url, name)).collect()
    }
}

fn resource(name: &str, version: u64, message: &impl Message) -> Resource {
    Resource { name: name.into(), version, body: Bytes::from(message.encode_to_vec()) }
}

impl Source for Given {
    fn get(&self, type_url: &str, name: &str) -> Option<Resource> {
        self.mesh.find(type_url, name)
    }

    fn all(&self, type_url: &str) -> Vec<Resource> {
        self.mesh.every(type_url)
    }

    fn changed(&self, earlier: &Self, type_url: &str) -> Option<Vec<Arc<str>>> {
        let both = self.all(type_url).into_iter().chain(earlier.all(type_url)).map(|one| one.name);
        let names: BTreeSet<Arc<str>> = both.collect();
        let version = |given: &Given, name: &str| given.get(type_url, name).map(|one| one.version);
        let differs = |name: &Arc<str>| version(self, name) != version(earlier, name);
        self.knows_changes.then(|| names.into_iter().filter(differs).collect())
    }

    fn followers(&self, type_url: &str, name: &str) -> Vec<Arc<str>> {
        match type_url {
            type_url::CLUSTER => vec![name.into()],
            _ => self
                .mesh
                .listeners
                .get(name)
                .and_then(|has| has.1.as_deref().map(Arc::from))
                .into_iter()
                .collect(),
        }
    }

    fn absent(&self, type_url: &str, name: &str) -> Option<Resource> {
        (type_url == type_url::ROUTE)
            .then(|| resource(name, 0, &RouteConfiguration { name: name.to_owned(), ..Default::default() }))
    }
}
