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
        let Standing { tools, saved } = choose(programs, kernel, family, applying.force_iptables_binary)?;
        let lock = tools.has_lock().then(|| lock_file(applying, Path::new(LOCK_FILE))).flatten();
        let tools = if lock.is_some() { tools.with_release(programs)? } else { tools };
        let step = decide(plan, family, &saved, &number_of, wish)?;
        tell(family, &tools, &step);
        tasks.push(Task { family, tools, lock, step });
    }
    for (place, task) in tasks.iter().enumerate() {
        if let Err(error) = task.carry_out(programs) {
            let done = tasks.get(..=place).unwrap_or_default();
            done.iter().for_each(|task| task.undo(programs, plan));
            return Err(error);
        }
    }
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
    let has_traces = |family| {
        let tables = || kernel.nft_tables(NftFamily::Ip(family));
        kernel.uses_legacy(family) || tables().is_ok_and(|tables| !tables.is_empty())
    };
    let wanted = |family: &Family| has_rules(plan, *family) || (wish != Wish::Put && has_traces(*family));
    [Family::V4, Family::V6].into_iter().filter(wanted).collect()
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
