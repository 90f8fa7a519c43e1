//! The root of the mesh where injected pods look for it: a ConfigMap in each namespace, kept by the replica that leads.

use std::collections::BTreeSet;
use std::time::Duration;

use certs::ca_bundle;
use cluster::{Change, Cluster, ClusterError, Object};
use futures_util::stream::{StreamExt, select};
use kubeyaml::Value;
use objects::kinds;
use objects::names::SYSTEM_NAMESPACES;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// What Istio's has in it, and is labelled.
///
/// Source: Istio 1.30 pilot/pkg/serviceregistry/kube/controller/namespacecontroller.go.
const ENTRY: &str = "root-cert.pem";
const LABEL: &str = "istio.io/config";
/// Which control plane wrote it: the namespace in which its authority is.
const AUTHORITY: &str = "outrigger/authority";
/// After what time all are looked at again, and those that could not be written.
const LOOK_AGAIN: Duration = Duration::from_secs(300);
const TRY_AGAIN: Duration = Duration::from_secs(3);

/// What is written where.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// The cluster.
    pub(super) cluster: Cluster,
    /// The name of the ConfigMaps.
    pub(super) name: String,
    /// What pods trust, in PEM.
    pub(super) roots: String,
    /// The namespace of the control plane.
    pub(super) namespace: String,
}

/// What is the matter with a ConfigMap.
#[derive(Debug, PartialEq)]
enum State {
    /// It says what it should.
    Right,
    /// It is not there.
    Missing,
    /// It was written by control planes with this authority, and is out of date.
    Old,
    /// It has the root of another mesh.
    Anothers,
}

impl Root {
    /// Keeps the ConfigMaps while this replica leads; never ends.
    pub(super) async fn keep_while(self, mut leads: watch::Receiver<bool>) {
        loop {
            // Nobody elects any more at the end only.
            if leads.wait_for(|leads| *leads).await.is_err() {
                return std::future::pending().await;
            }
            tokio::select! {
                () = self.keep() => {}
                _ = leads.wait_for(|leads| !leads) => {}
            }
        }
    }

    async fn keep(&self) {
        let of_namespaces = self.cluster.watch(kinds::NAMESPACE, None, None);
        let of_roots = self.cluster.watch(kinds::CONFIG_MAP, None, Some(&self.name));
        let mut changes = select(of_namespaces, of_roots);
        let (mut namespaces, mut wanting) = (BTreeSet::new(), BTreeSet::new());
        let mut told = Told::default();
        let mut looks = Looks::after(Instant::now());
        loop {
            tokio::select! {
                change = changes.next() => match change {
                    Some(change) => wanting.extend(wanted_by(change, &mut namespaces, &mut told)),
                    None => return,
                },
                () = sleep_until(looks.next()) => {
                    if looks.is_at_all(Instant::now()) {
                        wanting.extend(namespaces.iter().cloned());
                    }
                }
            }
            let mut failed = BTreeSet::new();
            for namespace in std::mem::take(&mut wanting) {
                match self.put(&namespace).await {
                    Ok(()) => {}
                    Err(error) => {
                        told.say(&namespace, &error);
                        failed.insert(namespace);
                    }
                }
            }
            looks.again = (!failed.is_empty()).then(|| Instant::now() + TRY_AGAIN);
            wanting = failed;
        }
    }

