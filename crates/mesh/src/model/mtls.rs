//! Which mutual TLS a workload asks for, of all policies.

use std::collections::BTreeMap;

use super::name::Name;
use super::policy::{Mode, Policy};
use super::service::{Labels, is_part};

/// What a workload asks of those who connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mtls {
    /// The mode.
    pub mode: Mode,
    /// Modes of single ports of the pod.
    pub ports: BTreeMap<u16, Mode>,
}

impl Mtls {
    /// The mode of a port of the pod.
    pub fn of_port(&self, port: u16) -> Mode {
        self.ports.get(&port).copied().unwrap_or(self.mode)
    }
}

/// All policies of a mesh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    root: String,
    /// Those of each namespace, oldest first.
    namespaces: BTreeMap<String, Vec<Policy>>,
}

impl Policies {
    /// No policies; those of the namespace `root` will be for the whole mesh.
    pub fn new(root: &str) -> Policies {
        Policies { root: root.to_owned(), namespaces: BTreeMap::new() }
    }

    /// The namespace whose policies without a selector are for the whole mesh.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The policy of a name.
    pub fn get(&self, name: &Name) -> Option<&Policy> {
        self.namespaces.get(&name.namespace)?.iter().find(|policy| policy.name == *name)
    }

    /// Adds a policy, or replaces the one of its name.
    pub fn insert(&mut self, policy: Policy) {
        self.remove(&policy.name);
        let all = self.namespaces.entry(policy.name.namespace.clone()).or_default();
        let at = all.partition_point(|one| age(one) < age(&policy));
        all.insert(at, policy);
    }

    /// Takes a policy away.
    pub fn remove(&mut self, name: &Name) {
        if let Some(all) = self.namespaces.get_mut(&name.namespace) {
            all.retain(|policy| policy.name != *name);
            if all.is_empty() {
                self.namespaces.remove(&name.namespace);
            }
        }
    }

    /// All policies, by namespace, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Policy> {
        self.namespaces.values().flatten()
    }

    /// What a workload asks for. The narrowest policy that has a mode decides it: the workload's, the namespace's, the
    /// mesh's, and of several the oldest; PERMISSIVE if none has one. Modes of ports count in policies with a selector
    /// only, and a selector only outside the root namespace.
    ///
    /// Source: Istio 1.30 pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication.
    pub fn of_workload(&self, namespace: &str, labels: &Labels) -> Mtls {
        let of_namespace = |namespace: &str| self.namespaces.get(namespace).map_or(&[][..], Vec::as_slice);
        let for_all =
            |namespace: &str| of_namespace(namespace).iter().find(|policy| policy.selector.is_empty());
        let mesh = for_all(&self.root);
        let is_root = namespace == self.root;
        let in_namespace = for_all(namespace).filter(|_| !is_root);
        let selects = |policy: &&Policy| !policy.selector.is_empty() && is_part(&policy.selector, labels);
        let own = of_namespace(namespace).iter().find(selects).filter(|_| !is_root);
        let modes = [own, in_namespace, mesh].map(|policy| policy.and_then(|policy| policy.mode));
        let mode = modes.into_iter().flatten().next().unwrap_or(Mode::Permissive);
        let ports = own.into_iter().flat_map(|policy| &policy.ports);
        Mtls { mode, ports: ports.map(|(port, of_port)| (*port, of_port.unwrap_or(mode))).collect() }
    }
}

