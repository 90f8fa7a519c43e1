//! A small control plane: sends the Envoys of a mesh what they need, signs their certificates, and says how they stand.
//!
//! ```text
//! Directory or
//! Gathering ─► Feed ─► a stream for each proxy (ADS, delta and state of the world)
//!                         ▲
//! Authenticator ──────────┴─► certificates (CA)
//! ```
//!
//! What proxies are sent is worked out by the crate `mesh`, when they are sent it by `xds`, who is who by `identity`.

mod ads;
mod authentication;
mod ca;
mod connections;
mod debug;
mod directory;
mod feed;
mod frame;
mod gathering;
mod hearing;
mod metrics;
mod monitoring;
mod node;
mod notes;
mod peer;
mod plane;
mod rpc;
mod sending;
mod server;
mod source;
mod tls;
mod tokens;

pub use authentication::{Authenticator, Reviewer, Tokens};
pub use directory::Directory;
pub use feed::Feed;
pub use frame::{Frame, SourceError};
pub use gathering::{Change, Gathering};
pub use plane::{About, Plane};
pub use server::{Ports, Server, ServerError};
pub use tls::TlsError;
pub use tokens::{TokenTable, TokenTableError};
