//! What clients are sent for a Service.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

use crate::model::{Handling, Name, Settings};
use crate::resource::Resource;
use crate::route::Host;
use crate::sorted::SortedMap;
use crate::view::View;
use crate::{cluster, endpoints, listener, name_table, route};

/// What clients are sent for a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbound {
    /// Its clusters, one a port.
    pub(crate) clusters: Vec<Resource>,
    /// Their endpoints.
    pub(crate) endpoints: Vec<Resource>,
    /// Its own listeners.
    pub(crate) listeners: Vec<Resource>,
    /// Its own routes.
    pub(crate) routes: Vec<Resource>,
    /// Which of its own listeners go by which of its own routes.
    pub(crate) routed: Vec<(Arc<str>, Arc<str>)>,
    /// By port, it among the hosts of all Services that have the port.
    pub(crate) hosts: BTreeMap<u16, Arc<Host>>,
    /// Its names for DNS.
    pub(crate) names: Bytes,
}

/// A Service, and what clients are sent for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The Service.
    pub view: View,
    /// What clients are sent.
    pub outbound: Outbound,
}

/// What all Services offer.
pub type Offers = SortedMap<Arc<Name>, Arc<Offer>>;

impl Outbound {
    /// What clients are sent for a Service.
    pub(crate) fn of(view: &View, settings: &Settings) -> Outbound {
        let mut outbound = Outbound {
            clusters: Vec::new(),
            endpoints: Vec::new(),
            listeners: Vec::new(),
            routes: Vec::new(),
            routed: Vec::new(),
            hosts: BTreeMap::new(),
            names: name_table::of(view),
        };
        for port in &view.ports {
            outbound.clusters.push(cluster::outbound(view, port, settings));
            if !view.is_headless() {
                outbound.endpoints.push(endpoints::of(&view.host, port));
            }
            let handling = port.port.handling();
            if handling != Handling::Tcp {
                outbound.hosts.insert(port.port.number, Arc::new(route::host(view, port)));
            }
            if handling == Handling::Sniffed {
                outbound.routes.push(route::of_sniffed(view, port));
            }
            if !matches!(handling, Handling::Http(_)) {
                let at = port.addresses.iter();
                let made: Vec<Resource> =
                    at.map(|ip| listener::of_service(view, port, *ip, settings)).collect();
                if let Some(route) = outbound.routes.last().filter(|_| handling == Handling::Sniffed) {
                    let pair = |one: &Resource| (Arc::clone(&one.name), Arc::clone(&route.name));
                    outbound.routed.extend(made.iter().map(pair));
                }
                outbound.listeners.extend(made);
            }
        }
        outbound
    }
}
