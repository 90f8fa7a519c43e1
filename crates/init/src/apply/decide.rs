//! What is to be done with a family, from what is planned and what is there.

use capture::restore::{Block, text};
use capture::state::{Comparison, Difference, Found, Names, Saved, compare};
use capture::{Family, Plan, Table, iptables, replace};

use super::guards::{guarded, is_left};
use crate::applying::Applying;
use crate::error::Error;

/// How the rules are to be in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The rules are there; nothing of ours that is otherwise is touched.
    There,
    /// The same, and what was otherwise is replaced.
    Reconciled,
    /// The rules are written even if they are there.
    Forced,
    /// Nothing of ours is there.
    Gone,
}

impl Goal {
    /// What the flags ask for. Source: Istio 1.30 `executeCommands`.
    #[must_use]
    pub fn of(applying: &Applying) -> Self {
        match applying {
            Applying { cleanup_only: true, .. } => Self::Gone,
            Applying { force_apply: true, .. } => Self::Forced,
            Applying { reconcile: true, .. } => Self::Reconciled,
            _ => Self::There,
        }
    }
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// All is as it should be.
    Nothing,
    /// The rules go beside what is there, which is nobody's of ours.
    Add(Vec<Block>),
    /// The rules go in place of what is there.
    Replace(Vec<Block>),
    /// What is there goes.
    Remove(Vec<Block>),
}

impl Step {
    /// What `iptables-restore` has to do; nothing where nothing is to be done.
    pub(super) fn blocks(&self) -> &[Block] {
        match self {
            Step::Nothing => &[],
            Step::Add(blocks) | Step::Replace(blocks) | Step::Remove(blocks) => blocks,
        }
    }

    /// The same as a text.
    pub(super) fn text(&self) -> String {
        text(self.blocks())
    }
}

/// Decides for a family.
///
/// Istio compares the number of rules in a chain and asks for each rule by a program; here the rules themselves are
/// compared, with their order. Istio stops with half of the rules in place where a chain is there already; here that is
/// known before.
///
/// # Errors
/// Another configuration's chains are in the way, and nothing says that they may be replaced.
pub(super) fn decide(
    plan: &Plan,
    family: Family,
    saved: &Saved,
    names: Names<'_>,
    goal: Goal,
) -> Result<Step, Error> {
    if goal == Goal::Gone {
        let there = saved.has_ours(plan, family, names);
        return Ok(if there {
            Step::Remove(replace::removal(plan, family, saved, names))
        } else {
            Step::Nothing
        });
    }
    let replacement = || Step::Replace(guarded(replace::replacement(plan, family, saved, names), saved));
    Ok(match compare(plan, family, saved, names) {
        Comparison::Clean => Step::Add(iptables::blocks(plan, family)),
        Comparison::Same if goal == Goal::Forced && saved.has_ours(plan, family, names) => replacement(),
        Comparison::Same => Step::Nothing,
        Comparison::Differs(_) if goal != Goal::There => replacement(),
        Comparison::Differs(differences) => {
            let tables = unfinished(&differences).into_iter();
            let blocks: Vec<Block> =
                tables.filter_map(|table| iptables::block(plan, family, table)).collect();
            match in_the_way(family, &blocks, saved) {
                Some(error) => return Err(error),
                None if is_left(saved) => Step::Add(guarded(blocks, saved)),
                None => Step::Add(blocks),
            }
        }
    })
}

/// The tables to put in. A run that was killed between two tables has finished the others, and the next one goes on
/// from there; beside anything else of ours all of them are wanted.
fn unfinished(differences: &[Difference]) -> Vec<Table> {
    let only_lacks = !differences.iter().any(|d| matches!(d.found, Found::Unexpected(_)));
    let lacks =
        |table: &Table| differences.iter().any(|d| d.table == *table && matches!(d.found, Found::Missing(_)));
    Table::ALL.into_iter().filter(|table| !only_lacks || lacks(table)).collect()
}

