//! What of a pod's sidecar differs from what injection gives now.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use injection::Status;
use kubeyaml::{Map, Value};
use objects::names;

use super::served::{is_default, with_requests};
use crate::author::is_of_account;

/// A field that a restart would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field: `containers[istio-proxy].env[NAME].value`, `annotations[KEY]`.
    pub field: String,
    /// What the pod has; `None` where it has nothing.
    pub was: Option<Value>,
    /// What injection gives; `None` where it gives nothing.
    pub now: Option<Value>,
}

impl Difference {
    fn of(field: &str, was: &Value, now: &Value) -> Difference {
        let there = |value: &Value| (!value.is_null()).then(|| value.clone());
        Difference { field: field.to_owned(), was: there(was), now: there(now) }
    }

    /// Whether it is the image of a container.
    pub(super) fn is_image(&self) -> bool {
        self.field.ends_with("].image")
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &Option<Value>| value.as_ref().map_or("nothing".to_owned(), kubeyaml::to_json);
        write!(f, "{}: {} → {}", self.field, shown(&self.was), shown(&self.now))
    }
}

/// How much of the pod is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// All of it.
    Whole,
    /// What a snapshot keeps of containers.
    Snapshot,
    /// All of it, and injection alone has made it what it is: nobody else has added or taken anything.
    Made,
}

/// The parts of a container that a snapshot keeps, and that are compared.
const KEPT: [&str; 4] = ["name", "image", "ports", "restartPolicy"];
/// Parts that it keeps besides, not all of each.
const KEPT_BESIDES: [&str; 2] = ["resources", "securityContext"];

impl Depth {
    /// The depth of a pod that is known: a snapshot leaves out so much of a proxy that nobody could run it.
    pub(super) fn of(pod: &Value) -> Depth {
        let mut containers =
            crate::part::containers(pod).filter(|container| crate::part::is_proxy(container));
        let is_kept = |key: &str| KEPT.contains(&key) || KEPT_BESIDES.contains(&key);
        let kept = |container: &Value| container.as_map().is_none_or(|map| map.keys().all(is_kept));
        if containers.all(kept) { Depth::Snapshot } else { Depth::Whole }
    }
}

/// The lists of a spec whose items have names.
const NAMED: [&str; 4] = ["containers", "initContainers", "volumes", "imagePullSecrets"];

/// Variables that repeat the labels and annotations of the pod, which others set, too.
const OF_METADATA: [&str; 2] = ["ISTIO_METAJSON_ANNOTATIONS", "ISTIO_METAJSON_LABELS"];

/// What is compared.
pub(crate) struct Compared<'a> {
    /// The pod that was asked about.
    pub author: &'a Value,
    /// What injection makes of it now.
    pub now: &'a Value,
    /// What injection adds now, by name.
    pub added: &'a Status,
    /// The pod that runs.
    pub running: &'a Value,
    /// What it says was added to it, by name.
    pub had: &'a Status,
    /// How much of it is known.
    pub depth: Depth,
}

/// What differs, of what injection has added and would add.
pub(crate) fn differences(compared: &Compared<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let Compared { added, had, .. } = compared;
    compared.named("containers", &had.containers, &added.containers, &mut found);
    compared.named("initContainers", &had.init_containers, &added.init_containers, &mut found);
    if compared.depth != Depth::Snapshot {
        compared.named("volumes", &had.volumes, &added.volumes, &mut found);
        compared.named("imagePullSecrets", &had.image_pull_secrets, &added.image_pull_secrets, &mut found);
        compared.rest(&mut found);
    }
    compared.metadata("labels", &mut found);
    compared.metadata("annotations", &mut found);
    found
}