    /// Writes the root into a namespace, unless it is there.
    async fn put(&self, namespace: &str) -> Result<(), ClusterError> {
        let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name: &self.name };
        let there = self.cluster.get(object).await?;
        let written = match self.state(there.as_ref()) {
            State::Right => return Ok(()),
            State::Anothers => {
                tracing::error!(
                    namespace,
                    "ConfigMap {0} has the root of another mesh, and stays: pods do not trust this one; where no other \
                     control plane needs it, `kubectl -n {namespace} delete configmap {0}`",
                    self.name
                );
                return Ok(());
            }
            State::Missing => self.cluster.create(object, &self.written(Value::Null, namespace)).await,
            State::Old => {
                self.cluster.replace(object, &self.written(there.unwrap_or_default(), namespace)).await
            }
        };
        match written {
            // Another was faster, and the watch says what it wrote.
            Ok(_) | Err(ClusterError::Exists { .. } | ClusterError::Conflict { .. }) => Ok(()),
            // The namespace is gone.
            Err(ClusterError::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn state(&self, there: Option<&Value>) -> State {
        let Some(there) = there else { return State::Missing };
        let text = there.str_at(&["data", ENTRY]).unwrap_or_default();
        match there.str_at(&["metadata", "annotations", AUTHORITY]) {
            _ if text == self.roots => State::Right,
            Some(namespace) if namespace == self.namespace => State::Old,
            _ if self.trusts_all_of(text) => State::Old,
            _ => State::Anothers,
        }
    }

    /// Whether a bundle has nothing but roots of this authority, as an istiod with the same one has left it.
    fn trusts_all_of(&self, text: &str) -> bool {
        let (Ok(theirs), Ok(ours)) = (ca_bundle::read(text), ca_bundle::read(&self.roots)) else {
            return false;
        };
        theirs.iter().all(|root| ours.iter().any(|own| own.der() == root.der()))
    }

    fn written(&self, mut map: Value, namespace: &str) -> Value {
        let fields = map.become_map();
        fields.insert("apiVersion", "v1");
        fields.insert("kind", "ConfigMap");
        let metadata = fields.entry("metadata").become_map();
        metadata.insert("name", self.name.as_str());
        metadata.insert("namespace", namespace);
        metadata.entry("labels").become_map().insert(LABEL, "true");
        metadata.entry("annotations").become_map().insert(AUTHORITY, self.namespace.as_str());
        fields.entry("data").become_map().insert(ENTRY, self.roots.as_str());
        map
    }
}

/// When is looked again: at all of them, whatever happens meanwhile, and at those that could not be written.
struct Looks {
    at_all: Instant,
    again: Option<Instant>,
}

impl Looks {
    fn after(now: Instant) -> Looks {
        Looks { at_all: now + LOOK_AGAIN, again: None }
    }

    fn next(&self) -> Instant {
        self.again.map_or(self.at_all, |again| again.min(self.at_all))
    }

    /// Whether it is time to look at all, which is next after a while.
    fn is_at_all(&mut self, now: Instant) -> bool {
        let is_due = now >= self.at_all;
        if is_due {
            self.at_all = now + LOOK_AGAIN;
        }
        is_due
    }
}

/// The namespaces that a change has looked at: those that are new, and those whose ConfigMap is another or gone.
fn wanted_by(
    change: Result<Change, ClusterError>,
    namespaces: &mut BTreeSet<String>,
    told: &mut Told,
) -> Option<String> {
    let (object, is_gone) = match change {
        Ok(Change::Listed(object) | Change::Applied(object)) => (object, false),
        Ok(Change::Deleted(object)) => (object, true),
        Ok(_) => return None,
        Err(error) => {
            told.say("", &error);
            return None;
        }
    };
    let text = |key| object.str_at(&["metadata", key]).unwrap_or_default();
    if kinds::CONFIG_MAP.is_of(&object) {
        return namespaces.get(text("namespace")).cloned();
    }
    let name = text("name").to_owned();
    // Nothing can be created in one that goes.
    if is_gone || !text("deletionTimestamp").is_empty() || SYSTEM_NAMESPACES.contains(&name.as_str()) {
        namespaces.remove(&name);
        return None;
    }
    namespaces.insert(name.clone()).then_some(name)
}

/// What was said already.
#[derive(Default)]
struct Told(BTreeSet<String>);

impl Told {
    fn say(&mut self, namespace: &str, error: &ClusterError) {
        let text = error.to_string();
        if self.0.len() < 1000 && self.0.insert(text.clone()) {
            let hint = error.hint().unwrap_or_default();
            tracing::warn!(namespace, hint, "{text}: the root is not where pods look for it");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use identity::{Ca, TrustDomain};

    use super::*;

    async fn root(roots: &str) -> Root {
        let kubeconfig = "apiVersion: v1\nkind: Config\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: a, user: a}}]\n\
                          clusters: [{name: a, cluster: {server: 'http://127.0.0.1:1'}}]\nusers: [{name: a, user: {}}]\n";
        let path = std::env::temp_dir().join(format!("outrigger-root-{}.kubeconfig", std::process::id()));
        std::fs::write(&path, kubeconfig).unwrap();
        let access = cluster::Access { kubeconfig: Some(path), ..cluster::Access::default() };
        let cluster = Cluster::connect(&access).await.unwrap();
        let (name, namespace) = ("root".to_owned(), "mesh".to_owned());
        Root { cluster, name, roots: roots.to_owned(), namespace }
    }

    fn made() -> String {
        let trust_domain = TrustDomain::new("cluster.local").unwrap();
        Ca::create(&trust_domain, SystemTime::now()).unwrap().roots().to_owned()
    }

    #[tokio::test]
    async fn a_root_of_another_mesh_stays() {
        let (ours, old, theirs) = (made(), made(), made());
        let root = root(&format!("{ours}{old}")).await;
        let map = |text: &str, annotations: &str| {
            let mut map = kubeyaml::read(&format!(
                "{{metadata: {{labels: {{istio.io/config: 'true'}}, annotations: {{{annotations}}}}}, data: {{other: x}}}}"
            ))
            .unwrap();
            map.map_entry("data").insert(ENTRY, text);
            map
        };
        for (text, annotations, want) in [
            (&*root.roots, "", State::Right),
            // Of an authority that was replaced, and of one that an istiod has written.
            (&theirs, "outrigger/authority: mesh", State::Old),
            (&old, "", State::Old),
            (&theirs, "", State::Anothers),
            (&theirs, "outrigger/authority: other", State::Anothers),
            (&format!("{old}{theirs}"), "", State::Anothers),
            ("", "", State::Anothers),
        ] {
            assert_eq!(root.state(Some(&map(text, annotations))), want, "{annotations}");
        }
        assert_eq!(root.state(None), State::Missing);
        let written = root.written(map(&old, "a: b"), "shop");
        assert_eq!(root.state(Some(&written)), State::Right);
        assert_eq!(
            written.str_at(&["metadata", "annotations", "a"]),
            Some("b"),
            "what others say there stays"
        );
        assert_eq!(written.str_at(&["data", "other"]), Some("x"));
        assert_eq!(root.written(Value::Null, "shop").str_at(&["metadata", "labels", LABEL]), Some("true"));
    }

    #[test]
    fn all_are_looked_at_whatever_cannot_be_written() {
        let start = Instant::now();
        let mut looks = Looks::after(start);
        assert_eq!(looks.next(), start + LOOK_AGAIN);
        let (mut now, mut tries) = (start, 0);
        // One namespace fails each time.
        while !looks.is_at_all(now) {
            tries += 1;
            looks.again = Some(now + TRY_AGAIN);
            now = looks.next();
            assert!(now <= start + LOOK_AGAIN, "all of them wait for the one that fails");
        }
        assert_eq!((now, tries), (start + LOOK_AGAIN, 100));
        looks.again = None;
        assert_eq!(looks.next(), now + LOOK_AGAIN);
    }

    #[test]
    fn namespaces_that_are_new_are_looked_at_and_those_whose_root_changes() {
        let (mut namespaces, mut told) = (BTreeSet::new(), Told::default());
        let object = |kind: &str, metadata: &str| {
            kubeyaml::read(&format!("{{apiVersion: v1, kind: {kind}, metadata: {{{metadata}}}}}")).unwrap()
        };
        let namespace = |metadata: &str| object("Namespace", metadata);
        let root = || object("ConfigMap", "name: root, namespace: shop");
        for (change, want) in [
            (Change::Applied(root()), None),
            (Change::Listed(namespace("name: shop")), Some("shop")),
            (Change::Applied(namespace("name: shop")), None),
            (Change::Applied(root()), Some("shop")),
            (Change::Deleted(root()), Some("shop")),
            (Change::Listed(namespace("name: kube-system")), None),
            (Change::Applied(namespace("name: shop, deletionTimestamp: '2026-01-01T00:00:00Z'")), None),
            (Change::Deleted(root()), None),
            (Change::Deleted(namespace("name: shop")), None),
            (Change::Applied(namespace("name: shop")), Some("shop")),
        ] {
            assert_eq!(
                wanted_by(Ok(change.clone()), &mut namespaces, &mut told).as_deref(),
                want,
                "{change:?}"
            );
        }
    }
}
