//! Merging lists: by the key of their items, or as sets of scalars.

use std::collections::{HashMap, HashSet};

use kubeyaml::Value;

use super::key::{Key, go_lists, go_type};
use super::schema::Schema;
use super::{DIRECTIVE, MergeError, merge_maps};
use crate::schema::Merge;

/// Two lists merged as the type says.
pub(super) fn merge_lists(
    original: Vec<Value>,
    patch: Vec<Value>,
    merge: Merge,
    schema: Schema,
) -> Result<Vec<Value>, MergeError> {
    let key = match merge {
        Merge::Default => return Ok(patch),
        Merge::ByKey(key) => Some(key),
        Merge::Union => None,
    };
    if original.is_empty() && patch.is_empty() {
        return Ok(original);
    }
    let mappings = item_type(&[&original, &patch])? == "map[string]interface {}";
    match key {
        None if mappings => Err(MergeError::NoMergeKey { kind: schema.go_kind() }),
        None => Ok(unite_scalars(original, patch)),
        Some(_) if !mappings => Err(scalars_with_key(&original, &patch)),
        Some(key) => merge_by_key(original, patch, key, schema).map(Merged::in_order),
    }
}

/// Scalars where the type has structs. Kubernetes finds them out when it puts the items in order.
fn scalars_with_key(original: &[Value], patch: &[Value]) -> MergeError {
    match original.first().or(patch.first()) {
        Some(item) => MergeError::argument("map[string]interface {}", item),
        None => MergeError::NoItems,
    }
}

/// The Go type of all the items of all the lists.
pub(super) fn item_type(lists: &[&[Value]]) -> Result<&'static str, MergeError> {
    let mut all = lists.iter().flat_map(|list| list.iter());
    let first = match all.next() {
        None => return Err(MergeError::NoItems),
        Some(Value::List(_)) => return Err(MergeError::ListOfLists),
        Some(first) => go_type(first),
    };
    // A null at the front makes Kubernetes' code panic; here it is an item of another type.
    if first == go_type(&Value::Null) || all.any(|item| go_type(item) != first) {
        return Err(MergeError::MixedItems { lists: go_lists(lists) });
    }
    Ok(first)
}

/// `$deleteFromPrimitiveList`. Of mappings there is nothing to delete: Kubernetes merges them.
pub(super) fn delete_scalars(
    original: Vec<Value>,
    delete: Vec<Value>,
    merge: Merge,
    schema: Schema,
) -> Result<Vec<Value>, MergeError> {
    if original.is_empty() && delete.is_empty() {
        return Ok(original);
    }
    if item_type(&[&original, &delete])? == "map[string]interface {}" {
        return match merge {
            Merge::ByKey(_) => merge_lists(original, delete, merge, schema),
            _ => Err(MergeError::NoMergeKey { kind: schema.go_kind() }),
        };
    }
    let delete: HashSet<Key> = delete.iter().filter_map(Key::of).collect();
    Ok(original.into_iter().filter(|item| Key::of(item).is_none_or(|k| !delete.contains(&k))).collect())
}

/// The scalars of both lists, each once, the order of the patch going first.
fn unite_scalars(original: Vec<Value>, patch: Vec<Value>) -> Vec<Value> {
    let mut merged = Merged::new(original, Key::of);
    for item in patch {
        let key = Key::of(&item);
        if let Some(at) = merged.find(key.as_ref()) {
            merged.rank(at);
        } else {
            let at = merged.push(item, key);
            merged.rank(at);
        }
    }
    merged.drop_repeated();
    merged.in_order()
}

/// Two lists of mappings merged by `key`; not in order yet.
fn merge_by_key(
    original: Vec<Value>,
    patch: Vec<Value>,
    key: &'static str,
    schema: Schema,
) -> Result<Merged, MergeError> {
    let (original, patch) = obey_directives(original, patch, key)?;
    let mut merged = Merged::new(original, |item| item.get(key).and_then(Key::of));
    for item in patch {
        let Some(value) = item.get(key) else { return Err(MergeError::missing_key(&item, key)) };
        let value = Key::of(value);
        let at = match (merged.find(value.as_ref()), item) {
            (Some(at), Value::Map(item)) => {
                merged.change(at, |there| match there {
                    Value::Map(there) => merge_maps(there, item, schema).map(Value::Map),
                    other => Ok(other),
                })?;
                at
            }
            (_, item) => merged.push(item, value),
        };
        merged.rank(at);
    }
    match merged.items.iter().find(|item| item.get(key).is_none()) {
        Some(item) => Err(MergeError::missing_key(item, key)),
        None => Ok(merged),
    }
}

