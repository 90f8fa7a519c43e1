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
/// All that a client has, in parts that are one of those below each.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConfigDump {
    /// The parts.
    #[prost(message, repeated, tag = "1")]
    pub configs: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ConfigDump {
    const NAME: &'static str = "ConfigDump";
    const PACKAGE: &'static str = "envoy.admin.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.admin.v3.ConfigDump".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.admin.v3.ConfigDump".into()
    }
}
/// Listeners that a client has.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListenersConfigDump {
    /// The version of all.
    #[prost(string, tag = "1")]
    pub version_info: ::prost::alloc::string::String,
    /// Those that came over xDS.
    #[prost(message, repeated, tag = "3")]
    pub dynamic_listeners: ::prost::alloc::vec::Vec<
        listeners_config_dump::DynamicListener,
    >,
}
/// Nested message and enum types in `ListenersConfigDump`.
pub mod listeners_config_dump {
    /// One that is in use.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct DynamicListenerState {
        /// Its version.
        #[prost(string, tag = "1")]
        pub version_info: ::prost::alloc::string::String,
        /// The listener.
        #[prost(message, optional, tag = "2")]
        pub listener: ::core::option::Option<::prost_types::Any>,
    }
    impl ::prost::Name for DynamicListenerState {
        const NAME: &'static str = "DynamicListenerState";
        const PACKAGE: &'static str = "envoy.admin.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.admin.v3.ListenersConfigDump.DynamicListenerState".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.admin.v3.ListenersConfigDump.DynamicListenerState"
                .into()
        }
    }
    /// A listener that came over xDS.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct DynamicListener {
        /// Its name.
        #[prost(string, tag = "1")]
        pub name: ::prost::alloc::string::String,
        /// As it is in use.
        #[prost(message, optional, tag = "2")]
        pub active_state: ::core::option::Option<DynamicListenerState>,
    }
    impl ::prost::Name for DynamicListener {
        const NAME: &'static str = "DynamicListener";
        const PACKAGE: &'static str = "envoy.admin.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.admin.v3.ListenersConfigDump.DynamicListener".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.admin.v3.ListenersConfigDump.DynamicListener"
                .into()
        }
    }
}
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
/// Clusters that a client has.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ClustersConfigDump {
    /// The version of all.
    #[prost(string, tag = "1")]
    pub version_info: ::prost::alloc::string::String,
    /// Those that came over xDS.
    #[prost(message, repeated, tag = "3")]
    pub dynamic_active_clusters: ::prost::alloc::vec::Vec<
        clusters_config_dump::DynamicCluster,
    >,
}
/// Nested message and enum types in `ClustersConfigDump`.
pub mod clusters_config_dump {
    /// A cluster that came over xDS.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct DynamicCluster {
        /// Its version.
        #[prost(string, tag = "1")]
        pub version_info: ::prost::alloc::string::String,
        /// The cluster.
        #[prost(message, optional, tag = "2")]
        pub cluster: ::core::option::Option<::prost_types::Any>,
    }
    impl ::prost::Name for DynamicCluster {
        const NAME: &'static str = "DynamicCluster";
        const PACKAGE: &'static str = "envoy.admin.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.admin.v3.ClustersConfigDump.DynamicCluster".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.admin.v3.ClustersConfigDump.DynamicCluster".into()
        }
    }
}
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
/// Routes that a client has.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RoutesConfigDump {
    /// Those that came over xDS.
    #[prost(message, repeated, tag = "3")]
    pub dynamic_route_configs: ::prost::alloc::vec::Vec<
        routes_config_dump::DynamicRouteConfig,
    >,
}
/// Nested message and enum types in `RoutesConfigDump`.
pub mod routes_config_dump {
    /// Routes that came over xDS.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct DynamicRouteConfig {
        /// Their version.
        #[prost(string, tag = "1")]
        pub version_info: ::prost::alloc::string::String,
        /// The routes.
        #[prost(message, optional, tag = "2")]
        pub route_config: ::core::option::Option<::prost_types::Any>,
    }
    impl ::prost::Name for DynamicRouteConfig {
        const NAME: &'static str = "DynamicRouteConfig";
        const PACKAGE: &'static str = "envoy.admin.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.admin.v3.RoutesConfigDump.DynamicRouteConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.admin.v3.RoutesConfigDump.DynamicRouteConfig"
                .into()
        }
    }
}
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
/// Endpoints that a client has.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EndpointsConfigDump {
    /// Those that came over xDS.
    #[prost(message, repeated, tag = "3")]
    pub dynamic_endpoint_configs: ::prost::alloc::vec::Vec<
        endpoints_config_dump::DynamicEndpointConfig,
    >,
}
/// Nested message and enum types in `EndpointsConfigDump`.
pub mod endpoints_config_dump {
    /// Endpoints that came over xDS.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct DynamicEndpointConfig {
        /// Their version.
        #[prost(string, tag = "1")]
        pub version_info: ::prost::alloc::string::String,
        /// The endpoints.
        #[prost(message, optional, tag = "2")]
        pub endpoint_config: ::core::option::Option<::prost_types::Any>,
    }
    impl ::prost::Name for DynamicEndpointConfig {
        const NAME: &'static str = "DynamicEndpointConfig";
        const PACKAGE: &'static str = "envoy.admin.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.admin.v3.EndpointsConfigDump.DynamicEndpointConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.admin.v3.EndpointsConfigDump.DynamicEndpointConfig"
                .into()
        }
    }
}
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
