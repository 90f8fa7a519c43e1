//! Generated from `generate/1.0.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy_Mode",
    values: &[
        ("REGISTRY_ONLY", 0),
        ("ALLOW_ANY", 1),
        ("VIRTUAL_SERVICE_ONLY", 2),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        f("mixerCheckServer", "mixer_check_server", "MixerCheckServer", K::String),
        f("mixerReportServer", "mixer_report_server", "MixerReportServer", K::String),
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
        f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::v1_0::PROXY_CONFIG)),
        f("mixerAddress", "mixer_address", "MixerAddress", K::String),
        f("outboundTrafficPolicy", "outbound_traffic_policy", "OutboundTrafficPolicy", K::Message(&super::v1_0::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY)),
        f("enableClientSidePolicyCheck", "enable_client_side_policy_check", "EnableClientSidePolicyCheck", K::Bool),
        f("sdsUdsPath", "sds_uds_path", "SdsUdsPath", K::String),
        f("sdsRefreshDelay", "sds_refresh_delay", "SdsRefreshDelay", K::Duration),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy",
    fields: &[
        f("mode", "mode", "Mode", K::Enum(&super::v1_0::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE)),
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
        f("concurrency", "concurrency", "Concurrency", K::Int32),
        f("proxyBootstrapTemplatePath", "proxy_bootstrap_template_path", "ProxyBootstrapTemplatePath", K::String),
        f("interceptionMode", "interception_mode", "InterceptionMode", K::Enum(&super::v1_1::PROXY_CONFIG_INBOUND_INTERCEPTION_MODE)),
    ],
    oneofs: &[],
};
