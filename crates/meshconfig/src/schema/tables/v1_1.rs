//! Generated from `generate/1.1.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.MeshConfig.AuthPolicy`.
pub static MESH_CONFIG_AUTH_POLICY: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.AuthPolicy",
    go: "v1alpha1.MeshConfig_AuthPolicy",
    values: &[
        ("NONE", 0),
        ("MUTUAL_TLS", 1),
    ],
};

/// `istio.mesh.v1alpha1.MeshConfig.IngressControllerMode`.
pub static MESH_CONFIG_INGRESS_CONTROLLER_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.MeshConfig.IngressControllerMode",
    go: "v1alpha1.MeshConfig_IngressControllerMode",
    values: &[
        ("OFF", 0),
        ("DEFAULT", 1),
        ("STRICT", 2),
    ],
};

/// `istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode`.
pub static PROXY_CONFIG_INBOUND_INTERCEPTION_MODE: Enum = Enum {
    name: "istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode",
    go: "v1alpha1.ProxyConfig_InboundInterceptionMode",
    values: &[
        ("REDIRECT", 0),
        ("TPROXY", 1),
    ],
};

/// `istio.networking.v1alpha3.TLSSettings.TLSmode`.
pub static TLSSETTINGS_TLSMODE: Enum = Enum {
    name: "istio.networking.v1alpha3.TLSSettings.TLSmode",
    go: "v1alpha3.TLSSettings_TLSmode",
    values: &[
        ("DISABLE", 0),
        ("SIMPLE", 1),
        ("MUTUAL", 2),
        ("ISTIO_MUTUAL", 3),
    ],
};

