//! What the webhook reads of the cluster, kept up to date by watches.

mod known;

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{BoxStream, StreamExt, select_all};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

pub use known::{Known, Source};

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::watching::{Change, Changes};
use objects::{World, kinds};

/// Changes that follow each other within this time are taken together: `kubectl apply` of a folder is many.
const QUIET: Duration = Duration::from_millis(100);
/// Changes are shown after this time even if there is no quiet.
const AT_THE_LATEST: Duration = Duration::from_millis(500);
/// What may be unknown is waited for no longer than this.
const PATIENCE: Duration = Duration::from_secs(5);
/// After how many attempts a watch that keeps failing is reported again.
const TELL_AGAIN: u32 = 20;

/// What is wanted of the cluster.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The namespace of the ConfigMaps.
    pub namespace: String,
    /// The name of the injection ConfigMap.
    pub inject_config_map: String,
    /// The name of the mesh ConfigMap.
    pub mesh_config_map: String,
}

/// Watches a cluster until it is dropped.
#[derive(Debug)]
pub struct Live {
    task: JoinHandle<()>,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Live {
    /// Begins to watch. The receiver holds `None` until both ConfigMaps were looked for, and all the rest was read or
    /// cannot be had; then always the newest world. Whatever happens to the API server later, the last one stays.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(cluster: &Cluster, wanted: &Wanted) -> (Live, watch::Receiver<Option<Arc<World>>>) {
        let streams = Source::ALL.map(|source| tagged(source, changes(cluster, wanted, source)));
        let (sender, receiver) = watch::channel(None);
        (Live { task: tokio::spawn(follow(select_all(streams), sender)) }, receiver)
    }
}

type Tagged = BoxStream<'static, (Source, Result<Change, ClusterError>)>;

fn tagged(source: Source, changes: Changes) -> Tagged {
    changes.map(move |change| (source, change)).boxed()
}

fn changes(cluster: &Cluster, wanted: &Wanted, source: Source) -> Changes {
    let config_map = |name: &str| cluster.watch(kinds::CONFIG_MAP, Some(&wanted.namespace), Some(name));
    match source {
        Source::InjectConfigMap => config_map(&wanted.inject_config_map),
        Source::MeshConfigMap => config_map(&wanted.mesh_config_map),
        source => cluster.watch(source.kind(), None, None),
    }
}

/// Takes in changes and shows the world, as long as anybody looks at them.
async fn follow(
    mut changes: impl StreamExt<Item = (Source, Result<Change, ClusterError>)> + Unpin,
    shown: watch::Sender<Option<Arc<World>>>,
) {
    let mut known = Known::default();
    let mut failures = Failures::default();
    let mut window = Window::default();
    let give_up_waiting = Instant::now() + PATIENCE;
    loop {
        let due = window.due();
        tokio::select! {
            change = changes.next() => {
                let Some((source, change)) = change else { return };
                match change {
                    Ok(change) => {
                        failures.ended(source, &change);
                        if known.take(source, change) {
                            window.open(Instant::now());
                        }
                    }
                    Err(e) => {
                        failures.tell(source, &e);
                        if known.fail(source) {
                            window.open(Instant::now());
                        }
                    }
                }
            }
            () = sleep_until(due.unwrap_or(give_up_waiting)), if due.is_some() || Instant::now() < give_up_waiting => {
                let late = Instant::now() >= give_up_waiting;
                window = Window::default();
                if known.is_usable() && (known.is_settled() || late) {
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

    fn due(&self) -> Option<Instant> {
        Some((self.last? + QUIET).min(self.first? + AT_THE_LATEST))
    }
}

/// Says what goes wrong once, and again from time to time, and when it is over.
#[derive(Debug, Default)]
struct Failures {
    counts: std::collections::BTreeMap<Source, (u32, String)>,
}

impl Failures {
    fn tell(&mut self, source: Source, error: &ClusterError) {
        let text = error.to_string();
        let (count, last) = self.counts.entry(source).or_default();
        *count = if *last == text { count.saturating_add(1) } else { 0 };
        let is_absent_kind = source == Source::ProxyConfigs && matches!(error, ClusterError::NotFound { .. });
        if (*count).is_multiple_of(TELL_AGAIN) && !is_absent_kind {
            let hint = error.hint().unwrap_or_default();
            tracing::warn!(server = error.place(), hint, "{text}; what was read last stays in force");
        }
        *last = text;
    }

    fn ended(&mut self, source: Source, change: &Change) {
        if *change != Change::Begin && self.counts.remove(&source).is_some() && source.is_needed() {
            tracing::info!(?source, "the API server answers again");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_gathered_but_not_for_ever() {
        let start = Instant::now();
        let mut window = Window::default();
        assert_eq!(window.due(), None);
        for (after, due) in [(0, 100), (50, 150), (140, 240), (430, 500), (490, 500)] {
            window.open(start + Duration::from_millis(after));
            assert_eq!(window.due(), Some(start + Duration::from_millis(due)), "{after}");
        }
    }
}
