//! A mesh on one machine: network namespaces as pods, with the programs that would run in a cluster.
//!
//! ```text
//! up ─► namespaces of its own ─► supervisor ─┬─► node (network), control plane, pods (agent, Envoy, applications)
//!                                            │
//! commands ─► socket, folder of manifests ───┘
//! ```
//!
//! A lab lives in namespaces of processes, mounts and network that end with its first process. So nothing of it can stay
//! behind but files, which are in its folder, and it touches nothing of the machine's network but one port.

mod admission;
mod application;
mod client;
pub mod commands;
mod container;
mod controllers;
mod door;
mod environment;
mod error;
pub mod launch;
mod node;
mod place;
mod plane;
mod pod;
mod probe;
mod samples;
mod services;
mod store;
pub mod supervisor;
mod system;

pub use application::serve;
pub use error::LabError;
pub use place::Place;
