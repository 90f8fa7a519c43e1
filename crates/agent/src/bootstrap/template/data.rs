//! What a user's template sees.
//!
//! Source: Istio 1.30 pkg/bootstrap/option/instances.go; pkg/model/proxy.go, BootstrapNodeMetadata.

use gotext::{Text, Value};
use kubeyaml::Value as Document;

use super::super::address::Address;
use super::super::parameters::{Parameters, Tracer};
use super::super::tracing;

/// The data: a map from names to values, where what is unset has no entry.
pub(super) fn data<'a>(parameters: &'a Parameters<'_>) -> Value<'a> {
    let mut entries: Vec<(&'static str, Value<'a>)> = Vec::new();
    entries.extend(node(parameters));
    entries.extend(network(parameters));
    entries.extend(statistics(parameters));
    entries.extend(servers(parameters));
    Value::map(entries.into_iter().map(|(name, value)| (Text::borrowed(name), value)))
}

type Entries<'a> = Vec<(&'static str, Value<'a>)>;

fn shared<'a>(text: impl Into<String>) -> Value<'a> {
    Value::text(Text::from(text.into()))
}

fn json<'a>(document: &Document) -> Value<'a> {
    shared(kubeyaml::to_json(document))
}

fn node<'a>(parameters: &'a Parameters<'_>) -> Entries<'a> {
    let (plan, node) = (parameters.plan, parameters.node);
    let sans = node.metadata.get("PILOT_SAN").and_then(Document::as_list).unwrap_or_default();
    let sans = sans.iter().filter_map(Document::as_str).map(|san| format!("{{\"exact\":\"{san}\"}}"));
    let mut entries = vec![
        ("nodeID", Value::text(node.id.as_str())),
        ("nodeType", Value::text(plan.who.kind.name())),
        ("cluster", Value::text(node.cluster.as_str())),
        ("meta_json_str", json(&Document::Map(node.metadata.clone()))),
        ("metadata", metadata(parameters)),
        ("config", plan.mesh.proxy_config.template_value()),
        ("pilot_SAN", shared(format!("[{}]", sans.collect::<Vec<_>>().join(",")))),
        ("log_json", Value::Bool(parameters.log_as_json)),
        ("runtime_flags", json(&parameters.runtime)),
        ("xds_root_cert", Value::text("")),
    ];
    for (name, part) in [
        ("region", &node.locality.region),
        ("zone", &node.locality.zone),
        ("sub_zone", &node.locality.sub_zone),
    ] {
        if !part.is_empty() {
            entries.push((name, Value::text(part.as_str())));
        }
    }
    entries
}

fn network<'a>(parameters: &'a Parameters<'_>) -> Entries<'a> {
    let (plan, family) = (parameters.plan, parameters.family);
    let socket = plan.paths.workload_socket.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut entries = vec![
        ("localhost", Value::text(family.localhost())),
        ("wildcard", Value::text(family.wildcard())),
        ("dns_lookup_family", Value::text(family.lookup())),
        ("envoy_status_port", Value::int(plan.ports.envoy_status.into())),
        ("envoy_prometheus_port", Value::int(plan.ports.envoy_prometheus.into())),
        ("global_downstream_max_connections", Value::int(parameters.max_connections)),
        ("metrics_localhost_access_only", Value::Bool(plan.status.metrics_for_localhost_only)),
        ("workload_identity_socket_file", shared(socket.unwrap_or_default())),
        ("xds_type", Value::text(if parameters.delta { "DELTA_GRPC" } else { "GRPC" })),
        ("metadata_discovery", Value::Bool(parameters.metadata_discovery)),
    ];
    if family.is_dual() {
        entries.extend([
            ("additional_localhost", Value::text(family.other_localhost())),
            ("additional_wildcard", Value::text(family.other_wildcard())),
            ("dual_stack", Value::Bool(true)),
        ]);
    }
    if plan.envoy.status_takes_proxy_protocol {
        entries.push(("envoy_status_port_enable_proxy_protocol", Value::Bool(true)));
    }
    entries
}

