//! Events for the owners of pods about what happened to their pods: `kubectl describe replicaset` shows them.
//!
//! Nobody waits for them: what does not fit into the queue is dropped and counted. The same
//! thing is recorded again only after a while.

mod limit;
mod state;

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use kubeyaml::{Map, Value};
use tokio::sync::mpsc;
use tokio::time::Instant;

use self::limit::Limit;
use crate::access::Cluster;
use crate::error::ClusterError;
use crate::requests::Object;
use objects::kinds;

/// Events that wait to be written.
const QUEUE: usize = 256;
/// Longer messages are cut: the API server refuses events above 1024 bytes.
const MESSAGE: usize = 1000;

/// The controller that made a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Its `apiVersion`.
    pub api_version: String,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its uid.
    pub uid: String,
}

impl Owner {
    /// The controller of a pod, if the pod says so.
    pub fn of(pod: &Value) -> Option<Owner> {
        let owners = pod.items_at(&["metadata", "ownerReferences"]);
        let owner = owners.iter().find(|o| o.at(&["controller"]).as_bool() == Some(true))?;
        let part = |key| owner.str_at(&[key]).map(str::to_owned);
        Some(Owner {
            api_version: part("apiVersion")?,
            kind: part("kind")?,
            name: part("name")?,
            uid: part("uid")?,
        })
    }
}

/// How much an Event matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Good to know.
    Normal,
    /// Something is the matter.
    Warning,
}

impl Severity {
    /// Its name as the type of an Event.
    fn name(self) -> &'static str {
        match self {
            Severity::Normal => "Normal",
            Severity::Warning => "Warning",
        }
    }
}

/// Something that an owner should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The owner.
    pub owner: Owner,
    /// The owner's namespace, which is the pod's.
    pub namespace: String,
    /// How much it matters.
    pub severity: Severity,
    /// The reason in one word, such as `InjectionRefused`.
    pub reason: &'static str,
    /// The sentence for people.
    pub message: String,
}

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is an Event now.
    Written,
    /// It was recorded lately, or too much was.
    Limited,
    /// The queue was full.
    Dropped,
    /// The API server did not take it.
    Failed,
}

impl Outcome {
    /// Its name in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Written => "written",
            Outcome::Limited => "limited",
            Outcome::Dropped => "dropped",
            Outcome::Failed => "failed",
        }
    }
}

/// Takes counts.
pub type Counts = Arc<dyn Fn(Outcome) + Send + Sync>;

/// Takes notices. It can be cloned at no cost; when the last one is dropped, the writing ends.
#[derive(Clone)]
pub struct Recorder {
    queue: mpsc::Sender<Notice>,
    counts: Counts,
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

impl Recorder {
    /// Begins to write events. `instance` is the name of this replica.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(cluster: Cluster, instance: String, counts: Counts) -> Recorder {
        let (queue, notices) = mpsc::channel(QUEUE);
        tokio::spawn(write_all(cluster, instance, notices, Arc::clone(&counts)));
        Recorder { queue, counts }
    }

    /// Records something; never waits.
    pub fn record(&self, notice: Notice) {
        if self.queue.try_send(notice).is_err() {
            (self.counts)(Outcome::Dropped);
        }
    }
}

