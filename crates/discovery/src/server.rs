//! The server: its ports, its connections, its end.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use certs::Names;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::monitoring;
use crate::plane::Plane;
use crate::rpc::{self, Connection};
use crate::tls::{Tls, TlsError, uris};

/// How many connections there may be.
const CONNECTIONS: usize = 5000;
/// How long the TLS of a connection may take to come about.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How often a connection on which nothing happens is tried, and how long that may take.
const KEEPALIVE: Duration = Duration::from_secs(30);
const KEEPALIVE_ANSWER: Duration = Duration::from_secs(20);
/// How much a client may send before it is read, and how much waits to be sent to it.
const WINDOW: u32 = 256 << 10;
const UNSENT: usize = 64 << 10;
/// How old a connection gets, more or less, so that load spreads over replicas that come later.
const AGE: Duration = Duration::from_secs(30 * 60);
/// Over how long connections are ended at the end, so that proxies do not all come to another replica at once.
const SPREAD: Duration = Duration::from_secs(5);
/// How long a connection has to end that was asked to.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// A listener that cannot accept (no file descriptors) is tried again after this.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A server with its ports open.
pub struct Server {
    plane: Arc<Plane>,
    tls: Tls,
    names: Names,
    secure: Option<TcpListener>,
    plaintext: Option<TcpListener>,
    monitoring: Vec<TcpListener>,
}

/// The ports of a server; those that are not there are not open.
#[derive(Clone, Debug, Default)]
pub struct Ports {
    /// xDS and certificates, with TLS.
    pub secure: Option<SocketAddr>,
    /// The same without TLS, where nobody is asked who they are.
    pub plaintext: Option<SocketAddr>,
    /// Readiness, version, metrics and debug answers.
    pub monitoring: Vec<SocketAddr>,
}

/// A server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// A port cannot be opened.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The port.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// There is no certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

impl Server {
    /// Opens the ports. `names` are those by which the control plane is reached.
    ///
    /// # Errors
    /// A port cannot be opened, or there is no certificate.
    pub async fn open(plane: Arc<Plane>, names: Names, ports: &Ports) -> Result<Server, ServerError> {
        let tls = Tls::new(&plane.ca, &names)?;
        let mut monitoring = Vec::new();
        for address in &ports.monitoring {
            monitoring.push(listen(*address).await?);
        }
        Ok(Server {
            plane,
            tls,
            names,
            secure: listen_if(ports.secure).await?,
            plaintext: listen_if(ports.plaintext).await?,
            monitoring,
        })
    }

    /// The addresses of the ports, as they were opened: with TLS, without, and those of monitoring.
    pub fn addresses(&self) -> (Option<SocketAddr>, Option<SocketAddr>, Vec<SocketAddr>) {
        let of = |listener: &TcpListener| listener.local_addr().ok();
        let monitoring = self.monitoring.iter().filter_map(of).collect();
        (self.secure.as_ref().and_then(of), self.plaintext.as_ref().and_then(of), monitoring)
    }

    /// Serves until `stopped`, then is not ready, ends connections over some seconds, and ends.
    pub async fn run(self, stopped: impl Future<Output = ()>) {
        let (stop, stopping) = watch::channel(false);
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        let renewing = tokio::spawn(self.tls.clone().renew(Arc::clone(&self.plane.ca), self.names));
        let mut accepting = Vec::new();
        for (listener, tls) in [(self.secure, Some(self.tls)), (self.plaintext, None)] {
            let Some(listener) = listener else { continue };
            let gate = Gate {
                plane: Arc::clone(&self.plane),
                tls,
                room: Arc::clone(&room),
                stopping: stopping.clone(),
                count: AtomicU64::default(),
            };
            accepting.push(tokio::spawn(Arc::new(gate).accept(listener)));
        }
        let mut looking = Vec::new();
        for listener in self.monitoring {
            let plane = Arc::clone(&self.plane);
            looking.push(tokio::spawn(monitoring::serve(listener, plane, stopping.clone())));
        }
        stopped.await;
        tracing::info!(seconds = SPREAD.as_secs_f64(), "stopping: proxies go to other replicas");
        let _ = stop.send(true);
        accepting.iter().for_each(tokio::task::JoinHandle::abort);
        // Each connection has its place until it ends.
        let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        let _ = timeout(SPREAD + LAST_WORDS + LAST_WORDS, room.acquire_many(all)).await;
        looking.iter().chain([&renewing]).for_each(tokio::task::JoinHandle::abort);
    }
}

