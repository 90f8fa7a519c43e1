//! Connections and streams of Envoy's.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use envoy_api::method;
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::net::UnixStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::sleep;
use tonic::body::Body;
use tonic::codec::Streaming;
use tonic::{Code, Status};
use xds::Protocol;

use super::body::Answers;
use super::codec::Raw;
use super::session::{self, Site};
use super::socket::Socket;

/// Connections at once: Envoy has one, and another while it reconnects.
const CONNECTIONS: usize = 8;
/// How long to wait when the machine has no room for a connection.
const PAUSE: Duration = Duration::from_millis(100);
/// A request names all that an Envoy has.
const LONGEST: usize = 64 << 20;
/// Responses that wait for Envoy to read them, beside the one that it reads.
const WAITING: usize = 1;

/// Answers whoever connects.
pub(super) async fn serve(socket: Socket, site: Arc<Site>) {
    tracing::info!("the xDS proxy listens on {}", socket.path().display());
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let latest = Arc::new(watch::Sender::new(0));
    loop {
        let stream = match socket.next().await {
            Ok(stream) => stream,
            Err(error) => {
                tracing::warn!("cannot accept a connection for configuration: {error}");
                sleep(PAUSE).await;
                continue;
            }
        };
        match Arc::clone(&room).try_acquire_owned() {
            Ok(permit) => {
                _ = tokio::spawn(connection(stream, Arc::clone(&site), Arc::clone(&latest), permit));
            }
            Err(_) => tracing::warn!("too many connections ask for configuration; one is closed"),
        }
    }
}

async fn connection(
    stream: UnixStream,
    site: Arc<Site>,
    latest: Arc<watch::Sender<u64>>,
    _permit: OwnedSemaphorePermit,
) {
    let answer = service_fn(move |request: http::Request<Incoming>| {
        let response = route(request, &site, &latest);
        async move { Ok::<_, Infallible>(response) }
    });
    let served = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), answer)
        .await;
    if let Err(error) = served {
        tracing::debug!("a connection for configuration ended: {error}");
    }
}

fn route(
    request: http::Request<Incoming>,
    site: &Arc<Site>,
    latest: &Arc<watch::Sender<u64>>,
) -> http::Response<Body> {
    let protocol = match request.uri().path() {
        method::DELTA_AGGREGATED_RESOURCES => Protocol::Delta,
        method::STREAM_AGGREGATED_RESOURCES => Protocol::World,
        _ => {
            return Status::unimplemented("configuration is served as aggregated resources only").into_http();
        }
    };
    let requests = Streaming::new_request(Raw, request.into_body(), None, Some(LONGEST));
    let (send, answers) = mpsc::channel(WAITING);
    tokio::spawn(stream(protocol, requests, send, Arc::clone(site), Arc::clone(latest)));
    let mut response = http::Response::new(Body::new(Answers::new(answers)));
    let kind = http::HeaderValue::from_static("application/grpc");
    response.headers_mut().insert(http::header::CONTENT_TYPE, kind);
    response
}

/// One stream, until either side ends it or a later one begins.
async fn stream(
    protocol: Protocol,
    requests: Streaming<bytes::Bytes>,
    send: mpsc::Sender<Result<bytes::Bytes, Status>>,
    site: Arc<Site>,
    latest: Arc<watch::Sender<u64>>,
) {
    let mut number = 0;
    latest.send_modify(|last| {
        *last += 1;
        number = *last;
    });
    let mut later = latest.subscribe();
    let ended = tokio::select! {
        ended = session::run(&site, protocol, requests, &send) => ended,
        () = send.closed() => Ok(()),
        _ = later.wait_for(|last| *last != number) => {
            tracing::warn!("Envoy began another stream for its configuration; the one before is closed");
            Err(Status::cancelled("another stream began"))
        }
    };
    if let Err(status) = ended {
        if status.code() != Code::Cancelled {
            tracing::warn!("the stream of configuration ended: {:?}: {}", status.code(), status.message());
        }
        _ = send.send(Err(status)).await;
    }
}
