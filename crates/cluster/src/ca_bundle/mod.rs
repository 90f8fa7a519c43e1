//! Puts webhook configurations in force once a replica serves, and keeps their caBundle true: when the bundle changes, and
//! when somebody else changes them.
//!
//! Several replicas do this at once without a leader. They want the same bundle, write only what differs, wait a random
//! moment before they write, and only write over the object that they have seen; so one of them writes, and the others
//! see that it is done. Who is about to write reads the bundle anew first: a replica that has not heard of a rotation yet
//! does not undo it.

mod activation;
mod once;
mod plan;
mod target;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{StreamExt, select_all};
use kubeyaml::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

pub use activation::{Awaiting, NoEntries, awaiting};
pub use plan::{Entries, Verdict, plan};

use self::target::{Seen, Target};
use crate::access::Cluster;
use crate::certificates::{self, Keeping};
use crate::error::ClusterError;
use crate::lists::Which;
use crate::requests::Object;
use crate::watching::Change;
use objects::endpoints::{SERVICE_NAME, serves};
use objects::kinds;

/// Which webhook configurations are kept true, and how.
#[derive(Clone, Debug)]
pub struct Patching {
    /// The names of the configurations.
    pub configurations: Vec<String>,
    /// The revision that they must be of, if they say; empty is the default one.
    pub revision: String,
    /// The entries in them.
    pub entries: Entries,
    /// Whether caBundle is written once the entries are in force; otherwise what is wrong is only logged.
    pub write: bool,
    /// The Secret that the bundle is read from anew before it is written, if it is from one.
    pub secret: Option<Keeping>,
}

/// What happened, for metrics. The names are Istio's.
///
/// Source: Istio 1.30 pkg/webhooks/monitoring.go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A write is tried.
    Attempt {
        /// The configuration.
        configuration: String,
    },
    /// Something failed and is tried again.
    Retry {
        /// The configuration.
        configuration: String,
    },
    /// Something failed.
    Failure {
        /// The configuration.
        configuration: String,
        /// Why, as a stable code.
        reason: &'static str,
    },
}

/// Says whether this replica serves.
pub type Ready = Arc<dyn Fn() -> bool + Send + Sync>;

/// Takes reports.
pub(crate) type Reports = Arc<dyn Fn(Report) + Send + Sync>;

/// Keeps configurations true until it is dropped.
#[derive(Debug)]
pub struct Controller {
    task: JoinHandle<()>,
}

impl Drop for Controller {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Controller {
    /// Begins to keep configurations true. `bundle` holds the newest bundle in PEM, once there is one; `in_place` is told
    /// whether all configurations hold it. Entries are put in force once `ready` says that this replica serves, and a
    /// Service has an endpoint.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(
        cluster: Cluster,
        patching: Patching,
        bundle: watch::Receiver<Option<Arc<str>>>,
        in_place: watch::Sender<bool>,
        ready: Ready,
        reports: Reports,
    ) -> Controller {
        let targets = patching.configurations.iter().map(|name| (name.clone(), Target::default())).collect();
        let work = Work { cluster, patching, bundle, in_place, ready, reports, targets };
        Controller { task: tokio::spawn(work.run()) }
    }
}

struct Work {
    cluster: Cluster,
    patching: Patching,
    bundle: watch::Receiver<Option<Arc<str>>>,
    in_place: watch::Sender<bool>,
    ready: Ready,
    reports: Reports,
    targets: BTreeMap<String, Target>,
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("patching", &self.patching).finish_non_exhaustive()
    }
}

impl Work {
    async fn run(mut self) {
        let watches = self.patching.configurations.iter().map(|name| {
            let of = name.clone();
            let changes = self.cluster.watch(kinds::MUTATING_WEBHOOK, None, Some(name));
            changes.map(move |change| (of.clone(), change)).boxed()
        });
        let mut changes = select_all(watches.collect::<Vec<_>>());
        // A configuration that cannot be watched is still reported.
        let mut bundle = self.bundle.clone();
        loop {
            let due = self.targets.values().filter_map(Target::due).min();
            let far = Instant::now() + Duration::from_secs(3600);
            tokio::select! {
                Some((name, change)) = changes.next() => self.seen(&name, change),
                Ok(()) = bundle.changed() => {
                    self.targets.values_mut().for_each(Target::soon);
                }
                () = sleep_until(due.unwrap_or(far)) => self.reconcile_due().await,
            }
        }
    }

