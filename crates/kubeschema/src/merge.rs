//! Kubernetes' strategic merge patch.
//!
//! Source: k8s.io/apimachinery `strategicpatch.StrategicMergePatch`, with its options: parallel lists are merged,
//! nulls for what is not there are ignored. Where Go walks a map in random order, keys are taken in sorted order here.
//! Time is in proportion to the documents, but for sorting. Recursion is as deep as the patch, which its reader bounds.

mod error;
mod key;
mod list;
mod order;
mod schema;

use kubeyaml::{Map, Text, Value};

use crate::schema::StructType;
pub use error::MergeError;
use key::go_type;
use schema::Schema;

const DIRECTIVE: &str = "$patch";
const RETAIN_KEYS: &str = "$retainKeys";
const DELETE_FROM_LIST: &str = "$deleteFromPrimitiveList";
const SET_ORDER: &str = "$setElementOrder";

/// Lays `patch` over `original` and gives the result: mappings are merged, a null deletes, lists are merged by their
/// key or replaced as the type says, the directives `$patch`, `$retainKeys`, `$deleteFromPrimitiveList/…` and
/// `$setElementOrder/…` are obeyed.
///
/// Both must be mappings (null is an empty one). Errors are those of Kubernetes, word for word.
pub fn merge(original: Value, patch: Value, of: &'static StructType) -> Result<Value, MergeError> {
    let map = |value| match value {
        Value::Map(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        _ => Err(MergeError::NoDocument),
    };
    merge_maps(map(original)?, map(patch)?, Schema::Struct(of)).map(Value::Map)
}

fn merge_maps(mut original: Map, mut patch: Map, schema: Schema) -> Result<Map, MergeError> {
    if let Some(directive) = patch.remove(DIRECTIVE) {
        return match directive.as_str() {
            Some("replace") => Ok(patch),
            Some("delete") => Ok(Map::new()),
            _ => {
                patch.insert(DIRECTIVE, directive);
                Err(MergeError::directive(&patch))
            }
        };
    }
    retain_keys(&mut original, &mut patch)?;
    order::apply(&mut original, &mut patch, schema)?;
    let mut changes = Changes::default();
    for (key, value) in patch.into_entries() {
        merge_entry(&mut original, key, value, schema, &mut changes)?;
    }
    Ok(changes.apply(original))
}

/// What happens to the entries of a mapping beside changes in place, kept back so that a mapping is rebuilt but once.
#[derive(Default)]
struct Changes {
    deleted: Vec<Text>,
    added: Vec<(Text, Value)>,
}

impl Changes {
    fn apply(self, mut original: Map) -> Map {
        if !self.deleted.is_empty() {
            let mut deleted = self.deleted.iter().peekable();
            original.retain(|key, _| {
                while deleted.next_if(|d| d.as_str() < key).is_some() {}
                deleted.peek().is_none_or(|d| d.as_str() != key)
            });
        }
        if self.added.is_empty() {
            return original;
        }
        let mut entries = original.into_entries();
        entries.extend(self.added);
        Map::from_entries(entries)
    }
}

fn merge_entry(
    original: &mut Map,
    key: Text,
    value: Value,
    schema: Schema,
    changes: &mut Changes,
) -> Result<(), MergeError> {
    if key.starts_with(DELETE_FROM_LIST) {
        return delete_from_list(original, &key, value, schema);
    }
    if value.is_null() {
        changes.deleted.push(key);
        return Ok(());
    }
    let Some(there) = original.get_mut(&key) else {
        if let Some(value) = cleaned(value) {
            changes.added.push((key, value));
        }
        return Ok(());
    };
    match (std::mem::take(there), value) {
        (Value::Map(old), Value::Map(new)) => {
            let (_, sub) = schema.of_mapping(&key)?;
            *there = Value::Map(merge_maps(old, new, sub)?);
        }
        (Value::List(old), Value::List(new)) => {
            let (merge, sub) = schema.of_list(&key)?;
            *there = Value::List(list::merge_lists(old, new, merge, sub)?);
        }
        (_, value) => match cleaned(value) {
            Some(value) => *there = value,
            None => changes.deleted.push(key),
        },
    }
    Ok(())
}

/// `$deleteFromPrimitiveList/x`: takes scalars out of the list `x`, whatever its strategy.
fn delete_from_list(original: &mut Map, key: &str, value: Value, schema: Schema) -> Result<(), MergeError> {
    let field = named(key, DELETE_FROM_LIST).ok_or(MergeError::PrimitiveList)?;
    if value.is_null() {
        original.remove(field);
        return Ok(());
    }
    let Some(there) = original.get_mut(field) else { return Ok(()) };
    match (there, value) {
        (Value::List(old), Value::List(delete)) => {
            let (merge, sub) = schema.of_list(field)?;
            let kept = list::delete_scalars(std::mem::take(old), delete, merge, sub)?;
            *old = kept;
            Ok(())
        }
        // Kubernetes goes on with the directive as if it were the field's value: two mappings are merged,
        // a scalar of the same type replaces.
        (Value::Map(old), Value::Map(new)) => {
            let (_, sub) = schema.of_mapping(field)?;
            *old = merge_maps(std::mem::take(old), new, sub)?;
            Ok(())
        }
        (there, value) => {
            if go_type(there) == go_type(&value) {
                *there = value;
            }
            Ok(())
        }
    }
}

/// What follows the slash of a directive for a field.
fn named<'a>(key: &'a str, prefix: &str) -> Option<&'a str> {
    key.split_once('/').filter(|(p, _)| *p == prefix).map(|(_, name)| name)
}

