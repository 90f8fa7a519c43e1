//! Which webhook configurations put a sidecar into a pod, by their selectors, as `istioctl experimental check-inject`
//! says; and [`standing`]: what it does not look at.

mod label;
mod reason;
pub mod standing;

use kubeyaml::{Map, Value};
use objects::{World, kinds, names};

use self::label::Label;
pub use self::reason::Reason;
use crate::admission::{self, Called, Creation};
use crate::part;
use crate::selector::Selector;

/// What one webhook configuration does with a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The configuration's name.
    pub webhook: &'a str,
    /// The revision that it is of; empty if it names none.
    pub revision: &'a str,
    /// Why it injects the pod, or why not.
    pub reason: Reason,
    /// Whether the API server asks its injector: rules, selectors and conditions of one of its webhooks hold. Of
    /// `matchLabels` and conditions the reason says nothing.
    pub called: Called,
}

impl Row<'_> {
    /// Whether the configuration sends the pod to its injector.
    pub fn injected(&self) -> bool {
        self.reason.injects()
    }
}

/// What each webhook configuration of Istio's or of outrigger's does with a pod that is created, by name.
///
/// Source: Istio 1.30 istioctl/pkg/checkinject, analyzeRunningWebhooks.
pub fn rows<'a>(world: &'a World, creation: &Creation<'_>) -> Vec<Row<'a>> {
    let (namespace, pod) = (creation.labels, part::labels(creation.pod));
    let all = world.all(kinds::MUTATING_WEBHOOK);
    let configurations =
        all.filter(|configuration| configuration.items_at(&["webhooks"]).iter().any(part::is_of_injector));
    let rows = configurations.map(|configuration| Row {
        webhook: part::name(configuration),
        revision: part::revision(configuration),
        reason: reason(configuration.items_at(&["webhooks"]), namespace, pod),
        called: admission::configuration_called(configuration, creation),
    });
    rows.collect()
}

fn reason(webhooks: &[Value], namespace: Option<&Map>, pod: Option<&Map>) -> Reason {
    let verdict = webhooks.iter().find_map(|webhook| verdict(webhook, namespace, pod));
    verdict.unwrap_or_else(|| {
        if webhooks.iter().any(is_deactivated) {
            return Reason::Deactivated;
        }
        let asked = |selector| webhooks.iter().flat_map(|webhook| asked(webhook.at(&[selector]))).collect();
        Reason::NoMatch { namespace: asked("namespaceSelector"), pod: asked("objectSelector") }
    })
}

/// What one webhook says; nothing if the next one has to be asked.
fn verdict(webhook: &Value, namespace: Option<&Map>, pod: Option<&Map>) -> Option<Reason> {
    let of_namespace = webhook.at(&["namespaceSelector"]);
    let of_pod = webhook.at(&["objectSelector"]);
    match (Selector::of(of_namespace).selects(namespace), Selector::of(of_pod).selects(pod)) {
        (true, true) => match (matching(of_namespace, namespace), matching(of_pod, pod)) {
            (Some(namespace), Some(pod)) => Some(Reason::Both { namespace, pod }),
            (Some(label), None) => Some(Reason::Namespace(label)),
            (None, Some(label)) => Some(Reason::Pod(label)),
            (None, None) => None,
        },
        (true, false) => preventing(of_pod, pod).map(Reason::PodPrevents),
        (false, true) => Label::of(namespace, names::INJECTION)
            .filter(|label| label.value != "enabled")
            .map(|label| Reason::NamespacePrevents(label.value)),
        (false, false) => None,
    }
}

/// The label that a selector which matches has asked for by its values. Those of `matchLabels` are not looked at.
fn matching(selector: &Value, labels: Option<&Map>) -> Option<Label> {
    let mut expressions = expressions(selector).filter(|e| ["In", "NotIn"].contains(&e.operator));
    expressions.find_map(|e| Label::of(labels, e.key))
}

/// The pod's label that its selector excludes.
fn preventing(selector: &Value, labels: Option<&Map>) -> Option<Label> {
    expressions(selector).find_map(|e| {
        let label = Label::of(labels, e.key)?;
        let excluded = match e.operator {
            "DoesNotExist" => true,
            "NotIn" => e.values().any(|value| value == label.value),
            _ => false,
        };
        excluded.then_some(label)
    })
}

/// The labels of which a selector's `In` expressions ask for one.
fn asked(selector: &Value) -> Vec<Label> {
    let expressions = expressions(selector).filter(|e| e.operator == "In");
    let label = |key: &str, value: &str| Label { key: key.to_owned(), value: value.to_owned() };
    expressions.flat_map(|e| e.values().map(move |value| label(e.key, value))).collect()
}

