//! `verify`: whether the live rules are those that the flags ask for.

use std::process::ExitCode;

use capture::state::{Comparison, Difference, compare};
use capture::{Family, Plan};
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::apply::{Standing, Traces, choose, has_rules};
use crate::arguments::Applying;
use crate::error::Error;
use crate::host::number_of;
use crate::programs::{Backend, Programs, family_name};

/// Arguments of `verify`.
#[derive(Clone, Debug, Args)]
pub struct Verify {
    /// Form of the output.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub output: Form,
}

/// Forms of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Exit status where the rules differ.
const DIFFERENT: u8 = 3;

#[derive(Serialize)]
struct Finding {
    family: &'static str,
    backend: Backend,
    verdict: &'static str,
    differences: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    table: &'static str,
    chain: String,
    kind: &'static str,
    rule: String,
}

/// Compares and prints.
///
/// # Errors
/// The live rules cannot be read.
pub fn run(
    options: &Verify,
    plan: &Plan,
    applying: &Applying,
    programs: &dyn Programs,
) -> Result<ExitCode, Error> {
    if applying.native_nftables {
        return Err(Error::Flag {
            flag: "--native-nftables",
            cause: "`verify` reads the rules of iptables only; `nft list ruleset` prints those of nftables"
                .to_owned(),
        });
    }
    let mut findings = Vec::new();
    for family in [Family::V4, Family::V6].into_iter().filter(|family| has_rules(plan, *family)) {
        let Standing { tools, saved } =
            choose(programs, family, applying.force_iptables_binary, &Traces::of(family))?;
        let (verdict, differences) = match compare(plan, family, &saved, &number_of) {
            Comparison::Same => ("same", Vec::new()),
            Comparison::Clean => ("missing", Vec::new()),
            Comparison::Differs(differences) => ("different", differences.into_iter().map(told).collect()),
        };
        let family = family_name(family);
        findings.push(Finding { family, backend: tools.backend, verdict, differences });
    }
    match options.output {
        Form::Json => println!("{}", serde_json::to_string_pretty(&findings).unwrap_or_default()),
        Form::Text => findings.iter().for_each(|finding| print!("{}", text(finding))),
    }
    let same = findings.iter().all(|f| f.verdict == "same");
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) })
}

fn told(difference: Difference) -> Told {
    let Difference { table, chain, missing, rule } = difference;
    Told { table: table.name(), chain, kind: if missing { "missing" } else { "unexpected" }, rule }
}

fn text(finding: &Finding) -> String {
    let Finding { family, backend, verdict, differences } = finding;
    let said = match *verdict {
        "same" => "the rules are those that are asked for",
        "missing" => "none of the rules are there",
        _ => "the rules differ",
    };
    let mut out = format!("{} with iptables {backend}: {said}\n", family);
    for Told { table, chain, kind, rule } in differences {
        out.push_str(&format!("  {kind:10} {table} {chain} {rule}\n"));
    }
    out
}
