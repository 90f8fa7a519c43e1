//! What is read of a cluster again and again: kept up to date by watches, by the webhook and by what looks on.

mod known;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::stream::{StreamExt, select_all};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

pub use known::{Known, Source};

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::watching::Change;
use objects::{Kind, World, kinds};

/// What fails is asked for again within this time.
const LATELY: Duration = Duration::from_secs(30);
/// After how many attempts a watch that keeps failing is reported again.
const TELL_AGAIN: u32 = 20;

/// When what is known is shown.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Changes that follow each other within this time are taken together: `kubectl apply` of a folder is many.
    pub quiet: Duration,
    /// Changes are shown after this time even if there is no quiet.
    pub at_the_latest: Duration,
    /// What may be unknown is waited for no longer than this; `None` until the API server has given it or has said no.
    pub patience: Option<Duration>,
}

/// Watches a cluster until it is dropped.
#[derive(Debug)]
pub struct Live {
    task: JoinHandle<()>,
    failing: Failing,
}

/// Which sources could not be had lately. It can be cloned at no cost.
///
/// A watch that goes on where it was says nothing before something changes: that it goes on is told by time alone.
#[derive(Clone, Debug, Default)]
pub struct Failing(Arc<Mutex<BTreeMap<usize, Instant>>>);

impl Failing {
    /// How many at this moment.
    pub fn count(&self) -> usize {
        self.at(Instant::now())
    }

    fn at(&self, now: Instant) -> usize {
        self.sources().values().filter(|failed| now.duration_since(**failed) < LATELY).count()
    }

    fn failed(&self, at: usize, now: Instant) {
        self.sources().insert(at, now);
    }

    fn ended(&self, at: usize) {
        self.sources().remove(&at);
    }

    fn sources(&self) -> MutexGuard<'_, BTreeMap<usize, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Live {
    /// Begins to watch. The receiver holds `None` until what is needed was read, and all the rest was read or cannot be
    /// had; then always the newest world. Whatever happens to the API server later, the last one stays.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(
        cluster: &Cluster,
        sources: Vec<Source>,
        pace: Pace,
    ) -> (Live, watch::Receiver<Option<Arc<World>>>) {
        let streams = sources.iter().enumerate().map(|(at, source)| {
            let Source { kind, namespace, name, .. } = source;
            cluster
                .watch(*kind, namespace.as_deref(), name.as_deref())
                .map(move |change| (at, change))
                .boxed()
        });
        let (streams, (sender, receiver)) = (select_all(streams), watch::channel(None));
        let failures = Failures::of(&sources);
        let failing = failures.failing.clone();
        let task = tokio::spawn(follow(streams, (sources, failures), pace, sender));
        (Live { task, failing }, receiver)
    }

    /// What cannot be had, as long as it watches.
    pub fn failing(&self) -> Failing {
        self.failing.clone()
    }
}

/// Takes in changes and shows the world, as long as anybody looks at them.
async fn follow(
    mut changes: impl StreamExt<Item = (usize, Result<Change, ClusterError>)> + Unpin,
    (sources, mut failures): (Vec<Source>, Failures),
    pace: Pace,
    shown: watch::Sender<Option<Arc<World>>>,
) {
    let mut known = Known::new(sources);
    let mut window = Window::default();
    let give_up_waiting = pace.patience.map(|patience| Instant::now() + patience);
    let is_late = |now: Instant| give_up_waiting.is_some_and(|at| now >= at);
    loop {
        let next = window.due(&pace).or(give_up_waiting.filter(|_| !is_late(Instant::now())));
        tokio::select! {
            change = changes.next() => {
                let Some((at, change)) = change else { return };
                let is_news = match change {
                    Ok(change) => {
                        failures.ended(at, &change);
                        known.take(at, change)
                    }
                    Err(e) => {
                        failures.tell(at, &e);
                        // Who does not answer may do so at the next attempt.
                        !matches!(e, ClusterError::Unreachable { .. }) && known.fail(at)
                    }
                };
                if is_news {
                    window.open(Instant::now());
                }
            }
            () = sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => {
                window = Window::default();
                if known.is_usable() && (known.is_settled() || is_late(Instant::now())) {
                    show(&known, &shown);
                }
            }
            () = shown.closed() => return,
        }
    }
}

