//! Between the change of one table and that of the next, no new packet gets through.
//!
//! A table changes as a whole, so that one alone needs no guards. Istio puts them around the change of single rules,
//! each by a program of its own, and as rules that nobody can tell from those of others; here they are a chain of ours,
//! so that the next run finds what a killed one left behind.

use capture::Table;
use capture::restore::{Block, Command};
use capture::state::{GUARD, Saved};

/// The chains that packets come through.
const WAYS: [&str; 3] = ["INPUT", "FORWARD", "OUTPUT"];

/// Puts guards around blocks that change several tables; those that a killed run left behind are taken over.
pub(super) fn guarded(mut blocks: Vec<Block>, saved: &Saved) -> Vec<Block> {
    if is_left(saved) {
        blocks.push(unguarded(saved));
    } else if blocks.len() > 1 {
        let jump = format!("-j {GUARD}");
        blocks.insert(0, guards(&jump));
        blocks.push(gone(WAYS.map(|chain| (chain, jump.as_str())).into_iter()));
    }
    blocks
}

/// Whether a killed run left its guards behind.
pub(super) fn is_left(saved: &Saved) -> bool {
    saved.own_chains(Table::Filter).any(|chain| chain == GUARD)
}

/// Source: Istio 1.30 `BuildGuardrails`.
fn guards(jump: &str) -> Block {
    let chain = || GUARD.to_owned();
    let drop = |protocol| Command::Append { chain: chain(), rule: format!("-p {protocol} -j DROP") };
    let first = |name: &str| Command::Insert { chain: name.to_owned(), place: 1, rule: jump.to_owned() };
    let mut commands = vec![Command::Make { chain: chain() }, drop("tcp"), drop("udp")];
    commands.extend(WAYS.map(first));
    Block { table: Table::Filter, commands }
}

/// Takes away the guards that are there.
fn unguarded(saved: &Saved) -> Block {
    let rules_of = |chain| saved.chain(Table::Filter, chain).iter().map(move |rule| (chain, rule));
    let jumps = WAYS.into_iter().flat_map(rules_of).filter(|(_, rule)| rule.meaning.goes_to(GUARD));
    gone(jumps.map(|(chain, rule)| (chain, rule.text.as_str())))
}

/// Takes away guards, of which these are the jumps.
fn gone<'j>(jumps: impl Iterator<Item = (&'j str, &'j str)>) -> Block {
    let chain = || GUARD.to_owned();
    let mut commands = vec![Command::Empty { chain: chain() }];
    commands.extend(
        jumps.map(|(chain, rule)| Command::Delete { chain: chain.to_owned(), rule: rule.to_owned() }),
    );
    commands.push(Command::Remove { chain: chain() });
    Block { table: Table::Filter, commands }
}

#[cfg(test)]
mod tests {
    use capture::restore::text;

    use super::*;

    const GONE: &str = "* filter\n-F ISTIO_GUARD\n-D INPUT -j ISTIO_GUARD\n-D FORWARD -j ISTIO_GUARD\n\
                        -D OUTPUT -j ISTIO_GUARD\n-X ISTIO_GUARD\nCOMMIT\n";

    /// A change of these tables.
    fn blocks(tables: &[Table]) -> Vec<Block> {
        let empties = || vec![Command::Empty { chain: "ISTIO_OUTPUT".to_owned() }];
        tables.iter().map(|table| Block { table: *table, commands: empties() }).collect()
    }

    /// The guards as they are listed, of these chains.
    fn left(chains: &[&str]) -> Saved {
        let jumps: String = chains.iter().map(|chain| format!("-A {chain} -j {GUARD}\n")).collect();
        Saved::parse(&format!("*filter\n:{GUARD} - [0:0]\n{jumps}COMMIT\n"))
    }

    #[test]
    fn only_several_tables_are_guarded() {
        let (one, two) = (blocks(&[Table::Nat]), blocks(&[Table::Mangle, Table::Nat]));
        let none = Saved::default();
        assert_eq!(guarded(one.clone(), &none), one);
        let guarded = text(&guarded(two.clone(), &none));
        let begin = "* filter\n-N ISTIO_GUARD\n-A ISTIO_GUARD -p tcp -j DROP\n-A ISTIO_GUARD -p udp -j DROP\n\
                     -I INPUT 1 -j ISTIO_GUARD\n";
        assert!(guarded.starts_with(begin), "{guarded}");
        assert!(guarded.contains(&text(&two)) && guarded.ends_with(GONE), "{guarded}");
    }

    #[test]
    fn guards_that_were_left_behind_are_taken_over_and_go_at_the_end() {
        let all = left(&WAYS);
        assert!(is_left(&all) && !is_left(&Saved::default()));
        for tables in [&[][..], &[Table::Nat], &[Table::Raw, Table::Nat]] {
            let change = blocks(tables);
            assert_eq!(text(&guarded(change.clone(), &all)), format!("{}{GONE}", text(&change)));
        }
        let partly = text(&[unguarded(&left(&["INPUT", "OUTPUT"]))]);
        assert_eq!(partly, GONE.replace("-D FORWARD -j ISTIO_GUARD\n", ""));
    }
}
