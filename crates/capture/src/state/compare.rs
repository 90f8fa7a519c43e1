//! How live rules differ from a plan.

use super::listing::Listed;
use super::meaning::{Keeper, LiveRule, Meaning, Names};
use super::ours::GUARD;
use super::save::Saved;
use crate::family::Family;
use crate::iptables::rule_text;
use crate::nftables;
use crate::plan::Plan;
use crate::rule::{Chain, Table};

/// One thing that is otherwise than planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: Table,
    /// The chain, by its name in iptables or nftables.
    pub chain: String,
    /// What is otherwise.
    pub found: Found,
}

/// A rule, or the hook of a chain of nftables, that is otherwise than planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is planned and not there, or not at its place: as it is planned.
    Missing(String),
    /// It is there and not planned: as it is printed.
    Unexpected(String),
    /// It belongs to the guards that a killed run left behind: as it is printed.
    Guard(String),
}

/// How live rules differ from their plan.
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
#[must_use]
pub fn compare(plan: &Plan, family: Family, saved: &Saved, names: Names<'_>) -> Comparison {
    let planned = plan.chains(family);
    if !saved.has_ours(plan, family, names) {
        return if planned.is_empty() { Comparison::Same } else { Comparison::Clean };
    }
    let mut differences = Vec::new();
    for table in Table::ALL {
        let elsewhere = saved.ours_elsewhere(plan, family, table, names);
        for ((_, chain), rules) in planned.iter().filter(|((of, _), _)| *of == table) {
            let name = chain.iptables();
            let live: Vec<&LiveRule> = match chain.is_built_in() {
                true => elsewhere.iter().filter(|(of, _)| *of == name).map(|(_, rule)| *rule).collect(),
                false => saved.chain(table, name).iter().collect(),
            };
            let wanted = rules.iter().map(|rule| Meaning::of(rule, Keeper::Iptables, names)).collect();
            let text =
                |place: usize| rules.get(place).map(|rule| rule_text(plan.script, table, *chain, rule));
            differences.extend(of_chain(table, name, &Chains { wanted, text: &text, live }));
        }
        let is_planned = |name: &str| Chain::named(name).is_some_and(|c| planned.contains_key(&(table, c)));
        // Chains without rules are made for jumps to them; an empty one does nothing.
        let own = saved
            .own_chains(table)
            .flat_map(|name| saved.chain(table, name).iter().map(move |rule| (name, rule)));
        let unplanned = own.chain(elsewhere.iter().copied()).filter(|(name, _)| !is_planned(name));
        differences.extend(unplanned.map(|(name, rule)| unexpected(table, name, rule)));
    }
    if differences.is_empty() { Comparison::Same } else { Comparison::Differs(differences) }
}

/// Compares our live tables of nftables with a plan.
#[must_use]
pub fn compare_listed(plan: &Plan, listed: &Listed, names: Names<'_>) -> Comparison {
    let planned = nftables::chains(plan);
    if listed.is_empty() {
        return if planned.is_empty() { Comparison::Same } else { Comparison::Clean };
    }
    let mut differences = Vec::new();
    for ((table, chain), rules) in &planned {
        let name = chain.nftables();
        let (wanted, live) = (nftables::hook_of(*table, *chain), listed.hook(*table, name));
        if let Some(hook) = wanted.filter(|hook| live.is_none_or(|live| !live.is(hook))) {
            differences.push(Difference {
                table: *table,
                chain: name.to_owned(),
                found: Found::Missing(hook.to_string()),
            });
            let other = live.map(|live| Found::Unexpected(live.text.clone()));
            differences.extend(other.map(|found| Difference {
                table: *table,
                chain: name.to_owned(),
                found,
            }));
        }
        let wanted = rules.iter().map(|found| Meaning::of(&found.rule, Keeper::Nftables, names)).collect();
        let text = |place: usize| rules.get(place).map(|rule| nftables::rule_text(rule, *table, *chain));
        let live = listed.chain(*table, name).iter().collect();
        differences.extend(of_chain(*table, name, &Chains { wanted, text: &text, live }));
    }
    let is_planned = |table: Table, name: &str| {
        Chain::named_in_nftables(name).is_some_and(|c| planned.contains_key(&(table, c)))
    };
    let unplanned = listed.rules().filter(|(table, name, _)| !is_planned(*table, name));
    differences.extend(unplanned.map(|(table, name, rule)| unexpected(table, name, rule)));
    if differences.is_empty() { Comparison::Same } else { Comparison::Differs(differences) }
}

