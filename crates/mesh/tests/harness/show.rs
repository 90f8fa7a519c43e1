//! Resources as text that a person can read: what a proxy does by them, without what is the same in all.

use std::fmt::Write as _;

use envoy_api::envoy::config::cluster::v3 as cluster;
use envoy_api::envoy::config::core::v3 as core;
use envoy_api::envoy::config::endpoint::v3 as endpoint;
use envoy_api::envoy::config::listener::v3 as listener;
use envoy_api::envoy::config::route::v3 as route;
use envoy_api::envoy::extensions::filters::http::set_filter_state::v3 as state;
use envoy_api::envoy::extensions::filters::network::http_connection_manager::v3 as http;
use envoy_api::envoy::extensions::filters::network::tcp_proxy::v3 as tcp;
use envoy_api::envoy::extensions::transport_sockets::tls::v3 as tls;
use envoy_api::envoy::extensions::upstreams::http::v3::HttpProtocolOptions;
use envoy_api::envoy::r#type::matcher::v3::string_matcher::MatchPattern;
use envoy_api::istio::networking::nds::v1::NameTable;
use envoy_api::{Any, Message, Name};
use mesh::{Kind, Served};

/// All that a proxy is sent.
pub fn served(served: &Served) -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        for resource in served.all(kind) {
            text.push_str(&match kind {
                Kind::Cluster => self::cluster(&resource.body),
                Kind::Endpoints => endpoints(&resource.body),
                Kind::Listener => self::listener(&resource.body),
                Kind::Route => self::route(&resource.body),
                Kind::NameTable => names(&resource.body),
            });
        }
    }
    text
}

pub fn cluster(body: &[u8]) -> String {
    let cluster = cluster::Cluster::decode(body).unwrap();
    let Some(cluster::cluster::ClusterDiscoveryType::Type(kind)) = cluster.cluster_discovery_type else {
        panic!()
    };
    let kind = cluster::cluster::DiscoveryType::try_from(kind).unwrap().as_str_name();
    let mut text = format!("cluster {} {kind} {}", cluster.name, cluster.lb_policy().as_str_name());
    for options in cluster.typed_extension_protocol_options.values() {
        use envoy_api::envoy::extensions::upstreams::http::v3::http_protocol_options::{
            UpstreamProtocolOptions, explicit_http_config::ProtocolConfig,
        };
        text.push_str(match unpack::<HttpProtocolOptions>(options).upstream_protocol_options.unwrap() {
            UpstreamProtocolOptions::UseDownstreamProtocolConfig(_) => " as-asked",
            UpstreamProtocolOptions::ExplicitHttpConfig(config) => match config.protocol_config.unwrap() {
                ProtocolConfig::HttpProtocolOptions(_) => " http1",
                ProtocolConfig::Http2ProtocolOptions(_) => " http2",
            },
        });
    }
    if let Some(bind) = cluster.upstream_bind_config {
        write!(text, " from {}", bind.source_address.unwrap().address).unwrap();
        for more in bind.extra_source_addresses {
            write!(text, " and {}", more.address.unwrap().address).unwrap();
        }
    }
    text.push('\n');
    for matched in &cluster.transport_socket_matches {
        let fields = &matched.r#match.as_ref().unwrap().fields;
        let condition = if fields.is_empty() { "else" } else { "if tlsMode=istio" };
        writeln!(text, "  {} {condition} {}", matched.name, socket(matched.transport_socket.as_ref()))
            .unwrap();
    }
    if let Some(socket) = &cluster.transport_socket {
        writeln!(text, "  always {}", self::socket(Some(socket))).unwrap();
    }
    text
}

pub fn endpoints(body: &[u8]) -> String {
    let assignment = endpoint::ClusterLoadAssignment::decode(body).unwrap();
    let mut text = format!("endpoints {}\n", assignment.cluster_name);
    for one in assignment.endpoints.iter().flat_map(|place| &place.lb_endpoints) {
        let Some(endpoint::lb_endpoint::HostIdentifier::Endpoint(host)) = &one.host_identifier else {
            panic!()
        };
        let mutual = if one.metadata.is_some() { " tlsMode=istio" } else { "" };
        let draining = if one.health_status() == core::HealthStatus::Draining { " draining" } else { "" };
        writeln!(text, "  {}{mutual}{draining}", address(host.address.as_ref())).unwrap();
    }
    text
}

