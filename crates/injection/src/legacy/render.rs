//! Rendering: validate the pod's annotations, run the template, read what it gives.

use std::borrow::Cow;

use gotext::{Budget, Nested, Template};
use kubeyaml::Value;
use meshconfig::{MeshConfig, validate_annotations};

use super::config::LegacyConfig;
use super::data::LegacyData;
use super::error::LegacyError;
use super::sidecar::Sidecar;
use super::{cluster, concurrency, status};
use crate::Version;
use crate::advice::Advice;
use crate::guard::{self, UserVolumes};
use crate::injector::Injector;
use crate::names::{PROXY_CONFIG, PROXY_CONTAINER};
use crate::pod::{annotation, annotations, name};
use crate::steps::images;
use crate::workload::Identity;

/// A pod to render for, and all that the rendering depends on.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The injection config.
    pub config: &'a LegacyConfig,
    /// The rest of the configuration.
    pub injector: &'a Injector,
    /// The pod.
    pub pod: &'a Value,
    /// The workload of the pod.
    pub workload: &'a Identity,
    /// Whether volumes may come from the workload that the pod is in, which then has its own metadata.
    pub in_workload: bool,
    /// The path of the webhook's URL; empty in `kube-inject`.
    pub path: &'a str,
    /// What the template may cost; `None` for the default.
    pub budget: Option<&'a Budget>,
}

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

/// The text that a template gives for a pod.
///
/// # Errors
/// The pod's own proxy config does not fit, or the template fails.
pub fn render(
    config: &LegacyConfig,
    injector: &Injector,
    pod: &Value,
    workload: &Identity,
    template: &Template,
) -> Result<String, LegacyError> {
    let mesh = mesh_of(&injector.mesh, pod, config.version())?;
    execute(
        Subject { config, injector, pod, workload, in_workload: false, path: "", budget: None },
        &mesh,
        template,
    )
}

/// What the config's template gives for a pod.
///
/// Source: Istio 1.1 to 1.8 inject.go, injectionData.
///
/// # Errors
/// An annotation is invalid, the template fails, or it gives no sidecar.
pub fn rendered(subject: Subject<'_>) -> Result<Rendered, LegacyError> {
    let (config, pod, values) = (subject.config, subject.pod, &subject.injector.values);
    let version = config.version();
    let mut volumes = check(subject)?;
    let mesh = mesh_of(&subject.injector.mesh, pod, version)?;
    let (own, default) = (mesh.default_config(), subject.injector.mesh.default_config());
    guard::check_proxy_config(own.document(), default.document())?;
    let text = execute(subject, &mesh, &config.template)?;
    let mut sidecar = Sidecar::read(&text, version)?;
    for containers in [&sidecar.init_containers, &sidecar.containers] {
        images::check_containers(containers).map_err(LegacyError::Image)?;
    }
    if version.concurrency_of_resources {
        concurrency::apply(&mut sidecar.containers);
    }
    cluster::apply(&mut sidecar.containers, pod, values, subject.path, version);
    let in_pod = pod.items_at(&["spec", "volumes"]).iter();
    let proxy = sidecar.containers.iter().find(|c| name(c) == PROXY_CONTAINER);
    volumes.check_mounted(in_pod.chain(&sidecar.volumes), proxy, subject.in_workload)?;
    let status = status::text(&sidecar, &config.fingerprint, version);
    sidecar.holds_application = version.has_spec_key("HoldApplicationUntilProxyStarts")
        && (own.hold_application_until_proxy_starts()
            || values.is_true(&["global", "proxy", "holdApplicationUntilProxyStarts"]));
    Ok(Rendered { sidecar, status, advice: volumes.advice })
}

fn execute(subject: Subject<'_>, mesh: &MeshConfig, template: &Template) -> Result<String, LegacyError> {
    let data = LegacyData {
        pod: subject.pod,
        workload: subject.workload,
        mesh,
        values: &subject.injector.values,
        version: subject.config.version(),
    };
    let budget = subject.budget.cloned().unwrap_or_default();
    template.execute_nesting(data.root(), &budget, &Nested::default()).map_err(LegacyError::Render)
}

/// The mesh config, from 1.6 on with the pod's own proxy config in place of the default one.
fn mesh_of<'a>(
    mesh: &'a MeshConfig,
    pod: &Value,
    version: Version,
) -> Result<Cow<'a, MeshConfig>, LegacyError> {
    let own = annotation(pod, PROXY_CONFIG).filter(|_| version.knows_annotation(PROXY_CONFIG));
    let Some(own) = own else { return Ok(Cow::Borrowed(mesh)) };
    let applied = mesh.default_config().apply_annotation(own).map_err(LegacyError::ProxyConfig)?;
    Ok(Cow::Owned(mesh.with_default_config(applied)))
}

/// Refuses what the template must not see, and gives the volumes that the pod asks for. 0.5 took annotations as they
/// are: what could add YAML to what the template gives is refused all the same.
fn check(subject: Subject<'_>) -> Result<UserVolumes, LegacyError> {
    let (config, pod, workload) = (subject.config, subject.pod, subject.workload);
    guard::check_limits(pod, &config.allowed_annotations)?;
    if let Some(annotations) = annotations(pod) {
        validate_annotations(annotations, config.version()).map_err(LegacyError::Annotations)?;
        guard::check_forms(annotations)?;
    }
    guard::check_names(pod)?;
    guard::check_identity(workload)?;
    if subject.in_workload {
        guard::check_metadata(&workload.metadata)?;
    }
    Ok(guard::user_volumes(pod)?)
}
