//! What one template gave: a document that is laid over a pod by the rules of strategic merge.
//!
//! Source: Istio 1.30 webhook.go, applyOverlayYAML.

use std::collections::HashSet;

use kubeschema::{Options, merge, normalize, types};
use kubeyaml::{Map, Value};

use crate::Version;
use crate::error::InjectError;
use crate::pod::ContainerList;

/// What happens when a document is laid over nothing.
pub const FAILED_ALONE: &str = "failed applying injection overlay";
/// What happens when it is laid over the pod.
pub const FAILED_ON_POD: &str =
    "failed parsing generated injected YAML (check Istio sidecar injector configuration)";

/// What a template alone makes, as far as later steps ask for it: the names of what it adds. Laying it over an empty
/// pod would give the same at a quarter of the cost of the whole injection. `None` where it may not: directives of the
/// merge, equal names, items without one.
pub fn outline(document: &Value) -> Option<Value> {
    let mut out = Map::new();
    let spec = match document.at(&["spec"]) {
        Value::Null => return Some(Value::Null),
        spec => spec.as_map().filter(|m| !has_directive(m))?,
    };
    for key in ["containers", "initContainers", "volumes", "imagePullSecrets"] {
        let items = match spec.get(key) {
            None | Some(Value::Null) => continue,
            Some(list) => list.as_list()?,
        };
        let named = items.iter().map(|item| {
            let item = item.as_map().filter(|m| !has_directive(m))?;
            item.get("name")?.as_str().filter(|n| !n.is_empty())
        });
        let names = named.collect::<Option<Vec<&str>>>()?;
        let mut seen = HashSet::with_capacity(names.len());
        if !names.iter().all(|name| seen.insert(*name)) {
            return None;
        }
        let outlined =
            names.into_iter().map(|name| Value::Map(Map::from_iter([("name".into(), Value::text(name))])));
        out.insert(key, outlined.collect::<Vec<_>>());
    }
    Some(Value::Map(Map::from_iter([("spec".into(), Value::Map(out))])))
}

fn has_directive(map: &Map) -> bool {
    map.keys().any(|key| key.starts_with('$'))
}

/// How many nodes the YAML may have that a template gives: twice what a pod may have.
pub const MOST_NODES: usize = 100_000;

/// What one template gave.
#[derive(Clone)]
pub struct Patch<'t> {
    /// The template's name.
    pub template: &'t str,
    /// The document, a mapping.
    pub document: Value,
}

impl<'t> Patch<'t> {
    /// Reads what a template has written.
    ///
    /// # Errors
    /// It is not a mapping in YAML.
    pub fn read(template: &'t str, text: &str, version: Version) -> Result<Patch<'t>, InjectError> {
        let failed = |cause: String| InjectError::Overlay {
            template: template.to_owned(),
            during: FAILED_ALONE,
            cause,
        };
        let mut document = kubeyaml::read_within(text, MOST_NODES)
            .map_err(|e| failed(format!("strategic merge: invalid JSON document: {e}")))?;
        if !version.restart_policy {
            forget_restart_policy(&mut document);
        }
        match document {
            Value::Null => Ok(Patch { template, document: Value::Map(Map::new()) }),
            Value::Map(_) => Ok(Patch { template, document }),
            other => Err(failed(format!(
                "strategic merge: invalid JSON document: the template gives {}, must be a mapping",
                other.kind()
            ))),
        }
    }

    /// Lays it over a pod, and gives that the form of Go's type.
    ///
    /// # Errors
    /// It does not fit, or what comes of it is not a pod; `during` says when.
    pub fn lay_over(
        self,
        target: &mut Value,
        during: &'static str,
        version: Version,
    ) -> Result<(), InjectError> {
        let template = self.template;
        let failed = |cause: String| InjectError::Overlay { template: template.to_owned(), during, cause };
        let merged = merge(std::mem::take(target), self.document, &types::core::POD)
            .map_err(|e| failed(format!("strategic merge: {e}")))?;
        *target = merged;
        normalize(target, &types::core::POD, &pod_options(version), None)
            .map_err(|e| failed(format!("unmarshal patched pod: {e}")))
    }
}

/// Takes out of the template's containers what meant nothing to Kubernetes then: today it would make `istio-init` a
/// native sidecar, which starts again for ever.
pub fn forget_restart_policy(document: &mut Value) {
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        let containers = list.of_mut(document).into_iter().flatten();
        for container in containers.filter_map(Value::as_map_mut) {
            container.remove("restartPolicy");
            container.remove("restartPolicyRules");
        }
    }
}

/// How a pod goes through Go's type in that version.
pub fn pod_options(version: Version) -> Options {
    Options { creation_timestamp_null: version.null_creation_timestamp, ..Options::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pod::name;

    #[test]
    fn an_outline_names_what_laying_over_an_empty_pod_adds() {
        for text in [
            "spec: {containers: [{name: a, image: x}, {name: b}], volumes: [{name: v, emptyDir: }], initContainers: []}",
            "metadata: {labels: {a: b}}",
            "spec: {imagePullSecrets: [{name: s}], containers: null}",
            "spec:",
        ] {
            let patch = Patch::read("t", text, Version::LATEST).unwrap_or_else(|e| panic!("{e}"));
            let outlined = outline(&patch.document).unwrap();
            let mut laid = Value::default();
            patch.lay_over(&mut laid, "", Version::LATEST).unwrap_or_else(|e| panic!("{e}"));
            for key in ["containers", "initContainers", "volumes", "imagePullSecrets"] {
                let names = |v: &Value| {
                    v.items_at(&["spec", key]).iter().map(|i| name(i).to_owned()).collect::<Vec<_>>()
                };
                assert_eq!(names(&outlined), names(&laid), "{text} {key}");
            }
        }
    }

    #[test]
    fn what_an_outline_cannot_tell_has_none() {
        for text in [
            "spec: {containers: [{name: a, $patch: delete}]}",
            "spec: {$patch: replace, containers: []}",
            "spec: {containers: [{name: a}, {name: a}]}",
            "spec: {containers: [{image: a}]}",
            "spec: {containers: [{name: 1}]}",
            "spec: []",
        ] {
            assert_eq!(outline(&kubeyaml::read(text).unwrap()), None, "{text}");
        }
    }

    #[test]
    fn init_containers_restart_only_where_they_may() {
        let text = "spec: {initContainers: [{name: istio-init, restartPolicy: Always}]}";
        for (version, want) in [
            (Version::V1_18, r#"[{"name":"istio-init"}]"#),
            (Version::V1_19, r#"[{"name":"istio-init","restartPolicy":"Always"}]"#),
        ] {
            let patch = Patch::read("t", text, version).unwrap_or_else(|e| panic!("{e}"));
            let init = patch.document.at(&["spec", "initContainers"]);
            assert_eq!(kubeyaml::to_json(init), want, "{version}");
        }
    }
}
