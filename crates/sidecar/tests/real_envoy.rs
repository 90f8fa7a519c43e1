//! A real Envoy behind the relay uses what a server built of `xds` sends it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use envoy_api::envoy::config::cluster::v3::Cluster;
use envoy_api::envoy::config::cluster::v3::cluster::{ClusterDiscoveryType, DiscoveryType, EdsClusterConfig};
use envoy_api::envoy::config::core::v3::api_config_source::ApiType;
use envoy_api::envoy::config::core::v3::config_source::ConfigSourceSpecifier;
use envoy_api::envoy::config::core::v3::grpc_service::{EnvoyGrpc, TargetSpecifier};
use envoy_api::envoy::config::core::v3::socket_address::PortSpecifier;
use envoy_api::envoy::config::core::v3::{
    Address, AggregatedConfigSource, ApiConfigSource, ApiVersion, ConfigSource, GrpcService, SocketAddress,
    address,
};
use envoy_api::envoy::config::endpoint::v3::{
    ClusterLoadAssignment, Endpoint, LbEndpoint, LocalityLbEndpoints, lb_endpoint,
};
use envoy_api::envoy::config::listener::v3::filter::ConfigType;
use envoy_api::envoy::config::listener::v3::{Filter, FilterChain, Listener};
use envoy_api::envoy::config::route::v3::{
    Route, RouteAction, RouteConfiguration, RouteMatch, VirtualHost, route, route_action, route_match,
};
use envoy_api::envoy::extensions::filters::http::router::v3::Router;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3::http_connection_manager::RouteSpecifier;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3::{
    HttpConnectionManager, HttpFilter, Rds, http_filter,
};
use envoy_api::{Duration as ApiDuration, Message, any, type_url};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use sidecar::relay::Relay;
use sidecar::stop::stop;
use support::control_plane::{ControlPlane, Resources};
use support::{Pod, until};

fn envoy() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/envoy/envoy");
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{} is missing: crates/init/tests/netns/tools.sh",
        path.display()
    );
    eprintln!("SKIPPED: there is no Envoy; crates/init/tests/netns/tools.sh gets it");
    None
}

/// Ends Envoy with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn ads() -> Option<ConfigSource> {
    Some(ConfigSource {
        config_source_specifier: Some(ConfigSourceSpecifier::Ads(AggregatedConfigSource {})),
        initial_fetch_timeout: Some(ApiDuration::default()),
        resource_api_version: ApiVersion::V3 as i32,
    })
}

fn address(port: u16) -> Option<Address> {
    let socket = SocketAddress {
        address: "127.0.0.1".to_owned(),
        port_specifier: Some(PortSpecifier::PortValue(port.into())),
        ..Default::default()
    };
    Some(Address { address: Some(address::Address::SocketAddress(socket)) })
}

/// Endpoints come on a stream of their own, which nobody answers.
fn nowhere() -> Option<ConfigSource> {
    let target = EnvoyGrpc { cluster_name: "xds-grpc".to_owned() };
    let service =
        GrpcService { target_specifier: Some(TargetSpecifier::EnvoyGrpc(target)), ..Default::default() };
    let source = ApiConfigSource {
        api_type: ApiType::Grpc as i32,
        transport_api_version: ApiVersion::V3 as i32,
        grpc_services: vec![service],
        ..Default::default()
    };
    let source = Some(ConfigSourceSpecifier::ApiConfigSource(source));
    Some(ConfigSource { config_source_specifier: source, ..ads().unwrap() })
}

/// A listener with a route to a cluster, and its endpoint. Each number is what the resource says beside that.
fn mesh(port: u16, cluster: u64, listener: u64, endpoints_from: Option<ConfigSource>) -> Resources {
    let name = "outbound|80||web".to_owned();
    let web = Cluster {
        name: name.clone(),
        cluster_discovery_type: Some(ClusterDiscoveryType::Type(DiscoveryType::Eds as i32)),
        eds_cluster_config: Some(EdsClusterConfig { eds_config: endpoints_from, service_name: name.clone() }),
        connect_timeout: Some(ApiDuration { seconds: i64::try_from(cluster).unwrap(), nanos: 0 }),
        ..Default::default()
    };
    let endpoint = Endpoint { address: address(1), ..Default::default() };
    let endpoint = LbEndpoint {
        host_identifier: Some(lb_endpoint::HostIdentifier::Endpoint(endpoint)),
        ..Default::default()
    };
    let endpoints = ClusterLoadAssignment {
        cluster_name: name.clone(),
        endpoints: vec![LocalityLbEndpoints { lb_endpoints: vec![endpoint], ..Default::default() }],
        ..Default::default()
    };
    let route = Route {
        r#match: Some(RouteMatch {
            path_specifier: Some(route_match::PathSpecifier::Prefix("/".to_owned())),
        }),
        action: Some(route::Action::Route(RouteAction {
            cluster_specifier: Some(route_action::ClusterSpecifier::Cluster(name.clone())),
            ..Default::default()
        })),
        ..Default::default()
    };
    let host = VirtualHost {
        name: "web".to_owned(),
        domains: vec!["*".to_owned()],
        routes: vec![route],
        ..Default::default()
    };
    let routes =
        RouteConfiguration { name: "80".to_owned(), virtual_hosts: vec![host], ..Default::default() };
    let router = HttpFilter {
        name: "router".to_owned(),
        config_type: Some(http_filter::ConfigType::TypedConfig(any(&Router {}))),
        ..Default::default()
    };
    let manager = HttpConnectionManager {
        stat_prefix: "web".to_owned(),
        server_name: listener.to_string(),
        route_specifier: Some(RouteSpecifier::Rds(Rds {
            config_source: ads(),
            route_config_name: "80".to_owned(),
        })),
        http_filters: vec![router],
        ..Default::default()
    };
    let filter =
        Filter { name: "http".to_owned(), config_type: Some(ConfigType::TypedConfig(any(&manager))) };
    let taking = Listener {
        name: "web".to_owned(),
        address: address(port),
        filter_chains: vec![FilterChain { filters: vec![filter], ..Default::default() }],
        ..Default::default()
    };
    Resources::of(&[
        (type_url::CLUSTER, "outbound|80||web", cluster, web.encode_to_vec()),
        (type_url::ENDPOINT, "outbound|80||web", 1, endpoints.encode_to_vec()),
        (type_url::LISTENER, "web", listener, taking.encode_to_vec()),
        (type_url::ROUTE, "80", 1, routes.encode_to_vec()),
    ])
}

