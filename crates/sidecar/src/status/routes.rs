//! From a path to an answer.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/status/server.go, Run.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use agent::drain::Event;
use hyper::body::Incoming;
use hyper::{Method, Request, StatusCode};

use super::answer::{Answer, empty, json, text};
use super::{Site, page, probe};
use crate::dns::Publisher;

/// Answers one request of this peer.
///
/// # Errors
/// Never: what fails is an answer, too.
pub(super) async fn answer(
    request: Request<Incoming>,
    peer: IpAddr,
    site: Arc<Site>,
) -> Result<Answer, Infallible> {
    let path = request.uri().path();
    Ok(match path {
        "/healthz/ready" => match site.shared.gate.is_ready().await {
            true => empty(StatusCode::OK),
            false => empty(StatusCode::SERVICE_UNAVAILABLE),
        },
        "/stats/prometheus" | "/metrics" => match site.answers.metrics_are_local && !peer.is_loopback() {
            true => forbidden(),
            false => page::answer(&request, site).await,
        },
        "/quitquitquit" => change(&request, peer, &site, Event::QuitRequest).await,
        "/drain" => change(&request, peer, &site, Event::DrainRequest).await,
        path if path.starts_with("/app-health/") || path.starts_with("/app-lifecycle/") => {
            probe::answer(&request, &site).await
        }
        "/debug/ndsz" if !peer.is_loopback() => forbidden(),
        "/debug/ndsz" => names(&site),
        _ => text(StatusCode::NOT_FOUND, "404 page not found\n"),
    })
}

/// The names that the pod's name server answers for.
fn names(site: &Site) -> Answer {
    let names = site.shared.names.as_ref().and_then(Publisher::names);
    match names {
        Some(names) => json(StatusCode::OK, kubeyaml::to_json(&names.document())),
        None => json(StatusCode::NOT_FOUND, "{}"),
    }
}

/// Hands a wish of the pod's own containers to the run loop: who asks is checked first, then how.
async fn change(request: &Request<Incoming>, peer: IpAddr, site: &Site, event: Event) -> Answer {
    if !peer.is_loopback() {
        return forbidden();
    }
    if request.method() != Method::POST {
        return text(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed\n");
    }
    tracing::info!("handling {}", request.uri().path());
    match site.shared.events.send(event).await {
        Ok(()) => text(StatusCode::OK, "OK"),
        // It has ended, and so does this.
        Err(_) => empty(StatusCode::SERVICE_UNAVAILABLE),
    }
}

fn forbidden() -> Answer {
    text(StatusCode::FORBIDDEN, "Only requests from localhost are allowed\n")
}