impl Compared<'_> {
    /// The items of a list of the spec that were or would be added.
    fn named<'s>(&'s self, list: &str, had: &'s [String], added: &'s [String], found: &mut Vec<Difference>) {
        let all = |pod: &'s Value| {
            let items = pod.items_at(&["spec", list]).iter().filter(|_| self.depth == Depth::Made);
            items.filter_map(|item| item.str_at(&["name"]))
        };
        let added = had.iter().chain(added).map(String::as_str);
        let names: BTreeSet<&str> = added.chain(all(self.running)).chain(all(self.now)).collect();
        for name in names {
            let [was, now] = [self.running, self.now].map(|pod| named(pod.items_at(&["spec", list]), name));
            let field = format!("{list}[{name}]");
            match (was, now) {
                (Some(was), Some(now)) => {
                    let [was, now] = [was, now].map(|item| self.known_of(with_requests(item)));
                    values(&field, &was, &now, found);
                }
                (None, None) => {}
                (was, now) => {
                    let name = |there: Option<&Value>| there.map_or(Value::Null, |_| Value::text(name));
                    found.push(Difference::of(&field, &name(was), &name(now)));
                }
            }
        }
    }

    fn known_of<'v>(&self, mut item: Cow<'v, Value>) -> Cow<'v, Value> {
        if self.depth == Depth::Snapshot
            && let Some(map) = item.to_mut().as_map_mut()
        {
            map.retain(|key, _| KEPT.contains(&key));
        }
        item
    }

    /// What of the spec is not in a list of things with names.
    fn rest(&self, found: &mut Vec<Difference>) {
        let [author, now, running] = [self.author, self.now, self.running].map(|pod| pod.at(&["spec"]));
        let fields: BTreeSet<&str> = match self.depth {
            Depth::Made => [now, running].into_iter().filter_map(Value::as_map).flat_map(Map::keys).collect(),
            _ => BTreeSet::from(["securityContext"]),
        };
        for field in fields.into_iter().filter(|field| !NAMED.contains(field)) {
            let [author, now, running] = [author, now, running].map(|spec| spec.at(&[field]));
            if self.depth == Depth::Made || author != now {
                values(field, running, now, found);
            }
        }
    }

    /// Labels or annotations that injection sets.
    fn metadata(&self, part: &str, found: &mut Vec<Difference>) {
        let [author, now, running] =
            [self.author, self.now, self.running].map(|pod| pod.at(&["metadata", part]));
        for (key, value) in now.as_map().into_iter().flat_map(Map::iter) {
            let by_injection =
                author.get(key) != Some(value) && ![names::STATUS, names::OVERRIDES].contains(&key);
            if by_injection && running.get(key) != Some(value) {
                let was = running.get(key).unwrap_or(&Value::Null);
                found.push(Difference::of(&format!("{part}[{key}]"), was, value));
            }
        }
        let set = running.as_map().into_iter().flat_map(Map::iter).filter(|_| self.depth == Depth::Made);
        for (key, was) in set.filter(|(key, _)| now.get(key).is_none()) {
            found.push(Difference::of(&format!("{part}[{key}]"), was, &Value::Null));
        }
    }
}

fn named<'a>(items: &'a [Value], name: &str) -> Option<&'a Value> {
    items.iter().find(|item| item.str_at(&["name"]) == Some(name))
}

fn values(field: &str, was: &Value, now: &Value, found: &mut Vec<Difference>) {
    match (was, now) {
        (Value::Map(_) | Value::Null, Value::Map(_)) | (Value::Map(_), Value::Null) => {
            let keys: BTreeSet<&str> =
                [was, now].into_iter().filter_map(Value::as_map).flat_map(Map::keys).collect();
            for key in keys {
                let [was, now] = [was, now].map(|value| value.get(key).unwrap_or(&Value::Null));
                if was != now {
                    member(&format!("{field}.{key}"), key, was, now, found);
                }
            }
        }
        (Value::List(was), Value::List(now)) if was.len() == now.len() => {
            for (i, (was, now)) in was.iter().zip(now).enumerate().filter(|(_, (was, now))| was != now) {
                values(&format!("{field}[{i}]"), was, now, found);
            }
        }
        _ if was == now => {}
        _ => found.push(Difference::of(field, was, now)),
    }
}

/// A member of a mapping, which may be absent on a side.
fn member(field: &str, key: &str, was: &Value, now: &Value, found: &mut Vec<Difference>) {
    let is_unsaid = |one: &Value, other: &Value| one.is_null() && is_default(key, other);
    if is_unsaid(was, now) || is_unsaid(now, was) {
        return;
    }
    let by = match key {
        "env" => "name",
        "volumeMounts" => "mountPath",
        "ports" => "containerPort",
        _ => return values(field, was, now, found),
    };
    let key_of = |item: &Value| match item.at(&[by]) {
        Value::String(text) => text.to_string(),
        other => kubeyaml::to_json(other),
    };
    let counts = |item: &&Value| {
        !is_of_account(item) && !item.str_at(&["name"]).is_some_and(|name| OF_METADATA.contains(&name))
    };
    fn listed(list: &Value) -> &[Value] {
        list.as_list().unwrap_or_default()
    }
    let items = |list| -> BTreeMap<String, &Value> {
        listed(list).iter().filter(counts).map(|item| (key_of(item), item)).collect()
    };
    let (was, now) = (items(was), items(now));
    let keys: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    for key in keys {
        let field = format!("{field}[{key}]");
        match (was.get(key), now.get(key)) {
            (Some(was), Some(now)) => values(&field, was, now, found),
            (was, now) => {
                let [was, now] = [was, now].map(|side| side.copied().unwrap_or(&Value::Null));
                found.push(Difference::of(&field, was, now));
            }
        }
    }
}
