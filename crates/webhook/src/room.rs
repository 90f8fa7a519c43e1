//! The room for connections on one port: where there is none, one that does nothing has to go.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::activity::Activity;

/// Where all connections are busy, they are looked at again after this.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The connections of a port.
#[derive(Debug)]
pub struct Room {
    most: u32,
    free: Arc<Semaphore>,
    /// A connection that was used is kept for so long after a request, as its next one may be on its way.
    spare: Duration,
    guests: Mutex<Guests>,
}

#[derive(Debug, Default)]
struct Guests {
    next: u64,
    all: HashMap<u64, Guest>,
}

#[derive(Debug)]
struct Guest {
    activity: Arc<Activity>,
    leave: Arc<Notify>,
}

/// A connection's place. Dropping it makes room for another.
#[derive(Debug)]
pub struct Place {
    /// What the connection does.
    pub activity: Arc<Activity>,
    /// Is notified when the connection has to go.
    pub leave: Arc<Notify>,
    number: u64,
    room: Arc<Room>,
    _permit: OwnedSemaphorePermit,
}

impl Room {
    /// Room for so many connections.
    pub fn new(most: u32, spare: Duration) -> Arc<Room> {
        let free = Arc::new(Semaphore::new(most as usize));
        Arc::new(Room { most, free, spare, guests: Mutex::default() })
    }

    /// A place for a new connection. When there is none, the connection goes that has been idle for longest, those first
    /// that never had a request.
    pub async fn place(self: &Arc<Room>) -> Place {
        loop {
            if let Ok(permit) = Arc::clone(&self.free).try_acquire_owned() {
                return self.seat(permit);
            }
            self.send_one_away();
            if let Ok(Ok(permit)) = timeout(LOOK_AGAIN, Arc::clone(&self.free).acquire_owned()).await {
                return self.seat(permit);
            }
        }
    }

    /// Waits until all connections have ended.
    pub async fn empty(&self) {
        // The semaphore is never closed.
        let _ = self.free.acquire_many(self.most).await;
    }

    /// How many connections there are.
    pub fn taken(&self) -> u32 {
        self.most.saturating_sub(u32::try_from(self.free.available_permits()).unwrap_or(self.most))
    }

    /// Makes one idle connection go, if there is one.
    pub(crate) fn send_one_away(&self) {
        let mut guests = self.guests();
        let goes = guests
            .all
            .iter()
            .filter_map(|(number, guest)| {
                let (idle, was_used) = (guest.activity.idle()?, guest.activity.was_used());
                (!was_used || idle >= self.spare).then_some((!was_used, idle, *number))
            })
            .max();
        if let Some(guest) = goes.and_then(|(_, _, number)| guests.all.remove(&number)) {
            guest.leave.notify_one();
        }
    }

    fn seat(self: &Arc<Room>, permit: OwnedSemaphorePermit) -> Place {
        let (activity, leave) = (Arc::<Activity>::default(), Arc::<Notify>::default());
        let mut guests = self.guests();
        let number = guests.next;
        guests.next += 1;
        guests.all.insert(number, Guest { activity: Arc::clone(&activity), leave: Arc::clone(&leave) });
        Place { activity, leave, number, room: Arc::clone(self), _permit: permit }
    }

    fn guests(&self) -> MutexGuard<'_, Guests> {
        self.guests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.room.guests().all.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn idle_connections_are_closed_first_and_busy_ones_stay() {
        let room = Room::new(4, Duration::from_millis(300));
        let mut places = Vec::new();
        for _ in 0..4 {
            places.push(room.place().await);
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        // The first was used, the second is busy; the third and fourth never asked.
        drop(places[0].activity.begin());
        let busy = places[1].activity.begin();
        let mut gone = Vec::new();
        for round in 0..5 {
            if round == 3 {
                tokio::time::sleep(Duration::from_millis(400)).await;
            }
            room.send_one_away();
            let is_sent_away = |place: &Place| {
                let notified = place.leave.notified();
                tokio::pin!(notified);
                notified.enable()
            };
            gone.push(places.iter().position(is_sent_away));
        }
        assert_eq!(gone, [Some(2), Some(3), None, Some(0), None]);
        drop(busy);
        assert_eq!(room.taken(), 4);
        places.pop();
        assert_eq!(room.taken(), 3);
        assert!(timeout(Duration::from_secs(1), room.place()).await.is_ok());
    }
}
