//! One of several replicas that does what only one may do: whoever holds a Lease leads.
//!
//! A Lease that nobody renews is taken over. When it was renewed last is told by the replica's own clock, from when it saw
//! the Lease change: what the clocks of others say does not matter.
//!
//! Source: Kubernetes client-go tools/leaderelection, which reads and writes such Leases as well.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use golang::time::{Moment, format};
use kubeyaml::Value;
use objects::Kind;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::requests::Object;
use crate::watching::jittered;

const LEASE: Kind = Kind::new("coordination.k8s.io", "v1", "Lease", "leases", true);
/// How long a Lease counts that nobody renews.
const LASTS: Duration = Duration::from_secs(15);
/// Who could not renew it for so long leads no more, well before another may take it.
const GIVEN_UP: Duration = Duration::from_secs(10);
/// How often it is renewed, or looked at.
const PAUSE: Duration = Duration::from_secs(2);
/// Kubernetes' `MicroTime`.
const MICRO_TIME: &str = "2006-01-02T15:04:05.000000Z07:00";

/// Which Lease decides, and as whom this replica holds it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The namespace of the Lease.
    pub namespace: String,
    /// Its name.
    pub lease: String,
    /// Who this replica is; no other is called so.
    pub identity: String,
}

/// A replica that stands for election until it is dropped or resigns.
#[derive(Debug)]
pub struct Standing {
    cluster: Cluster,
    candidate: Candidate,
    leads: watch::Receiver<bool>,
    task: JoinHandle<()>,
}

impl Drop for Standing {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Standing {
    /// Stands for election. Must be called within a tokio runtime.
    pub fn start(cluster: Cluster, candidate: Candidate) -> Standing {
        let (shown, leads) = watch::channel(false);
        let task = tokio::spawn(stand(cluster.clone(), candidate.clone(), shown));
        Standing { cluster, candidate, leads, task }
    }

    /// Whether this replica leads, always the newest.
    pub fn leads(&self) -> watch::Receiver<bool> {
        self.leads.clone()
    }

    /// Stands no longer, and leaves the Lease to others at once.
    ///
    /// # Errors
    /// The API server cannot be asked, or says no: others wait until the Lease has run out.
    pub async fn resign(self) -> Result<(), ClusterError> {
        self.task.abort();
        let object = self.candidate.object();
        match self.cluster.get(object).await? {
            Some(lease) if holder(&lease) == self.candidate.identity => {
                self.cluster.replace(object, &held(lease, "", SystemTime::now())).await.map(drop)
            }
            _ => Ok(()),
        }
    }
}

impl Candidate {
    fn object(&self) -> Object<'_> {
        Object { kind: LEASE, namespace: Some(&self.namespace), name: &self.lease }
    }
}

async fn stand(cluster: Cluster, candidate: Candidate, shown: watch::Sender<bool>) {
    let mut seen: Option<Seen> = None;
    // Since when it leads for certain: from before it asked.
    let mut renewed: Option<Instant> = None;
    let mut told = String::new();
    loop {
        let begun = Instant::now();
        match within(left(renewed, begun), turn(&cluster, &candidate, &mut seen)).await {
            Ok(true) => {
                told.clear();
                renewed = Some(begun);
                if !shown.send_replace(true) {
                    tracing::info!(lease = candidate.lease, "this replica leads");
                }
            }
            Ok(false) => {
                told.clear();
                renewed = None;
                give_up(&candidate, &shown);
            }
            Err((text, hint)) => {
                if std::mem::replace(&mut told, text.clone()) != text {
                    tracing::warn!(lease = candidate.lease, hint, "who leads is not known: {text}");
                }
                if left(renewed, Instant::now()).is_zero() || renewed.is_none() {
                    renewed = None;
                    give_up(&candidate, &shown);
                }
            }
        }
        sleep(jittered(PAUSE).min(left(renewed, Instant::now()))).await;
    }
}

