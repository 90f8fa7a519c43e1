//! `resolv.conf`: whom the pod's resolver asks, and what it appends to names.

use std::net::IpAddr;

/// What `resolv.conf` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolv {
    /// The name servers, in their order. A zone (`%eth0`) of an address is left out.
    pub servers: Vec<IpAddr>,
    /// The domains that resolvers append to names, in their order.
    pub search: Vec<String>,
}

/// More than these no resolver asks.
const SERVERS: usize = 3;

impl Resolv {
    /// Reads a file. Lines that are unknown or cannot be read are passed over, as resolvers do; of `search` and `domain` the
    /// last one counts.
    ///
    /// Source: resolv.conf(5).
    #[must_use]
    pub fn read(text: &str) -> Resolv {
        let mut resolv = Resolv::default();
        for line in text.lines() {
            let mut words = line.split(['#', ';']).next().unwrap_or_default().split_whitespace();
            match words.next() {
                Some("nameserver") => {
                    let address =
                        words.next().and_then(|word| word.split('%').next()?.parse::<IpAddr>().ok());
                    resolv.servers.extend(address.filter(|_| resolv.servers.len() < SERVERS));
                }
                Some("search" | "domain") => resolv.search = words.map(str::to_owned).collect(),
                _ => {}
            }
        }
        resolv
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_and_domains_are_read() {
        let text = "# kubelet\nnameserver 10.96.0.10\nnameserver fe80::1%eth0\nnameserver x\nnameserver\n\
                    domain a\nsearch ns.svc.cluster.local svc.cluster.local\noptions ndots:5\n\
                    nameserver 1.1.1.1 ; third\nnameserver 8.8.8.8";
        let resolv = Resolv::read(text);
        let servers: Vec<String> = resolv.servers.iter().map(ToString::to_string).collect();
        assert_eq!(servers, ["10.96.0.10", "fe80::1", "1.1.1.1"]);
        assert_eq!(resolv.search, ["ns.svc.cluster.local", "svc.cluster.local"]);
        assert_eq!(Resolv::read(""), Resolv::default());
    }
}
