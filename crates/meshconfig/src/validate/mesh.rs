//! What Istio refuses in a mesh config beside its proxy config.

use kubeyaml::Value;

use super::address::{check_trust_domain, check_wildcard_host};
use super::locality::check_locality;
use super::proxy::proxy_config;
use super::{
    HOUR, MILLISECOND, SECOND, check_duration, check_milliseconds, check_port, check_range, duration, port,
    text,
};
use crate::report::Report;
use crate::version::MeshChecks;

/// Checks a mesh config of 1.8 or later and its default proxy config, canonical documents.
///
/// Source: Istio 1.30 validation.go, ValidateMeshConfig.
pub(super) fn mesh_config(mesh: &Value, default_config: &Value, checks: MeshChecks) -> Report {
    let mut report = Report::default();
    let mut check = |before: &str, result: Result<(), String>| {
        if let Err(error) = result {
            report.join(Report::single(format!("{before} {error}")));
        }
    };
    check("invalid proxy listen port:", check_port(port(mesh, "proxyListenPort")));
    check("invalid connect timeout:", connect_timeout(duration(mesh, "connectTimeout"), checks));
    let detection = duration(mesh, "protocolDetectionTimeout");
    check("invalid protocol detection timeout:", check_milliseconds(detection));
    report.join(proxy_config(default_config, checks));
    report.join(check_locality(mesh.at(&["localityLbSetting"])));
    report.join(service_settings(mesh));
    report.join(trust_domains(mesh));
    if checks >= MeshChecks::Since1_18 && !mesh.items_at(&["meshMTLS", "ecdhCurves"]).is_empty() {
        report.join(Report::list(vec!["mesh TLS does not support ECDH curves configuration".into()]));
    }
    report
}

/// Source: Istio 1.30 validation.go, ValidateConnectTimeout; up to 1.19 half a minute is the most.
pub(super) fn connect_timeout(timeout: i64, checks: MeshChecks) -> Result<(), String> {
    check_duration(timeout)?;
    check_range(timeout, MILLISECOND, if checks >= MeshChecks::Since1_20 { HOUR } else { 30 * SECOND })
}

/// Source: Istio 1.6 validation.go, validateServiceSettings.
pub(super) fn service_settings(mesh: &Value) -> Report {
    let mut report = Report::default();
    for (i, setting) in mesh.items_at(&["serviceSettings"]).iter().enumerate() {
        for host in setting.items_at(&["hosts"]).iter().filter_map(Value::as_str) {
            if let Err(error) = check_wildcard_host(host) {
                report.push(format!("serviceSettings[{i}], host `{host}`: {error}"));
            }
        }
    }
    report
}

fn trust_domains(mesh: &Value) -> Report {
    let mut report = Report::default();
    report.push_failed("trustDomain:", check_trust_domain(text(mesh, &["trustDomain"])));
    for (i, alias) in mesh.items_at(&["trustDomainAliases"]).iter().filter_map(Value::as_str).enumerate() {
        if let Err(error) = check_trust_domain(alias) {
            report.push(format!("trustDomainAliases[{i}], domain `{alias}` : {error}"));
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use crate::{MeshConfig, Version};

    #[test]
    fn each_release_refuses_what_it_knows() {
        for (text, versions) in [
            ("defaultConfig: {parentShutdownDuration: 45s}", Version::V1_2..=Version::V1_16),
            (
                "defaultConfig: {drainDuration: 2h, parentShutdownDuration: 3h}",
                Version::V1_2..=Version::V1_21,
            ),
            ("connectTimeout: 1m", Version::V1_2..=Version::V1_19),
            ("defaultConfig: {statusPort: 0}", Version::V1_11..=Version::LATEST),
            ("defaultConfig: {privateKeyProvider: {cryptomb: {}}}", Version::V1_14..=Version::LATEST),
            ("meshMTLS: {ecdhCurves: [a]}", Version::V1_18..=Version::LATEST),
            ("defaultConfig: {connectTimeout: 1m}", Version::V1_2..=Version::V1_5),
            ("serviceSettings: [{hosts: ['a.*']}]", Version::V1_6..=Version::LATEST),
            ("protocolDetectionTimeout: 1us", Version::V1_5..=Version::LATEST),
        ] {
            let (first, last) = versions.into_inner();
            for version in Version::all() {
                let refused = MeshConfig::parse(kubeyaml::read(text).unwrap(), version).is_err();
                let knows = (first.minor..=last.minor).contains(&version.minor);
                // What a release before 1.1 does not know at all it refuses, too.
                assert!(refused == knows || version.minor < (1, 1), "{version} {text}");
            }
        }
    }

    #[test]
    fn every_release_takes_its_own_defaults() {
        for version in Version::all() {
            let parsed = MeshConfig::parse(kubeyaml::Value::Null, version);
            assert_eq!(parsed.err().map(|e| e.to_string()), None, "{version}");
        }
    }

    #[test]
    fn what_istio_refuses_is_refused_in_its_words() {
        for (text, error) in [
            ("", ""),
            ("proxyListenPort: 0", "invalid proxy listen port: port number 0 must be in the range 1..65535"),
            ("connectTimeout: 2h", "invalid connect timeout: time 2h0m0s must be >1ms and <1h0m0s"),
            ("connectTimeout: 1us", "invalid connect timeout: duration must be greater than 1ms"),
            (
                "protocolDetectionTimeout: 1us",
                "invalid protocol detection timeout: only durations to ms precision are supported",
            ),
            ("trustDomain: a_b", "1 error occurred:\n\t* trustDomain: trust domain name \"a_b\" invalid\n\n"),
            (
                "trustDomainAliases: ['', b]",
                "1 error occurred:\n\t* trustDomainAliases[0], domain `` : empty domain name not allowed\n\n",
            ),
            (
                "serviceSettings: [{hosts: [a, '*b.*']}]",
                "1 error occurred:\n\t* serviceSettings[0], host `*b.*`: domain name \"*\" invalid (label \"*\" invalid)\n\n",
            ),
            (
                "meshMTLS: {ecdhCurves: [a]}",
                "1 error occurred:\n\t* mesh TLS does not support ECDH curves configuration\n\n",
            ),
            (
                "proxyListenPort: -1\ndefaultConfig: {statusPort: 0}",
                "2 errors occurred:\n\t* invalid proxy listen port: port number -1 must be in the range 1..65535\n\t\
                 * invalid status port: port number 0 must be in the range 1..65535\n\n",
            ),
            (
                "defaultConfig: {privateKeyProvider: {qat: {}}}",
                "1 error occurred:\n\t* invalid private key provider configuration: pollDelay is required\n\n",
            ),
            ("defaultConfig: {tracing: {zipkin: {address: '$(HOST_IP):1'}}}", ""),
            (
                "defaultConfig: {tracing: {tlsSettings: {mode: MUTUAL}}}",
                "2 errors occurred:\n\t* invalid tracing TLS config: client certificate required for mutual tls\n\t\
                 * invalid tracing TLS config: private key required for mutual tls\n\n",
            ),
            (
                "trustDomain: 1",
                "failed to convert to proto. json: cannot unmarshal number into Go value of type string",
            ),
        ] {
            let mesh = MeshConfig::parse(kubeyaml::read(text).unwrap(), Version::LATEST);
            assert_eq!(mesh.err().map(|e| e.to_string()).unwrap_or_default(), error, "{text}");
        }
    }
}
