//! Rules: where they stand, what they match and what becomes of a packet. Both backends print these.

use crate::cidr::Cidr;

/// A table, in the order in which iptables-restore is given them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// What is let through.
    Filter,
    /// Marks, and TPROXY.
    Mangle,
    /// Redirection.
    Nat,
    /// Before connections are tracked.
    Raw,
}

impl Table {
    /// All of them.
    pub const ALL: [Table; 4] = [Table::Filter, Table::Mangle, Table::Nat, Table::Raw];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Table::Filter => "filter",
            Table::Mangle => "mangle",
            Table::Nat => "nat",
            Table::Raw => "raw",
        }
    }
}

/// A chain: the kernel's, or one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// What arrives, before it is routed.
    Prerouting,
    /// What is for this host.
    Input,
    /// What this host sends.
    Output,
    /// Captured traffic that arrives.
    Inbound,
    /// To the proxy's outbound port.
    Redirect,
    /// To the proxy's inbound port.
    InRedirect,
    /// Traffic that the host sends.
    IstioOutput,
    /// Questions to name servers.
    OutputDns,
    /// Packets of a connection that TPROXY has taken already.
    Divert,
    /// To the proxy, its address kept.
    Tproxy,
    /// Packets of no connection.
    Drop,
}

/// Name in iptables, name in nftables.
const NAMES: [(Chain, &str, &str); 11] = [
    (Chain::Prerouting, "PREROUTING", "prerouting"),
    (Chain::Input, "INPUT", "input"),
    (Chain::Output, "OUTPUT", "output"),
    (Chain::Inbound, "ISTIO_INBOUND", "istio-inbound"),
    (Chain::Redirect, "ISTIO_REDIRECT", "istio-redirect"),
    (Chain::InRedirect, "ISTIO_IN_REDIRECT", "istio-in-redirect"),
    (Chain::IstioOutput, "ISTIO_OUTPUT", "istio-output"),
    (Chain::OutputDns, "ISTIO_OUTPUT_DNS", "istio-output-dns"),
    (Chain::Divert, "ISTIO_DIVERT", "istio-divert"),
    (Chain::Tproxy, "ISTIO_TPROXY", "istio-tproxy"),
    (Chain::Drop, "ISTIO_DROP", "istio-drop"),
];

impl Chain {
    /// Its name in iptables.
    pub fn iptables(self) -> &'static str {
        NAMES.iter().find(|n| n.0 == self).map_or("", |n| n.1)
    }

    /// Its name in nftables.
    pub fn nftables(self) -> &'static str {
        NAMES.iter().find(|n| n.0 == self).map_or("", |n| n.2)
    }

    /// The chain of that name in nftables.
    pub(crate) fn named_in_nftables(name: &str) -> Option<Chain> {
        NAMES.iter().find(|n| n.2 == name).map(|n| n.0)
    }

    /// The chain of that name in iptables.
    pub fn named(name: &str) -> Option<Chain> {
        NAMES.iter().find(|n| n.1 == name).map(|n| n.0)
    }

    /// Whether the kernel has it without our doing.
    pub fn is_built_in(self) -> bool {
        matches!(self, Chain::Prerouting | Chain::Input | Chain::Output)
    }
}

/// A transport protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

impl Protocol {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
        }
    }
}

/// Whose socket a packet is from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A user, by number or name.
    User(String),
    /// A group, by number or name.
    Group(String),
}

/// What connection tracking says of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It belongs to no connection and begins none.
    Invalid,
    /// It belongs to a connection, or to one that another has announced.
    Established,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// It comes in by this interface.
    In(String),
    /// It goes out by this interface.
    Out(String),
    /// It is of this protocol.
    Protocol(Protocol),
    /// It is from this range.
    Source(Cidr),
    /// It goes to this range.
    Destination(Cidr),
    /// It goes elsewhere.
    NotDestination(Cidr),
    /// It goes to this port.
    Port(Protocol, u16),
    /// It goes to another port.
    NotPort(Protocol, u16),
    /// It goes to none of these ports.
    NotPorts(Protocol, [u16; 2]),
    /// It is from this port.
    SourcePort(Protocol, u16),
    /// It is from a socket of this owner.
    Owner(Owner),
    /// It is not from a socket of this owner.
    NotOwner(Owner),
    /// Connection tracking says this of it.
    State(State),
    /// It has this mark.
    Mark(u32),
    /// It has another mark.
    NotMark(u32),
    /// Its connection has this mark.
    ConnectionMark(u32),
    /// It is for a socket that is there already.
    Socket,
}

/// What becomes of a packet that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Back to the chain that jumped here.
    Return,
    /// It goes on to the next table.
    Accept,
    /// It is gone.
    Drop,
    /// It is refused.
    Reject,
    /// On in this chain.
    Jump(Chain),
    /// To this port of this host.
    Redirect(u16),
    /// To the socket at this port, its addresses as they are, with this mark.
    Tproxy(u16, u32),
    /// It gets this mark, and goes on.
    SetMark(u32),
    /// Its mark becomes that of its connection, and it goes on.
    SaveMark,
    /// The mark of its connection becomes its own, and it goes on.
    RestoreMark,
    /// Its connection is looked for in this zone, and it goes on.
    Zone(u16),
}

/// A rule: all conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The conditions, in the order of their text.
    pub matches: Vec<Match>,
    /// What then becomes of the packet.
    pub verdict: Verdict,
}
