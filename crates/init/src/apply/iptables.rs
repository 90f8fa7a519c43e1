//! Applies with iptables: one `iptables-restore` for each family.

use std::fs::File;
use std::path::Path;

use capture::state::Saved;
use capture::{Family, Plan, replace};

use super::choose::{Standing, choose};
use super::decide::{Step, Wish, decide};
use super::guards::{is_guarded, unguarded};
use crate::arguments::Applying;
use crate::error::Error;
use crate::host::number_of;
use crate::live::{Kernel, NftFamily};
use crate::programs::{Call, Programs, Xtables, failure, family_name};

/// The lock of iptables-legacy.
const LOCK_FILE: &str = "/run/xtables.lock";
/// The network namespace of a process, which all processes in it can lock.
const OWN_NETWORK: &str = "/proc/self/ns/net";

/// What is done to a family.
struct Task {
    family: Family,
    tools: Xtables,
    lock: Option<String>,
    step: Step,
}

/// Decides for all families before the first is changed.
pub fn apply(
    programs: &dyn Programs,
    kernel: &dyn Kernel,
    plan: &Plan,
    applying: &Applying,
) -> Result<(), Error> {
    let wish = Wish::of(applying);
    let mut tasks = Vec::new();
    for family in families(kernel, plan, wish) {
        match task(programs, kernel, plan, applying, family) {
            Ok(task) => tasks.push(task),
            Err(error) => spared(applying, family, error)?,
        }
    }
    for (place, task) in tasks.iter().enumerate() {
        let Err(error) = task.carry_out(programs) else { continue };
        if let Err(error) = spared(applying, task.family, error) {
            let done = tasks.get(..=place).unwrap_or_default();
            done.iter().for_each(|task| task.undo(programs, plan));
            return Err(error);
        }
    }
    Ok(())
}

/// Decides for a family, and says what is going to be done.
fn task(
    programs: &dyn Programs,
    kernel: &dyn Kernel,
    plan: &Plan,
    applying: &Applying,
    family: Family,
) -> Result<Task, Error> {
    let Standing { tools, saved } = choose(programs, kernel, family, applying.force_iptables_binary)?;
    let lock = tools.has_lock().then(|| lock_file(applying, Path::new(LOCK_FILE))).flatten();
    let tools = if lock.is_some() { tools.with_release(programs)? } else { tools };
    let step = decide(plan, family, &saved, &number_of, Wish::of(applying))?;
    tell(family, &tools, &step);
    Ok(Task { family, tools, lock, step })
}

/// Lets an error pass, after a warning, where old scripts went on: a pod without IPv6 has no programs for it either.
fn spared(applying: &Applying, family: Family, error: Error) -> Result<(), Error> {
    if !applying.spares_ipv6 || family != Family::V6 {
        return Err(error);
    }
    eprintln!("warning: what arrives over IPv6 is not refused: {error}");
    Ok(())
}

/// The lock in place of the machine's: with the machine's files that of the pod, since nobody else is in its network;
/// and likewise where the machine's cannot be made, as in a container that may write nothing.
fn lock_file(applying: &Applying, usual: &Path) -> Option<String> {
    let writable = || File::options().create(true).append(true).open(usual).is_ok();
    match &applying.network_namespace {
        Some(path) if applying.cni_mode => Some(path.clone()),
        _ if writable() => None,
        _ => Some(OWN_NETWORK.to_owned()),
    }
}

/// The families with rules; where old ones have to go, also those without that show traces of any.
fn families(kernel: &dyn Kernel, plan: &Plan, wish: Wish) -> Vec<Family> {
    let wanted = |family: &Family| has_rules(plan, *family) || (wish != Wish::Put && in_use(kernel, *family));
    [Family::V4, Family::V6].into_iter().filter(wanted).collect()
}

/// Whether a family may have rules, of anybody's.
pub fn in_use(kernel: &dyn Kernel, family: Family) -> bool {
    let tables = || kernel.nft_tables(NftFamily::Ip(family));
    kernel.uses_legacy(family) || tables().is_ok_and(|tables| !tables.is_empty())
}

/// Whether a plan has rules for a family.
pub fn has_rules(plan: &Plan, family: Family) -> bool {
    plan.intents.iter().any(|intent| intent.rule(family).is_some())
}

/// Says what is going to be done, with the text, as Istio does.
fn tell(family: Family, tools: &Xtables, step: &Step) {
    let (what, text) = match step {
        Step::Nothing => ("nothing to do", ""),
        Step::Add(text) => ("adding rules", text.as_str()),
        Step::Replace(text) => ("replacing rules", text.as_str()),
        Step::Remove(text) => ("removing rules", text.as_str()),
    };
    // As one piece, so that what others write does not come between.
    let line =
        format!("{} ({}): {what} with `{}`\n{text}", family_name(family), tools.backend, tools.restore);
    eprint!("{line}");
}

impl Task {
    fn carry_out(&self, programs: &dyn Programs) -> Result<(), Error> {
        match &self.step {
            Step::Nothing => Ok(()),
            Step::Add(text) | Step::Replace(text) | Step::Remove(text) => {
                succeed(programs, &self.tools.restoring(text, self.lock.as_deref()))
            }
        }
    }

