//! Names that Istio and Kubernetes give to annotations, labels, containers and environment variables.

/// The container that is the proxy.
pub const PROXY_CONTAINER: &str = "istio-proxy";
/// The init container that sets the capture rules.
pub const INIT_CONTAINER: &str = "istio-init";
/// The init container that checks the capture rules a CNI plugin has set.
pub const VALIDATION_CONTAINER: &str = "istio-validation";
/// The init container that allows core dumps.
pub const CORE_DUMP_CONTAINER: &str = "enable-core-dump";

/// Whether a pod is injected; as a label it beats the annotation of the same name.
pub const INJECT: &str = "sidecar.istio.io/inject";
/// What an injection has put into the pod, as JSON.
pub const STATUS: &str = "sidecar.istio.io/status";
/// The containers that the user had given for injected ones, as JSON.
pub const OVERRIDES: &str = "proxy.istio.io/overrides";
/// The pod's own proxy config, as YAML.
pub const PROXY_CONFIG: &str = "proxy.istio.io/config";
/// The names of the templates to use, separated by commas.
pub const TEMPLATES: &str = "inject.istio.io/templates";
/// Whether the proxy is a native sidecar in this pod.
pub const NATIVE_SIDECAR: &str = "sidecar.istio.io/nativeSidecar";
/// The CPU that the proxy asks for.
pub const PROXY_CPU: &str = "sidecar.istio.io/proxyCPU";
/// The CPU that the proxy may use.
pub const PROXY_CPU_LIMIT: &str = "sidecar.istio.io/proxyCPULimit";
/// The port on which the proxy serves merged metrics over TLS, for Prometheus.
pub const SECURE_METRICS_PORT: &str = "prometheus.istio.io/secure-port";
/// The same, for the proxy.
pub const SECURE_METRICS_ENV: &str = "ENVOY_SECURE_MERGED_METRICS_PORT";
/// The variant of the proxy image.
pub const PROXY_IMAGE_TYPE: &str = "sidecar.istio.io/proxyImageType";
/// Whether the node's kernel is told to write core dumps of the proxy.
pub const CORE_DUMP: &str = "sidecar.istio.io/enableCoreDump";
/// How traffic is captured.
pub const INTERCEPTION_MODE: &str = "sidecar.istio.io/interceptionMode";
/// The port of the agent's status server.
pub const STATUS_PORT: &str = "status.sidecar.istio.io/port";
/// Whether the application's probes go through the agent.
pub const REWRITE_PROBES: &str = "sidecar.istio.io/rewriteAppHTTPProbers";
/// Whether the application's metrics are merged into the agent's.
pub const MERGE_METRICS: &str = "prometheus.istio.io/merge-metrics";
/// The network that a pod is in (label).
pub const NETWORK_LABEL: &str = "topology.istio.io/network";

/// That a pod speaks mutual TLS (label).
pub const TLS_MODE: &str = "security.istio.io/tlsMode";
/// The revision of the injector (label).
pub const REVISION: &str = "istio.io/rev";
/// The service that a pod is of (label).
pub const CANONICAL_NAME: &str = "service.istio.io/canonical-name";
/// The version of that service (label).
pub const CANONICAL_REVISION: &str = "service.istio.io/canonical-revision";

/// Where the agent finds the application's probes.
pub const PROBERS_ENV: &str = "ISTIO_KUBE_APP_PROBERS";
/// Where the agent finds the application's own Prometheus annotations.
pub const PROMETHEUS_ENV: &str = "ISTIO_PROMETHEUS_ANNOTATIONS";
/// The cluster that the proxy says it is in.
pub const CLUSTER_ENV: &str = "ISTIO_META_CLUSTER_ID";
/// The network that the proxy says it is in.
pub const NETWORK_ENV: &str = "ISTIO_META_NETWORK";
