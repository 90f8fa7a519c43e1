//! The addresses of all interfaces, in the kernel's order.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::netlink::{Reply, Request, Socket};

/// Asks for addresses (`RTM_GETADDR`).
const LIST_ADDRESSES: u16 = 22;
/// An address (`RTM_NEWADDR`).
const ADDRESS: u16 = 20;
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
