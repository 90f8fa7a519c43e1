//! The static clusters: the agent, Envoy's own admin interface, and servers that the proxy config names.

use kubeyaml::{Map, Value};

use super::address::Address;
use super::parameters::{Parameters, RemoteService, Tracer, Tracing};
use crate::json::{list, object};

/// All of them, in Istio's order.
pub(super) fn all(parameters: &Parameters<'_>) -> Value {
    let localhost = parameters.family.localhost();
    let socket = |path: &str| object! { "pipe": object! { "path": path } };
    let tcp = |port: u16| {
        let mut address = Address::new(localhost, port).document();
        address.become_map().insert("protocol", "TCP");
        object! { "socket_address": address }
    };
    let mut clusters = vec![
        fixed("prometheus_stats", "0.250s", tcp(parameters.ports.admin)),
        fixed("agent", "0.250s", tcp(parameters.ports.status.unwrap_or_default())),
        http2(fixed("sds-grpc", "1s", socket(&parameters.plan.paths.workload_socket.to_string_lossy()))),
    ];
    if let Some(path) = &parameters.files_socket {
        clusters.push(http2(fixed("sds-files-grpc", "1s", socket(path))));
    }
    clusters.push(xds(socket(&format!("{}/XDS", parameters.plan.mesh.config_path()))));
    clusters.extend(parameters.tracing.as_ref().map(|tracing| tracer(tracing, parameters)));
    for (name, service) in [
        ("envoy_metrics_service", &parameters.metrics_service),
        ("envoy_accesslog_service", &parameters.access_log_service),
    ] {
        clusters.extend(service.as_ref().map(|service| remote(name, service, parameters)));
    }
    Value::List(clusters)
}

/// A cluster with one endpoint.
fn cluster(name: &str, kind: &str, timeout: &str, address: Value) -> Value {
    object! {
        "name": name,
        "alt_stat_name": format!("{name};"),
        "type": kind,
        "connect_timeout": timeout,
        "lb_policy": "ROUND_ROBIN",
        "load_assignment": object! {
            "cluster_name": name,
            "endpoints": list![object! {
                "lb_endpoints": list![object! { "endpoint": object! { "address": address } }],
            }],
        },
    }
}

fn fixed(name: &str, timeout: &str, address: Value) -> Value {
    cluster(name, "STATIC", timeout, address)
}

/// A cluster whose endpoint has a name.
fn named(name: &str, address: &Address, parameters: &Parameters<'_>) -> Value {
    let mut cluster = cluster(name, "STRICT_DNS", "1s", object! { "socket_address": address.document() });
    cluster.become_map().insert("respect_dns_ttl", true);
    cluster.become_map().insert("dns_lookup_family", parameters.family.lookup());
    cluster
}

fn http2(mut cluster: Value) -> Value {
    const OPTIONS: &str = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
    let options = object! {
        "@type": format!("type.googleapis.com/{OPTIONS}"),
        "explicit_http_config": object! { "http2_protocol_options": object! {} },
    };
    let by_name = Map::from_entries(vec![(OPTIONS.into(), options)]);
    cluster.become_map().insert("typed_extension_protocol_options", by_name);
    cluster
}

fn xds(address: Value) -> Value {
    let threshold = |priority: &str| {
        object! {
            "priority": priority,
            "max_connections": 100_000,
            "max_pending_requests": 100_000,
            "max_requests": 100_000,
        }
    };
    let mut cluster = http2(fixed("xds-grpc", "1s", address));
    let fields = cluster.become_map();
    fields
        .insert("circuit_breakers", object! { "thresholds": list![threshold("DEFAULT"), threshold("HIGH")] });
    fields.insert(
        "upstream_connection_options",
        object! { "tcp_keepalive": object! { "keepalive_time": 300 } },
    );
    fields.insert("max_requests_per_connection", 1);
    cluster
}

fn tracer(tracing: &Tracing, parameters: &Parameters<'_>) -> Value {
    let mut cluster = named(tracing.tracer.cluster(), &tracing.address, parameters);
    match tracing.tracer {
        Tracer::Zipkin => drop(cluster.become_map().insert("dns_refresh_rate", "30s")),
        Tracer::Lightstep => cluster = http2(cluster),
        Tracer::Datadog => {}
    }
    with(cluster, [("transport_socket", &tracing.transport_socket)])
}

fn remote(name: &str, service: &RemoteService, parameters: &Parameters<'_>) -> Value {
    with(
        http2(named(name, &service.address, parameters)),
        [
            ("transport_socket", &service.transport_socket),
            ("upstream_connection_options", &service.connection_options),
        ],
    )
}

fn with<const N: usize>(mut cluster: Value, fields: [(&str, &Option<Value>); N]) -> Value {
    for (key, value) in fields {
        if let Some(value) = value {
            cluster.become_map().insert(key, value.clone());
        }
    }
    cluster
}
