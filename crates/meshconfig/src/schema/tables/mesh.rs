//! Generated from `generate/1.30.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        f("proxyListenPort", "proxy_listen_port", "ProxyListenPort", K::Int32),
        f("proxyInboundListenPort", "proxy_inbound_listen_port", "ProxyInboundListenPort", K::Int32),
        f("proxyHttpPort", "proxy_http_port", "ProxyHttpPort", K::Int32),
        f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration),
        f("hboneIdleTimeout", "hbone_idle_timeout", "HboneIdleTimeout", K::Duration),
        f("protocolDetectionTimeout", "protocol_detection_timeout", "ProtocolDetectionTimeout", K::Duration),
        f("tcpKeepalive", "tcp_keepalive", "TcpKeepalive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE)),
        f("ingressClass", "ingress_class", "IngressClass", K::String),
        f("ingressService", "ingress_service", "IngressService", K::String),
        f("ingressControllerMode", "ingress_controller_mode", "IngressControllerMode", K::Enum(&super::enums::MESH_CONFIG_INGRESS_CONTROLLER_MODE)),
        f("ingressSelector", "ingress_selector", "IngressSelector", K::String),
        f("enableTracing", "enable_tracing", "EnableTracing", K::Bool),
        f("accessLogFile", "access_log_file", "AccessLogFile", K::String),
        f("accessLogFormat", "access_log_format", "AccessLogFormat", K::String),
        f("accessLogEncoding", "access_log_encoding", "AccessLogEncoding", K::Enum(&super::enums::MESH_CONFIG_ACCESS_LOG_ENCODING)),
        f("enableEnvoyAccessLogService", "enable_envoy_access_log_service", "EnableEnvoyAccessLogService", K::Bool),
        f("disableEnvoyListenerLog", "disable_envoy_listener_log", "DisableEnvoyListenerLog", K::Bool),
        f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::proxy::PROXY_CONFIG)),
        f("outboundTrafficPolicy", "outbound_traffic_policy", "OutboundTrafficPolicy", K::Message(&super::mesh::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY)),
        f("inboundTrafficPolicy", "inbound_traffic_policy", "InboundTrafficPolicy", K::Message(&super::mesh::MESH_CONFIG_INBOUND_TRAFFIC_POLICY)),
        f("configSources", "config_sources", "ConfigSources", K::Message(&super::proxy::CONFIG_SOURCE)).list(),
        f("enableAutoMtls", "enable_auto_mtls", "EnableAutoMtls", K::Wrapper(W::Bool)),
        f("trustDomain", "trust_domain", "TrustDomain", K::String),
        f("trustDomainAliases", "trust_domain_aliases", "TrustDomainAliases", K::String).list(),
        f("caCertificates", "ca_certificates", "CaCertificates", K::Message(&super::mesh::MESH_CONFIG_CERTIFICATE_DATA)).list(),
        f("defaultServiceExportTo", "default_service_export_to", "DefaultServiceExportTo", K::String).list(),
        f("defaultVirtualServiceExportTo", "default_virtual_service_export_to", "DefaultVirtualServiceExportTo", K::String).list(),
        f("defaultDestinationRuleExportTo", "default_destination_rule_export_to", "DefaultDestinationRuleExportTo", K::String).list(),
        f("rootNamespace", "root_namespace", "RootNamespace", K::String),
        f("localityLbSetting", "locality_lb_setting", "LocalityLbSetting", K::Message(&super::networking::LOCALITY_LOAD_BALANCER_SETTING)),
        f("dnsRefreshRate", "dns_refresh_rate", "DnsRefreshRate", K::Duration),
        f("h2UpgradePolicy", "h2_upgrade_policy", "H2UpgradePolicy", K::Enum(&super::enums::MESH_CONFIG_H2_UPGRADE_POLICY)),
        f("inboundClusterStatName", "inbound_cluster_stat_name", "InboundClusterStatName", K::String),
        f("outboundClusterStatName", "outbound_cluster_stat_name", "OutboundClusterStatName", K::String),
        f("certificates", "certificates", "Certificates", K::Message(&super::proxy::CERTIFICATE)).list(),
        f("serviceSettings", "service_settings", "ServiceSettings", K::Message(&super::mesh::MESH_CONFIG_SERVICE_SETTINGS)).list(),
        f("serviceScopeConfigs", "service_scope_configs", "ServiceScopeConfigs", K::Message(&super::mesh::MESH_CONFIG_SERVICE_SCOPE_CONFIGS)).list(),
        f("enablePrometheusMerge", "enable_prometheus_merge", "EnablePrometheusMerge", K::Wrapper(W::Bool)),
        f("verifyCertificateAtClient", "verify_certificate_at_client", "VerifyCertificateAtClient", K::Wrapper(W::Bool)),
        f("ca", "ca", "Ca", K::Message(&super::mesh::MESH_CONFIG_CA)),
        f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER)).list(),
        f("defaultProviders", "default_providers", "DefaultProviders", K::Message(&super::mesh::MESH_CONFIG_DEFAULT_PROVIDERS)),
        f("discoverySelectors", "discovery_selectors", "DiscoverySelectors", K::Message(&super::proxy::LABEL_SELECTOR)).list(),
        f("pathNormalization", "path_normalization", "PathNormalization", K::Message(&super::mesh::MESH_CONFIG_PROXY_PATH_NORMALIZATION)),
        f("defaultHttpRetryPolicy", "default_http_retry_policy", "DefaultHttpRetryPolicy", K::Message(&super::networking::HTTPRETRY)),
        f("meshMTLS", "mesh_mTLS", "MeshMTLS", K::Message(&super::mesh::MESH_CONFIG_TLSCONFIG)),
        f("tlsDefaults", "tls_defaults", "TlsDefaults", K::Message(&super::mesh::MESH_CONFIG_TLSCONFIG)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.CA",
    go: "v1alpha1.MeshConfig_CA",
    fields: &[
        f("address", "address", "Address", K::String),
        f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS)),
        f("requestTimeout", "request_timeout", "RequestTimeout", K::Duration),
        f("istiodSide", "istiod_side", "IstiodSide", K::Bool),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
