//! Calls over gRPC, by their paths.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use bytes::{BufMut, Bytes};
use envoy_api::istio::v1::auth::IstioCertificateRequest;
use envoy_api::{DeltaDiscoveryRequest, DiscoveryRequest, Message, method};
use http::HeaderMap;
use hyper::body::Incoming;
use tokio::sync::{mpsc, watch};
use tonic::body::Body;
use tonic::codec::{BufferSettings, Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::server::{Grpc, UnaryService};
use tonic::{Request, Response, Status};

use crate::ads::{self, Asking};
use crate::ca;
use crate::hearing::Hearing;
use crate::peer::Peer;
use crate::plane::Plane;
use crate::sending::Sending;

/// The longest request for a certificate, of which one has a few KiB: it is read before it is asked who calls.
const LONGEST_CSR: usize = 128 << 10;
/// How many responses wait for a proxy that reads slowly.
const WAITING: usize = 1;

/// A connection over which calls come.
#[derive(Clone)]
pub(crate) struct Connection {
    /// The control plane.
    pub(crate) plane: Arc<Plane>,
    /// Whether it has TLS, so that everybody is asked who they are.
    pub(crate) is_secure: bool,
    /// The URIs of the client's certificate, which has been verified; `None` if it has shown none.
    pub(crate) uris: Option<Arc<[String]>>,
    /// Where from it comes.
    pub(crate) address: SocketAddr,
    /// Turns true when its streams have to end.
    pub(crate) ending: watch::Receiver<bool>,
}

/// Answers a call.
pub(crate) async fn call(
    connection: Connection,
    request: http::Request<Incoming>,
) -> Result<http::Response<Body>, Infallible> {
    Ok(match request.uri().path() {
        method::DELTA_AGGREGATED_RESOURCES => stream::<DeltaDiscoveryRequest>(connection, request).await,
        method::STREAM_AGGREGATED_RESOURCES => stream::<DiscoveryRequest>(connection, request).await,
        // Certificates are for callers that are known, and nobody is on a port without TLS but by a token in plain text.
        method::CREATE_CERTIFICATE => {
            let mut grpc =
                Grpc::new(Wire::<IstioCertificateRequest>::new()).max_decoding_message_size(LONGEST_CSR);
            grpc.unary(Signing(connection), request).await
        }
        _ => Status::unimplemented("there is no such method here").into_http(),
    })
}

/// Serves a stream. Messages are not taken apart and put together by tonic, which would have each of them whole in memory, for
/// each proxy.
async fn stream<R>(connection: Connection, request: http::Request<Incoming>) -> http::Response<Body>
where
    R: Asking,
{
    let (head, body) = request.into_parts();
    let peer = match connection.is_secure {
        false => Peer::Unasked,
        true => match connection.caller(&head.headers).await {
            Some(caller) => Peer::Known(caller),
            None => return Status::unauthenticated("authentication failure").into_http(),
        },
    };
    if connection.plane.feed.newest().is_none() {
        return Status::unavailable("the mesh is not known yet").into_http();
    }
    let requests = Hearing::<R>::new(body);
    let (said, heard) = mpsc::channel(WAITING);
    let Connection { plane, address, ending, .. } = connection;
    tokio::spawn(ads::serve(plane, (peer, address), ending, requests, said));
    Sending::new(heard).into_http()
}

impl Connection {
    async fn caller(&self, headers: &HeaderMap) -> Option<identity::Caller> {
        self.plane.authenticator.caller(self.uris.as_deref(), headers).await
    }
}

struct Signing(Connection);

impl UnaryService<IstioCertificateRequest> for Signing {
    type Response = Bytes;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Status>> + Send>>;

    fn call(&mut self, request: Request<IstioCertificateRequest>) -> Self::Future {
        let connection = self.0.clone();
        Box::pin(async move {
            let headers = request.metadata().clone().into_headers();
            let caller = connection.caller(&headers).await;
            let answer = ca::create(&connection.plane, caller.as_ref(), request.get_ref())?;
            Ok(Response::new(Bytes::from(answer.encode_to_vec())))
        })
    }
}

/// Messages that come are decoded; those that go are encoded already.
struct Wire<R>(PhantomData<fn() -> R>);

impl<R> Wire<R> {
    fn new() -> Wire<R> {
        Wire(PhantomData)
    }
}

impl<R: Message + Default + 'static> Codec for Wire<R> {
    type Encode = Bytes;
    type Decode = R;
    type Encoder = Encoded;
    type Decoder = Wire<R>;

    fn encoder(&mut self) -> Encoded {
        Encoded
    }

    fn decoder(&mut self) -> Wire<R> {
        Wire::new()
    }
}

impl<R: Message + Default> Decoder for Wire<R> {
    type Item = R;
    type Error = Status;

    fn decode(&mut self, source: &mut DecodeBuf<'_>) -> Result<Option<R>, Status> {
        R::decode(source).map(Some).map_err(|e| Status::invalid_argument(e.to_string()))
    }
}

struct Encoded;

impl Encoder for Encoded {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, message: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(message);
        Ok(())
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::default()
    }
}
