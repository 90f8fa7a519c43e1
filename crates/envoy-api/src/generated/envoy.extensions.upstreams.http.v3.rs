// Generated from the files in `proto` by `generate`. Do not edit.

/// How a cluster speaks HTTP.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HttpProtocolOptions {
    /// Options of HTTP whatever its version.
    #[prost(message, optional, tag = "1")]
    pub common_http_protocol_options: ::core::option::Option<
        super::super::super::super::config::core::v3::HttpProtocolOptions,
    >,
    /// Which version it speaks.
    #[prost(oneof = "http_protocol_options::UpstreamProtocolOptions", tags = "3, 4")]
    pub upstream_protocol_options: ::core::option::Option<
        http_protocol_options::UpstreamProtocolOptions,
    >,
}
/// Nested message and enum types in `HttpProtocolOptions`.
pub mod http_protocol_options {
    /// It speaks one version.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct ExplicitHttpConfig {
        /// Which.
        #[prost(oneof = "explicit_http_config::ProtocolConfig", tags = "1, 2")]
        pub protocol_config: ::core::option::Option<
            explicit_http_config::ProtocolConfig,
        >,
    }
    /// Nested message and enum types in `ExplicitHttpConfig`.
    pub mod explicit_http_config {
        /// Which.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Oneof)]
        pub enum ProtocolConfig {
            /// HTTP/1.
            #[prost(message, tag = "1")]
            HttpProtocolOptions(
                super::super::super::super::super::super::config::core::v3::Http1ProtocolOptions,
            ),
            /// HTTP/2.
            #[prost(message, tag = "2")]
            Http2ProtocolOptions(
                super::super::super::super::super::super::config::core::v3::Http2ProtocolOptions,
            ),
        }
    }
    impl ::prost::Name for ExplicitHttpConfig {
        const NAME: &'static str = "ExplicitHttpConfig";
        const PACKAGE: &'static str = "envoy.extensions.upstreams.http.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig"
                .into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig"
                .into()
        }
    }
    /// It speaks the version of the request.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct UseDownstreamHttpConfig {
        /// Options of HTTP/1.
        #[prost(message, optional, tag = "1")]
        pub http_protocol_options: ::core::option::Option<
            super::super::super::super::super::config::core::v3::Http1ProtocolOptions,
        >,
        /// Options of HTTP/2.
        #[prost(message, optional, tag = "2")]
        pub http2_protocol_options: ::core::option::Option<
            super::super::super::super::super::config::core::v3::Http2ProtocolOptions,
        >,
    }
    impl ::prost::Name for UseDownstreamHttpConfig {
        const NAME: &'static str = "UseDownstreamHttpConfig";
        const PACKAGE: &'static str = "envoy.extensions.upstreams.http.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions.UseDownstreamHttpConfig"
                .into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions.UseDownstreamHttpConfig"
                .into()
        }
    }
    /// Which version it speaks.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum UpstreamProtocolOptions {
        /// One.
        #[prost(message, tag = "3")]
        ExplicitHttpConfig(ExplicitHttpConfig),
        /// That of the request.
        #[prost(message, tag = "4")]
        UseDownstreamProtocolConfig(UseDownstreamHttpConfig),
    }
}
impl ::prost::Name for HttpProtocolOptions {
    const NAME: &'static str = "HttpProtocolOptions";
    const PACKAGE: &'static str = "envoy.extensions.upstreams.http.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
            .into()
    }
}
