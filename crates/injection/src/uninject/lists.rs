//! Containers, volumes and secrets: those of the status go, and containers of the author's come back.

use std::collections::HashSet;

use kubeyaml::Value;

use super::loss::Loss;
use super::record::Record;
use super::trace;
use crate::names::PROXY_CONTAINER;
use crate::pod::{ContainerList, name, named};

/// Takes out what the status lists.
pub fn restore(pod: &mut Value, record: &Record, losses: &mut Vec<Loss>) {
    let status = &record.status;
    let mut ordinary = Vec::new();
    for (list, names) in [
        (ContainerList::InitContainers, &status.init_containers),
        (ContainerList::Containers, &status.containers),
    ] {
        containers(pod, record, list, names, &mut ordinary, losses);
    }
    if !ordinary.is_empty() {
        pod.map_entry("spec").entry("containers").become_list().append(&mut ordinary);
    }
    let missing = take(pod, "volumes", &status.volumes, record.appended);
    note_missing("volumes", missing, losses);
    // `kube-inject` up to 1.5 lists them and does not add them.
    take(pod, "imagePullSecrets", &status.image_pull_secrets, record.appended);
    mounted(pod, &status.volumes, losses);
}

/// Takes containers out of a list; an author's own comes into the place of its injected one, or among the `ordinary` ones.
fn containers(
    pod: &mut Value,
    record: &Record,
    list: ContainerList,
    names: &[String],
    ordinary: &mut Vec<Value>,
    losses: &mut Vec<Loss>,
) {
    let Some(spec) = pod.get_mut("spec").and_then(Value::as_map_mut) else { return };
    let items = spec.get_mut(list.key()).and_then(Value::as_list_mut);
    let Some(items) = items else { return note_missing(list.key(), names.to_vec(), losses) };
    let given = record.overrides.of_list(list);
    let mut missing = Vec::new();
    for wanted in names {
        let Some(at) = place(items, list, wanted, record.appended) else {
            missing.push(wanted.clone());
            continue;
        };
        match named(given, wanted).map(authors) {
            None => drop(items.remove(at)),
            Some(own) if list == ContainerList::InitContainers && is_ordinary(&own) => {
                items.remove(at);
                losses.push(Loss::Place { container: wanted.clone() });
                ordinary.push(own);
            }
            Some(own) => {
                if items.len() > 1 {
                    losses.push(Loss::Place { container: wanted.clone() });
                }
                items.splice(at..=at, [own]);
            }
        }
    }
    if items.is_empty() && list == ContainerList::InitContainers {
        spec.remove(list.key());
    }
    note_missing(list.key(), missing, losses);
}

/// The place of an injected container. Where parts are appended, the author's own of that name stands before it.
fn place(items: &[Value], list: ContainerList, wanted: &str, appended: bool) -> Option<usize> {
    let is_it = |item: &Value| name(item) == wanted;
    let proxy = |item: &Value| is_it(item) && trace::is_proxy(list, item);
    match appended {
        true => items.iter().rposition(proxy).or_else(|| items.iter().rposition(is_it)),
        false => items.iter().position(is_it),
    }
}

/// A container as its author gave it: that the image was `auto` is not remembered, and none may lack it.
fn authors(remembered: &Value) -> Value {
    let mut own = remembered.clone();
    let fields = own.become_map();
    if fields.get("image").is_none() {
        fields.insert("image", "auto");
    }
    if fields.get("resources").and_then(Value::as_map).is_some_and(|resources| resources.is_empty()) {
        fields.remove("resources");
    }
    own
}

/// A proxy that is remembered with the native sidecars was given as an ordinary container unless it restarts by itself.
fn is_ordinary(own: &Value) -> bool {
    name(own) == PROXY_CONTAINER && own.at(&["restartPolicy"]).is_null()
}

/// Takes the items of these names out of a list of the spec, and gives the names that are not there.
fn take(pod: &mut Value, key: &str, names: &[String], appended: bool) -> Vec<String> {
    let Some(spec) = pod.get_mut("spec").and_then(Value::as_map_mut) else { return Vec::new() };
    let Some(items) = spec.get_mut(key).and_then(Value::as_list_mut) else { return names.to_vec() };
    let mut wanted: HashSet<&str> = names.iter().map(String::as_str).collect();
    let mut kept: Vec<Value> = Vec::with_capacity(items.len());
    // Where parts are appended, the author's own of that name stands before it.
    let mut one = |item: Value, kept: &mut Vec<Value>| {
        if !wanted.remove(name(&item)) {
            kept.push(item);
        }
    };
    match appended {
        true => {
            std::mem::take(items).into_iter().rev().for_each(|item| one(item, &mut kept));
            kept.reverse();
        }
        false => std::mem::take(items).into_iter().for_each(|item| one(item, &mut kept)),
    }
    *items = kept;
    if items.is_empty() {
        spec.remove(key);
    }
    names.iter().filter(|name| wanted.contains(name.as_str())).cloned().collect()
}

fn note_missing(list: &'static str, names: Vec<String>, losses: &mut Vec<Loss>) {
    if !names.is_empty() {
        losses.push(Loss::Missing { list, names });
    }
}

/// Names the author's containers that mount a volume which was taken out.
fn mounted(pod: &Value, taken: &[String], losses: &mut Vec<Loss>) {
    let volumes = pod.items_at(&["spec", "volumes"]);
    let left: HashSet<&str> = volumes.iter().map(name).collect();
    let gone: HashSet<&str> = taken.iter().map(String::as_str).filter(|name| !left.contains(name)).collect();
    for list in [ContainerList::InitContainers, ContainerList::Containers] {
        for container in list.of(pod) {
            for mount in container.items_at(&["volumeMounts"]).iter().filter(|m| gone.contains(name(m))) {
                let (container, volume) = (name(container).to_owned(), name(mount).to_owned());
                losses.push(Loss::Volume { container, volume });
            }
        }
    }
}
