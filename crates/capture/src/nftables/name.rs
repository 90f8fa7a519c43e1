//! Names of interfaces, users and groups in the words of nft.

use std::borrow::Cow;

/// The name of an interface, or a pattern: iptables takes a last `+` for any ending, nft a `*`. `None` for the pattern
/// of all interfaces, which nft has no word for.
pub(super) fn interface(name: &str) -> Option<Cow<'_, str>> {
    match name.strip_suffix('+') {
        Some("") => None,
        Some(beginning) => Some(Cow::Owned(format!("\"{beginning}*\""))),
        None => Some(quoted(name)),
    }
}

/// The name, in quotes if nft would take it for something else.
pub(super) fn quoted(name: &str) -> Cow<'_, str> {
    let is_number = name.bytes().all(|b| b.is_ascii_digit());
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_word =
        begins && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    if is_number || (is_word && !WORDS.contains(&name)) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("\"{name}\""))
}

/// Words of nft's that cannot stand for a name. Found by asking nft 1.0.6 for each of its words.
#[rustfmt::skip]
const WORDS: [&str; 57] = [
    "add", "bridge", "comment", "continue", "cpu", "create", "delete", "describe", "drop", "exists", "expires", "flow",
    "flush", "gc-interval", "goto", "handle", "hour", "ibriport", "ibrname", "icmpv6", "iif", "iifgroup", "iifname",
    "iiftype", "inet", "insert", "jhash", "jump", "masquerade", "meter", "missing", "netdev", "nftrace", "notrack",
    "obriport", "obrname", "oif", "oifgroup", "oifname", "oiftype", "or", "priority", "rename", "replace", "return",
    "rt0", "rt2", "rtclassid", "rule", "ruleset", "skgid", "srh", "symhash", "th", "typeof", "vmap", "xt",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_nft_reads_them() {
        for (name, text) in [
            ("lo", Some("lo")),
            ("not-istio-nic", Some("not-istio-nic")),
            ("cni-podman0", Some("cni-podman0")),
            ("eth0.100", Some("eth0.100")),
            ("tap+", Some("\"tap*\"")),
            ("+", None),
            ("eth0@if3", Some("\"eth0@if3\"")),
            ("0net", Some("\"0net\"")),
            ("bridge", Some("\"bridge\"")),
            ("bridge0", Some("bridge0")),
            ("a+b", Some("\"a+b\"")),
        ] {
            assert_eq!(interface(name).as_deref(), text, "{name}");
        }
        for (name, text) in [("1337", "1337"), ("java", "java"), ("a$", "\"a$\""), ("jump", "\"jump\"")] {
            assert_eq!(quoted(name), text);
        }
    }
}
