//! What is known of a cluster.

use std::collections::BTreeMap;

use kubeyaml::Value;

use crate::kind::{Kind, kinds};
use crate::lists::opened;
use crate::text::{ObjectsError, read};

/// Objects by kind, namespace and name. Of a kind that was not read nothing is known, which is not the same as that there
/// are no such objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    kinds: BTreeMap<Type, BTreeMap<Name, Value>>,
}

/// An API group, and a kind in it.
type Type = (String, String);
/// A namespace, empty for objects that live in none, and a name.
type Name = (String, String);

impl World {
    /// The objects of a text, which may be YAML or JSON, one document or several, with or without Lists. Nothing is known
    /// of kinds that do not occur in it.
    ///
    /// # Errors
    /// As [`read`].
    pub fn of_text(text: &str) -> Result<World, ObjectsError> {
        Ok(World::of(read(text)?))
    }

    /// These objects; Lists are opened, and of equal names the last counts.
    pub fn of(objects: impl IntoIterator<Item = Value>) -> World {
        let mut world = World::default();
        opened(objects).into_iter().for_each(|object| world.insert(object));
        world
    }

    /// Adds an object, or replaces the one of its name.
    pub fn insert(&mut self, object: Value) {
        let part = |key| object.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        let name = (part("namespace"), part("name"));
        self.kinds.entry(type_of(&object)).or_default().insert(name, object);
    }

    /// Adds what is known to another.
    pub fn extend(&mut self, other: World) {
        for (kind, objects) in other.kinds {
            self.kinds.entry(kind).or_default().extend(objects);
        }
    }

    /// Says that all objects of a kind were read: if there are none, it is known that there are none.
    pub fn know(&mut self, kind: Kind) {
        self.kinds.entry(type_named(kind)).or_default();
    }

    /// The objects of a kind by namespace and name; `None` if the kind was not read.
    pub fn known(&self, kind: Kind) -> Option<impl Iterator<Item = &Value>> {
        self.kinds.get(&type_named(kind)).map(|objects| objects.values())
    }

    /// The objects of a kind by namespace and name, as far as they are known.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &Value> {
        self.known(kind).into_iter().flatten()
    }

    /// An object, if it is known. `namespace` is empty for a kind whose objects live in none.
    pub fn get(&self, kind: Kind, namespace: &str, name: &str) -> Option<&Value> {
        self.kinds.get(&type_named(kind))?.get(&(namespace.to_owned(), name.to_owned()))
    }
}

fn type_named(kind: Kind) -> Type {
    (kind.group.to_owned(), kind.kind.to_owned())
}

/// An object that leaves out its `apiVersion` is taken for the well-known kind of its name.
fn type_of(object: &Value) -> Type {
    let kind = object.str_at(&["kind"]).unwrap_or_default();
    let group = match object.str_at(&["apiVersion"]) {
        Some(version) => version.split_once('/').map_or("", |(group, _)| group),
        None => kinds::ALL.iter().find(|known| known.kind == kind).map_or("", |known| known.group),
    };
    (group.to_owned(), kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(world: &World, kind: Kind) -> Option<String> {
        let name = |o: &Value| {
            format!(
                "{}/{}",
                o.str_at(&["metadata", "namespace"]).unwrap_or("-"),
                o.str_at(&["metadata", "name"]).unwrap()
            )
        };
        world.known(kind).map(|all| all.map(name).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn objects_are_known_by_kind_namespace_and_name() {
        for (text, kind, want) in [
            (
                "{kind: Node, metadata: {name: b}}\n---\n{kind: Node, metadata: {name: a}}",
                kinds::NODE,
                Some("-/a -/b"),
            ),
            ("{kind: Node, metadata: {name: b}}", kinds::NAMESPACE, None),
            ("", kinds::NODE, None),
            (
                "{apiVersion: v1, kind: List, items: [{kind: Pod, metadata: {name: p, namespace: ns}}]}",
                kinds::POD,
                Some("ns/p"),
            ),
            (
                "{apiVersion: v1, kind: PodList, items: [{metadata: {name: p, namespace: ns}}]}",
                kinds::POD,
                Some("ns/p"),
            ),
            (
                r#"{"apiVersion":"networking.istio.io/v1alpha3","kind":"ProxyConfig","metadata":{"name":"p"}}"#,
                kinds::PROXY_CONFIG,
                Some("-/p"),
            ),
            ("{kind: ProxyConfig, metadata: {name: p}}", kinds::PROXY_CONFIG, Some("-/p")),
            ("{apiVersion: example.com/v1, kind: Node, metadata: {name: n}}", kinds::NODE, None),
        ] {
            let world = World::of_text(text).unwrap();
            assert_eq!(names(&world, kind).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn none_is_not_unknown_and_the_last_counts() {
        let mut world = World::default();
        assert!(world.known(kinds::NODE).is_none());
        world.know(kinds::NODE);
        assert_eq!(world.known(kinds::NODE).map(Iterator::count), Some(0));
        for text in ["{kind: Node, metadata: {name: a, uid: 1}}", "{kind: Node, metadata: {name: a, uid: 2}}"]
        {
            world.extend(World::of_text(text).unwrap());
        }
        let node = world.get(kinds::NODE, "", "a").unwrap();
        assert_eq!(node.at(&["metadata", "uid"]).as_i64(), Some(2));
        assert_eq!(world.all(kinds::NODE).count(), 1);
        assert_eq!(world.all(kinds::POD).count(), 0);
    }
}
