// Generated from the files in `proto` by `generate`. Do not edit.

/// How a client stands with one of the first types of resource; no longer used by Istio since 1.24.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PerXdsConfig {
    /// Whether it has what it was sent.
    #[prost(enumeration = "ConfigStatus", tag = "1")]
    pub status: i32,
    /// Which type it is.
    #[prost(oneof = "per_xds_config::PerXdsConfig", tags = "2, 3, 4, 6")]
    pub per_xds_config: ::core::option::Option<per_xds_config::PerXdsConfig>,
}
/// Nested message and enum types in `PerXdsConfig`.
pub mod per_xds_config {
    /// Which type it is.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum PerXdsConfig {
        /// Listeners.
        #[prost(message, tag = "2")]
        ListenerConfig(super::super::super::super::admin::v3::ListenersConfigDump),
        /// Clusters.
        #[prost(message, tag = "3")]
        ClusterConfig(super::super::super::super::admin::v3::ClustersConfigDump),
        /// Routes.
        #[prost(message, tag = "4")]
        RouteConfig(super::super::super::super::admin::v3::RoutesConfigDump),
        /// Endpoints.
        #[prost(message, tag = "6")]
        EndpointConfig(super::super::super::super::admin::v3::EndpointsConfigDump),
    }
}
impl ::prost::Name for PerXdsConfig {
    const NAME: &'static str = "PerXdsConfig";
    const PACKAGE: &'static str = "envoy.service.status.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.service.status.v3.PerXdsConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.service.status.v3.PerXdsConfig".into()
    }
}
/// A client and what it was sent.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ClientConfig {
    /// The client.
    #[prost(message, optional, tag = "1")]
    pub node: ::core::option::Option<super::super::super::config::core::v3::Node>,
    /// How it stands, as older servers say it.
    #[prost(message, repeated, tag = "2")]
    pub xds_config: ::prost::alloc::vec::Vec<PerXdsConfig>,
    /// How it stands with each type of resource.
    #[prost(message, repeated, tag = "3")]
    pub generic_xds_configs: ::prost::alloc::vec::Vec<client_config::GenericXdsConfig>,
}
/// Nested message and enum types in `ClientConfig`.
pub mod client_config {
    /// How a client stands with a type of resource.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct GenericXdsConfig {
        /// The type.
        #[prost(string, tag = "1")]
        pub type_url: ::prost::alloc::string::String,
        /// When it was sent something last.
        #[prost(message, optional, tag = "5")]
        pub last_updated: ::core::option::Option<::prost_types::Timestamp>,
        /// Whether it has that.
        #[prost(enumeration = "super::ConfigStatus", tag = "6")]
        pub config_status: i32,
        /// Why it refused it.
        #[prost(message, optional, tag = "8")]
        pub error_state: ::core::option::Option<
            super::super::super::super::admin::v3::UpdateFailureState,
        >,
    }
    impl ::prost::Name for GenericXdsConfig {
        const NAME: &'static str = "GenericXdsConfig";
        const PACKAGE: &'static str = "envoy.service.status.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.service.status.v3.ClientConfig.GenericXdsConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.service.status.v3.ClientConfig.GenericXdsConfig"
                .into()
        }
    }
}
impl ::prost::Name for ClientConfig {
    const NAME: &'static str = "ClientConfig";
    const PACKAGE: &'static str = "envoy.service.status.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.service.status.v3.ClientConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.service.status.v3.ClientConfig".into()
    }
}
/// Whether a client has what it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum ConfigStatus {
    /// It is not said.
    Unknown = 0,
    /// It has it.
    Synced = 1,
    /// Nothing was sent.
    NotSent = 2,
    /// It has not answered yet.
    Stale = 3,
    /// It refused it.
    Error = 4,
}
impl ConfigStatus {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Synced => "SYNCED",
            Self::NotSent => "NOT_SENT",
            Self::Stale => "STALE",
            Self::Error => "ERROR",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UNKNOWN" => Some(Self::Unknown),
            "SYNCED" => Some(Self::Synced),
            "NOT_SENT" => Some(Self::NotSent),
            "STALE" => Some(Self::Stale),
            "ERROR" => Some(Self::Error),
            _ => None,
        }
    }
}
