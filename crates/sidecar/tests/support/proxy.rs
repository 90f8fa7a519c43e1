//! Asks for configuration as Envoy does.

use std::path::Path;

use envoy_api::{DeltaDiscoveryRequest, DeltaDiscoveryResponse, Node, method};
use http::Uri;
use http::uri::PathAndQuery;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::UnixStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};
use tonic_prost::ProstCodec;
use xds::Client;

use super::PATIENCE;

/// An Envoy.
pub struct Proxy {
    pub client: Client,
    stream: Option<(mpsc::Sender<DeltaDiscoveryRequest>, Streaming<DeltaDiscoveryResponse>)>,
}

impl Proxy {
    pub fn new() -> Proxy {
        let node = Node { id: "sidecar~10.0.0.1~sleep-1.default~default".to_owned(), ..Node::default() };
        Proxy { client: Client::new(node), stream: None }
    }

    /// Begins a stream.
    pub async fn connect(&mut self, socket: &Path) {
        let stream = UnixStream::connect(socket).await.unwrap();
        let (sender, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let service = tower::service_fn(move |request| {
            let mut sender = sender.clone();
            async move { sender.send_request(request).await }
        });
        let mut grpc = tonic::client::Grpc::with_origin(service, Uri::from_static("http://localhost"))
            .max_decoding_message_size(512 << 20);
        let (send, requests) = mpsc::channel(64);
        for request in self.client.connect() {
            send.send(request).await.unwrap();
        }
        grpc.ready().await.unwrap();
        let codec = ProstCodec::<DeltaDiscoveryRequest, DeltaDiscoveryResponse>::new();
        let requests = tonic::Request::new(ReceiverStream::new(requests));
        let path = PathAndQuery::from_static(method::DELTA_AGGREGATED_RESOURCES);
        let answers = grpc.streaming(requests, path, codec).await.unwrap().into_inner();
        self.stream = Some((send, answers));
    }

    /// Lets the stream go.
    pub fn disconnect(&mut self) {
        self.stream = None;
    }

    /// The next response, which is taken but for what `refuse` names; or how the stream ends.
    pub async fn next(
        &mut self,
        refuse: impl Fn(&str, &str) -> Option<String>,
    ) -> Result<DeltaDiscoveryResponse, Status> {
        let (send, answers) = self.stream.as_mut().unwrap();
        let answer = timeout(PATIENCE, answers.message()).await.expect("no response comes")?;
        let answer = answer.ok_or_else(|| Status::ok("the stream ended"))?;
        for request in self.client.receive(&answer, refuse) {
            send.send(request).await.unwrap();
        }
        Ok(answer)
    }

    /// Takes so many responses.
    pub async fn take(&mut self, count: usize) -> Vec<DeltaDiscoveryResponse> {
        let mut taken = Vec::new();
        for _ in 0..count {
            taken.push(self.next(|_, _| None).await.unwrap());
        }
        taken
    }
}
