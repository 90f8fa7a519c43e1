//! The checks of one value.
//!
//! Source: Istio 1.30 pkg/kube/inject/validate.go.

use kubeschema::quantity::Quantity;

use crate::network::{check_cidr, check_prefix};
use crate::proxy::ProxyConfig;
use crate::validate;
use crate::version::Version;
use golang::number::{NumFault, parse_bool, parse_uint};
use golang::quote::quote;

type Checked = Result<(), String>;

pub(super) fn interception_mode(value: &str, _: Version) -> Checked {
    match value {
        "REDIRECT" | "TPROXY" | "NONE" => Ok(()),
        _ => Err(format!("interceptionMode invalid, use REDIRECT,TPROXY,NONE: {value}")),
    }
}

/// The status port; the name in its error is Istio's own slip.
pub(super) fn status_port(value: &str, version: Version) -> Checked {
    port(value, version).map_err(|e| format!("excludeInboundPorts invalid: {e}"))
}

/// A 32-bit number: seconds or a count.
pub(super) fn seconds(value: &str, _: Version) -> Checked {
    parse_uint(value, 10, 32).map(|_| ()).map_err(|fault| fault.of("ParseUint", value).to_string())
}

pub(super) fn boolean(value: &str, _: Version) -> Checked {
    parse_bool(value).map(|_| ()).ok_or_else(|| NumFault::Syntax.of("ParseBool", value).to_string())
}

pub(super) fn include_ip_ranges(value: &str, version: Version) -> Checked {
    match value {
        "*" => Ok(()),
        _ => ip_ranges("includeIPRanges", value, prefix_check(version)),
    }
}

pub(super) fn exclude_ip_ranges(value: &str, version: Version) -> Checked {
    ip_ranges("excludeIPRanges", value, prefix_check(version))
}

pub(super) fn include_inbound_ports(value: &str, version: Version) -> Checked {
    match value {
        "*" => Ok(()),
        _ => ports("includeInboundPorts", value, version),
    }
}

pub(super) fn exclude_inbound_ports(value: &str, version: Version) -> Checked {
    ports("excludeInboundPorts", value, version)
}

pub(super) fn exclude_outbound_ports(value: &str, version: Version) -> Checked {
    ports("excludeOutboundPorts", value, version)
}

/// Ports that the proxy asks before it is ready.
pub(super) fn application_ports(value: &str, version: Version) -> Checked {
    match value {
        "*" => Ok(()),
        _ => ports("readinessApplicationPorts", value, version),
    }
}

/// A list of network interfaces.
///
/// Source: Istio 1.30 pkg/util/net/ip.go, ValidateInterfaceNames.
pub(super) fn interfaces(value: &str, _: Version) -> Checked {
    if value.is_empty() {
        return Ok(());
    }
    for name in value.split(',').map(str::trim) {
        let is_inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
        match name {
            "" => return Err("empty interface name".into()),
            _ if name.len() > 15 => {
                return Err(format!("interface name {} too long (max 15 chars)", quote(name)));
            }
            _ if name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(is_inner) => {}
            _ => return Err(format!("interface name {} contains invalid characters", quote(name))),
        }
    }
    Ok(())
}

/// An amount of a resource. Control characters would let a value break out of the template that it is put into.
pub(super) fn quantity(value: &str, _: Version) -> Checked {
    if value.chars().any(char::is_control) {
        return Err("value contains control characters".into());
    }
    Quantity::parse(value).map(|_| ()).map_err(|e| e.to_string())
}

/// The pod's own proxy config, on the code's defaults.
pub(super) fn proxy_config(value: &str, version: Version) -> Checked {
    let applied = ProxyConfig::defaults(version)
        .replaced_by(value)
        .map_err(|e| format!("failed to convert to apply proxy config: {e}"))?;
    validate::proxy_config(applied.document(), version).into_result().map_err(|report| report.to_string())
}

/// A list of prefixes; its items are not trimmed.
pub(super) fn ip_ranges(name: &str, value: &str, check: fn(&str) -> Checked) -> Checked {
    if value.is_empty() {
        return Ok(());
    }
    value.split(',').try_for_each(|item| {
        check(item).map_err(|e| format!("{name} invalid: failed parsing cidr '{item}': {e}"))
    })
}

fn ports(name: &str, value: &str, version: Version) -> Checked {
    let value = value.trim();
    if value.is_empty() {
        return Ok(());
    }
    value.split(',').try_for_each(|item| {
        port(item, version).map_err(|e| match version.names_bad_ports {
            true => format!("{name} invalid: failed parsing port '{item}': {e}"),
            false => format!("{name} invalid: failed parsing port '0': {e}"),
        })
    })
}

/// A port. Before it was named in the error, the number stood there that Go had read by then: nothing, or for one too
/// large the largest.
fn port(value: &str, version: Version) -> Checked {
    let number = value.trim();
    parse_uint(number, 10, 16).map(|_| ()).map_err(|fault| {
        let error = fault.of("ParseUint", number);
        match fault {
            _ if version.names_bad_ports => format!("failed parsing port '{value}': {error}"),
            NumFault::Range => format!("failed parsing port '{}': {error}", u16::MAX),
            NumFault::Syntax => format!("failed parsing port '0': {error}"),
        }
    })
}

