//! Rules as the input of `iptables-restore`.

use std::fmt::Write as _;

use crate::plan::{At, Plan, Spelling};
use crate::rule::{Chain, Family, Match, Owner, Protocol, Rule, State, Table, Verdict};

/// The text for `iptables-restore --noflush`, or `ip6tables-restore --noflush`, that puts the rules of a family in.
/// Empty when there are none. Each table comes as one, so that the kernel takes all of it or nothing.
///
/// Source: Istio 1.30 tools/istio-iptables/pkg/builder, BuildV4Restore.
pub fn restore(plan: &Plan, family: Family) -> String {
    restore_tables(plan, family, &Table::ALL)
}

/// The same for some of the tables.
pub fn restore_tables(plan: &Plan, family: Family, tables: &[Table]) -> String {
    let mut out = String::new();
    for table in Table::ALL.into_iter().filter(|table| tables.contains(table)) {
        let rules = of_table(plan, family, table);
        if rules.is_empty() {
            continue;
        }
        _ = writeln!(out, "* {}", table.name());
        for chain in own_chains(&rules) {
            _ = writeln!(out, "-N {}", chain.iptables());
        }
        for (chain, at, rule) in rules {
            out.push_str(&line(chain, at, rule, plan.spelling));
            out.push('\n');
        }
        out.push_str("COMMIT\n");
    }
    out
}

/// The rules of one table, as they come.
pub(crate) fn of_table(plan: &Plan, family: Family, table: Table) -> Vec<(Chain, At, &Rule)> {
    let of_table = plan.intents.iter().filter(|i| i.table == table);
    of_table.filter_map(|i| Some((i.chain, i.at, i.rule(family)?))).collect()
}

/// The chains to make: those with rules in the order of their first, then those that are only jumped to.
pub(crate) fn own_chains(rules: &[(Chain, At, &Rule)]) -> Vec<Chain> {
    let with_rules = rules.iter().map(|(chain, _, _)| *chain);
    let targets = rules.iter().filter_map(|(_, _, rule)| match rule.verdict {
        Verdict::Jump(chain) => Some(chain),
        _ => None,
    });
    let mut chains = Vec::new();
    for chain in with_rules.chain(targets).filter(|c| !c.is_built_in()) {
        if !chains.contains(&chain) {
            chains.push(chain);
        }
    }
    chains
}

/// A rule as a line: `-A CHAIN … -j TARGET`.
pub fn line(chain: Chain, at: At, rule: &Rule, spelling: Spelling) -> String {
    let mut out = match at {
        At::End => format!("-A {}", chain.iptables()),
        At::Place(place) => format!("-I {} {place}", chain.iptables()),
    };
    rule_into(&mut out, rule, spelling);
    out
}

/// The conditions and the target of a rule, as they follow the name of the chain.
pub fn rule_text(rule: &Rule, spelling: Spelling) -> String {
    let mut out = String::new();
    rule_into(&mut out, rule, spelling);
    out.trim_start().to_owned()
}

fn rule_into(out: &mut String, rule: &Rule, spelling: Spelling) {
    for condition in &rule.matches {
        // Writing to a `String` cannot fail.
        _ = match condition {
            Match::In(name) => write!(out, " -i {name}"),
            Match::Out(name) => write!(out, " -o {name}"),
            Match::Protocol(p) | Match::ProtocolOfPort(p) => write!(out, " -p {}", p.name()),
            Match::Source(range) => write!(out, " -s {range}"),
            Match::Destination(range) => write!(out, " -d {range}"),
            Match::NotDestination(range) => write!(out, " ! -d {range}"),
            Match::Port(_, port) => write!(out, " --dport {port}"),
            Match::NotPort(_, port) => write!(out, " ! --dport {port}"),
            Match::NotPorts(_, [a, b]) => write!(out, " -m multiport ! --dports {a},{b}"),
            Match::SourcePort(_, port) => write!(out, " --sport {port}"),
            Match::Owner(Owner::User(id)) => write!(out, " -m owner --uid-owner {id}"),
            Match::Owner(Owner::Group(id)) => write!(out, " -m owner --gid-owner {id}"),
            Match::NotOwner(Owner::User(id)) => write!(out, " -m owner ! --uid-owner {id}"),
            Match::NotOwner(Owner::Group(id)) => write!(out, " -m owner ! --gid-owner {id}"),
            Match::State(State::Invalid) => write!(out, " -m conntrack --ctstate INVALID"),
            Match::State(State::Established) => write!(out, " -m conntrack --ctstate RELATED,ESTABLISHED"),
            Match::Mark(mark) => write!(out, " -m mark --mark {mark}"),
            Match::NotMark(mark) => write!(out, " -m mark ! --mark {mark}"),
            Match::ConnectionMark(mark) => write!(out, " -m connmark --mark {mark}"),
            Match::Socket => write!(out, " -m socket"),
        };
    }
    out.push_str(" -j ");
    _ = match rule.verdict {
        Verdict::Return => write!(out, "RETURN"),
        Verdict::Accept => write!(out, "ACCEPT"),
        Verdict::Drop => write!(out, "DROP"),
        Verdict::Reject => write!(out, "REJECT"),
        Verdict::Jump(chain) => write!(out, "{}", chain.iptables()),
        Verdict::Redirect(port) => write!(out, "REDIRECT {} {port}", to_port(rule, spelling)),
        Verdict::Tproxy(port, mark) => {
            write!(out, "TPROXY --tproxy-mark {mark}/0xffffffff --on-port {port}")
        }
        Verdict::SetMark(mark) => write!(out, "MARK --set-mark {mark}"),
        Verdict::SaveMark => write!(out, "CONNMARK --save-mark"),
        Verdict::RestoreMark => write!(out, "CONNMARK --restore-mark"),
        Verdict::Zone(zone) => write!(out, "CT --zone {zone}"),
    };
}

/// The option of a redirection: both mean the same.
fn to_port(rule: &Rule, spelling: Spelling) -> &'static str {
    let is_udp =
        |m: &Match| matches!(m, Match::Protocol(Protocol::Udp) | Match::ProtocolOfPort(Protocol::Udp));
    match spelling {
        Spelling::Today if !rule.matches.iter().any(is_udp) => "--to-ports",
        Spelling::Today | Spelling::Script => "--to-port",
    }
}
