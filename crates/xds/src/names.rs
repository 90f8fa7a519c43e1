//! The names that a client wants: thousands on each of thousands of streams, most of which want the same.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Sets with fewer names are not worth sharing.
const FEW: usize = 16;

/// A set of names, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Arc<List>);

/// The names that clients want, for all streams of a server: equal lists are one.
#[derive(Clone, Debug, Default)]
pub struct Lists(Arc<Mutex<ByHash>>);

type ByHash = BTreeMap<u64, Weak<List>>;
type List = [Arc<str>];

impl Names {
    /// Adds names, and gives those that were not there.
    pub(crate) fn insert(
        &mut self,
        names: impl IntoIterator<Item = Arc<str>>,
        lists: &Lists,
    ) -> Vec<Arc<str>> {
        let new: BTreeSet<Arc<str>> = names.into_iter().filter(|name| !self.contains(name)).collect();
        if !new.is_empty() {
            let mut all: Vec<Arc<str>> = self.0.iter().chain(&new).cloned().collect();
            all.sort();
            self.0 = lists.shared(all);
        }
        new.into_iter().collect()
    }

    /// Takes names away.
    pub(crate) fn remove(&mut self, names: &BTreeSet<&str>, lists: &Lists) {
        let left: Vec<Arc<str>> = self.0.iter().filter(|name| !names.contains(&***name)).cloned().collect();
        if left.len() < self.0.len() {
            self.0 = lists.shared(left);
        }
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.binary_search_by(|has| (**has).cmp(name)).is_ok()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.iter()
    }
}

impl Lists {
    /// The list that has these names, for all who want them.
    fn shared(&self, names: Vec<Arc<str>>) -> Arc<List> {
        if names.len() < FEW {
            return names.into();
        }
        let mut hasher = DefaultHasher::new();
        names.hash(&mut hasher);
        let hash = hasher.finish();
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lists.get(&hash).and_then(Weak::upgrade);
        if let Some(known) = known.filter(|known| **known == *names) {
            return known;
        }
        // Now and then those that nobody has any more go.
        if lists.len().is_power_of_two() {
            lists.retain(|_, list| list.strong_count() > 0);
        }
        let list: Arc<List> = names.into();
        lists.insert(hash, Arc::downgrade(&list));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Vec<Arc<str>> {
        names.iter().map(|name| Arc::from(*name)).collect()
    }

    #[test]
    fn it_is_a_set() {
        let lists = Lists::default();
        let mut names = Names::default();
        assert_eq!(names.insert(of(&["b", "a", "b"]), &lists), of(&["a", "b"]));
        assert_eq!(names.insert(of(&["c", "a"]), &lists), of(&["c"]));
        assert_eq!(names.iter().cloned().collect::<Vec<_>>(), of(&["a", "b", "c"]));
        names.remove(&["b", "x"].into(), &lists);
        assert_eq!((names.len(), names.contains("a"), names.contains("b")), (2, true, false));
    }

    #[test]
    fn equal_sets_are_one_however_they_came_about() {
        let lists = Lists::default();
        let number = |number: u32| Arc::<str>::from(number.to_string());
        let mut all = Vec::new();
        for first in 0..100 {
            let mut names = Names::default();
            names.insert((0..first).map(number), &lists);
            names.insert((0..100).map(number), &lists);
            names.insert([Arc::from("more")], &lists);
            names.remove(&["more"].into(), &lists);
            all.push(names);
        }
        assert!(all.iter().all(|names| Arc::ptr_eq(&names.0, &all[0].0) && names.len() == 100));
        assert!(lists.0.lock().unwrap().len() < 10, "what nobody has goes");
        all[1].remove(&["7"].into(), &lists);
        assert!(all[0].contains("7") && !all[1].contains("7"));
    }
}
