//! The resources that all proxies share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;

use crate::changes::Changes;
use crate::model::{Export, Name, Settings};
use crate::outbound::{Offer, Outbound};
use crate::resource::{Resource, Table};
use crate::route::Host;
use crate::sorted::SortedMap;
use crate::{cluster, listener};

/// Hosts by the Services that they are of.
pub(crate) type Hosts = SortedMap<Arc<Name>, Arc<Host>>;

/// The resources that all proxies share. A copy costs nothing until it is changed.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    settings: Arc<Settings>,
    pub(crate) clusters: Arc<Table>,
    pub(crate) endpoints: Arc<Table>,
    pub(crate) listeners: Arc<Table>,
    /// Those of ports that are looked into; routes of HTTP ports are put together from `hosts`.
    pub(crate) routes: Arc<Table>,
    /// The routes by which listeners of single ports go.
    pub(crate) routed: Arc<SortedMap<Arc<str>, Arc<str>>>,
    /// The Services that listeners of single ports are of.
    pub(crate) owners: Arc<SortedMap<Arc<str>, Arc<Name>>>,
    /// The Services that are not shown to all.
    pub(crate) hidden: Arc<BTreeSet<Arc<Name>>>,
    /// By port.
    pub(crate) hosts: Arc<SortedMap<u16, Hosts>>,
    /// The names for DNS by Service, each as it stands in the table.
    pub(crate) names: Arc<SortedMap<Arc<Name>, Bytes>>,
}

/// A Service with what it offered before, and what it offers now.
pub(crate) type Replaced = (Arc<Name>, Option<Arc<Offer>>, Option<Arc<Offer>>);

impl Shared {
    /// What there is without any Service.
    pub(crate) fn new(settings: &Arc<Settings>) -> Shared {
        let clusters = cluster::fixed(settings).into_iter();
        Shared {
            settings: Arc::clone(settings),
            clusters: Arc::new(clusters.map(|one| (Arc::clone(&one.name), one)).collect()),
            endpoints: Arc::default(),
            listeners: Arc::default(),
            routes: Arc::default(),
            routed: Arc::default(),
            owners: Arc::default(),
            hidden: Arc::default(),
            hosts: Arc::default(),
            names: Arc::default(),
        }
    }

    /// Takes out what Services offered and in what they offer, and gives the names of what differs.
    pub(crate) fn replace(&mut self, replaced: &[Replaced]) -> Changes {
        let mut changes = Changes {
            clusters: swap(&mut self.clusters, replaced, |outbound| &outbound.clusters),
            endpoints: swap(&mut self.endpoints, replaced, |outbound| &outbound.endpoints),
            listeners: swap(&mut self.listeners, replaced, |outbound| &outbound.listeners),
            routes: swap(&mut self.routes, replaced, |outbound| &outbound.routes),
            names: self.replace_names(replaced),
            ..Changes::default()
        };
        self.replace_routed(replaced);
        self.replace_owners(replaced);
        self.replace_hidden(replaced, &mut changes);
        for port in self.replace_hosts(replaced) {
            changes.routes.insert(port.to_string().into());
            // Whoever sees some hosts only may have the first of the port now, or the last no more.
            changes.listeners.extend(listener::WILDCARDS.map(|all| listener::name(all, port).into()));
            self.set_listeners_of_port(port, &mut changes);
        }
        changes
    }

    fn replace_names(&mut self, replaced: &[Replaced]) -> bool {
        let mut differs = false;
        for (name, _, after) in replaced {
            let before = self.names.get(name);
            let after = after.as_ref().map(|after| &after.outbound.names).filter(|names| !names.is_empty());
            if before == after {
                continue;
            }
            differs = true;
            let names = Arc::make_mut(&mut self.names);
            match after {
                Some(after) => drop(names.insert(Arc::clone(name), after.clone())),
                None => drop(names.remove(name)),
            }
        }
        differs
    }

    fn replace_routed(&mut self, replaced: &[Replaced]) {
        let pairs = |offer: &Option<Arc<Offer>>| match offer {
            Some(offer) => offer.outbound.routed.clone(),
            None => Vec::new(),
        };
        let before: Vec<_> = replaced.iter().flat_map(|(_, before, _)| pairs(before)).collect();
        let after: Vec<_> = replaced.iter().flat_map(|(_, _, after)| pairs(after)).collect();
        if before != after {
            let routed = Arc::make_mut(&mut self.routed);
            before.iter().for_each(|(listener, _)| drop(routed.remove(listener)));
            after.into_iter().for_each(|(listener, route)| drop(routed.insert(listener, route)));
        }
    }

    fn replace_owners(&mut self, replaced: &[Replaced]) {
        let names = |offer: &Option<Arc<Offer>>| -> Vec<Arc<str>> {
            let listeners = offer.iter().flat_map(|offer| &offer.outbound.listeners);
            listeners.map(|one| Arc::clone(&one.name)).collect()
        };
        let changed = replaced.iter().filter(|(_, before, after)| names(before) != names(after));
        let changed: Vec<&Replaced> = changed.collect();
        if changed.is_empty() {
            return;
        }
        let owners = Arc::make_mut(&mut self.owners);
        for (_, before, _) in &changed {
            names(before).iter().for_each(|listener| drop(owners.remove(listener)));
        }
        for (name, _, after) in changed {
            names(after).into_iter().for_each(|listener| drop(owners.insert(listener, Arc::clone(name))));
        }
    }

