//! A mesh at a moment.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::changes::Changes;
use crate::inbound::{self, Conflict};
use crate::listener;
use crate::model::{Labels, Name, Policies, Settings, Sidecars, Workload, Workloads};
use crate::name_table;
use crate::outbound::{Offer, Offers};
use crate::proxy::{Interception, Proxy};
use crate::resource::{Kind, Resource, Table};
use crate::route;
use crate::scope::{Scope, Seer};
use crate::shared::Shared;
use crate::sorted::SortedMap;
use crate::view::service_of_host;

/// How many snapshots ago what differs is still known name by name.
const REMEMBERED: usize = 64;

/// A mesh at a moment, and what all proxies share of what they are sent. It does not change.
pub struct Snapshot {
    generation: u64,
    settings: Arc<Settings>,
    shared: Shared,
    offers: Arc<Offers>,
    pods: Arc<Workloads>,
    policies: Arc<Policies>,
    sidecars: Arc<Sidecars>,
    /// What each of the last snapshots changed, this one last.
    history: VecDeque<Arc<Changes>>,
    /// Routes of ports by who asks, made when somebody asks first.
    routes: Mutex<SortedMap<(Seer, u16), Resource>>,
    names: OnceLock<Resource>,
}

/// What is known of a mesh.
pub(crate) struct Known<'a> {
    pub(crate) settings: &'a Arc<Settings>,
    pub(crate) offers: &'a Arc<Offers>,
    pub(crate) pods: &'a Arc<Workloads>,
    pub(crate) policies: &'a Arc<Policies>,
    pub(crate) sidecars: &'a Arc<Sidecars>,
}

/// What a proxy is sent.
pub struct Served {
    snapshot: Arc<Snapshot>,
    proxy: Arc<Proxy>,
    clusters: Arc<[Resource]>,
    listeners: Arc<[Resource]>,
    scope: Arc<Scope>,
    /// Where Services that lead to the workload do not agree.
    pub conflicts: Vec<Conflict>,
    /// Whether its pod is known. If not, it is sent nothing for ports of its own.
    pub is_known: bool,
}

impl Snapshot {
    /// A mesh of which nothing is known.
    pub(crate) fn first(settings: &Arc<Settings>, shared: &Shared) -> Snapshot {
        Snapshot {
            generation: 0,
            settings: Arc::clone(settings),
            shared: shared.clone(),
            offers: Arc::default(),
            pods: Arc::default(),
            policies: Arc::new(Policies::new(&settings.root_namespace)),
            sidecars: Arc::default(),
            history: VecDeque::new(),
            routes: Mutex::default(),
            names: OnceLock::new(),
        }
    }

    /// The one after this.
    pub(crate) fn next(&self, known: &Known<'_>, shared: &Shared, changes: Changes) -> Snapshot {
        let is_anew = changes.all || changes.scopes;
        let routes = if is_anew { SortedMap::default() } else { self.routes_without(&changes.routes) };
        let names = if changes.names || changes.all { OnceLock::new() } else { self.names.clone() };
        let mut history = if changes.all { VecDeque::new() } else { self.history.clone() };
        // What changes all is remembered by that nothing before it is.
        if !changes.all {
            history.push_back(Arc::new(changes));
        }
        if history.len() > REMEMBERED {
            history.pop_front();
        }
        Snapshot {
            generation: self.generation + 1,
            settings: Arc::clone(known.settings),
            shared: shared.clone(),
            offers: Arc::clone(known.offers),
            pods: Arc::clone(known.pods),
            policies: Arc::clone(known.policies),
            sidecars: Arc::clone(known.sidecars),
            history,
            routes: Mutex::new(routes),
            names,
        }
    }

    /// Its number: a later one has a greater one.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What differs from an earlier one; `None` if that is not known, so that anything may.
    pub fn since(&self, generation: u64) -> Option<Arc<Changes>> {
        let steps = usize::try_from(self.generation.checked_sub(generation)?).ok()?;
        let first = self.history.len().checked_sub(steps)?;
        // That of most streams, after each change.
        if let (1, Some(last)) = (steps, self.history.back()) {
            return Some(Arc::clone(last));
        }
        let mut changes = Changes::default();
        self.history.iter().skip(first).for_each(|later| changes.extend(later));
        Some(Arc::new(changes))
    }

    /// The mesh's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What each Service offers.
    pub fn offers(&self) -> &Offers {
        &self.offers
    }

    /// The policies that are in force.
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// The pod of a name.
    pub fn pod(&self, name: &Name) -> Option<&Arc<Workload>> {
        self.pods.get(name)
    }

