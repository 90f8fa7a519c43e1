//! Which rule takes a packet, and where it ends.
//!
//! The first packet of a connection goes through the tables `raw`, `mangle` and `nat` of its direction; one that arrives
//! then meets the table `filter`. Connection tracking knows nothing of it yet. What a rule sends to a port of this host does not meet these rules again.

use std::net::SocketAddr;

use crate::iptables::rule_text;
use crate::plan::Plan;
use crate::rule::{Chain, Family, Match, Owner, Protocol, Rule, State, Table, Verdict};
use crate::state::final_rules;

/// Which way a packet goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It arrives.
    In,
    /// This host sends it.
    Out,
}

/// The first packet of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its way.
    pub direction: Direction,
    /// Its protocol.
    pub protocol: Protocol,
    /// Where it is from; `None` for the host's own address.
    pub source: Option<SocketAddr>,
    /// Where it goes.
    pub destination: SocketAddr,
    /// The interface that it comes in or goes out by.
    pub interface: String,
    /// The user whose socket it is from.
    pub uid: Option<String>,
    /// The group of that user.
    pub gid: Option<String>,
    /// Its mark.
    pub mark: u32,
}

/// A rule that took the packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The table.
    pub table: Table,
    /// The chain.
    pub chain: Chain,
    /// The rule's place in its chain, from 1.
    pub place: usize,
    /// The rule.
    pub rule: String,
}

/// Where a packet ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// At this port of this host, its destination changed.
    Redirected(u16),
    /// At this port of this host, its addresses as they were.
    Taken(u16),
    /// Where it was going.
    Untouched,
    /// Nowhere.
    Dropped,
    /// Nowhere, and the sender is told.
    Refused,
}

/// The way of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The rules that matched, in order.
    pub steps: Vec<Step>,
    /// Which of them decided; `None` if none did.
    pub decided_by: Option<usize>,
    /// Where it ended.
    pub end: End,
}

/// Follows a packet through the rules of a plan.
pub fn trace(plan: &Plan, packet: &Packet) -> Trace {
    let family = if packet.destination.is_ipv4() { Family::V4 } else { Family::V6 };
    let chains = final_rules(plan, family);
    let mut walk = Walk { chains: &chains, packet, mark: packet.mark, steps: Vec::new(), decided_by: None };
    let hook = match packet.direction {
        Direction::In => Chain::Prerouting,
        Direction::Out => Chain::Output,
    };
    let mut end = End::Untouched;
    for table in [Table::Raw, Table::Mangle, Table::Nat] {
        match walk.chain(table, hook, DEEPEST) {
            Some(Fate::Ends(found)) => {
                end = found;
                break;
            }
            Some(Fate::Left) if table == Table::Nat => {}
            // What an earlier table only returned or marked did not decide.
            _ if table != Table::Nat => walk.decided_by = None,
            _ => {}
        }
    }
    // What goes to another port of this host than it asked for still comes in.
    if packet.direction == Direction::In && matches!(end, End::Untouched | End::Redirected(_)) {
        let before = walk.decided_by;
        match walk.chain(Table::Filter, Chain::Input, DEEPEST) {
            Some(Fate::Ends(found)) => end = found,
            _ => walk.decided_by = before,
        }
    }
    Trace { steps: walk.steps, decided_by: walk.decided_by, end }
}

/// Chains do not jump deeper than this; ours jump three deep.
const DEEPEST: usize = 16;

type Chains = std::collections::BTreeMap<(Table, Chain), Vec<Rule>>;

struct Walk<'w> {
    chains: &'w Chains,
    packet: &'w Packet,
    mark: u32,
    steps: Vec<Step>,
    decided_by: Option<usize>,
}

/// What a chain made of a packet.
enum Fate {
    /// It is at its end.
    Ends(End),
    /// It leaves the table as it is.
    Left,
}

