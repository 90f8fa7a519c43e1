//! What is to be done with a family, from what is planned and what is there.

use capture::state::{Comparison, Difference, GUARD, Names, Saved, compare};
use capture::{Family, Plan, Table, iptables, replace};

use super::guards::{guarded, is_left};
use crate::arguments::Applying;
use crate::error::Error;
use crate::programs::family_name;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The rules are to be there; nothing of ours that is otherwise is to be touched.
    Put,
    /// The same, and what is otherwise is to be replaced.
    Reconcile,
    /// The rules are to be written even if they are there.
    Force,
    /// Nothing of ours is to be there.
    Remove,
}

impl Wish {
    /// What the flags ask for. Source: Istio 1.30 `executeCommands`.
    #[must_use]
    pub fn of(applying: &Applying) -> Self {
        match applying {
            Applying { cleanup_only: true, .. } => Self::Remove,
            Applying { force_apply: true, .. } => Self::Force,
            Applying { reconcile: true, .. } => Self::Reconcile,
            _ => Self::Put,
        }
    }
}

/// What to do, as a text for `iptables-restore`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// All is as it should be.
    Nothing,
    /// The rules go beside what is there, which is nobody's of ours.
    Add(String),
    /// The rules go in place of what is there.
    Replace(String),
    /// What is there goes.
    Remove(String),
}

/// Decides for a family.
///
/// Istio compares the number of rules in a chain and asks for each rule by a program; here the rules themselves are
/// compared, with their order. Istio stops with half of the rules in place where a chain is there already; here that is
/// known before.
///
/// # Errors
/// Another configuration's chains are in the way, and nothing says that they may be replaced.
pub fn decide(
    plan: &Plan,
    family: Family,
    saved: &Saved,
    names: Names<'_>,
    wish: Wish,
) -> Result<Step, Error> {
    if wish == Wish::Remove {
        let there = saved.has_ours(plan, family, names);
        return Ok(if there {
            Step::Remove(replace::removal(plan, family, saved, names))
        } else {
            Step::Nothing
        });
    }
    let replacement = || Step::Replace(guarded(&replace::replacement(plan, family, saved, names), saved));
    Ok(match compare(plan, family, saved, names) {
        Comparison::Clean => Step::Add(iptables::restore(plan, family)),
        Comparison::Same if wish == Wish::Force && saved.has_ours(plan, family, names) => replacement(),
        Comparison::Same => Step::Nothing,
        Comparison::Differs(_) if wish != Wish::Put => replacement(),
        Comparison::Differs(differences) => {
            let text = iptables::restore_tables(plan, family, &unfinished(&differences));
            match in_the_way(family, &text, saved) {
                Some(error) => return Err(error),
                None if is_left(saved) => Step::Add(guarded(&text, saved)),
                None => Step::Add(text),
            }
        }
    })
}

/// The tables to put in. A run that was killed between two tables has finished the others, and the next one goes on
/// from there; beside anything else of ours all of them are wanted.
fn unfinished(differences: &[Difference]) -> Vec<Table> {
    let is_guard = |d: &Difference| d.chain == GUARD || d.rule.ends_with(&format!("-j {GUARD}"));
    let differences: Vec<_> = differences.iter().filter(|d| !is_guard(d)).collect();
    let only_lacks = differences.iter().all(|d| d.missing);
    let lacks = |table: &Table| differences.iter().any(|d| d.table == *table);
    Table::ALL.into_iter().filter(|table| !only_lacks || lacks(table)).collect()
}

/// The first chain that would have to be made and is there.
fn in_the_way(family: Family, text: &str, saved: &Saved) -> Option<Error> {
    replace::blocks(text).into_iter().find_map(|block| {
        let table = block.table?;
        let chain = saved.own_chains(table).find(|chain| block.chains.contains(chain))?;
        let (family, table) = (family_name(family), table.name().to_owned());
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
                let decided = |wish| decide(&plan, Family::V4, &saved, &nobody, wish).unwrap();
                let rest = tables[done..].concat() + if guards { gone } else { "" };
                let expected = if rest.is_empty() { Step::Nothing } else { Step::Add(rest) };
                assert_eq!(decided(Wish::Put), expected, "{done} {guards}");
                let Step::Remove(text) = decided(Wish::Remove) else {
                    assert!(done == 0 && !guards);
                    continue;
                };
                assert_eq!(text.contains("-X ISTIO_GUARD"), guards, "{text}");
                if let Step::Replace(text) = decided(Wish::Reconcile) {
                    assert_eq!(text.ends_with(gone), guards || text.contains("-N ISTIO_GUARD"), "{text}");
                    assert_eq!(text.matches("-X ISTIO_GUARD").count(), usize::from(text.ends_with(gone)));
                }
            }
        }
        // Of another configuration's tables nothing is kept, and its guards hold until somebody says what is to be.
        let other = plan_of("80");
        let error = decide(&other, Family::V4, &halfway(&plan, 3, true), &nobody, Wish::Put).unwrap_err();
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
            ("", Wish::Put, "add"),
            ("", Wish::Reconcile, "add"),
            ("", Wish::Force, "add"),
            ("", Wish::Remove, "nothing"),
            (foreign, Wish::Put, "add"),
            (foreign, Wish::Reconcile, "add"),
            (foreign, Wish::Remove, "nothing"),
            (&same, Wish::Put, "nothing"),
            (&same, Wish::Reconcile, "nothing"),
            (&same, Wish::Force, "replace"),
            (&same, Wish::Remove, "remove"),
            (&differs, Wish::Put, "refuse"),
            (&differs, Wish::Reconcile, "replace"),
            (&differs, Wish::Force, "replace"),
            (&differs, Wish::Remove, "remove"),
            (old, Wish::Put, "add"),
            (old, Wish::Reconcile, "replace"),
            (old, Wish::Remove, "remove"),
        ];
        for (live, wish, expected) in rows {
            let step = decide(&planned, Family::V4, &Saved::parse(live), &nobody, wish);
            let name = match &step {
                Ok(Step::Nothing) => "nothing",
                Ok(Step::Add(_)) => "add",
                Ok(Step::Replace(_)) => "replace",
                Ok(Step::Remove(_)) => "remove",
                Err(_) => "refuse",
            };
            assert_eq!(name, expected, "{wish:?} on {live:?}: {step:?}");
        }
        // Nothing is planned for a family and nothing is there.
        let step = decide(&planned, Family::V6, &Saved::default(), &nobody, Wish::Put).unwrap();
        assert_eq!(step, Step::Nothing);
        let error = decide(&planned, Family::V4, &Saved::parse(&differs), &nobody, Wish::Put).unwrap_err();
        assert!(
            error.to_string().contains("IPv4 table `nat` already has the chain `ISTIO_INBOUND`"),
            "{error}"
        );
        assert!(error.to_string().contains("`--reconcile`"), "{error}");
    }
}
