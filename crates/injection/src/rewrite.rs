//! The pipeline that rewrites one pod: validate, render, merge, and the steps after that, in Istio's order.

use std::collections::HashSet;

use kubeyaml::Value;

use crate::Version;
use crate::advice::Advice;
use crate::concurrency;
use crate::config::InjectionConfig;
use crate::data::TemplateData;
use crate::error::InjectError;
use crate::guard::{self, UserVolumes};
use crate::image::{ImageVariant, proxy_image, proxy_init_image};
use crate::names::{
    CLUSTER_ENV, CORE_DUMP, CORE_DUMP_CONTAINER, NETWORK_ENV, NETWORK_LABEL, PROXY_CONFIG, PROXY_CONTAINER,
    PROXY_IMAGE_TYPE, STATUS,
};
use crate::overlay::{self, Overlaid};
use crate::pod::{ContainerList, annotation, label, name, named, set_annotation, set_label, sidecar};
use crate::status::Status;
use crate::steps::overrides::{Earlier, Overrides};
use crate::steps::{self, images, init_user, order, overrides, probes, prometheus};
use crate::url_env::{self, UrlEnv};

/// A pod as it is to be.
#[derive(Debug)]
pub struct Made {
    /// The pod.
    pub pod: Value,
    /// The templates that were laid over it, in order.
    pub templates: Vec<String>,
    /// What they added, by name.
    pub added: Status,
    /// What its author should know.
    pub advice: Vec<Advice>,
}

/// A pod that is rewritten by templates that are merged.
type Subject<'a> = crate::subject::Subject<'a, InjectionConfig>;

/// Rewrites a pod that is to be injected.
///
/// # Errors
/// An annotation is invalid or not allowed, a template fails, or what it gives does not fit the pod.
pub fn rewrite(subject: &Subject<'_>) -> Result<Made, InjectError> {
    let Checked { earlier, mut volumes } = check(subject)?;
    let stripped = strip(subject, &earlier);
    let data = template_data(subject, stripped.as_ref().unwrap_or(subject.pod));
    let Overlaid { mut pod, overlay, templates } = overlay::apply(subject, &data)?;
    overrides::apply(&mut pod, subject.pod, &earlier, &overlay, &subject.config.allowed_annotations)?;
    let claims = subject.identity.kind == "StatefulSet";
    volumes.check_mounted(pod.items_at(&["spec", "volumes"]).iter(), sidecar(&pod), claims)?;
    let author = overrides::authors_proxy(subject.pod, &earlier);
    if subject.version().init_user {
        let is_transparent = subject.mesh.proxy_config().interception_mode() == "TPROXY";
        init_user::apply(&mut pod, author.as_ref(), is_transparent);
    }
    let added = Status::of_overlay(&overlay, subject.revision());
    post_process(&mut pod, subject, &added)?;
    let capitals = images::check(subject.pod, &pod).map_err(InjectError::Image)?;
    let mut advice = volumes.advice;
    advice.extend(advise(subject.pod, &earlier, &overlay));
    advice.extend(unknown_proxy_fields(subject.pod, subject.version()));
    advice.extend(capitals);
    Ok(Made { pod, templates, added, advice })
}

/// The text that one template gives for a pod, before any merge.
///
/// # Errors
/// An annotation is invalid or not allowed, or the template fails.
pub fn render(
    subject: &Subject<'_>,
    template: &gotext::Template,
    template_name: &str,
) -> Result<String, InjectError> {
    let Checked { earlier, .. } = check(subject)?;
    let stripped = strip(subject, &earlier);
    let data = template_data(subject, stripped.as_ref().unwrap_or(subject.pod));
    let nested = gotext::Nested::default();
    template
        .execute_nesting(data.root(), &subject.question.budget, &nested)
        .map_err(|e| InjectError::Render { template: template_name.to_owned(), source: e })
}

/// What is known of a pod that a template may see.
struct Checked {
    /// What an earlier injection left.
    earlier: Earlier,
    /// The volumes that the pod asks for.
    volumes: UserVolumes,
}

