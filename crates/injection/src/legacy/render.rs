//! Rendering: validate the pod's annotations, run the template, read what it gives.

use gotext::{Budget, Template};
use kubeyaml::Value;
use meshconfig::{MeshConfig, validate_annotations};

use super::config::LegacyConfig;
use super::error::LegacyError;
use super::sidecar::Sidecar;
use super::{concurrency, data, status};
use crate::Version;
use crate::advice::Advice;
use crate::guard::{self, UserVolumes};
use crate::injector::Injector;
use crate::names::PROXY_CONTAINER;
use crate::pod::name;
use crate::steps::images;

/// What a pod gets.
#[derive(Debug)]
pub struct Rendered {
    /// The containers and the rest.
    pub sidecar: Sidecar,
    /// The text of the status annotation.
    pub status: String,
    /// What the pod's author should know.
    pub advice: Vec<Advice>,
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
    execute(template, &injector.mesh, pod, object, config.version())
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
    let version = config.version();
    let mut volumes = check(config, pod, object)?;
    let text = execute(&config.template, mesh, pod, object, version)?;
    let mut sidecar = Sidecar::read(&text, version)?;
    for containers in [&sidecar.init_containers, &sidecar.containers] {
        images::check_containers(containers).map_err(LegacyError::Image)?;
    }
    if version.concurrency_of_resources {
        concurrency::apply(&mut sidecar.containers);
    }
    let in_pod = pod.items_at(&["spec", "volumes"]).iter();
    let proxy = sidecar.containers.iter().find(|c| name(c) == PROXY_CONTAINER);
    volumes.check_mounted(in_pod.chain(&sidecar.volumes), proxy, !object.is_null())?;
    let status = status::text(&sidecar, &config.fingerprint, version);
    Ok(Rendered { sidecar, status, advice: volumes.advice })
}

fn execute(
    template: &Template,
    mesh: &MeshConfig,
    pod: &Value,
    object: &Value,
    version: Version,
) -> Result<String, LegacyError> {
    let deployment = if object.is_null() { pod.at(&["metadata"]) } else { object };
    let dot = data::root(pod, deployment, mesh, version);
    template.execute(dot, &Budget::default()).map_err(LegacyError::Render)
}

/// Refuses what the template must not see, and gives the volumes that the pod asks for. 0.5 took annotations as they
/// are: what could add YAML to what the template gives is refused all the same.
fn check(config: &LegacyConfig, pod: &Value, object: &Value) -> Result<UserVolumes, LegacyError> {
    guard::check_limits(pod, &config.allowed_annotations)?;
    if let Some(annotations) = crate::pod::annotations(pod) {
        validate_annotations(annotations, config.version()).map_err(LegacyError::Annotations)?;
        guard::check_forms(annotations)?;
    }
    guard::check_names(pod)?;
    guard::check_metadata(object)?;
    Ok(guard::user_volumes(pod)?)
}