fn statistics<'a>(parameters: &'a Parameters<'_>) -> Entries<'a> {
    let stats = &parameters.stats;
    let texts = |list: &'a [String]| Value::strings(list.iter().map(|text| Text::from(text.as_str())));
    let mut entries = vec![
        ("envoy_metrics_stats_compression", Value::Bool(stats.compressed)),
        ("histogram_buckets", Value::list(stats.buckets.iter().map(owned).collect())),
    ];
    for (name, list) in [
        ("extraStatTags", &stats.tags),
        ("inclusionPrefix", &stats.prefixes),
        ("inclusionSuffix", &stats.suffixes),
        ("inclusionRegexps", &stats.regexes),
    ] {
        if !list.is_empty() {
            entries.push((name, texts(list)));
        }
    }
    for (name, text) in [
        ("stats_flush_interval", stats.flush_interval.as_deref()),
        ("stats_eviction_interval", stats.eviction_interval.as_deref()),
        ("outlier_log_path", parameters.outlier_log),
    ] {
        entries.extend(text.map(|text| (name, Value::text(text))));
    }
    entries
        .extend(parameters.load_reporting.as_ref().map(|value| ("load_stats_config_json_str", json(value))));
    entries
}

fn servers<'a>(parameters: &'a Parameters<'_>) -> Entries<'a> {
    let discovery = parameters.plan.xds.server.address.as_str();
    let host = discovery.split(':').next().unwrap_or_default();
    let mut entries =
        vec![("discovery_address", Value::text(discovery)), ("discovery_host", Value::text(host))];
    let address = |address: &Address| json(&address.document());
    entries.extend(Address::parse(discovery).map(|found| ("pilot_grpc_address", address(&found))));
    entries.extend(parameters.stats.statsd.as_ref().map(|found| ("statsd", address(found))));
    entries.extend(parameters.files_socket.as_deref().map(|path| ("custom_file_path", Value::text(path))));
    if let Some(found) = &parameters.tracing {
        entries.push((found.tracer.field(), address(&found.address)));
        entries.extend(found.transport_socket.as_ref().map(|socket| ("tracing_tls", json(socket))));
        if found.tracer == Tracer::Lightstep {
            entries.push(("lightstepToken", shared(tracing::token_path(parameters))));
        }
    }
    let names = [
        ("envoy_metrics_service_address", "envoy_metrics_service_tls", "envoy_metrics_service_tcp_keepalive"),
        (
            "envoy_accesslog_service_address",
            "envoy_accesslog_service_tls",
            "envoy_accesslog_service_tcp_keepalive",
        ),
    ];
    for ((name, tls, keepalive), service) in
        names.into_iter().zip([&parameters.metrics_service, &parameters.access_log_service])
    {
        let Some(service) = service else { continue };
        entries.push((name, address(&service.address)));
        entries.extend(service.transport_socket.as_ref().map(|socket| (tls, json(socket))));
        entries.extend(service.connection_options.as_ref().map(|options| (keepalive, json(options))));
    }
    entries
}

/// A document as a value that needs nobody to keep it.
fn owned<'a>(document: &Document) -> Value<'a> {
    match document {
        Document::Null => Value::Nil,
        Document::Bool(truth) => Value::Bool(*truth),
        // Go's JSON has floats only.
        Document::Int(number) => Value::float(*number as f64),
        Document::Uint(number) => Value::float(*number as f64),
        Document::Float(number) => Value::float(*number),
        Document::String(text) => shared(text.as_str()),
        Document::List(items) => Value::list(items.iter().map(owned).collect()),
        Document::Map(map) => {
            Value::map(map.iter().map(|(key, value)| (Text::from(key.to_owned()), owned(value))))
        }
    }
}

