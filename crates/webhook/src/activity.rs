//! What a connection does, as far as it matters for how long it is kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The requests of a connection.
#[derive(Debug)]
pub(crate) struct Activity(Mutex<State>);

#[derive(Debug)]
struct State {
    requests: u32,
    was_used: bool,
    since: Instant,
}

impl Default for Activity {
    fn default() -> Activity {
        Activity(Mutex::new(State { requests: 0, was_used: false, since: Instant::now() }))
    }
}

impl Activity {
    /// Counts a request until what is given is dropped.
    pub fn begin(self: &Arc<Activity>) -> Busy {
        let mut state = self.state();
        state.was_used = true;
        state.requests += 1;
        Busy(Arc::clone(self))
    }

    /// Whether there ever was a request.
    pub(crate) fn was_used(&self) -> bool {
        self.state().was_used
    }

    /// For how long there has been no request; `None` while there is one.
    pub fn idle(&self) -> Option<Duration> {
        let state = self.state();
        (state.requests == 0).then(|| state.since.elapsed())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Activity>);

impl Drop for Busy {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.requests = state.requests.saturating_sub(1);
        state.since = Instant::now();
    }
}
