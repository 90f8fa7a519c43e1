//! Connections that are sent on as they are.

use envoy_api::envoy::config::listener::v3 as listener;
use envoy_api::envoy::extensions::filters::network::tcp_proxy::v3::{TcpProxy, tcp_proxy::ClusterSpecifier};
use envoy_api::{Message, Name, any};

/// Sends connections to a cluster.
pub(crate) fn to(cluster: &str) -> listener::Filter {
    let proxy = TcpProxy {
        stat_prefix: cluster.to_owned(),
        cluster_specifier: Some(ClusterSpecifier::Cluster(cluster.to_owned())),
        ..Default::default()
    };
    filter("envoy.filters.network.tcp_proxy", &proxy)
}

/// A filter of an extension.
pub(crate) fn filter<M: Message + Name>(name: &str, config: &M) -> listener::Filter {
    listener::Filter {
        name: name.to_owned(),
        config_type: Some(listener::filter::ConfigType::TypedConfig(any(config))),
    }
}

/// A chain without a condition.
pub(crate) fn chain(name: &str, filter: listener::Filter) -> listener::FilterChain {
    listener::FilterChain { name: name.to_owned(), filters: vec![filter], ..Default::default() }
}

/// A chain for a port.
pub(crate) fn chain_of_port(name: &str, port: u16, filter: listener::Filter) -> listener::FilterChain {
    let matched =
        listener::FilterChainMatch { destination_port: Some(u32::from(port)), ..Default::default() };
    listener::FilterChain { filter_chain_match: Some(matched), ..chain(name, filter) }
}
