//! EndpointSlices by their Services and addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use crate::model::{Name, Slice};

/// EndpointSlices by their Services and addresses.
#[derive(Clone, Debug, Default)]
pub(super) struct Slices {
    all: BTreeMap<Name, Slice>,
    of_service: BTreeMap<Name, BTreeSet<String>>,
    /// How many slices of each Service have an address.
    at: BTreeMap<IpAddr, BTreeMap<Name, usize>>,
}

impl Slices {
    /// The slices of a Service, by name.
    pub(super) fn of(&self, service: &Name) -> Vec<&Slice> {
        let names = self.of_service.get(service).into_iter().flatten();
        names.filter_map(|name| self.all.get(&Name::new(&service.namespace, name))).collect()
    }

    /// The Services that have an address among theirs.
    pub(super) fn services_at(&self, address: IpAddr) -> impl Iterator<Item = &Name> {
        self.at.get(&address).into_iter().flat_map(BTreeMap::keys)
    }

    /// Sets or takes away a slice, and gives the one before.
    pub(super) fn set(&mut self, name: &Name, slice: Option<Slice>) -> Option<Slice> {
        let before = self.all.remove(name);
        if let Some(before) = &before {
            self.unindex(name, before);
        }
        if let Some(slice) = slice {
            self.of_service.entry(slice.service.clone()).or_default().insert(name.name.clone());
            for address in addresses(&slice) {
                *self.at.entry(address).or_default().entry(slice.service.clone()).or_default() += 1;
            }
            self.all.insert(name.clone(), slice);
        }
        before
    }

    /// The names of all slices.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.all.keys()
    }

    fn unindex(&mut self, name: &Name, slice: &Slice) {
        if let Some(names) = self.of_service.get_mut(&slice.service) {
            names.remove(&name.name);
            if names.is_empty() {
                self.of_service.remove(&slice.service);
            }
        }
        for address in addresses(slice) {
            let Some(services) = self.at.get_mut(&address) else { continue };
            if let Some(count) = services.get_mut(&slice.service) {
                *count -= 1;
                if *count == 0 {
                    services.remove(&slice.service);
                }
            }
            if services.is_empty() {
                self.at.remove(&address);
            }
        }
    }
}

fn addresses(slice: &Slice) -> BTreeSet<IpAddr> {
    slice.backends.iter().map(|backend| backend.address).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Backend, Readiness};

    fn slice(service: &str, addresses: &[&str]) -> Slice {
        let backend = |address: &&str| Backend {
            address: address.parse().unwrap(),
            readiness: Readiness::Ready,
            pod: None,
            hostname: None,
        };
        Slice {
            service: Name::new("ns", service),
            ports: BTreeMap::new(),
            backends: addresses.iter().map(backend).collect(),
        }
    }

    #[test]
    fn services_are_found_by_their_addresses() {
        let mut slices = Slices::default();
        let at = |slices: &Slices, address: &str| {
            slices.services_at(address.parse().unwrap()).map(|name| name.name.clone()).collect::<Vec<_>>()
        };
        let name = |name: &str| Name::new("ns", name);
        slices.set(&name("1"), Some(slice("a", &["10.0.0.1", "10.0.0.2", "10.0.0.1"])));
        slices.set(&name("2"), Some(slice("a", &["10.0.0.1"])));
        slices.set(&name("3"), Some(slice("b", &["10.0.0.1"])));
        assert_eq!(at(&slices, "10.0.0.1"), ["a", "b"]);
        assert_eq!(slices.of(&name("a")).len(), 2);
        // The slice changes its Service.
        let before = slices.set(&name("1"), Some(slice("b", &["10.0.0.3"])));
        assert_eq!(before.map(|slice| slice.service), Some(name("a")));
        assert_eq!(
            (at(&slices, "10.0.0.1"), at(&slices, "10.0.0.2")),
            (vec!["a".into(), "b".into()], vec![])
        );
        slices.set(&name("2"), None);
        assert_eq!((at(&slices, "10.0.0.1"), slices.of(&name("a")).len()), (vec!["b".into()], 0));
        slices.set(&name("3"), None);
        slices.set(&name("1"), None);
        assert!(slices.all.is_empty() && slices.at.is_empty() && slices.of_service.is_empty());
    }
}
