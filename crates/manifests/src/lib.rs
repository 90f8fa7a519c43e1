//! What is installed in a cluster, as typed builders that give YAML and a chart.
//!
//! ```text
//!                      ┌─► resolve(Settings) ─► Value ─► YAML, JSON     `outrigger install`
//! objects ─► Node ─────┤
//!                      └─► chart::template   ─► text of a Helm chart    `deploy/outrigger`
//! ```
//!
//! Each object is built once, as a `node::Node`: a document in which settings are named, not yet known. So the chart
//! and the manifest cannot say different things.

mod certificates;
pub mod chart;
mod discovery;
mod error;
mod fingerprint;
mod installation;
mod node;
mod objects;
pub mod overlap;
pub mod ownership;
mod pointing;
mod settings;
mod text;
mod webhook_settings;

pub use certificates::Certificates;
pub use discovery::Discovery;
pub use error::SettingsError;
pub use fingerprint::fingerprint;
pub use installation::{Identity, identities, install, possible, webhook_configuration};
pub use objects::webhook::{ENTRIES, IN_FORCE, READS_INJECT, READS_MESH};
pub use settings::{
    Autoscaling, Configuration, DEFAULT_REVISION, Names, Naming, OWN_NAMESPACE, OWN_REVISION, Settings,
    secret_of,
};
pub use text::{json_list, pretty_json, yaml_stream};
pub use webhook_settings::{FailurePolicy, Reinvocation, WebhookSettings};
