//! What of the live rules is ours: chains by their names, rules in other chains by what they mean.

use std::collections::BTreeSet;

use super::meaning::{Condition, Keeper, LiveRule, Meaning, Names, Target};
use super::save::Saved;
use crate::family::Family;
use crate::plan::Plan;
use crate::rule::{Chain, Match, Protocol, Table, Verdict};

/// Chains of ours begin with this.
const OURS: &str = "ISTIO_";
/// The chain of ours, in the table `filter`, that lets nothing pass while several tables change.
pub const GUARD: &str = "ISTIO_GUARD";

impl Saved {
    /// The names of our chains in a table.
    pub fn own_chains(&self, table: Table) -> impl Iterator<Item = &str> {
        self.of_table(table).map(|(name, _)| name).filter(|name| name.starts_with(OURS))
    }

    /// The marks that TPROXY gives packets in chains of ours.
    #[must_use]
    pub fn tproxy_marks(&self) -> BTreeSet<u32> {
        let own = self.chains().filter(|(_, name, _)| name.starts_with(OURS));
        own.flat_map(|(_, _, chain)| &chain.rules).filter_map(|rule| rule.meaning.tproxy_mark()).collect()
    }

    /// Whether a table's rules are those of another list. A chain of the kernel's that has none does not count: it is
    /// made when its table is first used.
    #[must_use]
    pub fn is_same(&self, other: &Saved, table: Table) -> bool {
        let of = |saved: &Saved| -> Vec<(String, Vec<String>)> {
            let chains = saved.of_table(table);
            let counts = chains.filter(|(name, chain)| name.starts_with(OURS) || !chain.rules.is_empty());
            let texts = |rules: &[LiveRule]| rules.iter().map(|rule| rule.text.clone()).collect();
            counts.map(|(name, chain)| (name.to_owned(), texts(&chain.rules))).collect()
        };
        of(self) == of(other)
    }

    /// Whether anything of ours is there.
    #[must_use]
    pub fn has_ours(&self, plan: &Plan, family: Family, names: Names<'_>) -> bool {
        self.has_own_chains()
            || Table::ALL.into_iter().any(|table| !self.ours_elsewhere(plan, family, table, names).is_empty())
    }

    fn has_own_chains(&self) -> bool {
        Table::ALL.into_iter().any(|table| self.own_chains(table).next().is_some())
    }

    /// Rules of ours in chains that are not: those that jump to our chains, those that a plan has there, and beside
    /// chains of ours also those that another configuration's plan would have there.
    #[must_use]
    pub(crate) fn ours_elsewhere(
        &self,
        plan: &Plan,
        family: Family,
        table: Table,
        names: Names<'_>,
    ) -> Vec<(&str, &LiveRule)> {
        let planned = plan.chains(family);
        let captured = self.has_own_chains();
        let mut found = Vec::new();
        for (name, chain) in self.of_table(table).filter(|(name, _)| !name.starts_with(OURS)) {
            let planned = Chain::named(name).and_then(|chain| planned.get(&(table, chain)));
            let planned = planned.into_iter().flatten();
            let wanted: Vec<Meaning> =
                planned.map(|rule| Meaning::of(rule, Keeper::Iptables, names)).collect();
            let is_ours = |rule: &&LiveRule| {
                matches!(&rule.meaning.target, Target::Chain(name) if name.starts_with(OURS))
                    || wanted.contains(&rule.meaning)
                    || (captured && rule.meaning.is_like_ours(table, name))
            };
            found.extend(chain.rules.iter().filter(is_ours).map(|rule| (name, rule)));
        }
        found
    }
}

impl Meaning {
    /// The mark that TPROXY gives packets, if that is what it does.
    pub(super) fn tproxy_mark(&self) -> Option<u32> {
        match self.target {
            Target::Verdict(Verdict::Tproxy(_, mark)) => Some(mark),
            _ => None,
        }
    }

