//! What a proxy is sent for its own workload.

use std::collections::BTreeMap;
use std::sync::Arc;

use envoy_api::envoy::config::core::v3::TrafficDirection;
use envoy_api::envoy::config::listener::v3 as api;
use envoy_api::envoy::config::route::v3 as route_api;
use envoy_api::envoy::extensions::filters::listener::original_dst::v3::OriginalDst;
use envoy_api::envoy::extensions::filters::listener::original_src::v3::OriginalSrc;
use envoy_api::envoy::extensions::filters::listener::tls_inspector::v3::TlsInspector;
use envoy_api::envoy::r#type::v3::Int32Range;

use crate::chains::{self, Chain};
use crate::cluster::{self, BLACK_HOLE, INBOUND_PASSTHROUGH, inbound_name};
use crate::envoy::parts::{ENDLESS, span};
use crate::envoy::{http, tcp, tls};
use crate::listener::{self, http_inspector, listener_filter};
use crate::model::{Handling, Mtls, Settings, Workload};
use crate::outbound::Offer;
use crate::proxy::{Interception, Proxy};
use crate::resource::{Resource, resource};
use crate::route;

/// The mark of packets by which capture leaves alone what a proxy sends from its clients' addresses.
///
/// Source: Istio 1.30 pilot/pkg/xds/filters/filters.go, OriginalSrc.
const MARK: u32 = 1337;

/// A port of the workload that a Service leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnPort {
    /// The Service's name in DNS.
    host: String,
    /// The Service's port.
    port: u16,
    /// What it speaks.
    handling: Handling,
}

/// Two Services that lead to the same port of a workload and differ in what it speaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error(
    "port {target} is of two Services that differ in its protocol: {kept} holds, as it is the older, and {left} is ignored"
)]
pub struct Conflict {
    /// The workload's port.
    pub target: u16,
    /// The Service whose protocol holds.
    pub kept: String,
    /// The other one.
    pub left: String,
}

/// The ports of a workload that Services lead to, by number. Where two Services lead to one, the older counts.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/listener_inbound.go, getFilterChainsByServicePort.
pub(crate) fn own_ports<'a>(
    workload: &Workload,
    offers: impl Iterator<Item = &'a Arc<Offer>>,
    proxy: &Proxy,
    settings: &Settings,
) -> (BTreeMap<u16, OwnPort>, Vec<Conflict>) {
    let mut offers: Vec<&Arc<Offer>> = offers.collect();
    offers.sort_by_key(|offer| (&offer.view.service.created, &offer.view.service.name));
    let taken = [settings.inbound_port, settings.outbound_port];
    let mut ports: BTreeMap<u16, OwnPort> = BTreeMap::new();
    let mut conflicts = Vec::new();
    for (offer, index, target) in offers.iter().flat_map(|offer| targets(offer, workload, proxy)) {
        let Some(port) = offer.view.ports.get(index).map(|view| &view.port) else { continue };
        if taken.contains(&target) || proxy.reserved_ports.contains(&target) {
            continue;
        }
        let host = offer.view.host.clone();
        let own = OwnPort { host, port: port.number, handling: port.handling() };
        match ports.get(&target) {
            None => drop(ports.insert(target, own)),
            Some(old) if old.handling != own.handling && old.host != own.host => {
                conflicts.push(Conflict { target, kept: old.host.clone(), left: own.host });
            }
            Some(_) => {}
        }
    }
    (ports, conflicts)
}

/// The workload's ports behind a Service, with the place of the Service's port: by the labels that the Service selects,
/// before any slice says so; else by address.
fn targets<'a>(
    offer: &'a Arc<Offer>,
    workload: &Workload,
    proxy: &Proxy,
) -> Vec<(&'a Arc<Offer>, usize, u16)> {
    let selects = offer.view.service.selects(&workload.labels);
    let mut targets = Vec::new();
    for (index, view) in offer.view.ports.iter().enumerate() {
        let by_label = selects.then(|| workload.port(&view.port.target)).flatten();
        let here = view.endpoints.iter().filter(|endpoint| proxy.addresses.contains(&endpoint.address));
        let by_address = here.map(|endpoint| endpoint.port);
        match by_label {
            Some(target) => targets.push((offer, index, target)),
            None => targets.extend(by_address.map(|target| (offer, index, target))),
        }
    }
    targets
}

