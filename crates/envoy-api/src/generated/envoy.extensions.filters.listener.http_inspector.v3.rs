// Generated from the files in `proto` by `generate`. Do not edit.

/// Finds out whether a connection begins with HTTP, and of which version.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HttpInspector {}
impl ::prost::Name for HttpInspector {
    const NAME: &'static str = "HttpInspector";
    const PACKAGE: &'static str = "envoy.extensions.filters.listener.http_inspector.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.listener.http_inspector.v3.HttpInspector".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.listener.http_inspector.v3.HttpInspector"
            .into()
    }
}
