//! Proxies that take what they are sent, say so, and look at nothing: what they cost is not to hide what is measured.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use envoy_api::istio::v1::auth::IstioCertificateRequest;
use envoy_api::{DeltaDiscoveryRequest, Message, Node, method, structs, type_url};
use futures_util::stream;
use http::{Request, Uri};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::Frame;
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

use crate::api::token;
use crate::world::{PODS, World, pod_of};

type Body = BoxBody<Bytes, Infallible>;

/// What a proxy was sent.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    pub proxy: usize,
    pub kind: Kind,
    pub bytes: usize,
    pub at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Its connection is there, and its first request is about to be sent.
    Connected,
    Clusters,
    Endpoints,
    Listeners,
    Routes,
}

/// What all proxies share.
pub struct Fleet {
    address: SocketAddr,
    tls: TlsConnector,
    /// Requests for endpoints and routes of all names, encoded.
    endpoints: Bytes,
    routes: Bytes,
    taken: mpsc::UnboundedSender<Taken>,
}

impl Fleet {
    /// Proxies of a mesh; what they are sent comes out of the channel.
    pub fn new(
        world: World,
        address: SocketAddr,
        roots: &str,
    ) -> (Arc<Fleet>, mpsc::UnboundedReceiver<Taken>) {
        let (taken, seen) = mpsc::unbounded_channel();
        let ask = |type_url: &str, names: Vec<String>| {
            let type_url = type_url.to_owned();
            framed(&DeltaDiscoveryRequest { type_url, resource_names_subscribe: names, ..Default::default() })
        };
        let fleet = Fleet {
            address,
            tls: connector(roots),
            endpoints: ask(type_url::ENDPOINT, world.clusters()),
            routes: ask(type_url::ROUTE, vec!["80".to_owned()]),
            taken,
        };
        (Arc::new(fleet), seen)
    }

    /// The proxy of a pod comes, and stays until it is aborted.
    pub fn connect(self: &Arc<Fleet>, proxy: usize) -> JoinHandle<()> {
        let fleet = Arc::clone(self);
        tokio::spawn(async move { fleet.run(proxy, false).await })
    }

    /// One that asks for everything and never reads.
    pub fn connect_deaf(self: &Arc<Fleet>, proxy: usize) -> JoinHandle<()> {
        let fleet = Arc::clone(self);
        tokio::spawn(async move { fleet.run(proxy, true).await })
    }

    async fn run(&self, proxy: usize, deaf: bool) {
        let (namespace, pod, address) = pod_of(proxy);
        let account = format!("svc-{}", proxy / PODS);
        let mut sender = self.dial().await;
        let (say, heard) = mpsc::channel::<Bytes>(16);
        let requests = stream::unfold(heard, |mut heard| async {
            let request = heard.recv().await?;
            Some((Ok::<_, Infallible>(Frame::data(request)), heard))
        });
        let request = request(
            method::DELTA_AGGREGATED_RESOURCES,
            &token(&namespace, &account, &pod),
            BodyExt::boxed(StreamBody::new(requests)),
        );
        let metadata = [
            ("NAMESPACE", namespace.as_str()),
            ("SERVICE_ACCOUNT", &account),
            ("ISTIO_VERSION", "1.30.3"),
            ("CLUSTER_ID", "Kubernetes"),
        ];
        let node = Node {
            id: format!("sidecar~{address}~{pod}.{namespace}~{namespace}.svc.cluster.local"),
            metadata: Some(structs::of_texts(metadata)),
            ..Node::default()
        };
        let first = DeltaDiscoveryRequest {
            node: Some(node),
            type_url: type_url::CLUSTER.to_owned(),
            ..Default::default()
        };
        let response = sender.send_request(request).await.unwrap();
        self.saw(proxy, Kind::Connected, 0);
        say.send(framed(&first)).await.unwrap();
        let mut body = response.into_body();
        if deaf {
            say.send(self.endpoints.clone()).await.unwrap();
            std::future::pending::<()>().await;
        }
        let mut read = BytesMut::new();
        let mut asked = 0;
        while let Some(Ok(frame)) = body.frame().await {
            let Ok(data) = frame.into_data() else { break };
            read.extend_from_slice(&data);
            while let Some(message) = message(&mut read) {
                let head = xds::frame::response(&message).unwrap();
                let kind = match head.type_url {
                    type_url::CLUSTER => Kind::Clusters,
                    type_url::ENDPOINT => Kind::Endpoints,
                    type_url::LISTENER => Kind::Listeners,
                    _ => Kind::Routes,
                };
                let answer = DeltaDiscoveryRequest {
                    type_url: head.type_url.to_owned(),
                    response_nonce: head.nonce.to_owned(),
                    ..Default::default()
                };
                self.saw(proxy, kind, message.len());
                let _ = say.send(framed(&answer)).await;
                // Envoy asks for a type when it has what leads to it.
                let next = match asked {
                    0 => Some(self.endpoints.clone()),
                    1 => Some(framed(&DeltaDiscoveryRequest {
                        type_url: type_url::LISTENER.to_owned(),
                        ..Default::default()
                    })),
                    2 => Some(self.routes.clone()),
                    _ => None,
                };
                asked += 1;
                if let Some(next) = next {
                    let _ = say.send(next).await;
                }
            }
        }
    }

