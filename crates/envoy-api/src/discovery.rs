//! Question and answer: `envoy.service.discovery.v3`, as the state of the world.

use prost::Message;

use crate::{Any, ControlPlane, Node, Status};

/// The path of the stream of questions and answers for all types of resources.
pub const STREAM: &str = "/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources";

/// A question for all resources of a type, or the acknowledgement of an answer.
#[derive(Clone, PartialEq, Message)]
pub struct DiscoveryRequest {
    /// The version of what it has.
    #[prost(string, tag = "1")]
    pub version_info: String,
    /// Who asks; only the first request of a stream has to say it.
    #[prost(message, optional, tag = "2")]
    pub node: Option<Node>,
    /// Which resources; all if empty.
    #[prost(string, repeated, tag = "3")]
    pub resource_names: Vec<String>,
    /// Their type.
    #[prost(string, tag = "4")]
    pub type_url: String,
    /// Which answer is acknowledged.
    #[prost(string, tag = "5")]
    pub response_nonce: String,
    /// Why that answer is not taken.
    #[prost(message, optional, tag = "6")]
    pub error_detail: Option<Status>,
}

/// All resources of a type that were asked for.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct DiscoveryResponse {
    /// Their version.
    #[prost(string, tag = "1")]
    pub version_info: String,
    /// The resources.
    #[prost(message, repeated, tag = "2")]
    pub resources: Vec<Any>,
    /// Their type.
    #[prost(string, tag = "4")]
    pub type_url: String,
    /// What names this answer in its acknowledgement.
    #[prost(string, tag = "5")]
    pub nonce: String,
    /// Who answers.
    #[prost(message, optional, tag = "6")]
    pub control_plane: Option<ControlPlane>,
}
