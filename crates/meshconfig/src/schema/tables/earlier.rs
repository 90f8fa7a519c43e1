//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_30__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_30));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_30: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__HBONE_IDLE_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_30__DEFAULT_CONFIG,
        &super::mesh::MESH_CONFIG__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__SERVICE_SCOPE_CONFIGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::mesh::MESH_CONFIG__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::mesh::MESH_CONFIG__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_30: Message = Message {
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
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE_V1_29: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy_Mode",
    values: &[
        ("REGISTRY_ONLY", 0),
        ("ALLOW_ANY", 1),
    ],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY: Field =
    f("outboundTrafficPolicy", "outbound_traffic_policy", "OutboundTrafficPolicy", K::Message(&super::earlier::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V1_29));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_29__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_29)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_29: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__HBONE_IDLE_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_30__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__SERVICE_SCOPE_CONFIGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_29__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::mesh::MESH_CONFIG__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_29__OPENTELEMETRY: Field =
    f("opentelemetry", "opentelemetry", "Opentelemetry", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_29)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Opentelemetry");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_29: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_GRPC,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_29__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SDS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_29: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__GRPC,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__RESOURCE_DETECTORS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__DYNATRACE_SAMPLER,
    ],
    oneofs: &[Oneof { proto: "sampling", go: "Sampling", interface: "v1alpha1.isMeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_Sampling" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V1_29__MODE: Field =
    f("mode", "mode", "Mode", K::Enum(&super::earlier::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE_V1_29));

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V1_29: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy",
    fields: &[
        &super::earlier::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V1_29__MODE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_28__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_28));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_28__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_28)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_28: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_28__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__SERVICE_SCOPE_CONFIGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_28__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::mesh::MESH_CONFIG__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_28__ZIPKIN: Field =
    f("zipkin", "zipkin", "Zipkin", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_28)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Zipkin");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_28: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_28__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_29__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SDS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_28: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ZipkinTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__ENABLE_64BIT_TRACE_ID,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PATH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__TRACE_CONTEXT_OPTION,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_28: Message = Message {
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
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_27__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_27));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_27__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_27)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_27: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_27__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__SERVICE_SCOPE_CONFIGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_27__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::mesh::MESH_CONFIG__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_27__ZIPKIN: Field =
    f("zipkin", "zipkin", "Zipkin", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_27)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Zipkin");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_27: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_27__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_29__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SDS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_27: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ZipkinTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__ENABLE_64BIT_TRACE_ID,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PATH,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_27__PROXY_HEADERS: Field =
    f("proxyHeaders", "proxy_headers", "ProxyHeaders", K::Message(&super::earlier::PROXY_CONFIG_PROXY_HEADERS_V1_27));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_27: Message = Message {
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
        &super::earlier::PROXY_CONFIG_V1_27__PROXY_HEADERS,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_V1_27: Message = Message {
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
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_26__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_26)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_26: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_27__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_26__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::mesh::MESH_CONFIG__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_26: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_27__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_29__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_25__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY: Field =
    f("defaultHttpRetryPolicy", "default_http_retry_policy", "DefaultHttpRetryPolicy", K::Message(&super::earlier::HTTPRETRY_V1_25));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_27__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_25__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_25__OPENTELEMETRY: Field =
    f("opentelemetry", "opentelemetry", "Opentelemetry", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Opentelemetry");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG: Field =
    f("envoyFileAccessLog", "envoy_file_access_log", "EnvoyFileAccessLog", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_V1_25)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLog");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_27__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__PATH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__LOG_FORMAT,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE_V1_25__INITIAL_METADATA: Field =
    f("initialMetadata", "initial_metadata", "InitialMetadata", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER_V1_25)).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService",
    go: "v1alpha1.MeshConfig_ExtensionProvider_GrpcService",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE__TIMEOUT,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE_V1_25__INITIAL_METADATA,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER_V1_25__VALUE: Field =
    f("value", "value", "Value", K::String);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpHeader",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER_V1_25__VALUE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE_V1_25__HEADERS: Field =
    f("headers", "headers", "Headers", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER_V1_25)).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpService",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__PATH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__TIMEOUT,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE_V1_25__HEADERS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__HTTP: Field =
    f("http", "http", "Http", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE_V1_25));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__GRPC: Field =
    f("grpc", "grpc", "Grpc", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE_V1_25));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__DYNATRACE_SAMPLER: Field =
    f("dynatraceSampler", "dynatrace_sampler", "DynatraceSampler", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_V1_25)).of("sampling", "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler_");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__GRPC,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__RESOURCE_DETECTORS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__DYNATRACE_SAMPLER,
    ],
    oneofs: &[Oneof { proto: "sampling", go: "Sampling", interface: "v1alpha1.isMeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_Sampling" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_V1_25__HTTP_SERVICE: Field =
    f("httpService", "http_service", "HttpService", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API_V1_25));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__TENANT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__CLUSTER_ID,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__ROOT_SPANS_PER_MINUTE,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_V1_25__HTTP_SERVICE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API_V1_25__HTTP: Field =
    f("http", "http", "Http", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE_V1_25));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API_V1_25: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler_DynatraceApi",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__PORT,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API_V1_25__HTTP,
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY_V1_25: Message = Message {
    name: "istio.networking.v1alpha3.HTTPRetry",
    go: "v1alpha3.HTTPRetry",
    fields: &[
        &super::networking::HTTPRETRY__ATTEMPTS,
        &super::networking::HTTPRETRY__PER_TRY_TIMEOUT,
        &super::networking::HTTPRETRY__RETRY_ON,
        &super::networking::HTTPRETRY__RETRY_REMOTE_LOCALITIES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_24__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_24));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_24__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_24: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_24__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_24__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_HTTP: Field =
    f("envoyExtAuthzHttp", "envoy_ext_authz_http", "EnvoyExtAuthzHttp", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER_V1_24)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExtAuthzHttp");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC: Field =
    f("envoyExtAuthzGrpc", "envoy_ext_authz_grpc", "EnvoyExtAuthzGrpc", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER_V1_24)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExtAuthzGrpc");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_24: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_27__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER_V1_24: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationGrpcProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__FAIL_OPEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__STATUS_ON_ERROR,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__INCLUDE_REQUEST_BODY_IN_CHECK,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER_V1_24: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationHttpProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PATH_PREFIX,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__FAIL_OPEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__STATUS_ON_ERROR,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_HEADERS_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_REQUEST_HEADERS_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_ADDITIONAL_HEADERS_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_REQUEST_BODY_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_UPSTREAM_ON_ALLOW,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_DOWNSTREAM_ON_DENY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_DOWNSTREAM_ON_ALLOW,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_24__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_24));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_24__READINESS_PROBE: Field =
    f("readinessProbe", "readiness_probe", "ReadinessProbe", K::Message(&super::earlier::READINESS_PROBE_V1_24));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_24__PROXY_HEADERS: Field =
    f("proxyHeaders", "proxy_headers", "ProxyHeaders", K::Message(&super::earlier::PROXY_CONFIG_PROXY_HEADERS_V1_24));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_24: Message = Message {
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
        &super::earlier::PROXY_CONFIG_V1_24__TRACING,
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
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
        &super::proxy::PROXY_CONFIG__PRIVATE_KEY_PROVIDER,
        &super::earlier::PROXY_CONFIG_V1_24__PROXY_HEADERS,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_V1_24: Message = Message {
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
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_24: Message = Message {
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
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE_V1_24: Message = Message {
    name: "istio.networking.v1alpha3.ReadinessProbe",
    go: "v1alpha3.ReadinessProbe",
    fields: &[
        &super::networking::READINESS_PROBE__INITIAL_DELAY_SECONDS,
        &super::networking::READINESS_PROBE__TIMEOUT_SECONDS,
        &super::networking::READINESS_PROBE__PERIOD_SECONDS,
        &super::networking::READINESS_PROBE__SUCCESS_THRESHOLD,
        &super::networking::READINESS_PROBE__FAILURE_THRESHOLD,
        &super::networking::READINESS_PROBE__HTTP_GET,
        &super::networking::READINESS_PROBE__TCP_SOCKET,
        &super::networking::READINESS_PROBE__EXEC,
    ],
    oneofs: &[Oneof { proto: "health_check_method", go: "HealthCheckMethod", interface: "v1alpha3.isReadinessProbe_HealthCheckMethod" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_23__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_23));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_23__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_23)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_23: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_23__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_23__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_23__ZIPKIN: Field =
    f("zipkin", "zipkin", "Zipkin", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_23)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Zipkin");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_23__OPENTELEMETRY: Field =
    f("opentelemetry", "opentelemetry", "Opentelemetry", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_23)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Opentelemetry");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_23: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_23__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_23__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_23: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__RESOURCE_DETECTORS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_25__DYNATRACE_SAMPLER,
    ],
    oneofs: &[Oneof { proto: "sampling", go: "Sampling", interface: "v1alpha1.isMeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_Sampling" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_23: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ZipkinTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__ENABLE_64BIT_TRACE_ID,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_23__PROXY_HEADERS: Field =
    f("proxyHeaders", "proxy_headers", "ProxyHeaders", K::Message(&super::earlier::PROXY_CONFIG_PROXY_HEADERS_V1_23));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_23: Message = Message {
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
        &super::earlier::PROXY_CONFIG_V1_24__TRACING,
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
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
        &super::proxy::PROXY_CONFIG__PRIVATE_KEY_PROVIDER,
        &super::earlier::PROXY_CONFIG_V1_23__PROXY_HEADERS,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
pub static PROXY_CONFIG_PROXY_HEADERS_V1_23: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders",
    go: "v1alpha1.ProxyConfig_ProxyHeaders",
    fields: &[
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__FORWARDED_CLIENT_CERT,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__REQUEST_ID,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__SERVER,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__ATTEMPT_COUNT,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__ENVOY_DEBUG_HEADERS,
        &super::proxy::PROXY_CONFIG_PROXY_HEADERS__METADATA_EXCHANGE_HEADERS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_22__DISCOVERY_SELECTORS: Field =
    f("discoverySelectors", "discovery_selectors", "DiscoverySelectors", K::Message(&super::earlier::LABEL_SELECTOR_V1_22)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_22: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_23__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::earlier::MESH_CONFIG_V1_23__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelector`.
pub static LABEL_SELECTOR_V1_22__MATCHLABELS: Field =
    f("matchLabels", "matchLabels", "MatchLabels", K::String).map();

/// Of `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelector`.
pub static LABEL_SELECTOR_V1_22__MATCHEXPRESSIONS: Field =
    f("matchExpressions", "matchExpressions", "MatchExpressions", K::Message(&super::earlier::LABEL_SELECTOR_REQUIREMENT_V1_22)).list();

/// `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelector`.
pub static LABEL_SELECTOR_V1_22: Message = Message {
    name: "k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelector",
    go: "v1.LabelSelector",
    fields: &[
        &super::earlier::LABEL_SELECTOR_V1_22__MATCHLABELS,
        &super::earlier::LABEL_SELECTOR_V1_22__MATCHEXPRESSIONS,
    ],
    oneofs: &[],
};

/// Of `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT_V1_22__KEY: Field =
    f("key", "key", "Key", K::String).optional();

/// Of `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT_V1_22__OPERATOR: Field =
    f("operator", "operator", "Operator", K::String).optional();

/// Of `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT_V1_22__VALUES: Field =
    f("values", "values", "Values", K::String).list();

/// `k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT_V1_22: Message = Message {
    name: "k8s.io.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement",
    go: "v1.LabelSelectorRequirement",
    fields: &[
        &super::earlier::LABEL_SELECTOR_REQUIREMENT_V1_22__KEY,
        &super::earlier::LABEL_SELECTOR_REQUIREMENT_V1_22__OPERATOR,
        &super::earlier::LABEL_SELECTOR_REQUIREMENT_V1_22__VALUES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_21__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_21));

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_21: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        &super::proxy::CONFIG_SOURCE__ADDRESS,
        &super::earlier::CONFIG_SOURCE_V1_21__TLS_SETTINGS,
        &super::proxy::CONFIG_SOURCE__SUBSCRIBED_RESOURCES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_21__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_21));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_21__CONFIG_SOURCES: Field =
    f("configSources", "config_sources", "ConfigSources", K::Message(&super::earlier::CONFIG_SOURCE_V1_21)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_21__CA: Field =
    f("ca", "ca", "Ca", K::Message(&super::earlier::MESH_CONFIG_CA_V1_21));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_21__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_21)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_21: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_21__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_21__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA_V1_21__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_21));

/// `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA_V1_21: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.CA",
    go: "v1alpha1.MeshConfig_CA",
    fields: &[
        &super::mesh::MESH_CONFIG_CA__ADDRESS,
        &super::earlier::MESH_CONFIG_CA_V1_21__TLS_SETTINGS,
        &super::mesh::MESH_CONFIG_CA__REQUEST_TIMEOUT,
        &super::mesh::MESH_CONFIG_CA__ISTIOD_SIDE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_21__OPENTELEMETRY: Field =
    f("opentelemetry", "opentelemetry", "Opentelemetry", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_21)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Opentelemetry");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_21: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_23__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_21__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_V1_21: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__MAX_TAG_LENGTH,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_21__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_21));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_21__ENVOY_ACCESS_LOG_SERVICE: Field =
    f("envoyAccessLogService", "envoy_access_log_service", "EnvoyAccessLogService", K::Message(&super::earlier::REMOTE_SERVICE_V1_21));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_21__ENVOY_METRICS_SERVICE: Field =
    f("envoyMetricsService", "envoy_metrics_service", "EnvoyMetricsService", K::Message(&super::earlier::REMOTE_SERVICE_V1_21));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_21: Message = Message {
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
        &super::earlier::PROXY_CONFIG_V1_21__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__RUNTIME_VALUES,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::proxy::PROXY_CONFIG__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
        &super::proxy::PROXY_CONFIG__PRIVATE_KEY_PROVIDER,
        &super::earlier::PROXY_CONFIG_V1_23__PROXY_HEADERS,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// Of `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_21__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_21));

/// `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_21: Message = Message {
    name: "istio.mesh.v1alpha1.RemoteService",
    go: "v1alpha1.RemoteService",
    fields: &[
        &super::proxy::REMOTE_SERVICE__ADDRESS,
        &super::earlier::REMOTE_SERVICE_V1_21__TLS_SETTINGS,
        &super::proxy::REMOTE_SERVICE__TCP_KEEPALIVE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_21__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_21));

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_21: Message = Message {
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
        &super::earlier::TRACING_V1_21__TLS_SETTINGS,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS_V1_21: Message = Message {
    name: "istio.networking.v1alpha3.ClientTLSSettings",
    go: "v1alpha3.ClientTLSSettings",
    fields: &[
        &super::networking::CLIENT_TLSSETTINGS__MODE,
        &super::networking::CLIENT_TLSSETTINGS__CLIENT_CERTIFICATE,
        &super::networking::CLIENT_TLSSETTINGS__PRIVATE_KEY,
        &super::networking::CLIENT_TLSSETTINGS__CA_CERTIFICATES,
        &super::networking::CLIENT_TLSSETTINGS__CREDENTIAL_NAME,
        &super::networking::CLIENT_TLSSETTINGS__SUBJECT_ALT_NAMES,
        &super::networking::CLIENT_TLSSETTINGS__SNI,
        &super::networking::CLIENT_TLSSETTINGS__INSECURE_SKIP_VERIFY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_19__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_19));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_19: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_19__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_21__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER_V1_19__CRYPTOMB: Field =
    f("cryptomb", "cryptomb", "Cryptomb", K::Message(&super::earlier::PRIVATE_KEY_PROVIDER_CRYPTO_MB_V1_19)).of("provider", "v1alpha1.PrivateKeyProvider_Cryptomb");

/// Of `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER_V1_19__QAT: Field =
    f("qat", "qat", "Qat", K::Message(&super::earlier::PRIVATE_KEY_PROVIDER_QAT_V1_19)).of("provider", "v1alpha1.PrivateKeyProvider_Qat");

/// `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER_V1_19: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider",
    go: "v1alpha1.PrivateKeyProvider",
    fields: &[
        &super::earlier::PRIVATE_KEY_PROVIDER_V1_19__CRYPTOMB,
        &super::earlier::PRIVATE_KEY_PROVIDER_V1_19__QAT,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isPrivateKeyProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb`.
pub static PRIVATE_KEY_PROVIDER_CRYPTO_MB_V1_19: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb",
    go: "v1alpha1.PrivateKeyProvider_CryptoMb",
    fields: &[
        &super::proxy::PRIVATE_KEY_PROVIDER_CRYPTO_MB__POLL_DELAY,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.PrivateKeyProvider.QAT`.
pub static PRIVATE_KEY_PROVIDER_QAT_V1_19: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider.QAT",
    go: "v1alpha1.PrivateKeyProvider_QAT",
    fields: &[
        &super::proxy::PRIVATE_KEY_PROVIDER_QAT__POLL_DELAY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_19__PRIVATE_KEY_PROVIDER: Field =
    f("privateKeyProvider", "private_key_provider", "PrivateKeyProvider", K::Message(&super::earlier::PRIVATE_KEY_PROVIDER_V1_19));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_19: Message = Message {
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
        &super::earlier::PROXY_CONFIG_V1_21__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__RUNTIME_VALUES,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::proxy::PROXY_CONFIG__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
        &super::earlier::PROXY_CONFIG_V1_19__PRIVATE_KEY_PROVIDER,
        &super::earlier::PROXY_CONFIG_V1_23__PROXY_HEADERS,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// `istio.mesh.v1alpha1.Topology.ForwardClientCertDetails`.
pub static TOPOLOGY_FORWARD_CLIENT_CERT_DETAILS_V1_18: Enum = Enum {
    name: "istio.mesh.v1alpha1.Topology.ForwardClientCertDetails",
    go: "v1alpha1.Topology_ForwardClientCertDetails",
    values: &[
        ("UNDEFINED", 0),
        ("SANITIZE", 1),
        ("FORWARD_ONLY", 2),
        ("APPEND_FORWARD", 3),
        ("SANITIZE_SET", 4),
        ("ALWAYS_FORWARD_ONLY", 5),
    ],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_18__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_18));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_18__MESH_MTLS: Field =
    f("meshMTLS", "mesh_mTLS", "MeshMTLS", K::Message(&super::earlier::MESH_CONFIG_TLSCONFIG_V1_18));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_18__TLS_DEFAULTS: Field =
    f("tlsDefaults", "tls_defaults", "TlsDefaults", K::Message(&super::earlier::MESH_CONFIG_TLSCONFIG_V1_18));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_18: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_18__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_21__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::earlier::MESH_CONFIG_V1_18__MESH_MTLS,
        &super::earlier::MESH_CONFIG_V1_18__TLS_DEFAULTS,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
pub static MESH_CONFIG_TLSCONFIG_V1_18: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.TLSConfig",
    go: "v1alpha1.MeshConfig_TLSConfig",
    fields: &[
        &super::mesh::MESH_CONFIG_TLSCONFIG__MIN_PROTOCOL_VERSION,
        &super::mesh::MESH_CONFIG_TLSCONFIG__ECDH_CURVES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY: Field =
    f("gatewayTopology", "gateway_topology", "GatewayTopology", K::Message(&super::earlier::TOPOLOGY_V1_18));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_18: Message = Message {
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
        &super::earlier::PROXY_CONFIG_V1_21__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__RUNTIME_VALUES,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
        &super::earlier::PROXY_CONFIG_V1_19__PRIVATE_KEY_PROVIDER,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// Of `istio.mesh.v1alpha1.Topology`.
pub static TOPOLOGY_V1_18__FORWARD_CLIENT_CERT_DETAILS: Field =
    f("forwardClientCertDetails", "forward_client_cert_details", "ForwardClientCertDetails", K::Enum(&super::earlier::TOPOLOGY_FORWARD_CLIENT_CERT_DETAILS_V1_18));

/// `istio.mesh.v1alpha1.Topology`.
pub static TOPOLOGY_V1_18: Message = Message {
    name: "istio.mesh.v1alpha1.Topology",
    go: "v1alpha1.Topology",
    fields: &[
        &super::proxy::TOPOLOGY__NUM_TRUSTED_PROXIES,
        &super::earlier::TOPOLOGY_V1_18__FORWARD_CLIENT_CERT_DETAILS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_17__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_17)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_17__MESH_MTLS: Field =
    f("meshMTLS", "mesh_mTLS", "MeshMTLS", K::Message(&super::earlier::MESH_CONFIG_TLSCONFIG_V1_17));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_17: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_18__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_17__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::earlier::MESH_CONFIG_V1_17__MESH_MTLS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_17__ZIPKIN: Field =
    f("zipkin", "zipkin", "Zipkin", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_17)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Zipkin");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_17: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_17__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_21__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_V1_17: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ZipkinTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__MAX_TAG_LENGTH,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
pub static MESH_CONFIG_TLSCONFIG_V1_17: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.TLSConfig",
    go: "v1alpha1.MeshConfig_TLSConfig",
    fields: &[
        &super::mesh::MESH_CONFIG_TLSCONFIG__MIN_PROTOCOL_VERSION,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_16__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_16));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_16__THRIFT_CONFIG: Field =
    f("thriftConfig", "thrift_config", "ThriftConfig", K::Message(&super::earlier::MESH_CONFIG_THRIFT_CONFIG_V1_16));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_16: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_16__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_17__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::earlier::MESH_CONFIG_V1_17__MESH_MTLS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ThriftConfig`.
pub static MESH_CONFIG_THRIFT_CONFIG_V1_16__RATE_LIMIT_URL: Field =
    f("rateLimitUrl", "rate_limit_url", "RateLimitUrl", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ThriftConfig`.
pub static MESH_CONFIG_THRIFT_CONFIG_V1_16__RATE_LIMIT_TIMEOUT: Field =
    f("rateLimitTimeout", "rate_limit_timeout", "RateLimitTimeout", K::Duration);

/// `istio.mesh.v1alpha1.MeshConfig.ThriftConfig`.
pub static MESH_CONFIG_THRIFT_CONFIG_V1_16: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ThriftConfig",
    go: "v1alpha1.MeshConfig_ThriftConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_THRIFT_CONFIG_V1_16__RATE_LIMIT_URL,
        &super::earlier::MESH_CONFIG_THRIFT_CONFIG_V1_16__RATE_LIMIT_TIMEOUT,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.PrivateKeyProvider`.
pub static PRIVATE_KEY_PROVIDER_V1_16: Message = Message {
    name: "istio.mesh.v1alpha1.PrivateKeyProvider",
    go: "v1alpha1.PrivateKeyProvider",
    fields: &[
        &super::earlier::PRIVATE_KEY_PROVIDER_V1_19__CRYPTOMB,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isPrivateKeyProvider_Provider" }],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION: Field =
    f("parentShutdownDuration", "parent_shutdown_duration", "ParentShutdownDuration", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_16__PRIVATE_KEY_PROVIDER: Field =
    f("privateKeyProvider", "private_key_provider", "PrivateKeyProvider", K::Message(&super::earlier::PRIVATE_KEY_PROVIDER_V1_16));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_16: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::proxy::PROXY_CONFIG__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__TRACING_SERVICE_NAME,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
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
        &super::earlier::PROXY_CONFIG_V1_21__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__RUNTIME_VALUES,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
        &super::earlier::PROXY_CONFIG_V1_16__PRIVATE_KEY_PROVIDER,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_14__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_14)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_14: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_16__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_14__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
        &super::earlier::MESH_CONFIG_V1_17__MESH_MTLS,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_14: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_17__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode`.
pub static PROXY_CONFIG_INBOUND_INTERCEPTION_MODE_V1_13: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode",
    go: "v1alpha1.ProxyConfig_InboundInterceptionMode",
    values: &[
        ("REDIRECT", 0),
        ("TPROXY", 1),
    ],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_13__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_13));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_13__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_13)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_13: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_13__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_13__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_13__ENVOY_EXT_AUTHZ_HTTP: Field =
    f("envoyExtAuthzHttp", "envoy_ext_authz_http", "EnvoyExtAuthzHttp", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER_V1_13)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExtAuthzHttp");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_13: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_13__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_17__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_25__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER_V1_13: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationHttpProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PATH_PREFIX,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__FAIL_OPEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__STATUS_ON_ERROR,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_HEADERS_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_REQUEST_HEADERS_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_ADDITIONAL_HEADERS_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_REQUEST_BODY_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_UPSTREAM_ON_ALLOW,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_DOWNSTREAM_ON_DENY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_13__INTERCEPTION_MODE: Field =
    f("interceptionMode", "interception_mode", "InterceptionMode", K::Enum(&super::earlier::PROXY_CONFIG_INBOUND_INTERCEPTION_MODE_V1_13));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_13: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::proxy::PROXY_CONFIG__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__TRACING_SERVICE_NAME,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
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
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_21__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::proxy::PROXY_CONFIG__IMAGE,
    ],
    oneofs: &[Oneof { proto: "cluster_name", go: "ClusterName", interface: "v1alpha1.isProxyConfig_ClusterName" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_12__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_12));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_12__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_12)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_12: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_12__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_21__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_21__CA,
        &super::earlier::MESH_CONFIG_V1_12__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::earlier::MESH_CONFIG_V1_25__DEFAULT_HTTP_RETRY_POLICY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_12__STACKDRIVER: Field =
    f("stackdriver", "stackdriver", "Stackdriver", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_V1_12)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Stackdriver");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_12__ENVOY_FILE_ACCESS_LOG: Field =
    f("envoyFileAccessLog", "envoy_file_access_log", "EnvoyFileAccessLog", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_V1_12)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLog");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_12: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_13__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_17__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_12__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_12__ENVOY_FILE_ACCESS_LOG,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_V1_12: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__PATH,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_V1_12: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_StackdriverProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__DEBUG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_ATTRIBUTES,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_ANNOTATIONS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_MESSAGE_EVENTS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_TAG_LENGTH,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_12__SERVICE_CLUSTER: Field =
    f("serviceCluster", "service_cluster", "ServiceCluster", K::String);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_12__IMAGE: Field =
    f("image", "image", "Image", K::Message(&super::earlier::PROXY_IMAGE_V1_12));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_12: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
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
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_21__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_21__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
        &super::earlier::PROXY_CONFIG_V1_12__IMAGE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyImage`.
pub static PROXY_IMAGE_V1_12__IMAGE_TYPE: Field =
    f("imageType", "image_type", "ImageType", K::String);

/// `istio.mesh.v1alpha1.ProxyImage`.
pub static PROXY_IMAGE_V1_12: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyImage",
    go: "v1alpha1.ProxyImage",
    fields: &[
        &super::earlier::PROXY_IMAGE_V1_12__IMAGE_TYPE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_11__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_11));

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_11: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        &super::proxy::CONFIG_SOURCE__ADDRESS,
        &super::earlier::CONFIG_SOURCE_V1_11__TLS_SETTINGS,
        &super::proxy::CONFIG_SOURCE__SUBSCRIBED_RESOURCES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_11__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_11));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_11__CONFIG_SOURCES: Field =
    f("configSources", "config_sources", "ConfigSources", K::Message(&super::earlier::CONFIG_SOURCE_V1_11)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_11__CA_CERTIFICATES: Field =
    f("caCertificates", "ca_certificates", "CaCertificates", K::Message(&super::earlier::MESH_CONFIG_CERTIFICATE_DATA_V1_11)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_11__LOCALITY_LB_SETTING: Field =
    f("localityLbSetting", "locality_lb_setting", "LocalityLbSetting", K::Message(&super::earlier::LOCALITY_LOAD_BALANCER_SETTING_V1_11));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_11__CA: Field =
    f("ca", "ca", "Ca", K::Message(&super::earlier::MESH_CONFIG_CA_V1_11));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_11: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_11__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_11__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::earlier::MESH_CONFIG_V1_11__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_11__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_11__CA,
        &super::earlier::MESH_CONFIG_V1_12__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA_V1_11__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_11));

/// `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA_V1_11: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.CA",
    go: "v1alpha1.MeshConfig_CA",
    fields: &[
        &super::mesh::MESH_CONFIG_CA__ADDRESS,
        &super::earlier::MESH_CONFIG_CA_V1_11__TLS_SETTINGS,
        &super::mesh::MESH_CONFIG_CA__REQUEST_TIMEOUT,
        &super::mesh::MESH_CONFIG_CA__ISTIOD_SIDE,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
pub static MESH_CONFIG_CERTIFICATE_DATA_V1_11: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.CertificateData",
    go: "v1alpha1.MeshConfig_CertificateData",
    fields: &[
        &super::mesh::MESH_CONFIG_CERTIFICATE_DATA__PEM,
        &super::mesh::MESH_CONFIG_CERTIFICATE_DATA__SPIFFE_BUNDLE_URL,
    ],
    oneofs: &[Oneof { proto: "certificate_data", go: "CertificateData", interface: "v1alpha1.isMeshConfig_CertificateData_CertificateData" }],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_11__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_11));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_11__ENVOY_ACCESS_LOG_SERVICE: Field =
    f("envoyAccessLogService", "envoy_access_log_service", "EnvoyAccessLogService", K::Message(&super::earlier::REMOTE_SERVICE_V1_11));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_11__ENVOY_METRICS_SERVICE: Field =
    f("envoyMetricsService", "envoy_metrics_service", "EnvoyMetricsService", K::Message(&super::earlier::REMOTE_SERVICE_V1_11));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_11: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
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
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_11__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_11__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_11__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
        &super::proxy::PROXY_CONFIG__CA_CERTIFICATES_PEM,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_11__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_11));

