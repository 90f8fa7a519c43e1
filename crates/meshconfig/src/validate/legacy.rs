//! What Istio 0.5 to 1.7 refuse in a mesh config.
//!
//! A deliberate difference: durations are checked one by one, but neither against the versions' limits nor against each
//! other. Nothing in injection depends on these, and Istio's injectors of the time took such durations when they were
//! set by other means than the file.

use kubeyaml::Value;

use super::address::{check_address, check_host};
use super::locality::check_locality_1_1;
use super::mesh::{connect_timeout, service_settings};
use super::proxy::{check_lightstep, check_optional_address, check_policy, drain_and_shutdown};
use super::tls::check_tls;
use super::{check_duration, check_milliseconds, check_port, duration, port, text};
use crate::mesh::MeshConfig;
use crate::network::parse_address;
use crate::report::Report;
use crate::version::MeshChecks;
use golang::number::parse_int;
use golang::quote::quote;

/// Source: Istio 1.1 pilot/pkg/model/validation.go, ValidateMeshConfig; the same name in 1.0 and 0.5.
pub(super) fn mesh_config(mesh: &MeshConfig) -> Report {
    let (checks, document) = (mesh.version().mesh_checks, mesh.document());
    let mut report = Report::default();
    for (field, before) in addresses(checks) {
        check_set_address(checks, text(document, &[field]), before, &mut report);
    }
    report.push_failed("invalid proxy listen port:", check_port(port(document, "proxyListenPort")));
    report.push_failed(
        "invalid connect timeout:",
        check_connect_timeout(duration(document, "connectTimeout"), checks),
    );
    if checks >= MeshChecks::Since1_5 {
        let detection = check_milliseconds(duration(document, "protocolDetectionTimeout"));
        report.push_failed("invalid protocol detection timeout:", detection);
    }
    if checks < MeshChecks::Since1_1 {
        if let Some(number) = document.get("authPolicy").filter(|policy| policy.as_str().is_none()) {
            report.push(format!("unrecognized auth policy {}", quote(&kubeyaml::to_json(number))));
        }
        for (field, before) in refresh_delays(checks) {
            report.push_failed(before, check_duration(duration(document, field)));
        }
    }
    report.extend(proxy_config(mesh.default_config().document(), checks));
    if checks >= MeshChecks::Since1_1
        && let Err(error) = check_locality_1_1(document.at(&["localityLbSetting"]))
    {
        report.push(error);
    }
    if checks >= MeshChecks::Since1_6 {
        report.extend(service_settings(document));
    }
    report
}

fn addresses(checks: MeshChecks) -> &'static [(&'static str, &'static str)] {
    match checks {
        MeshChecks::Since0_5 => &[
            ("egressProxyAddress", "invalid egress proxy address:"),
            ("mixerAddress", "invalid Mixer address:"),
        ],
        _ => &[
            ("mixerCheckServer", "invalid Policy Check Server address:"),
            ("mixerReportServer", "invalid Telemetry Server address:"),
        ],
    }
}

fn refresh_delays(checks: MeshChecks) -> &'static [(&'static str, &'static str)] {
    match checks {
        _ if checks < MeshChecks::Since1_0 => &[("rdsRefreshDelay", "invalid refresh delay:")],
        _ => &[
            ("rdsRefreshDelay", "invalid rds refresh delay:"),
            ("sdsRefreshDelay", "invalid sds refresh delay:"),
        ],
    }
}

