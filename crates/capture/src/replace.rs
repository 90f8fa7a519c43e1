//! Texts for `iptables-restore` that put rules in the place of others, or take them away: each table as a whole, so that
//! no packet meets a half of it.

use std::fmt::Write as _;

use crate::state::{GUARD, Names, Saved};
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
    let is_guard = |rule: &str| rule.ends_with(&format!("-j {GUARD}"));
    let change = |table| {
        let wanted = planned.iter().find(|block| block.table == Some(table)).unwrap_or(&nothing);
        // What a run that was killed left to hold packets back goes last, and not here.
        let there = saved.own_chains(table).filter(|chain| *chain != GUARD).collect();
        let mut elsewhere = saved.ours_elsewhere(plan, family, table, names);
        elsewhere.retain(|(_, rule)| !is_guard(rule));
        change(table, wanted, there, &elsewhere)
    };
    Table::ALL.map(change).concat()
}

/// The text that takes all of ours away that is there.
#[must_use]
pub fn removal(plan: &Plan, family: Family, saved: &Saved, names: Names<'_>) -> String {
    let change = |table| {
        let there = saved.own_chains(table).collect();
        change(table, &Block::default(), there, &saved.ours_elsewhere(plan, family, table, names))
    };
    Table::ALL.map(change).concat()
}

