//! Connections of HTTP.

use envoy_api::envoy::config::core::v3 as core;
use envoy_api::envoy::config::listener::v3::Filter;
use envoy_api::envoy::config::route::v3 as route;
use envoy_api::envoy::extensions::filters::common::set_filter_state::v3 as state;
use envoy_api::envoy::extensions::filters::http::router::v3::Router;
use envoy_api::envoy::extensions::filters::http::set_filter_state::v3::Config;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3 as manager;
use envoy_api::{Any, any};
use manager::http_connection_manager::{
    ForwardClientCertDetails, RouteSpecifier, SetCurrentClientCertDetails, UpgradeConfig,
};

use super::parts::{ENDLESS, by_ads};
use super::tcp::filter;

/// The name under which the protocols of upstream connections are set.
pub(crate) const ALPN_FILTER: &str = "outrigger.alpn";

/// What is spoken to a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// HTTP/1.
    Http1,
    /// HTTP/2.
    Http2,
}

/// Requests to others, by the routes of a name.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/listener.go, buildSidecarOutboundHTTPListenerOpts.
pub(crate) fn outbound(listener: &str, routes: &str, spoken: Spoken) -> Filter {
    let rds = manager::Rds { config_source: Some(by_ads()), route_config_name: routes.to_owned() };
    let state = http_filter(ALPN_FILTER, alpn(spoken));
    let manager = manager::HttpConnectionManager {
        stat_prefix: format!("outbound_{listener};"),
        route_specifier: Some(RouteSpecifier::Rds(rds)),
        http_filters: vec![state, router()],
        ..common()
    };
    filter(NAME, &manager)
}

/// Requests from others to a cluster. They say who their client is.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/listener_inbound.go, buildSidecarInboundHTTPOpts.
pub(crate) fn inbound(stat_prefix: &str, routes: route::RouteConfiguration, is_http2: bool) -> Filter {
    let manager = manager::HttpConnectionManager {
        stat_prefix: format!("{stat_prefix};"),
        route_specifier: Some(RouteSpecifier::RouteConfig(routes)),
        http_filters: vec![router()],
        http2_protocol_options: is_http2.then(core::Http2ProtocolOptions::default),
        server_name: "istio-envoy".to_owned(),
        forward_client_cert_details: ForwardClientCertDetails::AppendForward.into(),
        set_current_client_cert_details: Some(SetCurrentClientCertDetails {
            subject: Some(true),
            dns: true,
            uri: true,
            cert: false,
        }),
        ..common()
    };
    filter(NAME, &manager)
}

/// What a connection to a proxy of the mesh says that is spoken within TLS: by that the other side knows HTTP where no
/// Service says that it is. Istio has a filter of its own for it, which other Envoys do not have.
pub(crate) fn alpn(spoken: Spoken) -> Any {
    let protocols = match spoken {
        Spoken::Http1 => "istio-http/1.1,istio,http/1.1",
        Spoken::Http2 => "istio-h2,istio,h2",
    };
    let text = core::DataSource {
        specifier: Some(core::data_source::Specifier::InlineString(protocols.to_owned())),
    };
    let format = core::SubstitutionFormatString {
        format: Some(core::substitution_format_string::Format::TextFormatSource(text)),
        ..Default::default()
    };
    let value = state::FilterStateValue {
        key: Some(state::filter_state_value::Key::ObjectKey(
            "envoy.network.application_protocols".to_owned(),
        )),
        value: Some(state::filter_state_value::Value::FormatString(format)),
        shared_with_upstream: state::filter_state_value::SharedWithUpstream::Once.into(),
        ..Default::default()
    };
    any(&Config { on_request_headers: vec![value] })
}

const NAME: &str = "envoy.filters.network.http_connection_manager";

fn common() -> manager::HttpConnectionManager {
    manager::HttpConnectionManager {
        use_remote_address: Some(false),
        normalize_path: Some(true),
        stream_idle_timeout: Some(ENDLESS),
        proxy_100_continue: true,
        upgrade_configs: vec![UpgradeConfig { upgrade_type: "websocket".to_owned() }],
        ..Default::default()
    }
}

fn router() -> manager::HttpFilter {
    http_filter("envoy.filters.http.router", any(&Router {}))
}

fn http_filter(name: &str, config: Any) -> manager::HttpFilter {
    manager::HttpFilter {
        name: name.to_owned(),
        config_type: Some(manager::http_filter::ConfigType::TypedConfig(config)),
        ..Default::default()
    }
}
