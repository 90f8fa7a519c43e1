//! Envoy's node: by what the control plane knows a proxy.

mod cluster;
mod found;
mod locality;
mod metadata;

use kubeyaml::Map;

use crate::settings::Plan;

pub use found::Found;
pub use locality::Locality;

/// Envoy's node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// `TYPE~IP~POD.NAMESPACE~DOMAIN`.
    pub id: String,
    /// The name of its service, for tracing and as the origin of calls.
    pub cluster: String,
    /// Where it runs, as far as labels say; the control plane adds what it knows of the cluster's node.
    pub locality: Locality,
    /// What the control plane decides by.
    pub metadata: Map,
}

impl Node {
    /// The node of a proxy.
    ///
    /// Source: Istio 1.30 pkg/bootstrap/config.go, GetNodeMetaData.
    #[must_use]
    pub fn of(plan: &Plan, found: &Found) -> Node {
        let metadata = metadata::metadata(plan, found);
        Node {
            id: plan.who.node_id.clone(),
            cluster: cluster::cluster(plan, &metadata),
            locality: Locality::of(&metadata),
            metadata,
        }
    }

    /// A text of the metadata; `None` where it is unset or empty.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.metadata.get(key)?.as_str().filter(|text| !text.is_empty())
    }
}
