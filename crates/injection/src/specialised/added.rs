//! What a template adds to most pods: labels, annotations, and items of lists that are new there. For these there is nothing
//! to merge, and as they were given their type before, a pod that has its own only has to take them up.

use std::collections::HashSet;

use kubeschema::{merge, normalize, types};
use kubeyaml::{Map, Pattern, Text, Value};

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
            Value::Map(map) => map.iter().all(|(key, entry)| keys.contains(&key) && !entry.is_null()),
            _ => false,
        };
        let is_plain = has_only(document, &["metadata", "spec"])
            && has_only(document.at(&["metadata"]), &METADATA)
            && has_only(document.at(&["spec"]), &LISTS)
            && !has_directives(document);
        if !is_plain {
            return None;
        }
        let alone = laid_over(Value::Null, document, version)?;
        let others = with_others(version)?;
        let beside = laid_over(others.clone(), document, version)?;
        let [labels, annotations] = METADATA.map(|key| texts(document.at(&["metadata", key])));
        let mut lists: [Vec<(Text, Pattern)>; 4] = Default::default();
        for (key, list) in LISTS.iter().zip(&mut lists) {
            let (given, typed) = (document.items_at(&["spec", key]), alone.items_at(&["spec", key]));
            let is_there = document.at(&["spec"]).get(key).is_some();
            let is_added = is_there != given.is_empty()
                && given.iter().map(name).eq(typed.iter().map(name))
                && beside.items_at(&["spec", key]).strip_suffix(others.items_at(&["spec", key]))
                    == Some(typed);
            if !is_added {
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

/// What a document makes of a pod.
fn laid_over(pod: Value, document: &Value, version: Version) -> Option<Value> {
    let mut pod = merge(pod, document.clone(), &types::core::POD).ok()?;
    normalize(&mut pod, &types::core::POD, &pod_options(version), None).ok()?;
    Some(pod)
}

/// A pod that has something in each list: to such a one items are added as they are, where nulls vanish from those that
/// are all there is.
fn with_others(version: Version) -> Option<Value> {
    let mut pod = Value::Null;
    for key in LISTS {
        // No name that a template could give.
        let other = Map::from_iter([("name".into(), Value::text("\u{1}"))]);
        pod.map_entry("spec").insert(key, vec![Value::Map(other)]);
    }
    normalize(&mut pod, &types::core::POD, &pod_options(version), None).ok()?;
    Some(pod)
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

/// Whether there are directives for the merge.
fn has_directives(value: &Value) -> bool {
    match value {
        Value::Map(map) => map.iter().any(|(key, entry)| key.starts_with('$') || has_directives(entry)),
        Value::List(items) => items.iter().any(has_directives),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template_document::{FAILED_ALONE, Patch};

    const PODS: [&str; 6] = [
        "{metadata: {}, spec: {containers: null}}",
        "{metadata: {labels: {a: b}, annotations: {k: own}}, spec: {containers: [{name: app}]}}",
        "{metadata: {}, spec: {containers: [{name: app}, {name: other}], initContainers: [{name: first}]}}",
        "{metadata: {}, spec: {containers: [{name: app}], volumes: [{name: data, emptyDir: {}}], imagePullSecrets: [{name: p}]}}",
        // What has to be merged is left to the merge.
        "{metadata: {}, spec: {containers: [{name: proxy}]}}",
        "{metadata: {}, spec: {containers: [{name: app}, {name: app}]}}",
    ];

    #[test]
    fn what_is_added_is_what_the_merge_makes() {
        for (text, added_to) in [
            ("metadata: {labels: {l: x}, annotations: {k: v}}", 5),
            ("spec: {containers: [{name: proxy, image: i, resources: {limits: {cpu: '1000m'}}}]}", 4),
            (
                "spec: {initContainers: [{name: a, env: [{name: e, value: ''}]}, {name: b}], volumes: [{name: v, emptyDir: }]}",
                5,
            ),
            ("spec: {imagePullSecrets: [{name: s}], containers: [{name: proxy, args: [a, 'b']}]}", 4),
            // Others do more than add.
            ("metadata:", 0),
            ("metadata: {labels: }", 0),
            ("spec:", 0),
            ("spec: {containers: }", 0),
            ("spec: {containers: []}", 0),
            ("spec: {hostname: h}", 0),
            ("metadata: {name: n}", 0),
            ("metadata: {labels: {a: null}}", 0),
            ("spec: {containers: [{name: a, $patch: delete}]}", 0),
            ("spec: {containers: [{name: a}, {name: a}]}", 0),
            ("spec: {containers: [{name: proxy, resources: {limits: {cpu: null}}}]}", 0),
            ("spec: {containers: [{name: a, image: [1]}]}", 0),
        ] {
            let version = Version::LATEST;
            let document = kubeyaml::read(text).unwrap();
            let Some(added) = Added::of(&document, version) else {
                assert_eq!(added_to, 0, "{text}");
                continue;
            };
            let mut count = 0;
            for pod in PODS {
                let mut pod = kubeyaml::read(pod).unwrap();
                normalize(&mut pod, &types::core::POD, &pod_options(version), None).unwrap();
                let mut merged = pod.clone();
                let patch = Patch { template: "t", document: document.clone() };
                patch.lay_over(&mut merged, FAILED_ALONE, version).unwrap_or_else(|e| panic!("{e}"));
                if added.add_to(&mut pod, &[]).is_some() {
                    assert_eq!(kubeyaml::to_json(&pod), kubeyaml::to_json(&merged), "{text}");
                    count += 1;
                }
            }
            assert_eq!(count, added_to, "{text}");
        }
    }
}
