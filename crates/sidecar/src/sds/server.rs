//! Connections and streams of who asks for secrets.

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use envoy_api::{DiscoveryRequest, DiscoveryResponse, method};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::net::UnixStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::sleep;
use tokio_stream::wrappers::ReceiverStream;
use tonic::body::Body;
use tonic::server::{Grpc, StreamingService};
use tonic::{Request, Response, Status, Streaming};
use tonic_prost::ProstCodec;

use super::secrets::{NoSecret, Secrets};
use super::socket::Socket;
use super::stream::{Asked, Stream};

/// Connections at once: Envoy has one.
const CONNECTIONS: usize = 64;
/// Connections at once of other users: they must not take the room of Envoy's.
const OTHER_USERS: usize = 8;
/// Streams on a connection: Envoy has one for each secret.
const STREAMS: u32 = 1000;
/// How long to wait when the machine has no room for a connection.
const PAUSE: Duration = Duration::from_millis(100);
/// A request has at most the node's metadata, of which annotations may be 256 kB.
const LONGEST: usize = 1 << 20;

/// Answers whoever connects. What happens on a connection ends that one only.
///
/// # Errors
/// The socket cannot be listened on.
pub(crate) async fn serve(socket: Socket, secrets: Arc<Secrets>) -> Result<(), String> {
    tracing::info!("SDS server for workload certificates started, listening on {}", socket.path().display());
    let socket = socket.listen().map_err(|e| format!("cannot listen for who asks for certificates: {e}"))?;
    let (known, other_users) = (Arc::new(Semaphore::new(CONNECTIONS)), Arc::new(Semaphore::new(OTHER_USERS)));
    loop {
        let (stream, other_user) = match socket.next().await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!("cannot accept a connection for certificates: {error}");
                sleep(PAUSE).await;
                continue;
            }
        };
        let room = if other_user.is_some() { &other_users } else { &known };
        match Arc::clone(room).try_acquire_owned() {
            Ok(permit) => _ = tokio::spawn(connection(stream, other_user, Arc::clone(&secrets), permit)),
            Err(_) => tracing::warn!("too many connections ask for certificates; one is closed"),
        }
    }
}

async fn connection(
    stream: UnixStream,
    other_user: Option<u32>,
    secrets: Arc<Secrets>,
    _permit: OwnedSemaphorePermit,
) {
    let answer = service_fn(move |request: http::Request<Incoming>| {
        let service = Service { secrets: Arc::clone(&secrets), other_user };
        async move { Ok::<_, Infallible>(route(service, request).await) }
    });
    let served = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .serve_connection(TokioIo::new(stream), answer)
        .await;
    if let Err(error) = served {
        tracing::debug!("a connection for certificates ended: {error}");
    }
}

async fn route(service: Service, request: http::Request<Incoming>) -> http::Response<Body> {
    if request.uri().path() != method::STREAM_SECRETS {
        return Status::unimplemented("secrets are served by StreamSecrets only").into_http();
    }
    let codec = ProstCodec::<DiscoveryResponse, DiscoveryRequest>::new();
    Grpc::new(codec).max_decoding_message_size(LONGEST).streaming(service, request).await
}

/// Who asks, and where secrets come from.
#[derive(Clone)]
struct Service {
    secrets: Arc<Secrets>,
    other_user: Option<u32>,
}

impl StreamingService<DiscoveryRequest> for Service {
    type Response = DiscoveryResponse;
    type ResponseStream = ReceiverStream<Result<DiscoveryResponse, Status>>;
    type Future = std::future::Ready<Result<Response<Self::ResponseStream>, Status>>;

    fn call(&mut self, request: Request<Streaming<DiscoveryRequest>>) -> Self::Future {
        let (send, answers) = mpsc::channel(1);
        let service = self.clone();
        tokio::spawn(async move {
            let answered = tokio::select! {
                answered = service.answer(request.into_inner(), &send) => answered,
                () = send.closed() => Ok(()),
            };
            if let Err(status) = answered {
                tracing::warn!("a request for certificates cannot be answered: {}", status.message());
                _ = send.send(Err(status)).await;
            }
        });
        ready(Ok(Response::new(ReceiverStream::new(answers))))
    }
}

impl Service {
    /// Answers a stream until its other end is gone.
    async fn answer(
        &self,
        mut requests: Streaming<DiscoveryRequest>,
        send: &mpsc::Sender<Result<DiscoveryResponse, Status>>,
    ) -> Result<(), Status> {
        let mut stream = Stream::default();
        let (mut workload, mut anchors) = (self.secrets.workload.clone(), self.secrets.anchors.clone());
        let mut files = self.secrets.files.changes();
        loop {
            let response = tokio::select! {
                request = requests.message() => {
                    let Some(request) = request? else { return Ok(()) };
                    match stream.asks(request).map_err(|invalid| Status::invalid_argument(invalid.0))? {
                        Asked::New(names) => self.first(&mut stream, names)?,
                        Asked::Nothing => None,
                        Asked::Refused(why) => {
                            tracing::warn!("Envoy does not take a secret of {:?}: {why}", stream.names());
                            None
                        }
                    }
                }
                // Where nobody sends any more, the agent ends.
                Ok(()) = workload.changed() => self.again(&mut stream),
                Ok(()) = anchors.changed() => self.again(&mut stream),
                Ok(()) = files.changed() => self.again(&mut stream),
                else => return Ok(()),
            };
            if let Some(response) = response
                && send.send(Ok(response)).await.is_err()
            {
                return Ok(());
            }
        }
    }

    /// What is new on a stream; that which is to come follows by [`Service::again`].
    fn first(&self, stream: &mut Stream, names: Vec<String>) -> Result<Option<DiscoveryResponse>, Status> {
        let mut secrets = Vec::new();
        for name in names {
            match self.secrets.now(&name, self.other_user) {
                Ok(Some(bytes)) => secrets.push((name, bytes)),
                Ok(None) => tracing::debug!("{name} is asked for, and not there yet"),
                Err(why) => return Err(status(&why)),
            }
        }
        Ok(stream.sends(secrets))
    }

    /// What has changed of all that was asked for. What cannot be had any more stays with Envoy as it was.
    fn again(&self, stream: &mut Stream) -> Option<DiscoveryResponse> {
        let mut secrets = Vec::new();
        for name in stream.names() {
            match self.secrets.now(&name, self.other_user) {
                Ok(Some(bytes)) => secrets.push((name, bytes)),
                Ok(None) => {}
                Err(why) => tracing::warn!("a secret stays as it was: {why}"),
            }
        }
        stream.sends(secrets)
    }
}

fn status(why: &NoSecret) -> Status {
    let message = why.to_string();
    match why {
        NoSecret::Name { .. } => Status::not_found(message),
        NoSecret::FilesOnly { .. } | NoSecret::Pair(_) | NoSecret::Roots { .. } => {
            Status::failed_precondition(message)
        }
        NoSecret::OtherUser { .. } => Status::permission_denied(message),
        NoSecret::TooMany { .. } => Status::resource_exhausted(message),
    }
}
