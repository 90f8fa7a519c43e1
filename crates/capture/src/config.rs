//! What is to be captured, checked and typed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::cidr::Cidr;
use crate::family::Family;

/// What is to be captured. Made by [`Request::config`](crate::Request::config).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where outbound traffic goes.
    pub proxy_port: u16,
    /// Where inbound traffic goes.
    pub inbound_capture_port: u16,
    /// The port of tunnels, which nothing redirects.
    pub inbound_tunnel_port: u16,
    /// Users whose traffic is the proxy's own, by number or name.
    pub proxy_uids: Vec<String>,
    /// Groups whose traffic is the proxy's own, by number or name.
    pub proxy_gids: Vec<String>,
    /// How inbound traffic is captured.
    pub mode: Mode,
    /// Which inbound traffic is captured.
    pub inbound: Inbound,
    /// Interfaces whose traffic is left alone.
    pub exclude_interfaces: Vec<String>,
    /// Interfaces of virtual machines: what comes in by them is outbound traffic.
    pub virtual_interfaces: Vec<String>,
    /// Which outbound traffic is captured.
    pub outbound: Ranges,
    /// Which is not.
    pub outbound_exclude: Vec<Cidr>,
    /// Ports whose outbound traffic is captured wherever it goes.
    pub outbound_ports: Vec<u16>,
    /// Ports whose outbound traffic is not captured.
    pub outbound_ports_exclude: Vec<u16>,
    /// Groups whose outbound traffic is captured.
    pub owner_groups: OwnerGroups,
    /// Which questions to name servers are captured.
    pub dns: Dns,
    /// Whether packets of no connection are dropped.
    pub drop_invalid: bool,
    /// Whether there are rules for IPv6.
    pub ipv6: bool,
    /// What counts as the host's own loopback addresses.
    pub loopback_v4: Cidr,
}

/// How inbound traffic is captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By another destination: the proxy sees the address of the host's own side only by asking the kernel.
    Redirect,
    /// As it is: the proxy must be allowed to listen for foreign addresses.
    Tproxy {
        /// The mark that routes packets to this host.
        mark: u32,
        /// The routing table that does so.
        route_table: u32,
    },
}

/// Which inbound traffic is captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inbound {
    /// None.
    Nothing,
    /// That to all ports but these.
    AllBut(Vec<u16>),
    /// That to these ports.
    Only(Vec<u16>),
}

/// Ranges of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ranges {
    /// All addresses.
    All,
    /// These; none where there are none.
    Only(Vec<Cidr>),
}

/// Groups whose outbound traffic is captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnerGroups {
    /// All but these.
    AllBut(Vec<String>),
    /// These; none where there are none.
    Only(Vec<String>),
}

/// Which questions to name servers are captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dns {
    /// None.
    Off,
    /// All.
    All,
    /// Those to these servers.
    Servers {
        /// Servers with IPv4 addresses, as ranges of one.
        v4: Vec<Cidr>,
        /// Servers with IPv6 addresses, as ranges of one.
        v6: Vec<Cidr>,
    },
}

impl Config {
    /// Whether inbound traffic is captured at all.
    pub(crate) fn captures_inbound(&self) -> bool {
        self.inbound != Inbound::Nothing
    }

    /// Whether the ranges to capture hold the host's own loopback address.
    pub(crate) fn captures_loopback(&self) -> bool {
        matches!(&self.outbound, Ranges::Only(ranges) if ranges.iter().any(|r| r.address().is_loopback()))
    }

    /// The loopback range of a family.
    pub fn loopback(&self, family: Family) -> Cidr {
        match family {
            Family::V4 => self.loopback_v4,
            Family::V6 => Cidr::of(IpAddr::V6(Ipv6Addr::LOCALHOST)),
        }
    }
}

/// The address from which the proxy talks to the application, which is never captured.
pub fn passthrough(family: Family) -> Cidr {
    Cidr::of(match family {
        Family::V4 => IpAddr::V4(Ipv4Addr::new(127, 0, 0, 6)),
        Family::V6 => IpAddr::V6(Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 6)),
    })
}

impl Dns {
    /// Whether questions over this family are captured.
    pub fn captures(&self, family: Family) -> bool {
        match (self, family) {
            (Dns::Off, _) => false,
            (Dns::All, _) => true,
            (Dns::Servers { v4, .. }, Family::V4) => !v4.is_empty(),
            (Dns::Servers { v6, .. }, Family::V6) => !v6.is_empty(),
        }
    }

    /// The servers of a family as ranges; none where all questions are captured.
    pub fn servers(&self, family: Family) -> &[Cidr] {
        match (self, family) {
            (Dns::Servers { v4, .. }, Family::V4) => v4,
            (Dns::Servers { v6, .. }, Family::V6) => v6,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::request::{Host, Request};

    use super::*;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).unwrap()
    }

    #[test]
    fn only_ranges_that_hold_loopback_capture_it() {
        for (ranges, captures) in [
            ("", false),
            ("*", false),
            ("10.0.0.0/8", false),
            ("10.0.0.0/8,127.0.0.0/8", true),
            ("::1/128", true),
            ("0.0.0.0/0", false),
        ] {
            let request = Request { outbound_ranges: ranges.into(), ..Request::default() };
            let config = request.config(&Host::default()).unwrap();
            assert_eq!(config.captures_loopback(), captures, "{ranges}");
        }
    }

    #[test]
    fn questions_are_captured_for_families_that_have_servers() {
        let servers = |v4: &[&str], v6: &[&str]| {
            let of = |texts: &[&str]| texts.iter().map(|text| cidr(text)).collect();
            Dns::Servers { v4: of(v4), v6: of(v6) }
        };
        for (dns, v4, v6) in [
            (Dns::Off, (false, 0), (false, 0)),
            (Dns::All, (true, 0), (true, 0)),
            (servers(&["10.0.0.10/32"], &[]), (true, 1), (false, 0)),
            (servers(&[], &["fd00::a/128", "fd00::b/128"]), (false, 0), (true, 2)),
        ] {
            let of = |family| (dns.captures(family), dns.servers(family).len());
            assert_eq!((of(Family::V4), of(Family::V6)), (v4, v6), "{dns:?}");
        }
    }

    #[test]
    fn each_family_has_its_own_loopback() {
        let request = Request { loopback_cidr: "127.0.0.0/8".into(), ..Request::default() };
        let config = request.config(&Host::default()).unwrap();
        assert_eq!(config.loopback(Family::V4), cidr("127.0.0.0/8"));
        assert_eq!(config.loopback(Family::V6), cidr("::1/128"));
        assert_eq!([Family::V4, Family::V6].map(passthrough), [cidr("127.0.0.6/32"), cidr("::6/128")]);
    }
}
