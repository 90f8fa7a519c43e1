//! Rules in the words of iptables.

use std::fmt::Write as _;
use std::net::IpAddr;

use crate::cidr::Cidr;
use crate::family::Family;
use crate::plan::{At, Plan};
use crate::restore::{self, Block, Command};
use crate::rule::{Chain, Match, Owner, Protocol, Rule, State, Table, Verdict};
use crate::script::Script;

/// The text for `iptables-restore --noflush`, or `ip6tables-restore --noflush`, that puts the rules of a family in. Empty
/// when there are none.
#[must_use]
pub fn restore(plan: &Plan, family: Family) -> String {
    restore::text(&blocks(plan, family))
}

/// What `iptables-restore --noflush`, or `ip6tables-restore --noflush`, has to do to put the rules of a family in: a block
/// for each table that gets rules.
///
/// Source: Istio 1.30 tools/istio-iptables/pkg/builder, BuildV4Restore.
#[must_use]
pub fn blocks(plan: &Plan, family: Family) -> Vec<Block> {
    Table::ALL.into_iter().filter_map(|table| block(plan, family, table)).collect()
}

/// The block of one table; `None` if it gets no rules.
#[must_use]
pub fn block(plan: &Plan, family: Family, table: Table) -> Option<Block> {
    let intents = plan.intents.iter().filter(|intent| intent.table == table);
    let rules: Vec<(Chain, At, &Rule)> =
        intents.filter_map(|intent| Some((intent.chain, intent.at, intent.rule(family)?))).collect();
    let made =
        own_chains(&rules).into_iter().map(|chain| Command::Make { chain: chain.iptables().to_owned() });
    let added = rules.iter().map(|(chain, at, rule)| {
        let rule = rule_text(plan.script, table, *chain, rule);
        let chain = chain.iptables().to_owned();
        match *at {
            At::End => Command::Append { chain, rule },
            At::Place(place) => Command::Insert { chain, place, rule },
        }
    });
    let commands = made.chain(added).collect();
    (!rules.is_empty()).then_some(Block { table, commands })
}

/// The chains to make: those with rules in the order of their first, then those that are only jumped to.
fn own_chains(rules: &[(Chain, At, &Rule)]) -> Vec<Chain> {
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

/// The conditions and the target of a rule, as they follow the name of its chain. `script` is whose rule it is.
#[must_use]
pub fn rule_text(script: Option<Script>, table: Table, chain: Chain, rule: &Rule) -> String {
    let mut out = String::new();
    for condition in &rule.matches {
        condition_into(&mut out, condition, &|range| range_text(table, chain, range));
        out.push(' ');
    }
    out.push_str("-j ");
    // Writing to a `String` cannot fail.
    _ = match rule.verdict {
        Verdict::Return => write!(out, "RETURN"),
        Verdict::Accept => write!(out, "ACCEPT"),
        Verdict::Drop => write!(out, "DROP"),
        Verdict::Reject => write!(out, "REJECT"),
        Verdict::Jump(chain) => write!(out, "{}", chain.iptables()),
        Verdict::Redirect(port) => write!(out, "REDIRECT {} {port}", to_port(rule, script)),
        Verdict::Tproxy(port, mark) => {
            write!(out, "TPROXY --tproxy-mark {mark}/0xffffffff --on-port {port}")
        }
        Verdict::SetMark(mark) => write!(out, "MARK --set-mark {mark}"),
        Verdict::SaveMark => write!(out, "CONNMARK --save-mark"),
        Verdict::RestoreMark => write!(out, "CONNMARK --restore-mark"),
        Verdict::Zone(zone) => write!(out, "CT --zone {zone}"),
    };
    out
}

fn condition_into(out: &mut String, condition: &Match, range_text: &dyn Fn(&Cidr) -> String) {
    _ = match condition {
        Match::In(name) => write!(out, "-i {name}"),
        Match::Out(name) => write!(out, "-o {name}"),
        Match::Protocol(p) => write!(out, "-p {}", p.name()),
        Match::Source(range) => write!(out, "-s {}", range_text(range)),
        Match::Destination(range) => write!(out, "-d {}", range_text(range)),
        Match::NotDestination(range) => write!(out, "! -d {}", range_text(range)),
        Match::Port(_, port) => write!(out, "--dport {port}"),
        Match::NotPort(_, port) => write!(out, "! --dport {port}"),
        Match::NotPorts(_, [a, b]) => write!(out, "-m multiport ! --dports {a},{b}"),
        Match::SourcePort(_, port) => write!(out, "--sport {port}"),
        Match::Owner(Owner::User(id)) => write!(out, "-m owner --uid-owner {id}"),
        Match::Owner(Owner::Group(id)) => write!(out, "-m owner --gid-owner {id}"),
        Match::NotOwner(Owner::User(id)) => write!(out, "-m owner ! --uid-owner {id}"),
        Match::NotOwner(Owner::Group(id)) => write!(out, "-m owner ! --gid-owner {id}"),
        Match::State(State::Invalid) => write!(out, "-m conntrack --ctstate INVALID"),
        Match::State(State::Established) => write!(out, "-m conntrack --ctstate RELATED,ESTABLISHED"),
        Match::Mark(mark) => write!(out, "-m mark --mark {mark}"),
        Match::NotMark(mark) => write!(out, "-m mark ! --mark {mark}"),
        Match::ConnectionMark(mark) => write!(out, "-m connmark --mark {mark}"),
        Match::Socket => write!(out, "-m socket"),
    };
}

/// The option of a redirection, both of which mean the same: for TCP Istio writes `--to-ports` today.
fn to_port(rule: &Rule, script: Option<Script>) -> &'static str {
    let is_udp = rule.matches.contains(&Match::Protocol(Protocol::Udp));
    if script.is_some() || is_udp { "--to-port" } else { "--to-ports" }
}

