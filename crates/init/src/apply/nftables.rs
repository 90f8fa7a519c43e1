//! Applies with `nft`: one script, one transaction.

use std::collections::BTreeSet;
use std::io;

use capture::state::Listed;
use capture::{Plan, Table, nftables};

use super::iptables::succeed;
use super::site::Site;
use crate::error::Error;
use crate::kernel::{Kernel, NftFamily};
use crate::programs::{Call, Programs, failure};
use crate::say::{plain, say};

/// What `nft` is to do.
pub struct Script {
    nft: String,
    /// The script; empty where nothing is to be done.
    pub text: String,
    /// The marks of TPROXY in the tables that go.
    pub marks: BTreeSet<u32>,
}

/// Replaces our tables by the plan's, also those that the plan has not; or removes them.
///
/// Source: Istio 1.30 tools/istio-nftables; there tables and chains that are no longer needed stay.
pub(super) fn decide(site: Site<'_>) -> Result<Script, Error> {
    let Site { programs, kernel, plan, applying } = site;
    let nft = find(programs, applying.cni_mode)?;
    let tables = kernel.nft_tables(NftFamily::Inet);
    let mangle = nftables::table_name(Table::Mangle);
    let has_mangle = tables.as_ref().is_ok_and(|tables| tables.iter().any(|name| name == mangle));
    let marks = if has_mangle { marks(programs, &nft, mangle)? } else { BTreeSet::new() };
    let text = script(plan, applying.cleanup_only, tables)?;
    Ok(Script { nft, text, marks })
}

/// Whether there are tables of ours.
pub(super) fn has_ours(kernel: &dyn Kernel) -> bool {
    let is_ours = |name: &String| nftables::tables().any(|table| nftables::table_name(table) == name);
    kernel.nft_tables(NftFamily::Inet).is_ok_and(|names| names.iter().any(is_ours))
}

/// The marks of TPROXY in a table. One that is gone meanwhile has none.
fn marks(programs: &dyn Programs, nft: &str, table: &str) -> Result<BTreeSet<u32>, Error> {
    let outcome = programs.run(&Call::new(nft, &["--stateless", "list", "table", "inet", table]))?;
    Ok(Listed::parse(&outcome.stdout).tproxy_marks())
}

/// What our tables hold. `host` is whether `nft` is the host's.
///
/// # Errors
/// `nft` is missing or fails.
pub fn list(programs: &dyn Programs, host: bool) -> Result<Listed, Error> {
    let nft = find(programs, host)?;
    let call = Call::new(&nft, &["--stateless", "list", "ruleset", "inet"]);
    let outcome = programs.run(&call)?;
    if outcome.is_success() { Ok(Listed::parse(&outcome.stdout)) } else { Err(failure(&call, &outcome)) }
}

/// Runs a script; it is one transaction.
pub(super) fn make(site: Site<'_>, script: &Script) -> Result<(), Error> {
    let Script { nft, text, .. } = script;
    if text.is_empty() {
        say("nftables: nothing to do");
        return Ok(());
    }
    eprint!("{}", plain(&format!("nftables: running `{nft} -f -`:\n{text}\n")));
    succeed(site.programs, &Call::new(nft, &["-f", "-"]).reading(text))
}

/// Where `nft` is.
fn find(programs: &dyn Programs, host: bool) -> Result<String, Error> {
    let found = programs.find("nft").map(|path| path.to_string_lossy().into_owned());
    let place = if host { "on the host" } else { "into the image" };
    found.ok_or_else(|| Error::NoProgram {
        programs: "`nft`".to_owned(),
        remedy: format!(
            "`--native-nftables` needs it: install nftables {place}, or use iptables without that flag"
        ),
    })
}

/// What to do to the tables that are there.
fn script(plan: &Plan, cleanup: bool, tables: io::Result<Vec<String>>) -> Result<String, Error> {
    let there = match tables {
        Ok(there) => there,
        // An older kernel may answer `nft` and not us: then all are taken for possible.
        Err(error) if error.raw_os_error() == Some(1) => {
            return Err(Error::kernel("listing the tables of nf_tables needs the capability NET_ADMIN")(
                error,
            ));
        }
        Err(_) => nftables::tables().map(|table| nftables::table_name(table).to_owned()).collect(),
    };
    let planned = if cleanup { String::new() } else { nftables::script(plan) };
    // What is there goes as a whole in the same transaction, so that no chain of another configuration stays.
    let ours = nftables::tables().map(nftables::table_name).filter(|name| there.iter().any(|t| t == name));
    let removed: String = ours.map(nftables::removal).collect();
    Ok(removed + &planned)
}

#[cfg(test)]
mod tests {
    use capture::{Host, Request, plan};

    use super::*;

    #[test]
    fn scripts() {
        let plan = plan(&Request::default().config(&Host::default()).unwrap());
        let names = |list: &[&str]| Ok(list.iter().map(|name| (*name).to_owned()).collect());
        let all = ["istio-proxy-nat", "istio-proxy-mangle", "other"];
        let planned = nftables::script(&plan);
        let gone = "add table inet istio-proxy-mangle\ndelete table inet istio-proxy-mangle\n";
        let nat = "add table inet istio-proxy-nat\ndelete table inet istio-proxy-nat\n";
        assert_eq!(script(&plan, false, names(&[])).unwrap(), planned);
        assert_eq!(script(&plan, false, names(&all)).unwrap(), format!("{nat}{gone}{planned}"));
        assert_eq!(script(&plan, true, names(&[])).unwrap(), "");
        assert_eq!(script(&plan, true, names(&all)).unwrap(), format!("{nat}{gone}"));
        assert_eq!(script(&plan, true, Err(io::Error::from_raw_os_error(22))).unwrap(), nftables::cleanup());
        assert!(script(&plan, true, Err(io::Error::from_raw_os_error(1))).is_err());
    }
}
