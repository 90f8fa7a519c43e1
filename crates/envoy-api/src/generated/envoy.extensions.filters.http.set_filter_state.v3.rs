// Generated from the files in `proto` by `generate`. Do not edit.

/// Says something of a request to other filters.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Config {
    /// What is said when its headers are there.
    #[prost(message, repeated, tag = "1")]
    pub on_request_headers: ::prost::alloc::vec::Vec<
        super::super::super::common::set_filter_state::v3::FilterStateValue,
    >,
}
impl ::prost::Name for Config {
    const NAME: &'static str = "Config";
    const PACKAGE: &'static str = "envoy.extensions.filters.http.set_filter_state.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.http.set_filter_state.v3.Config".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config"
            .into()
    }
}
