//! The first generations of injection: Istio 0.5, 1.0 and 1.1 (and the versions between them).
//!
//! One template gives containers and volumes as YAML, and these are *appended* to the pod: nothing is merged. The
//! steps are those of later versions in small: decide, validate, render, read, append or patch.
//!
//! Source: Istio 0.5.0, 1.0.2 and 1.1.0, pilot/pkg/kube/inject/{inject,webhook,app_probe,concurrency}.go.

mod arguments;
mod concurrency;
mod config;
mod data;
mod decide;
mod era;
mod error;
mod later_fields;
mod patch;
mod probes;
mod render;
mod sidecar;
mod status;
mod webhook;
mod workload;

pub use config::LegacyConfig;
pub use error::LegacyError;
pub use later_fields::forget_later_fields;
pub use render::render;
pub use webhook::admit;
pub use workload::inject_workload;