async fn write_all(cluster: Cluster, instance: String, mut notices: mpsc::Receiver<Notice>, counts: Counts) {
    let mut limit = Limit::new(Instant::now());
    let mut complained = false;
    while let Some(notice) = notices.recv().await {
        if !limit.allows(&notice.owner.uid, notice.reason, Instant::now()) {
            counts(Outcome::Limited);
            continue;
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("{}.{:x}", prefix(&notice.owner.name), now.as_nanos());
        let event = event(&notice, &name, &instance, &timestamp(now.as_secs()));
        let object = Object { kind: kinds::EVENT, namespace: Some(&notice.namespace), name: &name };
        match cluster.create(object, &event).await {
            Ok(_) => counts(Outcome::Written),
            Err(e) => {
                counts(Outcome::Failed);
                // Without the right to write events it would be said for each of them.
                if !std::mem::replace(&mut complained, matches!(e, ClusterError::Forbidden { .. })) {
                    tracing::warn!(hint = e.hint().unwrap_or_default(), "event: {e}");
                }
            }
        }
    }
}

fn event(notice: &Notice, name: &str, instance: &str, time: &str) -> Value {
    let Notice { owner, namespace, severity, reason, message } = notice;
    let mut about = Map::new();
    about.insert("apiVersion", owner.api_version.as_str());
    about.insert("kind", owner.kind.as_str());
    about.insert("name", owner.name.as_str());
    about.insert("namespace", namespace.as_str());
    about.insert("uid", owner.uid.as_str());
    let mut event = Value::Null;
    let metadata = event.map_entry("metadata");
    metadata.insert("name", name);
    metadata.insert("namespace", namespace.as_str());
    let source = event.map_entry("source");
    source.insert("component", "outrigger");
    let fields = event.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Event");
    fields.insert("involvedObject", about);
    fields.insert("type", severity.name());
    fields.insert("reason", *reason);
    fields.insert("message", cut(message));
    fields.insert("count", 1);
    fields.insert("firstTimestamp", time);
    fields.insert("lastTimestamp", time);
    fields.insert("reportingComponent", "outrigger");
    fields.insert("reportingInstance", instance);
    event
}

/// The beginning of an event's name: names have up to 253 characters.
fn prefix(owner: &str) -> String {
    owner.chars().take(200).collect()
}

fn cut(message: &str) -> String {
    if message.len() <= MESSAGE {
        return message.to_owned();
    }
    let end = (0..=MESSAGE).rev().find(|at| message.is_char_boundary(*at)).unwrap_or(0);
    format!("{}…", message.get(..end).unwrap_or_default())
}

/// Seconds since 1970 as RFC 3339 in UTC, in the Gregorian calendar by years that begin in March.
pub fn timestamp(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year_of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_is_the_controller() {
        for (owners, want) in [
            ("[]", None),
            ("[{apiVersion: v1, kind: Node, name: n, uid: u}]", None),
            (
                "[{apiVersion: v1, kind: Node, name: n, uid: u}, {apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: x, controller: true}]",
                Some("ReplicaSet"),
            ),
            ("[{apiVersion: apps/v1, kind: ReplicaSet, name: r, controller: true}]", None),
            ("null", None),
            ("[7]", None),
        ] {
            let pod = kubeyaml::read(&format!("metadata: {{ownerReferences: {owners}}}")).unwrap();
            assert_eq!(Owner::of(&pod).map(|o| o.kind).as_deref(), want, "{owners}");
        }
    }

    #[test]
    fn an_event_is_about_the_owner_and_not_too_long() {
        let owner = Owner {
            api_version: "apps/v1".to_owned(),
            kind: "ReplicaSet".to_owned(),
            name: "web-7".to_owned(),
            uid: "u".to_owned(),
        };
        let notice = Notice {
            owner,
            namespace: "shop".to_owned(),
            severity: Severity::Warning,
            reason: "InjectionRefused",
            message: "ä".repeat(4000),
        };
        let event = event(&notice, "web-7.1", "replica-1", "2026-11-21T08:00:00Z");
        assert_eq!(event.str_at(&["involvedObject", "kind"]), Some("ReplicaSet"));
        assert_eq!(event.str_at(&["involvedObject", "namespace"]), event.str_at(&["metadata", "namespace"]));
        let message = event.str_at(&["message"]).unwrap();
        assert!(message.len() <= 1024 && message.ends_with("ä…"));
        assert_eq!(cut("short"), "short");
    }

    #[test]
    fn times_are_written_as_kubernetes_reads_them() {
        for (seconds, want) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_248_754, "2026-11-21T08:12:34Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
        ] {
            assert_eq!(timestamp(seconds), want);
        }
    }
}
