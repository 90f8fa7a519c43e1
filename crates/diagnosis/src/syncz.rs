//! What an istiod answers to `/debug/syncz`.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

/// A text is no answer to `/debug/syncz`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the answer to /debug/syncz cannot be read: {0}")]
pub struct SynczError(String);

/// A proxy that is connected to the istiod that answers.
///
/// Source: Istio 1.30 pilot/pkg/xds/debug.go, SyncStatus.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Client {
    /// The cluster it is in.
    pub cluster_id: String,
    /// Its pod and namespace, as `POD.NAMESPACE`.
    pub proxy: String,
    /// `sidecar`, `router`, `waypoint` or `ztunnel`.
    pub proxy_type: String,
    /// The version of Istio that it is of.
    pub istio_version: String,
    /// What it was sent, by the URL of the type; releases before 1.24 do not say it.
    pub(crate) resources: Option<BTreeMap<String, Resource>>,
    pub(crate) cluster_sent: String,
    pub(crate) cluster_acked: String,
    pub(crate) listener_sent: String,
    pub(crate) listener_acked: String,
    pub(crate) route_sent: String,
    pub(crate) route_acked: String,
    pub(crate) endpoint_sent: String,
    pub(crate) endpoint_acked: String,
    pub(crate) extensionconfig_sent: String,
    pub(crate) extensionconfig_acked: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Resource {
    pub(crate) sent: String,
    pub(crate) acked: String,
    pub(crate) sent_time: String,
    pub(crate) last_error: String,
}

/// The proxies of an answer, in its order.
///
/// # Errors
/// It is not JSON, or not of this form.
pub fn read(body: &[u8]) -> Result<Vec<Client>, SynczError> {
    // An istiod without proxies may answer `null`.
    let clients: Option<Vec<Client>> = serde_json::from_slice(body).map_err(|e| SynczError(e.to_string()))?;
    Ok(clients.unwrap_or_default())
}
