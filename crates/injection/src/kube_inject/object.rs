//! One object of a manifest: its pod is taken out, rewritten, and put back.

use gotext::Budget;
use kubeschema::{Options, normalize};
use kubeyaml::{Map, Value};
use meshconfig::{AlreadyInjected, MeshConfig};

use super::later_fields::forget_later_fields;
use super::{Skipped, Warning, misplaced};
use crate::Version;
use crate::annotated::annotated;
use crate::config::{Config, InjectionConfig};
use crate::decide::{Rules, decide};
use crate::error::InjectError;
use crate::guard::check_limits;
use crate::injector::Injector;
use crate::legacy;
use crate::names::{PROXY_CONTAINER, STATUS};
use crate::openshift::ProxyIds;
use crate::pod::{ContainerList, annotation, named};
use crate::rewrite::{Subject, render as render_template, rewrite};
use crate::url_env::UrlEnv;
use crate::workload::{Identity, Kind, PodPlace};

/// What is collected while a document is injected.
pub struct Context<'a> {
    /// The injector.
    pub injector: &'a Injector,
    /// What the author should know.
    pub warnings: Vec<Warning>,
}

impl<'a> Context<'a> {
    /// Nothing collected yet.
    pub fn new(injector: &'a Injector) -> Context<'a> {
        Context { injector, warnings: Vec::new() }
    }
}

/// Rewrites an object of a known kind.
///
/// Source: Istio 1.30 inject.go, IntoObject.
///
/// # Errors
/// It is not of the type that its kind says, or its pod cannot be rewritten.
pub fn inject(object: &mut Value, kind: &Kind, context: &mut Context<'_>) -> Result<(), InjectError> {
    let name = object_name(object, kind);
    read_typed(object, kind, &name, context)?;
    if kind.place == PodPlace::Template && object.at(&["spec", "template"]).is_null() {
        return Err(InjectError::NoTemplate);
    }
    let identity = identity(object, kind, context.injector.version);
    let Some(pod) = take_pod(object, kind.place) else { return Ok(()) };
    let injector = context.injector;
    if let Some(why) = why_skipped(&pod, injector) {
        let pod_name = pod.str_at(&["metadata", "name"]).unwrap_or_default();
        let form = injector.version.skip_message;
        context.warnings.push(Warning::skipped(form, &identity, pod_name, why));
        put_back(object, kind.place, pod);
        return Ok(());
    }
    let misplaced = misplaced::find(object, kind.place, &pod);
    let rewritten = match &injector.config {
        Config::Legacy(config) => {
            legacy::inject_workload(config, injector, pod, &identity).map_err(InjectError::Legacy)?
        }
        Config::Today(config) => {
            check_limits(&pod, &config.allowed_annotations)?;
            let mesh = annotated(&injector.mesh, &pod)?;
            rewrite(subject(&pod, identity, config, &mesh, injector))?
        }
    };
    let warning = |advice| Warning::Advice {
        kind: kind.name.to_owned(),
        name: name.escape_debug().to_string(),
        advice,
    };
    context.warnings.extend(misplaced.into_iter().chain(rewritten.advice).map(warning));
    put_back(object, kind.place, rewritten.pod);
    Ok(())
}

/// Why a pod is left alone, if it is.
///
/// Source: Istio 1.30 inject.go, IntoObject.
fn why_skipped(pod: &Value, injector: &Injector) -> Option<Skipped> {
    if pod.at(&["spec", "hostNetwork"]).as_bool() == Some(true) {
        return Some(Skipped::HostNetwork);
    }
    if is_injected(pod, injector.version) {
        return Some(Skipped::AlreadyInjected);
    }
    let rules: &Rules = match &injector.config {
        Config::Today(config) => &config.rules,
        Config::Legacy(config) if injector.version.offline_decision => &config.rules,
        Config::Legacy(_) => return None,
    };
    let decision = decide(rules, pod.at(&["spec"]), pod.at(&["metadata"]), injector.version);
    (!decision.inject).then_some(Skipped::Disabled)
}

/// Whether this version takes a pod for injected, and leaves it alone.
///
/// Source: Istio 1.16 inject.go, IntoObject.
fn is_injected(pod: &Value, version: Version) -> bool {
    let containers = ContainerList::Containers.of(pod);
    let has_proxy = containers.len() > 1 && named(containers, PROXY_CONTAINER).is_some();
    match version.already_injected {
        AlreadyInjected::Never => false,
        AlreadyInjected::HasProxy => has_proxy,
        AlreadyInjected::HasProxyAndStatus => has_proxy && annotation(pod, STATUS).is_some(),
    }
}

/// What a template gives for the pod of an object.
///
/// # Errors
/// The object is not of the type that its kind says, or the template fails.
pub fn render(
    mut object: Value,
    kind: &Kind,
    context: &mut Context<'_>,
    template: &gotext::Template,
    template_name: &str,
) -> Result<String, InjectError> {
    read_typed(&mut object, kind, "", context)?;
    let identity = identity(&object, kind, context.injector.version);
    let pod = take_pod(&mut object, kind.place).ok_or(InjectError::NoTemplate)?;
    let injector = context.injector;
    match &injector.config {
        Config::Today(config) => {
            let mesh = annotated(&injector.mesh, &pod)?;
            render_template(subject(&pod, identity, config, &mesh, injector), template, template_name)
        }
        Config::Legacy(config) => {
            legacy::render(config, injector, &pod, &identity, template).map_err(InjectError::Legacy)
        }
    }
}

/// Reads the object as its type has it, and says which fields got lost by that.
fn read_typed(
    object: &mut Value,
    kind: &Kind,
    name: &str,
    context: &mut Context<'_>,
) -> Result<(), InjectError> {
    let options = Options {
        convert_scalars: true,
        creation_timestamp_null: context.injector.version.null_creation_timestamp,
    };
    let mut dropped = Vec::new();
    normalize(object, kind.of, &options, Some(&mut dropped)).map_err(InjectError::Decode)?;
    forget_later_fields(object, kind.place, context.injector.version, &mut dropped);
    if !dropped.is_empty() {
        let (kind, name) = (kind.name.to_owned(), name.to_owned());
        context.warnings.push(Warning::FieldsDropped { kind, name, fields: dropped });
    }
    Ok(())
}

/// The name for messages: the pod template's, else the object's, behind the object's namespace.
fn object_name(object: &Value, kind: &Kind) -> String {
    let text = |path: &[&str]| object.str_at(path).filter(|t| !t.is_empty()).map(str::to_owned);
    let of_template =
        object.at(kind.place.metadata()).str_at(&["name"]).filter(|t| !t.is_empty()).map(str::to_owned);
    let name = of_template.or_else(|| text(&["metadata", "name"])).unwrap_or_default();
    match text(&["metadata", "namespace"]) {
        Some(namespace) => format!("{namespace}/{name}"),
        None => name,
    }
}

fn identity(object: &Value, kind: &Kind, version: Version) -> Identity {
    if kind.place == PodPlace::Itself && version.bare_pod_owner {
        return Identity::of_pod(object, version);
    }
    Identity::of_object(object, version)
}

fn take_pod(object: &mut Value, place: PodPlace) -> Option<Value> {
    let mut pod = Map::new();
    pod.insert("metadata", take(object, place.metadata()).unwrap_or_else(|| Value::Map(Map::new())));
    pod.insert("spec", take(object, place.spec())?);
    Some(Value::Map(pod))
}

fn take(object: &mut Value, path: &[&str]) -> Option<Value> {
    path.iter().try_fold(object, |node, key| node.get_mut(key)).map(std::mem::take)
}

fn put_back(object: &mut Value, place: PodPlace, mut pod: Value) {
    for (key, path) in [("metadata", place.metadata()), ("spec", place.spec())] {
        let part = pod.become_map().remove(key).unwrap_or_default();
        let slot = path.iter().fold(&mut *object, |node, key| node.become_map().entry(key));
        *slot = part;
    }
}

fn subject<'a>(
    pod: &'a Value,
    identity: Identity,
    config: &'a InjectionConfig,
    template_mesh: &'a MeshConfig,
    injector: &'a Injector,
) -> Subject<'a> {
    let node = pod.str_at(&["spec", "nodeName"]);
    let native_sidecars = injector.facts.native_sidecars(injector.native_sidecars, node, injector.version);
    Subject {
        pod,
        identity,
        config,
        values: &injector.values,
        proxy_config: template_mesh.default_config(),
        default_proxy_config: injector.mesh.default_config(),
        // Up to 1.12 only the templates saw the pod's own proxy config.
        mesh: if injector.version.proxy_config_resources { template_mesh } else { &injector.mesh },
        template_mesh,
        revision: &injector.revision,
        native_sidecars,
        ids: ProxyIds::default(),
        url_env: UrlEnv::new(),
        compliance_policy: &injector.compliance_policy,
        budget: Budget::default(),
        version: injector.version,
    }
}
