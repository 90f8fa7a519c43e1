//! A mapping from text to nodes, kept sorted by key.
//!
//! Go writes maps sorted, so a sorted vector is the natural order here; look-up is a binary search, merging and
//! comparing two mappings is one linear walk, and a mapping of ten thousand labels costs no more than its size.
//!
//! A copy shares the entries until one of both is changed: copying a document costs no more than its lists, and of a document
//! and its changed copy all that lies beside the changes is known to be equal without being looked at.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::value::{Text, Value};

/// Up to this many entries looking through all of them is faster than a binary search.
const SMALL: usize = 24;

/// A mapping sorted by key, each key once.
#[derive(Clone, Default)]
pub struct Map {
    /// Nothing where there is no entry and never was one.
    entries: Option<Arc<Vec<(Text, Value)>>>,
}

impl Map {
    /// An empty mapping.
    pub const fn new() -> Map {
        Map { entries: None }
    }

    /// A mapping from entries in any order; of equal keys the last one counts.
    pub fn from_entries(mut entries: Vec<(Text, Value)>) -> Map {
        let sorted = entries.windows(2).all(|w| matches!(w, [a, b] if a.0 < b.0));
        if !sorted {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            entries.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                if same {
                    std::mem::swap(later, kept);
                }
                same
            });
        }
        Map::sorted(entries)
    }

    /// A mapping from entries that were taken from a mapping and are still in its order.
    pub fn from_ordered(entries: Vec<(Text, Value)>) -> Map {
        debug_assert!(entries.windows(2).all(|w| matches!(w, [a, b] if a.0 < b.0)), "keys in order");
        Map::sorted(entries)
    }

    fn sorted(entries: Vec<(Text, Value)>) -> Map {
        Map { entries: (!entries.is_empty()).then(|| Arc::new(entries)) }
    }

    fn entries(&self) -> &[(Text, Value)] {
        self.entries.as_deref().map_or(&[], Vec::as_slice)
    }

    /// The entries to change, which from now on are no other mapping's.
    fn entries_mut(&mut self) -> &mut Vec<(Text, Value)> {
        Arc::make_mut(self.entries.get_or_insert_default())
    }

    /// Whether both are copies of one mapping, of which neither was changed since: a quick yes to whether they are equal.
    pub fn is_shared_with(&self, other: &Map) -> bool {
        match (&self.entries, &other.entries) {
            (Some(entries), Some(others)) => Arc::ptr_eq(entries, others),
            (None, None) => true,
            _ => false,
        }
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.entries().binary_search_by(|e| e.0.as_str().cmp(key))
    }

    /// As `find`, where the place for a new entry is not asked for.
    fn place(&self, key: &str) -> Option<usize> {
        // Most mappings are small, and most keys differ in length or last letter: checking those saves a call.
        let entries = self.entries();
        if entries.len() <= SMALL {
            let (key, last) = (key.as_bytes(), key.as_bytes().last());
            let same = |entry: &(Text, Value)| {
                let there = entry.0.as_bytes();
                there.len() == key.len() && there.last() == last && there == key
            };
            return entries.iter().position(same);
        }
        self.find(key).ok()
    }

    /// The entry `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.place(key).and_then(|i| self.entries().get(i)).map(|e| &e.1)
    }

    /// The entry `key`.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let i = self.place(key)?;
        self.entries_mut().get_mut(i).map(|e| &mut e.1)
    }

    /// Whether there is an entry `key`.
    pub fn contains(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Sets an entry, and gives the one that was there.
    pub fn insert(&mut self, key: impl AsRef<str> + Into<Text>, value: impl Into<Value>) -> Option<Value> {
        let value = value.into();
        match self.find(key.as_ref()) {
            Ok(i) => self.entries_mut().get_mut(i).map(|e| std::mem::replace(&mut e.1, value)),
            Err(i) => {
                self.entries_mut().insert(i, (key.into(), value));
                None
            }
        }
    }

    /// The entry `key`, a null put there when it is absent.
    #[expect(clippy::indexing_slicing, reason = "the index was found or inserted just before")]
    pub fn entry(&mut self, key: &str) -> &mut Value {
        let found = self.find(key);
        let entries = self.entries_mut();
        let i = match found {
            Ok(i) => i,
            Err(i) => {
                entries.insert(i, (Text::new(key), Value::Null));
                i
            }
        };
        &mut entries[i].1
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.find(key).ok().map(|i| self.entries_mut().remove(i).1)
    }

    /// Keeps the entries of which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        self.entries_mut().retain_mut(|(k, v)| keep(k, v));
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    /// The entries in order of their keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> + DoubleEndedIterator {
        self.entries().iter().map(|(k, v)| (k.as_str(), v))
    }

    /// The entries in order of their keys.
    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (&str, &mut Value)> {
        let entries = if self.is_empty() { &mut [] } else { self.entries_mut().as_mut_slice() };
        entries.iter_mut().map(|(k, v)| (k.as_str(), v))
    }

    /// Look-ups in ascending order of keys: all of them together cost one walk over the entries.
    pub fn walk(&self) -> Walk<'_> {
        Walk { rest: self.entries() }
    }

    /// The entry at a place in the order of keys.
    pub fn nth(&self, place: usize) -> Option<(&str, &Value)> {
        self.entries().get(place).map(|(k, v)| (k.as_str(), v))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.entries().iter().map(|(k, _)| k.as_str())
    }

    /// The entries themselves, sorted by key.
    pub fn into_entries(self) -> Vec<(Text, Value)> {
        self.entries.map(Arc::unwrap_or_clone).unwrap_or_default()
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Map) -> bool {
        self.is_shared_with(other) || self.entries() == other.entries()
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// What is left of a mapping for look-ups in ascending order of keys.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    rest: &'a [(Text, Value)],
}

