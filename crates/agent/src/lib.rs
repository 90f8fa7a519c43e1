//! What runs a proxy, pure: what it is given becomes a [`Plan`], and the decisions while it runs. Clock, environment, files
//! and network are arguments here.
//!
//! ```text
//! words ─► Wanted (which files to read); words, environment, files' text, host ─► Plan
//! Plan, what was found ─► Node ─► Parameters ─► bootstrap; Plan ─► Envoy's command line
//! what Envoy, kubelet and the pod's containers say ─► readiness, drain ─► what to do next, what to answer
//! ```

pub mod bootstrap;
pub mod command_line;
pub mod drain;
mod json;
pub mod merge;
pub mod names;
pub mod node;
pub mod probes;
pub mod readiness;
pub mod redirect;
pub mod settings;

pub use settings::{Given, Plan, SettingsError};
