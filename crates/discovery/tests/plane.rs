//! A control plane over real connections.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod harness;

use std::time::{Duration, SystemTime};

use envoy_api::istio::v1::auth::{IstioCertificateRequest, IstioCertificateResponse};
use envoy_api::{ClientConfig, ConfigStatus, DiscoveryRequest, Message, method, structs, type_url};
use harness::{MESH, Running, eventually, node, web};
use identity::{SpiffeId, TrustDomain};
use tonic::Code;

const STRICT: &str = "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: \
                      istio-system}\nspec: {mtls: {mode: STRICT}}\n";

/// A Service that nobody of another namespace sees.
const HIDDEN: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: hidden, namespace: far, annotations: \
                      {networking.istio.io/exportTo: .}}\nspec: {clusterIP: 10.96.0.99, ports: [{port: 1}]}\n";

fn csr() -> String {
    let key = identity::Key::generate().unwrap();
    let names = certs::Names::of_service("evil", "kube-system").unwrap();
    certs::request::create(&names, &key).unwrap()
}

#[tokio::test]
async fn a_proxy_gets_what_it_needs_and_what_changes() {
    let plane = Running::start(MESH).await;
    let mut delta = plane.connect(None).await.delta("web-token", web()).await.unwrap();
    delta.settle().await;
    let clusters = delta.envoy.view(type_url::CLUSTER);
    for name in
        ["outbound|80||web.ns.svc.cluster.local", "inbound|8080||", "inbound|90||", "PassthroughCluster"]
    {
        assert!(clusters.contains_key(name), "{name} of {clusters:?}");
    }
    assert!(delta.envoy.view(type_url::ROUTE).contains_key("80"));
    // A change that the proxy gets nothing of does not count as one that it got.
    plane.folder.write("hidden.yaml", HIDDEN);
    eventually(|| async { plane.page("/debug/registryz").await.1.contains("hidden") }).await;
    // A policy changes one listener, whose routes, of which it has none, need not follow.
    plane.folder.write("policy.yaml", STRICT);
    assert_eq!(delta.next().await.unwrap(), ("Listener".into(), vec!["virtualInbound".into()], vec![]));
    // They are counted when it is sent, and it may be here sooner.
    for line in [
        "pilot_proxy_convergence_time_count 1",
        "pilot_xds_push_time_count{type=\"lds\"} 2",
        "pilot_xds_config_size_bytes_count{type=\"lds\"} 2",
        "pilot_xds_pushes{type=\"lds\"} 2",
    ] {
        eventually(|| async { plane.page("/metrics").await.1.lines().any(|one| one == line) }).await;
    }
    // A new endpoint changes endpoints alone.
    let more = MESH.replace("endpoints: [", "endpoints: [{addresses: [10.0.0.9]}, ");
    plane.folder.write("mesh.yaml", &more);
    let (kind, mut names, gone) = delta.next().await.unwrap();
    names.sort();
    let want = ["outbound|80||web.ns.svc.cluster.local", "outbound|90||web.ns.svc.cluster.local"];
    assert_eq!(
        (kind.as_str(), names, gone),
        ("ClusterLoadAssignment", want.map(str::to_owned).to_vec(), vec![])
    );
    // Who may answer changes: clusters, and then their endpoints, although those are the same.
    plane.folder.write("mesh.yaml", &more.replace("serviceAccountName: web", "serviceAccountName: other"));
    assert_eq!(delta.next().await.unwrap().0, "Cluster");
    assert_eq!(delta.envoy.warming().len(), 2);
    assert_eq!(delta.next().await.unwrap().0, "ClusterLoadAssignment");
    assert_eq!(delta.envoy.warming().len(), 0);
}

