//! A packet, and its way.

use std::net::SocketAddr;

use capture::rule::Protocol;
use capture::{Family, Table};

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
    /// The chain, by its name in iptables.
    pub chain: String,
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
    /// Nowhere, and the sender gets an answer that says so.
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
    /// Live rules that it met and that are not understood: they were taken for rules that do nothing.
    pub unknown: Vec<Step>,
}

impl Packet {
    /// The family of its addresses.
    pub fn family(&self) -> Family {
        if self.destination.is_ipv4() { Family::V4 } else { Family::V6 }
    }
}
