//! What is the matter on the path.

use injection::decide::Reason;
use kubeyaml::{Map, Value};
use objects::{World, kinds, names};

use super::inquiry::{Answer, Case, Verdict};
use super::namespace::{Leads, choices, leads};
use crate::check_inject::standing::{Remark, Standing};
use crate::codes::{istio, path, pods};
use crate::finding::{Finding, Place};
use crate::part;

/// All of it, in the order of the path.
pub fn all(world: &World, case: &Case<'_>, answer: &Answer, standing: &Standing<'_>) -> Vec<Finding> {
    let place = || case.place.clone();
    let mut all = of_labels(world, case);
    let asks =
        part::annotation(&case.pod, names::INJECT).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let has_label = part::label(&case.pod, names::INJECT).is_some();
    if asks && !has_label && matches!(answer.verdict, Verdict::NotAsked { .. }) {
        all.push(Finding::new(
            &path::ANNOTATION_ALONE,
            place(),
            format!("the annotation {} cannot opt in here: no webhook selects the pod by it", names::INJECT),
        ));
    }
    if names::SYSTEM_NAMESPACES.contains(&case.namespace.as_str())
        && matches!(answer.verdict, Verdict::NotAsked { .. } | Verdict::LeftAlone(_))
        && is_asked_for(case)
    {
        let cause = format!("pods of namespace {} are never injected, whatever is labelled", case.namespace);
        all.push(Finding::new(&path::SYSTEM_NAMESPACE, place(), cause));
    }
    for reason in answer.verdict.decision().into_iter().flat_map(|decision| &decision.trace) {
        let code = match reason {
            Reason::UnreadableValue(..) => &path::UNREADABLE_VALUE,
            Reason::InvalidSelector(..) => &path::INVALID_SELECTOR,
            _ => continue,
        };
        all.push(Finding::new(code, place(), reason.to_string()));
    }
    let remarks = standing
        .remarks
        .iter()
        .filter(|remark| !matches!(remark, Remark::SelectedByLabels { .. } | Remark::Refused { .. }));
    all.extend(remarks.map(|remark| remark.finding(place())));
    match &answer.verdict {
        Verdict::Refused { cause, .. } if answer.injector.is_some() => {
            all.push(Finding::new(&pods::REFUSED, place(), cause.as_str()));
        }
        Verdict::Unknown { cause, .. } => all.push(Finding::new(&pods::UNKNOWN, place(), cause.as_str())),
        _ => {}
    }
    all
}

/// Whether the namespace or the pod says that a sidecar is wanted.
fn is_asked_for(case: &Case<'_>) -> bool {
    let of_namespace = |key| case.labels.as_ref().and_then(|labels| labels.get(key)).and_then(Value::as_str);
    let of_pod = [part::label(&case.pod, names::INJECT), part::annotation(&case.pod, names::INJECT)];
    of_namespace(names::INJECTION) == Some("enabled")
        || of_namespace(names::REVISION).is_some_and(|revision| !revision.is_empty())
        || of_pod.into_iter().flatten().any(|value| value.eq_ignore_ascii_case("true"))
}

/// Labels that contradict each other, or lead nowhere.
fn of_labels(world: &World, case: &Case<'_>) -> Vec<Finding> {
    let value = |labels: Option<&Map>, key: &str| {
        let value = labels.and_then(|labels| labels.get(key)).and_then(Value::as_str);
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let namespace =
        Place { kind: "Namespace".to_owned(), namespace: String::new(), name: case.namespace.clone() };
    let own = case.labels.as_ref();
    let mut all = Vec::new();
    let (injection, revision) = (value(own, names::INJECTION), value(own, names::REVISION));
    if let (Some(injection), Some(revision)) = (&injection, &revision) {
        let cause = format!(
            "the namespace has both {}={injection} and {}={revision}; webhooks of revisions pass over a namespace that \
             has the former",
            names::INJECTION,
            names::REVISION
        );
        all.push(Finding::new(&istio::CONFLICTING_LABELS, namespace.clone(), cause));
    }
    let of_pod = value(case.pod_labels(), names::REVISION);
    // A namespace that is labelled otherwise does not ask for a revision, and is told of above.
    let of_namespace = revision.filter(|_| injection.is_none());
    for (place, revision) in [(namespace, of_namespace), (case.place.clone(), of_pod)] {
        let Some(revision) = revision else { continue };
        if world.known(kinds::MUTATING_WEBHOOK).is_some() && leads(world, &revision) == Leads::Nowhere {
            let cause = format!(
                "{}={revision} is no revision or tag of a webhook configuration; there: {}",
                names::REVISION,
                choices(world)
            );
            all.push(Finding::new(&path::REVISION_MISSING, place, cause));
        }
    }
    all
}
