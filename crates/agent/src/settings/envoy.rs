//! How Envoy is started.

use std::time::Duration;

use super::environment::Reader;
use super::error::SettingsError;
use super::flags::Flags;
use super::notice::Notice;
use super::plan::{BootstrapSource, Envoy, Mesh};
use super::shown::shortened;

/// Source: Istio 1.30 pkg/istio-agent/agent.go, initializeEnvoyAgent; pkg/envoy/proxy.go.
pub(super) fn envoy(flags: &Flags, mesh: &Mesh, reader: &mut Reader<'_>) -> Result<Envoy, SettingsError> {
    let (log_level, parts) = split_levels(flags.text("proxyLogLevel").unwrap_or("warning"), reader)?;
    let parts = parts.or_else(|| flags.text("proxyComponentLogLevel").map(str::to_owned));
    let number = |field: &str| {
        let number = mesh.proxy_value(&[field]).as_i64();
        number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
    };
    Ok(Envoy {
        is_disabled: reader.truth("DISABLE_ENVOY", false),
        binary: mesh.proxy_text(&["binaryPath"]).unwrap_or("/usr/local/bin/envoy").into(),
        bootstrap: bootstrap(mesh, reader),
        bootstrap_override: reader.text("ISTIO_BOOTSTRAP_OVERRIDE").map(Into::into),
        log_level,
        component_log_level: parts,
        log_as_json: flags.truth("log_as_json"),
        drain_time: mesh.proxy_duration("drainDuration").unwrap_or(Duration::from_secs(45)),
        concurrency: number("concurrency"),
        file_flush_interval: mesh.proxy_duration("fileFlushInterval").unwrap_or(Duration::from_secs(1)),
        file_flush_min_size_kb: number("fileFlushMinSizeKb"),
        skips_deprecated_logs: reader.truth("ENVOY_SKIP_DEPRECATED_LOGS", true),
        dumps_core: reader.truth("ISTIO_ENVOY_ENABLE_CORE_DUMP", false),
        outlier_log: flags.text("outlierLogPath").map(str::to_owned),
        fips: fips(reader),
        metadata_discovery: reader.truth_if_set("PEER_METADATA_DISCOVERY"),
        status_takes_proxy_protocol: reader.truth("ENVOY_STATUS_PORT_ENABLE_PROXY_PROTOCOL", false),
        dual_stack: reader.truth("ISTIO_DUAL_STACK", false),
        keeps_fragments: !reader.truth("HTTP_STRIP_FRAGMENT_FROM_PATH_UNSAFE_IF_DISABLED", true),
    })
}

fn bootstrap(mesh: &Mesh, reader: &Reader<'_>) -> BootstrapSource {
    if let Some(file) = mesh.proxy_text(&["customConfigFile"]) {
        return BootstrapSource::AsItIs(file.into());
    }
    match reader.text("ISTIO_BOOTSTRAP").or(mesh.proxy_text(&["proxyBootstrapTemplatePath"])) {
        Some(template) => BootstrapSource::Template(template.into()),
        None => BootstrapSource::BuiltIn,
    }
}

/// The level of all, and those of parts, such as `misc:error`.
fn split_levels(
    levels: &str,
    reader: &mut Reader<'_>,
) -> Result<(Option<String>, Option<String>), SettingsError> {
    let (mut all, mut parts) = (None, Vec::new());
    for level in levels.split(',').filter(|level| !level.is_empty()) {
        match level.split_once(':') {
            None => all = Some(known(level, level)?.to_owned()),
            Some((_, name)) if !name.contains(':') => {
                known(name, level)?;
                parts.push(level);
            }
            Some(_) => reader.note(Notice::Unreadable {
                name: "--proxyLogLevel".to_owned(),
                why: format!("{:?} is neither a level nor `PART:LEVEL`", shortened(level)),
                instead: "what else it says".to_owned(),
            }),
        }
    }
    Ok((all, (!parts.is_empty()).then(|| parts.join(","))))
}

/// Envoy does not start with another.
const LEVELS: [&str; 8] = ["trace", "debug", "info", "warning", "warn", "error", "critical", "off"];

fn known<'l>(level: &'l str, given: &str) -> Result<&'l str, SettingsError> {
    match LEVELS.contains(&level) {
        true => Ok(level),
        false => Err(SettingsError::Flag {
            flag: "proxyLogLevel",
            value: given.to_owned(),
            expected: "a level of trace, debug, info, warning, error, critical and off, or PART:LEVEL",
        }),
    }
}

fn fips(reader: &mut Reader<'_>) -> bool {
    match reader.text("COMPLIANCE_POLICY") {
        Some("fips-140-2") => true,
        None => false,
        Some(other) => {
            let name = format!("COMPLIANCE_POLICY={}", shortened(other));
            reader.note(Notice::NoEffect { name, why: "the one policy that a proxy knows is `fips-140-2`" });
            false
        }
    }
}
