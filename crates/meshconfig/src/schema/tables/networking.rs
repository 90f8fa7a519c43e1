//! Generated from `generate/1.30.txt` by `cargo run -p meshconfig --example generate`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// `istio.networking.v1alpha3.ClientTLSSettings`.
pub static CLIENT_TLSSETTINGS: Message = Message {
    name: "istio.networking.v1alpha3.ClientTLSSettings",
    go: "v1alpha3.ClientTLSSettings",
    fields: &[
        f("mode", "mode", "Mode", K::Enum(&super::enums::CLIENT_TLSSETTINGS_TLSMODE)),
        f("clientCertificate", "client_certificate", "ClientCertificate", K::String),
        f("privateKey", "private_key", "PrivateKey", K::String),
        f("caCertificates", "ca_certificates", "CaCertificates", K::String),
        f("credentialName", "credential_name", "CredentialName", K::String),
        f("subjectAltNames", "subject_alt_names", "SubjectAltNames", K::String).list(),
        f("sni", "sni", "Sni", K::String),
        f("insecureSkipVerify", "insecure_skip_verify", "InsecureSkipVerify", K::Wrapper(W::Bool)),
        f("caCrl", "ca_crl", "CaCrl", K::String),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive`.
pub static CONNECTION_POOL_SETTINGS_TCPSETTINGS_TCP_KEEPALIVE: Message = Message {
    name: "istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive",
    go: "v1alpha3.ConnectionPoolSettings_TCPSettings_TcpKeepalive",
    fields: &[
        f("probes", "probes", "Probes", K::Uint32),
        f("time", "time", "Time", K::Duration),
        f("interval", "interval", "Interval", K::Duration),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.ExecHealthCheckConfig`.
pub static EXEC_HEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.ExecHealthCheckConfig",
    go: "v1alpha3.ExecHealthCheckConfig",
    fields: &[
        f("command", "command", "Command", K::String).list(),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.GrpcHealthCheckConfig`.
pub static GRPC_HEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.GrpcHealthCheckConfig",
    go: "v1alpha3.GrpcHealthCheckConfig",
    fields: &[
        f("port", "port", "Port", K::Uint32),
        f("service", "service", "Service", K::String),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.HTTPHeader`.
pub static HTTPHEADER: Message = Message {
    name: "istio.networking.v1alpha3.HTTPHeader",
    go: "v1alpha3.HTTPHeader",
    fields: &[
        f("name", "name", "Name", K::String),
        f("value", "value", "Value", K::String),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
pub static HTTPHEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.HTTPHealthCheckConfig",
    go: "v1alpha3.HTTPHealthCheckConfig",
    fields: &[
        f("path", "path", "Path", K::String),
        f("port", "port", "Port", K::Uint32),
        f("host", "host", "Host", K::String),
        f("scheme", "scheme", "Scheme", K::String),
        f("httpHeaders", "http_headers", "HttpHeaders", K::Message(&super::networking::HTTPHEADER)).list(),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.HTTPRetry`.
pub static HTTPRETRY: Message = Message {
    name: "istio.networking.v1alpha3.HTTPRetry",
    go: "v1alpha3.HTTPRetry",
    fields: &[
        f("attempts", "attempts", "Attempts", K::Int32),
        f("perTryTimeout", "per_try_timeout", "PerTryTimeout", K::Duration),
        f("retryOn", "retry_on", "RetryOn", K::String),
        f("retryRemoteLocalities", "retry_remote_localities", "RetryRemoteLocalities", K::Wrapper(W::Bool)),
        f("retryIgnorePreviousHosts", "retry_ignore_previous_hosts", "RetryIgnorePreviousHosts", K::Wrapper(W::Bool)),
        f("backoff", "backoff", "Backoff", K::Duration),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
pub static LOCALITY_LOAD_BALANCER_SETTING: Message = Message {
    name: "istio.networking.v1alpha3.LocalityLoadBalancerSetting",
    go: "v1alpha3.LocalityLoadBalancerSetting",
    fields: &[
        f("distribute", "distribute", "Distribute", K::Message(&super::networking::LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE)).list(),
        f("failover", "failover", "Failover", K::Message(&super::networking::LOCALITY_LOAD_BALANCER_SETTING_FAILOVER)).list(),
        f("failoverPriority", "failover_priority", "FailoverPriority", K::String).list(),
        f("enabled", "enabled", "Enabled", K::Wrapper(W::Bool)),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Distribute`.
pub static LOCALITY_LOAD_BALANCER_SETTING_DISTRIBUTE: Message = Message {
    name: "istio.networking.v1alpha3.LocalityLoadBalancerSetting.Distribute",
    go: "v1alpha3.LocalityLoadBalancerSetting_Distribute",
    fields: &[
        f("from", "from", "From", K::String),
        f("to", "to", "To", K::Uint32).map(),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Failover`.
pub static LOCALITY_LOAD_BALANCER_SETTING_FAILOVER: Message = Message {
    name: "istio.networking.v1alpha3.LocalityLoadBalancerSetting.Failover",
    go: "v1alpha3.LocalityLoadBalancerSetting_Failover",
    fields: &[
        f("from", "from", "From", K::String),
        f("to", "to", "To", K::String),
    ],
    oneofs: &[],
};

/// `istio.networking.v1alpha3.ReadinessProbe`.
pub static READINESS_PROBE: Message = Message {
    name: "istio.networking.v1alpha3.ReadinessProbe",
    go: "v1alpha3.ReadinessProbe",
    fields: &[
        f("initialDelaySeconds", "initial_delay_seconds", "InitialDelaySeconds", K::Int32),
        f("timeoutSeconds", "timeout_seconds", "TimeoutSeconds", K::Int32),
        f("periodSeconds", "period_seconds", "PeriodSeconds", K::Int32),
        f("successThreshold", "success_threshold", "SuccessThreshold", K::Int32),
        f("failureThreshold", "failure_threshold", "FailureThreshold", K::Int32),
        f("httpGet", "http_get", "HttpGet", K::Message(&super::networking::HTTPHEALTH_CHECK_CONFIG)).of("health_check_method"),
        f("tcpSocket", "tcp_socket", "TcpSocket", K::Message(&super::networking::TCPHEALTH_CHECK_CONFIG)).of("health_check_method"),
        f("exec", "exec", "Exec", K::Message(&super::networking::EXEC_HEALTH_CHECK_CONFIG)).of("health_check_method"),
        f("grpc", "grpc", "Grpc", K::Message(&super::networking::GRPC_HEALTH_CHECK_CONFIG)).of("health_check_method"),
    ],
    oneofs: &[Oneof { proto: "health_check_method", go: "HealthCheckMethod" }],
};

/// `istio.networking.v1alpha3.TCPHealthCheckConfig`.
pub static TCPHEALTH_CHECK_CONFIG: Message = Message {
    name: "istio.networking.v1alpha3.TCPHealthCheckConfig",
    go: "v1alpha3.TCPHealthCheckConfig",
    fields: &[
        f("host", "host", "Host", K::String),
        f("port", "port", "Port", K::Uint32),
    ],
    oneofs: &[],
};

/// `istio.networking.v1beta1.ProxyImage`.
pub static PROXY_IMAGE: Message = Message {
    name: "istio.networking.v1beta1.ProxyImage",
    go: "v1beta1.ProxyImage",
    fields: &[
        f("imageType", "image_type", "ImageType", K::String),
    ],
    oneofs: &[],
};
