//! Whether the server is ready to be sent requests.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Readiness. A server is ready from the moment it accepts until it is told to stop.
#[derive(Debug, Default)]
pub struct Health {
    accepting: AtomicBool,
    stopping: AtomicBool,
}

impl Health {
    /// Whether requests should be sent.
    pub fn is_ready(&self) -> bool {
        self.accepting.load(Ordering::Relaxed) && !self.stopping.load(Ordering::Relaxed)
    }

    /// The server accepts connections.
    pub fn accepts(&self) {
        self.accepting.store(true, Ordering::Relaxed);
    }

    /// The server is about to stop.
    pub fn stops(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}

/// A file that is written anew as long as the server is ready, for probes that look at its age.
///
/// Source: Istio 1.0 pilot/cmd/sidecar-injector/main.go; webhook.go, Run.
#[derive(Clone, Debug)]
pub struct HealthFile {
    /// Where it is.
    pub path: PathBuf,
    /// How often it is written.
    pub interval: Duration,
}

/// Writes the file in its interval; never ends. The first time is after one interval.
pub async fn keep_fresh(file: HealthFile, health: Arc<Health>) {
    let mut ticks = tokio::time::interval(file.interval);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        if health.is_ready()
            && let Err(e) = std::fs::write(&file.path, b"ok")
        {
            tracing::error!(path = %file.path.display(), error = %e, "cannot write the health file");
        }
    }
}