/// How long a turn may take: no longer than this replica leads without another renewal.
fn left(renewed: Option<Instant>, now: Instant) -> Duration {
    renewed.map_or(GIVEN_UP, |at| (at + GIVEN_UP).saturating_duration_since(now))
}

/// What a turn says, or why it says nothing and what to do about it.
async fn within(
    left: Duration,
    turn: impl Future<Output = Result<bool, ClusterError>>,
) -> Result<bool, (String, String)> {
    match timeout(left, turn).await {
        Ok(said) => said.map_err(|error| (error.to_string(), error.hint().unwrap_or_default())),
        Err(_) => Err(("the API server takes too long to answer".to_owned(), String::new())),
    }
}

fn give_up(candidate: &Candidate, shown: &watch::Sender<bool>) {
    if shown.send_replace(false) {
        tracing::info!(lease = candidate.lease, "this replica leads no more");
    }
}

/// Looks at the Lease, and renews or takes it where that is due; gives whether it is held then.
async fn turn(
    cluster: &Cluster,
    candidate: &Candidate,
    seen: &mut Option<Seen>,
) -> Result<bool, ClusterError> {
    let object = candidate.object();
    let now = SystemTime::now();
    let written = match cluster.get(object).await? {
        None => cluster.create(object, &held(named(candidate), &candidate.identity, now)).await,
        Some(lease) => {
            let since = Seen::since(seen, &lease, Instant::now());
            if !is_due(&lease, &candidate.identity, since.elapsed()) {
                return Ok(false);
            }
            cluster.replace(object, &held(lease, &candidate.identity, now)).await
        }
    };
    match written {
        Ok(_) => Ok(true),
        // Another was faster.
        Err(ClusterError::Exists { .. } | ClusterError::Conflict { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A Lease as it was seen last, and since when it is so.
struct Seen {
    holder: String,
    renewed: String,
    since: Instant,
}

impl Seen {
    fn since(seen: &mut Option<Seen>, lease: &Value, now: Instant) -> Instant {
        let (holder, renewed) = (holder(lease), renewed(lease));
        match seen {
            Some(before) if before.holder == holder && before.renewed == renewed => before.since,
            _ => {
                *seen = Some(Seen { holder: holder.to_owned(), renewed: renewed.to_owned(), since: now });
                now
            }
        }
    }
}

/// Whether this one is to write itself into the Lease, which has been as it is for so long.
fn is_due(lease: &Value, identity: &str, unchanged: Duration) -> bool {
    let lasts =
        lease.at(&["spec", "leaseDurationSeconds"]).as_i64().and_then(|seconds| seconds.try_into().ok());
    let lasts = lasts.map_or(LASTS, Duration::from_secs).min(LASTS * 4);
    let holder = holder(lease);
    holder.is_empty() || holder == identity || unchanged > lasts
}

fn holder(lease: &Value) -> &str {
    lease.str_at(&["spec", "holderIdentity"]).unwrap_or_default()
}

fn renewed(lease: &Value) -> &str {
    lease.str_at(&["spec", "renewTime"]).unwrap_or_default()
}

fn named(candidate: &Candidate) -> Value {
    let mut lease = Value::Null;
    let fields = lease.become_map();
    fields.insert("apiVersion", LEASE.api_version());
    fields.insert("kind", LEASE.kind);
    let metadata = fields.entry("metadata").become_map();
    metadata.insert("name", candidate.lease.as_str());
    metadata.insert("namespace", candidate.namespace.as_str());
    lease
}

/// The Lease, held by somebody from now on; an empty name is nobody.
fn held(mut lease: Value, identity: &str, now: SystemTime) -> Value {
    let is_new = holder(&lease) != identity;
    let transitions = lease.at(&["spec", "leaseTransitions"]).as_i64().unwrap_or_default();
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let now = format(&Moment::utc(seconds, now.subsec_nanos()), MICRO_TIME);
    let spec = lease.map_entry("spec");
    spec.insert("holderIdentity", identity);
    spec.insert("leaseDurationSeconds", i64::try_from(LASTS.as_secs()).unwrap_or(i64::MAX));
    spec.insert("renewTime", now.as_str());
    if is_new {
        spec.insert("acquireTime", now);
        spec.insert("leaseTransitions", transitions.saturating_add(1));
    }
    lease
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stub;

    fn lease(spec: &str) -> Value {
        kubeyaml::read(&format!("{{metadata: {{resourceVersion: '7'}}, spec: {{{spec}}}}}")).unwrap()
    }

    #[test]
    fn a_lease_is_taken_if_nobody_holds_it_or_nobody_renews_it() {
        for (spec, unchanged, want) in [
            ("", 0, true),
            ("holderIdentity: ''", 0, true),
            ("holderIdentity: me, leaseDurationSeconds: 15", 0, true),
            ("holderIdentity: other, leaseDurationSeconds: 15", 14, false),
            ("holderIdentity: other, leaseDurationSeconds: 15", 16, true),
            ("holderIdentity: other", 14, false),
            ("holderIdentity: other", 16, true),
            ("holderIdentity: other, leaseDurationSeconds: 30", 16, false),
            // Nobody keeps it for ever by what they write.
            ("holderIdentity: other, leaseDurationSeconds: 2000000000", 61, true),
            ("holderIdentity: other, leaseDurationSeconds: -1", 14, false),
        ] {
            assert_eq!(
                is_due(&lease(spec), "me", Duration::from_secs(unchanged)),
                want,
                "{spec} {unchanged}"
            );
        }
    }

    #[tokio::test]
    async fn a_turn_takes_no_longer_than_its_replica_leads() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        for (renewed, now, want) in [
            (None, start, GIVEN_UP),
            (Some(start), start, GIVEN_UP),
            (Some(start), start + second * 7, second * 3),
            (Some(start), start + second * 12, Duration::ZERO),
        ] {
            assert_eq!(left(renewed, now), want, "{renewed:?}");
        }
        let (cluster, _) = stub::cluster(second * 3600, |_| stub::Answer::Never).await;
        let candidate =
            Candidate { namespace: "ns".to_owned(), lease: "l".to_owned(), identity: "me".to_owned() };
        let said = within(Duration::from_millis(50), turn(&cluster, &candidate, &mut None)).await;
        assert!(said.unwrap_err().0.contains("too long"));
    }

    #[test]
    fn a_lease_is_as_old_as_its_last_change_that_was_seen() {
        let (mut seen, start) = (None, Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        for (seconds, spec, want) in [
            (0, "holderIdentity: a, renewTime: x", 0),
            (5, "holderIdentity: a, renewTime: x", 0),
            (6, "holderIdentity: a, renewTime: y", 6),
            (9, "holderIdentity: b, renewTime: y", 9),
            (20, "holderIdentity: b, renewTime: y", 9),
        ] {
            assert_eq!(Seen::since(&mut seen, &lease(spec), at(seconds)), at(want), "{seconds}");
        }
    }

    #[test]
    fn a_lease_says_who_holds_it_since_when() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let taken = held(lease("holderIdentity: other, leaseTransitions: 3"), "me", at(1));
        assert_eq!(
            kubeyaml::to_json(&taken),
            r#"{"metadata":{"resourceVersion":"7"},"spec":{"acquireTime":"1970-01-01T00:00:01.000000Z","holderIdentity":"me","leaseDurationSeconds":15,"leaseTransitions":4,"renewTime":"1970-01-01T00:00:01.000000Z"}}"#
        );
        let renewed = held(taken, "me", at(2));
        assert_eq!(
            kubeyaml::to_json(renewed.at(&["spec"])),
            r#"{"acquireTime":"1970-01-01T00:00:01.000000Z","holderIdentity":"me","leaseDurationSeconds":15,"leaseTransitions":4,"renewTime":"1970-01-01T00:00:02.000000Z"}"#
        );
        assert_eq!(holder(&held(renewed, "", at(3))), "");
    }
}
