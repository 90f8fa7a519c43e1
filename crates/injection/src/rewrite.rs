//! The pipeline that rewrites one pod: validate, render, merge, and the steps after that, in Istio's order.

use std::collections::HashSet;

use kubeyaml::Value;
use meshconfig::{MeshConfig, ProxyConfig};

use crate::Version;
use crate::advice::Advice;
use crate::concurrency;
use crate::config::{InjectionConfig, Values};
use crate::data::TemplateData;
use crate::error::InjectError;
use crate::guard::{self, UserVolumes};
use crate::image::{ImageVariant, proxy_image, proxy_init_image};
use crate::names::{
    CLUSTER_ENV, CORE_DUMP, CORE_DUMP_CONTAINER, NETWORK_ENV, NETWORK_LABEL, PROXY_CONFIG, PROXY_CONTAINER,
    PROXY_IMAGE_TYPE, STATUS,
};
use crate::openshift::ProxyIds;
use crate::overlay;
use crate::pod::{ContainerList, annotation, label, name, named, set_annotation, set_label, sidecar};
use crate::status::Status;
use crate::steps::overrides::{Earlier, Overrides};
use crate::steps::{images, init_user, order, overrides, probes, prometheus, url_env};
use crate::url_env::UrlEnv;
use crate::workload::Identity;

/// A pod to rewrite, and all that the rewriting depends on.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The pod in the form that Go's type gives it.
    pub pod: &'a Value,
    /// The workload that it belongs to.
    pub identity: Identity,
    /// The injection config.
    pub config: &'a InjectionConfig,
    /// The values.
    pub values: &'a Values,
    /// The mesh config.
    pub mesh: &'a MeshConfig,
    /// The mesh config that templates see.
    pub template_mesh: &'a MeshConfig,
    /// The proxy config of this pod.
    pub proxy_config: &'a ProxyConfig,
    /// The mesh's proxy config, without what the pod says.
    pub default_proxy_config: &'a ProxyConfig,
    /// The injector's revision; may be empty.
    pub revision: &'a str,
    /// Whether the cluster runs native sidecars.
    pub native_sidecars: bool,
    /// The ids that the proxy runs as.
    pub ids: ProxyIds,
    /// Variables from the webhook's URL.
    pub url_env: UrlEnv,
    /// The compliance policy of the control plane; may be empty.
    pub compliance_policy: &'a str,
    /// What its templates may cost together.
    pub budget: gotext::Budget,
    /// Which Istio is answered like.
    pub version: Version,
}

/// A pod as it is to be.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// The pod.
    pub pod: Value,
    /// What its author should know.
    pub advice: Vec<Advice>,
}

/// Rewrites a pod that is to be injected.
///
/// # Errors
/// An annotation is invalid or not allowed, a template fails, or what it gives does not fit the pod.
pub fn rewrite(mut subject: Subject<'_>) -> Result<Rewritten, InjectError> {
    let (earlier, mut volumes) = check(&subject)?;
    take_cluster_and_network(&mut subject);
    let stripped = strip(&subject, &earlier);
    let data = template_data(&subject, stripped.as_ref().unwrap_or(subject.pod));
    let laid = overlay::apply(&subject, &data)?;
    let (mut pod, overlay) = (laid.pod, laid.overlay);
    overrides::apply(&mut pod, subject.pod, &earlier, &overlay, &subject.config.allowed_annotations)?;
    let claims = subject.identity.kind == "StatefulSet";
    volumes.check_mounted(pod.items_at(&["spec", "volumes"]).iter(), sidecar(&pod), claims)?;
    let author = overrides::authors_proxy(subject.pod, &earlier);
    if subject.version.init_user {
        init_user::apply(&mut pod, author.as_ref(), subject.proxy_config.interception_mode() == "TPROXY");
    }
    post_process(&mut pod, &subject, &overlay)?;
    let capitals = images::check(subject.pod, &pod).map_err(InjectError::Image)?;
    let mut advice = volumes.advice;
    advice.extend(advise(subject.pod, &earlier, &overlay));
    advice.extend(unknown_proxy_fields(subject.pod, subject.version));
    advice.extend(capitals);
    Ok(Rewritten { pod, advice })
}

/// The text that one template gives for a pod, before any merge.
///
/// # Errors
/// An annotation is invalid, or the template fails.
pub fn render(
    mut subject: Subject<'_>,
    template: &gotext::Template,
    template_name: &str,
) -> Result<String, InjectError> {
    take_cluster_and_network(&mut subject);
    let stripped = strip(&subject, &Earlier::of_pod(subject.pod)?);
    let data = template_data(&subject, stripped.as_ref().unwrap_or(subject.pod));
    let nested = gotext::Nested::default();
    template
        .execute_nesting(data.root(), &subject.budget, &nested)
        .map_err(|e| InjectError::Render { template: template_name.to_owned(), source: e })
}