/// A range as Istio writes it. Name servers keep the form that `/etc/resolv.conf` has, where an address of IPv4 in one of
/// IPv6 is written with dots.
///
/// Source: Istio 1.30 tools/istio-iptables/pkg/capture/run.go: `s + "/32"`, `s + "/128"`.
pub(crate) fn range_text(table: Table, chain: Chain, range: &Cidr) -> String {
    let is_server = table == Table::Raw || chain == Chain::OutputDns;
    match range.address() {
        // As C libraries print them: `::1` is not an address of IPv4.
        IpAddr::V6(address) if is_server && (0x1_0000..=0xffff_ffff).contains(&u128::from(address)) => {
            let [.., a, b, c, d] = address.octets();
            format!("::{a}.{b}.{c}.{d}/{}", range.prefix())
        }
        _ => range.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_servers_are_written_as_resolv_conf_has_them() {
        for (table, chain, range, text) in [
            (Table::Nat, Chain::OutputDns, "::127.0.0.53/128", "::127.0.0.53/128"),
            (Table::Raw, Chain::Inbound, "::7f00:35/128", "::127.0.0.53/128"),
            (Table::Raw, Chain::Inbound, "::1/128", "::1/128"),
            (Table::Raw, Chain::Inbound, "::ffff:10.0.0.1/128", "::ffff:10.0.0.1/128"),
            (Table::Raw, Chain::Inbound, "10.0.0.1/32", "10.0.0.1/32"),
            (Table::Nat, Chain::IstioOutput, "::127.0.0.53/128", "::7f00:35/128"),
        ] {
            assert_eq!(range_text(table, chain, &Cidr::parse(range).unwrap()), text, "{range}");
        }
    }

    #[test]
    fn a_redirection_has_the_option_of_its_time() {
        let rule =
            |protocol| Rule { matches: vec![Match::Protocol(protocol)], verdict: Verdict::Redirect(1) };
        for (script, protocol, text) in [
            (None, Protocol::Tcp, "-p tcp -j REDIRECT --to-ports 1"),
            (None, Protocol::Udp, "-p udp -j REDIRECT --to-port 1"),
            (Some(Script::V1_1), Protocol::Tcp, "-p tcp -j REDIRECT --to-port 1"),
        ] {
            assert_eq!(rule_text(script, Table::Nat, Chain::Redirect, &rule(protocol)), text);
        }
    }
}