/// Carries out the items of the patch that are directives: `$patch: delete` takes items out of the original,
/// `$patch: replace` makes the rest of the patch the whole list. Gives the original and the patch without them.
fn obey_directives(
    mut original: Vec<Value>,
    patch: Vec<Value>,
    key: &'static str,
) -> Result<(Vec<Value>, Vec<Value>), MergeError> {
    let mut replace = false;
    let mut delete = HashSet::new();
    let mut plain = Vec::with_capacity(patch.len());
    for item in patch {
        let Value::Map(map) = &item else { continue };
        let Some(directive) = map.get(DIRECTIVE) else {
            plain.push(item);
            continue;
        };
        match directive.as_str() {
            Some("delete") => {
                let value = map.get(key).ok_or_else(|| MergeError::missing_key(&item, key))?;
                delete.extend(Key::of(value));
            }
            Some("replace") => replace = true,
            Some("merge") => return Err(MergeError::MergeDirective),
            _ => return Err(MergeError::directive(map)),
        }
    }
    if replace {
        return Ok((plain, Vec::new()));
    }
    if !delete.is_empty() {
        original.retain(|item| item.get(key).and_then(Key::of).is_none_or(|k| !delete.contains(&k)));
    }
    Ok((original, plain))
}

/// A list under way: the original's items, then those that only the patch has.
struct Merged {
    items: Vec<Value>,
    /// For each item the first one with its key.
    first: Vec<usize>,
    /// The first item of each key.
    by_key: HashMap<Key, usize>,
    /// How many items are the original's.
    originals: usize,
    /// For each item its place among the patch's, if the patch has one of that key.
    ranks: Vec<Option<usize>>,
    ranked: usize,
}

impl Merged {
    fn new(original: Vec<Value>, key: impl Fn(&Value) -> Option<Key>) -> Merged {
        let mut by_key = HashMap::with_capacity(original.len());
        let mut first = Vec::with_capacity(original.len());
        for (i, item) in original.iter().enumerate() {
            first.push(key(item).map_or(i, |key| *by_key.entry(key).or_insert(i)));
        }
        let originals = original.len();
        Merged { items: original, first, by_key, originals, ranks: vec![None; originals], ranked: 0 }
    }

    fn find(&self, key: Option<&Key>) -> Option<usize> {
        self.by_key.get(key?).copied()
    }

    fn push(&mut self, item: Value, key: Option<Key>) -> usize {
        let at = self.items.len();
        self.items.push(item);
        self.first.push(at);
        self.ranks.push(None);
        if let Some(key) = key {
            self.by_key.insert(key, at);
        }
        at
    }

    fn change(
        &mut self,
        at: usize,
        change: impl FnOnce(Value) -> Result<Value, MergeError>,
    ) -> Result<(), MergeError> {
        if let Some(item) = self.items.get_mut(at) {
            *item = change(std::mem::take(item))?;
        }
        Ok(())
    }

    /// Drops every item that has the key of an earlier one. Ranks belong to first items and stay.
    fn drop_repeated(&mut self) {
        let mut firsts = self.first.iter().enumerate().map(|(i, first)| i == *first);
        self.items.retain(|_| firsts.next().unwrap_or(true));
        let mut place = 0..;
        self.first.retain(|first| place.next() == Some(*first));
    }

    /// Notes that the next item of the patch is this one.
    fn rank(&mut self, at: usize) {
        if let Some(rank) = self.ranks.get_mut(at) {
            rank.get_or_insert(self.ranked);
        }
        self.ranked += 1;
    }

    /// The items in the order Kubernetes gives them: the patch's items as the patch has them, the others as the
    /// original has them, each of those as early as the original's order asks.
    fn in_order(self) -> Vec<Value> {
        let originals = self.originals;
        let mut ordered = Vec::with_capacity(self.items.len());
        let mut others = Vec::new();
        for (item, first) in self.items.into_iter().zip(self.first) {
            match self.ranks.get(first).copied().flatten() {
                Some(rank) => ordered.push((rank, first, item)),
                None => others.push((first, item)),
            }
        }
        ordered.sort_by_key(|(rank, ..)| *rank);
        others.sort_by_key(|(first, _)| *first);
        let ordered =
            ordered.into_iter().map(|(_, first, item)| ((first < originals).then_some(first), item));
        interleave(ordered, others.into_iter())
    }
}

/// Two ordered lists as one: an item of `others` goes before the next of `ordered` only when the original has both,
/// and has it earlier. The numbers are places in the original.
pub(super) fn interleave(
    ordered: impl Iterator<Item = (Option<usize>, Value)>,
    others: impl Iterator<Item = (usize, Value)>,
) -> Vec<Value> {
    let mut all = Vec::with_capacity(ordered.size_hint().0 + others.size_hint().0);
    let mut others = others.peekable();
    for (place, item) in ordered {
        while let Some((_, other)) = others.next_if(|(other, _)| place.is_some_and(|place| *other < place)) {
            all.push(other);
        }
        all.push(item);
    }
    all.extend(others.map(|(_, other)| other));
    all
}
