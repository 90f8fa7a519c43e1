//! Asking the istiods of a cluster about themselves, each through a port-forward.

use std::borrow::Cow;

use cluster::port_forward::PodPort;
use cluster::snapshot::{Snapshot, Wanted};
use cluster::{Cluster, ClusterError};
use diagnosis::control_plane::{self, Istiod};
use objects::{World, kinds};

/// Which istiods are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// Those of a revision.
    Of(&'a str),
    /// Those of the default revision, or of all if it has none.
    OfDefault,
    /// All.
    All,
}

/// The istiods that are meant.
#[derive(Debug)]
pub struct Found {
    /// They run, and are of one revision, unless a note says otherwise.
    pub istiods: Vec<Istiod>,
    /// What should be known of the choice.
    pub notes: Vec<String>,
}

/// The istiods among what is known: those of the revision, or of the default one. Those of all revisions if no revision is
/// named and the default one has none.
pub fn among(world: &World, namespace: &str, revision: Option<&str>) -> Found {
    let of_default = control_plane::default_revision(world);
    let istiods = control_plane::istiods(world, namespace, Some(revision.unwrap_or(of_default)));
    let all = control_plane::istiods(world, namespace, None);
    if !istiods.is_empty() || revision.is_some() || all.is_empty() {
        return Found { istiods, notes: Vec::new() };
    }
    let note = format!(
        "no istiod is of the default revision {of_default:?}: those of all revisions count; --revision names one"
    );
    Found { istiods: all, notes: vec![note] }
}

/// The istiods of a cluster, as [`among`].
///
/// # Errors
/// The API server cannot be asked.
pub async fn find(cluster: &Cluster, namespace: &str, revision: Option<&str>) -> Result<Found, ClusterError> {
    let (world, gaps) = look(cluster, namespace, control_plane::SELECTOR.into()).await?;
    let mut found = among(&world, namespace, revision);
    found.notes.splice(0..0, gaps);
    Ok(found)
}

/// The istiods of a cluster for questions over xDS, or those among them that a selector chooses; where there is none, the
/// address of one outside of the cluster, if its webhook says it.
///
/// # Errors
/// The API server cannot be asked.
pub async fn find_chosen(
    cluster: &Cluster,
    namespace: &str,
    which: Which<'_>,
    selector: Option<&str>,
) -> Result<(Found, Option<String>), ClusterError> {
    let labels = selector.map_or(control_plane::SELECTOR.into(), |selector| selector.to_owned().into());
    let (world, gaps) = look(cluster, namespace, labels).await?;
    let revision = match which {
        Which::Of(revision) => Some(revision),
        Which::OfDefault | Which::All => None,
    };
    let plain = |istiods| Found { istiods, notes: Vec::new() };
    let mut found = match (selector, which) {
        (Some(_), _) => plain(control_plane::chosen(&world, namespace, revision)),
        (None, Which::All) => plain(control_plane::istiods(&world, namespace, None)),
        (None, _) => among(&world, namespace, revision),
    };
    found.notes.splice(0..0, gaps);
    let revision = revision.unwrap_or(control_plane::default_revision(&world));
    let outside = control_plane::outside(&world, revision).filter(|_| found.istiods.is_empty());
    Ok((found, outside))
}

async fn look(
    cluster: &Cluster,
    namespace: &str,
    labels: Cow<'static, str>,
) -> Result<(World, Vec<String>), ClusterError> {
    let pods = Wanted { labels: Some(labels), ..Wanted::of_namespace(kinds::POD, namespace) };
    let read = cluster.read(&[pods, Wanted::all(kinds::MUTATING_WEBHOOK)]).await?;
    Ok((read.world, read.gaps))
}

/// What an istiod answers to a path of its debug endpoints.
///
/// # Errors
/// It cannot be reached, or answers that it will not.
pub async fn ask(cluster: &Cluster, istiod: &Istiod, path: &str) -> Result<Vec<u8>, ClusterError> {
    let port = PodPort { namespace: &istiod.namespace, pod: &istiod.pod, port: istiod.port };
    cluster.get_from_pod(port, path).await
}

/// The pods of all namespaces, from which something is told where no istiod can be asked.
pub async fn pods(cluster: &Cluster) -> Snapshot {
    cluster.read_if_possible(&[Wanted::all(kinds::POD)]).await
}
