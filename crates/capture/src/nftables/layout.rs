//! Our tables of nftables: their names, their chains, and where the kernel's packets enter them.

use std::fmt;

use crate::rule::{Chain, Table};

/// A table of ours, its chains in the order in which they are made.
pub(super) struct Layout {
    pub table: Table,
    /// Those with a hook meet packets by themselves, the others are jumped to.
    pub chains: &'static [(Chain, Option<Hook>)],
}

/// Where the kernel's packets enter a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hook {
    /// `nat`, `filter` or `route`.
    pub kind: &'static str,
    /// `prerouting` or `output`.
    pub name: &'static str,
    /// Chains of the same hook follow each other from the least on.
    pub priority: i32,
}

/// As it is written behind the name of its chain.
impl fmt::Display for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Hook { kind, name, priority } = self;
        write!(f, "{{ type {kind} hook {name} priority {priority} ; }}")
    }
}

const fn hook(kind: &'static str, name: &'static str, priority: i32) -> Option<Hook> {
    Some(Hook { kind, name, priority })
}

/// The names of our tables, which are of the family `inet`.
#[must_use]
pub fn table_name(table: Table) -> &'static str {
    match table {
        Table::Filter => "istio-proxy-filter",
        Table::Mangle => "istio-proxy-mangle",
        Table::Nat => "istio-proxy-nat",
        Table::Raw => "istio-proxy-raw",
    }
}

/// The tables that hold rules of ours, in the order in which they are written.
pub fn tables() -> impl Iterator<Item = Table> {
    LAYOUT.iter().map(|layout| layout.table)
}

/// Where packets enter a chain of ours; `None` for chains that are jumped to.
#[must_use]
pub fn hook_of(table: Table, chain: Chain) -> Option<Hook> {
    let layout = LAYOUT.iter().find(|layout| layout.table == table)?;
    layout.chains.iter().find(|(found, _)| *found == chain)?.1
}

/// Source: Istio 1.30 tools/istio-nftables/pkg/builder.
pub(super) const LAYOUT: [Layout; 3] = [
    Layout {
        table: Table::Nat,
        chains: &[
            (Chain::Prerouting, hook("nat", "prerouting", -100)),
            (Chain::Output, hook("nat", "output", -100)),
            (Chain::Inbound, None),
            (Chain::Redirect, None),
            (Chain::InRedirect, None),
            (Chain::IstioOutput, None),
            (Chain::OutputDns, None),
        ],
    },
    Layout {
        table: Table::Mangle,
        chains: &[
            (Chain::Prerouting, hook("filter", "prerouting", -150)),
            (Chain::Output, hook("route", "output", -150)),
            (Chain::Divert, None),
            (Chain::Tproxy, None),
            (Chain::Inbound, None),
            (Chain::Drop, None),
        ],
    },
    Layout {
        table: Table::Raw,
        chains: &[
            (Chain::Prerouting, hook("filter", "prerouting", -300)),
            (Chain::Output, hook("filter", "output", -300)),
            (Chain::Inbound, None),
            (Chain::OutputDns, None),
        ],
    },
];
