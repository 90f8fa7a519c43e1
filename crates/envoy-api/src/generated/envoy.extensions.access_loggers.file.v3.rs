// Generated from the files in `proto` by `generate`. Do not edit.

/// A log that goes to a file.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FileAccessLog {
    /// The path of the file.
    #[prost(string, tag = "1")]
    pub path: ::prost::alloc::string::String,
    /// What a line has.
    #[prost(oneof = "file_access_log::AccessLogFormat", tags = "5")]
    pub access_log_format: ::core::option::Option<file_access_log::AccessLogFormat>,
}
/// Nested message and enum types in `FileAccessLog`.
pub mod file_access_log {
    /// What a line has.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum AccessLogFormat {
        /// A text, or an object of JSON.
        #[prost(message, tag = "5")]
        LogFormat(
            super::super::super::super::super::config::core::v3::SubstitutionFormatString,
        ),
    }
}
impl ::prost::Name for FileAccessLog {
    const NAME: &'static str = "FileAccessLog";
    const PACKAGE: &'static str = "envoy.extensions.access_loggers.file.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.access_loggers.file.v3.FileAccessLog".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog"
            .into()
    }
}
