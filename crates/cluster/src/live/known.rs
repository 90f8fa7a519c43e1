//! What is known of the cluster, made from what the watches tell. No clock and no network here.

use std::collections::BTreeMap;

use kubeyaml::Value;
use objects::{Kind, World, kinds, parts};

use crate::watching::Change;

/// What is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The ConfigMap of the injection config and its values.
    InjectConfigMap,
    /// The ConfigMap of the mesh config.
    MeshConfigMap,
    /// Namespaces.
    Namespaces,
    /// Nodes.
    Nodes,
    /// ProxyConfigs.
    ProxyConfigs,
}

impl Source {
    /// All of them.
    pub const ALL: [Source; 5] = [
        Source::InjectConfigMap,
        Source::MeshConfigMap,
        Source::Namespaces,
        Source::Nodes,
        Source::ProxyConfigs,
    ];

    /// The kind of its objects.
    pub fn kind(self) -> Kind {
        match self {
            Source::InjectConfigMap | Source::MeshConfigMap => kinds::CONFIG_MAP,
            Source::Namespaces => kinds::NAMESPACE,
            Source::Nodes => kinds::NODE,
            Source::ProxyConfigs => kinds::PROXY_CONFIG,
        }
    }

    /// Whether there is no injection without it. The others may be unknown.
    pub fn is_needed(self) -> bool {
        matches!(self, Source::InjectConfigMap | Source::MeshConfigMap)
    }
}

/// The objects of one source.
#[derive(Debug, Default)]
struct Kept {
    /// The objects by namespace and name, as of the last complete list and the changes since.
    objects: BTreeMap<String, Value>,
    /// A list that is not complete yet.
    incoming: BTreeMap<String, Value>,
    /// Whether there was a complete list.
    complete: bool,
    /// Whether it could not be had, the last time.
    failed: bool,
}

/// All that is known.
#[derive(Debug, Default)]
pub struct Known {
    sources: BTreeMap<Source, Kept>,
}

impl Known {
    /// Takes in a change. Gives whether the world may be another now.
    pub fn take(&mut self, source: Source, change: Change) -> bool {
        let kept = self.sources.entry(source).or_default();
        let was_complete = kept.complete;
        match change {
            Change::Begin => {
                kept.incoming.clear();
                false
            }
            Change::Listed(object) => {
                kept.incoming.insert(key(&object), needed(source, object));
                false
            }
            Change::Complete => {
                kept.complete = true;
                kept.failed = false;
                let all = std::mem::take(&mut kept.incoming);
                let changed = all != kept.objects;
                kept.objects = all;
                changed || !was_complete
            }
            Change::Applied(object) => {
                let (key, object) = (key(&object), needed(source, object));
                kept.objects.insert(key, object.clone()) != Some(object)
            }
            Change::Deleted(object) => kept.objects.remove(&key(&object)).is_some(),
        }
    }

    /// Takes in that a source cannot be had. Gives whether that is news.
    pub fn fail(&mut self, source: Source) -> bool {
        let kept = self.sources.entry(source).or_default();
        !std::mem::replace(&mut kept.failed, true)
    }

    /// Whether each source was read or cannot be had.
    pub(crate) fn is_settled(&self) -> bool {
        Source::ALL.iter().all(|s| self.sources.get(s).is_some_and(|kept| kept.complete || kept.failed))
    }

    /// Whether the needed sources were read: without them nothing is injected.
    pub fn is_usable(&self) -> bool {
        let complete = |source: &Source| self.sources.get(source).is_some_and(|kept| kept.complete);
        Source::ALL.iter().filter(|s| s.is_needed()).all(complete)
    }

    /// What is known at this moment.
    pub fn world(&self) -> World {
        let mut world = World::default();
        for (source, kept) in self.sources.iter().filter(|(_, kept)| kept.complete) {
            world.know(source.kind());
            kept.objects.values().cloned().for_each(|object| world.insert(object));
        }
        world
    }
}

fn key(object: &Value) -> String {
    let part = |name| object.str_at(&["metadata", name]).unwrap_or_default();
    format!("{}/{}", part("namespace"), part("name"))
}

/// Of an object only what injection asks for: what else changes in it shall change nothing here.
fn needed(source: Source, mut object: Value) -> Value {
    parts::of_injection(source.kind()).keep(&mut object);
    object
}

#[cfg(test)]
mod tests {
    use super::Change::{Applied, Begin, Complete, Deleted, Listed};
    use super::*;

    fn config_map(data: &str, version: &str) -> Value {
        kubeyaml::read(&format!(
            "kind: ConfigMap\nmetadata: {{name: i, namespace: s, resourceVersion: '{version}'}}\ndata: {{config: '{data}'}}\n"
        ))
        .unwrap()
    }

    fn config(known: &Known) -> Option<String> {
        let world = known.world();
        world.get(kinds::CONFIG_MAP, "s", "i")?.str_at(&["data", "config"]).map(str::to_owned)
    }

    #[test]
    fn a_source_is_what_its_changes_make_it() {
        let mut known = Known::default();
        let (one, again, two) = (config_map("one", "1"), config_map("one", "2"), config_map("two", "3"));
        for (step, change, news, want) in [
            ("a list begins", Begin, false, None),
            ("a list goes on", Listed(one.clone()), false, None),
            ("a list is complete", Complete, true, Some("one")),
            ("the same with another version", Applied(again.clone()), false, Some("one")),
            ("another content", Applied(two.clone()), true, Some("two")),
            ("a list begins anew", Begin, false, Some("two")),
            ("it has the same", Listed(two.clone()), false, Some("two")),
            ("it was the same", Complete, false, Some("two")),
            ("deleted", Deleted(two.clone()), true, None),
            ("deleted once more", Deleted(two), false, None),
            ("there again", Applied(one), true, Some("one")),
            ("an empty list begins", Begin, false, Some("one")),
            ("an empty list", Complete, true, None),
        ] {
            assert_eq!(known.take(Source::InjectConfigMap, change), news, "{step}");
            assert_eq!(config(&known).as_deref(), want, "{step}");
        }
    }

    #[test]
    fn what_is_needed_is_waited_for_and_the_rest_may_fail() {
        let mut known = Known::default();
        for source in Source::ALL {
            assert!(!known.is_settled(), "{source:?}");
            if source.is_needed() {
                assert!(!known.is_usable(), "{source:?}");
                known.take(source, Complete);
            } else {
                assert!(known.fail(source), "{source:?}");
                assert!(!known.fail(source), "{source:?}");
            }
        }
        assert!(known.is_settled() && known.is_usable());
        let world = known.world();
        assert!(world.known(kinds::NAMESPACE).is_none() && world.known(kinds::NODE).is_none());
        known.take(Source::Nodes, Complete);
        assert_eq!(known.world().known(kinds::NODE).map(Iterator::count), Some(0));
    }
}
