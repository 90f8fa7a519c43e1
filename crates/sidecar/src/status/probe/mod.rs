//! The application's probes: asked as the kubelet would, from an address that the capture's rules let pass to the application.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/status/server.go, handleAppProbe.

mod dial;
mod grpc;
mod web;

use std::net::IpAddr;

use agent::probes::{Kind, Probe};
use hyper::body::Incoming;
use hyper::{Request, StatusCode};
use tokio::time::timeout;

use super::Site;
use super::answer::{Answer, empty, text};
use dial::Dial;

/// How probes are asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Probing {
    /// Where the application is: the pod's address, or loopback.
    pub(crate) target: IpAddr,
    /// Whether applications with TLS are offered HTTP/2.
    pub(crate) http2: bool,
}

/// Asks the application what the path stands for, and answers with what it said.
pub(super) async fn answer(request: &Request<Incoming>, site: &Site) -> Answer {
    let path = request.uri().path();
    let Some(Probe { kind, timeout: time }) = site.answers.probes.get(path) else {
        tracing::debug!("there is no probe {path}");
        return text(StatusCode::BAD_REQUEST, format!("app prober config does not exists for {path}"));
    };
    let asked = async {
        match kind {
            Kind::Tcp { port } => {
                Dial::to(site.answers.probing.target, *port).connect().await.map(|_| empty(StatusCode::OK))
            }
            Kind::Grpc { port, service } => {
                let agent = request.headers().get(hyper::header::USER_AGENT);
                grpc::check(Dial::to(site.answers.probing.target, *port), service, agent).await
            }
            Kind::Http { path, port, tls } => {
                let get = web::Get {
                    path,
                    port: *port,
                    tls: *tls,
                    http2: site.answers.probing.http2,
                    status_port: site.answers.port,
                };
                web::get(site.answers.probing.target, get, request).await
            }
        }
    };
    match timeout(*time, asked).await.unwrap_or_else(|_| Err(format!("no answer within {time:?}"))) {
        Ok(answer) => answer,
        Err(why) => {
            tracing::warn!("probe {path} failed: {why}");
            empty(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
