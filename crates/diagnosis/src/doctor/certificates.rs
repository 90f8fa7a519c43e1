//! Whether the API server trusts what is served, by the bundle of each entry.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use certs::served::{Fault, faults};
use certs::{Certificate, ca_bundle};
use golang::base64;

use super::failure;
use super::injector::{Entry, Injector, Target};
use super::site::Site;
use super::{Diagnosed, Seen, Served, place_of};
use crate::codes::doctor::{
    BROKEN_BUNDLE, CERTIFICATE_EARLY, CERTIFICATE_EXPIRED, CERTIFICATE_EXPIRES, CERTIFICATE_NAME,
    CONNECTION_BROKEN, EMPTY_BUNDLE, UNKNOWN_AUTHORITY,
};
use crate::finding::{Code, Finding};

/// Whatever renews a certificate does so earlier than this before its end.
const SOON: Duration = Duration::from_secs(7 * 24 * 3600);

/// What is said of a group of entries.
type Said = BTreeMap<(&'static str, String), (&'static Code, Vec<usize>, Target)>;

/// Adds what is found: a finding for each cause, naming its entries.
pub fn look(seen: &Seen<'_>, injector: &Injector<'_>, found: &mut Vec<Diagnosed>) {
    let mut said = Said::new();
    for entry in injector.entries.iter().filter(|entry| !entry.is_deactivated()) {
        let Some(target) = entry.target() else { continue };
        for (code, cause) in of_entry(seen, entry, &target) {
            let (_, indices, _) =
                said.entry((code.id, cause)).or_insert_with(|| (code, Vec::new(), target.clone()));
            indices.push(entry.index);
        }
    }
    for ((_, cause), (code, indices, target)) in said {
        let whole = indices.len() == injector.entries.len();
        let names = injector.entries.iter().filter(|entry| indices.contains(&entry.index)).map(Entry::name);
        let names = names.collect::<Vec<_>>().join(", ");
        let cause = if whole { cause } else { format!("{cause} (in {names})") };
        let site = Site { world: seen.world, injector, target: &target };
        found.push(repaired(Finding::new(code, place_of(injector), cause), &site));
    }
}

/// A finding with what repairs it, whoever found it.
pub fn repaired(finding: Finding, site: &Site<'_>) -> Diagnosed {
    let of_bundle = [&BROKEN_BUNDLE, &EMPTY_BUNDLE, &UNKNOWN_AUTHORITY].map(|code| code.id);
    let bundle = if of_bundle.contains(&finding.code.id) { site.bundle() } else { None };
    match bundle {
        Some(Ok(repair)) => Diagnosed::repaired_by(finding, repair),
        Some(Err(command)) => Diagnosed::new(finding.remedy(command)),
        None => Diagnosed::new(match site.remedy(finding.code) {
            Some(remedy) => finding.remedy(remedy),
            None => finding,
        }),
    }
}

fn of_entry(seen: &Seen<'_>, entry: &Entry<'_>, target: &Target) -> Vec<(&'static Code, String)> {
    let mut causes = Vec::new();
    let bundle = match bundle_of(entry, target) {
        Ok(bundle) => bundle,
        Err((code, cause)) => {
            causes.push((code, cause));
            None
        }
    };
    match seen.served.get(target) {
        None => {}
        Some(Served::Refused(text)) => {
            let code = failure::cause(text).unwrap_or(&CONNECTION_BROKEN);
            causes.push((code, format!("{} was asked from here: {text}", target.server_name())));
        }
        Some(Served::Chain(chain)) => {
            // Whom to trust is not known, or wrong already: dates and names can be told all the same.
            let bundle = bundle.as_deref().unwrap_or(chain);
            let found = faults(chain, bundle, &target.server_name(), seen.now);
            causes.extend(found.iter().map(|fault| (code_of(fault), fault.to_string())));
            causes.extend(chain.first().and_then(|leaf| expires(leaf, seen.now)));
        }
    }
    causes
}

/// The certificates that an entry trusts; `None` where those of the API server's host count.
fn bundle_of(
    entry: &Entry<'_>,
    target: &Target,
) -> Result<Option<Vec<Certificate>>, (&'static Code, String)> {
    let encoded = entry.bundle();
    if encoded.is_empty() {
        return match target {
            Target::Service { .. } => Err((&EMPTY_BUNDLE, "there is no caBundle".to_owned())),
            Target::Url { .. } => Ok(None),
        };
    }
    let broken = |cause: String| (&BROKEN_BUNDLE, format!("caBundle is not a certificate: {cause}"));
    let bytes = base64::decode(encoded).map_err(|e| broken(e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| broken("it is not text".to_owned()))?;
    ca_bundle::read(&text).map(Some).map_err(|e| broken(e.to_string()))
}

fn code_of(fault: &Fault) -> &'static Code {
    match fault {
        Fault::Nothing => &CONNECTION_BROKEN,
        Fault::UnknownAuthority { .. } => &UNKNOWN_AUTHORITY,
        Fault::Name { .. } => &CERTIFICATE_NAME,
        Fault::Expired { .. } => &CERTIFICATE_EXPIRED,
        Fault::NotYetValid { .. } => &CERTIFICATE_EARLY,
    }
}

fn expires(leaf: &Certificate, now: SystemTime) -> Option<(&'static Code, String)> {
    let left = leaf.not_after.duration_since(now).ok()?;
    let whole = leaf.not_after.duration_since(leaf.not_before).unwrap_or_default();
    let hours = left.as_secs() / 3600;
    let soon = left < SOON.min(whole / 5);
    soon.then(|| {
        (&CERTIFICATE_EXPIRES, format!("the certificate of `{}` expires in {hours} hours", leaf.subject))
    })
}
