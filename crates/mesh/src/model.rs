//! What is known of a mesh, as plain data.

mod mtls;
mod name;
mod policy;
mod refusal;
mod service;
mod settings;
mod slice;
mod workload;

pub use mtls::{Mtls, Policies};
pub use name::{Name, is_label};
pub use policy::{Mode, Policy};
pub use refusal::Refusal;
pub use service::{Address, Handling, Labels, Port, Service, Target};
pub use settings::Settings;
pub use slice::{Backend, Slice};
pub use workload::{Workload, Workloads};
