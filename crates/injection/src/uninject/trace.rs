//! Traces of an injection in a pod that has no readable status.

use std::fmt;

use kubeyaml::Value;

use crate::Version;
use crate::names::{INIT_CONTAINER, OVERRIDES, PROXY_CONTAINER, STATUS, VALIDATION_CONTAINER};
use crate::pod::{ContainerList, annotation, name};
use crate::steps::probes::{Slot, lists};

/// A trace of an injection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trace {
    /// A status that is not JSON of its shape.
    Status,
    /// The annotation in which an injection remembers containers of the author's.
    Overrides,
    /// A container that only an injection writes.
    Container(String),
    /// A probe that goes to the agent.
    Probe {
        /// The container.
        container: String,
        /// The place of the probe in it.
        probe: String,
    },
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trace::Status => write!(f, "the annotation {STATUS} is not a status"),
            Trace::Overrides => write!(f, "the annotation {OVERRIDES}"),
            Trace::Container(container) => write!(f, "container {container:?}"),
            Trace::Probe { container, probe } => {
                write!(f, "{probe} of container {container:?}, which asks the agent")
            }
        }
    }
}

/// The traces of an injection in a pod.
pub fn of(pod: &Value) -> Vec<Trace> {
    let mut traces = Vec::new();
    if annotation(pod, STATUS).is_some() {
        traces.push(Trace::Status);
    }
    if annotation(pod, OVERRIDES).is_some() {
        traces.push(Trace::Overrides);
    }
    for list in lists(Version::LATEST) {
        for container in list.of(pod) {
            if is_injected(container) {
                traces.push(Trace::Container(name(container).to_owned()));
            }
            traces.extend(Slot::all(Version::LATEST).filter(|slot| asks_agent(container, *slot)).map(
                |slot| Trace::Probe { container: name(container).to_owned(), probe: slot.place.join(".") },
            ));
        }
    }
    traces
}

/// Whether the request of a container is one of the agent's.
pub fn asks_agent(container: &Value, slot: Slot) -> bool {
    let path = container.at(slot.place).str_at(&["httpGet", "path"]);
    path == Some(slot.agent_path(name(container)).as_str())
}

/// A proxy has the arguments of one; an author who only sets some of its fields gives none.
fn is_injected(container: &Value) -> bool {
    let has = |wanted: &str| container.items_at(&["args"]).iter().any(|arg| arg.as_str() == Some(wanted));
    match name(container) {
        PROXY_CONTAINER => has("proxy") && (has("sidecar") || has("router")),
        INIT_CONTAINER | VALIDATION_CONTAINER => has("istio-iptables") || has("15001"),
        _ => false,
    }
}

/// Whether a container of this list may be a proxy that an injection has written.
pub fn is_proxy(list: ContainerList, container: &Value) -> bool {
    list == ContainerList::Containers && is_injected(container)
}
