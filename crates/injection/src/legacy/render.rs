//! Rendering: validate the pod's annotations, run the template, read what it gives.

use gotext::{Nested, Template};
use kubeyaml::Value;
use meshconfig::validate_annotations;

use super::config::LegacyConfig;
use super::data::LegacyData;
use super::error::LegacyError;
use super::sidecar::Sidecar;
use super::{cluster, concurrency, status};
use crate::advice::Advice;
use crate::guard::{self, UserVolumes};
use crate::names::PROXY_CONTAINER;
use crate::pod::{annotations, name};
use crate::status::Status;
use crate::steps::images;
use crate::workload::Identity;

/// A pod that is rewritten by one template.
type Subject<'a> = crate::subject::Subject<'a, LegacyConfig>;

/// What a pod gets.
#[derive(Debug)]
pub(crate) struct Rendered {
    /// The containers and the rest.
    pub sidecar: Sidecar,
    /// The same by name.
    pub added: Status,
    /// What the pod's author should know.
    pub advice: Vec<Advice>,
}

/// What the config's template gives for a pod with these volumes of its own.
///
/// Source: Istio 1.1 to 1.8 inject.go, injectionData.
///
/// # Errors
/// The pod's own proxy config holds what it must not, the template fails, or it gives no sidecar.
pub fn rendered(
    subject: &Subject<'_>,
    mut volumes: UserVolumes,
    in_workload: bool,
) -> Result<Rendered, LegacyError> {
    let (config, pod, values, version) = (subject.config, subject.pod, subject.values(), subject.version());
    let own = subject.mesh.proxy_config();
    guard::check_proxy_config(own.document(), subject.mesh.default_proxy_config().document())?;
    let text = execute(subject, &config.template)?;
    let mut sidecar = Sidecar::read(&text, version)?;
    for containers in [&sidecar.init_containers, &sidecar.containers] {
        images::check_containers(containers).map_err(LegacyError::Image)?;
    }
    if version.concurrency_of_resources {
        concurrency::apply(&mut sidecar.containers);
    }
    cluster::apply(&mut sidecar.containers, pod, values, subject.question.asked.path(), version);
    let in_pod = pod.items_at(&["spec", "volumes"]).iter();
    let proxy = sidecar.containers.iter().find(|c| name(c) == PROXY_CONTAINER);
    volumes.check_mounted(in_pod.chain(&sidecar.volumes), proxy, in_workload)?;
    let added = status::of_sidecar(&sidecar);
    sidecar.holds_application = version.has_spec_key("HoldApplicationUntilProxyStarts")
        && (own.hold_application_until_proxy_starts()
            || values.is_true(&["global", "proxy", "holdApplicationUntilProxyStarts"]));
    Ok(Rendered { sidecar, added, advice: volumes.advice })
}

/// The text that a template gives for a pod.
///
/// # Errors
/// The template fails.
pub fn execute(subject: &Subject<'_>, template: &Template) -> Result<String, LegacyError> {
    let data = LegacyData {
        pod: subject.pod,
        workload: subject.identity,
        mesh: subject.mesh.templates(),
        values: subject.values(),
        version: subject.version(),
    };
    template
        .execute_nesting(data.root(), &subject.question.budget, &Nested::default())
        .map_err(LegacyError::Render)
}

/// Refuses what the template must not see, and gives the volumes that the pod asks for. 0.5 took annotations as they
/// are: what could add YAML to what the template gives is refused all the same.
///
/// # Errors
/// An annotation is invalid or not allowed, or a name is none.
pub fn check(
    config: &LegacyConfig,
    pod: &Value,
    workload: &Identity,
    in_workload: bool,
) -> Result<UserVolumes, LegacyError> {
    guard::check_limits(pod, &config.allowed_annotations)?;
    if let Some(annotations) = annotations(pod) {
        validate_annotations(annotations, config.version()).map_err(LegacyError::Annotations)?;
        guard::check_forms(annotations)?;
    }
    guard::check_names(pod)?;
    guard::check_identity(workload)?;
    if in_workload {
        guard::check_metadata(&workload.metadata)?;
    }
    Ok(guard::user_volumes(pod)?)
}
