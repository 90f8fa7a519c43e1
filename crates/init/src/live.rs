//! The rules and routes that are there, for who compares them with what is wanted.

use std::collections::BTreeSet;

use capture::Family;
use capture::routes::{LiveRoutes, Way};
use capture::state::{FamilyRules, Live, Saved};

use crate::apply::{Standing, choose, in_use, list};
use crate::error::Error;
use crate::kernel::Running;
use crate::prepare::Wanted;
use crate::programs::Programs;
use crate::routes;
use crate::say::say;

/// The rules that are there: of our tables of nftables where these are wanted, otherwise those of iptables of each family
/// that has some or is to have some.
///
/// # Errors
/// A program is missing, or cannot list rules.
pub fn rules(wanted: &Wanted) -> Result<Live, Error> {
    let Wanted { plan, applying, .. } = wanted;
    let programs = wanted.programs();
    if applying.native_nftables {
        return Ok(Live::Nftables(list(&programs, applying.cni_mode)?));
    }
    let mut families = Vec::new();
    for family in [Family::V4, Family::V6] {
        let is_planned = plan.has_rules(family);
        if !is_planned && !in_use(&Running, family) {
            continue;
        }
        match of_family(wanted, &programs, family) {
            Ok(found) => families.push(found),
            // What cannot be listed is not known to be wrong.
            Err(error) if family == Family::V6 && (applying.spares_ipv6 || !is_planned) => {
                say(format_args!("warning: the rules for IPv6 are not compared: {error}"));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Live::Iptables(families))
}

/// The rules of iptables that are there for a family.
///
/// # Errors
/// `--native-nftables` asks for rules of another kind; a program is missing, or cannot list rules.
pub fn saved(wanted: &Wanted, family: Family) -> Result<Saved, Error> {
    if wanted.applying.native_nftables {
        let cause = "live rules are followed only where `iptables-save` prints them; `verify` compares those of nftables";
        return Err(Error::Flag { flag: "--live", cause: cause.to_owned() });
    }
    Ok(of_family(wanted, &wanted.programs(), family)?.saved)
}

fn of_family(wanted: &Wanted, programs: &dyn Programs, family: Family) -> Result<FamilyRules, Error> {
    let Standing { tools, saved } =
        choose(programs, &Running, family, wanted.applying.force_iptables_binary)?;
    Ok(FamilyRules { family, backend: tools.backend, saved })
}

/// How the routes that are there differ from those that are wanted.
///
/// # Errors
/// The kernel does not answer.
pub fn routes(wanted: &Wanted) -> Result<LiveRoutes, Error> {
    let wanted = wanted.routes();
    let ways = wanted.ways();
    // The address does nothing by itself, and neither does a table without a rule.
    let is_left = |way: &Way| matches!(way, Way::Rule(..)) && !ways.contains(way);
    let left = routes::ours(wanted, &BTreeSet::new())?.into_iter().filter(is_left).collect();
    Ok(LiveRoutes { missing: routes::missing(wanted)?, left })
}
