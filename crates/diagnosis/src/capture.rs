//! Traffic capture: what a pod asks for, whether it is there, and what it does to a packet.

mod container;
mod pod;
pub mod trace;
pub mod verify;

pub use pod::{AskError, Asked, injected, injecting};
