//! Generated from `generate/0.5.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        f("egressProxyAddress", "egress_proxy_address", "EgressProxyAddress", K::String),
        f("mixerAddress", "mixer_address", "MixerAddress", K::String),
        f("disablePolicyChecks", "disable_policy_checks", "DisablePolicyChecks", K::Bool),
        f("proxyListenPort", "proxy_listen_port", "ProxyListenPort", K::Int32),
        f("proxyHttpPort", "proxy_http_port", "ProxyHttpPort", K::Int32),
        f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration),
        f("ingressClass", "ingress_class", "IngressClass", K::String),
        f("ingressService", "ingress_service", "IngressService", K::String),
        f("ingressControllerMode", "ingress_controller_mode", "IngressControllerMode", K::Enum(&super::v1_1::MESH_CONFIG_INGRESS_CONTROLLER_MODE)),
        f("authPolicy", "auth_policy", "AuthPolicy", K::Enum(&super::v1_1::MESH_CONFIG_AUTH_POLICY)),
        f("rdsRefreshDelay", "rds_refresh_delay", "RdsRefreshDelay", K::Duration),
        f("enableTracing", "enable_tracing", "EnableTracing", K::Bool),
        f("accessLogFile", "access_log_file", "AccessLogFile", K::String),
        f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::v0_5::PROXY_CONFIG)),
        f("mtlsExcludedServices", "mtls_excluded_services", "MtlsExcludedServices", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.ProxyConfig`.
pub static PROXY_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.ProxyConfig",
    go: "v1alpha1.ProxyConfig",
    fields: &[
        f("configPath", "config_path", "ConfigPath", K::String),
        f("binaryPath", "binary_path", "BinaryPath", K::String),
        f("serviceCluster", "service_cluster", "ServiceCluster", K::String),
        f("drainDuration", "drain_duration", "DrainDuration", K::Duration),
        f("parentShutdownDuration", "parent_shutdown_duration", "ParentShutdownDuration", K::Duration),
        f("discoveryAddress", "discovery_address", "DiscoveryAddress", K::String),
        f("discoveryRefreshDelay", "discovery_refresh_delay", "DiscoveryRefreshDelay", K::Duration),
        f("zipkinAddress", "zipkin_address", "ZipkinAddress", K::String),
        f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration),
        f("statsdUdpAddress", "statsd_udp_address", "StatsdUdpAddress", K::String),
        f("proxyAdminPort", "proxy_admin_port", "ProxyAdminPort", K::Int32),
        f("availabilityZone", "availability_zone", "AvailabilityZone", K::String),
        f("controlPlaneAuthPolicy", "control_plane_auth_policy", "ControlPlaneAuthPolicy", K::Enum(&super::enums::AUTHENTICATION_POLICY)),
        f("customConfigFile", "custom_config_file", "CustomConfigFile", K::String),
        f("statNameLength", "stat_name_length", "StatNameLength", K::Int32),
    ],
    oneofs: &[],
};
