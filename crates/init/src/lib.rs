//! The init container: applies, checks and explains the rules of traffic capture.

pub mod arguments;
mod command;
mod error;
pub mod host;
pub mod live;
pub mod namespace;
mod netlink;
pub mod programs;
pub mod routes;
pub mod validate;

pub use command::run;
pub use error::Error;
