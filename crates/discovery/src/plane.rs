//! What all connections of a control plane share.

use std::sync::Arc;

use identity::Ca;
use xds::Lists;

use crate::authentication::Authenticator;
use crate::connections::Connections;
use crate::feed::Feed;
use crate::metrics::Metrics;

/// A control plane, as its questioners see it.
#[derive(Clone, Debug)]
pub struct About {
    /// Its own pod, or another name for it.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The commit that it is made of; empty if that is not known.
    pub revision: String,
}

/// What all connections of a control plane share.
pub struct Plane {
    pub(crate) namespace: String,
    pub(crate) about: About,
    /// What it says it is in each response, as istioctl reads it.
    pub(crate) identifier: String,
    pub(crate) feed: Feed,
    pub(crate) ca: Arc<Ca>,
    pub(crate) authenticator: Authenticator,
    pub(crate) connections: Connections,
    pub(crate) metrics: Metrics,
    /// Names that proxies want, which most of them share.
    pub(crate) lists: Lists,
}

impl Plane {
    /// A control plane in a namespace, which serves what `feed` has.
    pub fn new(
        namespace: &str,
        about: About,
        feed: Feed,
        ca: Arc<Ca>,
        authenticator: Authenticator,
    ) -> Plane {
        let info = serde_json::json!({
            "version": about.version,
            "revision": about.revision,
            "status": "Clean",
        });
        // Source: Istio 1.30 pilot/pkg/xds/xdsgen.go, ControlPlaneInstance.
        let identifier = serde_json::json!({ "Component": "istiod", "ID": about.name, "Info": info });
        let metrics = Metrics::new();
        let ends = ca.certificate().not_after.duration_since(std::time::UNIX_EPOCH);
        metrics.root_expires(ends.unwrap_or_default().as_secs_f64());
        Plane {
            namespace: namespace.to_owned(),
            identifier: identifier.to_string(),
            about,
            feed,
            ca,
            authenticator,
            connections: Connections::default(),
            metrics,
            lists: Lists::default(),
        }
    }
}
