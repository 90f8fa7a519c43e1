//! One stream of Envoy's, and the connection to the control plane that is for it alone.

use std::sync::Arc;

use bytes::Bytes;
use envoy_api::{method, type_url};
use http::uri::PathAndQuery;
use identity::Token;
use tokio::pin;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::codec::Streaming;
use tonic::{Code, Request, Status};
use xds::{Direction, Forwarded, Notice, Own, Protocol};

use super::codec::Raw;
use super::counts::Counts;
use super::{Learn, News};
use crate::one_line::one_line;
use crate::upstream::Upstream;

/// The longest response. Source: Istio 1.30 pkg/istio-agent/xds_proxy.go, defaultClientMaxReceiveMessageSize.
const LONGEST: usize = 200 << 20;
/// Requests that wait for the control plane. Envoy has one for each type and response; it must not wait for the control plane
/// to read while that waits for Envoy to read.
const WAITING: usize = 10_000;
/// How much of another's words an error or the log repeats.
const WORDS: usize = 2_000;

/// What all streams share.
pub(super) struct Site {
    pub(super) upstream: Upstream,
    /// The types that the agent asks for itself.
    pub(super) own: Vec<&'static str>,
    pub(super) counts: Counts,
    pub(super) learn: Learn,
    /// Envoy accepted clusters.
    pub(super) clusters: Arc<Notify>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("upstream", &self.upstream.address()).finish_non_exhaustive()
    }
}

/// Passes on what both sides say, until one of them ends.
///
/// # Errors
/// The control plane cannot be reached or ended the stream, or one of them does not speak the protocol.
pub(super) async fn run(
    site: &Site,
    protocol: Protocol,
    mut requests: Streaming<Bytes>,
    send: &mpsc::Sender<Result<Bytes, Status>>,
) -> Result<(), Status> {
    let away = |why: &dyn std::fmt::Display| {
        site.counts.failures.inc();
        Status::unavailable(format!("failed to connect to upstream {}: {why}", site.upstream.address()))
    };
    // Read anew each time: others replace it.
    let token = site.upstream.token().map_err(|why| away(&why))?;
    let connection = site.upstream.connect().await.map_err(|why| away(&why))?;
    let mut client = connection.grpc.clone().max_decoding_message_size(LONGEST);
    client.ready().await.map_err(|why| away(&why))?;
    let (up, waiting) = mpsc::channel(WAITING);
    let mut request = Request::new(ReceiverStream::new(waiting));
    *request.metadata_mut() = site.upstream.metadata(token.as_ref());
    let path = match protocol {
        Protocol::Delta => method::DELTA_AGGREGATED_RESOURCES,
        Protocol::World => method::STREAM_AGGREGATED_RESOURCES,
    };
    let call = client.streaming(request, PathAndQuery::from_static(path), Raw);
    pin!(call);
    let mut relay = xds::Relay::new(protocol, site.own.iter().copied());
    let mut responses = None;
    loop {
        tokio::select! {
            request = requests.message() => {
                let Ok(Some(frame)) = request else {
                    site.counts.envoy_terminations.inc();
                    return Ok(());
                };
                let (frames, notices) = relay.envoy(frame).map_err(|e| Status::invalid_argument(e.to_string()))?;
                notices.into_iter().for_each(|notice| note(site, notice));
                pass(frames, &up, None)?;
            }
            // Some servers begin to answer with the first response.
            begun = &mut call, if responses.is_none() => {
                responses = Some(begun.map_err(|e| ended(site, &e, token.as_ref()))?.into_inner());
            }
            Some((permit, response)) = next(responses.as_mut(), send) => {
                let Some(frame) = response.map_err(|e| ended(site, &e, token.as_ref()))? else {
                    site.counts.terminations.inc();
                    return Ok(());
                };
                let passed = relay.control_plane(frame).map_err(|e| Status::internal(e.to_string()))?;
                passed.1.into_iter().for_each(|notice| note(site, notice));
                pass(passed.0, &up, Some(permit))?;
            }
        }
    }
}

/// Room for a response, and then the response: none is taken as long as Envoy does not read.
async fn next<'a>(
    responses: Option<&mut Streaming<Bytes>>,
    send: &'a mpsc::Sender<Result<Bytes, Status>>,
) -> Option<(mpsc::Permit<'a, Result<Bytes, Status>>, Result<Option<Bytes>, Status>)> {
    match responses {
        Some(responses) => {
            let permit = send.reserve().await.ok()?;
            Some((permit, responses.message().await))
        }
        None => std::future::pending().await,
    }
}

fn pass(
    frames: Vec<Forwarded>,
    up: &mpsc::Sender<Bytes>,
    permit: Option<mpsc::Permit<'_, Result<Bytes, Status>>>,
) -> Result<(), Status> {
    let mut permit = permit;
    for (direction, frame) in frames {
        match direction {
            Direction::Up => match up.try_send(frame) {
                // The call has ended; how, is what it says next.
                Ok(()) | Err(TrySendError::Closed(_)) => {}
                Err(TrySendError::Full(_)) => {
                    return Err(Status::resource_exhausted("the control plane does not read its requests"));
                }
            },
            Direction::Down => {
                if let Some(permit) = permit.take() {
                    permit.send(Ok(frame));
                }
            }
        }
    }
    Ok(())
}

/// How the control plane ended a stream, fit for Envoy and the log.
fn ended(site: &Site, status: &Status, token: Option<&Token>) -> Status {
    site.counts.terminations.inc();
    let message = match token {
        Some(token) => status.message().replace(token.expose(), "TOKEN"),
        None => status.message().to_owned(),
    };
    // A connection that broke has a cause; a server that says how it ends has none.
    let is_broken = std::error::Error::source(status).is_some();
    let code = if is_broken && status.code() == Code::Unknown { Code::Unavailable } else { status.code() };
    Status::new(code, one_line(&message, WORDS))
}

/// Counts, logs and tells.
fn note(site: &Site, notice: Notice) {
    match notice {
        Notice::Request { .. } => _ = site.counts.requests.inc(),
        Notice::Response { type_url, resources } => {
            site.counts.responses.inc();
            tracing::debug!("{resources} resources of {type_url}");
        }
        Notice::Accepted { type_url } => {
            if type_url == type_url::CLUSTER {
                site.clusters.notify_one();
            }
            if [type_url::CLUSTER, type_url::LISTENER].contains(&&*type_url) {
                (site.learn)(News::Accepted(type_url));
            }
        }
        Notice::Rejected { type_url, nonce, error } => {
            site.counts.rejected(&type_url);
            tracing::warn!(
                "Envoy refused the response {nonce} of {type_url}, and goes on with what it had: {}",
                one_line(&error, WORDS)
            );
        }
        Notice::Own(Own { type_url: type_url::NAME_TABLE, body }) => (site.learn)(News::Names(body)),
        Notice::Own(Own { body, .. }) => (site.learn)(News::ProxyConfig(body)),
        Notice::OwnRejected { type_url, error } => {
            tracing::warn!("a response of {type_url} cannot be used: {error}");
        }
        Notice::Dropped { type_url } => tracing::error!(
            "Skipping forwarding type url {} to Envoy as is not a valid Envoy type",
            one_line(&type_url, WORDS)
        ),
    }
}
