//! The server on the status port: for the kubelet, for Prometheus, and for the pod's own containers.
//!
//! ```text
//! listener ─► room (connections at once) ─► one request ─► routes ─┬─► readiness
//!                                                                  ├─► page (metrics)
//!                                                                  ├─► drain, quit ─► run loop
//!                                                                  └─► probe ─► application
//! ```
//!
//! The port can be reached from the whole cluster: nothing changes anything but from loopback, and what is read is bounded.

mod answer;
mod page;
mod probe;
mod room;
mod routes;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use agent::merge::Scrape;
use agent::probes::Table;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use crate::parts::Shared;
use room::{Place, Room};

pub(crate) use probe::Probing;

/// Connections at once, of other pods and nodes, and of this pod: those of Envoy, which the kubelet asks for readiness.
const CONNECTIONS: usize = 100;
/// How long a request's head may take, and how long its answer may take to be read.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of a request's head.
const HEAD: usize = 16 << 10;

/// What the server is to answer.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    /// Its port.
    pub(crate) port: u16,
    /// Envoy's listener for its metrics.
    pub(crate) envoy_metrics: u16,
    /// Whether metrics are for loopback only.
    pub(crate) metrics_are_local: bool,
    /// The application's metrics.
    pub(crate) scrape: Option<Scrape>,
    /// The application's probes.
    pub(crate) probes: Table,
    /// How they are asked.
    pub(crate) probing: Probing,
}

/// What the server answers from.
#[derive(Debug)]
pub(crate) struct Site {
    /// What was asked for.
    pub(crate) answers: Answers,
    /// The rest of the agent.
    pub(crate) shared: Shared,
}

/// Opens the port on all addresses.
///
/// # Errors
/// It is taken, or cannot be opened.
pub(crate) async fn listen(port: u16) -> io::Result<TcpListener> {
    match TcpListener::bind(SocketAddr::new(Ipv6Addr::UNSPECIFIED.into(), port)).await {
        Err(error) if error.kind() != io::ErrorKind::AddrInUse => {
            TcpListener::bind(SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), port)).await
        }
        bound => bound,
    }
}

/// Serves until the agent stops.
///
/// # Errors
/// Never: what fails is one connection.
pub(crate) async fn serve(listener: TcpListener, site: Site) -> Result<(), String> {
    let site = Arc::new(site);
    let (near, far) = (Room::new(CONNECTIONS, PATIENCE), Room::new(CONNECTIONS, PATIENCE));
    let mut stop = site.shared.stop.clone();
    loop {
        let accepted = tokio::select! {
            () = stop.wished() => return Ok(()),
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let peer = peer.ip().to_canonical();
                let room = if peer.is_loopback() { &near } else { &far };
                // All are busy: this one would wait, and tries again.
                let Some(place) = room.place() else { continue };
                tokio::spawn(one(stream, peer, Arc::clone(&site), place));
            }
            // Such as too many open files: it may be over soon.
            Err(error) => {
                tracing::warn!("status port {}: {error}", site.answers.port);
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// A connection, of one request: nobody asks often, and none that waits takes another's place.
async fn one(stream: TcpStream, peer: IpAddr, site: Arc<Site>, place: Place) {
    let busy = place.clone();
    let service = service_fn(move |request| {
        busy.begin();
        routes::answer(request, peer, Arc::clone(&site))
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD).keep_alive(false);
    let served = server.serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        served = served => if let Err(error) = served {
            tracing::debug!("a connection of {peer} broke: {error}");
        },
        () = place.cleared() => tracing::debug!("a connection of {peer} without a request made room for others"),
    }
}
