//! Which kinds of rules there are in this network namespace, without starting a program.
//!
//! A new pod has none, and then nothing has to be saved, parsed and compared.

use std::io;

use capture::Family;

use crate::host::{Privilege, missing_privileges};
use crate::netlink::{Reply, Request, Socket};

/// The subsystem of nf_tables in messages (`NFNL_SUBSYS_NFTABLES`).
const SUBSYSTEM: u16 = 10 << 8;
/// A table (`NFT_MSG_NEWTABLE`).
const TABLE: u16 = SUBSYSTEM;
/// Asks for tables (`NFT_MSG_GETTABLE`).
const LIST_TABLES: u16 = SUBSYSTEM | 1;
/// Bytes of the fixed part (`struct nfgenmsg`).
const HEADER: usize = 4;
/// The name of a table (`NFTA_TABLE_NAME`).
const NAME: u16 = 1;

/// A family of nf_tables' tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NftFamily {
    /// Tables for both families of addresses (`NFPROTO_INET`).
    Inet,
    /// The tables of `iptables-nft` and `ip6tables-nft`.
    Ip(Family),
}

impl NftFamily {
    fn number(self) -> u8 {
        match self {
            Self::Inet => 1,
            Self::Ip(Family::V4) => 2,
            Self::Ip(Family::V6) => 10,
        }
    }
}

/// The kernel's own answers; tests have a kernel of their own.
pub trait Kernel: Sync {
    /// Whether iptables-legacy may have rules: no where its tables were never used in this namespace.
    ///
    /// Listing them with its own program would make the tables, and from then on they would seem to be in use.
    fn uses_legacy(&self, family: Family) -> bool;

    /// The names of nf_tables' tables of a family.
    ///
    /// # Errors
    /// When the kernel has no nf_tables, or the capability NET_ADMIN is missing.
    fn nft_tables(&self, family: NftFamily) -> io::Result<Vec<String>>;

    /// Those of the wanted privileges that this thread does not have.
    fn missing(&self, wanted: &[Privilege]) -> Vec<Privilege>;
}

/// The kernel that this process runs on.
#[derive(Debug, Clone, Copy)]
pub struct Running;

impl Kernel for Running {
    fn uses_legacy(&self, family: Family) -> bool {
        let file = match family {
            Family::V4 => "/proc/thread-self/net/ip_tables_names",
            Family::V6 => "/proc/thread-self/net/ip6_tables_names",
        };
        match std::fs::read_to_string(file) {
            Ok(names) => !names.trim().is_empty(),
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        }
    }

    fn nft_tables(&self, family: NftFamily) -> io::Result<Vec<String>> {
        let request = Request::list(LIST_TABLES, &[family.number(), 0, 0, 0]);
        let replies = Socket::netfilter()?.ask(&request)?;
        Ok(replies.iter().filter_map(|reply| table_name(reply, family)).collect())
    }

    fn missing(&self, wanted: &[Privilege]) -> Vec<Privilege> {
        missing_privileges(wanted)
    }
}

fn table_name(reply: &Reply, family: NftFamily) -> Option<String> {
    (reply.kind == TABLE && reply.payload.first() == Some(&family.number())).then_some(())?;
    let name = reply.attributes(HEADER).value(NAME)?;
    Some(String::from_utf8_lossy(name.strip_suffix(&[0]).unwrap_or(name)).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_names_a_table_of_the_family() {
        let reply = |kind, family| {
            let request = Request::list(kind, &[family, 0, 0, 0]).attribute(NAME, b"nat\0");
            Reply::all(&request.bytes(1)).remove(0)
        };
        let v4 = NftFamily::Ip(Family::V4);
        assert_eq!(table_name(&reply(TABLE, 2), v4).as_deref(), Some("nat"));
        assert_eq!(table_name(&reply(TABLE, 10), v4), None);
        assert_eq!(table_name(&reply(LIST_TABLES, 2), v4), None);
    }
}