/// `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_11: Message = Message {
    name: "istio.mesh.v1alpha1.RemoteService",
    go: "v1alpha1.RemoteService",
    fields: &[
        &super::proxy::REMOTE_SERVICE__ADDRESS,
        &super::earlier::REMOTE_SERVICE_V1_11__TLS_SETTINGS,
        &super::proxy::REMOTE_SERVICE__TCP_KEEPALIVE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_11__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_11));

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_11: Message = Message {
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
        &super::earlier::TRACING_V1_11__TLS_SETTINGS,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS_V1_11: Message = Message {
    name: "istio.networking.v1alpha3.ClientTLSSettings",
    go: "v1alpha3.ClientTLSSettings",
    fields: &[
        &super::networking::CLIENT_TLSSETTINGS__MODE,
        &super::networking::CLIENT_TLSSETTINGS__CLIENT_CERTIFICATE,
        &super::networking::CLIENT_TLSSETTINGS__PRIVATE_KEY,
        &super::networking::CLIENT_TLSSETTINGS__CA_CERTIFICATES,
        &super::networking::CLIENT_TLSSETTINGS__CREDENTIAL_NAME,
        &super::networking::CLIENT_TLSSETTINGS__SUBJECT_ALT_NAMES,
        &super::networking::CLIENT_TLSSETTINGS__SNI,
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING_V1_11: Message = Message {
    name: "istio.networking.v1alpha3.LocalityLoadBalancerSetting",
    go: "v1alpha3.LocalityLoadBalancerSetting",
    fields: &[
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING__DISTRIBUTE,
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING__FAILOVER,
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING__ENABLED,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_10__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_10)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_10__DEFAULT_PROVIDERS: Field =
    f("defaultProviders", "default_providers", "DefaultProviders", K::Message(&super::earlier::MESH_CONFIG_DEFAULT_PROVIDERS_V1_10));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_10: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_11__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_11__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::earlier::MESH_CONFIG_V1_11__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_11__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_11__CA,
        &super::earlier::MESH_CONFIG_V1_10__EXTENSION_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_10__DEFAULT_PROVIDERS,
        &super::earlier::MESH_CONFIG_V1_22__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
pub static MESH_CONFIG_DEFAULT_PROVIDERS_V1_10__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::String);

/// `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
pub static MESH_CONFIG_DEFAULT_PROVIDERS_V1_10: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.DefaultProviders",
    go: "v1alpha1.MeshConfig_DefaultProviders",
    fields: &[
        &super::earlier::MESH_CONFIG_DEFAULT_PROVIDERS_V1_10__TRACING,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_10: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_13__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_24__ENVOY_EXT_AUTHZ_GRPC,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_17__ZIPKIN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__DATADOG,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_12__STACKDRIVER,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_9__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_9)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_9: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_11__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_11__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::earlier::MESH_CONFIG_V1_11__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_11__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_11__CA,
        &super::earlier::MESH_CONFIG_V1_9__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_9__ENVOY_EXT_AUTHZ_HTTP: Field =
    f("envoyExtAuthzHttp", "envoy_ext_authz_http", "EnvoyExtAuthzHttp", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER_V1_9)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExtAuthzHttp");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_9__ENVOY_EXT_AUTHZ_GRPC: Field =
    f("envoyExtAuthzGrpc", "envoy_ext_authz_grpc", "EnvoyExtAuthzGrpc", K::Message(&super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER_V1_9)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExtAuthzGrpc");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_V1_9: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__NAME,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_9__ENVOY_EXT_AUTHZ_HTTP,
        &super::earlier::MESH_CONFIG_EXTENSION_PROVIDER_V1_9__ENVOY_EXT_AUTHZ_GRPC,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER_V1_9: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationGrpcProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__FAIL_OPEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__STATUS_ON_ERROR,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER_V1_9: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationHttpProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PATH_PREFIX,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__FAIL_OPEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__STATUS_ON_ERROR,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_HEADERS_IN_CHECK,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_UPSTREAM_ON_ALLOW,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_DOWNSTREAM_ON_DENY,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.AuthPolicy`.
pub static MESH_CONFIG_AUTH_POLICY_V1_8: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.AuthPolicy",
    go: "v1alpha1.MeshConfig_AuthPolicy",
    values: &[
        ("NONE", 0),
        ("MUTUAL_TLS", 1),
    ],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_8__AUTH_POLICY: Field =
    f("authPolicy", "auth_policy", "AuthPolicy", K::Enum(&super::earlier::MESH_CONFIG_AUTH_POLICY_V1_8));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_8__RDS_REFRESH_DELAY: Field =
    f("rdsRefreshDelay", "rds_refresh_delay", "RdsRefreshDelay", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_8__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_8));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_8: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::earlier::MESH_CONFIG_V1_8__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_11__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_11__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::earlier::MESH_CONFIG_V1_11__CA,
        &super::earlier::MESH_CONFIG_V1_9__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_8: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
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
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_11__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_11__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_11__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
        &super::earlier::PROXY_CONFIG_V1_24__READINESS_PROBE,
        &super::proxy::PROXY_CONFIG__PROXY_STATS_MATCHER,
        &super::proxy::PROXY_CONFIG__HOLD_APPLICATION_UNTIL_PROXY_STARTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__MIXER_CHECK_SERVER: Field =
    f("mixerCheckServer", "mixer_check_server", "MixerCheckServer", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__MIXER_REPORT_SERVER: Field =
    f("mixerReportServer", "mixer_report_server", "MixerReportServer", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS: Field =
    f("disablePolicyChecks", "disable_policy_checks", "DisablePolicyChecks", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__DISABLE_MIXER_HTTP_REPORTS: Field =
    f("disableMixerHttpReports", "disable_mixer_http_reports", "DisableMixerHttpReports", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN: Field =
    f("policyCheckFailOpen", "policy_check_fail_open", "PolicyCheckFailOpen", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY: Field =
    f("sidecarToTelemetrySessionAffinity", "sidecar_to_telemetry_session_affinity", "SidecarToTelemetrySessionAffinity", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_7));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__MIXER_ADDRESS: Field =
    f("mixerAddress", "mixer_address", "MixerAddress", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK: Field =
    f("enableClientSidePolicyCheck", "enable_client_side_policy_check", "EnableClientSidePolicyCheck", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__SDS_UDS_PATH: Field =
    f("sdsUdsPath", "sds_uds_path", "SdsUdsPath", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__SDS_REFRESH_DELAY: Field =
    f("sdsRefreshDelay", "sds_refresh_delay", "SdsRefreshDelay", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT: Field =
    f("enableSdsTokenMount", "enable_sds_token_mount", "EnableSdsTokenMount", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT: Field =
    f("sdsUseK8sSaJwt", "sds_use_k8s_sa_jwt", "SdsUseK8SSaJwt", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__DISABLE_REPORT_BATCH: Field =
    f("disableReportBatch", "disable_report_batch", "DisableReportBatch", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__REPORT_BATCH_MAX_ENTRIES: Field =
    f("reportBatchMaxEntries", "report_batch_max_entries", "ReportBatchMaxEntries", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7__REPORT_BATCH_MAX_TIME: Field =
    f("reportBatchMaxTime", "report_batch_max_time", "ReportBatchMaxTime", K::Duration);

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_7: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_MIXER_HTTP_REPORTS,
        &super::earlier::MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN,
        &super::earlier::MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::MESH_CONFIG_V1_7__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
        &super::earlier::MESH_CONFIG_V1_11__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT,
        &super::earlier::MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_11__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_REPORT_BATCH,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_ENTRIES,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_TIME,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_7__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_7));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_7: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
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
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_7__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_11__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_11__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
        &super::proxy::PROXY_CONFIG__TERMINATION_DRAIN_DURATION,
        &super::proxy::PROXY_CONFIG__MESH_ID,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_7: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        &super::proxy::TRACING__ZIPKIN,
        &super::proxy::TRACING__LIGHTSTEP,
        &super::proxy::TRACING__DATADOG,
        &super::proxy::TRACING__STACKDRIVER,
        &super::proxy::TRACING__CUSTOM_TAGS,
        &super::proxy::TRACING__MAX_PATH_TAG_LENGTH,
        &super::proxy::TRACING__SAMPLING,
        &super::earlier::TRACING_V1_11__TLS_SETTINGS,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// Of `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_6__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_6));

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_6: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        &super::proxy::CONFIG_SOURCE__ADDRESS,
        &super::earlier::CONFIG_SOURCE_V1_6__TLS_SETTINGS,
        &super::proxy::CONFIG_SOURCE__SUBSCRIBED_RESOURCES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_6__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_6));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_6__CONFIG_SOURCES: Field =
    f("configSources", "config_sources", "ConfigSources", K::Message(&super::earlier::CONFIG_SOURCE_V1_6)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_6: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_MIXER_HTTP_REPORTS,
        &super::earlier::MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN,
        &super::earlier::MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::MESH_CONFIG_V1_6__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
        &super::earlier::MESH_CONFIG_V1_6__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT,
        &super::earlier::MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_11__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_REPORT_BATCH,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_ENTRIES,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_TIME,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_6__CONCURRENCY: Field =
    f("concurrency", "concurrency", "Concurrency", K::Int32);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_6__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_6));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_6__ENVOY_ACCESS_LOG_SERVICE: Field =
    f("envoyAccessLogService", "envoy_access_log_service", "EnvoyAccessLogService", K::Message(&super::earlier::REMOTE_SERVICE_V1_6));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_6__ENVOY_METRICS_SERVICE: Field =
    f("envoyMetricsService", "envoy_metrics_service", "EnvoyMetricsService", K::Message(&super::earlier::REMOTE_SERVICE_V1_6));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_6: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
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
        &super::earlier::PROXY_CONFIG_V1_6__CONCURRENCY,
        &super::proxy::PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH,
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_6__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_6__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_6__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
        &super::proxy::PROXY_CONFIG__STATUS_PORT,
        &super::proxy::PROXY_CONFIG__EXTRA_STAT_TAGS,
        &super::earlier::PROXY_CONFIG_V1_18__GATEWAY_TOPOLOGY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_6__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_6));

