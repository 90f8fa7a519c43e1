//! A control plane and those who connect to it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test may fail loudly"
)]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use discovery::{About, Authenticator, Directory, Feed, Frame, Plane, Ports, Server, TokenTable, Tokens};
use envoy_api::{DeltaDiscoveryRequest, DeltaDiscoveryResponse, Node, method, structs};
use http::uri::PathAndQuery;
use http::{HeaderValue, Uri, header};
use hyper::body::Incoming;
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use identity::{Ca, TrustDomain};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio_rustls::TlsConnector;
use tonic::body::Body;
use tonic::client::Grpc;
use tonic::{Request, Status, Streaming};
use tonic_prost::ProstCodec;
use tower_service::Service;

pub const TOKENS: &str = "web-token ns/web web-1\nother-token ns/other\nsystem-token istio-system/default\n";

/// A mesh with a Service and its pod.
pub const MESH: &str = "
apiVersion: v1
kind: Service
metadata: {name: web, namespace: ns}
spec: {clusterIP: 10.96.0.10, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 90}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: ns, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: http, port: 8080}, {name: tcp, port: 90}]
endpoints: [{addresses: [10.0.0.1], targetRef: {kind: Pod, name: web-1}}]
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: ns, labels: {app: web, security.istio.io/tlsMode: istio}}
spec: {serviceAccountName: web}
status: {podIP: 10.0.0.1}
";

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("discovery-{}-{count}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Folder(path)
    }

    pub fn write(&self, name: &str, text: &str) {
        let next = self.0.join(format!(".{name}.next"));
        std::fs::write(&next, text).unwrap();
        std::fs::rename(next, self.0.join(name)).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn frame() -> Frame {
    Frame {
        domain: "cluster.local".to_owned(),
        cluster: "Kubernetes".to_owned(),
        namespace: "istio-system".to_owned(),
        config_map: "istio".to_owned(),
        mesh_config: None,
        ignores_authorization_policies: false,
    }
}

/// A control plane that serves.
pub struct Running {
    pub folder: Folder,
    pub feed: Feed,
    pub secure: SocketAddr,
    pub plaintext: SocketAddr,
    pub monitoring: SocketAddr,
    pub ca: Arc<Ca>,
    stop: Option<oneshot::Sender<()>>,
    pub ended: tokio::task::JoinHandle<()>,
}

impl Running {
    /// One that serves a mesh; none is known yet if it is empty.
    pub async fn start(mesh: &str) -> Running {
        let trust_domain = TrustDomain::new("cluster.local").unwrap();
        Running::start_with(mesh, Tokens::Table(TokenTable::read(TOKENS, &trust_domain).unwrap())).await
    }

    /// One that knows callers by these tokens.
    pub async fn start_with(mesh: &str, tokens: Tokens) -> Running {
        let folder = Folder::new();
        let feed = Feed::default();
        if !mesh.is_empty() {
            folder.write("mesh.yaml", mesh);
            let (directory, snapshot) = Directory::open(&folder.0, frame()).unwrap();
            feed.publish(snapshot);
            tokio::spawn(directory.watch(feed.clone()));
        }
        let trust_domain = TrustDomain::new("cluster.local").unwrap();
        let ca = Arc::new(Ca::create(&trust_domain, SystemTime::now()).unwrap());
        let authenticator = Authenticator::new(trust_domain, vec!["istio-ca".to_owned()], tokens);
        let about = About { name: "istiod-1".into(), version: "1.2.3".into(), revision: "abc".into() };
        let plane = Plane::new("istio-system", about, feed.clone(), Arc::clone(&ca), authenticator);
        let names = certs::Names::of_service("istiod", "istio-system").unwrap();
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let ports = Ports { secure: Some(any), plaintext: Some(any), monitoring: vec![any] };
        let server = Server::open(Arc::new(plane), names, &ports).await.unwrap();
        let (secure, plaintext, monitoring) = server.addresses();
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(server.run(async { drop(stopped.await) }));
        Running {
            folder,
            feed,
            secure: secure.unwrap(),
            plaintext: plaintext.unwrap(),
            monitoring: monitoring[0],
            ca,
            stop: Some(stop),
            ended,
        }
    }

    pub fn stop(&mut self) {
        drop(self.stop.take());
    }

    /// A connection with TLS; with a certificate and its key, if one is given.
    pub async fn connect(&self, shown: Option<(&str, &str)>) -> Client {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(self.ca.roots().as_bytes()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots);
        let mut config = match shown {
            Some((chain, key)) => {
                let chain = CertificateDer::pem_slice_iter(chain.as_bytes()).map(Result::unwrap).collect();
                builder
                    .with_client_auth_cert(chain, PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap())
                    .unwrap()
            }
            None => builder.with_no_client_auth(),
        };
        config.alpn_protocols = vec![b"h2".to_vec()];
        let stream = TcpStream::connect(self.secure).await.unwrap();
        let name = ServerName::try_from("istiod.istio-system.svc").unwrap();
        let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap();
        Client::over(stream).await
    }

    pub async fn connect_in_plaintext(&self) -> Client {
        Client::over(TcpStream::connect(self.plaintext).await.unwrap()).await
    }

    /// A connection over which no more than a little comes at once.
    pub async fn connect_narrowly(&self) -> Client {
        let stream = TcpStream::connect(self.plaintext).await.unwrap();
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder.initial_stream_window_size(1024);
        let (sender, connection) = builder.handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Client(Grpc::with_origin(Http2(sender), Uri::from_static("http://istiod")))
    }

    /// A page of the monitoring port: status and body.
    pub async fn page(&self, path: &str) -> (u16, String) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut stream = TcpStream::connect(self.monitoring).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }
}