/// Refuses what a template must not see. What is cheap to check comes first; Istio's own checks come before ours, so that
/// its words are heard.
fn check(subject: &Subject<'_>) -> Result<Checked, InjectError> {
    let pod = subject.pod;
    if let Some(annotations) = crate::pod::annotations(pod) {
        meshconfig::validate_annotations(annotations, subject.version()).map_err(InjectError::Annotations)?;
        guard::check_forms(annotations)?;
    }
    guard::check_names(pod)?;
    guard::check_identity(subject.identity)?;
    let earlier = Earlier::of_pod(pod)?;
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        guard::check_containers(earlier.known.of_list(list), list)?;
    }
    let mesh = subject.mesh;
    guard::check_proxy_config(mesh.proxy_config().document(), mesh.default_proxy_config().document())?;
    Ok(Checked { earlier, volumes: guard::user_volumes(pod)? })
}

fn advise(pod: &Value, earlier: &Earlier, overlay: &Value) -> Vec<Advice> {
    let mut advice = Vec::new();
    if annotation(pod, STATUS).is_some() && earlier.status.is_none() {
        advice.push(Advice::UnreadableStatus);
    }
    let wants_dumps = annotation(pod, CORE_DUMP) == Some("true");
    if wants_dumps && named(ContainerList::InitContainers.of(overlay), CORE_DUMP_CONTAINER).is_none() {
        advice.push(Advice::NoCoreDump);
    }
    advice
}

fn unknown_proxy_fields(pod: &Value, version: Version) -> Option<Advice> {
    let own = kubeyaml::read(annotation(pod, PROXY_CONFIG)?).ok()?;
    let unread = meshconfig::unknown_proxy_fields(&own, version);
    (!unread.is_empty()).then_some(Advice::UnknownProxyFields { unread })
}

/// The variables of the webhook's URL, with cluster and network: the URL's or else the values', then (network) the pod's
/// label.
///
/// Source: Istio 1.30 inject.go, extractClusterAndNetwork.
fn proxy_variables(subject: &Subject<'_>) -> UrlEnv {
    let mut variables = url_env::parse(subject.question.asked.path());
    for (variable, path) in
        [(CLUSTER_ENV, &["global", "multiCluster", "clusterName"][..]), (NETWORK_ENV, &["global", "network"])]
    {
        let from_url = variables.get(variable).filter(|v| !v.is_empty()).map(String::as_str);
        let own = label(subject.pod, NETWORK_LABEL).filter(|_| variable == NETWORK_ENV);
        let value = own.or(from_url).unwrap_or_else(|| subject.values().text(path)).to_owned();
        if !value.is_empty() {
            variables.insert(variable.to_owned(), value);
        }
    }
    variables
}

/// The pod as it was before an earlier injection, as far as that is known: this is what templates see. `None`
/// where it is the pod as it stands.
///
/// Source: Istio 1.30 inject.go, stripPod and reinsertOverrides.
fn strip(subject: &Subject<'_>, earlier: &Earlier) -> Option<Value> {
    if earlier.status.is_none() && earlier.known == Overrides::default() {
        return None;
    }
    let mut pod = subject.pod.clone();
    if earlier.status.is_some() {
        for list in [ContainerList::Containers, ContainerList::InitContainers] {
            let names: HashSet<&str> = earlier.injected(list).iter().map(String::as_str).collect();
            if let Some(containers) = list.of_mut(&mut pod) {
                containers.retain(|c| !names.contains(name(c)));
            }
        }
        if prometheus::points_at(&pod, subject.mesh.steps().default_config().status_port(), subject.version())
        {
            prometheus::clear(&mut pod, subject.version());
        }
        if let Some(annotations) =
            pod.map_entry("metadata").get_mut("annotations").and_then(Value::as_map_mut)
        {
            annotations.remove(STATUS);
        }
    }
    reinsert(&mut pod, &earlier.known);
    Some(pod)
}

