//! A proxy config without what the proxy takes anyway.

use kubeyaml::Value;

use crate::version::{Given, Version};

/// The fields that are left out when they equal the code's defaults.
const CLEANED: [&str; 15] = [
    "binaryPath",
    "concurrency",
    "configPath",
    "controlPlaneAuthPolicy",
    "discoveryAddress",
    "drainDuration",
    "envoyAccessLogService",
    "envoyMetricsService",
    "parentShutdownDuration",
    "proxyAdminPort",
    "serviceCluster",
    "statNameLength",
    "statusPort",
    "terminationDrainDuration",
    "tracing",
];

/// Leaves out what equals the code's defaults. These, and not the mesh's, are what the proxy starts from.
///
/// Source: Istio 1.30 template.go, cleanProxyConfig.
pub(super) fn clean(document: &Value, version: Version) -> Value {
    let mut out = document.clone();
    if !version.cleans_proxy_config {
        return out;
    }
    out.become_map().retain(|name, value| {
        !CLEANED.contains(&name) || version.proxy_default(name).map(Given::value).as_ref() != Some(value)
    });
    out
}

#[cfg(test)]
mod tests {
    use crate::{ProxyConfig, Version};

    #[test]
    fn what_equals_the_defaults_is_left_out() {
        for (annotation, json) in [
            ("", "{}"),
            ("statusPort: 15020\ndrainDuration: 45s\nserviceCluster: istio-proxy", "{}"),
            ("statusPort: 1\ndrainDuration: 2s", r#"{"drainDuration":"2s","statusPort":1}"#),
            ("statusPort: 0", "{}"),
            ("concurrency: 0", r#"{"concurrency":0}"#),
            ("serviceCluster: ''", r#"{"serviceCluster":""}"#),
            ("tracingServiceName: 0", r#"{"tracingServiceName":"APP_LABEL_AND_NAMESPACE"}"#),
            ("tracing: {}", r#"{"tracing":{}}"#),
            ("proxyMetadata: {}", "{}"),
            ("proxyMetadata: {Z: '<&>', A: b}", r#"{"proxyMetadata":{"A":"b","Z":"\u003c\u0026\u003e"}}"#),
            ("interceptionMode: REDIRECT", "{}"),
            (
                "interceptionMode: TPROXY\nconfigPath: /x",
                r#"{"configPath":"/x","interceptionMode":"TPROXY"}"#,
            ),
            (
                "tracing: {stackdriver: {maxNumberOfAttributes: 5}}",
                r#"{"tracing":{"stackdriver":{"maxNumberOfAttributes":"5"}}}"#,
            ),
            ("controlPlaneAuthPolicy: NONE", "{}"),
            (
                "connectionSettings: {profile: 1, httpMaxConcurrentStreams: 5, http_idle_timeout: 1h}",
                r#"{"connectionSettings":{"profile":"EDGE","httpIdleTimeout":"3600s","httpMaxConcurrentStreams":5}}"#,
            ),
        ] {
            let config = ProxyConfig::defaults(Version::LATEST).apply_annotation(annotation).unwrap();
            assert_eq!(config.to_template_json(), json, "{annotation}");
        }
    }
}
