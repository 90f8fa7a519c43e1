//! Secrets of a workload, as its agent would serve them: without them no listener and no cluster of an Envoy comes into force.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::SystemTime;

use envoy_api::envoy::config::core::v3::{DataSource, data_source::Specifier};
use envoy_api::envoy::extensions::transport_sockets::tls::v3::{
    CertificateValidationContext, Secret, TlsCertificate, secret,
};
use envoy_api::{DiscoveryRequest, DiscoveryResponse, Message, any, type_url};
use futures_util::stream::unfold;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use identity::{Ca, Key, SpiffeId};
use tokio::net::TcpListener;

/// What there is to be served.
pub struct Secrets {
    certificate: TlsCertificate,
    roots: CertificateValidationContext,
}

impl Secrets {
    /// Those of a workload, by an authority.
    pub fn new(ca: &Ca, id: &SpiffeId) -> Secrets {
        let key = Key::generate().unwrap();
        let request = identity::csr::create(Some(id), &key).unwrap();
        let chain = ca.sign(&request, id, SystemTime::now(), None).unwrap();
        let text = |text: &str| DataSource { specifier: Some(Specifier::InlineString(text.to_owned())) };
        let certificate = TlsCertificate {
            certificate_chain: Some(text(&chain.concat())),
            private_key: Some(text(key.pem())),
        };
        let roots = CertificateValidationContext { trusted_ca: Some(text(ca.roots())), ..Default::default() };
        Secrets { certificate, roots }
    }

    fn answer(&self, names: &[String]) -> Bytes {
        let secret = |name: &String| {
            let held = match name.as_str() {
                "ROOTCA" => secret::Type::ValidationContext(self.roots.clone()),
                _ => secret::Type::TlsCertificate(self.certificate.clone()),
            };
            any(&Secret { name: name.clone(), r#type: Some(held) })
        };
        let response = DiscoveryResponse {
            resources: names.iter().map(secret).collect(),
            type_url: type_url::SECRET.to_owned(),
            version_info: "1".to_owned(),
            nonce: "1".to_owned(),
            ..Default::default()
        };
        let message = response.encode_to_vec();
        let length = u32::try_from(message.len()).unwrap().to_be_bytes();
        [&[0][..], &length, &message].concat().into()
    }
}

/// Answers whoever connects, for ever.
pub async fn serve(listener: TcpListener, secrets: Arc<Secrets>) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let secrets = Arc::clone(&secrets);
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let asked = Asked { body: request.into_body(), bytes: Vec::new(), secrets: Arc::clone(&secrets) };
            let answers = unfold(asked, |mut asked| async {
                let answer = asked.next().await?;
                Some((Ok::<_, Infallible>(Frame::data(answer)), asked))
            });
            let response = hyper::Response::builder().header("content-type", "application/grpc");
            let response = response.body(StreamBody::new(Box::pin(answers)));
            async move { Ok::<_, Infallible>(response.unwrap()) }
        });
        tokio::spawn(
            http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service),
        );
    }
}

/// One stream.
struct Asked {
    body: Incoming,
    bytes: Vec<u8>,
    secrets: Arc<Secrets>,
}

impl Asked {
    /// The answer to the next request that is not an acknowledgement.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            while let Some(request) = self.taken() {
                if request.response_nonce.is_empty() {
                    return Some(self.secrets.answer(&request.resource_names));
                }
            }
            let frame = self.body.frame().await?.ok()?;
            self.bytes.extend_from_slice(&frame.into_data().ok()?);
        }
    }

    fn taken(&mut self) -> Option<DiscoveryRequest> {
        let length = self.bytes.get(1..5)?.try_into().map(u32::from_be_bytes).unwrap();
        let end = 5 + usize::try_from(length).unwrap();
        let request = DiscoveryRequest::decode(self.bytes.get(5..end)?).unwrap();
        self.bytes.drain(..end);
        Some(request)
    }
}
