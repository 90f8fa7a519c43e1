//! From Kubernetes' objects to what each Envoy of a mesh is sent. Pure.
//!
//! - [`Registry`]: takes objects in and away, and publishes what becomes of them;
//! - [`Snapshot`]: a mesh at a moment, with the resources that all proxies share, each encoded once;
//! - [`Served`]: what one [`Proxy`] is sent: those, and the few that are for its own workload;
//! - [`Changes`]: what differs between two snapshots, by name;
//! - [`model`]: Services, pods, policies and settings as plain data.
//!
//! Names of resources are Istio's.

mod chains;
mod changes;
mod cluster;
mod endpoints;
mod envoy;
mod ignored;
mod inbound;
mod listener;
pub mod model;
mod name_table;
mod outbound;
mod proxy;
mod registry;
mod resource;
mod route;
mod scope;
mod shared;
mod snapshot;
mod sorted;
mod view;

pub use changes::{Changes, Own};
pub use ignored::{AUTHORIZATION_POLICY, IGNORED, Ignored};
pub use inbound::Conflict;
pub use outbound::{Offer, Offers};
pub use proxy::{Interception, Proxy, ProxyError};
pub use registry::{KINDS, Registry};
pub use resource::{Kind, Resource, Table};
pub use snapshot::{Served, Snapshot};
pub use sorted::SortedMap;
pub use view::{Endpoint, PortView, View};