#[tokio::test]
async fn syncz_says_how_proxies_stand() {
    let plane = Running::start(MESH).await;
    assert_eq!(plane.page("/debug/syncz").await, (200, "[]".to_owned()));
    let mut delta = plane.connect(None).await.delta("web-token", web()).await.unwrap();
    delta.settle().await;
    let synced = || async {
        let (_, body) = plane.page("/debug/syncz").await;
        let all: serde_json::Value = serde_json::from_str(&body).unwrap();
        let one = &all[0];
        let acked = |kind: &str| {
            one[format!("{kind}_sent")].is_string()
                && one[format!("{kind}_sent")] == one[format!("{kind}_acked")]
        };
        assert_eq!((&one["proxy"], &one["istio_version"]), (&"web-1.ns".into(), &"1.30.3".into()));
        ["cluster", "endpoint", "listener", "route"].into_iter().all(acked)
    };
    eventually(synced).await;
    assert_eq!(plane.page("/debug/syncz?namespace=other").await.1, "[]");
    // The same over xDS, as istioctl asks.
    let question = DiscoveryRequest { type_url: "istio.io/debug/syncz".to_owned(), ..Default::default() };
    let mut client = plane.connect(None).await;
    let mut answers = client.world("system-token", question.clone()).await.unwrap();
    let answer = answers.message().await.unwrap().unwrap();
    assert_eq!(answer.type_url, "istio.io/debug/syncz");
    let config = ClientConfig::decode(&*answer.resources[0].value).unwrap();
    assert_eq!(config.node.unwrap().id, "web-1.ns");
    assert!(config.generic_xds_configs.iter().all(|one| one.config_status() == ConfigStatus::Synced));
    let identifier = answer.control_plane.unwrap().identifier;
    assert!(identifier.contains("\"Component\":\"istiod\"") && identifier.contains("\"version\":\"1.2.3\""));
    // A refusal is seen, and goes on to be seen.
    plane.folder.write("policy.yaml", STRICT);
    delta.next_refusing(|_, _| Some("I will not".to_owned())).await.unwrap();
    eventually(|| async { plane.page("/debug/syncz").await.1.contains("I will not") }).await;
    assert!(plane.page("/metrics").await.1.contains("pilot_total_xds_rejects 1"));
    // It is gone when it is gone.
    drop(delta);
    eventually(|| async { plane.page("/debug/syncz").await.1 == "[]" }).await;
}

#[tokio::test]
async fn nobody_is_served_who_is_not_who_they_say() {
    let plane = Running::start(MESH).await;
    for (token, node, want) in [
        ("", node("web-1", "web", "10.0.0.1"), Code::Unauthenticated),
        ("wrong", node("web-1", "web", "10.0.0.1"), Code::Unauthenticated),
        // Another's pod, account, namespace.
        ("web-token", node("web-2", "web", "10.0.0.1"), Code::PermissionDenied),
        ("other-token", node("web-1", "web", "10.0.0.1"), Code::PermissionDenied),
        ("system-token", node("web-1", "default", "10.0.0.1"), Code::PermissionDenied),
        ("web-token", envoy_api::Node { id: "x".to_owned(), ..Default::default() }, Code::InvalidArgument),
    ] {
        let mut client = plane.connect(None).await;
        let status = match client.delta(token, xds::Client::new(node.clone())).await {
            Err(status) => status,
            Ok(mut delta) => delta.next().await.unwrap_err(),
        };
        assert_eq!(status.code(), want, "{token} {}: {status}", node.id);
    }
    assert_eq!(plane.page("/debug/syncz").await.1, "[]");
    // Where nobody is asked who they are, everybody is served.
    let mut delta = plane.connect_in_plaintext().await.delta("", web()).await.unwrap();
    delta.settle().await;
}

#[tokio::test]
async fn nothing_is_served_before_the_mesh_is_known() {
    let plane = Running::start("").await;
    assert_eq!(plane.page("/ready").await.0, 503);
    let Err(status) = plane.connect(None).await.delta("web-token", web()).await else { panic!("refused") };
    assert_eq!(status.code(), Code::Unavailable);
}

#[tokio::test]
async fn certificates_are_for_who_asks_whatever_they_ask_for() {
    let plane = Running::start(MESH).await;
    let mut client = plane.connect(None).await;
    let key = identity::Key::generate().unwrap();
    let id = SpiffeId::new(TrustDomain::new("cluster.local").unwrap(), "ns", "web").unwrap();
    let csr = identity::csr::create(Some(&id), &key).unwrap();
    let request = IstioCertificateRequest { csr, validity_duration: 3600, metadata: None };
    let answer: IstioCertificateResponse =
        client.call(method::CREATE_CERTIFICATE, "web-token", request.clone()).await.unwrap();
    let [leaf, root] = &answer.cert_chain[..] else { panic!("a leaf and the root") };
    assert_eq!(root, plane.ca.roots());
    let leaf = identity::Certificate::from_pem(leaf, "leaf").unwrap();
    assert_eq!(leaf.uris, ["spiffe://cluster.local/ns/ns/sa/web"]);
    assert!(leaf.not_after <= SystemTime::now() + Duration::from_secs(3600));
    // A request for another's names gets one's own.
    let forged = IstioCertificateRequest { csr: csr_for_others(), ..request.clone() };
    let answer: IstioCertificateResponse =
        client.call(method::CREATE_CERTIFICATE, "other-token", forged).await.unwrap();
    let forged = identity::Certificate::from_pem(&answer.cert_chain[0], "leaf").unwrap();
    assert_eq!(
        (forged.uris, forged.names),
        (vec!["spiffe://cluster.local/ns/ns/sa/other".to_owned()], vec![])
    );
    for (token, request, want) in [
        ("", request.clone(), Code::Unauthenticated),
        ("wrong", request.clone(), Code::Unauthenticated),
        (
            "web-token",
            IstioCertificateRequest { csr: "x".to_owned(), ..request.clone() },
            Code::InvalidArgument,
        ),
        // It is refused by its length, whoever sends it.
        ("", IstioCertificateRequest { csr: "x".repeat(200 << 10), ..request.clone() }, Code::OutOfRange),
        (
            "web-token",
            IstioCertificateRequest {
                metadata: Some(structs::of_texts([("ImpersonatedIdentity", "spiffe://a/ns/b/sa/c")])),
                ..request.clone()
            },
            Code::Unauthenticated,
        ),
    ] {
        let refused: Result<IstioCertificateResponse, _> =
            client.call(method::CREATE_CERTIFICATE, token, request).await;
        assert_eq!(refused.unwrap_err().code(), want);
    }
    let metrics = plane.page("/metrics").await.1;
    assert!(metrics.contains("citadel_server_success_cert_issuance_count 2"), "{metrics}");
    // The certificate is as good as the token.
    let mut client = plane.connect(Some((&answer_of(&plane, &key).await, key.pem()))).await;
    let mut delta = client.delta("", web()).await.unwrap();
    delta.settle().await;
    let Ok(mut delta) = client.delta("", xds::Client::new(node("web-1", "other", "10.0.0.1"))).await else {
        panic!("it is known")
    };
    assert_eq!(delta.next().await.unwrap_err().code(), Code::PermissionDenied);
}

