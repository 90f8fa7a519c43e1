//! What the service account may do, and what it may not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{cases, one, one_of};
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
    const SLICES: (&str, &str) = ("discovery.k8s.io", "endpointslices");
    const OWN: &str = "outrigger.outrigger-system";
    let (config, secret) = (("", "configmaps"), ("", "secrets"));
    // Case, within the namespace or the cluster, verb, group and resource, name, whether it is allowed.
    for (case, scope, verb, (group, resource), name, want) in [
        ("usual", "Role", "watch", config, "outrigger-injector", true),
        ("usual", "Role", "get", config, "outrigger-mesh", true),
        ("usual", "Role", "list", config, "", false),
        ("usual", "Role", "update", config, "outrigger-mesh", false),
        ("usual", "Role", "get", config, "istio", false),
        ("usual", "Role", "get", config, "istio-ca-root-cert", false),
        ("usual", "Role", "update", secret, "outrigger-certs", true),
        ("usual", "Role", "patch", secret, "outrigger-certs", false),
        ("usual", "Role", "watch", secret, "outrigger-certs", true),
        ("usual", "Role", "list", secret, "", false),
        ("usual", "Role", "get", secret, "istio-ca-secret", false),
        ("usual", "Role", "create", secret, "", false),
        ("usual", "Role", "delete", secret, "outrigger-certs", false),
        ("usual", "Role", "list", SLICES, "", true),
        ("usual", "Role", "update", SLICES, "outrigger-1", false),
        ("usual", "ClusterRole", "list", SLICES, "", false),
        ("usual", "ClusterRole", "get", secret, "outrigger-certs", false),
        ("usual", "ClusterRole", "get", config, "istio", false),
        ("usual", "ClusterRole", "watch", ("", "namespaces"), "", true),
        ("usual", "ClusterRole", "list", ("", "nodes"), "", true),
        ("usual", "ClusterRole", "update", ("", "namespaces"), "app", false),
        ("usual", "ClusterRole", "list", ("networking.istio.io", "proxyconfigs"), "", true),
        ("usual", "ClusterRole", "create", ("", "events"), "", true),
        ("usual", "ClusterRole", "list", ("", "events"), "", false),
        ("usual", "ClusterRole", "list", ("", "pods"), "", false),
        ("usual", "ClusterRole", "create", ("", "pods"), "", false),
        ("usual", "ClusterRole", "patch", ADMISSION, OWN, true),
        ("usual", "ClusterRole", "watch", ADMISSION, OWN, true),
        ("usual", "ClusterRole", "update", ADMISSION, OWN, false),
        ("usual", "ClusterRole", "patch", ADMISSION, "istio-sidecar-injector", false),
        ("usual", "ClusterRole", "delete", ADMISSION, OWN, false),
        ("usual", "ClusterRole", "create", ADMISSION, "", false),
        ("usual", "ClusterRole", "create", ("authentication.k8s.io", "tokenreviews"), "", false),
        (
            "usual",
            "ClusterRole",
            "bind",
            ("rbac.authorization.k8s.io", "clusterroles"),
            "cluster-admin",
            false,
        ),
        ("revision", "ClusterRole", "patch", ADMISSION, "outrigger-canary.outrigger-system", true),
        ("revision", "ClusterRole", "patch", ADMISSION, OWN, false),
        ("revision", "Role", "get", secret, "outrigger-certs-canary", true),
        ("namespace", "ClusterRole", "patch", ADMISSION, "outrigger.mesh", true),
        ("istio-names", "ClusterRole", "patch", ADMISSION, "istio-sidecar-injector", true),
        ("istio-names", "Role", "get", config, "istio", true),
        // Istio's ConfigMaps are read and no more.
        ("existing-config", "Role", "watch", config, "istio-sidecar-injector-1-30", true),
        ("existing-config", "Role", "get", config, "istio-1-30", true),
        ("existing-config", "Role", "get", config, "istio", false),
        ("existing-config", "Role", "update", config, "istio-1-30", false),
        ("existing-config", "Role", "patch", config, "istio-1-30", false),
        // Who is given certificates need not touch Secrets, and the webhook configuration only to put it in force.
        ("cert-manager", "Role", "get", secret, "outrigger-certs", false),
        ("cert-manager", "ClusterRole", "patch", ADMISSION, OWN, true),
        ("cert-manager-active-at-once", "ClusterRole", "get", ADMISSION, OWN, false),
        ("cert-manager-active-at-once", "Role", "list", SLICES, "", false),
        ("active-at-once", "ClusterRole", "patch", ADMISSION, OWN, true),
        ("active-at-once", "Role", "list", SLICES, "", false),
        ("static-ca-bundle", "Role", "get", secret, "outrigger-certs", false),
    ] {
        let settings = cases().into_iter().find(|(name, _)| *name == case).unwrap().1;
        let documents = manifests::install(&settings);
        let got = allows(one(&documents, scope), verb, group, resource, name);
        assert_eq!(got, want, "{case}: {scope} {verb} {resource} {name}");
    }
}

