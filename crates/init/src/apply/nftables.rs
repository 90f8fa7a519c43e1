//! Applies with `nft`: one script, one transaction.

use std::io;

use capture::{Plan, nftables};

use super::iptables::succeed;
use crate::arguments::Applying;
use crate::error::Error;
use crate::live::{Kernel, NftFamily};
use crate::programs::{Call, Programs};

/// Replaces our tables by the plan's, also those that the plan has not; or removes them.
///
/// Source: Istio 1.30 tools/istio-nftables; there tables and chains that are no longer needed stay.
pub fn apply(
    programs: &dyn Programs,
    kernel: &dyn Kernel,
    plan: &Plan,
    applying: &Applying,
) -> Result<(), Error> {
    let nft = find(programs, applying.cni_mode)?;
    let script = script(plan, applying.cleanup_only, kernel.nft_tables(NftFamily::Inet))?;
    if script.is_empty() {
        eprintln!("nftables: nothing to do");
        return Ok(());
    }
    eprintln!("nftables: running `{nft} -f -`:\n{script}");
    succeed(programs, &Call::new(&nft, &["-f", "-"]).reading(&script))
}

/// Where `nft` is.
///
/// # Errors
/// When it is nowhere.
pub fn find(programs: &dyn Programs, host: bool) -> Result<String, Error> {
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
    let removed: String =
        ours.map(|name| format!("add table inet {name}\ndelete table inet {name}\n")).collect();
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
