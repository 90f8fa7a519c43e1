//! The admission webhook's server: TLS, admission reviews, reload, limits, metrics, records and shutdown.
//!
//! Decisions are not made here: an [`Engine`] makes them. What is here is everything between the API server and that
//! engine, built so that no request can knock it over and no change of a file loses a request.
//!
//! ```text
//! TCP ─► room ─► tls ─► connection ─► routes ─► body ─► work ─► admission ─► Engine
//!                                 reload ─► App ◄─┘  └─► unwritten, logging, metrics, record
//! ```

mod accept;
mod activity;
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
mod operated;
mod operations;
mod path;
mod pool;
pub mod record;
pub mod reload;
mod room;
mod routes;
mod server;
mod signals;
pub mod tls;
mod unwritten;
mod work;
mod writes;

pub use app::{App, Behaviour};
pub use engine::{Allowance, Engine, InjectorEngine, PodQuestion, Refusal};
pub use health::{Awaited, Health, HealthFile, keep_fresh};
pub use limits::Limits;
pub use metrics::Metrics;
pub use operated::Operated;
pub use operations::serve_operations;
pub use server::{Server, Signals, Stopping};
pub use signals::{Terminations, at_hangup};
