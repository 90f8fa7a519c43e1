//! Which programs are used for a family: those of the backend that has rules already, or else of the newer one.

use std::io;

use capture::Family;
use capture::state::Saved;

use crate::arguments::ForcedBinary;
use crate::error::Error;
use crate::host::{Privilege, missing_privileges};
use crate::live;
use crate::programs::{Backend, Flavour, Programs, Xtables, failure, family_name};

/// What the kernel tells of a family without any program.
#[derive(Debug)]
pub struct Traces {
    /// Whether tables of the older backend may be in use.
    pub legacy: bool,
    /// The tables of the newer backend, or why it cannot be used.
    pub nft: io::Result<Vec<String>>,
}

impl Traces {
    /// Asks the kernel.
    #[must_use]
    pub fn of(family: Family) -> Self {
        Self { legacy: live::legacy_is_used(family), nft: live::nft_tables(live::NftFamily::Ip(family)) }
    }
}

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
/// Source: Istio 1.30 `DetectIptablesVersion`.
///
/// # Errors
/// No programs are there for the backends that the kernel has, or they cannot be run.
pub fn choose(
    programs: &dyn Programs,
    family: Family,
    forced: Option<ForcedBinary>,
    traces: &Traces,
) -> Result<Standing, Error> {
    let backend = match forced {
        Some(ForcedBinary::Legacy) => Some(Backend::Legacy),
        Some(ForcedBinary::Nft) => Some(Backend::Nft),
        None => None,
    };
    let may_be = |wanted| backend.is_none_or(|backend| backend == wanted);
    let find = |flavour| Xtables::find(programs, family, flavour);
    let legacy = if may_be(Backend::Legacy) { find(Flavour::Legacy)? } else { None };
    if traces.legacy
        && let Some(tools) = &legacy
    {
        let saved = saved(programs, tools)?;
        if saved.rules() > 0 || backend.is_some() {
            return Ok(Standing { tools: tools.clone(), saved });
        }
    }
    let works = traces.nft.is_ok() || backend.is_some();
    let nft = if may_be(Backend::Nft) && works { find(Flavour::Nft)? } else { None };
    let plain = match (&nft, &legacy) {
        (Some(_), _) => None,
        _ => find(Flavour::Plain)?
            .filter(|tools| may_be(tools.backend) && (works || tools.backend == Backend::Legacy)),
    };
    let tools = nft.or(plain).or(legacy).ok_or_else(|| nothing_found(family, backend, traces))?;
    let is_clean = match tools.backend {
        Backend::Legacy => !traces.legacy,
        Backend::Nft => traces.nft.as_ref().is_ok_and(Vec::is_empty),
    };
    let saved = if is_clean { Saved::default() } else { saved(programs, &tools)? };
    if tools.backend == Backend::Legacy
        && let [privilege, ..] = missing_privileges(&[Privilege::NetRaw])[..]
    {
        return Err(Error::NoPrivilege { privilege });
    }
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

fn nothing_found(family: Family, backend: Option<Backend>, traces: &Traces) -> Error {
    let flavours: &[Flavour] = match backend {
        Some(Backend::Legacy) => &[Flavour::Legacy],
        Some(Backend::Nft) => &[Flavour::Nft],
        None => &[Flavour::Nft, Flavour::Legacy, Flavour::Plain],
    };
    let names = flavours.iter().map(|flavour| format!("`{}-restore`", Xtables::name(family, *flavour)));
    let remedy = match &traces.nft {
        Err(error) if backend.is_none() => format!(
            "the kernel has no nf_tables for {} ({error}), so that iptables-legacy is needed: install it, or load nf_tables",
            family_name(family)
        ),
        _ => "install iptables into the image, or use `--native-nftables` with `nft`".to_owned(),
    };
    Error::NoProgram { programs: names.collect::<Vec<_>>().join(", "), remedy }
}
