//! Whether what a server shows is trusted by who has a CA bundle and asks for a name, as an API server does.

use std::fmt;
use std::net::IpAddr;
use std::time::SystemTime;

use crate::Certificate;

/// No server shows a longer chain: what follows is not looked at.
const LONGEST: usize = 16;

/// Why a chain is not trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server shows no certificate.
    Nothing,
    /// No certificate of the bundle signed any of the chain.
    UnknownAuthority {
        /// Who signed the server's certificate.
        issuer: String,
    },
    /// The server's certificate is for other names.
    Name {
        /// The name that is asked for.
        wanted: String,
        /// Those that it has.
        names: Vec<String>,
    },
    /// A certificate of the chain, or of the bundle, is past its end.
    Expired {
        /// Whom it is about.
        subject: String,
        /// Its end.
        not_after: SystemTime,
    },
    /// A certificate of the chain, or of the bundle, is before its beginning.
    NotYetValid {
        /// Whom it is about.
        subject: String,
        /// Its beginning.
        not_before: SystemTime,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Nothing => f.write_str("the server shows no certificate"),
            Fault::UnknownAuthority { issuer } => {
                write!(f, "the certificate is signed by `{issuer}`, which is not in the bundle")
            }
            Fault::Name { wanted, names } if names.is_empty() => {
                write!(f, "the certificate has no alternative names, and {wanted} is asked for")
            }
            Fault::Name { wanted, names } => {
                write!(f, "the certificate is valid for {}, not {wanted}", names.join(", "))
            }
            Fault::Expired { subject, .. } => write!(f, "the certificate of `{subject}` has expired"),
            Fault::NotYetValid { subject, .. } => {
                write!(f, "the certificate of `{subject}` is not valid yet")
            }
        }
    }
}

/// All that speaks against a chain, the server's certificate first; nothing if it is trusted.
///
/// Source: Go crypto/x509, Certificate.Verify: each certificate of the path must be valid now, that of the bundle, too; a
/// certificate that is in the bundle itself is trusted.
pub fn faults(chain: &[Certificate], bundle: &[Certificate], name: &str, now: SystemTime) -> Vec<Fault> {
    let mut faults = path_faults(chain, bundle, now);
    if let Some(leaf) = chain.first()
        && !is_for(leaf, name)
    {
        let addresses = leaf.addresses.iter().map(ToString::to_string);
        let names = leaf.names.iter().cloned().chain(addresses).collect();
        faults.push(Fault::Name { wanted: name.to_owned(), names });
    }
    faults
}

/// The same, whatever name is asked for.
pub fn path_faults(chain: &[Certificate], bundle: &[Certificate], now: SystemTime) -> Vec<Fault> {
    let chain = chain.get(..LONGEST).unwrap_or(chain);
    let Some((leaf, others)) = chain.split_first() else { return vec![Fault::Nothing] };
    let mut faults = Vec::new();
    let valid = |of: &[Certificate]| -> Vec<Certificate> {
        of.iter().filter(|certificate| certificate.is_valid_at(now)).cloned().collect()
    };
    let trusted = path(leaf, &valid(others), &valid(bundle)).or_else(|| path(leaf, others, bundle));
    match trusted {
        Some(path) => faults.extend(path.iter().filter_map(|certificate| dated(certificate, now))),
        None => {
            faults.push(Fault::UnknownAuthority { issuer: leaf.issuer.clone() });
            faults.extend(dated(leaf, now));
        }
    }
    faults
}

/// The certificates from the server's to one of the bundle.
fn path(leaf: &Certificate, others: &[Certificate], bundle: &[Certificate]) -> Option<Vec<Certificate>> {
    let mut path = vec![leaf.clone()];
    while let Some(last) = path.last() {
        if bundle.iter().any(|trusted| trusted.der() == last.der()) {
            return Some(path);
        }
        if let Some(root) = bundle.iter().find(|trusted| last.is_signed_by(trusted)) {
            path.push(root.clone());
            return Some(path);
        }
        let is_new = |next: &&Certificate| path.iter().all(|known| known.der() != next.der());
        let next = others.iter().filter(is_new).find(|next| next.is_authority && last.is_signed_by(next))?;
        path.push(next.clone());
    }
    None
}

fn dated(certificate: &Certificate, now: SystemTime) -> Option<Fault> {
    let Certificate { subject, not_before, not_after, .. } = certificate;
    if *not_after < now {
        return Some(Fault::Expired { subject: subject.clone(), not_after: *not_after });
    }
    let early = *not_before > now;
    early.then(|| Fault::NotYetValid { subject: subject.clone(), not_before: *not_before })
}

