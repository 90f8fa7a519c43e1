//! Well-known names: objects of Istio, and the labels and annotations that Istio, Kubernetes and outrigger read.

/// The namespace of the control plane, unless another is named.
pub const ISTIO_NAMESPACE: &str = "istio-system";
/// The ConfigMap of the injection config and its values, for the default revision.
pub const INJECT_CONFIG_MAP: &str = "istio-sidecar-injector";
/// The ConfigMap of the mesh config, for the default revision.
pub const MESH_CONFIG_MAP: &str = "istio";
/// The ConfigMap in each namespace with the root that pods trust.
///
/// Source: Istio 1.30 pilot/pkg/features/experimental.go, PILOT_CA_CERT_CONFIGMAP.
pub const ROOT_CONFIG_MAP: &str = "istio-ca-root-cert";
/// The Secret of a mesh's authority that was made in the cluster.
///
/// Source: Istio 1.30 security/pkg/pki/ca/ca.go, CASecret.
pub const AUTHORITY_SECRET: &str = "istio-ca-secret";
/// The Secret of a mesh's authority that the user brings.
///
/// Source: Istio 1.30 security/pkg/pki/ca/ca.go, ExternalCASecret.
pub const GIVEN_AUTHORITY_SECRET: &str = "cacerts";
/// The MutatingWebhookConfiguration, for the default revision.
pub const WEBHOOK_CONFIGURATION: &str = "istio-sidecar-injector";
/// What the names of the entries in Istio's webhook configurations end in. An istiod writes its CA into such entries.
///
/// Source: Istio 1.30 pkg/webhooks/webhookpatch.go.
pub const ISTIO_ENTRIES: &str = "sidecar-injector.istio.io";
/// What the names of the entries end in where the installation has names of its own.
pub const OWN_ENTRIES: &str = "sidecar-injector.outrigger";
/// Namespaces of Kubernetes itself, in which nothing is injected.
///
/// Source: Istio 1.30 pkg/kube/inject/inject.go, IgnoredNamespaces; istiod chart, mutatingwebhook.yaml.
pub const SYSTEM_NAMESPACES: [&str; 4] =
    ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];
/// The port on which injectors serve metrics, of Istio and of outrigger.
///
/// Source: Istio 1.30 pilot/cmd/pilot-discovery, monitoringAddr.
pub const MONITORING_PORT: u16 = 15014;
/// The container that is the proxy.
pub const PROXY_CONTAINER: &str = "istio-proxy";

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
/// The image of the proxy.
pub const PROXY_IMAGE: &str = "sidecar.istio.io/proxyImage";
/// The variant of the proxy image.
pub const PROXY_IMAGE_TYPE: &str = "sidecar.istio.io/proxyImageType";
/// The CPU that the proxy asks for.
pub const PROXY_CPU: &str = "sidecar.istio.io/proxyCPU";
/// The CPU that the proxy may use.
pub const PROXY_CPU_LIMIT: &str = "sidecar.istio.io/proxyCPULimit";
/// Volumes that the user adds to the pod, as JSON.
pub const USER_VOLUMES: &str = "sidecar.istio.io/userVolume";
/// Mounts that the user adds to the proxy, as JSON.
pub const USER_VOLUME_MOUNTS: &str = "sidecar.istio.io/userVolumeMount";
/// The port on which the proxy serves merged metrics over TLS, for Prometheus.
pub const SECURE_METRICS_PORT: &str = "prometheus.istio.io/secure-port";
/// Whether the node's kernel is told to write core dumps of the proxy.
pub const CORE_DUMP: &str = "sidecar.istio.io/enableCoreDump";
/// How traffic is captured.
pub const INTERCEPTION_MODE: &str = "sidecar.istio.io/interceptionMode";
/// Outbound addresses that are captured.
pub const INCLUDE_OUTBOUND_IP_RANGES: &str = "traffic.sidecar.istio.io/includeOutboundIPRanges";
/// Outbound addresses that are not captured.
pub const EXCLUDE_OUTBOUND_IP_RANGES: &str = "traffic.sidecar.istio.io/excludeOutboundIPRanges";
/// Inbound ports that are captured.
pub const INCLUDE_INBOUND_PORTS: &str = "traffic.sidecar.istio.io/includeInboundPorts";
/// Inbound ports that are not captured.
pub const EXCLUDE_INBOUND_PORTS: &str = "traffic.sidecar.istio.io/excludeInboundPorts";
/// The port of the agent's status server.
pub const STATUS_PORT: &str = "status.sidecar.istio.io/port";
/// Whether the application's probes go through the agent.
pub const REWRITE_PROBES: &str = "sidecar.istio.io/rewriteAppHTTPProbers";
/// Whether the application's metrics are merged into the agent's.
pub const MERGE_METRICS: &str = "prometheus.istio.io/merge-metrics";

/// Whether the pods of a namespace are injected (label).
pub const INJECTION: &str = "istio-injection";
/// The revision of the injector (label).
pub const REVISION: &str = "istio.io/rev";
/// The tag that a webhook configuration or Service of a revision is of (label).
pub const TAG: &str = "istio.io/tag";
/// The label that entries of a webhook configuration ask for which Istio has put out of use; nobody sets it.
///
/// Source: Istio 1.30 istiod chart, revision-tags-mwc.yaml.
pub const DEACTIVATED: &str = "istio.io/deactivated";
/// How a namespace or a pod takes part in the mesh without a sidecar (label); `ambient` is the value that does.
pub const DATAPLANE_MODE: &str = "istio.io/dataplane-mode";
/// That Istio's ambient mode takes the traffic of a pod (annotation; its value is `enabled`).
pub const AMBIENT_REDIRECTION: &str = "ambient.istio.io/redirection";
/// Which controller made an object for a gateway (label).
pub const GATEWAY_MANAGED: &str = "gateway.istio.io/managed";
/// Codes of findings that are not wanted for an object, separated by commas, or `*` (annotation).
pub const ANALYZE_SUPPRESS: &str = "galley.istio.io/analyze-suppress";
/// The network that a pod is in (label).
pub const NETWORK_LABEL: &str = "topology.istio.io/network";
/// That a pod speaks mutual TLS (label).
pub const TLS_MODE: &str = "security.istio.io/tlsMode";
/// The service that a pod is of (label).
pub const CANONICAL_NAME: &str = "service.istio.io/canonical-name";
/// The version of that service (label).
pub const CANONICAL_REVISION: &str = "service.istio.io/canonical-revision";

/// The name of an application (label).
pub const APP_NAME: &str = "app.kubernetes.io/name";
/// The version of an application (label).
pub const APP_VERSION: &str = "app.kubernetes.io/version";
/// The part that an object plays in an application (label).
pub const APP_COMPONENT: &str = "app.kubernetes.io/component";
/// Which installation of an application an object is of (label).
pub const APP_INSTANCE: &str = "app.kubernetes.io/instance";
/// Who maintains an object (label).
pub const MANAGED_BY: &str = "app.kubernetes.io/managed-by";
/// A namespace's own name (label, set by the API server).
pub const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";
/// What `kubectl apply` was given last (annotation); it may hold secrets.
pub(crate) const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
