//! A control plane that serves configuration over gRPC with TLS, as istiod does, and can be away.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use envoy_api::{DeltaDiscoveryRequest, DeltaDiscoveryResponse, Message, method, type_url};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use identity::{Ca, Names};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;
use tonic::server::{Grpc, StreamingService};
use tonic::{Response, Status, Streaming};
use tonic_prost::ProstCodec;
use xds::{Heard, Protocol, Resource, Source};

use super::authority::ca;

/// What it has for each Envoy: resources by type.
#[derive(Clone, Debug, Default)]
pub struct Resources(pub Arc<Vec<(&'static str, Resource)>>);

impl Resources {
    /// Each a type, a name, a version and a message.
    pub fn of(resources: &[(&'static str, &str, u64, Vec<u8>)]) -> Resources {
        let resource = |(type_url, name, version, body): &(&'static str, &str, u64, Vec<u8>)| {
            (*type_url, Resource { name: (*name).into(), version: *version, body: Bytes::from(body.clone()) })
        };
        Resources(Arc::new(resources.iter().map(resource).collect()))
    }
}

impl Source for Resources {
    fn get(&self, type_url: &str, name: &str) -> Option<Resource> {
        self.all(type_url).into_iter().find(|one| &*one.name == name)
    }

    fn all(&self, type_url: &str) -> Vec<Resource> {
        self.0.iter().filter(|(of, _)| *of == type_url).map(|(_, one)| one.clone()).collect()
    }

    fn changed(&self, _: &Self, _: &str) -> Option<Vec<Arc<str>>> {
        None
    }

    /// Endpoints have the names of their clusters; any listener may lead to any route.
    fn followers(&self, type_url: &str, name: &str) -> Vec<Arc<str>> {
        match type_url {
            type_url::CLUSTER => vec![name.into()],
            _ => self.all(type_url::ROUTE).into_iter().map(|route| route.name).collect(),
        }
    }
}

/// What a control plane was asked, and how it behaves.
pub struct State {
    ca: Arc<Ca>,
    /// Whether connections are closed at once.
    pub is_away: bool,
    /// The metadata of each stream.
    pub streams: Vec<http::HeaderMap>,
    /// Each request.
    pub requests: Vec<DeltaDiscoveryRequest>,
    /// What requests said of responses.
    pub heard: Vec<Heard>,
    /// Each response: its type, and how many resources it had.
    pub responses: Vec<(String, usize)>,
    /// How many streams have ended.
    pub ended: usize,
}

/// A control plane that runs.
#[derive(Clone)]
pub struct ControlPlane {
    pub state: Arc<Mutex<State>>,
    pub address: SocketAddr,
    pub resources: Arc<watch::Sender<Resources>>,
    /// Responses that it sends without being asked, on all streams.
    pub stray: tokio::sync::broadcast::Sender<DeltaDiscoveryResponse>,
    /// Ends all streams and connections when it changes.
    pub end: Arc<watch::Sender<u64>>,
}

impl ControlPlane {
    pub async fn start(resources: Resources) -> ControlPlane {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = State {
            ca: Arc::new(ca()),
            is_away: false,
            streams: Vec::new(),
            requests: Vec::new(),
            heard: Vec::new(),
            responses: Vec::new(),
            ended: 0,
        };
        let plane = ControlPlane {
            state: Arc::new(Mutex::new(state)),
            address,
            resources: Arc::new(watch::Sender::new(resources)),
            stray: tokio::sync::broadcast::Sender::new(64),
            end: Arc::new(watch::Sender::new(0)),
        };
        tokio::spawn(plane.clone().accept(listener));
        plane
    }

    pub fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    pub fn roots(&self) -> String {
        self.with(|state| state.ca.roots().to_owned())
    }

    /// From now on it has a certificate of another authority.
    pub fn change_ca(&self) {
        self.with(|state| state.ca = Arc::new(ca()));
    }

    /// It goes away, with all that it was doing.
    pub fn leave(&self) {
        self.with(|state| state.is_away = true);
        self.end.send_modify(|times| *times += 1);
    }

    async fn accept(self, listener: TcpListener) {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            if self.with(|state| state.is_away) {
                continue;
            }
            tokio::spawn(self.clone().serve(stream));
        }
    }

    async fn serve(self, stream: TcpStream) {
        let Ok(stream) = TlsAcceptor::from(Arc::new(self.tls())).accept(stream).await else { return };
        let this = self.clone();
        let service = service_fn(move |request: http::Request<Incoming>| {
            let this = this.clone();
            async move {
                assert_eq!(request.uri().path(), method::DELTA_AGGREGATED_RESOURCES);
                this.with(|state| state.streams.push(request.headers().clone()));
                let codec = ProstCodec::<DeltaDiscoveryResponse, DeltaDiscoveryRequest>::new();
                Ok::<_, Infallible>(Grpc::new(codec).streaming(this, request).await)
            }
        });
        let mut end = self.end.subscribe();
        end.mark_unchanged();
        tokio::select! {
            _ = http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service) => {}
            _ = end.changed() => {}
        }
    }

    fn tls(&self) -> ServerConfig {
        let names = Names::of_service("istiod", "istio-system").unwrap();
        let ca = self.with(|state| Arc::clone(&state.ca));
        let pair = ca.serve(&names, SystemTime::now(), Duration::from_secs(3600)).unwrap();
        let chain = CertificateDer::pem_slice_iter(pair.chain().as_bytes()).map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_slice(pair.key().pem().as_bytes()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let mut config = builder.with_no_client_auth().with_single_cert(chain, key).unwrap();
        config.alpn_protocols = vec![b"h2".to_vec()];
        config
    }

    async fn stream(
        &self,
        mut requests: Streaming<DeltaDiscoveryRequest>,
        send: &mpsc::Sender<Result<DeltaDiscoveryResponse, Status>>,
    ) -> Result<(), Status> {
        let mut server = xds::Stream::new(Protocol::Delta, "");
        let (mut resources, mut stray) = (self.resources.subscribe(), self.stray.subscribe());
        let mut end = self.end.subscribe();
        end.mark_unchanged();
        server.set(resources.borrow_and_update().clone());
        loop {
            tokio::select! {
                request = requests.message() => {
                    let Some(request) = request? else { return Ok(()) };
                    self.with(|state| state.requests.push(request.clone()));
                    let heard = server.hear(request.into()).map_err(|e| Status::internal(e.to_string()))?;
                    self.with(|state| state.heard.push(heard));
                }
                Ok(()) = resources.changed() => server.set(resources.borrow_and_update().clone()),
                Ok(response) = stray.recv() => {
                    _ = send.send(Ok(response)).await;
                }
                _ = end.changed() => return Err(Status::unavailable("it goes away")),
            }
            while let Some(answer) = server.say() {
                self.with(|state| state.responses.push((answer.type_url.to_string(), answer.resources)));
                let response = DeltaDiscoveryResponse::decode(answer.message.whole()).unwrap();
                if send.send(Ok(response)).await.is_err() {
                    return Ok(());
                }
            }
        }
    }
}

impl StreamingService<DeltaDiscoveryRequest> for ControlPlane {
    type Response = DeltaDiscoveryResponse;
    type ResponseStream = ReceiverStream<Result<DeltaDiscoveryResponse, Status>>;
    type Future = std::future::Ready<Result<Response<Self::ResponseStream>, Status>>;

    fn call(&mut self, request: tonic::Request<Streaming<DeltaDiscoveryRequest>>) -> Self::Future {
        let (send, answers) = mpsc::channel(1);
        let this = self.clone();
        tokio::spawn(async move {
            let ended = tokio::select! {
                ended = this.stream(request.into_inner(), &send) => ended,
                () = send.closed() => Ok(()),
            };
            if let Err(status) = ended {
                _ = send.send(Err(status)).await;
            }
            this.with(|state| state.ended += 1);
        });
        std::future::ready(Ok(Response::new(ReceiverStream::new(answers))))
    }
}
