//! Whether the server is ready to be sent requests.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Readiness. A server is ready from the moment it accepts and has all that it waits for, until it is told to stop.
#[derive(Debug, Default)]
pub struct Health {
    accepting: AtomicBool,
    stopping: AtomicBool,
    /// What is awaited, in words, by its number.
    awaited: Mutex<BTreeMap<usize, String>>,
    next: AtomicUsize,
}

/// Something that a server is not ready without. Until [`Awaited::arrived`] is called it is lacking.
#[derive(Debug)]
pub struct Awaited {
    health: Arc<Health>,
    number: usize,
}

impl Health {
    /// Whether requests should be sent.
    pub fn is_ready(&self) -> bool {
        self.lacks().is_none()
    }

    /// Why no requests should be sent; `None` when they should.
    pub fn lacks(&self) -> Option<String> {
        if self.is_stopping() {
            return Some("it is told to stop".to_owned());
        }
        let awaited = self.awaited();
        let mut reasons: Vec<&str> = awaited.values().map(String::as_str).collect();
        if !self.accepting.load(Ordering::Relaxed) {
            reasons.push("it takes no connections yet");
        }
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    /// Whether the server is about to stop.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// From now on the server is not ready before something more has arrived. `reason` says what is lacking.
    pub fn awaits(self: &Arc<Health>, reason: impl Into<String>) -> Awaited {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.awaited().insert(number, reason.into());
        Awaited { health: Arc::clone(self), number }
    }

    fn awaited(&self) -> MutexGuard<'_, BTreeMap<usize, String>> {
        self.awaited.lock().unwrap_or_else(PoisonError::into_inner)
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
    /// It is there, from now on.
    pub fn arrived(&self) {
        self.health.awaited().remove(&self.number);
    }

    /// It is still lacking, for this reason; nothing happens once it has arrived.
    pub fn is_lacking(&self, reason: impl Into<String>) {
        if let Some(known) = self.health.awaited().get_mut(&self.number) {
            *known = reason.into();
        }
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
            && let Err(e) = crate::files::write(&file.path, b"ok")
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
        let (one, two) = (health.awaits("no certificate"), health.awaits("nothing"));
        let mut seen = vec![health.lacks()];
        health.accepts();
        two.is_lacking("no configuration");
        seen.push(health.lacks());
        one.arrived();
        one.is_lacking("what came stays");
        seen.push(health.lacks());
        two.arrived();
        assert!(health.is_ready());
        seen.push(health.lacks());
        health.stops();
        seen.push(health.lacks());
        let want = [
            Some("no certificate; nothing; it takes no connections yet"),
            Some("no certificate; no configuration"),
            Some("no configuration"),
            None,
            Some("it is told to stop"),
        ];
        assert_eq!(seen.iter().map(Option::as_deref).collect::<Vec<_>>(), want);
    }
}