fn bootstrap(socket: &Path, admin: u16) -> String {
    let http2 = r#"{"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        "explicit_http_config": {"http2_protocol_options": {}}}}"#;
    let ads = r#"{"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"}"#;
    format!(
        r#"{{"node": {{"id": "sidecar~10.0.0.1~sleep-1.default~default", "cluster": "sleep"}},
        "admin": {{"address": {{"socket_address": {{"address": "127.0.0.1", "port_value": {admin}}}}}}},
        "dynamic_resources": {{"cds_config": {ads}, "lds_config": {ads}, "ads_config": {{
            "api_type": "DELTA_GRPC", "transport_api_version": "V3", "set_node_on_first_message_only": true,
            "grpc_services": [{{"envoy_grpc": {{"cluster_name": "xds-grpc"}}}}]}}}},
        "static_resources": {{"clusters": [{{"name": "xds-grpc", "type": "STATIC", "connect_timeout": "1s",
            "typed_extension_protocol_options": {http2},
            "load_assignment": {{"cluster_name": "xds-grpc", "endpoints": [{{"lb_endpoints": [
                {{"endpoint": {{"address": {{"pipe": {{"path": "{}"}}}}}}}}]}}]}}}}]}}}}"#,
        socket.display()
    )
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A stat of Envoy's; `None` as long as it does not answer.
fn stat(admin: u16, name: &str) -> Option<u64> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", admin)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let request = format!("GET /stats?filter=^{name}$ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    text.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))?.trim().parse().ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_is_used() {
    let Some(program) = envoy() else { return };
    let port = free_port();
    let plane = ControlPlane::start(mesh(port, 1, 1, ads())).await;
    let pod = Pod::new(&plane.roots());
    let proxy_config = format!(r#"{{"discoveryAddress": "localhost:{}"}}"#, plane.address.port());
    let roots = pod.path("roots").display().to_string();
    let mut plan = pod.plan("localhost:1", &[("PROXY_CONFIG", &proxy_config), ("XDS_ROOT_CA", &roots)]);
    plan.xds.socket = pod.path("XDS");
    plan.ports.admin = free_port();
    let admin = plan.ports.admin;
    let relay = Relay::prepare(&plan, Arc::new(|_| {})).unwrap();
    let mut metrics = Registry::default();
    relay.register(&mut metrics);
    let (_stopper, stop) = stop();
    tokio::spawn(relay.serve(stop));
    pod.write("envoy.json", &bootstrap(&plan.xds.socket, admin));
    let log = std::fs::File::create(pod.path("envoy.log")).unwrap();
    let _envoy = Running(
        Command::new(program)
            .args(["--use-dynamic-base-id", "--concurrency", "1", "-l", "warning", "-c"])
            .arg(pod.path("envoy.json"))
            .stderr(Stdio::from(log.try_clone().unwrap()))
            .stdout(Stdio::from(log))
            .spawn()
            .unwrap(),
    );
    let is = |name: &str, want: u64| stat(admin, name) == Some(want);
    let settled = |updates: (u64, u64)| {
        is("cluster_manager.cds.update_success", updates.0)
            && is("cluster_manager.warming_clusters", 0)
            && is("listener_manager.lds.update_success", updates.1)
            && is("listener_manager.total_listeners_warming", 0)
            && is("listener_manager.total_listeners_active", 1)
    };
    until("the first configuration", || settled((1, 1))).await;
    // A cluster that changes while its endpoints do not.
    plane.resources.send_replace(mesh(port, 2, 1, ads()));
    until("the changed cluster", || settled((2, 1))).await;
    // A listener that changes while its route does not.
    plane.resources.send_replace(mesh(port, 2, 2, ads()));
    until("the changed listener", || settled((2, 2))).await;
    // A control plane that was away changes nothing: no listener is made anew.
    let before = stat(admin, "listener_manager.listener_modified");
    plane.leave();
    until("the end of the stream", || is("control_plane.connected_state", 0)).await;
    plane.with(|state| state.is_away = false);
    until("the new stream", || is("control_plane.connected_state", 1)).await;
    until("its first responses", || settled((3, 3))).await;
    assert_eq!(stat(admin, "listener_manager.listener_modified"), before);
    // F19: Envoy accepts a cluster, and goes on with what it had.
    plane.resources.send_replace(mesh(port, 3, 2, nowhere()));
    until("a cluster that waits", || is("cluster_manager.warming_clusters", 1)).await;
    let counted = || {
        let mut text = String::new();
        encode(&mut text, &metrics).unwrap();
        text.contains("\nwarming_clusters 1\n")
    };
    until("the agent's notice", counted).await;
    assert_eq!(stat(admin, "cluster_manager.cds.update_rejected"), Some(0));
    assert_eq!(stat(admin, "listener_manager.lds.update_rejected"), Some(0));
}
