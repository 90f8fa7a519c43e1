//! Clusters.

use std::collections::BTreeMap;
use std::time::Duration;

use api::cluster::{ClusterDiscoveryType, DiscoveryType, LbPolicy};
use envoy_api::envoy::config::cluster::v3 as api;
use envoy_api::envoy::config::core::v3 as core;
use envoy_api::envoy::extensions::upstreams::http::v3 as http;
use envoy_api::structs::of_texts;
use envoy_api::{Any, any};

use crate::envoy::parts::{by_ads, raw_buffer, socket, span};
use crate::envoy::tls;
use crate::model::{Handling, Settings};
use crate::proxy::Proxy;
use crate::resource::{Resource, resource};
use crate::view::{PortView, View};

/// Where connections go that no Service is known for.
pub(crate) const PASSTHROUGH: &str = "PassthroughCluster";
/// Where connections end.
pub(crate) const BLACK_HOLE: &str = "BlackHoleCluster";
/// Where connections to ports go that no Service is known for.
pub(crate) const INBOUND_PASSTHROUGH: &str = "InboundPassthroughCluster";

/// A source address by which capture knows connections that a proxy makes to its own workload.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/cluster.go, InboundPassthroughBindIpv4.
const LOOP_V4: &str = "127.0.0.6";
const LOOP_V6: &str = "::6";

/// The name of the cluster of a port of a Service.
///
/// Source: Istio 1.30 pilot/pkg/model/service.go, BuildSubsetKey.
pub(crate) fn outbound_name(host: &str, port: u16) -> String {
    format!("outbound|{port}||{host}")
}

/// The name of the cluster of a port of the workload itself.
pub(crate) fn inbound_name(port: u16) -> String {
    format!("inbound|{port}||")
}

/// The clusters that do not depend on any Service.
pub(crate) fn fixed(settings: &Settings) -> [Resource; 2] {
    let black_hole = api::Cluster {
        cluster_discovery_type: Some(ClusterDiscoveryType::Type(DiscoveryType::Static.into())),
        ..named(BLACK_HOLE, settings)
    };
    let passthrough = api::Cluster {
        typed_extension_protocol_options: options(passthrough_options()),
        ..to_original(named(PASSTHROUGH, settings))
    };
    [resource(BLACK_HOLE, &black_hole), resource(PASSTHROUGH, &passthrough)]
}

/// The cluster of a port of a Service.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/cluster_builder.go, buildCluster.
pub(crate) fn outbound(view: &View, port: &PortView, settings: &Settings) -> Resource {
    let name = outbound_name(&view.host, port.port.number);
    let handling = port.port.handling();
    let is_http2 = handling == Handling::Http(true);
    let client = || tls::client(view, port.port.number, is_http2, settings);
    let mut cluster = api::Cluster {
        typed_extension_protocol_options: protocol(handling).map(options).unwrap_or_default(),
        ..named(&name, settings)
    };
    if view.is_headless() {
        cluster = to_original(cluster);
        // Nothing tells such endpoints apart: TLS is for all of them or for none.
        let all = !port.endpoints.is_empty() && port.endpoints.iter().all(|one| one.has_mutual_tls);
        cluster.transport_socket = all.then(client);
        return resource(&name, &cluster);
    }
    cluster.cluster_discovery_type = Some(ClusterDiscoveryType::Type(DiscoveryType::Eds.into()));
    cluster.lb_policy = LbPolicy::LeastRequest.into();
    cluster.eds_cluster_config =
        Some(api::cluster::EdsClusterConfig { eds_config: Some(by_ads()), service_name: name.clone() });
    if settings.auto_mtls {
        cluster.transport_socket_matches = vec![
            socket_match("tlsMode-istio", of_texts([("tlsMode", "istio")]), client()),
            socket_match("tlsMode-disabled", envoy_api::Struct::default(), raw_buffer()),
        ];
    }
    resource(&name, &cluster)
}

/// The cluster of a port of the workload itself.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/cluster_builder.go, buildInboundCluster.
pub(crate) fn inbound(port: u16, handling: Handling, proxy: &Proxy, settings: &Settings) -> Resource {
    let name = inbound_name(port);
    let cluster = api::Cluster {
        typed_extension_protocol_options: protocol(handling).map(options).unwrap_or_default(),
        cleanup_interval: Some(span(Duration::from_secs(60))),
        upstream_bind_config: Some(looped(proxy)),
        ..to_original(named(&name, settings))
    };
    resource(&name, &cluster)
}

