//! Memory that is granted before it is used. When it runs out, the longest holder has to give its share back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// Who has held memory for less time than this keeps it.
const KEPT: Duration = Duration::from_millis(200);
/// One waits so many rounds for what others give back …
const ROUNDS: u32 = 60;
/// … of this length; in each of them one holder has to go.
const ROUND: Duration = Duration::from_millis(25);
/// Requests that wait at once for their first memory, and for more; what they have sent is in memory, too.
const WAITING: usize = 64;

/// A number of bytes that all may take together.
#[derive(Debug)]
pub(crate) struct Pool {
    bytes: Arc<Semaphore>,
    /// Places for those who wait for their first bytes, and for those who wait for more.
    first: Semaphore,
    more: Semaphore,
    holders: Mutex<Holders>,
}

#[derive(Debug, Default)]
struct Holders {
    next: u64,
    /// Who can give memory back, the oldest first.
    all: BTreeMap<u64, (Instant, Arc<Notify>)>,
}

/// Bytes that were granted; dropping it gives them back.
pub(crate) type Grant = OwnedSemaphorePermit;

/// Somebody who gives memory back when others need it.
#[derive(Debug)]
pub(crate) struct Holder {
    number: u64,
    pool: Arc<Pool>,
}

/// Whether one holds some of the memory already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Not yet.
    First,
    /// Yes.
    More,
}

impl Pool {
    /// A pool of this many bytes.
    pub fn new(bytes: u32) -> Arc<Pool> {
        Arc::new(Pool {
            bytes: Arc::new(Semaphore::new(bytes as usize)),
            first: Semaphore::new(WAITING),
            more: Semaphore::new(WAITING),
            holders: Mutex::default(),
        })
    }

    /// Counts somebody among those who can give memory back; `gives_back` is notified when others need it.
    pub fn hold(self: &Arc<Pool>, gives_back: &Arc<Notify>) -> Holder {
        let mut holders = self.holders();
        let number = holders.next;
        holders.next += 1;
        holders.all.insert(number, (Instant::now(), Arc::clone(gives_back)));
        Holder { number, pool: Arc::clone(self) }
    }

    /// Takes bytes if they are there.
    pub(crate) fn try_take(&self, bytes: usize) -> Option<Grant> {
        Arc::clone(&self.bytes).try_acquire_many_owned(u32::try_from(bytes).ok()?).ok()
    }

    /// Takes bytes. Where too few are there, the oldest holders have to go. `None` if that does not help.
    pub async fn take(&self, bytes: usize, need: Need) -> Option<Grant> {
        if let Some(grant) = self.try_take(bytes) {
            return Some(grant);
        }
        let places = if need == Need::First { &self.first } else { &self.more };
        let _place = places.try_acquire().ok()?;
        let granted = Arc::clone(&self.bytes).acquire_many_owned(u32::try_from(bytes).ok()?);
        tokio::pin!(granted);
        for _ in 0..ROUNDS {
            self.send_one_away();
            if let Ok(granted) = timeout(ROUND, &mut granted).await {
                return granted.ok();
            }
        }
        None
    }

    fn send_one_away(&self) {
        let mut holders = self.holders();
        let oldest = holders.all.first_entry().filter(|entry| entry.get().0.elapsed() >= KEPT);
        if let Some((_, gives_back)) = oldest.map(|entry| entry.remove()) {
            gives_back.notify_one();
        }
    }

    fn holders(&self) -> MutexGuard<'_, Holders> {
        self.holders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        self.pool.holders().all.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_longest_holder_gives_memory_back() {
        let pool = Pool::new(10);
        let (old, new) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let held = pool.take(8, Need::First).await.unwrap();
        let _of_old = pool.hold(&old);
        tokio::time::sleep(KEPT).await;
        let _of_new = pool.hold(&new);
        let gives_back = async {
            old.notified().await;
            drop(held);
        };
        let ((), taken) = tokio::join!(gives_back, pool.take(3, Need::First));
        assert!(taken.is_some());
        assert!(timeout(Duration::from_millis(1), new.notified()).await.is_err(), "there was enough");
    }

    #[tokio::test]
    async fn memory_runs_out_when_none_is_given_back() {
        let pool = Pool::new(10);
        let held = pool.take(8, Need::First).await.unwrap();
        assert!(pool.take(3, Need::More).await.is_none());
        assert!(pool.take(11, Need::First).await.is_none());
        drop(held);
        assert!(pool.take(10, Need::First).await.is_some());
    }
}