/// A connection to a control plane.
pub struct Client(Grpc<Http2>);

/// A delta stream.
pub struct Delta {
    said: mpsc::Sender<DeltaDiscoveryRequest>,
    answers: Streaming<DeltaDiscoveryResponse>,
    pub envoy: xds::Client,
}

impl Client {
    async fn over(
        stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    ) -> Client {
        let (sender, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Client(Grpc::with_origin(Http2(sender), Uri::from_static("http://istiod")))
    }

    /// One call.
    pub async fn call<A, B>(&mut self, path: &'static str, token: &str, message: A) -> Result<B, Status>
    where
        A: envoy_api::Message + Send + Sync + 'static,
        B: envoy_api::Message + Default + Send + Sync + 'static,
    {
        self.0.ready().await.unwrap();
        let codec = ProstCodec::<A, B>::new();
        let request = with_token(Request::new(message), token);
        self.0.unary(request, PathAndQuery::from_static(path), codec).await.map(tonic::Response::into_inner)
    }

    /// A stream of the state of the world, with its first request.
    pub async fn world(
        &mut self,
        token: &str,
        request: envoy_api::DiscoveryRequest,
    ) -> Result<Streaming<envoy_api::DiscoveryResponse>, Status> {
        use futures_util::{StreamExt, stream};
        self.0.ready().await.unwrap();
        let codec = ProstCodec::<envoy_api::DiscoveryRequest, envoy_api::DiscoveryResponse>::new();
        let asked = with_token(Request::new(stream::iter([request]).chain(stream::pending())), token);
        let path = PathAndQuery::from_static(method::STREAM_AGGREGATED_RESOURCES);
        self.0.streaming(asked, path, codec).await.map(tonic::Response::into_inner)
    }

    /// A delta stream of a proxy, on which its first requests are said.
    pub async fn delta(&mut self, token: &str, envoy: xds::Client) -> Result<Delta, Status> {
        self.0.ready().await.unwrap();
        let (said, heard) = mpsc::channel(100);
        let codec = ProstCodec::<DeltaDiscoveryRequest, DeltaDiscoveryResponse>::new();
        let requests =
            futures_util::stream::unfold(heard, |mut heard| async { Some((heard.recv().await?, heard)) });
        let request = with_token(Request::new(requests), token);
        let path = PathAndQuery::from_static(method::DELTA_AGGREGATED_RESOURCES);
        let mut envoy = envoy;
        for request in envoy.connect() {
            said.send(request).await.unwrap();
        }
        let answers = self.0.streaming(request, path, codec).await?.into_inner();
        Ok(Delta { said, answers, envoy })
    }
}

impl Delta {
    /// Takes the next response and answers it; gives its type and the names in it, and those that are gone.
    pub async fn next(&mut self) -> Result<(String, Vec<String>, Vec<String>), Status> {
        self.next_refusing(|_, _| None).await
    }

    pub async fn next_refusing(
        &mut self,
        refuse: impl Fn(&str, &str) -> Option<String>,
    ) -> Result<(String, Vec<String>, Vec<String>), Status> {
        let answer = tokio::time::timeout(Duration::from_secs(60), self.answers.message()).await;
        let answer = answer.expect("something is said")?.ok_or_else(|| Status::ok("the end"))?;
        for request in self.envoy.receive(&answer, refuse) {
            self.said.send(request).await.unwrap();
        }
        let names = answer.resources.iter().map(|resource| resource.name.clone()).collect();
        Ok((answer.type_url.rsplit('.').next().unwrap().to_owned(), names, answer.removed_resources))
    }

    /// Takes responses until it has what it wants of all types.
    pub async fn settle(&mut self) {
        use envoy_api::type_url::{CLUSTER, ENDPOINT, LISTENER, ROUTE};
        let has_all = |envoy: &xds::Client| {
            let has = |kind: &'static str| {
                envoy.wanted(kind).iter().all(|name| envoy.view(kind).contains_key(name))
            };
            !envoy.view(CLUSTER).is_empty() && !envoy.view(LISTENER).is_empty() && has(ENDPOINT) && has(ROUTE)
        };
        while !has_all(&self.envoy) {
            self.next().await.unwrap();
        }
        assert_eq!(self.envoy.warming().len(), 0);
    }
}

fn with_token<T>(mut request: Request<T>, token: &str) -> Request<T> {
    if !token.is_empty() {
        let mut headers = http::HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::try_from(format!("Bearer {token}")).unwrap());
        *request.metadata_mut() = tonic::metadata::MetadataMap::from_headers(headers);
    }
    request
}

