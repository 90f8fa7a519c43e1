//! Which request gets which answer.

use std::future::Future;
use std::sync::Arc;
use std::time::Instant;

use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, CONTENT_TYPE, EXPECT, HeaderValue, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use hyper::{Request, Response, StatusCode, Version};

use crate::admission::{Outcome, Panicked, Reply, Unanswered};
use crate::app::App;
use crate::body::{self, BodyError, Whole};
use crate::connection::{Handler, HttpAnswer, NoRoom};
use crate::engine::Engine;
use crate::logging;
use crate::metrics;
use crate::operated::Operated;
use crate::path::decoded;
use crate::pool::Pool;
use crate::unwritten::Unwritten;
use crate::work::{self, NoReply};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
/// Seconds after which a request may be sent again that found the server busy.
const RETRY: HeaderValue = HeaderValue::from_static("1");

/// The port of the webhook: `/inject`, `/inject/…`, and health.
#[derive(Clone, Debug)]
pub struct Webhook(pub Arc<App>);

/// The plain port: health and metrics.
#[derive(Clone)]
pub(crate) struct Operations {
    /// What is told there.
    pub operated: Arc<dyn Operated>,
    /// What answers may take.
    pub answers: Arc<Pool>,
}

impl Handler for Webhook {
    fn answer(
        self,
        request: Request<Incoming>,
        unwritten: Arc<Unwritten>,
    ) -> impl Future<Output = Result<HttpAnswer, NoRoom>> + Send + 'static {
        let app = self.0;
        async move {
            let asked = Asked::new(&request);
            let mut body = request.into_body();
            let answer = if asked.is_inject {
                inject(&app, &asked, &mut body).await
            } else {
                health(&*app, &asked.path).unwrap_or_else(not_found)
            };
            finish(answer, &*app, &asked, &mut body, &unwritten, &app.answers).await
        }
    }
}

impl Handler for Operations {
    fn answer(
        self,
        request: Request<Incoming>,
        unwritten: Arc<Unwritten>,
    ) -> impl Future<Output = Result<HttpAnswer, NoRoom>> + Send + 'static {
        let Operations { operated, answers } = self;
        async move {
            let asked = Asked::new(&request);
            let mut body = request.into_body();
            let answer = if asked.path == "/metrics" {
                Draft::new(StatusCode::OK, HeaderValue::from_static(metrics::MEDIA_TYPE), operated.metrics())
            } else {
                health(&*operated, &asked.path).unwrap_or_else(not_found)
            };
            finish(answer, &*operated, &asked, &mut body, &unwritten, &answers).await
        }
    }
}

/// What a request's head says, as far as it matters. The head itself is not kept while the body is read.
#[derive(Debug)]
struct Asked {
    is_inject: bool,
    path: String,
    is_json: bool,
    waits_for_continue: bool,
    version: Version,
}

impl Asked {
    fn new(request: &Request<Incoming>) -> Asked {
        let (path, headers) = (request.uri().path(), request.headers());
        Asked {
            is_inject: path == "/inject" || path.starts_with("/inject/"),
            path: decoded(path).into_owned(),
            is_json: headers.get(CONTENT_TYPE) == Some(&JSON),
            waits_for_continue: headers.contains_key(EXPECT),
            version: request.version(),
        }
    }
}

/// An answer before it is in its memory.
#[derive(Debug)]
struct Draft {
    status: StatusCode,
    media_type: HeaderValue,
    text: String,
}

impl Draft {
    fn new(status: StatusCode, media_type: HeaderValue, text: String) -> Draft {
        Draft { status, media_type, text }
    }

    /// As Go's `http.Error` writes it.
    fn of_text(status: StatusCode, message: &str) -> Draft {
        Draft::new(status, TEXT, format!("{message}\n"))
    }
}

/// Puts an answer into its memory, and says whether the connection ends with it.
async fn finish(
    draft: Draft,
    operated: &dyn Operated,
    asked: &Asked,
    body: &mut Incoming,
    unwritten: &Arc<Unwritten>,
    memory: &Arc<Pool>,
) -> Result<HttpAnswer, NoRoom> {
    // Whoever keeps a connection of HTTP/1.1 is told before it is closed, be it that the server ends or that there is a body
    // that nobody reads. Otherwise the next request may come just as it is, and an API server does not repeat it. (HTTP/2 has
    // GOAWAY for that.)
    let closes = asked.version < Version::HTTP_2
        && (operated.health().is_stopping() || !body::is_at_end(body, asked.waits_for_continue).await);
    let Draft { mut status, mut media_type, text } = draft;
    let held = match unwritten.hold(text.into_bytes(), memory).await {
        Some(held) => held,
        None => {
            operated.answer_is_unread();
            (status, media_type) = (StatusCode::TOO_MANY_REQUESTS, TEXT);
            unwritten.hold(format!("{NoRoom}\n").into_bytes(), memory).await.ok_or(NoRoom)?
        }
    };
    let mut answer = Response::new(Full::from(held));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    if media_type == TEXT {
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    }
    headers.insert(CONTENT_TYPE, media_type);
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(RETRY_AFTER, RETRY);
    }
    if closes {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(answer)
}

