//! All that is known of a mesh, kept up to date object by object.

mod claims;
mod pods;
mod slices;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use kubeyaml::Value;
use objects::{Kind, kinds};

use self::claims::Claims;
use self::pods::Pods;
use self::slices::Slices;
use crate::changes::{Changes, Own};
use crate::ignored::Ignored;
use crate::model::{
    Address, Backend, Name, Policies, Policy, Refusal, Service, Settings, Sidecar, Sidecars, Slice, Workload,
};
use crate::outbound::{Offer, Offers, Outbound};
use crate::shared::Shared;
use crate::snapshot::{Known, Snapshot};
use crate::view::{Surroundings, View, places, service_of_host};

/// The kinds of objects that a mesh is made of.
pub const KINDS: [Kind; 5] =
    [kinds::SERVICE, kinds::ENDPOINT_SLICE, kinds::POD, kinds::PEER_AUTHENTICATION, kinds::SIDECAR];

/// All that is known of a mesh. An object that is put here or taken away is noted; what becomes of it all is worked out by
/// [`Registry::publish`], for the Services that it touches and no others.
pub struct Registry {
    settings: Arc<Settings>,
    services: BTreeMap<Arc<Name>, Arc<Service>>,
    /// The Services of type ExternalName that are another name for a Service.
    aliases: BTreeMap<Name, BTreeSet<Arc<Name>>>,
    slices: Slices,
    pods: Pods,
    policies: Arc<Policies>,
    sidecars: Arc<Sidecars>,
    claims: Claims,
    ignored: Ignored,
    refused: BTreeMap<(&'static str, Name), Refusal>,
    touched: Touched,
    offers: Arc<Offers>,
    shared: Shared,
    snapshot: Arc<Snapshot>,
}

/// What has to be looked at again.
#[derive(Default)]
struct Touched {
    services: BTreeSet<Arc<Name>>,
    own: Own,
    /// Whether which Services some proxies are sent is not.
    scopes: bool,
    /// Whether nothing is as it was.
    all: bool,
}

impl Registry {
    /// A mesh of which nothing is known but its settings.
    pub fn new(settings: Settings) -> Registry {
        let policies = Arc::new(Policies::new(&settings.root_namespace));
        let settings = Arc::new(settings);
        let shared = Shared::new(&settings);
        Registry {
            snapshot: Arc::new(Snapshot::first(&settings, &shared)),
            settings,
            services: BTreeMap::new(),
            aliases: BTreeMap::new(),
            slices: Slices::default(),
            pods: Pods::default(),
            policies,
            sidecars: Arc::default(),
            claims: Claims::default(),
            ignored: Ignored::default(),
            refused: BTreeMap::new(),
            touched: Touched::default(),
            offers: Arc::default(),
            shared,
        }
    }

    /// Takes an object in, or the newer one of a name. One of a kind that a mesh does not have is passed over, those that
    /// would tell a mesh what to do are [noted](Registry::ignored), and what cannot be read is
    /// [refused](Registry::refused).
    pub fn put(&mut self, object: &Value) {
        if self.ignored.set(object, true) {
            return;
        }
        let name = Name::of(object);
        if kinds::SERVICE.is_of(object) {
            let service = self.read("Service", &name, Service::of(object));
            self.set_service(&name, service);
        } else if kinds::ENDPOINT_SLICE.is_of(object) {
            self.set_slice(&name, Slice::of(object));
        } else if kinds::POD.is_of(object) {
            self.set_pod(&name, Some(Workload::of(object)));
        } else if kinds::PEER_AUTHENTICATION.is_of(object) {
            let policy = self.read("PeerAuthentication", &name, Policy::of(object));
            let policy = policy.or_else(|| self.policies.get(&name).cloned());
            self.set_policy(&name, Some(policy.unwrap_or_else(|| Policy::strictest(object))));
        } else if kinds::SIDECAR.is_of(object) {
            // One that cannot be read leaves the one before.
            if let Some(sidecar) = self.read("Sidecar", &name, Sidecar::of(object)) {
                self.set_sidecar(&name, Some(sidecar));
            }
        }
    }

    /// Takes an object away. Of the object only kind, namespace and name count.
    pub fn remove(&mut self, object: &Value) {
        if self.ignored.set(object, false) {
            return;
        }
        let name = Name::of(object);
        if kinds::SERVICE.is_of(object) {
            self.refused.remove(&("Service", name.clone()));
            self.set_service(&name, None);
        } else if kinds::ENDPOINT_SLICE.is_of(object) {
            self.set_slice(&name, None);
        } else if kinds::POD.is_of(object) {
            self.set_pod(&name, None);
        } else if kinds::PEER_AUTHENTICATION.is_of(object) {
            self.refused.remove(&("PeerAuthentication", name.clone()));
            self.set_policy(&name, None);
        } else if kinds::SIDECAR.is_of(object) {
            self.refused.remove(&("Sidecar", name.clone()));
            self.set_sidecar(&name, None);
        }
    }

