//! Changes that may flip the answer, the smallest first.

use std::collections::BTreeSet;

use injection::config::{Config, Operator, Requirement, Selector};
use kubeyaml::{Map, Value};
use objects::names;

use super::super::inquiry::{Case, Inquiry};
use super::edit::Edit;
use crate::admission::{self, Check, Hook};
use crate::part;

/// Webhooks that are looked at.
const MOST_HOOKS: usize = 40;
/// Labels that Kubernetes or nobody sets.
const FIXED: [&str; 2] = [names::DEACTIVATED, names::NAMESPACE_NAME];

type Edits = Vec<Edit>;

/// All of them: what makes a webhook select the pod, with up to two changes of what the injector looks at; or what makes
/// those that select it pass it over. Smaller ones first, then those that Istio's documentation has first.
pub fn all(inquiry: &mut Inquiry<'_>, case: &Case<'_>, to_inject: bool) -> Vec<Edits> {
    let hooks: Vec<Hook<'_>> = admission::hooks(inquiry.world()).collect();
    let (bases, changes) = if to_inject {
        let needed = hooks.iter().take(MOST_HOOKS).filter_map(|hook| needed(*hook, case));
        let mut changes = wishes(case);
        changes.extend(of_config(inquiry, case, &hooks));
        (std::iter::once(Edits::new()).chain(needed).collect::<BTreeSet<_>>(), changes)
    } else {
        (BTreeSet::from([Edits::new()]), refusals(&hooks, case))
    };
    let mut all = BTreeSet::new();
    for base in &bases {
        all.insert(base.clone());
        for (i, one) in changes.iter().enumerate() {
            all.extend(joined(base, &[one]));
            all.extend(changes.iter().skip(i + 1).filter_map(|other| joined(base, &[one, other])));
        }
    }
    let mut all: Vec<Edits> = all.into_iter().filter(|edits| !edits.is_empty()).collect();
    all.sort_by_key(|edits| (edits.len(), edits.iter().map(|edit| rank(edit, to_inject)).sum::<u32>()));
    all
}

fn rank(edit: &Edit, to_inject: bool) -> u32 {
    match (edit, to_inject) {
        // Who wants a mesh labels the namespace; who wants out of it, the pod.
        (Edit::NamespaceLabel { value, .. }, true) => u32::from(value.is_none()),
        (Edit::PodLabel { key, value }, true) => {
            2 + u32::from(value.is_none()) + u32::from(key != names::INJECT)
        }
        (Edit::PodLabel { key, .. }, false) => u32::from(key != names::INJECT),
        (Edit::NamespaceLabel { .. }, false) => 3,
        (Edit::PodAnnotation { .. }, _) => 10,
        (Edit::OwnNetwork, _) => 20,
    }
}

/// A change with others, unless two of them are of the same thing.
fn joined(base: &Edits, more: &[&Edit]) -> Option<Edits> {
    let mut edits = base.clone();
    edits.extend(more.iter().map(|edit| (*edit).clone()));
    edits.sort();
    let targets: BTreeSet<_> = edits.iter().map(Edit::target).collect();
    (targets.len() == edits.len()).then_some(edits)
}

/// What makes a webhook select the pod; `None` if nothing can.
fn needed(hook: Hook<'_>, case: &Case<'_>) -> Option<Edits> {
    let mut edits = Edits::new();
    for check in hook.checks(&case.creation()) {
        let (selector, labels, edit): (_, _, fn(String, Option<String>) -> Edit) = match &check {
            Check::Rules(false) => return None,
            Check::Namespace { selector, .. } => {
                (selector, case.labels.as_ref(), |key, value| Edit::NamespaceLabel { key, value })
            }
            Check::Pod { selector, .. } => {
                (selector, case.pod_labels(), |key, value| Edit::PodLabel { key, value })
            }
            Check::Rules(true) | Check::Condition { .. } => continue,
        };
        if selector.invalid().is_some() {
            return None;
        }
        edits.extend(fixes(selector.requirements(), labels, edit)?);
    }
    edits.sort();
    Some(edits)
}

/// What makes labels meet all requirements.
fn fixes(
    requirements: &[Requirement],
    labels: Option<&Map>,
    edit: fn(String, Option<String>) -> Edit,
) -> Option<Edits> {
    let mut edits = Edits::new();
    for requirement in requirements.iter().filter(|requirement| !requirement.holds(labels)) {
        if FIXED.contains(&requirement.key()) {
            return None;
        }
        let value = match requirement.operator() {
            Operator::In(values) => {
                let wanted = values.get("true").or_else(|| values.get("enabled")).or_else(|| values.first());
                Some(wanted?.clone())
            }
            Operator::Exists => Some("true".to_owned()),
            Operator::NotIn(_) | Operator::DoesNotExist => None,
        };
        edits.push(edit(requirement.key().to_owned(), value));
    }
    let keys: BTreeSet<_> = edits.iter().map(Edit::target).collect();
    let is_consistent = keys.len() == edits.len();
    is_consistent.then_some(edits)
}

