//! What the tests share: settings with the built-in configuration.

use injection::defaults;
use kubeyaml::Value;
use manifests::{
    Autoscaling, Certificates, Configuration, Discovery, FailurePolicy, Naming, Reinvocation, Settings,
    WebhookSettings,
};
use objects::names::APP_COMPONENT;

/// The built-in configuration.
pub fn configuration() -> Configuration {
    Configuration {
        config: defaults::config().to_owned(),
        values: kubeyaml::read(defaults::values(false)).unwrap(),
        mesh: defaults::mesh().to_owned(),
    }
}

/// Settings by name, each with another part of what can be chosen.
pub fn cases() -> Vec<(&'static str, Settings)> {
    let usual = || Settings::new("registry.example/outrigger:1".to_owned(), Some(configuration()));
    let issuer = |kind: &str| Certificates::CertManager { kind: kind.to_owned(), name: "ours".to_owned() };
    let default = || Settings { revision: "default".to_owned(), ..usual() };
    let istio = || Settings { naming: Naming::Istio, namespace: "istio-system".to_owned(), ..default() };
    let mesh = |replicas| Some(Discovery { replicas, ..Discovery::default() });
    let cases = vec![
        ("usual", usual()),
        ("default-revision", default()),
        ("opt-out", Settings { opt_out: true, ..default() }),
        ("no-pod-label", Settings { pod_label: false, opt_out: true, ..default() }),
        ("revision", Settings { revision: "canary".to_owned(), ..usual() }),
        ("namespace", Settings { namespace: "mesh".to_owned(), replicas: 3, ..usual() }),
        (
            "revision-in-namespace",
            Settings {
                revision: "1-30".to_owned(),
                namespace: "mesh".to_owned(),
                pod_label: false,
                ..usual()
            },
        ),
        ("istio-names", istio()),
        (
            "istio-names-revision",
            Settings { revision: "canary".to_owned(), namespace: "mesh".to_owned(), ..istio() },
        ),
        (
            "existing-config",
            Settings {
                configuration: None,
                existing_revision: "1-30".to_owned(),
                namespace: "istio-system".to_owned(),
                ..usual()
            },
        ),
        (
            "webhook",
            Settings {
                webhook: WebhookSettings {
                    reinvocation: Reinvocation::IfNeeded,
                    timeout_seconds: Some(5),
                    failure: FailurePolicy::Ignore,
                    match_conditions: vec![(
                        "no-jobs".to_owned(),
                        "!has(object.metadata.ownerReferences)".to_owned(),
                    )],
                    url: Some("https://injector.example:15017/inject".to_owned()),
                    active_at_once: false,
                },
                network_policy: Some(vec!["10.0.0.1/32".to_owned(), "fd00::/8".to_owned()]),
                ..usual()
            },
        ),
        (
            "active-at-once",
            Settings {
                webhook: WebhookSettings { active_at_once: true, ..WebhookSettings::default() },
                network_policy: Some(Vec::new()),
                ..usual()
            },
        ),
        (
            "cert-manager-active-at-once",
            Settings {
                certificates: issuer("Issuer"),
                webhook: WebhookSettings { active_at_once: true, ..WebhookSettings::default() },
                ..usual()
            },
        ),
        (
            "autoscaling",
            Settings { autoscaling: Some(Autoscaling { least: 3, most: 9, processor: 55 }), ..usual() },
        ),
        ("mesh", Settings { discovery: mesh(2), ..usual() }),
        (
            "mesh-revision",
            Settings {
                discovery: Some(Discovery { replicas: 3, create_authority: false }),
                revision: "canary".to_owned(),
                namespace: "mesh".to_owned(),
                network_policy: Some(Vec::new()),
                ..usual()
            },
        ),
        ("mesh-istio-names", Settings { discovery: mesh(1), ..istio() }),
        ("cert-manager", Settings { certificates: issuer("ClusterIssuer"), ..usual() }),
        (
            "static-ca-bundle",
            Settings {
                certificates: Certificates::Given { bundle: "Q0E=".to_owned() },
                configuration: None,
                ..usual()
            },
        ),
    ];
    for (name, settings) in &cases {
        settings.check().unwrap_or_else(|e| panic!("{name}: {e}"));
    }
    cases
}

/// The one object of a kind that is the injector's.
#[allow(dead_code, reason = "not every test looks for one object")]
pub fn one<'a>(documents: &'a [Value], kind: &str) -> &'a Value {
    one_of(documents, "sidecar-injector", kind)
}

/// The one object of a kind that is this component's.
#[allow(dead_code, reason = "not every test looks for one object")]
pub fn one_of<'a>(documents: &'a [Value], component: &str, kind: &str) -> &'a Value {
    let label = |d: &Value| d.str_at(&["metadata", "labels", APP_COMPONENT]) == Some(component);
    let mut found = documents.iter().filter(|d| d.str_at(&["kind"]) == Some(kind) && label(d));
    let object = found.next().unwrap_or_else(|| panic!("there is a {kind}"));
    assert!(found.next().is_none(), "one {kind}");
    object
}