/// `istio.mesh.v1alpha1.ConfigSource`.
pub static CONFIG_SOURCE: Message = Message {
    name: "istio.mesh.v1alpha1.ConfigSource",
    go: "v1alpha1.ConfigSource",
    fields: &[
        f("address", "address", "Address", K::String),
        f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::v1_1::TLSSETTINGS)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING: Message = Message {
    name: "istio.mesh.v1alpha1.LocalityLoadBalancerSetting",
    go: "v1alpha1.LocalityLoadBalancerSetting",
    fields: &[
        f("distribute", "distribute", "Distribute", K::Message(&super::v1_1::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE)).list(),
        f("failover", "failover", "Failover", K::Message(&super::v1_1::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER)).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE: Message = Message {
    name: "istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Distribute",
    go: "v1alpha1.LocalityLoadBalancerSetting_Distribute",
    fields: &[
        f("from", "from", "From", K::String),
        f("to", "to", "To", K::Uint32).map(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER: Message = Message {
    name: "istio.mesh.v1alpha1.LocalityLoadBalancerSetting.Failover",
    go: "v1alpha1.LocalityLoadBalancerSetting_Failover",
    fields: &[
        f("from", "from", "From", K::String),
        f("to", "to", "To", K::String),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        f("mixerCheckServer", "mixer_check_server", "MixerCheckServer", K::String),
        f("mixerReportServer", "mixer_report_server", "MixerReportServer", K::String),
        f("disablePolicyChecks", "disable_policy_checks", "DisablePolicyChecks", K::Bool),
        f("policyCheckFailOpen", "policy_check_fail_open", "PolicyCheckFailOpen", K::Bool),
        f("sidecarToTelemetrySessionAffinity", "sidecar_to_telemetry_session_affinity", "SidecarToTelemetrySessionAffinity", K::Bool),
        f("proxyListenPort", "proxy_listen_port", "ProxyListenPort", K::Int32),
        f("proxyHttpPort", "proxy_http_port", "ProxyHttpPort", K::Int32),
        f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration),
        f("tcpKeepalive", "tcp_keepalive", "TcpKeepalive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE)),
        f("ingressClass", "ingress_class", "IngressClass", K::String),
        f("ingressService", "ingress_service", "IngressService", K::String),
        f("ingressControllerMode", "ingress_controller_mode", "IngressControllerMode", K::Enum(&super::v1_1::MESH_CONFIG_INGRESS_CONTROLLER_MODE)),
        f("authPolicy", "auth_policy", "AuthPolicy", K::Enum(&super::v1_1::MESH_CONFIG_AUTH_POLICY)),
        f("rdsRefreshDelay", "rds_refresh_delay", "RdsRefreshDelay", K::Duration),
        f("enableTracing", "enable_tracing", "EnableTracing", K::Bool),
        f("accessLogFile", "access_log_file", "AccessLogFile", K::String),
        f("accessLogFormat", "access_log_format", "AccessLogFormat", K::String),
        f("accessLogEncoding", "access_log_encoding", "AccessLogEncoding", K::Enum(&super::enums::MESH_CONFIG_ACCESS_LOG_ENCODING)),
        f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::v1_1::PROXY_CONFIG)),
        f("mixerAddress", "mixer_address", "MixerAddress", K::String),
        f("outboundTrafficPolicy", "outbound_traffic_policy", "OutboundTrafficPolicy", K::Message(&super::v1_22::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY)),
        f("enableClientSidePolicyCheck", "enable_client_side_policy_check", "EnableClientSidePolicyCheck", K::Bool),
        f("sdsUdsPath", "sds_uds_path", "SdsUdsPath", K::String),
        f("sdsRefreshDelay", "sds_refresh_delay", "SdsRefreshDelay", K::Duration),
        f("configSources", "config_sources", "ConfigSources", K::Message(&super::v1_1::CONFIG_SOURCE)).list(),
        f("enableSdsTokenMount", "enable_sds_token_mount", "EnableSdsTokenMount", K::Bool),
        f("sdsUseK8sSaJwt", "sds_use_k8s_sa_jwt", "SdsUseK8SSaJwt", K::Bool),
        f("trustDomain", "trust_domain", "TrustDomain", K::String),
        f("defaultServiceExportTo", "default_service_export_to", "DefaultServiceExportTo", K::String).list(),
        f("defaultVirtualServiceExportTo", "default_virtual_service_export_to", "DefaultVirtualServiceExportTo", K::String).list(),
        f("defaultDestinationRuleExportTo", "default_destination_rule_export_to", "DefaultDestinationRuleExportTo", K::String).list(),
        f("rootNamespace", "root_namespace", "RootNamespace", K::String),
        f("localityLbSetting", "locality_lb_setting", "LocalityLbSetting", K::Message(&super::v1_1::LOCALITY_LOAD_BALANCER_SETTING)),
        f("dnsRefreshRate", "dns_refresh_rate", "DnsRefreshRate", K::Duration),
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
        f("envoyMetricsServiceAddress", "envoy_metrics_service_address", "EnvoyMetricsServiceAddress", K::String),
        f("proxyAdminPort", "proxy_admin_port", "ProxyAdminPort", K::Int32),
        f("availabilityZone", "availability_zone", "AvailabilityZone", K::String),
        f("controlPlaneAuthPolicy", "control_plane_auth_policy", "ControlPlaneAuthPolicy", K::Enum(&super::enums::AUTHENTICATION_POLICY)),
        f("customConfigFile", "custom_config_file", "CustomConfigFile", K::String),
        f("statNameLength", "stat_name_length", "StatNameLength", K::Int32),
        f("concurrency", "concurrency", "Concurrency", K::Int32),
        f("proxyBootstrapTemplatePath", "proxy_bootstrap_template_path", "ProxyBootstrapTemplatePath", K::String),
        f("interceptionMode", "interception_mode", "InterceptionMode", K::Enum(&super::v1_1::PROXY_CONFIG_INBOUND_INTERCEPTION_MODE)),
        f("tracing", "tracing", "Tracing", K::Message(&super::v1_1::TRACING)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.Tracing`.
pub static TRACING: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing",
    go: "v1alpha1.Tracing",
    fields: &[
        f("zipkin", "zipkin", "Zipkin", K::Message(&super::proxy::TRACING_ZIPKIN)).of("tracer"),
        f("lightstep", "lightstep", "Lightstep", K::Message(&super::v1_1::TRACING_LIGHTSTEP)).of("tracer"),
    ],
    oneofs: &[Oneof { proto: "tracer", go: "Tracer" }],
};

/// `istio.mesh.v1alpha1.Tracing.Lightstep`.
pub static TRACING_LIGHTSTEP: Message = Message {
    name: "istio.mesh.v1alpha1.Tracing.Lightstep",
    go: "v1alpha1.Tracing_Lightstep",
    fields: &[
        f("address", "address", "Address", K::String),
        f("accessToken", "access_token", "AccessToken", K::String),
        f("secure", "secure", "Secure", K::Bool),
        f("cacertPath", "cacert_path", "CacertPath", K::String),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.TLSSettings`.
pub static TLSSETTINGS: Message = Message {
    name: "istio.networking.v1alpha3.TLSSettings",
    go: "v1alpha3.TLSSettings",
    fields: &[
        f("mode", "mode", "Mode", K::Enum(&super::v1_1::TLSSETTINGS_TLSMODE)),
        f("clientCertificate", "client_certificate", "ClientCertificate", K::String),
        f("privateKey", "private_key", "PrivateKey", K::String),
        f("caCertificates", "ca_certificates", "CaCertificates", K::String),
        f("subjectAltNames", "subject_alt_names", "SubjectAltNames", K::String).list(),
        f("sni", "sni", "Sni", K::String),
    ],
    oneofs: &[],
};
