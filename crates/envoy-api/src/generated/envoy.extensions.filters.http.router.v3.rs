// Generated from the files in `proto` by `generate`. Do not edit.

/// Sends requests on, as routes say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Router {}
impl ::prost::Name for Router {
    const NAME: &'static str = "Router";
    const PACKAGE: &'static str = "envoy.extensions.filters.http.router.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.http.router.v3.Router".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router".into()
    }
}
