// Generated from the files in `proto` by `generate`. Do not edit.

/// Sends a connection on from the address that it comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OriginalSrc {
    /// Whether from its port, too.
    #[prost(bool, tag = "1")]
    pub bind_port: bool,
    /// The mark of its packets.
    #[prost(uint32, tag = "2")]
    pub mark: u32,
}
impl ::prost::Name for OriginalSrc {
    const NAME: &'static str = "OriginalSrc";
    const PACKAGE: &'static str = "envoy.extensions.filters.listener.original_src.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.listener.original_src.v3.OriginalSrc".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.listener.original_src.v3.OriginalSrc"
            .into()
    }
}
