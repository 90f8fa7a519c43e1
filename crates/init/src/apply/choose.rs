//! Which programs are used for a family: those of the backend that has rules already, or else of the newer one.

use std::io;

use capture::Family;
use capture::state::{Backend, Saved};

use crate::applying::ForcedBinary;
use crate::error::Error;
use crate::host::Privilege;
use crate::kernel::{Kernel, NftFamily};
use crate::programs::{Flavour, Programs, Xtables, failure};
use crate::say::say;

/// The programs of a family, and the rules that are there.
#[derive(Debug)]
pub struct Standing {
    /// The programs.
    pub tools: Xtables,
    /// The rules.
    pub saved: Saved,
}

/// Chooses as Istio does, but counts rules where Istio counts lines, and changes nothing in order to find out.
///
/// The kernel is asked no more than it takes to know: each question makes a pod's start longer.
///
/// Source: Istio 1.30 `DetectIptablesVersion`.
///
/// # Errors
/// No programs are there for the backends that the kernel has, or they cannot be run.
pub fn choose(
    programs: &dyn Programs,
    kernel: &dyn Kernel,
    family: Family,
    forced: Option<ForcedBinary>,
) -> Result<Standing, Error> {
    match forced {
        Some(ForcedBinary::Legacy) => of_backend(programs, kernel, family, Backend::Legacy),
        Some(ForcedBinary::Nft) => of_backend(programs, kernel, family, Backend::Nft),
        None => in_use(programs, kernel, family),
    }
}

/// The programs of a backend, by its own name or by the plain one.
fn of_backend(
    programs: &dyn Programs,
    kernel: &dyn Kernel,
    family: Family,
    backend: Backend,
) -> Result<Standing, Error> {
    let own = match backend {
        Backend::Legacy => Flavour::Legacy,
        Backend::Nft => Flavour::Nft,
    };
    let tools = match Xtables::find(programs, family, own)? {
        Some(tools) => Some(tools),
        None => Xtables::find(programs, family, Flavour::Plain)?.filter(|tools| tools.backend == backend),
    };
    let tools = tools.ok_or_else(|| nothing_found(family, &[own], None))?;
    let is_clean = match backend {
        Backend::Legacy => !kernel.uses_legacy(family),
        Backend::Nft => kernel.nft_tables(NftFamily::Ip(family)).is_ok_and(|tables| tables.is_empty()),
    };
    standing(programs, kernel, tools, is_clean)
}

/// The programs of the backend that has rules; where none has, of the newer one that the kernel has.
fn in_use(programs: &dyn Programs, kernel: &dyn Kernel, family: Family) -> Result<Standing, Error> {
    let find = |flavour| Xtables::find(programs, family, flavour);
    let uses_legacy = kernel.uses_legacy(family);
    if uses_legacy && let Some(tools) = find(Flavour::Legacy)? {
        let saved = saved(programs, &tools)?;
        if saved.rules() > 0 {
            return Ok(Standing { tools, saved });
        }
    }
    let tables = kernel.nft_tables(NftFamily::Ip(family));
    let mut tools = if tables.is_ok() { find(Flavour::Nft)? } else { None };
    for flavour in [Flavour::Plain, Flavour::Legacy] {
        if tools.is_none() {
            tools = find(flavour)?.filter(|found| tables.is_ok() || found.backend == Backend::Legacy);
        }
    }
    let all = [Flavour::Nft, Flavour::Legacy, Flavour::Plain];
    let tools = tools.ok_or_else(|| nothing_found(family, &all, tables.as_ref().err()))?;
    let is_clean = match tools.backend {
        Backend::Legacy => !uses_legacy,
        Backend::Nft => tables.is_ok_and(|tables| tables.is_empty()),
    };
    standing(programs, kernel, tools, is_clean)
}

/// The programs with the rules that are there, which nobody has to list in a new pod.
fn standing(
    programs: &dyn Programs,
    kernel: &dyn Kernel,
    tools: Xtables,
    is_clean: bool,
) -> Result<Standing, Error> {
    if tools.backend == Backend::Legacy
        && let [privilege, ..] = kernel.missing(&[Privilege::NetRaw])[..]
    {
        return Err(Error::NoPrivilege { privilege });
    }
    let saved = if is_clean { Saved::default() } else { saved(programs, &tools)? };
    Ok(Standing { tools, saved })
}

/// The rules that are there. Where they cannot be listed none are expected, as in Istio.
fn saved(programs: &dyn Programs, tools: &Xtables) -> Result<Saved, Error> {
    let call = tools.saving();
    let outcome = programs.run(&call)?;
    if !outcome.is_success() {
        say(format_args!("warning: {}; assuming that there are no rules", failure(&call, &outcome)));
        return Ok(Saved::default());
    }
    Ok(Saved::parse(&outcome.stdout))
}

