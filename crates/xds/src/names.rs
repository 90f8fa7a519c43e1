//! The names that a client wants: thousands on each of thousands of streams, so that they are held as tightly as can be.

use std::collections::BTreeSet;
use std::sync::Arc;

/// A set of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Vec<Arc<str>>);

impl Names {
    /// Adds names, and gives those that were not there.
    pub(crate) fn insert(&mut self, names: impl IntoIterator<Item = Arc<str>>) -> Vec<Arc<str>> {
        let new: BTreeSet<Arc<str>> = names.into_iter().filter(|name| !self.contains(name)).collect();
        if !new.is_empty() {
            self.0.extend(new.iter().cloned());
            self.0.sort();
            self.0.shrink_to_fit();
        }
        new.into_iter().collect()
    }

    /// Takes names away.
    pub(crate) fn remove(&mut self, names: &BTreeSet<&str>) {
        self.0.retain(|name| !names.contains(&**name));
        self.0.shrink_to_fit();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_set() {
        let of = |names: &[&str]| names.iter().map(|name| Arc::from(*name)).collect::<Vec<Arc<str>>>();
        let mut names = Names::default();
        assert_eq!(names.insert(of(&["b", "a", "b"])), of(&["a", "b"]));
        assert_eq!(names.insert(of(&["c", "a"])), of(&["c"]));
        assert_eq!(names.iter().cloned().collect::<Vec<_>>(), of(&["a", "b", "c"]));
        names.remove(&["b", "x"].into());
        assert_eq!((names.len(), names.contains("a"), names.contains("b")), (2, true, false));
    }
}
