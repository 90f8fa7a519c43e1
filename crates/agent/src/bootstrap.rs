//! Envoy's bootstrap as a value.
//!
//! ```text
//! Plan, Node, Found ─► Parameters ─┬─► document (built in)
//!                                  └─► data of a user's template ─► text
//! ```
//!
//! Source: Istio 1.30 tools/packaging/common/envoy_bootstrap.json.

mod address;
mod clusters;
mod grpc;
mod listeners;
mod parameters;
mod stats;
pub mod template;
mod tls;
mod tracing;

use kubeyaml::Value;

pub use address::Address;
pub use grpc::grpc_bootstrap;
pub use parameters::{AddressFamily, Parameters, RemoteService, Stats, Tracer, Tracing};

use crate::json::{list, object};

/// The bootstrap that parameters make.
#[must_use]
pub fn document(parameters: &Parameters<'_>) -> Value {
    let mut document = object! {
        "application_log_config": object! { "log_format": log_format(parameters.log_as_json) },
        "node": node(parameters),
        "layered_runtime": object! { "layers": list![
            object! { "name": "global config", "static_layer": parameters.runtime.clone() },
            object! { "name": "admin", "admin_layer": object! {} },
        ] },
        "bootstrap_extensions": extensions(parameters.metadata_discovery),
        "stats_config": stats::config(&parameters.stats, parameters.metadata_discovery),
        "admin": admin(parameters),
        "dynamic_resources": dynamic_resources(parameters.delta),
        "static_resources": object! {
            "clusters": clusters::all(parameters),
            "listeners": listeners::all(parameters),
        },
        "overload_manager": overload(parameters.max_connections),
        "deferred_stat_options": object! { "enable_deferred_creation_stats": true },
    };
    let more = [
        ("stats_flush_interval", parameters.stats.flush_interval.as_deref().map(Value::text)),
        ("stats_eviction_interval", parameters.stats.eviction_interval.as_deref().map(Value::text)),
        ("tracing", parameters.tracing.as_ref().map(|tracing| tracing::driver(tracing, parameters))),
        ("stats_sinks", stats::sinks(parameters)),
        ("cluster_manager", cluster_manager(parameters)),
    ];
    for (key, value) in more {
        if let Some(value) = value {
            document.become_map().insert(key, value);
        }
    }
    document
}

fn log_format(as_json: bool) -> Value {
    match as_json {
        true => object! { "json_format": object! {
            "time": "%Y-%m-%dT%T.%fZ",
            "level": "%l",
            "scope": "envoy %n",
            "msg": "%j",
            "caller": "%g:%#",
            "thread": "%t",
        } },
        false => object! { "text_format": "%Y-%m-%dT%T.%fZ\t%l\tenvoy %n %g:%#\t%v\tthread=%t" },
    }
}

fn node(parameters: &Parameters<'_>) -> Value {
    let node = parameters.node;
    let mut locality = object! {};
    for (key, part) in [
        ("region", &node.locality.region),
        ("zone", &node.locality.zone),
        ("sub_zone", &node.locality.sub_zone),
    ] {
        if !part.is_empty() {
            locality.become_map().insert(key, part.as_str());
        }
    }
    object! {
        "id": node.id.as_str(),
        "cluster": node.cluster.as_str(),
        "locality": locality,
        "metadata": node.metadata.clone(),
    }
}

/// An extension in the form that also an Envoy without it can read.
fn extension(name: &str, type_url: &str, value: Value) -> Value {
    object! {
        "name": name,
        "typed_config": object! {
            "@type": "type.googleapis.com/udpa.type.v1.TypedStruct",
            "type_url": format!("type.googleapis.com/{type_url}"),
            "value": value,
        },
    }
}

fn extensions(metadata_discovery: bool) -> Value {
    let listener = extension(
        "envoy.bootstrap.internal_listener",
        "envoy.extensions.bootstrap.internal_listener.v3.InternalListener",
        object! { "buffer_size_kb": 64 },
    );
    if !metadata_discovery {
        return list![listener];
    }
    // Only Istio's Envoy has it.
    let discovery = extension(
        "metadata_discovery",
        "istio.workload.BootstrapExtension",
        object! { "config_source": object! { "ads": object! {} } },
    );
    list![discovery, listener]
}

fn admin(parameters: &Parameters<'_>) -> Value {
    let log = object! {
        "name": "envoy.access_loggers.file",
        "typed_config": object! {
            "@type": "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog",
            "path": "/dev/null",
        },
    };
    let address = Address::new(parameters.family.localhost(), parameters.ports.admin);
    object! {
        "access_log": list![log],
        "profile_path": "/var/lib/istio/data/envoy.prof",
        "address": object! { "socket_address": address.document() },
    }
}

fn dynamic_resources(delta: bool) -> Value {
    let by_ads = object! {
        "ads": object! {},
        "initial_fetch_timeout": "0s",
        "resource_api_version": "V3",
    };
    object! {
        "lds_config": by_ads.clone(),
        "cds_config": by_ads,
        "ads_config": object! {
            "api_type": if delta { "DELTA_GRPC" } else { "GRPC" },
            "set_node_on_first_message_only": true,
            "transport_api_version": "V3",
            "grpc_services": list![object! { "envoy_grpc": object! { "cluster_name": "xds-grpc" } }],
        },
    }
}

fn overload(most: i64) -> Value {
    object! { "resource_monitors": list![object! {
        "name": "envoy.resource_monitors.global_downstream_max_connections",
        "typed_config": object! {
            "@type": "type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig",
            "max_active_downstream_connections": most,
        },
    }] }
}

fn cluster_manager(parameters: &Parameters<'_>) -> Option<Value> {
    let load = parameters.load_reporting.clone();
    let log = parameters.outlier_log.map(|path| object! { "event_log_path": path });
    if load.is_none() && log.is_none() {
        return None;
    }
    let mut manager = object! { "enable_deferred_cluster_creation": true };
    for (key, value) in [("load_stats_config", load), ("outlier_detection", log)] {
        if let Some(value) = value {
            manager.become_map().insert(key, value);
        }
    }
    Some(manager)
}
