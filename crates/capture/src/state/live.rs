//! The rules that are there, of all families.

use std::fmt;

use super::listing::Listed;
use super::save::Saved;
use crate::family::Family;

/// The rules that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Live {
    /// Those of iptables: of each family that has some, or is to have some.
    Iptables(Vec<FamilyRules>),
    /// Those of our tables of nftables.
    Nftables(Listed),
}

/// The rules that iptables has for a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyRules {
    /// The family.
    pub family: Family,
    /// Where they are.
    pub backend: Backend,
    /// The rules.
    pub saved: Saved,
}

/// The part of the kernel that holds rules of iptables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// x_tables.
    Legacy,
    /// nf_tables.
    Nft,
}

/// As in the names of its programs.
impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Legacy => "legacy",
            Self::Nft => "nft",
        })
    }
}
