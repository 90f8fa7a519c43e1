//! What happens in a cluster becomes a mesh.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod harness;

use discovery::{Change, Feed, Gathering};
use kubeyaml::Value;
use mesh::KINDS;
use objects::{Kind, kinds};
use tokio::sync::mpsc;

const AUTHORIZATION_POLICY: Kind =
    Kind::new("security.istio.io", "v1", "AuthorizationPolicy", "authorizationpolicies", true);

fn of(kind: Kind, text: &str) -> Change {
    let objects = objects::read(text).unwrap();
    Change::All(kind, objects.into_iter().filter(|object| kind.is_of(object)).collect())
}

/// The changes, one after the other, and the mesh that comes of them.
fn follow(awaited: &[Kind]) -> (mpsc::Sender<Change>, Feed, tokio::task::JoinHandle<Result<(), String>>) {
    let feed = Feed::default();
    let gathering = Gathering::new(harness::frame(), awaited, feed.clone()).unwrap();
    let (sender, receiver) = mpsc::channel(100);
    let changes = futures_util::stream::unfold(receiver, |mut receiver| async {
        Some((receiver.recv().await?, receiver))
    });
    let task = tokio::spawn(async move { gathering.follow(changes).await.map_err(|e| e.to_string()) });
    (sender, feed, task)
}

async fn generation(feed: &Feed, at_least: u64) {
    harness::eventually(|| async { feed.newest().is_some_and(|newest| newest.generation() >= at_least) })
        .await;
}

#[tokio::test]
async fn nothing_is_published_before_all_is_known_and_then_what_changes() {
    let mut awaited = KINDS.to_vec();
    awaited.push(kinds::CONFIG_MAP);
    let (changes, feed, task) = follow(&awaited);
    for kind in KINDS {
        changes.send(of(kind, harness::MESH)).await.unwrap();
    }
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(feed.newest().is_none(), "the mesh config is not known");
    let config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata: {mesh: 'trustDomain: td'}";
    changes.send(of(kinds::CONFIG_MAP, config)).await.unwrap();
    generation(&feed, 1).await;
    let first = feed.newest().unwrap();
    assert_eq!((first.settings().trust_domain.as_str(), first.offers().len()), ("td", 1));
    let object = |text: &str| -> Value { kubeyaml::read(text).unwrap() };
    let service = "{apiVersion: v1, kind: Service, metadata: {name: more, namespace: ns}, spec: {clusterIP: 10.96.0.2, ports: [{port: 1}]}}";
    changes.send(Change::Applied(object(service))).await.unwrap();
    generation(&feed, first.generation() + 1).await;
    assert_eq!(feed.newest().unwrap().offers().len(), 2);
    let before = feed.newest().unwrap().generation();
    changes.send(Change::Deleted(object(service))).await.unwrap();
    generation(&feed, before + 1).await;
    assert_eq!(feed.newest().unwrap().offers().len(), 1);
    // A mesh config that cannot be read leaves the one before.
    let before = feed.newest().unwrap().generation();
    let broken = object(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: istio, namespace: istio-system}, data: {mesh: 'trustDomain: ['}}",
    );
    changes.send(Change::Applied(broken)).await.unwrap();
    changes.send(Change::Applied(object(service))).await.unwrap();
    generation(&feed, before + 1).await;
    assert_eq!(feed.newest().unwrap().settings().trust_domain, "td");
    // A list anew: what is not in it is gone.
    let before = feed.newest().unwrap().generation();
    changes.send(Change::All(kinds::SERVICE, vec![])).await.unwrap();
    generation(&feed, before + 1).await;
    assert_eq!(feed.newest().unwrap().offers().len(), 0);
    drop(changes);
    task.await.unwrap().unwrap();
}

#[tokio::test]
async fn authorization_policies_end_it_at_the_beginning() {
    let (changes, feed, task) = follow(&[kinds::SERVICE, AUTHORIZATION_POLICY]);
    changes.send(of(kinds::SERVICE, harness::MESH)).await.unwrap();
    let policy =
        "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: ns}\n";
    changes.send(of(AUTHORIZATION_POLICY, policy)).await.unwrap();
    assert!(task.await.unwrap().unwrap_err().contains("ns/a"));
    assert!(feed.newest().is_none());
}