/// Prefixes are read by another function of Go since 1.16.
fn prefix_check(version: Version) -> fn(&str) -> Checked {
    if version.netip_prefixes { check_prefix } else { check_cidr }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_refused_in_istio_s_words() {
        type Rows = (fn(&str, Version) -> Checked, &'static [(&'static str, &'static str)]);
        let checks: [Rows; 9] = [
            (
                interception_mode,
                &[("TPROXY", ""), ("tproxy", "interceptionMode invalid, use REDIRECT,TPROXY,NONE: tproxy")],
            ),
            (
                status_port,
                &[
                    (" 0 ", ""),
                    (
                        "",
                        r#"excludeInboundPorts invalid: failed parsing port '': strconv.ParseUint: parsing "": invalid syntax"#,
                    ),
                    (
                        " 70000",
                        r#"excludeInboundPorts invalid: failed parsing port ' 70000': strconv.ParseUint: parsing "70000": value out of range"#,
                    ),
                ],
            ),
            (
                seconds,
                &[
                    ("4294967295", ""),
                    (" 1", r#"strconv.ParseUint: parsing " 1": invalid syntax"#),
                    ("4294967296", r#"strconv.ParseUint: parsing "4294967296": value out of range"#),
                ],
            ),
            (boolean, &[("T", ""), ("on", r#"strconv.ParseBool: parsing "on": invalid syntax"#)]),
            (
                include_ip_ranges,
                &[
                    ("*", ""),
                    ("", ""),
                    ("10.0.0.0/8,::/0", ""),
                    (
                        "10.0.0.0/8, ::/0",
                        r#"includeIPRanges invalid: failed parsing cidr ' ::/0': netip.ParsePrefix(" ::/0"): ParseAddr(" ::"): each colon-separated field must have at least one digit (at " ::")"#,
                    ),
                    (
                        "*,10.0.0.0/8",
                        r#"includeIPRanges invalid: failed parsing cidr '*': netip.ParsePrefix("*"): no '/'"#,
                    ),
                ],
            ),
            (
                exclude_ip_ranges,
                &[(
                    "*",
                    r#"excludeIPRanges invalid: failed parsing cidr '*': netip.ParsePrefix("*"): no '/'"#,
                )],
            ),
            (
                include_inbound_ports,
                &[
                    ("*", ""),
                    ("  ", ""),
                    ("80, 443 ", ""),
                    (
                        "80,,1",
                        r#"includeInboundPorts invalid: failed parsing port '': failed parsing port '': strconv.ParseUint: parsing "": invalid syntax"#,
                    ),
                ],
            ),
            (
                interfaces,
                &[
                    ("", ""),
                    ("net1, a.b-c_d", ""),
                    ("net1,", "empty interface name"),
                    ("1net", "interface name \"1net\" contains invalid characters"),
                    ("a b", "interface name \"a b\" contains invalid characters"),
                    ("abcdefghijklmnop", "interface name \"abcdefghijklmnop\" too long (max 15 chars)"),
                ],
            ),
            (
                quantity,
                &[
                    ("0.5", ""),
                    ("1Gi", ""),
                    ("2\u{85}", "value contains control characters"),
                    (
                        "",
                        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
                    ),
                    (
                        "1Zi",
                        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
                    ),
                    ("1mm", "unable to parse quantity's suffix"),
                ],
            ),
        ];
        for (check, rows) in checks {
            for (value, error) in rows {
                assert_eq!(check(value, Version::LATEST).err().unwrap_or_default(), *error, "{value}");
            }
        }
    }

    #[test]
    fn a_proxy_config_is_read_and_checked() {
        for (value, error) in [
            ("", ""),
            ("concurrency: 2\nunknown: 1", ""),
            (
                "concurrency: x",
                "failed to convert to apply proxy config: invalid character 'x' looking for beginning of value",
            ),
            (
                "statusPort: 0",
                "1 error occurred:\n\t* invalid status port: port number 0 must be in the range 1..65535\n\n",
            ),
            (
                "drainDuration: 1ms\ndiscoveryAddress: x",
                "2 errors occurred:\n\t* drain time only supports durations to seconds precision\n\t\
                 * invalid discovery address: unable to split \"x\": address x: missing port in address\n\n",
            ),
            (
                "controlPlaneAuthPolicy: INHERIT",
                "1 error occurred:\n\t* invalid authentication policy: unrecognized control plane auth policy \"INHERIT\"\n\n",
            ),
            (
                "serviceCluster: ''\nconfigPath: ''",
                "2 errors occurred:\n\t* config path must be set\n\t* service cluster must be specified\n\n",
            ),
            (
                "a: b: c",
                "failed to convert to apply proxy config: yaml: mapping values are not allowed in this context",
            ),
        ] {
            assert_eq!(proxy_config(value, Version::LATEST).err().unwrap_or_default(), error, "{value}");
        }
    }
}
