//! What the host has to say about a request.

use std::net::IpAddr;

use capture::flags::Environment;
use capture::{Cidr, Flag, Flags};

use crate::Error;
use crate::arguments::{Applying, Ipv6};
use crate::host::{addresses, nameservers, number_of};

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

/// Asks the host what the request does not say.
///
/// # Errors
/// The name servers are needed and cannot be read, or the host has no address of its own.
pub fn ask(
    flags: &Flags,
    applying: &Applying,
    environment: Environment<'_>,
) -> Result<(capture::Host, Families), Error> {
    let families = families_of_host(applying)?;
    let request = flags.request(environment);
    // What a dry run prints for a family that is said depends on its flags alone.
    let alone = applying.dry_run && applying.ipv6 != Ipv6::Auto;
    let servers = match flags.text(Flag::DnsServers) {
        Some(list) => given(list)?,
        None if alone || !request.redirect_dns || request.capture_all_dns => Vec::new(),
        None => nameservers(&resolv_conf()?).iter().map(|a| Cidr::of(a.to_canonical())).collect(),
    };
    let user = || number_of(false, &applying.envoy_user).map(|id| id.to_string());
    let proxy_uid = if request.proxy_uid.is_empty() { user() } else { None };
    Ok((capture::Host { proxy_uid, ipv6: families.ipv6, nameservers: servers }, families))
}

/// The host's addresses are looked at only where they matter: it takes a pod's start longer.
fn families_of_host(applying: &Applying) -> Result<Families, Error> {
    match (applying.ipv6, applying.run_validation) {
        (Ipv6::Said(ipv6), false) => Ok(Families { ipv6, first: None }),
        (Ipv6::Said(ipv6), true) => {
            let first = addresses().ok().and_then(|all| families(&all, applying.dual_stack).first);
            Ok(Families { ipv6, first })
        }
        (Ipv6::Auto, _) => {
            let all = addresses().map_err(Error::kernel("failed to list the addresses of this host"))?;
            Ok(families(&all, applying.dual_stack))
        }
    }
}

fn resolv_conf() -> Result<String, Error> {
    let path = "/etc/resolv.conf";
    let failed = |source| Error::File { verb: "load", path: path.to_owned(), source };
    std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).map_err(failed)
}

fn given(list: &str) -> Result<Vec<Cidr>, Error> {
    let failed = |item: &str| Error::Flag {
        flag: "--dns-servers",
        cause: format!("{:?} is no IP address", item.chars().take(60).collect::<String>()),
    };
    let server = |text: &str| match text.parse::<IpAddr>() {
        Ok(address) => Ok(Cidr::of(address)),
        Err(_) => Err(failed(text)),
    };
    list.split(',').filter(|i| !i.is_empty()).map(server).collect()
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
