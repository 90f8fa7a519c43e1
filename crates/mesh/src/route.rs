//! Routes.

use std::collections::BTreeMap;
use std::net::IpAddr;

use bytes::Bytes;
use envoy_api::envoy::config::route::v3 as api;
use envoy_api::envoy::extensions::retry::host::previous_hosts::v3::PreviousHostsPredicate;
use envoy_api::{Message, any};

use crate::cluster::{PASSTHROUGH, outbound_name};
use crate::envoy::http::{ALPN_FILTER, Spoken, alpn};
use crate::envoy::parts::{ENDLESS, as_field};
use crate::model::{Handling, Name, Settings};
use crate::resource::{Resource, encoded, resource};
use crate::view::{PortView, View};

/// The number of the field that hosts are in routes.
const VIRTUAL_HOSTS: u8 = 2;

/// A Service among the hosts of a port, each as it stands in the routes of the port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Whether the Service says that it speaks HTTP; else it may be found to.
    pub(crate) is_declared: bool,
    /// For proxies of namespaces in which it or another name for it is known by a short name.
    near: BTreeMap<String, Bytes>,
    /// For all others.
    far: Bytes,
}

impl Host {
    /// As proxies of a namespace have it.
    pub(crate) fn for_namespace(&self, namespace: &str) -> &Bytes {
        self.near.get(namespace).unwrap_or(&self.far)
    }
}

/// The host of a port of a Service among those of all Services with that port.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/httproute.go, BuildSidecarOutboundVirtualHosts.
pub(crate) fn host(view: &View, port: &PortView) -> Host {
    let names: Vec<&Name> = std::iter::once(&view.service.name).chain(&view.aliases).collect();
    let seen_from = |namespace: &str| {
        let domains = domains(view, &names, port, namespace);
        Bytes::from(as_field(VIRTUAL_HOSTS, &virtual_host(view, port, domains)))
    };
    Host {
        is_declared: matches!(port.port.handling(), Handling::Http(_)),
        near: names.iter().map(|name| (name.namespace.clone(), seen_from(&name.namespace))).collect(),
        far: seen_from(""),
    }
}

/// The routes of a port that is looked into: all goes to its cluster.
pub(crate) fn of_sniffed(view: &View, port: &PortView) -> Resource {
    let name = sniffed_name(&view.host, port.port.number);
    let host = virtual_host(view, port, vec!["*".to_owned()]);
    let routes = api::RouteConfiguration { virtual_hosts: vec![host], ..named(&name) };
    resource(&name, &routes)
}

/// What the routes of a port that is looked into are called.
pub(crate) fn sniffed_name(host: &str, port: u16) -> String {
    format!("{host}:{port}")
}

/// The routes of a port of HTTP, of the hosts of all Services that have it.
pub(crate) fn of_port<'a>(
    port: u16,
    hosts: impl Iterator<Item = &'a Bytes>,
    settings: &Settings,
) -> Resource {
    let name = port.to_string();
    // Protocol buffers let a field's parts stand anywhere: these are the whole message but its hosts.
    let mut bytes = named(&name).encode_to_vec();
    hosts.for_each(|host| bytes.extend_from_slice(host));
    bytes.extend(as_field(VIRTUAL_HOSTS, &others(settings)));
    encoded(&name, bytes.into())
}

/// Routes that lead nowhere, for a name that somebody asks for and that is not there.
pub(crate) fn empty(name: &str) -> Resource {
    resource(name, &named(name))
}

fn named(name: &str) -> api::RouteConfiguration {
    api::RouteConfiguration {
        name: name.to_owned(),
        validate_clusters: Some(false),
        ignore_port_in_host_matching: true,
        ..Default::default()
    }
}

fn virtual_host(view: &View, port: &PortView, domains: Vec<String>) -> api::VirtualHost {
    let number = port.port.number;
    let cluster = outbound_name(&view.host, number);
    let route = api::RouteAction { retry_policy: Some(retries()), ..to(&cluster) };
    let mut route = route_of("default", api::route::Action::Route(route));
    route.decorator = Some(api::Decorator { operation: format!("{}:{number}/*", view.host) });
    let is_http2 = port.port.handling() == Handling::Http(true);
    let alpn = is_http2.then(|| (ALPN_FILTER.to_owned(), alpn(Spoken::Http2)));
    api::VirtualHost {
        name: format!("{}:{number}", view.host),
        domains,
        routes: vec![route],
        include_request_attempt_count: true,
        typed_per_filter_config: alpn.into_iter().collect(),
    }
}

/// The texts that a client in a namespace may have in `Host`. Names of Services have no dots, so that none of them is
/// another's.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/httproute.go, generateVirtualHostDomains.
fn domains(view: &View, names: &[&Name], port: &PortView, namespace: &str) -> Vec<String> {
    let suffix = view.host.split_once(".svc.").map_or("", |(_, domain)| domain);
    let mut domains: Vec<String> = Vec::new();
    for one in names {
        let Name { namespace: of, name } = one;
        let host = format!("{name}.{of}.svc.{suffix}");
        domains.extend([host.clone(), format!("{host}.")]);
        domains.extend((of == namespace).then(|| name.clone()));
        domains.extend([format!("{name}.{of}.svc"), format!("{name}.{of}")]);
    }
    if view.is_headless() {
        let of_pods: Vec<String> = domains.iter().map(|domain| format!("*.{domain}")).collect();
        domains.extend(of_pods);
    } else {
        domains.extend(port.addresses.iter().map(|address| match address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        }));
    }
    domains
}

/// What no Service is known for.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/httproute.go, buildCatchAllVirtualHost.
fn others(settings: &Settings) -> api::VirtualHost {
    let (name, action) = match settings.lets_out {
        true => ("allow_any", api::route::Action::Route(to(PASSTHROUGH))),
        false => {
            let answer = api::DirectResponseAction { status: 502, ..Default::default() };
            ("block_all", api::route::Action::DirectResponse(answer))
        }
    };
    api::VirtualHost {
        name: name.to_owned(),
        domains: vec!["*".to_owned()],
        routes: vec![route_of(name, action)],
        include_request_attempt_count: true,
        ..Default::default()
    }
}

/// All requests to a cluster, in whatever time they take.
pub(crate) fn to(cluster: &str) -> api::RouteAction {
    api::RouteAction {
        cluster_specifier: Some(api::route_action::ClusterSpecifier::Cluster(cluster.to_owned())),
        timeout: Some(ENDLESS),
        ..Default::default()
    }
}

/// All requests.
pub(crate) fn route_of(name: &str, action: api::route::Action) -> api::Route {
    let all = api::route_match::PathSpecifier::Prefix("/".to_owned());
    api::Route {
        name: name.to_owned(),
        r#match: Some(api::RouteMatch { path_specifier: Some(all) }),
        action: Some(action),
        ..Default::default()
    }
}

/// Source: Istio 1.30 pilot/pkg/networking/core/route/retry/retry.go, DefaultPolicy.
fn retries() -> api::RetryPolicy {
    let previous = any(&PreviousHostsPredicate {});
    let elsewhere = api::retry_policy::RetryHostPredicate {
        name: "envoy.retry_host_predicates.previous_hosts".to_owned(),
        config_type: Some(api::retry_policy::retry_host_predicate::ConfigType::TypedConfig(previous)),
    };
    api::RetryPolicy {
        retry_on: "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes".to_owned(),
        num_retries: Some(2),
        retry_host_predicate: vec![elsewhere],
        host_selection_retry_max_attempts: 5,
        ..Default::default()
    }
}
