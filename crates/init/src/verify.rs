//! `verify`: whether the live rules, and the routes beside them, are those that the flags ask for.

use std::collections::BTreeSet;
use std::process::ExitCode;

use capture::state::{Comparison, Difference, compare};
use capture::{Family, Plan};
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::apply::{Standing, choose, has_rules, in_use};
use crate::arguments::Applying;
use crate::error::Error;
use crate::host::number_of;
use crate::listing::{Line, Listings, differences, listings};
use crate::live::Running;
use crate::programs::{Backend, Programs, family_name};
use crate::routes::{self, Routes, Way};
use crate::say::{plain, say};

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
    backend: &'static str,
    verdict: &'static str,
    differences: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    table: String,
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
    routes: Routes,
    applying: &Applying,
    programs: &dyn Programs,
) -> Result<ExitCode, Error> {
    let mut findings = if applying.native_nftables {
        vec![of_nftables(plan, applying, programs)?]
    } else {
        of_iptables(plan, applying, programs)?
    };
    findings.extend(of_routes(routes)?);
    match options.output {
        Form::Json => println!("{}", serde_json::to_string_pretty(&findings).unwrap_or_default()),
        Form::Text => findings.iter().for_each(|finding| print!("{}", plain(&text(finding)))),
    }
    let same = findings.iter().all(|f| f.verdict == "same");
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) })
}

fn of_nftables(plan: &Plan, applying: &Applying, programs: &dyn Programs) -> Result<Finding, Error> {
    let Listings { planned, live } = listings(plan, applying.cni_mode, programs)?;
    let differences = differences(&planned, &live);
    let verdict = match (differences.is_empty(), live.is_empty()) {
        (true, _) => "same",
        (false, true) => "missing",
        (false, false) => "different",
    };
    let told = |(missing, line): (bool, &Line)| {
        let Line { table, chain, rule } = line.clone();
        Told { table, chain, kind: kind(missing), rule }
    };
    let differences = if live.is_empty() { Vec::new() } else { differences.into_iter().map(told).collect() };
    Ok(Finding { family: "IPv4 and IPv6", backend: "nftables", verdict, differences })
}

fn of_iptables(plan: &Plan, applying: &Applying, programs: &dyn Programs) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for family in [Family::V4, Family::V6] {
        match of_family(plan, family, applying, programs) {
            Ok(finding) => findings.extend(finding),
            // What cannot be listed is not known to be wrong.
            Err(error) if family == Family::V6 && (applying.spares_ipv6 || !has_rules(plan, family)) => {
                say(format_args!("warning: the rules for IPv6 are not compared: {error}"));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(findings)
}

/// The finding for a family. Where nothing is planned for one, there is one if rules of ours were left behind.
fn of_family(
    plan: &Plan,
    family: Family,
    applying: &Applying,
    programs: &dyn Programs,
) -> Result<Option<Finding>, Error> {
    let is_planned = has_rules(plan, family);
    if !is_planned && !in_use(&Running, family) {
        return Ok(None);
    }
    let Standing { tools, saved } = choose(programs, &Running, family, applying.force_iptables_binary)?;
    let (verdict, differences) = match compare(plan, family, &saved, &number_of) {
        Comparison::Same if !is_planned => return Ok(None),
        Comparison::Same => ("same", Vec::new()),
        Comparison::Clean => ("missing", Vec::new()),
        Comparison::Differs(differences) => ("different", differences.into_iter().map(told).collect()),
    };
    let backend = match tools.backend {
        Backend::Legacy => "iptables legacy",
        Backend::Nft => "iptables nft",
    };
    Ok(Some(Finding { family: family_name(family), backend, verdict, differences }))
}

/// The findings for the ways of packets, for each family that has to have one or has one of ours.
fn of_routes(wanted: Routes) -> Result<Vec<Finding>, Error> {
    let (ways, missing) = (wanted.ways(), routes::missing(wanted)?);
    // The address does nothing by itself, and neither does a table without a rule.
    let is_left = |way: &Way| matches!(way, Way::Rule(..)) && !ways.contains(way);
    let left: Vec<Way> = routes::ours(wanted, &BTreeSet::new())?.into_iter().filter(is_left).collect();
    let of = |family: Family| {
        let told = |missing: bool| {
            move |way: &Way| {
                let rule = way.to_string();
                Told { table: "routes".to_owned(), chain: String::new(), kind: kind(missing), rule }
            }
        };
        let is_of = |way: &&Way| way.family() == family;
        let wanted = ways.iter().filter(is_of).count();
        let (missing, left) = (missing.iter().filter(is_of), left.iter().filter(is_of));
        let lacks = missing.clone().count();
        let differences: Vec<_> = missing.map(told(true)).chain(left.map(told(false))).collect();
        let verdict = match differences.len() {
            0 => "same",
            all if all == lacks && lacks == wanted => "missing",
            _ => "different",
        };
        let is_worth_telling = wanted > 0 || !differences.is_empty();
        let finding = Finding { family: family_name(family), backend: ROUTES, verdict, differences };
        is_worth_telling.then_some(finding)
    };
    Ok([Family::V4, Family::V6].into_iter().filter_map(of).collect())
}

/// What stands for a backend where the kernel is asked without one.
const ROUTES: &str = "routes";

fn kind(missing: bool) -> &'static str {
    if missing { "missing" } else { "unexpected" }
}

fn told(difference: Difference) -> Told {
    let Difference { table, chain, missing, rule } = difference;
    Told { table: table.name().to_owned(), chain, kind: kind(missing), rule }
}

fn text(finding: &Finding) -> String {
    let Finding { family, backend, verdict, differences } = finding;
    let of_rules = *backend != ROUTES;
    let said = match *verdict {
        "same" if of_rules => "the rules are those that are asked for",
        "same" => "the routes are those that are asked for",
        "missing" if of_rules => "none of the rules are there",
        "missing" => "none of the routes are there",
        _ if of_rules => "the rules differ",
        _ => "the routes differ",
    };
    let mut out = match of_rules {
        true => format!("{family} with {backend}: {said}\n"),
        false => format!("{family}: {said}\n"),
    };
    for Told { table, chain, kind, rule } in differences {
        match chain.as_str() {
            "" => out.push_str(&format!("  {kind:10} ip {rule}\n")),
            chain => out.push_str(&format!("  {kind:10} {table} {chain} {rule}\n")),
        }
    }
    out
}