    /// What a proxy is sent. Who its pod is, is known by the pod and not by what the proxy says; only as long as there is no
    /// such pod that counts.
    pub fn served(self: &Arc<Snapshot>, proxy: &Proxy) -> Served {
        self.served_anew(&Arc::new(proxy.clone()))
    }

    fn served_anew(self: &Arc<Snapshot>, proxy: &Arc<Proxy>) -> Served {
        let settings = &self.settings;
        let pod = self.pods.get(&proxy.pod).filter(|pod| pod.addresses.contains(&proxy.address()));
        let labels: &Labels = pod.map_or(&proxy.labels, |pod| &pod.labels);
        let mtls = self.policies.of_workload(&proxy.pod.namespace, labels);
        let (ports, conflicts) = match pod {
            Some(pod) => inbound::own_ports(pod, self.offers_of(&proxy.pod.namespace), proxy, settings),
            None => Default::default(),
        };
        let sidecar = self.sidecars.of_workload(&settings.root_namespace, &proxy.pod.namespace, labels);
        let scope = Scope::new(&proxy.pod.namespace, sidecar.cloned());
        let mut listeners = Vec::new();
        if proxy.interception != Interception::None {
            listeners.push(inbound::virtual_inbound(&ports, &mtls, proxy, settings));
            listeners.push(listener::virtual_outbound(proxy, settings));
        }
        Served {
            clusters: inbound::clusters(&ports, proxy, settings).into(),
            listeners: listeners.into(),
            scope: Arc::new(scope),
            conflicts,
            is_known: pod.is_some(),
            proxy: Arc::clone(proxy),
            snapshot: Arc::clone(self),
        }
    }

    /// What a proxy is sent that was sent something before: what is its own stays where nothing touched it.
    pub fn served_after(self: &Arc<Snapshot>, before: &Served) -> Served {
        let is_touched = self
            .since(before.snapshot.generation)
            .is_none_or(|changes| changes.all || changes.own.has(&before.proxy));
        if is_touched {
            return self.served_anew(&before.proxy);
        }
        Served {
            snapshot: Arc::clone(self),
            proxy: Arc::clone(&before.proxy),
            clusters: Arc::clone(&before.clusters),
            listeners: Arc::clone(&before.listeners),
            scope: Arc::clone(&before.scope),
            conflicts: before.conflicts.clone(),
            is_known: before.is_known,
        }
    }

    fn offers_of<'a>(&'a self, namespace: &'a str) -> impl Iterator<Item = &'a Arc<Offer>> {
        let after = self.offers.starting_at(&Name::new(namespace, ""));
        after.take_while(move |(name, _)| name.namespace == namespace).map(|(_, offer)| offer)
    }

    /// The routes that were made, but for those of these names.
    fn routes_without(&self, names: &BTreeSet<Arc<str>>) -> SortedMap<(Seer, u16), Resource> {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !names.is_empty() {
            let of = routes.iter().filter(|(_, route)| names.contains(&route.name));
            let of: Vec<(Seer, u16)> = of.map(|(key, _)| key.clone()).collect();
            of.iter().for_each(|key| drop(routes.remove(key)));
        }
        routes
    }

    /// The routes of a port for the proxies of a scope; they see all of the hosts if `sees` is none.
    fn route_of_port(
        &self,
        scope: &Scope,
        sees: Option<&dyn Fn(&Name) -> bool>,
        port: u16,
    ) -> Option<Resource> {
        let hosts = self.shared.hosts.get(&port)?;
        let key = (scope.key().clone(), port);
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = routes.get(&key) {
            return Some(made.clone());
        }
        let seen: Vec<_> = hosts.iter().filter(|(name, _)| sees.is_none_or(|sees| sees(name))).collect();
        if seen.is_empty() {
            return None;
        }
        let seen = seen.into_iter().map(|(_, host)| host.for_namespace(scope.namespace()));
        let made = route::of_port(port, seen, &self.settings);
        routes.insert(key, made.clone());
        Some(made)
    }
}

impl Served {
    /// The proxy.
    pub fn proxy(&self) -> &Proxy {
        &self.proxy
    }

    /// The snapshot that it is of.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// All resources of a type that is sent without being asked for by name. Of endpoints and routes, those that listeners
    /// and clusters of this proxy refer to.
    pub fn all(&self, kind: Kind) -> Vec<Resource> {
        let shared = &self.snapshot.shared;
        let seen = |table: &Table| -> Vec<Resource> {
            table.values().filter(|one| self.sees_resource(kind, &one.name)).cloned().collect()
        };
        match kind {
            Kind::Cluster => [seen(&shared.clusters), self.clusters.to_vec()].concat(),
            Kind::Endpoints => seen(&shared.endpoints),
            Kind::Listener if self.proxy.interception == Interception::None => Vec::new(),
            Kind::Listener => [seen(&shared.listeners), self.listeners.to_vec()].concat(),
            Kind::Route => {
                let ports = shared.hosts.keys().filter_map(|port| self.get(kind, &port.to_string()));
                ports.chain(seen(&shared.routes)).collect()
            }
            Kind::NameTable => vec![self.names()],
        }
    }

