//! Host names and addresses with ports.

use crate::network::{parse_address, split_host_port};
use golang::number::parse_int;
use golang::quote::quote;

use super::check_port;

/// Checks `host:port`.
///
/// Source: Istio 1.30 validation.go, ValidateProxyAddress; the same in 1.1.
pub(super) fn check_address(text: &str) -> Result<(), String> {
    let (host, port) = split_host_port(text).map_err(|e| format!("unable to split {}: {e}", quote(text)))?;
    let number = parse_int(port, 10, 64)
        .map_err(|fault| format!("port ({port}) is not a number: {}", fault.of("Atoi", port)))?;
    check_port(number)?;
    match check_host(host).is_err() && parse_address(host).is_err() {
        true => Err(format!("{} is not a valid hostname or an IP address", quote(host))),
        false => Ok(()),
    }
}

/// Checks a host name.
///
/// Source: Istio 1.30 validation.go, ValidateFQDN.
pub(super) fn check_host(name: &str) -> Result<(), String> {
    check_length(name)?;
    check_labels(name)
}

/// Source: Istio 1.30 validation.go, CheckDNS1123Preconditions.
pub(super) fn check_length(name: &str) -> Result<(), String> {
    match name.len() {
        0 => Err("empty domain name not allowed".into()),
        1..=255 => Ok(()),
        _ => Err(format!("domain name {} too long (max 255)", quote(name))),
    }
}

/// Source: Istio 1.30 validation.go, ValidateDNS1123Labels.
pub(super) fn check_labels(name: &str) -> Result<(), String> {
    let (before, top) = name.rsplit_once('.').map_or((None, name), |(before, top)| (Some(before), top));
    if parse_int(top, 10, 64).is_ok() {
        let (name, top) = (quote(name), quote(top));
        return Err(format!("domain name {name} invalid (top level domain {top} cannot be all-numeric)"));
    }
    // The last label may be empty: `istio.io.` is the unambiguous name.
    let top = Some(top).filter(|top| !top.is_empty());
    match before.into_iter().flat_map(|b| b.split('.')).chain(top).find(|label| !is_label(label)) {
        Some(label) => Err(format!("domain name {} invalid (label {} invalid)", quote(name), quote(label))),
        None => Ok(()),
    }
}

/// Checks a host name whose first label may be or start with a `*`.
///
/// Source: Istio 1.30 validation.go, ValidateWildcardDomain.
pub(super) fn check_wildcard_host(name: &str) -> Result<(), String> {
    check_length(name)?;
    let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let unstarred = first.strip_prefix("*-").or_else(|| first.strip_prefix('*')).unwrap_or(first);
    let is_wildcard =
        first == "*" || is_label_text(unstarred) || first.strip_prefix('*').is_some_and(is_label_text);
    if !is_wildcard || first.len() > 63 {
        return Err(format!("domain name {} invalid (label {} invalid)", quote(name), quote(first)));
    }
    rest.map_or(Ok(()), check_labels)
}

/// Whether this is a label of a host name; capitals are let through.
///
/// Source: Istio 1.30 pkg/config/labels, IsDNS1123Label.
pub(super) fn is_label(label: &str) -> bool {
    label.len() <= 63 && is_label_text(label)
}

fn is_label_text(label: &str) -> bool {
    let is_inner = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let ends = label.as_bytes().first().zip(label.as_bytes().last());
    ends.is_some_and(|(a, z)| a.is_ascii_alphanumeric() && z.is_ascii_alphanumeric())
        && label.bytes().all(is_inner)
}

/// Source: Istio 1.30 validation.go, ValidateTrustDomain.
pub(super) fn check_trust_domain(domain: &str) -> Result<(), String> {
    if domain.is_empty() {
        return Err("empty domain name not allowed".into());
    }
    let labels = domain.strip_suffix('.').unwrap_or(domain);
    match labels.split('.').all(is_label) {
        true => Ok(()),
        false => Err(format!("trust domain name {} invalid", quote(domain))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked() {
        for (text, error) in [
            ("istiod.istio-system.svc:15012", ""),
            ("istiod.istio-system.svc.:15012", ""),
            ("[::1]:80", ""),
            ("10.0.0.1:80", ""),
            ("Host:80", ""),
            ("host", r#"unable to split "host": address host: missing port in address"#),
            ("host:http", r#"port (http) is not a number: strconv.Atoi: parsing "http": invalid syntax"#),
            ("host:0", "port number 0 must be in the range 1..65535"),
            ("host:-1", "port number -1 must be in the range 1..65535"),
            ("ho_st:1", r#""ho_st" is not a valid hostname or an IP address"#),
            ("10.0.0:80", r#""10.0.0" is not a valid hostname or an IP address"#),
            (":80", r#""" is not a valid hostname or an IP address"#),
            ("a..b:80", r#""a..b" is not a valid hostname or an IP address"#),
        ] {
            assert_eq!(check_address(text).err().unwrap_or_default(), error, "{text}");
        }
    }

    #[test]
    fn wildcards_stand_only_at_the_start() {
        for (name, fits) in [
            ("*", true),
            ("*.a.b", true),
            ("*-a.b", true),
            ("*a.b", true),
            ("a.*.b", false),
            ("**.a", false),
            ("", false),
        ] {
            assert_eq!(check_wildcard_host(name).is_ok(), fits, "{name}");
        }
    }

    #[test]
    fn trust_domains_are_checked() {
        for (name, fits) in
            [("cluster.local", true), ("td.", true), ("a_b", false), ("", false), ("a..b", false)]
        {
            assert_eq!(check_trust_domain(name).is_ok(), fits, "{name}");
        }
    }
}
