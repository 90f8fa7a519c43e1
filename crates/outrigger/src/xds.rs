//! Asking istiods over xDS: those of a cluster, each through a port-forward, or a server at an address.

use cluster::port_forward::PodPort;
use cluster::xds::{Channel, ask_address};
use cluster::{Cluster, ClusterError};
use diagnosis::control_plane::Istiod;
use envoy_api::{DiscoveryRequest, DiscoveryResponse};

use crate::failure::Failure;
use crate::istiods::{self, Found, Which};
use crate::options::xds::{Asked, XdsFlags};

/// What can be asked.
#[derive(Debug)]
pub enum Servers {
    /// Istiods of the cluster.
    Pods {
        /// The istiods.
        found: Found,
        /// How they are spoken to; or why they cannot be.
        channel: Result<Channel, Failure>,
    },
    /// A server at an address.
    At {
        /// The address.
        address: String,
        /// How it is spoken to.
        channel: Channel,
        /// What should be known of the choice.
        notes: Vec<String>,
    },
}

/// Who is asked, and how: the address of the flags, else the istiods of the cluster, else an istiod outside of it that its
/// webhook knows.
///
/// # Errors
/// The API server cannot be asked, or an address cannot be spoken to as the flags say.
pub async fn servers(
    flags: &XdsFlags,
    cluster: &Cluster,
    namespace: &str,
    which: Which<'_>,
) -> Result<Servers, Failure> {
    let revision = match which {
        Which::Of(revision) => Some(revision),
        Which::OfDefault | Which::All => None,
    };
    let asked = Asked { namespace, revision, address: None };
    if let Some(address) = &flags.xds_address {
        return at(flags, Some(cluster), Asked { address: Some(address), ..asked }, Vec::new()).await;
    }
    let label = flags.xds_label.as_deref();
    let found = istiods::find_chosen(cluster, namespace, which, label).await;
    let (found, outside) = found.map_err(|e| Failure::from(&e))?;
    if let Some(address) = outside {
        return at(flags, Some(cluster), Asked { address: Some(&address), ..asked }, found.notes).await;
    }
    let channel = flags.channel(Some(cluster), asked).await;
    Ok(Servers::Pods { found, channel })
}

/// The address of the flags, where no cluster is needed.
///
/// # Errors
/// A file of certificates cannot be used.
pub async fn server_without_cluster(
    flags: &XdsFlags,
    namespace: &str,
    revision: Option<&str>,
) -> Result<Servers, Failure> {
    at(flags, None, Asked { namespace, revision, address: flags.xds_address.as_deref() }, Vec::new()).await
}

async fn at(
    flags: &XdsFlags,
    cluster: Option<&Cluster>,
    asked: Asked<'_>,
    notes: Vec<String>,
) -> Result<Servers, Failure> {
    let channel = flags.channel(cluster, asked).await?;
    Ok(Servers::At { address: asked.address.unwrap_or_default().to_owned(), channel, notes })
}

/// What a pod answers.
///
/// # Errors
/// It cannot be reached, or gives no answer.
pub async fn ask_pod(
    cluster: &Cluster,
    flags: &XdsFlags,
    channel: &Channel,
    istiod: &Istiod,
    request: DiscoveryRequest,
) -> Result<DiscoveryResponse, ClusterError> {
    let port = PodPort { namespace: &istiod.namespace, pod: &istiod.pod, port: flags.port() };
    cluster.ask_pod_by_xds(port, channel, request).await
}

/// What the server at an address answers.
///
/// # Errors
/// It cannot be reached or is not trusted, or gives no answer.
pub async fn ask_at(
    address: &str,
    channel: &Channel,
    request: DiscoveryRequest,
) -> Result<DiscoveryResponse, Failure> {
    ask_address(address, channel, request).await.map_err(|e| {
        Failure::from(&e).hint(
            "--authority is the name in the server's certificate, --cert-dir has the root to trust, --plaintext is for port 15010",
        )
    })
}

/// What stands on standard error where an istiod is asked over HTTP for want of xDS.
pub fn over_http_instead(istiod: &Istiod, why: impl std::fmt::Display) -> String {
    format!(
        "istiod {} is asked over HTTP, on port {}, as xDS gives no answer: {why}",
        istiod.pod, istiod.port
    )
}
