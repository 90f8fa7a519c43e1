// Generated from the files in `proto` by `generate`. Do not edit.

/// Finds out where a connection was going before it was redirected.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OriginalDst {}
impl ::prost::Name for OriginalDst {
    const NAME: &'static str = "OriginalDst";
    const PACKAGE: &'static str = "envoy.extensions.filters.listener.original_dst.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.listener.original_dst.v3.OriginalDst".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.listener.original_dst.v3.OriginalDst"
            .into()
    }
}
