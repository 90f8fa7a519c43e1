//! What the commands read of a cluster, once: to be used at once, or written to a file and read from there another time.
//! No secret is among it.

use objects::parts::{self, Parts};
use objects::{Kind, World, kinds};

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::requests::{Object, Which};

/// What a snapshot is made of.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The namespace of the control plane, whose two ConfigMaps are read.
    pub control_namespace: String,
    /// The injection ConfigMap.
    pub inject_config_map: String,
    /// The mesh ConfigMap.
    pub mesh_config_map: String,
    /// The namespace whose pods are read; `None` for all.
    pub namespace: Option<String>,
}

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
    pub labels: Option<&'static str>,
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

impl Cluster {
    /// Reads a snapshot. What may not be read is left out and reported.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn snapshot(&self, scope: &Scope) -> Result<Snapshot, ClusterError> {
        let mut snapshot = Snapshot::default();
        for name in [&scope.inject_config_map, &scope.mesh_config_map] {
            self.add_config_map(&scope.control_namespace, name, &mut snapshot).await?;
        }
        for kind in KINDS.into_iter().filter(|kind| *kind != kinds::CONFIG_MAP) {
            let namespace = scope.namespace.as_deref().filter(|_| kind == kinds::POD);
            let which = Which { namespace, fields: fields_of(kind), ..Which::default() };
            self.add_all(kind, which, &parts::of_snapshot(kind), &mut snapshot, &mut |_| {}).await?;
        }
        Ok(snapshot)
    }

    /// Reads what is wanted, of each object the parts that are. What may not be read is left out and reported.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn read(&self, wanted: &[Wanted]) -> Result<Snapshot, ClusterError> {
        self.read_with_progress(wanted, |_| {}).await
    }

    /// As [`Cluster::read`], and says after each page how far it is. Once the API server has answered at all, what it then
    /// fails to answer is left out and reported, too.
    ///
    /// # Errors
    /// As [`Cluster::read`].
    pub async fn read_with_progress(
        &self,
        wanted: &[Wanted],
        mut progress: impl FnMut(Progress) + Send,
    ) -> Result<Snapshot, ClusterError> {
        let mut snapshot = Snapshot::default();
        let mut has_answered = false;
        for Wanted { kind, namespace, labels, fields, parts } in wanted {
            let which = Which { namespace: namespace.as_deref(), labels: *labels, fields: *fields };
            match self.add_all(*kind, which, &parts(*kind), &mut snapshot, &mut progress).await {
                Ok(()) => has_answered = true,
                Err(e) if has_answered => snapshot.gaps.push(e.to_string()),
                Err(e) => return Err(e),
            }
        }
        Ok(snapshot)
    }

    /// The cluster's nodes; unknown if they may not be read.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn nodes(&self) -> Result<World, ClusterError> {
        let mut nodes = Snapshot::default();
        let kept = parts::of_snapshot(kinds::NODE);
        self.add_all(kinds::NODE, Which::default(), &kept, &mut nodes, &mut |_| {}).await?;
        Ok(nodes.world)
    }

    async fn add_config_map(
        &self,
        namespace: &str,
        name: &str,
        snapshot: &mut Snapshot,
    ) -> Result<(), ClusterError> {
        let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name };
        match self.get(object).await {
            Ok(Some(mut config_map)) => {
                parts::of_snapshot(kinds::CONFIG_MAP).keep(&mut config_map);
                snapshot.world.insert(config_map);
            }
            Ok(None) => snapshot.gaps.push(format!("there is no ConfigMap {namespace}/{name}")),
            Err(e @ ClusterError::Forbidden { .. }) => snapshot.gaps.push(e.to_string()),
            Err(e) => return Err(e),
        }
        Ok(())
    }

    /// Adds the objects of a kind once all of them are there: of a part of them nobody could say what is missing.
    async fn add_all(
        &self,
        kind: Kind,
        which: Which<'_>,
        kept: &Parts,
        snapshot: &mut Snapshot,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), ClusterError> {
        let mut read = Vec::new();
        let listed = self
            .list_pages(kind, which, |page, left| {
                read.extend(page.into_iter().map(|mut object| {
                    kept.keep(&mut object);
                    object
                }));
                progress(Progress { kind, read: read.len(), left });
            })
            .await;
        match listed {
            Ok(()) => {
                read.into_iter().for_each(|object| snapshot.world.insert(object));
                snapshot.world.know(kind);
            }
            Err(e @ ClusterError::Forbidden { .. }) => snapshot.gaps.push(e.to_string()),
            Err(e) => return Err(e),
        }
        Ok(())
    }
}
