//! What several tests of a mesh need.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    reason = "a test may fail loudly"
)]

pub mod generated;
pub mod show;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use kubeyaml::Value;
use mesh::model::{Labels, Settings};
use mesh::{Kind, Proxy, Registry, Served, Snapshot};
use meshconfig::{MeshConfig, Version};

/// The settings of a mesh config.
pub fn settings(mesh: &Value) -> Settings {
    let config = MeshConfig::parse(mesh.clone(), Version::LATEST).unwrap();
    Settings::of(&config, "cluster.local", "Kubernetes")
}

/// A registry of objects, with the default settings.
pub fn registry(objects: &str) -> Registry {
    let mut registry = Registry::new(settings(&Value::Null));
    objects::read(objects).unwrap().iter().for_each(|object| registry.put(object));
    registry
}

/// The proxy of a pod.
pub fn proxy(namespace: &str, pod: &str, address: &str) -> Proxy {
    proxy_with(namespace, pod, address, &[])
}

/// The proxy of a pod, with more metadata.
pub fn proxy_with(namespace: &str, pod: &str, address: &str, metadata: &[(&str, &str)]) -> Proxy {
    let id = format!("sidecar~{address}~{pod}.{namespace}~{namespace}.svc.cluster.local");
    let metadata: BTreeMap<String, String> =
        metadata.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Proxy::of(&id, &metadata, Labels::new()).unwrap()
}

/// What the proxy of a pod is sent.
pub fn served(snapshot: &Arc<Snapshot>, namespace: &str, pod: &str, address: &str) -> Served {
    snapshot.served(&proxy(namespace, pod, address))
}

/// A case: the first document is its own and has the mesh config and the proxies that ask; the others are objects.
pub fn case(input: &str) -> (Registry, Vec<Served>, Value) {
    let (head, objects) = input.split_once("\n---\n").unwrap();
    let head = kubeyaml::read(head).unwrap();
    let mut registry = Registry::new(settings(head.at(&["mesh"])));
    objects::read(objects).unwrap().iter().for_each(|object| registry.put(object));
    let snapshot = registry.publish();
    let asked = |asked: &Value| {
        let part = |key: &str| asked.str_at(&[key]).unwrap().to_owned();
        let metadata = asked.at(&["metadata"]).as_map().into_iter().flat_map(|map| map.iter());
        let metadata: Vec<(&str, &str)> =
            metadata.map(|(key, value)| (key, value.as_str().unwrap())).collect();
        snapshot.served(&proxy_with(&part("namespace"), &part("pod"), &part("address"), &metadata))
    };
    let served = head.items_at(&["proxies"]).iter().map(asked).collect();
    (registry, served, head)
}

/// A listener with nothing but an address, encoded.
pub fn address(port: u16) -> Vec<u8> {
    use envoy_api::envoy::config::core::v3 as core;
    let socket = core::SocketAddress {
        address: "127.0.0.1".to_owned(),
        port_specifier: Some(core::socket_address::PortSpecifier::PortValue(u32::from(port))),
        ..Default::default()
    };
    let address = core::Address { address: Some(core::address::Address::SocketAddress(socket)) };
    let listener = envoy_api::envoy::config::listener::v3::Listener {
        address: Some(address),
        bind_to_port: Some(false),
        ..Default::default()
    };
    envoy_api::Message::encode_to_vec(&listener)
}

/// All that refers to each other is there, and nothing is there twice.
pub fn check(served: &Served) {
    let mut names: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for kind in Kind::ALL {
        let all: Vec<String> = served.all(kind).iter().map(|resource| resource.name.to_string()).collect();
        let mut once = all.clone();
        once.sort();
        once.dedup();
        assert_eq!(all.len(), once.len(), "{kind:?}: a name is there twice");
        for resource in served.all(kind) {
            assert_eq!(
                served.get(kind, &resource.name).as_ref(),
                Some(&resource),
                "{kind:?} {}",
                resource.name
            );
        }
        names.insert(kind, all);
    }
    let refers = |kind: Kind, name: &str, by: &str| {
        assert!(
            names[&kind].iter().any(|one| one == name),
            "{by} refers to {kind:?} {name}, which is not there"
        );
    };
    for listener in served.all(Kind::Listener) {
        let shown = show::listener(&listener.body);
        for line in shown.lines() {
            if let Some((_, cluster)) = line.split_once("-> cluster ") {
                refers(Kind::Cluster, cluster.split(' ').next().unwrap(), &listener.name);
            } else if let Some((_, routes)) = line.split_once("-> routes ") {
                let routes = routes.split(" as ").next().unwrap();
                refers(Kind::Route, routes, &listener.name);
                assert_eq!(served.routes_of(&listener.name).as_deref(), Some(routes), "{}", listener.name);
            }
        }
    }
    for route in served.all(Kind::Route) {
        let shown = show::route(&route.body);
        let clusters = shown.lines().filter_map(|line| line.split_once("-> cluster "));
        clusters
            .for_each(|(_, cluster)| refers(Kind::Cluster, cluster.split(' ').next().unwrap(), &route.name));
    }
    for cluster in served.all(Kind::Cluster) {
        if show::cluster(&cluster.body).contains(" EDS ") {
            refers(Kind::Endpoints, &cluster.name, &cluster.name);
        }
    }
}

/// Envoy, where it is; without it a test is skipped, but not under CI.
pub fn envoy() -> Option<PathBuf> {
    let named = std::env::var_os("ENVOY").map(PathBuf::from);
    let path =
        named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/envoy/envoy"));
    let found = path.is_file().then_some(path);
    if found.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "Envoy is not there; crates/init/tests/netns/tools.sh gets it"
        );
        eprintln!("SKIPPED: Envoy is not there; crates/init/tests/netns/tools.sh gets it");
    }
    found
}
