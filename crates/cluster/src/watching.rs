//! Watching objects: a stream of changes that never ends, whatever happens to the API server.

use std::fmt::Debug;
use std::iter::Cycle;
use std::slice::Iter;
use std::time::Duration;

use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use kube::Api;
use kube::api::{ApiResource, DynamicObject, PartialObjectMeta};
use kube::core::{GroupVersionKind, ObjectMeta};
use kube::runtime::utils::{Backoff, StreamBackoff};
use kube::runtime::watcher::{self, Event};
use kubeyaml::Value;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::access::Cluster;
use crate::error::{Asked, ClusterError};
use crate::lists::name_kind;
use objects::Kind;
use objects::kinds::{NAMESPACE, NODE};

/// Objects in one answer to a list: nodes are long.
const PAGE: u32 = 100;
/// The first pause after an error; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause between attempts to reach the API server again.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// What happened to the objects that are watched.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// All objects follow, as [`Change::Listed`].
    Begin,
    /// One of all objects.
    Listed(Value),
    /// Those were all objects.
    Complete,
    /// An object is new or another.
    Applied(Value),
    /// An object is gone.
    Deleted(Value),
}

/// Changes, and errors between them. After an error it goes on by itself, later and later.
pub type Changes = BoxStream<'static, Result<Change, ClusterError>>;

impl Cluster {
    /// Watches the objects of a kind: of a namespace or all, and one name or all. Of namespaces only the metadata is
    /// read, of nodes only the name and the kubelet's version.
    pub fn watch(&self, kind: Kind, namespace: Option<&str>, name: Option<&str>) -> Changes {
        let mut config = watcher::Config::default().page_size(PAGE);
        if let Some(name) = name {
            config = config.fields(&format!("metadata.name={name}"));
        }
        let what = match name {
            Some(name) => kind.object(namespace, name),
            None => kind.plural.to_owned(),
        };
        let asked = Asked { verb: "list and watch", resource: kind.plural.to_owned(), what };
        let resource = api_resource(kind);
        if kind == NODE {
            self.stream::<NodeVersion>(Api::all_with(self.client.clone(), &()), config, kind, asked)
        } else if kind == NAMESPACE {
            let api = Api::<PartialObjectMeta<DynamicObject>>::all_with(self.client.clone(), &resource);
            self.stream(api, config, kind, asked)
        } else {
            let api: Api<DynamicObject> = match namespace.filter(|_| kind.namespaced) {
                Some(namespace) => Api::namespaced_with(self.client.clone(), namespace, &resource),
                None => Api::all_with(self.client.clone(), &resource),
            };
            self.stream(api, config, kind, asked)
        }
    }

    /// Watches the objects of a kind, of all namespaces, in the first of these versions that the API server has; where a
    /// version goes, the next is tried. [`ClusterError::NotFound`] comes once for each round in which it has none of them.
    /// [`Kind::version`] does not matter, and objects have the version in which they were read.
    pub fn watch_versions(&self, kind: Kind, versions: &'static [&'static str]) -> Changes {
        let watched = Versions {
            cluster: self.clone(),
            kind,
            versions: versions.iter().cycle(),
            count: versions.len(),
            missing: 0,
            changes: stream::empty().boxed(),
            pauses: Pauses::default(),
        };
        stream::unfold(watched, Versions::next).boxed()
    }

    fn stream<K>(&self, api: Api<K>, config: watcher::Config, kind: Kind, asked: Asked) -> Changes
    where
        K: kube::Resource + Clone + Debug + DeserializeOwned + Serialize + Send + 'static,
    {
        let server = self.server.clone();
        let changes = watcher::watcher(api, config)
            .map(move |event| change(event, kind).map_err(|e| error(e, asked.clone(), &server)));
        patient(changes).boxed()
    }
}

/// A kind that is watched in one of several versions.
struct Versions {
    cluster: Cluster,
    kind: Kind,
    /// Those that are tried, without end.
    versions: Cycle<Iter<'static, &'static str>>,
    count: usize,
    /// How many in succession the API server does not have.
    missing: usize,
    /// In the version that was tried last; at its end the next is tried.
    changes: Changes,
    pauses: Pauses,
}

