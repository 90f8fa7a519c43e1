//! Generated from `generate/1.22.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy_Mode",
    values: &[
        ("REGISTRY_ONLY", 0),
        ("ALLOW_ANY", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        f("proxyListenPort", "proxy_listen_port", "ProxyListenPort", K::Int32),
        f("proxyInboundListenPort", "proxy_inbound_listen_port", "ProxyInboundListenPort", K::Int32),
        f("proxyHttpPort", "proxy_http_port", "ProxyHttpPort", K::Int32),
        f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration),
        f("protocolDetectionTimeout", "protocol_detection_timeout", "ProtocolDetectionTimeout", K::Duration),
        f("tcpKeepalive", "tcp_keepalive", "TcpKeepalive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE)),
        f("ingressClass", "ingress_class", "IngressClass", K::String),
        f("ingressService", "ingress_service", "IngressService", K::String),
        f("ingressControllerMode", "ingress_controller_mode", "IngressControllerMode", K::Enum(&super::enums::MESH_CONFIG_INGRESS_CONTROLLER_MODE)),
        f("ingressSelector", "ingress_selector", "IngressSelector", K::String),
        f("enableTracing", "enable_tracing", "EnableTracing", K::Bool),
        f("accessLogFile", "access_log_file", "AccessLogFile", K::String),
        f("accessLogFormat", "access_log_format", "AccessLogFormat", K::String),
        f("accessLogEncoding", "access_log_encoding", "AccessLogEncoding", K::Enum(&super::enums::MESH_CONFIG_ACCESS_LOG_ENCODING)),
        f("enableEnvoyAccessLogService", "enable_envoy_access_log_service", "EnableEnvoyAccessLogService", K::Bool),
        f("disableEnvoyListenerLog", "disable_envoy_listener_log", "DisableEnvoyListenerLog", K::Bool),
        f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::v1_22::PROXY_CONFIG)),
        f("outboundTrafficPolicy", "outbound_traffic_policy", "OutboundTrafficPolicy", K::Message(&super::v1_22::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY)),
        f("inboundTrafficPolicy", "inbound_traffic_policy", "InboundTrafficPolicy", K::Message(&super::mesh::MESH_CONFIG_INBOUND_TRAFFIC_POLICY)),
        f("configSources", "config_sources", "ConfigSources", K::Message(&super::proxy::CONFIG_SOURCE)).list(),
        f("enableAutoMtls", "enable_auto_mtls", "EnableAutoMtls", K::Wrapper(W::Bool)),
        f("trustDomain", "trust_domain", "TrustDomain", K::String),
        f("trustDomainAliases", "trust_domain_aliases", "TrustDomainAliases", K::String).list(),
        f("caCertificates", "ca_certificates", "CaCertificates", K::Message(&super::mesh::MESH_CONFIG_CERTIFICATE_DATA)).list(),
        f("defaultServiceExportTo", "default_service_export_to", "DefaultServiceExportTo", K::String).list(),
        f("defaultVirtualServiceExportTo", "default_virtual_service_export_to", "DefaultVirtualServiceExportTo", K::String).list(),
        f("defaultDestinationRuleExportTo", "default_destination_rule_export_to", "DefaultDestinationRuleExportTo", K::String).list(),
        f("rootNamespace", "root_namespace", "RootNamespace", K::String),
        f("localityLbSetting", "locality_lb_setting", "LocalityLbSetting", K::Message(&super::networking::LOCALITY_LOAD_BALANCER_SETTING)),
        f("dnsRefreshRate", "dns_refresh_rate", "DnsRefreshRate", K::Duration),
        f("h2UpgradePolicy", "h2_upgrade_policy", "H2UpgradePolicy", K::Enum(&super::enums::MESH_CONFIG_H2_UPGRADE_POLICY)),
        f("inboundClusterStatName", "inbound_cluster_stat_name", "InboundClusterStatName", K::String),
        f("outboundClusterStatName", "outbound_cluster_stat_name", "OutboundClusterStatName", K::String),
        f("certificates", "certificates", "Certificates", K::Message(&super::proxy::CERTIFICATE)).list(),
        f("serviceSettings", "service_settings", "ServiceSettings", K::Message(&super::mesh::MESH_CONFIG_SERVICE_SETTINGS)).list(),
        f("enablePrometheusMerge", "enable_prometheus_merge", "EnablePrometheusMerge", K::Wrapper(W::Bool)),
        f("verifyCertificateAtClient", "verify_certificate_at_client", "VerifyCertificateAtClient", K::Wrapper(W::Bool)),
        f("ca", "ca", "Ca", K::Message(&super::mesh::MESH_CONFIG_CA)),
        f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER)).list(),
        f("defaultProviders", "default_providers", "DefaultProviders", K::Message(&super::mesh::MESH_CONFIG_DEFAULT_PROVIDERS)),
        f("discoverySelectors", "discovery_selectors", "DiscoverySelectors", K::Message(&super::v1_22::LABEL_SELECTOR)).list(),
        f("pathNormalization", "path_normalization", "PathNormalization", K::Message(&super::mesh::MESH_CONFIG_PROXY_PATH_NORMALIZATION)),
        f("defaultHttpRetryPolicy", "default_http_retry_policy", "DefaultHttpRetryPolicy", K::Message(&super::v1_22::HTTPRETRY)),
        f("meshMTLS", "mesh_mTLS", "MeshMTLS", K::Message(&super::mesh::MESH_CONFIG_TLSCONFIG)),
        f("tlsDefaults", "tls_defaults", "TlsDefaults", K::Message(&super::mesh::MESH_CONFIG_TLSCONFIG)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        f("name", "name", "Name", K::String),
        f("envoyExtAuthzHttp", "envoy_ext_authz_http", "EnvoyExtAuthzHttp", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER)).of("provider"),
        f("envoyExtAuthzGrpc", "envoy_ext_authz_grpc", "EnvoyExtAuthzGrpc", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER)).of("provider"),
        f("zipkin", "zipkin", "Zipkin", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER)).of("provider"),
        f("lightstep", "lightstep", "Lightstep", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER)).of("provider"),
        f("datadog", "datadog", "Datadog", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER)).of("provider"),
        f("stackdriver", "stackdriver", "Stackdriver", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER)).of("provider"),
        f("opencensus", "opencensus", "Opencensus", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER)).of("provider"),
        f("skywalking", "skywalking", "Skywalking", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER)).of("provider"),
        f("opentelemetry", "opentelemetry", "Opentelemetry", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER)).of("provider"),
        f("prometheus", "prometheus", "Prometheus", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_PROMETHEUS_METRICS_PROVIDER)).of("provider"),
        f("envoyFileAccessLog", "envoy_file_access_log", "EnvoyFileAccessLog", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER)).of("provider"),
        f("envoyHttpAls", "envoy_http_als", "EnvoyHttpAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER)).of("provider"),
        f("envoyTcpAls", "envoy_tcp_als", "EnvoyTcpAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER)).of("provider"),
        f("envoyOtelAls", "envoy_otel_als", "EnvoyOtelAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER)).of("provider"),
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationGrpcProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("timeout", "timeout", "Timeout", K::Duration),
        f("failOpen", "fail_open", "FailOpen", K::Bool),
        f("statusOnError", "status_on_error", "StatusOnError", K::String),
        f("includeRequestBodyInCheck", "include_request_body_in_check", "IncludeRequestBodyInCheck", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationHttpProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("timeout", "timeout", "Timeout", K::Duration),
        f("pathPrefix", "path_prefix", "PathPrefix", K::String),
        f("failOpen", "fail_open", "FailOpen", K::Bool),
        f("statusOnError", "status_on_error", "StatusOnError", K::String),
        f("includeHeadersInCheck", "include_headers_in_check", "IncludeHeadersInCheck", K::String).list(),
        f("includeRequestHeadersInCheck", "include_request_headers_in_check", "IncludeRequestHeadersInCheck", K::String).list(),
        f("includeAdditionalHeadersInCheck", "include_additional_headers_in_check", "IncludeAdditionalHeadersInCheck", K::String).map(),
        f("includeRequestBodyInCheck", "include_request_body_in_check", "IncludeRequestBodyInCheck", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY)),
        f("headersToUpstreamOnAllow", "headers_to_upstream_on_allow", "HeadersToUpstreamOnAllow", K::String).list(),
        f("headersToDownstreamOnDeny", "headers_to_downstream_on_deny", "HeadersToDownstreamOnDeny", K::String).list(),
        f("headersToDownstreamOnAllow", "headers_to_downstream_on_allow", "HeadersToDownstreamOnAllow", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider",
    fields: &[
        f("path", "path", "Path", K::String),
        f("logFormat", "log_format", "LogFormat", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpHeader",
    fields: &[
        f("name", "name", "Name", K::String),
        f("value", "value", "Value", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpService",
    fields: &[
        f("path", "path", "Path", K::String),
        f("timeout", "timeout", "Timeout", K::Duration),
        f("headers", "headers", "Headers", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER)).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32),
        f("http", "http", "Http", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE)),
        f("resourceDetectors", "resource_detectors", "ResourceDetectors", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS)),
        f("dynatraceSampler", "dynatrace_sampler", "DynatraceSampler", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER)).of("sampling"),
    ],
    oneofs: &[Oneof { proto: "sampling", go: "Sampling" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler",
    fields: &[
        f("tenant", "tenant", "Tenant", K::String),
        f("clusterId", "cluster_id", "ClusterId", K::Int32),
        f("rootSpansPerMinute", "root_spans_per_minute", "RootSpansPerMinute", K::Uint32),
        f("httpService", "http_service", "HttpService", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler_DynatraceApi",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("http", "http", "Http", K::Message(&super::v1_22::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ZipkinTracingProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32),
        f("enable64bitTraceId", "enable_64bit_trace_id", "Enable_64BitTraceId", K::Bool),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy",
    fields: &[
        f("mode", "mode", "Mode", K::Enum(&super::v1_22::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE)),
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
        f("tracing", "tracing", "Tracing", K::Message(&super::v1_22::TRACING)),
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
        f("readinessProbe", "readiness_probe", "ReadinessProbe", K::Message(&super::v1_22::READINESS_PROBE)),
        f("proxyStatsMatcher", "proxy_stats_matcher", "ProxyStatsMatcher", K::Message(&super::proxy::PROXY_CONFIG_PROXY_STATS_MATCHER)),
        f("holdApplicationUntilProxyStarts", "hold_application_until_proxy_starts", "HoldApplicationUntilProxyStarts", K::Wrapper(W::Bool)),
        f("caCertificatesPem", "ca_certificates_pem", "CaCertificatesPem", K::String).list(),
        f("image", "image", "Image", K::Message(&super::networking::PROXY_IMAGE)),
        f("privateKeyProvider", "private_key_provider", "PrivateKeyProvider", K::Message(&super::proxy::PRIVATE_KEY_PROVIDER)),
        f("proxyHeaders", "proxy_headers", "ProxyHeaders", K::Message(&super::v1_22::PROXY_CONFIG_PROXY_HEADERS)),
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName" }],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders",
    fields: &[
        f("forwardedClientCert", "forwarded_client_cert", "ForwardedClientCert", K::Enum(&super::enums::FORWARD_CLIENT_CERT_DETAILS)),
        f("requestId", "request_id", "RequestId", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_REQUEST_ID)),
        f("server", "server", "Server", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_SERVER)),
        f("attemptCount", "attempt_count", "AttemptCount", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_ATTEMPT_COUNT)),
        f("envoyDebugHeaders", "envoy_debug_headers", "EnvoyDebugHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_ENVOY_DEBUG_HEADERS)),
        f("metadataExchangeHeaders", "metadata_exchange_headers", "MetadataExchangeHeaders", K::Message(&super::proxy::PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_HEADERS)),
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
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer" }],
};

/// `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY: Message = Message {
    name: "istio.networking.v1alpha3.HTTPRetry",
    go: "v1alpha3.HTTPRetry",
    fields: &[
        f("attempts", "attempts", "Attempts", K::Int32),
        f("perTryTimeout", "per_try_timeout", "PerTryTimeout", K::Duration),
        f("retryOn", "retry_on", "RetryOn", K::String),
        f("retryRemoteLocalities", "retry_remote_localities", "RetryRemoteLocalities", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE: Message = Message {
    name: "istio.networking.v1alpha3.ReadinessProbe",
    go: "v1alpha3.ReadinessProbe",
    fields: &[
        f("initialDelaySeconds", "initial_delay_seconds", "InitialDelaySeconds", K::Int32),
        f("timeoutSeconds", "timeout_seconds", "TimeoutSeconds", K::Int32),
        f("periodSeconds", "period_seconds", "PeriodSeconds", K::Int32),
        f("successThreshold", "success_threshold", "SuccessThreshold", K::Int32),
        f("failureThreshold", "failure_threshold", "FailureThreshold", K::Int32),
        f("httpGet", "http_get", "HttpGet", K::Message(&super::networking::HTTPHEALTH_CHECK_CONFIG)).of("health_check_method"),
        f("tcpSocket", "tcp_socket", "TcpSocket", K::Message(&super::networking::TCPHEALTH_CHECK_CONFIG)).of("health_check_method"),
        f("exec", "exec", "Exec", K::Message(&super::networking::EXEC_HEALTH_CHECK_CONFIG)).of("health_check_method"),
    ],
    oneofs: &[Oneof { proto: "health_check_method", go: "HealthCheckMethod" }],
};

/// `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelector`.
pub static LABEL_SELECTOR: Message = Message {
    name: "k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelector",
    go: "v1.LabelSelector",
    fields: &[
        f("matchLabels", "matchLabels", "MatchLabels", K::String).map(),
        f("matchExpressions", "matchExpressions", "MatchExpressions", K::Message(&super::v1_22::LABEL_SELECTOR_REQUIREMENT)).list(),
    ],
    oneofs: &[],
};

/// `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT: Message = Message {
    name: "k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement",
    go: "v1.LabelSelectorRequirement",
    fields: &[
        f("key", "key", "Key", K::String).optional(),
        f("operator", "operator", "Operator", K::String).optional(),
        f("values", "values", "Values", K::String).list(),
    ],
    oneofs: &[],
};
