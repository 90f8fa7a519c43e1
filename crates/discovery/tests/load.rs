//! Many proxies, slow ones, and objects that change all the time.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod harness;

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use discovery::{Change, Feed, Gathering, Reviewer, Tokens};
use envoy_api::type_url;
use harness::{Running, web};
use identity::{Review, Token};
use kubeyaml::Value;
use mesh::{KINDS, Registry};
use tonic::Code;

/// Services of one namespace, each with an endpoint.
fn services(count: usize) -> Vec<Value> {
    (0..count).flat_map(|index| objects::read(&service(index, "10.3.0.1")).unwrap()).collect()
}

fn service(index: usize, endpoint: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: s{index}, namespace: ns}}\n\
         spec: {{clusterIP: 10.96.{}.{}, ports: [{{name: http, port: 80}}]}}\n---\n\
         apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: s{index}, namespace: ns, labels: \
         {{kubernetes.io/service-name: s{index}}}}}\nports: [{{name: http, port: 80}}]\nendpoints: [{{addresses: [{endpoint}]}}]\n",
        index / 200,
        index % 200
    )
}

fn registry(objects: &[Value]) -> Registry {
    let mut registry = Registry::new(harness::frame().settings(&[]).unwrap().0);
    objects.iter().for_each(|object| registry.put(object));
    // The pod whose proxy connects.
    objects::read(harness::MESH).unwrap().iter().for_each(|object| registry.put(object));
    registry
}

/// A proxy that does not read holds up nobody, and is sent the newest in the end and not what lies between.
#[tokio::test]
async fn who_does_not_read_misses_what_lies_between() {
    let plane = Running::start("").await;
    let mut registry = registry(&services(200));
    plane.feed.publish(registry.publish());
    let mut deaf = plane.connect_narrowly().await.delta("", web()).await.unwrap();
    let mut other = plane.connect_in_plaintext().await.delta("", web()).await.unwrap();
    other.settle().await;
    let changes = 100;
    for change in 1..=changes {
        let changed = objects::read(&service(0, &format!("10.3.1.{change}"))).unwrap();
        changed.iter().for_each(|object| registry.put(object));
        plane.feed.publish(registry.publish());
        // The other one has it before there is the next.
        assert_eq!(other.next().await.unwrap().0, "ClusterLoadAssignment");
    }
    deaf.settle().await;
    let last =
        |envoy: &xds::Client| envoy.view(type_url::ENDPOINT)["outbound|80||s0.ns.svc.cluster.local"].clone();
    let mut responses = 0;
    while last(&deaf.envoy) != last(&other.envoy) {
        deaf.next().await.unwrap();
        responses += 1;
    }
    assert!(responses <= 2, "{responses} responses of {changes}");
}

/// All come at once; each is served.
#[tokio::test]
async fn many_at_once_are_all_served() {
    let plane = Arc::new(Running::start("").await);
    let mut registry = registry(&services(20));
    plane.feed.publish(registry.publish());
    let come = || {
        let plane = Arc::clone(&plane);
        tokio::spawn(async move {
            let mut delta = plane.connect_in_plaintext().await.delta("", web()).await.unwrap();
            delta.settle().await;
            delta
        })
    };
    let all: Vec<_> = (0..200).map(|_| come()).collect();
    let mut proxies = Vec::new();
    for proxy in all {
        proxies.push(proxy.await.unwrap());
    }
    // Half of them lose their streams, and come again with what they have.
    let again: Vec<_> = proxies.drain(..100).map(|lost| lost.envoy).collect();
    let again: Vec<_> = again
        .into_iter()
        .map(|envoy| {
            let plane = Arc::clone(&plane);
            tokio::spawn(async move { plane.connect_in_plaintext().await.delta("", envoy).await.unwrap() })
        })
        .collect();
    for proxy in again {
        proxies.push(proxy.await.unwrap());
    }
    let changed = objects::read(&service(0, "10.3.9.9")).unwrap();
    changed.iter().for_each(|object| registry.put(object));
    plane.feed.publish(registry.publish());
    let name = "outbound|80||s0.ns.svc.cluster.local";
    let want = registry.publish().served(&harness::proxy()).get(mesh::Kind::Endpoints, name).unwrap();
    let want = xds::version_text(want.version);
    for proxy in &mut proxies {
        while proxy.envoy.view(type_url::ENDPOINT)[name] != want {
            proxy.next().await.unwrap();
        }
    }
}

