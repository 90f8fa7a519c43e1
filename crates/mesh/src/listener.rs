//! Listeners for what workloads send.

use std::net::IpAddr;

use envoy_api::envoy::config::core::v3::TrafficDirection;
use envoy_api::envoy::config::listener::v3 as api;
use envoy_api::envoy::extensions::filters::listener::http_inspector::v3::HttpInspector;
use envoy_api::{Message, Name, any};

use crate::cluster::{BLACK_HOLE, PASSTHROUGH, outbound_name};
use crate::envoy::http::{self, Spoken};
use crate::envoy::parts::{ENDLESS, address, span};
use crate::envoy::tcp;
use crate::model::{Handling, Settings};
use crate::proxy::{Interception, Proxy};
use crate::resource::{Resource, resource};
use crate::route::sniffed_name;
use crate::view::{PortView, View};

/// All addresses of each family.
pub(crate) const WILDCARDS: [&str; 2] = [V4, V6];
const V4: &str = "0.0.0.0";
const V6: &str = "::";

/// What HTTP in plain text is found to be.
pub(crate) const PLAIN_HTTP: [&str; 2] = ["http/1.1", "h2c"];

/// What the listener of an address and a port is called.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/listener.go, getListenerName.
pub(crate) fn name(address: &str, port: u16) -> String {
    format!("{address}_{port}")
}

/// The listener of a port that Services speak HTTP at: what is HTTP goes by its host, all else where it wants to.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/listener.go, buildSidecarOutboundListener.
pub(crate) fn of_http_port(wildcard: &str, port: u16, settings: &Settings) -> Resource {
    let name = name(wildcard, port);
    let manager = http::outbound(&name, &port.to_string(), Spoken::Http1);
    let rest = if settings.lets_out { PASSTHROUGH } else { BLACK_HOLE };
    let listener = api::Listener {
        listener_filters: vec![http_inspector()],
        listener_filters_timeout: Some(span(settings.detection_timeout)),
        filter_chains: vec![plain_http(&PLAIN_HTTP, manager)],
        default_filter_chain: Some(tcp::chain("PassthroughFilterChain", tcp::to(rest))),
        ..outbound(&name, wildcard, port)
    };
    resource(&name, &listener)
}

/// The listener of a port of a Service at one of its addresses, where it is not known to speak HTTP.
pub(crate) fn of_service(view: &View, port: &PortView, ip: IpAddr, settings: &Settings) -> Resource {
    let number = port.port.number;
    let ip = ip.to_string();
    let name = name(&ip, number);
    let to_cluster = tcp::chain("", tcp::to(&outbound_name(&view.host, number)));
    let mut listener = outbound(&name, &ip, number);
    if port.port.handling() == Handling::Sniffed {
        let routes = sniffed_name(&view.host, number);
        // Each version says what it is, as the cluster speaks the client's.
        let chains = [(["http/1.1"], Spoken::Http1), (["h2c"], Spoken::Http2)];
        let chain =
            |(found, spoken): ([&str; 1], _)| plain_http(&found, http::outbound(&name, &routes, spoken));
        listener.filter_chains = chains.map(chain).into();
        listener.default_filter_chain = Some(to_cluster);
        listener.listener_filters = vec![http_inspector()];
        listener.listener_filters_timeout = Some(span(settings.detection_timeout));
    } else {
        listener.filter_chains = vec![to_cluster];
        listener.listener_filters_timeout = Some(ENDLESS);
    }
    resource(&name, &listener)
}

/// The listener that takes what workloads send, and gives it to that of its destination.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/listener_builder.go, buildVirtualOutboundListener.
pub(crate) fn virtual_outbound(proxy: &Proxy, settings: &Settings) -> Resource {
    let rest = if settings.lets_out { PASSTHROUGH } else { BLACK_HOLE };
    let port = settings.outbound_port;
    let chains = [
        tcp::chain_of_port("virtualOutbound-blackhole", port, tcp::to(BLACK_HOLE)),
        tcp::chain("virtualOutbound-catchall-tcp", tcp::to(rest)),
    ];
    let listener = api::Listener {
        use_original_dst: Some(true),
        traffic_direction: TrafficDirection::Outbound.into(),
        filter_chains: chains.into(),
        ..at_all_addresses("virtualOutbound", port, proxy)
    };
    resource("virtualOutbound", &listener)
}

/// A listener at all addresses of a proxy.
pub(crate) fn at_all_addresses(name: &str, port: u16, proxy: &Proxy) -> api::Listener {
    let first = if proxy.is_ipv6_only() { V6 } else { V4 };
    let other = api::AdditionalAddress { address: Some(address(V6, port)) };
    api::Listener {
        name: name.to_owned(),
        address: Some(address(first, port)),
        additional_addresses: proxy.has_both_families().then_some(other).into_iter().collect(),
        transparent: (proxy.interception == Interception::Tproxy).then_some(true),
        ..Default::default()
    }
}

/// Whether a listener that all proxies share is for a proxy: it is of a family that it has, and not for its own address.
pub(crate) fn is_for(name: &str, proxy: &Proxy) -> bool {
    let Some((at, _)) = name.rsplit_once('_') else { return true };
    match at {
        V4 => !proxy.is_ipv6_only(),
        V6 => proxy.is_ipv6_only() || proxy.has_both_families(),
        at => !proxy.addresses.iter().any(|own| at == own.to_string()),
    }
}

/// The port of the listener of a port of HTTP, by its name.
pub(crate) fn port_of_http(name: &str) -> Option<u16> {
    let (at, port) = name.rsplit_once('_')?;
    port.parse().ok().filter(|_| WILDCARDS.contains(&at))
}

/// A filter of a listener.
pub(crate) fn listener_filter<M: Message + Name>(name: &str, config: &M) -> api::ListenerFilter {
    api::ListenerFilter {
        name: name.to_owned(),
        config_type: Some(api::listener_filter::ConfigType::TypedConfig(any(config))),
        ..Default::default()
    }
}

/// Finds HTTP.
pub(crate) fn http_inspector() -> api::ListenerFilter {
    listener_filter("envoy.filters.listener.http_inspector", &HttpInspector {})
}

fn outbound(name: &str, ip: &str, port: u16) -> api::Listener {
    api::Listener {
        name: name.to_owned(),
        address: Some(address(ip, port)),
        bind_to_port: Some(false),
        traffic_direction: TrafficDirection::Outbound.into(),
        continue_on_listener_filters_timeout: true,
        ..Default::default()
    }
}

fn plain_http(found: &[&str], manager: api::Filter) -> api::FilterChain {
    let matched = api::FilterChainMatch {
        transport_protocol: "raw_buffer".to_owned(),
        application_protocols: found.iter().map(|protocol| (*protocol).to_owned()).collect(),
        ..Default::default()
    };
    api::FilterChain { filter_chain_match: Some(matched), ..tcp::chain("", manager) }
}