pub fn listener(body: &[u8]) -> String {
    let listener = listener::Listener::decode(body).unwrap();
    let mut text = format!("listener {} {}", listener.name, address(listener.address.as_ref()));
    for more in &listener.additional_addresses {
        write!(text, " and {}", address(more.address.as_ref())).unwrap();
    }
    write!(text, " {}", listener.traffic_direction().as_str_name()).unwrap();
    for (said, is) in [
        (" not-bound", listener.bind_to_port == Some(false)),
        (" original-dst", listener.use_original_dst == Some(true)),
        (" transparent", listener.transparent == Some(true)),
    ] {
        text.push_str(if is { said } else { "" });
    }
    text.push('\n');
    for filter in &listener.listener_filters {
        let off = filter.filter_disabled.as_ref().map(|off| format!(" off for {}", predicate(off)));
        let name = filter.name.trim_start_matches("envoy.filters.listener.");
        writeln!(text, "  filter {name}{}", off.unwrap_or_default()).unwrap();
    }
    for chain in &listener.filter_chains {
        self::chain("chain", chain, &mut text);
    }
    if let Some(chain) = &listener.default_filter_chain {
        self::chain("else", chain, &mut text);
    }
    text
}

fn chain(word: &str, chain: &listener::FilterChain, text: &mut String) {
    let name = Some(chain.name.as_str()).filter(|name| !name.is_empty()).unwrap_or("-");
    write!(text, "  {word} {name}").unwrap();
    if let Some(matched) = &chain.filter_chain_match {
        let port = matched.destination_port.map(|port| format!(" port={port}"));
        write!(text, "{}", port.unwrap_or_default()).unwrap();
        let transport = Some(&matched.transport_protocol).filter(|transport| !transport.is_empty());
        write!(text, "{}", transport.map(|t| format!(" {t}")).unwrap_or_default()).unwrap();
        if !matched.application_protocols.is_empty() {
            write!(text, " alpn={}", matched.application_protocols.join(",")).unwrap();
        }
    }
    if chain.transport_socket.is_some() {
        write!(text, " {}", socket(chain.transport_socket.as_ref())).unwrap();
    }
    text.push('\n');
    for filter in &chain.filters {
        let Some(listener::filter::ConfigType::TypedConfig(config)) = &filter.config_type else { panic!() };
        if config.type_url == tcp::TcpProxy::type_url() {
            let Some(tcp::tcp_proxy::ClusterSpecifier::Cluster(cluster)) =
                unpack::<tcp::TcpProxy>(config).cluster_specifier
            else {
                panic!()
            };
            writeln!(text, "    tcp -> cluster {cluster}").unwrap();
        } else {
            manager(&unpack(config), text);
        }
    }
}

fn manager(manager: &http::HttpConnectionManager, text: &mut String) {
    use http::http_connection_manager::RouteSpecifier;
    let spoken = manager.http_filters.iter().find_map(|filter| match &filter.config_type {
        Some(http::http_filter::ConfigType::TypedConfig(any))
            if any.type_url == state::Config::type_url() =>
        {
            Some(format!(" as {}", alpn(any)))
        }
        _ => None,
    });
    let spoken = spoken.unwrap_or_default();
    match manager.route_specifier.as_ref().unwrap() {
        RouteSpecifier::Rds(rds) => {
            writeln!(text, "    http {} -> routes {}{spoken}", manager.stat_prefix, rds.route_config_name)
                .unwrap();
        }
        RouteSpecifier::RouteConfig(routes) => {
            let details = manager.forward_client_cert_details().as_str_name();
            writeln!(text, "    http {} {details}", manager.stat_prefix).unwrap();
            let shown = self::route(&routes.encode_to_vec());
            shown.lines().for_each(|line| writeln!(text, "      {line}").unwrap());
        }
    }
}

pub fn route(body: &[u8]) -> String {
    let routes = route::RouteConfiguration::decode(body).unwrap();
    let mut text = format!("routes {}\n", routes.name);
    for host in &routes.virtual_hosts {
        writeln!(text, "  {} [{}]", host.name, host.domains.join(" ")).unwrap();
        for one in &host.routes {
            match one.action.as_ref().unwrap() {
                route::route::Action::Route(to) => {
                    let Some(route::route_action::ClusterSpecifier::Cluster(cluster)) = &to.cluster_specifier
                    else {
                        panic!()
                    };
                    write!(text, "    {} -> cluster {cluster}", one.name).unwrap();
                    if let Some(retries) = &to.retry_policy {
                        write!(text, " retries {} {}", retries.num_retries.unwrap(), retries.retry_on)
                            .unwrap();
                    }
                }
                route::route::Action::DirectResponse(answer) => {
                    write!(text, "    {} -> {}", one.name, answer.status).unwrap();
                }
            }
            text.push('\n');
        }
        for config in host.typed_per_filter_config.values() {
            writeln!(text, "    as {}", alpn(config)).unwrap();
        }
    }
    text
}

