//! The kinds of objects that are read and written.

use kubeyaml::Value;

/// A kind of object, and where the API server keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The API group; empty for the core group.
    pub group: &'static str,
    /// The version in the group.
    pub version: &'static str,
    /// The name of the kind.
    pub kind: &'static str,
    /// The name in URLs and RBAC rules.
    pub plural: &'static str,
    /// Whether its objects live in namespaces.
    pub namespaced: bool,
}

impl Kind {
    /// A kind by its names. `group` is empty for the core group.
    pub const fn new(
        group: &'static str,
        version: &'static str,
        kind: &'static str,
        plural: &'static str,
        namespaced: bool,
    ) -> Kind {
        Kind { group, version, kind, plural, namespaced }
    }

    /// The `apiVersion` of its objects.
    pub fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.to_owned()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// The path of its objects on the API server: those of one namespace, or all.
    pub fn path(&self, namespace: Option<&str>) -> String {
        let root = if self.group.is_empty() { "/api" } else { "/apis" };
        let api_version = self.api_version();
        match namespace.filter(|_| self.namespaced) {
            Some(namespace) => format!("{root}/{api_version}/namespaces/{namespace}/{}", self.plural),
            None => format!("{root}/{api_version}/{}", self.plural),
        }
    }

    /// Whether an object says that it is of this kind, in whatever version.
    pub fn is_of(&self, object: &Value) -> bool {
        let group = object.str_at(&["apiVersion"]).map(|v| v.split_once('/').map_or("", |(group, _)| group));
        object.str_at(&["kind"]) == Some(self.kind) && group == Some(self.group)
    }

    /// How an object of this kind is called in messages.
    pub fn object(&self, namespace: Option<&str>, name: &str) -> String {
        match namespace.filter(|_| self.namespaced) {
            Some(namespace) => format!("{} {namespace}/{name}", self.kind),
            None => format!("{} {name}", self.kind),
        }
    }
}

/// The kinds that outrigger itself reads and writes.
pub mod kinds {
    use super::Kind;

    /// Settings, among them those of injection.
    pub const CONFIG_MAP: Kind = Kind::new("", "v1", "ConfigMap", "configmaps", true);
    /// Secrets, of which only the webhook's own is touched.
    pub const SECRET: Kind = Kind::new("", "v1", "Secret", "secrets", true);
    /// Namespaces.
    pub const NAMESPACE: Kind = Kind::new("", "v1", "Namespace", "namespaces", false);
    /// Nodes.
    pub const NODE: Kind = Kind::new("", "v1", "Node", "nodes", false);
    /// Pods.
    pub const POD: Kind = Kind::new("", "v1", "Pod", "pods", true);
    /// Which addresses serve a Service.
    pub const ENDPOINT_SLICE: Kind =
        Kind::new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);
    /// Services.
    pub const SERVICE: Kind = Kind::new("", "v1", "Service", "services", true);
    /// Deployments.
    pub const DEPLOYMENT: Kind = Kind::new("apps", "v1", "Deployment", "deployments", true);
    /// ReplicaSets, which Deployments own.
    pub const REPLICA_SET: Kind = Kind::new("apps", "v1", "ReplicaSet", "replicasets", true);
    /// StatefulSets.
    pub const STATEFUL_SET: Kind = Kind::new("apps", "v1", "StatefulSet", "statefulsets", true);
    /// DaemonSets.
    pub const DAEMON_SET: Kind = Kind::new("apps", "v1", "DaemonSet", "daemonsets", true);
    /// Jobs.
    pub const JOB: Kind = Kind::new("batch", "v1", "Job", "jobs", true);
    /// CronJobs.
    pub const CRON_JOB: Kind = Kind::new("batch", "v1", "CronJob", "cronjobs", true);
    /// Events.
    pub const EVENT: Kind = Kind::new("", "v1", "Event", "events", true);
    /// Istio's settings of single proxies; a CustomResourceDefinition that need not be there.
    pub const PROXY_CONFIG: Kind =
        Kind::new("networking.istio.io", "v1beta1", "ProxyConfig", "proxyconfigs", true);
    /// Istio's settings of what the sidecars of some workloads listen to and reach.
    pub const SIDECAR: Kind = Kind::new("networking.istio.io", "v1", "Sidecar", "sidecars", true);
    /// Istio's settings of which mutual TLS some workloads ask for.
    pub const PEER_AUTHENTICATION: Kind =
        Kind::new("security.istio.io", "v1", "PeerAuthentication", "peerauthentications", true);
    /// What makes the API server ask whether an object may be.
    pub const VALIDATING_WEBHOOK: Kind = Kind::new(
        "admissionregistration.k8s.io",
        "v1",
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
        false,
    );
    /// What makes the API server call the webhook.
    pub const MUTATING_WEBHOOK: Kind = Kind::new(
        "admissionregistration.k8s.io",
        "v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
        false,
    );
    /// Requests for certificates from the cluster's signers.
    pub const SIGNING_REQUEST: Kind = Kind::new(
        "certificates.k8s.io",
        "v1",
        "CertificateSigningRequest",
        "certificatesigningrequests",
        false,
    );

    /// All of them.
    pub const ALL: [Kind; 20] = [
        CONFIG_MAP,
        SECRET,
        NAMESPACE,
        NODE,
        POD,
        ENDPOINT_SLICE,
        SERVICE,
        DEPLOYMENT,
        REPLICA_SET,
        STATEFUL_SET,
        DAEMON_SET,
        JOB,
        CRON_JOB,
        EVENT,
        PROXY_CONFIG,
        SIDECAR,
        PEER_AUTHENTICATION,
        MUTATING_WEBHOOK,
        VALIDATING_WEBHOOK,
        SIGNING_REQUEST,
    ];
}

#[cfg(test)]
mod tests {
    use super::kinds::{CONFIG_MAP, MUTATING_WEBHOOK, NODE, PROXY_CONFIG};

    #[test]
    fn paths_are_the_api_servers() {
        for (kind, namespace, path, object) in [
            (CONFIG_MAP, Some("ns"), "/api/v1/namespaces/ns/configmaps", "ConfigMap ns/x"),
            (CONFIG_MAP, None, "/api/v1/configmaps", "ConfigMap x"),
            (NODE, Some("ns"), "/api/v1/nodes", "Node x"),
            (PROXY_CONFIG, None, "/apis/networking.istio.io/v1beta1/proxyconfigs", "ProxyConfig x"),
            (
                MUTATING_WEBHOOK,
                None,
                "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
                "MutatingWebhookConfiguration x",
            ),
        ] {
            assert_eq!(kind.path(namespace), path);
            assert_eq!(kind.object(namespace, "x"), object);
        }
    }
}