impl Walk<'_> {
    fn chain(&mut self, table: Table, chain: Chain, depth: usize) -> Option<Fate> {
        let chains = self.chains;
        for (i, rule) in chains.get(&(table, chain)).map_or(&[][..], Vec::as_slice).iter().enumerate() {
            if !rule.matches.iter().all(|m| self.holds(m)) {
                continue;
            }
            self.steps.push(Step { table, chain, place: i + 1, rule: rule_text(rule) });
            let step = self.steps.len() - 1;
            let fate = match rule.verdict {
                Verdict::SetMark(mark) => {
                    self.mark = mark;
                    continue;
                }
                Verdict::SaveMark | Verdict::RestoreMark | Verdict::Zone(_) => continue,
                Verdict::Jump(to) => match depth.checked_sub(1).and_then(|d| self.chain(table, to, d)) {
                    None => continue,
                    fate => return fate,
                },
                Verdict::Return => {
                    self.decided_by = Some(step);
                    // Back in the kernel's own chain: that is the end of the table.
                    return if chain.is_built_in() { Some(Fate::Left) } else { None };
                }
                Verdict::Accept => Fate::Left,
                Verdict::Drop => Fate::Ends(End::Dropped),
                Verdict::Reject => Fate::Ends(End::Refused),
                Verdict::Redirect(port, _) => Fate::Ends(End::Redirected(port)),
                Verdict::Tproxy(port, _) => Fate::Ends(End::Taken(port)),
            };
            self.decided_by = Some(step);
            return Some(fate);
        }
        None
    }

    fn holds(&self, condition: &Match) -> bool {
        let Packet { direction, protocol, source, destination, interface, uid, gid, .. } = self.packet;
        let is_owner = |owner: &Owner| match owner {
            Owner::User(id) => uid.as_ref() == Some(id),
            Owner::Group(id) => gid.as_ref() == Some(id),
        };
        match condition {
            Match::In(name) => *direction == Direction::In && is_interface(interface, name),
            Match::Out(name) => *direction == Direction::Out && is_interface(interface, name),
            Match::Protocol(p) | Match::ProtocolOfPort(p) => p == protocol,
            // The host's own address is in none of the ranges that rules name: those are loopback's.
            Match::Source(range) => source.is_some_and(|s| range.contains(s.ip())),
            Match::Destination(range) => range.contains(destination.ip()),
            Match::NotDestination(range) => !range.contains(destination.ip()),
            Match::Port(p, port) => p == protocol && destination.port() == *port,
            Match::NotPort(p, port) => p == protocol && destination.port() != *port,
            Match::NotPorts(p, ports) => p == protocol && !ports.contains(&destination.port()),
            Match::SourcePort(p, port) => p == protocol && source.is_some_and(|s| s.port() == *port),
            // Only a packet from a socket of this host has an owner.
            Match::Owner(owner) => *direction == Direction::Out && is_owner(owner),
            Match::NotOwner(owner) => *direction == Direction::Out && !is_owner(owner),
            Match::State(State::Invalid | State::Established) | Match::Socket => false,
            Match::Mark(mark) => self.mark == *mark,
            Match::NotMark(mark) => self.mark != *mark,
            Match::ConnectionMark(mark) => *mark == 0,
        }
    }
}

