//! The stream itself: HTTP/2 with gRPC's framing, over whatever carries bytes.

use channel::Http2;
use envoy_api::{DiscoveryRequest, DiscoveryResponse, method};
use futures_util::{StreamExt, stream};
use http::uri::PathAndQuery;
use http::{HeaderValue, Uri, header};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};
use tonic::client::Grpc;
use tonic_prost::ProstCodec;

use super::Channel;
use crate::error::chain;

/// The longest answer that is read: the proxies of a large mesh are a few megabytes, the configuration of one some more.
const LONGEST: usize = 64 << 20;

/// The first answer of the type that is asked for. Others are passed over.
///
/// # Errors
/// There is none, and why.
pub(super) async fn ask(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    channel: &Channel,
    request: DiscoveryRequest,
) -> Result<DiscoveryResponse, String> {
    match &channel.tls {
        Some(tls) => {
            let stream = tls.connect(stream).await.map_err(|e| format!("no TLS: {e}"))?;
            exchange(stream, tls.name(), "https", channel, request).await
        }
        None => exchange(stream, "localhost", "http", channel, request).await,
    }
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    authority: &str,
    scheme: &str,
    channel: &Channel,
    request: DiscoveryRequest,
) -> Result<DiscoveryResponse, String> {
    let origin = Uri::builder().scheme(scheme).authority(authority).path_and_query("/").build();
    let origin = origin.map_err(|e| format!("{authority:?} names no server: {e}"))?;
    let no_http = |e: hyper::Error| format!("it does not answer as a gRPC server: {}", chain(&e));
    let (sender, connection) =
        http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.map_err(no_http)?;
    let answered = first_answer(Grpc::with_origin(Http2(sender), origin), channel, request);
    // The connection is driven as long as the exchange goes on, and ends with it.
    tokio::pin!(answered);
    tokio::select! {
        biased;
        done = &mut answered => done,
        ended = connection => match ended {
            // What arrived before the end may be all of it.
            Ok(()) => answered.await,
            Err(e) => Err(no_http(e)),
        },
    }
}

async fn first_answer(
    client: Grpc<Http2>,
    channel: &Channel,
    request: DiscoveryRequest,
) -> Result<DiscoveryResponse, String> {
    let mut client = client.max_decoding_message_size(LONGEST);
    let wanted = request.type_url.clone();
    // The stream stays open on our side: a server may take its end for the end of the interest in an answer.
    let mut asked = tonic::Request::new(stream::iter([request]).chain(stream::pending()));
    if let Some(token) = &channel.token {
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.0))
            .map_err(|_| "the token cannot be sent".to_owned())?;
        bearer.set_sensitive(true);
        let mut headers = http::HeaderMap::new();
        headers.insert(header::AUTHORIZATION, bearer);
        *asked.metadata_mut() = tonic::metadata::MetadataMap::from_headers(headers);
    }
    client.ready().await.map_err(|e| chain(&e))?;
    let codec = ProstCodec::<DiscoveryRequest, DiscoveryResponse>::new();
    let answers = client
        .streaming(asked, PathAndQuery::from_static(method::STREAM_AGGREGATED_RESOURCES), codec)
        .await
        .map_err(why)?;
    let mut answers = answers.into_inner();
    while let Some(answer) = answers.message().await.map_err(why)? {
        if answer.type_url == wanted {
            return Ok(answer);
        }
    }
    Err(format!("the stream ended without an answer of type {wanted}"))
}

