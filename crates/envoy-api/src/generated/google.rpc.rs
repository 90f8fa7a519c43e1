// Generated from the files in `proto` by `generate`. Do not edit.

/// Why something failed.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Status {
    /// A code of gRPC.
    #[prost(int32, tag = "1")]
    pub code: i32,
    /// The same for people.
    #[prost(string, tag = "2")]
    pub message: ::prost::alloc::string::String,
}
impl ::prost::Name for Status {
    const NAME: &'static str = "Status";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.Status".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.Status".into()
    }
}
