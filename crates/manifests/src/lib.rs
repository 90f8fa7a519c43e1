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

pub mod chart;
mod error;
mod installation;
mod node;
mod objects;
mod settings;
mod text;

pub use error::SettingsError;
pub use installation::{Identity, identities, install, webhook_configuration};
pub use settings::{Autoscaling, Certificates, Configuration, DEFAULT_REVISION, Names, Settings};
pub use text::{json_list, pretty_json, yaml_stream};
