//! `outrigger doctor`

mod fix;
mod look;
mod served;

use std::process::ExitCode;
use std::time::SystemTime;

use clap::Args;
use diagnosis::doctor::{self, Diagnosed};
use diagnosis::finding::{Finding, Level};

use crate::failure::{Failure, shown};
use crate::findings::Form;
use crate::options::known::Known;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What stands between the API server and the injectors
  outrigger doctor

  # Whether pods of a namespace get a sidecar, and repair what can be repaired
  outrigger doctor -n shop --fix

  # Of a cluster that is not at hand
  outrigger doctor --snapshot cluster.yaml -o json

Looked at are the webhook configurations of injectors: whether their Services \
exist, with the port and a pod that is ready; which certificates are served, and \
whether the caBundle trusts them for the name that the API server asks for; what \
becomes of a pod that the API server is asked to try, without creating it; \
whether two configurations answer for one pod; what happens while a webhook is \
away; what injectors count as failed; and what Events say of pods that could not \
be created.

Certificates are looked at through a port-forward to a pod, or directly where \
that cannot be. What could not be looked at is named on standard error. --fix \
does what touches nothing but labels of the namespace of -n, and the caBundle of \
configurations that belong to an installation of outrigger; it asks first.
Everything else is a command to be run.

Exit status: 0 nothing is the matter, 1 something is, 2 it could not be looked at.";

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Namespace in which a pod is tried [default: for each injector one that is labelled].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Form of the output: table, json, yaml, sarif or junit.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: Form,
    /// Repair what touches caBundle or labels only, after asking.
    #[arg(long, conflicts_with = "snapshot")]
    pub fix: bool,
    /// Repair without asking.
    #[arg(short, long, requires = "fix")]
    pub yes: bool,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Something is the matter.
const FINDINGS: u8 = 1;
/// It could not be looked at.
const UNSEEN: u8 = 2;

/// Prints what stands between the API server and the injectors.
pub fn run(options: &Doctor) -> ExitCode {
    match examine(options) {
        Ok(found) if found.iter().any(|one| one.finding.code.level != Level::Info) => {
            ExitCode::from(FINDINGS)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(UNSEEN)
        }
    }
}

/// What is left when it is done.
fn examine(options: &Doctor) -> Result<Vec<Diagnosed>, Failure> {
    let found = once(options)?;
    print(options, &found)?;
    if !options.fix || !fix::all(options, &found)? {
        return Ok(found);
    }
    // What was repaired is looked at again: that a command succeeded does not say that pods are injected.
    let left = once(options)?;
    eprintln!("after the repair: {}", summary(&left));
    for one in left.iter().filter(|one| one.finding.code.level != Level::Info) {
        eprintln!(
            "{}",
            shown(&format!("left: {} {}: {}", one.finding.code.id, one.finding.place, one.finding.cause))
        );
    }
    Ok(left)
}

fn once(options: &Doctor) -> Result<Vec<Diagnosed>, Failure> {
    let looked = look::look(options)?;
    for gap in &looked.gaps {
        eprintln!("note: {}", shown(gap));
    }
    Ok(doctor::look(&looked.seen(SystemTime::now())))
}

fn print(options: &Doctor, found: &[Diagnosed]) -> Result<(), Failure> {
    let findings: Vec<&Finding> = found.iter().map(|one| &one.finding).collect();
    output::write(&options.output.text("doctor", &findings), None)?;
    if options.output == Form::Table {
        eprintln!("{}", summary(found));
    }
    Ok(())
}

fn summary(found: &[Diagnosed]) -> String {
    let count = |level| found.iter().filter(|one| one.finding.code.level == level).count();
    let (errors, warnings, notes) = (count(Level::Error), count(Level::Warning), count(Level::Info));
    match (errors, warnings, notes) {
        (0, 0, 0) => "nothing was found in the way from the API server to the injectors".to_owned(),
        (0, 0, notes) => {
            format!("nothing was found in the way from the API server to the injectors; {notes} good to know")
        }
        _ => format!("{errors} errors, {warnings} warnings, {notes} good to know"),
    }
}
