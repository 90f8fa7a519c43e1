//! The admission webhook's server: TLS, admission reviews, reload, limits, metrics, records and shutdown.
//!
//! Decisions are not made here: an [`Engine`] makes them. What is here is everything between the API server and that
//! engine, built so that no request can knock it over and no change of a file loses a request.
//!
//! ```text
//! TCP ─► tls ─► connection ─► routes ─► body ─► admission ─► Engine
//!                                 reload ─► App ◄─┘  └─► logging, metrics, record
//! ```

pub mod admission;
mod app;
mod body;
mod connection;
mod engine;
pub mod files;
mod health;
mod limits;
pub mod logging;
mod metrics;
mod path;
pub mod record;
pub mod reload;
mod routes;
mod server;
mod signals;
pub mod tls;

pub use app::{App, Behaviour};
pub use engine::{Engine, PodQuestion, PodVerdict, Refusal};
pub use health::{Awaited, Health, HealthFile, keep_fresh};
pub use limits::Limits;
pub use metrics::Metrics;
pub use server::{Server, Signals, Stopping};
pub use signals::{Terminations, at_hangup};
