//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__MODE: Field =
    f("mode", "mode", "Mode", K::Enum(&super::enums::CLIENT_TLSSETTINGS_TLSMODE));

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__CLIENT_CERTIFICATE: Field =
    f("clientCertificate", "client_certificate", "ClientCertificate", K::String);

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__PRIVATE_KEY: Field =
    f("privateKey", "private_key", "PrivateKey", K::String);

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__CA_CERTIFICATES: Field =
    f("caCertificates", "ca_certificates", "CaCertificates", K::String);

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__CREDENTIAL_NAME: Field =
    f("credentialName", "credential_name", "CredentialName", K::String);

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__SUBJECT_ALT_NAMES: Field =
    f("subjectAltNames", "subject_alt_names", "SubjectAltNames", K::String).list();

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__SNI: Field =
    f("sni", "sni", "Sni", K::String);

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__INSECURE_SKIP_VERIFY: Field =
    f("insecureSkipVerify", "insecure_skip_verify", "InsecureSkipVerify", K::Wrapper(W::Bool));

/// Of `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS__CA_CRL: Field =
    f("caCrl", "ca_crl", "CaCrl", K::String);

/// `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS: Message = Message {
    name: "istio.networking.v1alpha3.ClientTLSSettings",
    go: "v1alpha3.ClientTLSSettings",
    fields: &[
        &super::networking::CLIENT_TLSSETTINGS__MODE,
        &super::networking::CLIENT_TLSSETTINGS__CLIENT_CERTIFICATE,
        &super::networking::CLIENT_TLSSETTINGS__PRIVATE_KEY,
        &super::networking::CLIENT_TLSSETTINGS__CA_CERTIFICATES,
        &super::networking::CLIENT_TLSSETTINGS__CREDENTIAL_NAME,
        &super::networking::CLIENT_TLSSETTINGS__SUBJECT_ALT_NAMES,
        &super::networking::CLIENT_TLSSETTINGS__SNI,
        &super::networking::CLIENT_TLSSETTINGS__INSECURE_SKIP_VERIFY,
        &super::networking::CLIENT_TLSSETTINGS__CA_CRL,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings`.
pub static CONNECTION_POOL_SETTINGS__TCP: Field =
    f("tcp", "tcp", "Tcp", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS));

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings`.
pub static CONNECTION_POOL_SETTINGS__HTTP: Field =
    f("http", "http", "Http", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS));

