//! What is known of a mesh, as plain data.

mod export;
mod mtls;
mod name;
mod policy;
mod refusal;
mod service;
mod settings;
mod sidecar;
mod slice;
mod workload;

pub use export::Export;
pub use mtls::{Mtls, Policies};
pub use name::{Name, is_label};
pub use policy::{Mode, Policy};
pub use refusal::Refusal;
pub use service::{Address, Handling, Labels, Port, Service, Target};
pub use settings::Settings;
pub use sidecar::{From, Host, Import, Sidecar, Sidecars};
pub use slice::{Backend, Readiness, Slice};
pub use workload::{Workload, Workloads};
