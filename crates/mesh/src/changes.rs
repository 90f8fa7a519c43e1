//! What differs between two snapshots.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

use crate::model::Name;
use crate::proxy::Proxy;
use crate::resource::Kind;

/// What differs between two snapshots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Whether anything may differ, of which the rest says nothing.
    pub all: bool,
    /// The clusters that all proxies have.
    pub clusters: BTreeSet<Arc<str>>,
    /// Their endpoints.
    pub endpoints: BTreeSet<Arc<str>>,
    /// The listeners that all proxies have.
    pub listeners: BTreeSet<Arc<str>>,
    /// The routes.
    pub routes: BTreeSet<Arc<str>>,
    /// Whether which Services some proxies are sent does.
    pub scopes: bool,
    /// Whether the names for DNS do.
    pub names: bool,
    /// Whose own resources may.
    pub own: Own,
}

/// Proxies whose own resources may differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// All.
    pub all: bool,
    /// Those of namespaces.
    pub namespaces: BTreeSet<String>,
    /// Those of pods.
    pub pods: BTreeSet<Name>,
    /// Those with addresses.
    pub addresses: BTreeSet<IpAddr>,
}

impl Changes {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }

    /// Adds what differs between two later ones.
    pub fn extend(&mut self, later: &Changes) {
        self.all |= later.all;
        self.clusters.extend(later.clusters.iter().cloned());
        self.endpoints.extend(later.endpoints.iter().cloned());
        self.listeners.extend(later.listeners.iter().cloned());
        self.routes.extend(later.routes.iter().cloned());
        self.names |= later.names;
        self.scopes |= later.scopes;
        self.own.extend(&later.own);
    }

    /// The names of a type that differ for all proxies.
    pub fn of(&self, kind: Kind) -> Option<&BTreeSet<Arc<str>>> {
        match kind {
            Kind::Cluster => Some(&self.clusters),
            Kind::Endpoints => Some(&self.endpoints),
            Kind::Listener => Some(&self.listeners),
            Kind::Route => Some(&self.routes),
            Kind::NameTable => None,
        }
    }
}

impl Own {
    /// Whether a proxy is among them.
    pub fn has(&self, proxy: &Proxy) -> bool {
        self.all
            || self.namespaces.contains(&proxy.pod.namespace)
            || self.pods.contains(&proxy.pod)
            || proxy.addresses.iter().any(|address| self.addresses.contains(address))
    }

    /// Adds others.
    pub fn extend(&mut self, others: &Own) {
        self.all |= others.all;
        self.namespaces.extend(others.namespaces.iter().cloned());
        self.pods.extend(others.pods.iter().cloned());
        self.addresses.extend(&others.addresses);
    }
}