pub static MESH_CONFIG_CERTIFICATE_DATA: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.CertificateData",
    go: "v1alpha1.MeshConfig_CertificateData",
    fields: &[
        f("pem", "pem", "Pem", K::String).of("certificate_data"),
        f("spiffeBundleUrl", "spiffe_bundle_url", "SpiffeBundleUrl", K::String).of("certificate_data"),
        f("certSigners", "cert_signers", "CertSigners", K::String).list(),
        f("trustDomains", "trust_domains", "TrustDomains", K::String).list(),
    ],
    oneofs: &[Oneof { proto: "certificate_data", go: "CertificateData" }],
};

/// `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
pub static MESH_CONFIG_DEFAULT_PROVIDERS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.DefaultProviders",
    go: "v1alpha1.MeshConfig_DefaultProviders",
    fields: &[
        f("tracing", "tracing", "Tracing", K::String).list(),
        f("metrics", "metrics", "Metrics", K::String).list(),
        f("accessLogging", "access_logging", "AccessLogging", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy`.
pub static MESH_CONFIG_INBOUND_TRAFFIC_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_InboundTrafficPolicy",
    fields: &[
        f("mode", "mode", "Mode", K::Enum(&super::enums::MESH_CONFIG_INBOUND_TRAFFIC_POLICY_MODE)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy",
    fields: &[
        f("mode", "mode", "Mode", K::Enum(&super::enums::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE)),
        f("tls", "tls", "Tls", K::Message(&super::networking::CLIENT_TLSSETTINGS)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization`.
pub static MESH_CONFIG_PROXY_PATH_NORMALIZATION: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization",
    go: "v1alpha1.MeshConfig_ProxyPathNormalization",
    fields: &[
        f("normalization", "normalization", "Normalization", K::Enum(&super::enums::MESH_CONFIG_PROXY_PATH_NORMALIZATION_NORMALIZATION_TYPE)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs`.
pub static MESH_CONFIG_SERVICE_SCOPE_CONFIGS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs",
    go: "v1alpha1.MeshConfig_ServiceScopeConfigs",
    fields: &[
        f("namespaceSelector", "namespace_selector", "NamespaceSelector", K::Message(&super::proxy::LABEL_SELECTOR)),
        f("servicesSelector", "services_selector", "ServicesSelector", K::Message(&super::proxy::LABEL_SELECTOR)),
        f("scope", "scope", "Scope", K::Enum(&super::enums::MESH_CONFIG_SERVICE_SCOPE_CONFIGS_SCOPE)),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ServiceSettings`.
pub static MESH_CONFIG_SERVICE_SETTINGS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ServiceSettings",
    go: "v1alpha1.MeshConfig_ServiceSettings",
    fields: &[
        f("settings", "settings", "Settings", K::Message(&super::mesh::MESH_CONFIG_SERVICE_SETTINGS_SETTINGS)),
        f("hosts", "hosts", "Hosts", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.ServiceSettings.Settings`.
pub static MESH_CONFIG_SERVICE_SETTINGS_SETTINGS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ServiceSettings.Settings",
    go: "v1alpha1.MeshConfig_ServiceSettings_Settings",
    fields: &[
        f("clusterLocal", "cluster_local", "ClusterLocal", K::Bool),
    ],
    oneofs: &[],
};

/// `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
pub static MESH_CONFIG_TLSCONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.TLSConfig",
    go: "v1alpha1.MeshConfig_TLSConfig",
    fields: &[
        f("minProtocolVersion", "min_protocol_version", "MinProtocolVersion", K::Enum(&super::enums::MESH_CONFIG_TLSCONFIG_TLSPROTOCOL)),
        f("ecdhCurves", "ecdh_curves", "EcdhCurves", K::String).list(),
        f("cipherSuites", "cipher_suites", "CipherSuites", K::String).list(),
    ],
    oneofs: &[],
};
