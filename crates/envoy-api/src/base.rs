//! Who speaks: `envoy.config.core.v3`.

use prost::Message;

use crate::Struct;

/// Who asks (`envoy.config.core.v3.Node`).
#[derive(Clone, PartialEq, Message)]
pub struct Node {
    /// Its name; Istio has it as `TYPE~IP~POD.NAMESPACE~NAMESPACE.svc.DOMAIN`.
    #[prost(string, tag = "1")]
    pub id: String,
    /// What else it says of itself.
    #[prost(message, optional, tag = "3")]
    pub metadata: Option<Struct>,
}

/// Who answers (`envoy.config.core.v3.ControlPlane`).
#[derive(Clone, PartialEq, Eq, Message)]
pub struct ControlPlane {
    /// Its name; Istio has JSON here: component, pod and build.
    #[prost(string, tag = "1")]
    pub identifier: String,
}