/// The first chain that would have to be made and is there.
fn in_the_way(family: Family, blocks: &[Block], saved: &Saved) -> Option<Error> {
    blocks.iter().find_map(|block| {
        let chain = saved.own_chains(block.table).find(|chain| block.made().any(|made| made == *chain))?;
        let (family, table) = (family.name(), block.table.name().to_owned());
        Some(Error::InTheWay { family, table, chain: chain.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use capture::{Host, Request, plan};

    use super::*;

    /// A plan with three tables.
    fn large() -> Plan {
        let request =
            Request { drop_invalid: true, redirect_dns: true, capture_all_dns: true, ..Request::default() };
        plan(&request.config(&Host::default()).unwrap())
    }

    /// What a killed run leaves: as many of its tables as it had done, and maybe its guards.
    fn halfway(plan: &Plan, tables: usize, guards: bool) -> Saved {
        let text: String = loaded(plan).split_inclusive("COMMIT\n").take(tables).collect();
        let jump = "-A INPUT -j ISTIO_GUARD\n-A FORWARD -j ISTIO_GUARD\n-A OUTPUT -j ISTIO_GUARD\n";
        let left = format!("*filter\n:ISTIO_GUARD - [0:0]\n-A ISTIO_GUARD -p tcp -j DROP\n{jump}COMMIT\n");
        Saved::parse(&if guards { left + &text } else { text })
    }

    #[test]
    fn a_run_goes_on_where_a_killed_one_ended() {
        let plan = large();
        let whole = iptables::restore(&plan, Family::V4);
        let tables: Vec<&str> = whole.split_inclusive("COMMIT\n").collect();
        assert_eq!(tables.len(), 3, "{whole}");
        let gone = "* filter\n-F ISTIO_GUARD\n-D INPUT -j ISTIO_GUARD\n-D FORWARD -j ISTIO_GUARD\n\
                    -D OUTPUT -j ISTIO_GUARD\n-X ISTIO_GUARD\nCOMMIT\n";
        for done in 0..=tables.len() {
            for guards in [false, true] {
                let saved = halfway(&plan, done, guards);
                let decided = |goal| decide(&plan, Family::V4, &saved, &nobody, goal).unwrap();
                let texts = |goal| (decided(goal), decided(goal).text());
                let rest = tables[done..].concat() + if guards { gone } else { "" };
                let (step, added) = texts(Goal::There);
                assert_eq!(added, rest, "{done} {guards}");
                assert_eq!(matches!(step, Step::Add(_)), !rest.is_empty(), "{done} {guards}");
                let (Step::Remove(_), text) = texts(Goal::Gone) else {
                    assert!(done == 0 && !guards);
                    continue;
                };
                assert_eq!(text.contains("-X ISTIO_GUARD"), guards, "{text}");
                if let (Step::Replace(_), text) = texts(Goal::Reconciled) {
                    assert_eq!(text.ends_with(gone), guards || text.contains("-N ISTIO_GUARD"), "{text}");
                    assert_eq!(text.matches("-X ISTIO_GUARD").count(), usize::from(text.ends_with(gone)));
                }
            }
        }
        // Of another configuration's tables nothing is kept, and its guards hold until somebody says what is to be.
        let other = plan_of("80");
        let error = decide(&other, Family::V4, &halfway(&plan, 3, true), &nobody, Goal::There).unwrap_err();
        assert!(error.to_string().contains("`--reconcile`"), "{error}");
    }

    fn plan_of(ports: &str) -> Plan {
        let request =
            Request { inbound_ports: ports.into(), outbound_ranges: "*".into(), ..Request::default() };
        plan(&request.config(&Host::default()).unwrap())
    }

    fn nobody(_: bool, _: &str) -> Option<u32> {
        None
    }

    /// What `iptables-save` prints after a restore text, near enough.
    fn loaded(plan: &Plan) -> String {
        iptables::restore(plan, Family::V4).replace("* nat", "*nat").replace("-N ", ":")
    }

    #[test]
    fn decisions() {
        let (planned, other) = (plan_of("*"), plan_of("80"));
        let foreign = "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j DOCKER\nCOMMIT\n";
        let old = "*nat\n:ISTIO_OLD - [0:0]\n-A ISTIO_OLD -j RETURN\n-A OUTPUT -j ISTIO_OLD\nCOMMIT\n";
        let (same, differs) = (loaded(&planned), loaded(&other));
        let rows = [
            ("", Goal::There, "add"),
            ("", Goal::Reconciled, "add"),
            ("", Goal::Forced, "add"),
            ("", Goal::Gone, "nothing"),
            (foreign, Goal::There, "add"),
            (foreign, Goal::Reconciled, "add"),
            (foreign, Goal::Gone, "nothing"),
            (&same, Goal::There, "nothing"),
            (&same, Goal::Reconciled, "nothing"),
            (&same, Goal::Forced, "replace"),
            (&same, Goal::Gone, "remove"),
            (&differs, Goal::There, "refuse"),
            (&differs, Goal::Reconciled, "replace"),
            (&differs, Goal::Forced, "replace"),
            (&differs, Goal::Gone, "remove"),
            (old, Goal::There, "add"),
            (old, Goal::Reconciled, "replace"),
            (old, Goal::Gone, "remove"),
        ];
        for (live, goal, expected) in rows {
            let step = decide(&planned, Family::V4, &Saved::parse(live), &nobody, goal);
            let name = match &step {
                Ok(Step::Nothing) => "nothing",
                Ok(Step::Add(_)) => "add",
                Ok(Step::Replace(_)) => "replace",
                Ok(Step::Remove(_)) => "remove",
                Err(_) => "refuse",
            };
            assert_eq!(name, expected, "{goal:?} on {live:?}: {step:?}");
        }
        // Nothing is planned for a family and nothing is there.
        let step = decide(&planned, Family::V6, &Saved::default(), &nobody, Goal::There).unwrap();
        assert_eq!(step, Step::Nothing);
        let error = decide(&planned, Family::V4, &Saved::parse(&differs), &nobody, Goal::There).unwrap_err();
        assert!(
            error.to_string().contains("IPv4 table `nat` already has the chain `ISTIO_INBOUND`"),
            "{error}"
        );
        assert!(error.to_string().contains("`--reconcile`"), "{error}");
    }
}