    /// Has certificates signed over one connection, one after the other.
    pub async fn sign(self: Arc<Fleet>, proxy: usize, csr: String, rounds: usize) {
        let (namespace, pod, _) = pod_of(proxy);
        let token = token(&namespace, &format!("svc-{}", proxy / PODS), &pod);
        let mut sender = self.dial().await;
        let message = framed(&IstioCertificateRequest { csr, validity_duration: 86_400, metadata: None });
        for _ in 0..rounds {
            let request =
                request(method::CREATE_CERTIFICATE, &token, BodyExt::boxed(Full::new(message.clone())));
            let response = sender.send_request(request).await.unwrap();
            let body = response.into_body().collect().await.unwrap();
            assert!(body.to_bytes().len() > 100, "a certificate is signed");
        }
    }

    async fn dial(&self) -> SendRequest<Body> {
        let stream = loop {
            match TcpStream::connect(self.address).await {
                Ok(stream) => break stream,
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            }
        };
        stream.set_nodelay(true).unwrap();
        let name = ServerName::try_from("istiod.istio-system.svc").unwrap();
        let stream = self.tls.connect(name, stream).await.unwrap();
        let (sender, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        sender
    }

    fn saw(&self, proxy: usize, kind: Kind, bytes: usize) {
        let _ = self.taken.send(Taken { proxy, kind, bytes, at: Instant::now() });
    }
}

fn request(path: &str, token: &str, body: Body) -> Request<Body> {
    let uri: Uri = format!("http://istiod{path}").parse().unwrap();
    let builder = Request::post(uri).header("content-type", "application/grpc").header("te", "trailers");
    builder.header("authorization", format!("Bearer {token}")).body(body).unwrap()
}

fn connector(roots: &str) -> TlsConnector {
    let mut store = rustls::RootCertStore::empty();
    store.add(CertificateDer::from_pem_slice(roots.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(store);
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsConnector::from(Arc::new(config))
}

/// A message as gRPC frames it.
fn framed(message: &impl Message) -> Bytes {
    let mut bytes = BytesMut::new();
    bytes.put_u8(0);
    bytes.put_u32(u32::try_from(message.encoded_len()).unwrap());
    message.encode(&mut bytes).unwrap();
    bytes.freeze()
}

/// The next message, if all of it is there.
fn message(read: &mut BytesMut) -> Option<Bytes> {
    let len = read.get(1..5)?.try_into().map(u32::from_be_bytes).ok()?;
    let len = usize::try_from(len).unwrap();
    if read.len() < 5 + len {
        return None;
    }
    read.advance(5);
    Some(read.split_to(len).freeze())
}