/// What a pod can say to be injected.
fn wishes(case: &Case<'_>) -> Edits {
    let inject = |value: Option<&str>| Edit::PodLabel {
        key: names::INJECT.to_owned(),
        value: value.map(str::to_owned),
    };
    let annotated = |value: Option<&str>| Edit::PodAnnotation {
        key: names::INJECT.to_owned(),
        value: value.map(str::to_owned),
    };
    let mut edits = vec![inject(Some("true")), annotated(Some("true"))];
    if part::label(&case.pod, names::INJECT).is_some() {
        edits.push(inject(None));
    }
    if part::annotation(&case.pod, names::INJECT).is_some() {
        edits.push(annotated(None));
    }
    if case.pod.at(&["spec", "hostNetwork"]).as_bool() == Some(true) {
        edits.push(Edit::OwnNetwork);
    }
    edits
}

/// Labels that the selectors of injection configs ask for: those that are in the way, and those that help.
fn of_config(inquiry: &mut Inquiry<'_>, case: &Case<'_>, hooks: &[Hook<'_>]) -> Edits {
    let revisions: BTreeSet<&str> = hooks.iter().map(|hook| hook.revision()).collect();
    let mut edits = BTreeSet::new();
    for revision in revisions.into_iter().take(MOST_HOOKS) {
        let Ok(injector) = inquiry.injector(revision) else { continue };
        let rules = match injector.config() {
            Config::Today(config) => &config.rules,
            Config::Legacy(config) => &config.rules,
        };
        let labels = case.pod_labels();
        for selector in rules.never.iter().filter(|selector| selector.matches(labels)) {
            let keys = requirements(selector).iter().map(Requirement::key);
            let there = keys.filter(|key| labels.is_some_and(|labels| labels.contains(key)));
            edits.extend(there.map(|key| Edit::PodLabel { key: key.to_owned(), value: None }));
        }
        for selector in &rules.always {
            let label = |key, value| Edit::PodLabel { key, value };
            if let Some([only]) = fixes(requirements(selector), labels, label).as_deref() {
                edits.insert(only.clone());
            }
        }
    }
    edits.into_iter().take(8).collect()
}

fn requirements(selector: &Selector) -> &[Requirement] {
    match selector {
        Selector::Requirements(all) => all,
        Selector::Empty | Selector::Invalid(_) => &[],
    }
}

/// What keeps a pod from being injected: its own word, or labels without which no webhook selects it.
fn refusals(hooks: &[Hook<'_>], case: &Case<'_>) -> Edits {
    let (key, value) = (names::INJECT.to_owned(), Some("false".to_owned()));
    let mut edits = BTreeSet::from([
        Edit::PodLabel { key: key.clone(), value: value.clone() },
        Edit::PodAnnotation { key, value },
        Edit::NamespaceLabel { key: names::INJECTION.to_owned(), value: Some("disabled".to_owned()) },
    ]);
    for hook in hooks.iter().take(MOST_HOOKS) {
        for check in hook.checks(&case.creation()) {
            match &check {
                Check::Namespace { selector, holds: true } => {
                    edits.extend(
                        positive(selector.requirements(), case.labels.as_ref())
                            .map(|key| Edit::NamespaceLabel { key, value: None }),
                    );
                }
                Check::Pod { selector, holds: true } => {
                    edits.extend(
                        positive(selector.requirements(), case.pod_labels())
                            .map(|key| Edit::PodLabel { key, value: None }),
                    );
                }
                _ => {}
            }
        }
    }
    edits.into_iter().take(12).collect()
}

/// The labels that are there and asked for.
fn positive<'r>(
    requirements: &'r [Requirement],
    labels: Option<&'r Map>,
) -> impl Iterator<Item = String> + 'r {
    let asked = requirements.iter().filter(move |requirement| {
        let is_there =
            labels.and_then(|labels| labels.get(requirement.key())).and_then(Value::as_str).is_some();
        let asks = matches!(requirement.operator(), Operator::In(_) | Operator::Exists);
        asks && is_there && !FIXED.contains(&requirement.key())
    });
    asked.map(|requirement| requirement.key().to_owned())
}