async fn listen_if(address: Option<SocketAddr>) -> Result<Option<TcpListener>, ServerError> {
    match address {
        Some(address) => listen(address).await.map(Some),
        None => Ok(None),
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address).await.map_err(|source| ServerError::Listen { address, source })
}

/// Where connections come in.
struct Gate {
    plane: Arc<Plane>,
    tls: Option<Tls>,
    room: Arc<Semaphore>,
    stopping: watch::Receiver<bool>,
    count: AtomicU64,
}

impl Gate {
    async fn accept(self: Arc<Gate>, listener: TcpListener) {
        loop {
            let Ok(place) = Arc::clone(&self.room).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, address)) => {
                    // Only a matter of latency.
                    let _ = stream.set_nodelay(true);
                    let gate = Arc::clone(&self);
                    tokio::spawn(gate.enter(stream, address, place));
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    async fn enter(self: Arc<Gate>, stream: TcpStream, address: SocketAddr, _place: OwnedSemaphorePermit) {
        let Some(tls) = &self.tls else { return self.serve(stream, address, None).await };
        let accepted = timeout(HANDSHAKE, TlsAcceptor::from(tls.newest()).accept(stream)).await;
        match accepted {
            Ok(Ok(stream)) => {
                let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
                let uris = shown.and_then(uris);
                self.serve(stream, address, uris).await;
            }
            Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
            Err(_) => tracing::debug!("TLS takes too long"),
        }
    }

    async fn serve(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        address: SocketAddr,
        uris: Option<Arc<[String]>>,
    ) {
        let (end, ending) = watch::channel(false);
        let connection = Connection {
            plane: Arc::clone(&self.plane),
            is_secure: self.tls.is_some(),
            uris,
            address,
            ending,
        };
        let served = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(KEEPALIVE)
            .keep_alive_timeout(KEEPALIVE_ANSWER)
            .max_concurrent_streams(100)
            .initial_stream_window_size(WINDOW)
            .initial_connection_window_size(WINDOW)
            .max_send_buf_size(UNSENT)
            .serve_connection(
                TokioIo::new(stream),
                service_fn(move |request| rpc::call(connection.clone(), request)),
            );
        let mut served = pin!(served);
        let share = self.share();
        let mut stopping = self.stopping.clone();
        tokio::select! {
            ended = served.as_mut() => return said(ended),
            () = sleep(AGE.mul_f64(0.9 + 0.2 * share)) => {}
            () = turned(&mut stopping) => {
                tokio::select! {
                    ended = served.as_mut() => return said(ended),
                    () = sleep(SPREAD.mul_f64(share)) => {}
                }
            }
        }
        let _ = end.send(true);
        served.as_mut().graceful_shutdown();
        if let Ok(ended) = timeout(LAST_WORDS, served).await {
            said(ended);
        }
    }

    /// A number from 0 to 1, evenly spread over connections. Source: Weyl's sequence of the golden ratio.
    fn share(&self) -> f64 {
        let number = self.count.fetch_add(1, Ordering::Relaxed) % 1_000_000;
        #[allow(clippy::cast_precision_loss, reason = "below a million")]
        let number = number as f64;
        (number * 0.618_033_988_749_895).fract()
    }
}

/// Waits until it is true.
async fn turned(flag: &mut watch::Receiver<bool>) {
    let _ = flag.wait_for(|flag| *flag).await;
}

fn said(ended: Result<(), hyper::Error>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}
