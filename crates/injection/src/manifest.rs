//! Objects of manifests, each answered as the webhook will answer for its pods, with all else left as it was written.
//!
//! `kube-inject` answers as istioctl does, in Istio's own form. Here the webhook's question is asked about each pod
//! template, and of the answer only what injection changes is taken over.

mod keep;
mod lists;
mod places;
mod undo;

use std::borrow::Cow;
use std::convert::Infallible;

use gotext::Budget;
use kubeyaml::{Map, Value};

pub use self::places::{PodTemplate, PodTemplates, UnknownPath};
pub use self::undo::{Uninjection, Uninjections};
use crate::Version;
use crate::advice::Advice;
use crate::answer::Change;
use crate::decide::Decision;
use crate::error::InjectError;
use crate::facts::Facts;
use crate::injector::Injector;
use crate::patch;
use crate::question::{Asked, Question};
use crate::typed::typed_pod;
use crate::workload::Identity;

/// Who answers for the objects of a manifest.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'a> {
    /// The injector.
    pub injector: &'a Injector,
    /// What is known of the cluster that they are for.
    pub facts: &'a Facts,
    /// Where objects keep the templates of their pods.
    pub templates: &'a PodTemplates,
    /// The namespace of objects that do not name one.
    pub namespace: &'a str,
}

/// What became of one pod template of an object.
#[derive(Clone, Debug)]
pub struct Workload {
    /// The object's kind.
    pub kind: String,
    /// Its namespace; empty where nothing tells it.
    pub namespace: String,
    /// Its name; empty where it has none.
    pub name: String,
    /// Where in the object the pod template is; empty if the object is the pod itself.
    pub place: String,
    /// Whether its pods are injected, and why.
    pub decision: Decision,
    /// The templates that were laid over them.
    pub templates: Vec<String>,
    /// Whether that changed anything.
    pub changed: bool,
    /// What its author should know.
    pub advice: Vec<Advice>,
}

/// What was found in an object.
#[derive(Debug, Default)]
pub struct Found {
    /// Its pod templates, in the order in which they were met.
    pub workloads: Vec<Workload>,
    /// Objects that hold containers where nobody looks: kind with group, and the place.
    pub passed_over: Vec<PassedOver>,
}

/// An object that seems to hold a pod template, and is not known to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The kind with its group, as `--pod-template-path` names it.
    pub kind: String,
    /// The object's name.
    pub name: String,
    /// Where it seems to hold one.
    pub path: String,
}

impl PassedOver {
    fn of(object: &Value) -> Option<PassedOver> {
        let (group, kind) = places::type_of(object);
        Some(PassedOver {
            kind: if group.is_empty() { kind.to_owned() } else { format!("{group}/{kind}") },
            name: object.str_at(&["metadata", "name"]).unwrap_or_default().to_owned(),
            path: places::suspect(object)?,
        })
    }
}

/// An object that could not be answered for.
#[derive(Debug, thiserror::Error)]
#[error("{kind} {name:?}: {source}")]
pub struct ObjectError {
    /// The object's kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Where in the object the pod template is; empty if the object is the pod itself.
    pub place: String,
    /// Why.
    #[source]
    pub source: Box<InjectError>,
}

