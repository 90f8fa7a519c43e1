//! What makes the API server call the webhook: entries that never match the same pod twice.

use crate::node::{Condition, Node, Part, Setting, list, map, text, texts, when};
use crate::objects::service::SERVICE_PORT;
use crate::objects::{Object, program};

const INJECTION: &str = "istio-injection";
const REVISION: &str = "istio.io/rev";
const INJECT: &str = "sidecar.istio.io/inject";
const NAME: &str = "kubernetes.io/metadata.name";
/// Namespaces in which the webhook injects nothing.
///
/// Source: Istio 1.30 inject.go, IgnoredNamespaces; istiod chart, mutatingwebhook.yaml.
const SYSTEM: [&str; 4] = ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];

/// The MutatingWebhookConfiguration.
///
/// Its entries are Istio's, but for one thing (COMPATIBILITY K4): system namespaces and the injector's own are left out of them, so that a
/// label on one of these cannot keep the cluster from coming up again. Pods in the injector's namespace that ask for a
/// sidecar themselves, such as gateways, get it.
///
/// Source: Istio 1.30 istiod chart, mutatingwebhook.yaml.
pub fn configuration() -> Object {
    let name = text("istio-sidecar-injector", Setting::WebhookSuffix);
    let mut object = Object::new(
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
        name,
    )
    .of_cluster();
    object.annotations = Some(when(
        Condition::CertManager,
        map([(
            "cert-manager.io/inject-ca-from",
            Node::Text(vec![
                Part::Setting(Setting::Namespace),
                Part::Fixed("/outrigger-certs"),
                Part::Setting(Setting::Suffix),
            ]),
        )]),
    ));
    object.with(
        "webhooks",
        list([
            rev_namespace(),
            when(Condition::PodLabel, rev_object()),
            when(Condition::DefaultRevision, namespace()),
            Node::When(vec![Condition::DefaultRevision, Condition::PodLabel], Box::new(object_entry())),
            Node::When(vec![Condition::DefaultRevision, Condition::OptOut], Box::new(auto())),
        ]),
    )
}

/// Namespaces of the revision.
fn rev_namespace() -> Node {
    entry(
        "rev.namespace.sidecar-injector.istio.io",
        list([revision_is(), absent(INJECTION), elsewhere()]),
        list([not_refused()]),
    )
}

/// Pods of the revision, in namespaces that say nothing.
fn rev_object() -> Node {
    entry(
        "rev.object.sidecar-injector.istio.io",
        list([absent(REVISION), absent(INJECTION), no_system()]),
        list([not_refused(), revision_is()]),
    )
}

/// Namespaces with `istio-injection=enabled`.
fn namespace() -> Node {
    entry(
        "namespace.sidecar-injector.istio.io",
        list([one_of(INJECTION, texts(["enabled"])), elsewhere()]),
        list([not_refused()]),
    )
}

/// Pods with `sidecar.istio.io/inject=true`, in namespaces that say nothing.
fn object_entry() -> Node {
    entry(
        "object.sidecar-injector.istio.io",
        list([absent(INJECTION), absent(REVISION), no_system()]),
        list([one_of(INJECT, texts(["true"])), absent(REVISION)]),
    )
}

/// Everything that says nothing.
fn auto() -> Node {
    entry(
        "auto.sidecar-injector.istio.io",
        list([absent(INJECTION), absent(REVISION), elsewhere()]),
        list([absent(INJECT), absent(REVISION)]),
    )
}

fn entry(name: &'static str, namespaces: Node, objects: Node) -> Node {
    map([
        ("admissionReviewVersions", texts(["v1"])),
        (
            "clientConfig",
            map([
                // Where it is left out, the injector or cert-manager fills it in.
                ("caBundle", when(Condition::GivenBundle, Setting::Bundle)),
                (
                    "service",
                    map([
                        ("name", program()),
                        ("namespace", Setting::Namespace.into()),
                        ("path", "/inject".into()),
                        ("port", SERVICE_PORT.into()),
                    ]),
                ),
            ]),
        ),
        ("failurePolicy", "Fail".into()),
        ("name", name.into()),
        ("namespaceSelector", map([("matchExpressions", namespaces)])),
        ("objectSelector", map([("matchExpressions", objects)])),
        ("reinvocationPolicy", "Never".into()),
        (
            "rules",
            list([map([
                ("apiGroups", texts([""])),
                ("apiVersions", texts(["v1"])),
                ("operations", texts(["CREATE"])),
                ("resources", texts(["pods"])),
                // What the API server would fill in; said, so that `kubectl apply` sees no difference.
                ("scope", "*".into()),
            ])]),
        ),
        ("sideEffects", "None".into()),
    ])
}

fn revision_is() -> Node {
    one_of(REVISION, list([Setting::Revision.into()]))
}

fn not_refused() -> Node {
    expression(INJECT, "NotIn", Some(texts(["false"])))
}

fn no_system() -> Node {
    expression(NAME, "NotIn", Some(texts(SYSTEM)))
}

fn elsewhere() -> Node {
    let mut names = vec![Node::from(Setting::Namespace)];
    names.extend(SYSTEM.map(Node::from));
    expression(NAME, "NotIn", Some(Node::List(names)))
}

fn one_of(key: &'static str, values: Node) -> Node {
    expression(key, "In", Some(values))
}

fn absent(key: &'static str) -> Node {
    expression(key, "DoesNotExist", None)
}

fn expression(key: &'static str, operator: &'static str, values: Option<Node>) -> Node {
    let mut expression = vec![("key", Node::from(key)), ("operator", operator.into())];
    expression.extend(values.map(|values| ("values", values)));
    Node::Map(expression)
}
