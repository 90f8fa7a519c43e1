//! The server: accepts connections until it is told to stop, then lets the last requests end.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::accept::accept_one;
use crate::app::App;
use crate::connection::{self, Terms};
use crate::operated::Operated;
use crate::operations;
use crate::room::Room;
use crate::routes::Webhook;

/// A connection of the webhook's port is kept for so long after a request, even if others need the room: an API server
/// does not repeat a request that met the end of its connection. Who asks for health and metrics does.
const SPARE: Duration = Duration::from_secs(1);

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
        let room = Room::new(app.limits.connections, SPARE);
        let (stop, stopped) = watch::channel(false);
        if let Some(listener) = self.operations {
            let operated: Arc<dyn Operated> = Arc::clone(&app) as _;
            tokio::spawn(operations::accept(listener, operated, app.limits, stopped.clone()));
        }
        let accepting = tokio::spawn(accept(self.webhook, Arc::clone(&app), tls, stopped, Arc::clone(&room)));
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
            _ = timeout(stopping.grace, room.empty()) => {}
            () = signals.next() => {}
        }
        let cut = room.taken();
        tracing::info!(cut, "stopped");
        cut
    }
}

async fn accept(
    listener: TcpListener,
    app: Arc<App>,
    tls: ServerConfig,
    stop: watch::Receiver<bool>,
    room: Arc<Room>,
) {
    let tls = TlsAcceptor::from(Arc::new(tls));
    loop {
        let Some(stream) = accept_one(&listener, &room).await else { continue };
        let terms = Terms { limits: app.limits, place: room.place().await, stop: stop.clone() };
        let (app, tls) = (Arc::clone(&app), tls.clone());
        tokio::spawn(async move {
            app.metrics.connections.inc();
            connection::serve_tls(stream, tls, terms, Webhook(Arc::clone(&app))).await;
            app.metrics.connections.dec();
        });
    }
}
