//! Webhooks that can keep their own server from starting.

use kubeyaml::{Map, Value};
use objects::kinds;

use super::super::view::{View, finding};
use crate::admission::{Called, Creation, Hook};
use crate::codes::doctor::LOCK_OUT;
use crate::finding::Finding;
use crate::part::{labels, namespace};
use crate::selector::pairs_select;

const SYSTEM: &str = "kube-system";
const LEAVE_OUT: &str = "let its namespaceSelector leave the namespace out: {key: kubernetes.io/metadata.name, operator: \
                         NotIn, values: [NAMESPACE]}";

/// Adds the webhooks that fail closed and are called for pods without which they cannot come back: those of their own
/// Service, of the control plane, and any of kube-system.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    for configuration in view.all(kinds::MUTATING_WEBHOOK) {
        for entry in configuration.items_at(&["webhooks"]) {
            let hook = Hook { configuration, entry };
            if hook.failure_policy() != "Fail" {
                continue;
            }
            if let Some(whose) = whose(hook, view) {
                let cause = format!(
                    "{} is called for {whose}, and fails closed: once its server is gone, they cannot be created",
                    hook.name()
                );
                let finding = finding(&LOCK_OUT, kinds::MUTATING_WEBHOOK, configuration, cause);
                findings.push(finding.remedy(LEAVE_OUT));
            }
        }
    }
}

/// Whose pods a webhook is called for that it must not.
fn whose(hook: Hook<'_>, view: &View<'_>) -> Option<String> {
    let service = hook.entry.at(&["clientConfig", "service"]);
    let home = service.str_at(&["namespace"]).unwrap_or_default();
    let own = view.get(kinds::SERVICE, home, service.str_at(&["name"]).unwrap_or_default());
    if let Some(pairs) = own.map(|own| own.at(&["spec", "selector"])) {
        let known = servers(view, home, |labels| pairs_select(pairs, labels));
        let all = if known.is_empty() { vec![pairs.as_map()] } else { known };
        if all.iter().any(|labels| is_called(hook, view, home, *labels)) {
            return Some(format!("the pods of its own Service in namespace {home}"));
        }
    }
    let istio = view.istio_namespace;
    let control = servers(view, istio, |labels| {
        labels.and_then(|labels| labels.get("app")).and_then(Value::as_str) == Some("istiod")
    });
    if control.iter().any(|labels| is_called(hook, view, istio, *labels)) {
        return Some(format!("the pods of the control plane in namespace {istio}"));
    }
    is_called(hook, view, SYSTEM, None).then(|| format!("pods of namespace {SYSTEM}"))
}

/// The labels of the pods in a namespace, present and future, that are selected.
fn servers<'a>(view: &View<'a>, home: &str, is_one: impl Fn(Option<&Map>) -> bool) -> Vec<Option<&'a Map>> {
    let pods = view.all(kinds::POD).filter(|pod| namespace(pod) == home).map(labels);
    let deployments = view.world().all(kinds::DEPLOYMENT).filter(|deployment| namespace(deployment) == home);
    let templates = deployments.map(|deployment| labels(deployment.at(&["spec", "template"])));
    pods.chain(templates).filter(|labels| is_one(*labels)).collect()
}

/// Whether the webhook is called for a pod of these labels, as far as that is known.
fn is_called(hook: Hook<'_>, view: &View<'_>, home: &str, labels_: Option<&Map>) -> bool {
    let Some(of_namespace) = view.get(kinds::NAMESPACE, "", home) else { return false };
    let mut pod = Value::Null;
    if let Some(labels) = labels_ {
        pod.map_entry("metadata").insert("labels", Value::Map(labels.clone()));
    }
    let creation = Creation::of(&pod, home, labels(of_namespace));
    hook.called(&hook.checks(&creation)) == Called::Yes
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn webhooks_that_fail_closed_on_their_own_are_found() {
        const FOUND: &str = "lock-out";
        const OUT: &str = "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, istio-system]}]}";
        const ENABLED: &str = "namespaceSelector: {matchLabels: {istio-injection: enabled}}";
        const NO_SYSTEM: &str = "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]}";
        const OPT_OUT: &str = "objectSelector: {matchExpressions: [{key: sidecar.istio.io/inject, operator: NotIn, values: ['false']}]}";
        for (entry, istiod, want) in [
            ("failurePolicy: Fail", "app: istiod", FOUND.to_owned()),
            ("", "app: istiod", FOUND.to_owned()),
            ("failurePolicy: Ignore", "app: istiod", String::new()),
            (OUT, "app: istiod", String::new()),
            (ENABLED, "app: istiod", String::new()),
            (NO_SYSTEM, "app: istiod", FOUND.to_owned()),
            (
                &format!("{NO_SYSTEM}, {OPT_OUT}"),
                "app: istiod, sidecar.istio.io/inject: 'false'",
                String::new(),
            ),
            (&format!("{NO_SYSTEM}, {OPT_OUT}"), "app: istiod", FOUND.to_owned()),
        ] {
            let named = |name: &str| {
                format!(
                    "{{kind: Namespace, metadata: {{name: {name}, labels: {{kubernetes.io/metadata.name: {name}}}}}}}\n---\n"
                )
            };
            let objects = format!(
                "{}{}{{kind: Service, metadata: {{name: istiod, namespace: istio-system}}, spec: {{selector: {{app: istiod}}}}}}\n---\n\
                 {{apiVersion: apps/v1, kind: Deployment, metadata: {{name: istiod, namespace: istio-system}}, spec: {{template: {{metadata: {{labels: {{{istiod}}}}}}}}}}}\n---\n\
                 {{kind: MutatingWebhookConfiguration, metadata: {{name: a}}, webhooks: [{{name: x.istio.io, rules: [{{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}}], \
                 clientConfig: {{service: {{namespace: istio-system, name: istiod}}}}, {entry}}}]}}",
                named("istio-system"),
                named("kube-system")
            );
            assert_eq!(own("lockout", &objects), want, "{entry} {istiod}");
        }
    }
}
