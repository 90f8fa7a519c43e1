//! What the host has to say about a request.

use std::net::IpAddr;

use capture::flags::Environment;
use capture::{Cidr, Families, Flag, Flags, families};

use crate::applying::{Applying, Ipv6};
use crate::error::Error;
use crate::host::{addresses, nameservers, number_of};

/// Asks the host what the request does not say.
///
/// # Errors
/// The name servers are needed and cannot be read, or the host has no address of its own.
pub fn ask(
    flags: &Flags,
    applying: &Applying,
    environment: Environment<'_>,
) -> Result<(capture::Host, Families), Error> {
    let families = families_of_host(applying)?;
    let request = flags.request(environment);
    // What a dry run prints for a family that is said depends on its flags alone.
    let alone = applying.dry_run && applying.ipv6 != Ipv6::Auto;
    let servers = match flags.text(Flag::DnsServers) {
        Some(list) => given(list)?,
        None if alone || !request.redirect_dns || request.capture_all_dns => Vec::new(),
        None => nameservers(&resolv_conf()?).iter().map(|a| Cidr::of(a.to_canonical())).collect(),
    };
    let user = || number_of(false, &applying.envoy_user).map(|id| id.to_string());
    let proxy_uid = if request.proxy_uid.is_empty() { user() } else { None };
    Ok((capture::Host { proxy_uid, ipv6: families.ipv6, nameservers: servers }, families))
}

/// The host's addresses are looked at only where they matter: it takes a pod's start longer.
fn families_of_host(applying: &Applying) -> Result<Families, Error> {
    match (applying.ipv6, applying.run_validation) {
        (Ipv6::Said(ipv6), false) => Ok(Families { ipv6, first: None }),
        (Ipv6::Said(ipv6), true) => {
            let first = addresses().ok().and_then(|all| families(&all, applying.dual_stack).first);
            Ok(Families { ipv6, first })
        }
        (Ipv6::Auto, _) => {
            let all = addresses().map_err(Error::kernel("failed to list the addresses of this host"))?;
            Ok(families(&all, applying.dual_stack))
        }
    }
}

fn resolv_conf() -> Result<String, Error> {
    let path = "/etc/resolv.conf";
    let failed = |source| Error::File { verb: "load", path: path.to_owned(), source };
    std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).map_err(failed)
}

fn given(list: &str) -> Result<Vec<Cidr>, Error> {
    let failed = |item: &str| Error::Flag {
        flag: "--dns-servers",
        cause: format!("{:?} is not an IP address", item.chars().take(60).collect::<String>()),
    };
    let server = |text: &str| match text.parse::<IpAddr>() {
        Ok(address) => Ok(Cidr::of(address)),
        Err(_) => Err(failed(text)),
    };
    list.split(',').filter(|i| !i.is_empty()).map(server).collect()
}
