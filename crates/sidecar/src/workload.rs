//! What a workload is, and whom it trusts.

use std::sync::Arc;

use identity::{Pair, Roots};

/// A workload's certificate and roots; nothing of it, as long as there is none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workload {
    /// Its certificate and key.
    pub(crate) pair: Option<Arc<Pair>>,
    /// What it trusts.
    pub(crate) roots: Option<Arc<Roots>>,
}
