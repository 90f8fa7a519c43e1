//! The rules of a configuration, in Istio's order, for both families and for either backend.
//!
//! Each step gives intents; what differs between the backends is their text and nothing else.
//!
//! Source: Istio 1.30 tools/istio-iptables/pkg/capture/run.go; tools/istio-nftables does the same in its words.

mod dns;
mod inbound;
mod outbound;
mod tproxy;

use crate::config::{Config, Mode};
use crate::rule::{Chain, Family, Match, Protocol, Rule, Table, Verdict};

/// Where in its chain a rule goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At the end of what is there when it comes.
    End,
    /// At this place, 1 being the first.
    Place(usize),
}

/// One thing to do, in the words of each family. Where both are the same, a backend without families says it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The table.
    pub table: Table,
    /// The chain.
    pub chain: Chain,
    /// The place in the chain.
    pub at: At,
    /// The rule for IPv4.
    pub v4: Option<Rule>,
    /// The rule for IPv6.
    pub v6: Option<Rule>,
}

impl Intent {
    /// The rule for a family.
    pub fn rule(&self, family: Family) -> Option<&Rule> {
        match family {
            Family::V4 => self.v4.as_ref(),
            Family::V6 => self.v6.as_ref(),
        }
    }
}

/// How the text of rules for iptables is written, where it could be otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spelling {
    /// As Istio writes it today: a redirection of UDP has the option `--to-port`, others `--to-ports`.
    #[default]
    Today,
    /// As the old scripts wrote it: with `--to-port`.
    Script,
}

/// All that is to be in the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order in which they are carried out.
    pub intents: Vec<Intent>,
    /// How their text is written.
    pub spelling: Spelling,
}

/// The rules that a configuration asks for.
pub fn plan(config: &Config) -> Plan {
    let mut steps = Steps { plan: Plan::default(), ipv6: config.ipv6 };
    steps.excluded_interfaces(config);
    steps.virtual_machines(config);
    steps.invalid(config);
    steps.tunnel_and_targets(config);
    steps.inbound(config);
    steps.outbound(config);
    if let Mode::Tproxy { mark, .. } = config.mode {
        steps.tproxy_replies(config, mark);
    }
    steps.plan
}

/// The plan as it grows.
struct Steps {
    plan: Plan,
    ipv6: bool,
}

impl Steps {
    fn put(&mut self, table: Table, chain: Chain, at: At, v4: Option<Rule>, v6: Option<Rule>) {
        let v6 = v6.filter(|_| self.ipv6);
        if v4.is_some() || v6.is_some() {
            self.plan.intents.push(Intent { table, chain, at, v4, v6 });
        }
    }

    /// The same rule for both families, at the end.
    fn add(&mut self, table: Table, chain: Chain, matches: impl Into<Vec<Match>>, verdict: Verdict) {
        let rule = Rule { matches: matches.into(), verdict };
        self.put(table, chain, At::End, Some(rule.clone()), Some(rule));
    }

    /// The same rule for both families, at a place.
    fn insert(&mut self, table: Table, chain: Chain, place: usize, matches: Vec<Match>, verdict: Verdict) {
        let rule = Rule { matches, verdict };
        self.put(table, chain, At::Place(place), Some(rule.clone()), Some(rule));
    }

    /// A rule with ranges of addresses, which each family has of its own.
    fn each(
        &mut self,
        table: Table,
        chain: Chain,
        at: At,
        matches: impl Fn(Family) -> Vec<Match>,
        verdict: Verdict,
    ) {
        let rule = |family| Some(Rule { matches: matches(family), verdict });
        self.put(table, chain, at, rule(Family::V4), rule(Family::V6));
    }

    /// A rule with a range of one family, for that family.
    fn of_family(
        &mut self,
        family: Family,
        table: Table,
        chain: Chain,
        at: At,
        matches: Vec<Match>,
        verdict: Verdict,
    ) {
        let rule = Some(Rule { matches, verdict });
        match family {
            Family::V4 => self.put(table, chain, at, rule, None),
            Family::V6 => self.put(table, chain, at, None, rule),
        }
    }

    fn excluded_interfaces(&mut self, config: &Config) {
        let mangle = matches!(config.mode, Mode::Tproxy { .. }).then_some(Table::Mangle);
        for table in [Table::Nat].into_iter().chain(mangle) {
            for name in &config.exclude_interfaces {
                self.add(table, Chain::Prerouting, [Match::In(name.clone())], Verdict::Return);
                self.add(table, Chain::Output, [Match::Out(name.clone())], Verdict::Return);
            }
        }
    }

    fn virtual_machines(&mut self, config: &Config) {
        for name in &config.virtual_interfaces {
            let from = vec![Match::In(name.clone())];
            self.insert(Table::Nat, Chain::Prerouting, 1, from, Verdict::Return);
        }
    }

    fn invalid(&mut self, config: &Config) {
        if config.drop_invalid {
            let invalid = [Match::State(crate::rule::State::Invalid)];
            self.add(Table::Mangle, Chain::Prerouting, invalid, Verdict::Jump(Chain::Drop));
            self.add(Table::Mangle, Chain::Drop, [], Verdict::Drop);
        }
    }

    fn tunnel_and_targets(&mut self, config: &Config) {
        let tunnel = tcp_to(config.inbound_tunnel_port);
        self.add(Table::Nat, Chain::Inbound, tunnel, Verdict::Return);
        for (chain, port) in
            [(Chain::Redirect, config.proxy_port), (Chain::InRedirect, config.inbound_capture_port)]
        {
            let to = Verdict::Redirect(port);
            self.add(Table::Nat, chain, [Match::Protocol(Protocol::Tcp)], to);
        }
    }
}

fn tcp_to(port: u16) -> Vec<Match> {
    vec![Match::Protocol(Protocol::Tcp), Match::Port(Protocol::Tcp, port)]
}
