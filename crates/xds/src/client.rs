//! What an Envoy does with what it is sent, over delta: for tests, and for simulations with many streams.
//!
//! It wants all clusters and listeners, the endpoints of its clusters and the routes of its listeners. A cluster that is new or
//! changed warms: it is not used before endpoints of its name come *after* it.

use std::collections::{BTreeMap, BTreeSet};

use envoy_api::envoy::config::cluster::v3::Cluster;
use envoy_api::envoy::config::cluster::v3::cluster::{ClusterDiscoveryType, DiscoveryType};
use envoy_api::envoy::config::listener::v3::Listener;
use envoy_api::envoy::config::listener::v3::filter::ConfigType;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3::HttpConnectionManager;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3::http_connection_manager::RouteSpecifier;
use envoy_api::{DeltaDiscoveryRequest, DeltaDiscoveryResponse, Message, Node, Status, type_url};

/// What a client has of a type: versions by name.
pub type View = BTreeMap<String, String>;

/// An Envoy.
#[derive(Clone, Debug, Default)]
pub struct Client {
    node: Node,
    /// By type.
    has: BTreeMap<&'static str, View>,
    /// Names that are asked for on this stream, by type.
    wants: BTreeMap<&'static str, BTreeSet<String>>,
    /// What each cluster and each listener refers to.
    refers: BTreeMap<(&'static str, String), BTreeSet<String>>,
    warming: BTreeSet<String>,
}

/// The types whose resources a client has, and which one leads to which.
const LEADS: [(&str, &str); 2] =
    [(type_url::CLUSTER, type_url::ENDPOINT), (type_url::LISTENER, type_url::ROUTE)];

/// The types, in the order in which a client asks for them.
const TYPES: [&str; 4] = [type_url::CLUSTER, type_url::ENDPOINT, type_url::LISTENER, type_url::ROUTE];

impl Client {
    /// An Envoy that has nothing.
    pub fn new(node: Node) -> Client {
        Client { node, ..Client::default() }
    }

    /// A stream begins: the requests with which it does. What the client has from earlier ones it says.
    pub fn connect(&mut self) -> Vec<DeltaDiscoveryRequest> {
        self.wants.clear();
        let mut requests = Vec::new();
        for type_url in TYPES {
            let wanted = self.wanted(type_url);
            let is_wildcard = LEADS.iter().any(|(leader, _)| *leader == type_url);
            if !is_wildcard && wanted.is_empty() {
                continue;
            }
            let has = self.has.get(type_url).cloned().unwrap_or_default();
            let has = has.into_iter().filter(|(name, _)| is_wildcard || wanted.contains(name));
            requests.push(DeltaDiscoveryRequest {
                node: requests.is_empty().then(|| self.node.clone()),
                type_url: type_url.to_owned(),
                resource_names_subscribe: wanted.iter().cloned().collect(),
                initial_resource_versions: has.collect(),
                ..Default::default()
            });
            self.wants.insert(type_url, wanted);
        }
        requests
    }

    /// A response comes: the requests that answer it. `refuse` says of each resource, by type and name, whether and why the
    /// client refuses it; it then goes on with what it had.
    pub fn receive(
        &mut self,
        response: &DeltaDiscoveryResponse,
        refuse: impl Fn(&str, &str) -> Option<String>,
    ) -> Vec<DeltaDiscoveryRequest> {
        let Some(type_url) = TYPES.into_iter().find(|type_url| *type_url == response.type_url) else {
            return vec![answer(&response.type_url, &response.nonce, None)];
        };
        let mut error = None;
        for resource in &response.resources {
            match refuse(type_url, &resource.name) {
                Some(why) => error = Some(why),
                None => self.take(type_url, resource),
            }
        }
        for name in &response.removed_resources {
            self.lose(type_url, name);
        }
        let mut requests = vec![answer(type_url, &response.nonce, error)];
        requests.extend(self.interest());
        requests
    }

    /// What the client has of a type: versions by name.
    pub fn view(&self, type_url: &str) -> View {
        self.has.get(type_url).cloned().unwrap_or_default()
    }

    /// The clusters that wait for endpoints.
    pub fn warming(&self) -> &BTreeSet<String> {
        &self.warming
    }

