//! The server: accepts connections until it is told to stop, then lets the last requests end.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::app::App;
use crate::connection::{self, Ends};
use crate::routes;

/// Connections at once on the plain port.
const OPERATIONS_CONNECTIONS: usize = 64;
/// A listener that cannot accept (no file descriptors) is tried again after this.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// How long to wait for room before asking idle connections again.
const ROOM_PAUSE: Duration = Duration::from_millis(200);

/// How long connections that were accepted last have for their first request.
const LAST_ACCEPTED: Duration = Duration::from_millis(250);

/// How the server stops.
#[derive(Clone, Copy, Debug)]
pub struct Stopping {
    /// How long it goes on serving after it became unready, so that nobody sends it requests any more when it ends.
    pub drain: Duration,
    /// How long it waits for the last requests.
    pub grace: Duration,
}

/// A server with its ports open.
#[derive(Debug)]
pub struct Server {
    webhook: TcpListener,
    operations: Option<TcpListener>,
}

/// What ends a server: the first time it drains, the second time it stops at once.
pub trait Signals: Send {
    /// Waits for the next signal.
    fn next(&mut self) -> impl Future<Output = ()> + Send;
}

impl Server {
    /// A server on these ports.
    pub fn new(webhook: TcpListener, operations: Option<TcpListener>) -> Server {
        Server { webhook, operations }
    }

    /// The address of the webhook.
    ///
    /// # Errors
    /// The system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.webhook.local_addr()
    }

    /// Serves until the first signal, then drains and ends. Gives the number of connections that had to be cut.
    pub async fn run(
        self,
        app: Arc<App>,
        tls: ServerConfig,
        stopping: Stopping,
        mut signals: impl Signals,
    ) -> u32 {
        let connections = app.limits.connections;
        let permits = Arc::new(Semaphore::new(connections as usize));
        let (stop, stopped) = watch::channel(false);
        let ends = Ends { stop: stopped, room: Arc::new(Notify::new()) };
        if let Some(listener) = self.operations {
            tokio::spawn(accept_operations(listener, Arc::clone(&app), ends.clone()));
        }
        let accepting = tokio::spawn(accept(self.webhook, Arc::clone(&app), tls, ends, Arc::clone(&permits)));
        app.health.accepts();
        signals.next().await;
        app.health.stops();
        tracing::info!(seconds = stopping.drain.as_secs_f64(), "stopping: unready, still serving");
        tokio::select! {
            () = sleep(stopping.drain) => {}
            () = signals.next() => {}
        }
        // Ends the accepting: the port is closed.
        accepting.abort();
        let _ = accepting.await;
        // What was accepted last may not have sent its request yet.
        sleep(LAST_ACCEPTED.min(stopping.grace)).await;
        let _ = stop.send(true);
        tokio::select! {
            _ = timeout(stopping.grace, permits.acquire_many(connections)) => {}
            () = signals.next() => {}
        }
        let cut =
            connections.saturating_sub(u32::try_from(permits.available_permits()).unwrap_or(connections));
        tracing::info!(cut, "stopped");
        cut
    }
}

async fn accept(
    listener: TcpListener,
    app: Arc<App>,
    tls: ServerConfig,
    ends: Ends,
    permits: Arc<Semaphore>,
) {
    let tls = TlsAcceptor::from(Arc::new(tls));
    loop {
        let permit = room(&permits, &ends.room).await;
        let Some(stream) = accept_one(&listener, &ends.room).await else { continue };
        let (app, tls, ends) = (Arc::clone(&app), tls.clone(), ends.clone());
        tokio::spawn(async move {
            app.metrics.connections.inc();
            let of_handler = Arc::clone(&app);
            let handler = move |request| routes::webhook(Arc::clone(&of_handler), request);
            connection::serve_tls(stream, tls, app.limits, ends, handler).await;
            app.metrics.connections.dec();
            drop(permit);
        });
    }
}

async fn accept_operations(listener: TcpListener, app: Arc<App>, ends: Ends) {
    let permits = Arc::new(Semaphore::new(OPERATIONS_CONNECTIONS));
    loop {
        let permit = room(&permits, &ends.room).await;
        let Some(stream) = accept_one(&listener, &ends.room).await else { continue };
        let (app, ends) = (Arc::clone(&app), ends.clone());
        tokio::spawn(async move {
            let of_handler = Arc::clone(&app);
            let handler = move |request| routes::operations(Arc::clone(&of_handler), request);
            connection::serve(stream, false, app.limits, ends, handler).await;
            drop(permit);
        });
    }
}

/// Waits for room for a connection; idle ones have to make it.
async fn room(permits: &Arc<Semaphore>, needed: &Notify) -> Option<OwnedSemaphorePermit> {
    loop {
        if let Ok(permit) = Arc::clone(permits).try_acquire_owned() {
            return Some(permit);
        }
        needed.notify_waiters();
        // The semaphore is never closed.
        if let Ok(permit) = timeout(ROOM_PAUSE, Arc::clone(permits).acquire_owned()).await {
            return permit.ok();
        }
    }
}

async fn accept_one(listener: &TcpListener, room: &Notify) -> Option<TcpStream> {
    match listener.accept().await {
        Ok((stream, _)) => {
            // Only a matter of latency.
            let _ = stream.set_nodelay(true);
            Some(stream)
        }
        Err(e) => {
            tracing::warn!(error = %e, "cannot accept a connection");
            room.notify_waiters();
            sleep(ACCEPT_PAUSE).await;
            None
        }
    }
}
