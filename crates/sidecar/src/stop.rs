//! The wish to end, as every part of the agent sees it.

use tokio::sync::watch;

/// Held by the run loop.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Held by each part.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// A wish to end that nobody has yet.
#[must_use]
pub fn stop() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(false);
    (Stopper(sender), Stop(receiver))
}

impl Stopper {
    /// All parts are to end: Envoy has.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Waits for the wish.
    pub async fn wished(&mut self) {
        // An error means that the run loop is gone, which is the same.
        _ = self.0.wait_for(|stop| *stop).await;
    }
}
