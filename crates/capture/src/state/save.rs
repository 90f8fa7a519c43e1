//! What `iptables-save` prints.

use std::collections::BTreeMap;

mod rule;

use super::meaning::LiveRule;
use crate::rule::Table;

/// What a family's tables hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    tables: BTreeMap<Table, BTreeMap<String, Chain>>,
}

/// A chain that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Its rules, in order.
    pub rules: Vec<LiveRule>,
    /// What becomes of packets that no rule takes, where they are not let pass; only the kernel's chains say so.
    pub policy: Option<LiveRule>,
}

impl Saved {
    /// Reads what `iptables-save` prints; what it does not understand it leaves out.
    #[must_use]
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
                let chain = chains.entry(words.next().unwrap_or_default().to_owned()).or_default();
                chain.policy = words.next().filter(|word| !matches!(*word, "-" | "ACCEPT")).map(policy);
            } else if let Some((chain, rule)) = line.strip_prefix("-A ").and_then(|l| l.split_once(' ')) {
                let rule = LiveRule { text: rule.to_owned(), meaning: rule::read(rule) };
                chains.entry(chain.to_owned()).or_default().rules.push(rule);
            }
        }
        saved
    }

    /// How many rules there are, of anybody's.
    #[must_use]
    pub fn rules(&self) -> usize {
        self.tables.values().flat_map(BTreeMap::values).map(|chain| chain.rules.len()).sum()
    }

    /// All chains.
    pub fn chains(&self) -> impl Iterator<Item = (Table, &str, &Chain)> {
        Table::ALL
            .into_iter()
            .flat_map(|table| self.of_table(table).map(move |(name, chain)| (table, name, chain)))
    }

    /// The chains of a table, by name.
    pub(crate) fn of_table(&self, table: Table) -> impl Iterator<Item = (&str, &Chain)> {
        self.tables.get(&table).into_iter().flatten().map(|(name, chain)| (name.as_str(), chain))
    }

    /// The rules of a chain; none if there is no such chain.
    #[must_use]
    pub fn chain(&self, table: Table, name: &str) -> &[LiveRule] {
        self.tables.get(&table).and_then(|t| t.get(name)).map_or(&[], |chain| &chain.rules)
    }

    /// Whether there is such a chain.
    #[must_use]
    pub fn has_chain(&self, table: Table, name: &str) -> bool {
        self.tables.get(&table).is_some_and(|chains| chains.contains_key(name))
    }
}

/// A policy is a last rule without conditions.
fn policy(word: &str) -> LiveRule {
    LiveRule { text: format!("policy {word}"), meaning: rule::read_target(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_have_their_rules_and_what_becomes_of_the_rest() {
        let text = "# Generated\n*filter\n:INPUT DROP [1:60]\n:OUTPUT ACCEPT [0:0]\n:OTHERS - [0:0]\n\
                    -A INPUT -j OTHERS\n-A INPUT -p tcp -j ACCEPT\nCOMMIT\n*nat\n-A MADE_BY_ITS_RULE -j RETURN\nCOMMIT\n\
                    *security\n-A INPUT -j DROP\nCOMMIT\n";
        let saved = Saved::parse(text);
        assert_eq!(saved.rules(), 3, "tables that capture never uses are left out");
        for (table, name, rules, policy) in [
            (Table::Filter, "INPUT", &["-j OTHERS", "-p tcp -j ACCEPT"][..], Some("policy DROP")),
            (Table::Filter, "OUTPUT", &[], None),
            (Table::Filter, "OTHERS", &[], None),
            (Table::Nat, "MADE_BY_ITS_RULE", &["-j RETURN"], None),
        ] {
            let chain = saved.of_table(table).find(|(found, _)| *found == name).unwrap().1;
            let texts: Vec<&str> = chain.rules.iter().map(|rule| rule.text.as_str()).collect();
            assert_eq!(texts, rules, "{name}");
            assert_eq!(chain.policy.as_ref().map(|rule| rule.text.as_str()), policy, "{name}");
        }
        assert!(saved.has_chain(Table::Nat, "MADE_BY_ITS_RULE") && !saved.has_chain(Table::Nat, "INPUT"));
        assert_eq!(saved.chain(Table::Raw, "INPUT"), []);
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
