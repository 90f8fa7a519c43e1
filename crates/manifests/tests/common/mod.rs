//! What the tests share: settings with the built-in configuration.

use injection::defaults;
use kubeyaml::Value;
use manifests::{Autoscaling, Certificates, Configuration, Settings};

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
    let cases = vec![
        ("default", usual()),
        ("opt-out", Settings { opt_out: true, ..usual() }),
        ("no-pod-label", Settings { pod_label: false, opt_out: true, ..usual() }),
        ("revision", Settings { revision: "canary".to_owned(), opt_out: true, ..usual() }),
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
        (
            "autoscaling",
            Settings { autoscaling: Some(Autoscaling { least: 3, most: 9, processor: 55 }), ..usual() },
        ),
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

/// The one object of a kind.
#[allow(dead_code, reason = "not every test looks for one object")]
pub fn one<'a>(documents: &'a [Value], kind: &str) -> &'a Value {
    let mut found = documents.iter().filter(|d| d.str_at(&["kind"]) == Some(kind));
    let object = found.next().unwrap_or_else(|| panic!("there is a {kind}"));
    assert!(found.next().is_none(), "one {kind}");
    object
}
