//! Events for workloads that come into a state or are out of all of them.

use std::collections::BTreeMap;

use cluster::events::{Notice, Owner, Severity};
use cluster::{Cluster, ClusterError};
use diagnosis::outdated::OWNERS;
use diagnosis::outdated::State;
use diagnosis::outdated::changes::Change;
use diagnosis::outdated::restart::Workload;
use objects::{World, kinds};

use super::metrics::Written;
use crate::findings::workloads::pods;

/// So many Events are written after a look; the others wait: an upgrade may be one for each workload of a cluster.
const AT_ONCE: usize = 25;
/// The reason of the Event when nothing of a workload is out of date any more.
const OVER: &str = "SidecarCurrent";

/// Writes Events, each once, however long the API server is away.
pub struct Writer {
    cluster: Cluster,
    instance: String,
    waiting: Waiting,
    complained: bool,
}

/// The Events that are not written yet, and whether each is written though one of its reason is there.
type Waiting = BTreeMap<(Workload, &'static str), (Notice, bool)>;

impl Writer {
    /// One that writes in the name of a replica.
    pub fn new(cluster: Cluster, instance: String) -> Writer {
        Writer { cluster, instance, waiting: Waiting::default(), complained: false }
    }

    /// Whether Events wait to be written.
    pub fn has_more(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes in what changed. What was seen at the first look may have been written by a run before.
    pub fn take(&mut self, changes: &[Change], world: &World, is_later: bool) {
        take(&mut self.waiting, changes, world, is_later);
    }

    /// Writes some of what waits.
    pub async fn write(&mut self) -> Written {
        let mut became = Written::default();
        for _ in 0..AT_ONCE {
            let Some(entry) = self.waiting.first_entry() else { break };
            let (notice, again) = entry.get();
            match self.cluster.write_event(notice, &self.instance, *again).await {
                Ok(true) => became.written += 1,
                Ok(false) => became.there += 1,
                Err(e) => {
                    // Without the right to write events it would be said for each of them.
                    let is_forbidden = matches!(e, ClusterError::Forbidden { .. });
                    if !(is_forbidden && std::mem::replace(&mut self.complained, true)) {
                        tracing::warn!(hint = e.hint().unwrap_or_default(), "event: {e}");
                    }
                    if is_passing(&e) {
                        break;
                    }
                    became.failed += 1;
                }
            }
            entry.remove();
        }
        became
    }
}

/// Whether it may go well another time.
fn is_passing(error: &ClusterError) -> bool {
    match error {
        ClusterError::Unreachable { .. } | ClusterError::Conflict { .. } => true,
        ClusterError::Refused { code, .. } => *code == 429 || *code >= 500,
        _ => false,
    }
}

fn take(waiting: &mut Waiting, changes: &[Change], world: &World, is_later: bool) {
    for change in changes {
        let Some(reason) = reason(&change.matter.state) else { continue };
        let (workload, matter) = (&change.workload, &change.matter);
        let notice = |severity, reason, message| {
            let (owner, namespace) = (owner(world, workload, &matter.pods)?, workload.namespace.clone());
            Some(Notice { owner, namespace, severity, reason, message })
        };
        let notice = if change.is_over {
            // Nobody was told of it yet, and nobody needs to be.
            let was_told = waiting.remove(&(workload.clone(), reason)).is_none();
            let code = matter.state.code();
            let message = format!("its pods are as injection would make them now; before: {code}");
            let is_well = was_told && !change.is_still_a_matter && !change.now.is_empty();
            is_well.then(|| notice(Severity::Normal, OVER, message)).flatten()
        } else {
            waiting.remove(&(workload.clone(), OVER));
            let remedy = matter.remedy.as_deref().map(|remedy| format!("; {remedy}")).unwrap_or_default();
            let message = format!("{}: {}{remedy}", pods(matter.pods.len()), matter.state);
            notice(Severity::Warning, reason, message)
        };
        if let Some(notice) = notice {
            waiting.insert((workload.clone(), notice.reason), (notice, is_later));
        }
    }
}

/// The reason of the Event for a state: stable, as people match on it.
fn reason(state: &State) -> Option<&'static str> {
    Some(match state {
        State::Missed { .. } => "SidecarMissed",
        State::Kept { .. } => "SidecarKept",
        State::RevisionGone { .. } => "SidecarRevisionGone",
        State::OtherRevision { .. } => "SidecarOtherRevision",
        State::ProxyImage { .. } => "SidecarProxyImage",
        State::Changed => "SidecarChanged",
        State::Refused { .. } => "SidecarRefused",
        State::Current | State::NotInjected | State::Unknown { .. } => return None,
    })
}

/// Whom an Event is about: the workload where it was read, else the controller of the first of these pods that is there,
/// else that pod itself.
fn owner(world: &World, workload: &Workload, pods: &[String]) -> Option<Owner> {
    let Workload { namespace, kind, name } = workload;
    if let Some(known) = OWNERS.into_iter().find(|known| known.kind == kind)
        && let Some(object) = world.get(known, namespace, name)
    {
        return owner_of(known, object);
    }
    let pod = pods.iter().find_map(|name| world.get(kinds::POD, namespace, name))?;
    Owner::of(pod).or_else(|| owner_of(kinds::POD, pod))
}

fn owner_of(kind: objects::Kind, object: &kubeyaml::Value) -> Option<Owner> {
    let part = |key| object.str_at(&["metadata", key]).map(str::to_owned);
    Some(Owner {
        api_version: kind.api_version(),
        kind: kind.kind.to_owned(),
        name: part("name")?,
        uid: part("uid")?,
    })
}

#[cfg(test)]
mod tests {
    use diagnosis::outdated::changes::Matter;

    use super::*;

    const WORLD: &str = "
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop, uid: of-web}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: shop, uid: of-pod, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: of-set, controller: true}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: bare, namespace: shop, uid: of-bare}}
";

    fn workload(kind: &str, name: &str) -> Workload {
        Workload { namespace: "shop".to_owned(), kind: kind.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn events_are_about_the_workload_or_who_stands_for_it() {
        let world = World::of_text(WORLD).unwrap();
        for (kind, name, pods, want) in [
            ("Deployment", "web", "web-1", Some("of-web")),
            ("Deployment", "gone", "web-1", Some("of-set")),
            ("Rollout", "web", "gone web-1", Some("of-set")),
            ("Pod", "bare", "bare", Some("of-bare")),
            ("Pod", "gone", "gone", None),
        ] {
            let pods: Vec<String> = pods.split(' ').map(str::to_owned).collect();
            let owner = owner(&world, &workload(kind, name), &pods);
            assert_eq!(owner.map(|owner| owner.uid).as_deref(), want, "{kind} {name}");
        }
    }

    #[test]
    fn an_event_a_change_and_none_for_what_nobody_was_told_of() {
        let world = World::of_text(WORLD).unwrap();
        let (missed, changed) = (|| State::Missed { younger: None }, || State::Changed);
        let change = |state, is_over, now: &[&'static str], is_still_a_matter| Change {
            workload: workload("Deployment", "web"),
            is_over,
            matter: Matter { state, pods: vec!["web-1".to_owned()], remedy: None },
            now: now.to_vec(),
            is_still_a_matter,
        };
        let unknown = State::Unknown { cause: String::new() };
        for (step, changes, want) in [
            ("unknown", vec![change(unknown, false, &["unknown"], true)], ""),
            ("begins", vec![change(missed(), false, &["missed"], true)], "Warning SidecarMissed"),
            ("over before it was told", vec![change(missed(), true, &["current"], false)], ""),
            ("over", vec![change(missed(), true, &["current"], false)], "Normal SidecarCurrent"),
            (
                "another begins",
                vec![change(changed(), false, &["sidecar-changed"], true)],
                "Warning SidecarChanged",
            ),
            (
                "over, and another is not",
                vec![change(missed(), true, &["sidecar-changed"], true)],
                "Warning SidecarChanged",
            ),
            ("no pods are left", vec![change(missed(), true, &[], false)], "Warning SidecarChanged"),
        ] {
            let mut waiting = Waiting::default();
            if step == "over before it was told" {
                take(&mut waiting, &[change(missed(), false, &["missed"], true)], &world, true);
            }
            if want.ends_with("Changed") {
                take(&mut waiting, &[change(changed(), false, &["sidecar-changed"], true)], &world, true);
            }
            take(&mut waiting, &changes, &world, true);
            let said = waiting.values().map(|(notice, _)| format!("{:?} {}", notice.severity, notice.reason));
            assert_eq!(said.collect::<Vec<_>>().join(", "), want, "{step}");
        }
    }
}
