// Generated from the files in `proto` by `generate`. Do not edit.

/// What a client refused.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpdateFailureState {
    /// What was sent.
    #[prost(message, optional, tag = "1")]
    pub failed_configuration: ::core::option::Option<::prost_types::Any>,
    /// When it was sent.
    #[prost(message, optional, tag = "2")]
    pub last_update_attempt: ::core::option::Option<::prost_types::Timestamp>,
    /// Why it was refused.
    #[prost(string, tag = "3")]
    pub details: ::prost::alloc::string::String,
    /// Its version.
    #[prost(string, tag = "4")]
    pub version_info: ::prost::alloc::string::String,
}
impl ::prost::Name for UpdateFailureState {
    const NAME: &'static str = "UpdateFailureState";
    const PACKAGE: &'static str = "envoy.admin.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.admin.v3.UpdateFailureState".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.admin.v3.UpdateFailureState".into()
    }
}
/// Listeners that a client has; nothing of it is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListenersConfigDump {}
impl ::prost::Name for ListenersConfigDump {
    const NAME: &'static str = "ListenersConfigDump";
    const PACKAGE: &'static str = "envoy.admin.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.admin.v3.ListenersConfigDump".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.admin.v3.ListenersConfigDump".into()
    }
}
/// Clusters that a client has; nothing of it is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ClustersConfigDump {}
impl ::prost::Name for ClustersConfigDump {
    const NAME: &'static str = "ClustersConfigDump";
    const PACKAGE: &'static str = "envoy.admin.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.admin.v3.ClustersConfigDump".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.admin.v3.ClustersConfigDump".into()
    }
}
/// Routes that a client has; nothing of it is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RoutesConfigDump {}
impl ::prost::Name for RoutesConfigDump {
    const NAME: &'static str = "RoutesConfigDump";
    const PACKAGE: &'static str = "envoy.admin.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.admin.v3.RoutesConfigDump".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.admin.v3.RoutesConfigDump".into()
    }
}
/// Endpoints that a client has; nothing of it is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EndpointsConfigDump {}
impl ::prost::Name for EndpointsConfigDump {
    const NAME: &'static str = "EndpointsConfigDump";
    const PACKAGE: &'static str = "envoy.admin.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.admin.v3.EndpointsConfigDump".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.admin.v3.EndpointsConfigDump".into()
    }
}
