//! Whether the server is ready to be sent requests.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// Readiness. A server is ready from the moment it accepts and has all that it waits for, until it is told to stop.
#[derive(Debug, Default)]
pub struct Health {
    accepting: AtomicBool,
    stopping: AtomicBool,
    lacking: AtomicU32,
}

/// Something that a server is not ready without. Until [`Awaited::arrived`] is called it is lacking.
#[derive(Debug)]
pub struct Awaited {
    health: Arc<Health>,
}

impl Health {
    /// Whether requests should be sent.
    pub fn is_ready(&self) -> bool {
        self.accepting.load(Ordering::Relaxed)
            && self.lacking.load(Ordering::Relaxed) == 0
            && !self.stopping.load(Ordering::Relaxed)
    }

    /// Whether the server is about to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// From now on the server is not ready before something more has arrived.
    pub fn awaits(self: &Arc<Health>) -> Awaited {
        self.lacking.fetch_add(1, Ordering::Relaxed);
        Awaited { health: Arc::clone(self) }
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

impl Awaited {
    /// It is there.
    pub fn arrived(self) {
        self.health.lacking.fetch_sub(1, Ordering::Relaxed);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_ready_when_nothing_is_lacking() {
        let health = Arc::new(Health::default());
        let (one, two) = (health.awaits(), health.awaits());
        let mut seen = vec![health.is_ready()];
        health.accepts();
        seen.push(health.is_ready());
        one.arrived();
        seen.push(health.is_ready());
        two.arrived();
        seen.push(health.is_ready());
        health.stops();
        seen.push(health.is_ready());
        assert_eq!(seen, [false, false, false, true, false]);
    }
}
