//! The workloads there are, and what a pod of each would become if it was created now.

use std::collections::{BTreeMap, HashSet};

use injection::advice::Advice;
use injection::resolve::{Purpose, Sources, resolve};
use injection::workload::Identity;
use injection::{Asked, Budget, Change, Facts, Injector, Question, Version, patch};
use kubeyaml::Value;
use objects::names::{INJECT, INJECTION, REVISION, STATUS};
use objects::{Kind, kinds};

use super::super::view::{View, is_control_plane, is_of_system};
use crate::admission::{self, Creation};
use crate::check_inject::standing;
use crate::finding::{Code, Finding, Place};
use crate::part::{annotation, label, labels, name, namespace};

/// A workload: an object that creates pods, or a pod that nobody creates.
pub struct Workload<'a> {
    /// What it is called.
    pub place: Place,
    /// The object that it is told from: itself, or one of its pods.
    pub object: &'a Value,
    /// Its namespace, if that is known.
    pub namespace: Option<&'a Value>,
    /// Its pod as it would be sent to be created.
    pub pod: Value,
    /// What that becomes.
    pub becomes: Becomes,
    /// What its author should know.
    pub advice: Vec<Advice>,
}

/// What becomes of a pod that is created.
pub enum Becomes {
    /// It stays as it is: no injector is asked, or it leaves the pod alone.
    Alone,
    /// It gets a sidecar.
    Injected(Value),
    /// The injector refuses it.
    Refused(String),
    /// Who would inject it, or how, is not known.
    Unknown,
}

impl Workload<'_> {
    /// A finding about the workload.
    pub fn finding(&self, code: &'static Code, cause: impl Into<String>) -> Finding {
        Finding::new(code, self.place.clone(), cause)
    }

    /// The pod as injected, if it is injected.
    pub fn injected(&self) -> Option<&Value> {
        match &self.becomes {
            Becomes::Injected(pod) => Some(pod),
            _ => None,
        }
    }

    /// A label of the namespace.
    pub fn namespace_label(&self, key: &str) -> Option<&str> {
        label(self.namespace?, key)
    }

    /// The name of the namespace, for a command.
    pub fn namespace_name(&self) -> &str {
        if self.place.namespace.is_empty() { "default" } else { &self.place.namespace }
    }

    /// Whether the pod is what its author wrote, rather than one that an injector has changed.
    pub fn is_authors(&self) -> bool {
        annotation(&self.pod, STATUS).is_none()
    }
}

/// Kinds of objects that create pods, those that create others of these first.
const CREATORS: [Kind; 6] = [
    kinds::DEPLOYMENT,
    kinds::STATEFUL_SET,
    kinds::DAEMON_SET,
    kinds::REPLICA_SET,
    kinds::CRON_JOB,
    kinds::JOB,
];

/// Looks at each workload once: those whose pod template is known, and those that are only known by their pods. What is of
/// the control plane or in the system's namespaces is left out.
pub fn each(view: &View<'_>, mut look: impl FnMut(&Workload<'_>)) {
    let facts = Facts::of(view.world());
    let mut injectors = Injectors::new(view, &facts);
    let mut seen: HashSet<(String, String, String)> = HashSet::new();
    for kind in CREATORS {
        for object in view.all(kind).filter(|object| !is_of_system(kind, object)) {
            let template = template(kind, object);
            if template.items_at(&["spec", "containers"]).is_empty() || is_of_creator(object) {
                continue;
            }
            seen.insert((kind.kind.to_owned(), namespace(object).to_owned(), name(object).to_owned()));
            if !is_control_plane(object) && !is_control_plane(template) {
                let pod = from_template(template, kind, object);
                let owner = Identity::of_object(object, Version::LATEST);
                look(&injectors.workload(Place::of(kind, object), object, pod, Some(&owner)));
            }
        }
    }
    for pod in view.all(kinds::POD).filter(|pod| !has_ended(pod) && !is_control_plane(pod)) {
        let Identity { kind, name, .. } = Identity::of_pod(pod, Version::LATEST);
        let place = Place { kind, namespace: namespace(pod).to_owned(), name };
        if seen.insert((place.kind.clone(), place.namespace.clone(), place.name.clone())) {
            look(&injectors.workload(place, pod, from_running(pod), None));
        }
    }
}

fn template(kind: Kind, object: &Value) -> &Value {
    match kind {
        kinds::CRON_JOB => object.at(&["spec", "jobTemplate", "spec", "template"]),
        _ => object.at(&["spec", "template"]),
    }
}

fn is_of_creator(object: &Value) -> bool {
    let owners = object.items_at(&["metadata", "ownerReferences"]).iter();
    owners.filter_map(|owner| owner.str_at(&["kind"])).any(|kind| CREATORS.iter().any(|c| c.kind == kind))
}

fn has_ended(pod: &Value) -> bool {
    matches!(pod.str_at(&["status", "phase"]), Some("Succeeded" | "Failed"))
}

fn from_template(template: &Value, kind: Kind, object: &Value) -> Value {
    let mut pod = Value::Null;
    let fields = pod.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Pod");
    fields.insert("spec", template.at(&["spec"]).clone());
    let metadata = fields.entry("metadata").become_map();
    for key in ["labels", "annotations"] {
        if let Some(part) = template.at(&["metadata", key]).as_map() {
            metadata.insert(key, Value::Map(part.clone()));
        }
    }
    metadata.insert("namespace", namespace(object));
    metadata.insert("generateName", format!("{}-", name(object)).as_str());
    let mut owner = Value::Null;
    let of = owner.become_map();
    // A CronJob's pods are those of its Jobs.
    of.insert("kind", if kind == kinds::CRON_JOB { kinds::JOB.kind } else { kind.kind });
    of.insert("name", name(object));
    of.insert("controller", true);
    metadata.insert("ownerReferences", Value::List(vec![owner]));
    pod
}