fn csr_for_others() -> String {
    csr()
}

async fn answer_of(plane: &Running, key: &identity::Key) -> String {
    let id = SpiffeId::new(TrustDomain::new("cluster.local").unwrap(), "ns", "web").unwrap();
    let csr = identity::csr::create(Some(&id), key).unwrap();
    let request = IstioCertificateRequest { csr, validity_duration: 3600, metadata: None };
    let mut client = plane.connect(None).await;
    let answer: IstioCertificateResponse =
        client.call(method::CREATE_CERTIFICATE, "web-token", request).await.unwrap();
    answer.cert_chain[0].clone()
}

#[tokio::test]
async fn what_cannot_be_read_leaves_the_mesh_as_it_was() {
    let plane = Running::start(MESH).await;
    let mut delta = plane.connect(None).await.delta("web-token", web()).await.unwrap();
    delta.settle().await;
    let before = plane.feed.newest().unwrap().generation();
    plane.folder.write("broken.yaml", "kind: [");
    plane.folder.write("mesh.yaml", "");
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(plane.feed.newest().unwrap().generation(), before);
    std::fs::remove_file(plane.folder.0.join("broken.yaml")).unwrap();
    eventually(|| async { plane.feed.newest().unwrap().generation() > before }).await;
}

#[tokio::test]
async fn at_the_end_streams_end_and_nobody_is_sent_here() {
    let mut plane = Running::start(MESH).await;
    assert_eq!(plane.page("/ready").await.0, 200);
    let mut delta = plane.connect(None).await.delta("web-token", web()).await.unwrap();
    delta.settle().await;
    plane.stop();
    eventually(|| async { plane.page("/ready").await.0 == 503 }).await;
    assert_eq!(delta.next().await.unwrap_err().code(), Code::Ok, "the stream ends without an error");
    (&mut plane.ended).await.unwrap();
}

#[test]
fn a_mesh_with_authorization_policies_is_not_served_by_chance() {
    let folder = harness::Folder::new();
    folder.write("mesh.yaml", MESH);
    folder.write(
        "policy.yaml",
        "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: ns}\n",
    );
    let refused = discovery::Directory::open(&folder.0, harness::frame()).err().unwrap().to_string();
    assert!(refused.contains("1 AuthorizationPolicies") && refused.contains("ns/a"), "{refused}");
    let frame = discovery::Frame { ignores_authorization_policies: true, ..harness::frame() };
    assert!(discovery::Directory::open(&folder.0, frame).is_ok());
}

#[tokio::test]
async fn version_is_what_istioctl_reads() {
    let plane = Running::start(MESH).await;
    // As istioctl asks.
    let (status, body) = plane.page("//version").await;
    let version: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, &version["clientVersion"]["version"]), (200, &"1.2.3".into()));
    assert_eq!(plane.page("/nothing").await.0, 404);
    assert_eq!(plane.page("/debug/nothing").await.0, 404);
}

