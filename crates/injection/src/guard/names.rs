//! The names in a pod that templates put into YAML. The API server would refuse most of what is refused here, but only
//! after the template has made of it what it makes.

use kubeyaml::{Map, Value};

use super::refusal::Refusal;
use super::text::{escaped, quotable, shown, word};
use crate::pod::ContainerList;
use crate::workload::Identity;

type Form = fn(&str) -> Result<(), String>;

/// Checks the names of a pod: its own, its labels', its owners', its containers' and their ports'.
///
/// # Errors
/// The first that is not a name.
pub fn check_names(pod: &Value) -> Result<(), Refusal> {
    check_metadata(pod.at(&["metadata"]))?;
    for key in ["serviceAccountName", "nodeName", "hostname", "subdomain"] {
        field(pod.at(&["spec"]), key, "spec", word)?;
    }
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        check_containers(list.of(pod), list)?;
    }
    Ok(())
}

/// Checks the names in an object's metadata.
///
/// # Errors
/// The first that is not a name.
pub fn check_metadata(metadata: &Value) -> Result<(), Refusal> {
    for key in ["name", "generateName", "namespace"] {
        field(metadata, key, "metadata", word)?;
    }
    for (key, form) in [("labels", word as Form), ("annotations", |_| Ok(()))] {
        let entries = metadata.at(&[key]).as_map().map(Map::iter).into_iter().flatten();
        for (name, value) in entries {
            let place = || format!("metadata.{key}[{}]", escaped(name));
            checked(name, word, || format!("a name in metadata.{key}"))?;
            checked(value.as_str().unwrap_or_default(), form, place)?;
        }
    }
    for owner in metadata.items_at(&["ownerReferences"]) {
        for key in ["apiVersion", "kind", "name"] {
            field(owner, key, "metadata.ownerReferences", word)?;
        }
    }
    Ok(())
}

/// Checks the names of containers and of their ports, and that their images stay between quotes.
///
/// # Errors
/// The first that is not a name.
pub fn check_containers(containers: &[Value], list: ContainerList) -> Result<(), Refusal> {
    let place = list.key();
    for container in containers {
        field(container, "name", place, word)?;
        field(container, "image", place, quotable)?;
        for port in container.items_at(&["ports"]) {
            field(port, "name", "ports", word)?;
            field(port, "protocol", "ports", word)?;
        }
    }
    Ok(())
}

/// Checks what templates see of the workload around a pod.
///
/// # Errors
/// The first that is not a name.
pub fn check_identity(identity: &Identity) -> Result<(), Refusal> {
    for (place, text) in [
        ("the workload's name", &identity.name),
        ("the workload's namespace", &identity.namespace),
        ("the workload's kind", &identity.kind),
        ("the workload's apiVersion", &identity.api_version),
    ] {
        checked(text, word, || place.to_owned())?;
    }
    Ok(())
}

fn field(node: &Value, key: &str, place: &str, form: Form) -> Result<(), Refusal> {
    checked(node.str_at(&[key]).unwrap_or_default(), form, || format!("{place}.{key}"))
}

fn checked(text: &str, form: Form, place: impl FnOnce() -> String) -> Result<(), Refusal> {
    form(text).map_err(|cause| Refusal::Name { place: place(), value: shown(text), cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pod: &str) -> String {
        check_names(&kubeyaml::from_json(pod.as_bytes()).unwrap())
            .err()
            .map(|e| e.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn names_hold_what_names_hold() {
        for (pod, want) in [
            (r#"{"metadata":{"name":"web-1","labels":{"app.kubernetes.io/name":"web_1","e":""}}}"#, ""),
            (r#"{"metadata":{"annotations":{"example.com/x":"a\nb"}}}"#, ""),
            (
                r#"{"metadata":{"name":"${APP}"},"spec":{"containers":[{"name":"a","image":"${REGISTRY}/a"}]}}"#,
                "",
            ),
            (r#"{"metadata":{"labels":{"app":"a\nb"}}}"#, "metadata.labels[app]: it must be one line"),
            (r#"{"metadata":{"labels":{"a: b":"x"}}}"#, "a name in metadata.labels"),
            (r#"{"metadata":{"annotations":{"a\nb":"x"}}}"#, "a name in metadata.annotations"),
            (r#"{"metadata":{"generateName":"a, b"}}"#, "metadata.generateName"),
            (r#"{"metadata":{"ownerReferences":[{"name":"a\nb"}]}}"#, "metadata.ownerReferences.name"),
            (r#"{"metadata":{"ownerReferences":[{"kind":"a: b"}]}}"#, "metadata.ownerReferences.kind"),
            (r#"{"spec":{"serviceAccountName":"a #"}}"#, "spec.serviceAccountName"),
            (r#"{"spec":{"containers":[{"name":"a\"b"}]}}"#, "containers.name"),
            (r#"{"spec":{"initContainers":[{"name":"a","image":"a\nb"}]}}"#, "initContainers.image"),
            (r#"{"spec":{"containers":[{"name":"a","ports":[{"name":"a'"}]}]}}"#, "ports.name"),
        ] {
            let got = check(pod);
            assert!(got.contains(want) && got.is_empty() == want.is_empty(), "{pod}: {got}");
        }
    }
}
