//! Live rules: what `iptables-save` prints, and how it differs from a plan.
//!
//! The kernel keeps rules in its own words: options in another order, marks in hexadecimal, ranges without the bits of
//! the host. Both are therefore compared by their meaning: what a live rule says is read, and a planned one is what it is.

use std::collections::{BTreeMap, BTreeSet};

mod meaning;

use crate::iptables::rule_text;
use crate::plan::{At, Plan};
use crate::rule::{Chain, Family, Rule, Table, Verdict};
pub use meaning::{Condition, Meaning, Names, Target};

/// What a family's tables hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    tables: BTreeMap<Table, BTreeMap<String, Vec<String>>>,
    /// What becomes of packets that no rule of a kernel's chain takes, where they are not let pass.
    policies: BTreeMap<(Table, String), String>,
}

/// Chains of ours begin with this.
const OURS: &str = "ISTIO_";
/// The chain of ours, in the table `filter`, that lets nothing pass while several tables change.
pub const GUARD: &str = "ISTIO_GUARD";

impl Saved {
    /// Reads what `iptables-save` prints; what it does not understand it leaves out.
    pub fn parse(text: &str) -> Saved {
        let mut saved = Saved::default();
        let mut table = None;
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('*') {
                table = Table::ALL.into_iter().find(|t| t.name() == name.trim());
                continue;
            }
            let Some(table) = table else { continue };
            let chains = saved.tables.entry(table).or_default();
            if let Some(chain) = line.strip_prefix(':') {
                let mut words = chain.split_whitespace();
                let name = words.next().unwrap_or_default();
                chains.entry(name.to_owned()).or_default();
                if let Some(policy) = words.next().filter(|word| !matches!(*word, "-" | "ACCEPT")) {
                    saved.policies.insert((table, name.to_owned()), policy.to_owned());
                }
            } else if let Some((chain, rule)) = line.strip_prefix("-A ").and_then(|l| l.split_once(' ')) {
                chains.entry(chain.to_owned()).or_default().push(rule.to_owned());
            }
        }
        saved
    }

    /// How many rules there are, of anybody's.
    pub fn rules(&self) -> usize {
        self.tables.values().flat_map(BTreeMap::values).map(Vec::len).sum()
    }

    /// The rules of a chain as they are printed.
    pub fn chain(&self, table: Table, name: &str) -> &[String] {
        self.tables.get(&table).and_then(|t| t.get(name)).map_or(&[], Vec::as_slice)
    }

    /// All chains with their rules as they are printed.
    pub(crate) fn chains(&self) -> impl Iterator<Item = (Table, &str, &[String])> {
        self.tables
            .iter()
            .flat_map(|(table, chains)| chains.iter().map(|(name, rules)| (*table, &**name, &**rules)))
    }

    pub(crate) fn has_chain(&self, table: Table, name: &str) -> bool {
        self.tables.get(&table).is_some_and(|chains| chains.contains_key(name))
    }

    /// What becomes of packets that no rule of a chain takes, where they are not let pass.
    pub(crate) fn policy(&self, table: Table, name: &str) -> Option<&str> {
        self.policies.get(&(table, name.to_owned())).map(String::as_str)
    }

    /// The names of our chains in a table.
    pub fn own_chains(&self, table: Table) -> impl Iterator<Item = &str> {
        self.tables
            .get(&table)
            .into_iter()
            .flat_map(BTreeMap::keys)
            .map(String::as_str)
            .filter(|n| n.starts_with(OURS))
    }

    /// The marks that TPROXY gives packets in chains of ours.
    pub fn tproxy_marks(&self) -> BTreeSet<u32> {
        let of_chain = |(_, name, rules)| if str::starts_with(name, OURS) { rules } else { [].as_slice() };
        let mark = |rule: &String| match Meaning::read(rule).target {
            Target::Verdict(Verdict::Tproxy(_, mark)) => Some(mark),
            _ => None,
        };
        self.chains().flat_map(of_chain).filter_map(mark).collect()
    }

    /// Whether a table's rules are those of another list. A chain of the kernel's that has none does not count: it is
    /// made when its table is first used.
    pub fn is_same(&self, other: &Saved, table: Table) -> bool {
        let of = |saved: &Saved| -> BTreeMap<String, Vec<String>> {
            let chains = saved.tables.get(&table).into_iter().flatten();
            let counts =
                |(name, rules): &(&String, &Vec<String>)| name.starts_with(OURS) || !rules.is_empty();
            chains.filter(counts).map(|(name, rules)| (name.clone(), rules.clone())).collect()
        };
        of(self) == of(other)
    }

    /// Whether anything of ours is there.
    pub fn has_ours(&self, plan: &Plan, family: Family, names: Names<'_>) -> bool {
        Table::ALL.into_iter().any(|table| {
            self.own_chains(table).next().is_some()
                || !self.ours_elsewhere(plan, family, table, names).is_empty()
        })
    }

    /// Rules of ours in chains that are not: those that jump to our chains, those that a plan has there, and beside
    /// chains of ours also those that another configuration's plan would have there.
    pub fn ours_elsewhere(
        &self,
        plan: &Plan,
        family: Family,
        table: Table,
        names: Names<'_>,
    ) -> Vec<(&str, &str)> {
        let planned = final_rules(plan, family);
        let captured = Table::ALL.into_iter().any(|table| self.own_chains(table).next().is_some());
        let chains = self.tables.get(&table).into_iter().flat_map(BTreeMap::iter);
        let foreign = chains.filter(|(name, _)| !name.starts_with(OURS));
        foreign
            .flat_map(|(name, rules)| {
                let wanted: Vec<Meaning> = Chain::named(name)
                    .and_then(|chain| planned.get(&(table, chain)))
                    .into_iter()
                    .flatten()
                    .map(|rule| Meaning::of(rule, names))
                    .collect();
                rules.iter().filter_map(move |rule| {
                    let meaning = Meaning::read(rule);
                    let ours = matches!(&meaning.target, Target::Chain(name) if name.starts_with(OURS))
                        || wanted.contains(&meaning)
                        || (captured && meaning.is_like_ours(table, name));
                    ours.then_some((name.as_str(), rule.as_str()))
                })
            })
            .collect()
    }
}

