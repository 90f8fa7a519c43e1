//! Rules as a script of `nft`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

mod name;

use name::{interface, quoted};

use crate::plan::{At, Plan};
use crate::rule::{Chain, Family, Match, Owner, Protocol, Rule, State, Table, Verdict};

/// A table of ours, its chains in the order in which they are listed, each with the hook of the kernel's own.
struct Layout {
    table: Table,
    chains: &'static [(Chain, &'static str)],
}

/// The names of our tables, which are of the family `inet`.
pub fn table_name(table: Table) -> &'static str {
    match table {
        Table::Filter => "istio-proxy-filter",
        Table::Mangle => "istio-proxy-mangle",
        Table::Nat => "istio-proxy-nat",
        Table::Raw => "istio-proxy-raw",
    }
}

const LAYOUT: [Layout; 3] = [
    Layout {
        table: Table::Nat,
        chains: &[
            (Chain::Prerouting, " { type nat hook prerouting priority -100 ; }"),
            (Chain::Output, " { type nat hook output priority -100 ; }"),
            (Chain::Inbound, ""),
            (Chain::Redirect, ""),
            (Chain::InRedirect, ""),
            (Chain::IstioOutput, ""),
            (Chain::OutputDns, ""),
        ],
    },
    Layout {
        table: Table::Mangle,
        chains: &[
            (Chain::Prerouting, " { type filter hook prerouting priority -150 ; }"),
            (Chain::Output, " { type route hook output priority -150 ; }"),
            (Chain::Divert, ""),
            (Chain::Tproxy, ""),
            (Chain::Inbound, ""),
            (Chain::Drop, ""),
        ],
    },
    Layout {
        table: Table::Raw,
        chains: &[
            (Chain::Prerouting, " { type filter hook prerouting priority -300 ; }"),
            (Chain::Output, " { type filter hook output priority -300 ; }"),
            (Chain::Inbound, ""),
            (Chain::OutputDns, ""),
        ],
    },
];

/// The tables that hold rules of ours, in the order in which they are written.
pub fn tables() -> impl Iterator<Item = Table> {
    LAYOUT.iter().map(|l| l.table)
}

/// The script for `nft -f -` that puts the rules in, in one transaction: tables are emptied first, so that a second
/// run changes nothing. Empty when there are no rules.
///
/// Source: Istio 1.30 tools/istio-nftables/pkg/builder and pkg/capture.
pub fn script(plan: &Plan) -> String {
    let mut out = String::new();
    for Layout { table, chains } in LAYOUT {
        let lines = lines(plan, table);
        if lines.is_empty() {
            continue;
        }
        let name = table_name(table);
        // Writing to a `String` cannot fail.
        _ = writeln!(out, "add table inet {name}\nflush table inet {name}");
        for (chain, hook) in chains.iter().filter(|(chain, _)| lines.iter().any(|l| l.chain == *chain)) {
            _ = writeln!(out, "add chain inet {name} {}{hook}", chain.nftables());
        }
        for Line { chain, index, text } in &lines {
            let chain = chain.nftables();
            _ = match index {
                None => writeln!(out, "add rule inet {name} {chain} {text}"),
                Some(index) => writeln!(out, "insert rule inet {name} {chain} index {index} {text}"),
            };
        }
    }
    out
}

/// The script that takes all our tables away, whether or not they are there.
pub fn cleanup() -> String {
    let each = |table| {
        let name = table_name(table);
        format!("add table inet {name}\ndelete table inet {name}\n")
    };
    tables().map(each).collect()
}

/// The marks that TPROXY gives packets, in what `nft list table` prints of our table `mangle`.
pub fn tproxy_marks(listing: &str) -> BTreeSet<u32> {
    let mark = |line: &str| {
        let (_, rest) = line.split_once(" tproxy ")?;
        let word = rest.split_once("mark set ")?.1.split_whitespace().next()?;
        match word.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => word.parse().ok(),
        }
    };
    listing.lines().filter_map(mark).collect()
}

struct Line {
    chain: Chain,
    index: Option<usize>,
    text: String,
}

fn lines(plan: &Plan, table: Table) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut counts: BTreeMap<Chain, usize> = BTreeMap::new();
    for intent in plan.intents.iter().filter(|i| i.table == table) {
        for (family, rule) in rules(intent.v4.as_ref(), intent.v6.as_ref()) {
            let count = counts.entry(intent.chain).or_default();
            // nft counts from 0, and knows no place behind the last rule.
            let index = match intent.at {
                At::End => None,
                At::Place(place) => place.checked_sub(1).filter(|index| index < count),
            };
            *count += 1;
            lines.push(Line { chain: intent.chain, index, text: rule_text(rule, table, family) });
        }
    }
    lines
}

