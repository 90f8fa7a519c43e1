//! Generated from `generate/1.30.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider",
    fields: &[
        f("name", "name", "Name", K::String),
        f("envoyExtAuthzHttp", "envoy_ext_authz_http", "EnvoyExtAuthzHttp", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_HTTP_PROVIDER)).of("provider"),
        f("envoyExtAuthzGrpc", "envoy_ext_authz_grpc", "EnvoyExtAuthzGrpc", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_GRPC_PROVIDER)).of("provider"),
        f("zipkin", "zipkin", "Zipkin", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER)).of("provider"),
        f("lightstep", "lightstep", "Lightstep", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER)).of("provider"),
        f("datadog", "datadog", "Datadog", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER)).of("provider"),
        f("stackdriver", "stackdriver", "Stackdriver", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER)).of("provider"),
        f("opencensus", "opencensus", "Opencensus", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER)).of("provider"),
        f("skywalking", "skywalking", "Skywalking", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER)).of("provider"),
        f("opentelemetry", "opentelemetry", "Opentelemetry", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER)).of("provider"),
        f("prometheus", "prometheus", "Prometheus", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_PROMETHEUS_METRICS_PROVIDER)).of("provider"),
        f("envoyFileAccessLog", "envoy_file_access_log", "EnvoyFileAccessLog", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER)).of("provider"),
        f("envoyHttpAls", "envoy_http_als", "EnvoyHttpAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER)).of("provider"),
        f("envoyTcpAls", "envoy_tcp_als", "EnvoyTcpAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER)).of("provider"),
        f("envoyOtelAls", "envoy_otel_als", "EnvoyOtelAls", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER)).of("provider"),
        f("sds", "sds", "Sds", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER)).of("provider"),
    ],
    oneofs: &[Oneof { proto: "provider", go: "Provider" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_DATADOG_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_DatadogTracingProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32),
    ],
    oneofs: &[],
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
        f("clearRouteCache", "clear_route_cache", "ClearRouteCache", K::Bool),
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
        f("clearRouteCache", "clear_route_cache", "ClearRouteCache", K::Bool),
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

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_EXTERNAL_AUTHORIZATION_REQUEST_BODY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyExternalAuthorizationRequestBody",
    fields: &[
        f("maxRequestBytes", "max_request_bytes", "MaxRequestBytes", K::Uint32),
        f("allowPartialMessage", "allow_partial_message", "AllowPartialMessage", K::Bool),
        f("packAsBytes", "pack_as_bytes", "PackAsBytes", K::Bool),
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
        f("omitEmptyValues", "omit_empty_values", "OmitEmptyValues", K::Bool),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_FILE_ACCESS_LOG_PROVIDER_LOG_FORMAT: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyFileAccessLogProvider_LogFormat",
    fields: &[
        f("text", "text", "Text", K::String).of("log_format"),
        f("labels", "labels", "Labels", K::Struct).of("log_format"),
    ],
    oneofs: &[Oneof { proto: "log_format", go: "LogFormat" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_HTTP_GRPC_V3_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyHttpGrpcV3LogProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("logName", "log_name", "LogName", K::String),
        f("filterStateObjectsToLog", "filter_state_objects_to_log", "FilterStateObjectsToLog", K::String).list(),
        f("additionalRequestHeadersToLog", "additional_request_headers_to_log", "AdditionalRequestHeadersToLog", K::String).list(),
        f("additionalResponseHeadersToLog", "additional_response_headers_to_log", "AdditionalResponseHeadersToLog", K::String).list(),
        f("additionalResponseTrailersToLog", "additional_response_trailers_to_log", "AdditionalResponseTrailersToLog", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyOpenTelemetryLogProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("logName", "log_name", "LogName", K::String),
        f("logFormat", "log_format", "LogFormat", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_OPEN_TELEMETRY_LOG_PROVIDER_LOG_FORMAT: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyOpenTelemetryLogProvider_LogFormat",
    fields: &[
        f("text", "text", "Text", K::String),
        f("labels", "labels", "Labels", K::Struct),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_ENVOY_TCP_GRPC_V3_LOG_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_EnvoyTcpGrpcV3LogProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("logName", "log_name", "LogName", K::String),
        f("filterStateObjectsToLog", "filter_state_objects_to_log", "FilterStateObjectsToLog", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService",
    go: "v1alpha1.MeshConfig_ExtensionProvider_GrpcService",
    fields: &[
        f("timeout", "timeout", "Timeout", K::Duration),
        f("initialMetadata", "initial_metadata", "InitialMetadata", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER)).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpHeader",
    fields: &[
        f("name", "name", "Name", K::String),
        f("value", "value", "Value", K::String).of("header_value"),
        f("envName", "env_name", "EnvName", K::String).of("header_value"),
    ],
    oneofs: &[Oneof { proto: "header_value", go: "HeaderValue" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService",
    go: "v1alpha1.MeshConfig_ExtensionProvider_HttpService",
    fields: &[
        f("path", "path", "Path", K::String),
        f("timeout", "timeout", "Timeout", K::Duration),
        f("headers", "headers", "Headers", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER)).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_LIGHTSTEP_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_LightstepTracingProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("accessToken", "access_token", "AccessToken", K::String),
        f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_OpenCensusAgentTracingProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("context", "context", "Context", K::Enum(&super::enums::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_CENSUS_AGENT_TRACING_PROVIDER_TRACE_CONTEXT)).list(),
        f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32),
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
        f("http", "http", "Http", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE)),
        f("grpc", "grpc", "Grpc", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_GRPC_SERVICE)),
        f("resourceDetectors", "resource_detectors", "ResourceDetectors", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS)),
        f("serviceAttributeEnrichment", "service_attribute_enrichment", "ServiceAttributeEnrichment", K::Enum(&super::enums::MESH_CONFIG_EXTENSION_PROVIDER_SERVICE_ATTRIBUTE_ENRICHMENT)),
        f("dynatraceSampler", "dynatrace_sampler", "DynatraceSampler", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER)).of("sampling"),
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
        f("httpService", "http_service", "HttpService", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_OPEN_TELEMETRY_TRACING_PROVIDER_DYNATRACE_SAMPLER_DYNATRACE_API)),
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
        f("http", "http", "Http", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_SERVICE)),
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

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors",
    go: "v1alpha1.MeshConfig_ExtensionProvider_ResourceDetectors",
    fields: &[
        f("environment", "environment", "Environment", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS_ENVIRONMENT_RESOURCE_DETECTOR)),
        f("dynatrace", "dynatrace", "Dynatrace", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_RESOURCE_DETECTORS_DYNATRACE_RESOURCE_DETECTOR)),
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

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SDSPROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_SDSProvider",
    fields: &[
        f("name", "name", "Name", K::String),
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_SKY_WALKING_TRACING_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_SkyWalkingTracingProvider",
    fields: &[
        f("service", "service", "Service", K::String),
        f("port", "port", "Port", K::Uint32),
        f("accessToken", "access_token", "AccessToken", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider",
    go: "v1alpha1.MeshConfig_ExtensionProvider_StackdriverProvider",
    fields: &[
        f("debug", "debug", "Debug", K::Bool),
        f("maxNumberOfAttributes", "max_number_of_attributes", "MaxNumberOfAttributes", K::Wrapper(W::Int64)),
        f("maxNumberOfAnnotations", "max_number_of_annotations", "MaxNumberOfAnnotations", K::Wrapper(W::Int64)),
        f("maxNumberOfMessageEvents", "max_number_of_message_events", "MaxNumberOfMessageEvents", K::Wrapper(W::Int64)),
        f("maxTagLength", "max_tag_length", "MaxTagLength", K::Uint32),
        f("logging", "logging", "Logging", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_LOGGING)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider.Logging`.
pub static MESH_CONFIG_EXTENSION_PROVIDER_STACKDRIVER_PROVIDER_LOGGING: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider.Logging",
    go: "v1alpha1.MeshConfig_ExtensionProvider_StackdriverProvider_Logging",
    fields: &[
        f("labels", "labels", "Labels", K::String).map(),
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
        f("path", "path", "Path", K::String),
        f("traceContextOption", "trace_context_option", "TraceContextOption", K::Enum(&super::enums::MESH_CONFIG_EXTENSION_PROVIDER_ZIPKIN_TRACING_PROVIDER_TRACE_CONTEXT_OPTION)),
        f("timeout", "timeout", "Timeout", K::Duration),
        f("headers", "headers", "Headers", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER_HTTP_HEADER)).list(),
    ],
    oneofs: &[],
};
