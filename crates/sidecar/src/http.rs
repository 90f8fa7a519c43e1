//! One request over HTTP/1.1 to somebody near: Envoy, the application, or whoever a command asks.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A request got no answer.
#[derive(Debug, Error)]
pub(crate) enum HttpError {
    /// Nobody listens there, or it cannot be reached.
    #[error("cannot connect to {address}: {source}")]
    Connect {
        /// Where.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// It does not come in time.
    #[error("no answer within {0:?}")]
    Late(Duration),
    /// It is not HTTP, or breaks off.
    #[error("{0}")]
    Broken(#[from] hyper::Error),
    /// The request itself cannot be sent.
    #[error("{0}")]
    Malformed(#[from] hyper::http::Error),
    /// It is too long.
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
}

impl HttpError {
    /// Whether nobody listens there.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self, HttpError::Connect { source, .. } if source.kind() == io::ErrorKind::ConnectionRefused)
    }
}

/// The loopback device's addresses, as `localhost` has them.
pub(crate) fn localhost(port: u16) -> [SocketAddr; 2] {
    [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)].map(|ip| SocketAddr::new(ip, port))
}

/// Connects to the first of these that answers.
///
/// # Errors
/// None does; the first one's reason.
pub(crate) async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, HttpError> {
    let mut first = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Err(source) => {
                first.get_or_insert(HttpError::Connect { address: address.to_string(), source });
            }
        }
    }
    Err(first.unwrap_or_else(|| HttpError::Connect {
        address: "nowhere".to_owned(),
        source: io::ErrorKind::AddrNotAvailable.into(),
    }))
}

/// Sends a request over a connection of its own. The body of the answer is still to be read.
///
/// # Errors
/// No answer comes.
pub(crate) async fn send(
    stream: TcpStream,
    request: Request<Full<Bytes>>,
) -> Result<Response<Incoming>, HttpError> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // It ends with the answer's body, or when nobody reads that any more.
    tokio::spawn(connection);
    Ok(sender.send_request(request).await?)
}

/// The status and the whole text of an answer.
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: Bytes,
}

/// Bounds on an answer.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// From the first byte of the connection on.
    pub(crate) time: Duration,
    /// Bytes of the body.
    pub(crate) bytes: usize,
}

/// Asks the first of these addresses that answers.
///
/// # Errors
/// No answer comes in time, or it is too long.
pub(crate) async fn ask(
    addresses: &[SocketAddr],
    host: &str,
    (method, path, body): (Method, &str, Bytes),
    bounds: Bounds,
) -> Result<Answer, HttpError> {
    let asked = async {
        let request = Request::builder().method(method).uri(path).header("host", host);
        let request = request.body(Full::new(body))?;
        let answer = send(connect(addresses).await?, request).await?;
        let status = answer.status().as_u16();
        Ok(Answer { status, body: whole(answer.into_body(), bounds.bytes).await? })
    };
    timeout(bounds.time, asked).await.unwrap_or(Err(HttpError::Late(bounds.time)))
}

/// All of a body.
///
/// # Errors
/// It is too long or breaks off.
pub(crate) async fn whole(mut body: Incoming, most: usize) -> Result<Bytes, HttpError> {
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            if all.len() + data.len() > most {
                return Err(HttpError::TooLong(most));
            }
            all.extend_from_slice(&data);
        }
    }
    Ok(all.freeze())
}
