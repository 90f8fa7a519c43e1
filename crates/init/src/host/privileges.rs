//! The privileges that changing rules needs.

use std::fmt;

use rustix::thread::{CapabilitySet, capabilities};

/// A privilege of the Linux kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privilege {
    /// Changing rules, routes and addresses.
    NetAdmin,
    /// Opening the raw socket over which iptables-legacy speaks with the kernel.
    NetRaw,
}

impl fmt::Display for Privilege {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NetAdmin => "NET_ADMIN",
            Self::NetRaw => "NET_RAW",
        })
    }
}

/// Those of the wanted privileges that this thread does not have.
///
/// When the kernel does not tell, none is missing: then the programs themselves meet what is there.
#[must_use]
pub fn missing_privileges(wanted: &[Privilege]) -> Vec<Privilege> {
    let held = capabilities(None).map_or(CapabilitySet::all(), |sets| sets.effective);
    wanted.iter().copied().filter(|privilege| !held.contains(bit(*privilege))).collect()
}

fn bit(privilege: Privilege) -> CapabilitySet {
    match privilege {
        Privilege::NetAdmin => CapabilitySet::NET_ADMIN,
        Privilege::NetRaw => CapabilitySet::NET_RAW,
    }
}