    /// What is shown to others than before differs for those, although it is the same.
    fn replace_hidden(&mut self, replaced: &[Replaced], changes: &mut Changes) {
        for (name, before, after) in replaced {
            let export = |offer: &Option<Arc<Offer>>| match offer {
                Some(offer) => offer.view.export.clone(),
                None => Export::All,
            };
            let (old, new) = (export(before), export(after));
            if (new != Export::All) != self.hidden.contains(name) {
                let hidden = Arc::make_mut(&mut self.hidden);
                match new {
                    Export::All => drop(hidden.remove(name)),
                    Export::To(_) => drop(hidden.insert(Arc::clone(name))),
                }
            }
            if old == new {
                continue;
            }
            for outbound in before.iter().chain(after).map(|offer| &offer.outbound) {
                let names =
                    |some: &[Resource]| some.iter().map(|one| Arc::clone(&one.name)).collect::<Vec<_>>();
                changes.clusters.extend(names(&outbound.clusters));
                changes.endpoints.extend(names(&outbound.endpoints));
                changes.listeners.extend(names(&outbound.listeners));
                changes.routes.extend(names(&outbound.routes));
                for port in outbound.hosts.keys() {
                    changes.routes.insert(port.to_string().into());
                    let wildcards = listener::WILDCARDS;
                    changes.listeners.extend(wildcards.map(|all| listener::name(all, *port).into()));
                }
                changes.names = true;
            }
        }
    }

    /// Gives the ports whose hosts differ.
    fn replace_hosts(&mut self, replaced: &[Replaced]) -> BTreeSet<u16> {
        let mut ports = BTreeSet::new();
        for (name, before, after) in replaced {
            let none = BTreeMap::new();
            let [before, after] =
                [before, after].map(|offer| offer.as_ref().map_or(&none, |offer| &offer.outbound.hosts));
            let all: BTreeSet<u16> = before.keys().chain(after.keys()).copied().collect();
            for port in all.into_iter().filter(|port| before.get(port) != after.get(port)) {
                let all = Arc::make_mut(&mut self.hosts);
                let mut of_port = all.remove(&port).unwrap_or_default();
                match after.get(&port) {
                    Some(host) => drop(of_port.insert(Arc::clone(name), Arc::clone(host))),
                    None => drop(of_port.remove(name)),
                }
                if !of_port.is_empty() {
                    all.insert(port, of_port);
                }
                ports.insert(port);
            }
        }
        ports
    }

    /// Whether there are listeners of a port of HTTP for who sees some of its hosts only.
    pub(crate) fn has_http(&self, port: u16, sees: impl Fn(&Name) -> bool) -> bool {
        let hosts = self.hosts.get(&port);
        hosts.is_some_and(|hosts| hosts.iter().any(|(name, host)| host.is_declared && sees(name)))
    }

    /// The listeners of a port of HTTP are there as long as a Service says that it speaks HTTP there.
    fn set_listeners_of_port(&mut self, port: u16, changes: &mut Changes) {
        let hosts = self.hosts.get(&port);
        let is_wanted = hosts.is_some_and(|hosts| hosts.values().any(|host| host.is_declared));
        for wildcard in listener::WILDCARDS {
            let name: Arc<str> = listener::name(wildcard, port).into();
            if is_wanted == self.listeners.contains_key(&name) {
                continue;
            }
            let listeners = Arc::make_mut(&mut self.listeners);
            match is_wanted {
                true => {
                    let made = listener::of_http_port(wildcard, port, &self.settings);
                    listeners.insert(Arc::clone(&name), made);
                }
                false => drop(listeners.remove(&name)),
            }
            changes.listeners.insert(name);
        }
    }
}

/// Takes all out before anything is put in: a name may go from one Service to another.
fn swap(
    table: &mut Arc<Table>,
    replaced: &[Replaced],
    of: impl Fn(&Outbound) -> &[Resource],
) -> BTreeSet<Arc<str>> {
    let of = |offer: &Option<Arc<Offer>>| -> Vec<Resource> {
        offer.as_ref().map(|offer| of(&offer.outbound).to_vec()).unwrap_or_default()
    };
    let mut before = BTreeMap::new();
    let mut after = BTreeMap::new();
    for (_, old, new) in replaced {
        before.extend(of(old).into_iter().map(|one| (one.name, one.version)));
        after.extend(of(new).into_iter().map(|one| (Arc::clone(&one.name), one)));
    }
    let names: BTreeSet<Arc<str>> = before.keys().chain(after.keys()).cloned().collect();
    let differs = |name: &Arc<str>| before.get(name) != after.get(name).map(|one| &one.version);
    let differ: BTreeSet<Arc<str>> = names.into_iter().filter(differs).collect();
    if !differ.is_empty() {
        let table = Arc::make_mut(table);
        for name in &differ {
            match after.remove(name) {
                Some(resource) => drop(table.insert(Arc::clone(name), resource)),
                None => drop(table.remove(name)),
            }
        }
    }
    differ
}
