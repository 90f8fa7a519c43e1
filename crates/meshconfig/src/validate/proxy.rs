//! What Istio refuses in a proxy config.

use kubeyaml::Value;

use super::address::check_address;
use super::tls::check_tls;
use super::{HOUR, SECOND, check_duration, check_port, connection, duration, port, text};
use crate::report::Report;
use crate::version::MeshChecks;
use golang::quote::quote;

/// Checks a proxy config of 1.8 or later, a canonical document.
///
/// Source: Istio 1.30 validation.go, ValidateMeshConfigProxyConfig.
pub(super) fn proxy_config(config: &Value, checks: MeshChecks) -> Report {
    let mut report = Report::default();
    check_names(config, checks, &mut report);
    if checks >= MeshChecks::Since1_17 {
        report.extend(drain_duration(duration(config, "drainDuration"), checks));
    } else {
        report
            .extend_prefixed("invalid parent and drain time combination", drain_and_shutdown(config, checks));
    }
    match text(config, &["discoveryAddress"]) {
        "" => report.push("discovery address must be set to the proxy discovery service"),
        address => report.push_failed("invalid discovery address:", check_address(address)),
    }
    check_tracing(config.at(&["tracing"]), &mut report);
    for (path, what) in [
        (&["statsdUdpAddress"][..], "statsd udp"),
        (&["envoyMetricsServiceAddress"], "envoy metrics service"),
        (&["envoyMetricsService", "address"], "envoy metrics service"),
        (&["envoyAccessLogService", "address"], "envoy access log service"),
    ] {
        check_optional_address(text(config, path), what, &mut report);
    }
    report.push_failed("invalid proxy admin port:", check_port(port(config, "proxyAdminPort")));
    if let Err(error) = check_policy(config.at(&["controlPlaneAuthPolicy"])) {
        let before = if checks >= MeshChecks::Since1_11 { "invalid authentication policy: " } else { "" };
        report.push(format!("{before}{error}"));
    }
    if checks >= MeshChecks::Since1_11 {
        report.push_failed("invalid status port:", check_port(port(config, "statusPort")));
    }
    if let Some(provider) = config.get("privateKeyProvider").filter(|_| checks >= MeshChecks::Since1_14) {
        report.extend_prefixed("invalid private key provider configuration:", private_key_provider(provider));
    }
    if let Some(settings) = config.get("connectionSettings") {
        report.extend_prefixed("invalid connection settings:", connection::check_settings(settings));
    }
    report
}

fn check_names(config: &Value, checks: MeshChecks, report: &mut Report) {
    if text(config, &["configPath"]).is_empty() {
        report.push("config path must be set");
    }
    if text(config, &["binaryPath"]).is_empty() {
        report.push("binary path must be set");
    }
    if checks < MeshChecks::Since1_13 {
        if text(config, &["serviceCluster"]).is_empty() {
            report.push("service cluster must be set");
        }
        return;
    }
    match (config.get("serviceCluster").map(Value::as_str), config.get("tracingServiceName")) {
        (Some(Some("")), _) => report.push("service cluster must be specified"),
        (Some(_), _) | (None, Some(_)) => {}
        (None, None) => report.push("oneof service cluster or tracing service name must be specified"),
    }
}

/// Source: Istio 1.30 validation.go, ValidateDrainDuration; up to 1.21 an hour is the most.
fn drain_duration(drain: i64, checks: MeshChecks) -> Report {
    let mut report = Report::default();
    report.push_failed("invalid drain duration:", check_duration(drain));
    if report.is_empty() && drain % SECOND != 0 {
        report.push("drain time only supports durations to seconds precision");
    }
    if report.is_empty() && drain > HOUR && checks < MeshChecks::Since1_22 {
        let [drain, most] = [drain, HOUR].map(golang::duration::text);
        report.push(format!("drain time {drain} must be <{most}"));
    }
    report
}

/// Source: Istio 1.16 validation.go, ValidateParentAndDrain, with bounds since 1.2.
pub(super) fn drain_and_shutdown(config: &Value, checks: MeshChecks) -> Report {
    let (drain, shutdown) = (duration(config, "drainDuration"), duration(config, "parentShutdownDuration"));
    let mut report = Report::default();
    report.push_failed("invalid drain duration:", check_duration(drain));
    report.push_failed("invalid parent shutdown duration:", check_duration(shutdown));
    if !report.is_empty() {
        return report;
    }
    let times = [(drain, "drain time"), (shutdown, "parent shutdown time")];
    for (time, what) in times {
        if time % SECOND != 0 {
            report.push(format!("{what} only supports durations to seconds precision"));
        }
    }
    if checks < MeshChecks::Since1_2 {
        return report;
    }
    let as_text = golang::duration::text;
    if shutdown <= drain {
        let (shutdown, drain) = (as_text(shutdown), as_text(drain));
        report.push(format!("parent shutdown time {shutdown} must be greater than drain time {drain}"));
    }
    for (time, what) in times {
        if time > HOUR {
            report.push(format!("{what} {} must be <{}", as_text(time), as_text(HOUR)));
        }
    }
    report
}

fn check_tracing(tracing: &Value, report: &mut Report) {
    if let Some(lightstep) = tracing.get("lightstep") {
        report.extend_prefixed("invalid lightstep config:", check_lightstep(lightstep));
    }
    for (name, before) in [("zipkin", "invalid zipkin config:"), ("datadog", "invalid datadog config:")] {
        if let Some(tracer) = tracing.get(name) {
            // The host's address is known only on the node.
            let address = text(tracer, &["address"]).replacen("$(HOST_IP)", "127.0.0.1", 1);
            report.push_failed(before, check_address(&address));
        }
    }
    if let Some(tls) = tracing.get("tlsSettings") {
        report.extend_prefixed("invalid tracing TLS config:", check_tls(tls));
    }
}

/// Source: Istio 1.30 validation.go, ValidateLightstepCollector.
pub(super) fn check_lightstep(tracer: &Value) -> Report {
    let mut report = Report::default();
    let address = text(tracer, &["address"]);
    if address.is_empty() {
        report.push("address is required");
    }
    report.push_failed("invalid lightstep address:", check_address(address));
    if text(tracer, &["accessToken"]).is_empty() {
        report.push("access token is required");
    }
    report
}

pub(super) fn check_optional_address(address: &str, what: &str, report: &mut Report) {
    if !address.is_empty() {
        report.push_failed(&format!("invalid {what} address {}:", quote(address)), check_address(address));
    }
}

/// Source: Istio 1.30 validation.go, ValidateControlPlaneAuthPolicy.
pub(super) fn check_policy(policy: &Value) -> Result<(), String> {
    match policy {
        Value::Null => Ok(()),
        Value::String(name) if matches!(name.as_str(), "NONE" | "MUTUAL_TLS") => Ok(()),
        Value::String(name) => Err(format!("unrecognized control plane auth policy {}", quote(name))),
        number => {
            Err(format!("unrecognized control plane auth policy {}", quote(&kubeyaml::to_json(number))))
        }
    }
}

/// Source: Istio 1.30 validation.go, validatePrivateKeyProvider.
fn private_key_provider(provider: &Value) -> Report {
    let mut report = Report::default();
    match provider.get("cryptomb").or_else(|| provider.get("qat")) {
        None => {
            report.push("private key provider configuration is required");
            report.push("unknown private key provider");
        }
        Some(accelerator) if accelerator.get("pollDelay").is_none() => report.push("pollDelay is required"),
        Some(accelerator) if duration(accelerator, "pollDelay") == 0 => {
            report.push("pollDelay must be non zero")
        }
        Some(_) => {}
    }
    report
}