fn show(known: &Known, shown: &watch::Sender<Option<Arc<World>>>) {
    let world = known.world();
    shown.send_if_modified(|before| {
        let news = before.as_deref() != Some(&world);
        if news {
            *before = Some(Arc::new(world));
        }
        news
    });
}

/// The time in which changes are gathered.
#[derive(Debug, Default)]
struct Window {
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Window {
    fn open(&mut self, now: Instant) {
        self.first.get_or_insert(now);
        self.last = Some(now);
    }

    fn due(&self, pace: &Pace) -> Option<Instant> {
        Some((self.last? + pace.quiet).min(self.first? + pace.at_the_latest))
    }
}

/// Says what goes wrong once, and again from time to time, and when it is over.
#[derive(Debug)]
struct Failures {
    /// Of each source its kind, how often in a row it failed in the same way, and how.
    sources: Vec<(Kind, u32, Option<String>)>,
    failing: Failing,
}

impl Failures {
    fn of(sources: &[Source]) -> Failures {
        let sources = sources.iter().map(|source| (source.kind, 0, None)).collect();
        Failures { sources, failing: Failing::default() }
    }

    fn tell(&mut self, at: usize, error: &ClusterError) {
        let Some((kind, count, last)) = self.sources.get_mut(at) else { return };
        let text = error.to_string();
        *count = if last.as_ref() == Some(&text) { count.saturating_add(1) } else { 0 };
        // A cluster without Istio's kinds has none of their objects.
        if *kind == kinds::PROXY_CONFIG && matches!(error, ClusterError::NotFound { .. }) {
            return self.failing.ended(at);
        }
        self.failing.failed(at, Instant::now());
        if count.is_multiple_of(TELL_AGAIN) {
            let hint = error.hint().unwrap_or_default();
            tracing::warn!(server = error.place(), hint, "{text}; what was read last stays in force");
        }
        *last = Some(text);
    }

    fn ended(&mut self, at: usize, change: &Change) {
        let Some((kind, _, last)) = self.sources.get_mut(at) else { return };
        if *change != Change::Begin && last.take().is_some() {
            self.failing.ended(at);
            tracing::info!(kind = kind.plural, "the API server answers again");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Asked;

    #[test]
    fn what_cannot_be_had_is_counted_once_and_for_a_while() {
        let source = |kind| Source {
            kind,
            namespace: None,
            name: None,
            is_needed: false,
            parts: objects::parts::of_injection,
        };
        let mut failures = Failures::of(&[kinds::NODE, kinds::PROXY_CONFIG].map(source));
        let error = |code| {
            let asked = Asked { verb: "list", resource: String::new(), what: String::new() };
            let (server, message) = (String::new(), String::new());
            match code {
                404 => ClusterError::NotFound { asked, server, message },
                _ => ClusterError::Forbidden { asked, server, message },
            }
        };
        for (at, code, want) in [(0, 404, 1), (0, 403, 1), (1, 404, 1), (1, 403, 2), (1, 404, 1)] {
            failures.tell(at, &error(code));
            assert_eq!(failures.failing.count(), want, "{at} {code}");
        }
        assert_eq!(failures.failing.at(Instant::now() + LATELY), 0);
        failures.ended(0, &Change::Begin);
        assert_eq!(failures.failing.count(), 1, "a list that begins may fail");
        failures.ended(0, &Change::Complete);
        assert_eq!(failures.failing.count(), 0);
    }

    #[test]
    fn changes_are_gathered_but_not_for_ever() {
        let start = Instant::now();
        let mut window = Window::default();
        let (quiet, at_the_latest) = (Duration::from_millis(100), Duration::from_millis(500));
        let pace = Pace { quiet, at_the_latest, patience: None };
        assert_eq!(window.due(&pace), None);
        for (after, due) in [(0, 100), (50, 150), (140, 240), (430, 500), (490, 500)] {
            window.open(start + Duration::from_millis(after));
            assert_eq!(window.due(&pace), Some(start + Duration::from_millis(due)), "{after}");
        }
    }
}
