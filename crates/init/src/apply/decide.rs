//! What is to be done with a family, from what is planned and what is there.

use capture::state::{Comparison, Names, Saved, compare};
use capture::{Family, Plan, iptables, replace};

use super::guards::guarded;
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
    let replacement = || Step::Replace(guarded(&replace::replacement(plan, family, saved, names)));
    let addition = || Step::Add(iptables::restore(plan, family));
    Ok(match compare(plan, family, saved, names) {
        Comparison::Clean => addition(),
        Comparison::Same if wish == Wish::Force && saved.has_ours(plan, family, names) => replacement(),
        Comparison::Same => Step::Nothing,
        Comparison::Differs(_) if wish != Wish::Put => replacement(),
        Comparison::Differs(_) => match in_the_way(plan, family, saved) {
            Some(error) => return Err(error),
            None => addition(),
        },
    })
}

/// The first chain that would have to be made and is there.
fn in_the_way(plan: &Plan, family: Family, saved: &Saved) -> Option<Error> {
    let text = iptables::restore(plan, family);
    replace::blocks(&text).into_iter().find_map(|block| {
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