/// One thing that is otherwise than planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: Table,
    /// The chain, by its name in iptables.
    pub chain: String,
    /// Whether the rule is planned and not there, or there and not planned.
    pub missing: bool,
    /// The rule, as planned or as printed; empty for a chain that is there and not planned.
    pub rule: String,
}

/// How a live family differs from its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing of ours is there.
    Clean,
    /// All is as planned.
    Same,
    /// This is otherwise.
    Differs(Vec<Difference>),
}

/// Compares the live rules of a family with a plan. Rules of others in the kernel's chains do not count.
pub fn compare(plan: &Plan, family: Family, saved: &Saved, names: Names<'_>) -> Comparison {
    let planned = final_rules(plan, family);
    if !saved.has_ours(plan, family, names) {
        return if planned.is_empty() { Comparison::Same } else { Comparison::Clean };
    }
    let mut differences = Vec::new();
    for ((table, chain), rules) in &planned {
        let live: Vec<&str> = match chain.is_built_in() {
            true => {
                let ours = saved.ours_elsewhere(plan, family, *table, names);
                ours.into_iter().filter(|(name, _)| *name == chain.iptables()).map(|(_, rule)| rule).collect()
            }
            false => saved.chain(*table, chain.iptables()).iter().map(String::as_str).collect(),
        };
        let found = different(rules, &live, names).into_iter().map(|different| {
            let (missing, rule) = match different {
                Different::Missing(rule) => (true, rule_text(rule, plan.spelling)),
                Different::Unexpected(rule) => (false, rule.to_owned()),
            };
            Difference { table: *table, chain: chain.iptables().to_owned(), missing, rule }
        });
        differences.extend(found);
    }
    for table in Table::ALL {
        let unplanned =
            |name: &&str| !planned.keys().any(|(t, chain)| *t == table && chain.iptables() == *name);
        for name in saved.own_chains(table).filter(unplanned) {
            // Chains without rules are made for jumps to them; an empty one does nothing.
            for rule in saved.chain(table, name) {
                let (chain, rule) = (name.to_owned(), rule.clone());
                differences.push(Difference { table, chain, missing: false, rule });
            }
        }
        for (name, rule) in saved.ours_elsewhere(plan, family, table, names) {
            let known = Chain::named(name).is_some_and(|chain| planned.contains_key(&(table, chain)));
            if !known {
                let (chain, rule) = (name.to_owned(), rule.to_owned());
                differences.push(Difference { table, chain, missing: false, rule });
            }
        }
    }
    if differences.is_empty() { Comparison::Same } else { Comparison::Differs(differences) }
}

/// A rule that is only in one of two lists.
enum Different<'a> {
    /// It is planned and not there.
    Missing(&'a Rule),
    /// It is there and not planned.
    Unexpected(&'a str),
}

/// What of two lists of rules is only in one, the order being part of them.
fn different<'a>(planned: &'a [Rule], live: &[&'a str], names: Names<'_>) -> Vec<Different<'a>> {
    let wanted: Vec<Meaning> = planned.iter().map(|rule| Meaning::of(rule, names)).collect();
    let there: Vec<Meaning> = live.iter().map(|rule| Meaning::read(rule)).collect();
    let mut left: Vec<Option<&Meaning>> = there.iter().map(Some).collect();
    let mut found = Vec::new();
    for (rule, meaning) in planned.iter().zip(&wanted) {
        match left.iter_mut().find(|other| **other == Some(meaning)) {
            Some(slot) => *slot = None,
            None => found.push(Different::Missing(rule)),
        }
    }
    let unexpected = live.iter().zip(&left).filter(|(_, left)| left.is_some());
    found.extend(unexpected.map(|(rule, _)| Different::Unexpected(rule)));
    if found.is_empty() {
        // The same rules in another order: the first that is not in its place.
        let moved = planned.iter().zip(wanted.iter().zip(&there)).find(|(_, (one, other))| one != other);
        found.extend(moved.map(|(rule, _)| Different::Missing(rule)));
    }
    found
}

