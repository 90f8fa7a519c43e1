//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__NAME: Field =
    f("name", "name", "Name", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_HTTP: Field =
    f("envoyExtAuthzHttp", "envoy_ext_authz_http", "EnvoyExtAuthzHttp", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExtAuthzHttp");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_EXT_AUTHZ_GRPC: Field =
    f("envoyExtAuthzGrpc", "envoy_ext_authz_grpc", "EnvoyExtAuthzGrpc", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExtAuthzGrpc");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__ZIPKIN: Field =
    f("zipkin", "zipkin", "Zipkin", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Zipkin");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__LIGHTSTEP: Field =
    f("lightstep", "lightstep", "Lightstep", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Lightstep");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__DATADOG: Field =
    f("datadog", "datadog", "Datadog", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Datadog");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__STACKDRIVER: Field =
    f("stackdriver", "stackdriver", "Stackdriver", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Stackdriver");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__OPENCENSUS: Field =
    f("opencensus", "opencensus", "Opencensus", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Opencensus");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__SKYWALKING: Field =
    f("skywalking", "skywalking", "Skywalking", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Skywalking");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__OPENTELEMETRY: Field =
    f("opentelemetry", "opentelemetry", "Opentelemetry", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Opentelemetry");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS: Field =
    f("prometheus", "prometheus", "Prometheus", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_PROMETHEUS_METRICS_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Prometheus");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_FILE_ACCESS_LOG: Field =
    f("envoyFileAccessLog", "envoy_file_access_log", "EnvoyFileAccessLog", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLog");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS: Field =
    f("envoyHttpAls", "envoy_http_als", "EnvoyHttpAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyHttpAls");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS: Field =
    f("envoyTcpAls", "envoy_tcp_als", "EnvoyTcpAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyTcpAls");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS: Field =
    f("envoyOtelAls", "envoy_otel_als", "EnvoyOtelAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyOtelAls");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER__SDS: Field =
    f("sds", "sds", "Sds", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER)).of("provider", "v1alpha1.MeshConfig_ExtensionProvider_Sds");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER: Message = Message {
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
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__OPENTELEMETRY,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__PROMETHEUS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_FILE_ACCESS_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_HTTP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_TCP_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__ENVOY_OTEL_ALS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER__SDS,
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider", interface: "v1alpha1.isMeshConfig_ExtensionProvider_Provider" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER__MAX_TAG_LENGTH: Field =
    f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_DatadogTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER__MAX_TAG_LENGTH,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__TIMEOUT: Field =
    f("timeout", "timeout", "Timeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__FAIL_OPEN: Field =
    f("failOpen", "fail_open", "FailOpen", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__CLEAR_ROUTE_CACHE: Field =
    f("clearRouteCache", "clear_route_cache", "ClearRouteCache", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__STATUS_ON_ERROR: Field =
    f("statusOnError", "status_on_error", "StatusOnError", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__INCLUDE_REQUEST_BODY_IN_CHECK: Field =
    f("includeRequestBodyInCheck", "include_request_body_in_check", "IncludeRequestBodyInCheck", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationGrpcProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__FAIL_OPEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__CLEAR_ROUTE_CACHE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__STATUS_ON_ERROR,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER__INCLUDE_REQUEST_BODY_IN_CHECK,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__TIMEOUT: Field =
    f("timeout", "timeout", "Timeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PATH_PREFIX: Field =
    f("pathPrefix", "path_prefix", "PathPrefix", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__FAIL_OPEN: Field =
    f("failOpen", "fail_open", "FailOpen", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__CLEAR_ROUTE_CACHE: Field =
    f("clearRouteCache", "clear_route_cache", "ClearRouteCache", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__STATUS_ON_ERROR: Field =
    f("statusOnError", "status_on_error", "StatusOnError", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_HEADERS_IN_CHECK: Field =
    f("includeHeadersInCheck", "include_headers_in_check", "IncludeHeadersInCheck", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_REQUEST_HEADERS_IN_CHECK: Field =
    f("includeRequestHeadersInCheck", "include_request_headers_in_check", "IncludeRequestHeadersInCheck", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_ADDITIONAL_HEADERS_IN_CHECK: Field =
    f("includeAdditionalHeadersInCheck", "include_additional_headers_in_check", "IncludeAdditionalHeadersInCheck", K::String).map();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__INCLUDE_REQUEST_BODY_IN_CHECK: Field =
    f("includeRequestBodyInCheck", "include_request_body_in_check", "IncludeRequestBodyInCheck", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_UPSTREAM_ON_ALLOW: Field =
    f("headersToUpstreamOnAllow", "headers_to_upstream_on_allow", "HeadersToUpstreamOnAllow", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_DOWNSTREAM_ON_DENY: Field =
    f("headersToDownstreamOnDeny", "headers_to_downstream_on_deny", "HeadersToDownstreamOnDeny", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__HEADERS_TO_DOWNSTREAM_ON_ALLOW: Field =
    f("headersToDownstreamOnAllow", "headers_to_downstream_on_allow", "HeadersToDownstreamOnAllow", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationHttpProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__PATH_PREFIX,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__FAIL_OPEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER__CLEAR_ROUTE_CACHE,
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

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY__MAX_REQUEST_BYTES: Field =
    f("maxRequestBytes", "max_request_bytes", "MaxRequestBytes", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY__ALLOW_PARTIAL_MESSAGE: Field =
    f("allowPartialMessage", "allow_partial_message", "AllowPartialMessage", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY__PACK_AS_BYTES: Field =
    f("packAsBytes", "pack_as_bytes", "PackAsBytes", K::Bool);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationRequestBody",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY__MAX_REQUEST_BYTES,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY__ALLOW_PARTIAL_MESSAGE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY__PACK_AS_BYTES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__PATH: Field =
    f("path", "path", "Path", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__LOG_FORMAT: Field =
    f("logFormat", "log_format", "LogFormat", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__OMIT_EMPTY_VALUES: Field =
    f("omitEmptyValues", "omit_empty_values", "OmitEmptyValues", K::Bool);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__PATH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__LOG_FORMAT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER__OMIT_EMPTY_VALUES,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT__TEXT: Field =
    f("text", "text", "Text", K::String).of("log_format", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider_LogFormat_Text");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT__LABELS: Field =
    f("labels", "labels", "Labels", K::Struct).of("log_format", "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider_LogFormat_Labels");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider_LogFormat",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT__TEXT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT__LABELS,
    ],
    oneofs: &[Oneof { proto: "log_format", go: "LogFormat", interface: "v1alpha1.isMeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider_LogFormat_LogFormat" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__LOG_NAME: Field =
    f("logName", "log_name", "LogName", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__FILTER_STATE_OBJECTS_TO_LOG: Field =
    f("filterStateObjectsToLog", "filter_state_objects_to_log", "FilterStateObjectsToLog", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__ADDITIONAL_REQUEST_HEADERS_TO_LOG: Field =
    f("additionalRequestHeadersToLog", "additional_request_headers_to_log", "AdditionalRequestHeadersToLog", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__ADDITIONAL_RESPONSE_HEADERS_TO_LOG: Field =
    f("additionalResponseHeadersToLog", "additional_response_headers_to_log", "AdditionalResponseHeadersToLog", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__ADDITIONAL_RESPONSE_TRAILERS_TO_LOG: Field =
    f("additionalResponseTrailersToLog", "additional_response_trailers_to_log", "AdditionalResponseTrailersToLog", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyHttpGrpcV3LogProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__LOG_NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__FILTER_STATE_OBJECTS_TO_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__ADDITIONAL_REQUEST_HEADERS_TO_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__ADDITIONAL_RESPONSE_HEADERS_TO_LOG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER__ADDITIONAL_RESPONSE_TRAILERS_TO_LOG,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__LOG_NAME: Field =
    f("logName", "log_name", "LogName", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__LOG_FORMAT: Field =
    f("logFormat", "log_format", "LogFormat", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyOpenTelemetryLogProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__LOG_NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER__LOG_FORMAT,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT__TEXT: Field =
    f("text", "text", "Text", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT__LABELS: Field =
    f("labels", "labels", "Labels", K::Struct);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyOpenTelemetryLogProvider_LogFormat",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT__TEXT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT__LABELS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__LOG_NAME: Field =
    f("logName", "log_name", "LogName", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__FILTER_STATE_OBJECTS_TO_LOG: Field =
    f("filterStateObjectsToLog", "filter_state_objects_to_log", "FilterStateObjectsToLog", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyTcpGrpcV3LogProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__LOG_NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER__FILTER_STATE_OBJECTS_TO_LOG,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE__TIMEOUT: Field =
    f("timeout", "timeout", "Timeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE__INITIAL_METADATA: Field =
    f("initialMetadata", "initial_metadata", "InitialMetadata", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER)).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService",
    go: "v1alpha1.MeshConfig_ExtensionProvider_GrpcService",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE__INITIAL_METADATA,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER__NAME: Field =
    f("name", "name", "Name", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER__VALUE: Field =
    f("value", "value", "Value", K::String).of("header_value", "v1alpha1.MeshConfig_ExtensionProvider_HttpHeader_Value");

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER__ENV_NAME: Field =
    f("envName", "env_name", "EnvName", K::String).of("header_value", "v1alpha1.MeshConfig_ExtensionProvider_HttpHeader_EnvName");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpHeader",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER__NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER__VALUE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER__ENV_NAME,
    ],
    oneofs: &[Oneof { proto: "header_value", go: "HeaderValue", interface: "v1alpha1.isMeshConfig_ExtensionProvider_HttpHeader_HeaderValue" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__PATH: Field =
    f("path", "path", "Path", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__TIMEOUT: Field =
    f("timeout", "timeout", "Timeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__HEADERS: Field =
    f("headers", "headers", "Headers", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER)).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpService",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__PATH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE__HEADERS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__ACCESS_TOKEN: Field =
    f("accessToken", "access_token", "AccessToken", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__MAX_TAG_LENGTH: Field =
    f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_LightstepTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__ACCESS_TOKEN,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER__MAX_TAG_LENGTH,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__CONTEXT: Field =
    f("context", "context", "Context", K::Enum(&super::enums::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER_TRACE_CONTEXT)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__MAX_TAG_LENGTH: Field =
    f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenCensusAgentTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__CONTEXT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER__MAX_TAG_LENGTH,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__MAX_TAG_LENGTH: Field =
    f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__HTTP: Field =
    f("http", "http", "Http", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__GRPC: Field =
    f("grpc", "grpc", "Grpc", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__RESOURCE_DETECTORS: Field =
    f("resourceDetectors", "resource_detectors", "ResourceDetectors", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE_ATTRIBUTE_ENRICHMENT: Field =
    f("serviceAttributeEnrichment", "service_attribute_enrichment", "ServiceAttributeEnrichment", K::Enum(&super::enums::MESH_CONFIG_EXTENSION_PROVIDER_SERVICE_ATTRIBUTE_ENRICHMENT));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__DYNATRACE_SAMPLER: Field =
    f("dynatraceSampler", "dynatrace_sampler", "DynatraceSampler", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER)).of("sampling", "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler_");

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__HTTP,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__GRPC,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__RESOURCE_DETECTORS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__SERVICE_ATTRIBUTE_ENRICHMENT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER__DYNATRACE_SAMPLER,
    ],
    oneofs: &[Oneof { proto: "sampling", go: "Sampling", interface: "v1alpha1.isMeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_Sampling" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__TENANT: Field =
    f("tenant", "tenant", "Tenant", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__CLUSTER_ID: Field =
    f("clusterId", "cluster_id", "ClusterId", K::Int32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__ROOT_SPANS_PER_MINUTE: Field =
    f("rootSpansPerMinute", "root_spans_per_minute", "RootSpansPerMinute", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__HTTP_SERVICE: Field =
    f("httpService", "http_service", "HttpService", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__TENANT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__CLUSTER_ID,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__ROOT_SPANS_PER_MINUTE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER__HTTP_SERVICE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__HTTP: Field =
    f("http", "http", "Http", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenTelemetryTracingProvider_DynatraceSampler_DynatraceApi",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API__HTTP,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.PrometheusMetricsProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_PROMETHEUS_METRICS_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.PrometheusMetricsProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_PrometheusMetricsProvider",
    fields: &[
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS__ENVIRONMENT: Field =
    f("environment", "environment", "Environment", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS_ENVIRONMENT_RESOURCE_DETECTOR));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS__DYNATRACE: Field =
    f("dynatrace", "dynatrace", "Dynatrace", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS_DYNATRACE_RESOURCE_DETECTOR));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ResourceDetectors",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS__ENVIRONMENT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS__DYNATRACE,
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors.DynatraceResourceDetector`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS_DYNATRACE_RESOURCE_DETECTOR: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors.DynatraceResourceDetector",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ResourceDetectors_DynatraceResourceDetector",
    fields: &[
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors.EnvironmentResourceDetector`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS_ENVIRONMENT_RESOURCE_DETECTOR: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors.EnvironmentResourceDetector",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ResourceDetectors_EnvironmentResourceDetector",
    fields: &[
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER__NAME: Field =
    f("name", "name", "Name", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_SDSProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER__NAME,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER__PORT,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER__ACCESS_TOKEN: Field =
    f("accessToken", "access_token", "AccessToken", K::String);

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_SkyWalkingTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER__ACCESS_TOKEN,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__DEBUG: Field =
    f("debug", "debug", "Debug", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_ATTRIBUTES: Field =
    f("maxNumberOfAttributes", "max_number_of_attributes", "MaxNumberOfAttributes", K::Wrapper(W::Int64));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_ANNOTATIONS: Field =
    f("maxNumberOfAnnotations", "max_number_of_annotations", "MaxNumberOfAnnotations", K::Wrapper(W::Int64));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_MESSAGE_EVENTS: Field =
    f("maxNumberOfMessageEvents", "max_number_of_message_events", "MaxNumberOfMessageEvents", K::Wrapper(W::Int64));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_TAG_LENGTH: Field =
    f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__LOGGING: Field =
    f("logging", "logging", "Logging", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_LOGGING));

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_StackdriverProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__DEBUG,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_ATTRIBUTES,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_ANNOTATIONS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_NUMBER_OF_MESSAGE_EVENTS,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__MAX_TAG_LENGTH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER__LOGGING,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider.Logging`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_LOGGING__LABELS: Field =
    f("labels", "labels", "Labels", K::String).map();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider.Logging`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_LOGGING: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider.Logging",
    go: "v1alpha1.MeshConfig_ExtensionProvider_StackdriverProvider_Logging",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_LOGGING__LABELS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__MAX_TAG_LENGTH: Field =
    f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__ENABLE_64BIT_TRACE_ID: Field =
    f("enable64bitTraceId", "enable_64bit_trace_id", "Enable_64BitTraceId", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PATH: Field =
    f("path", "path", "Path", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__TRACE_CONTEXT_OPTION: Field =
    f("traceContextOption", "trace_context_option", "TraceContextOption", K::Enum(&super::enums::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_TRACE_CONTEXT_OPTION));

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__TIMEOUT: Field =
    f("timeout", "timeout", "Timeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__HEADERS: Field =
    f("headers", "headers", "Headers", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER)).list();

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ZipkinTracingProvider",
    fields: &[
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__SERVICE,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PORT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__MAX_TAG_LENGTH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__ENABLE_64BIT_TRACE_ID,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__PATH,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__TRACE_CONTEXT_OPTION,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__TIMEOUT,
        &super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER__HEADERS,
    ],
    oneofs: &[],
};
