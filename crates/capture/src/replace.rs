//! Texts for `iptables-restore` that put rules in the place of others, or take them away: each table as a whole, so that
//! no packet meets a half of it.

use std::fmt::Write as _;

use crate::state::{Names, Saved};
use crate::{Family, Plan, Table, iptables};

/// The chains that have to be made in a table, and its rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block<'a> {
    /// The table.
    pub table: Option<Table>,
    /// The chains.
    pub chains: Vec<&'a str>,
    /// The rules.
    pub rules: Vec<&'a str>,
}

/// The blocks of a text for `iptables-restore` of our own making.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("* ") {
            let table = Table::ALL.into_iter().find(|table| table.name() == name);
            blocks.push(Block { table, ..Block::default() });
        } else if let Some(block) = blocks.last_mut() {
            match line.strip_prefix("-N ") {
                Some(chain) => block.chains.push(chain),
                None if line == "COMMIT" => {}
                None => block.rules.push(line),
            }
        }
    }
    blocks
}

/// The text that takes all of ours away that is there, and puts the plan in.
#[must_use]
pub fn replacement(plan: &Plan, family: Family, saved: &Saved, names: Names<'_>) -> String {
    let planned = iptables::restore(plan, family);
    let planned = blocks(&planned);
    let nothing = Block::default();
    let change = |table| {
        let wanted = planned.iter().find(|block| block.table == Some(table)).unwrap_or(&nothing);
        change(table, wanted, saved, &saved.ours_elsewhere(plan, family, table, names))
    };
    Table::ALL.map(change).concat()
}

/// The text that takes all of ours away that is there.
#[must_use]
pub fn removal(plan: &Plan, family: Family, saved: &Saved, names: Names<'_>) -> String {
    let change =
        |table| change(table, &Block::default(), saved, &saved.ours_elsewhere(plan, family, table, names));
    Table::ALL.map(change).concat()
}

/// The block of a table; nothing if it has nothing to change. `elsewhere` are rules of ours in chains that are not.
fn change(table: Table, wanted: &Block<'_>, saved: &Saved, elsewhere: &[(&str, &str)]) -> String {
    let there: Vec<&str> = saved.own_chains(table).collect();
    let mut lines = String::new();
    // Writing to a `String` cannot fail.
    for chain in wanted.chains.iter().filter(|chain| !there.contains(*chain)) {
        _ = writeln!(lines, "-N {chain}");
    }
    for chain in &there {
        _ = writeln!(lines, "-F {chain}");
    }
    for (chain, rule) in elsewhere {
        _ = writeln!(lines, "-D {chain} {rule}");
    }
    for rule in &wanted.rules {
        _ = writeln!(lines, "{rule}");
    }
    for chain in there.iter().filter(|chain| !wanted.chains.contains(*chain)) {
        _ = writeln!(lines, "-X {chain}");
    }
    if lines.is_empty() { lines } else { format!("* {}\n{lines}COMMIT\n", table.name()) }
}

#[cfg(test)]
mod tests {
    use crate::{Host, Request, plan};

    use super::*;

    fn nobody(_: bool, _: &str) -> Option<u32> {
        None
    }

    #[test]
    fn what_is_there_gives_way_in_one_text() {
        let request =
            Request { outbound_ports: "443".into(), exclude_interfaces: "eth9".into(), ..Request::default() };
        let plan = plan(&request.config(&Host::default()).unwrap());
        let live = "*nat
:OUTPUT ACCEPT [0:0]
:ISTIO_OUTPUT - [0:0]
:ISTIO_OLD - [0:0]
-A PREROUTING -i eth9 -j RETURN
-A PREROUTING -j DOCKER
-A OUTPUT -p tcp -j ISTIO_OUTPUT
-A DOCKER -j ISTIO_OLD
-A ISTIO_OUTPUT -j ISTIO_OLD
COMMIT
";
        let saved = Saved::parse(live);
        let text = replacement(&plan, Family::V4, &saved, &nobody);
        let place =
            |line: &str| text.lines().position(|l| l == line).unwrap_or_else(|| panic!("{line} in\n{text}"));
        let order = [
            "* nat",
            "-N ISTIO_INBOUND",
            "-F ISTIO_OLD",
            "-F ISTIO_OUTPUT",
            "-D DOCKER -j ISTIO_OLD",
            "-D OUTPUT -p tcp -j ISTIO_OUTPUT",
            "-D PREROUTING -i eth9 -j RETURN",
            "-A PREROUTING -i eth9 -j RETURN",
            "-A OUTPUT -j ISTIO_OUTPUT",
            "-A ISTIO_OUTPUT -p tcp --dport 443 -j ISTIO_REDIRECT",
            "-X ISTIO_OLD",
            "COMMIT",
        ];
        assert!(order.map(place).is_sorted(), "{text}");
        assert!(!text.contains("-N ISTIO_OUTPUT\n") && !text.contains("-X ISTIO_OUTPUT\n"), "{text}");
        assert!(!text.contains("-D PREROUTING -j DOCKER") && !text.contains("filter"), "{text}");
        let gone = removal(&plan, Family::V4, &saved, &nobody);
        assert_eq!(gone.lines().filter(|line| line.starts_with("-X")).count(), 2);
        assert!(!gone.contains("-A ") && !gone.contains("-N "), "{gone}");
        assert_eq!(removal(&plan, Family::V4, &Saved::default(), &nobody), "");
        let fresh = replacement(&plan, Family::V4, &Saved::default(), &nobody);
        assert_eq!(fresh, iptables::restore(&plan, Family::V4));
    }
}
