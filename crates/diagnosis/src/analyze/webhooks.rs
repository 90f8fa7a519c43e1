//! Injectors that answer for the same pods, or whose Service does not exist.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/webhook/webhook.go.

use std::collections::BTreeSet;

use kubeyaml::{Map, Value};
use objects::kinds;
use objects::names::{INJECT, INJECTION, REVISION};

use super::view::{View, finding};
use crate::codes::istio::WEBHOOK;
use crate::finding::Finding;
use crate::part::{is_of_istio, label, name};
use crate::selector::Selector;

/// Adds what is found.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let configurations: Vec<&Value> = view.all(kinds::MUTATING_WEBHOOK).collect();
    let mut revisions = BTreeSet::new();
    let mut webhooks = Vec::new();
    for configuration in &configurations {
        let own = revisions_of(configuration);
        let all = configuration.items_at(&["webhooks"]);
        if !own.is_empty() || all.iter().any(is_of_istio) {
            webhooks.extend(all.iter().map(|webhook| Webhook::of(configuration, webhook)));
        }
        revisions.extend(own);
    }
    add_overlaps(&webhooks, &revisions, findings);
    if view.knows(kinds::SERVICE) {
        webhooks.iter().for_each(|webhook| add_missing_service(webhook, view, findings));
    }
}

/// A webhook of a configuration.
struct Webhook<'a> {
    configuration: &'a Value,
    webhook: &'a Value,
    namespaces: Selector,
    objects: Selector,
}

impl<'a> Webhook<'a> {
    fn of(configuration: &'a Value, webhook: &'a Value) -> Webhook<'a> {
        Webhook {
            configuration,
            webhook,
            namespaces: Selector::of(webhook.at(&["namespaceSelector"])),
            objects: Selector::of(webhook.at(&["objectSelector"])),
        }
    }

    fn shown(&self) -> String {
        format!("{}/{}", name(self.configuration), webhook_name(self.webhook))
    }
}

fn webhook_name(webhook: &Value) -> &str {
    webhook.str_at(&["name"]).unwrap_or_default()
}

/// The revisions that a configuration has to do with: by its label, or by any of its selectors.
fn revisions_of(configuration: &Value) -> BTreeSet<&str> {
    let mut revisions: BTreeSet<&str> = label(configuration, REVISION).into_iter().collect();
    for webhook in configuration.items_at(&["webhooks"]) {
        for selector in [webhook.at(&["namespaceSelector"]), webhook.at(&["objectSelector"])] {
            revisions.extend(selector.str_at(&["matchLabels", REVISION]));
            let expressions = selector.items_at(&["matchExpressions"]).iter();
            for expression in expressions.filter(|e| e.str_at(&["key"]) == Some(REVISION)) {
                revisions.extend(expression.items_at(&["values"]).iter().filter_map(Value::as_str));
            }
        }
    }
    revisions
}

/// Adds each webhook that answers, for some labels of namespace and pod, together with others.
fn add_overlaps(webhooks: &[Webhook<'_>], revisions: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    let namespaces = labelled(INJECTION, ["enabled", "disabled"], revisions);
    let objects = labelled(INJECT, ["true", "false"], revisions);
    let by_namespace = selecting(&namespaces, webhooks.iter().map(|webhook| &webhook.namespaces));
    let by_object = selecting(&objects, webhooks.iter().map(|webhook| &webhook.objects));
    let mut groups = BTreeSet::new();
    for some in &by_namespace {
        for others in &by_object {
            groups.insert(some.iter().filter(|at| others.contains(at)).copied().collect::<Vec<usize>>());
        }
    }
    for group in groups {
        let group: Vec<&Webhook<'_>> = group.iter().filter_map(|at| webhooks.get(*at)).collect();
        let shown: BTreeSet<String> = group.iter().map(|webhook| webhook.shown()).collect();
        for webhook in group.iter().filter(|_| shown.len() > 1) {
            let own = webhook.shown();
            let others: Vec<&str> = shown.iter().filter(|other| **other != own).map(String::as_str).collect();
            let cause = format!(
                "Webhook overlaps with others: [{}]. This may cause injection to occur twice.",
                others.join(" ")
            );
            findings.push(finding(&WEBHOOK, kinds::MUTATING_WEBHOOK, webhook.configuration, cause));
        }
    }
}

/// The selectors that select together, by place: a set for each of these labels, and each set once.
fn selecting<'a>(
    labels: &[Map],
    selectors: impl Iterator<Item = &'a Selector> + Clone,
) -> BTreeSet<Vec<usize>> {
    let those = |labels| {
        let all = selectors.clone().enumerate();
        all.filter(|(_, selector)| selector.selects(Some(labels))).map(|(at, _)| at).collect()
    };
    labels.iter().map(those).collect()
}

