//! The kernel asked directly: addresses, routes, rules and whether there are nf_tables tables.
//!
//! A request is one message, its answer some messages; nothing of it needs another program, so that an image
//! without `ip` will do, and a clean state is known without starting `iptables-save`.

mod message;
mod socket;

pub use message::{Reply, Request};
pub use socket::Socket;
