//! Questions over xDS to a server of this machine, which answers well or badly.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::convert::Infallible;
use std::net::SocketAddr;
use std::process::Command;

use envoy_api::{
    Any, ClientConfig, ControlPlane, DiscoveryResponse, GenericXdsConfig, Message, Node, any, method,
    structs, type_url,
};
use http_body_util::StreamBody;
use hyper::body::{Bytes, Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

const SYNCZ: &str = "istio.io/debug/syncz";
const DEBUG: &str = "istio.io/debug";
const CDS: &str = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
const DUMP: &str = r#"{"configs": [
    {"@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
     "dynamicActiveClusters": [{"cluster": {"name": "one", "connectTimeout": "10s"}}]},
    {"@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump"},
    {"@type": "type.googleapis.com/envoy.admin.v3.RoutesConfigDump"}]}"#;

/// The address of a server that answers everything with these bytes, and then says no more.
fn serving(data: Vec<u8>) -> SocketAddr {
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            send.send(listener.local_addr().unwrap()).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let data = Bytes::from(data.clone());
                let service = service_fn(move |request: hyper::Request<Incoming>| {
                    assert_eq!(request.uri().path(), method::STREAM_AGGREGATED_RESOURCES);
                    assert_eq!(request.headers().get("authorization"), None, "a token in plain text");
                    let frames = futures_util::stream::iter([Ok::<_, Infallible>(Frame::data(data.clone()))]);
                    let body = StreamBody::new(futures_util::StreamExt::chain(
                        frames,
                        futures_util::stream::pending(),
                    ));
                    let response = hyper::Response::builder().header("content-type", "application/grpc");
                    async move { Ok::<_, Infallible>(response.body(body).unwrap()) }
                });
                let server = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
            }
        });
    });
    receive.recv().unwrap()
}

fn framed(answer: &DiscoveryResponse) -> Vec<u8> {
    let message = answer.encode_to_vec();
    [&[0][..], &u32::try_from(message.len()).unwrap().to_be_bytes(), &message].concat()
}

fn syncz(proxies: &[(&str, &str)]) -> DiscoveryResponse {
    let resource = |(pod, namespace): &(&str, &str)| {
        let metadata = [("CLUSTER_ID", "Kubernetes"), ("ISTIO_VERSION", "1.30.3"), ("NAMESPACE", namespace)];
        let metadata = Some(structs::of_texts(metadata));
        let node = Node { id: format!("{pod}.{namespace}"), metadata, ..Default::default() };
        let cds = GenericXdsConfig { type_url: CDS.to_owned(), config_status: 1, ..Default::default() };
        let client = ClientConfig { node: Some(node), generic_xds_configs: vec![cds], ..Default::default() };
        any(&client)
    };
    let identifier = r#"{"Component":"istiod","ID":"istiod-1","Info":{"version":"1.30.3"}}"#.to_owned();
    DiscoveryResponse {
        type_url: SYNCZ.to_owned(),
        resources: proxies.iter().map(resource).collect(),
        control_plane: Some(ControlPlane { identifier }),
        ..Default::default()
    }
}

fn debug(text: &str) -> DiscoveryResponse {
    let resource = Any { type_url: DEBUG.to_owned(), value: text.as_bytes().to_vec() };
    DiscoveryResponse { type_url: DEBUG.to_owned(), resources: vec![resource], ..Default::default() }
}

/// Standard output and error, and whether it went well.
fn asked(line: &str, data: Vec<u8>) -> (String, String, bool) {
    let address = serving(data).to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_outrigger"))
        .args(line.split_whitespace())
        .args(["--plaintext", "--xds-address", &address])
        .env("HOME", "/nonexistent")
        .env_remove("KUBECONFIG")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&address, "ADDRESS");
    (text(output.stdout), text(output.stderr), output.status.success())
}