/// The rules of one chain, as they are wanted and as they are.
struct Chains<'a> {
    wanted: Vec<Meaning>,
    /// The text of the wanted rule at a place.
    text: &'a dyn Fn(usize) -> Option<String>,
    live: Vec<&'a LiveRule>,
}

/// What of two lists of rules is only in one, the order being part of them.
fn of_chain(table: Table, name: &str, chains: &Chains<'_>) -> Vec<Difference> {
    let Chains { wanted, text, live } = chains;
    let mut left: Vec<Option<&LiveRule>> = live.iter().copied().map(Some).collect();
    let mut lacking = Vec::new();
    for (place, meaning) in wanted.iter().enumerate() {
        match left.iter_mut().find(|other| other.is_some_and(|rule| rule.meaning == *meaning)) {
            Some(slot) => *slot = None,
            None => lacking.push(place),
        }
    }
    let mut found: Vec<Difference> =
        left.into_iter().flatten().map(|rule| unexpected(table, name, rule)).collect();
    if lacking.is_empty() && found.is_empty() {
        // The same rules in another order: the first that is not in its place.
        lacking.extend(wanted.iter().zip(live).position(|(meaning, rule)| rule.meaning != *meaning));
    }
    let missing = lacking.into_iter().filter_map(text).map(Found::Missing);
    let mut differences: Vec<Difference> =
        missing.map(|found| Difference { table, chain: name.to_owned(), found }).collect();
    differences.append(&mut found);
    differences
}

fn unexpected(table: Table, chain: &str, rule: &LiveRule) -> Difference {
    let text = rule.text.clone();
    let is_guard = chain == GUARD || rule.meaning.goes_to(GUARD);
    let found = if is_guard { Found::Guard(text) } else { Found::Unexpected(text) };
    Difference { table, chain: chain.to_owned(), found }
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
        let rules = plan.chains(Family::V4);
        for table in Table::ALL {
            out.push_str(&format!("*{}\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n", table.name()));
            let of_table = || rules.iter().filter(|((t, _), _)| *t == table);
            of_table()
                .filter(|((_, c), _)| !c.is_built_in())
                .for_each(|((_, c), _)| out.push_str(&format!(":{} - [0:0]\n", c.iptables())));
            for ((table, chain), rules) in of_table() {
                for rule in rules {
                    out.push_str(&format!(
                        "-A {} {}\n",
                        chain.iptables(),
                        rule_text(plan.script, *table, *chain, rule)
                    ));
                }
            }
            out.push_str("COMMIT\n");
        }
        out
    }

    fn shown(found: &Found) -> String {
        match found {
            Found::Missing(rule) => format!("missing {rule}"),
            Found::Unexpected(rule) => format!("unexpected {rule}"),
            Found::Guard(rule) => format!("guard {rule}"),
        }
    }

    fn nobody(_: bool, _: &str) -> Option<u32> {
        None
    }

    #[test]
    fn what_was_loaded_is_the_same_and_any_change_is_found() {
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
        let found = |text: String| match verdict(&text) {
            Comparison::Differs(found) => {
                found.iter().map(|d| format!("{} {}", d.chain, shown(&d.found))).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let drop = "-A ISTIO_INBOUND -p tcp --dport 15090 -j RETURN\n";
        assert_eq!(found(text.replace(drop, "")), ["ISTIO_INBOUND missing -p tcp --dport 15090 -j RETURN"]);
        let more =
            text.replace(drop, &format!("{drop}-A ISTIO_INBOUND -p tcp -m tcp --dport 22 -j RETURN\n"));
        assert_eq!(found(more), ["ISTIO_INBOUND unexpected -p tcp -m tcp --dport 22 -j RETURN"]);
        let (a, b) = (
            "-A ISTIO_INBOUND -p tcp --dport 15090 -j RETURN\n",
            "-A ISTIO_INBOUND -p tcp --dport 15021 -j RETURN\n",
        );
        let swapped = text.replace(&format!("{a}{b}"), &format!("{b}{a}"));
        assert_eq!(found(swapped).len(), 1, "order counts");
        let jump = "-A OUTPUT -j ISTIO_OUTPUT\n";
        assert_eq!(found(text.replace(jump, "")), ["OUTPUT missing -j ISTIO_OUTPUT"]);
        assert_eq!(found(text.replace(jump, "-A OUTPUT -p tcp -j ISTIO_OUTPUT\n")).len(), 2);
        let old = text.replace("COMMIT", "-A ISTIO_OLD -j DROP\nCOMMIT");
        assert!(found(old).iter().all(|d| d == "ISTIO_OLD unexpected -j DROP"));
    }
}
