//! Flags of istioctl 0.5 to 1.1: what they say, as values of the built-in configuration.

use kubeyaml::{Map, Value};
use objects::names;
use thiserror::Error;

use super::notes::Note;
use crate::Version;

/// Flags of istioctl 0.5 to 1.1; `None` is not given.
#[derive(Clone, Debug, Default)]
pub struct LegacyFlags {
    /// `--hub`
    pub hub: Option<String>,
    /// `--tag`
    pub tag: Option<String>,
    /// `--debug`
    pub debug: Option<bool>,
    /// `--coreDump`
    pub core_dump: Option<bool>,
    /// `--imagePullPolicy`
    pub image_pull_policy: Option<String>,
    /// `--sidecarProxyUID`
    pub sidecar_proxy_uid: Option<i64>,
    /// `--includeIPRanges`
    pub include_ip_ranges: Option<String>,
    /// `--excludeIPRanges`
    pub exclude_ip_ranges: Option<String>,
    /// `--includeInboundPorts`
    pub include_inbound_ports: Option<String>,
    /// `--excludeInboundPorts`
    pub exclude_inbound_ports: Option<String>,
    /// `--statusPort`
    pub status_port: Option<u16>,
    /// `--readinessInitialDelaySeconds`
    pub readiness_initial_delay_seconds: Option<u32>,
    /// `--readinessPeriodSeconds`
    pub readiness_period_seconds: Option<u32>,
    /// `--readinessFailureThreshold`
    pub readiness_failure_threshold: Option<u32>,
    /// `--rewriteAppProbe`
    pub rewrite_app_probe: Option<bool>,
    /// `--verbosity`
    pub verbosity: Option<i64>,
    /// `--setVersionString`
    pub set_version_string: Option<String>,
}

/// A flag's value is not one that Kubernetes takes.
#[derive(Debug, Error)]
pub enum FlagError {
    /// A number is out of its range.
    #[error("{flag} {value} cannot be used, it must be {range}")]
    Range {
        /// The flag.
        flag: &'static str,
        /// Its value.
        value: i64,
        /// What it may be.
        range: &'static str,
    },
    /// An image cannot be pulled in this way.
    #[error("--imagePullPolicy {0:?} is none of Always, IfNotPresent, Never")]
    PullPolicy(String),
    /// Ranges of addresses or ports cannot be read.
    #[error("{flag} {value:?} cannot be used: {cause}")]
    Ranges {
        /// The flag.
        flag: &'static str,
        /// Its value.
        value: String,
        /// Why.
        cause: String,
    },
}

/// Puts the flags into the values, and says which have no effect: with an injection config of the user's own none has,
/// as in istioctl; some never had.
///
/// # Errors
/// A flag's value is not one that Kubernetes takes.
pub(super) fn apply(flags: &LegacyFlags, built_in: bool, values: &mut Value) -> Result<Vec<Note>, FlagError> {
    check(flags)?;
    let mut notes = Vec::new();
    let mut idle = Vec::new();
    idle.extend(flags.verbosity.map(|_| "--verbosity"));
    idle.extend(flags.set_version_string.as_ref().map(|_| "--setVersionString"));
    if !idle.is_empty() {
        notes.push(Note::NoEffect { flags: idle, why: "nothing that is injected depends on it" });
    }
    let given = assignments(flags);
    if !built_in {
        let debug = flags.debug.map(|_| "--debug");
        let flags: Vec<&str> = given.iter().map(|(flag, _, _)| *flag).chain(debug).collect();
        if !flags.is_empty() {
            notes.push(Note::NoEffect { flags, why: "only the built-in injection config heeds such flags" });
        }
        return Ok(notes);
    }
    for (_, path, value) in given {
        let slot = path.iter().fold(&mut *values, |node, key| node.become_map().entry(key));
        *slot = value;
    }
    Ok(notes)
}