impl Versions {
    async fn next(mut self) -> Option<(Result<Change, ClusterError>, Versions)> {
        loop {
            match self.changes.next().await {
                Some(Err(error @ ClusterError::NotFound { .. })) => {
                    self.changes = stream::empty().boxed();
                    self.missing += 1;
                    if self.missing >= self.count {
                        return Some((Err(error), self));
                    }
                }
                Some(change) => {
                    // That a list begins is told before the API server is asked.
                    if change.as_ref().is_ok_and(|change| *change != Change::Begin) {
                        self.missing = 0;
                    }
                    return Some((change, self));
                }
                None => {
                    if self.missing >= self.count {
                        self.missing = 0;
                        tokio::time::sleep(self.pauses.next_at(Instant::now())).await;
                    }
                    let version = self.versions.next()?;
                    self.changes = self.cluster.watch(Kind { version, ..self.kind }, None, None);
                }
            }
        }
    }
}

/// The same stream with growing pauses after errors.
fn patient<S>(changes: S) -> impl Stream<Item = Result<Change, ClusterError>> + Send
where
    S: Stream<Item = Result<Change, ClusterError>> + Send,
{
    StreamBackoff::new(changes, Pauses::default())
}

/// Pauses that double, with an eighth more or less so that replicas do not ask in step. They begin anew when all went
/// well for a while: what a watch tells in between (such as that a list begins) says nothing about that.
#[derive(Debug, Default)]
pub(crate) struct Pauses {
    doubled: u32,
    last: Option<Instant>,
}

impl Pauses {
    pub(crate) fn next_at(&mut self, now: Instant) -> Duration {
        if self.last.is_some_and(|last| now.duration_since(last) > LONGEST_PAUSE * 2) {
            self.doubled = 0;
        }
        self.last = Some(now);
        let pause = FIRST_PAUSE.saturating_mul(1 << self.doubled.min(10)).min(LONGEST_PAUSE);
        self.doubled = self.doubled.saturating_add(1);
        jittered(pause)
    }
}

impl Iterator for Pauses {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        Some(self.next_at(Instant::now()))
    }
}

impl Backoff for Pauses {
    fn reset(&mut self) {}
}

/// A time that is up to an eighth shorter or longer.
pub(crate) fn jittered(time: Duration) -> Duration {
    use std::hash::{BuildHasher, RandomState};
    // Each RandomState has other keys: enough of chance for this.
    let chance = RandomState::new().hash_one(0_u8) % 256;
    let span = time / 4;
    (time - time / 8) + span.mul_f64(f64::from(u32::try_from(chance).unwrap_or(0)) / 256.0)
}

fn change<K: Serialize>(event: Result<Event<K>, watcher::Error>, kind: Kind) -> Result<Change, Failed> {
    let object = |object: K| {
        let text = serde_json::to_vec(&object).map_err(|e| Failed::Unreadable(e.to_string()))?;
        let mut value = kubeyaml::from_json(&text).map_err(|e| Failed::Unreadable(e.to_string()))?;
        if let Some(metadata) = value.get_mut("metadata").and_then(Value::as_map_mut) {
            metadata.remove("managedFields");
        }
        name_kind(&mut value, kind);
        Ok(value)
    };
    Ok(match event.map_err(Failed::Watching)? {
        Event::Init => Change::Begin,
        Event::InitApply(o) => Change::Listed(object(o)?),
        Event::InitDone => Change::Complete,
        Event::Apply(o) => Change::Applied(object(o)?),
        Event::Delete(o) => Change::Deleted(object(o)?),
    })
}

enum Failed {
    Watching(watcher::Error),
    Unreadable(String),
}

fn error(failed: Failed, asked: Asked, server: &str) -> ClusterError {
    use watcher::Error as E;
    match failed {
        Failed::Unreadable(cause) => ClusterError::Malformed { asked, cause },
        Failed::Watching(E::InitialListFailed(e) | E::WatchStartFailed(e) | E::WatchFailed(e)) => {
            ClusterError::from_kube(e, asked, server)
        }
        Failed::Watching(E::WatchError(status)) => ClusterError::from_status(&status, asked, server),
        Failed::Watching(other) => {
            ClusterError::Refused { asked, server: server.to_owned(), code: 0, message: other.to_string() }
        }
    }
}

fn api_resource(kind: Kind) -> ApiResource {
    let named = GroupVersionKind::gvk(kind.group, kind.version, kind.kind);
    ApiResource::from_gvk_with_plural(&named, kind.plural)
}

