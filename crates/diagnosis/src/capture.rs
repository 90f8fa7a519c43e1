//! Traffic capture: what a pod asks for, whether it is there, and what it does to a packet.

mod asked;
mod container;
mod pod;
pub mod trace;
pub mod verify;

pub use asked::{AskError, Asked};
pub use pod::{injected, injecting};