impl Manifest<'_> {
    /// Injects the pod templates of an object, those of each item if it is a list.
    ///
    /// # Errors
    /// A pod is not of its type, or is to be injected and cannot be.
    pub fn inject(&self, object: &mut Value) -> Result<Found, ObjectError> {
        let mut found = Found::default();
        lists::each_object(object, &mut |object| self.inject_into(object, &mut found))?;
        Ok(found)
    }

    fn inject_into(&self, object: &mut Value, found: &mut Found) -> Result<(), ObjectError> {
        let Some(paths) = self.templates.of_object(object) else {
            found.passed_over.extend(PassedOver::of(object));
            return Ok(());
        };
        let identity = self.identity(object);
        for path in paths {
            places::each(object, path, &mut |template| {
                let workload = self.template(template, &identity).map_err(|source| ObjectError {
                    kind: identity.kind.clone(),
                    name: identity.name.clone(),
                    place: places::text(path),
                    source: Box::new(source),
                })?;
                let placed = |workload| Workload { place: places::text(path), ..workload };
                found.workloads.extend(workload.map(placed));
                Ok(())
            })?;
        }
        Ok(())
    }

    fn identity(&self, object: &Value) -> Identity {
        let version = self.version();
        let mut identity = match object.str_at(&["kind"]) {
            Some("Pod") => Identity::of_pod(object, version),
            _ => Identity::of_object(object, version),
        };
        if identity.namespace.is_empty() {
            self.namespace.clone_into(&mut identity.namespace);
        }
        identity
    }

    fn version(&self) -> Version {
        self.injector.version()
    }

    /// Injects one pod template; nothing is there where it has no pod's spec.
    fn template(&self, template: &mut Value, identity: &Identity) -> Result<Option<Workload>, InjectError> {
        if template.at(&["spec"]).as_map().is_none() {
            return Ok(None);
        }
        let pod = pod_of(template);
        let question = Question {
            pod: &pod,
            namespace: &identity.namespace,
            workload: Some(identity),
            asked: Asked::Webhook { path: "" },
            budget: Budget::default(),
        };
        let (answer, typed) = self.injector.answer_whole(&question, self.facts)?;
        let mut workload = Workload {
            kind: identity.kind.clone(),
            namespace: identity.namespace.clone(),
            name: identity.name.clone(),
            place: String::new(),
            decision: answer.decision,
            templates: Vec::new(),
            changed: false,
            advice: answer.advice,
        };
        if let Some(injection) = answer.injection {
            workload.templates = injection.templates;
            let (typed, made) = match injection.change {
                Change::Pod(made) => (typed.map_or(Value::Null, Cow::into_owned), made),
                Change::Patch(operations) => {
                    let typed = typed_pod(self.injector, &question)?.into_owned();
                    let mut made = pod.clone();
                    patch::apply(&mut made, operations).ok_or_else(|| InjectError::Process {
                        cause: "the patch does not fit its pod".to_owned(),
                    })?;
                    (typed, made)
                }
            };
            workload.changed = put_back(template, &pod, keep::kept(&pod, &typed, made));
        }
        Ok(Some(workload))
    }
}

impl PodTemplates {
    /// The pods that are created of an object's templates, of each item's if it is a list, in the order in which
    /// [`Manifest::inject`] meets them; without the namespace, where a template does not name it.
    pub fn pods(&self, object: &Value) -> Vec<Value> {
        let mut pods = Vec::new();
        // Items of typed lists say what they are only while they are met.
        let met: Result<(), Infallible> = lists::each_object(&mut object.clone(), &mut |object| {
            for path in self.of_object(object).unwrap_or_default() {
                places::each(object, path, &mut |template| {
                    pods.extend(template.at(&["spec"]).as_map().map(|_| pod_of(template)));
                    Ok::<(), Infallible>(())
                })?;
            }
            Ok(())
        });
        match met {
            Ok(()) => pods,
            Err(never) => match never {},
        }
    }
}

/// The pod that is created of a template.
fn pod_of(template: &Value) -> Value {
    let mut pod = Map::new();
    let metadata = template.at(&["metadata"]);
    pod.insert("metadata", if metadata.is_null() { Value::Map(Map::new()) } else { metadata.clone() });
    pod.insert("spec", template.at(&["spec"]).clone());
    Value::Map(pod)
}

/// Puts the parts that changed back, and says whether any did.
fn put_back(template: &mut Value, pod: &Value, made: Value) -> bool {
    let Value::Map(made) = made else { return false };
    let mut changed = false;
    for (key, part) in made.into_entries() {
        if part != *pod.at(&[key.as_str()]) {
            template.become_map().insert(key, part);
            changed = true;
        }
    }
    changed
}

#[cfg(test)]
mod tests;
