//! A whole mesh in network namespaces: `outrigger discovery`, agents with real Envoys behind the rules of
//! `outrigger iptables`, and applications that know nothing of them. `make mesh` runs it.
//!
//! ```text
//!  bridge 10.77.0.1: discovery ══╦══ pod .2 sleep-1    (agent, Envoy)
//!                                ╠══ pod .3 httpbin-1  (agent, Envoy)
//!                                ╚══ pod .4 plain-1    (no sidecar)
//! ```
//!
//! The variables `ENVOY` and `OUTRIGGER_AGENT` name other programs to hold against the same mesh.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]
#![allow(missing_docs, reason = "tests have no users")]

mod acceptance;
mod agent;
mod application;
mod bounds;
mod control_plane;
mod direct;
mod ending;
mod identities;
mod interception;
mod lab;
mod lab_command;
mod load;
mod matrix;
mod names;
mod outage;
mod peers;
mod policies;
mod probes;
mod protocols;
mod rotation;
mod secrets;
mod starting;

#[path = "../../../init/tests/netns/harness/mod.rs"]
#[allow(dead_code, clippy::string_slice, reason = "the tests of the init container need more of it")]
mod harness;

#[path = "../../../mesh/tests/harness/mod.rs"]
mod meshes;
