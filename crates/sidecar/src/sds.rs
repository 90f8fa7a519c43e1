//! Secret discovery: what Envoy asks for on a socket, answered with certificates, and again whenever they change.
//!
//! ```text
//! socket.rs: who asks? ─► connection ─► stream.rs: what is asked and acknowledged ─► secrets.rs: what it is now
//! ```
//!
//! Source: Istio 1.30 security/pkg/nodeagent/sds/sdsservice.go.

mod names;
mod secrets;
mod server;
mod socket;
mod stream;

pub(crate) use self::secrets::Secrets;
pub(crate) use self::server::serve;
pub(crate) use self::socket::Socket;
pub use self::socket::SocketError;
