//! One object of a manifest: its pod is taken out, rewritten, and put back.

use gotext::Budget;
use kubeschema::{Options, normalize, types};
use kubeyaml::{Map, Value};

use super::later_fields::forget_later_fields;
use super::{Elsewhere, KubeInject, Skipped, Warning, misplaced};
use crate::Version;
use crate::answer::{Answer, Change};
use crate::decide::{Decision, Reason};
use crate::error::InjectError;
use crate::patch;
use crate::question::{Asked, Question};
use crate::workload::{Identity, Kind, PodPlace};

/// What is collected while a document is injected.
pub struct Context<'a> {
    /// Who injects it.
    pub kube_inject: KubeInject<'a>,
    /// What the author should know.
    pub warnings: Vec<Warning>,
}

impl<'a> Context<'a> {
    /// Nothing collected yet.
    pub fn new(kube_inject: KubeInject<'a>) -> Context<'a> {
        Context { kube_inject, warnings: Vec::new() }
    }

    /// Which Istio is answered like.
    pub fn version(&self) -> Version {
        self.kube_inject.injector.version()
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
    let identity = identity(object, kind, context.version());
    let Some(pod) = take_pod(object, kind.place) else { return Ok(()) };
    let KubeInject { injector, facts, elsewhere } = context.kube_inject;
    if let Some(elsewhere) = elsewhere {
        let pod = injected_elsewhere(pod, &identity, elsewhere, context)?;
        put_back(object, kind.place, pod);
        return Ok(());
    }
    let Answer { decision, injection, advice } =
        injector.answer(&question(&pod, "", &identity, Asked::KubeInject), facts)?;
    let warning = |advice| Warning::Advice {
        kind: kind.name.to_owned(),
        name: name.escape_debug().to_string(),
        advice,
    };
    let rewritten = match injection.map(|injection| injection.change) {
        Some(Change::Pod(rewritten)) => {
            context.warnings.extend(
                misplaced::find(object, kind.place, &pod, injector.version()).into_iter().map(&warning),
            );
            rewritten
        }
        Some(Change::Patch(_)) | None => {
            let pod_name = pod.str_at(&["metadata", "name"]).unwrap_or_default();
            let form = context.version().skip_message;
            context.warnings.push(Warning::skipped(form, &identity, pod_name, why_skipped(&decision)));
            pod
        }
    };
    context.warnings.extend(advice.into_iter().map(warning));
    put_back(object, kind.place, rewritten);
    Ok(())
}

/// The pod as an injector somewhere else wants it. A pod in the node's network is not asked about.
///
/// Source: Istio 1.30 inject.go, IntoObject; what the injector leaves alone is not injected by anybody else here.
fn injected_elsewhere(
    mut pod: Value,
    identity: &Identity,
    elsewhere: &dyn Elsewhere,
    context: &mut Context<'_>,
) -> Result<Value, InjectError> {
    let own = pod.str_at(&["metadata", "namespace"]).unwrap_or_default();
    let namespace = if own.is_empty() { &identity.namespace } else { own };
    let on_host = pod.at(&["spec", "hostNetwork"]).as_bool() == Some(true);
    let patch = match on_host {
        true => None,
        false => elsewhere.patch(&pod, namespace).map_err(|cause| InjectError::Elsewhere { cause })?,
    };
    let Some(patch) = patch else {
        let name = pod.str_at(&["metadata", "name"]).unwrap_or_default();
        let why = if on_host { Skipped::HostNetwork } else { Skipped::Disabled };
        context.warnings.push(Warning::skipped(context.version().skip_message, identity, name, why));
        return Ok(pod);
    };
    let misfit = "its patch does not fit the pod".to_owned();
    patch::apply(&mut pod, patch).ok_or(InjectError::Elsewhere { cause: misfit })?;
    normalize(&mut pod, &types::core::POD, &options(context.version()), None).map_err(InjectError::Decode)?;
    Ok(pod)
}

/// The question about the pod of a manifest.
fn question<'a>(
    pod: &'a Value,
    namespace: &'a str,
    identity: &'a Identity,
    asked: Asked<'a>,
) -> Question<'a> {
    Question { pod, namespace, workload: Some(identity), asked, budget: Budget::default() }
}

/// Source: Istio 1.30 inject.go, IntoObject.
fn why_skipped(decision: &Decision) -> Skipped {
    match decision.reason() {
        Some(Reason::HostNetwork) => Skipped::HostNetwork,
        Some(Reason::AlreadyInjected) => Skipped::AlreadyInjected,
        _ => Skipped::Disabled,
    }
}

/// What a template gives for the pod of an object, asked as the webhook is asked about that pod.
///
/// # Errors
/// The object is not of the type that its kind says, holds what a template must not see, or the template fails.
pub fn render(
    mut object: Value,
    kind: &Kind,
    kube_inject: KubeInject<'_>,
    template: &gotext::Template,
    template_name: &str,
) -> Result<String, InjectError> {
    let KubeInject { injector, facts, .. } = kube_inject;
    normalize(&mut object, kind.of, &options(injector.version()), None).map_err(InjectError::Decode)?;
    let identity = identity(&object, kind, injector.version());
    let metadata = match kind.place {
        // kube-inject reads a job's in the place of its pods'; API servers send the webhook pods.
        PodPlace::CronJob => &["spec", "jobTemplate", "spec", "template", "metadata"],
        place => place.metadata(),
    };
    let pod = take_parts(&mut object, metadata, kind.place.spec()).ok_or(InjectError::NoTemplate)?;
    let namespace = object.str_at(&["metadata", "namespace"]).unwrap_or_default();
    let question = question(&pod, namespace, &identity, Asked::Webhook { path: "" });
    injector.render(&question, facts, template, template_name)
}

/// Reads the object as its type has it, and says which fields got lost by that.
fn read_typed(
    object: &mut Value,
    kind: &Kind,
    name: &str,
    context: &mut Context<'_>,
) -> Result<(), InjectError> {
    let options =
        Options { convert_scalars: true, creation_timestamp_null: context.version().null_creation_timestamp };
    let mut dropped = Vec::new();
    normalize(object, kind.of, &options, Some(&mut dropped)).map_err(InjectError::Decode)?;
    forget_later_fields(object, kind.place, context.version(), &mut dropped);
    if !dropped.is_empty() {
        let (kind, name) = (kind.name.to_owned(), name.to_owned());
        context.warnings.push(Warning::FieldsDropped { kind, name, fields: dropped });
    }
    Ok(())
}

/// How an object of a manifest goes through its type.
fn options(version: Version) -> Options {
    Options { convert_scalars: true, creation_timestamp_null: version.null_creation_timestamp }
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
    take_parts(object, place.metadata(), place.spec())
}

fn take_parts(object: &mut Value, metadata: &[&str], spec: &[&str]) -> Option<Value> {
    let mut pod = Map::new();
    pod.insert("metadata", take(object, metadata).unwrap_or_else(|| Value::Map(Map::new())));
    pod.insert("spec", take(object, spec)?);
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
