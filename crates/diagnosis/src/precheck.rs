//! What another configuration, release or version of Kubernetes would change for the pods that are there.
//!
//! ```text
//! pod ─► author's pod ─► which webhook asks ─┬─► the injector of today   ─┬─► compare ─► Effect
//!                                            └─► the injector to come     ─┘
//! ```
//!
//! Nothing is compared with what runs: a pod whose sidecar is out of date is `outdated`'s concern.

use std::collections::BTreeMap;
use std::fmt;

use injection::Version;
use injection::workload::Identity;
use kubeyaml::Value;
use objects::{World, kinds};

use crate::admission::Asked;
use crate::check_inject::standing;
use crate::created::{Created, Injected};
use crate::outdated::answers::Answers;
use crate::outdated::compare::{self, Compared, Depth};
use crate::outdated::family::{Families, Family};
use crate::outdated::{Difference, Now, has_ended};
use crate::part;

/// Pods of a workload for which the same changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The workload's namespace.
    pub namespace: String,
    /// The workload's kind, as far as the pods tell it.
    pub kind: String,
    /// The workload's name.
    pub name: String,
    /// The pods, in order of their names.
    pub pods: Vec<String>,
    /// What becomes of them when they are created again.
    pub effect: Effect,
    /// What of the pod as it is created would be different.
    pub differences: Vec<Difference>,
    /// The command that creates the pods again.
    pub restart: String,
}

/// What another configuration means for a pod that is created again. The order is that in which to look at them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It would be refused, and is taken today.
    Refused {
        /// Why.
        cause: String,
    },
    /// It is refused today, and would be.
    StillRefused {
        /// Why.
        cause: String,
    },
    /// It gets a sidecar today, and would get none.
    LeftAlone {
        /// Why it would get none.
        cause: String,
    },
    /// It gets no sidecar today, and would get one.
    Injected,
    /// It is refused today, and would be taken.
    Accepted,
    /// Its sidecar would be different.
    Changed,
    /// It cannot be told.
    Unknown {
        /// Why.
        cause: String,
    },
    /// Nothing changes.
    Same,
}

impl Effect {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Effect::Refused { .. } => "would-be-refused",
            Effect::StillRefused { .. } => "refused",
            Effect::LeftAlone { .. } => "would-be-left-alone",
            Effect::Injected => "would-be-injected",
            Effect::Accepted => "would-be-accepted",
            Effect::Changed => "would-change",
            Effect::Unknown { .. } => "unknown",
            Effect::Same => "same",
        }
    }

    /// Whether the user should know before the change is made.
    pub fn is_finding(&self) -> bool {
        !matches!(self, Effect::Same | Effect::Unknown { .. })
    }

    /// What to do; `None` where nothing is to be done. `restart` is what creates the pods again.
    pub fn remedy(&self, restart: &str) -> Option<String> {
        match self {
            Effect::Same => None,
            Effect::Refused { .. } => {
                Some("change what the cause names before the configuration is put in force".to_owned())
            }
            Effect::StillRefused { .. } => {
                Some("change what the cause names before the pods are restarted".to_owned())
            }
            Effect::Unknown { .. } => Some("add what the cause names to what is looked at".to_owned()),
            _ => Some(format!("once it is in force: {restart}")),
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Effect::Refused { cause } => write!(f, "injection would refuse it: {cause}"),
            Effect::StillRefused { cause } => write!(f, "injection refuses it today, too: {cause}"),
            Effect::LeftAlone { cause } => write!(f, "it would get no sidecar any more: {cause}"),
            Effect::Injected => f.write_str("it would get a sidecar, and gets none today"),
            Effect::Accepted => f.write_str("injection would take it, and refuses it today"),
            Effect::Changed => f.write_str("its sidecar would be different"),
            Effect::Unknown { cause } => write!(f, "cannot be told: {cause}"),
            Effect::Same => f.write_str("nothing changes"),
        }
    }
}

