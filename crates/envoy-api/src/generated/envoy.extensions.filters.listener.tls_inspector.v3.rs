// Generated from the files in `proto` by `generate`. Do not edit.

/// Finds out whether a connection begins with TLS, and what it asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TlsInspector {}
impl ::prost::Name for TlsInspector {
    const NAME: &'static str = "TlsInspector";
    const PACKAGE: &'static str = "envoy.extensions.filters.listener.tls_inspector.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector"
            .into()
    }
}
