// Generated from the files in `proto` by `generate`. Do not edit.

/// Limits of what goes on at once.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CircuitBreakers {
    /// The limits of each priority.
    #[prost(message, repeated, tag = "1")]
    pub thresholds: ::prost::alloc::vec::Vec<circuit_breakers::Thresholds>,
}
/// Nested message and enum types in `CircuitBreakers`.
pub mod circuit_breakers {
    /// The limits of a priority.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Thresholds {
        /// The priority.
        #[prost(
            enumeration = "super::super::super::core::v3::RoutingPriority",
            tag = "1"
        )]
        pub priority: i32,
        /// Connections.
        #[prost(message, optional, tag = "2")]
        pub max_connections: ::core::option::Option<u32>,
        /// Requests that wait for a connection.
        #[prost(message, optional, tag = "3")]
        pub max_pending_requests: ::core::option::Option<u32>,
        /// Requests.
        #[prost(message, optional, tag = "4")]
        pub max_requests: ::core::option::Option<u32>,
        /// Repeated requests.
        #[prost(message, optional, tag = "5")]
        pub max_retries: ::core::option::Option<u32>,
        /// Whether statistics say how much is left.
        #[prost(bool, tag = "6")]
        pub track_remaining: bool,
        /// Pools of connections.
        #[prost(message, optional, tag = "7")]
        pub max_connection_pools: ::core::option::Option<u32>,
    }
    impl ::prost::Name for Thresholds {
        const NAME: &'static str = "Thresholds";
        const PACKAGE: &'static str = "envoy.config.cluster.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.cluster.v3.CircuitBreakers.Thresholds".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.cluster.v3.CircuitBreakers.Thresholds"
                .into()
        }
    }
}
impl ::prost::Name for CircuitBreakers {
    const NAME: &'static str = "CircuitBreakers";
    const PACKAGE: &'static str = "envoy.config.cluster.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.cluster.v3.CircuitBreakers".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.cluster.v3.CircuitBreakers".into()
    }
}
/// When an endpoint that fails is left out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OutlierDetection {
    /// After how many answers of 5xx in a row.
    #[prost(message, optional, tag = "1")]
    pub consecutive_5xx: ::core::option::Option<u32>,
    /// How often it is looked at.
    #[prost(message, optional, tag = "2")]
    pub interval: ::core::option::Option<::prost_types::Duration>,
    /// How long it is left out the first time.
    #[prost(message, optional, tag = "3")]
    pub base_ejection_time: ::core::option::Option<::prost_types::Duration>,
    /// How many of a cluster's endpoints may be left out, in percent.
    #[prost(message, optional, tag = "4")]
    pub max_ejection_percent: ::core::option::Option<u32>,
}
impl ::prost::Name for OutlierDetection {
    const NAME: &'static str = "OutlierDetection";
    const PACKAGE: &'static str = "envoy.config.cluster.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.cluster.v3.OutlierDetection".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.cluster.v3.OutlierDetection".into()
    }
}
/// A place to which traffic is sent: a number of endpoints.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Cluster {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Its name in statistics.
    #[prost(string, tag = "28")]
    pub alt_stat_name: ::prost::alloc::string::String,
    /// Where endpoints come from, if by a resource.
    #[prost(message, optional, tag = "3")]
    pub eds_cluster_config: ::core::option::Option<cluster::EdsClusterConfig>,
    /// How long a connection may take to come about.
    #[prost(message, optional, tag = "4")]
    pub connect_timeout: ::core::option::Option<::prost_types::Duration>,
    /// How many bytes a connection may hold back.
    #[prost(message, optional, tag = "5")]
    pub per_connection_buffer_limit_bytes: ::core::option::Option<u32>,
    /// Which endpoint is next.
    #[prost(enumeration = "cluster::LbPolicy", tag = "6")]
    pub lb_policy: i32,
    /// Endpoints that are in the configuration.
    #[prost(message, optional, tag = "33")]
    pub load_assignment: ::core::option::Option<
        super::super::endpoint::v3::ClusterLoadAssignment,
    >,
    /// Limits of what goes on at once.
    #[prost(message, optional, tag = "10")]
    pub circuit_breakers: ::core::option::Option<CircuitBreakers>,
    /// Options of protocols, by the name of the extension that reads them.
    #[prost(btree_map = "string, message", tag = "36")]
    pub typed_extension_protocol_options: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Any,
    >,
    /// How often a host is resolved.
    #[prost(message, optional, tag = "16")]
    pub dns_refresh_rate: ::core::option::Option<::prost_types::Duration>,
    /// Whether DNS says how often.
    #[prost(bool, tag = "39")]
    pub respect_dns_ttl: bool,
    /// Which addresses of a host are used.
    #[prost(enumeration = "cluster::DnsLookupFamily", tag = "17")]
    pub dns_lookup_family: i32,
    /// When an endpoint that fails is left out.
    #[prost(message, optional, tag = "19")]
    pub outlier_detection: ::core::option::Option<OutlierDetection>,
    /// After which time an endpoint without connections is forgotten.
    #[prost(message, optional, tag = "20")]
    pub cleanup_interval: ::core::option::Option<::prost_types::Duration>,
    /// Where connections come from.
    #[prost(message, optional, tag = "21")]
    pub upstream_bind_config: ::core::option::Option<super::super::core::v3::BindConfig>,
    /// How any policy uses endpoints.
    #[prost(message, optional, tag = "27")]
    pub common_lb_config: ::core::option::Option<cluster::CommonLbConfig>,
    /// How connections are wrapped.
    #[prost(message, optional, tag = "24")]
    pub transport_socket: ::core::option::Option<
        super::super::core::v3::TransportSocket,
    >,
    /// The same by endpoint: the first that matches.
    #[prost(message, repeated, tag = "43")]
    pub transport_socket_matches: ::prost::alloc::vec::Vec<
        cluster::TransportSocketMatch,
    >,
    /// What is said of it.
    #[prost(message, optional, tag = "25")]
    pub metadata: ::core::option::Option<super::super::core::v3::Metadata>,
    /// Options of connections.
    #[prost(message, optional, tag = "30")]
    pub upstream_connection_options: ::core::option::Option<UpstreamConnectionOptions>,
    /// How endpoints are found.
    #[prost(oneof = "cluster::ClusterDiscoveryType", tags = "2")]
    pub cluster_discovery_type: ::core::option::Option<cluster::ClusterDiscoveryType>,
}
/// Nested message and enum types in `Cluster`.
pub mod cluster {
    /// A transport socket for some endpoints.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct TransportSocketMatch {
        /// Its name, for statistics.
        #[prost(string, tag = "1")]
        pub name: ::prost::alloc::string::String,
        /// The endpoints: those whose metadata `envoy.transport_socket_match` has all of this.
        #[prost(message, optional, tag = "2")]
        pub r#match: ::core::option::Option<::prost_types::Struct>,
        /// The transport socket.
        #[prost(message, optional, tag = "3")]
        pub transport_socket: ::core::option::Option<
            super::super::super::core::v3::TransportSocket,
        >,
    }
    impl ::prost::Name for TransportSocketMatch {
        const NAME: &'static str = "TransportSocketMatch";
        const PACKAGE: &'static str = "envoy.config.cluster.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.cluster.v3.Cluster.TransportSocketMatch".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.cluster.v3.Cluster.TransportSocketMatch"
                .into()
        }
    }
    /// Where endpoints come from.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct EdsClusterConfig {
        /// The source.
        #[prost(message, optional, tag = "1")]
        pub eds_config: ::core::option::Option<
            super::super::super::core::v3::ConfigSource,
        >,
        /// The name of the endpoints; the cluster's if empty.
        #[prost(string, tag = "2")]
        pub service_name: ::prost::alloc::string::String,
    }
    impl ::prost::Name for EdsClusterConfig {
        const NAME: &'static str = "EdsClusterConfig";
        const PACKAGE: &'static str = "envoy.config.cluster.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.cluster.v3.Cluster.EdsClusterConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.cluster.v3.Cluster.EdsClusterConfig".into()
        }
    }
    /// How any policy uses endpoints.
    #[derive(Clone, Copy, PartialEq, ::prost::Message)]
    pub struct CommonLbConfig {
        /// Below which share of healthy endpoints all are used.
        #[prost(message, optional, tag = "1")]
        pub healthy_panic_threshold: ::core::option::Option<
            super::super::super::super::r#type::v3::Percent,
        >,
        /// How places count.
        #[prost(oneof = "common_lb_config::LocalityConfigSpecifier", tags = "3")]
        pub locality_config_specifier: ::core::option::Option<
            common_lb_config::LocalityConfigSpecifier,
        >,
    }
    /// Nested message and enum types in `CommonLbConfig`.
    pub mod common_lb_config {
        /// Load goes to places by their weight.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
        pub struct LocalityWeightedLbConfig {}
        impl ::prost::Name for LocalityWeightedLbConfig {
            const NAME: &'static str = "LocalityWeightedLbConfig";
            const PACKAGE: &'static str = "envoy.config.cluster.v3";
            fn full_name() -> ::prost::alloc::string::String {
                "envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityWeightedLbConfig"
                    .into()
            }
            fn type_url() -> ::prost::alloc::string::String {
                "type.googleapis.com/envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityWeightedLbConfig"
                    .into()
            }
        }
        /// How places count.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Oneof)]
        pub enum LocalityConfigSpecifier {
            /// By their weight.
            #[prost(message, tag = "3")]
            LocalityWeightedLbConfig(LocalityWeightedLbConfig),
        }
    }
    impl ::prost::Name for CommonLbConfig {
        const NAME: &'static str = "CommonLbConfig";
        const PACKAGE: &'static str = "envoy.config.cluster.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.cluster.v3.Cluster.CommonLbConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.cluster.v3.Cluster.CommonLbConfig".into()
        }
    }
    /// How endpoints are found.
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
    pub enum DiscoveryType {
        /// They are in the configuration.
        Static = 0,
        /// By DNS: each address is an endpoint.
        StrictDns = 1,
        /// By DNS: the first address is the endpoint.
        LogicalDns = 2,
        /// By a resource of their own.
        Eds = 3,
        /// The connection's own destination is the endpoint.
        OriginalDst = 4,
    }
    impl DiscoveryType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Static => "STATIC",
                Self::StrictDns => "STRICT_DNS",
                Self::LogicalDns => "LOGICAL_DNS",
                Self::Eds => "EDS",
                Self::OriginalDst => "ORIGINAL_DST",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "STATIC" => Some(Self::Static),
                "STRICT_DNS" => Some(Self::StrictDns),
                "LOGICAL_DNS" => Some(Self::LogicalDns),
                "EDS" => Some(Self::Eds),
                "ORIGINAL_DST" => Some(Self::OriginalDst),
                _ => None,
            }
        }
    }
    /// Which endpoint is next.
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
    pub enum LbPolicy {
        /// Each in turn.
        RoundRobin = 0,
        /// The one of two that has less to do.
        LeastRequest = 1,
        /// By a hash, on a ring.
        RingHash = 2,
        /// Any.
        Random = 3,
        /// By a hash, with a table.
        Maglev = 5,
        /// As the type of the cluster has it.
        ClusterProvided = 6,
        /// As another part of the configuration says.
        LoadBalancingPolicyConfig = 7,
    }
    impl LbPolicy {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::RoundRobin => "ROUND_ROBIN",
                Self::LeastRequest => "LEAST_REQUEST",
                Self::RingHash => "RING_HASH",
                Self::Random => "RANDOM",
                Self::Maglev => "MAGLEV",
                Self::ClusterProvided => "CLUSTER_PROVIDED",
                Self::LoadBalancingPolicyConfig => "LOAD_BALANCING_POLICY_CONFIG",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "ROUND_ROBIN" => Some(Self::RoundRobin),
                "LEAST_REQUEST" => Some(Self::LeastRequest),
                "RING_HASH" => Some(Self::RingHash),
                "RANDOM" => Some(Self::Random),
                "MAGLEV" => Some(Self::Maglev),
                "CLUSTER_PROVIDED" => Some(Self::ClusterProvided),
                "LOAD_BALANCING_POLICY_CONFIG" => Some(Self::LoadBalancingPolicyConfig),
                _ => None,
            }
        }
    }
    /// Which addresses of a host are used.
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
    pub enum DnsLookupFamily {
        /// Those of IPv6, else those of IPv4.
        Auto = 0,
        /// Those of IPv4.
        V4Only = 1,
        /// Those of IPv6.
        V6Only = 2,
        /// Those of IPv4, else those of IPv6.
        V4Preferred = 3,
        /// All.
        All = 4,
    }
    impl DnsLookupFamily {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Auto => "AUTO",
                Self::V4Only => "V4_ONLY",
                Self::V6Only => "V6_ONLY",
                Self::V4Preferred => "V4_PREFERRED",
                Self::All => "ALL",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "AUTO" => Some(Self::Auto),
                "V4_ONLY" => Some(Self::V4Only),
                "V6_ONLY" => Some(Self::V6Only),
                "V4_PREFERRED" => Some(Self::V4Preferred),
                "ALL" => Some(Self::All),
                _ => None,
            }
        }
    }
    /// How endpoints are found.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ClusterDiscoveryType {
        /// In one of the ways that Envoy has.
        #[prost(enumeration = "DiscoveryType", tag = "2")]
        Type(i32),
    }
}
impl ::prost::Name for Cluster {
    const NAME: &'static str = "Cluster";
    const PACKAGE: &'static str = "envoy.config.cluster.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.cluster.v3.Cluster".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.cluster.v3.Cluster".into()
    }
}
/// Options of connections to endpoints.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpstreamConnectionOptions {
    /// Whether and how they are kept alive.
    #[prost(message, optional, tag = "1")]
    pub tcp_keepalive: ::core::option::Option<super::super::core::v3::TcpKeepalive>,
}
impl ::prost::Name for UpstreamConnectionOptions {
    const NAME: &'static str = "UpstreamConnectionOptions";
    const PACKAGE: &'static str = "envoy.config.cluster.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.cluster.v3.UpstreamConnectionOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.cluster.v3.UpstreamConnectionOptions".into()
    }
}
