//! Readiness, version, metrics and debug answers, over HTTP.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::time::sleep;

use crate::debug::{self, Asker, Refusal};
use crate::plane::Plane;

/// How many connections there may be.
const CONNECTIONS: usize = 100;
/// How long a request's head may take, and a connection last.
const HEAD: Duration = Duration::from_secs(5);
const AGE: Duration = Duration::from_secs(60);

/// Serves a port; never ends.
pub(crate) async fn serve(listener: TcpListener, plane: Arc<Plane>, stopping: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let Ok((stream, peer)) = listener.accept().await else {
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (plane, stopping) = (Arc::clone(&plane), stopping.clone());
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let (plane, stopping) = (Arc::clone(&plane), stopping.clone());
                let is_stopping = *stopping.borrow();
                async move { Ok::<_, Infallible>(answer(&plane, &request, peer, is_stopping).await) }
            });
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .serve_connection(TokioIo::new(stream), service);
            tokio::select! {
                _ = served => {}
                () = sleep(AGE) => {}
            }
            drop(place);
        });
    }
}

async fn answer(
    plane: &Plane,
    request: &Request<Incoming>,
    peer: SocketAddr,
    is_stopping: bool,
) -> Response<Full<Bytes>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return text(StatusCode::METHOD_NOT_ALLOWED, "only GET\n".to_owned());
    }
    // istioctl asks for `//version`, which a server in Go sends on to `/version`.
    let path = format!("/{}", request.uri().path().trim_start_matches('/'));
    let path = path.as_str();
    let is_ready = plane.feed.newest().is_some() && !is_stopping;
    match path {
        "/ready" if is_ready => text(StatusCode::OK, "ready\n".to_owned()),
        "/ready" => text(StatusCode::SERVICE_UNAVAILABLE, "the mesh is not known yet\n".to_owned()),
        "/version" => json(version(plane)),
        "/metrics" => text(StatusCode::OK, metrics(plane)),
        _ if !path.starts_with("/debug") => text(StatusCode::NOT_FOUND, "there is no such page\n".to_owned()),
        _ => match asker(plane, request, peer).await {
            None => text(StatusCode::UNAUTHORIZED, "debug answers are for who is known\n".to_owned()),
            Some(asker) => debug_page(plane, path, request.uri().query().unwrap_or_default(), &asker),
        },
    }
}

/// Who asks: anybody on this machine, else whom the token names; `None` if nobody knows.
///
/// Source: Istio 1.30 pilot/pkg/xds/debug.go, allowAuthenticatedOrLocalhost.
async fn asker(plane: &Plane, request: &Request<Incoming>, peer: SocketAddr) -> Option<Asker> {
    if peer.ip().to_canonical().is_loopback() {
        return Some(Asker::Anybody);
    }
    let caller = plane.authenticator.caller(None, request.headers()).await?;
    Some(Asker::of(plane, &caller))
}

fn debug_page(plane: &Plane, path: &str, query: &str, asker: &Asker) -> Response<Full<Bytes>> {
    let name = path.trim_start_matches("/debug").trim_matches('/');
    if name.is_empty() {
        let pages = debug::PAGES.iter().map(|(name, about)| format!("/debug/{name}\t{about}\n"));
        return text(StatusCode::OK, pages.collect());
    }
    match debug::page(plane, &format!("{name}?{query}"), asker) {
        Ok(page) => json(page),
        Err(refusal) => {
            let status = match refusal {
                Refusal::Unknown | Refusal::NotConnected => StatusCode::NOT_FOUND,
                Refusal::Forbidden => StatusCode::FORBIDDEN,
                Refusal::NoProxy => StatusCode::BAD_REQUEST,
                Refusal::TooEarly => StatusCode::SERVICE_UNAVAILABLE,
            };
            text(status, format!("{refusal}\n"))
        }
    }
}

/// Source: Istio 1.30 pkg/version; pkg/kube/client.go, GetIstioVersions, which reads it.
fn version(plane: &Plane) -> String {
    let info = serde_json::json!({
        "version": plane.about.version,
        "revision": plane.about.revision,
        "golang_version": "",
        "status": "Clean",
        "tag": plane.about.version,
    });
    serde_json::json!({ "clientVersion": info }).to_string()
}

fn metrics(plane: &Plane) -> String {
    let services = plane.feed.newest().map_or(0, |snapshot| snapshot.offers().len());
    plane.metrics.text(&plane.connections.by_version(), services)
}

fn json(body: String) -> Response<Full<Bytes>> {
    typed(StatusCode::OK, "application/json", body)
}

fn text(status: StatusCode, body: String) -> Response<Full<Bytes>> {
    typed(status, "text/plain; charset=utf-8", body)
}

fn typed(status: StatusCode, kind: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
