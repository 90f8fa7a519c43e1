// Generated from the files in `proto` by `generate`. Do not edit.

/// A part of a hundred.
#[derive(Clone, Copy, PartialEq, ::prost::Message)]
pub struct Percent {
    /// From 0 to 100.
    #[prost(double, tag = "1")]
    pub value: f64,
}
impl ::prost::Name for Percent {
    const NAME: &'static str = "Percent";
    const PACKAGE: &'static str = "envoy.type.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.type.v3.Percent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.type.v3.Percent".into()
    }
}
/// A range of numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Int32Range {
    /// Its first number.
    #[prost(int32, tag = "1")]
    pub start: i32,
    /// The number after its last.
    #[prost(int32, tag = "2")]
    pub end: i32,
}
impl ::prost::Name for Int32Range {
    const NAME: &'static str = "Int32Range";
    const PACKAGE: &'static str = "envoy.type.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.type.v3.Int32Range".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.type.v3.Int32Range".into()
    }
}
