//! What the commands read of a cluster, once: to be used at once, or written to a file and read from there another time.
//! No secret is among it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use futures_util::stream::{self, StreamExt};
use kubeyaml::Value;
use objects::parts::{self, Parts};
use objects::{Kind, World, kinds};

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::lists::Which;
use crate::requests::Object;

/// The kinds of objects in a snapshot, in the order in which they are printed.
pub const KINDS: [Kind; 17] = [
    kinds::CONFIG_MAP,
    kinds::MUTATING_WEBHOOK,
    kinds::VALIDATING_WEBHOOK,
    kinds::NAMESPACE,
    kinds::NODE,
    kinds::PROXY_CONFIG,
    kinds::SIDECAR,
    kinds::DEPLOYMENT,
    kinds::REPLICA_SET,
    kinds::STATEFUL_SET,
    kinds::DAEMON_SET,
    kinds::JOB,
    kinds::CRON_JOB,
    kinds::SERVICE,
    kinds::ENDPOINT_SLICE,
    kinds::EVENT,
    kinds::POD,
];

/// Which objects of a kind matter: of Events those that tell of pods which could not be created.
fn fields_of(kind: Kind) -> Option<&'static str> {
    (kind == kinds::EVENT).then_some("reason=FailedCreate")
}

/// Objects that are to be read.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Their kind.
    pub kind: Kind,
    /// Their namespace; `None` for those of all namespaces.
    pub namespace: Option<String>,
    /// The labels that they have, as a selector; `None` for all.
    pub labels: Option<Cow<'static, str>>,
    /// The fields that they have, as a selector; `None` for all.
    pub fields: Option<&'static str>,
    /// The parts of them that are kept.
    pub parts: fn(Kind) -> Parts,
}

impl Wanted {
    /// All objects of a kind, of each the parts that a snapshot has.
    pub fn all(kind: Kind) -> Wanted {
        Wanted { kind, namespace: None, labels: None, fields: fields_of(kind), parts: parts::of_snapshot }
    }

    /// The objects of a kind in a namespace, of each the parts that a snapshot has.
    pub fn of_namespace(kind: Kind, namespace: &str) -> Wanted {
        Wanted { namespace: Some(namespace.to_owned()), ..Wanted::all(kind) }
    }

    /// The same objects, of each the parts that are compared with what injection gives.
    #[must_use]
    pub fn to_compare(self) -> Wanted {
        Wanted { parts: parts::of_comparison, ..self }
    }
}

/// A snapshot, and what is missing in it.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The objects of [`KINDS`]. A kind that may not be read is unknown.
    pub world: World,
    /// What could not be read, in sentences.
    pub gaps: Vec<String>,
}

/// How far reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The kind of the objects that are read.
    pub kind: Kind,
    /// How many of them are there.
    pub read: usize,
    /// How many are left; 0 where the API server does not say.
    pub left: u64,
}

/// So many kinds are read at once: one that is slow does not hold the others.
const AT_ONCE: usize = 6;

