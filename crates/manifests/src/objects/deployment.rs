//! The Deployments: the program, as little privileged as Kubernetes knows.

use ::objects::names::{APP_COMPONENT, DATAPLANE_MODE, INJECT, REVISION};

use crate::node::{Condition, Node, Setting, list, map, text, texts, when};
use crate::objects::service::{MONITORING_PORT, WEBHOOK_PORT};
use crate::objects::{Component, Object, certificate};

/// The user that the program runs as: nobody's in particular.
const USER: i64 = 65532;
/// Where the certificate is mounted, unless the program makes it.
const CERTIFICATES: &str = "/etc/outrigger/certs";

/// What a pod of a component is like.
pub(super) struct Pod {
    /// Its labels.
    pub(super) labels: Node,
    /// The name of its container.
    pub(super) container: &'static str,
    /// The program's arguments.
    pub(super) arguments: Node,
    /// The ports that it listens on; one is called `monitoring`.
    pub(super) ports: Node,
    /// What answers while it is alive.
    pub(super) liveness: &'static str,
    /// What answers while it is ready.
    pub(super) readiness: &'static str,
    /// The memory that it asks for, and what it may use at most.
    pub(super) memory: (&'static str, &'static str),
    /// The processor time that it asks for.
    pub(super) cpu: &'static str,
    /// What is mounted in the container, if anything is.
    pub(super) mounts: Vec<(&'static str, Node)>,
    /// The volumes, if there are any.
    pub(super) volumes: Vec<(&'static str, Node)>,
}

/// The injector's Deployment.
pub fn deployment() -> Object {
    let certificates = |node: Node| when(Condition::ForeignCertificates, list([node]));
    let volume = map([("name", "certs".into()), ("secret", map([("secretName", certificate::name())]))]);
    let mount =
        map([("mountPath", CERTIFICATES.into()), ("name", "certs".into()), ("readOnly", true.into())]);
    let mut labels = vec![
        (APP_COMPONENT, "sidecar-injector".into()),
        // What people look for pods by. Source: Istio 0.5 to 1.1, documentation of injection.
        ("istio", when(Condition::IstioNames, "sidecar-injector")),
        (DATAPLANE_MODE, "none".into()),
        (REVISION, when(Condition::IstioNames, Setting::Revision)),
        // An injector that waits for an injector never starts.
        (INJECT, "false".into()),
    ];
    labels.extend(Component::Injector.selected());
    of(
        Component::Injector,
        when(Condition::NotScaled, Setting::Replicas),
        Pod {
            labels: Node::Map(labels),
            container: "webhook",
            arguments: arguments(),
            ports: list([port("webhook", WEBHOOK_PORT), port("monitoring", MONITORING_PORT)]),
            liveness: "/healthz",
            readiness: "/readyz",
            memory: ("64Mi", "256Mi"),
            cpu: "50m",
            mounts: vec![("volumeMounts", certificates(mount))],
            volumes: vec![("volumes", certificates(volume))],
        },
    )
}

/// The Deployment of a component.
pub(super) fn of(component: Component, replicas: Node, pod: Pod) -> Object {
    let spec = map([
        ("replicas", replicas),
        ("selector", map([("matchLabels", map(component.selected()))])),
        (
            "strategy",
            map([
                ("type", "RollingUpdate".into()),
                ("rollingUpdate", map([("maxSurge", 1.into()), ("maxUnavailable", 0.into())])),
            ]),
        ),
        ("template", template(component, pod)),
    ]);
    Object::new("apps/v1", "Deployment", "deployments", component.name()).with("spec", spec)
}

fn template(component: Component, mut pod: Pod) -> Node {
    let annotations = map([
        ("prometheus.io/path", "/metrics".into()),
        ("prometheus.io/port", "15014".into()),
        ("prometheus.io/scrape", "true".into()),
        (INJECT, "false".into()),
    ]);
    let metadata = map([("annotations", annotations), ("labels", pod.labels.clone())]);
    let mut spec = vec![
        ("automountServiceAccountToken", true.into()),
        ("nodeSelector", map([("kubernetes.io/os", "linux".into())])),
        (
            "securityContext",
            map([
                ("runAsGroup", USER.into()),
                ("runAsNonRoot", true.into()),
                ("runAsUser", USER.into()),
                ("seccompProfile", map([("type", "RuntimeDefault".into())])),
            ]),
        ),
        ("serviceAccountName", component.name()),
        // Long enough to be taken out of the endpoints (5 s) and to answer the last requests (10 s).
        ("terminationGracePeriodSeconds", 30.into()),
        (
            "topologySpreadConstraints",
            list(
                ["kubernetes.io/hostname", "topology.kubernetes.io/zone"]
                    .map(|topology| spread(component, topology)),
            ),
        ),
    ];
    spec.append(&mut pod.volumes);
    spec.push(("containers", list([container(pod)])));
    map([("metadata", metadata), ("spec", Node::Map(spec))])
}

fn spread(component: Component, topology: &'static str) -> Node {
    map([
        ("labelSelector", map([("matchLabels", map(component.selected()))])),
        ("maxSkew", 1.into()),
        ("topologyKey", topology.into()),
        ("whenUnsatisfiable", "ScheduleAnyway".into()),
    ])
}

fn container(pod: Pod) -> Node {
    let answers =
        |path: &'static str| ("httpGet", map([("path", path.into()), ("port", "monitoring".into())]));
    let mut container = vec![
        ("args", pod.arguments),
        (
            "env",
            list([
                of_the_pod("POD_NAME", "metadata.name"),
                of_the_pod("POD_NAMESPACE", "metadata.namespace"),
            ]),
        ),
        ("image", Setting::Image.into()),
        (
            "livenessProbe",
            map([
                ("failureThreshold", 6.into()),
                answers(pod.liveness),
                ("periodSeconds", 10.into()),
                ("timeoutSeconds", 5.into()),
            ]),
        ),
        ("name", pod.container.into()),
        ("ports", pod.ports),
        (
            "readinessProbe",
            map([
                answers(pod.readiness),
                ("initialDelaySeconds", 1.into()),
                ("periodSeconds", 3.into()),
                ("timeoutSeconds", 5.into()),
            ]),
        ),
        (
            "resources",
            map([
                // No limit of processor time: who is throttled makes all who wait for it wait.
                ("limits", map([("memory", pod.memory.1.into())])),
                ("requests", map([("cpu", pod.cpu.into()), ("memory", pod.memory.0.into())])),
            ]),
        ),
        (
            "securityContext",
            map([
                ("allowPrivilegeEscalation", false.into()),
                ("capabilities", map([("drop", texts(["ALL"]))])),
                ("privileged", false.into()),
                ("readOnlyRootFilesystem", true.into()),
            ]),
        ),
    ];
    container.extend(pod.mounts);
    Node::Map(container)
}

/// How `outrigger webhook` is started.
fn arguments() -> Node {
    let own = |node: Node| when(Condition::OwnCertificates, node);
    let foreign = |argument: &'static str| when(Condition::ForeignCertificates, argument);
    list([
        "webhook".into(),
        "--port=15017".into(),
        "--monitoring-address=:15014".into(),
        "--config-source=cluster".into(),
        "--namespace=$(POD_NAMESPACE)".into(),
        text("--inject-config-map-name=", Setting::InjectConfigMap),
        text("--mesh-config-map-name=", Setting::MeshConfigMap),
        text("--revision=", Setting::Revision),
        text("--service-name=", Setting::Program),
        own(text("--cert-secret=", Setting::Secret)),
        Node::When(
            vec![Condition::OwnCertificates, Condition::ByUrl],
            Box::new(text("--cert-dns-name=", Setting::UrlHost)),
        ),
        when(Condition::WritesWebhook, text("--webhook-config=", Setting::WebhookConfiguration)),
        foreign("--static-ca-bundle"),
        // Until cert-manager keeps it, from the first moment in which the webhook is called.
        when(Condition::CertManager, "--ca-cert-file=/etc/outrigger/certs/ca.crt"),
        foreign("--tls-cert-file=/etc/outrigger/certs/tls.crt"),
        foreign("--tls-key-file=/etc/outrigger/certs/tls.key"),
        "--events".into(),
        "--log-format=json".into(),
    ])
}

pub(super) fn of_the_pod(name: &'static str, path: &'static str) -> Node {
    map([
        ("name", name.into()),
        ("valueFrom", map([("fieldRef", map([("apiVersion", "v1".into()), ("fieldPath", path.into())]))])),
    ])
}

pub(super) fn port(name: &'static str, port: i64) -> Node {
    map([("containerPort", port.into()), ("name", name.into()), ("protocol", "TCP".into())])
}
