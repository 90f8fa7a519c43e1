//! After whatever comes in whatever order, an Envoy has what the server has for it, and uses it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod harness;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use envoy_api::envoy::config::route::v3::RouteConfiguration;
use envoy_api::{
    Any, DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryResponse, Message, Node, type_url,
};
use harness::{Given, Mesh, Random, TYPES};
use xds::{Ask, Client, Heard, Interest, Protocol, Stream};

/// A server and an Envoy, and what is on its way between them.
struct Pair {
    mesh: Mesh,
    protocol: Protocol,
    knows_changes: bool,
    server: Stream<Given>,
    client: Client,
    up: VecDeque<Ask>,
    /// The last nonce of each type, as requests of the state of the world have it.
    nonces: BTreeMap<String, String>,
    down: VecDeque<Bytes>,
    /// Meshes that this stream's server had; one that was never sent counts for nothing.
    seen: Vec<Arc<Mesh>>,
    nacks: usize,
}

impl Pair {
    fn new(protocol: Protocol, knows_changes: bool) -> Pair {
        let mut pair = Pair {
            mesh: Mesh::default(),
            protocol,
            knows_changes,
            server: Stream::new(protocol, ""),
            client: Client::new(Node::default()),
            up: VecDeque::new(),
            nonces: BTreeMap::new(),
            down: VecDeque::new(),
            seen: Vec::new(),
            nacks: 0,
        };
        pair.reconnect();
        pair
    }

    /// Whatever was on its way is lost.
    fn reconnect(&mut self) {
        self.down.clear();
        self.up.clear();
        self.nonces.clear();
        self.server = Stream::new(self.protocol, "");
        self.set();
        let requests = self.client.connect();
        self.ask(requests);
    }

    fn set(&mut self) {
        let mesh = Arc::new(self.mesh.clone());
        self.seen.push(Arc::clone(&mesh));
        self.server.set(Given { mesh, knows_changes: self.knows_changes });
    }

    fn ask(&mut self, requests: Vec<DeltaDiscoveryRequest>) {
        for request in requests {
            let ask = match self.protocol {
                Protocol::Delta => request.into(),
                Protocol::World => Ask {
                    nonce: self.nonces.get(&request.type_url).cloned().unwrap_or_default(),
                    error: request.error_detail.map(|error| error.message),
                    interest: Interest::All(self.client.wanted(&request.type_url).into_iter().collect()),
                    type_url: request.type_url,
                },
            };
            self.up.push_back(ask);
        }
    }

    /// A response of the state of the world as changes to what the client has.
    fn changes(&self, response: DiscoveryResponse) -> DeltaDiscoveryResponse {
        let type_url = response.type_url.as_str();
        let known = |body: &[u8]| {
            let in_mesh = |mesh: &Arc<Mesh>| mesh.every(type_url).into_iter().find(|one| one.body == body);
            let found = self.seen.iter().rev().find_map(in_mesh);
            found.map(|one| (one.name.to_string(), xds::version_text(one.version)))
        };
        let resource = |any: &Any| {
            // One that leads nowhere is of no mesh.
            let nowhere = || (RouteConfiguration::decode(&*any.value).unwrap().name, String::new());
            let (name, version) = known(&any.value).unwrap_or_else(nowhere);
            envoy_api::Resource { name, version, resource: Some(any.clone()) }
        };
        let resources: Vec<_> = response.resources.iter().map(resource).collect();
        let is_whole = [type_url::CLUSTER, type_url::LISTENER].contains(&type_url);
        let had = self.client.view(type_url).into_keys().filter(|_| is_whole);
        let removed = had.filter(|name| resources.iter().all(|one| one.name != *name)).collect();
        DeltaDiscoveryResponse {
            resources,
            removed_resources: removed,
            type_url: response.type_url,
            nonce: response.nonce,
            ..Default::default()
        }
    }

    fn hear(&mut self) -> bool {
        let Some(request) = self.up.pop_front() else { return false };
        let heard = self.server.hear(request).unwrap();
        // In the state of the world names may come with the nonce of the response before.
        assert!(
            heard != Heard::Stale || self.protocol == Protocol::World,
            "one response is on its way at a time"
        );
        self.nacks += usize::from(matches!(heard, Heard::Nacked(_)));
        true
    }

    fn say(&mut self) -> bool {
        let Some(answer) = self.server.say() else { return false };
        self.down.push_back(answer.message.whole());
        true
    }

    fn receive(&mut self, refuse: impl Fn(&str, &str) -> Option<String>) -> bool {
        let Some(message) = self.down.pop_front() else { return false };
        let response = match self.protocol {
            Protocol::Delta => DeltaDiscoveryResponse::decode(message).unwrap(),
            Protocol::World => self.changes(DiscoveryResponse::decode(message).unwrap()),
        };
        let is_first = self.nonces.insert(response.type_url.clone(), response.nonce.clone()).is_none();
        // On a new stream of the state of the world a server does not know what a client has.
        if response.type_url == type_url::CLUSTER && !(is_first && self.protocol == Protocol::World) {
            let used = self.used();
            for name in &response.removed_resources {
                assert!(!used.contains(name), "cluster {name} is taken away while it is used");
            }
        }
        let requests = self.client.receive(&response, refuse);
        self.ask(requests);
        true
    }

