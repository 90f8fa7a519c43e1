//! Pieces of the objects of a tag.

use kubeyaml::{Map, Value};
use objects::names;

use super::check::Wanted;

/// Labels of a tag: those of the object, and those by which the tag is found.
pub(super) fn labels(own: &[(&str, &str)], wanted: &Wanted<'_>) -> Map {
    map(&[own, &[(names::REVISION, wanted.revision), (names::TAG, wanted.tag)]].concat())
}

/// An object of this name with labels.
pub(super) fn named(api_version: &str, kind: &str, name: &str, labels: Map) -> Value {
    let mut object = Value::Map(map(&[("apiVersion", api_version), ("kind", kind)]));
    let metadata = object.map_entry("metadata");
    metadata.insert("name", name);
    metadata.insert("labels", Value::Map(labels));
    object
}

/// A selector of expressions.
pub(super) fn selector(expressions: Vec<Value>) -> Value {
    let mut selector = Map::new();
    selector.insert("matchExpressions", expressions);
    Value::Map(selector)
}

/// An expression of a selector; without values where its operator has none.
pub(super) fn expression(key: &str, operator: &str, values: &[&str]) -> Value {
    let mut expression = map(&[("key", key), ("operator", operator)]);
    if !values.is_empty() {
        expression.insert("values", values.iter().map(|value| Value::text(*value)).collect::<Vec<_>>());
    }
    Value::Map(expression)
}

/// A mapping of texts.
pub(super) fn map(pairs: &[(&str, &str)]) -> Map {
    pairs.iter().map(|(key, value)| ((*key).into(), Value::text(value))).collect()
}
