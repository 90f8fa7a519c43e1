//! One connection, from the handshake to its end.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, interval, sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::limits::Limits;
use crate::routes::HttpAnswer;
use crate::tls::H2;

/// Idle connections are looked for this often.
const IDLE_CHECK: Duration = Duration::from_secs(5);
/// A connection that was without a request for this long is closed when room is needed.
const SPARE: Duration = Duration::from_secs(1);
/// How long a connection that is to end may take to write what it has begun.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// What ends connections from outside.
#[derive(Clone, Debug)]
pub struct Ends {
    /// Becomes true when the server stops.
    pub stop: watch::Receiver<bool>,
    /// Is notified when room for other connections is needed.
    pub room: Arc<Notify>,
}

/// Serves a connection over TLS with HTTP/2 or HTTP/1.1, as the client chose.
pub async fn serve_tls<S, H, F>(stream: S, tls: TlsAcceptor, limits: Limits, ends: Ends, handler: H)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    H: Fn(Request<Incoming>) -> F + Clone + Send + 'static,
    F: Future<Output = HttpAnswer> + Send + 'static,
{
    let stream = match timeout(limits.handshake_time, tls.accept(stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(e)) => return tracing::debug!(error = %e, "TLS handshake error"),
        Err(_) => return tracing::debug!("TLS handshake took too long"),
    };
    let is_h2 = stream.get_ref().1.alpn_protocol() == Some(H2);
    serve(stream, is_h2, limits, ends, handler).await;
}

/// Serves a connection that is ready for HTTP.
pub async fn serve<S, H, F>(stream: S, is_h2: bool, limits: Limits, ends: Ends, handler: H)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    H: Fn(Request<Incoming>) -> F + Clone + Send + 'static,
    F: Future<Output = HttpAnswer> + Send + 'static,
{
    let activity = Arc::new(Activity::default());
    let of_service = Arc::clone(&activity);
    let service = service_fn(move |request| {
        let (busy, answer) = (Busy::begin(&of_service), handler(request));
        async move {
            let answer = answer.await;
            drop(busy);
            Ok::<_, Infallible>(answer)
        }
    });
    let io = TokioIo::new(stream);
    if is_h2 {
        let mut h2 = http2::Builder::new(TokioExecutor::new());
        h2.timer(TokioTimer::new())
            .max_concurrent_streams(limits.streams)
            .initial_stream_window_size(256 << 10)
            .initial_connection_window_size(1 << 20)
            .max_header_list_size(16 << 10)
            .keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(20));
        let patience = Patience { first: limits.idle_time, next: limits.idle_time };
        until_ended(h2.serve_connection(io, service), activity, patience, ends).await;
    } else {
        let mut h1 = http1::Builder::new();
        // hyper's timer for headers runs while a kept connection waits, too: it would end one that is only idle, and maybe
        // just as the next request comes, which an API server does not repeat.
        h1.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(64 << 10);
        let patience = Patience { first: limits.header_time.min(limits.idle_time), next: limits.idle_time };
        until_ended(h1.serve_connection(io, service), activity, patience, ends).await;
    }
}

/// Runs a connection until the client ends it, it is idle for too long, or the server stops.
async fn until_ended<C: GracefulConnection>(
    connection: C,
    activity: Arc<Activity>,
    patience: Patience,
    mut ends: Ends,
) {
    let mut connection = pin!(connection);
    let mut checks = interval(IDLE_CHECK.min(patience.first).min(patience.next));
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if ended.is_err() {
                    tracing::debug!("a connection broke");
                }
                return;
            }
            () = stopped(&mut ends.stop) => {
                // The server bounds how long it waits for this.
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
                return;
            }
            _ = checks.tick() => if activity.idle_for(activity.patience(&patience)) { break },
            () = ends.room.notified() => if activity.idle_for(SPARE) { break },
        }
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = connection => {}
        () = sleep(LAST_WORDS) => {}
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the server is gone, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// How long a connection may be without a whole request.
#[derive(Clone, Copy, Debug)]
struct Patience {
    /// Before its first one.
    first: Duration,
    /// Between two.
    next: Duration,
}

/// When a connection had a request last.
#[derive(Debug)]
struct Activity {
    state: Mutex<(u32, Instant)>,
    was_used: AtomicBool,
}

impl Default for Activity {
    fn default() -> Activity {
        Activity { state: Mutex::new((0, Instant::now())), was_used: AtomicBool::new(false) }
    }
}

impl Activity {
    fn change(&self, by: i32) {
        // The lock cannot be poisoned: nothing panics while it is held.
        if let Ok(mut state) = self.state.lock() {
            *state = (state.0.saturating_add_signed(by), Instant::now());
        }
    }

    fn patience(&self, patience: &Patience) -> Duration {
        if self.was_used.load(Ordering::Relaxed) { patience.next } else { patience.first }
    }

    fn idle_for(&self, time: Duration) -> bool {
        self.state.lock().is_ok_and(|state| state.0 == 0 && state.1.elapsed() >= time)
    }
}

/// A request that is being answered.
struct Busy(Arc<Activity>);

impl Busy {
    fn begin(activity: &Arc<Activity>) -> Busy {
        activity.was_used.store(true, Ordering::Relaxed);
        activity.change(1);
        Busy(Arc::clone(activity))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.change(-1);
    }
}
