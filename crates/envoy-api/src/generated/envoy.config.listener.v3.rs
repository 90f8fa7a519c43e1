// Generated from the files in `proto` by `generate`. Do not edit.

/// What happens to a connection.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Filter {
    /// The name of the extension, or another one.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Its configuration.
    #[prost(oneof = "filter::ConfigType", tags = "4")]
    pub config_type: ::core::option::Option<filter::ConfigType>,
}
/// Nested message and enum types in `Filter`.
pub mod filter {
    /// Its configuration.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ConfigType {
        /// As a message of the extension's.
        #[prost(message, tag = "4")]
        TypedConfig(::prost_types::Any),
    }
}
impl ::prost::Name for Filter {
    const NAME: &'static str = "Filter";
    const PACKAGE: &'static str = "envoy.config.listener.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.listener.v3.Filter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.listener.v3.Filter".into()
    }
}
/// Which connections a chain is for.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FilterChainMatch {
    /// The port that they go to.
    #[prost(message, optional, tag = "8")]
    pub destination_port: ::core::option::Option<u32>,
    /// The addresses that they go to.
    #[prost(message, repeated, tag = "3")]
    pub prefix_ranges: ::prost::alloc::vec::Vec<super::super::core::v3::CidrRange>,
    /// Where they come from.
    #[prost(enumeration = "filter_chain_match::ConnectionSourceType", tag = "12")]
    pub source_type: i32,
    /// The addresses that they come from.
    #[prost(message, repeated, tag = "6")]
    pub source_prefix_ranges: ::prost::alloc::vec::Vec<
        super::super::core::v3::CidrRange,
    >,
    /// The names of the server that they ask for.
    #[prost(string, repeated, tag = "11")]
    pub server_names: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// `tls` or `raw_buffer`.
    #[prost(string, tag = "9")]
    pub transport_protocol: ::prost::alloc::string::String,
    /// The protocols that they ask for, or that were found in them.
    #[prost(string, repeated, tag = "10")]
    pub application_protocols: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