fn check(flags: &LegacyFlags) -> Result<(), FlagError> {
    check_ranges(flags)?;
    let refuse = |flag, value, range| Err(FlagError::Range { flag, value, range });
    match flags.sidecar_proxy_uid {
        // Zero is what istioctl takes for "not given"; a proxy that runs as root would capture its own traffic.
        Some(uid) if !(1..=i64::from(i32::MAX)).contains(&uid) => {
            return refuse("--sidecarProxyUID", uid, "from 1 to 2147483647");
        }
        _ => {}
    }
    for (flag, value) in [
        ("--readinessPeriodSeconds", flags.readiness_period_seconds),
        ("--readinessFailureThreshold", flags.readiness_failure_threshold),
    ] {
        if value.is_some_and(|v| i64::from(v) == 0) {
            return refuse(flag, 0, "at least 1");
        }
    }
    match flags.image_pull_policy.as_deref() {
        None | Some("" | "Always" | "IfNotPresent" | "Never") => Ok(()),
        Some(other) => Err(FlagError::PullPolicy(other.to_owned())),
    }
}

/// The flags that say which traffic is captured have the rules of the annotations that say the same for one pod.
fn check_ranges(flags: &LegacyFlags) -> Result<(), FlagError> {
    for (flag, annotation, value) in [
        ("--includeIPRanges", names::INCLUDE_OUTBOUND_IP_RANGES, &flags.include_ip_ranges),
        ("--excludeIPRanges", names::EXCLUDE_OUTBOUND_IP_RANGES, &flags.exclude_ip_ranges),
        ("--includeInboundPorts", names::INCLUDE_INBOUND_PORTS, &flags.include_inbound_ports),
        ("--excludeInboundPorts", names::EXCLUDE_INBOUND_PORTS, &flags.exclude_inbound_ports),
    ] {
        let Some(value) = value else { continue };
        let annotations = Map::from_iter([(annotation.into(), Value::text(value))]);
        if let Err(refused) = meshconfig::validate_annotations(&annotations, Version::LATEST) {
            let cause = refused.errors.first().map(|e| e.cause.clone()).unwrap_or_default();
            return Err(FlagError::Ranges { flag, value: value.clone(), cause });
        }
    }
    Ok(())
}

type Assignment = (&'static str, &'static [&'static str], Value);

fn assignments(flags: &LegacyFlags) -> Vec<Assignment> {
    let text = |t: &Option<String>| t.as_ref().map(Value::text);
    let number = |n: Option<i64>| n.map(Value::Int);
    let truth = |b: Option<bool>| b.map(Value::Bool);
    let all: [(&'static str, &'static [&'static str], Option<Value>); 14] = [
        ("--hub", &["global", "hub"], text(&flags.hub)),
        ("--tag", &["global", "tag"], text(&flags.tag)),
        ("--coreDump", &["global", "proxy", "enableCoreDump"], truth(flags.core_dump)),
        ("--imagePullPolicy", &["global", "imagePullPolicy"], text(&flags.image_pull_policy)),
        ("--sidecarProxyUID", &["global", "proxy", "uid"], number(flags.sidecar_proxy_uid)),
        ("--includeIPRanges", &["global", "proxy", "includeIPRanges"], text(&flags.include_ip_ranges)),
        ("--excludeIPRanges", &["global", "proxy", "excludeIPRanges"], text(&flags.exclude_ip_ranges)),
        (
            "--includeInboundPorts",
            &["global", "proxy", "includeInboundPorts"],
            text(&flags.include_inbound_ports),
        ),
        (
            "--excludeInboundPorts",
            &["global", "proxy", "excludeInboundPorts"],
            text(&flags.exclude_inbound_ports),
        ),
        ("--statusPort", &["global", "proxy", "statusPort"], number(flags.status_port.map(i64::from))),
        (
            "--readinessInitialDelaySeconds",
            &["global", "proxy", "readinessInitialDelaySeconds"],
            number(flags.readiness_initial_delay_seconds.map(i64::from)),
        ),
        (
            "--readinessPeriodSeconds",
            &["global", "proxy", "readinessPeriodSeconds"],
            number(flags.readiness_period_seconds.map(i64::from)),
        ),
        (
            "--readinessFailureThreshold",
            &["global", "proxy", "readinessFailureThreshold"],
            number(flags.readiness_failure_threshold.map(i64::from)),
        ),
        (
            "--rewriteAppProbe",
            &["sidecarInjectorWebhook", "rewriteAppHTTPProbe"],
            truth(flags.rewrite_app_probe),
        ),
    ];
    all.into_iter().filter_map(|(flag, path, value)| Some((flag, path, value?))).collect()
}
