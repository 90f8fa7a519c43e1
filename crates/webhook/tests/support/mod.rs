//! A server in the test's own process, and clients for it.
#![allow(dead_code)]

pub mod load;
pub mod mount;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use injection::decide::{Decision, Reason};
use injection::patch::Operation;
use injection::{Answer as PodAnswer, Change, Injection, Status};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use webhook::tls::{Certificates, Pair, TlsSettings};
use webhook::{App, Behaviour, Engine, Limits, Metrics, PodQuestion, Refusal, Server, Signals, Stopping};

/// Does what the pod's name says.
pub struct Stub {
    /// What it gives as its reason, to tell engines apart.
    pub reason: Reason,
}

impl Engine for Stub {
    fn admit(&self, question: PodQuestion<'_>) -> Result<PodAnswer, Refusal> {
        match question.pod.str_at(&["metadata", "name"]).unwrap_or_default() {
            "panic" => panic!("as the test wants"),
            "slow" => std::thread::sleep(Duration::from_millis(20)),
            "bad" => return Err(Refusal { message: "bad pod".to_owned(), hint: None, is_exhausted: false }),
            _ => {}
        }
        Ok(injected(self.reason.clone(), Vec::new()))
    }
}

/// A pod that is injected by this patch.
pub fn injected(reason: Reason, patch: Vec<Operation>) -> PodAnswer {
    let (change, templates, added) = (Change::Patch(patch), Vec::new(), Status::default());
    PodAnswer {
        decision: Decision { inject: true, trace: vec![reason] },
        injection: Some(Injection { change, templates, added }),
        advice: Vec::new(),
    }
}

/// A certificate for `localhost` with its key, in PEM and as clients trust it.
pub struct Identity {
    pub chain: String,
    pub key: String,
    pub der: CertificateDer<'static>,
}

impl Identity {
    pub fn new() -> Identity {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        Identity {
            chain: made.cert.pem(),
            key: made.signing_key.serialize_pem(),
            der: made.cert.der().clone(),
        }
    }

    pub fn pair(&self) -> Pair {
        Pair::from_pem(self.chain.as_bytes(), self.key.as_bytes()).unwrap()
    }
}

/// Signals that a test gives.
pub struct ByTest(mpsc::UnboundedReceiver<()>);

impl ByTest {
    /// No signal at all.
    pub fn never() -> ByTest {
        ByTest(mpsc::unbounded_channel().1)
    }
}

impl Signals for ByTest {
    async fn next(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

pub struct Running {
    pub address: SocketAddr,
    pub operations: SocketAddr,
    pub app: Arc<App>,
    pub certificates: Arc<Certificates>,
    pub client: Client,
    pub stop: mpsc::UnboundedSender<()>,
    pub ended: JoinHandle<u32>,
}

/// Starts a server with these limits.
pub async fn start(limits: Limits) -> Running {
    let identity = Identity::new();
    start_with(limits, Duration::ZERO, &[&identity]).await
}

/// Starts a server that shows the first of these certificates, with a client that trusts all of them.
pub async fn start_with(limits: Limits, drain: Duration, identities: &[&Identity]) -> Running {
    let (webhook, operations) = (listener().await, listener().await);
    let (address, operations_address) = (webhook.local_addr().unwrap(), operations.local_addr().unwrap());
    let certificates = Arc::new(Certificates::new(identities[0].pair()));
    let tls = TlsSettings::default().server(Arc::clone(&certificates)).unwrap();
    let behaviour = Behaviour { warnings: true, log_decisions: false };
    let engine = Box::new(Stub { reason: Reason::PolicyEnabled });
    let app = Arc::new(App::new(engine, Arc::new(Metrics::new()), limits, behaviour, None));
    let (stop, stopped) = mpsc::unbounded_channel();
    let stopping = Stopping { drain, grace: Duration::from_secs(30) };
    let server = Server::new(webhook, Some(operations));
    let ended = tokio::spawn(server.run(Arc::clone(&app), tls, stopping, ByTest(stopped)));
    let client = Client::new(address, identities);
    Running { address, operations: operations_address, app, certificates, client, stop, ended }
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

/// Makes connections to a server.
#[derive(Clone)]
pub struct Client {
    address: SocketAddr,
    roots: Arc<RootCertStore>,
}

pub type Answer = Result<(u16, String), String>;

/// A connection that was not used yet.
pub enum Sender {
    H1(http1::SendRequest<Full<Bytes>>),
    H2(http2::SendRequest<Full<Bytes>>),
}

impl Client {
    pub fn new(address: SocketAddr, identities: &[&Identity]) -> Client {
        let mut roots = RootCertStore::empty();
        identities.iter().for_each(|i| roots.add(i.der.clone()).unwrap());
        Client { address, roots: Arc::new(roots) }
    }

    /// A connection after its handshake.
    pub async fn connect(&self, protocol: &str) -> Result<TlsStream<TcpStream>, String> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(Arc::clone(&self.roots))
            .with_no_client_auth();
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        let stream = TcpStream::connect(self.address).await.map_err(|e| format!("connect: {e}"))?;
        stream.set_nodelay(true).unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
            .map_err(|e| format!("handshake: {e}"))
    }

    /// A connection that is ready for requests, and its certificate.
    pub async fn open(&self, protocol: &str) -> Result<(Sender, CertificateDer<'static>), String> {
        let stream = self.connect(protocol).await?;
        let shown = stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned();
        let io = TokioIo::new(stream);
        if protocol == "h2" {
            let (sender, connection) =
                http2::handshake(TokioExecutor::new(), io).await.map_err(|e| e.to_string())?;
            tokio::spawn(connection);
            return Ok((Sender::H2(sender), shown));
        }
        let (sender, connection) = http1::handshake(io).await.map_err(|e| e.to_string())?;
        tokio::spawn(connection);
        Ok((Sender::H1(sender), shown))
    }

    /// Posts a body over a connection of its own.
    pub async fn post(&self, protocol: &str, body: impl Into<Bytes>) -> Answer {
        self.open(protocol).await?.0.post(body).await
    }
}

impl Sender {
    pub async fn post(&mut self, body: impl Into<Bytes>) -> Answer {
        let uri = if matches!(self, Sender::H1(_)) { "/inject" } else { "https://localhost/inject" };
        let request = Request::post(uri)
            .header("host", "localhost")
            .header("content-type", "application/json")
            .body(Full::new(body.into()))
            .unwrap();
        // A connection may still be at the end of its last answer.
        let ready = match self {
            Sender::H1(sender) => sender.ready().await,
            Sender::H2(sender) => sender.ready().await,
        };
        ready.map_err(|e| format!("ready: {e:?}"))?;
        let answer = match self {
            Sender::H1(sender) => sender.send_request(request).await,
            Sender::H2(sender) => sender.send_request(request).await,
        };
        let answer = answer.map_err(|e| format!("send: {e:?}"))?;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.map_err(|e| format!("receive: {e:?}"))?.to_bytes();
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}

/// A review of a pod of this name.
pub fn review(name: &str) -> String {
    format!(
        r#"{{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{{"uid":"u1","object":{{"metadata":{{"name":"{name}"}}}}}}}}"#
    )
}

/// What a plain GET on the port for health and metrics answers.
pub async fn get(address: SocketAddr, path: &str) -> (u16, String) {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let request = Request::get(path).header("host", "x").body(Full::<Bytes>::default()).unwrap();
    let answer = sender.send_request(request).await.unwrap();
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}