impl<'a> Walk<'a> {
    /// The entry `key`, which comes after all keys that were asked for before.
    pub fn get(&mut self, key: &str) -> Option<&'a Value> {
        while let Some(((there, value), rest)) = self.rest.split_first() {
            match there.as_str().cmp(key) {
                Ordering::Less => self.rest = rest,
                Ordering::Equal => return Some(value),
                Ordering::Greater => return None,
            }
        }
        None
    }
}

impl FromIterator<(Text, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (Text, Value)>>(iter: I) -> Map {
        Map::from_entries(iter.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_equal_keys_counts_and_keys_are_sorted() {
        let m =
            Map::from_entries(vec![("b".into(), 1.into()), ("a".into(), 2.into()), ("b".into(), 3.into())]);
        assert_eq!(m.iter().collect::<Vec<_>>(), [("a", &Value::Int(2)), ("b", &Value::Int(3))]);
    }

    #[test]
    fn a_walk_finds_what_look_ups_find() {
        let m: Map = ["a", "ab", "b", "d"].into_iter().map(|k| (k.into(), Value::text(k))).collect();
        let mut walk = m.walk();
        for key in ["", "a", "aa", "ab", "b", "c", "d", "e"] {
            assert_eq!(walk.get(key), m.get(key), "{key}");
        }
    }

    #[test]
    fn a_copy_shares_what_neither_changes() {
        let one: Map = [("a".into(), Map::new().into()), ("b".into(), 1.into())].into_iter().collect();
        let mut other = one.clone();
        assert!(other.remove("c").is_none() && other.get_mut("c").is_none());
        assert!(one.is_shared_with(&other) && one == other);
        assert_eq!(other.insert("b", 2), Some(Value::Int(1)));
        assert!(!one.is_shared_with(&other) && one != other);
        assert_eq!(one.get("b"), Some(&Value::Int(1)));
        other.insert("b", 1);
        assert!(!one.is_shared_with(&other) && one == other);
        other.retain(|_, _| false);
        assert!(other.is_empty() && other == Map::new() && Map::new().is_shared_with(&Map::default()));
        assert_eq!(one.into_entries().len(), 2);
    }

    #[test]
    fn insert_replaces_and_gives_what_was_there() {
        let mut m = Map::new();
        assert_eq!(m.insert("k", 1), None);
        assert_eq!(m.insert("k", 2), Some(Value::Int(1)));
        assert_eq!(m.remove("k"), Some(Value::Int(2)));
        assert!(m.is_empty());
    }
}