    fn seen(&mut self, name: &str, change: Result<Change, ClusterError>) {
        let Some(target) = self.targets.get_mut(name) else { return };
        match change {
            Ok(change) => target.take(change),
            Err(e) => {
                if target.fails_anew(&e.to_string()) {
                    let hint = e.hint().unwrap_or_default();
                    tracing::warn!(configuration = name, hint, "caBundle: {e}");
                }
            }
        }
    }

    async fn reconcile_due(&mut self) {
        let now = Instant::now();
        let names: Vec<String> = self
            .targets
            .iter()
            .filter(|(_, target)| target.due().is_some_and(|due| due <= now))
            .map(|(name, _)| name.clone())
            .collect();
        for name in names {
            self.reconcile(&name).await;
        }
        let all = self.targets.values().all(Target::is_in_place);
        self.in_place.send_if_modified(|before| std::mem::replace(before, all) != all);
    }

    async fn reconcile(&mut self, name: &str) {
        let outcome = self.attempt(name).await;
        let Some(target) = self.targets.get_mut(name) else { return };
        let report = |report: Report| (self.reports)(report);
        match outcome {
            Ok(Done::InPlace) => target.settle(true),
            Ok(Done::NotYet) => target.settle(false),
            Ok(Done::Waiting(what)) => {
                if target.fails_anew(&what) {
                    tracing::info!(
                        configuration = name,
                        "not in force yet: {what}; pods start without a sidecar"
                    );
                }
                target.wait();
            }
            Ok(Done::Written) => target.written(),
            Err(Trouble { reason, text, again }) => {
                report(Report::Failure { configuration: name.to_owned(), reason });
                if target.fails_anew(&text) {
                    tracing::warn!(configuration = name, reason, "caBundle: {text}");
                }
                target.settle(false);
                if again {
                    report(Report::Retry { configuration: name.to_owned() });
                    target.again();
                }
            }
        }
    }

    async fn attempt(&self, name: &str) -> Result<Done, Trouble> {
        let Some(Seen::Read(object)) = self.targets.get(name).map(Target::seen) else {
            return Ok(Done::NotYet);
        };
        let known = self.bundle.borrow().clone();
        let Patching { entries, revision, write, .. } = &self.patching;
        if let Some(done) = self.put_in_force(name, object, known.as_ref()).await? {
            return Ok(done);
        }
        let Some(known) = known else { return Ok(Done::NotYet) };
        check(&known)?;
        let mut verdict = plan(object, entries, Some(revision), &known);
        if *write && matches!(verdict, Verdict::Write { .. }) && self.patching.secret.is_some() {
            let newest = self.newest_bundle(&known).await?;
            check(&newest)?;
            verdict = plan(object, entries, Some(revision), &newest);
        }
        match verdict {
            Verdict::InPlace => Ok(Done::InPlace),
            Verdict::Absent => Err(Trouble::lasting(
                "webhook_config_not_found",
                format!("there is no MutatingWebhookConfiguration {name}"),
            )),
            Verdict::WrongRevision { found } => Err(self.wrong_revision(name, &found)),
            Verdict::NoEntry => Err(Trouble::lasting(
                "webhook_entry_not_found",
                format!("no entry of MutatingWebhookConfiguration {name} is an injector's"),
            )),
            Verdict::Write { entries, .. } if !write => Err(Trouble::lasting(
                "static",
                format!(
                    "{} of {name} do not hold the CA bundle, and are not to be written",
                    entries.join(", ")
                ),
            )),
            Verdict::Write { patch, entries } => self.write(name, &patch, &entries).await,
        }
    }

    fn wrong_revision(&self, name: &str, found: &str) -> Trouble {
        let revision = &self.patching.revision;
        Trouble::lasting(
            "wrong_revision",
            format!("MutatingWebhookConfiguration {name} is of revision {found:?}, not {revision:?}"),
        )
    }