/// Refuses what a template must not see, and gives what an earlier injection left and the volumes that the pod asks for.
/// What is cheap to check comes
/// first; Istio's own checks come before ours, so that its words are heard.
fn check(subject: &Subject<'_>) -> Result<(Earlier, UserVolumes), InjectError> {
    let pod = subject.pod;
    guard::check_limits(pod, &subject.config.allowed_annotations)?;
    if let Some(annotations) = crate::pod::annotations(pod) {
        meshconfig::validate_annotations(annotations, subject.version).map_err(InjectError::Annotations)?;
        guard::check_forms(annotations)?;
    }
    guard::check_names(pod)?;
    guard::check_identity(&subject.identity)?;
    let earlier = Earlier::of_pod(pod)?;
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        guard::check_containers(earlier.known.of_list(list), list)?;
    }
    guard::check_proxy_config(subject.proxy_config.document(), subject.default_proxy_config.document())?;
    Ok((earlier, guard::user_volumes(pod)?))
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

/// Cluster and network: the values' then the URL's, then (network) the pod's label; what is found becomes a variable
/// of the proxy.
///
/// Source: Istio 1.30 inject.go, extractClusterAndNetwork.
fn take_cluster_and_network(subject: &mut Subject<'_>) {
    let values = subject.values;
    for (variable, path) in
        [(CLUSTER_ENV, &["global", "multiCluster", "clusterName"][..]), (NETWORK_ENV, &["global", "network"])]
    {
        let from_url = subject.url_env.get(variable).filter(|v| !v.is_empty()).cloned();
        let mut value = from_url.unwrap_or_else(|| values.text(path).to_owned());
        if variable == NETWORK_ENV
            && let Some(own) = label(subject.pod, NETWORK_LABEL)
        {
            value = own.to_owned();
        }
        if !value.is_empty() {
            subject.url_env.insert(variable.to_owned(), value);
        }
    }
}

/// The pod as it was before an earlier injection, as far as that can be told: this is what templates see. `None`
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
        if prometheus::points_at(&pod, subject.mesh.default_config().status_port(), subject.version) {
            prometheus::clear(&mut pod, subject.version);
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
    let variant = ImageVariant {
        annotation: annotation(subject.pod, PROXY_IMAGE_TYPE),
        proxy_config: subject.proxy_config.image_type(),
    };
    let values = subject.values.document();
    TemplateData {
        pod,
        identity: &subject.identity,
        workload: subject.identity.to_document(),
        mesh: subject.template_mesh,
        proxy_config: subject.proxy_config,
        values: subject.values,
        revision: subject.revision,
        native_sidecars: subject.native_sidecars,
        estimated_concurrency: concurrency::estimate(
            subject.proxy_config.document(),
            subject.pod,
            values,
            subject.version,
        ),
        proxy_image: proxy_image(values, variant, subject.version),
        proxy_init_image: proxy_init_image(values, variant.annotation, subject.version),
        ids: subject.ids,
        compliance_policy: subject.compliance_policy,
        version: subject.version,
    }
}

/// Source: Istio 1.30 webhook.go, postProcessPod.
fn post_process(pod: &mut Value, subject: &Subject<'_>, overlay: &Value) -> Result<(), InjectError> {
    let status_port = subject.mesh.default_config().status_port();
    url_env::apply(pod, &subject.url_env);
    prometheus::apply(pod, status_port, subject.mesh.enable_prometheus_merge(), subject.version)?;
    prometheus::apply_secure_port(pod, subject.version);
    let settings = probes::ProbeSettings {
        status_port,
        rewrite_by_default: subject.values.is_true(&["sidecarInjectorWebhook", "rewriteAppHTTPProbe"]),
        version: subject.version,
    };
    probes::apply(pod, settings);
    set_metadata(pod, subject, overlay);
    order::apply(pod, holds_application(subject)?);
    Ok(())
}

fn set_metadata(pod: &mut Value, subject: &Subject<'_>, overlay: &Value) {
    if let Some(network) = subject.url_env.get(NETWORK_ENV) {
        set_label(pod, NETWORK_LABEL, network.as_str());
    }
    set_annotation(pod, STATUS, Status::of_overlay(overlay, subject.revision).to_json(subject.version));
    for (key, value) in &subject.config.injected_annotations {
        set_annotation(pod, key, value.as_str());
    }
}

/// Whether the application waits for the proxy; `ProxyConfig` resources do not count here.
///
/// Source: Istio 1.30 webhook.go, reorderPod.
fn holds_application(subject: &Subject<'_>) -> Result<bool, InjectError> {
    let by_values = subject.values.is_true(&["global", "proxy", "holdApplicationUntilProxyStarts"]);
    let Some(own) = annotation(subject.pod, PROXY_CONFIG) else {
        return Ok(by_values || subject.mesh.default_config().hold_application_until_proxy_starts());
    };
    let applied = subject.mesh.default_config().apply_annotation(own);
    let applied = applied.map_err(|e| InjectError::Process { cause: e.to_string() })?;
    Ok(by_values || applied.hold_application_until_proxy_starts())
}
