//! Reading a pod document: the places that the steps look at.

use kubeyaml::{Map, Value};

use crate::names::PROXY_CONTAINER;

/// One of the two lists in which a pod keeps its containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerList {
    /// `spec.containers`
    Containers,
    /// `spec.initContainers`
    InitContainers,
}

impl ContainerList {
    /// The list's key in the pod's `spec`.
    pub fn key(self) -> &'static str {
        match self {
            ContainerList::Containers => "containers",
            ContainerList::InitContainers => "initContainers",
        }
    }

    /// The list's items in a pod.
    pub fn of(self, pod: &Value) -> &[Value] {
        pod.items_at(&["spec", self.key()])
    }

    /// The list in a pod, if it is there.
    pub(crate) fn of_mut(self, pod: &mut Value) -> Option<&mut Vec<Value>> {
        pod.get_mut("spec")?.get_mut(self.key())?.as_list_mut()
    }
}

/// The `name` of a container, volume or the like; empty when it has none.
pub fn name(item: &Value) -> &str {
    item.str_at(&["name"]).unwrap_or_default()
}

/// The value of an annotation, if it is present.
pub fn annotation<'a>(pod: &'a Value, key: &str) -> Option<&'a str> {
    pod.str_at(&["metadata", "annotations", key])
}

/// The value of a label, if it is present.
pub fn label<'a>(pod: &'a Value, key: &str) -> Option<&'a str> {
    pod.str_at(&["metadata", "labels", key])
}

/// All annotations of a pod.
pub fn annotations(pod: &Value) -> Option<&Map> {
    pod.at(&["metadata", "annotations"]).as_map()
}

/// Sets an annotation.
pub(crate) fn set_annotation(pod: &mut Value, key: &str, value: impl Into<Value>) {
    pod.map_entry("metadata").entry("annotations").become_map().insert(key, value);
}

/// Sets a label.
pub(crate) fn set_label(pod: &mut Value, key: &str, value: impl Into<Value>) {
    pod.map_entry("metadata").entry("labels").become_map().insert(key, value);
}

/// The first item of that name.
pub fn named<'a>(items: &'a [Value], wanted: &str) -> Option<&'a Value> {
    items.iter().find(|c| name(c) == wanted)
}

/// The proxy container: the first `istio-proxy` among the containers, else among the init containers.
/// Source: Istio 1.30 app_probe.go, FindSidecar.
pub fn sidecar(pod: &Value) -> Option<&Value> {
    named(ContainerList::Containers.of(pod), PROXY_CONTAINER)
        .or_else(|| named(ContainerList::InitContainers.of(pod), PROXY_CONTAINER))
}

/// The same as [`sidecar`], to change it.
pub(crate) fn sidecar_mut(pod: &mut Value) -> Option<&mut Value> {
    let list = match named(ContainerList::Containers.of(pod), PROXY_CONTAINER) {
        Some(_) => ContainerList::Containers,
        None => ContainerList::InitContainers,
    };
    list.of_mut(pod)?.iter_mut().find(|c| name(c) == PROXY_CONTAINER)
}

/// An environment variable.
pub(crate) fn env_variable(key: &str, value: impl Into<Value>) -> Value {
    let mut variable = Map::new();
    variable.insert("name", key);
    let value = value.into();
    // Go's type leaves an empty value out.
    if value.as_str() != Some("") {
        variable.insert("value", value);
    }
    Value::Map(variable)
}

/// Appends an environment variable to a container.
pub(crate) fn push_env(container: &mut Value, key: &str, value: impl Into<Value>) {
    container.list_entry("env").push(env_variable(key, value));
}
