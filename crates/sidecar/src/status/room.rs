//! How many connections there may be at once: when there are too many, the one that has waited longest without a request
//! leaves, or one whose answer was not read for too long, so that nobody keeps the kubelet out by opening connections.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// Room for connections.
#[derive(Debug)]
pub(super) struct Room {
    most: usize,
    patience: Duration,
    /// Those that are open, or were not long ago, the oldest first.
    open: Mutex<VecDeque<Arc<Taken>>>,
}

#[derive(Debug)]
struct Taken {
    since: Instant,
    is_busy: AtomicBool,
    leave: Notify,
}

/// A connection's place, until all copies are dropped.
#[derive(Clone, Debug)]
pub(super) struct Place(Arc<Taken>);

impl Room {
    /// Room for so many. One that was answered but has been open for longer than `patience` leaves where others need room.
    pub(super) fn new(most: usize, patience: Duration) -> Room {
        Room { most, patience, open: Mutex::default() }
    }

    /// A place for one more; `None` where all are busy.
    pub(super) fn place(&self) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= self.most {
            open.retain(|taken| Arc::strong_count(taken) > 1);
        }
        if open.len() >= self.most {
            let waits = open.iter().position(|taken| !taken.is_busy.load(Ordering::Relaxed));
            let overdue = || open.iter().position(|taken| taken.since.elapsed() > self.patience);
            let leaves = waits.or_else(overdue).and_then(|place| open.remove(place))?;
            leaves.leave.notify_one();
        }
        let (since, is_busy, leave) = (Instant::now(), AtomicBool::new(false), Notify::new());
        let taken = Arc::new(Taken { since, is_busy, leave });
        open.push_back(Arc::clone(&taken));
        Some(Place(taken))
    }
}

impl Place {
    /// A request has come: the connection may stay until it is answered.
    pub(super) fn begin(&self) {
        self.0.is_busy.store(true, Ordering::Relaxed);
    }

    /// Waits until the place is needed for others.
    pub(super) async fn cleared(&self) {
        self.0.leave.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn is_cleared(place: &Place) -> bool {
        let cleared = pin!(place.cleared());
        cleared.poll(&mut Context::from_waker(Waker::noop())) == Poll::Ready(())
    }

    #[test]
    fn the_oldest_that_waits_makes_room() {
        let room = Room::new(3, Duration::from_secs(3600));
        let mut places: Vec<Place> = (0..3).map(|_| room.place().unwrap()).collect();
        places[0].begin();
        assert!(!places.iter().any(is_cleared));
        places.push(room.place().unwrap());
        assert_eq!(places.iter().map(is_cleared).collect::<Vec<_>>(), [false, true, false, false]);
        // That one takes a moment to leave, and it is not asked again.
        places.push(room.place().unwrap());
        assert_eq!(places.iter().map(is_cleared).collect::<Vec<_>>(), [false, false, true, false, false]);
        places.iter().for_each(Place::begin);
        assert!(room.place().is_none(), "all are busy, and not for long yet");
        places.pop();
        assert!(room.place().is_some());
    }

    #[test]
    fn one_whose_answer_is_not_read_makes_room() {
        let room = Room::new(1, Duration::ZERO);
        let place = room.place().unwrap();
        place.begin();
        assert!(room.place().is_some());
        assert!(is_cleared(&place));
    }
}