/// The cluster of all other ports of the workload itself.
pub(crate) fn inbound_passthrough(proxy: &Proxy, settings: &Settings) -> Resource {
    let cluster = api::Cluster {
        typed_extension_protocol_options: options(passthrough_options()),
        upstream_bind_config: Some(looped(proxy)),
        ..to_original(named(INBOUND_PASSTHROUGH, settings))
    };
    resource(INBOUND_PASSTHROUGH, &cluster)
}

fn named(name: &str, settings: &Settings) -> api::Cluster {
    let most = Some(u32::MAX);
    let thresholds = api::circuit_breakers::Thresholds {
        max_connections: most,
        max_pending_requests: most,
        max_requests: most,
        max_retries: most,
        track_remaining: true,
        ..Default::default()
    };
    api::Cluster {
        name: name.to_owned(),
        alt_stat_name: format!("{name};"),
        connect_timeout: Some(span(settings.connect_timeout)),
        circuit_breakers: Some(api::CircuitBreakers { thresholds: vec![thresholds] }),
        ..Default::default()
    }
}

fn to_original(cluster: api::Cluster) -> api::Cluster {
    api::Cluster {
        cluster_discovery_type: Some(ClusterDiscoveryType::Type(DiscoveryType::OriginalDst.into())),
        lb_policy: LbPolicy::ClusterProvided.into(),
        ..cluster
    }
}

fn looped(proxy: &Proxy) -> core::BindConfig {
    let source = if proxy.is_ipv6_only() { LOOP_V6 } else { LOOP_V4 };
    let other = core::ExtraSourceAddress { address: Some(socket(LOOP_V6, 0)) };
    core::BindConfig {
        source_address: Some(socket(source, 0)),
        extra_source_addresses: proxy.has_both_families().then_some(other).into_iter().collect(),
        ..Default::default()
    }
}

fn socket_match(
    name: &str,
    matched: envoy_api::Struct,
    socket: core::TransportSocket,
) -> api::cluster::TransportSocketMatch {
    api::cluster::TransportSocketMatch {
        name: name.to_owned(),
        r#match: Some(matched),
        transport_socket: Some(socket),
    }
}

fn protocol(handling: Handling) -> Option<http::HttpProtocolOptions> {
    use http::http_protocol_options::explicit_http_config::ProtocolConfig;
    use http::http_protocol_options::{ExplicitHttpConfig, UpstreamProtocolOptions};
    let explicit = |config| {
        UpstreamProtocolOptions::ExplicitHttpConfig(ExplicitHttpConfig { protocol_config: Some(config) })
    };
    let options = match handling {
        Handling::Tcp => return None,
        Handling::Http(false) => explicit(ProtocolConfig::HttpProtocolOptions(Default::default())),
        Handling::Http(true) => explicit(ProtocolConfig::Http2ProtocolOptions(Default::default())),
        Handling::Sniffed => as_asked(),
    };
    Some(http::HttpProtocolOptions { upstream_protocol_options: Some(options), ..Default::default() })
}

/// The version of HTTP that the client speaks.
fn as_asked() -> http::http_protocol_options::UpstreamProtocolOptions {
    use http::http_protocol_options::{UpstreamProtocolOptions, UseDownstreamHttpConfig};
    UpstreamProtocolOptions::UseDownstreamProtocolConfig(UseDownstreamHttpConfig {
        http_protocol_options: Some(Default::default()),
        http2_protocol_options: Some(Default::default()),
    })
}

fn passthrough_options() -> http::HttpProtocolOptions {
    http::HttpProtocolOptions {
        common_http_protocol_options: Some(core::HttpProtocolOptions {
            idle_timeout: Some(span(Duration::from_secs(300))),
            ..Default::default()
        }),
        upstream_protocol_options: Some(as_asked()),
    }
}

fn options(options: http::HttpProtocolOptions) -> BTreeMap<String, Any> {
    [("envoy.extensions.upstreams.http.v3.HttpProtocolOptions".to_owned(), any(&options))].into()
}
