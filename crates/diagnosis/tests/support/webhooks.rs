//! Webhook configurations as Istio's charts have them.

/// Those of a revision or a tag, and for the default one those without a revision. Each has these conditions.
pub fn configuration(name: &str, revision: &str, tag: &str, conditions: &str) -> String {
    let value = if tag.is_empty() { revision } else { tag };
    let hook = |name: &str, namespace: &str, pod: &str| {
        format!(
            "- {{name: {name}.sidecar-injector.istio.io, clientConfig: {{service: {{path: /inject}}}}, matchConditions: \
             [{conditions}], rules: [{{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}}], \
             namespaceSelector: {{matchExpressions: [{namespace}]}}, objectSelector: {{matchExpressions: [{pod}]}}}}\n"
        )
    };
    let is = |key: &str, value: &str| format!("{{key: {key}, operator: In, values: ['{value}']}}");
    let absent = |key: &str| format!("{{key: {key}, operator: DoesNotExist}}");
    let not_refused = "{key: sidecar.istio.io/inject, operator: NotIn, values: ['false']}".to_owned();
    let (rev, old, inject) = ("istio.io/rev", "istio-injection", "sidecar.istio.io/inject");
    let mut hooks = hook("rev.namespace", &[is(rev, value), absent(old)].join(","), &not_refused);
    hooks += &hook(
        "rev.object",
        &[absent(rev), absent(old)].join(","),
        &[not_refused.clone(), is(rev, value)].join(","),
    );
    if revision == "default" {
        hooks += &hook("namespace", &is(old, "enabled"), &not_refused);
        hooks += &hook(
            "object",
            &[absent(old), absent(rev)].join(","),
            &[is(inject, "true"), absent(rev)].join(","),
        );
    }
    let tag = if tag.is_empty() { String::new() } else { format!(", istio.io/tag: {tag}") };
    format!(
        "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {{name: {name}, labels: \
         {{istio.io/rev: {revision}{tag}}}}}\nwebhooks:\n{hooks}"
    )
}
