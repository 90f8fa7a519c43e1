//! Rendering: validate the pod's annotations, run the template, read what it gives.

use gotext::{Budget, Template};
use kubeyaml::Value;
use meshconfig::{MeshConfig, validate_annotations};

use super::config::LegacyConfig;
use super::error::LegacyError;
use super::sidecar::Sidecar;
use super::{concurrency, data, status};
use crate::Compat;
use crate::injector::Injector;
use crate::steps::images;

/// What a pod gets.
#[derive(Debug)]
pub struct Rendered {
    /// The containers and the rest.
    pub sidecar: Sidecar,
    /// The text of the status annotation.
    pub status: String,
}

/// The text that a template gives for a pod. `object` is the metadata of the object around the pod, null for a pod.
///
/// # Errors
/// The template fails.
pub fn render(
    config: &LegacyConfig,
    injector: &Injector,
    pod: &Value,
    object: &Value,
    template: &Template,
) -> Result<String, LegacyError> {
    execute(template, &injector.mesh, pod, object, config.compat())
}

/// What the config's template gives for a pod. `object` is the metadata of the object around the pod, null for a pod.
///
/// Source: Istio 1.1 inject.go, injectionData.
///
/// # Errors
/// An annotation is invalid, the template fails, or it gives no sidecar.
pub fn rendered(
    config: &LegacyConfig,
    mesh: &MeshConfig,
    pod: &Value,
    object: &Value,
) -> Result<Rendered, LegacyError> {
    let compat = config.compat();
    validate(pod, compat)?;
    let text = execute(&config.template, mesh, pod, object, compat)?;
    let mut sidecar = Sidecar::read(&text, compat)?;
    for containers in [&sidecar.init_containers, &sidecar.containers] {
        images::check_containers(containers).map_err(LegacyError::Image)?;
    }
    if compat >= Compat::V1_1 {
        concurrency::apply(&mut sidecar.containers);
    }
    let status = status::text(&sidecar, &config.version, compat);
    Ok(Rendered { sidecar, status })
}

fn execute(
    template: &Template,
    mesh: &MeshConfig,
    pod: &Value,
    object: &Value,
    compat: Compat,
) -> Result<String, LegacyError> {
    let deployment = if object.is_null() { pod.at(&["metadata"]) } else { object };
    let dot = data::root(pod, deployment, mesh, compat);
    template.execute(dot, &Budget::default()).map_err(LegacyError::Render)
}

/// 0.5 took annotations as they are.
fn validate(pod: &Value, compat: Compat) -> Result<(), LegacyError> {
    match crate::pod::annotations(pod) {
        Some(annotations) if compat > Compat::V0_5 => {
            validate_annotations(annotations, compat).map_err(LegacyError::Annotations)
        }
        _ => Ok(()),
    }
}
