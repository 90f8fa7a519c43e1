//! What this host sends.

use super::model::At;
use super::steps::Steps;
use crate::config::{Config, OwnerGroups, Ranges, passthrough};
use crate::family::Family;
use crate::rule::{Chain, Match, Owner, Protocol, Table, Verdict};

const NAT: Table = Table::Nat;
const OUT: Chain = Chain::IstioOutput;

impl Steps {
    pub(super) fn outbound(&mut self, config: &Config) {
        self.add(NAT, Chain::Output, [], Verdict::Jump(OUT));
        for port in &config.outbound_ports_exclude {
            for protocol in [Protocol::Tcp, Protocol::Udp] {
                self.add(NAT, OUT, to_port(protocol, *port), Verdict::Return);
            }
        }
        let from_proxy = |family| vec![lo(), Match::Source(passthrough(family))];
        self.each(NAT, OUT, At::End, from_proxy, Verdict::Return);
        self.proxys_own(config);
        self.owner_groups(config);
        self.dns(config);
        let local = |family| vec![Match::Destination(config.loopback(family))];
        self.each(NAT, OUT, At::End, local, Verdict::Return);
        for family in [Family::V4, Family::V6] {
            for range in config.outbound_exclude.iter().filter(|r| r.family() == family) {
                let to = vec![Match::Destination(*range)];
                self.of_family(family, NAT, OUT, At::End, to, Verdict::Return);
            }
        }
        for port in &config.outbound_ports {
            self.add(NAT, OUT, to_port(Protocol::Tcp, *port), Verdict::Jump(Chain::Redirect));
        }
        self.captured_ranges(config);
    }

    /// The proxy's own traffic is left alone, or it would go in circles. Only what it sends to the host's own address
    /// is for the application, and goes in as if it came from outside.
    fn proxys_own(&mut self, config: &Config) {
        let users = config.proxy_uids.iter().map(|id| Owner::User(id.clone()));
        let groups = config.proxy_gids.iter().map(|id| Owner::Group(id.clone()));
        let dns = config.dns != crate::config::Dns::Off;
        for owner in users.chain(groups) {
            let tunnel = config.inbound_tunnel_port;
            // Istio leaves questions to name servers out for users only.
            let not_ports = match &owner {
                Owner::User(_) if dns => Match::NotPorts(Protocol::Tcp, [53, tunnel]),
                _ => Match::NotPort(Protocol::Tcp, tunnel),
            };
            let to_itself = |family| {
                vec![
                    lo(),
                    Match::NotDestination(config.loopback(family)),
                    Match::Protocol(Protocol::Tcp),
                    not_ports.clone(),
                    Match::Owner(owner.clone()),
                ]
            };
            self.each(NAT, OUT, At::End, to_itself, Verdict::Jump(Chain::InRedirect));
            if !config.captures_loopback() {
                let mut to_itself = vec![lo()];
                if dns {
                    to_itself.push(Match::Protocol(Protocol::Tcp));
                    to_itself.push(Match::NotPort(Protocol::Tcp, 53));
                }
                to_itself.push(Match::NotOwner(owner.clone()));
                self.add(NAT, OUT, to_itself, Verdict::Return);
            }
            self.add(NAT, OUT, [Match::Owner(owner)], Verdict::Return);
        }
    }

    fn owner_groups(&mut self, config: &Config) {
        match &config.owner_groups {
            OwnerGroups::AllBut(groups) => {
                for group in groups {
                    self.add(NAT, OUT, [Match::Owner(Owner::Group(group.clone()))], Verdict::Return);
                }
            }
            OwnerGroups::Only(groups) => {
                let none: Vec<Match> =
                    groups.iter().map(|g| Match::NotOwner(Owner::Group(g.clone()))).collect();
                self.add(NAT, OUT, none, Verdict::Return);
            }
        }
    }

    fn captured_ranges(&mut self, config: &Config) {
        let to_proxy = Verdict::Jump(Chain::Redirect);
        match &config.outbound {
            Ranges::All => {
                self.add(NAT, OUT, [], to_proxy);
                for name in &config.virtual_interfaces {
                    self.insert(NAT, Chain::Prerouting, 1, vec![Match::In(name.clone())], to_proxy);
                }
            }
            Ranges::Only(ranges) => {
                for family in [Family::V4, Family::V6] {
                    for range in ranges.iter().filter(|r| r.family() == family) {
                        for name in &config.virtual_interfaces {
                            let to = vec![Match::In(name.clone()), Match::Destination(*range)];
                            self.of_family(family, NAT, Chain::Prerouting, At::Place(1), to, to_proxy);
                        }
                        let to = vec![Match::Destination(*range)];
                        self.of_family(family, NAT, OUT, At::End, to, to_proxy);
                    }
                }
            }
        }
    }
}

fn lo() -> Match {
    Match::Out("lo".to_owned())
}

fn to_port(protocol: Protocol, port: u16) -> [Match; 2] {
    [Match::Protocol(protocol), Match::Port(protocol, port)]
}
