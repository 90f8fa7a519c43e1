//! What is to be explained: named in a cluster, or read from files.

use std::path::PathBuf;

use diagnosis::codes;
use diagnosis::explain::{Source, Subject, SubjectError, makes_pods};
use diagnosis::target::{self, TargetError};
use kubeyaml::Value;
use objects::World;

use crate::failure::Failure;
use crate::input::{display, read_manifest};

/// The documents of a file.
pub struct File {
    name: String,
    path: String,
    documents: Vec<Value>,
}

/// The pod or workload of this name. Of a workload without pods it is the template.
///
/// # Errors
/// There is none, or nothing is known of its template.
pub fn named<'a>(world: &'a World, named: &str, namespace: &str) -> Result<Subject<'a>, Failure> {
    let missing = match target::pod(world, named, namespace) {
        Ok(pod) => return Ok(Subject::of_running(world, pod)),
        Err(error) => error,
    };
    if matches!(missing, TargetError::NoMatch { .. } | TargetError::NotOfPods { .. })
        && let Ok(object) = target::object(world, named, namespace)
        && makes_pods(object)
    {
        return Subject::of_object(object, namespace, Source::Cluster).map_err(|e| refused(&e));
    }
    if let Some(pod) = target::owned_pod(world, named, namespace).filter(|_| named.contains('/')) {
        return Ok(Subject::of_running(world, pod));
    }
    let failure = Failure::new(&missing);
    match codes::find(named) {
        Err(codes::UnknownCode { meant: Some(meant), .. }) if !named.contains('/') => {
            Err(failure.hint(format!("{}; or the code {meant}", missing.hint())))
        }
        _ => Err(failure.hint(missing.hint())),
    }
}

/// What files hold.
///
/// # Errors
/// A file cannot be read, or holds what is not YAML or JSON.
pub fn read(paths: &[PathBuf]) -> Result<Vec<File>, Failure> {
    let read = |path: &PathBuf| {
        let text = read_manifest(path, "explain")?;
        let failed = |e: &dyn std::fmt::Display| Failure::new(e).at(display(path));
        let mut documents = Vec::new();
        for document in kubeyaml::documents(&text) {
            let document = document.map_err(|e| failed(&e))?;
            documents
                .push(kubeyaml::read_within(&document.text, objects::MOST_NODES).map_err(|e| failed(&e))?);
        }
        let documents = objects::opened(documents.into_iter().filter(|document| !document.is_null()));
        Ok(File { name: display(path), path: path.display().to_string(), documents })
    };
    paths.iter().map(read).collect()
}

/// Each workload and each review of the files.
///
/// # Errors
/// A review has no pod, a workload no template, or a file neither.
pub fn of_files<'a>(files: &'a [File], namespace: &str) -> Result<Vec<Subject<'a>>, Failure> {
    let mut subjects = Vec::new();
    for file in files {
        let before = subjects.len();
        let is_alone = file.documents.len() == 1;
        for object in &file.documents {
            let subject = match object.str_at(&["kind"]) {
                Some("AdmissionReview") => Subject::of_review(object),
                Some("Pod") => Subject::of_object(object, namespace, source(file, is_alone)),
                _ if makes_pods(object) => Subject::of_object(object, namespace, source(file, is_alone)),
                _ => continue,
            };
            subjects.push(subject.map_err(|e| refused(&e).at(file.name.clone()))?);
        }
        if subjects.len() == before {
            return Err(
                Failure::new("there is no pod, workload or AdmissionReview in it").at(file.name.clone())
            );
        }
    }
    Ok(subjects)
}

fn source(file: &File, is_alone: bool) -> Source {
    Source::Manifest { file: file.path.clone(), is_alone }
}

fn refused(error: &SubjectError) -> Failure {
    let failure = Failure::new(error);
    match error {
        SubjectError::NotOfPods { .. } => failure.hint("name a pod or a workload, as in deployment/web"),
        SubjectError::NoTemplate { .. } => {
            failure.hint("`kubectl get -o yaml` prints the template, a file of `outrigger snapshot` has only those of Deployments")
        }
        SubjectError::NoPod => failure.hint("record one that creates a pod: outrigger webhook --record FOLDER"),
    }
}