/// Fields of the node's metadata in Go, and the keys they have in it.
const TEXTS: [(&str, &str); 30] = [
    ("InstanceName", "NAME"),
    ("Owner", "OWNER"),
    ("OutlierLogPath", "OUTLIER_LOG_PATH"),
    ("AppContainers", "APP_CONTAINERS"),
    ("IstioProxySHA", "ISTIO_PROXY_SHA"),
    ("IstioVersion", "ISTIO_VERSION"),
    ("IstioRevision", "ISTIO_REVISION"),
    ("Namespace", "NAMESPACE"),
    ("NodeName", "NODE_NAME"),
    ("WorkloadName", "WORKLOAD_NAME"),
    ("InterceptionMode", "INTERCEPTION_MODE"),
    ("ServiceAccount", "SERVICE_ACCOUNT"),
    ("HTTPProxyPort", "HTTP_PROXY_PORT"),
    ("MeshID", "MESH_ID"),
    ("ClusterID", "CLUSTER_ID"),
    ("Network", "NETWORK"),
    ("TLSServerCertChain", "TLS_SERVER_CERT_CHAIN"),
    ("TLSServerKey", "TLS_SERVER_KEY"),
    ("TLSServerRootCert", "TLS_SERVER_ROOT_CERT"),
    ("TLSClientCertChain", "TLS_CLIENT_CERT_CHAIN"),
    ("TLSClientKey", "TLS_CLIENT_KEY"),
    ("TLSClientRootCert", "TLS_CLIENT_ROOT_CERT"),
    ("CertBaseDir", "BASE"),
    ("IdleTimeout", "IDLE_TIMEOUT"),
    ("HTTP10", "HTTP10"),
    ("Generator", "GENERATOR"),
    ("UnprivilegedPod", "UNPRIVILEGED_POD"),
    ("StsPort", "STS_PORT"),
    ("CloudrunAddr", "CLOUDRUN_ADDR"),
    ("WorkloadIdentitySocketFile", "WORKLOAD_IDENTITY_SOCKET_FILE"),
];

const MAPS: [(&str, &str); 4] = [
    ("Labels", "LABELS"),
    ("StaticLabels", "STATIC_LABELS"),
    ("Annotations", "ANNOTATIONS"),
    ("PlatformMetadata", "PLATFORM_METADATA"),
];

const TRUTHS: [(&str, &str); 8] = [
    ("DNSCapture", "DNS_CAPTURE"),
    ("DNSAutoAllocate", "DNS_AUTO_ALLOCATE"),
    ("EnableHBONE", "ENABLE_HBONE"),
    ("DisableHBONESend", "DISABLE_HBONE_SEND"),
    ("ExitOnZeroActiveConnections", "EXIT_ON_ZERO_ACTIVE_CONNECTIONS"),
    ("InboundListenerExactBalance", "INBOUND_LISTENER_EXACT_BALANCE"),
    ("OutboundListenerExactBalance", "OUTBOUND_LISTENER_EXACT_BALANCE"),
    ("EnvoySkipDeprecatedLogs", "ENVOY_SKIP_DEPRECATED_LOGS"),
];

fn metadata<'a>(parameters: &'a Parameters<'_>) -> Value<'a> {
    let metadata = &parameters.node.metadata;
    let text = |key: &str| metadata.get(key).and_then(Document::as_str).unwrap_or_default();
    let addresses = text("INSTANCE_IPS").split(',').map(Text::from);
    let sans = metadata.get("PILOT_SAN").and_then(Document::as_list).unwrap_or_default();
    let sans = sans.iter().filter_map(Document::as_str).map(Text::from);
    let mut fields = vec![
        ("InstanceIPs", Value::strings(addresses)),
        ("PilotSubjectAltName", Value::strings(sans)),
        ("EnvoyStatusPort", Value::int(parameters.ports.envoy_status.into())),
        ("EnvoyPrometheusPort", Value::int(parameters.ports.envoy_prometheus.into())),
        ("ProxyConfig", parameters.plan.mesh.proxy_config.template_value()),
        ("Raw", owned(&Document::Map(parameters.plan.mesh.metadata.clone()))),
    ];
    fields.extend(TEXTS.map(|(name, key)| (name, Value::text(text(key)))));
    fields.extend(TRUTHS.map(|(name, key)| (name, Value::Bool(text(key) == "true"))));
    fields.extend(MAPS.map(|(name, key)| {
        let entries = metadata.get(key).and_then(Document::as_map).into_iter().flat_map(|map| map.iter());
        let texts = entries.filter_map(|(name, value)| Some((Text::from(name), Text::from(value.as_str()?))));
        (name, Value::string_map(texts))
    }));
    Value::record("model.BootstrapNodeMetadata", fields)
}