/// Nested message and enum types in `FilterChainMatch`.
pub mod filter_chain_match {
    /// Where connections come from.
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
    pub enum ConnectionSourceType {
        /// From anywhere.
        Any = 0,
        /// From the same host.
        SameIpOrLoopback = 1,
        /// From another host.
        External = 2,
    }
    impl ConnectionSourceType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Any => "ANY",
                Self::SameIpOrLoopback => "SAME_IP_OR_LOOPBACK",
                Self::External => "EXTERNAL",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "ANY" => Some(Self::Any),
                "SAME_IP_OR_LOOPBACK" => Some(Self::SameIpOrLoopback),
                "EXTERNAL" => Some(Self::External),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for FilterChainMatch {
    const NAME: &'static str = "FilterChainMatch";
    const PACKAGE: &'static str = "envoy.config.listener.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.listener.v3.FilterChainMatch".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.listener.v3.FilterChainMatch".into()
    }
}
/// What happens to connections of a kind.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FilterChain {
    /// Which connections it is for; all that no other chain is for if absent.
    #[prost(message, optional, tag = "1")]
    pub filter_chain_match: ::core::option::Option<FilterChainMatch>,
    /// What happens to them.
    #[prost(message, repeated, tag = "3")]
    pub filters: ::prost::alloc::vec::Vec<Filter>,
    /// What is said of the chain.
    #[prost(message, optional, tag = "5")]
    pub metadata: ::core::option::Option<super::super::core::v3::Metadata>,
    /// How they are wrapped.
    #[prost(message, optional, tag = "6")]
    pub transport_socket: ::core::option::Option<
        super::super::core::v3::TransportSocket,
    >,
    /// How long that may take to come about.
    #[prost(message, optional, tag = "9")]
    pub transport_socket_connect_timeout: ::core::option::Option<
        ::prost_types::Duration,
    >,
    /// Its name.
    #[prost(string, tag = "7")]
    pub name: ::prost::alloc::string::String,
}
impl ::prost::Name for FilterChain {
    const NAME: &'static str = "FilterChain";
    const PACKAGE: &'static str = "envoy.config.listener.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.listener.v3.FilterChain".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.listener.v3.FilterChain".into()
    }
}
/// Which connections a filter of a listener leaves alone.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListenerFilterChainMatchPredicate {
    /// How.
    #[prost(
        oneof = "listener_filter_chain_match_predicate::Rule",
        tags = "1, 2, 3, 4, 5"
    )]
    pub rule: ::core::option::Option<listener_filter_chain_match_predicate::Rule>,
}
/// Nested message and enum types in `ListenerFilterChainMatchPredicate`.
pub mod listener_filter_chain_match_predicate {
    /// Several predicates.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct MatchSet {
        /// The predicates.
        #[prost(message, repeated, tag = "1")]
        pub rules: ::prost::alloc::vec::Vec<super::ListenerFilterChainMatchPredicate>,
    }
    impl ::prost::Name for MatchSet {
        const NAME: &'static str = "MatchSet";
        const PACKAGE: &'static str = "envoy.config.listener.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.listener.v3.ListenerFilterChainMatchPredicate.MatchSet".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.listener.v3.ListenerFilterChainMatchPredicate.MatchSet"
                .into()
        }
    }
    /// How.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Rule {
        /// Those of any of these.
        #[prost(message, tag = "1")]
        OrMatch(MatchSet),
        /// Those of all of these.
        #[prost(message, tag = "2")]
        AndMatch(MatchSet),
        /// Those that are not of this.
        #[prost(message, tag = "3")]
        NotMatch(::prost::alloc::boxed::Box<super::ListenerFilterChainMatchPredicate>),
        /// All.
        #[prost(bool, tag = "4")]
        AnyMatch(bool),
        /// Those to a port of a range.
        #[prost(message, tag = "5")]
        DestinationPortRange(super::super::super::super::r#type::v3::Int32Range),
    }
}
impl ::prost::Name for ListenerFilterChainMatchPredicate {
    const NAME: &'static str = "ListenerFilterChainMatchPredicate";
    const PACKAGE: &'static str = "envoy.config.listener.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.listener.v3.ListenerFilterChainMatchPredicate".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.listener.v3.ListenerFilterChainMatchPredicate"
            .into()
    }
}
/// What happens to a connection before a chain is chosen.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListenerFilter {
    /// The name of the extension, or another one.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Which connections it leaves alone.
    #[prost(message, optional, tag = "4")]
    pub filter_disabled: ::core::option::Option<ListenerFilterChainMatchPredicate>,
    /// Its configuration.
    #[prost(oneof = "listener_filter::ConfigType", tags = "3")]
    pub config_type: ::core::option::Option<listener_filter::ConfigType>,
}
/// Nested message and enum types in `ListenerFilter`.
pub mod listener_filter {
    /// Its configuration.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ConfigType {
        /// As a message of the extension's.
        #[prost(message, tag = "3")]
        TypedConfig(::prost_types::Any),
    }
}
impl ::prost::Name for ListenerFilter {
    const NAME: &'static str = "ListenerFilter";
    const PACKAGE: &'static str = "envoy.config.listener.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.listener.v3.ListenerFilter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.listener.v3.ListenerFilter".into()
    }
}
/// Another address of a listener.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AdditionalAddress {
    /// The address.
    #[prost(message, optional, tag = "1")]
    pub address: ::core::option::Option<super::super::core::v3::Address>,
}
impl ::prost::Name for AdditionalAddress {
    const NAME: &'static str = "AdditionalAddress";
    const PACKAGE: &'static str = "envoy.config.listener.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.listener.v3.AdditionalAddress".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.listener.v3.AdditionalAddress".into()
    }
}
/// A place at which connections are taken.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Listener {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Its address.
    #[prost(message, optional, tag = "2")]
    pub address: ::core::option::Option<super::super::core::v3::Address>,
    /// Its other addresses.
    #[prost(message, repeated, tag = "33")]
    pub additional_addresses: ::prost::alloc::vec::Vec<AdditionalAddress>,
    /// Its name in statistics.
    #[prost(string, tag = "28")]
    pub stat_prefix: ::prost::alloc::string::String,
    /// What happens to connections.
    #[prost(message, repeated, tag = "3")]
    pub filter_chains: ::prost::alloc::vec::Vec<FilterChain>,
    /// Whether connections are given to the listener of their own destination, if there is one.
    #[prost(message, optional, tag = "4")]
    pub use_original_dst: ::core::option::Option<bool>,
    /// What happens to connections that no chain is for.
    #[prost(message, optional, tag = "25")]
    pub default_filter_chain: ::core::option::Option<FilterChain>,
    /// How many bytes a connection may hold back.
    #[prost(message, optional, tag = "5")]
    pub per_connection_buffer_limit_bytes: ::core::option::Option<u32>,
    /// What is said of it.
    #[prost(message, optional, tag = "6")]
    pub metadata: ::core::option::Option<super::super::core::v3::Metadata>,
    /// What happens to connections before a chain is chosen.
    #[prost(message, repeated, tag = "9")]
    pub listener_filters: ::prost::alloc::vec::Vec<ListenerFilter>,
    /// How long that may take; without end if zero, 15 seconds if absent.
    #[prost(message, optional, tag = "15")]
    pub listener_filters_timeout: ::core::option::Option<::prost_types::Duration>,
    /// Whether a connection goes on when it took too long.
    #[prost(bool, tag = "17")]
    pub continue_on_listener_filters_timeout: bool,
    /// Whether connections to any address are taken, as TPROXY gives them.
    #[prost(message, optional, tag = "10")]
    pub transparent: ::core::option::Option<bool>,
    /// Whether its address may be one that the host does not have.
    #[prost(message, optional, tag = "11")]
    pub freebind: ::core::option::Option<bool>,
    /// Options of its socket.
    #[prost(message, repeated, tag = "13")]
    pub socket_options: ::prost::alloc::vec::Vec<super::super::core::v3::SocketOption>,
    /// Which way connections go.
    #[prost(enumeration = "super::super::core::v3::TrafficDirection", tag = "16")]
    pub traffic_direction: i32,
    /// How connections are given to threads.
    #[prost(message, optional, tag = "20")]
    pub connection_balance_config: ::core::option::Option<
        listener::ConnectionBalanceConfig,
    >,
    /// Whether each thread has a socket of its own; it has if absent.
    #[prost(message, optional, tag = "29")]
    pub enable_reuse_port: ::core::option::Option<bool>,
    /// A log of connections that no chain is for.
    #[prost(message, repeated, tag = "22")]
    pub access_log: ::prost::alloc::vec::Vec<super::super::accesslog::v3::AccessLog>,
    /// How many connections of an event are taken at once.
    #[prost(message, optional, tag = "34")]
    pub max_connections_to_accept_per_socket_event: ::core::option::Option<u32>,
    /// Whether it takes connections from the network; if not, only those that another listener gives it.
    #[prost(message, optional, tag = "26")]
    pub bind_to_port: ::core::option::Option<bool>,
    /// Whether the limit of connections of the whole Envoy does not count here.
    #[prost(bool, tag = "31")]
    pub ignore_global_conn_limit: bool,
    /// Whether it goes on when Envoy is overloaded.
    #[prost(bool, tag = "35")]
    pub bypass_overload_manager: bool,
}
/// Nested message and enum types in `Listener`.
pub mod listener {
    /// How connections are given to threads.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct ConnectionBalanceConfig {
        /// How.
        #[prost(oneof = "connection_balance_config::BalanceType", tags = "1")]
        pub balance_type: ::core::option::Option<connection_balance_config::BalanceType>,
    }
    /// Nested message and enum types in `ConnectionBalanceConfig`.
    pub mod connection_balance_config {
        /// Each thread gets as many as the others.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
        pub struct ExactBalance {}
        impl ::prost::Name for ExactBalance {
            const NAME: &'static str = "ExactBalance";
            const PACKAGE: &'static str = "envoy.config.listener.v3";
            fn full_name() -> ::prost::alloc::string::String {
                "envoy.config.listener.v3.Listener.ConnectionBalanceConfig.ExactBalance"
                    .into()
            }
            fn type_url() -> ::prost::alloc::string::String {
                "type.googleapis.com/envoy.config.listener.v3.Listener.ConnectionBalanceConfig.ExactBalance"
                    .into()
            }
        }
        /// How.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Oneof)]
        pub enum BalanceType {
            /// Evenly.
            #[prost(message, tag = "1")]
            ExactBalance(ExactBalance),
        }
    }
    impl ::prost::Name for ConnectionBalanceConfig {
        const NAME: &'static str = "ConnectionBalanceConfig";
        const PACKAGE: &'static str = "envoy.config.listener.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.listener.v3.Listener.ConnectionBalanceConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.listener.v3.Listener.ConnectionBalanceConfig"
                .into()
        }
    }
}
impl ::prost::Name for Listener {
    const NAME: &'static str = "Listener";
    const PACKAGE: &'static str = "envoy.config.listener.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.listener.v3.Listener".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.listener.v3.Listener".into()
    }
}