fn health(operated: &dyn Operated, path: &str) -> Option<Draft> {
    match path {
        "/healthz" => Some(Draft::of_text(StatusCode::OK, "ok")),
        "/readyz" | "/ready" => Some(match operated.health().lacks() {
            None => Draft::of_text(StatusCode::OK, &ready(operated)),
            Some(reason) => Draft::of_text(StatusCode::SERVICE_UNAVAILABLE, &format!("not ready: {reason}")),
        }),
        _ => None,
    }
}

/// What a server says that is ready.
fn ready(operated: &dyn Operated) -> String {
    match operated.description() {
        described if described.is_empty() => "ok".to_owned(),
        described => format!("ok\n{described}"),
    }
}

/// Source: Istio 1.30 webhook.go, serveInject; the checks have its order.
async fn inject(app: &App, asked: &Asked, body: &mut Incoming) -> Draft {
    app.metrics.request();
    let whole = match body::read(body, asked.waits_for_continue, &app.limits, &app.bodies).await {
        Ok(whole) => whole,
        Err(e) => return no_body(app, e),
    };
    if whole.bytes.is_empty() {
        return failed(app, StatusCode::BAD_REQUEST, "no-body", "no body found");
    }
    if !asked.is_json {
        let message = "invalid Content-Type, want `application/json`";
        return failed(app, StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", message);
    }
    let began = Instant::now();
    let engine = app.engine();
    match work::answer(app, &engine, whole, &asked.path).await {
        Ok((reply, whole)) => {
            record(app, whole, &asked.path, &engine);
            answered(app, reply, began)
        }
        Err(NoReply::Busy) => no_body(app, BodyError::Busy),
        Err(NoReply::Unanswered(Unanswered::Panicked(panicked))) => report_panic(app, &panicked),
        Err(NoReply::Unanswered(too_dear @ Unanswered::TooDear)) => {
            failed(app, StatusCode::PAYLOAD_TOO_LARGE, "too-dear", &too_dear.to_string())
        }
    }
}

fn record(app: &App, body: Arc<Whole>, path: &str, engine: &Arc<Box<dyn Engine>>) {
    if let Some(recorder) = &app.recorder
        && !recorder.offer(body, path, engine)
    {
        app.metrics.record_lost();
    }
}

fn answered(app: &App, reply: Reply, began: Instant) -> Draft {
    if reply.json.len() > app.limits.answer {
        let message = format!(
            "the patch of this pod makes an answer of {} bytes; the limit is {}",
            reply.json.len(),
            app.limits.answer
        );
        return failed(app, StatusCode::PAYLOAD_TOO_LARGE, "answer-too-large", &message);
    }
    match reply.outcome {
        Outcome::Injected => {}
        Outcome::Skipped => app.metrics.skipped(reply.code),
        Outcome::Refused => app.metrics.failed(reply.code),
    }
    let took = began.elapsed();
    app.metrics.answered(took);
    logging::decision(&reply, took, app.behaviour.log_decisions, &app.complaints);
    Draft::new(StatusCode::OK, JSON, reply.json)
}

/// A fault of ours: with status 500 the webhook's failurePolicy decides.
fn report_panic(app: &App, panicked: &Panicked) -> Draft {
    app.metrics.panicked();
    failed(app, StatusCode::INTERNAL_SERVER_ERROR, "panic", &panicked.to_string())
}

fn no_body(app: &App, error: BodyError) -> Draft {
    let (status, reason) = match error {
        BodyError::TooLarge(_) => (StatusCode::BAD_REQUEST, "body-too-large"),
        BodyError::TooSlow => (StatusCode::REQUEST_TIMEOUT, "body-too-slow"),
        BodyError::Busy => (StatusCode::TOO_MANY_REQUESTS, "busy"),
        BodyError::Broken => (StatusCode::BAD_REQUEST, "body-broken"),
    };
    failed(app, status, reason, &error.to_string())
}

fn failed(app: &App, status: StatusCode, reason: &'static str, message: &str) -> Draft {
    app.metrics.failed(reason);
    logging::complaint(reason, status.as_u16(), message, &app.complaints);
    Draft::of_text(status, message)
}

fn not_found() -> Draft {
    Draft::of_text(StatusCode::NOT_FOUND, "404 page not found")
}