/// Labels as somebody may set them: none, either value, and each of these with each revision.
fn labelled(key: &str, values: [&str; 2], revisions: &BTreeSet<&str>) -> Vec<Map> {
    let mut all = Vec::new();
    for value in [None, Some(values[0]), Some(values[1])] {
        for revision in std::iter::once(None).chain(revisions.iter().map(Some)) {
            let mut labels = Map::new();
            if let Some(value) = value {
                labels.insert(key, value);
            }
            if let Some(revision) = revision {
                labels.insert(REVISION, *revision);
            }
            all.push(labels);
        }
    }
    all
}

fn add_missing_service(webhook: &Webhook<'_>, view: &View<'_>, findings: &mut Vec<Finding>) {
    let service = webhook.webhook.at(&["clientConfig", "service"]);
    let part = |key| service.str_at(&[key]).unwrap_or_default();
    let (namespace, name) = (part("namespace"), part("name"));
    if service.is_null() || view.get(kinds::SERVICE, namespace, name).is_some() {
        return;
    }
    let cause =
        format!("Injector refers to a control plane service that does not exist: {namespace}/{name}.");
    findings.push(finding(&WEBHOOK, kinds::MUTATING_WEBHOOK, webhook.configuration, cause));
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    fn webhook(name: &str, selectors: &str) -> String {
        format!(
            "---\n{{kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {{name: {name}}}, \
             webhooks: [{{name: w.istio.io, clientConfig: {{service: {{namespace: ns, name: s}}}}, {selectors}}}]}}\n"
        )
    }

    const SERVICE: &str = "{kind: Service, apiVersion: v1, metadata: {name: s, namespace: ns}}\n";

    #[test]
    fn webhooks_that_answer_for_the_same_are_named() {
        const ENABLED: &str = "namespaceSelector: {matchLabels: {istio-injection: enabled}}";
        const REVISION: &str = "namespaceSelector: {matchLabels: {istio.io/rev: x}}";
        const NOT_ENABLED: &str = "namespaceSelector: {matchExpressions: [{key: istio-injection, operator: DoesNotExist}, {key: istio.io/rev, operator: In, values: [x]}]}";
        for (first, second, overlaps) in [
            (ENABLED, ENABLED, true),
            (ENABLED, REVISION, true),
            (ENABLED, NOT_ENABLED, false),
            (REVISION, NOT_ENABLED, true),
            (ENABLED, "namespaceSelector: {matchLabels: {other: x}}", false),
            (ENABLED, "namespaceSelector: {matchExpressions: [{key: a, operator: Like}]}", false),
        ] {
            let objects = format!("{SERVICE}{}{}", webhook("a", first), webhook("b", second));
            let want: Vec<String> = [("a", "b"), ("b", "a")]
                .iter()
                .filter(|_| overlaps)
                .map(|(one, other)| format!("IST0139 MutatingWebhookConfiguration {one}: Webhook overlaps with others: [{other}/w.istio.io]. This may cause injection to occur twice."))
                .collect();
            assert_eq!(found("webhook.Analyzer", &objects), want, "{first} {second}");
        }
    }

    #[test]
    fn a_service_that_is_not_there_is_missed_only_where_services_are_known() {
        let objects = webhook("a", "");
        assert_eq!(found("webhook.Analyzer", &objects).len(), 0);
        let other = SERVICE.replace("name: s", "name: t");
        assert_eq!(
            found("webhook.Analyzer", &(other + &objects)),
            [
                "IST0139 MutatingWebhookConfiguration a: Injector refers to a control plane service that does not exist: ns/s."
            ]
        );
    }
}