/// A last `+` stands for any ending.
fn is_interface(interface: &str, name: &str) -> bool {
    match name.strip_suffix('+') {
        Some(beginning) => interface.starts_with(beginning),
        None => interface == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Host, Request, plan};

    fn packet(direction: Direction, to: &str) -> Packet {
        let destination: SocketAddr = to.parse().unwrap();
        let interface = if destination.ip().is_loopback() { "lo" } else { "eth0" }.to_owned();
        Packet {
            direction,
            protocol: Protocol::Tcp,
            source: None,
            destination,
            interface,
            uid: None,
            gid: None,
            mark: 0,
        }
    }

    fn usual() -> Request {
        Request {
            inbound_ports: "*".into(),
            inbound_ports_exclude: "15021".into(),
            outbound_ranges: "*".into(),
            outbound_ranges_exclude: "10.9.0.0/16".into(),
            outbound_ports_exclude: "9000".into(),
            exclude_interfaces: "eth9".into(),
            redirect_dns: true,
            ..Request::default()
        }
    }

    fn end(request: &Request, packet: &Packet) -> (End, String) {
        let host = Host {
            ipv6: true,
            nameservers: vec![crate::Cidr::parse("10.96.0.10/32").unwrap()],
            ..Host::default()
        };
        let found = trace(&plan(&request.config(&host).unwrap()), packet);
        let rule = found.decided_by.and_then(|i| found.steps.get(i));
        (found.end, rule.map(|s| format!("{} {}", s.chain.iptables(), s.place)).unwrap_or_default())
    }

    #[test]
    fn packets_end_where_the_kernel_puts_them() {
        use Direction::{In, Out};
        let user = |mut p: Packet, id: &str| {
            (p.uid, p.gid) = (Some(id.to_owned()), Some(id.to_owned()));
            p
        };
        let by = |mut p: Packet, interface: &str| {
            p.interface = interface.to_owned();
            p
        };
        let udp = |mut p: Packet| {
            p.protocol = Protocol::Udp;
            p
        };
        for (name, packet, want) in [
            ("an application's call", user(packet(Out, "10.1.2.3:443"), "1000"), End::Redirected(15001)),
            ("the proxy's call", user(packet(Out, "10.1.2.3:443"), "1337"), End::Untouched),
            ("an excluded range", user(packet(Out, "10.9.2.3:443"), "1000"), End::Untouched),
            ("an excluded port", user(packet(Out, "10.1.2.3:9000"), "1000"), End::Untouched),
            ("an excluded interface", by(user(packet(Out, "10.1.2.3:443"), "1000"), "eth9"), End::Untouched),
            ("to localhost", user(packet(Out, "127.0.0.1:80"), "1000"), End::Untouched),
            (
                "the application to its own address",
                by(user(packet(Out, "10.0.0.5:80"), "1000"), "lo"),
                End::Untouched,
            ),
            (
                "the proxy to its own address",
                by(user(packet(Out, "10.0.0.5:80"), "1337"), "lo"),
                End::Redirected(15006),
            ),
            ("a question", udp(user(packet(Out, "10.96.0.10:53"), "1000")), End::Redirected(15053)),
            ("the agent's question", udp(user(packet(Out, "10.96.0.10:53"), "1337")), End::Untouched),
            ("over IPv6", user(packet(Out, "[fd00::1]:443"), "1000"), End::Redirected(15001)),
            ("a request that arrives", packet(In, "10.0.0.5:8080"), End::Redirected(15006)),
            ("a probe that arrives", packet(In, "10.0.0.5:15021"), End::Untouched),
            ("a tunnel that arrives", packet(In, "10.0.0.5:15008"), End::Untouched),
            ("by an excluded interface", by(packet(In, "10.0.0.5:8080"), "eth9"), End::Untouched),
        ] {
            assert_eq!(end(&usual(), &packet).0, want, "{name}");
        }
    }

    #[test]
    fn the_rule_that_decided_is_named() {
        let request = usual();
        let (_, rule) = end(&request, &packet(Direction::In, "10.0.0.5:15021"));
        assert_eq!(rule, "ISTIO_INBOUND 2");
        let (_, rule) = end(&request, &packet(Direction::In, "10.0.0.5:80"));
        assert_eq!(rule, "ISTIO_IN_REDIRECT 1");
        let tproxy = Request { inbound_interception_mode: "TPROXY".into(), ..usual() };
        let (found, rule) = end(&tproxy, &packet(Direction::In, "10.0.0.5:80"));
        assert_eq!((found, rule.as_str()), (End::Taken(15006), "ISTIO_TPROXY 1"));
        let old = crate::legacy::config(&request, false, &Host::default()).unwrap();
        let old = crate::legacy::plan(&old, crate::legacy::Script::V1_0);
        let found = trace(&old, &packet(Direction::In, "[fd00::1]:80"));
        assert_eq!((found.end, found.decided_by), (End::Refused, Some(0)), "{found:?}");
        let found = trace(&old, &packet(Direction::In, "10.0.0.5:80"));
        assert_eq!((found.end, found.decided_by), (End::Redirected(15001), Some(2)), "{found:?}");
        let nothing = Request::default();
        assert_eq!(end(&nothing, &packet(Direction::In, "10.0.0.5:80")), (End::Untouched, String::new()));
    }
}
