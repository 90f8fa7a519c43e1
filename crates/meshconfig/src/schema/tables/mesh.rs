//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__PROXY_LISTEN_PORT: Field =
    f("proxyListenPort", "proxy_listen_port", "ProxyListenPort", K::Int32);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT: Field =
    f("proxyInboundListenPort", "proxy_inbound_listen_port", "ProxyInboundListenPort", K::Int32);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__PROXY_HTTP_PORT: Field =
    f("proxyHttpPort", "proxy_http_port", "ProxyHttpPort", K::Int32);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__CONNECT_TIMEOUT: Field =
    f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__HBONE_IDLE_TIMEOUT: Field =
    f("hboneIdleTimeout", "hbone_idle_timeout", "HboneIdleTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT: Field =
    f("protocolDetectionTimeout", "protocol_detection_timeout", "ProtocolDetectionTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__TCP_KEEPALIVE: Field =
    f("tcpKeepalive", "tcp_keepalive", "TcpKeepalive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__INGRESS_CLASS: Field =
    f("ingressClass", "ingress_class", "IngressClass", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__INGRESS_SERVICE: Field =
    f("ingressService", "ingress_service", "IngressService", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__INGRESS_CONTROLLER_MODE: Field =
    f("ingressControllerMode", "ingress_controller_mode", "IngressControllerMode", K::Enum(&super::enums::MESH_CONFIG_INGRESS_CONTROLLER_MODE));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__INGRESS_SELECTOR: Field =
    f("ingressSelector", "ingress_selector", "IngressSelector", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ENABLE_TRACING: Field =
    f("enableTracing", "enable_tracing", "EnableTracing", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ACCESS_LOG_FILE: Field =
    f("accessLogFile", "access_log_file", "AccessLogFile", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ACCESS_LOG_FORMAT: Field =
    f("accessLogFormat", "access_log_format", "AccessLogFormat", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ACCESS_LOG_ENCODING: Field =
    f("accessLogEncoding", "access_log_encoding", "AccessLogEncoding", K::Enum(&super::enums::MESH_CONFIG_ACCESS_LOG_ENCODING));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE: Field =
    f("enableEnvoyAccessLogService", "enable_envoy_access_log_service", "EnableEnvoyAccessLogService", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG: Field =
    f("disableEnvoyListenerLog", "disable_envoy_listener_log", "DisableEnvoyListenerLog", K::Bool);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DEFAULT_CONFIG: Field =
    f("defaultConfig", "default_config", "DefaultConfig", K::Message(&super::proxy::PROXY_CONFIG));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__OUTBOUND_TRAFFIC_POLICY: Field =
    f("outboundTrafficPolicy", "outbound_traffic_policy", "OutboundTrafficPolicy", K::Message(&super::mesh::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__INBOUND_TRAFFIC_POLICY: Field =
    f("inboundTrafficPolicy", "inbound_traffic_policy", "InboundTrafficPolicy", K::Message(&super::mesh::MESH_CONFIG_INBOUND_TRAFFIC_POLICY));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__CONFIG_SOURCES: Field =
    f("configSources", "config_sources", "ConfigSources", K::Message(&super::proxy::CONFIG_SOURCE)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ENABLE_AUTO_MTLS: Field =
    f("enableAutoMtls", "enable_auto_mtls", "EnableAutoMtls", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__TRUST_DOMAIN: Field =
    f("trustDomain", "trust_domain", "TrustDomain", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__TRUST_DOMAIN_ALIASES: Field =
    f("trustDomainAliases", "trust_domain_aliases", "TrustDomainAliases", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__CA_CERTIFICATES: Field =
    f("caCertificates", "ca_certificates", "CaCertificates", K::Message(&super::mesh::MESH_CONFIG_CERTIFICATE_DATA)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO: Field =
    f("defaultServiceExportTo", "default_service_export_to", "DefaultServiceExportTo", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO: Field =
    f("defaultVirtualServiceExportTo", "default_virtual_service_export_to", "DefaultVirtualServiceExportTo", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO: Field =
    f("defaultDestinationRuleExportTo", "default_destination_rule_export_to", "DefaultDestinationRuleExportTo", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ROOT_NAMESPACE: Field =
    f("rootNamespace", "root_namespace", "RootNamespace", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__LOCALITY_LB_SETTING: Field =
    f("localityLbSetting", "locality_lb_setting", "LocalityLbSetting", K::Message(&super::networking::LOCALITY_LOAD_BALANCER_SETTING));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ZONE_AWARE_LB_SETTING: Field =
    f("zoneAwareLbSetting", "zone_aware_lb_setting", "ZoneAwareLbSetting", K::Message(&super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DNS_REFRESH_RATE: Field =
    f("dnsRefreshRate", "dns_refresh_rate", "DnsRefreshRate", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__H2_UPGRADE_POLICY: Field =
    f("h2UpgradePolicy", "h2_upgrade_policy", "H2UpgradePolicy", K::Enum(&super::enums::MESH_CONFIG_H2_UPGRADE_POLICY));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME: Field =
    f("inboundClusterStatName", "inbound_cluster_stat_name", "InboundClusterStatName", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME: Field =
    f("outboundClusterStatName", "outbound_cluster_stat_name", "OutboundClusterStatName", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__CERTIFICATES: Field =
    f("certificates", "certificates", "Certificates", K::Message(&super::proxy::CERTIFICATE)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__SERVICE_SETTINGS: Field =
    f("serviceSettings", "service_settings", "ServiceSettings", K::Message(&super::mesh::MESH_CONFIG_SERVICE_SETTINGS)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__SERVICE_SCOPE_CONFIGS: Field =
    f("serviceScopeConfigs", "service_scope_configs", "ServiceScopeConfigs", K::Message(&super::mesh::MESH_CONFIG_SERVICE_SCOPE_CONFIGS)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__ENABLE_PROMETHEUS_MERGE: Field =
    f("enablePrometheusMerge", "enable_prometheus_merge", "EnablePrometheusMerge", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT: Field =
    f("verifyCertificateAtClient", "verify_certificate_at_client", "VerifyCertificateAtClient", K::Wrapper(W::Bool));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__CA: Field =
    f("ca", "ca", "Ca", K::Message(&super::mesh::MESH_CONFIG_CA));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__EXTENSION_PROVIDERS: Field =
    f("extensionProviders", "extension_providers", "ExtensionProviders", K::Message(&super::providers::MESH_CONFIG_EXTENSION_PROVIDER)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DEFAULT_PROVIDERS: Field =
    f("defaultProviders", "default_providers", "DefaultProviders", K::Message(&super::mesh::MESH_CONFIG_DEFAULT_PROVIDERS));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DISCOVERY_SELECTORS: Field =
    f("discoverySelectors", "discovery_selectors", "DiscoverySelectors", K::Message(&super::proxy::LABEL_SELECTOR)).list();

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__PATH_NORMALIZATION: Field =
    f("pathNormalization", "path_normalization", "PathNormalization", K::Message(&super::mesh::MESH_CONFIG_PROXY_PATH_NORMALIZATION));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DEFAULT_HTTP_RETRY_POLICY: Field =
    f("defaultHttpRetryPolicy", "default_http_retry_policy", "DefaultHttpRetryPolicy", K::Message(&super::networking::HTTPRETRY));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__MESH_MTLS: Field =
    f("meshMTLS", "mesh_mTLS", "MeshMTLS", K::Message(&super::mesh::MESH_CONFIG_TLSCONFIG));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__TLS_DEFAULTS: Field =
    f("tlsDefaults", "tls_defaults", "TlsDefaults", K::Message(&super::mesh::MESH_CONFIG_TLSCONFIG));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__DEFAULT_TRAFFIC_POLICY: Field =
    f("defaultTrafficPolicy", "default_traffic_policy", "DefaultTrafficPolicy", K::Message(&super::mesh::MESH_CONFIG_DEFAULT_TRAFFIC_POLICY));

/// Of `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG__SERVICE_ENTRY_VISIBILITY: Field =
    f("serviceEntryVisibility", "service_entry_visibility", "ServiceEntryVisibility", K::Message(&super::proxy::SERVICE_ENTRY_VISIBILITY));

/// `istio.mesh.v1alpha1.MeshConfig`.
pub static MESH_CONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig",
    go: "v1alpha1.MeshConfig",
    fields: &[
        &super::mesh::MESH_CONFIG__PROXY_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_INBOUND_LISTEN_PORT,
        &super::mesh::MESH_CONFIG__PROXY_HTTP_PORT,
        &super::mesh::MESH_CONFIG__CONNECT_TIMEOUT,
        &super::mesh::MESH_CONFIG__HBONE_IDLE_TIMEOUT,
        &super::mesh::MESH_CONFIG__PROTOCOL_DETECTION_TIMEOUT,
        &super::mesh::MESH_CONFIG__TCP_KEEPALIVE,
        &super::mesh::MESH_CONFIG__INGRESS_CLASS,
        &super::mesh::MESH_CONFIG__INGRESS_SERVICE,
        &super::mesh::MESH_CONFIG__INGRESS_CONTROLLER_MODE,
        &super::mesh::MESH_CONFIG__INGRESS_SELECTOR,
        &super::mesh::MESH_CONFIG__ENABLE_TRACING,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FILE,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_FORMAT,
        &super::mesh::MESH_CONFIG__ACCESS_LOG_ENCODING,
        &super::mesh::MESH_CONFIG__ENABLE_ENVOY_ACCESS_LOG_SERVICE,
        &super::mesh::MESH_CONFIG__DISABLE_ENVOY_LISTENER_LOG,
        &super::mesh::MESH_CONFIG__DEFAULT_CONFIG,
        &super::mesh::MESH_CONFIG__OUTBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__CONFIG_SOURCES,
        &super::mesh::MESH_CONFIG__ENABLE_AUTO_MTLS,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN,
        &super::mesh::MESH_CONFIG__TRUST_DOMAIN_ALIASES,
        &super::mesh::MESH_CONFIG__CA_CERTIFICATES,
        &super::mesh::MESH_CONFIG__DEFAULT_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_VIRTUAL_SERVICE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__DEFAULT_DESTINATION_RULE_EXPORT_TO,
        &super::mesh::MESH_CONFIG__ROOT_NAMESPACE,
        &super::mesh::MESH_CONFIG__LOCALITY_LB_SETTING,
        &super::mesh::MESH_CONFIG__ZONE_AWARE_LB_SETTING,
        &super::mesh::MESH_CONFIG__DNS_REFRESH_RATE,
        &super::mesh::MESH_CONFIG__H2_UPGRADE_POLICY,
        &super::mesh::MESH_CONFIG__INBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__OUTBOUND_CLUSTER_STAT_NAME,
        &super::mesh::MESH_CONFIG__CERTIFICATES,
        &super::mesh::MESH_CONFIG__SERVICE_SETTINGS,
        &super::mesh::MESH_CONFIG__SERVICE_SCOPE_CONFIGS,
        &super::mesh::MESH_CONFIG__ENABLE_PROMETHEUS_MERGE,
        &super::mesh::MESH_CONFIG__VERIFY_CERTIFICATE_AT_CLIENT,
        &super::mesh::MESH_CONFIG__CA,
        &super::mesh::MESH_CONFIG__EXTENSION_PROVIDERS,
        &super::mesh::MESH_CONFIG__DEFAULT_PROVIDERS,
        &super::mesh::MESH_CONFIG__DISCOVERY_SELECTORS,
        &super::mesh::MESH_CONFIG__PATH_NORMALIZATION,
        &super::mesh::MESH_CONFIG__DEFAULT_HTTP_RETRY_POLICY,
        &super::mesh::MESH_CONFIG__MESH_MTLS,
        &super::mesh::MESH_CONFIG__TLS_DEFAULTS,
        &super::mesh::MESH_CONFIG__DEFAULT_TRAFFIC_POLICY,
        &super::mesh::MESH_CONFIG__SERVICE_ENTRY_VISIBILITY,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA__ADDRESS: Field =
    f("address", "address", "Address", K::String);

/// Of `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA__TLS_SETTINGS: Field =
    f("tlsSettings", "tls_settings", "TlsSettings", K::Message(&super::networking::CLIENT_TLSSETTINGS));

/// Of `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA__REQUEST_TIMEOUT: Field =
    f("requestTimeout", "request_timeout", "RequestTimeout", K::Duration);

/// Of `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA__ISTIOD_SIDE: Field =
    f("istiodSide", "istiod_side", "IstiodSide", K::Bool);

/// `istio.mesh.v1alpha1.MeshConfig.CA`.
pub static MESH_CONFIG_CA: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.CA",
    go: "v1alpha1.MeshConfig_CA",
    fields: &[
        &super::mesh::MESH_CONFIG_CA__ADDRESS,
        &super::mesh::MESH_CONFIG_CA__TLS_SETTINGS,
        &super::mesh::MESH_CONFIG_CA__REQUEST_TIMEOUT,
        &super::mesh::MESH_CONFIG_CA__ISTIOD_SIDE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
pub static MESH_CONFIG_CERTIFICATE_DATA__PEM: Field =
    f("pem", "pem", "Pem", K::String).of("certificate_data", "v1alpha1.MeshConfig_CertificateData_Pem");

/// Of `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
pub static MESH_CONFIG_CERTIFICATE_DATA__SPIFFE_BUNDLE_URL: Field =
    f("spiffeBundleUrl", "spiffe_bundle_url", "SpiffeBundleUrl", K::String).of("certificate_data", "v1alpha1.MeshConfig_CertificateData_SpiffeBundleUrl");

/// Of `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
pub static MESH_CONFIG_CERTIFICATE_DATA__CERT_SIGNERS: Field =
    f("certSigners", "cert_signers", "CertSigners", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
pub static MESH_CONFIG_CERTIFICATE_DATA__TRUST_DOMAINS: Field =
    f("trustDomains", "trust_domains", "TrustDomains", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
pub static MESH_CONFIG_CERTIFICATE_DATA: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.CertificateData",
    go: "v1alpha1.MeshConfig_CertificateData",
    fields: &[
        &super::mesh::MESH_CONFIG_CERTIFICATE_DATA__PEM,
        &super::mesh::MESH_CONFIG_CERTIFICATE_DATA__SPIFFE_BUNDLE_URL,
        &super::mesh::MESH_CONFIG_CERTIFICATE_DATA__CERT_SIGNERS,
        &super::mesh::MESH_CONFIG_CERTIFICATE_DATA__TRUST_DOMAINS,
    ],
    oneofs: &[Oneof { proto: "certificate_data", go: "CertificateData", interface: "v1alpha1.isMeshConfig_CertificateData_CertificateData" }],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
pub static MESH_CONFIG_DEFAULT_PROVIDERS__TRACING: Field =
    f("tracing", "tracing", "Tracing", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
pub static MESH_CONFIG_DEFAULT_PROVIDERS__METRICS: Field =
    f("metrics", "metrics", "Metrics", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
pub static MESH_CONFIG_DEFAULT_PROVIDERS__ACCESS_LOGGING: Field =
    f("accessLogging", "access_logging", "AccessLogging", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
pub static MESH_CONFIG_DEFAULT_PROVIDERS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.DefaultProviders",
    go: "v1alpha1.MeshConfig_DefaultProviders",
    fields: &[
        &super::mesh::MESH_CONFIG_DEFAULT_PROVIDERS__TRACING,
        &super::mesh::MESH_CONFIG_DEFAULT_PROVIDERS__METRICS,
        &super::mesh::MESH_CONFIG_DEFAULT_PROVIDERS__ACCESS_LOGGING,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.DefaultTrafficPolicy`.
pub static MESH_CONFIG_DEFAULT_TRAFFIC_POLICY__CONNECTION_POOL: Field =
    f("connectionPool", "connection_pool", "ConnectionPool", K::Message(&super::networking::CONNECTION_POOL_SETTINGS));

/// Of `istio.mesh.v1alpha1.MeshConfig.DefaultTrafficPolicy`.
pub static MESH_CONFIG_DEFAULT_TRAFFIC_POLICY__OUTLIER_DETECTION: Field =
    f("outlierDetection", "outlier_detection", "OutlierDetection", K::Message(&super::networking::OUTLIER_DETECTION));

/// `istio.mesh.v1alpha1.MeshConfig.DefaultTrafficPolicy`.
pub static MESH_CONFIG_DEFAULT_TRAFFIC_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.DefaultTrafficPolicy",
    go: "v1alpha1.MeshConfig_DefaultTrafficPolicy",
    fields: &[
        &super::mesh::MESH_CONFIG_DEFAULT_TRAFFIC_POLICY__CONNECTION_POOL,
        &super::mesh::MESH_CONFIG_DEFAULT_TRAFFIC_POLICY__OUTLIER_DETECTION,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy`.
pub static MESH_CONFIG_INBOUND_TRAFFIC_POLICY__MODE: Field =
    f("mode", "mode", "Mode", K::Enum(&super::enums::MESH_CONFIG_INBOUND_TRAFFIC_POLICY_MODE));

/// `istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy`.
pub static MESH_CONFIG_INBOUND_TRAFFIC_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_InboundTrafficPolicy",
    fields: &[
        &super::mesh::MESH_CONFIG_INBOUND_TRAFFIC_POLICY__MODE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY__MODE: Field =
    f("mode", "mode", "Mode", K::Enum(&super::enums::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY_MODE));

/// Of `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY__TLS: Field =
    f("tls", "tls", "Tls", K::Message(&super::networking::CLIENT_TLSSETTINGS));

/// `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
pub static MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy",
    go: "v1alpha1.MeshConfig_OutboundTrafficPolicy",
    fields: &[
        &super::mesh::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY__MODE,
        &super::mesh::MESH_CONFIG_OUTBOUND_TRAFFIC_POLICY__TLS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization`.
pub static MESH_CONFIG_PROXY_PATH_NORMALIZATION__NORMALIZATION: Field =
    f("normalization", "normalization", "Normalization", K::Enum(&super::enums::MESH_CONFIG_PROXY_PATH_NORMALIZATION_NORMALIZATION_TYPE));

/// `istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization`.
pub static MESH_CONFIG_PROXY_PATH_NORMALIZATION: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization",
    go: "v1alpha1.MeshConfig_ProxyPathNormalization",
    fields: &[
        &super::mesh::MESH_CONFIG_PROXY_PATH_NORMALIZATION__NORMALIZATION,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs`.
pub static MESH_CONFIG_SERVICE_SCOPE_CONFIGS__NAMESPACE_SELECTOR: Field =
    f("namespaceSelector", "namespace_selector", "NamespaceSelector", K::Message(&super::proxy::LABEL_SELECTOR));

/// Of `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs`.
pub static MESH_CONFIG_SERVICE_SCOPE_CONFIGS__SERVICES_SELECTOR: Field =
    f("servicesSelector", "services_selector", "ServicesSelector", K::Message(&super::proxy::LABEL_SELECTOR));

/// Of `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs`.
pub static MESH_CONFIG_SERVICE_SCOPE_CONFIGS__SCOPE: Field =
    f("scope", "scope", "Scope", K::Enum(&super::enums::MESH_CONFIG_SERVICE_SCOPE_CONFIGS_SCOPE));

/// `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs`.
pub static MESH_CONFIG_SERVICE_SCOPE_CONFIGS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs",
    go: "v1alpha1.MeshConfig_ServiceScopeConfigs",
    fields: &[
        &super::mesh::MESH_CONFIG_SERVICE_SCOPE_CONFIGS__NAMESPACE_SELECTOR,
        &super::mesh::MESH_CONFIG_SERVICE_SCOPE_CONFIGS__SERVICES_SELECTOR,
        &super::mesh::MESH_CONFIG_SERVICE_SCOPE_CONFIGS__SCOPE,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ServiceSettings`.
pub static MESH_CONFIG_SERVICE_SETTINGS__SETTINGS: Field =
    f("settings", "settings", "Settings", K::Message(&super::mesh::MESH_CONFIG_SERVICE_SETTINGS_SETTINGS));

/// Of `istio.mesh.v1alpha1.MeshConfig.ServiceSettings`.
pub static MESH_CONFIG_SERVICE_SETTINGS__HOSTS: Field =
    f("hosts", "hosts", "Hosts", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig.ServiceSettings`.
pub static MESH_CONFIG_SERVICE_SETTINGS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ServiceSettings",
    go: "v1alpha1.MeshConfig_ServiceSettings",
    fields: &[
        &super::mesh::MESH_CONFIG_SERVICE_SETTINGS__SETTINGS,
        &super::mesh::MESH_CONFIG_SERVICE_SETTINGS__HOSTS,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.ServiceSettings.Settings`.
pub static MESH_CONFIG_SERVICE_SETTINGS_SETTINGS__CLUSTER_LOCAL: Field =
    f("clusterLocal", "cluster_local", "ClusterLocal", K::Bool);

/// `istio.mesh.v1alpha1.MeshConfig.ServiceSettings.Settings`.
pub static MESH_CONFIG_SERVICE_SETTINGS_SETTINGS: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.ServiceSettings.Settings",
    go: "v1alpha1.MeshConfig_ServiceSettings_Settings",
    fields: &[
        &super::mesh::MESH_CONFIG_SERVICE_SETTINGS_SETTINGS__CLUSTER_LOCAL,
    ],
    oneofs: &[],
};

/// Of `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
pub static MESH_CONFIG_TLSCONFIG__MIN_PROTOCOL_VERSION: Field =
    f("minProtocolVersion", "min_protocol_version", "MinProtocolVersion", K::Enum(&super::enums::MESH_CONFIG_TLSCONFIG_TLSPROTOCOL));

/// Of `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
pub static MESH_CONFIG_TLSCONFIG__ECDH_CURVES: Field =
    f("ecdhCurves", "ecdh_curves", "EcdhCurves", K::String).list();

/// Of `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
pub static MESH_CONFIG_TLSCONFIG__CIPHER_SUITES: Field =
    f("cipherSuites", "cipher_suites", "CipherSuites", K::String).list();

/// `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
pub static MESH_CONFIG_TLSCONFIG: Message = Message {
    name: "istio.mesh.v1alpha1.MeshConfig.TLSConfig",
    go: "v1alpha1.MeshConfig_TLSConfig",
    fields: &[
        &super::mesh::MESH_CONFIG_TLSCONFIG__MIN_PROTOCOL_VERSION,
        &super::mesh::MESH_CONFIG_TLSCONFIG__ECDH_CURVES,
        &super::mesh::MESH_CONFIG_TLSCONFIG__CIPHER_SUITES,
    ],
    oneofs: &[],
};
