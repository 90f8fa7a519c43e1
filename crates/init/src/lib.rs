//! The init container: applies, checks and explains the rules of traffic capture.

pub mod apply;
pub mod arguments;
mod command;
pub mod consent;
mod error;
pub mod host;
mod listing;
pub mod live;
pub mod lock;
pub mod namespace;
mod netlink;
pub mod programs;
pub mod routes;
pub mod say;
pub mod stop;
pub mod validate;
pub mod verify;
pub mod way;

pub use command::{Action, CLEAN_EXAMPLES, Command, EXAMPLES, run, run_in};
pub use error::Error;
