//! Applies with iptables: one `iptables-restore` for each family.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use capture::restore::{Block, text};
use capture::state::Saved;
use capture::{Family, Plan, replace};

use super::choose::{Standing, choose};
use super::decide::{Goal, Step, decide};
use super::site::Site;
use crate::applying::Applying;
use crate::error::Error;
use crate::host::number_of;
use crate::kernel::{Kernel, NftFamily};
use crate::programs::{Call, Programs, Xtables, failure, refused_line};
use crate::say::{plain, say};

/// The lock of iptables-legacy.
const LOCK_FILE: &str = "/run/xtables.lock";
/// The network namespace of a process, which all processes in it can lock.
const OWN_NETWORK: &str = "/proc/self/ns/net";

/// So often a decision is made anew because somebody without our lock was quicker.
const ATTEMPTS: usize = 5;

/// What is done to a family.
pub(super) struct Task {
    family: Family,
    tools: Xtables,
    lock: Option<String>,
    saved: Saved,
    step: Step,
}

/// Decides for all families before the first is changed.
pub(super) fn decide_all(site: Site<'_>) -> Result<Vec<Task>, Error> {
    let mut tasks = Vec::new();
    for family in families(site.kernel, site.plan, Goal::of(site.applying)) {
        match task(site, family) {
            Ok(task) => tasks.push(task),
            Err(error) => spared(site.applying, family, error)?,
        }
    }
    Ok(tasks)
}

/// Decides for a family.
fn task(site: Site<'_>, family: Family) -> Result<Task, Error> {
    let Site { programs, kernel, plan, applying } = site;
    let Standing { tools, saved } = choose(programs, kernel, family, applying.force_iptables_binary)?;
    let lock = tools.has_lock().then(|| lock_file(applying, Path::new(LOCK_FILE))).flatten();
    let tools = if lock.is_some() { tools.with_release(programs)? } else { tools };
    let step = decide(plan, family, &saved, &number_of, Goal::of(applying))?;
    Ok(Task { family, tools, lock, saved, step })
}

/// Changes one family after the other. Where one is refused and what is there is no longer what the decision was made
/// from, the rest is decided anew.
pub(super) fn make(site: Site<'_>, tasks: Vec<Task>) -> Result<(), Error> {
    let mut tasks = tasks;
    for _ in 1..ATTEMPTS {
        let Err(error) = change(site, &tasks) else { return Ok(()) };
        let again = decide_all(site)?;
        let is_same = |(one, other): (&Task, &Task)| one.step == other.step && one.family == other.family;
        if again.len() == tasks.len() && again.iter().zip(&tasks).all(is_same) {
            return Err(error);
        }
        say(format_args!("note: the rules were changed meanwhile, so that it is tried again: {error}"));
        tasks = again;
    }
    change(site, &tasks)
}

/// Changes all families or none.
fn change(site: Site<'_>, tasks: &[Task]) -> Result<(), Error> {
    for (place, task) in tasks.iter().enumerate() {
        tell(task);
        let Err((error, taken_in)) = task.carry_out(site.programs) else { continue };
        task.undo(site.programs, taken_in);
        if let Err(error) = spared(site.applying, task.family, error) {
            let done = tasks.get(..place).unwrap_or_default();
            done.iter().rev().for_each(|task| task.undo(site.programs, usize::MAX));
            return Err(error);
        }
    }
    Ok(())
}

