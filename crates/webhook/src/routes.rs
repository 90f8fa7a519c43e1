//! Which request gets which answer.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, CONTENT_TYPE, EXPECT, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::{Request, Response, StatusCode, Version};

use crate::admission::{self, Outcome, Panicked, Reply};
use crate::app::App;
use crate::body::{self, BodyError};
use crate::engine::Engine;
use crate::logging;
use crate::metrics;
use crate::path::decoded;

/// An answer over HTTP.
pub type HttpAnswer = Response<Full<Bytes>>;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// Answers on the port of the webhook: `/inject`, `/inject/…`, and health.
pub async fn webhook(app: Arc<App>, request: Request<Incoming>) -> HttpAnswer {
    let health_of = Arc::clone(&app.health);
    let version = request.version();
    let path = request.uri().path();
    let mut answer = if path == "/inject" || path.starts_with("/inject/") {
        inject(app, request).await
    } else {
        health(&app, path).unwrap_or_else(not_found)
    };
    // Whoever keeps a connection of HTTP/1.1 is told before it is closed. Otherwise the next request may come just as it
    // is, and an API server does not repeat it. (HTTP/2 has GOAWAY for that.)
    if version < Version::HTTP_2 && health_of.is_stopping() {
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// Answers on the plain port: health and metrics.
pub async fn operations(app: Arc<App>, request: Request<Incoming>) -> HttpAnswer {
    let path = request.uri().path();
    if path == "/metrics" {
        let mut answer = Response::new(Full::from(app.metrics.text()));
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(metrics::MEDIA_TYPE));
        return answer;
    }
    health(&app, path).unwrap_or_else(not_found)
}

fn health(app: &App, path: &str) -> Option<HttpAnswer> {
    match path {
        "/healthz" => Some(text(StatusCode::OK, "ok")),
        "/readyz" | "/ready" => Some(match app.health.lacks() {
            None => text(StatusCode::OK, "ok"),
            Some(reason) => text(StatusCode::SERVICE_UNAVAILABLE, &format!("not ready: {reason}")),
        }),
        _ => None,
    }
}

/// Source: Istio 1.30 webhook.go, serveInject; the checks have its order.
async fn inject(app: Arc<App>, request: Request<Incoming>) -> HttpAnswer {
    app.metrics.request();
    let (head, body) = request.into_parts();
    let path = decoded(head.uri.path());
    let is_json = head.headers.get(CONTENT_TYPE) == Some(&JSON);
    let waits = head.headers.contains_key(EXPECT);
    let whole = match body::read(body, waits, &app.limits, &app.memory).await {
        Ok(whole) => whole,
        Err(e) => return no_body(&app, e),
    };
    if whole.bytes.is_empty() {
        return failed(&app, StatusCode::BAD_REQUEST, "no-body", "no body found");
    }
    if !is_json {
        let message = "invalid Content-Type, want `application/json`";
        return failed(&app, StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", message);
    }
    let began = Instant::now();
    let engine = app.engine();
    let reply = if whole.bytes.len() < app.limits.heavy_body {
        admission::answer(&whole.bytes, &path, &**engine, app.wishes())
    } else {
        match answer_heavy(&app, &engine, whole.bytes.clone(), path.clone().into_owned()).await {
            Some(reply) => reply,
            None => return no_body(&app, BodyError::Busy),
        }
    };
    match reply {
        Ok(reply) => {
            record(&app, &whole.bytes, &path, &engine);
            answered(&app, reply, began)
        }
        Err(panicked) => report_panic(&app, &panicked),
    }
}

/// Works on a large body beside the others, so that they need not wait for it. `None` if too many wait already.
async fn answer_heavy(
    app: &App,
    engine: &Arc<Box<dyn Engine>>,
    bytes: Bytes,
    path: String,
) -> Option<Result<Reply, Panicked>> {
    let waiting = app.heavy.acquire();
    let _turn = tokio::time::timeout(app.limits.body_time, waiting).await.ok()?.ok()?;
    let (engine, wishes) = (Arc::clone(engine), app.wishes());
    let work = move || admission::answer(&bytes, &path, &**engine, wishes);
    tokio::task::spawn_blocking(work).await.ok()
}

fn record(app: &App, body: &Bytes, path: &str, engine: &Arc<Box<dyn Engine>>) {
    if let Some(recorder) = &app.recorder
        && !recorder.offer(body, path, engine)
    {
        app.metrics.record_lost();
    }
}

fn answered(app: &App, reply: Reply, began: Instant) -> HttpAnswer {
    match reply.outcome {
        Outcome::Injected => {}
        Outcome::Skipped => app.metrics.skipped(reply.code),
        Outcome::Refused => app.metrics.failed(reply.code),
    }
    let took = began.elapsed();
    app.metrics.answered(took);
    logging::decision(&reply, took, app.behaviour.log_decisions, &app.complaints);
    let mut answer = Response::new(Full::from(reply.json));
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer
}

/// A fault of ours: with status 500 the webhook's failurePolicy decides.
fn report_panic(app: &App, panicked: &Panicked) -> HttpAnswer {
    app.metrics.panicked();
    failed(app, StatusCode::INTERNAL_SERVER_ERROR, "panic", &panicked.to_string())
}

fn no_body(app: &App, error: BodyError) -> HttpAnswer {
    let (status, reason) = match error {
        BodyError::TooLarge(_) => (StatusCode::BAD_REQUEST, "body-too-large"),
        BodyError::TooSlow => (StatusCode::REQUEST_TIMEOUT, "body-too-slow"),
        BodyError::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        BodyError::Broken => (StatusCode::BAD_REQUEST, "body-broken"),
    };
    failed(app, status, reason, &error.to_string())
}

fn failed(app: &App, status: StatusCode, reason: &'static str, message: &str) -> HttpAnswer {
    app.metrics.failed(reason);
    logging::complaint(reason, status.as_u16(), message, &app.complaints);
    text(status, message)
}

fn not_found() -> HttpAnswer {
    text(StatusCode::NOT_FOUND, "404 page not found")
}

/// As Go's `http.Error` writes it.
fn text(status: StatusCode, message: &str) -> HttpAnswer {
    let mut answer = Response::new(Full::from(format!("{message}\n")));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, TEXT);
    answer.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}
