//! The parts of objects that findings are made from.

use kubeyaml::{Map, Value};
use objects::names::{OWN_ENTRIES, PROXY_CONTAINER, REVISION};

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
    is_of_istio(webhook) || is_of_outrigger(webhook)
}

/// Whether a webhook of a configuration is of an installation of outrigger with names of its own, by its name.
pub fn is_of_outrigger(webhook: &Value) -> bool {
    webhook.str_at(&["name"]).is_some_and(|name| name.ends_with(OWN_ENTRIES))
}

/// The revision that a webhook configuration is of; empty if it says none. An installation of outrigger with names of its
/// own has no label for it, which istiods and istioctl would take for Istio's: its webhook for namespaces asks for it.
pub fn revision(configuration: &Value) -> &str {
    label(configuration, REVISION).or_else(|| asked_revision(configuration)).unwrap_or_default()
}

fn asked_revision(configuration: &Value) -> Option<&str> {
    let own = configuration.items_at(&["webhooks"]).iter().filter(|webhook| is_of_outrigger(webhook));
    let mut expressions =
        own.flat_map(|webhook| webhook.items_at(&["namespaceSelector", "matchExpressions"]));
    expressions.find_map(|expression| {
        let is_revision =
            expression.str_at(&["key"]) == Some(REVISION) && expression.str_at(&["operator"]) == Some("In");
        match expression.items_at(&["values"]) {
            [revision] if is_revision => revision.as_str(),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_says_its_revision_by_label_or_selector() {
        const OWN: &str = "rev.namespace.sidecar-injector.outrigger";
        const IN: &str = "{key: istio.io/rev, operator: In, values: [blue]}";
        for (labels, entry, expression, want) in [
            ("istio.io/rev: red", "rev.namespace.sidecar-injector.istio.io", IN, "red"),
            ("istio.io/rev: red", OWN, IN, "red"),
            ("", OWN, IN, "blue"),
            ("", "rev.namespace.sidecar-injector.istio.io", IN, ""),
            ("", OWN, "{key: istio.io/rev, operator: NotIn, values: [blue]}", ""),
            ("", OWN, "{key: istio.io/rev, operator: In, values: [blue, red]}", ""),
            ("", OWN, "{key: istio-injection, operator: In, values: [enabled]}", ""),
        ] {
            let text = format!(
                "{{metadata: {{labels: {{{labels}}}}}, webhooks: [{{name: {entry}, namespaceSelector: {{matchExpressions: [{expression}]}}}}]}}"
            );
            assert_eq!(revision(&kubeyaml::read(&text).unwrap()), want, "{text}");
        }
    }
}
