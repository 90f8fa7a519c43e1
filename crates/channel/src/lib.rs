//! Parts of a client's connection that more than one crate needs. Each connects and asks in its own way, with its own
//! bounds; the agent must not bring along what asks an API server.
//!
//! ```text
//! stream ─► TLS with Anyone ─► hyper's HTTP/2 ─► Http2 ─► tonic's Grpc
//! ```

mod anyone;
mod http2;

pub use anyone::Anyone;
pub use http2::Http2;
