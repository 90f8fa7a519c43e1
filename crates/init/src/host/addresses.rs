//! The addresses of all interfaces, in the kernel's order.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::netlink::{Reply, Request, Socket};

/// Asks for addresses (`RTM_GETADDR`).
const LIST_ADDRESSES: u16 = 22;
/// An address (`RTM_NEWADDR`).
const ADDRESS: u16 = 20;
/// Asks for interfaces (`RTM_GETLINK`).
const LIST_LINKS: u16 = 18;
/// An interface (`RTM_NEWLINK`).
const LINK: u16 = 16;
/// Bytes of an interface's fixed part (`struct ifinfomsg`), which ends with flags and what of them changed.
const LINK_HEADER: usize = 16;
/// Its name (`IFLA_IFNAME`).
const IFLA_IFNAME: u16 = 3;
/// It is up (`IFF_UP`), and only this machine's (`IFF_LOOPBACK`).
const IFF_UP: u32 = 1;
const IFF_LOOPBACK: u32 = 8;
/// Bytes of the fixed part (`struct ifaddrmsg`).
const HEADER: usize = 8;
/// The address; on a point-to-point link that of the other end (`IFA_ADDRESS`).
const IFA_ADDRESS: u16 = 1;
/// The address of this end (`IFA_LOCAL`).
const IFA_LOCAL: u16 = 2;

/// The addresses of this network namespace: IPv4's first, loopback and link-local ones included.
///
/// # Errors
/// When the kernel does not answer.
pub fn addresses() -> io::Result<Vec<IpAddr>> {
    let replies = Socket::route()?.ask(&Request::list(LIST_ADDRESSES, &[0; HEADER]))?;
    Ok(replies.iter().filter(|reply| reply.kind == ADDRESS).filter_map(address).collect())
}

/// The interfaces of this network namespace that are up, but for loopback: their names and addresses.
///
/// # Errors
/// When the kernel does not answer.
pub fn interfaces() -> io::Result<Vec<(String, Vec<IpAddr>)>> {
    let mut socket = Socket::route()?;
    let links = socket.ask(&Request::list(LIST_LINKS, &[0; LINK_HEADER]))?;
    let addresses = socket.ask(&Request::list(LIST_ADDRESSES, &[0; HEADER]))?;
    let mut of_link: BTreeMap<u32, Vec<IpAddr>> = BTreeMap::new();
    for reply in addresses.iter().filter(|reply| reply.kind == ADDRESS) {
        if let (Some(link), Some(address)) = (reply.number(4), address(reply)) {
            of_link.entry(link).or_default().push(address);
        }
    }
    let named = links.iter().filter(|reply| reply.kind == LINK).filter_map(link);
    Ok(named.map(|(index, name)| (name, of_link.remove(&index).unwrap_or_default())).collect())
}

/// The number and name of an interface that is up and leads elsewhere.
fn link(reply: &Reply) -> Option<(u32, String)> {
    let flags = reply.number(8)?;
    let name = reply.attributes(LINK_HEADER).value(IFLA_IFNAME)?;
    let name = String::from_utf8_lossy(name.strip_suffix(&[0]).unwrap_or(name)).into_owned();
    (flags & (IFF_UP | IFF_LOOPBACK) == IFF_UP).then_some((reply.number(4)?, name))
}

/// The address that a reply speaks of.
fn address(reply: &Reply) -> Option<IpAddr> {
    let attributes = reply.attributes(HEADER);
    let bytes = attributes.value(IFA_LOCAL).or_else(|| attributes.value(IFA_ADDRESS))?;
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return Some(Ipv4Addr::from(four).into());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|sixteen| Ipv6Addr::from(sixteen).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_names_an_interface() {
        let header = |flags: u32| [&[0; 4][..], &7_u32.to_ne_bytes(), &flags.to_ne_bytes(), &[0; 4]].concat();
        for (flags, expected) in [(1, Some((7, "eth0".to_owned()))), (1 | 8, None), (0, None)] {
            let request = Request::list(LINK, &header(flags)).attribute(IFLA_IFNAME, b"eth0\0");
            assert_eq!(link(&Reply::all(&request.bytes(1)).remove(0)), expected);
        }
    }

    #[test]
    fn a_reply_names_an_address() {
        let v4 = Request::list(ADDRESS, &[0; HEADER]).attribute(IFA_ADDRESS, &[10, 0, 0, 2]);
        let pair = v4.clone().attribute(IFA_LOCAL, &[10, 0, 0, 1]);
        let v6 = Request::list(ADDRESS, &[0; HEADER]).attribute(IFA_ADDRESS, &[0; 16]);
        let odd = Request::list(ADDRESS, &[0; HEADER]).attribute(IFA_ADDRESS, &[1, 2, 3]);
        let rows = [(v4, Some("10.0.0.2")), (pair, Some("10.0.0.1")), (v6, Some("::")), (odd, None)];
        for (request, expected) in rows {
            let reply = Reply::all(&request.bytes(1)).remove(0);
            assert_eq!(address(&reply), expected.map(|text| text.parse().unwrap()));
        }
    }
}
