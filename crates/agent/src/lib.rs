//! What runs a proxy, pure: the decisions while it runs. Clock, environment, files and network are arguments here.
//!
//! ```text
//! what Envoy, kubelet and the pod's containers say ─► readiness, drain ─► what to do next, what to answer
//! ```

pub mod drain;
pub mod merge;
pub mod probes;
pub mod readiness;