/// What changes all the time is published once a second.
#[tokio::test(start_paused = true)]
async fn what_flaps_is_published_now_and_then() {
    let feed = Feed::default();
    let gathering = Gathering::new(harness::frame(), &KINDS, feed.clone()).unwrap();
    let (changes, receiver) = tokio::sync::mpsc::channel(1000);
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async {
        Some((receiver.recv().await?, receiver))
    });
    tokio::spawn(async move { gathering.follow(stream).await.unwrap() });
    for kind in KINDS {
        let all = services(1).into_iter().filter(|object| kind.is_of(object)).collect();
        changes.send(Change::All(kind, all)).await.unwrap();
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let before = feed.newest().unwrap().generation();
    // A hundred times a second, for three seconds.
    for change in 0..300 {
        let changed = objects::read(&service(0, &format!("10.3.0.{}", 2 + change % 2))).unwrap();
        for object in changed {
            changes.send(Change::Applied(object)).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let published = feed.newest().unwrap().generation() - before;
    assert!((2..=4).contains(&published), "{published} times");
    // One that is alone is not kept waiting for that.
    let changed = objects::read(&service(0, "10.3.0.99")).unwrap();
    for object in changed {
        changes.send(Change::Applied(object)).await.unwrap();
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(feed.newest().unwrap().generation(), before + published + 1);
}

/// An API server that may be away.
struct Sometimes(AtomicBool);

impl Reviewer for Sometimes {
    fn review<'a>(
        &'a self,
        _: &'a Token,
    ) -> Pin<Box<dyn Future<Output = Result<Review, String>> + Send + 'a>> {
        Box::pin(async {
            if self.0.load(Ordering::Relaxed) {
                return Err("the API server is away".to_owned());
            }
            Ok(Review {
                authenticated: true,
                username: "system:serviceaccount:ns:web".to_owned(),
                groups: vec!["system:serviceaccounts".to_owned()],
                audiences: vec!["istio-ca".to_owned()],
                pod: Some("web-1".to_owned()),
                error: String::new(),
            })
        })
    }
}

/// Whose token cannot be reviewed is not let in; who is in stays, and gets what changes.
#[tokio::test]
async fn streams_stay_when_tokens_cannot_be_reviewed() {
    let reviewer = Arc::new(Sometimes(AtomicBool::new(false)));
    let tokens = Tokens::Reviewer(Arc::clone(&reviewer) as Arc<dyn Reviewer>);
    let plane = Running::start_with("", tokens).await;
    let mut registry = registry(&services(1));
    plane.feed.publish(registry.publish());
    let mut delta = plane.connect(None).await.delta("one", web()).await.unwrap();
    delta.settle().await;
    reviewer.0.store(true, Ordering::Relaxed);
    let refused = plane.connect(None).await.delta("two", web()).await.map(|_| ()).unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    let changed = objects::read(&service(0, "10.3.9.9")).unwrap();
    changed.iter().for_each(|object| registry.put(object));
    plane.feed.publish(registry.publish());
    assert_eq!(delta.next().await.unwrap().0, "ClusterLoadAssignment");
    // What was said of a token a moment ago still holds.
    plane.connect(None).await.delta("one", web()).await.unwrap().settle().await;
    reviewer.0.store(false, Ordering::Relaxed);
    plane.connect(None).await.delta("two", web()).await.unwrap().settle().await;
    assert_eq!(plane.page("/ready").await.0, 200);
}
