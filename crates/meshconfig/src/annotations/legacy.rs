//! Which annotations Istio 1.0 and 1.1 check, in their order.

use super::Check;
use super::values::{interception_mode, ip_ranges, seconds};
use crate::network::check_cidr;
use crate::version::Version;
use golang::number::{NumFault, parse_int, parse_uint};

type Checked = Result<(), String>;

/// Source: Istio 1.0 pilot/pkg/kube/inject/inject.go, validateAnnotations.
pub(super) const CHECKS_1_0: &[Check] = &[
    ("sidecar.istio.io/interceptionMode", interception_mode_1_0),
    ("traffic.sidecar.istio.io/includeOutboundIPRanges", include_ip_ranges),
    ("traffic.sidecar.istio.io/excludeOutboundIPRanges", exclude_ip_ranges),
    ("traffic.sidecar.istio.io/includeInboundPorts", |value, _| match value {
        "*" => Ok(()),
        _ => ports_1_0("includeInboundPorts", value),
    }),
    ("traffic.sidecar.istio.io/excludeInboundPorts", |value, _| ports_1_0("excludeInboundPorts", value)),
];

/// Source: Istio 1.1 pilot/pkg/kube/inject/inject.go, annotationRegistry.
pub(super) const CHECKS_1_1: &[Check] = &[
    ("sidecar.istio.io/interceptionMode", interception_mode),
    ("status.sidecar.istio.io/port", |value, _| {
        port(value).map_err(|e| format!("excludeInboundPorts invalid: {e}"))
    }),
    ("readiness.status.sidecar.istio.io/initialDelaySeconds", seconds),
    ("readiness.status.sidecar.istio.io/periodSeconds", seconds),
    ("readiness.status.sidecar.istio.io/failureThreshold", seconds),
    ("readiness.status.sidecar.istio.io/applicationPorts", |value, _| match value {
        "*" => Ok(()),
        _ => ports("readinessApplicationPorts", value),
    }),
    ("traffic.sidecar.istio.io/includeOutboundIPRanges", include_ip_ranges),
    ("traffic.sidecar.istio.io/excludeOutboundIPRanges", exclude_ip_ranges),
    ("traffic.sidecar.istio.io/includeInboundPorts", |value, _| match value {
        "*" => Ok(()),
        _ => ports("includeInboundPorts", value),
    }),
    ("traffic.sidecar.istio.io/excludeInboundPorts", |value, _| ports("excludeInboundPorts", value)),
];

fn interception_mode_1_0(value: &str, _: Version) -> Checked {
    match value {
        "REDIRECT" | "TPROXY" => Ok(()),
        _ => Err(format!("interceptionMode invalid: {value}")),
    }
}

fn include_ip_ranges(value: &str, _: Version) -> Checked {
    match value {
        "*" => Ok(()),
        _ => ip_ranges("includeIPRanges", value, check_cidr),
    }
}

fn exclude_ip_ranges(value: &str, _: Version) -> Checked {
    ip_ranges("excludeIPRanges", value, check_cidr)
}

/// Ports as 1.0 reads them: not trimmed, and of 16 bits with a sign, so that those from 32768 on are refused.
fn ports_1_0(name: &str, value: &str) -> Checked {
    if value.is_empty() {
        return Ok(());
    }
    value.split(',').try_for_each(|item| {
        parse_int(item, 10, 16).map(|_| ()).map_err(|fault| {
            format!("{name} invalid: failed parsing port '{item}': {}", fault.of("ParseInt", item))
        })
    })
}

fn ports(name: &str, value: &str) -> Checked {
    let value = value.trim();
    if value.is_empty() {
        return Ok(());
    }
    value
        .split(',')
        .try_for_each(|item| port(item).map_err(|e| format!("{name} invalid: failed parsing port '0': {e}")))
}

/// A port as 1.1 reads it; its error has what was read of the number: nothing, or for one too large the largest.
fn port(value: &str) -> Checked {
    let value = value.trim();
    parse_uint(value, 10, 16).map(|_| ()).map_err(|fault| {
        let number = if fault == NumFault::Range { u16::MAX } else { 0 };
        format!("failed parsing port '{number}': {}", fault.of("ParseUint", value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(checks: &[Check], name: &str, value: &str) -> String {
        let (_, check) = checks.iter().find(|(n, _)| n.ends_with(name)).unwrap();
        check(value, Version::V1_1).err().unwrap_or_default()
    }

    #[test]
    fn values_are_refused_in_each_version_s_words() {
        for (checks, name, value, error) in [
            (CHECKS_1_0, "/interceptionMode", "NONE", "interceptionMode invalid: NONE"),
            (CHECKS_1_1, "/interceptionMode", "NONE", ""),
            (CHECKS_1_0, "/includeInboundPorts", "*", ""),
            (CHECKS_1_0, "/includeInboundPorts", "-1,32767", ""),
            (
                CHECKS_1_0,
                "/includeInboundPorts",
                "40000",
                r#"includeInboundPorts invalid: failed parsing port '40000': strconv.ParseInt: parsing "40000": value out of range"#,
            ),
            (
                CHECKS_1_0,
                "/excludeInboundPorts",
                "80, 81",
                r#"excludeInboundPorts invalid: failed parsing port ' 81': strconv.ParseInt: parsing " 81": invalid syntax"#,
            ),
            (CHECKS_1_1, "/excludeInboundPorts", "80, 40000", ""),
            (
                CHECKS_1_1,
                "/excludeInboundPorts",
                "b",
                r#"excludeInboundPorts invalid: failed parsing port '0': failed parsing port '0': strconv.ParseUint: parsing "b": invalid syntax"#,
            ),
            (
                CHECKS_1_1,
                "/excludeInboundPorts",
                "70000",
                r#"excludeInboundPorts invalid: failed parsing port '0': failed parsing port '65535': strconv.ParseUint: parsing "70000": value out of range"#,
            ),
            (
                CHECKS_1_1,
                "/applicationPorts",
                "b",
                r#"readinessApplicationPorts invalid: failed parsing port '0': failed parsing port '0': strconv.ParseUint: parsing "b": invalid syntax"#,
            ),
            (
                CHECKS_1_1,
                "io/port",
                "b",
                r#"excludeInboundPorts invalid: failed parsing port '0': strconv.ParseUint: parsing "b": invalid syntax"#,
            ),
            (
                CHECKS_1_1,
                "/excludeOutboundIPRanges",
                "*",
                "excludeIPRanges invalid: failed parsing cidr '*': invalid CIDR address: *",
            ),
            (CHECKS_1_0, "/includeOutboundIPRanges", "*", ""),
            (CHECKS_1_1, "/periodSeconds", "x", r#"strconv.ParseUint: parsing "x": invalid syntax"#),
        ] {
            assert_eq!(check(checks, name, value), error, "{name} {value}");
        }
    }
}
