//! Namespaces for whose pods more than one injector is asked.

use std::collections::BTreeSet;

use objects::kinds;

use super::super::view::{View, finding};
use super::workload::Workload;
use crate::admission::{self, Called, Creation};
use crate::codes::pods::SEVERAL;
use crate::finding::Finding;
use crate::part::labels;

/// Adds the namespace of a workload whose pods more than one webhook configuration selects. It is said of the namespace,
/// whose labels decide in most cases, and not of each workload.
pub fn look(workload: &Workload<'_>, view: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(namespace) = workload.namespace else { return };
    let creation = Creation::of(&workload.pod, workload.namespace_name(), labels(namespace));
    let called = admission::hooks(view.world())
        .filter(|hook| hook.called(&hook.checks(&creation)) == Called::Yes)
        .map(admission::Hook::configuration_name);
    let all: BTreeSet<&str> = called.collect();
    if all.len() > 1 {
        let names = all.into_iter().collect::<Vec<_>>().join(", ");
        let cause = format!("more than one webhook configuration selects pods of it: {names}");
        findings.push(finding(&SEVERAL, kinds::NAMESPACE, namespace, cause));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn a_namespace_is_named_once() {
        let webhook = |name: &str, labels: &str| {
            format!(
                "---\n{{kind: MutatingWebhookConfiguration, metadata: {{name: {name}}}, webhooks: [{{name: x.istio.io, \
                 namespaceSelector: {{matchLabels: {{{labels}}}}}, rules: [{{operations: [CREATE], apiGroups: [''], \
                 apiVersions: [v1], resources: [pods]}}]}}]}}\n"
            )
        };
        let pod = |name: &str| {
            format!(
                "---\n{{kind: Pod, metadata: {{name: {name}, namespace: shop}}, spec: {{containers: [{{name: a}}]}}}}\n"
            )
        };
        for (first, second, want) in [("a: b", "a: b", "several-webhooks"), ("a: b", "a: c", "")] {
            let objects = format!(
                "{{kind: Namespace, metadata: {{name: shop, labels: {{a: b}}}}}}\n{}{}{}{}",
                webhook("one", first),
                webhook("two", second),
                pod("x"),
                pod("y")
            );
            assert_eq!(own("several", &objects), want, "{second}");
        }
    }
}
