// Generated from the files in `proto` by `generate`. Do not edit.

/// A log of requests or connections.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AccessLog {
    /// The name of the extension that writes it.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Which of them are written.
    #[prost(message, optional, tag = "2")]
    pub filter: ::core::option::Option<AccessLogFilter>,
    /// Its configuration.
    #[prost(oneof = "access_log::ConfigType", tags = "4")]
    pub config_type: ::core::option::Option<access_log::ConfigType>,
}
/// Nested message and enum types in `AccessLog`.
pub mod access_log {
    /// Its configuration.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ConfigType {
        /// As a message of the extension's.
        #[prost(message, tag = "4")]
        TypedConfig(::prost_types::Any),
    }
}
impl ::prost::Name for AccessLog {
    const NAME: &'static str = "AccessLog";
    const PACKAGE: &'static str = "envoy.config.accesslog.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.accesslog.v3.AccessLog".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.accesslog.v3.AccessLog".into()
    }
}
/// Chooses what is written.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AccessLogFilter {
    /// How.
    #[prost(oneof = "access_log_filter::FilterSpecifier", tags = "9")]
    pub filter_specifier: ::core::option::Option<access_log_filter::FilterSpecifier>,
}
/// Nested message and enum types in `AccessLogFilter`.
pub mod access_log_filter {
    /// How.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum FilterSpecifier {
        /// By what Envoy found.
        #[prost(message, tag = "9")]
        ResponseFlagFilter(super::ResponseFlagFilter),
    }
}
impl ::prost::Name for AccessLogFilter {
    const NAME: &'static str = "AccessLogFilter";
    const PACKAGE: &'static str = "envoy.config.accesslog.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.accesslog.v3.AccessLogFilter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.accesslog.v3.AccessLogFilter".into()
    }
}
/// Chooses by what Envoy found.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResponseFlagFilter {
    /// What, such as `NR`; anything if empty.
    #[prost(string, repeated, tag = "1")]
    pub flags: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for ResponseFlagFilter {
    const NAME: &'static str = "ResponseFlagFilter";
    const PACKAGE: &'static str = "envoy.config.accesslog.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.accesslog.v3.ResponseFlagFilter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.accesslog.v3.ResponseFlagFilter".into()
    }
}