/// `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_6: Message = Message {
    name: "istio.mesh.v1alpha1.RemoteService",
    go: "v1alpha1.RemoteService",
    fields: &[
        &super::proxy::REMOTE_SERVICE__ADDRESS,
        &super::earlier::REMOTE_SERVICE_V1_6__TLS_SETTINGS,
        &super::proxy::REMOTE_SERVICE__TCP_KEEPALIVE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_6__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::CLIENT_TLSSETTINGS_V1_6));

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_6: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        &super::proxy::TRACING__ZIPKIN,
        &super::proxy::TRACING__LIGHTSTEP,
        &super::proxy::TRACING__DATADOG,
        &super::proxy::TRACING__STACKDRIVER,
        &super::proxy::TRACING__CUSTOM_TAGS,
        &super::proxy::TRACING__MAX_PATH_TAG_LENGTH,
        &super::proxy::TRACING__SAMPLING,
        &super::earlier::TRACING_V1_6__TLS_SETTINGS,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS_V1_6: Message = Message {
    name: "istio.networking.v1alpha3.ClientTLSSettings",
    go: "v1alpha3.ClientTLSSettings",
    fields: &[
        &super::networking::CLIENT_TLSSETTINGS__MODE,
        &super::networking::CLIENT_TLSSETTINGS__CLIENT_CERTIFICATE,
        &super::networking::CLIENT_TLSSETTINGS__PRIVATE_KEY,
        &super::networking::CLIENT_TLSSETTINGS__CA_CERTIFICATES,
        &super::networking::CLIENT_TLSSETTINGS__SUBJECT_ALT_NAMES,
        &super::networking::CLIENT_TLSSETTINGS__SNI,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.IngressControllerMode`.
pub static MESH_CONFIG_INGRESS_CONTROLLER_MODE_V1_5: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.IngressControllerMode",
    go: "v1alpha1.MeshConfig_IngressControllerMode",
    values: &[
        ("OFF", 0),
        ("DEFAULT", 1),
        ("STRICT", 2),
    ],
};

/// `istio.networking.v1alpha3.TLSSettings.TLSmode`.
pub static TLSSETTINGS_TLSMODE_V1_5: Enum = Enum {
    name: "istio.networking.v1alpha3.TLSSettings.TLSmode",
    go: "v1alpha3.TLSSettings_TLSmode",
    values: &[
        ("DISABLE", 0),
        ("SIMPLE", 1),
        ("MUTUAL", 2),
        ("ISTIO_MUTUAL", 3),
    ],
};

/// Of `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_5__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::TLSSETTINGS_V1_5));

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_5: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        &super::proxy::CONFIG_SOURCE__ADDRESS,
        &super::earlier::CONFIG_SOURCE_V1_5__TLS_SETTINGS,
        &super::proxy::CONFIG_SOURCE__SUBSCRIBED_RESOURCES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE: Field =
    f("ingressControllerMode", "ingress_controller_mode", "IngressControllerMode", K::Enum(&super::earlier::MESH_CONFIG_INGRESS_CONTROLLER_MODE_V1_5));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_5__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_5));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_5__CONFIG_SOURCES: Field =
    f("configSources", "config_sources", "ConfigSources", K::Message(&super::earlier::CONFIG_SOURCE_V1_5)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_5: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_MIXER_HTTP_REPORTS,
        &super::earlier::MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN,
        &super::earlier::MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
        &super::earlier::MESH_CONFIG_V1_5__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT,
        &super::earlier::MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_11__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_REPORT_BATCH,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_ENTRIES,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_TIME,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::earlier::MESH_CONFIG_V1_16__THRIFT_CONFIG,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_5__CONNECT_TIMEOUT: Field =
    f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_5__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_5));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_5__ENVOY_ACCESS_LOG_SERVICE: Field =
    f("envoyAccessLogService", "envoy_access_log_service", "EnvoyAccessLogService", K::Message(&super::earlier::REMOTE_SERVICE_V1_5));

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_5__ENVOY_METRICS_SERVICE: Field =
    f("envoyMetricsService", "envoy_metrics_service", "EnvoyMetricsService", K::Message(&super::earlier::REMOTE_SERVICE_V1_5));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_5: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
        &super::proxy::PROXY_CONFIG__DISCOVERY_ADDRESS,
        &super::proxy::PROXY_CONFIG__DISCOVERY_REFRESH_DELAY,
        &super::proxy::PROXY_CONFIG__ZIPKIN_ADDRESS,
        &super::earlier::PROXY_CONFIG_V1_5__CONNECT_TIMEOUT,
        &super::proxy::PROXY_CONFIG__STATSD_UDP_ADDRESS,
        &super::proxy::PROXY_CONFIG__ENVOY_METRICS_SERVICE_ADDRESS,
        &super::proxy::PROXY_CONFIG__PROXY_ADMIN_PORT,
        &super::proxy::PROXY_CONFIG__AVAILABILITY_ZONE,
        &super::proxy::PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY,
        &super::proxy::PROXY_CONFIG__CUSTOM_CONFIG_FILE,
        &super::proxy::PROXY_CONFIG__STAT_NAME_LENGTH,
        &super::earlier::PROXY_CONFIG_V1_6__CONCURRENCY,
        &super::proxy::PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH,
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_5__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_5__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_5__ENVOY_METRICS_SERVICE,
        &super::proxy::PROXY_CONFIG__PROXY_METADATA,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_5__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::earlier::TLSSETTINGS_V1_5));

