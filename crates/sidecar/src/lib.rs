//! The agent, as it meets the world: it starts Envoy, gives it what it needs, answers the kubelet, and ends it well.
//!
//! ```text
//! words, environment, files ─► command ─┬─► run ─┬─► bootstrap, process (Envoy)
//!                                       │        ├─► status (kubelet, Prometheus), gate (ready?), admin (Envoy)
//!                                       │        └─► parts: what Envoy asks the agent for: certificates (sds), configuration
//!                                       │            (relay); and what the application asks: names (dns)
//!                                       ├─► wait, request
//!                                       └─► istio-iptables (`init`)
//! ```

mod admin;
mod bootstrap;
mod ca;
pub mod certificates;
mod command;
pub mod dns;
mod error;
mod files;
pub mod gate;
mod given;
mod http;
mod logging;
pub mod metrics;
mod news;
mod one_line;
pub mod parts;
mod process;
mod proxy;
pub mod relay;
mod request;
mod run;
mod sds;
mod status;
pub mod stop;
mod tls;
mod upstream;
mod url;
mod wait;
mod words;
mod workload;

pub use command::{main, run as proxy};
