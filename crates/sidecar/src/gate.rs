//! Whether the proxy is ready, as all parts of the agent know it: Envoy is asked as long as it is not.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use agent::readiness::{NotReady, Readiness};
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::admin::Admin;

/// How often Envoy is asked at first, so that it is known when it was ready; and at the least, while it is not.
const SOON: Duration = Duration::from_millis(25);
const RARELY: Duration = Duration::from_secs(10);
/// How long it is asked as often as at first.
const EAGER: Duration = Duration::from_secs(5);

/// What is known of the proxy.
#[derive(Debug)]
pub struct Gate {
    /// None where there is no Envoy: then nothing of it is waited for.
    admin: Option<Admin>,
    started: Instant,
    known: Mutex<Known>,
    /// Something came that may be the last that was missing.
    news: Notify,
}

#[derive(Debug)]
struct Known {
    readiness: Readiness,
    /// How long it took to be ready.
    took: Option<Duration>,
    /// The last complaint, and when that was.
    complaint: Option<(String, Instant)>,
}

impl Gate {
    /// Of an agent that started then. `names` is whether the table of names has to come.
    pub(crate) fn new(admin: Option<Admin>, names: bool, started: Instant) -> Gate {
        let readiness = if admin.is_some() { Readiness::new(names) } else { Readiness::without_envoy(names) };
        let known = Known { readiness, took: None, complaint: None };
        Gate { admin, started, known: Mutex::new(known), news: Notify::new() }
    }

    /// Envoy has accepted clusters or listeners: it is worth asking at once.
    pub fn accepted(&self) {
        self.news.notify_one();
    }

    /// The table of names has come.
    pub fn names(&self) {
        self.known().readiness.names();
        self.news.notify_one();
    }

    /// The agent ends.
    pub(crate) fn end(&self) {
        self.known().readiness.end();
    }

    /// How long it took to be ready; `None` while it is not.
    pub(crate) fn took(&self) -> Option<Duration> {
        self.known().took
    }

    /// Whether the proxy is ready. Envoy is asked only as long as the answer depends on it.
    ///
    /// # Errors
    /// It is not, and why.
    pub(crate) async fn check(&self) -> Result<(), NotReady> {
        let admin = self.admin.filter(|_| self.known().readiness.asks());
        let stats = match admin {
            Some(admin) => Some(admin.stats().await?),
            None => None,
        };
        let mut known = self.known();
        if let Some(stats) = stats {
            known.readiness.observe(&stats)?;
        }
        known.readiness.check()?;
        if known.took.is_none() {
            let took = self.started.elapsed();
            known.took = Some(took);
            tracing::info!("Envoy proxy is ready, {} ms after the start", took.as_millis());
        }
        Ok(())
    }

    /// [`Gate::check`] for who has no use for the reason: it is logged, but not again and again.
    pub(crate) async fn is_ready(&self) -> bool {
        let Err(why) = self.check().await else { return true };
        let (why, now) = (why.to_string(), Instant::now());
        let mut known = self.known();
        let is_new = known.complaint.as_ref().is_none_or(|(last, when)| {
            *last != why || now.saturating_duration_since(*when) >= Duration::from_secs(1)
        });
        if is_new {
            tracing::warn!("Envoy proxy is NOT ready: {why}");
            known.complaint = Some((why, now));
        }
        false
    }

    /// Asks until the proxy is ready, so that the log says when. Ends then.
    pub(crate) async fn watch(&self) {
        let mut pause = SOON;
        while let Err(why) = self.check().await {
            if why == NotReady::Ending {
                return;
            }
            if self.started.elapsed() > EAGER {
                pause = (pause * 2).min(RARELY);
            }
            if timeout(pause, self.news.notified()).await.is_ok() {
                pause = SOON;
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing that holds it can leave it half done.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
