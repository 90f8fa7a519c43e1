//! The pod that is explained: one that runs, that of a workload, or that of a recorded review.

use kubeyaml::Value;
use objects::World;
use thiserror::Error;

use crate::author;
use crate::finding::Place;
use crate::part;

/// A pod that is explained.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// The pod, or the workload that it is of.
    pub place: Place,
    /// The pod as it is sent when it is created.
    pub(super) pod: Value,
    /// Whether it is that of a template, without anything that an injection has added.
    pub(super) of_template: bool,
    /// The pod that runs.
    pub(super) running: Option<&'a Value>,
    /// The request of an AdmissionReview.
    pub(super) request: Option<&'a Value>,
    /// Where a change of it is made.
    pub(super) source: Source,
}

/// Where a pod's own labels are changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the cluster.
    Cluster,
    /// In a file.
    Manifest {
        /// Its name, as it was given.
        file: String,
        /// Whether nothing else is in it.
        is_alone: bool,
    },
}

/// Nothing to explain.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubjectError {
    /// It is not a pod or something that makes pods.
    #[error("{kind} {name} has no pods of its own")]
    NotOfPods {
        /// Its kind.
        kind: String,
        /// Its name.
        name: String,
    },
    /// It has no pod template, or only its head is known.
    #[error("{kind} {name}: nothing is known of its pod template")]
    NoTemplate {
        /// Its kind.
        kind: String,
        /// Its name.
        name: String,
    },
    /// It is a review without a pod.
    #[error("the AdmissionReview has no pod to create")]
    NoPod,
}

/// Kinds that make pods, and where they have the template.
const TEMPLATE: [&str; 2] = ["spec", "template"];
const JOB_TEMPLATE: [&str; 4] = ["spec", "jobTemplate", "spec", "template"];
const KINDS: [(&str, &[&str]); 8] = [
    ("Deployment", &TEMPLATE),
    ("StatefulSet", &TEMPLATE),
    ("DaemonSet", &TEMPLATE),
    ("ReplicaSet", &TEMPLATE),
    ("ReplicationController", &TEMPLATE),
    ("DeploymentConfig", &TEMPLATE),
    ("Job", &TEMPLATE),
    ("CronJob", &JOB_TEMPLATE),
];

impl<'a> Subject<'a> {
    /// A pod that runs: what would become of it if it was created again.
    pub fn of_running(world: &World, pod: &'a Value) -> Subject<'a> {
        let author = author::of(world, pod);
        Subject {
            place: place("Pod", pod),
            pod: author.pod,
            of_template: author.of_template,
            running: Some(pod),
            request: None,
            source: Source::Cluster,
        }
    }

    /// A pod of a manifest, or the pods of a workload. `namespace` is that of an object that does not say one.
    ///
    /// # Errors
    /// It makes no pods, or no template of its is known.
    pub fn of_object(
        object: &'a Value,
        namespace: &str,
        source: Source,
    ) -> Result<Subject<'a>, SubjectError> {
        let text = |path: &[&str]| object.str_at(path).unwrap_or_default().to_owned();
        let (kind, name) = (text(&["kind"]), text(&["metadata", "name"]));
        let mut pod = match kind.as_str() {
            "Pod" => return Ok(of_pod(object, namespace, source)),
            _ if !makes_pods(object) => return Err(SubjectError::NotOfPods { kind, name }),
            _ => match template(object) {
                Some(template) => template,
                None => return Err(SubjectError::NoTemplate { kind, name }),
            },
        };
        let fields = pod.become_map();
        fields.insert("apiVersion", "v1");
        fields.insert("kind", "Pod");
        let metadata = fields.entry("metadata").become_map();
        metadata.retain(|key, _| ["labels", "annotations"].contains(&key));
        metadata.insert("namespace", namespace_of(object, namespace));
        metadata.insert("generateName", format!("{name}-"));
        let owner = metadata.entry("ownerReferences").become_list();
        let mut reference = Value::Null;
        let fields = reference.become_map();
        for (key, value) in
            [("apiVersion", text(&["apiVersion"])), ("kind", kind.clone()), ("name", name.clone())]
        {
            fields.insert(key, value);
        }
        fields.insert("controller", true);
        owner.push(reference);
        let place = Place { namespace: namespace_of(object, namespace).to_owned(), ..place(&kind, object) };
        Ok(Subject { place, pod, of_template: true, running: None, request: None, source })
    }

    /// The pod of an AdmissionReview.
    ///
    /// # Errors
    /// It does not ask to create a pod.
    pub fn of_review(review: &'a Value) -> Result<Subject<'a>, SubjectError> {
        let request = review.at(&["request"]);
        let pod = request.at(&["object"]);
        let is_of_pods = pod.as_map().is_some()
            && pod.str_at(&["kind"]).is_none_or(|kind| kind == "Pod")
            && matches!(request.str_at(&["operation"]), None | Some("CREATE"))
            && request.str_at(&["subResource"]).unwrap_or_default().is_empty();
        if !is_of_pods {
            return Err(SubjectError::NoPod);
        }
        let namespace = request.str_at(&["namespace"]).unwrap_or_default();
        let mut subject = of_pod(pod, namespace, Source::Cluster);
        if subject.place.name.is_empty() {
            subject.place.name =
                subject.pod.str_at(&["metadata", "generateName"]).unwrap_or_default().to_owned();
        }
        Ok(Subject { request: Some(request), running: None, ..subject })
    }

    /// The pod as it is sent when it is created.
    pub fn pod(&self) -> &Value {
        &self.pod
    }
}

/// Whether an object is of a kind that makes pods.
pub fn makes_pods(object: &Value) -> bool {
    let group = object.str_at(&["apiVersion"]).unwrap_or_default();
    let group = group.split_once('/').map_or("", |(group, _)| group);
    let kind = object.str_at(&["kind"]).unwrap_or_default();
    KINDS.iter().any(|(known, _)| *known == kind)
        && ["", "apps", "batch", "extensions", "apps.openshift.io"].contains(&group)
}

fn template(object: &Value) -> Option<Value> {
    let kind = object.str_at(&["kind"]).unwrap_or_default();
    let (_, path) = KINDS.iter().find(|(known, _)| *known == kind)?;
    let template = object.at(path);
    (!template.items_at(&["spec", "containers"]).is_empty()).then(|| template.clone())
}

/// A pod of a manifest. What was printed of a cluster has run.
fn of_pod<'a>(object: &'a Value, namespace: &str, source: Source) -> Subject<'a> {
    let has_run = object.str_at(&["metadata", "uid"]).is_some();
    let mut pod = object.clone();
    let fields = pod.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Pod");
    fields.entry("metadata").become_map().insert("namespace", namespace_of(object, namespace));
    if has_run {
        pod = author::of(&World::default(), &pod).pod;
    }
    let place = Place { namespace: namespace_of(object, namespace).to_owned(), ..place("Pod", object) };
    let running = has_run.then_some(object);
    Subject { place, pod, of_template: false, running, request: None, source }
}

fn namespace_of<'o>(object: &'o Value, otherwise: &'o str) -> &'o str {
    Some(part::namespace(object)).filter(|namespace| !namespace.is_empty()).unwrap_or(otherwise)
}

/// The place of an object; of one that gets its name later by what it begins with.
fn place(kind: &str, object: &Value) -> Place {
    let name = Some(part::name(object)).filter(|name| !name.is_empty());
    let name = name.or_else(|| object.str_at(&["metadata", "generateName"])).unwrap_or_default();
    Place { kind: kind.to_owned(), namespace: part::namespace(object).to_owned(), name: name.to_owned() }
}
