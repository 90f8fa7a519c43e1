//! One connection, from the handshake to its end.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::{interval, sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::limits::Limits;
use crate::room::Place;
use crate::tls::H2;
use crate::unwritten::Unwritten;
use crate::writes::Writes;

/// Connections that wait for something too long are looked for this often.
const CHECK: Duration = Duration::from_secs(2);
/// How long a connection that is to end may take to write what it has begun.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// The same where its room is needed.
const LAST_WORDS_IN_NEED: Duration = Duration::from_secs(1);
/// Bytes that TLS keeps of what a client does not read.
const TLS_BUFFER: usize = 32 << 10;

/// An answer over HTTP.
pub(crate) type HttpAnswer = Response<Full<Bytes>>;

/// There is no memory for any answer at all: the request is reset.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("too many answers were not read yet")]
pub(crate) struct NoRoom;

/// Answers requests of a connection whose unwritten answers are these.
pub trait Handler: Clone + Send + 'static {
    /// Answers one.
    fn answer(
        self,
        request: Request<Incoming>,
        unwritten: Arc<Unwritten>,
    ) -> impl Future<Output = Result<HttpAnswer, NoRoom>> + Send + 'static;
}

/// What a connection depends on.
#[derive(Debug)]
pub(crate) struct Terms {
    /// The bounds.
    pub limits: Limits,
    /// Its place among others.
    pub place: Place,
    /// Becomes true when the server stops.
    pub stop: watch::Receiver<bool>,
}

/// Serves a connection over TLS with HTTP/2 or HTTP/1.1, as the client chose.
pub(crate) async fn serve_tls<S>(stream: S, tls: TlsAcceptor, terms: Terms, handler: impl Handler)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let handshake = tls.accept_with(stream, |tls| tls.set_buffer_limit(Some(TLS_BUFFER)));
    let stream = tokio::select! {
        shaken = timeout(terms.limits.handshake_time, handshake) => match shaken {
            Ok(Ok(stream)) => stream,
            Ok(Err(e)) => return tracing::debug!(error = %e, "TLS handshake error"),
            Err(_) => return tracing::debug!("TLS handshake took too long"),
        },
        () = terms.place.leave.notified() => return tracing::debug!("TLS handshake made room for others"),
    };
    let is_h2 = stream.get_ref().1.alpn_protocol() == Some(H2);
    serve(stream, is_h2, terms, handler).await;
}

/// Serves a connection that is ready for HTTP.
pub async fn serve<S>(stream: S, is_h2: bool, terms: Terms, handler: impl Handler)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let limits = terms.limits;
    let unwritten = Arc::new(Unwritten::new(limits.answers_of_connection));
    let (of_service, activity) = (Arc::clone(&unwritten), Arc::clone(&terms.place.activity));
    let service = service_fn(move |request| {
        let (busy, answer) = (activity.begin(), handler.clone().answer(request, Arc::clone(&of_service)));
        async move {
            let answer = answer.await;
            drop(busy);
            answer
        }
    });
    let io = TokioIo::new(Writes::of(stream, Arc::clone(&unwritten)));
    let ends = Ends { terms, unwritten };
    if is_h2 {
        let mut h2 = http2::Builder::new(TokioExecutor::new());
        h2.timer(TokioTimer::new())
            .max_concurrent_streams(limits.streams)
            .initial_stream_window_size(128 << 10)
            .initial_connection_window_size(256 << 10)
            .max_header_list_size(16 << 10)
            .max_send_buf_size(64 << 10)
            .keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(20));
        ends.run(h2.serve_connection(io, service), limits.idle_time).await;
    } else {
        let mut h1 = http1::Builder::new();
        // hyper's timer for headers runs while a kept connection waits, too: it would end one that is only idle, and maybe
        // just as the next request comes, which an API server does not repeat.
        h1.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(16 << 10);
        ends.run(h1.serve_connection(io, service), limits.header_time.min(limits.idle_time)).await;
    }
}

/// What ends a connection.
struct Ends {
    terms: Terms,
    unwritten: Arc<Unwritten>,
}

impl Ends {
    /// Runs a connection until the client ends it, it is idle or unread for too long, or the server stops. `first` is how
    /// long it may be without its first request.
    async fn run<C: GracefulConnection>(mut self, connection: C, first: Duration) {
        let mut connection = pin!(connection);
        let Limits { idle_time, answer_time, .. } = self.terms.limits;
        let mut checks = interval(CHECK.min(first).min(idle_time).min(answer_time));
        let last_words = loop {
            tokio::select! {
                ended = connection.as_mut() => {
                    if ended.is_err() {
                        tracing::debug!("a connection broke");
                    }
                    return;
                }
                () = stopped(&mut self.terms.stop) => {
                    // The server bounds how long it waits for this.
                    connection.as_mut().graceful_shutdown();
                    return self.until_written(connection).await;
                }
                _ = checks.tick() => {
                    if self.is_unread_for(answer_time) {
                        return tracing::debug!("a client does not read its answers");
                    }
                    if self.is_idle_for(first, idle_time) {
                        break LAST_WORDS;
                    }
                }
                () = self.unwritten.gives_back.notified() => {
                    return tracing::debug!("a client does not read its answers, and others need the memory");
                }
                () = self.terms.place.leave.notified() => {
                    if !self.terms.place.activity.was_used() {
                        return tracing::debug!("an idle connection made room for others");
                    }
                    break LAST_WORDS_IN_NEED;
                }
            }
        };
        connection.as_mut().graceful_shutdown();
        tokio::select! {
            _ = connection => {}
            () = sleep(last_words) => {}
        }
    }

    /// Lets the last answers be written, to who reads them.
    async fn until_written<F: Future>(&self, last: F) {
        let mut last = pin!(last);
        let mut checks = interval(CHECK);
        loop {
            tokio::select! {
                _ = last.as_mut() => return,
                _ = checks.tick() => if self.is_unread_for(self.terms.limits.answer_time) { return },
            }
        }
    }

    fn is_unread_for(&self, time: Duration) -> bool {
        self.unwritten.oldest().is_some_and(|oldest| oldest >= time)
    }

    fn is_idle_for(&self, first: Duration, next: Duration) -> bool {
        let activity = &self.terms.place.activity;
        activity.idle().is_some_and(|idle| idle >= if activity.was_used() { next } else { first })
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the server is gone, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}
