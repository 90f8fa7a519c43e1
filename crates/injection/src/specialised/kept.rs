//! What is worked out for one pod and kept for others, bounded in number.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// A few things that are kept, and how often each was of use.
#[derive(Debug)]
pub(super) struct Kept<T> {
    most: usize,
    things: RwLock<Vec<Thing<T>>>,
}

#[derive(Debug)]
struct Thing<T> {
    thing: Arc<T>,
    uses: AtomicUsize,
}

impl<T> Kept<T> {
    /// Room for so many.
    pub(super) fn new(most: usize) -> Kept<T> {
        Kept { most, things: RwLock::default() }
    }

    /// The first of which `find` gives something, and that.
    pub(super) fn find<R>(&self, find: impl Fn(&T) -> Option<R>) -> Option<(Arc<T>, R)> {
        let things = self.things.read().unwrap_or_else(PoisonError::into_inner);
        let found = things.iter().find_map(|kept| Some((kept, find(&kept.thing)?)));
        let (kept, what) = found?;
        kept.uses.fetch_add(1, Ordering::Relaxed);
        Some((Arc::clone(&kept.thing), what))
    }

    /// Whether one more would take the place of another.
    pub(super) fn is_full(&self) -> bool {
        self.things.read().unwrap_or_else(PoisonError::into_inner).len() >= self.most
    }

    /// Keeps one more, in place of the one that was of least use where there are many.
    pub(super) fn add(&self, thing: T) -> Arc<T> {
        let mut things = self.things.write().unwrap_or_else(PoisonError::into_inner);
        if things.len() >= self.most {
            let uses = |(_, kept): &(usize, &Thing<T>)| kept.uses.load(Ordering::Relaxed);
            if let Some((least, _)) = things.iter().enumerate().min_by_key(uses) {
                things.remove(least);
            }
            // What was of use long ago need not be now.
            for kept in things.iter() {
                kept.uses.store(kept.uses.load(Ordering::Relaxed) / 2, Ordering::Relaxed);
            }
        }
        let thing = Arc::new(thing);
        things.push(Thing { thing: Arc::clone(&thing), uses: AtomicUsize::new(0) });
        thing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_least_use_makes_room() {
        let kept = Kept::new(2);
        let has = |wanted: u8| kept.find(|thing| (*thing == wanted).then_some(())).is_some();
        kept.add(1);
        assert!(!kept.is_full());
        kept.add(2);
        assert!(kept.is_full() && has(1) && !has(3));
        kept.add(3);
        assert!(has(1) && !has(2) && has(3));
    }
}
