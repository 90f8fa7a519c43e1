//! The newest mesh, for all streams.

use std::sync::{Arc, Mutex, PoisonError};

use mesh::Snapshot;
use tokio::sync::watch;
use tokio::time::Instant;

/// The newest mesh, for all streams; none before there is one. A stream that is slow misses what lies between.
#[derive(Clone)]
pub struct Feed {
    newest: watch::Sender<Option<Arc<Snapshot>>>,
    /// What somebody should know of it.
    notes: Arc<Mutex<Vec<String>>>,
    /// When the first of the changes happened that the newest has.
    since: Arc<Mutex<Option<Instant>>>,
}

impl Default for Feed {
    fn default() -> Feed {
        Feed { newest: watch::Sender::new(None), notes: Arc::default(), since: Arc::default() }
    }
}

impl Feed {
    /// Sets the newest.
    pub fn publish(&self, snapshot: Arc<Snapshot>) {
        self.publish_since(snapshot, Instant::now());
    }

    /// Sets the newest, with when the first of its changes happened.
    pub(crate) fn publish_since(&self, snapshot: Arc<Snapshot>, since: Instant) {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = Some(since);
        self.newest.send_replace(Some(snapshot));
    }

    /// The newest; `None` before there is one.
    pub fn newest(&self) -> Option<Arc<Snapshot>> {
        self.newest.borrow().clone()
    }

    /// When the first of the changes happened that the newest has.
    pub(crate) fn since(&self) -> Option<Instant> {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets what of the mesh is not read, or cannot be.
    pub(crate) fn note(&self, notes: Vec<String>) {
        *self.notes.lock().unwrap_or_else(PoisonError::into_inner) = notes;
    }

    /// What of the mesh is not read, or cannot be.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells when there is a newer one.
    pub(crate) fn follow(&self) -> watch::Receiver<Option<Arc<Snapshot>>> {
        self.newest.subscribe()
    }
}