#[test]
fn an_address_answers_without_a_cluster() {
    let proxies = [("web-1", "shop"), ("api-1", "shop"), ("gateway-1", "edge")];
    let answer = || framed(&syncz(&proxies));
    let (out, err, _) = asked("x version", answer());
    let want = format!(
        "client version: {}\ncontrol plane version: 1.30.3\ndata plane version: 1.30.3 (3 proxies)\n",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!((out, err.as_str()), (want, ""));
    let (out, err, is_good) = asked("ps -n shop", answer());
    let want = "NAME           CLUSTER        ISTIOD       VERSION     SUBSCRIBED TYPES\n\
                api-1.shop     Kubernetes     istiod-1     1.30.3      1 (CDS)\n\
                web-1.shop     Kubernetes     istiod-1     1.30.3      1 (CDS)\n";
    assert_eq!((out.as_str(), err.as_str(), is_good), (want, "", true));
}

#[test]
fn a_proxy_is_compared_with_what_its_istiod_has() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dump.json");
    let line = format!("ps web-1.shop --file {}", file.display());
    std::fs::write(
        &file,
        DUMP.replace("dynamicActiveClusters", "dynamic_active_clusters")
            .replace("connectTimeout", "connect_timeout"),
    )
    .unwrap();
    let matched = "Clusters Match\nListeners Match\nRoutes Match\n";
    assert_eq!(asked(&line, framed(&debug(DUMP))), (matched.to_owned(), String::new(), true));
    let (out, _, is_good) = asked(&line, framed(&debug(&DUMP.replace("10s", "1s"))));
    let want = r#"Clusters Don't Match
--- Istiod Clusters
+++ Envoy Clusters
@@ -1,10 +1,10 @@
 {
     "dynamicActiveClusters": [
         {
             "cluster": {
                 "name": "one",
-                "connectTimeout": "1s"
+                "connectTimeout": "10s"
             }
         }
     ]
 }

Listeners Match
Routes Match
"#;
    assert_eq!((out.as_str(), is_good), (want, true), "a difference is no failure");
    let sentence =
        "Proxy not connected to this Pilot instance. \u{1b}[31mIt may be connected to another instance.\n";
    let (out, err, is_good) = asked(&line, framed(&debug(sentence)));
    assert_eq!((out.as_str(), is_good), ("", false));
    assert!(err.starts_with("note: ADDRESS: Proxy not connected to this Pilot instance. "), "{err}");
    assert!(err.contains("error: unable to find config dump in Istiod responses\n"), "{err}");
    assert!(!err.contains('\u{1b}'), "nothing that is said steers a terminal");
}

#[test]
fn bad_answers_end_in_a_reason() {
    let mut odd = syncz(&[]);
    odd.resources.push(Any { type_url: "t/other".to_owned(), value: vec![] });
    let mut broken = syncz(&[]);
    broken.resources.push(Any { type_url: type_url::CLIENT_CONFIG.to_owned(), value: vec![0xff] });
    for (data, want) in [
        (vec![], "cannot ask the xDS server ADDRESS: no answer over xDS within 300ms"),
        (framed(&debug("")), "cannot ask the xDS server ADDRESS: no answer over xDS within 300ms"),
        (vec![0, 0xff, 0xff, 0xff, 0xff], "cannot ask the xDS server ADDRESS: OutOfRange: "),
        (framed(&odd), "unexpected resource type \"t/other\""),
        (framed(&broken), "could not unmarshal ClientConfig: "),
    ] {
        let (out, err, is_good) = asked("ps --timeout 300ms", data.clone());
        assert_eq!((out.as_str(), is_good), ("", false), "{data:?}");
        assert!(err.starts_with(&format!("error: {want}")), "{data:?}: {err}");
        let (out, err, is_good) = asked("x version --timeout 300ms", data.clone());
        assert_eq!(out.lines().count(), 1, "the client's line alone: {out}");
        assert!(is_good && err.contains(want), "{data:?}: {err}");
    }
}
