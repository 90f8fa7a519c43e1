//! Ways of packets in the kernel's messages.
//!
//! Source of the numbers: Linux `include/uapi/linux/{if_addr,rtnetlink,fib_rules}.h`.

use std::net::Ipv6Addr;

use crate::netlink::{Reply, Request};
use capture::Family;
use capture::routes::{Marked, Way};

/// The source of Envoy's connections over IPv6.
pub const PASSTHROUGH: Ipv6Addr = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 6);
/// The way of marked packets that is made when nothing is said. Source: Istio 1.30 pkg/constants.
pub const DEFAULT: Marked = Marked { mark: 1337, table: 133 };

/// The loopback interface has this number in every network namespace (`LOOPBACK_IFINDEX`).
const LOOPBACK: u32 = 1;
const ADD_ADDRESS: u16 = 20;
const REMOVE_ADDRESS: u16 = 21;
const LIST_ADDRESSES: u16 = 22;
const ADD_ROUTE: u16 = 24;
const REMOVE_ROUTE: u16 = 25;
const LIST_ROUTES: u16 = 26;
const ADD_RULE: u16 = 32;
const REMOVE_RULE: u16 = 33;
const LIST_RULES: u16 = 34;
const IFA_ADDRESS: u16 = 1;
const IFA_LOCAL: u16 = 2;
const ADDRESS_HEADER: usize = 8;
/// The address is usable at once (`IFA_F_NODAD`): else the kernel first looks for a second owner, if only for
/// a moment, and Envoy cannot bind to it meanwhile.
const AT_ONCE: u8 = 2;
const RTA_OIF: u16 = 4;
const RTA_TABLE: u16 = 15;
const FRA_IIFNAME: u16 = 3;
const FRA_FWMARK: u16 = 10;
const FRA_TABLE: u16 = 15;
const FRA_FWMASK: u16 = 16;
const FRA_OIFNAME: u16 = 17;
/// Bytes of the fixed part of routes and of rules.
const HEADER: usize = 12;
/// A rule that names a table (`FR_ACT_TO_TBL`).
const TO_TABLE: u8 = 1;
/// Made by an administrator at start (`RTPROT_BOOT`).
const BY_BOOT: u8 = 3;
/// Valid on this host only (`RT_SCOPE_HOST`).
const HOST: u8 = 254;
/// Delivers locally (`RTN_LOCAL`).
const LOCAL: u8 = 2;

/// Kinds of ways, each of which the kernel lists by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Addresses of interfaces.
    Addresses,
    /// Rules for routing tables.
    Rules,
    /// Routes of all tables.
    Routes,
}

impl Kind {
    /// The kind of a way.
    pub fn of(way: Way) -> Kind {
        match way {
            Way::Address => Kind::Addresses,
            Way::Rule(..) => Kind::Rules,
            Way::Route(..) => Kind::Routes,
        }
    }
}

