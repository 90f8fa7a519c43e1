//! The stream by which a proxy gets what it needs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use envoy_api::{DeltaDiscoveryRequest, DiscoveryRequest, Message, Node};
use mesh::{Proxy, Served, Snapshot};
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};
use tonic::Status;
use xds::{Ask, Heard, Protocol, Stream};

use crate::connections::Place;
use crate::hearing::Hearing;
use crate::peer::Peer;
use crate::plane::Plane;
use crate::source::Config;
use crate::{debug, node};

/// How long a proxy waits for its pod to be known before it is served by what it says of itself.
///
/// Source: Istio 1.30 pilot/pkg/xds/ads.go, initProxyMetadata, which has the same race.
const UNKNOWN_POD: Duration = Duration::from_secs(5);
/// How many requests a proxy may send at once, and how many a second beyond.
const AT_ONCE: f64 = 100.0;
const A_SECOND: f64 = 20.0;
/// How many more because of a response: that it was taken, and what it asks for by what it learned.
const A_RESPONSE: f64 = 2.0;

/// A request of either form of the protocol.
pub(crate) trait Asking: Message + Default + Into<Ask> + Send + 'static {
    /// The form.
    const PROTOCOL: Protocol;
    /// Who asks, if the request says it.
    fn node(&mut self) -> Option<Node>;
    /// The type of what is asked for.
    fn type_url(&self) -> &str;
    /// The names that are asked for.
    fn names(&self) -> &[String];
}

impl Asking for DeltaDiscoveryRequest {
    const PROTOCOL: Protocol = Protocol::Delta;

    fn node(&mut self) -> Option<Node> {
        self.node.take()
    }

    fn type_url(&self) -> &str {
        &self.type_url
    }

    fn names(&self) -> &[String] {
        &self.resource_names_subscribe
    }
}

impl Asking for DiscoveryRequest {
    const PROTOCOL: Protocol = Protocol::World;

    fn node(&mut self) -> Option<Node> {
        self.node.take()
    }

    fn type_url(&self) -> &str {
        &self.type_url
    }

    fn names(&self) -> &[String] {
        &self.resource_names
    }
}

/// What a stream says, one message after the other.
pub(crate) type Said = mpsc::Sender<Result<xds::Response, Status>>;

/// Serves a stream of somebody from somewhere until either side ends it. `ending` turns true when the server's side is to.
pub(crate) async fn serve<R: Asking>(
    plane: Arc<Plane>,
    (peer, address): (Peer, SocketAddr),
    mut ending: watch::Receiver<bool>,
    requests: Hearing<R>,
    said: Said,
) {
    let served = async {
        let mut session = Session {
            stream: Stream::new(R::PROTOCOL, &plane.identifier).sharing(&plane.lists),
            feed: plane.feed.follow(),
            allowance: Allowance::new(),
            followed: None,
            changed: None,
            is_pushed: false,
            plane,
            peer,
            address,
            said: said.clone(),
        };
        session.run(requests).await
    };
    let ended = tokio::select! {
        ended = served => ended,
        () = turned(&mut ending) => Ok(()),
    };
    if let Err(status) = ended {
        let _ = said.send(Err(status)).await;
    }
}

/// Waits until it is true.
async fn turned(flag: &mut watch::Receiver<bool>) {
    let _ = flag.wait_for(|flag| *flag).await;
}

struct Session {
    plane: Arc<Plane>,
    peer: Peer,
    /// Where from it comes.
    address: SocketAddr,
    stream: Stream<Config>,
    feed: watch::Receiver<Option<Arc<Snapshot>>>,
    allowance: Allowance,
    followed: Option<Followed>,
    /// When the first of the changes happened that the proxy has not got all of.
    changed: Option<tokio::time::Instant>,
    /// Whether anything was sent since.
    is_pushed: bool,
    said: Said,
}

/// A proxy that is served.
struct Followed {
    place: Place,
    served: Arc<Served>,
}

impl Session {
    async fn run<R: Asking>(&mut self, mut requests: Hearing<R>) -> Result<(), Status> {
        loop {
            self.push().await?;
            tokio::select! {
                request = requests.next() => match request? {
                    Some(request) => self.hear(request).await?,
                    None => return Ok(()),
                },
                changed = self.feed.changed(), if self.followed.is_some() => match changed {
                    Ok(()) => self.follow(),
                    Err(_) => return Ok(()),
                },
            }
        }
    }

    /// Says all that there is to say. It waits for a proxy that reads slowly; meanwhile only the newest mesh is kept.
    async fn push(&mut self) -> Result<(), Status> {
        let mut begun = Instant::now();
        while let Some(answer) = self.stream.say() {
            self.plane.metrics.push(&answer.type_url, answer.message.left());
            tracing::debug!(type_url = %answer.type_url, sent = answer.resources, gone = answer.removed, "push");
            let type_url = Arc::clone(&answer.type_url);
            self.note(&type_url, Some(SystemTime::now()));
            if self.said.send(Ok(answer.message)).await.is_err() {
                return Err(Status::cancelled("the proxy is gone"));
            }
            self.allowance.earn();
            self.plane.metrics.push_time(&type_url, begun.elapsed());
            self.is_pushed = true;
            begun = Instant::now();
        }
        if self.stream.is_up_to_date() {
            let changed = self.changed.take().filter(|_| std::mem::take(&mut self.is_pushed));
            changed.iter().for_each(|at| self.plane.metrics.converged(at.elapsed()));
        }
        Ok(())
    }