/// The block of a table; nothing if it has nothing to change. `there` are our chains that are there, `elsewhere` rules
/// of ours in chains that are not.
fn change(table: Table, wanted: &Block<'_>, there: Vec<&str>, elsewhere: &[(&str, &str)]) -> String {
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

/// The text that takes back blocks of a text of ours that were taken in, the last one first: what they made goes, and
/// what they took away is as it was before, to the place among the rules of others.
#[must_use]
pub fn reversal(taken_in: &[Block<'_>], before: &Saved) -> String {
    taken_in.iter().rev().map(|block| reversed(block, before)).collect()
}

fn reversed(block: &Block<'_>, before: &Saved) -> String {
    let Some(table) = block.table else { return String::new() };
    let of = |verb: &str| -> Vec<&str> {
        block.rules.iter().filter_map(|line| line.strip_prefix(verb)?.strip_prefix(' ')).collect()
    };
    let (emptied, deleted) = (of("-F"), of("-X"));
    let kept = emptied.iter().filter(|chain| !deleted.contains(chain));
    let is_ours = |chain: &str| emptied.contains(&chain) || block.chains.contains(&chain);
    let mut lines = String::new();
    // Writing to a `String` cannot fail.
    deleted.iter().for_each(|chain| _ = writeln!(lines, "-N {chain}"));
    block.chains.iter().chain(kept).for_each(|chain| _ = writeln!(lines, "-F {chain}"));
    let added = of("-A").into_iter().filter_map(|rule| rule.split_once(' '));
    let placed = of("-I").into_iter().filter_map(|rule| {
        let (chain, rest) = rule.split_once(' ')?;
        Some((chain, rest.split_once(' ')?.1))
    });
    for (chain, rule) in added.chain(placed).filter(|(chain, _)| !is_ours(chain)) {
        _ = writeln!(lines, "-D {chain} {rule}");
    }
    for chain in &emptied {
        before.chain(table, chain).iter().for_each(|rule| _ = writeln!(lines, "-A {chain} {rule}"));
    }
    for (chain, place, rule) in places(&of("-D"), table, before) {
        _ = writeln!(lines, "-I {chain} {place} {rule}");
    }
    block.chains.iter().for_each(|chain| _ = writeln!(lines, "-X {chain}"));
    if lines.is_empty() { lines } else { format!("* {}\n{lines}COMMIT\n", table.name()) }
}

/// Where rules were that were deleted, from the first place on: put back in this order, each is where it was.
fn places<'s>(deleted: &[&'s str], table: Table, before: &'s Saved) -> Vec<(&'s str, usize, &'s str)> {
    let mut places: Vec<(&str, usize, &str)> = Vec::new();
    for (chain, rule) in deleted.iter().filter_map(|line| line.split_once(' ')) {
        let rules = before.chain(table, chain).iter().zip(1..);
        let mut found = rules.filter(|(there, _)| *there == rule).map(|(_, place)| place);
        if let Some(place) = found.find(|place| !places.iter().any(|(c, p, _)| c == &chain && p == place)) {
            places.push((chain, place, rule));
        }
    }
    places.sort_by_key(|(_, place, _)| *place);
    places
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

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
    /// What becomes of saved rules when a text is taken in, as `iptables-restore --noflush` does.
    fn after(saved: &str, text: &str) -> String {
        let mut tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        let mut table = String::new();
        for line in saved.lines().chain(text.lines()) {
            if let Some(name) = line.strip_prefix('*') {
                table = name.trim().to_owned();
                continue;
            }
            let chains = tables.entry(table.clone()).or_default();
            let mut words = line.splitn(3, ' ');
            let (verb, chain) = (words.next().unwrap(), words.next().unwrap_or_default());
            let rule = words.next().unwrap_or_default().to_owned();
            match verb {
                "-N" => assert!(chains.insert(chain.to_owned(), Vec::new()).is_none(), "{line}"),
                "-F" => chains.get_mut(chain).expect(line).clear(),
                "-X" => assert_eq!(chains.remove(chain), Some(Vec::new()), "{line}"),
                "-A" => chains.get_mut(chain).expect(line).push(rule),
                "-D" => {
                    let rules = chains.get_mut(chain).expect(line);
                    let place = rules.iter().position(|there| *there == rule).expect(line);
                    rules.remove(place);
                }
                "-I" => {
                    let (place, rule) = rule.split_once(' ').unwrap();
                    let place: usize = place.parse().unwrap();
                    chains.get_mut(chain).expect(line).insert(place - 1, rule.to_owned());
                }
                _ => match verb.strip_prefix(':') {
                    Some(name) => _ = chains.insert(name.to_owned(), Vec::new()),
                    None => assert_eq!(line, "COMMIT"),
                },
            }
        }
        let mut out = String::new();
        for (table, chains) in tables {
            _ = writeln!(out, "*{table}");
            chains.keys().for_each(|chain| _ = writeln!(out, ":{chain} - [0:0]"));
            for (chain, rules) in chains {
                rules.iter().for_each(|rule| _ = writeln!(out, "-A {chain} {rule}"));
            }
            out += "COMMIT\n";
        }
        out
    }

    #[test]
    fn what_was_taken_in_is_taken_back_to_the_letter() {
        let request = |ports: &str, mode: &str| Request {
            inbound_ports: ports.into(),
            inbound_interception_mode: mode.into(),
            outbound_ranges: "*".into(),
            exclude_interfaces: "eth9".into(),
            redirect_dns: true,
            capture_all_dns: true,
            ..Request::default()
        };
        let of = |request: Request| plan(&request.config(&Host::default()).unwrap());
        let (old, new) = (of(request("80", "REDIRECT")), of(request("*", "TPROXY")));
        let others = "*filter\n:INPUT - [0:0]\nCOMMIT\n*mangle\n:OUTPUT - [0:0]\n:PREROUTING - [0:0]\n-A OUTPUT -p icmp -j ACCEPT\n\
                      COMMIT\n*nat\n:OTHERS - [0:0]\n:OUTPUT - [0:0]\n:PREROUTING - [0:0]\n\
                      -A PREROUTING -j OTHERS\nCOMMIT\n*raw\n:OUTPUT - [0:0]\n:PREROUTING - [0:0]\nCOMMIT\n";
        let more = "* nat\n-A OUTPUT -p udp -j OTHERS\n-I PREROUTING 1 -i eth9 -j RETURN\n-A OTHERS -j ISTIO_INBOUND\nCOMMIT\n";
        let dirty = after(&after(others, &iptables::restore(&old, Family::V4)), more);
        for live in [others, &dirty] {
            let saved = Saved::parse(live);
            for text in [
                replacement(&new, Family::V4, &saved, &nobody),
                replacement(&old, Family::V4, &saved, &nobody),
                removal(&new, Family::V4, &saved, &nobody),
            ] {
                let blocks = blocks(&text);
                // As many of the tables were taken in as there are before the refused one.
                for taken_in in 0..=blocks.len() {
                    let committed: String = text.split_inclusive("COMMIT\n").take(taken_in).collect();
                    let halfway = after(live, &committed);
                    assert!(taken_in == 0 || halfway != after(live, ""), "{committed}");
                    let back = reversal(&blocks[..taken_in], &saved);
                    assert_eq!(after(&halfway, &back), after(live, ""), "{committed}\n{back}");
                }
            }
        }
    }
}
