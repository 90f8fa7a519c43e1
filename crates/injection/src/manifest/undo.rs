//! Objects of manifests without what an injection has put into their pods.

use std::convert::Infallible;

use kubeyaml::{Map, Value};

use super::{PassedOver, PodTemplates, lists, places};
use crate::Version;
use crate::names::STATUS;
use crate::uninject::{Uninjected, uninject};
use crate::workload::Identity;

/// What became of one pod template of an object.
#[derive(Clone, Debug)]
pub struct Uninjection {
    /// The object's kind.
    pub kind: String,
    /// Its namespace; empty where nothing tells it.
    pub namespace: String,
    /// Its name; empty where it has none.
    pub name: String,
    /// What became of its pod.
    pub outcome: Uninjected,
}

/// What was found in an object.
#[derive(Debug, Default)]
pub struct Uninjections {
    /// Its pod templates, in the order in which they were met.
    pub workloads: Vec<Uninjection>,
    /// Objects that hold containers where nobody looks.
    pub passed_over: Vec<PassedOver>,
}

impl PodTemplates {
    /// Takes out of the pod templates of an object, of each item if it is a list, what an injection has put in.
    /// `namespace` is that of objects that do not name one.
    pub fn uninject(&self, object: &mut Value, namespace: &str) -> Uninjections {
        let mut found = Uninjections::default();
        let Ok(()) = lists::each_object(object, &mut |object| {
            self.uninject_one(object, namespace, &mut found);
            Ok::<(), Infallible>(())
        });
        found
    }

    fn uninject_one(&self, object: &mut Value, namespace: &str, found: &mut Uninjections) {
        let Some(paths) = self.of_object(object) else {
            found.passed_over.extend(PassedOver::of(object));
            return;
        };
        let mut identity = match object.str_at(&["kind"]) {
            Some("Pod") => Identity::of_pod(object, Version::LATEST),
            _ => Identity::of_object(object, Version::LATEST),
        };
        if identity.namespace.is_empty() {
            namespace.clone_into(&mut identity.namespace);
        }
        if identity.kind == "CronJob"
            && let Some(outcome) = job_template(object, &identity)
        {
            found.workloads.push(workload(&identity, outcome));
            return;
        }
        for path in paths {
            let Ok(()) = places::each(object, path, &mut |template| {
                if template.at(&["spec"]).as_map().is_some() {
                    let outcome = uninject(template, &identity.name);
                    found.workloads.push(workload(&identity, outcome));
                }
                Ok::<(), Infallible>(())
            });
        }
    }
}

fn workload(identity: &Identity, outcome: Uninjected) -> Uninjection {
    let Identity { kind, namespace, name, .. } = identity;
    Uninjection { kind: kind.clone(), namespace: namespace.clone(), name: name.clone(), outcome }
}

/// `kube-inject` writes labels and annotations of a CronJob's pods into the metadata of its job template.
///
/// Source: Istio 1.30 inject.go, IntoObject.
fn job_template(object: &mut Value, identity: &Identity) -> Option<Uninjected> {
    let job = object.get_mut("spec")?.get_mut("jobTemplate")?;
    job.at(&["metadata", "annotations"]).get(STATUS)?;
    let mut pod = Map::new();
    pod.insert("metadata", job.at(&["metadata"]).clone());
    pod.insert("spec", job.at(&["spec", "template", "spec"]).clone());
    let mut pod = Value::Map(pod);
    let outcome = uninject(&mut pod, &identity.name);
    let parts = pod.become_map();
    let (metadata, spec) = (parts.remove("metadata"), parts.remove("spec")?);
    job.get_mut("spec")?.get_mut("template")?.become_map().insert("spec", spec);
    match metadata {
        Some(metadata) => drop(job.become_map().insert("metadata", metadata)),
        None => drop(job.become_map().remove("metadata")),
    }
    Some(outcome)
}
