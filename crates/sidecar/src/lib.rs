//! The agent, as it meets the world: it starts Envoy, gives it what it needs, answers the kubelet, and ends it well.
//!
//! ```text
//! words, environment, files ─► command ─┬─► run ─┬─► bootstrap, process (Envoy)
//!                                       │        ├─► status (kubelet, Prometheus), gate (ready?), admin (Envoy)
//!                                       │        └─► parts: what Envoy asks the agent for
//!                                       ├─► wait, request
//!                                       └─► istio-iptables (`init`)
//! ```

mod admin;
mod bootstrap;
mod command;
pub mod gate;
mod http;
mod logging;
pub mod metrics;
pub mod parts;
mod process;
mod request;
pub mod run;
pub mod status;
pub mod stop;
mod tls;
mod url;
mod wait;
mod words;

pub use command::main;
