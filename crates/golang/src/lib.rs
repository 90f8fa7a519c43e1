//! Go's text forms, each once: what Go writes, what it reads, and its error texts.
//!
//! Everything here is what Go 1.26 does. `tests/oracle` holds Go's own answers, and the program that asked for them.

pub mod base64;
pub mod duration;
pub mod float;
pub mod json;
pub mod number;
pub mod quote;
pub mod time;
