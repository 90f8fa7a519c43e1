//! The built-in configuration holds together. What it gives is in `kube_inject/built-in-*`.

use injection::defaults;
use kubeyaml::Value;

#[test]
fn config_is_one_document_with_both_templates() {
    let config = kubeyaml::read(defaults::config()).unwrap();
    let templates: Vec<&str> = config.at(&["templates"]).as_map().unwrap().keys().collect();
    assert_eq!(templates, ["gateway", "sidecar"]);
    assert_eq!(config.str_at(&["policy"]), Some("enabled"));
}

/// Who starts from the variant for debugging finds every setting, and only what is for debugging is set otherwise.
#[test]
fn debugging_changes_what_it_is_for_and_nothing_else() {
    let usual = kubeyaml::read(defaults::values(false)).unwrap();
    let debug = kubeyaml::read(defaults::values(true)).unwrap();
    let mut changed = Vec::new();
    differences(&usual, &debug, String::new(), &mut changed);
    assert_eq!(
        changed,
        [
            "global.logging.level",
            "global.proxy.componentLogLevel",
            "global.proxy.enableCoreDump",
            "global.proxy.logLevel",
            "global.proxy.privileged",
            "global.proxy.writableRootFilesystem",
            "global.variant",
        ]
    );
}

/// A value that no template reads misleads whoever sets it. The rest is read by the core.
#[test]
fn every_value_has_a_reader() {
    const READ_BY_THE_CORE: [&str; 4] = ["hub", "tag", "variant", "rewriteAppHTTPProbe"];
    let values = kubeyaml::read(defaults::values(false)).unwrap();
    let mut names = Vec::new();
    leaf_names(&values, &mut names);
    assert!(names.len() > 30, "the values are gone");
    for name in names {
        let read = READ_BY_THE_CORE.contains(&name) || defaults::config().contains(&format!(".{name}"));
        assert!(read, "nothing reads the value `{name}`");
    }
}

#[test]
fn mesh_config_names_the_istiod_of_the_values() {
    let mesh = kubeyaml::read(defaults::mesh()).unwrap();
    let values = kubeyaml::read(defaults::values(false)).unwrap();
    let namespace = values.str_at(&["global", "istioNamespace"]).unwrap();
    let address = mesh.str_at(&["defaultConfig", "discoveryAddress"]).unwrap();
    assert_eq!(address, format!("istiod.{namespace}.svc:15012"));
    assert_eq!(mesh.str_at(&["rootNamespace"]), Some(namespace));
}

fn differences(one: &Value, other: &Value, path: String, found: &mut Vec<String>) {
    let (Some(a), Some(b)) = (one.as_map(), other.as_map()) else {
        if one != other {
            found.push(path);
        }
        return;
    };
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "keys of {path:?}");
    for (key, value) in a.iter() {
        let below = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        differences(value, other.at(&[key]), below, found);
    }
}

/// Names of settings; a mapping that templates take whole counts as one.
fn leaf_names<'v>(value: &'v Value, names: &mut Vec<&'v str>) {
    const WHOLE: [&str; 4] = ["resources", "seccompProfile", "lifecycle", "env"];
    for (key, value) in value.as_map().into_iter().flat_map(|m| m.iter()) {
        match value.as_map() {
            Some(map) if !map.is_empty() && !WHOLE.contains(&key) => leaf_names(value, names),
            _ => names.push(key),
        }
    }
}
