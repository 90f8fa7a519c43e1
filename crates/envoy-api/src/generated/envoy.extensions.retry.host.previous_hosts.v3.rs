// Generated from the files in `proto` by `generate`. Do not edit.

/// Leaves out endpoints that were tried.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PreviousHostsPredicate {}
impl ::prost::Name for PreviousHostsPredicate {
    const NAME: &'static str = "PreviousHostsPredicate";
    const PACKAGE: &'static str = "envoy.extensions.retry.host.previous_hosts.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"
            .into()
    }
}