/// The node of a pod's proxy.
pub fn node(pod: &str, account: &str, address: &str) -> Node {
    let metadata = [
        ("NAMESPACE", "ns"),
        ("SERVICE_ACCOUNT", account),
        ("ISTIO_VERSION", "1.30.3"),
        ("CLUSTER_ID", "Kubernetes"),
    ];
    Node {
        id: format!("sidecar~{address}~{pod}.ns~ns.svc.cluster.local"),
        metadata: Some(structs::of_texts(metadata)),
        ..Node::default()
    }
}

/// The proxy of [`web`], as the mesh knows it.
pub fn proxy() -> mesh::Proxy {
    let metadata = [("NAMESPACE".to_owned(), "ns".to_owned())].into();
    mesh::Proxy::of("sidecar~10.0.0.1~web-1.ns~ns.svc.cluster.local", &metadata, Default::default()).unwrap()
}

pub fn web() -> xds::Client {
    xds::Client::new(node("web-1", "web", "10.0.0.1"))
}

/// Waits for what comes about by itself, without end but that of the test.
pub async fn eventually<F: Future<Output = bool>>(mut is: impl FnMut() -> F) {
    while !is().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub fn exists(path: &Path) -> bool {
    path.exists()
}

pub struct Http2(SendRequest<Body>);

impl Service<http::Request<Body>> for Http2 {
    type Response = http::Response<Incoming>;
    type Error = hyper::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, hyper::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), hyper::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        Box::pin(self.0.send_request(request))
    }
}
