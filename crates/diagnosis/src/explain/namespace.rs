//! The namespace, and which revision its labels and the pod's lead to.

use std::collections::BTreeSet;

use kubeyaml::{Map, Value};
use objects::{World, kinds, names};

use super::inquiry::Case;
use super::step::{Outcome, Step};
use crate::admission;
use crate::part;

/// What `istio.io/rev` leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads<'a> {
    /// A tag, and its revision.
    Tag(&'a str),
    /// A revision of this very name.
    Revision,
    /// Nothing that is there.
    Nowhere,
}

/// What a value of `istio.io/rev` leads to.
pub fn leads<'a>(world: &'a World, value: &str) -> Leads<'a> {
    let configurations = || {
        let all = world.all(kinds::MUTATING_WEBHOOK);
        all.filter(|configuration| admission::of_injectors(configuration).next().is_some())
    };
    let is_tagged = |configuration: &&Value| part::label(configuration, names::TAG) == Some(value);
    if let Some(tagged) = configurations().find(is_tagged) {
        return Leads::Tag(part::revision(tagged));
    }
    let is_of_revision = |configuration: &Value| !value.is_empty() && part::revision(configuration) == value;
    if configurations().any(is_of_revision) { Leads::Revision } else { Leads::Nowhere }
}

/// The revisions and tags that a label can name.
pub fn choices(world: &World) -> String {
    let all = world.all(kinds::MUTATING_WEBHOOK);
    let injectors = all.filter(|configuration| admission::of_injectors(configuration).next().is_some());
    let named = injectors.filter_map(|configuration| {
        part::label(configuration, names::TAG).or_else(|| Some(part::revision(configuration)))
    });
    let named: BTreeSet<&str> = named.filter(|name| !name.is_empty()).collect();
    if named.is_empty() { "none".to_owned() } else { named.into_iter().collect::<Vec<_>>().join(", ") }
}

/// The namespace, its labels that matter, and the revision.
pub fn step(world: &World, case: &Case<'_>) -> Step {
    let name = &case.namespace;
    let Some(labels) = &case.labels else {
        let text = format!("namespace {name} is not among what is known of the cluster");
        return Step::new("namespace", Outcome::Unknown, text);
    };
    let said = |labels: Option<&Map>, key: &str| {
        labels.and_then(|labels| labels.get(key)).and_then(Value::as_str).map(str::to_owned)
    };
    let own: Vec<String> = [names::INJECTION, names::REVISION]
        .into_iter()
        .filter_map(|key| said(Some(labels), key).map(|value| format!("{key}={value}")))
        .collect();
    let text = match own.is_empty() {
        true => format!("namespace {name} has neither {} nor {}", names::INJECTION, names::REVISION),
        false => format!("namespace {name} has {}", own.join(" and ")),
    };
    let mut step = Step::new("namespace", Outcome::Neutral, text);
    for (key, value) in labels.iter() {
        let value = value.as_str().map_or_else(|| kubeyaml::to_json(value), str::to_owned);
        step = step.value("label", format!("{key}={value}"));
    }
    let whose = [
        ("the namespace's", said(Some(labels), names::REVISION)),
        ("the pod's", said(case.pod_labels(), names::REVISION)),
    ];
    step.of(whose.into_iter().filter_map(|(whose, value)| Some(revision_step(world, whose, &value?))))
}

fn revision_step(world: &World, whose: &str, value: &str) -> Step {
    let label = format!("{whose} label {}={value}", names::REVISION);
    let (outcome, text) = match leads(world, value) {
        Leads::Tag(revision) => (Outcome::Neutral, format!("{label} is a tag of revision {revision}")),
        Leads::Revision => (Outcome::Neutral, format!("{label} is a revision")),
        Leads::Nowhere => (
            Outcome::No,
            format!("{label} is no revision or tag of a webhook configuration; there: {}", choices(world)),
        ),
    };
    Step::new("revision", outcome, text).value("value", value)
}
