//! What injection would give each pod now, beside what the pod has: which sidecars are out of date, missing or left over.
//!
//! ```text
//! pod ─► author's pod ─► which webhook asks ─► Injector::answer ─► compare with the pod ─► State
//! ```
//!
//! Compared is only what injection adds. What the API server, kubelets and controllers set is left out.

pub(crate) mod answers;
pub mod changes;
pub(crate) mod compare;
pub(crate) mod family;
pub mod restart;
pub mod rollout;
mod served;
mod state;
pub mod stuck;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use injection::workload::Identity;
use injection::{Facts, Injector, Version};
use kubeyaml::Value;
use objects::{World, kinds};

use self::answers::Standings;
pub use self::compare::Difference;
pub use self::state::{Risk, State};
use crate::admission;
pub use crate::author::OWNERS;
use crate::check_inject::standing;
use crate::part;

/// What pods are compared with.
pub struct Now<'a> {
    /// The injector of a revision, or why there is none.
    pub injector: &'a (dyn Fn(&str) -> Result<Arc<Injector>, String> + Sync),
    /// What injection may know of the cluster.
    pub facts: &'a Facts,
    /// The revision that is asked in place of the one whose webhook selects a pod; empty for that one.
    pub revision: &'a str,
}

impl Now<'_> {
    /// The revision that is asked in place of a webhook's.
    fn revision_for<'a>(&'a self, asked: &admission::Injector<'a>) -> &'a str {
        if self.revision.is_empty() { asked.revision } else { self.revision }
    }
}

/// Pods of a workload that stand alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Pods {
    /// The workload's namespace.
    pub namespace: String,
    /// The workload's kind, as far as the pods tell it.
    pub kind: String,
    /// The workload's name.
    pub name: String,
    /// The pods that stand like this, in order of their names.
    pub pods: Vec<String>,
    /// How they stand.
    pub state: State,
    /// What of the sidecar a restart would change.
    pub differences: Vec<Difference>,
    /// What a restart of the workload risks.
    pub risk: Risk,
    /// The command that creates the pods again.
    pub restart: String,
}

/// How a pod stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How.
    pub state: State,
    /// What of its sidecar a restart would change.
    pub differences: Vec<Difference>,
}

impl Standing {
    fn of(state: State) -> Standing {
        Standing { state, differences: Vec::new() }
    }
}

/// How the pods of a world stand, by workload, as [`by_workload`] orders them. `namespace` is that of the pods that are
/// looked at; `None` for all.
pub fn pods(world: &World, namespace: Option<&str>, now: &Now<'_>) -> Vec<Pods> {
    let pods = looked_at(world, namespace);
    let standings = standings(world, &pods, now);
    by_workload(&pods, standings)
}

/// The pods that are looked at, by namespace and name: all of a namespace, or of all, but those that have ended or are
/// about to: what is deleted is not to be restarted.
pub fn looked_at<'a>(world: &'a World, namespace: Option<&str>) -> Vec<&'a Value> {
    let wanted = |pod: &&Value| namespace.is_none_or(|namespace| part::namespace(pod) == namespace);
    world.all(kinds::POD).filter(|pod| !has_ended(pod)).filter(wanted).collect()
}

/// How pods stand, in their order. Pods of a workload share what is asked about them, so that several cores are best given
/// neighbours.
pub fn standings(world: &World, pods: &[&Value], now: &Now<'_>) -> Vec<Standing> {
    let mut standings = Standings::new(world, now);
    pods.iter().map(|pod| standings.of(pod)).collect()
}

/// How pods stand, those of a workload that stand alike together: those that are to be restarted first, the least risky at
/// the head; then those of which nothing can be told, then the others.
pub fn by_workload(pods: &[&Value], standings: Vec<Standing>) -> Vec<Pods> {
    let mut sizes: HashMap<(String, String, String), usize> = HashMap::new();
    let mut groups: BTreeMap<(String, String, String, String), Pods> = BTreeMap::new();
    for (pod, Standing { state, differences }) in pods.iter().zip(standings) {
        let Identity { namespace, kind, name, .. } = Identity::of_pod(pod, Version::LATEST);
        *sizes.entry((namespace.clone(), kind.clone(), name.clone())).or_default() += 1;
        let alike = alike(&state, &differences);
        let group = groups.entry((namespace.clone(), kind.clone(), name.clone(), alike));
        let group = group.or_insert_with(|| Pods {
            restart: standing::restart(pod),
            risk: Risk::Rolls,
            pods: Vec::new(),
            namespace,
            kind,
            name,
            state,
            differences,
        });
        group.pods.push(part::name(pod).to_owned());
    }
    let mut all: Vec<Pods> = groups.into_values().collect();
    for pods in &mut all {
        let size = sizes.get(&(pods.namespace.clone(), pods.kind.clone(), pods.name.clone()));
        pods.risk = Risk::of(&pods.state, &pods.kind, size.copied().unwrap_or_default());
    }
    // The sort is stable: equals stay in the order of their names.
    all.sort_by_key(|pods| (pods.state.order(), pods.risk));
    all
}

pub(crate) fn has_ended(pod: &Value) -> bool {
    matches!(pod.str_at(&["status", "phase"]), Some("Succeeded" | "Failed"))
        || !pod.at(&["metadata", "deletionTimestamp"]).is_null()
}

/// What pods of a workload have in common that are one row.
fn alike(state: &State, differences: &[Difference]) -> String {
    let lines = differences.iter().map(|difference| format!("\n{difference}"));
    std::iter::once(format!("{} {state}", state.code())).chain(lines).collect()
}
