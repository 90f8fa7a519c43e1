//! The text of an object without what an injection has put in.

use edits::recorded;
use injection::manifest::{PodTemplates, Uninjections};
use injection::uninject::{Loss, Trace, Uninjected};
use kubeyaml::{ReadError, Value, read_alone};

use crate::editing::Done;

/// Takes an edit of `inject` back by the comment that it left, and what else was injected by what the pods say.
///
/// # Errors
/// It is not YAML.
pub fn uninjected(
    text: &str,
    object: &Value,
    templates: &PodTemplates,
    namespace: &str,
) -> Result<Done<Uninjections>, ReadError> {
    let mut new = object.clone();
    let mut found = templates.uninject(&mut new, namespace);
    let Some(recorded) = recorded(text) else { return Done::edited(text, object, &new, found) };
    if let Some(before) = recorded.before
        && let Some(done) = taken_back(&before, recorded.is_unchanged, &found, templates, namespace)
    {
        return done;
    }
    for workload in &mut found.workloads {
        if let Uninjected::Restored(losses) = &mut workload.outcome {
            losses.insert(0, Loss::Changed);
        }
    }
    Done::edited(&recorded.text, object, &new, found)
}

/// The text as it was before the edit; `None` if that cannot be, as it is not an object, or has probes of the injection.
fn taken_back(
    before: &str,
    is_unchanged: bool,
    injected: &Uninjections,
    templates: &PodTemplates,
    namespace: &str,
) -> Option<Result<Done<Uninjections>, ReadError>> {
    let object = read_alone(before, usize::MAX).ok()?;
    let mut new = object.clone();
    let mut found = templates.uninject(&mut new, namespace);
    if found.workloads.len() != injected.workloads.len() {
        return None;
    }
    for (now, was) in found.workloads.iter_mut().zip(&injected.workloads) {
        let is_probe = |trace: &Trace| matches!(trace, Trace::Probe { .. });
        match (&now.outcome, &was.outcome) {
            (Uninjected::Partly(traces), Uninjected::Restored(_))
                if !is_unchanged && traces.iter().any(is_probe) =>
            {
                return None;
            }
            (Uninjected::Untouched | Uninjected::Partly(_), Uninjected::Restored(_)) => {
                now.outcome = Uninjected::Restored(Vec::new());
            }
            _ => {}
        }
    }
    Some(Done::edited(before, &object, &new, found))
}
