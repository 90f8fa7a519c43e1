//! What all connections share.

use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::sync::Semaphore;

use crate::body::BodyMemory;
use crate::engine::Engine;
use crate::health::Health;
use crate::limits::Limits;
use crate::logging::Quota;
use crate::metrics::Metrics;
use crate::operated::Operated;
use crate::pool::Pool;
use crate::record::Recorder;

/// How answers are given and reported.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// Whether answers carry warnings.
    pub warnings: bool,
    /// Whether each decision is logged.
    pub log_decisions: bool,
}

/// The state of the server: the engine in force, and what is counted and bounded.
pub struct App {
    engine: ArcSwap<Box<dyn Engine>>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Whether requests should be sent.
    pub health: Arc<Health>,
    pub(crate) limits: Limits,
    pub(crate) behaviour: Behaviour,
    pub(crate) recorder: Option<Recorder>,
    pub(crate) complaints: Quota,
    /// What bodies may take.
    pub(crate) bodies: BodyMemory,
    /// What answers of the webhook may take.
    pub(crate) answers: Arc<Pool>,
    /// A permit for each turn.
    pub(crate) turns: Arc<Semaphore>,
}

impl App {
    /// A server's state that begins with this engine.
    pub fn new(
        engine: Box<dyn Engine>,
        metrics: Arc<Metrics>,
        limits: Limits,
        behaviour: Behaviour,
        recorder: Option<Recorder>,
    ) -> App {
        App {
            engine: ArcSwap::from_pointee(engine),
            metrics,
            health: Arc::default(),
            behaviour,
            recorder,
            complaints: Quota::new(),
            bodies: BodyMemory::new(&limits),
            answers: Pool::new(limits.answers),
            turns: Arc::new(Semaphore::new(limits.heavy_at_once as usize)),
            limits,
        }
    }

    /// Puts another engine in force. Requests that are being answered keep the one they began with.
    pub fn replace_engine(&self, engine: Box<dyn Engine>) {
        self.engine.store(Arc::new(engine));
    }

    /// The engine in force.
    pub(crate) fn engine(&self) -> Arc<Box<dyn Engine>> {
        self.engine.load_full()
    }
}

impl Operated for App {
    fn metrics(&self) -> String {
        self.metrics.text()
    }

    fn health(&self) -> &Health {
        &self.health
    }

    fn description(&self) -> String {
        match self.engine().description() {
            described if described.is_empty() => described,
            described => format!("answers like {described}"),
        }
    }

    fn answer_is_unread(&self) {
        self.metrics.failed("unread-answers");
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("limits", &self.limits)
            .field("behaviour", &self.behaviour)
            .finish_non_exhaustive()
    }
}
