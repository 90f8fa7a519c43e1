// Generated from the files in `proto` by `generate`. Do not edit.

/// Routes that are resources of their own.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Rds {
    /// Where they come from.
    #[prost(message, optional, tag = "1")]
    pub config_source: ::core::option::Option<
        super::super::super::super::super::config::core::v3::ConfigSource,
    >,
    /// Their name.
    #[prost(string, tag = "2")]
    pub route_config_name: ::prost::alloc::string::String,
}
impl ::prost::Name for Rds {
    const NAME: &'static str = "Rds";
    const PACKAGE: &'static str = "envoy.extensions.filters.network.http_connection_manager.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.network.http_connection_manager.v3.Rds".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.Rds"
            .into()
    }
}
/// What happens to requests.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HttpFilter {
    /// The name of the extension, or another one.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Whether it is off where a route does not say otherwise.
    #[prost(bool, tag = "7")]
    pub disabled: bool,
    /// Its configuration.
    #[prost(oneof = "http_filter::ConfigType", tags = "4")]
    pub config_type: ::core::option::Option<http_filter::ConfigType>,
}
/// Nested message and enum types in `HttpFilter`.
pub mod http_filter {
    /// Its configuration.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ConfigType {
        /// As a message of the extension's.
        #[prost(message, tag = "4")]
        TypedConfig(::prost_types::Any),
    }
}
impl ::prost::Name for HttpFilter {
    const NAME: &'static str = "HttpFilter";
    const PACKAGE: &'static str = "envoy.extensions.filters.network.http_connection_manager.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter"
            .into()
    }
}
/// A connection of HTTP, and what happens to its requests.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct HttpConnectionManager {
    /// The version of HTTP.
    #[prost(enumeration = "http_connection_manager::CodecType", tag = "1")]
    pub codec_type: i32,
    /// Its name in statistics.
    #[prost(string, tag = "2")]
    pub stat_prefix: ::prost::alloc::string::String,
    /// What happens to requests.
    #[prost(message, repeated, tag = "5")]
    pub http_filters: ::prost::alloc::vec::Vec<HttpFilter>,
    /// What traces are made.
    #[prost(message, optional, tag = "7")]
    pub tracing: ::core::option::Option<http_connection_manager::Tracing>,
    /// Options of HTTP whatever its version.
    #[prost(message, optional, tag = "35")]
    pub common_http_protocol_options: ::core::option::Option<
        super::super::super::super::super::config::core::v3::HttpProtocolOptions,
    >,
    /// Options of HTTP/1.
    #[prost(message, optional, tag = "8")]
    pub http_protocol_options: ::core::option::Option<
        super::super::super::super::super::config::core::v3::Http1ProtocolOptions,
    >,
    /// Options of HTTP/2.
    #[prost(message, optional, tag = "9")]
    pub http2_protocol_options: ::core::option::Option<
        super::super::super::super::super::config::core::v3::Http2ProtocolOptions,
    >,
    /// What the header `server` says.
    #[prost(string, tag = "10")]
    pub server_name: ::prost::alloc::string::String,
    /// What becomes of it.
    #[prost(
        enumeration = "http_connection_manager::ServerHeaderTransformation",
        tag = "34"
    )]
    pub server_header_transformation: i32,
    /// After which time a stream on which nothing happens is closed; never if zero, after 5 minutes if absent.
    #[prost(message, optional, tag = "24")]
    pub stream_idle_timeout: ::core::option::Option<::prost_types::Duration>,
    /// How long a connection goes on after it was told to end.
    #[prost(message, optional, tag = "12")]
    pub drain_timeout: ::core::option::Option<::prost_types::Duration>,
    /// How long the end of a connection may take.
    #[prost(message, optional, tag = "26")]
    pub delayed_close_timeout: ::core::option::Option<::prost_types::Duration>,
    /// Logs of requests.
    #[prost(message, repeated, tag = "13")]
    pub access_log: ::prost::alloc::vec::Vec<
        super::super::super::super::super::config::accesslog::v3::AccessLog,
    >,
    /// Whether the address of the connection is that of the client.
    #[prost(message, optional, tag = "14")]
    pub use_remote_address: ::core::option::Option<bool>,
    /// Whether requests get an id.
    #[prost(message, optional, tag = "15")]
    pub generate_request_id: ::core::option::Option<bool>,
    /// What becomes of the header `x-forwarded-client-cert`.
    #[prost(
        enumeration = "http_connection_manager::ForwardClientCertDetails",
        tag = "16"
    )]
    pub forward_client_cert_details: i32,
    /// What it says.
    #[prost(message, optional, tag = "17")]
    pub set_current_client_cert_details: ::core::option::Option<
        http_connection_manager::SetCurrentClientCertDetails,
    >,
    /// Whether `100 Continue` of servers is passed on.
    #[prost(bool, tag = "18")]
    pub proxy_100_continue: bool,
    /// Protocols that a connection may change to.
    #[prost(message, repeated, tag = "23")]
    pub upgrade_configs: ::prost::alloc::vec::Vec<
        http_connection_manager::UpgradeConfig,
    >,
    /// Whether paths are normalised.
    #[prost(message, optional, tag = "30")]
    pub normalize_path: ::core::option::Option<bool>,
    /// Whether slashes that follow each other are one.
    #[prost(bool, tag = "33")]
    pub merge_slashes: bool,
    /// Where routes are.
    #[prost(oneof = "http_connection_manager::RouteSpecifier", tags = "3, 4")]
    pub route_specifier: ::core::option::Option<http_connection_manager::RouteSpecifier>,
}
/// Nested message and enum types in `HttpConnectionManager`.
pub mod http_connection_manager {
    /// What of a client's certificate requests say.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct SetCurrentClientCertDetails {
        /// Its subject.
        #[prost(message, optional, tag = "1")]
        pub subject: ::core::option::Option<bool>,
        /// The certificate.
        #[prost(bool, tag = "3")]
        pub cert: bool,
        /// Its names of DNS.
        #[prost(bool, tag = "4")]
        pub dns: bool,
        /// Its URI.
        #[prost(bool, tag = "5")]
        pub uri: bool,
    }
    impl ::prost::Name for SetCurrentClientCertDetails {
        const NAME: &'static str = "SetCurrentClientCertDetails";
        const PACKAGE: &'static str = "envoy.extensions.filters.network.http_connection_manager.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails"
                .into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails"
                .into()
        }
    }
    /// What traces are made.
    #[derive(Clone, Copy, PartialEq, ::prost::Message)]
    pub struct Tracing {
        /// How many requests that a client wants traced are, in percent.
        #[prost(message, optional, tag = "3")]
        pub client_sampling: ::core::option::Option<
            super::super::super::super::super::super::r#type::v3::Percent,
        >,
        /// How many requests are traced, in percent.
        #[prost(message, optional, tag = "4")]
        pub random_sampling: ::core::option::Option<
            super::super::super::super::super::super::r#type::v3::Percent,
        >,
        /// How many are traced at most, in percent.
        #[prost(message, optional, tag = "5")]
        pub overall_sampling: ::core::option::Option<
            super::super::super::super::super::super::r#type::v3::Percent,
        >,
    }
    impl ::prost::Name for Tracing {
        const NAME: &'static str = "Tracing";
        const PACKAGE: &'static str = "envoy.extensions.filters.network.http_connection_manager.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing"
                .into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing"
                .into()
        }
    }
    /// A protocol that a connection may change to.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct UpgradeConfig {
        /// Its name, such as `websocket`.
        #[prost(string, tag = "1")]
        pub upgrade_type: ::prost::alloc::string::String,
    }
    impl ::prost::Name for UpgradeConfig {
        const NAME: &'static str = "UpgradeConfig";
        const PACKAGE: &'static str = "envoy.extensions.filters.network.http_connection_manager.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig"
                .into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig"
                .into()
        }
    }
    /// Versions of HTTP.
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
    pub enum CodecType {
        /// Whichever is found.
        Auto = 0,
        /// HTTP/1.
        Http1 = 1,
        /// HTTP/2.
        Http2 = 2,
        /// HTTP/3.
        Http3 = 3,
    }
    impl CodecType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Auto => "AUTO",
                Self::Http1 => "HTTP1",
                Self::Http2 => "HTTP2",
                Self::Http3 => "HTTP3",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "AUTO" => Some(Self::Auto),
                "HTTP1" => Some(Self::Http1),
                "HTTP2" => Some(Self::Http2),
                "HTTP3" => Some(Self::Http3),
                _ => None,
            }
        }
    }
    /// What becomes of the header `server` of answers.
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
    pub enum ServerHeaderTransformation {
        /// It is Envoy's.
        Overwrite = 0,
        /// It stays if there is one.
        AppendIfAbsent = 1,
        /// It is as the server has it.
        PassThrough = 2,
    }
    impl ServerHeaderTransformation {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Overwrite => "OVERWRITE",
                Self::AppendIfAbsent => "APPEND_IF_ABSENT",
                Self::PassThrough => "PASS_THROUGH",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "OVERWRITE" => Some(Self::Overwrite),
                "APPEND_IF_ABSENT" => Some(Self::AppendIfAbsent),
                "PASS_THROUGH" => Some(Self::PassThrough),
                _ => None,
            }
        }
    }
    /// What becomes of the header `x-forwarded-client-cert` of requests.
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
    pub enum ForwardClientCertDetails {
        /// It is taken away.
        Sanitize = 0,
        /// It stays.
        ForwardOnly = 1,
        /// It stays, and this client's certificate is added.
        AppendForward = 2,
        /// It is this client's certificate.
        SanitizeSet = 3,
        /// It stays, without TLS, too.
        AlwaysForwardOnly = 4,
    }
    impl ForwardClientCertDetails {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Sanitize => "SANITIZE",
                Self::ForwardOnly => "FORWARD_ONLY",
                Self::AppendForward => "APPEND_FORWARD",
                Self::SanitizeSet => "SANITIZE_SET",
                Self::AlwaysForwardOnly => "ALWAYS_FORWARD_ONLY",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "SANITIZE" => Some(Self::Sanitize),
                "FORWARD_ONLY" => Some(Self::ForwardOnly),
                "APPEND_FORWARD" => Some(Self::AppendForward),
                "SANITIZE_SET" => Some(Self::SanitizeSet),
                "ALWAYS_FORWARD_ONLY" => Some(Self::AlwaysForwardOnly),
                _ => None,
            }
        }
    }
    /// Where routes are.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum RouteSpecifier {
        /// They are resources of their own.
        #[prost(message, tag = "3")]
        Rds(super::Rds),
        /// They are here.
        #[prost(message, tag = "4")]
        RouteConfig(
            super::super::super::super::super::super::config::route::v3::RouteConfiguration,
        ),
    }
}
impl ::prost::Name for HttpConnectionManager {
    const NAME: &'static str = "HttpConnectionManager";
    const PACKAGE: &'static str = "envoy.extensions.filters.network.http_connection_manager.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
            .into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
            .into()
    }
}
