// Generated from the files in `proto` by `generate`. Do not edit.

/// Asks whether a service is able to serve.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HealthCheckRequest {
    /// The service; the whole server if empty.
    #[prost(string, tag = "1")]
    pub service: ::prost::alloc::string::String,
}
impl ::prost::Name for HealthCheckRequest {
    const NAME: &'static str = "HealthCheckRequest";
    const PACKAGE: &'static str = "grpc.health.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "grpc.health.v1.HealthCheckRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/grpc.health.v1.HealthCheckRequest".into()
    }
}
/// How a service stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HealthCheckResponse {
    /// The state of the service that was asked for.
    #[prost(enumeration = "health_check_response::ServingStatus", tag = "1")]
    pub status: i32,
}
/// Nested message and enum types in `HealthCheckResponse`.
pub mod health_check_response {
    /// The states of a service.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum ServingStatus {
        /// It is not known.
        Unknown = 0,
        /// It serves.
        Serving = 1,
        /// It does not serve.
        NotServing = 2,
        /// There is no such service; only in answers to a watch.
        ServiceUnknown = 3,
    }
    impl ServingStatus {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unknown => "UNKNOWN",
                Self::Serving => "SERVING",
                Self::NotServing => "NOT_SERVING",
                Self::ServiceUnknown => "SERVICE_UNKNOWN",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "UNKNOWN" => Some(Self::Unknown),
                "SERVING" => Some(Self::Serving),
                "NOT_SERVING" => Some(Self::NotServing),
                "SERVICE_UNKNOWN" => Some(Self::ServiceUnknown),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for HealthCheckResponse {
    const NAME: &'static str = "HealthCheckResponse";
    const PACKAGE: &'static str = "grpc.health.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "grpc.health.v1.HealthCheckResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/grpc.health.v1.HealthCheckResponse".into()
    }
}