/// Why a call failed: the code's name and what the server says, or what happened to the connection.
fn why(status: tonic::Status) -> String {
    match std::error::Error::source(&status) {
        Some(cause) => chain(cause),
        None => format!("{:?}: {}", status.code(), status.message()),
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::time::Duration;

    use envoy_api::Message;
    use http_body_util::StreamBody;
    use hyper::body::{Bytes, Frame, Incoming};
    use hyper::service::service_fn;
    use tokio::io::{AsyncWriteExt, duplex};
    use tokio::time::timeout;

    use super::*;

    const TYPE: &str = "istio.io/debug/syncz";

    fn framed(message: &[u8]) -> Vec<u8> {
        let length = u32::try_from(message.len()).unwrap().to_be_bytes();
        [&[0][..], &length, message].concat()
    }

    fn answer(type_url: &str) -> Vec<u8> {
        let answer =
            DiscoveryResponse { type_url: type_url.to_owned(), nonce: "n".to_owned(), ..Default::default() };
        framed(&answer.encode_to_vec())
    }

    /// What is asked of a server that answers with this, how it ends the stream if it does, and whether it says it again
    /// and again.
    async fn asked(
        status: u16,
        data: Vec<u8>,
        end: Option<&'static [(&'static str, &'static str)]>,
        endless: bool,
    ) -> Result<DiscoveryResponse, String> {
        let (ours, theirs) = duplex(1 << 16);
        let server = service_fn(move |request: http::Request<Incoming>| {
            assert_eq!(request.headers()["authorization"], "Bearer t");
            assert_eq!(request.uri().path(), method::STREAM_AGGREGATED_RESOURCES);
            let data = Bytes::from(data.clone());
            let trailers = end.map(|pairs| {
                let pair = |(name, value): &(&'static str, &'static str)| {
                    (http::HeaderName::from_static(name), HeaderValue::from_static(value))
                };
                Frame::<Bytes>::trailers(pairs.iter().map(pair).collect())
            });
            let frames = stream::iter(std::iter::repeat_n(data, if endless { usize::MAX } else { 1 }));
            let frames = frames.map(Frame::data).chain(stream::iter(trailers));
            let frames = if end.is_some() { frames.boxed() } else { frames.chain(stream::pending()).boxed() };
            let body = StreamBody::new(frames.map(Ok::<_, Infallible>));
            let response =
                http::Response::builder().status(status).header("content-type", "application/grpc");
            async move { Ok::<_, Infallible>(response.body(body).unwrap()) }
        });
        let served = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
            .serve_connection(TokioIo::new(theirs), server);
        tokio::spawn(served);
        let channel =
            Channel { tls: None, token: Some(super::super::Token("t".to_owned())), within: Duration::ZERO };
        let request = DiscoveryRequest { type_url: TYPE.to_owned(), ..Default::default() };
        timeout(Duration::from_millis(500), ask(ours, &channel, request))
            .await
            .unwrap_or_else(|_| Err("late".to_owned()))
    }

    #[tokio::test]
    async fn the_first_answer_of_the_type_counts() {
        for data in [answer(TYPE), [answer("other"), answer(TYPE)].concat()] {
            assert_eq!(asked(200, data, None, false).await.unwrap().nonce, "n");
        }
    }

    #[tokio::test]
    async fn whatever_a_server_does_ends_in_a_reason() {
        const DONE: Option<&[(&str, &str)]> = Some(&[("grpc-status", "0")]);
        let denied: &[(&str, &str)] = &[("grpc-status", "16"), ("grpc-message", "authentication%20required")];
        let whole = answer(TYPE);
        let half = whole.get(..8).unwrap().to_vec();
        for (status, data, end, endless, want) in [
            (200, vec![], Some(denied), false, "Unauthenticated: authentication required"),
            (200, vec![], DONE, false, "the stream ended without an answer"),
            (200, answer("other"), DONE, false, "the stream ended without an answer"),
            (200, half.clone(), DONE, false, "the stream ended without an answer"),
            (200, framed(b"\xff\xff\xff"), DONE, false, "Internal: "),
            // A message that says it is four gigabytes long.
            (200, vec![0, 0xff, 0xff, 0xff, 0xff], None, false, "OutOfRange: "),
            // One that says it is compressed.
            (200, vec![1, 0, 0, 0, 0], None, false, "Internal: "),
            (404, b"404 page not found".to_vec(), Some(&[]), false, "404 Not Found"),
            // Never, half of it, and without end: that is late, unless it is so much that the connection is given up.
            (200, vec![], None, false, "late"),
            (200, half, None, false, "late"),
            (200, answer("other"), None, true, ""),
        ] {
            let cause = asked(status, data.clone(), end, endless).await.unwrap_err();
            assert!(cause.contains(want), "{status} {data:?}: {cause}");
        }
    }

    #[tokio::test]
    async fn a_server_that_does_not_speak_it_is_named() {
        for said in ["HTTP/1.1 400 Bad Request\r\n\r\n", ""] {
            let (ours, mut theirs) = duplex(1 << 16);
            theirs.write_all(said.as_bytes()).await.unwrap();
            theirs.shutdown().await.unwrap();
            let channel = Channel { tls: None, token: None, within: Duration::ZERO };
            let cause = ask(ours, &channel, DiscoveryRequest::default()).await.unwrap_err();
            assert!(cause.contains("gRPC") || cause.contains("connection"), "{said:?}: {cause}");
        }
    }
}