/// The rules of each chain in the order in which they end up.
pub fn final_rules(plan: &Plan, family: Family) -> BTreeMap<(Table, Chain), Vec<Rule>> {
    let mut chains: BTreeMap<(Table, Chain), Vec<Rule>> = BTreeMap::new();
    for intent in &plan.intents {
        let Some(rule) = intent.rule(family) else { continue };
        let rules = chains.entry((intent.table, intent.chain)).or_default();
        let place = match intent.at {
            At::End => rules.len(),
            At::Place(place) => place.saturating_sub(1).min(rules.len()),
        };
        rules.insert(place, rule.clone());
    }
    chains
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Host, Request, plan};

    fn planned(request: Request) -> Plan {
        plan(&request.config(&Host { ipv6: true, ..Host::default() }).unwrap())
    }

    /// What a kernel prints after a restore text was loaded into empty tables.
    fn loaded(plan: &Plan) -> String {
        let mut out = String::new();
        let rules = final_rules(plan, Family::V4);
        for table in Table::ALL {
            out.push_str(&format!("*{}\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n", table.name()));
            let of_table = || rules.iter().filter(|((t, _), _)| *t == table);
            of_table()
                .filter(|((_, c), _)| !c.is_built_in())
                .for_each(|((_, c), _)| out.push_str(&format!(":{} - [0:0]\n", c.iptables())));
            for ((_, chain), rules) in of_table() {
                for rule in rules {
                    out.push_str(&format!("-A {} {}\n", chain.iptables(), rule_text(rule, plan.spelling)));
                }
            }
            out.push_str("COMMIT\n");
        }
        out
    }

    fn nobody(_: bool, _: &str) -> Option<u32> {
        None
    }

    #[test]
    fn what_was_loaded_is_the_same_and_any_change_is_told() {
        let request = Request {
            inbound_ports: "*".into(),
            inbound_ports_exclude: "15090,15021".into(),
            outbound_ranges: "*".into(),
            exclude_interfaces: "eth9".into(),
            ..Request::default()
        };
        let plan = planned(request);
        let text = loaded(&plan);
        let verdict = |text: &str| compare(&plan, Family::V4, &Saved::parse(text), &nobody);
        assert_eq!(verdict(&text), Comparison::Same);
        assert_eq!(
            verdict("*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j DOCKER\nCOMMIT\n"),
            Comparison::Clean
        );
        let foreign = text.replace("*nat\n", "*nat\n-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n");
        assert_eq!(verdict(&foreign), Comparison::Same, "others' rules do not count");
        let told = |text: String| match verdict(&text) {
            Comparison::Differs(found) => {
                found.iter().map(|d| format!("{} {} {}", d.missing, d.chain, d.rule)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let drop = "-A ISTIO_INBOUND -p tcp --dport 15090 -j RETURN\n";
        assert_eq!(told(text.replace(drop, "")), ["true ISTIO_INBOUND -p tcp --dport 15090 -j RETURN"]);
        let more =
            text.replace(drop, &format!("{drop}-A ISTIO_INBOUND -p tcp -m tcp --dport 22 -j RETURN\n"));
        assert_eq!(told(more), ["false ISTIO_INBOUND -p tcp -m tcp --dport 22 -j RETURN"]);
        let (a, b) = (
            "-A ISTIO_INBOUND -p tcp --dport 15090 -j RETURN\n",
            "-A ISTIO_INBOUND -p tcp --dport 15021 -j RETURN\n",
        );
        let swapped = text.replace(&format!("{a}{b}"), &format!("{b}{a}"));
        assert_eq!(told(swapped).len(), 1, "order counts");
        let jump = "-A OUTPUT -j ISTIO_OUTPUT\n";
        assert_eq!(told(text.replace(jump, "")), ["true OUTPUT -j ISTIO_OUTPUT"]);
        assert_eq!(told(text.replace(jump, "-A OUTPUT -p tcp -j ISTIO_OUTPUT\n")).len(), 2);
        let old = text.replace("COMMIT", "-A ISTIO_OLD -j DROP\nCOMMIT");
        assert!(told(old).iter().all(|d| d == "false ISTIO_OLD -j DROP"));
    }

    #[test]
    fn rules_of_another_configuration_are_ours_beside_our_chains() {
        let plan = planned(Request::default());
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

    #[test]
    fn nonsense_is_left_out() {
        for text in [
            "",
            "\0",
            "*nat",
            ":X",
            "-A",
            "-A X",
            "*what\n-A X -j Y",
            &"*nat\n".repeat(10_000),
            &"-A a b\n".repeat(10_000),
        ] {
            assert_eq!(Saved::parse(text).rules(), 0, "{:?}", text.get(..10));
        }
    }
}