/// Whether a certificate is for a name or an address. A star stands for one label.
///
/// Source: Go crypto/x509, matchHostnames; a common name does not count.
fn is_for(leaf: &Certificate, name: &str) -> bool {
    if let Ok(address) = name.parse::<IpAddr>() {
        return leaf.addresses.contains(&address);
    }
    let wanted = name.trim_end_matches('.');
    leaf.names.iter().any(|pattern| match (pattern.strip_prefix("*."), wanted.split_once('.')) {
        (Some(parent), Some((_, rest))) => parent.eq_ignore_ascii_case(rest),
        _ => pattern.eq_ignore_ascii_case(wanted),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{Authority, Names};

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn at(days: u32) -> SystemTime {
        SystemTime::UNIX_EPOCH + DAY * (20_000 + days)
    }

    fn leaf(authority: &Authority, name: &str, days: u32) -> Certificate {
        let names = Names::of_service(name, "mesh").unwrap().and("10.0.0.1.example").unwrap();
        authority.issue(&names, at(0), DAY * days).unwrap().certificate().clone()
    }

    fn shown(faults: &[Fault]) -> String {
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_chain_is_trusted_or_says_why_not() {
        let ours = Authority::create("ours", at(0), DAY * 100).unwrap();
        let theirs = Authority::create("theirs", at(0), DAY * 5).unwrap();
        let (ca, other) = (ours.certificate().clone(), theirs.certificate().clone());
        let good = leaf(&ours, "injector", 30);
        for (case, chain, bundle, name, day, want) in [
            ("trusted", vec![good.clone()], vec![ca.clone()], "injector.mesh.svc", 1, ""),
            ("one of several", vec![good.clone()], vec![other.clone(), ca.clone()], "INJECTOR.mesh", 1, ""),
            ("the leaf itself", vec![good.clone()], vec![good.clone()], "injector", 1, ""),
            ("with its authority", vec![good.clone(), ca.clone()], vec![ca.clone()], "injector", 1, ""),
            (
                "foreign",
                vec![good.clone(), ca.clone()],
                vec![other.clone()],
                "injector",
                1,
                "the certificate is signed by `CN=ours`, which is not in the bundle",
            ),
            (
                "nothing trusted",
                vec![good.clone()],
                vec![],
                "injector",
                1,
                "the certificate is signed by `CN=ours`, which is not in the bundle",
            ),
            (
                "expired",
                vec![good.clone()],
                vec![ca.clone()],
                "injector",
                31,
                "the certificate of `CN=injector.mesh.svc` has expired",
            ),
            (
                "authority expired",
                vec![leaf(&theirs, "injector", 5)],
                vec![other.clone()],
                "injector",
                6,
                "the certificate of `CN=injector.mesh.svc` has expired; the certificate of `CN=theirs` has expired",
            ),
            (
                "another name",
                vec![good.clone()],
                vec![ca.clone()],
                "istiod.mesh.svc",
                1,
                "the certificate is valid for injector.mesh.svc, injector.mesh, injector, 10.0.0.1.example, not \
                 istiod.mesh.svc",
            ),
            ("nothing", vec![], vec![ca.clone()], "injector", 1, "the server shows no certificate"),
        ] {
            assert_eq!(shown(&faults(&chain, &bundle, name, at(day))), want, "{case}");
        }
        let early = SystemTime::UNIX_EPOCH;
        let text = shown(&faults(&[good], &[ca], "injector", early));
        assert!(text.contains("is not valid yet"), "{text}");
    }

    #[test]
    fn a_star_stands_for_one_label_and_addresses_are_not_names() {
        let of = |names: &[&str], addresses: &[&str]| {
            let mut certificate = leaf(&Authority::create("a", at(0), DAY * 100).unwrap(), "x", 1);
            certificate.names = names.iter().map(|name| (*name).to_owned()).collect();
            certificate.addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
            certificate
        };
        for (names, addresses, name, want) in [
            (&["*.mesh.svc"][..], &[][..], "injector.mesh.svc", true),
            (&["*.mesh.svc"], &[], "a.injector.mesh.svc", false),
            (&["*.mesh.svc"], &[], "mesh.svc", false),
            (&["10.0.0.1"], &[], "10.0.0.1", false),
            (&[], &["10.0.0.1", "::1"], "10.0.0.1", true),
            (&[], &["10.0.0.1", "::1"], "::1", true),
            (&["injector.mesh.svc"], &[], "injector.mesh.svc.", true),
        ] {
            assert_eq!(is_for(&of(names, addresses), name), want, "{names:?} {addresses:?} {name}");
        }
    }
}
