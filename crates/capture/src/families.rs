//! Which families of addresses a host has.

use std::net::IpAddr;

/// Whether there are rules for IPv6, and of which family the host's first address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Families {
    /// Whether there are rules for IPv6.
    pub ipv6: bool,
    /// The host's first address that others can reach; none where nobody has to know.
    pub first: Option<IpAddr>,
}

/// Source: Istio 1.30 tools/istio-iptables/pkg/config, getLocalIP: the first address decides; with `dual_stack` the
/// addresses are looked at up to the first of IPv6.
#[must_use]
pub fn families(addresses: &[IpAddr], dual_stack: bool) -> Families {
    let mut reachable = addresses.iter().map(IpAddr::to_canonical).filter(|a| is_reachable(*a));
    let first = reachable.next();
    let ipv6 = match first {
        Some(first) if first.is_ipv6() => true,
        Some(_) if dual_stack => reachable.any(|a| a.is_ipv6()),
        _ => false,
    };
    Families { ipv6, first }
}

fn is_reachable(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(a) => !a.is_loopback() && !a.is_link_local() && !a.is_multicast(),
        IpAddr::V6(a) => !a.is_loopback() && !a.is_unicast_link_local() && !a.is_multicast(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_address_decides() {
        for (addresses, dual_stack, ipv6, first) in [
            (&[][..], false, false, None),
            (&["127.0.0.1", "10.0.0.1", "fd00::1"], false, false, Some("10.0.0.1")),
            (&["127.0.0.1", "10.0.0.1", "fe80::1", "fd00::1"], true, true, Some("10.0.0.1")),
            (&["10.0.0.1", "10.0.0.2"], true, false, Some("10.0.0.1")),
            (&["::1", "fe80::1", "fd00::1", "10.0.0.1"], false, true, Some("fd00::1")),
            (&["169.254.1.1", "::ffff:10.0.0.1"], false, false, Some("10.0.0.1")),
        ] {
            let all: Vec<IpAddr> = addresses.iter().map(|a| a.parse().unwrap()).collect();
            let want = Families { ipv6, first: first.map(|a| a.parse().unwrap()) };
            assert_eq!(families(&all, dual_stack), want, "{addresses:?}");
        }
    }
}
