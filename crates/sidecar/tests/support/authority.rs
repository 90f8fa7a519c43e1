//! An authority that signs over gRPC with TLS, as istiod does, and can be away.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use envoy_api::istio::v1::auth::{IstioCertificateRequest, IstioCertificateResponse};
use envoy_api::{method, structs};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use identity::service::{Code, Request, answer};
use identity::{Ca, Caller, Names, SpiffeId, TrustDomain};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tonic::server::{Grpc, UnaryService};
use tonic::{Response, Status};
use tonic_prost::ProstCodec;

/// How an authority behaves, and what it was asked.
pub struct State {
    pub ca: Arc<Ca>,
    /// Whether connections are closed at once.
    pub is_away: bool,
    /// What is answered in place of certificates.
    pub refusal: Option<Status>,
    /// What it signs for, whatever is asked.
    pub lifetime: Option<Duration>,
    /// The metadata of each request.
    pub asked: Vec<http::HeaderMap>,
    /// How many certificates each connection over TLS showed.
    pub shown: Vec<usize>,
    /// Each request.
    pub requests: Vec<IstioCertificateRequest>,
}

/// An authority that runs.
#[derive(Clone)]
pub struct Authority {
    pub state: Arc<Mutex<State>>,
    pub address: SocketAddr,
}

pub fn ca() -> Ca {
    Ca::create(&TrustDomain::new("cluster.local").unwrap(), SystemTime::now()).unwrap()
}

impl Authority {
    pub async fn with_tls() -> Authority {
        Authority::start(true).await
    }

    pub async fn in_plaintext() -> Authority {
        Authority::start(false).await
    }

    async fn start(is_tls: bool) -> Authority {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = State {
            ca: Arc::new(ca()),
            is_away: false,
            refusal: None,
            lifetime: None,
            asked: Vec::new(),
            shown: Vec::new(),
            requests: Vec::new(),
        };
        let authority = Authority { state: Arc::new(Mutex::new(state)), address };
        tokio::spawn(authority.clone().accept(listener, is_tls));
        authority
    }

    pub fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    pub fn roots(&self) -> String {
        self.with(|state| state.ca.roots().to_owned())
    }

    /// How it is reached: at localhost an agent expects istiod's own name.
    pub fn name(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    pub fn requests(&self) -> usize {
        self.with(|state| state.asked.len())
    }

    async fn accept(self, listener: TcpListener, is_tls: bool) {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            if self.with(|state| state.is_away) {
                continue;
            }
            let this = self.clone();
            tokio::spawn(async move {
                if !is_tls {
                    return this.serve(stream).await;
                }
                let acceptor = TlsAcceptor::from(Arc::new(this.tls()));
                if let Ok(stream) = acceptor.accept(stream).await {
                    let shown = stream.get_ref().1.peer_certificates().map_or(0, <[_]>::len);
                    this.with(|state| state.shown.push(shown));
                    this.serve(stream).await;
                }
            });
        }
    }

    fn tls(&self) -> ServerConfig {
        let names = Names::of_service("istiod", "istio-system").unwrap();
        let ca = self.with(|state| Arc::clone(&state.ca));
        let pair = ca.serve(&names, SystemTime::now(), Duration::from_secs(3600)).unwrap();
        let chain = CertificateDer::pem_slice_iter(pair.chain().as_bytes()).map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_slice(pair.key().pem().as_bytes()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(
            CertificateDer::pem_slice_iter(ca.roots().as_bytes()).map(Result::unwrap),
        );
        let clients = WebPkiClientVerifier::builder_with_provider(roots.into(), Arc::clone(&provider));
        let clients = clients.allow_unauthenticated().build().unwrap();
        let builder =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let mut config = builder.with_client_cert_verifier(clients).with_single_cert(chain, key).unwrap();
        config.alpn_protocols = vec![b"h2".to_vec()];
        config
    }

    async fn serve(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let this = self.clone();
        let service = service_fn(move |request: http::Request<Incoming>| {
            let this = this.clone();
            async move {
                assert_eq!(request.uri().path(), method::CREATE_CERTIFICATE);
                this.with(|state| state.asked.push(request.headers().clone()));
                let codec = ProstCodec::<IstioCertificateResponse, IstioCertificateRequest>::new();
                Ok::<_, Infallible>(Grpc::new(codec).unary(this, request).await)
            }
        });
        _ = http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
    }

    fn sign(&self, request: IstioCertificateRequest) -> Result<Response<IstioCertificateResponse>, Status> {
        let (ca, refusal, lifetime) =
            self.with(|state| (Arc::clone(&state.ca), state.refusal.clone(), state.lifetime));
        self.with(|state| state.requests.push(request.clone()));
        if let Some(refusal) = refusal {
            return Err(refusal);
        }
        let id: SpiffeId = "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap();
        let metadata = request.metadata.unwrap_or_default();
        let asked = Request {
            csr: &request.csr,
            validity_duration: lifetime
                .map_or(request.validity_duration, |lifetime| lifetime.as_secs().try_into().unwrap()),
            cert_signer: structs::text(&metadata, "CertSigner").unwrap_or_default(),
            impersonated_identity: "",
        };
        match answer(&ca, Some(&Caller { id, pod: None }), &asked, SystemTime::now()) {
            Ok(cert_chain) => Ok(Response::new(IstioCertificateResponse { cert_chain })),
            Err(refusal) if refusal.code == Code::InvalidArgument => {
                Err(Status::invalid_argument(refusal.message))
            }
            Err(refusal) => Err(Status::internal(refusal.message)),
        }
    }
}

impl UnaryService<IstioCertificateRequest> for Authority {
    type Response = IstioCertificateResponse;
    type Future = std::future::Ready<Result<Response<IstioCertificateResponse>, Status>>;

    fn call(&mut self, request: tonic::Request<IstioCertificateRequest>) -> Self::Future {
        std::future::ready(self.sign(request.into_inner()))
    }
}