/// What changes for the pods of a world between two injectors, the gravest first. `namespace` is that of the pods that
/// are looked at; `None` for all. Pods that have ended are passed over.
pub fn changes(world: &World, namespace: Option<&str>, today: &Now<'_>, to_come: &Now<'_>) -> Vec<Change> {
    let mut families = Families::of(world);
    let (mut today, mut to_come) = (Answers::new(today), Answers::new(to_come));
    let mut effects: BTreeMap<usize, (Effect, Vec<Difference>)> = BTreeMap::new();
    let mut groups: BTreeMap<(String, String, String, usize), Change> = BTreeMap::new();
    let wanted = |pod: &&Value| namespace.is_none_or(|namespace| part::namespace(pod) == namespace);
    for pod in world.all(kinds::POD).filter(|pod| !has_ended(pod)).filter(wanted) {
        let family = families.of_pod(pod);
        let Identity { namespace, kind, name, .. } = Identity::of_pod(pod, Version::LATEST);
        let (effect, differences) =
            effects.entry(family.number).or_insert_with(|| effect(&family, &mut today, &mut to_come));
        let group = groups.entry((namespace.clone(), kind.clone(), name.clone(), family.number));
        let group = group.or_insert_with(|| Change {
            restart: standing::restart(pod),
            pods: Vec::new(),
            effect: effect.clone(),
            differences: differences.clone(),
            namespace,
            kind,
            name,
        });
        group.pods.push(part::name(pod).to_owned());
    }
    let mut all: Vec<Change> = Vec::new();
    for change in groups.into_values() {
        match all.last_mut().filter(|last| are_alike(last, &change)) {
            Some(last) => last.pods.extend(change.pods),
            None => all.push(change),
        }
    }
    all.iter_mut().for_each(|change| change.pods.sort());
    // The sort is stable: equals stay in the order of their names.
    all.sort_by(|a, b| a.effect.cmp(&b.effect));
    all
}

/// Whether two groups of pods are one row: those of a workload for which the same changes.
fn are_alike(one: &Change, other: &Change) -> bool {
    let of = |change: &Change| (change.namespace.clone(), change.kind.clone(), change.name.clone());
    of(one) == of(other) && one.effect == other.effect && one.differences == other.differences
}

fn effect(
    family: &Family<'_>,
    today: &mut Answers<'_>,
    to_come: &mut Answers<'_>,
) -> (Effect, Vec<Difference>) {
    let asked = match &family.asked {
        Asked::Injector(asked) => asked,
        Asked::Nobody => return (Effect::Same, Vec::new()),
        Asked::Untold(cause) => return (Effect::Unknown { cause: cause.clone() }, Vec::new()),
        Asked::Refused(cause) => return (Effect::StillRefused { cause: cause.clone() }, Vec::new()),
    };
    let effect = match (&*today.of(family, asked), &*to_come.of(family, asked)) {
        (Created::Unknown { cause }, _) | (_, Created::Unknown { cause }) => {
            Effect::Unknown { cause: cause.clone() }
        }
        (Created::Refused { .. }, Created::Refused { cause }) => {
            Effect::StillRefused { cause: cause.clone() }
        }
        (_, Created::Refused { cause }) => Effect::Refused { cause: cause.clone() },
        (Created::Refused { .. }, _) => Effect::Accepted,
        (Created::Injected(_), Created::LeftAlone { decision }) => {
            Effect::LeftAlone { cause: decision.reason().map(ToString::to_string).unwrap_or_default() }
        }
        (Created::LeftAlone { .. }, Created::Injected(_)) => Effect::Injected,
        (Created::LeftAlone { .. }, Created::LeftAlone { .. }) => Effect::Same,
        (Created::Injected(was), Created::Injected(now)) => {
            let differences = differences(was, now);
            let effect = if differences.is_empty() { Effect::Same } else { Effect::Changed };
            return (effect, differences);
        }
    };
    (effect, Vec::new())
}

fn differences(was: &Injected, now: &Injected) -> Vec<Difference> {
    compare::differences(&Compared {
        author: &now.author,
        now: &now.pod,
        added: &now.added,
        running: &was.pod,
        had: &was.added,
        depth: Depth::Made,
    })
}
