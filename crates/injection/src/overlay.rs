//! Rendering the templates and laying what they give over the pod.

use std::collections::HashSet;

use gotext::{Budget, Nested};
use kubeschema::{Options, merge, normalize, types};
use kubeyaml::{Map, Value};

use crate::Version;
use crate::config::InjectionConfig;
use crate::data::TemplateData;
use crate::error::InjectError;
use crate::names::{NATIVE_SIDECAR, PROXY_CONTAINER};
use crate::pod::{ContainerList, annotation, name, named};
use crate::subject::Subject;
use crate::templates;

/// The pod with the templates laid over it.
#[derive(Debug)]
pub(crate) struct Overlaid {
    /// The pod.
    pub pod: Value,
    /// What the templates alone make: an empty pod with them laid over it.
    pub overlay: Value,
    /// The names of the templates, in order.
    pub templates: Vec<String>,
}

/// Renders each template of a pod and lays it over the pod, in order. All of them see the same data.
///
/// Source: Istio 1.30 inject.go, RunTemplate; webhook.go, applyOverlayYAML, moveContainer.
///
/// # Errors
/// A template does not exist, fails, or gives no overlay for a pod.
pub fn apply(
    subject: &Subject<'_, InjectionConfig>,
    data: &TemplateData<'_>,
) -> Result<Overlaid, InjectError> {
    let Subject { pod: original, config, native_sidecars, .. } = *subject;
    let version = subject.version();
    let selected = templates::select(config, original)?;
    let only_one = selected.len() == 1;
    let budget = shared(&subject.question.budget, selected.len());
    let nested = Nested::default();
    let templates = selected.iter().map(|name| (*name).to_owned()).collect();
    let mut out = Overlaid { pod: original.clone(), overlay: Value::default(), templates };
    for template in selected {
        let parsed = templates::find(config, template)?;
        let text = parsed
            .execute_observed(data.root(), &budget, &nested, subject.observer)
            .map_err(|source| InjectError::Render { template: template.to_owned(), source })?;
        let patch = Patch::read(template, &text, version)?;
        match outline(&patch.document).filter(|_| only_one) {
            Some(outline) => out.overlay = outline,
            None => patch.clone().lay_over(&mut out.overlay, FAILED_ALONE, version)?,
        }
        if is_native(&out.pod, native_sidecars, version) {
            move_native(&mut out.pod, &out.overlay);
        }
        patch.lay_over(&mut out.pod, FAILED_ON_POD, version).map_err(|failure| {
            // What is wrong by itself is reported before what is wrong on this pod.
            let alone = Patch::read(template, &text, version);
            alone
                .and_then(|p| p.lay_over(&mut Value::default(), FAILED_ALONE, version))
                .err()
                .unwrap_or(failure)
        })?;
    }
    Ok(out)
}

/// What each of a pod's templates may cost: together no more than one alone, however many a pod names.
fn shared(budget: &Budget, templates: usize) -> Budget {
    let Budget { steps, output, memory, depth } = *budget;
    let parts = templates.max(1);
    Budget { steps: steps / parts as u64, output: output / parts, memory: memory / parts, depth }
}

const FAILED_ALONE: &str = "failed applying injection overlay";
const FAILED_ON_POD: &str =
    "failed parsing generated injected YAML (check Istio sidecar injector configuration)";

/// What a template alone makes, as far as later steps ask for it: the names of what it adds. Laying it over an empty
/// pod would give the same at a quarter of the cost of the whole injection. `None` where it may not: directives of the
/// merge, equal names, items without one.
fn outline(document: &Value) -> Option<Value> {
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
struct Patch<'t> {
    template: &'t str,
    document: Value,
}

impl<'t> Patch<'t> {
    fn read(template: &'t str, text: &str, version: Version) -> Result<Patch<'t>, InjectError> {
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

    fn lay_over(self, target: &mut Value, during: &'static str, version: Version) -> Result<(), InjectError> {
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
fn forget_restart_policy(document: &mut Value) {
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        let containers = list.of_mut(document).into_iter().flatten();
        for container in containers.filter_map(Value::as_map_mut) {
            container.remove("restartPolicy");
            container.remove("restartPolicyRules");
        }
    }
}

/// How a pod goes through Go's type in that version.
pub(crate) fn pod_options(version: Version) -> Options {
    Options { creation_timestamp_null: version.null_creation_timestamp, ..Options::default() }
}

/// Whether the proxy of this pod is to be a native sidecar; up to 1.22 pods had no say in it.
fn is_native(pod: &Value, detected: bool, version: Version) -> bool {
    match annotation(pod, NATIVE_SIDECAR).filter(|_| version.native_annotation) {
        Some("true") => true,
        Some("false") => false,
        _ => detected,
    }
}

/// Where the template makes the proxy a native sidecar, what the user gave as an ordinary container moves along, so
/// that both are one container when they are merged.
fn move_native(pod: &mut Value, overlay: &Value) {
    let native_template = named(ContainerList::InitContainers.of(overlay), PROXY_CONTAINER).is_some();
    if !native_template {
        return;
    }
    let Some(containers) = ContainerList::Containers.of_mut(pod) else { return };
    let Some(at) = containers.iter().position(|c| name(c) == PROXY_CONTAINER) else { return };
    let container = containers.remove(at);
    pod.map_entry("spec").entry("initContainers").become_list().push(container);
}

#[cfg(test)]
mod tests {
    use super::*;

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
