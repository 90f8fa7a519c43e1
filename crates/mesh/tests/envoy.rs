//! A real Envoy takes what proxies are sent.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test may fail loudly and meets the world"
)]

mod harness;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use envoy_api::envoy::config::cluster::v3 as cluster;
use envoy_api::envoy::config::endpoint::v3::ClusterLoadAssignment;
use envoy_api::envoy::config::listener::v3 as listener;
use envoy_api::envoy::config::route::v3::RouteConfiguration;
use envoy_api::envoy::extensions::filters::http::router::v3::Router;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3 as http;
use envoy_api::{Message, any};
use harness::generated::{World, hostile};
use mesh::{Kind, Registry, Served, Snapshot};

#[test]
fn what_the_cases_give_is_taken() {
    let Some(envoy) = harness::envoy() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let input = std::fs::read_to_string(entry.unwrap().path().join("input.yaml")).unwrap();
        for served in harness::case(&input).1 {
            validate(&envoy, &served);
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn what_generated_meshes_give_is_taken() {
    let Some(envoy) = harness::envoy() else { return };
    for seed in 0..12 {
        let world = World::generated(seed);
        let snapshot = published(&world.objects());
        for proxy in world.proxies().iter().take(1) {
            validate(&envoy, &snapshot.served(proxy));
        }
    }
}

#[test]
fn what_hostile_meshes_give_is_taken() {
    let Some(envoy) = harness::envoy() else { return };
    for (objects, proxy) in hostile() {
        validate(&envoy, &published(&objects).served(&proxy));
    }
}

/// The way in which the others ask does tell when something is wrong.
#[test]
fn what_is_wrong_is_refused() {
    let Some(envoy) = harness::envoy() else { return };
    let empty = listener::Listener { name: "x".to_owned(), ..Default::default() };
    let mut fixed = Vec::new();
    field(1, &empty.encode_to_vec(), &mut fixed);
    let mut bytes = Vec::new();
    field(2, &fixed, &mut bytes);
    let (took, said) = ask(&envoy, &bytes);
    assert!(!took && said.contains("listener"), "{said}");
}

fn published(objects: &[kubeyaml::Value]) -> Arc<Snapshot> {
    let mut registry = Registry::new(harness::settings(&kubeyaml::Value::Null));
    objects.iter().for_each(|object| registry.put(object));
    registry.publish()
}

fn validate(envoy: &Path, served: &Served) {
    let (took, said) = ask(envoy, &bootstrap(served));
    assert!(took, "Envoy refuses: {said}\n{}", harness::show::served(served));
}

/// Envoy reads a bootstrap and ends: whether it took it, and what it said.
fn ask(envoy: &Path, bootstrap: &[u8]) -> (bool, String) {
    let folder = tempfile();
    let path = folder.join("bootstrap.pb");
    std::fs::write(&path, bootstrap).unwrap();
    let output = Command::new(envoy)
        .args(["--mode", "validate", "--log-level", "warning", "-c"])
        .arg(&path)
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn tempfile() -> PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("mesh-envoy-{}-{count}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    folder
}

/// A bootstrap as protocol buffers: node 1, static resources 2 (listeners 1, clusters 2), dynamic resources 3 (ADS 3).
fn bootstrap(served: &Served) -> Vec<u8> {
    let mut fixed = Vec::new();
    for resource in served.all(Kind::Listener) {
        field(1, &resource.body, &mut fixed);
    }
    for (index, resource) in served.all(Kind::Route).iter().enumerate() {
        field(1, &route_listener(index, &resource.body).encode_to_vec(), &mut fixed);
    }
    for resource in served.all(Kind::Cluster) {
        field(2, &resource.body, &mut fixed);
    }
    for (index, resource) in served.all(Kind::Endpoints).iter().enumerate() {
        field(2, &endpoints_cluster(index, &resource.body).encode_to_vec(), &mut fixed);
    }
    for name in ["xds-grpc", "sds-grpc"] {
        let cluster = cluster::Cluster { name: name.to_owned(), ..Default::default() };
        field(2, &cluster.encode_to_vec(), &mut fixed);
    }
    let mut bytes = Vec::new();
    field(1, &[&b"\x0a\x04node"[..], b"\x12\x04test"].concat(), &mut bytes);
    field(2, &fixed, &mut bytes);
    // DELTA_GRPC, version 3, by cluster `xds-grpc`.
    let mut service = Vec::new();
    let mut by_envoy = Vec::new();
    field(1, b"xds-grpc", &mut by_envoy);
    field(1, &by_envoy, &mut service);
    let mut ads = vec![0x08, 3, 0x40, 2];
    field(4, &service, &mut ads);
    let mut dynamic = Vec::new();
    field(3, &ads, &mut dynamic);
    field(3, &dynamic, &mut bytes);
    bytes
}

fn field(number: u8, body: &[u8], bytes: &mut Vec<u8>) {
    bytes.push((number << 3) | 2);
    let mut length = body.len();
    while length > 0x7f {
        bytes.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).unwrap());
    bytes.extend_from_slice(body);
}

/// Envoy reads routes that are in a listener.
fn route_listener(index: usize, body: &[u8]) -> listener::Listener {
    let routes = RouteConfiguration::decode(body).unwrap();
    let router = http::http_filter::ConfigType::TypedConfig(any(&Router {}));
    let router =
        http::HttpFilter { name: "router".to_owned(), config_type: Some(router), ..Default::default() };
    let manager = http::HttpConnectionManager {
        stat_prefix: "test".to_owned(),
        route_specifier: Some(http::http_connection_manager::RouteSpecifier::RouteConfig(routes)),
        http_filters: vec![router],
        ..Default::default()
    };
    let filter = listener::Filter {
        name: "envoy.filters.network.http_connection_manager".to_owned(),
        config_type: Some(listener::filter::ConfigType::TypedConfig(any(&manager))),
    };
    let of_served =
        listener::Listener::decode(harness::address(20_000 + u16::try_from(index).unwrap()).as_slice());
    listener::Listener {
        name: format!("test-routes-{index}"),
        filter_chains: vec![listener::FilterChain { filters: vec![filter], ..Default::default() }],
        ..of_served.unwrap()
    }
}

/// Envoy reads endpoints that are in a cluster.
fn endpoints_cluster(index: usize, body: &[u8]) -> cluster::Cluster {
    cluster::Cluster {
        name: format!("test-endpoints-{index}"),
        load_assignment: Some(ClusterLoadAssignment::decode(body).unwrap()),
        ..Default::default()
    }
}
