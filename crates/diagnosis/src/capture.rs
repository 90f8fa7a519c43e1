//! Traffic capture: what a pod asks for.

mod container;
mod pod;

pub use pod::{AskError, Asked, injected, injecting};
