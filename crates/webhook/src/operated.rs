//! What probes, and what gathers metrics, may ask of a program.

use crate::health::Health;

/// What is told on a plain port.
pub trait Operated: Send + Sync + 'static {
    /// All metrics as OpenMetrics text, for `/metrics`.
    fn metrics(&self) -> String;

    /// What `/readyz` says.
    fn health(&self) -> &Health;

    /// What `/readyz` says besides once it is ready; empty for nothing.
    fn description(&self) -> String {
        String::new()
    }

    /// An answer had no room, because too many were not read yet.
    fn answer_is_unread(&self) {}
}