/// Which kinds the control plane reads is held by the program that reads them.
#[test]
fn the_control_plane_can_do_its_work_and_no_more() {
    let (config, secret, lease) = (("", "configmaps"), ("", "secrets"), ("coordination.k8s.io", "leases"));
    let root = "outrigger-ca-root-cert";
    for (case, scope, verb, (group, resource), name, want) in [
        ("mesh", "ClusterRole", "watch", ("", "pods"), "", true),
        ("mesh", "ClusterRole", "create", ("", "pods"), "", false),
        ("mesh", "ClusterRole", "list", ("", "nodes"), "", false),
        ("mesh", "ClusterRole", "create", ("authentication.k8s.io", "tokenreviews"), "", true),
        ("mesh", "ClusterRole", "create", config, "", true),
        ("mesh", "ClusterRole", "update", config, root, true),
        ("mesh", "ClusterRole", "watch", config, root, true),
        ("mesh", "ClusterRole", "update", config, "other", false),
        ("mesh", "ClusterRole", "update", config, "istio-ca-root-cert", false),
        ("mesh-istio-names", "ClusterRole", "update", config, "istio-ca-root-cert", true),
        ("mesh", "ClusterRole", "delete", config, root, false),
        ("mesh", "ClusterRole", "get", secret, "istio-ca-secret", false),
        ("mesh", "ClusterRole", "list", secret, "", false),
        ("mesh", "ClusterRole", "update", lease, "outrigger-discovery", false),
        ("mesh", "Role", "get", secret, "istio-ca-secret", true),
        ("mesh", "Role", "update", secret, "istio-ca-secret", true),
        ("mesh", "Role", "get", secret, "cacerts", true),
        ("mesh", "Role", "update", secret, "cacerts", false),
        ("mesh", "Role", "get", secret, "outrigger-certs", false),
        ("mesh", "Role", "list", secret, "", false),
        // Whoever may create Secrets can have tokens of service accounts made.
        ("mesh", "Role", "create", secret, "", false),
        ("mesh", "Role", "update", lease, "outrigger-discovery", true),
        ("mesh", "Role", "create", lease, "", false),
        ("mesh", "Role", "watch", config, "outrigger-mesh", true),
        ("mesh", "Role", "get", config, "outrigger-injector", false),
        ("mesh-revision", "Role", "get", config, "outrigger-mesh-canary", true),
        ("mesh-revision", "Role", "get", config, "outrigger-mesh", false),
        ("mesh-revision", "ClusterRole", "update", config, "outrigger-ca-root-cert.mesh", true),
    ] {
        let settings = cases().into_iter().find(|(name, _)| *name == case).unwrap().1;
        let documents = manifests::install(&settings);
        let got = allows(one_of(&documents, "discovery", scope), verb, group, resource, name);
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
