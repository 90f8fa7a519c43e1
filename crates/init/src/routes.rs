//! What rules alone cannot do: an address for traffic from Envoy, and a way to loopback for marked packets.
//!
//! Source: Istio 1.30 `tools/common/tproxy`. There the policy rule is added once more at each run; here it is added
//! when it is missing, and `--cleanup-only` takes it away.

use std::io;
use std::net::Ipv6Addr;

use capture::Family;

use crate::error::Error;
use crate::netlink::{Reply, Request, Socket};
use crate::programs::family_name;

/// The loopback interface has this number in every network namespace (`LOOPBACK_IFINDEX`).
const LOOPBACK: u32 = 1;
/// The source of Envoy's connections to the application over IPv6, as 127.0.0.6 over IPv4.
const PASSTHROUGH: Ipv6Addr = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 6);

// Source of the numbers: Linux `include/uapi/linux/{if_addr,rtnetlink,fib_rules}.h`.
const ADD_ADDRESS: u16 = 20;
const REMOVE_ADDRESS: u16 = 21;
const ADD_ROUTE: u16 = 24;
const REMOVE_ROUTE: u16 = 25;
const ADD_RULE: u16 = 32;
const REMOVE_RULE: u16 = 33;
const LIST_RULES: u16 = 34;
const IFA_ADDRESS: u16 = 1;
const IFA_LOCAL: u16 = 2;
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
const RULE_HEADER: usize = 12;
/// A rule that names a table (`FR_ACT_TO_TBL`).
const TO_TABLE: u8 = 1;
/// Made by an administrator at start (`RTPROT_BOOT`).
const BY_BOOT: u8 = 3;
/// Valid on this host only (`RT_SCOPE_HOST`).
const HOST: u8 = 254;
/// Delivers locally (`RTN_LOCAL`).
const LOCAL: u8 = 2;

const EEXIST: i32 = 17;
const ENOENT: i32 = 2;
const ESRCH: i32 = 3;
const EADDRNOTAVAIL: i32 = 99;

/// The way of marked packets to loopback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// The mark.
    pub mark: u32,
    /// The routing table.
    pub table: u32,
}

/// What is wanted beside the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Routes {
    /// Whether IPv6 is captured.
    pub ipv6: bool,
    /// The way of marked packets, where connections keep their addresses.
    pub marked: Option<Marked>,
}

impl Routes {
    fn families(self) -> impl Iterator<Item = Family> {
        [Family::V4].into_iter().chain(self.ipv6.then_some(Family::V6))
    }
}

/// Adds what is missing; a second time nothing is.
///
/// # Errors
/// When the kernel refuses, such as where IPv6 is switched off.
pub fn add(routes: Routes) -> Result<(), Error> {
    if routes == (Routes { ipv6: false, marked: None }) {
        return Ok(());
    }
    let mut socket = Socket::route().map_err(Error::kernel("failed to configure routes"))?;
    if routes.ipv6 {
        let what = "failed to add IPv6 inbound address";
        allowing(&[EEXIST], socket.ask(&address(Request::create, ADD_ADDRESS)))
            .map_err(Error::kernel(what))?;
    }
    let Some(marked) = routes.marked else { return Ok(()) };
    for family in routes.families() {
        let wrap = || Error::kernel(format!("failed to configure netlink rule for {}", family_name(family)));
        let known = socket.ask(&Request::list(LIST_RULES, &rule_header(family, 0))).map_err(wrap())?;
        if !known.iter().any(|reply| is_rule(reply, family, marked)) {
            socket.ask(&rule(Request::create, ADD_RULE, family, marked)).map_err(wrap())?;
        }
        let what = format!("failed to add route for {}", family_name(family));
        let added = socket.ask(&route(Request::create, ADD_ROUTE, family, marked.table));
        allowing(&[EEXIST], added).map_err(Error::kernel(what))?;
    }
    Ok(())
}

/// Takes away what [`add`] added; what is not there is no error.
///
/// # Errors
/// When the kernel refuses.
pub fn remove(routes: Routes) -> Result<(), Error> {
    let wrap = || Error::kernel("failed to remove routes");
    let mut socket = Socket::route().map_err(wrap())?;
    let gone = [ENOENT, ESRCH, EADDRNOTAVAIL];
    if routes.ipv6 {
        allowing(&gone, socket.ask(&address(Request::remove, REMOVE_ADDRESS))).map_err(wrap())?;
    }
    let Some(marked) = routes.marked else { return Ok(()) };
    for family in routes.families() {
        let known = socket.ask(&Request::list(LIST_RULES, &rule_header(family, 0))).map_err(wrap())?;
        // Istio adds its rule at each run, so that there may be several.
        for _ in known.iter().filter(|reply| is_rule(reply, family, marked)) {
            allowing(&gone, socket.ask(&rule(Request::remove, REMOVE_RULE, family, marked)))
                .map_err(wrap())?;
        }
        allowing(&gone, socket.ask(&route(Request::remove, REMOVE_ROUTE, family, marked.table)))
            .map_err(wrap())?;
    }
    Ok(())
}