    /// Takes these objects in, and all others of their kinds away: what a list gives.
    pub fn replace(&mut self, kinds_read: &[Kind], objects: &[Value]) {
        for kind in kinds_read {
            let there: BTreeSet<Name> = objects.iter().filter(|one| kind.is_of(one)).map(Name::of).collect();
            let known: Vec<Name> = match *kind {
                kinds::SERVICE => self.services.keys().map(|name| (**name).clone()).collect(),
                kinds::ENDPOINT_SLICE => self.slices.names().cloned().collect(),
                kinds::POD => self.pods.all().keys().map(|name| (**name).clone()).collect(),
                kinds::PEER_AUTHENTICATION => self.policies.all().map(|policy| policy.name.clone()).collect(),
                kinds::SIDECAR => self.sidecars.all().map(|sidecar| sidecar.name.clone()).collect(),
                _ => {
                    self.ignored.forget(kind.kind);
                    Vec::new()
                }
            };
            for name in known.into_iter().filter(|name| !there.contains(name)) {
                match *kind {
                    kinds::SERVICE => self.set_service(&name, None),
                    kinds::ENDPOINT_SLICE => self.set_slice(&name, None),
                    kinds::POD => self.set_pod(&name, None),
                    kinds::SIDECAR => self.set_sidecar(&name, None),
                    _ => self.set_policy(&name, None),
                }
            }
            self.refused.retain(|(of, name), _| *of != kind.kind || there.contains(name));
        }
        objects.iter().for_each(|object| self.put(object));
    }

    /// Takes these objects in, and all others away.
    pub fn replace_all(&mut self, objects: &[Value]) {
        self.ignored = Ignored::default();
        self.replace(&KINDS, objects);
    }

    /// Takes other settings in: everything is worked out anew.
    pub fn set_settings(&mut self, settings: Settings) {
        if *self.settings == settings {
            return;
        }
        let mut policies = Policies::new(&settings.root_namespace);
        self.policies.all().for_each(|policy| policies.insert(policy.clone()));
        self.policies = Arc::new(policies);
        self.settings = Arc::new(settings);
        self.offers = Arc::default();
        self.shared = Shared::new(&self.settings);
        self.aliases.clear();
        let all: Vec<Arc<Service>> = self.services.values().cloned().collect();
        all.iter().for_each(|service| self.set_alias(service, true));
        self.touched.services.extend(self.services.keys().cloned());
        self.touched.all = true;
    }

    /// The mesh's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What tells a mesh what to do, and is not read.
    pub fn ignored(&self) -> &Ignored {
        &self.ignored
    }

    /// What cannot be read.
    pub fn refused(&self) -> impl Iterator<Item = &Refusal> {
        self.refused.values()
    }

    /// What becomes of all that: the same snapshot as before where nothing differs.
    pub fn publish(&mut self) -> Arc<Snapshot> {
        let Touched { mut services, own, scopes, all } = std::mem::take(&mut self.touched);
        for name in services.clone() {
            services.extend(self.claim(&name));
        }
        let mut replaced = Vec::new();
        for name in services {
            let view = self.services.get(&name).and_then(|service| {
                let around = Surroundings {
                    settings: &self.settings,
                    policies: &self.policies,
                    slices: self.slices.of(&name),
                    aliases: self
                        .aliases
                        .get(&*name)
                        .into_iter()
                        .flatten()
                        .map(|one| (**one).clone())
                        .collect(),
                    pod: &|slice, backend: &Backend| self.pods.behind(slice, backend),
                    owns: &|address: IpAddr, port| self.claims.owns(&name, (address, port)),
                };
                View::of(service, &around)
            });
            let before = self.offers.get(&name).cloned();
            if view.as_ref() == before.as_ref().map(|before| &before.view) {
                continue;
            }
            let after = view.map(|view| {
                let outbound = Outbound::of(&view, &self.settings);
                Arc::new(Offer { view, outbound })
            });
            let offers = Arc::make_mut(&mut self.offers);
            match &after {
                Some(after) => offers.insert(Arc::clone(&name), Arc::clone(after)),
                None => offers.remove(&name),
            };
            replaced.push((name, before, after));
        }
        let mut changes = self.shared.replace(&replaced);
        changes.own = own;
        changes.scopes = scopes;
        changes.all = all;
        self.next(changes)
    }

    fn next(&mut self, changes: Changes) -> Arc<Snapshot> {
        if !changes.is_empty() {
            let known = Known {
                settings: &self.settings,
                offers: &self.offers,
                pods: self.pods.all(),
                policies: &self.policies,
                sidecars: &self.sidecars,
            };
            self.snapshot = Arc::new(self.snapshot.next(&known, &self.shared, changes));
        }
        Arc::clone(&self.snapshot)
    }

    /// Sets what a Service wants, and gives others that get or lose something by that.
    fn claim(&mut self, name: &Arc<Name>) -> BTreeSet<Arc<Name>> {
        let Some(service) = self.services.get(name) else {
            return self.claims.set(name, "", BTreeSet::new());
        };
        let slices = self.slices.of(name);
        let wanted = service.ports.iter().flat_map(|port| {
            places(service, port, &slices).into_iter().map(|address| (address, port.number))
        });
        let wanted = wanted.collect();
        self.claims.set(name, &service.created, wanted)
    }

