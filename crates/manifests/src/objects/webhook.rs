//! What makes the API server call the webhook: entries that never match the same pod twice.

use ::objects::names::{INJECT, INJECTION, NAMESPACE_NAME as NAME, REVISION, SYSTEM_NAMESPACES};

use crate::node::{Condition, Node, Part, Setting, list, map, text, texts, when};
use crate::objects::service::SERVICE_PORT;
use crate::objects::{Object, program};

/// The annotation with the entries that are to be in force once a replica serves.
pub const ENTRIES: &str = "outrigger/entries";
/// The annotation that says which entries were put in force: the fingerprint of [`ENTRIES`].
pub const IN_FORCE: &str = "outrigger/entries-in-force";
/// The annotation that says which ConfigMap the injector reads its injection config from, as `NAMESPACE/NAME`: with
/// `--existing-config` it does not follow from the revision.
pub const READS_INJECT: &str = "outrigger/inject-config-map";
/// The same of the mesh config.
pub const READS_MESH: &str = "outrigger/mesh-config-map";

/// The MutatingWebhookConfiguration.
///
/// Unless it is to be active at once, it has no entries: those in its annotation are put in force by the first replica
/// that serves. Applying it again leaves them alone, because it says nothing of them.
///
/// Its entries are Istio's, but for one thing (COMPATIBILITY K4): system namespaces and the injector's own are left out
/// of them, so that a label on one of these cannot keep the cluster from coming up again. Pods in the injector's
/// namespace that ask for a sidecar themselves, such as gateways, get it.
///
/// Source: Istio 1.30 istiod chart, mutatingwebhook.yaml.
pub fn configuration() -> Object {
    let mut object = Object::new(
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
        Setting::WebhookConfiguration.into(),
    )
    .of_cluster();
    const INJECT_CA: &str = "cert-manager.io/inject-ca-from";
    let placed =
        |name| Node::Text(vec![Part::Setting(Setting::Namespace), Part::Fixed("/"), Part::Setting(name)]);
    let certificate = || placed(Setting::Secret);
    object.annotations = vec![
        when(
            Condition::ActiveLater,
            map([
                (INJECT_CA, when(Condition::CertManager, certificate())),
                (ENTRIES, Node::Embedded(Box::new(entries()))),
                (READS_INJECT, placed(Setting::InjectConfigMap)),
                (READS_MESH, placed(Setting::MeshConfigMap)),
            ]),
        ),
        when(
            Condition::ActiveAtOnce,
            map([
                (INJECT_CA, when(Condition::CertManager, certificate())),
                // Whoever changes to later takes this away with the entries, so that they are awaited again.
                (IN_FORCE, "at once".into()),
                (READS_INJECT, placed(Setting::InjectConfigMap)),
                (READS_MESH, placed(Setting::MeshConfigMap)),
            ]),
        ),
    ];
    object.with("webhooks", when(Condition::ActiveAtOnce, entries()))
}

fn entries() -> Node {
    list([
        rev_namespace(),
        when(Condition::PodLabel, rev_object()),
        when(Condition::DefaultRevision, namespace()),
        Node::When(vec![Condition::DefaultRevision, Condition::PodLabel], Box::new(object_entry())),
        Node::When(vec![Condition::DefaultRevision, Condition::OptOut], Box::new(auto())),
    ])
}

/// Namespaces of the revision.
fn rev_namespace() -> Node {
    entry("rev.namespace.", list([revision_is(), absent(INJECTION), elsewhere()]), list([not_refused()]))
}

/// Pods of the revision, in namespaces that say nothing.
fn rev_object() -> Node {
    entry(
        "rev.object.",
        list([absent(REVISION), absent(INJECTION), no_system()]),
        list([not_refused(), revision_is()]),
    )
}

/// Namespaces with `istio-injection=enabled`.
fn namespace() -> Node {
    entry("namespace.", list([one_of(INJECTION, texts(["enabled"])), elsewhere()]), list([not_refused()]))
}

/// Pods with `sidecar.istio.io/inject=true`, in namespaces that say nothing.
fn object_entry() -> Node {
    entry(
        "object.",
        list([absent(INJECTION), absent(REVISION), no_system()]),
        list([one_of(INJECT, texts(["true"])), absent(REVISION)]),
    )
}

/// Everything that says nothing.
fn auto() -> Node {
    entry(
        "auto.",
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
                    when(
                        Condition::ByService,
                        map([
                            ("name", program()),
                            ("namespace", Setting::Namespace.into()),
                            ("path", "/inject".into()),
                            ("port", SERVICE_PORT.into()),
                        ]),
                    ),
                ),
                ("url", when(Condition::ByUrl, Setting::Url)),
            ]),
        ),
        ("failurePolicy", Setting::FailurePolicy.into()),
        ("matchConditions", when(Condition::MatchConditions, Setting::MatchConditions)),
        ("name", text(name, Setting::Entries)),
        ("namespaceSelector", map([("matchExpressions", namespaces)])),
        ("objectSelector", map([("matchExpressions", objects)])),
        ("reinvocationPolicy", Setting::Reinvocation.into()),
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
        ("timeoutSeconds", when(Condition::Timeout, Setting::Timeout)),
    ])
}

fn revision_is() -> Node {
    one_of(REVISION, list([Setting::Revision.into()]))
}

fn not_refused() -> Node {
    expression(INJECT, "NotIn", Some(texts(["false"])))
}

fn no_system() -> Node {
    expression(NAME, "NotIn", Some(texts(SYSTEM_NAMESPACES)))
}

fn elsewhere() -> Node {
    let mut names = vec![Node::from(Setting::Namespace)];
    names.extend(SYSTEM_NAMESPACES.map(Node::from));
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