    /// Puts entries in force if there are such that wait for it, and all that they need is there.
    async fn put_in_force(
        &self,
        name: &str,
        object: Option<&Value>,
        bundle: Option<&Arc<str>>,
    ) -> Result<Option<Done>, Trouble> {
        let Some(object) = object else { return Ok(None) };
        let awaiting = activation::awaiting(object)
            .map_err(|e| Trouble::lasting("webhook_entries_unreadable", e.to_string()))?;
        let Some(awaiting) = awaiting else { return Ok(None) };
        if let Some(found) = plan::other_revision(object, &self.patching.revision) {
            return Err(self.wrong_revision(name, found));
        }
        let waiting = |what: &str| Ok(Some(Done::Waiting(what.to_owned())));
        if !(self.ready)() {
            return waiting("this replica is not ready");
        }
        for (namespace, service) in awaiting.services() {
            if !self.is_served(namespace, service).await? {
                return waiting(&format!("Service {namespace}/{service} has no endpoint that is ready"));
            }
        }
        let bundle = match (awaiting.needs_bundle(), bundle) {
            (false, _) => None,
            (true, None) => return waiting("there is no CA bundle"),
            (true, Some(known)) => {
                let newest = self.newest_bundle(known).await?;
                check(&newest)?;
                Some(newest)
            }
        };
        let patch = awaiting.patch(object, bundle.as_deref());
        (self.reports)(Report::Attempt { configuration: name.to_owned() });
        let target = Object { kind: kinds::MUTATING_WEBHOOK, namespace: None, name };
        self.cluster
            .merge(target, &patch)
            .await
            .map_err(|e| Trouble::passing("webhook_update_failure", e.to_string()))?;
        let entries = awaiting.names().join(", ");
        tracing::info!(configuration = name, entries, "the API server calls this webhook from now on");
        Ok(Some(Done::Written))
    }

    async fn is_served(&self, namespace: &str, service: &str) -> Result<bool, Trouble> {
        let labels = format!("{SERVICE_NAME}={service}");
        let which = Which { namespace: Some(namespace), labels: Some(&labels), ..Which::default() };
        let serving =
            self.cluster.list(kinds::ENDPOINT_SLICE, which, |slice| serves(&slice).then_some(())).await;
        let serving = serving.map_err(|e| Trouble::passing("endpoints_unknown", e.to_string()))?;
        Ok(!serving.is_empty())
    }

    async fn newest_bundle(&self, known: &Arc<str>) -> Result<Arc<str>, Trouble> {
        let Some(keeping) = &self.patching.secret else { return Ok(Arc::clone(known)) };
        match certificates::bundle_now(&self.cluster, keeping).await {
            Ok(Some(bundle)) => Ok(bundle.into()),
            Ok(None) => Ok(Arc::clone(known)),
            Err(e) => Err(Trouble::passing("load_ca_bundle_failure", e.to_string())),
        }
    }

    async fn write(&self, name: &str, patch: &Value, entries: &[String]) -> Result<Done, Trouble> {
        (self.reports)(Report::Attempt { configuration: name.to_owned() });
        let object = Object { kind: kinds::MUTATING_WEBHOOK, namespace: None, name };
        match self.cluster.patch(object, patch).await {
            Ok(_) => {
                tracing::info!(configuration = name, entries = entries.join(", "), "caBundle was put right");
                Ok(Done::Written)
            }
            Err(ClusterError::NotFound { message, .. }) => {
                Err(Trouble::lasting("webhook_config_not_found", message))
            }
            Err(e) => Err(Trouble::passing("webhook_update_failure", e.to_string())),
        }
    }
}

/// Source: Istio 1.30 pkg/webhooks/util.go, VerifyCABundle.
fn check(bundle: &str) -> Result<(), Trouble> {
    match certs::ca_bundle::read(bundle) {
        Ok(_) => Ok(()),
        Err(e) => Err(Trouble::passing("load_ca_bundle_failure", e.to_string())),
    }
}

enum Done {
    /// All entries hold the bundle.
    InPlace,
    /// There is nothing to compare yet.
    NotYet,
    /// Entries are not in force yet, because this is lacking.
    Waiting(String),
    /// It was written; the watch will tell.
    Written,
}

/// Why a configuration is not in place.
struct Trouble {
    reason: &'static str,
    text: String,
    again: bool,
}

impl Trouble {
    /// It stays so until the configuration or the bundle changes.
    fn lasting(reason: &'static str, text: String) -> Trouble {
        Trouble { reason, text, again: false }
    }

    /// It may be over when it is tried again.
    fn passing(reason: &'static str, text: String) -> Trouble {
        Trouble { reason, text, again: true }
    }
}
