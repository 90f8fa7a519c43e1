//! Work on all cores whose outcome is taken in order, with little of it waiting to be taken.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// How many chunks for each thread may be computed and not yet taken.
const AHEAD: usize = 4;

/// How work is shared among threads.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// How many pieces there are.
    pub count: usize,
    /// How many of them a thread takes at a time: more cost memory, fewer time.
    pub chunk: usize,
    /// How many threads work.
    pub threads: usize,
}

/// Takes `each(0) … each(count - 1)` in order, computed by several threads in chunks as they come; ends at the first
/// that cannot be taken.
pub fn in_parallel<T: Send, E>(
    Share { count, chunk, threads }: Share,
    each: impl Fn(usize) -> Option<T> + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let window = Window { taken: Mutex::new(0), moved: Condvar::new(), width: threads * chunk * AHEAD };
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, each, window) = (sender.clone(), &next, &each, &window);
            scope.spawn(move || {
                let _open = OpenAtLast(window);
                loop {
                    let start = next.fetch_add(chunk, Ordering::Relaxed);
                    if start >= count {
                        break;
                    }
                    window.wait_for(start);
                    let done: Vec<T> = (start..count.min(start + chunk)).filter_map(each).collect();
                    if sender.send((start, done)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        // Dropped in the reverse order: nobody waits for a window to move when nobody takes any more.
        let _open = OpenAtLast(&window);
        let receiver = receiver;
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (start, done) in &receiver {
            early.insert(start, done);
            while let Some(done) = early.remove(&wanted) {
                done.into_iter().try_for_each(&mut take)?;
                wanted += chunk;
                window.move_to(wanted);
            }
        }
        Ok(())
    })
}

/// What may be computed: not much more than what was taken, however long one piece takes.
struct Window {
    taken: Mutex<usize>,
    moved: Condvar,
    width: usize,
}

impl Window {
    fn wait_for(&self, start: usize) {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_far = |taken: &mut usize| start >= taken.saturating_add(self.width);
        drop(self.moved.wait_while(taken, is_far));
    }

    fn move_to(&self, taken: usize) {
        let mut so_far = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *so_far = taken.max(*so_far);
        drop(so_far);
        self.moved.notify_all();
    }
}

/// Lets all go on when one ends: by then all work is handed out, or something went wrong.
struct OpenAtLast<'a>(&'a Window);

impl Drop for OpenAtLast<'_> {
    fn drop(&mut self) {
        self.0.move_to(usize::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_threads_compute_is_taken_in_order_and_ends_at_the_first_failure() {
        for (fails_at, chunk) in [(None, 16), (Some(0), 16), (Some(777), 1), (Some(4999), 3)] {
            let mut taken = Vec::new();
            let outcome = in_parallel(Share { count: 5000, chunk, threads: 4 }, Some, |i| {
                if Some(i) == fails_at {
                    return Err(i);
                }
                taken.push(i);
                Ok(())
            });
            let count = fails_at.unwrap_or(5000);
            assert_eq!((outcome.err(), taken), (fails_at, (0..count).collect::<Vec<_>>()));
        }
    }

    #[test]
    fn nobody_works_far_ahead_of_a_slow_piece() {
        let (share, most) = (Share { count: 500, chunk: 2, threads: 3 }, 3 * 2 * (AHEAD + 1));
        let (taken, begun) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let each = |i: usize| {
            begun.fetch_max(i, Ordering::SeqCst);
            if i == 0 {
                thread::sleep(std::time::Duration::from_millis(50));
                assert!(begun.load(Ordering::SeqCst) <= most, "{begun:?}");
            }
            assert!(i <= taken.load(Ordering::SeqCst) + most, "{i}");
            Some(i)
        };
        in_parallel(share, each, |i| {
            taken.store(i, Ordering::SeqCst);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(taken.into_inner(), 499);
    }
}