    /// The resource of a type and name.
    pub fn get(&self, kind: Kind, name: &str) -> Option<Resource> {
        let shared = &self.snapshot.shared;
        let own = |own: &[Resource]| own.iter().find(|one| &*one.name == name).cloned();
        let seen = |table: &Table| table.get(name).filter(|_| self.sees_resource(kind, name)).cloned();
        match kind {
            Kind::Cluster => own(&self.clusters).or_else(|| seen(&shared.clusters)),
            Kind::Endpoints => seen(&shared.endpoints),
            Kind::Listener if self.proxy.interception == Interception::None => None,
            Kind::Listener => own(&self.listeners).or_else(|| seen(&shared.listeners)),
            Kind::Route => match name.parse() {
                Ok(port) => {
                    let sees = |name: &Name| self.sees(name);
                    let sees: Option<&dyn Fn(&Name) -> bool> =
                        if self.sees_all() { None } else { Some(&sees) };
                    self.snapshot.route_of_port(&self.scope, sees, port)
                }
                Err(_) => seen(&shared.routes),
            },
            Kind::NameTable => Some(self.names()).filter(|names| &*names.name == name),
        }
    }

    /// Whether it is sent the same Services as another, of those that both meshes have.
    pub fn sees_as(&self, other: &Served) -> bool {
        self.scope == other.scope
    }

    fn sees_all(&self) -> bool {
        !self.scope.is_narrow() && self.snapshot.shared.hidden.is_empty()
    }

    fn sees(&self, service: &Name) -> bool {
        self.snapshot.offers.get(service).is_some_and(|offer| self.scope.has(&offer.view))
    }

    /// Whether it is sent a resource that proxies share, by the name of the Service in it.
    fn sees_resource(&self, kind: Kind, name: &str) -> bool {
        let shared = &self.snapshot.shared;
        if kind == Kind::Listener && !listener::is_for(name, &self.proxy) {
            return false;
        }
        if self.sees_all() {
            return true;
        }
        let of_host = |host: &str| {
            service_of_host(host, &self.snapshot.settings.domain).is_some_and(|service| self.sees(&service))
        };
        match kind {
            Kind::Listener => match listener::port_of_http(name) {
                Some(port) => shared.has_http(port, |service| self.sees(service)),
                None => shared.owners.get(name).is_some_and(|service| self.sees(service)),
            },
            Kind::Route => name.rsplit_once(':').is_some_and(|(host, _)| of_host(host)),
            // Those that are of no Service are for all.
            _ => name.rsplit_once('|').is_none_or(|(_, host)| of_host(host)),
        }
    }

    /// As [`get`](Served::get), and routes that lead nowhere in place of those that are not there: without them a listener
    /// waits for ever.
    pub fn get_or_empty(&self, kind: Kind, name: &str) -> Option<Resource> {
        self.get(kind, name).or_else(|| (kind == Kind::Route).then(|| route::empty(name)))
    }

    /// The names of the routes that a listener goes by.
    pub fn routes_of(&self, listener: &str) -> Option<Arc<str>> {
        match listener::port_of_http(listener) {
            Some(port) => Some(port.to_string().into()),
            None => self.snapshot.shared.routed.get(listener).cloned(),
        }
    }

    /// The resources of a type that are this proxy's alone and may differ from what they were.
    pub fn own_that_may_differ<'a>(
        &'a self,
        earlier: &'a Served,
        kind: Kind,
    ) -> impl Iterator<Item = &'a Resource> {
        let (old, new) = (earlier.own(kind), self.own(kind));
        let is_same = std::ptr::eq(old, new);
        old.iter().chain(new).filter(move |_| !is_same)
    }

    /// The resources of a type that are this proxy's alone.
    pub fn own(&self, kind: Kind) -> &[Resource] {
        match kind {
            Kind::Cluster => &self.clusters,
            Kind::Listener => &self.listeners,
            _ => &[],
        }
    }

    fn names(&self) -> Resource {
        let names = &self.snapshot.shared.names;
        if !self.sees_all() {
            return name_table::whole(names.iter().filter(|(name, _)| self.sees(name)).map(|(_, part)| part));
        }
        self.snapshot.names.get_or_init(|| name_table::whole(names.values())).clone()
    }
}
