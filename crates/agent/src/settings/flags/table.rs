//! The flags of `proxy`, one row each.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/app/cmd.go and pkg/log/options.go; Istio 0.5 to 1.1 pilot/cmd/pilot-agent/main.go.

use Effect::{Filled, None as Nothing, Used};
use Kind::{Duration, Number, Text, Truth};

/// What a flag's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// A truth value as Go reads it, true where the flag stands alone.
    Truth,
    /// A duration as Go writes it.
    Duration,
}

/// What becomes of a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is used.
    Used,
    /// A flag of Istio 0.5 to 1.1: it fills a field of the proxy config.
    Filled,
    /// Taken, and without effect, because of this.
    None(&'static str),
}

/// What is known of a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name without the two dashes.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What becomes of it.
    pub effect: Effect,
}

const fn row(name: &'static str, kind: Kind, effect: Effect) -> Row {
    Row { name, kind, effect }
}

const FILES: &str = "logs go to standard error, and nothing else rotates them";
const STS: &str = "tokens are not exchanged with Google's service";
const SCOPES: &str = "there are no stack traces or callers in the log";
const LOCAL: &str = "Envoy reaches the control plane through a socket of the agent";
const MIXER: &str = "there is no Mixer any more";
const RESTART: &str = "Envoy is not restarted hot";

/// All of them.
pub const FLAGS: &[Row] = &[
    row("domain", Text, Used),
    row("meshConfig", Text, Used),
    row("proxyLogLevel", Text, Used),
    row("proxyComponentLogLevel", Text, Used),
    row("concurrency", Number, Used),
    row("serviceCluster", Text, Used),
    row("templateFile", Text, Used),
    row("outlierLogPath", Text, Used),
    row("stsPort", Number, Nothing(STS)),
    row("tokenManagerPlugin", Text, Nothing(STS)),
    row("profiling", Truth, Nothing("there are no Go profiles of the agent")),
    row("log_output_level", Text, Used),
    row("log_as_json", Truth, Used),
    row("log_target", Text, Nothing(FILES)),
    row("log_rotate", Text, Nothing(FILES)),
    row("log_rotate_max_age", Number, Nothing(FILES)),
    row("log_rotate_max_size", Number, Nothing(FILES)),
    row("log_rotate_max_backups", Number, Nothing(FILES)),
    row("log_stacktrace_level", Text, Nothing(SCOPES)),
    row("log_caller", Text, Nothing(SCOPES)),
    row("ip", Text, Used),
    row("id", Text, Used),
    row("trust-domain", Text, Used),
    row("configPath", Text, Filled),
    row("binaryPath", Text, Filled),
    row("drainDuration", Duration, Filled),
    row("discoveryAddress", Text, Filled),
    row("statusPort", Number, Filled),
    row("proxyAdminPort", Number, Filled),
    row("controlPlaneAuthPolicy", Text, Filled),
    row("customConfigFile", Text, Filled),
    row("statsdUdpAddress", Text, Filled),
    row("envoyMetricsServiceAddress", Text, Filled),
    row("zipkinAddress", Text, Filled),
    row("datadogAgentAddress", Text, Filled),
    row("lightstepAddress", Text, Filled),
    row("lightstepAccessToken", Text, Filled),
    row("lightstepSecure", Truth, Filled),
    row("lightstepCacertPath", Text, Filled),
    row("serviceregistry", Text, Nothing("the platform is Kubernetes")),
    row("platform", Text, Nothing("the platform is Kubernetes")),
    row("applicationPorts", Text, Nothing("readiness is that of Envoy alone")),
    row("parentShutdownDuration", Duration, Nothing(RESTART)),
    row("connectTimeout", Duration, Nothing(LOCAL)),
    row("discoveryRefreshDelay", Duration, Nothing(LOCAL)),
    row("dnsRefreshRate", Text, Nothing(LOCAL)),
    row(
        "availabilityZone",
        Text,
        Nothing("the locality is that of the label `istio-locality` or of the node"),
    ),
    row("disableInternalTelemetry", Truth, Nothing(MIXER)),
    row("mixerIdentity", Text, Nothing(MIXER)),
    row("pilotIdentity", Text, Nothing("the control plane's certificate is checked by its host name")),
    row("controlPlaneBootstrap", Truth, Nothing("it is for proxies of Istio 1.0's control plane")),
    row("bootstrapv2", Truth, Nothing("there is one form of bootstrap")),
];

/// The flag of this name.
pub(super) fn named(name: &str) -> Option<&'static Row> {
    FLAGS.iter().find(|row| row.name == name)
}

/// Names that are more alike than this are taken for slips of the same; 1 is the same name.
const LIKE: f64 = 0.9;

/// The flag whose name is most like this one, if one is.
pub(super) fn similar(name: &str) -> Option<&'static str> {
    let likeness = |row: &&Row| strsim::jaro_winkler(row.name, name);
    let best = FLAGS.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    Some(best.name).filter(|_| likeness(&best) > LIKE)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_is_there_twice() {
        let names: BTreeSet<_> = FLAGS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), FLAGS.len());
    }

    #[test]
    fn a_slip_is_known_for_its_flag() {
        for (name, flag) in [
            ("proxyLoglevel", Some("proxyLogLevel")),
            ("log-output-level", Some("log_output_level")),
            ("nonsense", None),
            ("", None),
        ] {
            assert_eq!(similar(name), flag, "{name}");
        }
    }
}
