//! An application beside the agent: what it answers, and what it was asked.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::thread;

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio_rustls::TlsAcceptor;

/// A request, and whence it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Method and path.
    pub line: String,
    /// `Host`, or the authority of HTTP/2.
    pub host: String,
    /// All headers, a line each.
    pub headers: String,
    /// HTTP/1 or HTTP/2.
    pub version: Version,
    /// The other end.
    pub peer: SocketAddr,
}

/// How an application is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// HTTP/1.
    Http1,
    /// HTTP/2 in plain text, as gRPC.
    Http2,
    /// HTTP/1 over TLS, with a certificate of its own making.
    Tls,
    /// HTTP/2 over TLS.
    TlsHttp2,
}

/// An application that runs as long as the test.
pub struct Application {
    /// Its port.
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// The body of an answer, maybe with trailers.
pub type Body = UnsyncBoxBody<Bytes, Infallible>;

/// A body of these bytes.
pub fn body(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).boxed_unsync()
}

/// How a request is answered.
pub type Answering = fn(&Request<Incoming>) -> Response<Body>;

impl Application {
    /// Starts one on a port of 127.0.0.1.
    pub fn start(speaks: Speaks, answering: Answering) -> Application {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::default();
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                serve(TcpListener::from_std(listener).unwrap(), speaks, answering, seen).await
            });
        });
        Application { port, asked }
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(listener: TcpListener, speaks: Speaks, answering: Answering, asked: Arc<Mutex<Vec<Asked>>>) {
    let tls = matches!(speaks, Speaks::Tls | Speaks::TlsHttp2).then(|| acceptor(speaks));
    while let Ok((stream, peer)) = listener.accept().await {
        let (tls, asked) = (tls.clone(), Arc::clone(&asked));
        tokio::spawn(async move {
            match tls {
                Some(tls) => match tls.accept(stream).await {
                    Ok(stream) => one(stream, peer, speaks, answering, asked).await,
                    Err(error) => println!("no TLS: {error}"),
                },
                None => one(stream, peer, speaks, answering, asked).await,
            }
        });
    }
}

async fn one<S>(
    stream: S,
    peer: SocketAddr,
    speaks: Speaks,
    answering: Answering,
    seen: Arc<Mutex<Vec<Asked>>>,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let host = request.headers().get("host").map(|host| host.to_str().unwrap().to_owned());
        let host = host.or_else(|| request.uri().authority().map(ToString::to_string)).unwrap_or_default();
        let path = request.uri().path_and_query().map_or("", |path| path.as_str());
        let headers =
            request.headers().iter().map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()));
        let line = format!("{} {path}", request.method());
        let asked = Asked { line, host, headers: headers.collect(), version: request.version(), peer };
        seen.lock().unwrap().push(asked);
        let answer = answering(&request);
        async move { Ok::<_, Infallible>(answer) }
    });
    let io = TokioIo::new(stream);
    // The other end may leave as soon as it knows enough.
    _ = match speaks {
        Speaks::Http1 | Speaks::Tls => {
            hyper::server::conn::http1::Builder::new().serve_connection(io, service).await
        }
        Speaks::Http2 | Speaks::TlsHttp2 => {
            hyper::server::conn::http2::Builder::new(TokioExecutor::new()).serve_connection(io, service).await
        }
    };
}

fn acceptor(speaks: Speaks) -> TlsAcceptor {
    let made = rcgen::generate_simple_self_signed(["nobody".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let mut config = config.with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    if speaks == Speaks::TlsHttp2 {
        config.alpn_protocols = vec![b"h2".to_vec()];
    }
    TlsAcceptor::from(Arc::new(config))
}

/// An answer of this status.
pub fn status(status: u16) -> Response<Body> {
    Response::builder().status(status).body(body("said")).unwrap()
}
