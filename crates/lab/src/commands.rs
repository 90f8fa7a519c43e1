//! What is done with a lab that runs: objects put into it, pods made anew, looked at and entered; and its end.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use kubeyaml::Value;
use objects::{Kind, kinds, names};
use rustix::process::{Signal, geteuid, kill_process};

use crate::client::Client;
use crate::error::LabError;
use crate::place::Place;
use crate::store::{self, Store, WRITTEN};
use crate::system::program;

/// Kinds that a lab does something with, beside those of a mesh.
const KINDS: [Kind; 5] =
    [kinds::NAMESPACE, kinds::DEPLOYMENT, kinds::CONFIG_MAP, kinds::MUTATING_WEBHOOK, kinds::PROXY_CONFIG];
/// Kinds that say nothing to a lab, and of which it lacks nothing.
const IDLE: [&str; 1] = ["ServiceAccount"];

/// Waits until all is as the manifests say, and gives what should be known beside.
///
/// # Errors
/// No lab runs, or it does not come about.
pub fn settle(place: &Place, patience: Duration) -> Result<Vec<String>, LabError> {
    let answer = Client::of(place)?.ask(&format!("settled {}", patience.as_secs()), patience)?;
    Ok(answer.notes)
}

/// Puts the objects of a manifest into the lab, in place of those of the same names; gives what was done, a line each.
///
/// # Errors
/// No lab runs, an object is not one that it can take, or it is in a file of the user's.
pub fn apply(place: &Place, text: &str, from: &str) -> Result<Vec<String>, LabError> {
    Client::of(place)?;
    let mut there = Store::default();
    there.look(place.dir())?;
    let objects = store::objects_of(text, from)?;
    for object in &objects {
        check(object, from)?;
        let key = store::key(object);
        let own_file = there.file_for(place.dir(), &key)?;
        if let Some((file, _)) = there.objects.get(&key)
            && *file != own_file
        {
            let cause = format!("{} {} is in {}, which is yours", key.0, key.2, file.display());
            return Err(LabError::Object { place: from.to_owned(), cause, hint: Some("edit it there") });
        }
    }
    let mut done = Vec::new();
    for object in &objects {
        let key = store::key(object);
        let what = match there.objects.get(&key) {
            None => "created",
            Some((_, before)) if before == object => "unchanged",
            Some(_) => "configured",
        };
        done.push(format!("{}/{} {what}", key.0.to_ascii_lowercase(), key.2));
        store::write(&store::file(place.dir(), &key), &kubeyaml::write(object))?;
    }
    Ok(done)
}