/// Source: Istio 1.1 pilot/pkg/model/validation.go, ValidateProxyConfig; the same name in 1.0 and 0.5.
pub(super) fn proxy_config(config: &Value, checks: MeshChecks) -> Report {
    let mut report = Report::default();
    for (field, error) in [
        ("configPath", "config path must be set"),
        ("binaryPath", "binary path must be set"),
        ("serviceCluster", "service cluster must be set"),
    ] {
        if text(config, &[field]).is_empty() {
            report.push(error);
        }
    }
    report.extend_prefixed("invalid parent and drain time combination", drain_and_shutdown(config, checks));
    if checks < MeshChecks::Since1_1 {
        report
            .push_failed("invalid refresh delay:", check_duration(duration(config, "discoveryRefreshDelay")));
    }
    match text(config, &["discoveryAddress"]) {
        "" => report.push("discovery address must be set to the proxy discovery service"),
        address => report.push_failed("invalid discovery address:", check_era_address(address, checks)),
    }
    if let Some(lightstep) = config.at(&["tracing"]).get("lightstep") {
        let mut found = check_lightstep(lightstep);
        if lightstep.at(&["secure"]).as_bool() == Some(true) && text(lightstep, &["cacertPath"]).is_empty() {
            found.push("cacertPath is required");
        }
        report.extend_prefixed("invalid lightstep config:", found);
    }
    for (name, before) in [("zipkin", "invalid zipkin config:"), ("datadog", "invalid datadog config:")] {
        if let Some(tracer) = config.at(&["tracing"]).get(name) {
            // The host's address is known only on the node.
            let address = text(tracer, &["address"]).replacen("$(HOST_IP)", "127.0.0.1", 1);
            report.push_failed(before, check_address(&address));
        }
    }
    if let Some(tls) = config.at(&["tracing"]).get("tlsSettings") {
        report.extend_prefixed("invalid tracing TLS config:", check_tls(tls));
    }
    check_set_address(checks, text(config, &["zipkinAddress"]), "invalid zipkin address:", &mut report);
    if checks < MeshChecks::Since1_6 {
        let timeout = duration(config, "connectTimeout");
        report.push_failed("invalid connect timeout:", check_connect_timeout(timeout, checks));
    }
    for (field, what) in
        [("statsdUdpAddress", "statsd udp"), ("envoyMetricsServiceAddress", "envoy metrics service")]
    {
        let address = text(config, &[field]);
        let before = match checks {
            _ if checks < MeshChecks::Since0_8 => format!("invalid {what} address:"),
            _ => format!("invalid {what} address {}:", quote(address)),
        };
        check_set_address(checks, address, &before, &mut report);
    }
    if checks >= MeshChecks::Since1_3 {
        for (field, what) in [
            ("envoyMetricsService", "envoy metrics service"),
            ("envoyAccessLogService", "envoy access log service"),
        ] {
            check_optional_address(text(config, &[field, "address"]), what, &mut report);
        }
    }
    report.push_failed("invalid proxy admin port:", check_port(port(config, "proxyAdminPort")));
    if let Err(error) = check_policy(config.at(&["controlPlaneAuthPolicy"])) {
        report.push(error);
    }
    report
}

fn check_set_address(checks: MeshChecks, address: &str, before: &str, report: &mut Report) {
    if !address.is_empty() {
        report.push_failed(before, check_era_address(address, checks));
    }
}

/// Source: Istio 0.5 and 1.0 pilot/pkg/model/validation.go, ValidateProxyAddress; 1.1 is as today.
fn check_era_address(address: &str, checks: MeshChecks) -> Result<(), String> {
    if checks >= MeshChecks::Since1_1 {
        return check_address(address);
    }
    let Some((host, port)) = address.split_once(':') else {
        let forms = "host address must be of the form <DNS name>:<port> or <IP>:<port>";
        return Err(format!("':' separator not found in {}, {forms}", quote(address)));
    };
    check_port(parse_int(port, 10, 64).map_err(|fault| fault.of("Atoi", port).to_string())?)?;
    let is_v4 = parse_address(host).is_ok_and(|a| !a.is_v6);
    if is_v4 || check_host(host).is_ok() {
        return Ok(());
    }
    Err(format!("{} is not a valid hostname or an IPv4 address", quote(host)))
}

/// Source: Istio 1.2 validation.go, ValidateConnectTimeout.
fn check_connect_timeout(timeout: i64, checks: MeshChecks) -> Result<(), String> {
    if checks < MeshChecks::Since1_2 { check_duration(timeout) } else { connect_timeout(timeout, checks) }
}

#[cfg(test)]
mod tests {
    use crate::{MeshConfig, Version};

