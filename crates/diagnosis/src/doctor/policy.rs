//! What becomes of pods while a webhook is away, and whether two webhooks are called for one pod.

use kubeyaml::Value;
use manifests::overlap::overlap;
use objects::kinds;
use objects::names::{INJECTION, SYSTEM_NAMESPACES};

use super::injector::{Entry, Injector, Target};
use super::repair::Repair;
use super::site::Site;
use super::tried::labelled;
use super::{Diagnosed, Seen, place_of};
use crate::admission::Called;
use crate::codes::doctor::{FAILS_OPEN, LOCK_OUT, OVERLAP, SLOW_TO_FAIL};
use crate::finding::{Finding, Place};
use crate::part;
use crate::selector::pairs_select;
use crate::shell::word;

/// Beyond this a failing webhook makes everybody wait. It is what API servers fill in, and what an installation of Istio or of
/// outrigger has: who left it alone has nothing to mend.
const LONG: i64 = 10;

/// Adds what is found.
pub fn look(seen: &Seen<'_>, injector: &Injector<'_>, found: &mut Vec<Diagnosed>) {
    let active: Vec<Entry<'_>> = injector.entries.iter().copied().filter(|e| !e.is_deactivated()).collect();
    let (open, closed): (Vec<_>, Vec<_>) = active.into_iter().partition(Entry::fails_open);
    if !open.is_empty() {
        let cause =
            format!("while the webhook cannot be called pods start without a sidecar: {}", names(&open));
        let remedy = Site::patch(injector, &indices(&open), "failurePolicy", "\"Fail\"");
        found.push(Diagnosed::new(Finding::new(&FAILS_OPEN, place_of(injector), cause).remedy(remedy)));
    }
    let slow: Vec<_> = closed.iter().copied().filter(|entry| entry.seconds() > LONG).collect();
    if let Some(longest) = slow.iter().map(Entry::seconds).max() {
        let cause = format!("a pod waits up to {longest} s before it is refused: {}", names(&slow));
        let remedy = Site::patch(injector, &indices(&slow), "timeoutSeconds", "5");
        found.push(Diagnosed::new(Finding::new(&SLOW_TO_FAIL, place_of(injector), cause).remedy(remedy)));
    }
    lock_out(seen, injector, &closed, found);
}

/// Entries that fail closed and are called about the injector's own pods, or those of Kubernetes.
fn lock_out(seen: &Seen<'_>, injector: &Injector<'_>, closed: &[Entry<'_>], found: &mut Vec<Diagnosed>) {
    let plain = Value::Null;
    for namespace in seen.world.all(kinds::NAMESPACE) {
        let own = own_pods(seen, injector, part::name(namespace));
        let is_system = SYSTEM_NAMESPACES.contains(&part::name(namespace));
        let pods = own.into_iter().chain(is_system.then_some(&plain));
        let calling = |pod: &Value| closed.iter().find(|entry| entry.called(namespace, pod) == Called::Yes);
        let Some((pod, entry)) = pods.filter_map(|pod| calling(pod).map(|entry| (pod, entry))).next() else {
            continue;
        };
        let whose = if is_system { "Kubernetes' own pods" } else { "the injector's own pods" };
        let cause = format!("{}, which fails closed, selects {whose}", entry.name());
        let finding = Finding::new(&LOCK_OUT, Place::of(kinds::NAMESPACE, namespace), cause);
        let changes = vec![(INJECTION, Some("disabled".to_owned()))];
        let helps = injector.called(&labelled(namespace, &changes), pod).is_none();
        let repair = Repair::Labels { namespace: part::name(namespace).to_owned(), changes };
        found.push(if helps { Diagnosed::repaired_by(finding, repair) } else { Diagnosed::new(finding) });
    }
}

/// The template of the pods that serve the webhook, if they are in this namespace.
fn own_pods<'a>(seen: &Seen<'a>, injector: &Injector<'_>, namespace: &str) -> Option<&'a Value> {
    let targets = injector.targets();
    let services = targets.iter().filter_map(|target| match target {
        Target::Service { namespace, name, .. } => seen.world.get(kinds::SERVICE, namespace, name),
        Target::Url { .. } => None,
    });
    let service = services.into_iter().find(|service| part::namespace(service) == namespace)?;
    let pairs = service.at(&["spec", "selector"]);
    let templates = seen.world.all(kinds::DEPLOYMENT).filter(|d| part::namespace(d) == namespace);
    let mut templates = templates.map(|deployment| deployment.at(&["spec", "template"]));
    templates.find(|template| pairs_select(pairs, part::labels(template)))
}

/// Adds each two configurations that answer for the same pods, at the one that comes second.
pub fn add_overlaps(injectors: &[Injector<'_>], found: &mut Vec<Diagnosed>) {
    for (at, second) in injectors.iter().enumerate() {
        let before = injectors.iter().take(at);
        let Some((first, both)) = before
            .filter_map(|first| overlap(first.configuration, second.configuration).map(|both| (first, both)))
            .next()
        else {
            continue;
        };
        let cause =
            format!("it answers for the same pods as {}: {} and {}", first.name(), both.second, both.first);
        let remedy = format!(
            "delete the one that is not wanted: kubectl delete mutatingwebhookconfiguration {}",
            word(second.name())
        );
        found.push(Diagnosed::new(Finding::new(&OVERLAP, place_of(second), cause).remedy(remedy)));
    }
}

fn names(entries: &[Entry<'_>]) -> String {
    entries.iter().map(Entry::name).collect::<Vec<_>>().join(", ")
}

fn indices(entries: &[Entry<'_>]) -> Vec<usize> {
    entries.iter().map(|entry| entry.index).collect()
}
