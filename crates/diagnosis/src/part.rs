//! The parts of objects that findings are made from.

use kubeyaml::{Map, Value};
use objects::names::PROXY_CONTAINER;

/// The name of an object.
pub fn name(object: &Value) -> &str {
    object.str_at(&["metadata", "name"]).unwrap_or_default()
}

/// The namespace of an object; empty where there is none.
pub fn namespace(object: &Value) -> &str {
    object.str_at(&["metadata", "namespace"]).unwrap_or_default()
}

/// The labels of an object, or of a pod template.
pub fn labels(object: &Value) -> Option<&Map> {
    object.at(&["metadata", "labels"]).as_map()
}

/// The value of a label.
pub fn label<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    labels(object)?.get(key)?.as_str()
}

/// The value of an annotation.
pub fn annotation<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.at(&["metadata", "annotations"]).get(key)?.as_str()
}

/// The containers of a pod or a pod template, then the init containers.
pub fn containers(pod: &Value) -> impl Iterator<Item = &Value> {
    pod.items_at(&["spec", "containers"]).iter().chain(pod.items_at(&["spec", "initContainers"]))
}

/// The name of a container, or of its status.
pub fn name_of(container: &Value) -> &str {
    container.str_at(&["name"]).unwrap_or_default()
}

/// Whether a container is the proxy.
pub fn is_proxy(container: &Value) -> bool {
    container.str_at(&["name"]) == Some(PROXY_CONTAINER)
}

/// The image of a container; empty where none is named.
pub fn image(container: &Value) -> &str {
    container.str_at(&["image"]).unwrap_or_default()
}

/// Whether a webhook of a configuration is an injector's of Istio, by its name.
pub fn is_of_istio(webhook: &Value) -> bool {
    webhook.str_at(&["name"]).is_some_and(|name| name.ends_with("istio.io"))
}

/// Whether a webhook of a configuration is an injector's of Istio or of outrigger, by its name.
pub fn is_of_injector(webhook: &Value) -> bool {
    is_of_istio(webhook)
        || webhook.str_at(&["name"]).is_some_and(|name| name.ends_with("sidecar-injector.outrigger"))
}