    /// Leaves no half of a change behind: what was added goes again, and no guard stays. That it cannot be undone is
    /// said, and hides no earlier error.
    fn undo(&self, programs: &dyn Programs, plan: &Plan) {
        let text = match &self.step {
            Step::Nothing | Step::Remove(_) => return,
            Step::Replace(text) if is_guarded(text) => unguarded(),
            Step::Replace(_) => return,
            Step::Add(_) => match programs.run(&self.tools.saving()) {
                Ok(outcome) => {
                    replace::removal(plan, self.family, &Saved::parse(&outcome.stdout), &number_of)
                }
                Err(_) => return,
            },
        };
        if !text.is_empty() && succeed(programs, &self.tools.restoring(&text, self.lock.as_deref())).is_err()
        {
            eprintln!("warning: {}: the rules could not be put back as they were", family_name(self.family));
        }
    }
}

/// Runs a program that has to succeed.
pub(super) fn succeed(programs: &dyn Programs, call: &Call<'_>) -> Result<(), Error> {
    let outcome = programs.run(call)?;
    if outcome.is_success() { Ok(()) } else { Err(failure(call, &outcome)) }
}

#[cfg(test)]
mod tests {
    use capture::legacy::{self, Script, Wishes};
    use capture::{Host, Request, iptables, plan};

    use super::super::fake::Machine;
    use super::*;
    use crate::arguments::Arguments;

    const BOTH: &[&str] = &["iptables-nft", "ip6tables-nft"];
    const ADD_V4: &str = "iptables-nft-restore --noflush -N-A";
    const ADD_V6: &str = "ip6tables-nft-restore --noflush -N-A";

    fn planned() -> Plan {
        let request = Request { outbound_ranges: "*".into(), ..Request::default() };
        plan(&request.config(&Host { ipv6: true, ..Host::default() }).unwrap())
    }

    fn applying(set: impl FnOnce(&mut Applying)) -> Applying {
        let mut applying = Arguments::default().applying(&|_| None).unwrap();
        set(&mut applying);
        applying
    }

    /// What is listed once a family has its rules.
    fn loaded(program: &'static str, family: Family) -> (&'static str, String) {
        (program, iptables::restore(&planned(), family).replace("* nat", "*nat").replace("-N ", ":"))
    }

    #[test]
    fn each_family_changes_with_one_program_and_a_failure_leaves_nothing() {
        let both: &[Family] = &[Family::V4, Family::V6];
        let fresh = || Machine { sets: BOTH, ..Machine::default() };
        let there = |failing| Machine {
            nft: both,
            failing,
            prints: vec![loaded("iptables-nft-save", Family::V4), loaded("ip6tables-nft-save", Family::V6)],
            ..fresh()
        };
        let lists: &[&str] = &["iptables-nft-save", "ip6tables-nft-save"];
        let gone = ["iptables-nft-restore --noflush -F-D", "ip6tables-nft-restore --noflush -F-D"];
        // The machine, the flags, what is run, what is wrong.
        type Row<'r> = (Machine, fn(&mut Applying), Vec<&'r str>, &'r str);
        let rows: Vec<Row<'_>> = vec![
            (fresh(), |_| {}, vec![ADD_V4, ADD_V6], ""),
            (there(&[]), |_| {}, lists.to_vec(), ""),
            (there(&[]), |a| a.cleanup_only = true, [lists, &gone].concat(), ""),
            (fresh(), |a| a.cleanup_only = true, vec![], ""),
            (
                Machine { failing: &["iptables-nft-restore"], ..fresh() },
                |_| {},
                // Nothing was added, and so nothing of ours is listed that would have to go.
                vec![ADD_V4, "iptables-nft-save"],
                "`iptables-nft-restore --noflush` failed",
            ),
            (
                Machine {
                    failing: &["ip6tables-nft-restore"],
                    prints: vec![loaded("iptables-nft-save", Family::V4)],
                    ..fresh()
                },
                |_| {},
                vec![
                    ADD_V4,
                    ADD_V6,
                    "iptables-nft-save",
                    "iptables-nft-restore --noflush -F-D",
                    "ip6tables-nft-save",
                ],
                "`ip6tables-nft-restore --noflush` failed",
            ),
            (Machine { sets: &["iptables-nft"], ..fresh() }, |_| {}, vec![], "`ip6tables-nft-restore`"),
        ];
        for (machine, set, calls, cause) in rows {
            let outcome = apply(&machine, &machine, &planned(), &applying(set));
            assert_eq!(machine.calls(), calls, "{machine:?}");
            let error = outcome.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(cause) && error.is_empty() == cause.is_empty(), "{machine:?}: {error}");
        }
    }

    #[test]
    fn the_rules_of_old_scripts_need_no_programs_for_ipv6() {
        let request = Request::default();
        let config = legacy::config(&request, false, &Host::default()).unwrap();
        let plan = legacy::plan(&config, Script::V1_0, Wishes::default());
        let without = || Machine { sets: &["iptables-nft"], ..Machine::default() };
        let failing = Machine { sets: BOTH, failing: &["ip6tables-nft-restore"], ..Machine::default() };
        let refused = "ip6tables-nft-restore --noflush -A";
        let both = || Machine { sets: BOTH, ..Machine::default() };
        for (machine, spares_ipv6, calls, is_fine) in [
            (both(), true, vec![ADD_V4, refused], true),
            (without(), true, vec![ADD_V4], true),
            (failing, true, vec![ADD_V4, refused], true),
            (without(), false, vec![], false),
        ] {
            let applying = applying(|a| a.spares_ipv6 = spares_ipv6);
            let outcome = apply(&machine, &machine, &plan, &applying);
            assert_eq!(machine.calls(), calls, "{machine:?}");
            assert_eq!(outcome.is_ok(), is_fine, "{machine:?}: {outcome:?}");
        }
    }
}
