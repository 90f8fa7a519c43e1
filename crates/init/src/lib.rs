//! The init container: applies the rules of traffic capture, and reads those that are there.
//!
//! ```text
//! words ─► line ─► prepare (what is wanted, with what the host says) ─► command ─┬─► apply (rules) and routes
//!                     │                                                          └─► validate
//!                     └─► live (what is there, for who compares it)
//! ```

pub mod apply;
mod applying;
mod command;
pub mod consent;
mod error;
mod facts;
pub mod help;
pub mod host;
pub mod kernel;
mod line;
pub mod live;
pub mod lock;
pub mod namespace;
mod netlink;
mod prepare;
pub mod programs;
pub mod routes;
pub mod say;
pub mod stop;
pub mod validate;

pub use applying::{Applying, ForcedBinary, Ipv6};
pub use command::run;
pub use error::Error;
pub use line::Line;
pub use prepare::{Wanted, prepare};
