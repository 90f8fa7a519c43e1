//! The service account and what it may do: as little as the injector needs.

use crate::node::{Condition, Node, Setting, list, map, texts, when};
use crate::objects::{Component, Object};

const RBAC: &str = "rbac.authorization.k8s.io/v1";

/// The service account.
pub(crate) fn service_account(component: Component) -> Object {
    // The pod says that it wants the token; nothing else that runs under the account gets it unasked.
    Object::new("v1", "ServiceAccount", "serviceaccounts", component.name())
        .with("automountServiceAccountToken", false.into())
}

/// Roles and their bindings.
///
/// Lists and watches with `resourceNames` are allowed for requests that select that very name. Creating Secrets is not
/// allowed: whoever may create them in a namespace can have tokens of its service accounts made. The Secret is installed
/// empty instead.
pub fn rights() -> [Object; 4] {
    roles(Component::Injector, Setting::ClusterRole, of_the_cluster(), of_the_namespace())
}

/// The roles of a component with these rules, and their bindings.
pub(super) fn roles(
    component: Component,
    cluster_role: Setting,
    of_the_cluster: Node,
    of_the_namespace: Node,
) -> [Object; 4] {
    let cluster_role = Node::from(cluster_role);
    [
        Object::new(RBAC, "ClusterRole", "clusterroles", cluster_role.clone())
            .of_cluster()
            .with("rules", of_the_cluster),
        Object::new(RBAC, "ClusterRoleBinding", "clusterrolebindings", cluster_role.clone())
            .of_cluster()
            .with("roleRef", role("ClusterRole", cluster_role))
            .with("subjects", subjects(component)),
        Object::new(RBAC, "Role", "roles", component.name()).with("rules", of_the_namespace),
        Object::new(RBAC, "RoleBinding", "rolebindings", component.name())
            .with("roleRef", role("Role", component.name()))
            .with("subjects", subjects(component)),
    ]
}

fn of_the_cluster() -> Node {
    list([
        // Labels for namespaceSelectors, ids on OpenShift; kubelets' versions for native sidecars.
        rule([""], texts(["namespaces", "nodes"]), None, &READ),
        rule(["networking.istio.io"], texts(["proxyconfigs"]), None, &READ),
        // What happened to a pod is reported to its owner.
        rule([""], texts(["events"]), None, &["create", "patch"]),
        // caBundle, and the entries once a replica serves.
        when(
            Condition::WritesWebhook,
            rule(
                ["admissionregistration.k8s.io"],
                texts(["mutatingwebhookconfigurations"]),
                Some(list([Setting::WebhookConfiguration.into()])),
                &["get", "list", "watch", "patch"],
            ),
        ),
    ])
}

fn of_the_namespace() -> Node {
    let config_maps = list([Setting::InjectConfigMap.into(), Setting::MeshConfigMap.into()]);
    let secret = list([Setting::Secret.into()]);
    list([
        rule([""], texts(["configmaps"]), Some(config_maps), &READ),
        // The Secret is replaced as a whole, so that nobody who came first is overwritten.
        when(
            Condition::OwnCertificates,
            rule([""], texts(["secrets"]), Some(secret), &["get", "list", "watch", "update"]),
        ),
        // Whether a replica serves. Their names are not known beforehand.
        when(Condition::ActiveLater, rule(["discovery.k8s.io"], texts(["endpointslices"]), None, &["list"])),
    ])
}

pub(super) const READ: [&str; 3] = ["get", "list", "watch"];

pub(super) fn rule(
    groups: [&'static str; 1],
    resources: Node,
    names: Option<Node>,
    verbs: &[&'static str],
) -> Node {
    let mut rule = vec![
        ("apiGroups", texts(groups)),
        ("resources", resources),
        ("verbs", Node::List(verbs.iter().map(|v| Node::from(*v)).collect())),
    ];
    rule.extend(names.map(|names| ("resourceNames", names)));
    Node::Map(rule)
}

fn role(kind: &'static str, name: Node) -> Node {
    map([("apiGroup", "rbac.authorization.k8s.io".into()), ("kind", kind.into()), ("name", name)])
}

fn subjects(component: Component) -> Node {
    list([map([
        ("kind", "ServiceAccount".into()),
        ("name", component.name()),
        ("namespace", Setting::Namespace.into()),
    ])])
}
