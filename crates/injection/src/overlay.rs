//! Rendering the templates and laying what they give over the pod.

use gotext::Budget;
use kubeschema::{Options, merge, normalize, types};
use kubeyaml::Value;

use crate::Compat;
use crate::config::InjectionConfig;
use crate::data::TemplateData;
use crate::error::InjectError;
use crate::names::{NATIVE_SIDECAR, PROXY_CONTAINER};
use crate::pod::{ContainerList, annotation, name, named};
use crate::templates;

/// The pod with the templates laid over it.
#[derive(Debug)]
pub struct Overlaid {
    /// The pod.
    pub pod: Value,
    /// What the templates alone make: an empty pod with them laid over it.
    pub overlay: Value,
}

/// Renders each template of a pod and lays it over the pod, in order. All of them see the same data.
///
/// Source: Istio 1.30 inject.go, RunTemplate; webhook.go, applyOverlayYAML, moveContainer.
///
/// # Errors
/// A template does not exist, fails, or gives no overlay for a pod.
pub fn apply(
    original: &Value,
    config: &InjectionConfig,
    data: &TemplateData<'_>,
    native_sidecars: bool,
    compat: Compat,
) -> Result<Overlaid, InjectError> {
    let mut out = Overlaid { pod: original.clone(), overlay: Value::default() };
    for template in templates::select(config, original) {
        let parsed = templates::find(config, template)?;
        let text = parsed
            .execute(data.root(), &Budget::default())
            .map_err(|e| InjectError::Render { template: template.to_owned(), source: e })?;
        let patch = Patch::read(template, &text)?;
        patch.lay_over(&mut out.overlay, "failed applying injection overlay", compat)?;
        if is_native(&out.pod, native_sidecars, compat) {
            move_native(&mut out.pod, &out.overlay);
        }
        patch.lay_over(&mut out.pod, FAILED_ON_POD, compat)?;
    }
    Ok(out)
}

const FAILED_ON_POD: &str =
    "failed parsing generated injected YAML (check Istio sidecar injector configuration)";

/// What one template gave.
struct Patch<'t> {
    template: &'t str,
    document: Value,
}

impl<'t> Patch<'t> {
    fn read(template: &'t str, text: &str) -> Result<Patch<'t>, InjectError> {
        let failed = |cause: String| InjectError::Overlay {
            template: template.to_owned(),
            during: "failed applying injection overlay",
            cause,
        };
        let document = kubeyaml::read(text)
            .map_err(|e| failed(format!("strategic merge: invalid JSON document: {e}")))?;
        match document {
            Value::Null => Ok(Patch { template, document: Value::Map(kubeyaml::Map::new()) }),
            Value::Map(_) => Ok(Patch { template, document }),
            other => Err(failed(format!(
                "strategic merge: invalid JSON document: the template gives {}, must be a mapping",
                other.kind()
            ))),
        }
    }

    fn lay_over(&self, target: &mut Value, during: &'static str, compat: Compat) -> Result<(), InjectError> {
        let failed =
            |cause: String| InjectError::Overlay { template: self.template.to_owned(), during, cause };
        let merged = merge(std::mem::take(target), self.document.clone(), &types::core::POD)
            .map_err(|e| failed(format!("strategic merge: {e}")))?;
        *target = merged;
        normalize(target, &types::core::POD, &pod_options(compat), None)
            .map_err(|e| failed(format!("unmarshal patched pod: {e}")))
    }
}

/// How a pod goes through Go's type in that version.
pub fn pod_options(compat: Compat) -> Options {
    Options { creation_timestamp_null: compat < Compat::TODAY, ..Options::default() }
}

/// Whether the proxy of this pod is to be a native sidecar; up to 1.22 pods had no say in it.
fn is_native(pod: &Value, detected: bool, compat: Compat) -> bool {
    match annotation(pod, NATIVE_SIDECAR).filter(|_| compat >= Compat::TODAY) {
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