    fn read<T>(&mut self, kind: &'static str, name: &Name, read: Result<T, Refusal>) -> Option<T> {
        match read {
            Ok(read) => {
                self.refused.remove(&(kind, name.clone()));
                Some(read)
            }
            Err(refusal) => {
                self.refused.insert((kind, name.clone()), refusal);
                None
            }
        }
    }

    fn set_service(&mut self, name: &Name, service: Option<Service>) {
        let before = self.services.get(name).cloned();
        if before.as_deref() == service.as_ref() {
            return;
        }
        if let Some(before) = &before {
            self.set_alias(before, false);
        }
        let name = Arc::new(name.clone());
        match service.map(Arc::new) {
            Some(service) => {
                self.services.insert(Arc::clone(&name), Arc::clone(&service));
                self.set_alias(&service, true);
            }
            None => drop(self.services.remove(&name)),
        }
        let service = self.services.get(&name).cloned();
        [before, service].into_iter().flatten().for_each(|service| self.touch_own_of(&service));
        self.touched.services.insert(name);
    }

    /// The pods that a Service leads to, by labels or by addresses, have other ports of their own.
    fn touch_own_of(&mut self, service: &Service) {
        let slices = self.slices.of(&service.name).into_iter();
        let addresses = slices.flat_map(|slice| slice.backends.iter().map(|backend| backend.address));
        self.touched.own.addresses.extend(addresses);
        let namespace = &service.name.namespace;
        let pods = self.pods.of_namespace(namespace).filter(|pod| service.selects(&pod.labels));
        self.touched.own.pods.extend(pods.map(|pod| pod.name.clone()));
    }

    fn set_alias(&mut self, service: &Service, is_there: bool) {
        let Address::Alias(host) = &service.address else { return };
        let Some(of) = service_of_host(host, &self.settings.domain) else { return };
        let names = self.aliases.entry(of.clone()).or_default();
        if is_there {
            names.insert(Arc::new(service.name.clone()));
        } else {
            names.remove(&service.name);
        }
        if names.is_empty() {
            self.aliases.remove(&of);
        }
        self.touched.services.insert(Arc::new(of));
    }

    fn set_slice(&mut self, name: &Name, slice: Option<Slice>) {
        let before = self.slices.set(name, slice.clone());
        if before == slice {
            return;
        }
        let addresses = |slice: &Option<Slice>| -> BTreeSet<IpAddr> {
            slice.iter().flat_map(|slice| &slice.backends).map(|backend| backend.address).collect()
        };
        let (old, new) = (addresses(&before), addresses(&slice));
        let serves = |slice: &Option<Slice>| slice.as_ref().map(|s| (s.service.clone(), s.ports.clone()));
        match serves(&before) == serves(&slice) {
            true => self.touched.own.addresses.extend(old.symmetric_difference(&new)),
            false => self.touched.own.addresses.extend(old.union(&new)),
        }
        let services = [before, slice].into_iter().flatten().map(|slice| Arc::new(slice.service));
        self.touched.services.extend(services);
    }

    fn set_pod(&mut self, name: &Name, pod: Option<Workload>) {
        if self.pods.all().get(name).map(Arc::as_ref) == pod.as_ref() {
            return;
        }
        let after = pod.iter().flat_map(|pod| pod.addresses.clone()).collect::<Vec<_>>();
        let before = self.pods.set(name, pod);
        let before = before.iter().flat_map(|pod| pod.addresses.clone());
        for address in before.chain(after) {
            self.touched.services.extend(self.slices.services_at(address).cloned().map(Arc::new));
        }
        self.touched.own.pods.insert(name.clone());
    }

    fn set_policy(&mut self, name: &Name, policy: Option<Policy>) {
        if self.policies.get(name) == policy.as_ref() {
            return;
        }
        let policies = Arc::make_mut(&mut self.policies);
        match policy {
            Some(policy) => policies.insert(policy),
            None => policies.remove(name),
        }
        if name.namespace == self.policies.root() {
            self.touched.own.all = true;
            self.touched.services.extend(self.services.keys().cloned());
            return;
        }
        self.touched.own.namespaces.insert(name.namespace.clone());
        for address in self.pods.of_namespace(&name.namespace).flat_map(|pod| &pod.addresses) {
            self.touched.services.extend(self.slices.services_at(*address).cloned().map(Arc::new));
        }
    }

    fn set_sidecar(&mut self, name: &Name, sidecar: Option<Sidecar>) {
        if self.sidecars.get(name).map(Arc::as_ref) == sidecar.as_ref() {
            return;
        }
        Arc::make_mut(&mut self.sidecars).set(name, sidecar);
        self.touched.scopes = true;
        if name.namespace == self.settings.root_namespace {
            self.touched.own.all = true;
        } else {
            self.touched.own.namespaces.insert(name.namespace.clone());
        }
    }
}