impl Cluster {
    /// Reads a snapshot: the pods of a namespace or of all, and those ConfigMaps, by namespace and name, that are chosen once
    /// all else was read. What cannot be read is left out and reported.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn snapshot(
        &self,
        namespace: Option<&str>,
        config_maps: impl FnOnce(&World) -> BTreeSet<(String, String)>,
    ) -> Result<Snapshot, ClusterError> {
        let others = KINDS.into_iter().filter(|kind| *kind != kinds::CONFIG_MAP);
        let of_scope = |kind| {
            let namespace = namespace.filter(|_| kind == kinds::POD).map(str::to_owned);
            Wanted { namespace, ..Wanted::all(kind) }
        };
        let mut snapshot = self.read(&others.map(of_scope).collect::<Vec<_>>()).await?;
        let mut gaps = Vec::new();
        for (namespace, name) in config_maps(&snapshot.world) {
            match self.config_map(&namespace, &name).await {
                Ok(config_map) => snapshot.world.insert(config_map),
                Err(gap) => gaps.push(gap),
            }
        }
        snapshot.gaps.splice(0..0, gaps);
        Ok(snapshot)
    }

    /// Reads what is wanted, of each object the parts that are. What cannot be read is left out and reported.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn read(&self, wanted: &[Wanted]) -> Result<Snapshot, ClusterError> {
        self.read_with_progress(wanted, |_| {}).await
    }

    /// As [`Cluster::read`], and says after each page how far it is. Once the API server has answered at all, what it does
    /// not answer is left out and reported, too.
    ///
    /// # Errors
    /// As [`Cluster::read`].
    pub async fn read_with_progress(
        &self,
        wanted: &[Wanted],
        progress: impl FnMut(Progress) + Send,
    ) -> Result<Snapshot, ClusterError> {
        match self.gathered(wanted, progress).await {
            (_, Some(failure)) => Err(failure),
            (snapshot, None) => Ok(snapshot),
        }
    }

    /// As [`Cluster::read`], where nothing of it is needed: that nothing could be read is reported as well.
    pub async fn read_if_possible(&self, wanted: &[Wanted]) -> Snapshot {
        self.gathered(wanted, |_| {}).await.0
    }

    /// What could be read, and the first failure if the API server answered nothing.
    async fn gathered(
        &self,
        wanted: &[Wanted],
        progress: impl FnMut(Progress) + Send,
    ) -> (Snapshot, Option<ClusterError>) {
        let (progress, mut snapshot) = (Mutex::new(progress), Snapshot::default());
        let mut reads = stream::iter(wanted).map(|one| self.objects(one, &progress)).buffered(AT_ONCE);
        let (mut has_answered, mut failures, mut first) = (false, 0, None);
        while let Some((kind, read)) = reads.next().await {
            match read {
                Ok(objects) => {
                    objects.into_iter().for_each(|object| snapshot.world.insert(object));
                    snapshot.world.know(kind);
                    has_answered = true;
                }
                Err(e) => {
                    has_answered |= matches!(e, ClusterError::Forbidden { .. });
                    snapshot.gaps.push(e.to_string());
                    failures += 1;
                    first.get_or_insert(e);
                }
            }
            // One that answered none of those which were asked for at once answers nothing.
            if !has_answered && failures == AT_ONCE && failures < wanted.len() {
                let left: Vec<&str> = wanted.iter().skip(failures).map(|one| one.kind.plural).collect();
                snapshot.gaps.push(format!("not asked for after that: {}", left.join(", ")));
                break;
            }
        }
        (snapshot, first.filter(|_| !has_answered))
    }

    /// The cluster's nodes; unknown if they may not be read.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn nodes(&self) -> Result<World, ClusterError> {
        Ok(self.read(&[Wanted::all(kinds::NODE)]).await?.world)
    }

    /// A ConfigMap, or why there is none to be had, in a sentence.
    async fn config_map(&self, namespace: &str, name: &str) -> Result<Value, String> {
        let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name };
        match self.get(object).await {
            Ok(Some(mut config_map)) => {
                parts::of_snapshot(kinds::CONFIG_MAP).keep(&mut config_map);
                Ok(config_map)
            }
            Ok(None) => Err(format!("there is no ConfigMap {namespace}/{name}")),
            Err(e) => Err(e.to_string()),
        }
    }

    /// The objects of a kind once all of them are there: of a part of them nobody could say what is missing.
    async fn objects(
        &self,
        Wanted { kind, namespace, labels, fields, parts }: &Wanted,
        progress: &Mutex<impl FnMut(Progress) + Send>,
    ) -> (Kind, Result<Vec<Value>, ClusterError>) {
        let which = Which { namespace: namespace.as_deref(), labels: labels.as_deref(), fields: *fields };
        let (kind, kept) = (*kind, parts(*kind));
        let keep = |mut object: Value| {
            kept.keep(&mut object);
            Some(object)
        };
        let show = |read, left| {
            let mut progress = progress.lock().unwrap_or_else(PoisonError::into_inner);
            progress(Progress { kind, read, left });
        };
        (kind, self.list_with_progress(kind, which, keep, show).await)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::stub::{self, Answer, page, status};

    const PATIENCE: Duration = Duration::from_millis(200);

    fn kind_of(path: &str) -> &str {
        path.split('?').next().unwrap().rsplit('/').next().unwrap()
    }

    fn config_maps(_: &World) -> BTreeSet<(String, String)> {
        ["inject", "mesh"].map(|name| ("istio-system".to_owned(), name.to_owned())).into()
    }

    #[tokio::test]
    async fn what_answers_is_read_and_what_does_not_is_named() {
        let (cluster, _) = stub::cluster(PATIENCE, |path| match kind_of(path) {
            "nodes" => status(403, "Forbidden", "nodes is forbidden"),
            "pods" => Answer::Never,
            "services" => Answer::Half,
            "events" => Answer::Hangup,
            "jobs" => status(500, "InternalError", "etcdserver: leader changed"),
            "cronjobs" => Answer::Whole(200, "<html>".to_owned()),
            "daemonsets" => status(404, "NotFound", "there is no such kind"),
            "inject" => Answer::Never,
            "mesh" => {
                Answer::Whole(200, r#"{"metadata":{"name":"mesh","namespace":"istio-system"}}"#.to_owned())
            }
            _ => page(&["a"], ""),
        })
        .await;
        let Snapshot { world, gaps } = cluster.snapshot(None, config_maps).await.unwrap();
        for (kind, is_known) in [
            (kinds::NODE, false),
            (kinds::POD, false),
            (kinds::SERVICE, false),
            (kinds::EVENT, false),
            (kinds::JOB, false),
            (kinds::CRON_JOB, false),
            (kinds::DAEMON_SET, true),
            (kinds::NAMESPACE, true),
            (kinds::DEPLOYMENT, true),
        ] {
            assert_eq!(world.known(kind).is_some(), is_known, "{kind:?}");
        }
        for (gap, parts) in gaps.iter().zip([
            ["istio-system/inject", "no answer within"],
            ["nodes", "nodes is forbidden"],
            ["jobs", "leader changed"],
            ["cronjobs", "cannot be read"],
            ["services", "no answer within"],
            ["events", "cannot be reached"],
            ["pods", "no answer within"],
        ]) {
            assert!(parts.iter().all(|part| gap.contains(part)), "{parts:?}: {gaps:#?}");
        }
        assert_eq!(gaps.len(), 7, "{gaps:#?}");
    }

    /// A cluster that never answers is given up after one round of waiting, not after one for each kind.
    #[tokio::test]
    async fn an_api_server_that_never_answers_is_asked_few_times() {
        let (cluster, asked) = stub::cluster(PATIENCE, |_| Answer::Never).await;
        let failure = cluster.snapshot(None, config_maps).await.unwrap_err();
        assert!(matches!(failure, ClusterError::Unreachable { .. }), "{failure}");
        assert!(asked.lock().unwrap().len() <= 2 * AT_ONCE, "{asked:?}");
        // Who needs none of it goes on, and knows what is missing.
        let wanted = KINDS.map(Wanted::all);
        let Snapshot { gaps, .. } = cluster.read_if_possible(&wanted).await;
        let all = gaps.join("\n");
        assert!(KINDS.iter().all(|kind| all.contains(kind.plural)), "{gaps:#?}");
    }
}
