//! Generated from `generate/1.30.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.Certificate`.
pub static CERTIFICATE: Message = Message {
    name: "istio.mesh.v1alpha1.Certificate",
    go: "v1alpha1.Certificate",
    fields: &[
        f("secretName", "secret_name", "SecretName", K::String),
        f("dnsNames", "dns_names", "DnsNames", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        f("address", "address", "Address", K::String),
        f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS)),
        f("subscribedResources", "subscribed_resources", "SubscribedResources", K::Enum(&super::enums::RESOURCE)).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.LabelSelector`.
pub static LABEL_SELECTOR: Message = Message {
    name: "istio.mesh.v1alpha1.LabelSelector",
    go: "v1alpha1.LabelSelector",
    fields: &[
        f("matchLabels", "matchLabels", "MatchLabels", K::String).map(),
        f("matchExpressions", "matchExpressions", "MatchExpressions", K::Message(&super::proxy::LABEL_SELECTOR_REQUIREMENT)).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT: Message = Message {
    name: "istio.mesh.v1alpha1.LabelSelectorRequirement",
    go: "v1alpha1.LabelSelectorRequirement",
    fields: &[
        f("key", "key", "Key", K::String),
        f("operator", "operator", "Operator", K::String),
        f("values", "values", "Values", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider",
    go: "v1alpha1.PrivateKeyProvider",
    fields: &[
        f("cryptomb", "cryptomb", "Cryptomb", K::Message(&super::proxy::PRIVATE_KEY_PROVIDER_CRYPTO_MB)).of("provider"),
        f("qat", "qat", "Qat", K::Message(&super::proxy::PRIVATE_KEY_PROVIDER_QAT)).of("provider"),
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider" }],
};

/// `istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb`.
pub static PRIVATE_KEY_PROVIDER_CRYPTO_MB: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb",
    go: "v1alpha1.PrivateKeyProvider_CryptoMb",
    fields: &[
        f("pollDelay", "poll_delay", "PollDelay", K::Duration),
        f("fallback", "fallback", "Fallback", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.PrivateKeyProvider.QAT`.
pub static PRIVATE_KEY_PROVIDER_QAT: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider.QAT",
    go: "v1alpha1.PrivateKeyProvider_QAT",
    fields: &[
        f("pollDelay", "poll_delay", "PollDelay", K::Duration),
        f("fallback", "fallback", "Fallback", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        f("configPath", "config_path", "ConfigPath", K::String),
        f("binaryPath", "binary_path", "BinaryPath", K::String),
        f("serviceCluster", "service_cluster", "ServiceCluster", K::String).of("cluster_name"),
        f("tracingServiceName", "tracing_service_name", "TracingServiceName", K::Enum(&super::enums::PROXY_CONFIG_TRACING_SERVICE_NAME)).of("cluster_name"),
        f("drainDuration", "drain_duration", "DrainDuration", K::Duration),
        f("discoveryAddress", "discovery_address", "DiscoveryAddress", K::String),
        f("discoveryRefreshDelay", "discovery_refresh_delay", "DiscoveryRefreshDelay", K::Duration),
        f("zipkinAddress", "zipkin_address", "ZipkinAddress", K::String),
        f("statsdUdpAddress", "statsd_udp_address", "StatsdUdpAddress", K::String),
        f("envoyMetricsServiceAddress", "envoy_metrics_service_address", "EnvoyMetricsServiceAddress", K::String),
        f("proxyAdminPort", "proxy_admin_port", "ProxyAdminPort", K::Int32),
        f("availabilityZone", "availability_zone", "AvailabilityZone", K::String),
        f("controlPlaneAuthPolicy", "control_plane_auth_policy", "ControlPlaneAuthPolicy", K::Enum(&super::enums::AUTHENTICATION_POLICY)),
        f("customConfigFile", "custom_config_file", "CustomConfigFile", K::String),
        f("statNameLength", "stat_name_length", "StatNameLength", K::Int32),
        f("concurrency", "concurrency", "Concurrency", K::Wrapper(W::Int32)),
        f("proxyBootstrapTemplatePath", "proxy_bootstrap_template_path", "ProxyBootstrapTemplatePath", K::String),
        f("interceptionMode", "interception_mode", "InterceptionMode", K::Enum(&super::enums::PROXY_CONFIG_INBOUND_INTERCEPTION_MODE)),
        f("tracing", "tracing", "Tracing", K::Message(&super::proxy::TRACING)),
        f("sds", "sds", "Sds", K::Message(&super::proxy::SDS)),
        f("envoyAccessLogService", "envoy_access_log_service", "EnvoyAccessLogService", K::Message(&super::proxy::REMOTE_SERVICE)),
        f("envoyMetricsService", "envoy_metrics_service", "EnvoyMetricsService", K::Message(&super::proxy::REMOTE_SERVICE)),
        f("proxyMetadata", "proxy_metadata", "ProxyMetadata", K::String).map(),
        f("runtimeValues", "runtime_values", "RuntimeValues", K::String).map(),
        f("statusPort", "status_port", "StatusPort", K::Int32),
        f("extraStatTags", "extra_stat_tags", "ExtraStatTags", K::String).list(),
        f("gatewayTopology", "gateway_topology", "GatewayTopology", K::Message(&super::proxy::TOPOLOGY)),
        f("terminationDrainDuration", "termination_drain_duration", "TerminationDrainDuration", K::Duration),
        f("meshId", "mesh_id", "MeshId", K::String),
        f("readinessProbe", "readiness_probe", "ReadinessProbe", K::Message(&super::networking::READINESS_PROBE)),
        f("proxyStatsMatcher", "proxy_stats_matcher", "ProxyStatsMatcher", K::Message(&super::proxy::PROXY_CONFIG_PROXY_STATS_MATCHER)),
        f("holdApplicationUntilProxyStarts", "hold_application_until_proxy_starts", "HoldApplicationUntilProxyStarts", K::Wrapper(W::Bool)),
        f("caCertificatesPem", "ca_certificates_pem", "CaCertificatesPem", K::String).list(),
        f("image", "image", "Image", K::Message(&super::networking::PROXY_IMAGE)),
        f("privateKeyProvider", "private_key_provider", "PrivateKeyProvider", K::Message(&super::proxy::PRIVATE_KEY_PROVIDER)),
        f("proxyHeaders", "proxy_headers", "ProxyHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS)),
        f("fileFlushInterval", "file_flush_interval", "FileFlushInterval", K::Duration),
        f("fileFlushMinSizeKb", "file_flush_min_size_kb", "FileFlushMinSizeKb", K::Uint32),
        f("statsCompression", "stats_compression", "StatsCompression", K::Wrapper(W::Bool)),
        f("connectionSettings", "connection_settings", "ConnectionSettings", K::Message(&super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS)),
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName" }],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings",
    go: "v1alpha1.ProxyConfig_ConnectionSettings",
    fields: &[
        f("profile", "profile", "Profile", K::Enum(&super::enums::PROXY_CONFIG_CONNECTION_SETTINGS_PROFILE)),
        f("listenerPerConnectionBufferLimitBytes", "listener_per_connection_buffer_limit_bytes", "ListenerPerConnectionBufferLimitBytes", K::Wrapper(W::Int32)),
        f("clusterPerConnectionBufferLimitBytes", "cluster_per_connection_buffer_limit_bytes", "ClusterPerConnectionBufferLimitBytes", K::Wrapper(W::Int32)),
        f("httpIdleTimeout", "http_idle_timeout", "HttpIdleTimeout", K::Duration),
        f("httpMaxConnectionDuration", "http_max_connection_duration", "HttpMaxConnectionDuration", K::Duration),
        f("httpDrainTimeout", "http_drain_timeout", "HttpDrainTimeout", K::Duration),
        f("httpRequestTimeout", "http_request_timeout", "HttpRequestTimeout", K::Duration),
        f("httpRequestHeadersTimeout", "http_request_headers_timeout", "HttpRequestHeadersTimeout", K::Duration),
        f("httpStreamIdleTimeout", "http_stream_idle_timeout", "HttpStreamIdleTimeout", K::Duration),
        f("httpMaxStreamDuration", "http_max_stream_duration", "HttpMaxStreamDuration", K::Duration),
        f("httpMaxConcurrentStreams", "http_max_concurrent_streams", "HttpMaxConcurrentStreams", K::Wrapper(W::Int32)),
        f("http2InitialStreamWindowSize", "http2_initial_stream_window_size", "Http2InitialStreamWindowSize", K::Wrapper(W::Int32)),
        f("http2InitialConnectionWindowSize", "http2_initial_connection_window_size", "Http2InitialConnectionWindowSize", K::Wrapper(W::Int32)),
        f("httpHeadersWithUnderscoresAction", "http_headers_with_underscores_action", "HttpHeadersWithUnderscoresAction", K::Enum(&super::enums::PROXY_CONFIG_CONNECTION_SETTINGS_HEADERS_WITH_UNDERSCORES_ACTION)),
        f("httpMergeSlashes", "http_merge_slashes", "HttpMergeSlashes", K::Wrapper(W::Bool)),
        f("httpPathWithEscapedSlashesAction", "http_path_with_escaped_slashes_action", "HttpPathWithEscapedSlashesAction", K::Enum(&super::enums::PROXY_CONFIG_CONNECTION_SETTINGS_PATH_WITH_ESCAPED_SLASHES_ACTION)),
        f("listenerConnectionLimit", "listener_connection_limit", "ListenerConnectionLimit", K::Wrapper(W::Int32)),
        f("globalDownstreamConnectionLimit", "global_downstream_connection_limit", "GlobalDownstreamConnectionLimit", K::Wrapper(W::Int32)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders",
    fields: &[
        f("forwardedClientCert", "forwarded_client_cert", "ForwardedClientCert", K::Enum(&super::enums::FORWARD_CLIENT_CERT_DETAILS)),
        f("setCurrentClientCertDetails", "set_current_client_cert_details", "SetCurrentClientCertDetails", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS)),
        f("requestId", "request_id", "RequestId", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_REQUEST_ID)),
        f("server", "server", "Server", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_SERVER)),
        f("attemptCount", "attempt_count", "AttemptCount", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_ATTEMPT_COUNT)),
        f("envoyDebugHeaders", "envoy_debug_headers", "EnvoyDebugHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_ENVOY_DEBUG_HEADERS)),
        f("metadataExchangeHeaders", "metadata_exchange_headers", "MetadataExchangeHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_HEADERS)),
        f("preserveHttp1HeaderCase", "preserve_http1_header_case", "PreserveHttp1HeaderCase", K::Wrapper(W::Bool)),
        f("xForwardedHost", "x_forwarded_host", "XForwardedHost", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_HOST)),
        f("xForwardedPort", "x_forwarded_port", "XForwardedPort", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_PORT)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.AttemptCount`.
pub static PROXY_CONFIG_PROXY_HEADERS_ATTEMPT_COUNT: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.AttemptCount",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_AttemptCount",
    fields: &[
        f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.EnvoyDebugHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_ENVOY_DEBUG_HEADERS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.EnvoyDebugHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_EnvoyDebugHeaders",
    fields: &[
        f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_HEADERS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_MetadataExchangeHeaders",
    fields: &[
        f("mode", "mode", "Mode", K::Enum(&super::enums::PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_MODE)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.RequestId`.
pub static PROXY_CONFIG_PROXY_HEADERS_REQUEST_ID: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.RequestId",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_RequestId",
    fields: &[
        f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.Server`.
pub static PROXY_CONFIG_PROXY_HEADERS_SERVER: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.Server",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_Server",
    fields: &[
        f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool)),
        f("value", "value", "Value", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
pub static PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_SetCurrentClientCertDetails",
    fields: &[
        f("subject", "subject", "Subject", K::Wrapper(W::Bool)),
        f("cert", "cert", "Cert", K::Wrapper(W::Bool)),
        f("chain", "chain", "Chain", K::Wrapper(W::Bool)),
        f("dns", "dns", "Dns", K::Wrapper(W::Bool)),
        f("uri", "uri", "Uri", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedHost`.
pub static PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_HOST: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedHost",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_XForwardedHost",
    fields: &[
        f("enabled", "enabled", "Enabled", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedPort`.
pub static PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_PORT: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedPort",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_XForwardedPort",
    fields: &[
        f("enabled", "enabled", "Enabled", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher`.
pub static PROXY_CONFIG_PROXY_STATS_MATCHER: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher",
    go: "v1alpha1.ProxyConfig_ProxyStatsMatcher",
    fields: &[
        f("inclusionPrefixes", "inclusion_prefixes", "InclusionPrefixes", K::String).list(),
        f("inclusionSuffixes", "inclusion_suffixes", "InclusionSuffixes", K::String).list(),
        f("inclusionRegexps", "inclusion_regexps", "InclusionRegexps", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE: Message = Message {
    name: "istio.mesh.v1alpha1.RemoteService",
    go: "v1alpha1.RemoteService",
    fields: &[
        f("address", "address", "Address", K::String),
        f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS)),
        f("tcpKeepalive", "tcp_keepalive", "TcpKeepalive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.SDS`.
pub static SDS: Message = Message {
    name: "istio.mesh.v1alpha1.SDS",
    go: "v1alpha1.SDS",
    fields: &[
        f("enabled", "enabled", "Enabled", K::Bool),
        f("k8sSaJwtPath", "k8s_sa_jwt_path", "K8SSaJwtPath", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Topology`.
pub static TOPOLOGY: Message = Message {
    name: "istio.mesh.v1alpha1.Topology",
    go: "v1alpha1.Topology",
    fields: &[
        f("numTrustedProxies", "num_trusted_proxies", "NumTrustedProxies", K::Uint32),
        f("forwardClientCertDetails", "forward_client_cert_details", "ForwardClientCertDetails", K::Enum(&super::enums::FORWARD_CLIENT_CERT_DETAILS)),
        f("proxyProtocol", "proxy_protocol", "ProxyProtocol", K::Message(&super::proxy::TOPOLOGY_PROXY_PROTOCOL_CONFIGURATION)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Topology.ProxyProtocolConfiguration`.
pub static TOPOLOGY_PROXY_PROTOCOL_CONFIGURATION: Message = Message {
    name: "istio.mesh.v1alpha1.Topology.ProxyProtocolConfiguration",
    go: "v1alpha1.Topology_ProxyProtocolConfiguration",
    fields: &[
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        f("zipkin", "zipkin", "Zipkin", K::Message(&super::proxy::TRACING_ZIPKIN)).of("tracer"),
        f("lightstep", "lightstep", "Lightstep", K::Message(&super::proxy::TRACING_LIGHTSTEP)).of("tracer"),
        f("datadog", "datadog", "Datadog", K::Message(&super::proxy::TRACING_DATADOG)).of("tracer"),
        f("stackdriver", "stackdriver", "Stackdriver", K::Message(&super::proxy::TRACING_STACKDRIVER)).of("tracer"),
        f("openCensusAgent", "open_census_agent", "OpenCensusAgent", K::Message(&super::proxy::TRACING_OPEN_CENSUS_AGENT)).of("tracer"),
        f("customTags", "custom_tags", "CustomTags", K::Message(&super::proxy::TRACING_CUSTOM_TAG)).map(),
        f("maxPathTagLength", "max_path_tag_length", "MaxPathTagLength", K::Uint32),
        f("sampling", "sampling", "Sampling", K::Double),
        f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS)),
        f("enableIstioTags", "enable_istio_tags", "EnableIstioTags", K::Wrapper(W::Bool)),
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer" }],
};

/// `istio.mesh.v1alpha1.Tracing.CustomTag`.
pub static TRACING_CUSTOM_TAG: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.CustomTag",
    go: "v1alpha1.Tracing_CustomTag",
    fields: &[
        f("literal", "literal", "Literal", K::Message(&super::proxy::TRACING_LITERAL)).of("type"),
        f("environment", "environment", "Environment", K::Message(&super::proxy::TRACING_ENVIRONMENT)).of("type"),
        f("header", "header", "Header", K::Message(&super::proxy::TRACING_REQUEST_HEADER)).of("type"),
    ],
    oneofs: &[Oneof { proto: "type", go: "Type" }],
};

/// `istio.mesh.v1alpha1.Tracing.Datadog`.
pub static TRACING_DATADOG: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Datadog",
    go: "v1alpha1.Tracing_Datadog",
    fields: &[
        f("address", "address", "Address", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing.Environment`.
pub static TRACING_ENVIRONMENT: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Environment",
    go: "v1alpha1.Tracing_Environment",
    fields: &[
        f("name", "name", "Name", K::String),
        f("defaultValue", "default_value", "DefaultValue", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Lightstep",
    go: "v1alpha1.Tracing_Lightstep",
    fields: &[
        f("address", "address", "Address", K::String),
        f("accessToken", "access_token", "AccessToken", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing.Literal`.
pub static TRACING_LITERAL: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Literal",
    go: "v1alpha1.Tracing_Literal",
    fields: &[
        f("value", "value", "Value", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing.OpenCensusAgent`.
pub static TRACING_OPEN_CENSUS_AGENT: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.OpenCensusAgent",
    go: "v1alpha1.Tracing_OpenCensusAgent",
    fields: &[
        f("address", "address", "Address", K::String),
        f("context", "context", "Context", K::Enum(&super::enums::TRACING_OPEN_CENSUS_AGENT_TRACE_CONTEXT)).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing.RequestHeader`.
pub static TRACING_REQUEST_HEADER: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.RequestHeader",
    go: "v1alpha1.Tracing_RequestHeader",
    fields: &[
        f("name", "name", "Name", K::String),
        f("defaultValue", "default_value", "DefaultValue", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing.Stackdriver`.
pub static TRACING_STACKDRIVER: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Stackdriver",
    go: "v1alpha1.Tracing_Stackdriver",
    fields: &[
        f("debug", "debug", "Debug", K::Bool),
        f("maxNumberOfAttributes", "max_number_of_attributes", "MaxNumberOfAttributes", K::Wrapper(W::Int64)),
        f("maxNumberOfAnnotations", "max_number_of_annotations", "MaxNumberOfAnnotations", K::Wrapper(W::Int64)),
        f("maxNumberOfMessageEvents", "max_number_of_message_events", "MaxNumberOfMessageEvents", K::Wrapper(W::Int64)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing.Zipkin`.
pub static TRACING_ZIPKIN: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Zipkin",
    go: "v1alpha1.Tracing_Zipkin",
    fields: &[
        f("address", "address", "Address", K::String),
    ],
    oneofs: &[],
};
