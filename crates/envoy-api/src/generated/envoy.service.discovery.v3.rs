// Generated from the files in `proto` by `generate`. Do not edit.

/// State of the world: a question for all resources of a type, or the acknowledgement of an answer.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DiscoveryRequest {
    /// The version of what the client has.
    #[prost(string, tag = "1")]
    pub version_info: ::prost::alloc::string::String,
    /// Who asks; only the first request of a stream has to say it.
    #[prost(message, optional, tag = "2")]
    pub node: ::core::option::Option<super::super::super::config::core::v3::Node>,
    /// Which resources; all if empty.
    #[prost(string, repeated, tag = "3")]
    pub resource_names: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// Their type.
    #[prost(string, tag = "4")]
    pub type_url: ::prost::alloc::string::String,
    /// Which answer is acknowledged.
    #[prost(string, tag = "5")]
    pub response_nonce: ::prost::alloc::string::String,
    /// Why that answer is not taken.
    #[prost(message, optional, tag = "6")]
    pub error_detail: ::core::option::Option<
        super::super::super::super::google::rpc::Status,
    >,
}
impl ::prost::Name for DiscoveryRequest {
    const NAME: &'static str = "DiscoveryRequest";
    const PACKAGE: &'static str = "envoy.service.discovery.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.service.discovery.v3.DiscoveryRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.service.discovery.v3.DiscoveryRequest".into()
    }
}
/// State of the world: all resources of a type that were asked for.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DiscoveryResponse {
    /// Their version.
    #[prost(string, tag = "1")]
    pub version_info: ::prost::alloc::string::String,
    /// The resources.
    #[prost(message, repeated, tag = "2")]
    pub resources: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Their type.
    #[prost(string, tag = "4")]
    pub type_url: ::prost::alloc::string::String,
    /// What names this answer in its acknowledgement.
    #[prost(string, tag = "5")]
    pub nonce: ::prost::alloc::string::String,
    /// Who answers.
    #[prost(message, optional, tag = "6")]
    pub control_plane: ::core::option::Option<
        super::super::super::config::core::v3::ControlPlane,
    >,
}
impl ::prost::Name for DiscoveryResponse {
    const NAME: &'static str = "DiscoveryResponse";
    const PACKAGE: &'static str = "envoy.service.discovery.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.service.discovery.v3.DiscoveryResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.service.discovery.v3.DiscoveryResponse".into()
    }
}
/// Changes: what a client is interested in, or the acknowledgement of an answer.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DeltaDiscoveryRequest {
    /// Who asks; only the first request of a stream has to say it.
    #[prost(message, optional, tag = "1")]
    pub node: ::core::option::Option<super::super::super::config::core::v3::Node>,
    /// The type of the resources.
    #[prost(string, tag = "2")]
    pub type_url: ::prost::alloc::string::String,
    /// Names that the client wants from now on; `*` and, in the first request, none mean all.
    #[prost(string, repeated, tag = "3")]
    pub resource_names_subscribe: ::prost::alloc::vec::Vec<
        ::prost::alloc::string::String,
    >,
    /// Names that it wants no more.
    #[prost(string, repeated, tag = "4")]
    pub resource_names_unsubscribe: ::prost::alloc::vec::Vec<
        ::prost::alloc::string::String,
    >,
    /// In the first request of a stream, what the client has from an earlier one: versions by name.
    #[prost(btree_map = "string, string", tag = "5")]
    pub initial_resource_versions: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
    /// Which answer is acknowledged.
    #[prost(string, tag = "6")]
    pub response_nonce: ::prost::alloc::string::String,
    /// Why that answer is not taken.
    #[prost(message, optional, tag = "7")]
    pub error_detail: ::core::option::Option<
        super::super::super::super::google::rpc::Status,
    >,
}
impl ::prost::Name for DeltaDiscoveryRequest {
    const NAME: &'static str = "DeltaDiscoveryRequest";
    const PACKAGE: &'static str = "envoy.service.discovery.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.service.discovery.v3.DeltaDiscoveryRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.service.discovery.v3.DeltaDiscoveryRequest".into()
    }
}
/// Changes: resources that are new, changed or gone.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DeltaDiscoveryResponse {
    /// The version of the whole, for people.
    #[prost(string, tag = "1")]
    pub system_version_info: ::prost::alloc::string::String,
    /// Resources that are new or changed.
    #[prost(message, repeated, tag = "2")]
    pub resources: ::prost::alloc::vec::Vec<Resource>,
    /// Their type.
    #[prost(string, tag = "4")]
    pub type_url: ::prost::alloc::string::String,
    /// Names of resources that are gone.
    #[prost(string, repeated, tag = "6")]
    pub removed_resources: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// What names this answer in its acknowledgement.
    #[prost(string, tag = "5")]
    pub nonce: ::prost::alloc::string::String,
    /// Who answers.
    #[prost(message, optional, tag = "7")]
    pub control_plane: ::core::option::Option<
        super::super::super::config::core::v3::ControlPlane,
    >,
}
impl ::prost::Name for DeltaDiscoveryResponse {
    const NAME: &'static str = "DeltaDiscoveryResponse";
    const PACKAGE: &'static str = "envoy.service.discovery.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.service.discovery.v3.DeltaDiscoveryResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.service.discovery.v3.DeltaDiscoveryResponse".into()
    }
}
/// A resource with its name and version.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Resource {
    /// Its name.
    #[prost(string, tag = "3")]
    pub name: ::prost::alloc::string::String,
    /// Its version.
    #[prost(string, tag = "1")]
    pub version: ::prost::alloc::string::String,
    /// The resource.
    #[prost(message, optional, tag = "2")]
    pub resource: ::core::option::Option<::prost_types::Any>,
}
impl ::prost::Name for Resource {
    const NAME: &'static str = "Resource";
    const PACKAGE: &'static str = "envoy.service.discovery.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.service.discovery.v3.Resource".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.service.discovery.v3.Resource".into()
    }
}
