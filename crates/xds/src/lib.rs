//! Envoy's discovery protocol (xDS) without I/O, clock or tasks: what comes in is an argument, what is to be sent is returned.
//!
//! ```text
//! request ─► Stream ─► response      a server: what each Envoy has, wants and is sent, and in which order
//! snapshot ──┘
//!
//! Envoy's frame ─► Relay ─► frame of the control plane's, and back      an agent: passes on, asks for itself
//!
//! response ─► Client ─► request      an Envoy, for tests and simulations
//! ```
//!
//! - [`Stream`]: a server's side of a stream, delta or state of the world, over a [`Source`] of resources;
//! - [`Relay`]: what an agent passes on between Envoy and the control plane;
//! - [`frame`]: what a relay has to know of a message, without decoding what it carries;
//! - [`Client`]: what an Envoy does with what it is sent.
//!
//! Source: Envoy's xDS REST and gRPC protocol; Istio 1.30 pilot/pkg/xds/delta.go, ads.go, pkg/istio-agent/xds_proxy_delta.go.

mod ask;
mod client;
mod encode;
pub mod frame;
mod names;
mod order;
mod push;
mod relay;
mod source;
mod state;
mod stream;

pub use ask::{Ask, Interest, Protocol};
pub use client::Client;
pub use encode::Response;
pub use names::Lists;
pub use relay::{Direction, Forwarded, Notice, Own, Relay, RelayError};
pub use source::{Resource, Source, version_text};
pub use state::Standing;
pub use stream::{Answer, Heard, Refused, Stream};