/// A rule that is the same for both families is written once, as the tables hold both.
fn rules<'r>(v4: Option<&'r Rule>, v6: Option<&'r Rule>) -> Vec<(Family, &'r Rule)> {
    match (v4, v6) {
        (Some(v4), Some(v6)) if v4 == v6 => vec![(Family::V4, v4)],
        (v4, v6) => v4.map(|r| (Family::V4, r)).into_iter().chain(v6.map(|r| (Family::V6, r))).collect(),
    }
}

/// The conditions and the verdict of a rule.
pub fn rule_text(rule: &Rule, table: Table, family: Family) -> String {
    let mut words: Vec<(u8, String)> = rule.matches.iter().filter_map(|m| condition(m, table)).collect();
    words.sort_by_key(|(place, _)| *place);
    let mut text: Vec<String> = words.into_iter().map(|(_, word)| word).collect();
    text.push(match rule.verdict {
        Verdict::Return => "counter return".to_owned(),
        Verdict::Accept => "counter accept".to_owned(),
        Verdict::Drop => "counter drop".to_owned(),
        Verdict::Reject => "counter reject".to_owned(),
        Verdict::Jump(chain) => format!("counter jump {}", chain.nftables()),
        Verdict::Redirect(port) => format!("counter redirect to :{port}"),
        Verdict::Tproxy(port, mark) => {
            let family = if family == Family::V4 { "ip" } else { "ip6" };
            format!("tproxy {family} to :{port} meta mark set {mark} counter accept")
        }
        Verdict::SetMark(mark) => format!("counter meta mark set {mark}"),
        Verdict::SaveMark => "counter ct mark set mark".to_owned(),
        Verdict::RestoreMark => "counter meta mark set ct mark".to_owned(),
        Verdict::Zone(zone) => format!("counter ct zone set {zone}"),
    });
    text.join(" ")
}

/// A condition, and its place among the others: interface, protocol, state, address, port, owner, mark. In the table
/// `raw` Istio puts addresses behind ports.
fn condition(condition: &Match, table: Table) -> Option<(u8, String)> {
    let address = if table == Table::Raw { 8 } else { 4 };
    let meta = if table == Table::Raw { "meta " } else { "" };
    let kind = |range: &crate::Cidr| if range.family() == Family::V4 { "ip" } else { "ip6" };
    let (key, id) = match condition {
        Match::Owner(Owner::User(id)) | Match::NotOwner(Owner::User(id)) => ("skuid", quoted(id)),
        Match::Owner(Owner::Group(id)) | Match::NotOwner(Owner::Group(id)) => ("skgid", quoted(id)),
        _ => ("", "".into()),
    };
    Some(match condition {
        Match::In(name) => (1, format!("iifname {}", interface(name)?)),
        Match::Out(name) => (1, format!("oifname {}", interface(name)?)),
        Match::Protocol(p) => (2, format!("meta l4proto {}", p.name())),
        Match::ProtocolOfPort(_) => return None,
        // Here only TCP is dropped.
        Match::State(State::Invalid) => {
            (3, format!("meta l4proto {} ct state invalid", Protocol::Tcp.name()))
        }
        Match::State(State::Established) => (3, "ct state related,established".to_owned()),
        Match::Source(range) => (address, format!("{} saddr {}", kind(range), range)),
        Match::Destination(range) => (address, format!("{} daddr {}", kind(range), range)),
        Match::NotDestination(range) => (address, format!("{} daddr != {}", kind(range), range)),
        Match::Port(p, port) => (5, format!("{} dport {port}", p.name())),
        Match::NotPort(p, port) => (5, format!("{} dport != {port}", p.name())),
        Match::NotPorts(p, [a, b]) => (5, format!("{} dport != {{ {a}, {b} }}", p.name())),
        Match::SourcePort(p, port) => (5, format!("{} sport {port}", p.name())),
        Match::Owner(_) => (6, format!("{meta}{key} {id}")),
        Match::NotOwner(_) => (6, format!("{meta}{key} != {id}")),
        Match::Mark(mark) => (7, format!("mark {mark}")),
        Match::NotMark(mark) => (7, format!("mark != {mark}")),
        Match::ConnectionMark(mark) => (7, format!("ct mark {mark}")),
        Match::Socket => (7, "socket transparent 1".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_tproxy_are_read_as_nft_prints_them_and_as_we_write_them() {
        for (line, mark) in [
            (
                "\t\tmeta l4proto tcp ip daddr != 127.0.0.1 tproxy ip to :15006 meta mark set 0x00000539 counter accept",
                Some(1337),
            ),
            (
                "add rule inet x y meta l4proto tcp tproxy ip6 to :15006 meta mark set 42 counter accept",
                Some(42),
            ),
            ("\t\tcounter meta mark set 0x0000053a", None),
            ("\t\tmeta l4proto tcp tproxy ip to :15006 meta mark set ", None),
            ("\t\tmeta l4proto tcp tproxy ip to :15006 meta mark set 0xfffffffff", None),
        ] {
            assert_eq!(tproxy_marks(line).into_iter().next(), mark, "{line}");
        }
    }
}