fn check(object: &Value, from: &str) -> Result<(), LabError> {
    let (kind, _, name) = store::key(object);
    let of_mesh = mesh::KINDS.iter().filter(|kind| **kind != kinds::POD);
    if KINDS.iter().chain(of_mesh).any(|known| known.is_of(object)) || IDLE.contains(&kind.as_str()) {
        return Ok(());
    }
    let runs = ["Pod", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"].contains(&kind.as_str());
    let hint = if runs { "of workloads the lab runs Deployments" } else { "leave it out" };
    Err(LabError::Object {
        place: from.to_owned(),
        cause: format!("the lab makes nothing of {kind} {name}"),
        hint: Some(hint),
    })
}

/// Has the pods of Deployments of a namespace made anew, all at once.
///
/// # Errors
/// No lab runs, or one of the Deployments is not there; then nothing is done.
pub fn restart(place: &Place, namespace: &str, names: &[String]) -> Result<(), LabError> {
    let names: Vec<String> = names.iter().map(|name| word(name)).collect();
    let question = format!("restart {} {}", word(namespace), names.join(" "));
    Client::of(place)?.ask(&question, Duration::ZERO).map(drop)
}

/// The release that the mesh is to be of from now on: that of the control plane, and of the proxies of new pods.
///
/// # Errors
/// No lab runs, or the injector's values are not there or in a file of the user's.
pub fn upgrade(place: &Place, tag: &str) -> Result<(), LabError> {
    Client::of(place)?;
    let is_tag = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    if tag.is_empty() || tag.len() > 128 || !tag.chars().all(is_tag) {
        return Err(LabError::object("--tag", format!("{tag:?} is not the tag of an image")));
    }
    let mut there = Store::default();
    there.look(place.dir())?;
    let key =
        ("ConfigMap".to_owned(), names::ISTIO_NAMESPACE.to_owned(), names::INJECT_CONFIG_MAP.to_owned());
    let own_file = there.file_for(place.dir(), &key)?;
    let Some((file, config_map)) = there.objects.get(&key).filter(|(file, _)| *file == own_file) else {
        return Err(LabError::Object {
            place: own_file.display().to_string(),
            cause: "the injector's ConfigMap is not there".to_owned(),
            hint: Some("set global.tag where you keep it"),
        });
    };
    let mut config_map = config_map.clone();
    let text = config_map.str_at(&["data", "values"]).unwrap_or_default();
    let mut values =
        kubeyaml::read(text).map_err(|e| LabError::object(file.display().to_string(), e.to_string()))?;
    values.become_map().entry("global").become_map().insert("tag", tag);
    config_map.map_entry("data").insert("values", kubeyaml::write(&values));
    match store::is_own(file) {
        true => store::write_own(file, &config_map),
        false => store::write(file, &kubeyaml::write(&config_map)),
    }
}

/// The objects of the lab, those that it made itself last.
///
/// # Errors
/// No lab runs, or a manifest cannot be read.
pub fn objects(place: &Place) -> Result<Vec<Value>, LabError> {
    Client::of(place)?;
    let mut there = Store::default();
    there.look(place.dir())?;
    let mut all: Vec<Value> = there.objects.into_values().map(|(_, object)| object).collect();
    let path = place.dir().join(WRITTEN);
    let text = fs::read_to_string(&path).map_err(LabError::file(&path))?;
    all.extend(store::objects_of(&text, &path.display().to_string())?);
    Ok(all)
}

/// The command that runs a program in a pod, as the user of its application, or of the container that is named. The name
/// of a Deployment means its newest pod.
///
/// # Errors
/// No lab runs, or there is no such pod or container.
pub fn inside(
    place: &Place,
    pod: (&str, &str),
    container: Option<&str>,
    words: &[String],
) -> Result<Command, LabError> {
    let client = Client::of(place)?;
    let process = client.process.as_raw_pid();
    let (namespace, name) = pod;
    let container = container.map(|name| format!(" {}", word(name))).unwrap_or_default();
    let question = format!("inside {} {}{container}", word(namespace), word(name));
    let answer = client.ask(&question, Duration::ZERO)?;
    let line = answer.lines.first().map(String::as_str).unwrap_or_default();
    let [holder, user, group] = line.split(' ').collect::<Vec<_>>()[..] else {
        return Err(LabError::Refused("the lab's answer cannot be read".to_owned()));
    };
    let mut command = program("nsenter");
    command.arg(format!("--target={process}")).args(["--mount", "--net", "--pid"]);
    if !geteuid().is_root() {
        command.arg("--user");
    }
    command.args([
        "nsenter",
        &format!("--net=/proc/{holder}/ns/net"),
        &format!("--mount=/proc/{holder}/ns/mnt"),
    ]);
    command.args(["setpriv", &format!("--reuid={user}"), &format!("--regid={group}"), "--clear-groups"]);
    command.args(words);
    Ok(command)
}

/// A word of a question: what would end it is not part of any name.
fn word(text: &str) -> String {
    let word: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if word.is_empty() { "-".to_owned() } else { word }
}

/// Ends the lab of a folder and takes away what it made; gives the manifests that stay, as they are the user's.
///
/// # Errors
/// There is no lab and nothing of one, or a file cannot be removed.
pub fn down(place: &Place) -> Result<Vec<PathBuf>, LabError> {
    if !place.lock().exists() {
        return Err(LabError::Absent { dir: place.dir().to_owned() });
    }
    unless_gone(end(place))?;
    unless_gone(sweep(place))?;
    let was_made = place.mark().exists();
    unless_gone(fs::remove_dir_all(place.own()).map_err(LabError::file(place.own())))?;
    let left = unless_gone(store::manifests(place.dir()))?;
    if was_made {
        // What is in it is somebody's.
        let _ = fs::remove_dir(place.dir());
    }
    Ok(left)
}

/// Ends the lab of a folder, if one runs.
fn end(place: &Place) -> Result<(), LabError> {
    let Some(client) = Client::connect(place)? else { return Ok(()) };
    let process = client.process;
    if client.end() {
        return Ok(());
    }
    // With the first of its processes the kernel ends all others, and the namespaces go.
    let killed = kill_process(process, Signal::KILL);
    killed.map_err(|e| LabError::System { what: "the lab cannot be ended", source: e.into() })
}

/// Removes the manifests that a lab wrote.
pub(crate) fn sweep(place: &Place) -> Result<(), LabError> {
    let written = place.dir().join(WRITTEN);
    let all = store::manifests(place.dir())?.into_iter().chain(written.exists().then_some(written));
    for path in all.filter(|path| store::is_own(path)) {
        remove(&path)?;
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), LabError> {
    unless_gone(fs::remove_file(path).map_err(LabError::file(path)))
}

/// What somebody else removed in the meantime need not be removed any more.
fn unless_gone<T: Default>(result: Result<T, LabError>) -> Result<T, LabError> {
    match result {
        Err(LabError::File { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(T::default()),
        other => other,
    }
}