/// `istio.mesh.v1alpha1.RemoteService`.
pub static REMOTE_SERVICE_V1_5: Message = Message {
    name: "istio.mesh.v1alpha1.RemoteService",
    go: "v1alpha1.RemoteService",
    fields: &[
        &super::proxy::REMOTE_SERVICE__ADDRESS,
        &super::earlier::REMOTE_SERVICE_V1_5__TLS_SETTINGS,
        &super::proxy::REMOTE_SERVICE__TCP_KEEPALIVE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_5__LIGHTSTEP: Field =
    f("lightstep", "lightstep", "Lightstep", K::Message(&super::earlier::TRACING_LIGHTSTEP_V1_5)).of("tracer", "v1alpha1.Tracing_Lightstep_");

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_5: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        &super::proxy::TRACING__ZIPKIN,
        &super::earlier::TRACING_V1_5__LIGHTSTEP,
        &super::proxy::TRACING__DATADOG,
        &super::proxy::TRACING__STACKDRIVER,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// Of `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP_V1_5__SECURE: Field =
    f("secure", "secure", "Secure", K::Bool);

/// Of `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP_V1_5__CACERT_PATH: Field =
    f("cacertPath", "cacert_path", "CacertPath", K::String);

/// `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP_V1_5: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Lightstep",
    go: "v1alpha1.Tracing_Lightstep",
    fields: &[
        &super::proxy::TRACING_LIGHTSTEP__ADDRESS,
        &super::proxy::TRACING_LIGHTSTEP__ACCESS_TOKEN,
        &super::earlier::TRACING_LIGHTSTEP_V1_5__SECURE,
        &super::earlier::TRACING_LIGHTSTEP_V1_5__CACERT_PATH,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS_V1_5__MODE: Field =
    f("mode", "mode", "Mode", K::Enum(&super::earlier::TLSSETTINGS_TLSMODE_V1_5));

/// Of `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS_V1_5__CLIENT_CERTIFICATE: Field =
    f("clientCertificate", "client_certificate", "ClientCertificate", K::String);

/// Of `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS_V1_5__PRIVATE_KEY: Field =
    f("privateKey", "private_key", "PrivateKey", K::String);

/// Of `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS_V1_5__CA_CERTIFICATES: Field =
    f("caCertificates", "ca_certificates", "CaCertificates", K::String);

/// Of `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS_V1_5__SUBJECT_ALT_NAMES: Field =
    f("subjectAltNames", "subject_alt_names", "SubjectAltNames", K::String).list();

/// Of `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS_V1_5__SNI: Field =
    f("sni", "sni", "Sni", K::String);

/// `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS_V1_5: Message = Message {
    name: "istio.networking.v1alpha3.TLSSettings",
    go: "v1alpha3.TLSSettings",
    fields: &[
        &super::earlier::TLSSETTINGS_V1_5__MODE,
        &super::earlier::TLSSETTINGS_V1_5__CLIENT_CERTIFICATE,
        &super::earlier::TLSSETTINGS_V1_5__PRIVATE_KEY,
        &super::earlier::TLSSETTINGS_V1_5__CA_CERTIFICATES,
        &super::earlier::TLSSETTINGS_V1_5__SUBJECT_ALT_NAMES,
        &super::earlier::TLSSETTINGS_V1_5__SNI,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING_V1_4__DISTRIBUTE: Field =
    f("distribute", "distribute", "Distribute", K::Message(&super::earlier::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE_V1_4)).list();

/// Of `istio.mesh.v1alpha1.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING_V1_4__FAILOVER: Field =
    f("failover", "failover", "Failover", K::Message(&super::earlier::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER_V1_4)).list();

/// `istio.mesh.v1alpha1.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING_V1_4: Message = Message {
    name: "istio.mesh.v1alpha1.LocalityLoadBalancerSetting",
    go: "v1alpha1.LocalityLoadBalancerSetting",
    fields: &[
        &super::earlier::LOCALITY_LOAD_BALANCER_SETTING_V1_4__DISTRIBUTE,
        &super::earlier::LOCALITY_LOAD_BALANCER_SETTING_V1_4__FAILOVER,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE_V1_4__FROM: Field =
    f("from", "from", "From", K::String);

/// Of `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE_V1_4__TO: Field =
    f("to", "to", "To", K::Uint32).map();

/// `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE_V1_4: Message = Message {
    name: "istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Distribute",
    go: "v1alpha1.LocalityLoadBalancerSetting_Distribute",
    fields: &[
        &super::earlier::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE_V1_4__FROM,
        &super::earlier::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE_V1_4__TO,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER_V1_4__FROM: Field =
    f("from", "from", "From", K::String);

/// Of `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER_V1_4__TO: Field =
    f("to", "to", "To", K::String);

/// `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER_V1_4: Message = Message {
    name: "istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Failover",
    go: "v1alpha1.LocalityLoadBalancerSetting_Failover",
    fields: &[
        &super::earlier::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER_V1_4__FROM,
        &super::earlier::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER_V1_4__TO,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_4__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_4));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_4__LOCALITY_LB_SETTING: Field =
    f("localityLbSetting", "locality_lb_setting", "LocalityLbSetting", K::Message(&super::earlier::LOCALITY_LOAD_BALANCER_SETTING_V1_4));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_4: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_MIXER_HTTP_REPORTS,
        &super::earlier::MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN,
        &super::earlier::MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::MESH_CONFIG_V1_4__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
        &super::earlier::MESH_CONFIG_V1_5__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT,
        &super::earlier::MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_4__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_REPORT_BATCH,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_ENTRIES,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_TIME,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_4: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
        &super::proxy::PROXY_CONFIG__DISCOVERY_ADDRESS,
        &super::proxy::PROXY_CONFIG__DISCOVERY_REFRESH_DELAY,
        &super::proxy::PROXY_CONFIG__ZIPKIN_ADDRESS,
        &super::earlier::PROXY_CONFIG_V1_5__CONNECT_TIMEOUT,
        &super::proxy::PROXY_CONFIG__STATSD_UDP_ADDRESS,
        &super::proxy::PROXY_CONFIG__ENVOY_METRICS_SERVICE_ADDRESS,
        &super::proxy::PROXY_CONFIG__PROXY_ADMIN_PORT,
        &super::proxy::PROXY_CONFIG__AVAILABILITY_ZONE,
        &super::proxy::PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY,
        &super::proxy::PROXY_CONFIG__CUSTOM_CONFIG_FILE,
        &super::proxy::PROXY_CONFIG__STAT_NAME_LENGTH,
        &super::earlier::PROXY_CONFIG_V1_6__CONCURRENCY,
        &super::proxy::PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH,
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_5__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
        &super::earlier::PROXY_CONFIG_V1_5__ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::PROXY_CONFIG_V1_5__ENVOY_METRICS_SERVICE,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE_V1_3: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        &super::proxy::CONFIG_SOURCE__ADDRESS,
        &super::earlier::CONFIG_SOURCE_V1_5__TLS_SETTINGS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_3__CONFIG_SOURCES: Field =
    f("configSources", "config_sources", "ConfigSources", K::Message(&super::earlier::CONFIG_SOURCE_V1_3)).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_3: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::earlier::MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN,
        &super::earlier::MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::earlier::MESH_CONFIG_V1_4__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
        &super::earlier::MESH_CONFIG_V1_3__CONFIG_SOURCES,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT,
        &super::earlier::MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_4__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_REPORT_BATCH,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_ENTRIES,
        &super::earlier::MESH_CONFIG_V1_7__REPORT_BATCH_MAX_TIME,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_2__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_2));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_2: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::earlier::MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN,
        &super::earlier::MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::earlier::MESH_CONFIG_V1_2__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
        &super::earlier::MESH_CONFIG_V1_3__CONFIG_SOURCES,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT,
        &super::earlier::MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_4__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_2__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_2));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_2: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
        &super::proxy::PROXY_CONFIG__DISCOVERY_ADDRESS,
        &super::proxy::PROXY_CONFIG__DISCOVERY_REFRESH_DELAY,
        &super::proxy::PROXY_CONFIG__ZIPKIN_ADDRESS,
        &super::earlier::PROXY_CONFIG_V1_5__CONNECT_TIMEOUT,
        &super::proxy::PROXY_CONFIG__STATSD_UDP_ADDRESS,
        &super::proxy::PROXY_CONFIG__ENVOY_METRICS_SERVICE_ADDRESS,
        &super::proxy::PROXY_CONFIG__PROXY_ADMIN_PORT,
        &super::proxy::PROXY_CONFIG__AVAILABILITY_ZONE,
        &super::proxy::PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY,
        &super::proxy::PROXY_CONFIG__CUSTOM_CONFIG_FILE,
        &super::proxy::PROXY_CONFIG__STAT_NAME_LENGTH,
        &super::earlier::PROXY_CONFIG_V1_6__CONCURRENCY,
        &super::proxy::PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH,
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_2__TRACING,
        &super::proxy::PROXY_CONFIG__SDS,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_2: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        &super::proxy::TRACING__ZIPKIN,
        &super::earlier::TRACING_V1_5__LIGHTSTEP,
        &super::proxy::TRACING__DATADOG,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_1__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V1_1));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V1_1: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::earlier::MESH_CONFIG_V1_7__POLICY_CHECK_FAIL_OPEN,
        &super::earlier::MESH_CONFIG_V1_7__SIDECAR_TO_TELEMETRY_SESSION_AFFINITY,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::earlier::MESH_CONFIG_V1_1__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_29__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
        &super::earlier::MESH_CONFIG_V1_3__CONFIG_SOURCES,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_SDS_TOKEN_MOUNT,
        &super::earlier::MESH_CONFIG_V1_7__SDS_USE_K8S_SA_JWT,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::earlier::MESH_CONFIG_V1_4__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_1__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::Message(&super::earlier::TRACING_V1_1));

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V1_1: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
        &super::proxy::PROXY_CONFIG__DISCOVERY_ADDRESS,
        &super::proxy::PROXY_CONFIG__DISCOVERY_REFRESH_DELAY,
        &super::proxy::PROXY_CONFIG__ZIPKIN_ADDRESS,
        &super::earlier::PROXY_CONFIG_V1_5__CONNECT_TIMEOUT,
        &super::proxy::PROXY_CONFIG__STATSD_UDP_ADDRESS,
        &super::proxy::PROXY_CONFIG__ENVOY_METRICS_SERVICE_ADDRESS,
        &super::proxy::PROXY_CONFIG__PROXY_ADMIN_PORT,
        &super::proxy::PROXY_CONFIG__AVAILABILITY_ZONE,
        &super::proxy::PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY,
        &super::proxy::PROXY_CONFIG__CUSTOM_CONFIG_FILE,
        &super::proxy::PROXY_CONFIG__STAT_NAME_LENGTH,
        &super::earlier::PROXY_CONFIG_V1_6__CONCURRENCY,
        &super::proxy::PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH,
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
        &super::earlier::PROXY_CONFIG_V1_1__TRACING,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING_V1_1: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        &super::proxy::TRACING__ZIPKIN,
        &super::earlier::TRACING_V1_5__LIGHTSTEP,
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer", interface: "v1alpha1.isTracing_Tracer" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE_V0_8: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy_Mode",
    values: &[
        ("REGISTRY_ONLY", 0),
        ("ALLOW_ANY", 1),
        ("VIRTUAL_SERVICE_ONLY", 2),
    ],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V0_8__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V0_8));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V0_8__OUTBOUND_TRAFFIC_POLICY: Field =
    f("outboundTrafficPolicy", "outbound_traffic_policy", "OutboundTrafficPolicy", K::Message(&super::earlier::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V0_8));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V0_8: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V1_7__MIXER_CHECK_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_REPORT_SERVER,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::earlier::MESH_CONFIG_V0_8__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V0_8__OUTBOUND_TRAFFIC_POLICY,
        &super::earlier::MESH_CONFIG_V1_7__ENABLE_CLIENT_SIDE_POLICY_CHECK,
        &super::earlier::MESH_CONFIG_V1_7__SDS_UDS_PATH,
        &super::earlier::MESH_CONFIG_V1_7__SDS_REFRESH_DELAY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V0_8__MODE: Field =
    f("mode", "mode", "Mode", K::Enum(&super::earlier::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE_V0_8));

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V0_8: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy",
    fields: &[
        &super::earlier::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_V0_8__MODE,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V0_8: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
        &super::proxy::PROXY_CONFIG__DISCOVERY_ADDRESS,
        &super::proxy::PROXY_CONFIG__DISCOVERY_REFRESH_DELAY,
        &super::proxy::PROXY_CONFIG__ZIPKIN_ADDRESS,
        &super::earlier::PROXY_CONFIG_V1_5__CONNECT_TIMEOUT,
        &super::proxy::PROXY_CONFIG__STATSD_UDP_ADDRESS,
        &super::proxy::PROXY_CONFIG__PROXY_ADMIN_PORT,
        &super::proxy::PROXY_CONFIG__AVAILABILITY_ZONE,
        &super::proxy::PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY,
        &super::proxy::PROXY_CONFIG__CUSTOM_CONFIG_FILE,
        &super::proxy::PROXY_CONFIG__STAT_NAME_LENGTH,
        &super::earlier::PROXY_CONFIG_V1_6__CONCURRENCY,
        &super::proxy::PROXY_CONFIG__PROXY_BOOTSTRAP_TEMPLATE_PATH,
        &super::earlier::PROXY_CONFIG_V1_13__INTERCEPTION_MODE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V0_5__EGRESS_PROXY_ADDRESS: Field =
    f("egressProxyAddress", "egress_proxy_address", "EgressProxyAddress", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V0_5__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::earlier::PROXY_CONFIG_V0_5));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V0_5__MTLS_EXCLUDED_SERVICES: Field =
    f("mtlsExcludedServices", "mtls_excluded_services", "MtlsExcludedServices", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG_V0_5: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::earlier::MESH_CONFIG_V0_5__EGRESS_PROXY_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_7__MIXER_ADDRESS,
        &super::earlier::MESH_CONFIG_V1_7__DISABLE_POLICY_CHECKS,
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::earlier::MESH_CONFIG_V1_5__INGRESS_CONTROLLER_MODE,
        &super::earlier::MESH_CONFIG_V1_8__AUTH_POLICY,
        &super::earlier::MESH_CONFIG_V1_8__RDS_REFRESH_DELAY,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::earlier::MESH_CONFIG_V0_5__DEFAULT_CONFIG,
        &super::earlier::MESH_CONFIG_V0_5__MTLS_EXCLUDED_SERVICES,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG_V0_5: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        &super::proxy::PROXY_CONFIG__CONFIG_PATH,
        &super::proxy::PROXY_CONFIG__BINARY_PATH,
        &super::earlier::PROXY_CONFIG_V1_12__SERVICE_CLUSTER,
        &super::proxy::PROXY_CONFIG__DRAIN_DURATION,
        &super::earlier::PROXY_CONFIG_V1_16__PARENT_SHUTDOWN_DURATION,
        &super::proxy::PROXY_CONFIG__DISCOVERY_ADDRESS,
        &super::proxy::PROXY_CONFIG__DISCOVERY_REFRESH_DELAY,
        &super::proxy::PROXY_CONFIG__ZIPKIN_ADDRESS,
        &super::earlier::PROXY_CONFIG_V1_5__CONNECT_TIMEOUT,
        &super::proxy::PROXY_CONFIG__STATSD_UDP_ADDRESS,
        &super::proxy::PROXY_CONFIG__PROXY_ADMIN_PORT,
        &super::proxy::PROXY_CONFIG__AVAILABILITY_ZONE,
        &super::proxy::PROXY_CONFIG__CONTROL_PLANE_AUTH_POLICY,
        &super::proxy::PROXY_CONFIG__CUSTOM_CONFIG_FILE,
        &super::proxy::PROXY_CONFIG__STAT_NAME_LENGTH,
    ],
    oneofs: &[],
};
