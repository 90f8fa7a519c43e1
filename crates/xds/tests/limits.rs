//! What a server answers to odd requests.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::sync::Arc;

use bytes::Bytes;
use envoy_api::{DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, Message, type_url};
use xds::{Ask, Heard, Protocol, Refused, Resource, Source, Stream};

/// One cluster, and nothing else.
#[derive(Clone)]
struct One;

impl Source for One {
    fn get(&self, type_url: &str, name: &str) -> Option<Resource> {
        let resource = Resource { name: "one".into(), version: 1, body: Bytes::new() };
        (type_url == type_url::CLUSTER && name == "one").then_some(resource)
    }

    fn all(&self, type_url: &str) -> Vec<Resource> {
        self.get(type_url, "one").into_iter().collect()
    }

    fn changed(&self, _: &Self, _: &str) -> Option<Vec<Arc<str>>> {
        None
    }

    fn followers(&self, _: &str, _: &str) -> Vec<Arc<str>> {
        Vec::new()
    }
}

fn delta(type_url: &str, names: usize) -> Ask {
    let names = (0..names).map(|name| name.to_string()).collect();
    let type_url = type_url.to_owned();
    DeltaDiscoveryRequest { type_url, resource_names_subscribe: names, ..Default::default() }.into()
}

fn stream() -> Stream<One> {
    let mut stream = Stream::new(Protocol::Delta, "me");
    stream.set(One);
    stream
}

fn said(stream: &mut Stream<One>) -> DeltaDiscoveryResponse {
    DeltaDiscoveryResponse::decode(stream.say().unwrap().message.whole()).unwrap()
}

#[test]
fn a_client_may_not_ask_for_more_than_there_can_be() {
    assert_eq!(stream().hear(delta(type_url::ENDPOINT, 10_000)), Ok(Heard::Asked));
    assert_eq!(stream().hear(delta(type_url::ENDPOINT, 10_001)), Err(Refused::Names));
    let mut many = stream();
    let heard: Result<Vec<Heard>, Refused> = (0..33).map(|n| many.hear(delta(&n.to_string(), 0))).collect();
    assert_eq!(heard, Err(Refused::Types));
    let versions = (0..10_001).map(|name| (name.to_string(), String::new())).collect();
    let request = DeltaDiscoveryRequest { initial_resource_versions: versions, ..Default::default() };
    assert_eq!(stream().hear(request.into()), Err(Refused::Names));
    assert_eq!(stream().hear(DiscoveryRequest::default().into()), Err(Refused::Protocol));
}

#[test]
fn nothing_is_said_before_there_is_something() {
    let mut stream = Stream::<One>::new(Protocol::Delta, "");
    stream.hear(delta(type_url::CLUSTER, 0)).unwrap();
    assert_eq!(stream.say(), None);
    stream.set(One);
    assert_eq!(said(&mut stream).resources.len(), 1);
}

#[test]
fn what_is_not_there_is_answered() {
    let mut stream = stream();
    // A type that nobody knows has no resources, and is answered once.
    stream.hear(delta("t/unknown", 0)).unwrap();
    let answer = said(&mut stream);
    assert_eq!((answer.type_url.as_str(), answer.resources.len()), ("t/unknown", 0));
    assert_eq!(answer.control_plane.unwrap().identifier, "me");
    // A name that is not there is gone.
    stream.hear(delta(type_url::ENDPOINT, 1)).unwrap();
    assert_eq!(said(&mut stream).removed_resources, ["0"]);
    assert_eq!(stream.say(), None);
}

#[test]
fn answers_count_for_the_last_response_only() {
    let mut stream = stream();
    stream.hear(delta(type_url::CLUSTER, 0)).unwrap();
    let nonce = said(&mut stream).nonce;
    let answered = |nonce: &str, error: Option<&str>| Ask {
        nonce: nonce.to_owned(),
        error: error.map(str::to_owned),
        ..delta(type_url::CLUSTER, 0)
    };
    assert_eq!(stream.hear(answered("other", None)), Ok(Heard::Stale));
    assert_eq!(stream.hear(answered(&nonce, Some("no"))), Ok(Heard::Nacked("no".to_owned())));
    let (_, standing) = stream.standing().next().unwrap();
    assert_eq!((standing.sent.as_str(), standing.acked.as_str()), (&*nonce, ""));
    assert_eq!(standing.error.as_deref(), Some("no"));
    // It was refused, and is not sent again as long as it is the same.
    stream.set(One);
    assert_eq!(stream.say(), None);
    // Who asks for it by name wants it all the same.
    let again = DeltaDiscoveryRequest {
        type_url: type_url::CLUSTER.to_owned(),
        resource_names_subscribe: vec!["one".to_owned()],
        ..Default::default()
    };
    assert_eq!(stream.hear(again.into()), Ok(Heard::Asked));
    assert_eq!(said(&mut stream).resources.len(), 1);
}
