// Generated from the files in `proto` by `generate`. Do not edit.

/// Sends a connection on.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TcpProxy {
    /// Its name in statistics.
    #[prost(string, tag = "1")]
    pub stat_prefix: ::prost::alloc::string::String,
    /// After which time a connection on which nothing happens is closed; never if zero, after an hour if absent.
    #[prost(message, optional, tag = "8")]
    pub idle_timeout: ::core::option::Option<::prost_types::Duration>,
    /// Logs of connections.
    #[prost(message, repeated, tag = "5")]
    pub access_log: ::prost::alloc::vec::Vec<
        super::super::super::super::super::config::accesslog::v3::AccessLog,
    >,
    /// To which cluster.
    #[prost(oneof = "tcp_proxy::ClusterSpecifier", tags = "2")]
    pub cluster_specifier: ::core::option::Option<tcp_proxy::ClusterSpecifier>,
}
/// Nested message and enum types in `TcpProxy`.
pub mod tcp_proxy {
    /// To which cluster.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ClusterSpecifier {
        /// To this one.
        #[prost(string, tag = "2")]
        Cluster(::prost::alloc::string::String),
    }
}
impl ::prost::Name for TcpProxy {
    const NAME: &'static str = "TcpProxy";
    const PACKAGE: &'static str = "envoy.extensions.filters.network.tcp_proxy.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy"
            .into()
    }
}
