//! The way from the API server to the injectors: what stands in it, from what was seen of it.
//!
//! ```text
//! webhook configuration ─► Service ─► endpoints ─► TLS ─► answer
//! ```
//!
//! Everything that dials is a caller's: what it saw is an argument, and so is the clock.

mod certificates;
mod counted;
mod events;
pub mod failure;
pub mod injector;
mod policy;
pub mod repair;
mod service;
mod site;
mod tried;

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use certs::Certificate;
use objects::{World, kinds};

pub use self::counted::{Counted, failures};
pub use self::repair::Repair;
pub use self::tried::{PLAIN_POD, Tried, where_to_try};

use self::injector::{Injector, Target};
use crate::codes::doctor::NO_INJECTOR;
use crate::finding::{Finding, Place};

/// What was seen.
#[derive(Debug)]
pub struct Seen<'a> {
    /// Webhook configurations and namespaces; of the injectors' namespaces the Services, EndpointSlices and Deployments;
    /// Events. Of a kind that was not read nothing is said.
    pub world: &'a World,
    /// What is served where the API server calls, as far as it could be reached.
    pub served: BTreeMap<Target, Served>,
    /// What became of pods that were only tried.
    pub tried: Vec<Tried>,
    /// What injectors count.
    pub counted: Vec<Counted>,
    /// The time, to which dates are compared.
    pub now: SystemTime,
}

/// What is served somewhere.
#[derive(Clone, Debug)]
pub enum Served {
    /// A chain of certificates, the server's first.
    Chain(Vec<Certificate>),
    /// No TLS: what was said instead.
    Refused(String),
}

/// A finding, and what repairs it where that can be done for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosed {
    /// What is the matter. Its remedy is the repair's command, where there is one.
    pub finding: Finding,
    /// What repairs it.
    pub repair: Option<Repair>,
}

impl Diagnosed {
    fn new(finding: Finding) -> Diagnosed {
        Diagnosed { finding, repair: None }
    }

    fn repaired_by(finding: Finding, repair: Repair) -> Diagnosed {
        Diagnosed { finding: finding.remedy(repair.command()), repair: Some(repair) }
    }
}

/// What is the matter, the worst first, and each thing once.
pub fn look(seen: &Seen<'_>) -> Vec<Diagnosed> {
    let mut found = Vec::new();
    if seen.world.known(kinds::MUTATING_WEBHOOK).is_none() {
        return found;
    }
    let injectors = injector::all(seen.world);
    if injectors.is_empty() {
        let place = Place {
            kind: "MutatingWebhookConfiguration".to_owned(),
            namespace: String::new(),
            name: String::new(),
        };
        let cause = "no webhook configuration has an entry of sidecar-injector.istio.io or sidecar-injector.outrigger";
        found.push(Diagnosed::new(Finding::new(&NO_INJECTOR, place, cause)));
    }
    for injector in &injectors {
        service::look(seen, injector, &mut found);
        certificates::look(seen, injector, &mut found);
        policy::look(seen, injector, &mut found);
    }
    policy::add_overlaps(&injectors, &mut found);
    tried::look(seen, &injectors, &mut found);
    counted::look(seen, &mut found);
    events::look(seen, &injectors, &mut found);
    ordered(found)
}

/// What is found first of a code and a place stays: it is the nearest to the cause.
fn ordered(found: Vec<Diagnosed>) -> Vec<Diagnosed> {
    let mut known = BTreeSet::new();
    let mut kept: Vec<Diagnosed> = found
        .into_iter()
        .filter(|one| known.insert((one.finding.code.id, one.finding.place.clone())))
        .collect();
    kept.sort_by(|a, b| {
        let key = |one: &Diagnosed| (one.finding.code.level, one.finding.code.id, one.finding.place.clone());
        key(a).cmp(&key(b))
    });
    kept
}

fn place_of(injector: &Injector<'_>) -> Place {
    Place::of(kinds::MUTATING_WEBHOOK, injector.configuration)
}
