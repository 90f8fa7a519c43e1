//! Restarting what is out of date: one workload at a time, and no further once one does not come up.

mod one;
mod wait;

use std::io::{BufRead, IsTerminal, Write, stderr, stdin};

use diagnosis::outdated::Pods;
use diagnosis::outdated::restart::{Plan, plan};

pub use self::one::Before;
use self::one::Restarting;
use self::wait::{name, say};
use super::Outdated;
use crate::failure::Failure;

/// Restarts the workloads of these pods that can be, in the order of risk, and says which are left. Gives whether
/// nothing is left to a person.
///
/// # Errors
/// Nobody can be asked, the cluster cannot, or a workload does not come up; those behind it are not touched.
pub fn restart(options: &Outdated, all: &[Pods], before: &Before<'_>) -> Result<bool, Failure> {
    let plan = plan(all);
    plan.left.iter().for_each(|(workload, why)| say(workload, &format!("left as it is: {why}")));
    if plan.restarts.is_empty() {
        eprintln!("nothing is to be restarted");
        return Ok(plan.left.is_empty());
    }
    if !options.yes && !agreed(&plan)? {
        return Err(Failure::new("nothing was restarted"));
    }
    let done = options.access.run(async |cluster| {
        let restarting = Restarting { cluster: &cluster, before, timeout: options.timeout };
        Ok(all_of(&restarting, &plan).await)
    })?;
    Ok(done? && plan.left.is_empty())
}

fn agreed(plan: &Plan) -> Result<bool, Failure> {
    if !stdin().is_terminal() {
        return Err(Failure::new("nobody can be asked: standard input is not a terminal")
            .hint("--yes restarts without asking"));
    }
    let asked = || -> std::io::Result<String> {
        let mut out = stderr().lock();
        writeln!(out, "one after the other:")?;
        for workload in &plan.restarts {
            writeln!(out, "  {}", name(workload))?;
        }
        write!(out, "restart {} workloads? [y/N] ", plan.restarts.len())?;
        out.flush()?;
        let mut answer = String::new();
        stdin().lock().read_line(&mut answer)?;
        Ok(answer)
    };
    let answer = asked().map_err(|e| Failure::new(format!("cannot ask: {e}")))?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

async fn all_of(restarting: &Restarting<'_>, plan: &Plan) -> Result<bool, Failure> {
    let mut is_whole = true;
    for (at, workload) in plan.restarts.iter().enumerate() {
        is_whole &= restarting.one(workload).await.map_err(|failure| {
            let behind = plan.restarts.len() - at - 1;
            eprintln!("stopped; workloads behind it, which were not touched: {behind}");
            failure.at(name(workload))
        })?;
    }
    Ok(is_whole)
}