/// The clusters of a workload itself.
pub(crate) fn clusters(ports: &BTreeMap<u16, OwnPort>, proxy: &Proxy, settings: &Settings) -> Vec<Resource> {
    let own = ports.iter().map(|(target, own)| cluster::inbound(*target, own.handling, proxy, settings));
    own.chain([cluster::inbound_passthrough(proxy, settings)]).collect()
}

/// The listener for what the workload receives.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/listener_inbound.go, inboundVirtualListener.
pub(crate) fn virtual_inbound(
    ports: &BTreeMap<u16, OwnPort>,
    mtls: &Mtls,
    proxy: &Proxy,
    settings: &Settings,
) -> Resource {
    let mut built = Built::default();
    built.chains.push(tcp::chain_of_port(
        "virtualInbound-blackhole",
        settings.inbound_port,
        tcp::to(BLACK_HOLE),
    ));
    built.looks.insert(settings.inbound_port, Looks::default());
    let passed =
        mtls.ports.keys().filter(|port| !ports.contains_key(port) && **port != settings.inbound_port);
    for target in std::iter::once(0).chain(passed.copied()) {
        let mode = if target == 0 { mtls.mode } else { mtls.of_port(target) };
        for chain in chains::of(mode, Handling::Sniffed) {
            built.add(target, chain, passed_through(chain), settings);
        }
    }
    for (target, own) in ports {
        for chain in chains::of(mtls.of_port(*target), own.handling) {
            built.add(*target, chain, of_port(*target, own, chain), settings);
        }
    }
    let listener = api::Listener {
        traffic_direction: TrafficDirection::Inbound.into(),
        listener_filters: built.listener_filters(proxy),
        listener_filters_timeout: Some(span(settings.detection_timeout)),
        continue_on_listener_filters_timeout: true,
        filter_chains: built.chains,
        ..listener::at_all_addresses("virtualInbound", settings.inbound_port, proxy)
    };
    resource("virtualInbound", &listener)
}

fn passed_through(chain: &Chain) -> api::FilterChain {
    if !chain.is_http {
        return tcp::chain("virtualInbound", tcp::to(INBOUND_PASSTHROUGH));
    }
    let routes = routes(INBOUND_PASSTHROUGH, 0, ":0/*", false);
    tcp::chain("virtualInbound-catchall-http", http::inbound(INBOUND_PASSTHROUGH, routes, false))
}

fn of_port(target: u16, own: &OwnPort, chain: &Chain) -> api::FilterChain {
    let cluster = inbound_name(target);
    let name = listener::name("0.0.0.0", target);
    if !chain.is_http {
        return tcp::chain(&name, tcp::to(&cluster));
    }
    let is_http2 = own.handling == Handling::Http(true);
    let routes = routes(&cluster, own.port, &format!("{}:{}/*", own.host, own.port), is_http2);
    tcp::chain(&name, http::inbound(&format!("inbound_{name}"), routes, is_http2))
}

/// Source: Istio 1.30 pilot/pkg/networking/core/httproute.go, buildSidecarInboundHTTPRouteConfig.
fn routes(cluster: &str, port: u16, operation: &str, is_http2: bool) -> route_api::RouteConfiguration {
    // What a workload did not begin to read may be sent again; streams of gRPC may not.
    let retries = route_api::RetryPolicy {
        retry_on: "reset-before-request".to_owned(),
        num_retries: Some(2),
        ..Default::default()
    };
    let action = route_api::RouteAction {
        max_stream_duration: Some(route_api::route_action::MaxStreamDuration {
            max_stream_duration: Some(ENDLESS),
            grpc_timeout_header_max: Some(ENDLESS),
        }),
        retry_policy: (!is_http2).then_some(retries),
        ..route::to(cluster)
    };
    let decorator = route_api::Decorator { operation: operation.to_owned() };
    let route = route_api::Route {
        decorator: Some(decorator),
        ..route::route_of("default", route_api::route::Action::Route(action))
    };
    let host = route_api::VirtualHost {
        name: format!("inbound|http|{port}"),
        domains: vec!["*".to_owned()],
        routes: vec![route],
        ..Default::default()
    };
    route_api::RouteConfiguration {
        name: cluster.to_owned(),
        virtual_hosts: vec![host],
        validate_clusters: Some(false),
        ..Default::default()
    }
}

