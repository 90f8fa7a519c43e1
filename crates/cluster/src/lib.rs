//! Everything that talks to Kubernetes: one-off reading and writing, watches, caBundle, certificates, events.
//!
//! ```text
//! Access ─► Cluster ─┬─► snapshot ─► World    what commands read, once
//!                    ├─► live ─► World       what the webhook reads, again and again
//!                    ├─► restart             has a workload create its pods again
//!                    ├─► certificates        an own CA in a Secret, shared by replicas
//!                    ├─► ca_bundle           puts webhook configurations in force, and keeps them trusting that CA
//!                    ├─► leader                one of several replicas that leads, by a Lease
//!                    ├─► events              says to owners of pods what happened to their pods
//!                    ├─► port_forward        connects to a port of a pod
//!                    ├─► xds                 asks an istiod over xDS, through a port-forward or at an address
//!                    ├─► review              asks a webhook, as an API server does
//!                    └─► served              sees which certificates a server shows
//! ```
//!
//! Objects are [`kubeyaml::Value`]s, and what is known of them a [`objects::World`]. What follows from what was read is decided by pure functions, which the tests hold
//! to tables; the loops around them only read, wait and write.

mod access;
pub mod ca_bundle;
pub mod certificates;
mod error;
pub mod events;
pub mod leader;
mod lists;
pub mod live;
pub mod logs;
mod pod_http;
pub mod port_forward;
mod requests;
mod restart;
pub mod review;
pub mod served;
pub mod sidecars;
pub mod signing;
pub mod snapshot;
#[cfg(test)]
mod stub;
mod watching;
pub mod xds;

pub use access::{Access, Cluster};
pub use error::{Asked, ClusterError};
pub use lists::Which;
pub use requests::{Object, Only};
pub use watching::{Change, Changes};
