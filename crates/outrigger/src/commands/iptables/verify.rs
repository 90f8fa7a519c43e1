//! `verify`: whether the live rules, and the routes beside them, are those that are asked for.

use std::process::ExitCode;

use capture::Flags;
use clap::Args;
use diagnosis::capture::verify::{Finding, Verdict, json, verify};
use init::host::number_of;
use init::live;

use super::asked::{Pod, wanted};
use super::form::Form;
use crate::failure::Failure;

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Form of the output.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    output: Form,
    #[command(flatten)]
    pod: Pod,
}

/// Exit status where the rules differ.
const DIFFERENT: u8 = 3;

/// Compares and prints.
///
/// # Errors
/// What is asked for cannot be known, or the live rules cannot be read.
pub fn run(flags: Flags, options: Verify) -> Result<ExitCode, Failure> {
    let wanted = wanted(flags, options.pod)?;
    let rules = live::rules(&wanted).map_err(Failure::new)?;
    let routes = live::routes(&wanted).map_err(Failure::new)?;
    let findings = verify(&wanted.plan, wanted.routes(), &rules, &routes, &number_of);
    options.output.print(|| findings.iter().map(Finding::to_string).collect(), || json(&findings))?;
    let is_same = findings.iter().all(|finding| finding.verdict == Verdict::Same);
    Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) })
}