/// Puts what the user had given back into the lists that lack a container of that name.
fn reinsert(pod: &mut Value, known: &Overrides) {
    let names_of = |list: ContainerList| list.of(pod).iter().map(|c| name(c).to_owned()).collect();
    let (mut ordinary, mut init): (HashSet<String>, HashSet<String>) =
        (names_of(ContainerList::Containers), names_of(ContainerList::InitContainers));
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        for own in known.of_list(list) {
            let list = if was_ordinary(own) { ContainerList::Containers } else { list };
            let there = if list == ContainerList::Containers { &mut ordinary } else { &mut init };
            if there.insert(name(own).to_owned()) {
                pod.map_entry("spec").entry(list.key()).become_list().push(own.clone());
            }
        }
    }
}

/// A proxy that is remembered with the native sidecars was given as an ordinary container unless it says that it
/// restarts by itself. (Istio does not tell them apart, and forgets the ports of such a container the second time.)
fn was_ordinary(own: &Value) -> bool {
    name(own) == PROXY_CONTAINER && own.at(&["restartPolicy"]).is_null()
}

fn template_data<'a>(subject: &'a Subject<'a>, pod: &'a Value) -> TemplateData<'a> {
    let (version, values) = (subject.version(), subject.values().document());
    let proxy_config = subject.mesh.proxy_config();
    let variant = ImageVariant {
        annotation: annotation(subject.pod, PROXY_IMAGE_TYPE),
        proxy_config: proxy_config.image_type(),
    };
    TemplateData {
        pod,
        identity: subject.identity,
        workload: subject.identity.to_document(),
        mesh: subject.mesh.templates(),
        proxy_config,
        values: subject.values(),
        revision: subject.revision(),
        native_sidecars: subject.native_sidecars,
        estimated_concurrency: concurrency::estimate(proxy_config.document(), subject.pod, values, version),
        proxy_image: proxy_image(values, variant, version),
        proxy_init_image: proxy_init_image(values, variant.annotation, version),
        ids: subject.ids,
        compliance_policy: &subject.injector.settings().compliance_policy,
        version,
    }
}

/// Source: Istio 1.30 webhook.go, postProcessPod.
fn post_process(pod: &mut Value, subject: &Subject<'_>, added: &Status) -> Result<(), InjectError> {
    let (version, mesh) = (subject.version(), subject.mesh.steps());
    let status_port = mesh.default_config().status_port();
    let variables = proxy_variables(subject);
    steps::url_env::apply(pod, &variables);
    prometheus::apply(pod, status_port, mesh.enable_prometheus_merge(), version)?;
    prometheus::apply_secure_port(pod, version);
    let settings = probes::ProbeSettings {
        status_port,
        rewrite_by_default: subject.values().is_true(&["sidecarInjectorWebhook", "rewriteAppHTTPProbe"]),
        version,
    };
    probes::apply(pod, settings);
    if let Some(network) = variables.get(NETWORK_ENV) {
        set_label(pod, NETWORK_LABEL, network.as_str());
    }
    set_annotation(pod, STATUS, added.to_json(version));
    for (key, value) in &subject.config.injected_annotations {
        set_annotation(pod, key, value.as_str());
    }
    order::apply(pod, holds_application(subject)?);
    Ok(())
}

/// Whether the application waits for the proxy; `ProxyConfig` resources do not count here.
///
/// Source: Istio 1.30 webhook.go, reorderPod.
fn holds_application(subject: &Subject<'_>) -> Result<bool, InjectError> {
    let by_values = subject.values().is_true(&["global", "proxy", "holdApplicationUntilProxyStarts"]);
    let default = subject.mesh.steps().default_config();
    let Some(own) = annotation(subject.pod, PROXY_CONFIG) else {
        return Ok(by_values || default.hold_application_until_proxy_starts());
    };
    let applied = default.apply_annotation(own).map_err(|e| InjectError::Process { cause: e.to_string() })?;
    Ok(by_values || applied.hold_application_until_proxy_starts())
}