    /// Endpoints or routes that something of the client's refers to.
    pub fn wanted(&self, type_url: &str) -> BTreeSet<String> {
        let leader = LEADS.iter().find(|(_, follower)| *follower == type_url).map(|(leader, _)| *leader);
        let of = self.refers.iter().filter(|((of, _), _)| Some(*of) == leader);
        of.flat_map(|(_, names)| names.iter().cloned()).collect()
    }

    fn take(&mut self, type_url: &'static str, resource: &envoy_api::Resource) {
        let old =
            self.has.entry(type_url).or_default().insert(resource.name.clone(), resource.version.clone());
        let body = resource.resource.as_ref().map(|any| &any.value[..]).unwrap_or_default();
        match type_url {
            type_url::CLUSTER => {
                let endpoints = endpoints_of(body);
                if endpoints.is_empty() {
                    self.warming.remove(&resource.name);
                } else if old.as_ref() != Some(&resource.version) {
                    self.warming.insert(resource.name.clone());
                }
                self.refers.insert((type_url, resource.name.clone()), endpoints);
            }
            type_url::LISTENER => {
                self.refers.insert((type_url, resource.name.clone()), routes_of(body));
            }
            type_url::ENDPOINT => {
                let refers = &self.refers;
                self.warming.retain(|cluster| {
                    let endpoints = refers.get(&(type_url::CLUSTER, cluster.clone()));
                    endpoints.is_some_and(|endpoints| !endpoints.contains(&resource.name))
                });
            }
            _ => {}
        }
    }

    fn lose(&mut self, type_url: &'static str, name: &str) {
        if let Some(has) = self.has.get_mut(type_url) {
            has.remove(name);
        }
        self.refers.remove(&(type_url, name.to_owned()));
        if type_url == type_url::CLUSTER {
            self.warming.remove(name);
        }
    }

    /// What differs in what the client is interested in.
    fn interest(&mut self) -> Vec<DeltaDiscoveryRequest> {
        let mut requests = Vec::new();
        for (_, follower) in LEADS {
            let wanted = self.wanted(follower);
            let before = self.wants.entry(follower).or_default();
            let subscribe: Vec<String> = wanted.difference(before).cloned().collect();
            let unsubscribe: Vec<String> = before.difference(&wanted).cloned().collect();
            if subscribe.is_empty() && unsubscribe.is_empty() {
                continue;
            }
            let has = self.has.entry(follower).or_default();
            unsubscribe.iter().for_each(|name| drop(has.remove(name)));
            *before = wanted;
            requests.push(DeltaDiscoveryRequest {
                type_url: follower.to_owned(),
                resource_names_subscribe: subscribe,
                resource_names_unsubscribe: unsubscribe,
                ..Default::default()
            });
        }
        requests
    }
}

fn answer(type_url: &str, nonce: &str, error: Option<String>) -> DeltaDiscoveryRequest {
    DeltaDiscoveryRequest {
        type_url: type_url.to_owned(),
        response_nonce: nonce.to_owned(),
        error_detail: error.map(|message| Status { code: 13, message }),
        ..Default::default()
    }
}

/// The name of the endpoints that a cluster waits for, if it does.
fn endpoints_of(body: &[u8]) -> BTreeSet<String> {
    let Ok(cluster) = Cluster::decode(body) else { return BTreeSet::new() };
    if cluster.cluster_discovery_type != Some(ClusterDiscoveryType::Type(DiscoveryType::Eds as i32)) {
        return BTreeSet::new();
    }
    let service = cluster.eds_cluster_config.map(|eds| eds.service_name).filter(|name| !name.is_empty());
    [service.unwrap_or(cluster.name)].into()
}

/// The names of the routes that a listener refers to.
fn routes_of(body: &[u8]) -> BTreeSet<String> {
    let Ok(listener) = Listener::decode(body) else { return BTreeSet::new() };
    let chains = listener.filter_chains.into_iter().chain(listener.default_filter_chain);
    let filters = chains.flat_map(|chain| chain.filters).filter_map(|filter| filter.config_type);
    let managers =
        filters.filter_map(|ConfigType::TypedConfig(any)| any.to_msg::<HttpConnectionManager>().ok());
    let rds = managers.filter_map(|manager| match manager.route_specifier {
        Some(RouteSpecifier::Rds(rds)) => Some(rds.route_config_name),
        _ => None,
    });
    rds.collect()
}