/// Turns errors that say that all is as wanted into success.
fn allowing(numbers: &[i32], outcome: io::Result<Vec<Reply>>) -> io::Result<()> {
    match outcome {
        Err(error) if error.raw_os_error().is_some_and(|number| numbers.contains(&number)) => Ok(()),
        other => other.map(|_| ()),
    }
}

/// How a request begins: [`Request::create`] or [`Request::remove`].
type Beginning = fn(u16, &[u8]) -> Request;

/// `ip address … ::6/128 dev lo`
fn address(begin: Beginning, kind: u16) -> Request {
    let [a, b, c, d] = LOOPBACK.to_ne_bytes();
    let octets = PASSTHROUGH.octets();
    begin(kind, &[number(Family::V6), 128, AT_ONCE, 0, a, b, c, d])
        .attribute(IFA_LOCAL, &octets)
        .attribute(IFA_ADDRESS, &octets)
}

/// `ip rule … fwmark MARK lookup TABLE`
fn rule(begin: Beginning, kind: u16, family: Family, marked: Marked) -> Request {
    begin(kind, &rule_header(family, TO_TABLE))
        .attribute(FRA_FWMARK, &marked.mark.to_ne_bytes())
        .attribute(FRA_TABLE, &marked.table.to_ne_bytes())
}

/// `ip route … local default dev lo table TABLE`
fn route(begin: Beginning, kind: u16, family: Family, table: u32) -> Request {
    begin(kind, &[number(family), 0, 0, 0, 0, BY_BOOT, HOST, LOCAL, 0, 0, 0, 0])
        .attribute(RTA_OIF, &LOOPBACK.to_ne_bytes())
        .attribute(RTA_TABLE, &table.to_ne_bytes())
}

fn rule_header(family: Family, action: u8) -> [u8; RULE_HEADER] {
    [number(family), 0, 0, 0, 0, 0, 0, action, 0, 0, 0, 0]
}

/// The number of a family in the kernel (`AF_INET`, `AF_INET6`).
fn number(family: Family) -> u8 {
    match family {
        Family::V4 => 2,
        Family::V6 => 10,
    }
}

/// Whether a reply is the wanted rule and no narrower one.
fn is_rule(reply: &Reply, family: Family, marked: Marked) -> bool {
    let [found, to, from, .., action, _, _, _, _] = match reply.payload.first_chunk::<RULE_HEADER>() {
        Some(header) => *header,
        None => return false,
    };
    let attributes = reply.attributes(RULE_HEADER);
    let anywhere = to == 0
        && from == 0
        && attributes.value(FRA_IIFNAME).is_none()
        && attributes.value(FRA_OIFNAME).is_none();
    found == number(family)
        && anywhere
        && action == TO_TABLE
        && attributes.number(FRA_FWMARK) == Some(marked.mark)
        && attributes.number(FRA_FWMASK).is_none_or(|mask| mask == u32::MAX)
        && attributes.number(FRA_TABLE) == Some(marked.table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wanted_rule_is_taken_for_it() {
        let marked = Marked { mark: 1337, table: 133 };
        let wanted = || rule(Request::create, ADD_RULE, Family::V4, marked);
        let rows = [
            (wanted(), true),
            (wanted().attribute(FRA_FWMASK, &u32::MAX.to_ne_bytes()), true),
            (wanted().attribute(FRA_FWMASK, &1_u32.to_ne_bytes()), false),
            (wanted().attribute(FRA_IIFNAME, b"eth0\0"), false),
            (rule(Request::create, ADD_RULE, Family::V6, marked), false),
            (rule(Request::create, ADD_RULE, Family::V4, Marked { mark: 1, ..marked }), false),
            (rule(Request::create, ADD_RULE, Family::V4, Marked { table: 254, ..marked }), false),
            (Request::list(LIST_RULES, &[2, 0]), false),
        ];
        for (request, expected) in rows {
            let reply = Reply::all(&request.bytes(1)).remove(0);
            assert_eq!(is_rule(&reply, Family::V4, marked), expected, "{request:?}");
        }
    }
}
