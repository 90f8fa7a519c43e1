//! A sorted map whose copies share what they do not differ in.

use std::borrow::Borrow;
use std::sync::Arc;

/// How many entries a leaf has at most. A change copies one leaf, and where the leaves are: a mesh of 5000 Services has some
/// hundred.
const MOST: usize = 64;
/// A leaf with fewer entries becomes one with its neighbour.
const FEW: usize = MOST / 4;

/// A sorted map. A copy of it is made of the same leaves until it is changed, so that each snapshot of a mesh can have its own.
#[derive(Clone, Debug)]
pub struct SortedMap<K, V> {
    /// None of them is empty; each key is greater than all in the leaves before.
    leaves: Vec<Arc<Leaf<K, V>>>,
    len: usize,
}

type Leaf<K, V> = Vec<(K, V)>;

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> SortedMap<K, V> {
        SortedMap { leaves: Vec::new(), len: 0 }
    }
}

impl<K: Ord + Clone, V: Clone> SortedMap<K, V> {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let leaf = self.leaves.get(self.leaf_of(key))?;
        let at = leaf.binary_search_by(|(has, _)| has.borrow().cmp(key)).ok()?;
        leaf.get(at).map(|(_, value)| value)
    }

    /// Whether a key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Sets the value of a key, and gives the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let index = self.leaf_of(&key);
        let Some(leaf) = self.leaves.get_mut(index) else {
            self.leaves.push(Arc::new(vec![(key, value)]));
            self.len += 1;
            return None;
        };
        let leaf = Arc::make_mut(leaf);
        match leaf.binary_search_by(|(has, _)| has.cmp(&key)) {
            Ok(at) => leaf.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                leaf.insert(at, (key, value));
                self.len += 1;
                if leaf.len() > MOST {
                    let upper = leaf.split_off(MOST / 2);
                    self.leaves.insert(index + 1, Arc::new(upper));
                }
                None
            }
        }
    }

    /// Takes a key away, and gives its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let index = self.leaf_of(key);
        let leaf = self.leaves.get_mut(index)?;
        let at = leaf.binary_search_by(|(has, _)| has.borrow().cmp(key)).ok()?;
        let leaf = Arc::make_mut(leaf);
        let (_, value) = leaf.remove(at);
        self.len -= 1;
        if leaf.len() < FEW {
            self.join(index);
        }
        Some(value)
    }

    /// All entries, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.leaves.iter().flat_map(|leaf| leaf.iter()).map(|(key, value)| (key, value))
    }

    /// All keys, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// All values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The entries from a key on, in the order of their keys.
    pub fn starting_at<'a, Q: Ord + ?Sized>(
        &'a self,
        first: &Q,
    ) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V, Q>
    where
        K: Borrow<Q>,
    {
        let index = self.leaf_of(first);
        let skipped =
            self.leaves.get(index).map_or(0, |leaf| leaf.partition_point(|(key, _)| key.borrow() < first));
        let leaves = self.leaves.get(index..).unwrap_or_default();
        leaves.iter().flat_map(|leaf| leaf.iter()).skip(skipped).map(|(key, value)| (key, value))
    }

    /// The place of the leaf that has a key, if any has it.
    fn leaf_of<Q: Ord + ?Sized>(&self, key: &Q) -> usize
    where
        K: Borrow<Q>,
    {
        let after =
            self.leaves.partition_point(|leaf| leaf.first().is_some_and(|(first, _)| first.borrow() <= key));
        after.saturating_sub(1)
    }

    /// Makes one of a leaf and its neighbour if they fit, and takes it away if it is empty.
    fn join(&mut self, index: usize) {
        let Some(leaf) = self.leaves.get(index) else { return };
        if leaf.is_empty() {
            self.leaves.remove(index);
            return;
        }
        let first = index.min(self.leaves.len().saturating_sub(2));
        let fits = |pair: &[Arc<Leaf<K, V>>]| pair.iter().map(|leaf| leaf.len()).sum::<usize>() <= MOST;
        if self.leaves.get(first..=first + 1).is_some_and(fits) {
            let upper = self.leaves.remove(first + 1);
            if let Some(lower) = self.leaves.get_mut(first) {
                Arc::make_mut(lower).extend(upper.iter().cloned());
            }
        }
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> SortedMap<K, V> {
        let mut map = SortedMap::default();
        entries.into_iter().for_each(|(key, value)| drop(map.insert(key, value)));
        map
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Any changes make of it what they make of the map that everybody has.
    #[test]
    fn it_is_a_sorted_map() {
        let mut number: u64 = 7;
        let mut below = |limit: u64| {
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
            number % limit
        };
        for size in [5, 100, 1000] {
            let (mut map, mut want) = (SortedMap::default(), BTreeMap::new());
            for step in 0..4000 {
                let key = below(size);
                // It grows, shrinks, and grows again.
                if below(4) < if step / 1000 % 2 == 0 { 3 } else { 1 } {
                    assert_eq!(map.insert(key, step), want.insert(key, step));
                } else {
                    assert_eq!(map.remove(&key), want.remove(&key));
                }
                assert_eq!((map.len(), map.get(&key)), (want.len(), want.get(&key)));
                if step % 50 == 0 {
                    assert!(map.iter().eq(want.iter()), "size {size}, step {step}");
                    assert!(map.starting_at(&key).eq(want.range(key..)), "size {size}, step {step}");
                    assert!(map.leaves.iter().all(|leaf| (1..=MOST).contains(&leaf.len())));
                }
            }
            want.keys().for_each(|key| _ = map.remove(key));
            assert!(map.is_empty() && map.leaves.is_empty());
        }
    }

    #[test]
    fn a_change_leaves_other_copies_and_most_leaves_alone() {
        let before: SortedMap<u32, u32> = (0..10_000).map(|key| (key, key)).collect();
        let mut after = before.clone();
        after.insert(5000, 0);
        after.remove(&7000);
        assert_eq!((before.get(&5000), after.get(&5000)), (Some(&5000), Some(&0)));
        assert_eq!((before.get(&7000), after.get(&7000)), (Some(&7000), None));
        let is_shared =
            |leaf: &&Arc<Leaf<u32, u32>>| before.leaves.iter().any(|other| Arc::ptr_eq(leaf, other));
        assert_eq!(after.leaves.iter().filter(is_shared).count() + 2, before.leaves.len());
        let few = SortedMap::from_iter((0..200).map(|key| (key, ())));
        assert!(few.leaves.len() <= 200 / (MOST / 2) + 1);
    }
}
