//! The plan as it grows.

use super::model::{At, Intent, Plan};
use crate::family::Family;
use crate::rule::{Chain, Match, Protocol, Rule, Table, Verdict};

/// The plan as it grows.
pub(super) struct Steps {
    pub plan: Plan,
    ipv6: bool,
}

impl Steps {
    /// An empty plan, for IPv6 too or not.
    pub fn new(ipv6: bool) -> Steps {
        Steps { plan: Plan::default(), ipv6 }
    }

    pub fn put(&mut self, table: Table, chain: Chain, at: At, v4: Option<Rule>, v6: Option<Rule>) {
        let v6 = v6.filter(|_| self.ipv6);
        if v4.is_some() || v6.is_some() {
            self.plan.intents.push(Intent { table, chain, at, v4, v6 });
        }
    }

    /// The same rule for both families, at the end.
    pub fn add(&mut self, table: Table, chain: Chain, matches: impl Into<Vec<Match>>, verdict: Verdict) {
        let rule = Rule { matches: matches.into(), verdict };
        self.put(table, chain, At::End, Some(rule.clone()), Some(rule));
    }

    /// The same rule for both families, at a place.
    pub fn insert(
        &mut self,
        table: Table,
        chain: Chain,
        place: usize,
        matches: Vec<Match>,
        verdict: Verdict,
    ) {
        let rule = Rule { matches, verdict };
        self.put(table, chain, At::Place(place), Some(rule.clone()), Some(rule));
    }

    /// A rule with ranges of addresses, which each family has of its own.
    pub fn each(
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
    pub fn of_family(
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
}

/// What goes to this port over TCP.
pub(super) fn tcp_to(port: u16) -> Vec<Match> {
    vec![Match::Protocol(Protocol::Tcp), Match::Port(Protocol::Tcp, port)]
}
