//! Label selectors as the API server reads those of webhooks and workloads.

use std::collections::BTreeSet;

use injection::config::{self, Operator, Requirement};
use kubeyaml::{Map, Value};

/// A label selector that says nothing selects everything, and one that cannot be read selects nothing.
///
/// Source: Kubernetes, LabelSelectorAsSelector; a webhook's selector that is left out is filled in as an empty one.
#[derive(Clone, Debug)]
pub struct Selector(config::Selector);

impl Selector {
    /// The selector that this value (`matchLabels`, `matchExpressions`) is.
    pub fn of(value: &Value) -> Selector {
        Selector(config::Selector::compile(value))
    }

    /// What it asks, all of which must hold.
    pub fn requirements(&self) -> &[Requirement] {
        match &self.0 {
            config::Selector::Requirements(all) => all,
            config::Selector::Empty | config::Selector::Invalid(_) => &[],
        }
    }

    /// Why it cannot be read.
    pub fn invalid(&self) -> Option<&str> {
        match &self.0 {
            config::Selector::Invalid(cause) => Some(cause),
            config::Selector::Empty | config::Selector::Requirements(_) => None,
        }
    }

    /// As the API server takes it with a list, such as `app in (web),!canary`; empty where it selects everything, `None`
    /// where it selects nothing.
    ///
    /// Source: Kubernetes apimachinery, labels.Parse.
    pub fn query(&self) -> Option<String> {
        let values = |all: &BTreeSet<String>| all.iter().map(String::as_str).collect::<Vec<_>>().join(",");
        let one = |requirement: &Requirement| match (requirement.key(), requirement.operator()) {
            (key, Operator::In(all)) => format!("{key} in ({})", values(all)),
            (key, Operator::NotIn(all)) => format!("{key} notin ({})", values(all)),
            (key, Operator::Exists) => key.to_owned(),
            (key, Operator::DoesNotExist) => format!("!{key}"),
        };
        let all: Vec<String> = self.requirements().iter().map(one).collect();
        self.invalid().is_none().then(|| all.join(","))
    }

    /// Whether it selects what has these labels.
    pub fn selects(&self, labels: Option<&Map>) -> bool {
        matches!(self.0, config::Selector::Empty) || self.0.matches(labels)
    }
}

/// Whether these labels have all these pairs; no pairs select nothing.
///
/// Source: Kubernetes, the selector of a Service.
pub fn pairs_select(pairs: &Value, labels: Option<&Map>) -> bool {
    let Some(pairs) = pairs.as_map().filter(|pairs| !pairs.is_empty()) else { return false };
    pairs.iter().all(|(key, value)| labels.and_then(|labels| labels.get(key)) == Some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_select_as_kubernetes_does() {
        for (selector, labels, want) in [
            ("{}", "{}", true),
            ("null", "{a: b}", true),
            ("{matchLabels: {a: b}}", "{a: b, c: d}", true),
            ("{matchLabels: {a: b}}", "{a: c}", false),
            ("{matchExpressions: [{key: a, operator: NotIn, values: [b]}]}", "{}", true),
            ("{matchExpressions: [{key: a, operator: Like, values: [b]}]}", "{a: b}", false),
        ] {
            let labels = kubeyaml::read(labels).unwrap();
            let selector_ = Selector::of(&kubeyaml::read(selector).unwrap());
            assert_eq!(selector_.selects(labels.as_map()), want, "{selector}");
        }
    }

    #[test]
    fn a_selector_is_a_query() {
        for (selector, want) in [
            ("{}", Some("")),
            ("{matchLabels: {app: web, tier: ''}}", Some("app in (web),tier in ()")),
            (
                "{matchExpressions: [{key: a, operator: NotIn, values: [c, b]}, {key: d, operator: Exists}, {key: e, \
                 operator: DoesNotExist}]}",
                Some("a notin (b,c),d,!e"),
            ),
            ("{matchExpressions: [{key: a, operator: Like}]}", None),
        ] {
            let query = Selector::of(&kubeyaml::read(selector).unwrap()).query();
            assert_eq!(query.as_deref(), want, "{selector}");
        }
    }

    #[test]
    fn pairs_select_what_has_them_all() {
        for (pairs, labels, want) in
            [("{a: b}", "{a: b, c: d}", true), ("{a: b, c: d}", "{a: b}", false), ("{}", "{a: b}", false)]
        {
            let (pairs, labels) = (kubeyaml::read(pairs).unwrap(), kubeyaml::read(labels).unwrap());
            assert_eq!(pairs_select(&pairs, labels.as_map()), want);
        }
    }
}
