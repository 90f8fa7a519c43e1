//! A probe by HTTP: a GET with the kubelet's headers, over TLS without a look at the certificate, as the kubelet does it.

use std::net::IpAddr;

use agent::redirect::{self, Next, Place};
use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, LOCATION, TE, TRANSFER_ENCODING, UPGRADE,
};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};

use super::dial::Dial;
use crate::status::answer::{Answer, bytes, empty};
use crate::tls;

/// As much of a body is passed back.
const BODY: usize = 10 << 10;
/// What is between the kubelet and the agent, and not for the application.
const HOP: [HeaderName; 7] = [
    CONNECTION,
    CONTENT_LENGTH,
    TE,
    TRANSFER_ENCODING,
    UPGRADE,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Get<'a> {
    pub(super) path: &'a str,
    pub(super) port: u16,
    pub(super) tls: bool,
    pub(super) http2: bool,
    /// The agent's own port, which the application is not to see.
    pub(super) status_port: u16,
}

/// Asks the application; its status, and the begin of its body. A redirect that is not followed is a success.
///
/// # Errors
/// There is no answer, or too many redirects.
pub(super) async fn get(target: IpAddr, get: Get<'_>, like: &Request<Incoming>) -> Result<Answer, String> {
    let path = get.path.to_owned();
    let mut place = Place { tls: get.tls, host: target.to_string(), port: get.port, path };
    let mut host = host(like.headers(), get).unwrap_or_else(|| authority(&place));
    for _ in 0..redirect::MOST {
        let answer = ask(target, &place, &host, get.http2, like.headers()).await?;
        let status = answer.status();
        let location = answer.headers().get(LOCATION).filter(|_| redirect::leads_on(status.as_u16()));
        match location.map(|location| redirect::next(&place, &String::from_utf8_lossy(location.as_bytes()))) {
            Some(Next::Path(next)) => place = next,
            Some(Next::Url(next)) => (host, place) = (authority(&next), next),
            Some(Next::Nowhere) => {
                return Err("it redirects to something that is not a URL of HTTP".to_owned());
            }
            Some(Next::Elsewhere) => return Ok(empty(StatusCode::OK)),
            // Without a place to go to it would not be an answer.
            None if status.is_redirection() => return Ok(empty(StatusCode::OK)),
            None => return Ok(bytes(status, begin(answer.into_body()).await)),
        }
    }
    Err(format!("stopped after {} redirects", redirect::MOST))
}

/// The kubelet's own `Host`, with the application's port in place of the agent's.
fn host(headers: &HeaderMap, get: Get<'_>) -> Option<String> {
    let host = headers.get(HOST)?.to_str().ok().filter(|host| !host.is_empty())?;
    Some(match host.strip_suffix(&format!(":{}", get.status_port)) {
        Some(name) => format!("{name}:{}", get.port),
        None => host.to_owned(),
    })
}

fn authority(place: &Place) -> String {
    match place.host.contains(':') {
        true => format!("[{}]:{}", place.host, place.port),
        false => format!("{}:{}", place.host, place.port),
    }
}

async fn ask(
    target: IpAddr,
    place: &Place,
    host: &str,
    offers_http2: bool,
    like: &HeaderMap,
) -> Result<Response<Incoming>, String> {
    let dial = Dial::to(target, place.port);
    let stream = dial.connect().await?;
    if !place.tls {
        return over_http1(stream, place, host, like).await;
    }
    let stream = tls::unverified(stream, target, offers_http2)
        .await
        .map_err(|error| format!("no TLS with {}: {error}", dial.to))?;
    match stream.get_ref().1.alpn_protocol() == Some(tls::H2) {
        true => over_http2(stream, place, host, like).await,
        false => over_http1(stream, place, host, like).await,
    }
}

async fn over_http1<S>(
    stream: S,
    place: &Place,
    host: &str,
    like: &HeaderMap,
) -> Result<Response<Incoming>, String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
    tokio::spawn(connection);
    let mut request =
        Request::get(place.path.as_str()).body(Empty::<Bytes>::new()).map_err(|e| e.to_string())?;
    *request.headers_mut() = passed_on(like);
    let host = host.parse().map_err(|_| format!("{host:?} is not a host"))?;
    request.headers_mut().insert(HOST, host);
    request.headers_mut().insert(CONNECTION, hyper::header::HeaderValue::from_static("close"));
    sender.send_request(request).await.map_err(|e| e.to_string())
}

async fn over_http2<S>(
    stream: S,
    place: &Place,
    host: &str,
    like: &HeaderMap,
) -> Result<Response<Incoming>, String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let shaken = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await;
    let (mut sender, connection) = shaken.map_err(|e| e.to_string())?;
    tokio::spawn(connection);
    let uri = Uri::builder().scheme("https").authority(host).path_and_query(place.path.as_str()).build();
    let uri = uri.map_err(|error| error.to_string())?;
    let mut request = Request::get(uri).body(Empty::<Bytes>::new()).map_err(|e| e.to_string())?;
    *request.headers_mut() = passed_on(like);
    request.headers_mut().remove(HOST);
    sender.send_request(request).await.map_err(|e| e.to_string())
}

fn passed_on(like: &HeaderMap) -> HeaderMap {
    let mut headers = like.clone();
    for name in HOP {
        headers.remove(name);
    }
    headers
}

/// As much of a body as is passed back. One that breaks off is passed back as far as it came: the status is what counts.
async fn begin(mut body: Incoming) -> Bytes {
    let mut all = BytesMut::new();
    while let Some(Ok(frame)) = body.frame().await {
        if let Ok(data) = frame.into_data() {
            let room = BODY.saturating_sub(all.len());
            all.extend_from_slice(data.get(..room.min(data.len())).unwrap_or_default());
            if all.len() >= BODY {
                break;
            }
        }
    }
    all.freeze()
}
