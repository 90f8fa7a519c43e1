//! What the service account may do, and what it may not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{cases, one};
use kubeyaml::Value;

/// Whether a role's rules allow it. A name that is empty is none: a list, or a creation.
///
/// Source: Kubernetes, RBAC: a list or watch that selects one name counts as one of that name.
fn allows(role: &Value, verb: &str, group: &str, resource: &str, name: &str) -> bool {
    let has = |rule: &Value, key: &str, text: &str| {
        rule.items_at(&[key]).iter().any(|v| v.as_str() == Some(text) || v.as_str() == Some("*"))
    };
    role.items_at(&["rules"]).iter().any(|rule| {
        has(rule, "verbs", verb)
            && has(rule, "apiGroups", group)
            && has(rule, "resources", resource)
            && (rule.get("resourceNames").is_none() || has(rule, "resourceNames", name))
    })
}

#[test]
fn the_service_account_can_do_its_work_and_no_more() {
    const ADMISSION: (&str, &str) = ("admissionregistration.k8s.io", "mutatingwebhookconfigurations");
    // Case, within the namespace or the cluster, verb, group and resource, name, whether it is allowed.
    for (case, scope, verb, (group, resource), name, want) in [
        ("default", "Role", "watch", ("", "configmaps"), "istio-sidecar-injector", true),
        ("default", "Role", "get", ("", "configmaps"), "istio", true),
        ("default", "Role", "list", ("", "configmaps"), "", false),
        ("default", "Role", "update", ("", "configmaps"), "istio", false),
        ("default", "Role", "get", ("", "configmaps"), "istio-ca-root-cert", false),
        ("default", "Role", "update", ("", "secrets"), "outrigger-certs", true),
        ("default", "Role", "watch", ("", "secrets"), "outrigger-certs", true),
        ("default", "Role", "list", ("", "secrets"), "", false),
        ("default", "Role", "get", ("", "secrets"), "istio-ca-secret", false),
        ("default", "Role", "create", ("", "secrets"), "", false),
        ("default", "Role", "delete", ("", "secrets"), "outrigger-certs", false),
        ("default", "ClusterRole", "get", ("", "secrets"), "outrigger-certs", false),
        ("default", "ClusterRole", "get", ("", "configmaps"), "istio", false),
        ("default", "ClusterRole", "watch", ("", "namespaces"), "", true),
        ("default", "ClusterRole", "list", ("", "nodes"), "", true),
        ("default", "ClusterRole", "update", ("", "namespaces"), "app", false),
        ("default", "ClusterRole", "list", ("networking.istio.io", "proxyconfigs"), "", true),
        ("default", "ClusterRole", "create", ("", "events"), "", true),
        ("default", "ClusterRole", "list", ("", "events"), "", false),
        ("default", "ClusterRole", "list", ("", "pods"), "", false),
        ("default", "ClusterRole", "create", ("", "pods"), "", false),
        ("default", "ClusterRole", "patch", ADMISSION, "istio-sidecar-injector", true),
        ("default", "ClusterRole", "update", ADMISSION, "istio-sidecar-injector", true),
        ("default", "ClusterRole", "patch", ADMISSION, "somebody-elses", false),
        ("default", "ClusterRole", "delete", ADMISSION, "istio-sidecar-injector", false),
        ("default", "ClusterRole", "create", ADMISSION, "", false),
        ("default", "ClusterRole", "create", ("authentication.k8s.io", "tokenreviews"), "", false),
        (
            "default",
            "ClusterRole",
            "bind",
            ("rbac.authorization.k8s.io", "clusterroles"),
            "cluster-admin",
            false,
        ),
        ("revision", "ClusterRole", "patch", ADMISSION, "istio-sidecar-injector-canary", true),
        ("revision", "ClusterRole", "patch", ADMISSION, "istio-sidecar-injector", false),
        ("revision", "Role", "get", ("", "secrets"), "outrigger-certs-canary", true),
        ("namespace", "ClusterRole", "patch", ADMISSION, "istio-sidecar-injector-mesh", true),
        // Who is given certificates need not touch secrets or webhook configurations.
        ("cert-manager", "Role", "get", ("", "secrets"), "outrigger-certs", false),
        ("cert-manager", "ClusterRole", "get", ADMISSION, "istio-sidecar-injector", false),
        ("static-ca-bundle", "Role", "get", ("", "secrets"), "outrigger-certs", false),
        ("static-ca-bundle", "ClusterRole", "patch", ADMISSION, "istio-sidecar-injector", false),
    ] {
        let settings = cases().into_iter().find(|(name, _)| *name == case).unwrap().1;
        let documents = manifests::install(&settings);
        let got = allows(one(&documents, scope), verb, group, resource, name);
        assert_eq!(got, want, "{case}: {scope} {verb} {resource} {name}");
    }
}

#[test]
fn no_rule_has_a_star() {
    for (case, settings) in cases() {
        for role in manifests::install(&settings).iter().filter(|d| !d.items_at(&["rules"]).is_empty()) {
            for rule in role.items_at(&["rules"]) {
                for part in ["verbs", "apiGroups", "resources", "resourceNames"] {
                    assert!(rule.items_at(&[part]).iter().all(|v| v.as_str() != Some("*")), "{case}");
                }
            }
        }
    }
}
