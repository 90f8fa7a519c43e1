//! A plan: what is put where, in order.

use std::collections::BTreeMap;

use crate::family::Family;
use crate::rule::{Chain, Rule, Table};
use crate::script::Script;

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

/// All that is to be in the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order in which they are carried out.
    pub intents: Vec<Intent>,
    /// The script whose rules these are; `None` for those of today.
    pub script: Option<Script>,
}

impl Plan {
    /// Whether there are rules for a family.
    #[must_use]
    pub fn has_rules(&self, family: Family) -> bool {
        self.intents.iter().any(|intent| intent.rule(family).is_some())
    }

    /// The rules of a family by chain, in the order in which they end up.
    #[must_use]
    pub fn chains(&self, family: Family) -> BTreeMap<(Table, Chain), Vec<&Rule>> {
        let mut chains: BTreeMap<(Table, Chain), Vec<&Rule>> = BTreeMap::new();
        for intent in &self.intents {
            let Some(rule) = intent.rule(family) else { continue };
            let rules = chains.entry((intent.table, intent.chain)).or_default();
            let place = match intent.at {
                At::End => rules.len(),
                At::Place(place) => place.saturating_sub(1).min(rules.len()),
            };
            rules.insert(place, rule);
        }
        chains
    }
}