    /// The clusters that the client's listeners and routes refer to, by what they were when the client was sent them.
    fn used(&self) -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        for (name, version) in self.client.view(type_url::LISTENER) {
            let as_sent = |mesh: &&Arc<Mesh>| is_version(mesh, type_url::LISTENER, &name, &version);
            let mesh = self.seen.iter().rev().find(as_sent).unwrap();
            used.extend(mesh.listeners[&name].2.clone());
        }
        let wanted = self.client.wanted(type_url::ROUTE);
        let routes = self.client.view(type_url::ROUTE).into_iter().filter(|(name, _)| wanted.contains(name));
        for (name, version) in routes {
            // One that leads nowhere is of no mesh.
            let as_sent = |mesh: &&Arc<Mesh>| is_version(mesh, type_url::ROUTE, &name, &version);
            used.extend(self.seen.iter().rev().find(as_sent).map(|mesh| mesh.routes[&name].1.clone()));
        }
        used
    }

    /// Lets all that is on its way come, and all that comes of it.
    fn settle(&mut self) {
        for _ in 0..1000 {
            if !(self.say() | self.receive(|_, _| None) | self.hear()) {
                return;
            }
        }
        panic!("it does not come to rest");
    }

    fn check(&self, what: &str) {
        for type_url in TYPES {
            let wanted = self.client.wanted(type_url);
            let is_named = type_url == type_url::ENDPOINT || type_url == type_url::ROUTE;
            let mut has = self.client.view(type_url);
            let want = self.mesh.every(type_url).into_iter();
            let want = want.map(|one| (one.name.to_string(), xds::version_text(one.version)));
            let want = want.filter(|(name, _)| !is_named || wanted.contains(name)).collect();
            if type_url == type_url::ROUTE {
                // Those that lead nowhere, and those that were let go.
                has.retain(|name, _| wanted.contains(name) && self.mesh.routes.contains_key(name));
            }
            assert_eq!(has, want, "{what}: {type_url}");
        }
        assert_eq!(self.client.warming(), &BTreeSet::new(), "{what}: clusters that wait for endpoints");
    }
}

fn is_version(mesh: &Mesh, type_url: &str, name: &str, version: &str) -> bool {
    mesh.find(type_url, name).is_some_and(|one| xds::version_text(one.version) == version)
}

/// Changes, requests, responses and new streams in any order; `refusals` is how often, once in how many, a resource is refused.
fn run(protocol: Protocol, seed: u64, refusals: Option<u64>) -> usize {
    let mut random = Random::new(seed);
    let mut pair = Pair::new(protocol, seed.is_multiple_of(2));
    for step in 0..random.below(120) {
        match random.below(24) {
            0..4 => {
                pair.mesh.change(&mut random);
                pair.set();
            }
            4..10 => drop(pair.hear()),
            10..16 => drop(pair.say()),
            16..22 => {
                let dice = RefCell::new(&mut random);
                let refused = |_: &str, name: &str| {
                    refusals.is_some_and(|times| dice.borrow_mut().once_in(times)).then(|| name.to_owned())
                };
                pair.receive(refused);
            }
            22 if random.once_in(3) => pair.reconnect(),
            _ if refusals.is_none() && random.once_in(3) => {
                pair.settle();
                pair.check(&format!("seed {seed}, step {step}"));
            }
            _ => {}
        }
    }
    // What was refused is sent again only when it changes.
    if refusals.is_some() {
        pair.mesh.change_all();
        pair.set();
    }
    pair.settle();
    pair.check(&format!("seed {seed}, the end"));
    pair.nacks
}

#[test]
fn an_envoy_has_what_the_server_has() {
    for protocol in [Protocol::Delta, Protocol::World] {
        for seed in 0..1000 {
            run(protocol, seed, None);
        }
    }
}

#[test]
fn an_envoy_that_refused_has_it_in_the_end() {
    for protocol in [Protocol::Delta, Protocol::World] {
        let nacks: usize = (0..1000).map(|seed| run(protocol, seed, Some(6))).sum();
        assert!(nacks > 300, "{nacks} refusals");
    }
}

#[test]
fn a_new_stream_does_not_say_again_what_is_known_of_clusters_and_listeners() {
    for seed in 0..200 {
        let mut random = Random::new(seed);
        let mut pair = Pair::new(Protocol::Delta, false);
        (0..20).for_each(|_| pair.mesh.change(&mut random));
        pair.set();
        pair.settle();
        pair.reconnect();
        while pair.hear() {}
        while let Some(answer) = pair.server.say() {
            let is_known = [type_url::CLUSTER, type_url::LISTENER].contains(&&*answer.type_url);
            assert!(!is_known || answer.resources == 0, "{answer:?}");
            assert_eq!(answer.removed, 0, "{answer:?}");
            let ack = DeltaDiscoveryRequest {
                type_url: answer.type_url.to_string(),
                response_nonce: answer.nonce,
                ..Default::default()
            };
            assert_eq!(pair.server.hear(ack.into()), Ok(Heard::Acked));
        }
    }
}
