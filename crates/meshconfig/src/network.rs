//! Addresses as Go's `net` and `net/netip` read them, with their error texts.

mod address;

pub(crate) use address::parse_address;

use golang::number::parse_int;
use golang::quote::quote;

/// Checks an address with a prefix length, `10.0.0.0/8`; host bits may be set.
///
/// Source: Go net/netip, ParsePrefix.
pub(crate) fn check_prefix(text: &str) -> Result<(), String> {
    let failed = |cause: &str| Err(format!("netip.ParsePrefix({}): {cause}", quote(text)));
    let Some((address, bits)) = text.rsplit_once('/') else { return failed("no '/'") };
    let address = match parse_address(address) {
        Ok(address) => address,
        Err(error) => return failed(&error.to_string()),
    };
    if address.has_zone {
        return failed("IPv6 zones cannot be present in a prefix");
    }
    // Signs and leading zeros, which Go's number parser takes, are not bits.
    let is_strict = bits.len() <= 1 || bits.starts_with(|c: char| ('1'..='9').contains(&c));
    match parse_int(bits, 10, 64).ok().filter(|_| is_strict) {
        None => failed(&format!("bad bits after slash: {}", quote(bits))),
        Some(bits) if bits < 0 || bits > address.bits().into() => failed("prefix length out of range"),
        Some(_) => Ok(()),
    }
}

/// Checks an address with a prefix length as earlier versions of Go did.
///
/// Source: Go net, ParseCIDR.
pub(crate) fn check_cidr(text: &str) -> Result<(), String> {
    let checked = text.split_once('/').and_then(|(address, bits)| {
        let address = parse_address(address).ok().filter(|a| !a.has_zone)?;
        let is_number = !bits.is_empty() && bits.bytes().all(|b| b.is_ascii_digit());
        bits.parse::<u32>().ok().filter(|bits| is_number && *bits <= address.bits())
    });
    checked.map(|_| ()).ok_or_else(|| format!("invalid CIDR address: {text}"))
}