/// `istio.networking.v1alpha3.ConnectionPoolSettings`.
pub static CONNECTION_POOL_SETTINGS: Message = Message {
    name: "istio.networking.v1alpha3.ConnectionPoolSettings",
    go: "v1alpha3.ConnectionPoolSettings",
    fields: &[
        &super::networking::CONNECTION_POOL_SETTINGS__TCP,
        &super::networking::CONNECTION_POOL_SETTINGS__HTTP,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__HTTP1_MAX_PENDING_REQUESTS: Field =
    f("http1MaxPendingRequests", "http1_max_pending_requests", "Http1MaxPendingRequests", K::Int32);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__HTTP2_MAX_REQUESTS: Field =
    f("http2MaxRequests", "http2_max_requests", "Http2MaxRequests", K::Int32);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__MAX_REQUESTS_PER_CONNECTION: Field =
    f("maxRequestsPerConnection", "max_requests_per_connection", "MaxRequestsPerConnection", K::Int32);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__MAX_RETRIES: Field =
    f("maxRetries", "max_retries", "MaxRetries", K::Int32);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__IDLE_TIMEOUT: Field =
    f("idleTimeout", "idle_timeout", "IdleTimeout", K::Duration);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__H2_UPGRADE_POLICY: Field =
    f("h2UpgradePolicy", "h2_upgrade_policy", "H2UpgradePolicy", K::Enum(&super::enums::CONNECTION_POOL_SETTINGS_HTTPSETTINGS_H2_UPGRADE_POLICY));

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__USE_CLIENT_PROTOCOL: Field =
    f("useClientProtocol", "use_client_protocol", "UseClientProtocol", K::Bool);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__MAX_CONCURRENT_STREAMS: Field =
    f("maxConcurrentStreams", "max_concurrent_streams", "MaxConcurrentStreams", K::Int32);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS__HTTP2_KEEP_ALIVE: Field =
    f("http2KeepAlive", "http2_keep_alive", "Http2KeepAlive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS_CONNECTION_KEEPALIVE));

/// `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS: Message = Message {
    name: "istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings",
    go: "v1alpha3.ConnectionPoolSettings_HTTPSettings",
    fields: &[
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__HTTP1_MAX_PENDING_REQUESTS,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__HTTP2_MAX_REQUESTS,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__MAX_REQUESTS_PER_CONNECTION,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__MAX_RETRIES,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__IDLE_TIMEOUT,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__H2_UPGRADE_POLICY,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__USE_CLIENT_PROTOCOL,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__MAX_CONCURRENT_STREAMS,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS__HTTP2_KEEP_ALIVE,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings.ConnectionKeepalive`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS_CONNECTION_KEEPALIVE__INTERVAL: Field =
    f("interval", "interval", "Interval", K::Duration);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings.ConnectionKeepalive`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS_CONNECTION_KEEPALIVE__TIMEOUT: Field =
    f("timeout", "timeout", "Timeout", K::Duration);

/// `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings.ConnectionKeepalive`.
pub static CONNECTION_POOL_SETTINGS_HTTPSETTINGS_CONNECTION_KEEPALIVE: Message = Message {
    name: "istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings.ConnectionKeepalive",
    go: "v1alpha3.ConnectionPoolSettings_HTTPSettings_ConnectionKeepalive",
    fields: &[
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS_CONNECTION_KEEPALIVE__INTERVAL,
        &super::networking::CONNECTION_POOL_SETTINGS_HTTPSETTINGS_CONNECTION_KEEPALIVE__TIMEOUT,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS__MAX_CONNECTIONS: Field =
    f("maxConnections", "max_connections", "MaxConnections", K::Int32);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS__CONNECT_TIMEOUT: Field =
    f("connectTimeout", "connect_timeout", "ConnectTimeout", K::Duration);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS__TCP_KEEPALIVE: Field =
    f("tcpKeepalive", "tcp_keepalive", "TcpKeepalive", K::Message(&super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE));

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS__MAX_CONNECTION_DURATION: Field =
    f("maxConnectionDuration", "max_connection_duration", "MaxConnectionDuration", K::Duration);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS__IDLE_TIMEOUT: Field =
    f("idleTimeout", "idle_timeout", "IdleTimeout", K::Duration);

/// `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS: Message = Message {
    name: "istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings",
    go: "v1alpha3.ConnectionPoolSettings_TCPSettings",
    fields: &[
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS__MAX_CONNECTIONS,
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS__CONNECT_TIMEOUT,
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS__TCP_KEEPALIVE,
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS__MAX_CONNECTION_DURATION,
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS__IDLE_TIMEOUT,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE__PROBES: Field =
    f("probes", "probes", "Probes", K::Uint32);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE__TIME: Field =
    f("time", "time", "Time", K::Duration);

/// Of `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE__INTERVAL: Field =
    f("interval", "interval", "Interval", K::Duration);

/// `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE: Message = Message {
    name: "istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive",
    go: "v1alpha3.ConnectionPoolSettings_TCPSettings_TcpKeepalive",
    fields: &[
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE__PROBES,
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE__TIME,
        &super::networking::CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE__INTERVAL,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ExecHealthCheckConfig`.
pub static EXEC_HEALTH_CHECK_CONFIG__COMMAND: Field =
    f("command", "command", "Command", K::String).list();

/// `istio.networking.v1alpha3.ExecHealthCheckConfig`.
pub static EXEC_HEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.ExecHealthCheckConfig",
    go: "v1alpha3.ExecHealthCheckConfig",
    fields: &[
        &super::networking::EXEC_HEALTH_CHECK_CONFIG__COMMAND,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.GrpcHealthCheckConfig`.
pub static GRPC_HEALTH_CHECK_CONFIG__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.networking.v1alpha3.GrpcHealthCheckConfig`.
pub static GRPC_HEALTH_CHECK_CONFIG__SERVICE: Field =
    f("service", "service", "Service", K::String);

/// `istio.networking.v1alpha3.GrpcHealthCheckConfig`.
pub static GRPC_HEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.GrpcHealthCheckConfig",
    go: "v1alpha3.GrpcHealthCheckConfig",
    fields: &[
        &super::networking::GRPC_HEALTH_CHECK_CONFIG__PORT,
        &super::networking::GRPC_HEALTH_CHECK_CONFIG__SERVICE,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.HTTPHeader`.
pub static HTTPHEADER__NAME: Field =
    f("name", "name", "Name", K::String);

/// Of `istio.networking.v1alpha3.HTTPHeader`.
pub static HTTPHEADER__VALUE: Field =
    f("value", "value", "Value", K::String);

/// `istio.networking.v1alpha3.HTTPHeader`.
pub static HTTPHEADER: Message = Message {
    name: "istio.networking.v1alpha3.HTTPHeader",
    go: "v1alpha3.HTTPHeader",
    fields: &[
        &super::networking::HTTPHEADER__NAME,
        &super::networking::HTTPHEADER__VALUE,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
pub static HTTPHEALTH_CHECK_CONFIG__PATH: Field =
    f("path", "path", "Path", K::String);

/// Of `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
pub static HTTPHEALTH_CHECK_CONFIG__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// Of `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
pub static HTTPHEALTH_CHECK_CONFIG__HOST: Field =
    f("host", "host", "Host", K::String);

/// Of `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
pub static HTTPHEALTH_CHECK_CONFIG__SCHEME: Field =
    f("scheme", "scheme", "Scheme", K::String);

/// Of `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
pub static HTTPHEALTH_CHECK_CONFIG__HTTP_HEADERS: Field =
    f("httpHeaders", "http_headers", "HttpHeaders", K::Message(&super::networking::HTTPHEADER)).list();

/// `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
pub static HTTPHEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.HTTPHealthCheckConfig",
    go: "v1alpha3.HTTPHealthCheckConfig",
    fields: &[
        &super::networking::HTTPHEALTH_CHECK_CONFIG__PATH,
        &super::networking::HTTPHEALTH_CHECK_CONFIG__PORT,
        &super::networking::HTTPHEALTH_CHECK_CONFIG__HOST,
        &super::networking::HTTPHEALTH_CHECK_CONFIG__SCHEME,
        &super::networking::HTTPHEALTH_CHECK_CONFIG__HTTP_HEADERS,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY__ATTEMPTS: Field =
    f("attempts", "attempts", "Attempts", K::Int32);

/// Of `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY__PER_TRY_TIMEOUT: Field =
    f("perTryTimeout", "per_try_timeout", "PerTryTimeout", K::Duration);

/// Of `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY__RETRY_ON: Field =
    f("retryOn", "retry_on", "RetryOn", K::String);

/// Of `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY__RETRY_REMOTE_LOCALITIES: Field =
    f("retryRemoteLocalities", "retry_remote_localities", "RetryRemoteLocalities", K::Wrapper(W::Bool));

/// Of `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY__RETRY_IGNORE_PREVIOUS_HOSTS: Field =
    f("retryIgnorePreviousHosts", "retry_ignore_previous_hosts", "RetryIgnorePreviousHosts", K::Wrapper(W::Bool));

/// Of `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY__BACKOFF: Field =
    f("backoff", "backoff", "Backoff", K::Duration);

/// `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY: Message = Message {
    name: "istio.networking.v1alpha3.HTTPRetry",
    go: "v1alpha3.HTTPRetry",
    fields: &[
        &super::networking::HTTPRETRY__ATTEMPTS,
        &super::networking::HTTPRETRY__PER_TRY_TIMEOUT,
        &super::networking::HTTPRETRY__RETRY_ON,
        &super::networking::HTTPRETRY__RETRY_REMOTE_LOCALITIES,
        &super::networking::HTTPRETRY__RETRY_IGNORE_PREVIOUS_HOSTS,
        &super::networking::HTTPRETRY__BACKOFF,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING__DISTRIBUTE: Field =
    f("distribute", "distribute", "Distribute", K::Message(&super::networking::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE)).list();

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING__FAILOVER: Field =
    f("failover", "failover", "Failover", K::Message(&super::networking::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER)).list();

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING__FAILOVER_PRIORITY: Field =
    f("failoverPriority", "failover_priority", "FailoverPriority", K::String).list();

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING__ENABLED: Field =
    f("enabled", "enabled", "Enabled", K::Wrapper(W::Bool));

/// `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING: Message = Message {
    name: "istio.networking.v1alpha3.LocalityLoadBalancerSetting",
    go: "v1alpha3.LocalityLoadBalancerSetting",
    fields: &[
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING__DISTRIBUTE,
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING__FAILOVER,
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING__FAILOVER_PRIORITY,
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING__ENABLED,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE__FROM: Field =
    f("from", "from", "From", K::String);

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE__TO: Field =
    f("to", "to", "To", K::Uint32).map();

/// `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE: Message = Message {
    name: "istio.networking.v1alpha3.LocalityLoadBalancerSetting.Distribute",
    go: "v1alpha3.LocalityLoadBalancerSetting_Distribute",
    fields: &[
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE__FROM,
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE__TO,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER__FROM: Field =
    f("from", "from", "From", K::String);

/// Of `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER__TO: Field =
    f("to", "to", "To", K::String);

/// `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER: Message = Message {
    name: "istio.networking.v1alpha3.LocalityLoadBalancerSetting.Failover",
    go: "v1alpha3.LocalityLoadBalancerSetting_Failover",
    fields: &[
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER__FROM,
        &super::networking::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER__TO,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__CONSECUTIVE_ERRORS: Field =
    f("consecutiveErrors", "consecutive_errors", "ConsecutiveErrors", K::Int32);

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__SPLIT_EXTERNAL_LOCAL_ORIGIN_ERRORS: Field =
    f("splitExternalLocalOriginErrors", "split_external_local_origin_errors", "SplitExternalLocalOriginErrors", K::Bool);

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__CONSECUTIVE_LOCAL_ORIGIN_FAILURES: Field =
    f("consecutiveLocalOriginFailures", "consecutive_local_origin_failures", "ConsecutiveLocalOriginFailures", K::Wrapper(W::Uint32));

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__CONSECUTIVE_GATEWAY_ERRORS: Field =
    f("consecutiveGatewayErrors", "consecutive_gateway_errors", "ConsecutiveGatewayErrors", K::Wrapper(W::Uint32));

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__CONSECUTIVE_5XX_ERRORS: Field =
    f("consecutive5xxErrors", "consecutive_5xx_errors", "Consecutive_5XxErrors", K::Wrapper(W::Uint32));

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__INTERVAL: Field =
    f("interval", "interval", "Interval", K::Duration);

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__BASE_EJECTION_TIME: Field =
    f("baseEjectionTime", "base_ejection_time", "BaseEjectionTime", K::Duration);

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__MAX_EJECTION_PERCENT: Field =
    f("maxEjectionPercent", "max_ejection_percent", "MaxEjectionPercent", K::Int32);

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__MIN_HEALTH_PERCENT: Field =
    f("minHealthPercent", "min_health_percent", "MinHealthPercent", K::Int32);

/// Of `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION__OUTLIER_DETECTION_HTTP_ERROR_CODES: Field =
    f("outlierDetectionHttpErrorCodes", "outlier_detection_http_error_codes", "OutlierDetectionHttpErrorCodes", K::Uint32).list();

/// `istio.networking.v1alpha3.OutlierDetection`.
pub static OUTLIER_DETECTION: Message = Message {
    name: "istio.networking.v1alpha3.OutlierDetection",
    go: "v1alpha3.OutlierDetection",
    fields: &[
        &super::networking::OUTLIER_DETECTION__CONSECUTIVE_ERRORS,
        &super::networking::OUTLIER_DETECTION__SPLIT_EXTERNAL_LOCAL_ORIGIN_ERRORS,
        &super::networking::OUTLIER_DETECTION__CONSECUTIVE_LOCAL_ORIGIN_FAILURES,
        &super::networking::OUTLIER_DETECTION__CONSECUTIVE_GATEWAY_ERRORS,
        &super::networking::OUTLIER_DETECTION__CONSECUTIVE_5XX_ERRORS,
        &super::networking::OUTLIER_DETECTION__INTERVAL,
        &super::networking::OUTLIER_DETECTION__BASE_EJECTION_TIME,
        &super::networking::OUTLIER_DETECTION__MAX_EJECTION_PERCENT,
        &super::networking::OUTLIER_DETECTION__MIN_HEALTH_PERCENT,
        &super::networking::OUTLIER_DETECTION__OUTLIER_DETECTION_HTTP_ERROR_CODES,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__INITIAL_DELAY_SECONDS: Field =
    f("initialDelaySeconds", "initial_delay_seconds", "InitialDelaySeconds", K::Int32);

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__TIMEOUT_SECONDS: Field =
    f("timeoutSeconds", "timeout_seconds", "TimeoutSeconds", K::Int32);

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__PERIOD_SECONDS: Field =
    f("periodSeconds", "period_seconds", "PeriodSeconds", K::Int32);

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__SUCCESS_THRESHOLD: Field =
    f("successThreshold", "success_threshold", "SuccessThreshold", K::Int32);

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__FAILURE_THRESHOLD: Field =
    f("failureThreshold", "failure_threshold", "FailureThreshold", K::Int32);

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__HTTP_GET: Field =
    f("httpGet", "http_get", "HttpGet", K::Message(&super::networking::HTTPHEALTH_CHECK_CONFIG)).of("health_check_method", "v1alpha3.ReadinessProbe_HttpGet");

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__TCP_SOCKET: Field =
    f("tcpSocket", "tcp_socket", "TcpSocket", K::Message(&super::networking::TCPHEALTH_CHECK_CONFIG)).of("health_check_method", "v1alpha3.ReadinessProbe_TcpSocket");

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__EXEC: Field =
    f("exec", "exec", "Exec", K::Message(&super::networking::EXEC_HEALTH_CHECK_CONFIG)).of("health_check_method", "v1alpha3.ReadinessProbe_Exec");

/// Of `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE__GRPC: Field =
    f("grpc", "grpc", "Grpc", K::Message(&super::networking::GRPC_HEALTH_CHECK_CONFIG)).of("health_check_method", "v1alpha3.ReadinessProbe_Grpc");

/// `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE: Message = Message {
    name: "istio.networking.v1alpha3.ReadinessProbe",
    go: "v1alpha3.ReadinessProbe",
    fields: &[
        &super::networking::READINESS_PROBE__INITIAL_DELAY_SECONDS,
        &super::networking::READINESS_PROBE__TIMEOUT_SECONDS,
        &super::networking::READINESS_PROBE__PERIOD_SECONDS,
        &super::networking::READINESS_PROBE__SUCCESS_THRESHOLD,
        &super::networking::READINESS_PROBE__FAILURE_THRESHOLD,
        &super::networking::READINESS_PROBE__HTTP_GET,
        &super::networking::READINESS_PROBE__TCP_SOCKET,
        &super::networking::READINESS_PROBE__EXEC,
        &super::networking::READINESS_PROBE__GRPC,
    ],
    oneofs: &[Oneof { proto: "health_check_method", go: "HealthCheckMethod", interface: "v1alpha3.isReadinessProbe_HealthCheckMethod" }],
};

/// Of `istio.networking.v1alpha3.TCPHealthCheckConfig`.
pub static TCPHEALTH_CHECK_CONFIG__HOST: Field =
    f("host", "host", "Host", K::String);

/// Of `istio.networking.v1alpha3.TCPHealthCheckConfig`.
pub static TCPHEALTH_CHECK_CONFIG__PORT: Field =
    f("port", "port", "Port", K::Uint32);

/// `istio.networking.v1alpha3.TCPHealthCheckConfig`.
pub static TCPHEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.TCPHealthCheckConfig",
    go: "v1alpha3.TCPHealthCheckConfig",
    fields: &[
        &super::networking::TCPHEALTH_CHECK_CONFIG__HOST,
        &super::networking::TCPHEALTH_CHECK_CONFIG__PORT,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING__ENABLED: Field =
    f("enabled", "enabled", "Enabled", K::Wrapper(W::Bool));

/// Of `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING__FAILOVER: Field =
    f("failover", "failover", "Failover", K::Message(&super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING_FAILOVER)).list();

/// Of `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING__FAILOVER_PRIORITY: Field =
    f("failoverPriority", "failover_priority", "FailoverPriority", K::String).list();

/// Of `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING__MIN_CLUSTER_SIZE: Field =
    f("minClusterSize", "min_cluster_size", "MinClusterSize", K::Wrapper(W::Uint64));

/// `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING: Message = Message {
    name: "istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting",
    go: "v1alpha3.ZoneAwareLoadBalancerSetting",
    fields: &[
        &super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING__ENABLED,
        &super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING__FAILOVER,
        &super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING__FAILOVER_PRIORITY,
        &super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING__MIN_CLUSTER_SIZE,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting.Failover`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING_FAILOVER__FROM: Field =
    f("from", "from", "From", K::String);

/// Of `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting.Failover`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING_FAILOVER__TO: Field =
    f("to", "to", "To", K::String);

/// `istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting.Failover`.
pub static ZONE_AWARE_LOAD_BALANCER_SETTING_FAILOVER: Message = Message {
    name: "istio.networking.v1alpha3.ZoneAwareLoadBalancerSetting.Failover",
    go: "v1alpha3.ZoneAwareLoadBalancerSetting_Failover",
    fields: &[
        &super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING_FAILOVER__FROM,
        &super::networking::ZONE_AWARE_LOAD_BALANCER_SETTING_FAILOVER__TO,
    ],
    oneofs: &[],
};

/// Of `istio.networking.v1beta1.ProxyImage`.
pub static PROXY_IMAGE__IMAGE_TYPE: Field =
    f("imageType", "image_type", "ImageType", K::String);

/// `istio.networking.v1beta1.ProxyImage`.
pub static PROXY_IMAGE: Message = Message {
    name: "istio.networking.v1beta1.ProxyImage",
    go: "v1beta1.ProxyImage",
    fields: &[
        &super::networking::PROXY_IMAGE__IMAGE_TYPE,
    ],
    oneofs: &[],
};
