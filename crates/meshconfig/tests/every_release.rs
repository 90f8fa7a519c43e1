//! What must hold in every release of Istio that is known.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use kubeyaml::{Value, from_json, read, to_json};
use meshconfig::{MeshConfig, ProxyConfig, Version};

const MESHES: [&str; 6] = [
    "",
    "defaultConfig: {concurrency: 3, statusPort: 15021, proxyMetadata: {A: b}}",
    "accessLogFile: /f\nenableTracing: true\nrootNamespace: mesh\ntrustDomain: td",
    "defaultConfig:\n  drainDuration: 30s\n  parentShutdownDuration: 50s\n  discoveryAddress: d:15012",
    "outboundTrafficPolicy: {mode: REGISTRY_ONLY}\nlocalityLbSetting: {enabled: true}",
    "extensionProviders: [{name: p, envoyExtAuthzHttp: {service: s, port: 1}}]",
];

/// What was read is a document that is read again as itself: nothing is lost, defaulted twice or refused.
#[test]
fn a_mesh_config_that_was_read_is_read_again() {
    let mut taken = 0;
    for version in Version::all() {
        for text in MESHES {
            // Old releases know fewer fields.
            let Ok(mesh) = MeshConfig::parse(read(text).unwrap(), version) else { continue };
            taken += 1;
            let again = MeshConfig::parse(mesh.document().clone(), version).unwrap();
            assert_eq!(to_json(again.document()), to_json(mesh.document()), "{version} {text}");
            let mut config = again.document().at(&["defaultConfig"]).clone();
            assert_eq!(
                config.become_map(),
                mesh.default_config().document().clone().become_map(),
                "{version} {text}"
            );
        }
    }
    assert!(taken > 4 * Version::all().count(), "{taken} taken");
}

#[test]
fn an_empty_annotation_changes_nothing() {
    for version in Version::all() {
        let defaults = ProxyConfig::defaults(version);
        for text in ["", "{}", "null", "# nothing\n"] {
            let same = defaults.apply_annotation(text).unwrap();
            assert_eq!(to_json(same.document()), to_json(defaults.document()), "{version} {text:?}");
        }
        assert!(defaults.apply_annotation("[").is_err(), "{version}");
        assert!(defaults.apply_annotation("drainDuration: many").is_err(), "{version}");
    }
}

/// What an annotation sets is what templates see, and saying it twice is saying it once.
#[test]
fn an_annotation_sets_what_it_says() {
    for version in Version::all() {
        let defaults = ProxyConfig::defaults(version);
        let text = "{discoveryAddress: 'd:15012', drainDuration: 70s}";
        let once = defaults.apply_annotation(text).unwrap();
        assert_eq!(once.document().str_at(&["discoveryAddress"]), Some("d:15012"), "{version}");
        assert_eq!(once.document().str_at(&["drainDuration"]), Some("70s"), "{version}");
        let twice = once.apply_annotation(text).unwrap();
        assert_eq!(to_json(twice.document()), to_json(once.document()), "{version}");
        let seen = from_json(once.to_template_json().as_bytes()).unwrap();
        assert_eq!(seen.str_at(&["discoveryAddress"]), Some("d:15012"), "{version}");
    }
}

#[test]
fn hostile_mesh_configs_get_an_answer() {
    let deep = format!("{}1{}", "{a: ".repeat(900), "}".repeat(900));
    for version in [Version::V0_5, Version::V1_1, Version::V1_8, Version::LATEST] {
        for text in [
            "defaultConfig: []".to_owned(),
            "defaultConfig: 1".to_owned(),
            "defaultConfig: {proxyAdminPort: 99999999999999999999}".to_owned(),
            "defaultConfig: {drainDuration: 9999999999999h}".to_owned(),
            "connectTimeout: -1s".to_owned(),
            "proxyListenPort: 65536".to_owned(),
            "proxyListenPort: '1x'".to_owned(),
            "[]".to_owned(),
            "text".to_owned(),
        ] {
            let refused = MeshConfig::parse(read(&text).unwrap(), version);
            assert!(refused.is_err_and(|error| !error.to_string().is_empty()), "{version} {text}");
        }
        // Unknown fields may be anything.
        let _ = MeshConfig::parse(read(&format!("x: {deep}")).unwrap(), version);
        assert!(MeshConfig::parse(Value::Null, version).is_ok());
    }
}