/// Lets an error pass, after a warning, where old scripts went on: a pod without IPv6 has no programs for it either.
fn spared(applying: &Applying, family: Family, error: Error) -> Result<(), Error> {
    if !applying.spares_ipv6 || family != Family::V6 {
        return Err(error);
    }
    say(format_args!("warning: what arrives over IPv6 is not refused: {error}"));
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
fn families(kernel: &dyn Kernel, plan: &Plan, goal: Goal) -> Vec<Family> {
    let wanted =
        |family: &Family| plan.has_rules(*family) || (goal != Goal::There && in_use(kernel, *family));
    [Family::V4, Family::V6].into_iter().filter(wanted).collect()
}

/// Whether a family may have rules, of anybody's.
pub fn in_use(kernel: &dyn Kernel, family: Family) -> bool {
    let tables = || kernel.nft_tables(NftFamily::Ip(family));
    kernel.uses_legacy(family) || tables().is_ok_and(|tables| !tables.is_empty())
}

/// Says what is going to be done, with the text, as Istio does.
fn tell(task: &Task) {
    let what = match task.step {
        Step::Nothing => "nothing to do",
        Step::Add(_) => "adding rules",
        Step::Replace(_) => "replacing rules",
        Step::Remove(_) => "removing rules",
    };
    let Task { family, tools, .. } = task;
    // As one piece, so that what others write does not come between.
    let line = format!(
        "{} ({}): {what} with `{}`\n{}",
        family.name(),
        tools.backend,
        tools.restore,
        task.step.text()
    );
    eprint!("{}", plain(&line));
}

impl Task {
    /// What `iptables-restore` reads; empty where nothing is to be done.
    pub(super) fn text(&self) -> String {
        self.step.text()
    }

    /// The marks of TPROXY in rules of ours that go.
    pub(super) fn marks(&self) -> BTreeSet<u32> {
        match self.step {
            Step::Replace(_) | Step::Remove(_) => self.saved.tproxy_marks(),
            Step::Nothing | Step::Add(_) => BTreeSet::new(),
        }
    }

    /// Has the text taken in. With an error comes how many of its tables were before it.
    fn carry_out(&self, programs: &dyn Programs) -> Result<(), (Error, usize)> {
        let text = self.text();
        if text.is_empty() {
            return Ok(());
        }
        let call = self.tools.restoring(&text, self.lock.as_deref());
        match programs.run(&call) {
            Ok(outcome) if outcome.is_success() => Ok(()),
            Ok(outcome) => Err((failure(&call, &outcome), self.taken_in(programs, &outcome.stderr))),
            Err(error) => Err((error, self.taken_in(programs, ""))),
        }
    }

    /// How many tables were taken in: those before the line that was refused. Where none is named, such as after a program
    /// that had to be ended, the rules that are there tell.
    fn taken_in(&self, programs: &dyn Programs, said: &str) -> usize {
        let blocks = self.step.blocks();
        if let Some(refused) = refused_line(said) {
            let ends = blocks.iter().scan(0, |line: &mut usize, block| {
                *line = line.saturating_add(block.lines());
                Some(*line)
            });
            return ends.filter(|end| *end < refused).count();
        }
        let Ok(outcome) = programs.run(&self.tools.saving()) else { return 0 };
        let now = Saved::parse(&outcome.stdout);
        // From the end on, the first table that is not as it was.
        let changed = |block: &Block| !now.is_same(&self.saved, block.table);
        blocks.iter().rposition(changed).map_or(0, |place| place + 1)
    }

    /// Leaves nothing of a change behind: of its first tables, as many as were taken in. That it cannot be undone is said,
    /// and hides no earlier error.
    fn undo(&self, programs: &dyn Programs, taken_in: usize) {
        let blocks = self.step.blocks();
        let taken_in = blocks.get(..taken_in).unwrap_or(blocks);
        let text = text(&replace::reversal(taken_in, &self.saved));
        if text.is_empty() {
            return;
        }
        if let Err(error) = succeed(programs, &self.tools.restoring(&text, self.lock.as_deref())) {
            let family = self.family.name();
            say(format_args!("warning: {family}: the rules could not be put back as they were: {error}"));
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
    use capture::legacy::{self, Variables};
    use capture::{Host, Request, Script, iptables, plan};

    use super::super::fake::Machine;
    use super::super::{Change, Site};
    use super::*;

    const BOTH: &[&str] = &["iptables-nft", "ip6tables-nft"];
    const ADD_V4: &str = "iptables-nft-restore --noflush -N-A";
    const ADD_V6: &str = "ip6tables-nft-restore --noflush -N-A";

    fn planned() -> Plan {
        let request = Request { outbound_ranges: "*".into(), ..Request::default() };
        plan(&request.config(&Host { ipv6: true, ..Host::default() }).unwrap())
    }

    fn applying(set: impl FnOnce(&mut Applying)) -> Applying {
        let mut applying = Applying::of(&capture::Flags::default(), &|_| None).unwrap();
        set(&mut applying);
        applying
    }

    fn apply(machine: &Machine, plan: &Plan, applying: &Applying) -> Result<(), Error> {
        Change::decide(Site { programs: machine, kernel: machine, plan, applying })?.make()
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
                vec![ADD_V4, ADD_V6, "ip6tables-nft-save", "iptables-nft-restore --noflush -F-D"],
                "`ip6tables-nft-restore --noflush` failed",
            ),
            (Machine { sets: &["iptables-nft"], ..fresh() }, |_| {}, vec![], "`ip6tables-nft-restore`"),
        ];
        for (machine, set, calls, cause) in rows {
            let outcome = apply(&machine, &planned(), &applying(set));
            assert_eq!(machine.calls(), calls, "{machine:?}");
            let error = outcome.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(cause) && error.is_empty() == cause.is_empty(), "{machine:?}: {error}");
        }
    }

    /// What another run has put in does no harm where it is the same, and stays.
    #[test]
    fn a_quicker_writer_is_respected() {
        let other = {
            let request = Request { outbound_ranges: "10.0.0.0/8".into(), ..Request::default() };
            let plan = plan(&request.config(&Host { ipv6: true, ..Host::default() }).unwrap());
            iptables::restore(&plan, Family::V4).replace("* nat", "*nat").replace("-N ", ":")
        };
        let same = || loaded("iptables-nft-save", Family::V4);
        let refused =
            "iptables-nft-restore: \nline 2: CHAIN_USER_ADD failed (File exists): chain ISTIO_INBOUND";
        let machine = |listed: String| Machine {
            sets: BOTH,
            failing: &["iptables-nft-restore"],
            says: refused,
            quicker: &[Family::V4],
            prints: vec![("iptables-nft-save", listed)],
            ..Machine::default()
        };
        for (listed, calls, cause) in [
            (same().1, vec![ADD_V4, "iptables-nft-save", ADD_V6], ""),
            (other, vec![ADD_V4, "iptables-nft-save"], "already has the chain `ISTIO_INBOUND`"),
        ] {
            let machine = machine(listed);
            let outcome = apply(&machine, &planned(), &applying(|_| {}));
            assert_eq!(machine.calls(), calls);
            let error = outcome.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(cause) && error.is_empty() == cause.is_empty(), "{error}");
        }
    }

    #[test]
    fn the_rules_of_old_scripts_need_no_programs_for_ipv6() {
        let request = Request::default();
        let config = legacy::config(&request, false, &Host::default()).unwrap();
        let plan = legacy::plan(&config, Script::V1_0, Variables::default());
        let without = || Machine { sets: &["iptables-nft"], ..Machine::default() };
        let failing = Machine { sets: BOTH, failing: &["ip6tables-nft-restore"], ..Machine::default() };
        let refused = "ip6tables-nft-restore --noflush -A";
        let both = || Machine { sets: BOTH, ..Machine::default() };
        for (machine, spares_ipv6, calls, is_fine) in [
            (both(), true, vec![ADD_V4, refused], true),
            (without(), true, vec![ADD_V4], true),
            (failing, true, vec![ADD_V4, refused, "ip6tables-nft-save"], true),
            (without(), false, vec![], false),
        ] {
            let applying = applying(|a| a.spares_ipv6 = spares_ipv6);
            let outcome = apply(&machine, &plan, &applying);
            assert_eq!(machine.calls(), calls, "{machine:?}");
            assert_eq!(outcome.is_ok(), is_fine, "{machine:?}: {outcome:?}");
        }
    }
}