/// `$retainKeys`: entries of the original that it does not list vanish; those of the patch must all be listed.
fn retain_keys(original: &mut Map, patch: &mut Map) -> Result<(), MergeError> {
    let Some(keys) = patch.remove(RETAIN_KEYS) else { return Ok(()) };
    let Value::List(keys) = keys else { return Err(MergeError::RetainKeys) };
    let keys: std::collections::BTreeSet<&str> = keys.iter().filter_map(Value::as_str).collect();
    let exempt = |key: &str| key.starts_with(DELETE_FROM_LIST) || key.starts_with(SET_ORDER);
    if patch.iter().any(|(key, value)| !value.is_null() && !exempt(key) && !keys.contains(key)) {
        return Err(MergeError::RetainKeys);
    }
    original.retain(|key, _| keys.contains(key));
    Ok(())
}

/// A value that is new in the original: nulls in its mappings vanish, and mappings with a directive.
fn cleaned(mut value: Value) -> Option<Value> {
    discard_nulls(&mut value);
    if has_directive(&value) { remove_directives(value) } else { Some(value) }
}

/// Whether anything within says how it is to be merged: hardly ever.
fn has_directive(value: &Value) -> bool {
    match value {
        Value::Map(map) => map.contains(DIRECTIVE) || map.iter().any(|(_, v)| has_directive(v)),
        Value::List(items) => items.iter().any(has_directive),
        _ => false,
    }
}

fn discard_nulls(value: &mut Value) {
    match value {
        Value::Map(map) => map.retain(|_, v| {
            discard_nulls(v);
            !v.is_null()
        }),
        Value::List(items) => items.iter_mut().for_each(discard_nulls),
        _ => {}
    }
}

fn remove_directives(value: Value) -> Option<Value> {
    match value {
        Value::Map(map) if map.contains(DIRECTIVE) => None,
        Value::Map(mut map) => {
            map.retain(|_, v| match remove_directives(std::mem::take(v)) {
                Some(kept) => {
                    *v = kept;
                    true
                }
                None => false,
            });
            Some(Value::Map(map))
        }
        Value::List(items) => Some(Value::List(items.into_iter().filter_map(remove_directives).collect())),
        other => Some(other),
    }
}
