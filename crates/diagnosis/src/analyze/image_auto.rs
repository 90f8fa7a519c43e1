//! The image `auto`, which only injection replaces, where nothing is injected.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/injection/image-auto.go.

use kubeyaml::Value;
use objects::{Kind, kinds};

use super::view::{View, finding};
use crate::codes::istio::{AUTO_DEPLOYMENT, AUTO_POD};
use crate::finding::Finding;
use crate::part::{image, is_of_istio, is_proxy, labels, name, namespace};
use crate::selector::Selector;

/// Adds what is found. A pod that still has it was not injected; a Deployment's pods may yet be.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    for pod in view.all(kinds::POD).filter(|pod| has_auto(pod)) {
        findings.push(finding(&AUTO_POD, kinds::POD, pod, cause(kinds::POD, pod)));
    }
    let injectors: Vec<Injector> = view.all(kinds::MUTATING_WEBHOOK).flat_map(Injector::of).collect();
    for deployment in view.all(kinds::DEPLOYMENT) {
        let template = deployment.at(&["spec", "template"]);
        if has_auto(template) && !injectors.iter().any(|injector| injector.answers_for(deployment, view)) {
            findings.push(finding(
                &AUTO_DEPLOYMENT,
                kinds::DEPLOYMENT,
                deployment,
                cause(kinds::DEPLOYMENT, deployment),
            ));
        }
    }
}

fn has_auto(pod: &Value) -> bool {
    pod.items_at(&["spec", "containers"])
        .iter()
        .any(|container| is_proxy(container) && image(container) == "auto")
}

fn cause(kind: Kind, object: &Value) -> String {
    format!(
        "{} {} contains `image: auto` but does not match any Istio injection webhook selectors.",
        kind.kind,
        name(object)
    )
}

/// The selectors of a webhook that injects.
struct Injector {
    namespaces: Selector,
    objects: Selector,
}

impl Injector {
    fn of(configuration: &Value) -> impl Iterator<Item = Injector> {
        let webhooks = configuration.items_at(&["webhooks"]).iter();
        webhooks.filter(|webhook| is_of_istio(webhook)).map(|webhook| Injector {
            namespaces: Selector::of(webhook.at(&["namespaceSelector"])),
            objects: Selector::of(webhook.at(&["objectSelector"])),
        })
    }

    fn answers_for(&self, deployment: &Value, view: &View<'_>) -> bool {
        let home = view.namespace_labels(namespace(deployment));
        self.namespaces.selects(home) && self.objects.selects(labels(deployment.at(&["spec", "template"])))
    }
}

#[cfg(test)]
mod tests {
    use super::super::case::found;

    const WEBHOOK: &str = "{kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {name: w}, \
                           webhooks: [{name: x.istio.io, namespaceSelector: {matchLabels: {in: 'yes'}}, objectSelector: \
                           {matchExpressions: [{key: out, operator: DoesNotExist}]}}]}";

    #[test]
    fn auto_is_replaced_only_where_something_is_injected() {
        const AUTO: &str = "spec: {containers: [{name: istio-proxy, image: auto}]}";
        for (home, object, want) in [
            (
                "yes",
                format!("{{kind: Pod, apiVersion: v1, metadata: {{name: p, namespace: ns}}, {AUTO}}}"),
                "IST0147 Pod ns/p: Pod p",
            ),
            (
                "yes",
                format!(
                    "{{kind: Deployment, apiVersion: apps/v1, metadata: {{name: d, namespace: ns}}, spec: {{template: {{{AUTO}}}}}}}"
                ),
                "",
            ),
            (
                "no",
                format!(
                    "{{kind: Deployment, apiVersion: apps/v1, metadata: {{name: d, namespace: ns}}, spec: {{template: {{{AUTO}}}}}}}"
                ),
                "IST0146 Deployment ns/d: Deployment d",
            ),
            (
                "yes",
                format!(
                    "{{kind: Deployment, apiVersion: apps/v1, metadata: {{name: d, namespace: ns}}, spec: {{template: {{metadata: {{labels: {{out: a}}}}, {AUTO}}}}}}}"
                ),
                "IST0146 Deployment ns/d: Deployment d",
            ),
            (
                "yes",
                format!(
                    "{{kind: Deployment, apiVersion: apps/v1, metadata: {{name: d}}, spec: {{template: {{{AUTO}}}}}}}"
                ),
                "IST0146 Deployment d: Deployment d",
            ),
        ] {
            let objects = format!(
                "{{kind: Namespace, apiVersion: v1, metadata: {{name: ns, labels: {{in: '{home}'}}}}}}\n---\n{WEBHOOK}\n---\n{object}\n"
            );
            let found = found("injection.ImageAutoAnalyzer", &objects);
            let starts =
                found.first().map(|f| f.split(" contains").next().unwrap_or_default()).unwrap_or_default();
            assert_eq!(starts, want, "{object}");
        }
    }
}