    /// Whether some configuration would have such a rule in this chain of the kernel's: for excluded interfaces, and
    /// for the marks of TPROXY.
    fn is_like_ours(&self, table: Table, chain: &str) -> bool {
        type Kind = fn(&Match) -> bool;
        let only = |kinds: &[Kind]| {
            let is = |condition: &Condition, kind: &Kind| matches!(condition, Condition::Is(m) if kind(m));
            self.conditions.len() == kinds.len()
                && kinds.iter().all(|kind| self.conditions.iter().any(|condition| is(condition, kind)))
        };
        let (tcp, lo): (Kind, Kind) =
            (|m| *m == Match::Protocol(Protocol::Tcp), |m| matches!(m, Match::Out(name) if name == "lo"));
        let (enters, leaves): (Kind, Kind) = (|m| matches!(m, Match::In(_)), |m| matches!(m, Match::Out(_)));
        let (marked, of_connection): (Kind, Kind) =
            (|m| matches!(m, Match::Mark(_)), |m| matches!(m, Match::ConnectionMark(_)));
        let (elsewhere, owned): (Kind, Kind) =
            (|m| matches!(m, Match::NotDestination(_)), |m| matches!(m, Match::Owner(_)));
        let Target::Verdict(verdict) = &self.target else { return false };
        match (table, Chain::named(chain), verdict) {
            (Table::Nat | Table::Mangle, Some(Chain::Prerouting), Verdict::Return) => only(&[enters]),
            (Table::Nat, Some(Chain::Output), Verdict::Return) => only(&[leaves]),
            (Table::Mangle, Some(Chain::Output), Verdict::Return) => {
                only(&[leaves]) || only(&[tcp, lo, marked])
            }
            (Table::Mangle, Some(Chain::Prerouting), Verdict::SaveMark) => only(&[tcp, marked]),
            (Table::Mangle, Some(Chain::Output), Verdict::RestoreMark) => only(&[tcp, of_connection]),
            (Table::Mangle, Some(Chain::Output), Verdict::SetMark(OUTBOUND_MARK)) => {
                only(&[elsewhere, tcp, lo, owned])
            }
            _ => false,
        }
    }
}

/// The mark that TPROXY's rules give the proxy's own calls.
const OUTBOUND_MARK: u32 = 1338;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Host, Request, plan};

    fn nobody(_: bool, _: &str) -> Option<u32> {
        None
    }

    #[test]
    fn rules_of_another_configuration_are_ours_beside_our_chains() {
        let plan = plan(&Request::default().config(&Host::default()).unwrap());
        let rules = [
            ("nat", "PREROUTING -i eth9 -j RETURN", true),
            ("nat", "OUTPUT -o eth9 -j RETURN", true),
            ("nat", "OUTPUT -o eth9 -p tcp -j RETURN", false),
            ("nat", "PREROUTING -o eth9 -j RETURN", false),
            ("nat", "POSTROUTING -o eth9 -j MASQUERADE", false),
            (
                "mangle",
                "PREROUTING -p tcp -m mark --mark 0x7 -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff",
                true,
            ),
            (
                "mangle",
                "OUTPUT -p tcp -m connmark --mark 0x7 -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff",
                true,
            ),
            ("mangle", "OUTPUT -o lo -p tcp -m mark --mark 0x7 -j RETURN", true),
            (
                "mangle",
                "OUTPUT ! -d 127.0.0.1/32 -o lo -p tcp -m owner --uid-owner 9 -j MARK --set-xmark 0x53a/0xffffffff",
                true,
            ),
            ("mangle", "OUTPUT -p tcp -j MARK --set-xmark 0x53a/0xffffffff", false),
            ("raw", "OUTPUT -o eth9 -j RETURN", false),
        ];
        for (table, rule, ours) in rules {
            for (chains, ours) in [(":ISTIO_OUTPUT - [0:0]\n", ours), ("", false)] {
                let text = format!("*nat\n{chains}COMMIT\n*{table}\n-A {rule}\nCOMMIT\n");
                let found = Table::ALL.into_iter().any(|table| {
                    !Saved::parse(&text).ours_elsewhere(&plan, Family::V4, table, &nobody).is_empty()
                });
                assert_eq!(found, ours, "{text}");
            }
        }
    }
}