/// Of a node, what injection asks for: the rest of it is long and changes all the time.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct NodeVersion {
    metadata: ObjectMeta,
    #[serde(default)]
    status: NodeStatus,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct NodeStatus {
    node_info: NodeInfo,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct NodeInfo {
    kubelet_version: String,
}

impl kube::Resource for NodeVersion {
    type DynamicType = ();
    type Scope = kube::core::ClusterResourceScope;

    fn kind(_: &()) -> std::borrow::Cow<'_, str> {
        NODE.kind.into()
    }

    fn group(_: &()) -> std::borrow::Cow<'_, str> {
        NODE.group.into()
    }

    fn version(_: &()) -> std::borrow::Cow<'_, str> {
        NODE.version.into()
    }

    fn plural(_: &()) -> std::borrow::Cow<'_, str> {
        NODE.plural.into()
    }

    fn meta(&self) -> &ObjectMeta {
        &self.metadata
    }

    fn meta_mut(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use objects::parts;

    use super::*;
    use crate::stub::{self, Answer, status};

    const POLICY: Kind = Kind::new("p.example", "v1", "Policy", "policies", true);

    /// The first changes, this many, not counting that lists begin.
    async fn of_versions(
        answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
        count: usize,
    ) -> Vec<String> {
        let (cluster, _) = stub::cluster(Duration::from_secs(20), answer).await;
        let changes = cluster.watch_versions(POLICY, &["v1", "v1beta1", "v1alpha3"]);
        let changes = changes.filter(|change| {
            let is_begin = matches!(change, Ok(Change::Begin));
            async move { !is_begin }
        });
        let shown = |change: Result<Change, ClusterError>| match change {
            Ok(Change::Listed(object)) => kubeyaml::to_json(&object),
            Ok(change) => format!("{change:?}"),
            Err(ClusterError::NotFound { .. }) => "not found".to_owned(),
            Err(error) => error.to_string(),
        };
        changes.take(count).map(shown).collect().await
    }

    #[tokio::test]
    async fn a_kind_is_watched_in_the_version_that_there_is() {
        let older = |path: &str| match path {
            path if path.starts_with("/apis/p.example/v1beta1/policies?") && !path.contains("watch=true") => {
                let list = r#"{"metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a"}}]}"#;
                Answer::Whole(200, list.to_owned())
            }
            path if path.starts_with("/apis/p.example/v1beta1/") => Answer::Never,
            _ => status(404, "NotFound", "page not found"),
        };
        let want =
            [r#"{"apiVersion":"p.example/v1beta1","kind":"Policy","metadata":{"name":"a"}}"#, "Complete"];
        assert_eq!(of_versions(older, 2).await, want);
    }

    #[tokio::test]
    async fn that_there_is_none_is_said_once_a_round() {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let none = move |_: &str| {
            count.fetch_add(1, Ordering::Relaxed);
            status(404, "NotFound", "page not found")
        };
        assert_eq!(of_versions(none, 2).await, ["not found", "not found"]);
        assert_eq!(asked.load(Ordering::Relaxed), 6, "three versions, two rounds");
    }

    #[test]
    fn pauses_double_up_to_a_bound_and_begin_anew() {
        let mut pauses = Pauses::default();
        let mut now = Instant::now();
        for (later, want) in [
            (0, 250),
            (1, 500),
            (1, 1000),
            (1, 2000),
            (1, 4000),
            (1, 8000),
            (8, 8000),
            (8, 8000),
            (60, 250),
            (1, 500),
        ] {
            now += Duration::from_secs(later);
            let (pause, want) = (pauses.next_at(now), Duration::from_millis(want));
            assert!(pause >= want - want / 8 && pause <= want + want / 8, "{pause:?} is far from {want:?}");
        }
    }

    #[test]
    fn objects_say_what_they_are_and_lose_what_is_long() {
        let node = r#"{"metadata":{"name":"n","managedFields":[]},
            "status":{"nodeInfo":{"kubeletVersion":"v1.36.0","other":1},"images":[{}]}}"#;
        let mut wanted = kubeyaml::from_json(node.as_bytes()).unwrap();
        name_kind(&mut wanted, NODE);
        parts::of_injection(NODE).keep(&mut wanted);
        let node: NodeVersion = serde_json::from_str(node).unwrap();
        let Ok(Change::Applied(value)) = change(Ok(Event::Apply(node)), NODE) else {
            panic!("it is an object");
        };
        assert_eq!(
            kubeyaml::to_json(&value),
            r#"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"},"status":{"nodeInfo":{"kubeletVersion":"v1.36.0"}}}"#
        );
        assert_eq!(value, wanted, "what is read of a node is what injection asks for");
    }
}
