//! The commands that make a change.

use injection::Version;
use injection::workload::Identity;
use kubeyaml::Value;

use super::super::inquiry::Case;
use super::super::subject::Source;
use super::edit::Edit;
use crate::check_inject::standing::{self, Sidecar};
use crate::shell::{quoted, word};

/// The commands that make changes and create the pods again, in order.
pub fn all(case: &Case<'_>, edits: &[Edit]) -> Vec<String> {
    let (of_namespace, of_pod): (Vec<&Edit>, Vec<&Edit>) =
        edits.iter().partition(|edit| edit.is_of_namespace());
    let mut commands = Vec::new();
    if !of_namespace.is_empty() {
        commands.push(label_namespace(case, &of_namespace));
    }
    match &case.source {
        Source::Manifest { file, is_alone } => commands.push(in_manifest(case, file, *is_alone, &of_pod)),
        Source::Cluster => commands.extend(in_cluster(case, &of_pod)),
    }
    commands
}

fn label_namespace(case: &Case<'_>, edits: &[&Edit]) -> String {
    let has = |key: &str| case.labels.as_ref().is_some_and(|labels| labels.contains(key));
    let (mut pairs, mut replaces) = (String::new(), false);
    for edit in edits {
        let Edit::NamespaceLabel { key, value } = edit else { continue };
        replaces |= value.is_some() && has(key);
        pairs.push_str(&format!(" {}", pair(key, value.as_deref())));
    }
    let overwrite = if replaces { " --overwrite" } else { "" };
    format!("kubectl label namespace {}{pairs}{overwrite}", word(&case.namespace))
}

fn pair(key: &str, value: Option<&str>) -> String {
    match value {
        Some(value) => word(&format!("{key}={value}")),
        None => word(&format!("{key}-")),
    }
}

/// In a file, and then in the cluster.
fn in_manifest(case: &Case<'_>, file: &str, is_alone: bool, edits: &[&Edit]) -> String {
    let place = &case.place;
    if edits.is_empty() {
        return format!("kubectl apply -f {}", word(file));
    }
    let patch = patch(&place.kind, edits);
    if is_alone && file != "-" && !place.name.is_empty() {
        let (file, patch) = (word(file), quoted(&patch));
        return format!(
            "kubectl patch --local -f {file} --type=merge -p {patch} -o yaml | kubectl apply -f -"
        );
    }
    let (patch, kind, name) = (quoted(&patch), word(&place.kind), word(&place.name));
    format!("merge {patch} into {kind} {name} of the manifest, and apply it")
}

/// In the cluster: a changed template rolls out by itself.
fn in_cluster(case: &Case<'_>, edits: &[&Edit]) -> Vec<String> {
    let (kind, name) = workload(case);
    let namespace = word(&case.namespace);
    let target = format!("{}/{} -n {namespace}", word(&kind.to_lowercase()), word(&name));
    match kind.as_str() {
        "Pod" => return of_bare_pod(case, &name, edits),
        "Job" => {
            let change = if edits.is_empty() {
                String::new()
            } else {
                format!(", with {} merged into it", quoted(&patch(&kind, edits)))
            };
            return vec![format!(
                "create Job {} again from its manifest{change}: the pods of a Job cannot be changed",
                word(&name)
            )];
        }
        _ => {}
    }
    let rolls = matches!(kind.as_str(), "Deployment" | "StatefulSet" | "DaemonSet");
    let mut commands = Vec::new();
    if !edits.is_empty() {
        commands.push(format!("kubectl patch {target} --type=merge -p {}", quoted(&patch(&kind, edits))));
    }
    match (&case.running, edits.is_empty()) {
        _ if kind == "CronJob" => commands.push(format!("the next Job of {} has it", word(&name))),
        // A workload of which no pod runs creates the next one by itself, and so does one that rolls out.
        (None, true) if rolls => commands.push(format!("kubectl rollout restart {target}")),
        (_, false) if rolls => {}
        (Some(pod), _) => commands.push(standing::restart(pod)),
        (None, _) => commands.push(format!(
            "delete the pods of {} {}, which creates them again",
            word(&kind),
            word(&name)
        )),
    }
    commands
}

/// The kind and name of what the pod is changed in.
fn workload(case: &Case<'_>) -> (String, String) {
    if case.place.kind != "Pod" {
        return (case.place.kind.clone(), case.place.name.clone());
    }
    let identity = Identity::of_pod(case.running.unwrap_or(&case.pod), Version::LATEST);
    (identity.kind, identity.name)
}

/// A pod that nothing creates again is replaced by itself, unless it carries a sidecar or another network already.
fn of_bare_pod(case: &Case<'_>, name: &str, edits: &[&Edit]) -> Vec<String> {
    let Some(running) = case.running else {
        let change = if edits.is_empty() {
            String::new()
        } else {
            format!(" with {} merged into it", quoted(&patch("Pod", edits)))
        };
        return vec![format!("create the pod{change}")];
    };
    let (name, namespace) = (word(name), word(&case.namespace));
    let can_replace = standing::sidecar(running) == Sidecar::None && !edits.contains(&&Edit::OwnNetwork);
    if !can_replace {
        let change = if edits.is_empty() {
            String::new()
        } else {
            format!(", with {} merged into it", quoted(&patch("Pod", edits)))
        };
        return vec![
            format!("kubectl delete pod {name} -n {namespace}"),
            format!("create pod {name} again from its manifest{change}"),
        ];
    }
    let mut commands = Vec::new();
    for (verb, is_label) in [("label", true), ("annotate", false)] {
        let pairs: Vec<String> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::PodLabel { key, value } if is_label => Some(pair(key, value.as_deref())),
                Edit::PodAnnotation { key, value } if !is_label => Some(pair(key, value.as_deref())),
                _ => None,
            })
            .collect();
        if !pairs.is_empty() {
            commands
                .push(format!("kubectl {verb} pod {name} -n {namespace} --overwrite {}", pairs.join(" ")));
        }
    }
    commands.push(format!("kubectl get pod {name} -n {namespace} -o yaml | kubectl replace --force -f -"));
    commands
}

/// What is merged into an object of a kind: `null` takes something away.
fn patch(kind: &str, edits: &[&Edit]) -> String {
    let mut pod = Value::Null;
    for edit in edits {
        let (part, key, value) = match edit {
            Edit::PodLabel { key, value } => ("labels", key, value),
            Edit::PodAnnotation { key, value } => ("annotations", key, value),
            Edit::OwnNetwork => {
                pod.map_entry("spec").insert("hostNetwork", Value::Null);
                continue;
            }
            Edit::NamespaceLabel { .. } => continue,
        };
        let value = value.as_ref().map_or(Value::Null, Value::text);
        pod.map_entry("metadata").entry(part).become_map().insert(key.as_str(), value);
    }
    let path: &[&str] = match kind {
        "Pod" => &[],
        "CronJob" => &["spec", "jobTemplate", "spec", "template"],
        _ => &["spec", "template"],
    };
    let whole = path.iter().rev().fold(pod, |inner, key| {
        let mut outer = Value::Null;
        outer.become_map().insert(*key, inner);
        outer
    });
    kubeyaml::to_json(&whole)
}