/// Source: Istio 1.30 pilot/pkg/model/config.go, sortConfigByCreationTime.
fn age(policy: &Policy) -> (&str, &str) {
    (&policy.created, &policy.name.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policies(text: &str) -> Policies {
        let mut policies = Policies::new("istio-system");
        for document in kubeyaml::documents(text) {
            policies.insert(Policy::of(&kubeyaml::read(&document.unwrap().text).unwrap()).unwrap());
        }
        policies
    }

    fn shown(mtls: &Mtls) -> String {
        let ports = mtls.ports.iter().map(|(port, mode)| format!(" {port}:{}", mode.name()));
        std::iter::once(mtls.mode.name().to_owned()).chain(ports).collect()
    }

    fn web(policies: &Policies) -> String {
        shown(&policies.of_workload("ns", &[("app".to_owned(), "web".to_owned())].into()))
    }

    /// Each of: the mesh's mode, the namespace's, the workload's, the port's; where `-` there is no policy.
    #[test]
    fn the_narrowest_mode_counts() {
        let modes = ["-", "UNSET", "DISABLE", "PERMISSIVE", "STRICT"];
        let policy = |mode: &str, namespace: &str, selector: &str, port: &str| match mode {
            "-" => String::new(),
            _ => format!(
                "---\nmetadata: {{name: p{selector}, namespace: {namespace}}}\nspec: {{mtls: {{mode: {mode}}}{}{}}}\n",
                if selector.is_empty() { "" } else { ", selector: {matchLabels: {app: web}}" },
                if port == "-" {
                    String::new()
                } else {
                    format!(", portLevelMtls: {{8080: {{mode: {port}}}}}")
                },
            ),
        };
        let mut rows = 0;
        for mesh in modes {
            for namespace in modes {
                for workload in modes {
                    for port in modes.into_iter().filter(|port| *port == "-" || workload != "-") {
                        let text = policy(mesh, "istio-system", "", "STRICT")
                            + &policy(namespace, "ns", "", "STRICT")
                            + &policy(workload, "ns", "-w", port);
                        let set = |mode: &&str| !["-", "UNSET"].contains(mode);
                        let mode = [workload, namespace, mesh].into_iter().find(set).unwrap_or("PERMISSIVE");
                        let of_port = match port {
                            "-" => String::new(),
                            "UNSET" => format!(" 8080:{mode}"),
                            port => format!(" 8080:{port}"),
                        };
                        let found = web(&policies(&text));
                        assert_eq!(found, format!("{mode}{of_port}"), "{mesh} {namespace} {workload} {port}");
                        rows += 1;
                    }
                }
            }
        }
        assert_eq!(rows, 5 * 5 * (1 + 4 * 5));
    }

    /// Rows of Istio's own rules beyond the matrix: ages, selectors in the root namespace, other workloads.
    #[test]
    fn the_oldest_counts_and_only_where_it_selects() {
        for (text, want) in [
            (
                "metadata: {name: a, namespace: ns, creationTimestamp: '2024-01-02T00:00:00Z'}\nspec: {mtls: {mode: STRICT}}\n---\n\
                 metadata: {name: b, namespace: ns, creationTimestamp: '2024-01-01T00:00:00Z'}\nspec: {mtls: {mode: DISABLE}}",
                "DISABLE",
            ),
            (
                "metadata: {name: b, namespace: ns}\nspec: {mtls: {mode: STRICT}}\n---\n\
                 metadata: {name: a, namespace: ns}\nspec: {mtls: {mode: DISABLE}}",
                "DISABLE",
            ),
            // The oldest has no mode: the younger one does not count for that.
            (
                "metadata: {name: a, namespace: ns}\nspec: {}\n---\n\
                 metadata: {name: b, namespace: ns}\nspec: {mtls: {mode: DISABLE}}",
                "PERMISSIVE",
            ),
            (
                "metadata: {name: a, namespace: istio-system}\n\
                 spec: {selector: {matchLabels: {app: web}}, mtls: {mode: STRICT}, portLevelMtls: {80: {mode: STRICT}}}",
                "PERMISSIVE",
            ),
            (
                "metadata: {name: a, namespace: ns}\nspec: {selector: {matchLabels: {app: other}}, mtls: {mode: STRICT}}",
                "PERMISSIVE",
            ),
            ("metadata: {name: a, namespace: other}\nspec: {mtls: {mode: STRICT}}", "PERMISSIVE"),
            // A selector that selects nothing in particular is none.
            (
                "metadata: {name: a, namespace: ns}\nspec: {selector: {matchLabels: {}}, mtls: {mode: STRICT}, portLevelMtls: {80: {}}}",
                "STRICT",
            ),
        ] {
            assert_eq!(web(&policies(text)), want, "{text}");
        }
        let root = policies("metadata: {name: a, namespace: istio-system}\nspec: {mtls: {mode: STRICT}}");
        assert_eq!(shown(&root.of_workload("istio-system", &Labels::new())), "STRICT");
    }

    #[test]
    fn a_policy_replaces_the_one_of_its_name() {
        let mut policies = policies("metadata: {name: a, namespace: ns}\nspec: {mtls: {mode: STRICT}}");
        let name = Name::new("ns", "a");
        policies.insert(Policy { mode: None, ..policies.get(&name).unwrap().clone() });
        assert_eq!((web(&policies).as_str(), policies.all().count()), ("PERMISSIVE", 1));
        policies.remove(&name);
        assert_eq!(policies, Policies::new("istio-system"));
    }
}