/// Splits `host:port` or `[host]:port`.
///
/// Source: Go net, SplitHostPort.
pub(crate) fn split_host_port(text: &str) -> Result<(&str, &str), String> {
    let failed = |cause: &str| match text {
        "" => Err(cause.to_owned()),
        _ => Err(format!("address {text}: {cause}")),
    };
    let Some((before, port)) = text.rsplit_once(':') else { return failed("missing port in address") };
    let host = match text.strip_prefix('[') {
        None if before.contains(':') => return failed("too many colons in address"),
        None => before,
        Some(inner) => {
            let Some((host, after)) = inner.split_once(']') else { return failed("missing ']' in address") };
            match after.strip_prefix(':') {
                Some(rest) if rest.contains(':') => return failed("too many colons in address"),
                Some(_) => host,
                None => return failed("missing port in address"),
            }
        }
    };
    let brackets =
        if text.starts_with('[') { host.contains('[') || port.contains('[') } else { text.contains('[') };
    if brackets {
        return failed("unexpected '[' in address");
    }
    let closing = if text.starts_with('[') { port.contains(']') } else { text.contains(']') };
    if closing {
        return failed("unexpected ']' in address");
    }
    Ok((host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_refused_in_go_s_words() {
        for (text, cause) in [
            ("10.0.0.0/8", ""),
            ("10.1.2.3/8", ""),
            ("::/0", ""),
            ("::ffff:1.2.3.4/128", ""),
            ("10.0.0.0", "no '/'"),
            ("10.0.0.0/33", "prefix length out of range"),
            ("::/129", "prefix length out of range"),
            ("10.0.0.0/08", r#"bad bits after slash: "08""#),
            ("10.0.0.0/+8", r#"bad bits after slash: "+8""#),
            ("10.0.0.0/", r#"bad bits after slash: """#),
            ("10.0.0.0/8/8", r#"ParseAddr("10.0.0.0/8"): unexpected character (at "/8")"#),
            ("10.0.0/8", r#"ParseAddr("10.0.0"): IPv4 address too short"#),
            ("10.0.0.0.0/8", r#"ParseAddr("10.0.0.0.0"): IPv4 address too long"#),
            ("10.0.0.256/8", r#"ParseAddr("10.0.0.256"): IPv4 field has value >255"#),
            ("10.0.0.01/8", r#"ParseAddr("10.0.0.01"): IPv4 field has octet with leading zero"#),
            ("10..0.1/8", r#"ParseAddr("10..0.1"): IPv4 field must have at least one digit (at ".0.1")"#),
            ("x/8", r#"ParseAddr("x"): unable to parse IP"#),
            ("/8", r#"ParseAddr(""): unable to parse IP"#),
            ("%a/8", r#"ParseAddr("%a"): missing IPv6 address"#),
            ("fe80::1%e/8", "IPv6 zones cannot be present in a prefix"),
            ("fe80::1%/8", r#"ParseAddr("fe80::1%"): zone must be a non-empty string"#),
            ("1::2::3/8", r#"ParseAddr("1::2::3"): multiple :: in address (at ":3")"#),
            ("12345::/8", r#"ParseAddr("12345::"): each group must have 4 or less digits (at "12345::")"#),
            ("1:2/8", r#"ParseAddr("1:2"): address string too short"#),
            ("1:/8", r#"ParseAddr("1:"): colon must be followed by more characters (at ":")"#),
            (":1/8", r#"ParseAddr(":1"): each colon-separated field must have at least one digit (at ":1")"#),
            (
                "1:2:3:4:5:6:7:8:9/8",
                r#"ParseAddr("1:2:3:4:5:6:7:8:9"): trailing garbage after address (at "9")"#,
            ),
            (
                "1:2:3:4:5:6:7::8/8",
                r#"ParseAddr("1:2:3:4:5:6:7::8"): the :: must expand to at least one field of zeros"#,
            ),
            ("1:2z::/8", r#"ParseAddr("1:2z::"): unexpected character, want colon (at "z::")"#),
            (
                "1:1.2.3.4/8",
                r#"ParseAddr("1:1.2.3.4"): embedded IPv4 address must replace the final 2 fields of the address (at "1.2.3.4")"#,
            ),
            ("::1.2.3/8", r#"ParseAddr("::1.2.3"): IPv4 address too short"#),
        ] {
            let wanted =
                if cause.is_empty() { Ok(()) } else { Err(format!("netip.ParsePrefix({text:?}): {cause}")) };
            assert_eq!(check_prefix(text), wanted, "{text}");
        }
    }

    #[test]
    fn earlier_versions_refuse_a_prefix_without_a_cause() {
        for (text, fits) in [
            ("10.0.0.0/8", true),
            ("10.0.0.0/08", true),
            ("::1/64", true),
            ("10.0.0.0", false),
            ("10.0.0.0/33", false),
            ("10.0.0.0/+8", false),
            ("bad", false),
        ] {
            let wanted = if fits { Ok(()) } else { Err(format!("invalid CIDR address: {text}")) };
            assert_eq!(check_cidr(text), wanted, "{text}");
        }
    }

    #[test]
    fn host_and_port_are_split_as_go_does() {
        for (text, wanted) in [
            ("a:1", Ok(("a", "1"))),
            (":", Ok(("", ""))),
            ("[::1]:80", Ok(("::1", "80"))),
            ("a", Err("missing port in address")),
            ("a:b:1", Err("too many colons in address")),
            ("[::1]", Err("missing port in address")),
            ("[::1:80", Err("missing ']' in address")),
            ("[::1]:80:1", Err("too many colons in address")),
            ("[::1]x:80", Err("missing port in address")),
            ("[a[]:80", Err("unexpected '[' in address")),
            ("a]:80", Err("unexpected ']' in address")),
        ] {
            assert_eq!(split_host_port(text), wanted.map_err(|e| format!("address {text}: {e}")), "{text}");
        }
        assert_eq!(split_host_port(""), Err("missing port in address".to_owned()));
    }
}