/// A pod that runs, as it would be created again. Injection takes what an earlier one added off by itself.
fn from_running(pod: &Value) -> Value {
    let mut pod = pod.clone();
    let fields = pod.become_map();
    fields.remove("status");
    fields.entry("spec").become_map().remove("nodeName");
    // Istio's templates set it on the pods that they inject, and an object selector would take it for the author's.
    if annotation(&pod, STATUS).is_some()
        && label(&pod, REVISION) == Some("default")
        && let Some(labels) = pod.map_entry("metadata").get_mut("labels").and_then(Value::as_map_mut)
    {
        labels.remove(REVISION);
    }
    pod
}

/// Who injects what, each injector once.
struct Injectors<'v, 'a> {
    view: &'v View<'a>,
    facts: &'v Facts,
    by_revision: BTreeMap<String, Option<Injector>>,
    built_in: Option<Injector>,
}

impl<'a> Injectors<'_, 'a> {
    fn new<'v>(view: &'v View<'a>, facts: &'v Facts) -> Injectors<'v, 'a> {
        let built_in = || resolve(Sources::default(), Purpose::Webhook).ok().map(|found| found.injector);
        let is_known = view.knows(kinds::MUTATING_WEBHOOK);
        Injectors {
            view,
            facts,
            by_revision: BTreeMap::new(),
            built_in: if is_known { None } else { built_in() },
        }
    }

    fn workload<'o>(
        &mut self,
        place: Place,
        object: &'o Value,
        pod: Value,
        owner: Option<&Identity>,
    ) -> Workload<'o>
    where
        'a: 'o,
    {
        let home = if place.namespace.is_empty() { "default" } else { &place.namespace };
        let facts = self.facts;
        let namespace = self.view.get(kinds::NAMESPACE, "", home);
        let (becomes, advice) = match self.asked(home, namespace, &pod) {
            Ok(Some((injector, path))) => becomes(injector, facts, &pod, home, path, owner),
            Ok(None) => (Becomes::Alone, Vec::new()),
            Err(()) => (Becomes::Unknown, Vec::new()),
        };
        Workload { place, object, namespace, pod, becomes, advice }
    }

    /// The injector that is asked about a pod and the path at which it is, `None` if none is; an error if it is not known.
    /// Where no webhook configurations are known, labels are taken as Istio's take them, and the built-in configuration
    /// answers.
    fn asked(
        &mut self,
        home: &str,
        namespace: Option<&Value>,
        pod: &Value,
    ) -> Result<Option<(&Injector, &'a str)>, ()> {
        if !self.view.knows(kinds::MUTATING_WEBHOOK) {
            let injector = self.built_in.as_ref().filter(|_| asks(namespace, pod));
            return Ok(injector.map(|injector| (injector, "")));
        }
        let creation = Creation::of(pod, home, namespace.and_then(labels));
        let asked = match admission::asked(self.view.world(), &creation) {
            admission::Asked::Injector(asked) => asked,
            admission::Asked::Nobody => return Ok(None),
            admission::Asked::Untold(_) | admission::Asked::Refused(_) => return Err(()),
        };
        let (view, revision) = (self.view, asked.revision);
        let injector = self
            .by_revision
            .entry(revision.to_owned())
            .or_insert_with(|| standing::injector(view.world(), view.istio_namespace, revision).ok());
        injector.as_ref().map(|injector| Some((injector, asked.path))).ok_or(())
    }
}

/// Whether labels ask for a sidecar.
///
/// Source: the selectors of Istio 1.30's webhook configuration.
fn asks(namespace: Option<&Value>, pod: &Value) -> bool {
    let of_namespace = |key| namespace.and_then(|namespace| label(namespace, key));
    let of_pod = |key| label(pod, key).filter(|value| !value.is_empty());
    let refuses = of_pod(INJECT) == Some("false");
    match (of_namespace(INJECTION), of_namespace(REVISION)) {
        (Some(injection), _) => injection == "enabled" && !refuses,
        (None, Some(_)) => !refuses,
        (None, None) => !refuses && (of_pod(INJECT) == Some("true") || of_pod(REVISION).is_some()),
    }
}

fn becomes(
    injector: &Injector,
    facts: &Facts,
    pod: &Value,
    namespace: &str,
    path: &str,
    workload: Option<&Identity>,
) -> (Becomes, Vec<Advice>) {
    let question =
        Question { pod, namespace, workload, asked: Asked::Webhook { path }, budget: Budget::default() };
    let answer = match injector.answer(&question, facts) {
        Ok(answer) => answer,
        Err(e) => return (Becomes::Refused(e.to_string()), Vec::new()),
    };
    let becomes = match answer.injection.map(|injection| injection.change) {
        None => Becomes::Alone,
        Some(Change::Pod(made)) => Becomes::Injected(made),
        Some(Change::Patch(operations)) => {
            let mut made = pod.clone();
            match patch::apply(&mut made, operations) {
                Some(()) => Becomes::Injected(made),
                None => Becomes::Unknown,
            }
        }
    };
    (becomes, answer.advice)
}