/// Asks for all of a kind.
pub fn listing(kind: Kind, family: Family) -> Request {
    let family = number(family);
    match kind {
        Kind::Addresses => Request::list(LIST_ADDRESSES, &[family, 0, 0, 0, 0, 0, 0, 0]),
        Kind::Rules => Request::list(LIST_RULES, &[family, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        Kind::Routes => Request::list(LIST_ROUTES, &[family, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    }
}

/// Makes a way that must not exist yet; rules may.
pub(crate) fn addition(way: Way) -> Request {
    match way {
        Way::Address => request(Request::create, ADD_ADDRESS, way),
        Way::Rule(..) => request(Request::create, ADD_RULE, way),
        Way::Route(..) => request(Request::create, ADD_ROUTE, way),
    }
}

/// Takes a way away.
pub fn removal(way: Way) -> Request {
    match way {
        Way::Address => request(Request::remove, REMOVE_ADDRESS, way),
        Way::Rule(..) => request(Request::remove, REMOVE_RULE, way),
        Way::Route(..) => request(Request::remove, REMOVE_ROUTE, way),
    }
}

fn request(begin: fn(u16, &[u8]) -> Request, kind: u16, way: Way) -> Request {
    let family = number(way.family());
    match way {
        Way::Address => {
            let [a, b, c, d] = LOOPBACK.to_ne_bytes();
            let octets = PASSTHROUGH.octets();
            begin(kind, &[family, 128, AT_ONCE, 0, a, b, c, d])
                .attribute(IFA_LOCAL, &octets)
                .attribute(IFA_ADDRESS, &octets)
        }
        Way::Rule(_, Marked { mark, table }) => {
            begin(kind, &[family, 0, 0, 0, 0, 0, 0, TO_TABLE, 0, 0, 0, 0])
                .attribute(FRA_FWMARK, &mark.to_ne_bytes())
                .attribute(FRA_TABLE, &table.to_ne_bytes())
        }
        Way::Route(_, table) => begin(kind, &[family, 0, 0, 0, 0, BY_BOOT, HOST, LOCAL, 0, 0, 0, 0])
            .attribute(RTA_OIF, &LOOPBACK.to_ne_bytes())
            .attribute(RTA_TABLE, &table.to_ne_bytes()),
    }
}

/// The number of a family in the kernel (`AF_INET`, `AF_INET6`).
fn number(family: Family) -> u8 {
    match family {
        Family::V4 => 2,
        Family::V6 => 10,
    }
}

/// Whether a reply is this way and no narrower one.
pub fn is_there(reply: &Reply, way: Way) -> bool {
    match way {
        Way::Address => is_address(reply),
        Way::Rule(family, marked) => marked_by(reply, family) == Some(marked),
        Way::Route(family, table) => is_route(reply, family, table),
    }
}

fn is_address(reply: &Reply) -> bool {
    let Some([family, prefix, _, _, a, b, c, d]) = reply.payload.first_chunk::<ADDRESS_HEADER>() else {
        return false;
    };
    let attributes = reply.attributes(ADDRESS_HEADER);
    let address = attributes.value(IFA_LOCAL).or_else(|| attributes.value(IFA_ADDRESS));
    (*family, *prefix) == (number(Family::V6), 128)
        && u32::from_ne_bytes([*a, *b, *c, *d]) == LOOPBACK
        && address == Some(&PASSTHROUGH.octets())
}

fn is_route(reply: &Reply, family: Family, table: u32) -> bool {
    let Some([found, to, from, _, _, _, _, kind, _, _, _, _]) = reply.payload.first_chunk::<HEADER>() else {
        return false;
    };
    let attributes = reply.attributes(HEADER);
    (*found, *to, *from, *kind) == (number(family), 0, 0, LOCAL)
        && attributes.number(RTA_OIF) == Some(LOOPBACK)
        && attributes.number(RTA_TABLE) == Some(table)
}

/// What a rule says of marked packets, if it is one for all of their bits and says nothing else.
pub(crate) fn marked_by(reply: &Reply, family: Family) -> Option<Marked> {
    let [found, to, from, .., action, _, _, _, _] = *reply.payload.first_chunk::<HEADER>()?;
    let attributes = reply.attributes(HEADER);
    let is_plain = found == number(family)
        && (to, from, action) == (0, 0, TO_TABLE)
        && attributes.value(FRA_IIFNAME).is_none()
        && attributes.value(FRA_OIFNAME).is_none()
        && attributes.number(FRA_FWMASK).is_none_or(|mask| mask == u32::MAX);
    let marked = Marked { mark: attributes.number(FRA_FWMARK)?, table: attributes.number(FRA_TABLE)? };
    is_plain.then_some(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(request: &Request) -> Reply {
        Reply::all(&request.bytes(1)).remove(0)
    }

    #[test]
    fn only_the_wanted_way_is_taken_for_it() {
        let marked = Marked { mark: 1337, table: 133 };
        let rule = |family, marked| addition(Way::Rule(family, marked));
        let wanted = || rule(Family::V4, marked);
        let route = |family, table| addition(Way::Route(family, table));
        let of_rule = Way::Rule(Family::V4, marked);
        let of_route = Way::Route(Family::V6, 300);
        for (request, way, expected) in [
            (wanted(), of_rule, true),
            (wanted().attribute(FRA_FWMASK, &u32::MAX.to_ne_bytes()), of_rule, true),
            (wanted().attribute(FRA_FWMASK, &1_u32.to_ne_bytes()), of_rule, false),
            (wanted().attribute(FRA_IIFNAME, b"eth0\0"), of_rule, false),
            (rule(Family::V6, marked), of_rule, false),
            (rule(Family::V4, Marked { mark: 1, ..marked }), of_rule, false),
            (rule(Family::V4, Marked { table: 254, ..marked }), of_rule, false),
            (Request::list(LIST_RULES, &[2, 0]), of_rule, false),
            (route(Family::V6, 300), of_route, true),
            (route(Family::V6, 301), of_route, false),
            (route(Family::V4, 300), of_route, false),
            (listing(Kind::Routes, Family::V6).attribute(RTA_TABLE, &300_u32.to_ne_bytes()), of_route, false),
            (addition(Way::Address), Way::Address, true),
            (listing(Kind::Addresses, Family::V6), Way::Address, false),
            (
                Request::list(LIST_ADDRESSES, &[10, 128, 0, 0, 2, 0, 0, 0])
                    .attribute(IFA_ADDRESS, &PASSTHROUGH.octets()),
                Way::Address,
                false,
            ),
        ] {
            assert_eq!(is_there(&reply(&request), way), expected, "{request:?}");
        }
    }
}
