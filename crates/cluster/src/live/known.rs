//! What is known of the cluster, made from what the watches tell. No clock and no network here.

use std::collections::BTreeMap;

use kubeyaml::Value;
use objects::parts::Parts;
use objects::{Kind, World};

use crate::watching::Change;

/// What is watched: objects of a kind.
#[derive(Clone, Debug)]
pub struct Source {
    /// Their kind.
    pub kind: Kind,
    /// Their namespace; `None` for those of all namespaces.
    pub namespace: Option<String>,
    /// The name of the only one that is wanted; `None` for all.
    pub name: Option<String>,
    /// Whether nothing is shown without them. Others may be unknown.
    pub is_needed: bool,
    /// The parts of them that are kept: what else changes in them changes nothing here.
    pub parts: fn(Kind) -> Parts,
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
#[derive(Debug)]
pub struct Known {
    sources: Vec<(Source, Kept)>,
}

impl Known {
    /// Nothing yet of these sources, which are known by their places.
    pub fn new(sources: Vec<Source>) -> Known {
        Known { sources: sources.into_iter().map(|source| (source, Kept::default())).collect() }
    }

    /// Takes in a change of the source at this place. Gives whether the world may be another now.
    pub fn take(&mut self, at: usize, change: Change) -> bool {
        let Some((source, kept)) = self.sources.get_mut(at) else { return false };
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

    /// Takes in that the source at this place cannot be had. Gives whether that is news.
    pub fn fail(&mut self, at: usize) -> bool {
        self.sources.get_mut(at).is_some_and(|(_, kept)| !std::mem::replace(&mut kept.failed, true))
    }

    /// Whether each source was read or cannot be had.
    pub(crate) fn is_settled(&self) -> bool {
        self.sources.iter().all(|(_, kept)| kept.complete || kept.failed)
    }

    /// Whether the needed sources were read: without them nothing is shown.
    pub fn is_usable(&self) -> bool {
        self.sources.iter().all(|(source, kept)| kept.complete || !source.is_needed)
    }

    /// What is known at this moment.
    pub fn world(&self) -> World {
        let mut world = World::default();
        for (source, kept) in self.sources.iter().filter(|(_, kept)| kept.complete) {
            world.know(source.kind);
            kept.objects.values().cloned().for_each(|object| world.insert(object));
        }
        world
    }
}

fn key(object: &Value) -> String {
    let part = |name| object.str_at(&["metadata", name]).unwrap_or_default();
    format!("{}/{}", part("namespace"), part("name"))
}

fn needed(source: &Source, mut object: Value) -> Value {
    (source.parts)(source.kind).keep(&mut object);
    object
}

#[cfg(test)]
mod tests {
    use super::Change::{Applied, Begin, Complete, Deleted, Listed};
    use super::*;
    use objects::{kinds, parts};

    fn source(kind: Kind, is_needed: bool) -> Source {
        Source { kind, namespace: None, name: None, is_needed, parts: parts::of_injection }
    }

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
        let mut known = Known::new(vec![source(kinds::CONFIG_MAP, true)]);
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
            assert_eq!(known.take(0, change), news, "{step}");
            assert_eq!(config(&known).as_deref(), want, "{step}");
        }
    }

    #[test]
    fn what_is_needed_is_waited_for_and_the_rest_may_fail() {
        let all = [(kinds::CONFIG_MAP, true), (kinds::NAMESPACE, false), (kinds::NODE, false)];
        let mut known = Known::new(all.map(|(kind, is_needed)| source(kind, is_needed)).into());
        for (at, (kind, is_needed)) in all.into_iter().enumerate() {
            assert!(!known.is_settled(), "{kind:?}");
            if is_needed {
                assert!(!known.is_usable(), "{kind:?}");
                known.take(at, Complete);
            } else {
                assert!(known.fail(at), "{kind:?}");
                assert!(!known.fail(at), "{kind:?}");
            }
        }
        assert!(known.is_settled() && known.is_usable());
        let world = known.world();
        assert!(world.known(kinds::NAMESPACE).is_none() && world.known(kinds::NODE).is_none());
        known.take(2, Complete);
        assert_eq!(known.world().known(kinds::NODE).map(Iterator::count), Some(0));
        assert!(!known.take(3, Complete), "there is no such source");
    }
}
