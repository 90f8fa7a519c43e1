//! The control plane of a mesh: what Istio's tools and injected pods find it by has Istio's names, all else those of the
//! installation.

use ::objects::names::{
    APP_COMPONENT, AUTHORITY_SECRET, DATAPLANE_MODE, GIVEN_AUTHORITY_SECRET, INJECT, REVISION,
};

use crate::discovery::PORT;
use crate::node::{Condition, Node, Setting, list, map, text, texts};
use crate::objects::account::{self, READ, rule};
use crate::objects::deployment::{self, Pod, port};
use crate::objects::service::{self, MONITORING_PORT};
use crate::objects::{Component, Object, availability};

const COMPONENT: Component = Component::Discovery;

/// What its Deployment and its Service are found by.
///
/// Source: Istio 1.30 istiod chart, deployment.yaml, service.yaml.
pub(super) fn found() -> [(&'static str, Node); 2] {
    [("app", "istiod".into()), ("istio", "pilot".into())]
}

/// All its objects, in the order in which they are created.
pub(super) fn all() -> Vec<Object> {
    let mut objects = vec![service_account(), authority(), lease()];
    objects.extend(account::roles(
        COMPONENT,
        Setting::DiscoveryClusterRole,
        of_the_cluster(),
        of_the_namespace(),
    ));
    objects.extend([service(), deployment(), policy(), availability::disruption_budget(COMPONENT)]);
    objects.into_iter().map(Object::of_discovery).collect()
}

fn service_account() -> Object {
    account::service_account(COMPONENT)
}

/// The Secret of the mesh's authority, empty: the first replica fills it in. Applying it again leaves alone what is in it.
///
/// It is made here because who may create Secrets in a namespace can have tokens of all its accounts made. It belongs to no
/// installation, and stays when one goes: other revisions sign with it, and pods trust it.
fn authority() -> Object {
    let mut secret = Object::new("v1", "Secret", "secrets", AUTHORITY_SECRET.into())
        .with("type", "istio.io/ca-root".into())
        .only_if(Condition::NewAuthority)
        .outliving();
    secret.annotations = vec![map([("helm.sh/resource-policy", "keep".into())])];
    secret
}

/// Who holds it writes the ConfigMaps with the root.
fn lease() -> Object {
    Object::new("coordination.k8s.io/v1", "Lease", "leases", COMPONENT.name())
}

/// What is read of all namespaces, and the ConfigMaps with the root. A name cannot be asked for of what is created.
fn of_the_cluster() -> Node {
    let root = list([Setting::RootConfigMap.into()]);
    list([
        rule([""], texts(["namespaces", "pods", "services"]), None, &READ),
        rule(["discovery.k8s.io"], texts(["endpointslices"]), None, &READ),
        // Most of these are read to name what is not kept to.
        rule(
            ["security.istio.io"],
            texts(["authorizationpolicies", "peerauthentications", "requestauthentications"]),
            None,
            &READ,
        ),
        rule(
            ["networking.istio.io"],
            texts([
                "destinationrules",
                "envoyfilters",
                "gateways",
                "serviceentries",
                "sidecars",
                "virtualservices",
                "workloadentries",
                "workloadgroups",
            ]),
            None,
            &READ,
        ),
        rule(["telemetry.istio.io"], texts(["telemetries"]), None, &READ),
        rule(["extensions.istio.io"], texts(["wasmplugins"]), None, &READ),
        rule(
            ["gateway.networking.k8s.io"],
            texts(["grpcroutes", "httproutes", "tcproutes", "tlsroutes"]),
            None,
            &READ,
        ),
        rule(["authentication.k8s.io"], texts(["tokenreviews"]), None, &["create"]),
        rule([""], texts(["configmaps"]), None, &["create"]),
        rule([""], texts(["configmaps"]), Some(root), &["get", "list", "watch", "update"]),
    ])
}

fn of_the_namespace() -> Node {
    let named = |name: &'static str| Some(texts([name]));
    list([
        rule([""], texts(["configmaps"]), Some(list([Setting::MeshConfigMap.into()])), &READ),
        rule([""], texts(["secrets"]), named(GIVEN_AUTHORITY_SECRET), &["get"]),
        // The Secret is replaced as a whole, so that no replica overwrites what another has made.
        rule([""], texts(["secrets"]), named(AUTHORITY_SECRET), &["get", "update"]),
        rule(["coordination.k8s.io"], texts(["leases"]), Some(list([COMPONENT.name()])), &["get", "update"]),
    ])
}

/// The ports that it listens on.
fn service() -> Object {
    let ports = [
        service::port("https-dns", PORT, "xds"),
        service::port("http-monitoring", MONITORING_PORT, "monitoring"),
    ];
    service::of(COMPONENT, Setting::DiscoveryService, list(ports))
}

fn deployment() -> Object {
    let mut labels = vec![
        (APP_COMPONENT, COMPONENT.label().into()),
        (DATAPLANE_MODE, "none".into()),
        (REVISION, Setting::Revision.into()),
        (INJECT, "false".into()),
    ];
    labels.extend(COMPONENT.selected());
    // What pods are found by. Not `pilot`, by which the Service and the disruption budget of an istiod of the default revision
    // select in the same namespace: Istio's own revisions are called so, too.
    // Source: Istio 1.30 pkg/kube/client.go, GetIstioPods; istiod chart, deployment.yaml, service.yaml.
    labels.extend([("app", "istiod".into()), ("istio", "istiod".into())]);
    deployment::of(
        COMPONENT,
        Setting::DiscoveryReplicas.into(),
        Pod {
            labels: Node::Map(labels),
            container: "discovery",
            arguments: arguments(),
            ports: list([port("xds", PORT), port("monitoring", MONITORING_PORT)]),
            // It is alive if it answers at all: without an API server it serves what it has.
            liveness: "/version",
            readiness: "/ready",
            // The limit is far above what a mesh of thousands of pods takes.
            memory: ("64Mi", "1Gi"),
            cpu: "100m",
            mounts: Vec::new(),
            volumes: Vec::new(),
        },
    )
}

/// How `outrigger discovery` is started.
fn arguments() -> Node {
    list([
        "discovery".into(),
        "--secure-grpc-addr=:15012".into(),
        "--monitoring-addr=:15014".into(),
        "--http-addr=".into(),
        "--namespace=$(POD_NAMESPACE)".into(),
        text("--revision=", Setting::Revision),
        text("--service-name=", Setting::DiscoveryService),
        text("--mesh-config-map-name=", Setting::MeshConfigMap),
        text("--ca-cert-config-map=", Setting::RootConfigMap),
        text("--lease=", Setting::Discovery),
        text("--domain=", Setting::Domain),
        text("--cluster-id=", Setting::ClusterName),
        "--log-format=json".into(),
    ])
}

/// The NetworkPolicy: pods of all namespaces may connect to what it listens on, and nobody to anything else.
fn policy() -> Object {
    let rule = |port: i64| map([("ports", list([map([("port", port.into()), ("protocol", "TCP".into())])]))]);
    Object::new("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", COMPONENT.name())
        .only_if(Condition::NetworkPolicy)
        .with(
            "spec",
            map([
                ("ingress", list([rule(PORT), rule(MONITORING_PORT)])),
                ("podSelector", map([("matchLabels", map(COMPONENT.selected()))])),
                ("policyTypes", texts(["Ingress"])),
            ]),
        )
}
