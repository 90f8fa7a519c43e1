//! What should be known of a pod of a mesh.

use golang::quote::quote;
use objects::names::PROXY_CONTAINER;

/// What should be known of a pod of a mesh. The texts are istioctl's.
///
/// Source: Istio 1.30 istioctl/pkg/describe/describe.go, printPod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A container runs as the proxy's user, so that nothing of its traffic is captured.
    ReservedUser {
        /// The container.
        container: String,
    },
    /// All containers do unless they say otherwise.
    PodIsReservedUser,
    /// The pod does not run.
    NotRunning {
        /// What it does.
        phase: String,
    },
    /// A container is not ready.
    NotReady {
        /// The container.
        container: String,
        /// Whether it is an init container.
        init: bool,
    },
    /// It has no sidecar.
    NotInMesh,
    /// It has no container of the sidecar's name, as is said of a pod of a Service.
    NoProxy,
    /// No label names its service.
    NoServiceName,
    /// No label names the version of its service.
    NoServiceRevision,
    /// No Service selects it.
    NoService,
}

/// Where Istio says what pods must be like.
const REQUIREMENTS: &str = "https://istio.io/v1.30/docs/ops/deployment/requirements/";

impl Remark {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Remark::ReservedUser { .. } => "reserved-user",
            Remark::PodIsReservedUser => "pod-is-reserved-user",
            Remark::NotRunning { .. } => "not-running",
            Remark::NotReady { .. } => "not-ready",
            Remark::NotInMesh => "not-in-mesh",
            Remark::NoProxy => "no-proxy",
            Remark::NoServiceName => "no-service-name",
            Remark::NoServiceRevision => "no-service-revision",
            Remark::NoService => "no-service",
        }
    }

    /// The container that it is about, if it is about one.
    pub(super) fn container(&self) -> Option<&str> {
        match self {
            Remark::ReservedUser { container } | Remark::NotReady { container, .. } => Some(container),
            _ => None,
        }
    }

    /// What is said of the pod of this name.
    pub fn text(&self, pod: &str) -> String {
        const USER: &str = "WARNING: User ID (UID) 1337 is reserved for the sidecar proxy.";
        let suggestion = |what| {
            format!("Suggestion: add required service {what} label for Istio telemetry. See {REQUIREMENTS}.")
        };
        match self {
            Remark::ReservedUser { .. } => USER.to_owned(),
            Remark::PodIsReservedUser => format!("   {USER}"),
            Remark::NotRunning { phase } => format!("   Pod is not Running ({phase})"),
            Remark::NotReady { container, init } => {
                let init = if *init { "Init " } else { "" };
                format!("WARNING: Pod {pod} {init}Container {container} NOT READY")
            }
            Remark::NotInMesh => format!("WARNING: {pod} is not part of mesh; no Istio sidecar"),
            Remark::NoProxy => format!("Pod {pod}: no container {} in pod", quote(PROXY_CONTAINER)),
            Remark::NoServiceName => suggestion("name"),
            Remark::NoServiceRevision => suggestion("revision"),
            Remark::NoService => format!(
                "Warning: No Kubernetes Services select pod {pod} (see \
                 https://istio.io/docs/setup/kubernetes/additional-setup/requirements/ )"
            ),
        }
    }
}