pub fn names(body: &[u8]) -> String {
    let table = NameTable::decode(body).unwrap().table;
    let mut text = "names\n".to_owned();
    for (host, info) in table {
        writeln!(
            text,
            "  {host} = {} ({}, {} in {})",
            info.ips.join(" "),
            info.registry,
            info.shortname,
            info.namespace
        )
        .unwrap();
    }
    text
}

fn alpn(config: &Any) -> String {
    use envoy_api::envoy::extensions::filters::common::set_filter_state::v3::filter_state_value::Value;
    let config: state::Config = unpack(config);
    let Some(Value::FormatString(format)) = &config.on_request_headers[0].value else { panic!() };
    let Some(core::substitution_format_string::Format::TextFormatSource(source)) = &format.format else {
        panic!()
    };
    let Some(core::data_source::Specifier::InlineString(text)) = &source.specifier else { panic!() };
    text.clone()
}

fn socket(socket: Option<&core::TransportSocket>) -> String {
    let Some(core::transport_socket::ConfigType::TypedConfig(config)) =
        socket.and_then(|socket| socket.config_type.as_ref())
    else {
        panic!()
    };
    if config.type_url == tls::UpstreamTlsContext::type_url() {
        let context: tls::UpstreamTlsContext = unpack(config);
        let common = common(&context.common_tls_context.unwrap());
        return format!("mTLS to {} {common}", context.sni);
    }
    if config.type_url == tls::DownstreamTlsContext::type_url() {
        let context: tls::DownstreamTlsContext = unpack(config);
        assert_eq!(context.require_client_certificate, Some(true));
        return format!("mTLS {}", common(&context.common_tls_context.unwrap()));
    }
    "plain".to_owned()
}

fn common(context: &tls::CommonTlsContext) -> String {
    use tls::common_tls_context::ValidationContextType;
    let Some(ValidationContextType::CombinedValidationContext(combined)) = &context.validation_context_type
    else {
        panic!()
    };
    assert_eq!(combined.validation_context_sds_secret_config.as_ref().unwrap().name, "ROOTCA");
    assert_eq!(context.tls_certificate_sds_secret_configs[0].name, "default");
    let names = &combined.default_validation_context.as_ref().unwrap().match_typed_subject_alt_names;
    let name = |one: &tls::SubjectAltNameMatcher| match one.matcher.clone().unwrap().match_pattern.unwrap() {
        MatchPattern::Exact(name) => name,
        MatchPattern::Prefix(name) => format!("{name}*"),
        _ => panic!(),
    };
    let names: Vec<String> = names.iter().map(name).collect();
    format!("offers {} for {}", context.alpn_protocols.join(","), names.join(" "))
}

fn predicate(predicate: &listener::ListenerFilterChainMatchPredicate) -> String {
    use listener::listener_filter_chain_match_predicate::Rule;
    match predicate.rule.as_ref().unwrap() {
        Rule::DestinationPortRange(range) => {
            assert_eq!(range.end, range.start + 1);
            range.start.to_string()
        }
        Rule::OrMatch(set) => set.rules.iter().map(self::predicate).collect::<Vec<_>>().join(" "),
        Rule::NotMatch(rule) => format!("all but {}", self::predicate(rule)),
        _ => panic!(),
    }
}

fn address(address: Option<&core::Address>) -> String {
    let Some(core::address::Address::SocketAddress(socket)) =
        address.and_then(|address| address.address.as_ref())
    else {
        panic!()
    };
    let Some(core::socket_address::PortSpecifier::PortValue(port)) = socket.port_specifier else { panic!() };
    format!("{}:{port}", socket.address)
}

fn unpack<M: Message + Name + Default>(any: &Any) -> M {
    assert_eq!(any.type_url, M::type_url());
    M::decode(&*any.value).unwrap()
}
