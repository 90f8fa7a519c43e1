//! The page and its answers over HTTP, for browsers of this machine.
//!
//! Any page of the web can make a browser ask a server on loopback. A page of another origin is refused by what browsers
//! say of it; one that has made its own name mean loopback, by that name: only addresses and `localhost` are served.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, HeaderValue, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use playground::{Engine, Playground};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// Connections at once; more wait.
const CONNECTIONS: usize = 32;
/// Bytes of a question: a character may take six in JSON.
const QUESTION: usize = 6 * playground::MOST + 4096;
/// Bytes of a request's head.
const HEAD: usize = 16 << 10;
/// How long a request's head may take, and how long a connection is kept without one.
const IDLE: Duration = Duration::from_secs(60);
/// How long the body of a question may take.
const BODY: Duration = Duration::from_secs(10);
/// How long a connection lives: one that nobody reads from does not stay for ever.
const LIFE: Duration = Duration::from_secs(600);
/// How long its last answer may take then.
const LAST_ANSWER: Duration = Duration::from_secs(10);
/// A listener that cannot accept (no file descriptors) is tried again after this.
const PAUSE: Duration = Duration::from_millis(50);

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

type Answer = Response<Full<Bytes>>;

/// What is served.
struct Served {
    page: Bytes,
    /// Held while a question is read and answered.
    turn: Semaphore,
    playground: Arc<Mutex<Playground>>,
}

/// Serves the page; never ends.
pub async fn serve(listener: TcpListener) {
    let served = Arc::new(Served {
        page: playground::page(Engine::Server).into(),
        turn: Semaphore::new(1),
        playground: Arc::default(),
    });
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        let served = Arc::clone(&served);
        tokio::spawn(async move {
            connection(stream, served).await;
            drop(place);
        });
    }
}

async fn connection(stream: TcpStream, served: Arc<Served>) {
    // Only a matter of latency.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let served = Arc::clone(&served);
        async move { Ok::<_, std::convert::Infallible>(served.answer(request).await) }
    });
    let mut h1 = http1::Builder::new();
    h1.timer(TokioTimer::new()).header_read_timeout(IDLE).max_buf_size(HEAD);
    let mut connection = std::pin::pin!(h1.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // What breaks a connection concerns nobody but its browser.
        _ = connection.as_mut() => {}
        () = sleep(LIFE) => {
            connection.as_mut().graceful_shutdown();
            let _ = timeout(LAST_ANSWER, connection).await;
        }
    }
}

impl Served {
    async fn answer(&self, request: Request<Incoming>) -> Answer {
        if let Some(refusal) = refusal(&request) {
            return refusal;
        }
        match (request.uri().path(), request.method()) {
            ("/", &Method::GET | &Method::HEAD) => {
                said(StatusCode::OK, "text/html; charset=utf-8", self.page.clone())
            }
            ("/answer", &Method::POST) => self.question(request).await,
            ("/" | "/answer", _) => {
                let mut refusal = text(StatusCode::METHOD_NOT_ALLOWED, "this path has another method");
                let allowed = if request.uri().path() == "/" { "GET, HEAD" } else { "POST" };
                refusal.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
                refusal
            }
            _ => text(StatusCode::NOT_FOUND, "the playground is at /"),
        }
    }

    async fn question(&self, request: Request<Incoming>) -> Answer {
        // Other pages can send text and forms without asking, and nothing else.
        if request.headers().get(CONTENT_TYPE).is_none_or(|of| of != "application/json") {
            return text(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a question is application/json");
        }
        // Bodies in memory are bounded, too.
        let Ok(_turn) = self.turn.acquire().await else {
            return text(StatusCode::SERVICE_UNAVAILABLE, "the playground ends");
        };
        let body = match timeout(BODY, Limited::new(request.into_body(), QUESTION).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(e)) if e.is::<LengthLimitError>() => {
                return text(StatusCode::PAYLOAD_TOO_LARGE, "the question is too long");
            }
            Ok(Err(_)) => return text(StatusCode::BAD_REQUEST, "the question broke off"),
            Err(_) => return text(StatusCode::REQUEST_TIMEOUT, "the question did not come in time"),
        };
        let playground = Arc::clone(&self.playground);
        let answered = tokio::task::spawn_blocking(move || {
            let question = std::str::from_utf8(&body).map_err(|e| e.to_string())?;
            let mut playground = playground.lock().unwrap_or_else(PoisonError::into_inner);
            playground.answer(question).map_err(|e| e.to_string())
        });
        match answered.await {
            Ok(Ok(answer)) => said(StatusCode::OK, "application/json", answer.into()),
            Ok(Err(cause)) => text(StatusCode::BAD_REQUEST, cause),
            Err(_) => {
                text(StatusCode::INTERNAL_SERVER_ERROR, "this question has no answer: a fault of outrigger's")
            }
        }
    }
}

/// The refusal of a request that is not meant for this server, as far as its browser says.
fn refusal(request: &Request<Incoming>) -> Option<Answer> {
    let of = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = of(HOST).unwrap_or_default();
    if !is_address(host) {
        return Some(text(
            StatusCode::MISDIRECTED_REQUEST,
            "the playground is served at an address or at localhost, and at no other name",
        ));
    }
    let own = format!("http://{host}");
    let is_foreign = of(ORIGIN).is_some_and(|origin| origin != own)
        || (request.method() == Method::POST && of(SEC_FETCH_SITE).is_some_and(|site| site != "same-origin"));
    is_foreign.then(|| text(StatusCode::FORBIDDEN, "another page may not ask the playground"))
}

/// Whether a `Host` is an address or localhost, whatever its port.
fn is_address(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, rest)) if rest.is_empty() || rest.starts_with(':') => name,
        Some(_) => return false,
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok()
}

fn text(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    said(status, "text/plain; charset=utf-8", text.into())
}

fn said(status: StatusCode, of: &'static str, body: Bytes) -> Answer {
    let mut answer = Response::new(Full::new(body));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, of),
        (CACHE_CONTROL, "no-store"),
        // The page's own policy is part of it; this cannot be.
        (CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_and_localhost_are_served() {
        for (host, want) in [
            ("127.0.0.1:8017", true),
            ("127.0.0.1", true),
            ("localhost:8017", true),
            ("LOCALHOST", true),
            ("[::1]:8017", true),
            ("[::1]", true),
            ("192.0.2.1:80", true),
            ("", false),
            ("evil.example", false),
            ("evil.example:8017", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example:8017", false),
            ("[::1].evil.example", false),
            ("[::1", false),
            ("127.0.0.1@evil.example", false),
        ] {
            assert_eq!(is_address(host), want, "{host}");
        }
    }
}
