//! The static listeners: metrics and readiness.

use kubeyaml::Value;

use super::address::Address;
use super::parameters::Parameters;
use crate::json::{list, object};

/// Both of them.
pub(super) fn all(parameters: &Parameters<'_>) -> Value {
    list![metrics(parameters), readiness(parameters)]
}

fn metrics(parameters: &Parameters<'_>) -> Value {
    let family = parameters.family;
    let (address, other) = match parameters.plan.status.metrics_for_localhost_only {
        true => (family.localhost(), family.other_localhost()),
        false => (family.wildcard(), family.other_wildcard()),
    };
    let mut filters = Vec::new();
    if parameters.stats.compressed {
        filters.extend([("brotli", "Brotli"), ("zstd", "Zstd"), ("gzip", "Gzip")].map(compressor));
    }
    let chain = chain("stats", "/stats/prometheus", "prometheus_stats", filters);
    listener(parameters, [address, other], parameters.ports.envoy_prometheus, chain)
}

fn readiness(parameters: &Parameters<'_>) -> Value {
    let family = parameters.family;
    let chain = chain("agent", "/healthz/ready", "agent", Vec::new());
    let addresses = [family.wildcard(), family.other_wildcard()];
    let mut listener = listener(parameters, addresses, parameters.ports.envoy_status, chain);
    if parameters.plan.envoy.status_takes_proxy_protocol {
        let filter = object! {
            "name": "envoy.listener.proxy_protocol",
            "typed_config": object! {
                "@type": "type.googleapis.com/envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol",
                "allow_requests_without_proxy_protocol": true,
            },
        };
        listener.become_map().insert("listener_filters", list![filter]);
    }
    listener
}

/// A listener that no limit of connections touches.
fn listener(
    parameters: &Parameters<'_>,
    [first, second]: [&'static str; 2],
    port: u16,
    chain: Value,
) -> Value {
    let socket = |host: &'static str| {
        let mut address = Address::new(host, port).document();
        address.become_map().insert("protocol", "TCP");
        object! { "socket_address": address }
    };
    let mut listener = object! {
        "name": format!("{first}_{port}"),
        "address": socket(first),
        "ignore_global_conn_limit": true,
        "bypass_overload_manager": true,
        "filter_chains": list![chain],
    };
    if parameters.family.is_dual() {
        let more = list![object! { "address": socket(second) }];
        listener.become_map().insert("additionalAddresses", more);
    }
    listener
}

/// Routes one prefix to a cluster.
fn chain(stat_prefix: &str, prefix: &str, cluster: &str, mut filters: Vec<Value>) -> Value {
    filters.push(object! {
        "name": "envoy.filters.http.router",
        "typed_config": object! {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router",
        },
    });
    let route = object! {
        "match": object! { "prefix": prefix },
        "route": object! { "cluster": cluster },
    };
    let host = object! { "name": "backend", "domains": list!["*"], "routes": list![route] };
    let manager = object! {
        "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "codec_type": "AUTO",
        "stat_prefix": stat_prefix,
        "route_config": object! { "virtual_hosts": list![host] },
        "http_filters": filters,
    };
    object! { "filters": list![object! {
        "name": "envoy.filters.network.http_connection_manager",
        "typed_config": manager,
    }] }
}

fn compressor((name, kind): (&str, &str)) -> Value {
    let library = object! {
        "name": format!("stats_{name}"),
        "typed_config": object! {
            "@type": format!("type.googleapis.com/envoy.extensions.compression.{name}.compressor.v3.{kind}"),
        },
    };
    let types = list![
        "text/plain",
        "application/vnd.google.protobuf",
        "application/openmetrics-text",
        "application/openmetrics-protobuf",
    ];
    object! {
        "name": format!("envoy.filters.http.compressor.{name}"),
        "typed_config": object! {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor",
            "compressor_library": library,
            "response_direction_config": object! { "common_config": object! { "content_type": types } },
        },
    }
}
