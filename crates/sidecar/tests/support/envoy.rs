//! Asks for secrets as Envoy does.

use std::path::Path;

use envoy_api::envoy::config::core::v3::DataSource;
use envoy_api::envoy::config::core::v3::data_source::Specifier;
use envoy_api::envoy::extensions::transport_sockets::tls::v3::{Secret, secret};
use envoy_api::{DiscoveryRequest, DiscoveryResponse, Message, method, type_url};
use http::Uri;
use http::uri::PathAndQuery;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use identity::{Pair, Roots};
use tokio::net::UnixStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};
use tonic_prost::ProstCodec;

use super::PATIENCE;

/// A stream of secrets.
pub struct Stream {
    requests: mpsc::Sender<DiscoveryRequest>,
    answers: Streaming<DiscoveryResponse>,
    names: Vec<String>,
}

impl Stream {
    /// Asks for a secret on a stream of its own.
    pub async fn open(socket: &Path, name: &str) -> Stream {
        Stream::on(socket, method::STREAM_SECRETS, name, type_url::SECRET).await.unwrap()
    }

    pub async fn on(socket: &Path, path: &'static str, name: &str, kind: &str) -> Result<Stream, Status> {
        let stream = UnixStream::connect(socket).await.unwrap();
        let (sender, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let service = tower::service_fn(move |request| {
            let mut sender = sender.clone();
            async move { sender.send_request(request).await }
        });
        let mut grpc = tonic::client::Grpc::with_origin(service, Uri::from_static("http://localhost"));
        let (requests, stream) = mpsc::channel(8);
        let names = vec![name.to_owned()];
        let request = DiscoveryRequest {
            type_url: kind.to_owned(),
            resource_names: names.clone(),
            ..DiscoveryRequest::default()
        };
        requests.send(request).await.unwrap();
        grpc.ready().await.unwrap();
        let codec = ProstCodec::<DiscoveryRequest, DiscoveryResponse>::new();
        let stream = tonic::Request::new(ReceiverStream::new(stream));
        let answers = grpc.streaming(stream, PathAndQuery::from_static(path), codec).await?.into_inner();
        Ok(Stream { requests, answers, names })
    }

    /// The next secret, which is acknowledged; or how the stream ends.
    pub async fn next(&mut self) -> Result<Secret, Status> {
        let answer = timeout(PATIENCE, self.answers.message()).await.expect("no secret comes")?;
        let answer = answer.expect("the stream ends without a status");
        assert_eq!((&*answer.type_url, answer.resources.len()), (type_url::SECRET, 1));
        let acknowledged = DiscoveryRequest {
            type_url: type_url::SECRET.to_owned(),
            resource_names: self.names.clone(),
            response_nonce: answer.nonce,
            version_info: answer.version_info,
            ..DiscoveryRequest::default()
        };
        self.requests.send(acknowledged).await.unwrap();
        Ok(Secret::decode(&*answer.resources[0].value).unwrap())
    }

    /// The next certificate; it has its key.
    pub async fn pair(&mut self) -> Pair {
        let secret = self.next().await.unwrap();
        assert_eq!(secret.name, self.names[0]);
        let Some(secret::Type::TlsCertificate(certificate)) = secret.r#type else {
            panic!("not a certificate")
        };
        Pair::read(&text(certificate.certificate_chain), &text(certificate.private_key)).unwrap()
    }

    /// The next roots.
    pub async fn roots(&mut self) -> Roots {
        let secret = self.next().await.unwrap();
        assert_eq!(secret.name, self.names[0]);
        let Some(secret::Type::ValidationContext(context)) = secret.r#type else { panic!("not roots") };
        Roots::read(&text(context.trusted_ca)).unwrap()
    }

    /// How the stream ends.
    pub async fn end(&mut self) -> Status {
        match timeout(PATIENCE, self.answers.message()).await.expect("the stream does not end") {
            Err(status) => status,
            Ok(answer) => panic!("an answer: {}", answer.is_some()),
        }
    }
}

fn text(source: Option<DataSource>) -> String {
    match source.unwrap().specifier.unwrap() {
        Specifier::InlineBytes(bytes) => String::from_utf8(bytes).unwrap(),
        _ => panic!("not inline"),
    }
}