    #[test]
    fn what_each_version_refuses() {
        for (version, text, error) in [
            (Version::V0_5, "{}", ""),
            (Version::V1_0, "", ""),
            (Version::V1_1, "", ""),
            (Version::V1_1, "unknown: 1\ndefaultConfig: {unknown: 1}", ""),
            (
                Version::V1_0,
                "unknown: 1",
                "failed to convert to proto. unknown field \"unknown\" in v1alpha1.MeshConfig",
            ),
            (
                Version::V0_5,
                "defaultConfig: {x: 1}",
                "failed to convert to proto. unknown field \"x\" in v1alpha1.ProxyConfig",
            ),
            (
                Version::V1_1,
                "proxyListenPort: 0",
                "1 error occurred:\n\t* invalid proxy listen port: port number 0 must be in the range 1..65535\n\n",
            ),
            (
                Version::V1_1,
                "defaultConfig: {drainDuration: 1.5s, connectTimeout: 0s}",
                "2 errors occurred:\n\t* invalid parent and drain time combination drain time only supports durations to seconds precision\n\t\
                 * invalid connect timeout: duration must be greater than 1ms\n\n",
            ),
            (
                Version::V1_3,
                "connectTimeout: 31s\ndefaultConfig: {drainDuration: 60s, parentShutdownDuration: 60s}",
                "2 errors occurred:\n\t* invalid connect timeout: time 31s must be >1ms and <30s\n\t\
                 * invalid parent and drain time combination parent shutdown time 1m0s must be greater than drain time 1m0s\n\n",
            ),
            (Version::V1_2, "defaultConfig: {envoyMetricsService: {address: x}}", ""),
            (Version::V1_4, "protocolDetectionTimeout: 1us", ""),
            (
                Version::V1_5,
                "protocolDetectionTimeout: 1us\ndefaultConfig: {envoyAccessLogService: {address: x}}",
                "2 errors occurred:\n\t* invalid protocol detection timeout: only durations to ms precision are supported\n\t\
                 * invalid envoy access log service address \"x\": unable to split \"x\": address x: missing port in address\n\n",
            ),
            (
                Version::V1_7,
                "serviceSettings: [{hosts: ['a.*']}]",
                "1 error occurred:\n\t* serviceSettings[0], host `a.*`: domain name \"*\" invalid (label \"*\" invalid)\n\n",
            ),
            (
                Version::V1_1,
                "defaultConfig: {drainDuration: 2h, parentShutdownDuration: 1h, connectTimeout: 1h}",
                "",
            ),
            (
                Version::V1_0,
                "rdsRefreshDelay: 1us",
                "1 error occurred:\n\t* invalid rds refresh delay: duration must be greater than 1ms\n\n",
            ),
            (
                Version::V0_5,
                "defaultConfig: {discoveryAddress: pilot, zipkinAddress: 'a_b:1'}",
                "2 errors occurred:\n\t* invalid discovery address: ':' separator not found in \"pilot\", \
                 host address must be of the form <DNS name>:<port> or <IP>:<port>\n\t\
                 * invalid zipkin address: \"a_b\" is not a valid hostname or an IPv4 address\n\n",
            ),
            (
                Version::V1_0,
                "mixerAddress: m",
                "2 errors occurred:\n\t* invalid Policy Check Server address: ':' separator not found in \"m\", \
                 host address must be of the form <DNS name>:<port> or <IP>:<port>\n\t\
                 * invalid Telemetry Server address: ':' separator not found in \"m\", \
                 host address must be of the form <DNS name>:<port> or <IP>:<port>\n\n",
            ),
        ] {
            let mesh = MeshConfig::parse(kubeyaml::read(text).unwrap(), version);
            assert_eq!(mesh.err().map(|e| e.to_string()).unwrap_or_default(), error, "{version} {text}");
        }
    }

    #[test]
    fn zeros_of_the_default_config_do_not_count() {
        let text = "defaultConfig: {proxyAdminPort: 0, configPath: '', statsdUdpAddress: a:1}";
        let mesh = MeshConfig::parse(kubeyaml::read(text).unwrap(), Version::V1_1).unwrap();
        let config = mesh.default_config().document();
        assert_eq!(config.at(&["proxyAdminPort"]).as_i64(), Some(15000));
        assert_eq!(config.str_at(&["configPath"]), Some("/etc/istio/proxy"));
        assert_eq!(mesh.document().str_at(&["defaultConfig", "statsdUdpAddress"]), Some("a:1"));
    }
}
