//! Whether two webhook configurations answer for the same pod, so that it would be injected twice.

use std::collections::BTreeSet;

use ::objects::names::{DEACTIVATED, ISTIO_ENTRIES, OWN_ENTRIES};
use kubeyaml::Value;

use crate::objects::webhook::ENTRIES;

/// Two entries that answer for the same pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The name of the entry of the first configuration.
    pub first: String,
    /// The name of the entry of the second one.
    pub second: String,
}

/// The first two entries of injectors in these MutatingWebhookConfigurations for which there can be a pod, in a
/// namespace, that both select. Match conditions are not looked at: they can only narrow it.
pub fn overlap(first: &Value, second: &Value) -> Option<Overlap> {
    let (ours, theirs) = (entries(first), entries(second));
    ours.iter().find_map(|one| {
        let other = theirs.iter().find(|other| {
            ["namespaceSelector", "objectSelector"]
                .iter()
                .all(|selector| can_hold(&[one.at(&[selector]), other.at(&[selector])]))
        })?;
        Some(Overlap { first: name(one), second: name(other) })
    })
}

/// Whether a MutatingWebhookConfiguration has, or will have, an injector's entry: of Istio's or of outrigger's.
pub fn is_of_an_injector(configuration: &Value) -> bool {
    !entries(configuration).is_empty()
}

/// The entries of injectors: those in force and those that are to be.
fn entries(configuration: &Value) -> Vec<Value> {
    let to_be = configuration
        .str_at(&["metadata", "annotations", ENTRIES])
        .and_then(|text| kubeyaml::read(text).ok())
        .unwrap_or_default();
    let to_be = to_be.as_list().unwrap_or_default();
    let all = configuration.items_at(&["webhooks"]).iter().chain(to_be);
    all.filter(|entry| [ISTIO_ENTRIES, OWN_ENTRIES].iter().any(|end| name(entry).ends_with(end)))
        .cloned()
        .collect()
}

fn name(entry: &Value) -> String {
    entry.str_at(&["name"]).unwrap_or_default().to_owned()
}

/// What selectors together ask of one label.
#[derive(Debug, Default)]
struct Asked<'a> {
    /// It must be there.
    there: bool,
    /// It must not be there.
    absent: bool,
    /// It must have one of these values, where that is asked.
    one_of: Option<BTreeSet<&'a str>>,
    /// It must have none of these.
    none_of: BTreeSet<&'a str>,
}

impl<'a> Asked<'a> {
    fn one_of(&mut self, values: BTreeSet<&'a str>) {
        self.there = true;
        self.one_of = Some(match self.one_of.take() {
            Some(before) => before.intersection(&values).copied().collect(),
            None => values,
        });
    }

    fn can_hold(&self) -> bool {
        let has_value = self
            .one_of
            .as_ref()
            .is_none_or(|values| values.iter().any(|value| !self.none_of.contains(value)));
        !(self.there && self.absent) && has_value
    }
}

/// Whether there can be labels that satisfy all these selectors.
///
/// Source: Kubernetes, LabelSelector; an operator that it does not have is satisfied by nothing.
fn can_hold(selectors: &[&Value]) -> bool {
    let mut labels: std::collections::BTreeMap<&str, Asked<'_>> = std::collections::BTreeMap::new();
    for selector in selectors {
        for (key, value) in selector.at(&["matchLabels"]).as_map().into_iter().flat_map(|map| map.iter()) {
            labels.entry(key).or_default().one_of(value.as_str().into_iter().collect());
        }
        for expression in selector.items_at(&["matchExpressions"]) {
            let asked = labels.entry(expression.str_at(&["key"]).unwrap_or_default()).or_default();
            let values = expression.items_at(&["values"]).iter().filter_map(Value::as_str);
            match expression.str_at(&["operator"]) {
                Some("In") => asked.one_of(values.collect()),
                Some("NotIn") => asked.none_of.extend(values),
                Some("Exists") => asked.there = true,
                Some("DoesNotExist") => asked.absent = true,
                _ => return false,
            }
        }
    }
    labels.iter().all(|(key, asked)| asked.can_hold() && !(*key == DEACTIVATED && asked.there))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configuration(entry: &str, namespaces: &str, objects: &str) -> Value {
        let text = format!(
            "webhooks: [{{name: {entry}, namespaceSelector: {{{namespaces}}}, objectSelector: {{{objects}}}}}]"
        );
        kubeyaml::read(&text).unwrap()
    }

    #[test]
    fn two_entries_overlap_if_a_pod_can_satisfy_both() {
        const ENABLED: &str = "matchLabels: {istio-injection: enabled}";
        const REV: &str = "matchExpressions: [{key: istio.io/rev, operator: In, values: [a, b]}, \
                           {key: istio-injection, operator: DoesNotExist}]";
        const REV_B: &str = "matchExpressions: [{key: istio.io/rev, operator: In, values: [b]}]";
        const NOT_B: &str = "matchExpressions: [{key: istio.io/rev, operator: NotIn, values: [b]}]";
        const NOT_DISABLED: &str =
            "matchExpressions: [{key: istio-injection, operator: NotIn, values: [disabled]}]";
        const EXISTS: &str = "matchExpressions: [{key: istio.io/rev, operator: Exists}]";
        const NEVER: &str = "matchLabels: {istio.io/deactivated: never-match}";
        for (one, other, want) in [
            (ENABLED, ENABLED, true),
            (ENABLED, "", true),
            (ENABLED, REV, false),
            (ENABLED, REV_B, true),
            (ENABLED, NOT_DISABLED, true),
            (REV, NOT_DISABLED, true),
            (REV, REV_B, true),
            (REV_B, NOT_B, false),
            (REV, NOT_B, true),
            (EXISTS, NOT_B, true),
            (REV, "matchExpressions: [{key: istio.io/rev, operator: DoesNotExist}]", false),
            (REV, "matchExpressions: [{key: istio.io/rev, operator: Like}]", false),
            (ENABLED, NEVER, false),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                let got = overlap(
                    &configuration("x.sidecar-injector.istio.io", one, ""),
                    &configuration("y.sidecar-injector.outrigger", other, ""),
                );
                assert_eq!(got.is_some(), want, "{one} / {other}");
                let got = overlap(
                    &configuration("sidecar-injector.istio.io", "", one),
                    &configuration("y.sidecar-injector.outrigger", ENABLED, other),
                );
                assert_eq!(got.is_some(), want, "objects: {one} / {other}");
            }
        }
    }

    #[test]
    fn other_webhooks_are_not_injectors_and_planned_entries_count() {
        let injector = configuration("x.sidecar-injector.istio.io", "", "");
        assert_eq!(overlap(&configuration("vault.hashicorp.com", "", ""), &injector), None);
        let entries = "- {name: y.sidecar-injector.outrigger}\n";
        let mut waiting = kubeyaml::read("metadata: {}").unwrap();
        waiting.map_entry("metadata").entry("annotations").become_map().insert(ENTRIES, entries);
        let got = overlap(&waiting, &injector).unwrap();
        assert_eq!(
            (got.first.as_str(), got.second.as_str()),
            ("y.sidecar-injector.outrigger", "x.sidecar-injector.istio.io")
        );
        assert!(is_of_an_injector(&waiting));
    }
}
