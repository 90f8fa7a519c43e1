//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// Of `istio.mesh.v1alpha1.Certificate`.
pub static CERTIFICATE__SECRET_NAME: Field =
    f("secretName", "secret_name", "SecretName", K::String);

/// Of `istio.mesh.v1alpha1.Certificate`.
pub static CERTIFICATE__DNS_NAMES: Field =
    f("dnsNames", "dns_names", "DnsNames", K::String).list();

/// `istio.mesh.v1alpha1.Certificate`.
pub static CERTIFICATE: Message = Message {
    name: "istio.mesh.v1alpha1.Certificate",
    go: "v1alpha1.Certificate",
    fields: &[
        &super::proxy::CERTIFICATE__SECRET_NAME,
        &super::proxy::CERTIFICATE__DNS_NAMES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE__ADDRESS: Field =
    f("address", "address", "Address", K::String);

/// Of `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS));

/// Of `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE__SUBSCRIBED_RESOURCES: Field =
    f("subscribedResources", "subscribed_resources", "SubscribedResources", K::Enum(&super::enums::RESOURCE)).list();

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        &super::proxy::CONFIG_SOURCE__ADDRESS,
        &super::proxy::CONFIG_SOURCE__TLS_SETTINGS,
        &super::proxy::CONFIG_SOURCE__SUBSCRIBED_RESOURCES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.LabelSelector`.
pub static LABEL_SELECTOR__MATCHLABELS: Field =
    f("matchLabels", "matchLabels", "MatchLabels", K::String).map();

/// Of `istio.mesh.v1alpha1.LabelSelector`.
pub static LABEL_SELECTOR__MATCHEXPRESSIONS: Field =
    f("matchExpressions", "matchExpressions", "MatchExpressions", K::Message(&super::proxy::LABEL_SELECTOR_REQUIREMENT)).list();

/// `istio.mesh.v1alpha1.LabelSelector`.
pub static LABEL_SELECTOR: Message = Message {
    name: "istio.mesh.v1alpha1.LabelSelector",
    go: "v1alpha1.LabelSelector",
    fields: &[
        &super::proxy::LABEL_SELECTOR__MATCHLABELS,
        &super::proxy::LABEL_SELECTOR__MATCHEXPRESSIONS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT__KEY: Field =
    f("key", "key", "Key", K::String);

/// Of `istio.mesh.v1alpha1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT__OPERATOR: Field =
    f("operator", "operator", "Operator", K::String);

/// Of `istio.mesh.v1alpha1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT__VALUES: Field =
    f("values", "values", "Values", K::String).list();

/// `istio.mesh.v1alpha1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT: Message = Message {
    name: "istio.mesh.v1alpha1.LabelSelectorRequirement",
    go: "v1alpha1.LabelSelectorRequirement",
    fields: &[
        &super::proxy::LABEL_SELECTOR_REQUIREMENT__KEY,
        &super::proxy::LABEL_SELECTOR_REQUIREMENT__OPERATOR,
        &super::proxy::LABEL_SELECTOR_REQUIREMENT__VALUES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER__CRYPTOMB: Field =
    f("cryptomb", "cryptomb", "Cryptomb", K::Message(&super::proxy::PRIVATE_KEY_PROVIDER_CRYPTO_MB)).of("provider", "v1alpha1.PrivateKeyProvider_Cryptomb");

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER__QAT: Field =
    f("qat", "qat", "Qat", K::Message(&super::proxy::PRIVATE_KEY_PROVIDER_QAT)).of("provider", "v1alpha1.PrivateKeyProvider_Qat");

/// `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider",
    go: "v1alpha1.PrivateKeyProvider",
    fields: &[
        &super::proxy::PRIVATE_KEY_PROVIDER__CRYPTOMB,
        &super::proxy::PRIVATE_KEY_PROVIDER__QAT,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isPrivateKeyProvider_Provider" }],
};

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb`.
pub static PRIVATE_KEY_PROVIDER_CRYPTO_MB__POLL_DELAY: Field =
    f("pollDelay", "poll_delay", "PollDelay", K::Duration);

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb`.
pub static PRIVATE_KEY_PROVIDER_CRYPTO_MB__FALLBACK: Field =
    f("fallback", "fallback", "Fallback", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb`.
pub static PRIVATE_KEY_PROVIDER_CRYPTO_MB: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb",
    go: "v1alpha1.PrivateKeyProvider_CryptoMb",
    fields: &[
        &super::proxy::PRIVATE_KEY_PROVIDER_CRYPTO_MB__POLL_DELAY,
        &super::proxy::PRIVATE_KEY_PROVIDER_CRYPTO_MB__FALLBACK,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider.QAT`.
pub static PRIVATE_KEY_PROVIDER_QAT__POLL_DELAY: Field =
    f("pollDelay", "poll_delay", "PollDelay", K::Duration);

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider.QAT`.
pub static PRIVATE_KEY_PROVIDER_QAT__FALLBACK: Field =
    f("fallback", "fallback", "Fallback", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.PrivateKeyProvider.QAT`.
pub static PRIVATE_KEY_PROVIDER_QAT: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider.QAT",
    go: "v1alpha1.PrivateKeyProvider_QAT",
    fields: &[
        &super::proxy::PRIVATE_KEY_PROVIDER_QAT__POLL_DELAY,
        &super::proxy::PRIVATE_KEY_PROVIDER_QAT__FALLBACK,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__CONFIG_PATH: Field =
    f("configPath", "config_path", "ConfigPath", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__BINARY_PATH: Field =
    f("binaryPath", "binary_path", "BinaryPath", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__SERVICE_CLUSTER: Field =
    f("serviceCluster", "service_cluster", "ServiceCluster", K::String).of("cluster_name", "v1alpha1.ProxyConfig_ServiceCluster");

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__TRACING_SERVICE_NAME: Field =
    f("tracingServiceName", "tracing_service_name", "TracingServiceName", K::Enum(&super::enums::PROXY_CONFIG_TRACING_SERVICE_NAME)).of("cluster_name", "v1alpha1.ProxyConfig_TracingServiceName_");

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__DRAIN_DURATION: Field =
    f("drainDuration", "drain_duration", "DrainDuration", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__DISCOVERY_ADDRESS: Field =
    f("discoveryAddress", "discovery_address", "DiscoveryAddress", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__DISCOVERY_REFRESH_DELAY: Field =
    f("discoveryRefreshDelay", "discovery_refresh_delay", "DiscoveryRefreshDelay", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__ZIPKIN_ADDRESS: Field =
    f("zipkinAddress", "zipkin_address", "ZipkinAddress", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__STATSD_UDP_ADDRESS: Field =
    f("statsdUdpAddress", "statsd_udp_address", "StatsdUdpAddress", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__ENVOY_METRICS_SERVICE_ADDRESS: Field =
    f("envoyMetricsServiceAddress", "envoy_metrics_service_address", "EnvoyMetricsServiceAddress", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__PROXY_ADMIN_PORT: Field =
    f("proxyAdminPort", "proxy_admin_port", "ProxyAdminPort", K::Int32);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__AVAILABILITY_ZONE: Field =
    f("availabilityZone", "availability_zone", "AvailabilityZone", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY: Field =
    f("controlPlaneAuthPolicy", "control_plane_auth_policy", "ControlPlaneAuthPolicy", K::Enum(&super::enums::AUTHENTICATION_POLICY));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__CUSTOM_CONFIG_FILE: Field =
    f("customConfigFile", "custom_config_file", "CustomConfigFile", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__STAT_NAME_LENGTH: Field =
    f("statNameLength", "stat_name_length", "StatNameLength", K::Int32);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__CONCURRENCY: Field =
    f("concurrency", "concurrency", "Concurrency", K::Wrapper(W::Int32));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH: Field =
    f("proxyBootstrapTemplatePath", "proxy_bootstrap_template_path", "ProxyBootstrapTemplatePath", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__INTERCEPTION_MODE: Field =
    f("interceptionMode", "interception_mode", "InterceptionMode", K::Enum(&super::enums::PROXY_CONFIG_INBOUND_INTERCEPTION_MODE));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::proxy::TRACING));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__SDS: Field =
    f("sds", "sds", "Sds", K::Message(&super::proxy::SDS));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__ENVOY_ACCESS_LOG_SERVICE: Field =
    f("envoyAccessLogService", "envoy_access_log_service", "EnvoyAccessLogService", K::Message(&super::proxy::REMOTE_SERVICE));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__ENVOY_METRICS_SERVICE: Field =
    f("envoyMetricsService", "envoy_metrics_service", "EnvoyMetricsService", K::Message(&super::proxy::REMOTE_SERVICE));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__PROXY_METADATA: Field =
    f("proxyMetadata", "proxy_metadata", "ProxyMetadata", K::String).map();

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__RUNTIME_VALUES: Field =
    f("runtimeValues", "runtime_values", "RuntimeValues", K::String).map();

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__STATUS_PORT: Field =
    f("statusPort", "status_port", "StatusPort", K::Int32);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__EXTRA_STAT_TAGS: Field =
    f("extraStatTags", "extra_stat_tags", "ExtraStatTags", K::String).list();

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__GATEWAY_TOPOLOGY: Field =
    f("gatewayTopology", "gateway_topology", "GatewayTopology", K::Message(&super::proxy::TOPOLOGY));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__TERMINATION_DRAIN_DURATION: Field =
    f("terminationDrainDuration", "termination_drain_duration", "TerminationDrainDuration", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__MESH_ID: Field =
    f("meshId", "mesh_id", "MeshId", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__READINESS_PROBE: Field =
    f("readinessProbe", "readiness_probe", "ReadinessProbe", K::Message(&super::networking::READINESS_PROBE));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__PROXY_STATS_MATCHER: Field =
    f("proxyStatsMatcher", "proxy_stats_matcher", "ProxyStatsMatcher", K::Message(&super::proxy::PROXY_CONFIG_PROXY_STATS_MATCHER));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS: Field =
    f("holdApplicationUntilProxyStarts", "hold_application_until_proxy_starts", "HoldApplicationUntilProxyStarts", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__CA_CERTIFICATES_PEM: Field =
    f("caCertificatesPem", "ca_certificates_pem", "CaCertificatesPem", K::String).list();

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__IMAGE: Field =
    f("image", "image", "Image", K::Message(&super::networking::PROXY_IMAGE));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__PRIVATE_KEY_PROVIDER: Field =
    f("privateKeyProvider", "private_key_provider", "PrivateKeyProvider", K::Message(&super::proxy::PRIVATE_KEY_PROVIDER));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__PROXY_HEADERS: Field =
    f("proxyHeaders", "proxy_headers", "ProxyHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__FILE_FLUSH_INTERVAL: Field =
    f("fileFlushInterval", "file_flush_interval", "FileFlushInterval", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__FILE_FLUSH_MIN_SIZE_KB: Field =
    f("fileFlushMinSizeKb", "file_flush_min_size_kb", "FileFlushMinSizeKb", K::Uint32);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__STATS_COMPRESSION: Field =
    f("statsCompression", "stats_compression", "StatsCompression", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG__CONNECTION_SETTINGS: Field =
    f("connectionSettings", "connection_settings", "ConnectionSettings", K::Message(&super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::proxy::PROXY_CONFIG__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__TRACING_SERVICE_NAME,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__DISCOVERY_ADDRESS,
        &super::proxy::PROXY_CONFIG__DISCOVERY_REFRESH_DELAY,
        &super::proxy::PROXY_CONFIG__ZIPKIN_ADDRESS,
        &super::proxy::PROXY_CONFIG__STATSD_UDP_ADDRESS,
        &super::proxy::PROXY_CONFIG__ENVOY_METRICS_SERVICE_ADDRESS,
        &super::proxy::PROXY_CONFIG__PROXY_ADMIN_PORT,
        &super::proxy::PROXY_CONFIG__AVAILABILITY_ZONE,
        &super::proxy::PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY,
        &super::proxy::PROXY_CONFIG__CUSTOM_CONFIG_FILE,
        &super::proxy::PROXY_CONFIG__STAT_NAME_LENGTH,
        &super::proxy::PROXY_CONFIG__CONCURRENCY,
        &super::proxy::PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH,
        &super::proxy::PROXY_CONFIG__INTERCEPTION_MODE,
        &super::proxy::PROXY_CONFIG__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::proxy::PROXY_CONFIG__ENVOY_ACCESS_LOG_SERVICE,
        &super::proxy::PROXY_CONFIG__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__RUNTIME_VALUES,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::proxy::PROXY_CONFIG__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::proxy::PROXY_CONFIG__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
        &super::proxy::PROXY_CONFIG__PRIVATE_KEY_PROVIDER,
        &super::proxy::PROXY_CONFIG__PROXY_HEADERS,
        &super::proxy::PROXY_CONFIG__FILE_FLUSH_INTERVAL,
        &super::proxy::PROXY_CONFIG__FILE_FLUSH_MIN_SIZE_KB,
        &super::proxy::PROXY_CONFIG__STATS_COMPRESSION,
        &super::proxy::PROXY_CONFIG__CONNECTION_SETTINGS,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__PROFILE: Field =
    f("profile", "profile", "Profile", K::Enum(&super::enums::PROXY_CONFIG_CONNECTION_SETTINGS_PROFILE));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__LISTENER_PER_CONNECTION_BUFFER_LIMIT_BYTES: Field =
    f("listenerPerConnectionBufferLimitBytes", "listener_per_connection_buffer_limit_bytes", "ListenerPerConnectionBufferLimitBytes", K::Wrapper(W::Int32));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__CLUSTER_PER_CONNECTION_BUFFER_LIMIT_BYTES: Field =
    f("clusterPerConnectionBufferLimitBytes", "cluster_per_connection_buffer_limit_bytes", "ClusterPerConnectionBufferLimitBytes", K::Wrapper(W::Int32));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_IDLE_TIMEOUT: Field =
    f("httpIdleTimeout", "http_idle_timeout", "HttpIdleTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MAX_CONNECTION_DURATION: Field =
    f("httpMaxConnectionDuration", "http_max_connection_duration", "HttpMaxConnectionDuration", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_DRAIN_TIMEOUT: Field =
    f("httpDrainTimeout", "http_drain_timeout", "HttpDrainTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_REQUEST_TIMEOUT: Field =
    f("httpRequestTimeout", "http_request_timeout", "HttpRequestTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_REQUEST_HEADERS_TIMEOUT: Field =
    f("httpRequestHeadersTimeout", "http_request_headers_timeout", "HttpRequestHeadersTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_STREAM_IDLE_TIMEOUT: Field =
    f("httpStreamIdleTimeout", "http_stream_idle_timeout", "HttpStreamIdleTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MAX_STREAM_DURATION: Field =
    f("httpMaxStreamDuration", "http_max_stream_duration", "HttpMaxStreamDuration", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MAX_CONCURRENT_STREAMS: Field =
    f("httpMaxConcurrentStreams", "http_max_concurrent_streams", "HttpMaxConcurrentStreams", K::Wrapper(W::Int32));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP2_INITIAL_STREAM_WINDOW_SIZE: Field =
    f("http2InitialStreamWindowSize", "http2_initial_stream_window_size", "Http2InitialStreamWindowSize", K::Wrapper(W::Int32));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP2_INITIAL_CONNECTION_WINDOW_SIZE: Field =
    f("http2InitialConnectionWindowSize", "http2_initial_connection_window_size", "Http2InitialConnectionWindowSize", K::Wrapper(W::Int32));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_HEADERS_WITH_UNDERSCORES_ACTION: Field =
    f("httpHeadersWithUnderscoresAction", "http_headers_with_underscores_action", "HttpHeadersWithUnderscoresAction", K::Enum(&super::enums::PROXY_CONFIG_CONNECTION_SETTINGS_HEADERS_WITH_UNDERSCORES_ACTION));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MERGE_SLASHES: Field =
    f("httpMergeSlashes", "http_merge_slashes", "HttpMergeSlashes", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_PATH_WITH_ESCAPED_SLASHES_ACTION: Field =
    f("httpPathWithEscapedSlashesAction", "http_path_with_escaped_slashes_action", "HttpPathWithEscapedSlashesAction", K::Enum(&super::enums::PROXY_CONFIG_CONNECTION_SETTINGS_PATH_WITH_ESCAPED_SLASHES_ACTION));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__LISTENER_CONNECTION_LIMIT: Field =
    f("listenerConnectionLimit", "listener_connection_limit", "ListenerConnectionLimit", K::Wrapper(W::Int32));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS__GLOBAL_DOWNSTREAM_CONNECTION_LIMIT: Field =
    f("globalDownstreamConnectionLimit", "global_downstream_connection_limit", "GlobalDownstreamConnectionLimit", K::Wrapper(W::Int32));

/// `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings",
    go: "v1alpha1.ProxyConfig_ConnectionSettings",
    fields: &[
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__PROFILE,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__LISTENER_PER_CONNECTION_BUFFER_LIMIT_BYTES,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__CLUSTER_PER_CONNECTION_BUFFER_LIMIT_BYTES,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_IDLE_TIMEOUT,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MAX_CONNECTION_DURATION,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_DRAIN_TIMEOUT,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_REQUEST_TIMEOUT,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_REQUEST_HEADERS_TIMEOUT,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_STREAM_IDLE_TIMEOUT,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MAX_STREAM_DURATION,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MAX_CONCURRENT_STREAMS,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP2_INITIAL_STREAM_WINDOW_SIZE,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP2_INITIAL_CONNECTION_WINDOW_SIZE,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_HEADERS_WITH_UNDERSCORES_ACTION,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_MERGE_SLASHES,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__HTTP_PATH_WITH_ESCAPED_SLASHES_ACTION,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__LISTENER_CONNECTION_LIMIT,
        &super::proxy::PROXY_CONFIG_CONNECTION_SETTINGS__GLOBAL_DOWNSTREAM_CONNECTION_LIMIT,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__FORWARDED_CLIENT_CERT: Field =
    f("forwardedClientCert", "forwarded_client_cert", "ForwardedClientCert", K::Enum(&super::enums::FORWARD_CLIENT_CERT_DETAILS));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__SET_CURRENT_CLIENT_CERT_DETAILS: Field =
    f("setCurrentClientCertDetails", "set_current_client_cert_details", "SetCurrentClientCertDetails", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__REQUEST_ID: Field =
    f("requestId", "request_id", "RequestId", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_REQUEST_ID));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__SERVER: Field =
    f("server", "server", "Server", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_SERVER));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__ATTEMPT_COUNT: Field =
    f("attemptCount", "attempt_count", "AttemptCount", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_ATTEMPT_COUNT));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__ENVOY_DEBUG_HEADERS: Field =
    f("envoyDebugHeaders", "envoy_debug_headers", "EnvoyDebugHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_ENVOY_DEBUG_HEADERS));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__METADATA_EXCHANGE_HEADERS: Field =
    f("metadataExchangeHeaders", "metadata_exchange_headers", "MetadataExchangeHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_HEADERS));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__PRESERVE_HTTP1_HEADER_CASE: Field =
    f("preserveHttp1HeaderCase", "preserve_http1_header_case", "PreserveHttp1HeaderCase", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__X_FORWARDED_HOST: Field =
    f("xForwardedHost", "x_forwarded_host", "XForwardedHost", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_HOST));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS__X_FORWARDED_PORT: Field =
    f("xForwardedPort", "x_forwarded_port", "XForwardedPort", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_PORT));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__FORWARDED_CLIENT_CERT,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__SET_CURRENT_CLIENT_CERT_DETAILS,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__REQUEST_ID,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__SERVER,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__ATTEMPT_COUNT,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__ENVOY_DEBUG_HEADERS,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__METADATA_EXCHANGE_HEADERS,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__PRESERVE_HTTP1_HEADER_CASE,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__X_FORWARDED_HOST,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__X_FORWARDED_PORT,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.AttemptCount`.
pub static PROXY_CONFIG_PROXY_HEADERS_ATTEMPT_COUNT__DISABLED: Field =
    f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.AttemptCount`.
pub static PROXY_CONFIG_PROXY_HEADERS_ATTEMPT_COUNT: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.AttemptCount",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_AttemptCount",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_ATTEMPT_COUNT__DISABLED,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.EnvoyDebugHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_ENVOY_DEBUG_HEADERS__DISABLED: Field =
    f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.EnvoyDebugHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_ENVOY_DEBUG_HEADERS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.EnvoyDebugHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_EnvoyDebugHeaders",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_ENVOY_DEBUG_HEADERS__DISABLED,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_HEADERS__MODE: Field =
    f("mode", "mode", "Mode", K::Enum(&super::enums::PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_MODE));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_HEADERS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_MetadataExchangeHeaders",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_HEADERS__MODE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.RequestId`.
pub static PROXY_CONFIG_PROXY_HEADERS_REQUEST_ID__DISABLED: Field =
    f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.RequestId`.
pub static PROXY_CONFIG_PROXY_HEADERS_REQUEST_ID: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.RequestId",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_RequestId",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_REQUEST_ID__DISABLED,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.Server`.
pub static PROXY_CONFIG_PROXY_HEADERS_SERVER__DISABLED: Field =
    f("disabled", "disabled", "Disabled", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.Server`.
pub static PROXY_CONFIG_PROXY_HEADERS_SERVER__VALUE: Field =
    f("value", "value", "Value", K::String);

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.Server`.
pub static PROXY_CONFIG_PROXY_HEADERS_SERVER: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.Server",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_Server",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_SERVER__DISABLED,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_SERVER__VALUE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
pub static PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__SUBJECT: Field =
    f("subject", "subject", "Subject", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
pub static PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__CERT: Field =
    f("cert", "cert", "Cert", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
pub static PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__CHAIN: Field =
    f("chain", "chain", "Chain", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
pub static PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__DNS: Field =
    f("dns", "dns", "Dns", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
pub static PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__URI: Field =
    f("uri", "uri", "Uri", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
pub static PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_SetCurrentClientCertDetails",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__SUBJECT,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__CERT,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__CHAIN,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__DNS,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_SET_CURRENT_CLIENT_CERT_DETAILS__URI,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedHost`.
pub static PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_HOST__ENABLED: Field =
    f("enabled", "enabled", "Enabled", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedHost`.
pub static PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_HOST: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedHost",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_XForwardedHost",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_HOST__ENABLED,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedPort`.
pub static PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_PORT__ENABLED: Field =
    f("enabled", "enabled", "Enabled", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedPort`.
pub static PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_PORT: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedPort",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_XForwardedPort",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS_XFORWARDED_PORT__ENABLED,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher`.
pub static PROXY_CONFIG_PROXY_STATS_MATCHER__INCLUSION_PREFIXES: Field =
    f("inclusionPrefixes", "inclusion_prefixes", "InclusionPrefixes", K::String).list();

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher`.
pub static PROXY_CONFIG_PROXY_STATS_MATCHER__INCLUSION_SUFFIXES: Field =
    f("inclusionSuffixes", "inclusion_suffixes", "InclusionSuffixes", K::String).list();

/// Of `istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher`.
pub static PROXY_CONFIG_PROXY_STATS_MATCHER__INCLUSION_REGEXPS: Field =
    f("inclusionRegexps", "inclusion_regexps", "InclusionRegexps", K::String).list();

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher`.
pub static PROXY_CONFIG_PROXY_STATS_MATCHER: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher",
    go: "v1alpha1.ProxyConfig_ProxyStatsMatcher",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_STATS_MATCHER__INCLUSION_PREFIXES,
        &super::proxy::PROXY_CONFIG_PROXY_STATS_MATCHER__INCLUSION_SUFFIXES,
        &super::proxy::PROXY_CONFIG_PROXY_STATS_MATCHER__INCLUSION_REGEXPS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE__ADDRESS: Field =
    f("address", "address", "Address", K::String);

/// Of `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS));

/// Of `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE__TCP_KEEPALIVE: Field =
    f("tcpKeepalive", "tcp_keepalive", "TcpKeepalive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE));

/// `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE: Message = Message {
    name: "istio.mesh.v1alpha1.RemoteService",
    go: "v1alpha1.RemoteService",
    fields: &[
        &super::proxy::REMOTE_SERVICE__ADDRESS,
        &super::proxy::REMOTE_SERVICE__TLS_SETTINGS,
        &super::proxy::REMOTE_SERVICE__TCP_KEEPALIVE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.SDS`.
pub static SDS__ENABLED: Field =
    f("enabled", "enabled", "Enabled", K::Bool);

/// Of `istio.mesh.v1alpha1.SDS`.
pub static SDS__K8S_SA_JWT_PATH: Field =
    f("k8sSaJwtPath", "k8s_sa_jwt_path", "K8SSaJwtPath", K::String);

/// `istio.mesh.v1alpha1.SDS`.
pub static SDS: Message = Message {
    name: "istio.mesh.v1alpha1.SDS",
    go: "v1alpha1.SDS",
    fields: &[
        &super::proxy::SDS__ENABLED,
        &super::proxy::SDS__K8S_SA_JWT_PATH,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ServiceEntryVisibility`.
pub static SERVICE_ENTRY_VISIBILITY__DEFAULT_VISIBILITY: Field =
    f("defaultVisibility", "default_visibility", "DefaultVisibility", K::Enum(&super::enums::SERVICE_ENTRY_VISIBILITY_VISIBILITY));

/// Of `istio.mesh.v1alpha1.ServiceEntryVisibility`.
pub static SERVICE_ENTRY_VISIBILITY__APPLY_TO_SIDECARS: Field =
    f("applyToSidecars", "apply_to_sidecars", "ApplyToSidecars", K::Bool);

/// Of `istio.mesh.v1alpha1.ServiceEntryVisibility`.
pub static SERVICE_ENTRY_VISIBILITY__POLICIES: Field =
    f("policies", "policies", "Policies", K::Message(&super::proxy::SERVICE_ENTRY_VISIBILITY_POLICY)).list();

/// `istio.mesh.v1alpha1.ServiceEntryVisibility`.
pub static SERVICE_ENTRY_VISIBILITY: Message = Message {
    name: "istio.mesh.v1alpha1.ServiceEntryVisibility",
    go: "v1alpha1.ServiceEntryVisibility",
    fields: &[
        &super::proxy::SERVICE_ENTRY_VISIBILITY__DEFAULT_VISIBILITY,
        &super::proxy::SERVICE_ENTRY_VISIBILITY__APPLY_TO_SIDECARS,
        &super::proxy::SERVICE_ENTRY_VISIBILITY__POLICIES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ServiceEntryVisibility.MatchRule`.
pub static SERVICE_ENTRY_VISIBILITY_MATCH_RULE__NAMESPACE_SELECTOR: Field =
    f("namespaceSelector", "namespace_selector", "NamespaceSelector", K::Message(&super::proxy::LABEL_SELECTOR)).of("matcher", "v1alpha1.ServiceEntryVisibility_MatchRule_NamespaceSelector");

/// `istio.mesh.v1alpha1.ServiceEntryVisibility.MatchRule`.
pub static SERVICE_ENTRY_VISIBILITY_MATCH_RULE: Message = Message {
    name: "istio.mesh.v1alpha1.ServiceEntryVisibility.MatchRule",
    go: "v1alpha1.ServiceEntryVisibility_MatchRule",
    fields: &[
        &super::proxy::SERVICE_ENTRY_VISIBILITY_MATCH_RULE__NAMESPACE_SELECTOR,
    ],
    oneofs: &[Oneof { proto: "matcher", go: "Matcher", interface: "v1alpha1.isServiceEntryVisibility_MatchRule_Matcher" }],
};

/// Of `istio.mesh.v1alpha1.ServiceEntryVisibility.Policy`.
pub static SERVICE_ENTRY_VISIBILITY_POLICY__VISIBILITY: Field =
    f("visibility", "visibility", "Visibility", K::Enum(&super::enums::SERVICE_ENTRY_VISIBILITY_VISIBILITY));

/// Of `istio.mesh.v1alpha1.ServiceEntryVisibility.Policy`.
pub static SERVICE_ENTRY_VISIBILITY_POLICY__MATCHING_RULES: Field =
    f("matchingRules", "matching_rules", "MatchingRules", K::Message(&super::proxy::SERVICE_ENTRY_VISIBILITY_MATCH_RULE)).list();

/// `istio.mesh.v1alpha1.ServiceEntryVisibility.Policy`.
pub static SERVICE_ENTRY_VISIBILITY_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.ServiceEntryVisibility.Policy",
    go: "v1alpha1.ServiceEntryVisibility_Policy",
    fields: &[
        &super::proxy::SERVICE_ENTRY_VISIBILITY_POLICY__VISIBILITY,
        &super::proxy::SERVICE_ENTRY_VISIBILITY_POLICY__MATCHING_RULES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Topology`.
pub static TOPOLOGY__NUM_TRUSTED_PROXIES: Field =
    f("numTrustedProxies", "num_trusted_proxies", "NumTrustedProxies", K::Uint32);

/// Of `istio.mesh.v1alpha1.Topology`.
pub static TOPOLOGY__FORWARD_CLIENT_CERT_DETAILS: Field =
    f("forwardClientCertDetails", "forward_client_cert_details", "ForwardClientCertDetails", K::Enum(&super::enums::FORWARD_CLIENT_CERT_DETAILS));

/// Of `istio.mesh.v1alpha1.Topology`.
pub static TOPOLOGY__PROXY_PROTOCOL: Field =
    f("proxyProtocol", "proxy_protocol", "ProxyProtocol", K::Message(&super::proxy::TOPOLOGY_PROXY_PROTOCOL_CONFIGURATION));

/// `istio.mesh.v1alpha1.Topology`.
pub static TOPOLOGY: Message = Message {
    name: "istio.mesh.v1alpha1.Topology",
    go: "v1alpha1.Topology",
    fields: &[
        &super::proxy::TOPOLOGY__NUM_TRUSTED_PROXIES,
        &super::proxy::TOPOLOGY__FORWARD_CLIENT_CERT_DETAILS,
        &super::proxy::TOPOLOGY__PROXY_PROTOCOL,
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

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__ZIPKIN: Field =
    f("zipkin", "zipkin", "Zipkin", K::Message(&super::proxy::TRACING_ZIPKIN)).of("tracer", "v1alpha1.Tracing_Zipkin_");

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__LIGHTSTEP: Field =
    f("lightstep", "lightstep", "Lightstep", K::Message(&super::proxy::TRACING_LIGHTSTEP)).of("tracer", "v1alpha1.Tracing_Lightstep_");

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__DATADOG: Field =
    f("datadog", "datadog", "Datadog", K::Message(&super::proxy::TRACING_DATADOG)).of("tracer", "v1alpha1.Tracing_Datadog_");

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__STACKDRIVER: Field =
    f("stackdriver", "stackdriver", "Stackdriver", K::Message(&super::proxy::TRACING_STACKDRIVER)).of("tracer", "v1alpha1.Tracing_Stackdriver_");

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__OPEN_CENSUS_AGENT: Field =
    f("openCensusAgent", "open_census_agent", "OpenCensusAgent", K::Message(&super::proxy::TRACING_OPEN_CENSUS_AGENT)).of("tracer", "v1alpha1.Tracing_OpenCensusAgent_");

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__CUSTOM_TAGS: Field =
    f("customTags", "custom_tags", "CustomTags", K::Message(&super::proxy::TRACING_CUSTOM_TAG)).map();

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__MAX_PATH_TAG_LENGTH: Field =
    f("maxPathTagLength", "max_path_tag_length", "MaxPathTagLength", K::Uint32);

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__SAMPLING: Field =
    f("sampling", "sampling", "Sampling", K::Double);

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS));

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING__ENABLE_ISTIO_TAGS: Field =
    f("enableIstioTags", "enable_istio_tags", "EnableIstioTags", K::Wrapper(W::Bool));

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        &super::proxy::TRACING__ZIPKIN,
        &super::proxy::TRACING__LIGHTSTEP,
        &super::proxy::TRACING__DATADOG,
        &super::proxy::TRACING__STACKDRIVER,
        &super::proxy::TRACING__OPEN_CENSUS_AGENT,
        &super::proxy::TRACING__CUSTOM_TAGS,
        &super::proxy::TRACING__MAX_PATH_TAG_LENGTH,
        &super::proxy::TRACING__SAMPLING,
        &super::proxy::TRACING__TLS_SETTINGS,
        &super::proxy::TRACING__ENABLE_ISTIO_TAGS,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// Of `istio.mesh.v1alpha1.Tracing.CustomTag`.
pub static TRACING_CUSTOM_TAG__LITERAL: Field =
    f("literal", "literal", "Literal", K::Message(&super::proxy::TRACING_LITERAL)).of("type", "v1alpha1.Tracing_CustomTag_Literal");

/// Of `istio.mesh.v1alpha1.Tracing.CustomTag`.
pub static TRACING_CUSTOM_TAG__ENVIRONMENT: Field =
    f("environment", "environment", "Environment", K::Message(&super::proxy::TRACING_ENVIRONMENT)).of("type", "v1alpha1.Tracing_CustomTag_Environment");

/// Of `istio.mesh.v1alpha1.Tracing.CustomTag`.
pub static TRACING_CUSTOM_TAG__HEADER: Field =
    f("header", "header", "Header", K::Message(&super::proxy::TRACING_REQUEST_HEADER)).of("type", "v1alpha1.Tracing_CustomTag_Header");

/// `istio.mesh.v1alpha1.Tracing.CustomTag`.
pub static TRACING_CUSTOM_TAG: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.CustomTag",
    go: "v1alpha1.Tracing_CustomTag",
    fields: &[
        &super::proxy::TRACING_CUSTOM_TAG__LITERAL,
        &super::proxy::TRACING_CUSTOM_TAG__ENVIRONMENT,
        &super::proxy::TRACING_CUSTOM_TAG__HEADER,
    ],
    oneofs: &[Oneof { proto: "type", go: "Type", interface: "v1alpha1.isTracing_CustomTag_Type" }],
};

/// Of `istio.mesh.v1alpha1.Tracing.Datadog`.
pub static TRACING_DATADOG__ADDRESS: Field =
    f("address", "address", "Address", K::String);

/// `istio.mesh.v1alpha1.Tracing.Datadog`.
pub static TRACING_DATADOG: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Datadog",
    go: "v1alpha1.Tracing_Datadog",
    fields: &[
        &super::proxy::TRACING_DATADOG__ADDRESS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing.Environment`.
pub static TRACING_ENVIRONMENT__NAME: Field =
    f("name", "name", "Name", K::String);

/// Of `istio.mesh.v1alpha1.Tracing.Environment`.
pub static TRACING_ENVIRONMENT__DEFAULT_VALUE: Field =
    f("defaultValue", "default_value", "DefaultValue", K::String);

/// `istio.mesh.v1alpha1.Tracing.Environment`.
pub static TRACING_ENVIRONMENT: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Environment",
    go: "v1alpha1.Tracing_Environment",
    fields: &[
        &super::proxy::TRACING_ENVIRONMENT__NAME,
        &super::proxy::TRACING_ENVIRONMENT__DEFAULT_VALUE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP__ADDRESS: Field =
    f("address", "address", "Address", K::String);

/// Of `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP__ACCESS_TOKEN: Field =
    f("accessToken", "access_token", "AccessToken", K::String);

/// `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Lightstep",
    go: "v1alpha1.Tracing_Lightstep",
    fields: &[
        &super::proxy::TRACING_LIGHTSTEP__ADDRESS,
        &super::proxy::TRACING_LIGHTSTEP__ACCESS_TOKEN,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing.Literal`.
pub static TRACING_LITERAL__VALUE: Field =
    f("value", "value", "Value", K::String);

/// `istio.mesh.v1alpha1.Tracing.Literal`.
pub static TRACING_LITERAL: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Literal",
    go: "v1alpha1.Tracing_Literal",
    fields: &[
        &super::proxy::TRACING_LITERAL__VALUE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing.OpenCensusAgent`.
pub static TRACING_OPEN_CENSUS_AGENT__ADDRESS: Field =
    f("address", "address", "Address", K::String);

/// Of `istio.mesh.v1alpha1.Tracing.OpenCensusAgent`.
pub static TRACING_OPEN_CENSUS_AGENT__CONTEXT: Field =
    f("context", "context", "Context", K::Enum(&super::enums::TRACING_OPEN_CENSUS_AGENT_TRACE_CONTEXT)).list();

/// `istio.mesh.v1alpha1.Tracing.OpenCensusAgent`.
pub static TRACING_OPEN_CENSUS_AGENT: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.OpenCensusAgent",
    go: "v1alpha1.Tracing_OpenCensusAgent",
    fields: &[
        &super::proxy::TRACING_OPEN_CENSUS_AGENT__ADDRESS,
        &super::proxy::TRACING_OPEN_CENSUS_AGENT__CONTEXT,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing.RequestHeader`.
pub static TRACING_REQUEST_HEADER__NAME: Field =
    f("name", "name", "Name", K::String);

/// Of `istio.mesh.v1alpha1.Tracing.RequestHeader`.
pub static TRACING_REQUEST_HEADER__DEFAULT_VALUE: Field =
    f("defaultValue", "default_value", "DefaultValue", K::String);

/// `istio.mesh.v1alpha1.Tracing.RequestHeader`.
pub static TRACING_REQUEST_HEADER: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.RequestHeader",
    go: "v1alpha1.Tracing_RequestHeader",
    fields: &[
        &super::proxy::TRACING_REQUEST_HEADER__NAME,
        &super::proxy::TRACING_REQUEST_HEADER__DEFAULT_VALUE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing.Stackdriver`.
pub static TRACING_STACKDRIVER__DEBUG: Field =
    f("debug", "debug", "Debug", K::Bool);

/// Of `istio.mesh.v1alpha1.Tracing.Stackdriver`.
pub static TRACING_STACKDRIVER__MAX_NUMBER_OF_ATTRIBUTES: Field =
    f("maxNumberOfAttributes", "max_number_of_attributes", "MaxNumberOfAttributes", K::Wrapper(W::Int64));

/// Of `istio.mesh.v1alpha1.Tracing.Stackdriver`.
pub static TRACING_STACKDRIVER__MAX_NUMBER_OF_ANNOTATIONS: Field =
    f("maxNumberOfAnnotations", "max_number_of_annotations", "MaxNumberOfAnnotations", K::Wrapper(W::Int64));

/// Of `istio.mesh.v1alpha1.Tracing.Stackdriver`.
pub static TRACING_STACKDRIVER__MAX_NUMBER_OF_MESSAGE_EVENTS: Field =
    f("maxNumberOfMessageEvents", "max_number_of_message_events", "MaxNumberOfMessageEvents", K::Wrapper(W::Int64));

/// `istio.mesh.v1alpha1.Tracing.Stackdriver`.
pub static TRACING_STACKDRIVER: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Stackdriver",
    go: "v1alpha1.Tracing_Stackdriver",
    fields: &[
        &super::proxy::TRACING_STACKDRIVER__DEBUG,
        &super::proxy::TRACING_STACKDRIVER__MAX_NUMBER_OF_ATTRIBUTES,
        &super::proxy::TRACING_STACKDRIVER__MAX_NUMBER_OF_ANNOTATIONS,
        &super::proxy::TRACING_STACKDRIVER__MAX_NUMBER_OF_MESSAGE_EVENTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing.Zipkin`.
pub static TRACING_ZIPKIN__ADDRESS: Field =
    f("address", "address", "Address", K::String);

/// `istio.mesh.v1alpha1.Tracing.Zipkin`.
pub static TRACING_ZIPKIN: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Zipkin",
    go: "v1alpha1.Tracing_Zipkin",
    fields: &[
        &super::proxy::TRACING_ZIPKIN__ADDRESS,
    ],
    oneofs: &[],
};
