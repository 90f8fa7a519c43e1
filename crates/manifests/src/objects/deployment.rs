//! The Deployment: the program, as little privileged as Kubernetes knows.

use ::objects::names::{APP_COMPONENT, INJECT, REVISION};

use crate::node::{Condition, Node, Setting, list, map, text, texts, when};
use crate::objects::service::{MONITORING_PORT, WEBHOOK_PORT};
use crate::objects::{Object, certificate, program, selected};

/// The user that the program runs as: nobody's in particular.
const USER: i64 = 65532;
/// Where the certificate is mounted, unless the program makes it.
const CERTIFICATES: &str = "/etc/outrigger/certs";

/// The Deployment.
pub fn deployment() -> Object {
    Object::new("apps/v1", "Deployment", "deployments", program()).with(
        "spec",
        map([
            ("replicas", when(Condition::NotScaled, Setting::Replicas)),
            ("selector", map([("matchLabels", map(selected()))])),
            (
                "strategy",
                map([
                    ("type", "RollingUpdate".into()),
                    ("rollingUpdate", map([("maxSurge", 1.into()), ("maxUnavailable", 0.into())])),
                ]),
            ),
            ("template", map([("metadata", pod_metadata()), ("spec", pod())])),
        ]),
    )
}

fn pod_metadata() -> Node {
    let mut labels = vec![
        (APP_COMPONENT, "sidecar-injector".into()),
        // What people look for pods by. Source: Istio 0.5 to 1.1, documentation of injection.
        ("istio", when(Condition::IstioNames, "sidecar-injector")),
        ("istio.io/dataplane-mode", "none".into()),
        (REVISION, when(Condition::IstioNames, Setting::Revision)),
        // An injector that waits for an injector never starts.
        (INJECT, "false".into()),
    ];
    labels.extend(selected());
    map([
        (
            "annotations",
            map([
                ("prometheus.io/path", "/metrics".into()),
                ("prometheus.io/port", "15014".into()),
                ("prometheus.io/scrape", "true".into()),
                (INJECT, "false".into()),
            ]),
        ),
        ("labels", Node::Map(labels)),
    ])
}

fn pod() -> Node {
    map([
        ("automountServiceAccountToken", true.into()),
        ("containers", list([container()])),
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
        ("serviceAccountName", program()),
        // Long enough to be taken out of the endpoints (5 s) and to answer the last requests (10 s).
        ("terminationGracePeriodSeconds", 30.into()),
        (
            "topologySpreadConstraints",
            list([spread("kubernetes.io/hostname"), spread("topology.kubernetes.io/zone")]),
        ),
        (
            "volumes",
            when(
                Condition::ForeignCertificates,
                list([map([
                    ("name", "certs".into()),
                    ("secret", map([("secretName", certificate::name())])),
                ])]),
            ),
        ),
    ])
}

fn spread(topology: &'static str) -> Node {
    map([
        ("labelSelector", map([("matchLabels", map(selected()))])),
        ("maxSkew", 1.into()),
        ("topologyKey", topology.into()),
        ("whenUnsatisfiable", "ScheduleAnyway".into()),
    ])
}

fn container() -> Node {
    map([
        ("args", arguments()),
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
                ("httpGet", map([("path", "/healthz".into()), ("port", "monitoring".into())])),
                ("periodSeconds", 10.into()),
                ("timeoutSeconds", 5.into()),
            ]),
        ),
        ("name", "webhook".into()),
        ("ports", list([port("webhook", WEBHOOK_PORT), port("monitoring", MONITORING_PORT)])),
        (
            "readinessProbe",
            map([
                ("httpGet", map([("path", "/readyz".into()), ("port", "monitoring".into())])),
                ("initialDelaySeconds", 1.into()),
                ("periodSeconds", 3.into()),
                ("timeoutSeconds", 5.into()),
            ]),
        ),
        (
            "resources",
            map([
                // No limit of processor time: who is throttled makes every creation of a pod wait.
                ("limits", map([("memory", "256Mi".into())])),
                ("requests", map([("cpu", "50m".into()), ("memory", "64Mi".into())])),
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
        (
            "volumeMounts",
            when(
                Condition::ForeignCertificates,
                list([map([
                    ("mountPath", CERTIFICATES.into()),
                    ("name", "certs".into()),
                    ("readOnly", true.into()),
                ])]),
            ),
        ),
    ])
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

fn of_the_pod(name: &'static str, path: &'static str) -> Node {
    map([
        ("name", name.into()),
        ("valueFrom", map([("fieldRef", map([("apiVersion", "v1".into()), ("fieldPath", path.into())]))])),
    ])
}

fn port(name: &'static str, port: i64) -> Node {
    map([("containerPort", port.into()), ("name", name.into()), ("protocol", "TCP".into())])
}