fn nothing_found(family: Family, flavours: &[Flavour], no_nft: Option<&io::Error>) -> Error {
    let names = flavours.iter().map(|flavour| format!("`{}-restore`", Xtables::name(family, *flavour)));
    let remedy = match no_nft {
        Some(error) => format!(
            "the kernel has no nf_tables for {} ({error}), so that iptables-legacy is needed: install it, or load nf_tables",
            family.name()
        ),
        None => "install iptables into the image, or use `--native-nftables` with `nft`".to_owned(),
    };
    Error::NoProgram { programs: names.collect::<Vec<_>>().join(", "), remedy }
}

#[cfg(test)]
mod tests {
    use super::super::fake::Machine;
    use super::*;

    const ALL: &[&str] = &["iptables-legacy", "iptables-nft", "iptables"];
    const V4: &[Family] = &[Family::V4];

    fn machine(sets: &'static [&'static str]) -> Machine {
        Machine { sets, ..Machine::default() }
    }

    /// What iptables-legacy lists where somebody has a rule.
    fn with_rules(sets: &'static [&'static str]) -> Machine {
        let rules = "*nat\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -j RETURN\nCOMMIT\n".to_owned();
        Machine { legacy: V4, prints: vec![("iptables-legacy-save", rules)], ..machine(sets) }
    }

    #[test]
    fn programs_are_chosen_by_what_is_in_use_and_what_is_there() {
        use ForcedBinary::{Legacy, Nft};
        let unused = || Machine { legacy: V4, ..machine(ALL) };
        let no_nft = |sets| Machine { no_nf_tables: true, ..machine(sets) };
        // What is there, what is asked for, what is taken, which lists are read.
        let rows: Vec<(Machine, Option<ForcedBinary>, &str, &[&str])> = vec![
            (machine(ALL), None, "iptables-nft", &[]),
            (unused(), None, "iptables-nft", &["iptables-legacy-save"]),
            (with_rules(ALL), None, "iptables-legacy", &["iptables-legacy-save"]),
            (with_rules(ALL), Some(Nft), "iptables-nft", &[]),
            (with_rules(ALL), Some(Legacy), "iptables-legacy", &["iptables-legacy-save"]),
            (Machine { nft: V4, ..machine(ALL) }, None, "iptables-nft", &["iptables-nft-save"]),
            (Machine { nft: &[Family::V6], ..machine(ALL) }, None, "iptables-nft", &[]),
            (machine(ALL), Some(Legacy), "iptables-legacy", &[]),
            (machine(&["iptables"]), None, "iptables", &[]),
            (machine(&["iptables"]), Some(Legacy), "iptables", &[]),
            (machine(&["iptables-legacy"]), None, "iptables-legacy", &[]),
            (no_nft(ALL), None, "iptables", &[]),
            (no_nft(&["iptables-legacy", "iptables-nft"]), None, "iptables-legacy", &[]),
        ];
        for (machine, forced, expected, lists) in rows {
            let standing = choose(&machine, &machine, Family::V4, forced).unwrap();
            let case = format!("{machine:?} {forced:?}");
            assert_eq!(standing.tools.restore, format!("/fake/{expected}-restore"), "{case}");
            let read: Vec<String> = machine.calls().into_iter().filter(|call| !call.contains(' ')).collect();
            assert_eq!(read, lists, "{case}");
        }
    }

    #[test]
    fn what_is_lacking_is_named() {
        let no_nft = Machine { no_nf_tables: true, ..machine(&["iptables-nft"]) };
        let unprivileged = Machine { missing: Some(Privilege::NetRaw), ..machine(&["iptables-legacy"]) };
        for (machine, family, forced, cause) in [
            (
                machine(&[]),
                Family::V4,
                None,
                "`iptables-nft-restore`, `iptables-legacy-restore`, `iptables-restore`",
            ),
            (machine(ALL), Family::V6, None, "`ip6tables-nft-restore`"),
            (machine(&["iptables-nft"]), Family::V4, Some(ForcedBinary::Legacy), "`iptables-legacy-restore`"),
            (machine(&["iptables"]), Family::V4, Some(ForcedBinary::Nft), "`iptables-nft-restore`"),
            (no_nft, Family::V4, None, "the kernel has no nf_tables for IPv4"),
            (unprivileged, Family::V4, None, "NET_RAW"),
        ] {
            let error = choose(&machine, &machine, family, forced).unwrap_err().to_string();
            assert!(error.contains(cause), "{machine:?}: {error}");
        }
    }
}
