//! The way of a packet through the rules.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::packet::{Direction, End, Packet, Step, Trace};
use super::rules::{Line, Rules};

use capture::rule::Owner;
use capture::state::Target;
use capture::{Chain, Family, Match, Table, Verdict};

/// Chains do not jump deeper than this; ours jump three deep.
const DEEPEST: usize = 16;
/// A packet does not meet more rules than this, however others' chains jump.
const MOST_STEPS: usize = 10_000;

/// Follows a packet.
pub(super) fn follow(rules: &Rules, packet: &Packet) -> Trace {
    let (first, last) = match packet.direction {
        Direction::In => (Chain::Prerouting, Chain::Input),
        Direction::Out => (Chain::Output, Chain::Output),
    };
    let mut walk = Walk {
        rules,
        packet,
        destination: packet.destination,
        mark: packet.mark,
        steps: Vec::new(),
        decided_by: None,
        unknown: Vec::new(),
    };
    let mut end = End::Untouched;
    for table in [Table::Raw, Table::Mangle, Table::Nat] {
        if let Some(found) = walk.table(table, first) {
            end = found;
            break;
        }
    }
    if let End::Redirected(port) = end {
        walk.redirect(port);
    }
    if matches!(end, End::Untouched | End::Redirected(_)) {
        end = walk.table(Table::Filter, last).unwrap_or(end);
    }
    Trace { steps: walk.steps, decided_by: walk.decided_by, end, unknown: walk.unknown }
}

struct Walk<'w> {
    rules: &'w Rules,
    packet: &'w Packet,
    destination: SocketAddr,
    mark: u32,
    steps: Vec<Step>,
    decided_by: Option<usize>,
    unknown: Vec<Step>,
}

/// What a chain made of a packet.
enum Fate {
    /// It is at its end.
    Ends(End),
    /// It leaves the table as it is.
    Left,
}

impl Walk<'_> {
    /// Where the packet ends, if this table ends its way.
    fn table(&mut self, table: Table, hook: Chain) -> Option<End> {
        let before = self.decided_by;
        match self.chain(table, hook.iptables(), DEEPEST) {
            Some(Fate::Ends(end)) => Some(end),
            Some(Fate::Left) | None => {
                // What the other tables let pass or mark decides nothing; what `nat` lets pass stays as it is.
                if table != Table::Nat {
                    self.decided_by = before;
                }
                None
            }
        }
    }

    fn chain(&mut self, table: Table, chain: &str, depth: usize) -> Option<Fate> {
        let rules = self.rules;
        for line in rules.chain(table, chain) {
            if self.steps.len() >= MOST_STEPS || !line.matches.iter().all(|m| self.holds(m)) {
                continue;
            }
            let step = Step { table, chain: chain.to_owned(), place: line.place, rule: line.text.clone() };
            if line.has_more || matches!(line.target, Target::Unknown(_)) {
                self.unknown.push(step);
                continue;
            }
            self.steps.push(step);
            let at = self.steps.len() - 1;
            match self.meet(table, chain, line, depth) {
                Met::GoesOn => {}
                Met::Inner(fate) => return Some(fate),
                Met::Decided(fate) => {
                    self.decided_by = Some(at);
                    return fate;
                }
            }
        }
        None
    }

    /// What a rule that matches does.
    fn meet(&mut self, table: Table, chain: &str, line: &Line, depth: usize) -> Met {
        let verdict = match &line.target {
            Target::Nothing | Target::Unknown(_) | Target::RefusedWith(_) => return Met::GoesOn,
            Target::Chain(name) => {
                let fate = depth.checked_sub(1).and_then(|depth| self.chain(table, name, depth));
                return fate.map_or(Met::GoesOn, Met::Inner);
            }
            Target::Verdict(verdict) => verdict,
        };
        // Back in the kernel's own chain: that is the end of the table.
        let returned = || Chain::named(chain).is_some_and(Chain::is_built_in).then_some(Fate::Left);
        Met::Decided(match *verdict {
            Verdict::SetMark(mark) => {
                self.mark = mark;
                return Met::GoesOn;
            }
            Verdict::SaveMark | Verdict::RestoreMark | Verdict::Zone(_) | Verdict::Jump(_) => {
                return Met::GoesOn;
            }
            Verdict::Return => returned(),
            Verdict::Accept => Some(Fate::Left),
            Verdict::Drop => Some(Fate::Ends(End::Dropped)),
            Verdict::Reject => Some(Fate::Ends(End::Refused)),
            Verdict::Redirect(port) => Some(Fate::Ends(End::Redirected(port))),
            Verdict::Tproxy(port, _) => Some(Fate::Ends(End::Taken(port))),
        })
    }

    /// What comes after sees the new destination.
    fn redirect(&mut self, port: u16) {
        if self.packet.direction == Direction::Out {
            self.destination.set_ip(match self.packet.family() {
                Family::V4 => IpAddr::V4(Ipv4Addr::LOCALHOST),
                Family::V6 => IpAddr::V6(Ipv6Addr::LOCALHOST),
            });
        }
        self.destination.set_port(port);
    }

    fn holds(&self, condition: &Match) -> bool {
        let Packet { direction, protocol, source, interface, uid, gid, .. } = self.packet;
        let destination = self.destination;
        let is_owner = |owner: &Owner| match owner {
            Owner::User(id) => uid.as_ref() == Some(id),
            Owner::Group(id) => gid.as_ref() == Some(id),
        };
        match condition {
            Match::In(name) => *direction == Direction::In && is_interface(interface, name),
            Match::Out(name) => *direction == Direction::Out && is_interface(interface, name),
            Match::Protocol(p) => p == protocol,
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
            // It is the first packet of its connection.
            Match::State(_) | Match::Socket => false,
            Match::Mark(mark) => self.mark == *mark,
            Match::NotMark(mark) => self.mark != *mark,
            Match::ConnectionMark(mark) => *mark == 0,
        }
    }
}

/// What became of a packet at a rule that matched.
enum Met {
    /// The next rule follows.
    GoesOn,
    /// A rule of the chain that it jumped to decided.
    Inner(Fate),
    /// This rule decided; without a fate the chain that jumped here goes on.
    Decided(Option<Fate>),
}

/// A last `+` stands for any ending.
fn is_interface(interface: &str, name: &str) -> bool {
    match name.strip_suffix('+') {
        Some(beginning) => interface.starts_with(beginning),
        None => interface == name,
    }
}
