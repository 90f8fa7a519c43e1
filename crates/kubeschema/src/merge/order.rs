//! `$setElementOrder/…`: the order a list is to have.

use std::collections::HashMap;

use kubeyaml::{Map, Value};

use super::key::{Key, go_list, go_type};
use super::schema::Schema;
use super::{DIRECTIVE, MergeError, SET_ORDER, list, named, remove_directives};
use crate::schema::Merge;

const MAPPING: &str = "map[string]interface {}";

/// Merges the lists for which the patch sets an order, and takes them and their directives out of the patch.
pub(super) fn apply(original: &mut Map, patch: &mut Map, schema: Schema) -> Result<(), MergeError> {
    let directives: Vec<String> =
        patch.keys().filter(|k| k.starts_with(SET_ORDER)).map(str::to_owned).collect();
    for directive in directives {
        let order = match patch.remove(&directive) {
            Some(Value::List(order)) => order,
            other => return Err(MergeError::argument("[]interface {}", &other.unwrap_or_default())),
        };
        let field = named(&directive, SET_ORDER).ok_or(MergeError::SetElementOrder)?;
        set_order(original, patch, schema, field, &order)?;
    }
    Ok(())
}

fn set_order(
    original: &mut Map,
    patch: &mut Map,
    schema: Schema,
    field: &str,
    order: &[Value],
) -> Result<(), MergeError> {
    let old = original.get(field).map(list_of).transpose()?;
    let new = patch.get(field).map(list_of).transpose()?;
    let (merge, sub) = schema.of_list(field)?;
    let key = if let Merge::ByKey(key) = merge { Some(key) } else { None };
    check_order(new.unwrap_or_default(), order, key)?;
    if old.is_none() && new.is_none() {
        return Ok(());
    }
    let places = Places::of(old.unwrap_or_default(), key);
    let item_type = list::item_type(&[old.unwrap_or_default(), new.unwrap_or_default()])?;
    if key.is_none() && item_type == MAPPING {
        check_keyless(order)?;
    }
    let old = original.remove(field).and_then(into_list);
    let new = patch.remove(field).and_then(into_list);
    let merged = match (old, new) {
        (Some(old), Some(new)) => list::merge_lists(old, new, merge, sub)?,
        (Some(old), None) => old,
        (None, new) => new.unwrap_or_default().into_iter().filter_map(remove_directives).collect(),
    };
    original.insert(field, Value::List(arrange(merged, order, &places, key)?));
    Ok(())
}

fn list_of(value: &Value) -> Result<&[Value], MergeError> {
    value.as_list().ok_or_else(|| MergeError::argument("[]interface {}", value))
}

fn into_list(value: Value) -> Option<Vec<Value>> {
    if let Value::List(list) = value { Some(list) } else { None }
}

/// The items of the patch's list must all be in the order, and in that order.
fn check_order(patch: &[Value], order: &[Value], key: Option<&'static str>) -> Result<(), MergeError> {
    if patch.is_empty() || order.is_empty() {
        return Ok(());
    }
    if let Some(item) = patch.iter().find(|item| key.is_some() && !matches!(item, Value::Map(_))) {
        return Err(MergeError::argument(MAPPING, item));
    }
    let mut items =
        patch.iter().filter(|item| item.get(DIRECTIVE).and_then(Value::as_str) != Some("delete")).peekable();
    for next in order {
        // Items with another directive are passed over, but only while there is order left.
        while items.next_if(|item| item.get(DIRECTIVE).is_some()).is_some() {}
        let Some(item) = items.peek() else { return Ok(()) };
        if same(item, next, key)? {
            items.next();
        }
    }
    match items.peek() {
        Some(_) => Err(MergeError::Order { patch: go_list(patch), order: go_list(order) }),
        None => Ok(()),
    }
}

/// Mappings without a key have no order that could be set.
fn check_keyless(order: &[Value]) -> Result<(), MergeError> {
    match order.first() {
        None => Ok(()),
        Some(item @ Value::Map(_)) => Err(MergeError::missing_key(item, "")),
        Some(item) => Err(MergeError::argument(MAPPING, item)),
    }
}

fn same(left: &Value, right: &Value, key: Option<&'static str>) -> Result<bool, MergeError> {
    let (Some(left), Some(right)) = (identity(left, key)?, identity(right, key)?) else { return Ok(false) };
    Ok(left == right)
}

/// What identifies an item: its key's value, or itself when there is no key.
fn identity(item: &Value, key: Option<&'static str>) -> Result<Option<Key>, MergeError> {
    let Some(key) = key else { return Ok(Key::of(item)) };
    if go_type(item) != MAPPING {
        return Err(MergeError::argument(MAPPING, item));
    }
    item.get(key).map(Key::of).ok_or_else(|| MergeError::missing_key(item, key))
}

/// The first place of each item in a list.
struct Places(HashMap<Key, usize>);

impl Places {
    fn of(list: &[Value], key: Option<&'static str>) -> Places {
        let mut places = HashMap::with_capacity(list.len());
        for (i, item) in list.iter().enumerate() {
            if let Ok(Some(identity)) = identity(item, key) {
                places.entry(identity).or_insert(i);
            }
        }
        Places(places)
    }

    fn find(&self, key: Option<&Key>) -> Option<usize> {
        self.0.get(key?).copied()
    }
}

/// The items that `order` names in its order, the others in the original's.
fn arrange(
    items: Vec<Value>,
    order: &[Value],
    original: &Places,
    key: Option<&'static str>,
) -> Result<Vec<Value>, MergeError> {
    for (index, item) in order.iter().enumerate() {
        if key.is_some() && go_type(item) != MAPPING {
            return Err(MergeError::NoMapping { index });
        }
        identity(item, key)?;
    }
    let ranks = Places::of(order, key);
    let mut ordered = Vec::with_capacity(items.len());
    let mut others = Vec::new();
    for item in items {
        let identity = identity(&item, key)?;
        let place = original.find(identity.as_ref());
        match ranks.find(identity.as_ref()) {
            Some(rank) => ordered.push((rank, place, item)),
            None => others.push((place.unwrap_or(usize::MAX), item)),
        }
    }
    ordered.sort_by_key(|(rank, ..)| *rank);
    others.sort_by_key(|(place, _)| *place);
    Ok(list::interleave(ordered.into_iter().map(|(_, place, item)| (place, item)), others.into_iter()))
}
