//! Restarting what is out of date: one workload at a time, and no further once one does not come up.

use std::io::{BufRead, IsTerminal, Write, stderr, stdin};
use std::time::{Duration, Instant};

use cluster::{Cluster, ClusterError, Object};
use diagnosis::outdated::Pods;
use diagnosis::outdated::restart::{Plan, Workload, plan};
use diagnosis::outdated::rollout::{self, Rollout};
use objects::kinds;

use super::Outdated;
use crate::failure::{Failure, shown};

/// How often a workload is looked at that creates its pods again.
const PAUSE: Duration = Duration::from_secs(2);

/// Restarts the workloads of these pods that can be, in the order of risk, and says which are left. Gives whether
/// nothing is left to a person.
///
/// # Errors
/// Nobody can be asked, the cluster cannot, or a workload does not come up; those behind it are not touched.
pub fn restart(options: &Outdated, all: &[Pods]) -> Result<bool, Failure> {
    let plan = plan(all);
    plan.left.iter().for_each(|(workload, why)| say(workload, &format!("left as it is: {why}")));
    if plan.restarts.is_empty() {
        eprintln!("nothing is to be restarted");
        return Ok(plan.left.is_empty());
    }
    if !options.yes && !agreed(&plan)? {
        return Err(Failure::new("nothing was restarted"));
    }
    let timeout = options.timeout;
    let done = options.access.run(async |cluster| Ok(all_of(&cluster, &plan, timeout).await))?;
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

async fn all_of(cluster: &Cluster, plan: &Plan, timeout: Duration) -> Result<bool, Failure> {
    let mut is_whole = true;
    for (at, workload) in plan.restarts.iter().enumerate() {
        let stopped = |failure: Failure| {
            let behind = plan.restarts.len() - at - 1;
            let undo = format!(
                "kubectl rollout undo {}/{} -n {} gives the pods back that were there; {behind} workloads behind it \
                 were not touched",
                workload.kind.to_lowercase(),
                workload.name,
                workload.namespace
            );
            failure.at(name(workload)).hint(undo)
        };
        is_whole &= one(cluster, workload, timeout).await.map_err(stopped)?;
    }
    Ok(is_whole)
}

/// Restarts a workload and waits until its pods are new. Gives whether it could be restarted.
async fn one(cluster: &Cluster, workload: &Workload, timeout: Duration) -> Result<bool, Failure> {
    let kinds = [kinds::DEPLOYMENT, kinds::STATEFUL_SET, kinds::DAEMON_SET];
    let Some(kind) = kinds.into_iter().find(|kind| kind.kind == workload.kind) else { return Ok(false) };
    let object = Object { kind, namespace: Some(&workload.namespace), name: &workload.name };
    let failed = |e: ClusterError| Failure::from(&e);
    let Some(found) = cluster.get(object).await.map_err(failed)? else {
        say(workload, "left as it is: there is no such object any more");
        return Ok(false);
    };
    if let Some(why) = rollout::hindrance(&found) {
        say(workload, &format!("left as it is: {why}"));
        return Ok(false);
    }
    cluster.restart(object).await.map_err(failed)?;
    let began = Instant::now();
    loop {
        tokio::time::sleep(PAUSE).await;
        let Some(found) = cluster.get(object).await.map_err(failed)? else {
            return Err(Failure::new("it was deleted while it restarted"));
        };
        match rollout::of(&found) {
            Rollout::Done => {
                say(workload, &format!("restarted in {} s", began.elapsed().as_secs()));
                return Ok(true);
            }
            Rollout::Failed { cause } => return Err(Failure::new(format!("it does not come up: {cause}"))),
            under_way if began.elapsed() >= timeout => {
                let seconds = timeout.as_secs();
                return Err(Failure::new(format!("it did not come up within {seconds} s: {under_way}")));
            }
            _ => {}
        }
    }
}

fn say(workload: &Workload, what: &str) {
    eprintln!("{}", shown(&format!("{}: {what}", name(workload))));
}

fn name(workload: &Workload) -> String {
    shown(&format!("{} {}/{}", workload.namespace, workload.kind, workload.name)).replace('\n', " ")
}
