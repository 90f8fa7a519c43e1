//! What a template adds to most pods: labels, annotations, and items of lists that are new there. For these there is nothing
//! to merge, and as they were given their type before, a pod that has its own only has to take them up.

use std::collections::HashSet;

use kubeschema::{merge, normalize, types};
use kubeyaml::{Pattern, Text, Value};

use crate::Version;
use crate::pod::name;
use crate::template_document::{outline, pod_options};

/// The lists of a pod that templates add to, all of them by name.
const LISTS: [&str; 4] = ["initContainers", "containers", "volumes", "imagePullSecrets"];

/// Their parts of an object's metadata.
const METADATA: [&str; 2] = ["labels", "annotations"];

/// What is added.
#[derive(Debug)]
pub(super) struct Added {
    metadata: [Vec<(Text, Pattern)>; 2],
    lists: [Vec<(Text, Pattern)>; 4],
    /// What the template alone makes, as far as later steps ask for it.
    overlay: Value,
}

impl Added {
    /// What a template's document adds; `None` where it says more than that.
    pub(super) fn of(document: &Value, version: Version) -> Option<Added> {
        let overlay = outline(document).filter(|names| Pattern::of(names.clone()).is_whole())?;
        let has_only = |value: &Value, keys: &[&str]| match value {
            Value::Null => true,
            Value::Map(map) => map.keys().all(|key| keys.contains(&key)),
            _ => false,
        };
        let is_plain = has_only(document, &["metadata", "spec"])
            && has_only(document.at(&["metadata"]), &METADATA)
            && has_only(document.at(&["spec"]), &LISTS)
            && !has_more(document.at(&["metadata"]))
            && !has_more(document.at(&["spec"]));
        if !is_plain {
            return None;
        }
        let mut alone = merge(Value::Null, document.clone(), &types::core::POD).ok()?;
        normalize(&mut alone, &types::core::POD, &pod_options(version), None).ok()?;
        let [labels, annotations] = METADATA.map(|key| texts(document.at(&["metadata", key])));
        let mut lists: [Vec<(Text, Pattern)>; 4] = Default::default();
        for (key, list) in LISTS.iter().zip(&mut lists) {
            let (given, typed) = (document.items_at(&["spec", key]), alone.items_at(&["spec", key]));
            if given.len() != typed.len() || given.iter().zip(typed).any(|(a, b)| name(a) != name(b)) {
                return None;
            }
            *list = typed.iter().map(|item| (Text::new(name(item)), Pattern::of(item.clone()))).collect();
        }
        Some(Added { metadata: [labels?, annotations?], lists, overlay })
    }

    /// Adds it to a pod as its type has it, and gives the names of what was added; `None`, the pod left alone, where
    /// something of it has to be merged.
    pub(super) fn add_to(&self, pod: &mut Value, texts: &[Text]) -> Option<Value> {
        self.check(pod)?;
        for (key, entries) in METADATA.iter().zip(&self.metadata).filter(|(_, entries)| !entries.is_empty()) {
            let map = pod.map_entry("metadata").entry(key).become_map();
            for (key, value) in entries {
                map.insert(key.as_str(), value.filled(texts));
            }
        }
        for (key, items) in LISTS.iter().zip(&self.lists).filter(|(_, items)| !items.is_empty()) {
            let list = pod.map_entry("spec").entry(key).become_list();
            // The merge puts the items of the patch first.
            let mut all = Vec::with_capacity(items.len() + list.len());
            all.extend(items.iter().map(|(_, item)| item.filled(texts)));
            all.append(list);
            *list = all;
        }
        Some(self.overlay.clone())
    }

    /// Whether a pod has no item of these names, nor anything else that the merge would have to look at.
    fn check(&self, pod: &Value) -> Option<()> {
        let (metadata, spec) = (pod.get("metadata")?.as_map()?, pod.get("spec")?.as_map()?);
        for key in METADATA {
            metadata.get(key).is_none_or(|map| map.is_null() || map.as_map().is_some()).then_some(())?;
        }
        let [init, ordinary, _, _] = &self.lists;
        for (place, key) in LISTS.iter().enumerate() {
            let items = match spec.get(key) {
                None | Some(Value::Null) => continue,
                Some(items) => items.as_list()?,
            };
            let own = self.lists.get(place)?;
            let mut seen = HashSet::with_capacity(items.len());
            for item in items {
                let name = item.get("name")?.as_str()?;
                // A proxy may move from one list of containers to the other.
                let is_new = match place {
                    0 | 1 => !init.iter().chain(ordinary).any(|(added, _)| added == name),
                    _ => !own.iter().any(|(added, _)| added == name),
                };
                (is_new && seen.insert(name)).then_some(())?;
            }
        }
        Some(())
    }
}

/// The entries of a mapping of texts; `None` for anything else.
fn texts(map: &Value) -> Option<Vec<(Text, Pattern)>> {
    let entries = map.as_map().into_iter().flat_map(|map| map.iter());
    entries
        .map(|(key, value)| {
            value.as_str()?;
            Some((Text::new(key), Pattern::of(value.clone())))
        })
        .collect()
}

/// Whether there is anything that the merge does more with than to add it: nulls, directives, and what is empty.
fn has_more(value: &Value) -> bool {
    let is_list_or_map = |value: &Value| matches!(value, Value::List(_) | Value::Map(_));
    match value {
        Value::Map(map) => map.iter().any(|(key, entry)| {
            let is_empty = METADATA.contains(&key) || LISTS.contains(&key);
            key.starts_with('$')
                || entry.is_null()
                || has_more(entry)
                || (is_empty && is_list_or_map(entry) && entry.as_list().is_some_and(<[Value]>::is_empty))
        }),
        Value::List(items) => items.iter().any(|item| item.is_null() || has_more(item)),
        _ => false,
    }
}
