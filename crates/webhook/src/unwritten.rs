//! Answers that their client has not read yet.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::pool::{Grant, Holder, Need, Pool};

/// What an answer takes besides its text.
const ANSWER: usize = 2 << 10;

/// The answers of one connection that are in memory.
#[derive(Debug)]
pub(crate) struct Unwritten {
    most: usize,
    /// Is notified when others need the memory.
    pub gives_back: Arc<Notify>,
    /// Whether `State::blocked` is set; most writes need no lock to know that it is not.
    blocked: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    bytes: usize,
    next: u64,
    /// When each of them was given.
    since: BTreeMap<u64, Instant>,
    /// Since when nothing can be written.
    blocked: Option<Instant>,
}

/// An answer as it lies in memory, until the last part of it was written or the connection ends.
#[derive(Debug)]
struct Held {
    text: Vec<u8>,
    _counted: Counted,
    _holder: Holder,
    _grant: Grant,
}

/// An answer among those of its connection.
#[derive(Debug)]
struct Counted {
    number: u64,
    bytes: usize,
    of: Arc<Unwritten>,
}

impl Unwritten {
    /// None yet; of at most so many bytes.
    pub fn new(most: u32) -> Unwritten {
        Unwritten {
            most: most as usize,
            gives_back: Arc::default(),
            blocked: AtomicBool::new(false),
            state: Mutex::default(),
        }
    }

    /// Keeps an answer until it is written; `None` if there is no room for it.
    pub async fn hold(self: &Arc<Unwritten>, text: Vec<u8>, memory: &Arc<Pool>) -> Option<Bytes> {
        let bytes = text.len() + ANSWER;
        let counted = self.count(bytes)?;
        let grant = memory.take(bytes, Need::First).await?;
        let holder = memory.hold(&self.gives_back);
        Some(Bytes::from_owner(Held { text, _counted: counted, _holder: holder, _grant: grant }))
    }

    /// How long the oldest answer waits, or the last part of one that was given to the stream.
    pub fn oldest(&self) -> Option<Duration> {
        let state = self.state();
        state.since.values().next().into_iter().chain(state.blocked.as_ref()).map(Instant::elapsed).max()
    }

    /// Notes whether the stream takes what is written.
    pub(crate) fn note_blocked(&self, is_blocked: bool) {
        // One task writes, so that nothing comes between the two.
        if self.blocked.load(Ordering::Relaxed) != is_blocked {
            self.blocked.store(is_blocked, Ordering::Relaxed);
            self.state().blocked = is_blocked.then(Instant::now);
        }
    }

    fn count(self: &Arc<Unwritten>, bytes: usize) -> Option<Counted> {
        let mut state = self.state();
        state.bytes = state.bytes.checked_add(bytes).filter(|all| *all <= self.most)?;
        let number = state.next;
        state.next += 1;
        state.since.insert(number, Instant::now());
        Some(Counted { number, bytes, of: Arc::clone(self) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.text
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut state = self.of.state();
        state.bytes = state.bytes.saturating_sub(self.bytes);
        state.since.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn answers_count_until_their_last_part_is_gone() {
        let (memory, of) = (Pool::new(20_000), Arc::new(Unwritten::new(10_000)));
        let mut first = of.hold(vec![b'a'; 6000], &memory).await.unwrap();
        assert!(of.hold(vec![b'b'; 6000], &memory).await.is_none(), "too much for one connection");
        tokio::time::sleep(Duration::from_millis(20)).await;
        let part = first.split_to(1);
        drop(first);
        assert!(of.oldest().is_some_and(|oldest| oldest >= Duration::from_millis(20)));
        drop(part);
        assert_eq!(of.oldest(), None);
        let second = of.hold(vec![b'b'; 6000], &memory).await.unwrap();
        let other = Arc::new(Unwritten::new(20_000));
        assert!(other.hold(vec![b'c'; 12_000], &memory).await.is_none(), "too much for all of them");
        assert_eq!(other.oldest(), None);
        drop(second);
        assert!(other.hold(vec![b'c'; 12_000], &memory).await.is_some());
    }
}