    async fn hear<R: Asking>(&mut self, mut request: R) -> Result<(), Status> {
        self.allowance.wait().await;
        if debug::is_debug(request.type_url()) {
            return self.debug(request).await;
        }
        if self.followed.is_none() {
            let node =
                request.node().ok_or_else(|| Status::invalid_argument("the first request has no node"))?;
            self.begin(&node).await?;
        }
        let type_url = request.type_url().to_owned();
        let heard =
            self.stream.hear(request.into()).map_err(|e| Status::resource_exhausted(e.to_string()))?;
        if let Heard::Nacked(error) = &heard {
            let proxy = self.followed.as_ref().map(|followed| followed.served.proxy().id.clone());
            tracing::warn!(proxy, type_url, error, "a proxy refuses what it was sent");
            self.plane.metrics.rejected();
        }
        self.note(&type_url, None);
        Ok(())
    }

    async fn begin(&mut self, node: &Node) -> Result<(), Status> {
        let proxy = node::proxy(node).map_err(|e| Status::invalid_argument(e.to_string()))?;
        if let Peer::Known(caller) = &self.peer {
            let node = identity::Node {
                pod: &proxy.pod.name,
                namespace: &proxy.pod.namespace,
                service_account: &proxy.service_account,
            };
            caller.speaks_for(&node).map_err(|mismatch| {
                tracing::warn!(%mismatch, "a caller is refused");
                Status::permission_denied("authorization failed")
            })?;
        }
        let served = self.first(&proxy).await?;
        for conflict in &served.conflicts {
            tracing::warn!(pod = %proxy.pod, %conflict);
        }
        tracing::info!(proxy = proxy.id, version = proxy.version, known = served.is_known, "connected");
        self.stream.set(Config(Arc::clone(&served)));
        self.followed = Some(Followed { place: self.plane.connections.add(&served, self.address), served });
        Ok(())
    }

    /// What a proxy is sent first; it waits for its pod.
    async fn first(&mut self, proxy: &Proxy) -> Result<Arc<Served>, Status> {
        let newest = |feed: &mut watch::Receiver<Option<Arc<Snapshot>>>| {
            let snapshot = feed.borrow_and_update().clone();
            snapshot.ok_or_else(|| Status::unavailable("the mesh is not known yet"))
        };
        let mut served = newest(&mut self.feed)?.served(proxy);
        let feed = &mut self.feed;
        let known = async {
            while !served.is_known && feed.changed().await.is_ok() {
                served = newest(feed)?.served(proxy);
            }
            Ok::<(), Status>(())
        };
        if let Ok(ended) = timeout(UNKNOWN_POD, known).await {
            ended?;
        }
        Ok(Arc::new(served))
    }

    /// Goes on with the newest mesh.
    fn follow(&mut self) {
        let snapshot = self.feed.borrow_and_update().clone();
        let (Some(snapshot), Some(followed)) = (snapshot, &mut self.followed) else { return };
        followed.served = Arc::new(snapshot.served_after(&followed.served));
        if self.changed.is_none() {
            self.changed = self.plane.feed.since();
            // What was sent before does not come of this change.
            self.is_pushed = false;
        }
        followed.place.serves(&followed.served);
        self.stream.set(Config(Arc::clone(&followed.served)));
    }

    fn note(&self, type_url: &str, sent_at: Option<SystemTime>) {
        let standing = self.stream.standing().find(|(of, _)| *of == type_url);
        if let (Some(followed), Some((_, standing))) = (&self.followed, standing) {
            followed.place.stands(type_url, standing, sent_at);
        }
    }

    async fn debug<R: Asking>(&mut self, request: R) -> Result<(), Status> {
        let answer = debug::answer(&self.plane, &self.peer, request.type_url(), request.names())?;
        match answer {
            Some(message) if R::PROTOCOL == Protocol::World => {
                self.said.send(Ok(message.into())).await.map_err(|_| Status::cancelled("nobody listens"))
            }
            Some(_) => Err(Status::unimplemented("debug questions are asked as the state of the world")),
            None => Err(Status::not_found("there is no such debug question here")),
        }
    }
}

/// How many requests a proxy may send.
struct Allowance {
    left: f64,
    at: Instant,
}

impl Allowance {
    fn new() -> Allowance {
        Allowance { left: AT_ONCE, at: Instant::now() }
    }

    /// Lets in what a response leads to: whoever keeps up with many changes is not slowed down by them.
    fn earn(&mut self) {
        self.left += A_RESPONSE;
    }

    /// Waits until one more may be taken.
    async fn wait(&mut self) {
        let now = Instant::now();
        self.left = (self.left + now.duration_since(self.at).as_secs_f64() * A_SECOND).min(AT_ONCE) - 1.0;
        self.at = now;
        if self.left < 0.0 {
            sleep(Duration::from_secs_f64(-self.left / A_SECOND)).await;
        }
    }
}
