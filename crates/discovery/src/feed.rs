//! The newest mesh, for all streams.

use std::sync::Arc;

use mesh::Snapshot;
use tokio::sync::watch;

/// The newest mesh, for all streams; none before there is one. A stream that is slow misses what lies between.
#[derive(Clone)]
pub struct Feed(watch::Sender<Option<Arc<Snapshot>>>);

impl Default for Feed {
    fn default() -> Feed {
        Feed(watch::Sender::new(None))
    }
}

impl Feed {
    /// Sets the newest.
    pub fn publish(&self, snapshot: Arc<Snapshot>) {
        self.0.send_replace(Some(snapshot));
    }

    /// The newest; `None` before there is one.
    pub fn newest(&self) -> Option<Arc<Snapshot>> {
        self.0.borrow().clone()
    }

    /// Tells when there is a newer one.
    pub(crate) fn follow(&self) -> watch::Receiver<Option<Arc<Snapshot>>> {
        self.0.subscribe()
    }
}
