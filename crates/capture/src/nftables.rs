//! Rules as a script of `nft`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

mod layout;
mod name;

use layout::{LAYOUT, Layout};
use name::{interface, quoted};

pub use layout::{Hook, hook_of, table_name, tables};

use crate::cidr::Cidr;
use crate::family::Family;
use crate::iptables::range_text;
use crate::plan::{At, Plan};
use crate::rule::{Chain, Match, Owner, Protocol, Rule, State, Table, Verdict};

/// The script for `nft -f -` that puts the rules in, in one transaction: tables are emptied first, so that a second
/// run changes nothing. Empty when there are no rules.
///
/// Source: Istio 1.30 tools/istio-nftables/pkg/builder and pkg/capture.
#[must_use]
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
            let hook = hook.map(|hook| format!(" {hook}")).unwrap_or_default();
            _ = writeln!(out, "add chain inet {name} {}{hook}", chain.nftables());
        }
        for Line { chain, index, rule } in &lines {
            let (name_of_chain, text) = (chain.nftables(), rule_text(rule, table, *chain));
            _ = match index {
                None => writeln!(out, "add rule inet {name} {name_of_chain} {text}"),
                Some(index) => writeln!(out, "insert rule inet {name} {name_of_chain} index {index} {text}"),
            };
        }
    }
    out
}

/// The script that takes all our tables away, whether or not they are there.
#[must_use]
pub fn cleanup() -> String {
    tables().map(|table| removal(table_name(table))).collect()
}

/// The script that takes a table away, whether or not it is there.
#[must_use]
pub fn removal(name: &str) -> String {
    format!("add table inet {name}\ndelete table inet {name}\n")
}

/// A rule as nftables has it: a table holds both families, so that a rule may be for one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InetRule<'p> {
    /// The rule.
    pub rule: Cow<'p, Rule>,
    /// The family; either where the rule is the same for both.
    pub family: Family,
}

/// The rules of each chain, in the order in which they end up.
#[must_use]
pub fn chains(plan: &Plan) -> BTreeMap<(Table, Chain), Vec<InetRule<'_>>> {
    let mut chains: BTreeMap<_, Vec<InetRule<'_>>> = BTreeMap::new();
    for table in tables() {
        for Line { chain, index, rule } in lines(plan, table) {
            let rules = chains.entry((table, chain)).or_default();
            rules.insert(index.unwrap_or(rules.len()), rule);
        }
    }
    chains
}

struct Line<'p> {
    chain: Chain,
    /// The rule that it goes before; `None` for the end.
    index: Option<usize>,
    rule: InetRule<'p>,
}

fn lines(plan: &Plan, table: Table) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut counts: BTreeMap<Chain, usize> = BTreeMap::new();
    for intent in plan.intents.iter().filter(|i| i.table == table) {
        for rule in rules(intent.v4.as_ref(), intent.v6.as_ref()) {
            let count = counts.entry(intent.chain).or_default();
            // nft counts from 0, and knows no place behind the last rule.
            let index = match intent.at {
                At::End => None,
                At::Place(place) => place.checked_sub(1).filter(|index| index < count),
            };
            *count += 1;
            lines.push(Line { chain: intent.chain, index, rule });
        }
    }
    lines
}

/// A rule that is the same for both families is written once, as the tables hold both.
fn rules<'p>(v4: Option<&'p Rule>, v6: Option<&'p Rule>) -> Vec<InetRule<'p>> {
    let of = |family| move |rule| InetRule { rule: with_protocol(rule), family };
    match (v4, v6) {
        (Some(v4), Some(v6)) if v4 == v6 => vec![of(Family::V4)(v4)],
        (v4, v6) => v4.map(of(Family::V4)).into_iter().chain(v6.map(of(Family::V6))).collect(),
    }
}

/// Packets of no connection are dropped whatever their protocol with iptables, and with nftables those of TCP.
///
/// Source: Istio 1.30 tools/istio-nftables/pkg/capture/run.go.
fn with_protocol(rule: &Rule) -> Cow<'_, Rule> {
    if !rule.matches.contains(&Match::State(State::Invalid)) {
        return Cow::Borrowed(rule);
    }
    let mut rule = rule.clone();
    rule.matches.push(Match::Protocol(Protocol::Tcp));
    Cow::Owned(rule)
}

/// The conditions and the verdict of a rule.
#[must_use]
pub fn rule_text(rule: &InetRule<'_>, table: Table, chain: Chain) -> String {
    let InetRule { rule, family } = rule;
    let with_protocol = !is_protocol_understood(rule, chain);
    let said = |found: &&Match| with_protocol || !matches!(found, Match::Protocol(_));
    let words = rule.matches.iter().filter(said).filter_map(|m| condition(m, table, chain));
    let mut words: Vec<(u8, String)> = words.collect();
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
            let family = if *family == Family::V4 { "ip" } else { "ip6" };
            format!("tproxy {family} to :{port} meta mark set {mark} counter accept")
        }
        Verdict::SetMark(mark) => format!("counter meta mark set {mark}"),
        Verdict::SaveMark => "counter ct mark set mark".to_owned(),
        Verdict::RestoreMark => "counter meta mark set ct mark".to_owned(),
        Verdict::Zone(zone) => format!("counter ct zone set {zone}"),
    });
    text.join(" ")
}

/// Whether Istio leaves the protocol to what is said of its port. nft understands both.
///
/// Source: Istio 1.30 tools/istio-nftables/pkg/capture/run.go.
fn is_protocol_understood(rule: &Rule, chain: Chain) -> bool {
    let has = |kind: fn(&Match) -> bool| rule.matches.iter().any(kind);
    let has_port = has(|m| matches!(m, Match::Port(..) | Match::SourcePort(..)));
    let is_udp = rule.matches.contains(&Match::Protocol(Protocol::Udp));
    let names_server = chain == Chain::OutputDns && has(|m| matches!(m, Match::Destination(_)));
    has_port && (is_udp || names_server || chain == Chain::IstioOutput)
}

/// A condition, and its place among the others: interface, protocol, state, address, port, owner, mark. In the table
/// `raw` Istio puts addresses behind ports. `None` for what always holds.
fn condition(condition: &Match, table: Table, chain: Chain) -> Option<(u8, String)> {
    let address = if table == Table::Raw { 8 } else { 4 };
    let meta = if table == Table::Raw { "meta " } else { "" };
    let kind = |range: &Cidr| if range.family() == Family::V4 { "ip" } else { "ip6" };
    let range_text = |range| range_text(table, chain, range);
    let (key, id) = match condition {
        Match::Owner(Owner::User(id)) | Match::NotOwner(Owner::User(id)) => ("skuid", quoted(id)),
        Match::Owner(Owner::Group(id)) | Match::NotOwner(Owner::Group(id)) => ("skgid", quoted(id)),
        _ => ("", "".into()),
    };
    Some(match condition {
        Match::In(name) => (1, format!("iifname {}", interface(name)?)),
        Match::Out(name) => (1, format!("oifname {}", interface(name)?)),
        Match::Protocol(p) => (2, format!("meta l4proto {}", p.name())),
        Match::State(State::Invalid) => (3, "ct state invalid".to_owned()),
        Match::State(State::Established) => (3, "ct state related,established".to_owned()),
        Match::Source(range) => (address, format!("{} saddr {}", kind(range), range_text(range))),
        Match::Destination(range) => (address, format!("{} daddr {}", kind(range), range_text(range))),
        Match::NotDestination(range) => (address, format!("{} daddr != {}", kind(range), range_text(range))),
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
