//! How Envoy is called.

use std::path::{Path, PathBuf};

use crate::settings::{BootstrapSource, Notice, Plan};

/// What Envoy is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// The words behind the program.
    pub arguments: Vec<String>,
    /// Variables beside those of the agent.
    pub environment: Vec<(&'static str, &'static str)>,
    /// What was given and has no effect.
    pub notices: Vec<Notice>,
}

/// How Envoy is called with a bootstrap, over which the text of the plan's `bootstrap_override` is laid where there is one.
///
/// Source: Istio 1.30 pkg/envoy/proxy.go, args.
#[must_use]
pub fn command_line(plan: &Plan, bootstrap: &Path, override_text: Option<&str>) -> CommandLine {
    let envoy = &plan.envoy;
    let mut notices = Vec::new();
    let mut arguments: Vec<String> = Vec::new();
    let mut flag = |words: &[&str]| arguments.extend(words.iter().map(|word| (*word).to_owned()));
    flag(&["-c", &bootstrap.to_string_lossy()]);
    flag(&["--drain-time-s", &envoy.drain_time.as_secs().to_string()]);
    // Clients hear at once that a connection ends, not at random within the time.
    flag(&["--drain-strategy", "immediate"]);
    flag(&["--local-address-ip-version", if plan.who.is_ipv6_only() { "v6" } else { "v4" }]);
    flag(&["--file-flush-interval-msec", &envoy.file_flush_interval.as_millis().to_string()]);
    flag(&["--disable-hot-restart", "--allow-unknown-static-fields"]);
    if envoy.file_flush_min_size_kb > 0 {
        flag(&["--file-flush-min-size-kb", &envoy.file_flush_min_size_kb.to_string()]);
    }
    if let Some(level) = &envoy.log_level {
        flag(&["-l", level]);
    }
    if let Some(levels) = &envoy.component_log_level {
        flag(&["--component-log-level", levels]);
    }
    if envoy.skips_deprecated_logs {
        flag(&["--skip-deprecated-logs"]);
    }
    if envoy.dumps_core {
        flag(&["--enable-core-dump"]);
    }
    match override_text.map(|text| overriding(text, plan)) {
        Some(Ok(json)) => flag(&["--config-yaml", &json]),
        Some(Err(why)) => notices.push(Notice::Unreadable {
            name: "the file of ISTIO_BOOTSTRAP_OVERRIDE".to_owned(),
            why,
            instead: "the bootstrap without it".to_owned(),
        }),
        None => {}
    }
    if envoy.concurrency > 0 {
        flag(&["--concurrency", &envoy.concurrency.to_string()]);
    }
    let environment = if envoy.fips { vec![FIPS_CIPHERS] } else { Vec::new() };
    CommandLine { arguments, environment, notices }
}

/// What FIPS 140-2 leaves to Envoy's gRPC library.
const FIPS_CIPHERS: (&str, &str) = (
    "GRPC_SSL_CIPHER_SUITES",
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384",
);

/// Most nodes that an override may have.
const NODES: usize = 200_000;

/// The override as JSON, `$(HOST_IP)` in it replaced by the node's address, which has brackets if it is IPv6.
///
/// Source: Istio 1.30 pkg/envoy/proxy.go, readBootstrapToJSON.
fn overriding(text: &str, plan: &Plan) -> Result<String, String> {
    const PLACE: &str = "$(HOST_IP)";
    let text = match plan.who.host_ip {
        Some(ip) if ip.is_ipv6() => {
            let ip = format!("[{ip}]");
            text.replace(&format!("[{PLACE}]"), &ip).replace(PLACE, &ip)
        }
        Some(ip) => text.replace(PLACE, &ip.to_string()),
        None => text.replace(PLACE, ""),
    };
    let document = kubeyaml::read_within(&text, NODES).map_err(|error| error.to_string())?;
    Ok(kubeyaml::to_json(&document))
}

/// The file that the bootstrap is written to, or that is used as it is. Envoy tells JSON from YAML by the ending.
///
/// Source: Istio 1.30 pkg/bootstrap/instance.go, configFile.
#[must_use]
pub fn bootstrap_file(plan: &Plan) -> PathBuf {
    let is_yaml = match &plan.envoy.bootstrap {
        BootstrapSource::AsItIs(file) => return file.clone(),
        BootstrapSource::BuiltIn => false,
        BootstrapSource::Template(file) => {
            let name = file.to_string_lossy();
            name.ends_with(".yaml") || name.ends_with(".yaml.tmpl")
        }
    };
    plan.paths.config.join(if is_yaml { "envoy-rev.yaml" } else { "envoy-rev.json" })
}
