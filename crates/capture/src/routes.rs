//! What rules alone cannot do: an address for traffic from Envoy, and a way to loopback for marked packets.
//!
//! Source: Istio 1.30 `tools/common/tproxy`.

use std::fmt;

use crate::config::{Config, Mode, passthrough};
use crate::family::Family;

/// The way of marked packets to loopback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// How the routes that are there differ from those that are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveRoutes {
    /// What is wanted and not there.
    pub missing: Vec<Way>,
    /// What is ours, there, and not wanted.
    pub left: Vec<Way>,
}

/// One thing that the kernel holds beside the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The source of Envoy's connections to the application over IPv6, as 127.0.0.6 over IPv4.
    Address,
    /// The routing table of marked packets.
    Rule(Family, Marked),
    /// What such a table says: all is for this host.
    Route(Family, u32),
}

impl Routes {
    /// What is wanted beside the rules of a configuration.
    #[must_use]
    pub fn of(config: &Config) -> Routes {
        let marked = match config.mode {
            Mode::Tproxy { mark, route_table } if config.captures_inbound() => {
                Some(Marked { mark, table: route_table })
            }
            _ => None,
        };
        Routes { ipv6: config.ipv6, marked }
    }

    /// What has to be there, in the order in which it is made.
    #[must_use]
    pub fn ways(self) -> Vec<Way> {
        let of = |family, marked: Marked| [Way::Route(family, marked.table), Way::Rule(family, marked)];
        let families = [Family::V4].into_iter().chain(self.ipv6.then_some(Family::V6));
        let marked = families.filter_map(|family| Some(of(family, self.marked?))).flatten();
        self.ipv6.then_some(Way::Address).into_iter().chain(marked).collect()
    }
}

impl Way {
    /// The family of addresses that it is for.
    #[must_use]
    pub fn family(self) -> Family {
        match self {
            Self::Address => Family::V6,
            Self::Rule(family, _) | Self::Route(family, _) => family,
        }
    }

    /// The arguments of `ip` that take it away.
    #[must_use]
    pub fn removal(self) -> String {
        self.arguments(" delete")
    }

    /// The arguments of `ip`, with what is done behind the kind of the thing.
    fn arguments(self, verb: &str) -> String {
        let number = if self.family() == Family::V4 { 4 } else { 6 };
        match self {
            Self::Address => format!("-{number} address{verb} {} dev lo", passthrough(Family::V6)),
            Self::Rule(_, Marked { mark, table }) => {
                format!("-{number} rule{verb} fwmark {mark} lookup {table}")
            }
            Self::Route(_, table) => format!("-{number} route{verb} local default dev lo table {table}"),
        }
    }
}

/// As the arguments of `ip`, without what is done.
impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.arguments(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_written_as_ip_takes_them() {
        let marked = Some(Marked { mark: 1337, table: 133 });
        for (routes, written) in [
            (Routes { ipv6: false, marked: None }, &[][..]),
            (Routes { ipv6: true, marked: None }, &["-6 address ::6/128 dev lo"]),
            (
                Routes { ipv6: false, marked },
                &["-4 route local default dev lo table 133", "-4 rule fwmark 1337 lookup 133"],
            ),
            (
                Routes { ipv6: true, marked },
                &[
                    "-6 address ::6/128 dev lo",
                    "-4 route local default dev lo table 133",
                    "-4 rule fwmark 1337 lookup 133",
                    "-6 route local default dev lo table 133",
                    "-6 rule fwmark 1337 lookup 133",
                ],
            ),
        ] {
            let ways: Vec<String> = routes.ways().iter().map(Way::to_string).collect();
            assert_eq!(ways, written);
        }
        let rule = Way::Rule(Family::V4, Marked { mark: 1, table: 2 });
        assert_eq!(rule.removal(), "-4 rule delete fwmark 1 lookup 2");
    }
}
