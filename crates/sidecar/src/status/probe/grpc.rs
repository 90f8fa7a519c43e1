//! A probe by gRPC's health service, as the kubelet does it.
//!
//! Source: gRPC's health checking protocol; Kubernetes pkg/probe/grpc/grpc.go.

use channel::Http2;
use envoy_api::grpc::health::v1::health_check_response::ServingStatus;
use envoy_api::grpc::health::v1::{HealthCheckRequest, HealthCheckResponse};
use envoy_api::method::HEALTH_CHECK;
use hyper::client::conn::http2;
use hyper::header::{HeaderValue, USER_AGENT};
use hyper::http::uri::PathAndQuery;
use hyper::{StatusCode, Uri};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tonic::client::Grpc;
use tonic::{Code, Status};
use tonic_prost::ProstCodec;

use super::dial::Dial;
use crate::status::answer::{Answer, empty};

/// Asks for the health of a service, in the name of this user agent.
///
/// # Errors
/// It does not serve, or there is no answer.
pub(super) async fn check(dial: Dial, service: &str, agent: Option<&HeaderValue>) -> Result<Answer, String> {
    let stream = dial.connect().await?;
    let shaken = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await;
    let (sender, connection) =
        shaken.map_err(|error| format!("{} does not speak HTTP/2: {error}", dial.to))?;
    tokio::spawn(connection);
    let origin = Uri::builder().scheme("http").authority(dial.to.to_string()).path_and_query("/").build();
    let origin = origin.map_err(|error| error.to_string())?;
    let mut request = tonic::Request::new(HealthCheckRequest { service: service.to_owned() });
    if let Some(agent) = agent {
        let headers = std::iter::once((USER_AGENT, agent.clone())).collect();
        *request.metadata_mut() = tonic::metadata::MetadataMap::from_headers(headers);
    }
    let mut client = Grpc::with_origin(Http2(sender), origin);
    client.ready().await.map_err(|error| error.to_string())?;
    let codec = ProstCodec::<HealthCheckRequest, HealthCheckResponse>::new();
    let answer = client.unary(request, PathAndQuery::from_static(HEALTH_CHECK), codec).await;
    match answer.map_err(why)?.into_inner().status() {
        ServingStatus::Serving => Ok(empty(StatusCode::OK)),
        status => Err(format!("service {service:?} is {}", status.as_str_name())),
    }
}

fn why(status: Status) -> String {
    match status.code() {
        Code::Unimplemented => {
            "server does not implement the grpc health protocol (grpc.health.v1.Health)".to_owned()
        }
        code => format!("{code:?}: {}", status.message()),
    }
}
