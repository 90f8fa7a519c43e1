//! What `iptables-restore` has to do to put rules in the place of others, or take them away: each table as a whole, so
//! that no packet meets a half of it.

use crate::family::Family;
use crate::iptables;
use crate::plan::Plan;
use crate::restore::{Block, Command};
use crate::rule::Table;
use crate::state::{GUARD, LiveRule, Names, Saved};

/// Takes all of ours away that is there, and puts the plan in.
#[must_use]
pub fn replacement(plan: &Plan, family: Family, saved: &Saved, names: Names<'_>) -> Vec<Block> {
    let change = |table| {
        let wanted = iptables::block(plan, family, table).map_or_else(Vec::new, |block| block.commands);
        // What a run that was killed left to hold packets back goes last, and not here.
        let there = saved.own_chains(table).filter(|chain| *chain != GUARD).collect();
        let mut elsewhere = saved.ours_elsewhere(plan, family, table, names);
        elsewhere.retain(|(_, rule)| !rule.meaning.goes_to(GUARD));
        change(table, wanted, there, &elsewhere)
    };
    Table::ALL.into_iter().filter_map(change).collect()
}

/// Takes all of ours away that is there.
#[must_use]
pub fn removal(plan: &Plan, family: Family, saved: &Saved, names: Names<'_>) -> Vec<Block> {
    let change = |table| {
        let there = saved.own_chains(table).collect();
        change(table, Vec::new(), there, &saved.ours_elsewhere(plan, family, table, names))
    };
    Table::ALL.into_iter().filter_map(change).collect()
}

/// The block of a table; none if it has nothing to change. `there` are our chains that are there, `elsewhere` rules of
/// ours in chains that are not.
fn change(
    table: Table,
    wanted: Vec<Command>,
    there: Vec<&str>,
    elsewhere: &[(&str, &LiveRule)],
) -> Option<Block> {
    let (makes, adds): (Vec<Command>, Vec<Command>) =
        wanted.into_iter().partition(|command| matches!(command, Command::Make { .. }));
    let stays = |name: &str| makes.contains(&Command::Make { chain: name.to_owned() });
    let removes: Vec<Command> = there
        .iter()
        .filter(|name| !stays(name))
        .map(|name| Command::Remove { chain: (*name).to_owned() })
        .collect();
    let is_there =
        |command: &Command| matches!(command, Command::Make { chain } if there.contains(&chain.as_str()));
    let mut commands: Vec<Command> = makes.into_iter().filter(|make| !is_there(make)).collect();
    commands.extend(there.iter().map(|name| Command::Empty { chain: (*name).to_owned() }));
    let deletes = elsewhere.iter();
    commands.extend(
        deletes.map(|(name, rule)| Command::Delete { chain: (*name).to_owned(), rule: rule.text.clone() }),
    );
    commands.extend(adds);
    commands.extend(removes);
    (!commands.is_empty()).then_some(Block { table, commands })
}

/// Takes back blocks that were taken in, the last one first: what they made goes, and what they took away is as it was
/// before, to the place among the rules of others.
#[must_use]
pub fn reversal(taken_in: &[Block], before: &Saved) -> Vec<Block> {
    taken_in.iter().rev().filter_map(|block| reversed(block, before)).collect()
}

fn reversed(block: &Block, before: &Saved) -> Option<Block> {
    let Block { table, commands } = block;
    let of = |kind: fn(&Command) -> Option<&String>| -> Vec<&String> {
        commands.iter().filter_map(kind).collect()
    };
    let made = of(|command| if let Command::Make { chain } = command { Some(chain) } else { None });
    let emptied = of(|command| if let Command::Empty { chain } = command { Some(chain) } else { None });
    let removed = of(|command| if let Command::Remove { chain } = command { Some(chain) } else { None });
    let is_ours = |chain: &String| made.contains(&chain) || emptied.contains(&chain);
    let mut back: Vec<Command> =
        removed.iter().map(|chain| Command::Make { chain: (*chain).clone() }).collect();
    let kept = emptied.iter().filter(|chain| !removed.contains(chain));
    back.extend(made.iter().chain(kept).map(|chain| Command::Empty { chain: (*chain).clone() }));
    for command in commands {
        if let Command::Append { chain, rule } | Command::Insert { chain, rule, .. } = command
            && !is_ours(chain)
        {
            back.push(Command::Delete { chain: chain.clone(), rule: rule.clone() });
        }
    }
    for chain in &emptied {
        let rules = before.chain(*table, chain).iter();
        back.extend(rules.map(|rule| Command::Append { chain: (*chain).clone(), rule: rule.text.clone() }));
    }
    back.extend(put_back(commands, *table, before));
    back.extend(made.iter().map(|chain| Command::Remove { chain: (*chain).clone() }));
    (!back.is_empty()).then_some(Block { table: *table, commands: back })
}

/// Puts rules that were deleted back, from the first place on: in this order, each comes to where it was.
fn put_back(commands: &[Command], table: Table, before: &Saved) -> Vec<Command> {
    let mut places: Vec<(&String, usize, &String)> = Vec::new();
    for command in commands {
        let Command::Delete { chain, rule } = command else { continue };
        let rules = before.chain(table, chain).iter().zip(1..);
        let mut found = rules.filter(|(there, _)| there.text == *rule).map(|(_, place)| place);
        if let Some(place) = found.find(|place| !places.iter().any(|(c, p, _)| c == &chain && p == place)) {
            places.push((chain, place, rule));
        }
    }
    places.sort_by_key(|(_, place, _)| *place);
    let insert = |(chain, place, rule): (&String, usize, &String)| Command::Insert {
        chain: chain.clone(),
        place,
        rule: rule.clone(),
    };
    places.into_iter().map(insert).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use crate::restore::text;
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
        let changed = text(&replacement(&plan, Family::V4, &saved, &nobody));
        let place = |line: &str| {
            changed.lines().position(|l| l == line).unwrap_or_else(|| panic!("{line} in\n{changed}"))
        };
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
        assert!(order.map(place).is_sorted(), "{changed}");
        assert!(
            !changed.contains("-N ISTIO_OUTPUT\n") && !changed.contains("-X ISTIO_OUTPUT\n"),
            "{changed}"
        );
        assert!(!changed.contains("-D PREROUTING -j DOCKER") && !changed.contains("filter"), "{changed}");
        let gone = text(&removal(&plan, Family::V4, &saved, &nobody));
        assert_eq!(gone.lines().filter(|line| line.starts_with("-X")).count(), 2);
        assert!(!gone.contains("-A ") && !gone.contains("-N "), "{gone}");
        assert_eq!(removal(&plan, Family::V4, &Saved::default(), &nobody), []);
        let fresh = replacement(&plan, Family::V4, &Saved::default(), &nobody);
        assert_eq!(fresh, iptables::blocks(&plan, Family::V4));
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
            for blocks in [
                replacement(&new, Family::V4, &saved, &nobody),
                replacement(&old, Family::V4, &saved, &nobody),
                removal(&new, Family::V4, &saved, &nobody),
            ] {
                // As many of the tables were taken in as there are before the refused one.
                for taken_in in 0..=blocks.len() {
                    let committed = text(&blocks[..taken_in]);
                    let halfway = after(live, &committed);
                    assert!(taken_in == 0 || halfway != after(live, ""), "{committed}");
                    let back = text(&reversal(&blocks[..taken_in], &saved));
                    assert_eq!(after(&halfway, &back), after(live, ""), "{committed}\n{back}");
                }
            }
        }
    }
}
