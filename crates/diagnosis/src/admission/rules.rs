//! Whether a webhook's rules name the creation of pods.

use kubeyaml::Value;

/// Whether one of the rules names it; a webhook without rules is never called.
///
/// Source: Kubernetes apiserver pkg/admission/plugin/webhook/predicates/rules.
pub fn name_pods(entry: &Value) -> bool {
    entry.items_at(&["rules"]).iter().any(|rule| {
        let lists = |key: &str, wanted: &str| {
            let items = rule.items_at(&[key]).iter().filter_map(Value::as_str);
            items.into_iter().any(|item| item == "*" || item == wanted)
        };
        let mut resources = rule.items_at(&["resources"]).iter().filter_map(Value::as_str);
        lists("operations", "CREATE")
            && lists("apiGroups", "")
            && lists("apiVersions", "v1")
            && resources.any(is_of_pods)
            && matches!(rule.str_at(&["scope"]), None | Some("*" | "Namespaced"))
    })
}

/// Whether a resource with its subresource is that of pods themselves.
fn is_of_pods(resource: &str) -> bool {
    let (resource, below) = resource.split_once('/').unwrap_or((resource, ""));
    matches!(resource, "*" | "pods") && matches!(below, "" | "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_name_the_creation_of_pods() {
        for (rule, want) in [
            ("operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]", true),
            ("operations: [UPDATE, '*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*']", true),
            (
                "operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [services, 'pods/*']",
                true,
            ),
            ("operations: [UPDATE], apiGroups: [''], apiVersions: [v1], resources: [pods]", false),
            ("operations: [CREATE], apiGroups: [apps], apiVersions: [v1], resources: [pods]", false),
            ("operations: [CREATE], apiGroups: [''], apiVersions: [v2], resources: [pods]", false),
            ("operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods/status]", false),
            (
                "operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods], scope: Cluster",
                false,
            ),
            ("operations: null", false),
        ] {
            let entry = kubeyaml::read(&format!("rules: [{{{rule}}}]")).unwrap();
            assert_eq!(name_pods(&entry), want, "{rule}");
        }
        assert!(!name_pods(&kubeyaml::read("{name: x, rules: null}").unwrap()));
    }
}
