//! What became of pods that API servers were asked about for a try.

use injection::Asked;
use kubeyaml::{Map, Value};
use objects::names::{INJECTION, REVISION, STATUS, SYSTEM_NAMESPACES};
use objects::{World, kinds};

use super::certificates::repaired;
use super::failure::{Failure, recognise};
use super::injector::{Entry, Injector, Target};
use super::repair::Repair;
use super::site::Site;
use super::{Diagnosed, Seen, place_of};
use crate::admission::Called;
use crate::check_inject::standing::{self, Sidecar, sidecar};
use crate::codes::doctor::{NO_NAMESPACE, NOT_INJECTED, NOT_SELECTED};
use crate::finding::{Finding, Place};
use crate::part;
use crate::shell::word;

/// The pod that is tried: one that every level of Pod Security takes, and every quota.
pub const PLAIN_POD: &str = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"outrigger-doctor"},"spec":{
"automountServiceAccountToken":false,"securityContext":{"runAsNonRoot":true,"runAsUser":65532,"seccompProfile":{"type":"RuntimeDefault"}},
"containers":[{"name":"app","image":"registry.invalid/outrigger-doctor","resources":{"requests":{"cpu":"1m","memory":"1Mi"},
"limits":{"cpu":"1m","memory":"1Mi"}},"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}"#;

/// A pod that an API server was asked about without creating it.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The namespace in which.
    pub namespace: String,
    /// The pod as it would be created, or what the API server says against it.
    pub outcome: Result<Value, String>,
}

/// The namespaces in which a plain pod is to be tried: that which was asked for, else for each injector the first whose
/// pods it selects.
pub fn where_to_try(world: &World, asked: Option<&str>) -> Vec<String> {
    if let Some(asked) = asked {
        return vec![asked.to_owned()];
    }
    let mut namespaces: Vec<String> = Vec::new();
    for injector in super::injector::all(world) {
        let mut all = world.all(kinds::NAMESPACE).filter(|n| !SYSTEM_NAMESPACES.contains(&part::name(n)));
        let first = all.find(|namespace| injector.called(namespace, &Value::Null).is_some());
        namespaces.extend(first.map(|namespace| part::name(namespace).to_owned()));
    }
    namespaces.dedup();
    namespaces
}

/// Adds what is found.
pub fn look(seen: &Seen<'_>, injectors: &[Injector<'_>], found: &mut Vec<Diagnosed>) {
    for tried in &seen.tried {
        let none = Value::Null;
        let namespace = seen.world.get(kinds::NAMESPACE, "", &tried.namespace).unwrap_or(&none);
        match &tried.outcome {
            Err(text) => found.extend(refused(seen, injectors, tried, text)),
            Ok(pod) if has_sidecar(pod) => {}
            Ok(pod) => found.extend(without(seen, injectors, tried, (namespace, pod))),
        }
    }
    if seen.tried.is_empty() && seen.world.known(kinds::NAMESPACE).is_some() {
        let unused = injectors.iter().filter(|injector| {
            !seen.world.all(kinds::NAMESPACE).any(|n| injector.called(n, &Value::Null).is_some())
        });
        found.extend(unused.filter(|injector| !injector.entries.is_empty()).map(|injector| {
            let cause = "the labels of no namespace have it asked about pods";
            Diagnosed::new(Finding::new(&NO_NAMESPACE, place_of(injector), cause))
        }));
    }
}

/// Whether a pod of one of these tries came back with a sidecar, to which this injector was asked.
pub fn works(seen: &Seen<'_>, injector: &Injector<'_>) -> bool {
    seen.tried.iter().any(|tried| {
        let namespace = seen.world.get(kinds::NAMESPACE, "", &tried.namespace);
        let selected = namespace.is_some_and(|n| injector.called(n, &Value::Null).is_some());
        selected && tried.outcome.as_ref().is_ok_and(has_sidecar)
    })
}

fn has_sidecar(pod: &Value) -> bool {
    sidecar(pod) != Sidecar::None || part::annotation(pod, STATUS).is_some()
}

fn refused(seen: &Seen<'_>, injectors: &[Injector<'_>], tried: &Tried, text: &str) -> Option<Diagnosed> {
    let failure = recognise(text)?;
    let cause = format!("a pod that was tried in namespace {} is refused: {}", tried.namespace, failure.said);
    Some(of_failure(seen, injectors, &failure, cause).unwrap_or_else(|| {
        let place =
            Place { kind: "Namespace".to_owned(), namespace: String::new(), name: tried.namespace.clone() };
        Diagnosed::new(Finding::new(
            failure.code,
            place,
            format!("a pod that was tried is refused: {}", failure.said),
        ))
    }))
}

