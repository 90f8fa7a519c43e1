//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.AuthenticationPolicy`.
pub static AUTHENTICATION_POLICY: Enum = Enum {
    name: "istio.mesh.v1alpha1.AuthenticationPolicy",
    go: "v1alpha1.AuthenticationPolicy",
    values: &[
        ("NONE", 0),
        ("MUTUAL_TLS", 1),
        ("INHERIT", 1000),
    ],
};

/// `istio.mesh.v1alpha1.ForwardClientCertDetails`.
pub static FORWARD_CLIENT_CERT_DETAILS: Enum = Enum {
    name: "istio.mesh.v1alpha1.ForwardClientCertDetails",
    go: "v1alpha1.ForwardClientCertDetails",
    values: &[
        ("UNDEFINED", 0),
        ("SANITIZE", 1),
        ("FORWARD_ONLY", 2),
        ("APPEND_FORWARD", 3),
        ("SANITIZE_SET", 4),
        ("ALWAYS_FORWARD_ONLY", 5),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.AccessLogEncoding`.
pub static MESH_CONFIG_ACCESS_LOG_ENCODING: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.AccessLogEncoding",
    go: "v1alpha1.MeshConfig_AccessLogEncoding",
    values: &[
        ("TEXT", 0),
        ("JSON", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider.TraceContext`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER_TRACE_CONTEXT: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider.TraceContext",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenCensusAgentTracingProvider_TraceContext",
    values: &[
        ("UNSPECIFIED", 0),
        ("W3C_TRACE_CONTEXT", 1),
        ("GRPC_BIN", 2),
        ("CLOUD_TRACE_CONTEXT", 3),
        ("B3", 4),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ServiceAttributeEnrichment`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SERVICE_ATTRIBUTE_ENRICHMENT: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ServiceAttributeEnrichment",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ServiceAttributeEnrichment",
    values: &[
        ("ISTIO_CANONICAL", 0),
        ("OTEL_SEMANTIC_CONVENTIONS", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider.TraceContextOption`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_TRACE_CONTEXT_OPTION: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider.TraceContextOption",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ZipkinTracingProvider_TraceContextOption",
    values: &[
        ("USE_B3", 0),
        ("USE_B3_WITH_W3C_PROPAGATION", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.H2UpgradePolicy`.
pub static MESH_CONFIG_H2_UPGRADE_POLICY: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.H2UpgradePolicy",
    go: "v1alpha1.MeshConfig_H2UpgradePolicy",
    values: &[
        ("DO_NOT_UPGRADE", 0),
        ("UPGRADE", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy.Mode`.
pub static MESH_CONFIG_INBOUND_TRAFFIC_POLICY_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy.Mode",
    go: "v1alpha1.MeshConfig_InboundTrafficPolicy_Mode",
    values: &[
        ("PASSTHROUGH", 0),
        ("LOCALHOST", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.IngressControllerMode`.
pub static MESH_CONFIG_INGRESS_CONTROLLER_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.IngressControllerMode",
    go: "v1alpha1.MeshConfig_IngressControllerMode",
    values: &[
        ("UNSPECIFIED", 0),
        ("OFF", 1),
        ("DEFAULT", 2),
        ("STRICT", 3),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy_Mode",
    values: &[
        ("REGISTRY_ONLY", 0),
        ("ALLOW_ANY", 1),
        ("ALLOW_ANY_DYNAMIC_DNS", 3),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization.NormalizationType`.
pub static MESH_CONFIG_PROXY_PATH_NORMALIZATION_NORMALIZATION_TYPE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization.NormalizationType",
    go: "v1alpha1.MeshConfig_ProxyPathNormalization_NormalizationType",
    values: &[
        ("DEFAULT", 0),
        ("NONE", 1),
        ("BASE", 2),
        ("MERGE_SLASHES", 3),
        ("DECODE_AND_MERGE_SLASHES", 4),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs.Scope`.
pub static MESH_CONFIG_SERVICE_SCOPE_CONFIGS_SCOPE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs.Scope",
    go: "v1alpha1.MeshConfig_ServiceScopeConfigs_Scope",
    values: &[
        ("LOCAL", 0),
        ("GLOBAL", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.TLSConfig.TLSProtocol`.
pub static MESH_CONFIG_TLSCONFIG_TLSPROTOCOL: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.TLSConfig.TLSProtocol",
    go: "v1alpha1.MeshConfig_TLSConfig_TLSProtocol",
    values: &[
        ("TLS_AUTO", 0),
        ("TLSV1_2", 1),
        ("TLSV1_3", 2),
    ],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings.HeadersWithUnderscoresAction`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS_HEADERS_WITH_UNDERSCORES_ACTION: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings.HeadersWithUnderscoresAction",
    go: "v1alpha1.ProxyConfig_ConnectionSettings_HeadersWithUnderscoresAction",
    values: &[
        ("HEADERS_WITH_UNDERSCORES_UNSPECIFIED", 0),
        ("HEADERS_WITH_UNDERSCORES_ALLOW", 1),
        ("HEADERS_WITH_UNDERSCORES_REJECT_REQUEST", 2),
        ("HEADERS_WITH_UNDERSCORES_DROP_HEADER", 3),
    ],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings.PathWithEscapedSlashesAction`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS_PATH_WITH_ESCAPED_SLASHES_ACTION: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings.PathWithEscapedSlashesAction",
    go: "v1alpha1.ProxyConfig_ConnectionSettings_PathWithEscapedSlashesAction",
    values: &[
        ("PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED", 0),
        ("KEEP_UNCHANGED", 1),
        ("REJECT_REQUEST", 2),
        ("UNESCAPE_AND_REDIRECT", 3),
        ("UNESCAPE_AND_FORWARD", 4),
    ],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings.Profile`.
pub static PROXY_CONFIG_CONNECTION_SETTINGS_PROFILE: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.ConnectionSettings.Profile",
    go: "v1alpha1.ProxyConfig_ConnectionSettings_Profile",
    values: &[
        ("SIDECAR", 0),
        ("EDGE", 1),
    ],
};

/// `istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode`.
pub static PROXY_CONFIG_INBOUND_INTERCEPTION_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode",
    go: "v1alpha1.ProxyConfig_InboundInterceptionMode",
    values: &[
        ("REDIRECT", 0),
        ("TPROXY", 1),
        ("NONE", 2),
    ],
};

/// `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeMode`.
pub static PROXY_CONFIG_PROXY_HEADERS_METADATA_EXCHANGE_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeMode",
    go: "v1alpha1.ProxyConfig_ProxyHeaders_MetadataExchangeMode",
    values: &[
        ("UNDEFINED", 0),
        ("IN_MESH", 1),
    ],
};

/// `istio.mesh.v1alpha1.ProxyConfig.TracingServiceName`.
pub static PROXY_CONFIG_TRACING_SERVICE_NAME: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.TracingServiceName",
    go: "v1alpha1.ProxyConfig_TracingServiceName",
    values: &[
        ("APP_LABEL_AND_NAMESPACE", 0),
        ("CANONICAL_NAME_ONLY", 1),
        ("CANONICAL_NAME_AND_NAMESPACE", 2),
    ],
};

/// `istio.mesh.v1alpha1.Resource`.
pub static RESOURCE: Enum = Enum {
    name: "istio.mesh.v1alpha1.Resource",
    go: "v1alpha1.Resource",
    values: &[
        ("SERVICE_REGISTRY", 0),
    ],
};

/// `istio.mesh.v1alpha1.ServiceEntryVisibility.Visibility`.
pub static SERVICE_ENTRY_VISIBILITY_VISIBILITY: Enum = Enum {
    name: "istio.mesh.v1alpha1.ServiceEntryVisibility.Visibility",
    go: "v1alpha1.ServiceEntryVisibility_Visibility",
    values: &[
        ("VISIBILITY_UNSPECIFIED", 0),
        ("NONE", 1),
        ("NAMESPACE", 2),
        ("PUBLIC", 3),
    ],
};

/// `istio.mesh.v1alpha1.Tracing.OpenCensusAgent.TraceContext`.
pub static TRACING_OPEN_CENSUS_AGENT_TRACE_CONTEXT: Enum = Enum {
    name: "istio.mesh.v1alpha1.Tracing.OpenCensusAgent.TraceContext",
    go: "v1alpha1.Tracing_OpenCensusAgent_TraceContext",
    values: &[
        ("UNSPECIFIED", 0),
        ("W3C_TRACE_CONTEXT", 1),
        ("GRPC_BIN", 2),
        ("CLOUD_TRACE_CONTEXT", 3),
        ("B3", 4),
    ],
};

/// `istio.networking.v1alpha3.ClientTLSSettings.TLSmode`.
pub static CLIENT_TLSSETTINGS_TLSMODE: Enum = Enum {
    name: "istio.networking.v1alpha3.ClientTLSSettings.TLSmode",
    go: "v1alpha3.ClientTLSSettings_TLSmode",
    values: &[
        ("DISABLE", 0),
        ("SIMPLE", 1),
        ("MUTUAL", 2),
        ("ISTIO_MUTUAL", 3),
    ],
};

/// `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings.H2UpgradePolicy`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS_H2_UPGRADE_POLICY: Enum = Enum {
    name: "istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings.H2UpgradePolicy",
    go: "v1alpha3.ConnectionPoolSettings_HTTPSettings_H2UpgradePolicy",
    values: &[
        ("DEFAULT", 0),
        ("DO_NOT_UPGRADE", 1),
        ("UPGRADE", 2),
    ],
};
