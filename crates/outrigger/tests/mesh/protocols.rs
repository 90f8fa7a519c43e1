//! What is spoken: gRPC, and HTTP where no Service says that it is.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::client::conn::http2 as client;
use hyper::header::HeaderMap;
use hyper::server::conn::http2 as server;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};

use crate::application::Outcome;
use crate::control_plane::STRICT;
use crate::harness::namespace::{APP, Namespace};
use crate::lab::{HTTPBIN, Lab, SLEEP, until};

const GRPC: u16 = 7000;
const ANY: u16 = 8080;

/// Another Service of the server: gRPC by the name of its port, and a port that says nothing of itself.
const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata: {name: more, namespace: default}
spec:
  clusterIP: 10.96.0.20
  selector: {app: httpbin}
  ports: [{name: grpc, port: 7001, targetPort: 7000}, {name: any, port: 8001, targetPort: 8080}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
addressType: IPv4
metadata: {name: more-1, namespace: default, labels: {kubernetes.io/service-name: more}}
ports: [{name: grpc, port: 7000}, {name: any, port: 8080}]
endpoints: [{addresses: [10.77.0.3], targetRef: {kind: Pod, name: httpbin-1}}]
";

/// Answers calls of gRPC with who called, as the server's proxy says it, and with a status in trailers.
fn serve(namespace: &Namespace) {
    let at = SocketAddr::from(([0, 0, 0, 0], GRPC));
    let listener = namespace.inside(APP, || TcpListener::bind(at).unwrap());
    listener.set_nonblocking(true).unwrap();
    thread::spawn(move || {
        on_a_thread(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let answer =
                    service_fn(async |request: Request<Incoming>| Ok::<_, Infallible>(answer(&request)));
                tokio::spawn(
                    server::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), answer),
                );
            }
        });
    });
}

fn on_a_thread<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

type Body = StreamBody<futures_util::stream::Iter<std::array::IntoIter<Result<Frame<Bytes>, Infallible>, 2>>>;

fn answer(request: &Request<Incoming>) -> Response<Body> {
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", "7".parse().unwrap());
    let frames = [Frame::data(Bytes::from_static(&[0, 0, 0, 0, 0])), Frame::trailers(trailers)];
    let client = request.headers().get("x-forwarded-client-cert").cloned();
    Response::builder()
        .header("content-type", "application/grpc")
        .header("client", client.unwrap_or_else(|| "nobody".parse().unwrap()))
        .body(StreamBody::new(futures_util::stream::iter(frames.map(Ok))))
        .unwrap()
}

/// One call: the status, who called as the server saw it, and the status of gRPC in trailers.
fn call(namespace: &Namespace, to: &str) -> Result<(u16, String, String), String> {
    let to: SocketAddr = to.parse().unwrap();
    let stream = namespace.inside(APP, || TcpStream::connect(to)).map_err(|e| e.to_string())?;
    stream.set_nonblocking(true).unwrap();
    on_a_thread(async {
        let stream = tokio::net::TcpStream::from_std(stream).unwrap();
        let (mut sender, connection) =
            client::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
        tokio::spawn(connection);
        let request = Request::post("http://more.default.svc.cluster.local:7001/pkg.Service/Method")
            .header("content-type", "application/grpc")
            .header("te", "trailers")
            .body(Full::new(Bytes::from_static(&[0, 0, 0, 0, 0])))
            .unwrap();
        let response = sender.send_request(request).await.map_err(|e| e.to_string())?;
        let status = response.status().as_u16();
        let text = |headers: &HeaderMap, name: &str| {
            headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let client = text(response.headers(), "client");
        let body = response.into_body().collect().await.map_err(|e| e.to_string())?;
        Ok((status, client, body.trailers().map(|all| text(all, "grpc-status")).unwrap_or_default()))
    })
}

#[test]
fn grpc_comes_through_with_its_trailers() {
    let Some(lab) = Lab::new() else { return };
    lab.plane.write("policy.yaml", STRICT);
    lab.plane.write("more.yaml", SERVICE);
    let (sleep, agent) = lab.ready(SLEEP);
    let (httpbin, other) = lab.ready(HTTPBIN);
    serve(&httpbin.namespace);
    lab.until_synced(2);
    let mut last = Err(String::new());
    until("a call by gRPC over mTLS", || {
        last = call(&sleep.namespace, "10.96.0.20:7001");
        println!("{last:?}");
        last.as_ref().is_ok_and(|(status, client, _)| {
            *status == 200 && client.contains("URI=spiffe://cluster.local/ns/default/sa/sleep")
        })
    });
    assert_eq!(last.unwrap().2, "7", "the server's own status");
    [&agent, &other].into_iter().for_each(|agent| agent.refused_nothing());
}

/// Both sides look into the connection; that it is HTTP is seen by that a header is added, under STRICT and without.
#[test]
fn http_is_found_where_no_service_says_so() {
    let Some(lab) = Lab::new() else { return };
    lab.plane.write(
        "more.yaml",
        &SERVICE.replace("ports: [{name: grpc, port: 7001, targetPort: 7000}, ", "ports: ["),
    );
    let (sleep, agent) = lab.ready(SLEEP);
    let (_httpbin, other) = lab.ready(HTTPBIN);
    lab.until_synced(2);
    let is_by_sleep = |outcome: &Outcome| {
        let header = outcome.header("x-forwarded-client-cert").unwrap_or_default();
        header.contains("URI=spiffe://cluster.local/ns/default/sa/sleep")
    };
    sleep.until("10.96.0.20:8001", "mTLS", is_by_sleep);
    lab.plane.write("policy.yaml", STRICT);
    sleep.until("10.96.0.20:8001", "mTLS", is_by_sleep);
    let name = format!("inbound|{ANY}||");
    assert!(other.admin("/clusters").contains(&name));
    [&agent, &other].into_iter().for_each(|agent| agent.refused_nothing());
}
