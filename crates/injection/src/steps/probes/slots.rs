//! The requests that kubelet makes of containers, and which of them go through the agent.

use kubeyaml::Value;

use crate::Version;
use crate::names::PROXY_CONTAINER;
use crate::pod::{ContainerList, name};

/// What this step has to know of the mesh.
#[derive(Clone, Copy, Debug)]
pub struct ProbeSettings {
    /// The mesh's status port.
    pub status_port: i64,
    /// `sidecarInjectorWebhook.rewriteAppHTTPProbe` of the values.
    pub rewrite_by_default: bool,
    /// Which probes go through the agent.
    pub version: Version,
}

/// A request that kubelet makes of a container, and the agent's path for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Keys from the container down to the handler.
    pub place: &'static [&'static str],
    /// First and last part of the agent's path.
    pub path: (&'static str, &'static str),
    /// Lifecycle handlers have neither gRPC nor a timeout.
    pub lifecycle: bool,
}

/// The kinds of request that go through the agent, the first that is there counts.
pub fn kinds(slot: Slot, version: Version) -> impl Iterator<Item = &'static str> {
    let kinds = [
        ("httpGet", true),
        ("tcpSocket", version.tcp_probes),
        ("grpc", version.grpc_probes && !slot.lifecycle),
    ];
    kinds.into_iter().filter_map(|(kind, wanted)| wanted.then_some(kind))
}

/// The lists of containers whose probes go through the agent.
pub(crate) fn lists(version: Version) -> impl Iterator<Item = ContainerList> {
    let lists =
        [(ContainerList::InitContainers, version.init_container_probes), (ContainerList::Containers, true)];
    lists.into_iter().filter_map(|(list, wanted)| wanted.then_some(list))
}

const PROBES: [Slot; 3] = [
    Slot { place: &["readinessProbe"], path: ("app-health", "readyz"), lifecycle: false },
    Slot { place: &["livenessProbe"], path: ("app-health", "livez"), lifecycle: false },
    Slot { place: &["startupProbe"], path: ("app-health", "startupz"), lifecycle: false },
];

const LIFECYCLE: [Slot; 2] = [
    Slot { place: &["lifecycle", "preStop"], path: ("app-lifecycle", "prestopz"), lifecycle: true },
    Slot { place: &["lifecycle", "postStart"], path: ("app-lifecycle", "poststartz"), lifecycle: true },
];

impl Slot {
    pub(crate) fn all(version: Version) -> impl Iterator<Item = Slot> {
        let lifecycle = if version.lifecycle_probes { &LIFECYCLE[..] } else { &[] };
        PROBES.iter().chain(lifecycle).copied()
    }

    pub(crate) fn agent_path(&self, container: &str) -> String {
        ["/", self.path.0, "/", container, "/", self.path.1].concat()
    }

    pub(crate) fn handler<'a>(&self, container: &'a mut Value) -> Option<&'a mut Value> {
        self.place.iter().try_fold(container, |node, key| node.get_mut(key))
    }
}

pub fn is_proxy(container: &Value) -> bool {
    name(container) == PROXY_CONTAINER
}
