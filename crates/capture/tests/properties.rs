//! What holds for the rules of every request, on requests made at random.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeSet;

use capture::state::{Comparison, Listed, Saved, compare, compare_listed};
use capture::{Family, Table, Verdict, iptables, nftables};

mod requests;
use requests::plans;

/// Whether a chain that is jumped to is made in the same table of the text.
#[test]
fn every_jump_of_a_restore_text_has_its_chain() {
    for (case, ipv6, plan) in plans() {
        assert!(ipv6 || iptables::restore(&plan, Family::V6).is_empty(), "{case}");
        for family in [Family::V4, Family::V6] {
            let mut chains = BTreeSet::new();
            for line in iptables::restore(&plan, family).lines() {
                match line.split(' ').collect::<Vec<_>>()[..] {
                    ["*", _] => chains.clear(),
                    ["-N", chain] => {
                        assert!(chains.insert(chain.to_owned()), "{case}: {chain} is made twice")
                    }
                    ["COMMIT"] => {}
                    [_, chain, ..] => {
                        let own = |c: &str| !c.starts_with("ISTIO_") || chains.contains(c);
                        let target = line.split(" -j ").nth(1).unwrap().split(' ').next().unwrap();
                        assert!(own(chain) && own(target), "{case}: {line}");
                    }
                    _ => panic!("{case}: {line}"),
                }
            }
        }
    }
}

/// Whether nft finds each chain, and each place that a rule is put at.
#[test]
fn every_line_of_a_script_can_be_carried_out() {
    for (case, _, plan) in plans() {
        let script = nftables::script(&plan);
        let mut rules: std::collections::BTreeMap<(String, String), usize> = Default::default();
        for line in script.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let place = |at: usize| (words[at].to_owned(), words[at + 1].to_owned());
            match words[..2] {
                ["add", "chain"] => _ = rules.insert(place(3), 0),
                ["add", "rule"] => *rules.get_mut(&place(3)).unwrap_or_else(|| panic!("{case}: {line}")) += 1,
                ["insert", "rule"] => {
                    let count = rules.get_mut(&place(3)).unwrap_or_else(|| panic!("{case}: {line}"));
                    assert!(words[6].parse::<usize>().unwrap() < *count, "{case}: {line}");
                    *count += 1;
                }
                _ => {}
            }
            if let Some(target) = line.split(" counter jump ").nth(1) {
                assert!(rules.contains_key(&(words[3].to_owned(), target.to_owned())), "{case}: {line}");
            }
        }
        assert!(rules.values().all(|count| *count > 0), "{case}: a chain without rules");
    }
}

/// Whether the rules that iptables has after a plan was loaded are known for it.
#[test]
fn what_iptables_loaded_is_the_same_as_its_plan() {
    // The kernel keeps numbers.
    let number = |_: bool, name: &str| name.parse().ok().or(Some(202));
    for (case, _, plan) in plans() {
        for family in [Family::V4, Family::V6] {
            let mut saved = String::new();
            for ((table, chain), rules) in plan.chains(family) {
                saved.push_str(&format!("*{}\n:{} - [0:0]\n", table.name(), chain.iptables()));
                for rule in rules {
                    let text = iptables::rule_text(plan.script, table, chain, rule);
                    let text =
                        text.replace("-owner java ", "-owner 202 ").replace("-owner ftp ", "-owner 202 ");
                    saved.push_str(&format!("-A {} {text}\n", chain.iptables()));
                }
            }
            let saved = Saved::parse(&saved);
            assert_eq!(compare(&plan, family, &saved, &number), Comparison::Same, "{case}");
        }
    }
}

/// The same for the rules that nftables has.
#[test]
fn what_nftables_loaded_is_the_same_as_its_plan() {
    let number = |_: bool, name: &str| name.parse().ok().or(Some(202));
    for (case, _, plan) in plans().filter(|(_, _, plan)| plan.script.is_none()) {
        let mut text = String::new();
        for ((table, chain), rules) in nftables::chains(&plan) {
            let name = nftables::table_name(table);
            text.push_str(&format!("table inet {name} {{\n\tchain {} {{\n", chain.nftables()));
            if let Some(hook) = nftables::hook_of(table, chain) {
                let nftables::Hook { kind, name, priority } = hook;
                text.push_str(&format!("\t\ttype {kind} hook {name} priority {priority}; policy accept;\n"));
            }
            for rule in rules {
                let rule = nftables::rule_text(&rule, table, chain);
                text.push_str(&format!(
                    "\t\t{}\n",
                    rule.replace(" java ", " 202 ").replace(" ftp ", " 202 ")
                ));
            }
            text.push_str("\t}\n}\n");
        }
        assert_eq!(compare_listed(&plan, &Listed::parse(&text), &number), Comparison::Same, "{case}\n{text}");
    }
}

/// Whether the table that is not ours to rule gets nothing but what old scripts put there.
#[test]
fn filter_is_left_alone() {
    for (case, _, plan) in plans() {
        for intent in &plan.intents {
            let filters = intent.table == Table::Filter;
            let verdict = intent.v6.as_ref().or(intent.v4.as_ref()).map(|r| r.verdict);
            assert!(!filters || matches!(verdict, Some(Verdict::Accept | Verdict::Reject)), "{case}");
        }
    }
}
