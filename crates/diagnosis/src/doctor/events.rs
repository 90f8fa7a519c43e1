//! Events that tell of pods which could not be created, explained.

use std::collections::BTreeMap;

use kubeyaml::Value;
use objects::kinds;

use super::failure::{Failure, recognise};
use super::injector::Injector;
use super::tried::{of_failure, works};
use super::{Diagnosed, Seen, place_of};
use crate::codes::doctor::FAILED_BEFORE;
use crate::finding::{Finding, Place};

/// So many owners are named.
const MOST: usize = 3;

/// What Events say of one cause.
#[derive(Debug, Default)]
struct Cause<'a> {
    owners: BTreeMap<String, &'a Value>,
    last: &'a str,
    message: &'a str,
}

/// Adds what is found: for each cause and webhook one finding, and only a note of it where the webhook works by now.
pub fn look(seen: &Seen<'_>, injectors: &[Injector<'_>], found: &mut Vec<Diagnosed>) {
    let mut causes: BTreeMap<(&'static str, &str), (Failure<'_>, Cause<'_>)> = BTreeMap::new();
    for event in seen.world.all(kinds::EVENT) {
        let Some(failure) = event.str_at(&["message"]).and_then(recognise) else { continue };
        let (_, one) =
            causes.entry((failure.code.id, failure.webhook)).or_insert_with(|| (failure, Cause::default()));
        let about = event.at(&["involvedObject"]);
        let part = |key| about.str_at(&[key]).unwrap_or_default();
        one.owners.insert(format!("{} {}/{}", part("kind"), part("namespace"), part("name")), event);
        if last_seen(event) >= one.last {
            one.last = last_seen(event);
            one.message = failure.said;
        }
    }
    for (failure, said) in causes.into_values() {
        found.extend(finding(seen, injectors, &failure, &said));
    }
}

/// The API server writes all times in one form, which sorts as text.
fn last_seen(event: &Value) -> &str {
    let times = [&["series", "lastObservedTime"][..], &["lastTimestamp"], &["eventTime"]];
    times.into_iter().find_map(|path| event.str_at(path)).unwrap_or_default()
}

fn finding(
    seen: &Seen<'_>,
    injectors: &[Injector<'_>],
    failure: &Failure<'_>,
    said: &Cause<'_>,
) -> Option<Diagnosed> {
    let named: Vec<&str> = said.owners.keys().take(MOST).map(String::as_str).collect();
    let more = match said.owners.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let owners = format!("{}{more}", named.join(", "));
    let cause = format!("{owners} cannot create pods (last at {}): {}", said.last, said.message);
    let of = injectors.iter().find(|i| i.entries.iter().any(|entry| entry.name() == failure.webhook));
    if let Some(injector) = of.filter(|injector| works(seen, injector)) {
        let cause = format!("{owners} could not create pods (last at {}): {}", said.last, said.message);
        return Some(Diagnosed::new(Finding::new(&FAILED_BEFORE, place_of(injector), cause)));
    }
    // Webhooks of others are none of ours, and Pod Security names no webhook.
    let of_no_webhook = failure.webhook.is_empty();
    of_failure(seen, injectors, failure, cause.clone()).or_else(|| {
        let about = said.owners.values().next()?.at(&["involvedObject"]);
        let part = |key| about.str_at(&[key]).unwrap_or_default().to_owned();
        let place = Place { kind: part("kind"), namespace: part("namespace"), name: part("name") };
        of_no_webhook.then(|| Diagnosed::new(Finding::new(failure.code, place, cause)))
    })
}
