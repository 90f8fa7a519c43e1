//! Which Service an address and port is of.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use crate::model::Name;

/// An address and a port.
type Place = (IpAddr, u16);

/// Which Services want which addresses and ports. Two may: then the older has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    /// By place, in order of age.
    at: BTreeMap<Place, BTreeSet<(String, Arc<Name>)>>,
    of: BTreeMap<Arc<Name>, (String, BTreeSet<Place>)>,
}

impl Claims {
    /// Whether a Service has a place.
    pub(super) fn owns(&self, service: &Name, place: Place) -> bool {
        self.at.get(&place).and_then(BTreeSet::first).is_some_and(|(_, owner)| **owner == *service)
    }

    /// Sets what a Service wants, and gives the other Services that get or lose something by that.
    pub(super) fn set(
        &mut self,
        service: &Arc<Name>,
        created: &str,
        places: BTreeSet<Place>,
    ) -> BTreeSet<Arc<Name>> {
        if self.of.get(service).is_some_and(|(age, before)| age == created && *before == places) {
            return BTreeSet::new();
        }
        let mut others = BTreeSet::new();
        let (age, before) = self.of.remove(service).unwrap_or_default();
        let claim = (age, Arc::clone(service));
        for place in before {
            let Some(claims) = self.at.get_mut(&place) else { continue };
            claims.remove(&claim);
            match claims.first() {
                Some((_, next)) => drop(others.insert(Arc::clone(next))),
                None => drop(self.at.remove(&place)),
            }
        }
        for place in &places {
            let claims = self.at.entry(*place).or_default();
            others.extend(claims.first().map(|(_, owner)| Arc::clone(owner)));
            claims.insert((created.to_owned(), Arc::clone(service)));
        }
        if !places.is_empty() {
            self.of.insert(Arc::clone(service), (created.to_owned(), places));
        }
        others.remove(service);
        others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_has_a_place() {
        let place = |port: u16| ("10.0.0.1".parse().unwrap(), port);
        let [a, b] = ["a", "b"].map(|name| Arc::new(Name::new("ns", name)));
        let mut claims = Claims::default();
        assert_eq!(claims.set(&a, "2", [place(1), place(2)].into()), BTreeSet::new());
        assert_eq!(claims.set(&b, "1", [place(2), place(3)].into()), [Arc::clone(&a)].into());
        let owns = |claims: &Claims, name: &Name| [1, 2, 3].map(|port| claims.owns(name, place(port)));
        assert_eq!((owns(&claims, &a), owns(&claims, &b)), ([true, false, false], [false, true, true]));
        // Nothing changes.
        assert_eq!(claims.set(&b, "1", [place(2), place(3)].into()), BTreeSet::new());
        // It becomes the younger one.
        assert_eq!(claims.set(&b, "3", [place(2), place(3)].into()), [Arc::clone(&a)].into());
        assert_eq!(owns(&claims, &a), [true, true, false]);
        assert_eq!(claims.set(&a, "2", BTreeSet::new()), [Arc::clone(&b)].into());
        assert_eq!(owns(&claims, &b), [false, true, true]);
        claims.set(&b, "3", BTreeSet::new());
        assert!(claims.at.is_empty() && claims.of.is_empty());
    }
}