/// The finding about a failure, at the configuration of the entry that it names; `None` where no injector has it.
pub fn of_failure(
    seen: &Seen<'_>,
    injectors: &[Injector<'_>],
    failure: &Failure<'_>,
    cause: String,
) -> Option<Diagnosed> {
    let (injector, entry) = injectors.iter().find_map(|injector| {
        let entry = injector.entries.iter().find(|entry| entry.name() == failure.webhook)?;
        Some((injector, entry))
    })?;
    let finding = Finding::new(failure.code, place_of(injector), cause);
    Some(match entry.target() {
        Some(target) => repaired(finding, &Site { world: seen.world, injector, target: &target }),
        None => Diagnosed::new(finding),
    })
}

/// A pod that came back as it was.
fn without(
    seen: &Seen<'_>,
    injectors: &[Injector<'_>],
    tried: &Tried,
    (namespace, pod): (&Value, &Value),
) -> Option<Diagnosed> {
    let name = &tried.namespace;
    let place = Place { kind: "Namespace".to_owned(), namespace: String::new(), name: name.clone() };
    let called =
        injectors.iter().find_map(|injector| Some((injector, injector.called(namespace, &Value::Null)?)));
    let Some((injector, (entry, called))) = called else {
        let cause = "a pod that was tried comes back without a sidecar: no webhook selects it";
        let finding = Finding::new(&NOT_SELECTED, place, cause);
        let repair = injectors.iter().find_map(|injector| label_for(injector, injectors, namespace, name));
        return Some(match repair {
            Some(repair) => Diagnosed::repaired_by(finding, repair),
            None => Diagnosed::new(finding),
        });
    };
    let why = match called {
        Called::Untold(cause) | Called::Refused(cause) => format!("perhaps it is not called, {cause}"),
        _ => declined(seen, injector, &entry, pod),
    };
    let cause =
        format!("{} selects a pod that was tried, and it comes back without a sidecar: {why}", entry.name());
    let remedy = format!(
        "kubectl run asked --image=app --dry-run=client -o yaml | outrigger explain -f - -n {}",
        word(name)
    );
    Some(Diagnosed::new(Finding::new(&NOT_INJECTED, place, cause).remedy(remedy)))
}

/// Why an injector that is called leaves a pod as it is, by the configuration that is known of it.
fn declined(seen: &Seen<'_>, injector: &Injector<'_>, entry: &Entry<'_>, pod: &Value) -> String {
    let open = if entry.fails_open() { "it cannot be called, and fails open; or " } else { "" };
    let Some(Target::Service { namespace, .. }) = entry.target() else {
        return format!("{open}its injector declines");
    };
    match standing::injector(seen.world, &namespace, injector.revision()) {
        Err(cause) => format!("{open}its injector declines, whose configuration is not known: {cause}"),
        Ok(configured) => {
            let decision = configured.decide(pod, Asked::Webhook { path: "" });
            let reason = decision.reason().map(ToString::to_string).unwrap_or_default();
            match (decision.inject, entry.fails_open()) {
                (false, _) => format!("its injector declines: {reason}"),
                (true, true) => "it cannot be called, and fails open".to_owned(),
                (true, false) => {
                    "its injector works with another configuration than its ConfigMaps have".to_owned()
                }
            }
        }
    }
}

/// The smallest change of a namespace's labels that has this injector asked about its pods, and no other.
fn label_for(injector: &Injector<'_>, all: &[Injector<'_>], namespace: &Value, name: &str) -> Option<Repair> {
    let has = |key| part::label(namespace, key).is_some();
    let mut candidates = vec![vec![(INJECTION, Some("enabled".to_owned()))]];
    if has(REVISION) {
        candidates.push(vec![(INJECTION, Some("enabled".to_owned())), (REVISION, None)]);
    }
    let revision = || (REVISION, Some(injector.revision().to_owned()));
    if !injector.revision().is_empty() {
        candidates.push(vec![revision()]);
        candidates.push(vec![(INJECTION, None), revision()]);
    }
    let helps = |changes: &Vec<(&'static str, Option<String>)>| {
        let changed = labelled(namespace, changes);
        let asked = all.iter().filter(|other| other.called(&changed, &Value::Null).is_some());
        asked.map(Injector::name).eq([injector.name()])
    };
    let changes = candidates.into_iter().find(helps)?;
    Some(Repair::Labels { namespace: name.to_owned(), changes })
}

/// A namespace with other labels.
pub fn labelled(namespace: &Value, changes: &[(&'static str, Option<String>)]) -> Value {
    let mut changed = namespace.clone();
    let labels: &mut Map = changed.map_entry("metadata").entry("labels").become_map();
    for (key, value) in changes {
        match value {
            Some(value) => drop(labels.insert(*key, value.as_str())),
            None => drop(labels.remove(key)),
        }
    }
    changed
}