/// The chains so far, and what has to be looked at to choose among those of each port; port 0 is all others.
#[derive(Default)]
struct Built {
    chains: Vec<api::FilterChain>,
    looks: BTreeMap<u16, Looks>,
}

/// What has to be looked at in the first bytes of a connection.
#[derive(Clone, Copy, Default)]
struct Looks {
    for_tls: bool,
    for_http: bool,
}

impl Built {
    fn add(&mut self, target: u16, chain: &Chain, made: api::FilterChain, settings: &Settings) {
        let looks = self.looks.entry(target).or_default();
        looks.for_tls |= chain.has_tls;
        looks.for_http |= chain.needs_http_inspector();
        let matched = api::FilterChainMatch {
            destination_port: (target > 0).then_some(u32::from(target)),
            transport_protocol: chain.transport().to_owned(),
            application_protocols: chain.asked.iter().map(|asked| (*asked).to_owned()).collect(),
            ..Default::default()
        };
        self.chains.push(api::FilterChain {
            filter_chain_match: Some(matched),
            transport_socket: chain.is_mutual.then(|| tls::server(settings)),
            ..made
        });
    }

    /// A server that speaks first would wait for ever where somebody waits for its client: nobody looks where no chain
    /// asks for it.
    ///
    /// Source: Istio 1.30 pilot/pkg/networking/core/listener_inbound.go, populateListenerFilters.
    fn listener_filters(&self, proxy: &Proxy) -> Vec<api::ListenerFilter> {
        let mut filters = vec![listener_filter("envoy.filters.listener.original_dst", &OriginalDst {})];
        if proxy.interception == Interception::Tproxy {
            let source = OriginalSrc { mark: MARK, ..Default::default() };
            filters.push(listener_filter("envoy.filters.listener.original_src", &source));
        }
        let tls = listener_filter("envoy.filters.listener.tls_inspector", &TlsInspector {});
        filters.extend(self.looking(tls, |looks| looks.for_tls));
        // What is TLS is not looked into any further, so this one is the second.
        filters.extend(self.looking(http_inspector(), |looks| looks.for_http));
        filters
    }

    fn looking(
        &self,
        filter: api::ListenerFilter,
        is_wanted: impl Fn(&Looks) -> bool,
    ) -> Option<api::ListenerFilter> {
        let is_usual = self.looks.get(&0).is_some_and(&is_wanted);
        let others = self.looks.iter().filter(|(port, looks)| **port > 0 && is_wanted(looks) != is_usual);
        let others: Vec<u16> = others.map(|(port, _)| *port).collect();
        match (is_usual, others.is_empty()) {
            (true, true) => Some(filter),
            (true, false) => Some(api::ListenerFilter { filter_disabled: Some(to_any(&others)), ..filter }),
            (false, true) => None,
            (false, false) => {
                let rule =
                    api::listener_filter_chain_match_predicate::Rule::NotMatch(Box::new(to_any(&others)));
                let predicate = api::ListenerFilterChainMatchPredicate { rule: Some(rule) };
                Some(api::ListenerFilter { filter_disabled: Some(predicate), ..filter })
            }
        }
    }
}

/// Connections to any of these ports. Envoy takes no set of one.
fn to_any(ports: &[u16]) -> api::ListenerFilterChainMatchPredicate {
    use api::listener_filter_chain_match_predicate::{MatchSet, Rule};
    let range = |port: &u16| {
        let start = i32::from(*port);
        let rule = Rule::DestinationPortRange(Int32Range { start, end: start + 1 });
        api::ListenerFilterChainMatchPredicate { rule: Some(rule) }
    };
    match ports {
        [port] => range(port),
        ports => {
            let rules = ports.iter().map(range).collect();
            api::ListenerFilterChainMatchPredicate { rule: Some(Rule::OrMatch(MatchSet { rules })) }
        }
    }
}
