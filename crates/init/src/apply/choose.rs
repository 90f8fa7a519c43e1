//! Which programs are used for a family: those of the backend that has rules already, or else of the newer one.

use std::io;

use capture::Family;
use capture::state::Saved;

use crate::arguments::ForcedBinary;
use crate::error::Error;
use crate::host::{Privilege, missing_privileges};
use crate::live::{Kernel, NftFamily};
use crate::programs::{Backend, Flavour, Programs, Xtables, failure, family_name};

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
    standing(programs, tools, is_clean)
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
    standing(programs, tools, is_clean)
}

/// The programs with the rules that are there, which nobody has to list in a new pod.
fn standing(programs: &dyn Programs, tools: Xtables, is_clean: bool) -> Result<Standing, Error> {
    if tools.backend == Backend::Legacy
        && let [privilege, ..] = missing_privileges(&[Privilege::NetRaw])[..]
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
        eprintln!("warning: {}; assuming that there are no rules", failure(&call, &outcome));
        return Ok(Saved::default());
    }
    Ok(Saved::parse(&outcome.stdout))
}

fn nothing_found(family: Family, flavours: &[Flavour], no_nft: Option<&io::Error>) -> Error {
    let names = flavours.iter().map(|flavour| format!("`{}-restore`", Xtables::name(family, *flavour)));
    let remedy = match no_nft {
        Some(error) => format!(
            "the kernel has no nf_tables for {} ({error}), so that iptables-legacy is needed: install it, or load nf_tables",
            family_name(family)
        ),
        None => "install iptables into the image, or use `--native-nftables` with `nft`".to_owned(),
    };
    Error::NoProgram { programs: names.collect::<Vec<_>>().join(", "), remedy }
}
