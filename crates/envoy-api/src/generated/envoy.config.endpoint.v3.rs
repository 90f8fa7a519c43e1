// Generated from the files in `proto` by `generate`. Do not edit.

/// Where a workload is reached.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Endpoint {
    /// Its address.
    #[prost(message, optional, tag = "1")]
    pub address: ::core::option::Option<super::super::core::v3::Address>,
    /// The name of its host.
    #[prost(string, tag = "3")]
    pub hostname: ::prost::alloc::string::String,
}
impl ::prost::Name for Endpoint {
    const NAME: &'static str = "Endpoint";
    const PACKAGE: &'static str = "envoy.config.endpoint.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.endpoint.v3.Endpoint".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.endpoint.v3.Endpoint".into()
    }
}
/// An endpoint among others.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LbEndpoint {
    /// Whether it may be used.
    #[prost(enumeration = "super::super::core::v3::HealthStatus", tag = "2")]
    pub health_status: i32,
    /// What is said of it, such as which transport socket is for it.
    #[prost(message, optional, tag = "3")]
    pub metadata: ::core::option::Option<super::super::core::v3::Metadata>,
    /// Its share of the load.
    #[prost(message, optional, tag = "4")]
    pub load_balancing_weight: ::core::option::Option<u32>,
    /// The endpoint.
    #[prost(oneof = "lb_endpoint::HostIdentifier", tags = "1")]
    pub host_identifier: ::core::option::Option<lb_endpoint::HostIdentifier>,
}
/// Nested message and enum types in `LbEndpoint`.
pub mod lb_endpoint {
    /// The endpoint.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum HostIdentifier {
        /// Where it is reached.
        #[prost(message, tag = "1")]
        Endpoint(super::Endpoint),
    }
}
impl ::prost::Name for LbEndpoint {
    const NAME: &'static str = "LbEndpoint";
    const PACKAGE: &'static str = "envoy.config.endpoint.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.endpoint.v3.LbEndpoint".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.endpoint.v3.LbEndpoint".into()
    }
}
/// The endpoints of a place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LocalityLbEndpoints {
    /// The place.
    #[prost(message, optional, tag = "1")]
    pub locality: ::core::option::Option<super::super::core::v3::Locality>,
    /// The endpoints.
    #[prost(message, repeated, tag = "2")]
    pub lb_endpoints: ::prost::alloc::vec::Vec<LbEndpoint>,
    /// The share that the place has of the load.
    #[prost(message, optional, tag = "3")]
    pub load_balancing_weight: ::core::option::Option<u32>,
    /// Zero is the best one, others are used when those before them do not suffice.
    #[prost(uint32, tag = "5")]
    pub priority: u32,
}
impl ::prost::Name for LocalityLbEndpoints {
    const NAME: &'static str = "LocalityLbEndpoints";
    const PACKAGE: &'static str = "envoy.config.endpoint.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.endpoint.v3.LocalityLbEndpoints".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.endpoint.v3.LocalityLbEndpoints".into()
    }
}
/// The endpoints of a cluster.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ClusterLoadAssignment {
    /// The cluster, by the name that it has for its endpoints.
    #[prost(string, tag = "1")]
    pub cluster_name: ::prost::alloc::string::String,
    /// The endpoints, by place.
    #[prost(message, repeated, tag = "2")]
    pub endpoints: ::prost::alloc::vec::Vec<LocalityLbEndpoints>,
    /// How they are used.
    #[prost(message, optional, tag = "4")]
    pub policy: ::core::option::Option<cluster_load_assignment::Policy>,
}
/// Nested message and enum types in `ClusterLoadAssignment`.
pub mod cluster_load_assignment {
    /// How the endpoints are used.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Policy {
        /// How much more than it needs a priority is taken to bear, in percent; 140 if absent.
        #[prost(message, optional, tag = "3")]
        pub overprovisioning_factor: ::core::option::Option<u32>,
    }
    impl ::prost::Name for Policy {
        const NAME: &'static str = "Policy";
        const PACKAGE: &'static str = "envoy.config.endpoint.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.endpoint.v3.ClusterLoadAssignment.Policy".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment.Policy"
                .into()
        }
    }
}
impl ::prost::Name for ClusterLoadAssignment {
    const NAME: &'static str = "ClusterLoadAssignment";
    const PACKAGE: &'static str = "envoy.config.endpoint.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.endpoint.v3.ClusterLoadAssignment".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment".into()
    }
}
