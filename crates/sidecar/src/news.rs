//! What becomes of what the control plane tells the agent itself.

use std::sync::Arc;

use envoy_api::Message;
use envoy_api::istio::mesh::v1alpha1::ProxyConfig;

use crate::certificates::Anchors;
use crate::dns::Publisher;
use crate::gate::Gate;
use crate::relay::{Learn, News};

/// Readiness depends on what Envoy accepted and on the names for DNS; and certificates may be trusted beside those of the CA.
pub(crate) fn learn(gate: Arc<Gate>, anchors: Anchors, names: Option<Publisher>) -> Learn {
    Arc::new(move |news| match news {
        News::Accepted(_) => gate.accepted(),
        News::Names(table) => match names.as_ref().map(|names| names.publish(table.as_deref())) {
            Some(Err(why)) => tracing::warn!("the DNS table cannot be read, the one before it counts: {why}"),
            Some(Ok(())) | None => gate.names(),
        },
        News::ProxyConfig(body) => {
            if let Err(why) = trust(&anchors, &body.unwrap_or_default()) {
                tracing::warn!("certificates of the control plane's proxy config are not trusted: {why}");
            }
        }
    })
}

fn trust(anchors: &Anchors, body: &[u8]) -> Result<(), String> {
    let config = ProxyConfig::decode(body).map_err(|error| error.to_string())?;
    anchors.set(&config.ca_certificates_pem.join("\n"))
}
