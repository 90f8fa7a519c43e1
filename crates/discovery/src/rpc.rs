//! Calls over gRPC, by their paths.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{BufMut, Bytes};
use envoy_api::istio::v1::auth::IstioCertificateRequest;
use envoy_api::{DeltaDiscoveryRequest, DiscoveryRequest, Message, method};
use futures_util::Stream;
use hyper::body::Incoming;
use tokio::sync::{mpsc, watch};
use tonic::body::Body;
use tonic::codec::{BufferSettings, Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::server::{Grpc, StreamingService, UnaryService};
use tonic::{Request, Response, Status, Streaming};

use crate::ads::{self, Asking};
use crate::ca;
use crate::peer::Peer;
use crate::plane::Plane;

/// The longest message that is read.
const LONGEST: usize = 4 << 20;
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
                Grpc::new(Wire::<IstioCertificateRequest>::new()).max_decoding_message_size(LONGEST);
            grpc.unary(Signing(connection), request).await
        }
        _ => Status::unimplemented("there is no such method here").into_http(),
    })
}

async fn stream<R>(connection: Connection, request: http::Request<Incoming>) -> http::Response<Body>
where
    R: Asking + Message + Default,
{
    let wire = Wire::<R>::new();
    let mut grpc = Grpc::new(wire).max_decoding_message_size(LONGEST).max_encoding_message_size(usize::MAX);
    grpc.streaming(Serving(connection), request).await
}

impl Connection {
    async fn caller<T>(&self, request: &Request<T>) -> Option<identity::Caller> {
        let headers = request.metadata().clone().into_headers();
        self.plane.authenticator.caller(self.uris.as_deref(), &headers).await
    }
}

struct Serving(Connection);

type Said = Pin<Box<dyn Future<Output = Result<Response<Receiving>, Status>> + Send>>;

impl<R: Asking + Message + Default> StreamingService<R> for Serving {
    type Response = Bytes;
    type ResponseStream = Receiving;
    type Future = Said;

    fn call(&mut self, request: Request<Streaming<R>>) -> Said {
        let connection = self.0.clone();
        Box::pin(async move {
            let peer = match connection.is_secure {
                false => Peer::Unasked,
                true => {
                    let caller = connection.caller(&request).await;
                    Peer::Known(caller.ok_or_else(|| Status::unauthenticated("authentication failure"))?)
                }
            };
            if connection.plane.feed.newest().is_none() {
                return Err(Status::unavailable("the mesh is not known yet"));
            }
            let (said, heard) = mpsc::channel(WAITING);
            let Connection { plane, ending, .. } = connection;
            tokio::spawn(ads::serve(plane, peer, ending, request.into_inner(), said));
            Ok(Response::new(Receiving(heard)))
        })
    }
}

struct Signing(Connection);

impl UnaryService<IstioCertificateRequest> for Signing {
    type Response = Bytes;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Status>> + Send>>;

    fn call(&mut self, request: Request<IstioCertificateRequest>) -> Self::Future {
        let connection = self.0.clone();
        Box::pin(async move {
            let caller = connection.caller(&request).await;
            let answer = ca::create(&connection.plane, caller.as_ref(), request.get_ref())?;
            Ok(Response::new(Bytes::from(answer.encode_to_vec())))
        })
    }
}

/// What a stream says, as it comes.
struct Receiving(mpsc::Receiver<Result<Bytes, Status>>);

impl Stream for Receiving {
    type Item = Result<Bytes, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
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
