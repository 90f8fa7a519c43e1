//! Names that Istio gives to annotations, labels, containers and environment variables.

pub use objects::names::{
    APP_NAME, APP_VERSION, CANONICAL_NAME, CANONICAL_REVISION, CORE_DUMP, EXCLUDE_INBOUND_PORTS,
    EXCLUDE_OUTBOUND_IP_RANGES, INCLUDE_INBOUND_PORTS, INCLUDE_OUTBOUND_IP_RANGES, INJECT, INTERCEPTION_MODE,
    MERGE_METRICS, NATIVE_SIDECAR, NETWORK_LABEL, OVERRIDES, PROXY_CONFIG, PROXY_CONTAINER, PROXY_CPU,
    PROXY_CPU_LIMIT, PROXY_IMAGE, PROXY_IMAGE_TYPE, REVISION, REWRITE_PROBES, SECURE_METRICS_PORT, STATUS,
    STATUS_PORT, TEMPLATES, TLS_MODE, USER_VOLUME_MOUNTS, USER_VOLUMES,
};

/// The init container that sets the capture rules.
pub(crate) const INIT_CONTAINER: &str = "istio-init";
/// The init container that checks the capture rules a CNI plugin has set.
pub(crate) const VALIDATION_CONTAINER: &str = "istio-validation";
/// The init container that allows core dumps.
pub(crate) const CORE_DUMP_CONTAINER: &str = "enable-core-dump";

/// The port on which the proxy serves merged metrics over TLS, for Prometheus.
pub(crate) const SECURE_METRICS_ENV: &str = "ENVOY_SECURE_MERGED_METRICS_PORT";
/// Where the agent finds the application's probes.
pub(crate) const PROBERS_ENV: &str = "ISTIO_KUBE_APP_PROBERS";
/// Where the agent finds the application's own Prometheus annotations.
pub(crate) const PROMETHEUS_ENV: &str = "ISTIO_PROMETHEUS_ANNOTATIONS";
/// The cluster that the proxy says it is in.
pub(crate) const CLUSTER_ENV: &str = "ISTIO_META_CLUSTER_ID";
/// The network that the proxy says it is in.
pub(crate) const NETWORK_ENV: &str = "ISTIO_META_NETWORK";

/// The name that every injection template has in error messages.
pub(crate) const TEMPLATE_NAME: &str = "inject";
