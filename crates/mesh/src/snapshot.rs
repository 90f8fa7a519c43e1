//! A mesh at a moment.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::changes::Changes;
use crate::inbound::{self, Conflict};
use crate::listener;
use crate::model::{Labels, Name, Policies, Settings, Workload, Workloads};
use crate::name_table;
use crate::outbound::{Offer, Offers};
use crate::proxy::{Interception, Proxy};
use crate::resource::{Kind, Resource};
use crate::route;
use crate::shared::Shared;
use crate::sorted::SortedMap;

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
    /// What each of the last snapshots changed, this one last.
    history: VecDeque<Arc<Changes>>,
    /// Routes of ports by the namespace that asks, made when somebody asks first.
    routes: Mutex<SortedMap<(Arc<str>, u16), Resource>>,
    names: OnceLock<Resource>,
}

/// What a proxy is sent.
pub struct Served {
    snapshot: Arc<Snapshot>,
    proxy: Arc<Proxy>,
    clusters: Arc<[Resource]>,
    listeners: Arc<[Resource]>,
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
            history: VecDeque::new(),
            routes: Mutex::default(),
            names: OnceLock::new(),
        }
    }

    /// The one after this.
    pub(crate) fn next(
        &self,
        settings: &Arc<Settings>,
        shared: &Shared,
        offers: &Arc<Offers>,
        pods: &Arc<Workloads>,
        policies: &Arc<Policies>,
        changes: Changes,
    ) -> Snapshot {
        let routes = if changes.all { SortedMap::default() } else { self.routes_without(&changes.routes) };
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
            settings: Arc::clone(settings),
            shared: shared.clone(),
            offers: Arc::clone(offers),
            pods: Arc::clone(pods),
            policies: Arc::clone(policies),
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
        let mut listeners = Vec::new();
        if proxy.interception != Interception::None {
            listeners.push(inbound::virtual_inbound(&ports, &mtls, proxy, settings));
            listeners.push(listener::virtual_outbound(proxy, settings));
        }
        Served {
            clusters: inbound::clusters(&ports, proxy, settings).into(),
            listeners: listeners.into(),
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
            conflicts: before.conflicts.clone(),
            is_known: before.is_known,
        }
    }

    fn offers_of<'a>(&'a self, namespace: &'a str) -> impl Iterator<Item = &'a Arc<Offer>> {
        let after = self.offers.starting_at(&Name::new(namespace, ""));
        after.take_while(move |(name, _)| name.namespace == namespace).map(|(_, offer)| offer)
    }

    /// The routes that were made, but for those of these names.
    fn routes_without(&self, names: &BTreeSet<Arc<str>>) -> SortedMap<(Arc<str>, u16), Resource> {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !names.is_empty() {
            let of = routes.iter().filter(|(_, route)| names.contains(&route.name));
            let of: Vec<(Arc<str>, u16)> = of.map(|(key, _)| key.clone()).collect();
            of.iter().for_each(|key| drop(routes.remove(key)));
        }
        routes
    }

    fn route_of_port(&self, namespace: &str, port: u16) -> Option<Resource> {
        let hosts = self.shared.hosts.get(&port)?;
        let key = (Arc::from(namespace), port);
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = routes.get(&key) {
            return Some(made.clone());
        }
        let hosts = hosts.values().map(|host| host.for_namespace(namespace));
        let made = route::of_port(port, hosts, &self.settings);
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
        match kind {
            Kind::Cluster => shared.clusters.values().chain(&*self.clusters).cloned().collect(),
            Kind::Endpoints => shared.endpoints.values().cloned().collect(),
            Kind::Listener if self.proxy.interception == Interception::None => Vec::new(),
            Kind::Listener => {
                let listeners =
                    shared.listeners.values().filter(|one| listener::is_for(&one.name, &self.proxy));
                listeners.chain(&*self.listeners).cloned().collect()
            }
            Kind::Route => {
                let ports = shared.hosts.keys().filter_map(|port| self.get(kind, &port.to_string()));
                ports.chain(shared.routes.values().cloned()).collect()
            }
            Kind::NameTable => vec![self.names()],
        }
    }

    /// The resource of a type and name.
    pub fn get(&self, kind: Kind, name: &str) -> Option<Resource> {
        let shared = &self.snapshot.shared;
        let own = |own: &[Resource]| own.iter().find(|one| &*one.name == name).cloned();
        match kind {
            Kind::Cluster => own(&self.clusters).or_else(|| shared.clusters.get(name).cloned()),
            Kind::Endpoints => shared.endpoints.get(name).cloned(),
            Kind::Listener if self.proxy.interception == Interception::None => None,
            Kind::Listener => own(&self.listeners).or_else(|| {
                shared.listeners.get(name).filter(|_| listener::is_for(name, &self.proxy)).cloned()
            }),
            Kind::Route => match name.parse() {
                Ok(port) => self.snapshot.route_of_port(&self.proxy.pod.namespace, port),
                Err(_) => shared.routes.get(name).cloned(),
            },
            Kind::NameTable => Some(self.names()).filter(|names| &*names.name == name),
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
        let whole = || name_table::whole(self.snapshot.shared.names.values());
        self.snapshot.names.get_or_init(whole).clone()
    }
}
