// Generated from the files in `proto` by `generate`. Do not edit.

/// Where something runs.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Locality {
    /// The region.
    #[prost(string, tag = "1")]
    pub region: ::prost::alloc::string::String,
    /// The zone of the region.
    #[prost(string, tag = "2")]
    pub zone: ::prost::alloc::string::String,
    /// The part of the zone.
    #[prost(string, tag = "3")]
    pub sub_zone: ::prost::alloc::string::String,
}
impl ::prost::Name for Locality {
    const NAME: &'static str = "Locality";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.Locality".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.Locality".into()
    }
}
/// Who asks.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Node {
    /// Its name; Istio has it as `TYPE~IP~POD.NAMESPACE~NAMESPACE.svc.DOMAIN`.
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    /// The cluster that it belongs to, for statistics.
    #[prost(string, tag = "2")]
    pub cluster: ::prost::alloc::string::String,
    /// What else it says of itself.
    #[prost(message, optional, tag = "3")]
    pub metadata: ::core::option::Option<::prost_types::Struct>,
    /// Where it runs.
    #[prost(message, optional, tag = "4")]
    pub locality: ::core::option::Option<Locality>,
}
impl ::prost::Name for Node {
    const NAME: &'static str = "Node";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.Node".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.Node".into()
    }
}
/// Who answers.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ControlPlane {
    /// Its name; Istio has JSON here: component, pod and build.
    #[prost(string, tag = "1")]
    pub identifier: ::prost::alloc::string::String,
}
impl ::prost::Name for ControlPlane {
    const NAME: &'static str = "ControlPlane";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.ControlPlane".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.ControlPlane".into()
    }
}
/// A place that packets are sent to or taken at.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SocketAddress {
    /// The protocol above IP.
    #[prost(enumeration = "socket_address::Protocol", tag = "1")]
    pub protocol: i32,
    /// An address of IP; a host's name where a cluster is resolved by DNS.
    #[prost(string, tag = "2")]
    pub address: ::prost::alloc::string::String,
    /// Which port.
    #[prost(oneof = "socket_address::PortSpecifier", tags = "3")]
    pub port_specifier: ::core::option::Option<socket_address::PortSpecifier>,
}
/// Nested message and enum types in `SocketAddress`.
pub mod socket_address {
    /// Protocols above IP.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum Protocol {
        /// TCP.
        Tcp = 0,
        /// UDP.
        Udp = 1,
    }
    impl Protocol {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Tcp => "TCP",
                Self::Udp => "UDP",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "TCP" => Some(Self::Tcp),
                "UDP" => Some(Self::Udp),
                _ => None,
            }
        }
    }
    /// Which port.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum PortSpecifier {
        /// Its number.
        #[prost(uint32, tag = "3")]
        PortValue(u32),
    }
}
impl ::prost::Name for SocketAddress {
    const NAME: &'static str = "SocketAddress";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.SocketAddress".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.SocketAddress".into()
    }
}
/// A socket of the file system.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Pipe {
    /// Its path.
    #[prost(string, tag = "1")]
    pub path: ::prost::alloc::string::String,
}
impl ::prost::Name for Pipe {
    const NAME: &'static str = "Pipe";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.Pipe".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.Pipe".into()
    }
}
/// An address of any kind.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Address {
    /// Its kind.
    #[prost(oneof = "address::Address", tags = "1, 2")]
    pub address: ::core::option::Option<address::Address>,
}
/// Nested message and enum types in `Address`.
pub mod address {
    /// Its kind.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Address {
        /// Of the network.
        #[prost(message, tag = "1")]
        SocketAddress(super::SocketAddress),
        /// Of the file system.
        #[prost(message, tag = "2")]
        Pipe(super::Pipe),
    }
}
impl ::prost::Name for Address {
    const NAME: &'static str = "Address";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.Address".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.Address".into()
    }
}
/// A range of addresses of IP.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CidrRange {
    /// An address of the range.
    #[prost(string, tag = "1")]
    pub address_prefix: ::prost::alloc::string::String,
    /// How many of its leading bits all addresses of the range share.
    #[prost(message, optional, tag = "2")]
    pub prefix_len: ::core::option::Option<u32>,
}
impl ::prost::Name for CidrRange {
    const NAME: &'static str = "CidrRange";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.CidrRange".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.CidrRange".into()
    }
}
/// An option of a socket.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SocketOption {
    /// What the option is for, for people.
    #[prost(string, tag = "1")]
    pub description: ::prost::alloc::string::String,
    /// The level, as `setsockopt` takes it.
    #[prost(int64, tag = "2")]
    pub level: i64,
    /// The option, as `setsockopt` takes it.
    #[prost(int64, tag = "3")]
    pub name: i64,
    /// When it is set.
    #[prost(enumeration = "socket_option::SocketState", tag = "6")]
    pub state: i32,
    /// Its value.
    #[prost(oneof = "socket_option::Value", tags = "4, 5")]
    pub value: ::core::option::Option<socket_option::Value>,
}
/// Nested message and enum types in `SocketOption`.
pub mod socket_option {
    /// When an option is set.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum SocketState {
        /// Before the socket is bound.
        StatePrebind = 0,
        /// After the socket was bound.
        StateBound = 1,
        /// After the socket began to listen.
        StateListening = 2,
    }
    impl SocketState {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::StatePrebind => "STATE_PREBIND",
                Self::StateBound => "STATE_BOUND",
                Self::StateListening => "STATE_LISTENING",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "STATE_PREBIND" => Some(Self::StatePrebind),
                "STATE_BOUND" => Some(Self::StateBound),
                "STATE_LISTENING" => Some(Self::StateListening),
                _ => None,
            }
        }
    }
    /// Its value.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Value {
        /// A number.
        #[prost(int64, tag = "4")]
        IntValue(i64),
        /// Bytes.
        #[prost(bytes, tag = "5")]
        BufValue(::prost::alloc::vec::Vec<u8>),
    }
}
impl ::prost::Name for SocketOption {
    const NAME: &'static str = "SocketOption";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.SocketOption".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.SocketOption".into()
    }
}
/// Another address that connections come from.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExtraSourceAddress {
    /// The address.
    #[prost(message, optional, tag = "1")]
    pub address: ::core::option::Option<SocketAddress>,
}
impl ::prost::Name for ExtraSourceAddress {
    const NAME: &'static str = "ExtraSourceAddress";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.ExtraSourceAddress".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.ExtraSourceAddress".into()
    }
}
/// Where connections come from.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BindConfig {
    /// Their source address.
    #[prost(message, optional, tag = "1")]
    pub source_address: ::core::option::Option<SocketAddress>,
    /// Whether that may be an address that the host does not have.
    #[prost(message, optional, tag = "2")]
    pub freebind: ::core::option::Option<bool>,
    /// Options of their sockets.
    #[prost(message, repeated, tag = "3")]
    pub socket_options: ::prost::alloc::vec::Vec<SocketOption>,
    /// Addresses for destinations that the first one cannot reach, as of another family.
    #[prost(message, repeated, tag = "5")]
    pub extra_source_addresses: ::prost::alloc::vec::Vec<ExtraSourceAddress>,
}
impl ::prost::Name for BindConfig {
    const NAME: &'static str = "BindConfig";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.BindConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.BindConfig".into()
    }
}
/// What a connection's keepalive does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TcpKeepalive {
    /// After how many probes without an answer the connection is given up.
    #[prost(message, optional, tag = "1")]
    pub keepalive_probes: ::core::option::Option<u32>,
    /// After how many idle seconds the first probe is sent.
    #[prost(message, optional, tag = "2")]
    pub keepalive_time: ::core::option::Option<u32>,
    /// How many seconds lie between probes.
    #[prost(message, optional, tag = "3")]
    pub keepalive_interval: ::core::option::Option<u32>,
}
impl ::prost::Name for TcpKeepalive {
    const NAME: &'static str = "TcpKeepalive";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.TcpKeepalive".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.TcpKeepalive".into()
    }
}
/// What filters are told of a part of the configuration.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Metadata {
    /// By the name of the filter that reads it.
    #[prost(btree_map = "string, message", tag = "1")]
    pub filter_metadata: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Struct,
    >,
}
impl ::prost::Name for Metadata {
    const NAME: &'static str = "Metadata";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.Metadata".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.Metadata".into()
    }
}
/// How connections are wrapped.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TransportSocket {
    /// The name of the extension.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Its configuration.
    #[prost(oneof = "transport_socket::ConfigType", tags = "3")]
    pub config_type: ::core::option::Option<transport_socket::ConfigType>,
}
/// Nested message and enum types in `TransportSocket`.
pub mod transport_socket {
    /// Its configuration.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ConfigType {
        /// As a message of the extension's.
        #[prost(message, tag = "3")]
        TypedConfig(::prost_types::Any),
    }
}
impl ::prost::Name for TransportSocket {
    const NAME: &'static str = "TransportSocket";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.TransportSocket".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.TransportSocket".into()
    }
}
/// An extension and its configuration.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TypedExtensionConfig {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Its configuration.
    #[prost(message, optional, tag = "2")]
    pub typed_config: ::core::option::Option<::prost_types::Any>,
}
impl ::prost::Name for TypedExtensionConfig {
    const NAME: &'static str = "TypedExtensionConfig";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.TypedExtensionConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig".into()
    }
}
/// Resources come by the stream that carries all types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AggregatedConfigSource {}
impl ::prost::Name for AggregatedConfigSource {
    const NAME: &'static str = "AggregatedConfigSource";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.AggregatedConfigSource".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.AggregatedConfigSource".into()
    }
}
/// Where a service of gRPC is.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrpcService {
    /// How long a request may take.
    #[prost(message, optional, tag = "3")]
    pub timeout: ::core::option::Option<::prost_types::Duration>,
    /// Which client is used.
    #[prost(oneof = "grpc_service::TargetSpecifier", tags = "1")]
    pub target_specifier: ::core::option::Option<grpc_service::TargetSpecifier>,
}
/// Nested message and enum types in `GrpcService`.
pub mod grpc_service {
    /// By Envoy's own client.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct EnvoyGrpc {
        /// A cluster of Envoy's.
        #[prost(string, tag = "1")]
        pub cluster_name: ::prost::alloc::string::String,
    }
    impl ::prost::Name for EnvoyGrpc {
        const NAME: &'static str = "EnvoyGrpc";
        const PACKAGE: &'static str = "envoy.config.core.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.core.v3.GrpcService.EnvoyGrpc".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.core.v3.GrpcService.EnvoyGrpc".into()
        }
    }
    /// Which client is used.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum TargetSpecifier {
        /// Envoy's own.
        #[prost(message, tag = "1")]
        EnvoyGrpc(EnvoyGrpc),
    }
}
impl ::prost::Name for GrpcService {
    const NAME: &'static str = "GrpcService";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.GrpcService".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.GrpcService".into()
    }
}
/// A server of resources.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ApiConfigSource {
    /// How it is asked.
    #[prost(enumeration = "api_config_source::ApiType", tag = "1")]
    pub api_type: i32,
    /// The version of the messages of the stream.
    #[prost(enumeration = "ApiVersion", tag = "8")]
    pub transport_api_version: i32,
    /// Where it is.
    #[prost(message, repeated, tag = "4")]
    pub grpc_services: ::prost::alloc::vec::Vec<GrpcService>,
    /// Whether only the first request says who asks.
    #[prost(bool, tag = "7")]
    pub set_node_on_first_message_only: bool,
}
/// Nested message and enum types in `ApiConfigSource`.
pub mod api_config_source {
    /// How it is asked.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum ApiType {
        /// Not to be used.
        DeprecatedAndUnavailableDoNotUse = 0,
        /// By polling.
        Rest = 1,
        /// By a stream, as the state of the world.
        Grpc = 2,
        /// By a stream, as changes.
        DeltaGrpc = 3,
        /// By the stream of all types, as the state of the world.
        AggregatedGrpc = 5,
        /// By the stream of all types, as changes.
        AggregatedDeltaGrpc = 6,
    }
    impl ApiType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::DeprecatedAndUnavailableDoNotUse => {
                    "DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE"
                }
                Self::Rest => "REST",
                Self::Grpc => "GRPC",
                Self::DeltaGrpc => "DELTA_GRPC",
                Self::AggregatedGrpc => "AGGREGATED_GRPC",
                Self::AggregatedDeltaGrpc => "AGGREGATED_DELTA_GRPC",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE" => {
                    Some(Self::DeprecatedAndUnavailableDoNotUse)
                }
                "REST" => Some(Self::Rest),
                "GRPC" => Some(Self::Grpc),
                "DELTA_GRPC" => Some(Self::DeltaGrpc),
                "AGGREGATED_GRPC" => Some(Self::AggregatedGrpc),
                "AGGREGATED_DELTA_GRPC" => Some(Self::AggregatedDeltaGrpc),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for ApiConfigSource {
    const NAME: &'static str = "ApiConfigSource";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.ApiConfigSource".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.ApiConfigSource".into()
    }
}
/// Where resources come from.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConfigSource {
    /// How long Envoy waits for a resource at first; without end if zero.
    #[prost(message, optional, tag = "4")]
    pub initial_fetch_timeout: ::core::option::Option<::prost_types::Duration>,
    /// The version of the resources.
    #[prost(enumeration = "ApiVersion", tag = "6")]
    pub resource_api_version: i32,
    /// The source.
    #[prost(oneof = "config_source::ConfigSourceSpecifier", tags = "2, 3")]
    pub config_source_specifier: ::core::option::Option<
        config_source::ConfigSourceSpecifier,
    >,
}
/// Nested message and enum types in `ConfigSource`.
pub mod config_source {
    /// The source.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum ConfigSourceSpecifier {
        /// A server.
        #[prost(message, tag = "2")]
        ApiConfigSource(super::ApiConfigSource),
        /// The stream that carries all types.
        #[prost(message, tag = "3")]
        Ads(super::AggregatedConfigSource),
    }
}
impl ::prost::Name for ConfigSource {
    const NAME: &'static str = "ConfigSource";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.ConfigSource".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.ConfigSource".into()
    }
}
/// Data from somewhere.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
#[prost(skip_debug)]
pub struct DataSource {
    /// The data, or where it is.
    #[prost(oneof = "data_source::Specifier", tags = "1, 2, 3, 4")]
    pub specifier: ::core::option::Option<data_source::Specifier>,
}
/// Nested message and enum types in `DataSource`.
pub mod data_source {
    /// The data, or where it is.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    #[prost(skip_debug)]
    pub enum Specifier {
        /// The path of a file.
        #[prost(string, tag = "1")]
        Filename(::prost::alloc::string::String),
        /// Bytes.
        #[prost(bytes, tag = "2")]
        InlineBytes(::prost::alloc::vec::Vec<u8>),
        /// Text.
        #[prost(string, tag = "3")]
        InlineString(::prost::alloc::string::String),
        /// The name of a variable of the environment.
        #[prost(string, tag = "4")]
        EnvironmentVariable(::prost::alloc::string::String),
    }
}
impl ::prost::Name for DataSource {
    const NAME: &'static str = "DataSource";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.DataSource".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.DataSource".into()
    }
}
/// A text, parts of which are filled in.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SubstitutionFormatString {
    /// Whether parts that have no value are left out.
    #[prost(bool, tag = "3")]
    pub omit_empty_values: bool,
    /// The text.
    #[prost(oneof = "substitution_format_string::Format", tags = "1, 2, 5")]
    pub format: ::core::option::Option<substitution_format_string::Format>,
}
/// Nested message and enum types in `SubstitutionFormatString`.
pub mod substitution_format_string {
    /// The text.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Format {
        /// As a line.
        #[prost(string, tag = "1")]
        TextFormat(::prost::alloc::string::String),
        /// As the members of an object of JSON.
        #[prost(message, tag = "2")]
        JsonFormat(::prost_types::Struct),
        /// As data.
        #[prost(message, tag = "5")]
        TextFormatSource(super::DataSource),
    }
}
impl ::prost::Name for SubstitutionFormatString {
    const NAME: &'static str = "SubstitutionFormatString";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.SubstitutionFormatString".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.SubstitutionFormatString".into()
    }
}
/// A header.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HeaderValue {
    /// Its name.
    #[prost(string, tag = "1")]
    pub key: ::prost::alloc::string::String,
    /// Its value.
    #[prost(string, tag = "2")]
    pub value: ::prost::alloc::string::String,
}
impl ::prost::Name for HeaderValue {
    const NAME: &'static str = "HeaderValue";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.HeaderValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.HeaderValue".into()
    }
}
/// A header that is set or added.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HeaderValueOption {
    /// The header.
    #[prost(message, optional, tag = "1")]
    pub header: ::core::option::Option<HeaderValue>,
    /// What becomes of one that is there.
    #[prost(enumeration = "header_value_option::HeaderAppendAction", tag = "3")]
    pub append_action: i32,
}
/// Nested message and enum types in `HeaderValueOption`.
pub mod header_value_option {
    /// What becomes of a header that is there.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum HeaderAppendAction {
        /// It stays, and the new one follows it.
        AppendIfExistsOrAdd = 0,
        /// It stays, and the new one is not added.
        AddIfAbsent = 1,
        /// The new one replaces it.
        OverwriteIfExistsOrAdd = 2,
        /// The new one replaces it; none is added where none was.
        OverwriteIfExists = 3,
    }
    impl HeaderAppendAction {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::AppendIfExistsOrAdd => "APPEND_IF_EXISTS_OR_ADD",
                Self::AddIfAbsent => "ADD_IF_ABSENT",
                Self::OverwriteIfExistsOrAdd => "OVERWRITE_IF_EXISTS_OR_ADD",
                Self::OverwriteIfExists => "OVERWRITE_IF_EXISTS",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "APPEND_IF_EXISTS_OR_ADD" => Some(Self::AppendIfExistsOrAdd),
                "ADD_IF_ABSENT" => Some(Self::AddIfAbsent),
                "OVERWRITE_IF_EXISTS_OR_ADD" => Some(Self::OverwriteIfExistsOrAdd),
                "OVERWRITE_IF_EXISTS" => Some(Self::OverwriteIfExists),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for HeaderValueOption {
    const NAME: &'static str = "HeaderValueOption";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.HeaderValueOption".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.HeaderValueOption".into()
    }
}
/// Options of HTTP whatever its version.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HttpProtocolOptions {
    /// After which time a connection without requests is closed.
    #[prost(message, optional, tag = "1")]
    pub idle_timeout: ::core::option::Option<::prost_types::Duration>,
    /// After which time a connection is closed.
    #[prost(message, optional, tag = "3")]
    pub max_connection_duration: ::core::option::Option<::prost_types::Duration>,
    /// After how many requests a connection is closed.
    #[prost(message, optional, tag = "6")]
    pub max_requests_per_connection: ::core::option::Option<u32>,
}
impl ::prost::Name for HttpProtocolOptions {
    const NAME: &'static str = "HttpProtocolOptions";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.HttpProtocolOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.HttpProtocolOptions".into()
    }
}
/// Options of HTTP/1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Http1ProtocolOptions {
    /// Whether HTTP/1.0 is taken.
    #[prost(bool, tag = "2")]
    pub accept_http_10: bool,
}
impl ::prost::Name for Http1ProtocolOptions {
    const NAME: &'static str = "Http1ProtocolOptions";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.Http1ProtocolOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.Http1ProtocolOptions".into()
    }
}
/// Options of HTTP/2.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Http2ProtocolOptions {
    /// How many streams a connection may have at once.
    #[prost(message, optional, tag = "2")]
    pub max_concurrent_streams: ::core::option::Option<u32>,
    /// How many bytes of a stream may be under way.
    #[prost(message, optional, tag = "3")]
    pub initial_stream_window_size: ::core::option::Option<u32>,
    /// How many bytes of a connection may be under way.
    #[prost(message, optional, tag = "4")]
    pub initial_connection_window_size: ::core::option::Option<u32>,
    /// Whether CONNECT is taken.
    #[prost(bool, tag = "5")]
    pub allow_connect: bool,
}
impl ::prost::Name for Http2ProtocolOptions {
    const NAME: &'static str = "Http2ProtocolOptions";
    const PACKAGE: &'static str = "envoy.config.core.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.core.v3.Http2ProtocolOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.core.v3.Http2ProtocolOptions".into()
    }
}
/// Which way connections go, for statistics and draining.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum TrafficDirection {
    /// It is not said.
    Unspecified = 0,
    /// To the workload.
    Inbound = 1,
    /// From the workload.
    Outbound = 2,
}
impl TrafficDirection {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "UNSPECIFIED",
            Self::Inbound => "INBOUND",
            Self::Outbound => "OUTBOUND",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UNSPECIFIED" => Some(Self::Unspecified),
            "INBOUND" => Some(Self::Inbound),
            "OUTBOUND" => Some(Self::Outbound),
            _ => None,
        }
    }
}
/// Priorities of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum RoutingPriority {
    /// The usual one.
    Default = 0,
    /// Above it.
    High = 1,
}
impl RoutingPriority {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Default => "DEFAULT",
            Self::High => "HIGH",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "DEFAULT" => Some(Self::Default),
            "HIGH" => Some(Self::High),
            _ => None,
        }
    }
}
/// Whether an endpoint may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum HealthStatus {
    /// It is not known, which counts as healthy.
    Unknown = 0,
    /// It may.
    Healthy = 1,
    /// It may not.
    Unhealthy = 2,
    /// It goes away: no new connections.
    Draining = 3,
    /// It did not answer in time.
    Timeout = 4,
    /// It may if there is no better one.
    Degraded = 5,
}
impl HealthStatus {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Healthy => "HEALTHY",
            Self::Unhealthy => "UNHEALTHY",
            Self::Draining => "DRAINING",
            Self::Timeout => "TIMEOUT",
            Self::Degraded => "DEGRADED",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UNKNOWN" => Some(Self::Unknown),
            "HEALTHY" => Some(Self::Healthy),
            "UNHEALTHY" => Some(Self::Unhealthy),
            "DRAINING" => Some(Self::Draining),
            "TIMEOUT" => Some(Self::Timeout),
            "DEGRADED" => Some(Self::Degraded),
            _ => None,
        }
    }
}
/// Versions of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum ApiVersion {
    /// The oldest one; no longer supported by Envoy.
    Auto = 0,
    /// The second one; no longer supported by Envoy.
    V2 = 1,
    /// The third one.
    V3 = 2,
}
impl ApiVersion {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Auto => "AUTO",
            Self::V2 => "V2",
            Self::V3 => "V3",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "AUTO" => Some(Self::Auto),
            "V2" => Some(Self::V2),
            "V3" => Some(Self::V3),
            _ => None,
        }
    }
}
