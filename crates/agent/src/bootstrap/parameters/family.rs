//! IPv4, IPv6 or both.

use std::net::IpAddr;

use crate::settings::Who;

/// Which addresses listeners and clusters of the bootstrap have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFamily {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
    /// Both, IPv4 first.
    V4AndV6,
    /// Both, IPv6 first.
    V6AndV4,
}

impl AddressFamily {
    /// Both families count only where the mesh is switched to dual stack.
    ///
    /// Source: Istio 1.30 pkg/bootstrap/config.go, toTemplateParams.
    pub(super) fn of(who: &Who, dual_stack: bool) -> AddressFamily {
        match who.addresses.first() {
            _ if who.is_ipv6_only() => AddressFamily::V6,
            Some(IpAddr::V6(_)) if dual_stack && who.is_dual_stack() => AddressFamily::V6AndV4,
            _ if dual_stack && who.is_dual_stack() => AddressFamily::V4AndV6,
            _ => AddressFamily::V4,
        }
    }

    fn is_v6_first(self) -> bool {
        matches!(self, AddressFamily::V6 | AddressFamily::V6AndV4)
    }

    /// Whether there is a second family.
    #[must_use]
    pub fn is_dual(self) -> bool {
        matches!(self, AddressFamily::V4AndV6 | AddressFamily::V6AndV4)
    }

    /// Loopback of the first family.
    #[must_use]
    pub fn localhost(self) -> &'static str {
        if self.is_v6_first() { "::1" } else { "127.0.0.1" }
    }

    /// All addresses of the first family.
    #[must_use]
    pub fn wildcard(self) -> &'static str {
        if self.is_v6_first() { "::" } else { "0.0.0.0" }
    }

    /// Loopback of the second family.
    #[must_use]
    pub fn other_localhost(self) -> &'static str {
        if self.is_v6_first() { "127.0.0.1" } else { "::1" }
    }

    /// All addresses of the second family.
    #[must_use]
    pub fn other_wildcard(self) -> &'static str {
        if self.is_v6_first() { "0.0.0.0" } else { "::" }
    }

    /// Envoy's word for which addresses of a name count.
    #[must_use]
    pub fn lookup(self) -> &'static str {
        match self {
            AddressFamily::V4 => "V4_ONLY",
            AddressFamily::V6 => "V6_ONLY",
            AddressFamily::V4AndV6 | AddressFamily::V6AndV4 => "ALL",
        }
    }
}