/// What istiod has for a proxy, over xDS as istioctl asks, and over HTTP.
#[tokio::test]
async fn a_dump_is_what_the_proxy_was_sent() {
    let plane = Running::start(MESH).await;
    assert_eq!(plane.page("/debug/config_dump").await.0, 400);
    assert_eq!(plane.page("/debug/config_dump?proxyID=web-1.ns").await.0, 404);
    let mut delta = plane.connect(None).await.delta("web-token", web()).await.unwrap();
    delta.settle().await;
    let (status, body) = plane.page("/debug/config_dump?proxyID=web-1.ns&include_eds").await;
    assert_eq!(status, 200, "{body}");
    let dump: serde_json::Value = serde_json::from_str(&body).unwrap();
    let names = |part: &str, list: &str, name: &str| -> std::collections::BTreeSet<String> {
        let configs = dump["configs"].as_array().unwrap();
        let url = format!("type.googleapis.com/envoy.admin.v3.{part}");
        let part = configs.iter().find(|config| config["@type"] == url.as_str()).unwrap();
        let all = part[list].as_array().unwrap().iter();
        all.map(|one| one.pointer(name).unwrap().as_str().unwrap().to_owned()).collect()
    };
    for (part, list, name, kind) in [
        ("ClustersConfigDump", "dynamicActiveClusters", "/cluster/name", type_url::CLUSTER),
        ("EndpointsConfigDump", "dynamicEndpointConfigs", "/endpointConfig/clusterName", type_url::ENDPOINT),
        ("ListenersConfigDump", "dynamicListeners", "/activeState/listener/name", type_url::LISTENER),
        ("RoutesConfigDump", "dynamicRouteConfigs", "/routeConfig/name", type_url::ROUTE),
    ] {
        let want = delta.envoy.view(kind).into_keys().collect();
        assert_eq!(names(part, list, name), want, "{part}");
    }
    // What is packed in it is written out.
    assert!(body.contains("\"commonTlsContext\""), "{body}");
    let question = |name: &str| DiscoveryRequest {
        type_url: "istio.io/debug".to_owned(),
        resource_names: vec![name.to_owned()],
        ..Default::default()
    };
    for (token, name, want) in [
        ("system-token", "config_dump?proxyID=web-1.ns", Ok("ClustersConfigDump")),
        ("web-token", "config_dump?proxyID=web-1.ns", Ok("ClustersConfigDump")),
        ("web-token", "edsz?proxyID=web-1.ns", Ok("10.0.0.1")),
        ("web-token", "ndsz?proxyID=web-1.ns", Ok("web.ns.svc.cluster.local")),
        ("system-token", "config_dump?proxyID=web-2.ns", Ok("Proxy not connected to this Pilot instance.")),
        ("system-token", "syncz", Ok("\"proxy\":\"web-1.ns\"")),
        ("web-token", "syncz", Err(Code::PermissionDenied)),
        ("web-token", "registryz", Err(Code::PermissionDenied)),
        ("system-token", "nothing", Err(Code::NotFound)),
        ("system-token", "adsz?push=true", Err(Code::NotFound)),
    ] {
        let mut client = plane.connect(None).await;
        let answer = match client.world(token, question(name)).await {
            Ok(mut answers) => answers.message().await,
            Err(status) => Err(status),
        };
        match (answer, want) {
            (Ok(Some(answer)), Ok(part)) => {
                let text = String::from_utf8(answer.resources[0].value.clone()).unwrap();
                assert!(text.contains(part), "{token} {name}: {text}");
            }
            (answer, want) => assert_eq!(answer.unwrap_err().code(), want.unwrap_err(), "{token} {name}"),
        }
    }
}

/// Under istiod's names, as far as they are there (M13).
#[tokio::test]
async fn debug_pages_say_what_is_known() {
    let plane = Running::start(MESH).await;
    plane.folder.write("policy.yaml", STRICT);
    let route =
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: v, namespace: ns}\n";
    plane.folder.write("route.yaml", route);
    let mut delta = plane.connect(None).await.delta("web-token", web()).await.unwrap();
    delta.settle().await;
    eventually(|| async { plane.page("/debug/configz").await.1.contains("STRICT") }).await;
    eventually(|| async { plane.page("/debug/ignoredz").await.1.contains("VirtualService") }).await;
    for (name, part) in [
        ("registryz", "\"hostname\":\"web.ns.svc.cluster.local\""),
        ("endpointz", "\"Addresses\":[\"10.0.0.1\"]"),
        ("mesh", "\"trustDomain\":\"cluster.local\""),
        ("adsz", "\"ISTIO_VERSION\":\"1.30.3\""),
        ("connections", "\"totalClients\":1"),
        ("push_status", "pilot_eds_no_instances"),
        ("list", "\"config_dump\""),
    ] {
        let (status, body) = plane.page(&format!("/debug/{name}")).await;
        assert!(status == 200 && body.contains(part), "{name}: {status} {body}");
        serde_json::from_str::<serde_json::Value>(&body).unwrap();
    }
    // The list of them is of those that are there; others are not there (M12).
    assert_eq!(plane.page("/debug/cachez").await.0, 404);
    let list = plane.page("/debug").await.1;
    for line in list.lines() {
        let path = line.split('\t').next().unwrap();
        assert_ne!(
            plane.page(path).await,
            (404, "there is no such debug answer; /debug lists them\n".into())
        );
    }
}