fn is_deactivated(webhook: &Value) -> bool {
    ["namespaceSelector", "objectSelector"].iter().all(|selector| {
        let selector = webhook.at(&[selector]);
        let labels = selector.at(&["matchLabels"]).as_map();
        selector.items_at(&["matchExpressions"]).is_empty()
            && labels.is_some_and(|labels| labels.len() == 1)
            && selector.str_at(&["matchLabels", names::DEACTIVATED]) == Some("never-match")
    })
}

/// A requirement of a selector.
struct Expression<'a> {
    key: &'a str,
    operator: &'a str,
    values: &'a [Value],
}

impl<'a> Expression<'a> {
    fn values(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.values.iter().filter_map(Value::as_str)
    }
}

fn expressions(selector: &Value) -> impl Iterator<Item = Expression<'_>> {
    selector.items_at(&["matchExpressions"]).iter().map(|expression| Expression {
        key: expression.str_at(&["key"]).unwrap_or_default(),
        operator: expression.str_at(&["operator"]).unwrap_or_default(),
        values: expression.items_at(&["values"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(webhooks: &str, namespace: &str, pod: &str) -> String {
        let [webhooks, namespace, pod] = [webhooks, namespace, pod].map(|text| kubeyaml::read(text).unwrap());
        reason(webhooks.as_list().unwrap(), namespace.as_map(), pod.as_map()).to_string()
    }

    #[test]
    fn webhooks_are_asked_in_order_until_one_has_a_verdict() {
        const BOTH: &str = "[{namespaceSelector: {matchExpressions: [{key: istio-injection, operator: In, values: [enabled]}]}, \
                            objectSelector: {matchExpressions: [{key: inject, operator: NotIn, values: ['false']}]}}]";
        const REVISED: &str = "[{namespaceSelector: {matchExpressions: [{key: rev, operator: In, values: [a, b]}]}, \
                               objectSelector: {matchExpressions: [{key: own, operator: DoesNotExist}]}}]";
        const OBJECT: &str = "[{namespaceSelector: {matchExpressions: [{key: istio-injection, operator: DoesNotExist}]}, \
                              objectSelector: {matchExpressions: [{key: inject, operator: In, values: ['true']}]}}]";
        const ALL: &str = "[{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, \
                           values: [kube-system]}]}}]";
        const OLD: &str = "[{namespaceSelector: {matchLabels: {istio-injection: enabled}}}]";
        const OFF: &str = "[{namespaceSelector: {matchLabels: {istio.io/deactivated: never-match}}, \
                           objectSelector: {matchLabels: {istio.io/deactivated: never-match}}}]";
        for (webhooks, namespace, pod, want) in [
            (
                BOTH,
                "{istio-injection: enabled}",
                "{inject: 'yes'}",
                "Namespace label istio-injection=enabled matches, and pod label inject=yes matches",
            ),
            (BOTH, "{istio-injection: enabled}", "{}", "Namespace label istio-injection=enabled matches"),
            (
                BOTH,
                "{istio-injection: enabled}",
                "{inject: 'false'}",
                "Pod has inject=false label, preventing injection",
            ),
            (
                BOTH,
                "{istio-injection: disabled}",
                "{}",
                "Namespace has istio-injection=disabled label, preventing injection",
            ),
            (BOTH, "{}", "{}", "No matching namespace labels (istio-injection=enabled) or pod labels ()"),
            (REVISED, "{rev: b}", "{own: x}", "Pod has own=x label, preventing injection"),
            (REVISED, "{}", "{}", "No matching namespace labels (rev=a, rev=b) or pod labels ()"),
            (OBJECT, "{}", "{inject: 'true'}", "Pod label inject=true matches"),
            (
                ALL,
                "{kubernetes.io/metadata.name: shop}",
                "{}",
                "Namespace label kubernetes.io/metadata.name=shop matches (Automatic injection is enabled in all namespaces).",
            ),
            // A label that `matchLabels` asks for is not seen, as in istioctl.
            (OLD, "{istio-injection: enabled}", "{}", "No matching namespace labels () or pod labels ()"),
            (OFF, "{}", "{}", "The injection webhook is deactivated, and will never match labels."),
        ] {
            assert_eq!(said(webhooks, namespace, pod), want, "{webhooks} {namespace} {pod}");
        }
    }

    #[test]
    fn only_istios_configurations_count() {
        let world = World::of_text(
            "{kind: MutatingWebhookConfiguration, metadata: {name: b, labels: {istio.io/rev: r}}, webhooks: [{name: x.istio.io}]}
---
{kind: MutatingWebhookConfiguration, metadata: {name: a}, webhooks: [{name: vault.example.com}, {name: y.istio.io}]}
---
{kind: MutatingWebhookConfiguration, metadata: {name: c}, webhooks: [{name: vault.example.com}]}",
        )
        .unwrap();
        let rows = rows(&world, &Creation::of(&Value::Null, "", None));
        let named: Vec<(&str, &str)> = rows.iter().map(|row| (row.webhook, row.revision)).collect();
        assert_eq!(named, [("a", ""), ("b", "r")]);
    }
}
