//! Where a workload keeps its pod, and which workload a pod belongs to.

mod identity;
mod kinds;

pub use identity::Identity;
pub use kinds::{Kind, PodPlace, group, is_list, kind_of};
