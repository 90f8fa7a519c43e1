//! Configuration as people save it: the text of one ConfigMap key, or the whole ConfigMap object.

use std::borrow::Cow;

use kubeyaml::Value;
use objects::kinds;

use super::error::ConfigError;

/// A key of an Istio ConfigMap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The injection config.
    Config,
    /// The values.
    Values,
    /// The mesh config.
    Mesh,
}

impl Key {
    /// The key as it stands in `data`.
    pub fn name(self) -> &'static str {
        match self {
            Key::Config => "config",
            Key::Values => "values",
            Key::Mesh => "mesh",
        }
    }

    /// What it is, for people.
    fn title(self) -> &'static str {
        match self {
            Key::Config => "an injection config",
            Key::Values => "the values of its templates",
            Key::Mesh => "a mesh config",
        }
    }
}

/// Checks that a document is not plainly something else: a Kubernetes object, or the text of another key.
///
/// # Errors
/// It is.
pub fn check(document: &Value, key: Key) -> Result<(), ConfigError> {
    let has = |key: &str| document.get(key).is_some_and(|v| !v.is_null());
    let found = match (document.str_at(&["kind"]), has("apiVersion")) {
        (Some(kind), true) => format!("an object of kind {}", shortened(kind)),
        _ if has("global") => return mistaken(Key::Values, key),
        _ if has("templates") && has("policy") => return mistaken(Key::Config, key),
        _ if has("template") && has("policy") => return mistaken(Key::Config, key),
        _ if has("defaultConfig") => return mistaken(Key::Mesh, key),
        _ => return Ok(()),
    };
    Err(ConfigError::Mistaken { found, wanted: key.title() })
}

fn mistaken(found: Key, wanted: Key) -> Result<(), ConfigError> {
    if found == wanted {
        return Ok(());
    }
    Err(ConfigError::Mistaken { found: found.title().to_owned(), wanted: wanted.title() })
}

fn shortened(kind: &str) -> String {
    kind.chars().filter(|c| !c.is_control()).take(63).collect()
}

/// The text itself, or `data.<key>` of the one ConfigMap in it that has this key: the text is then a ConfigMap, a List,
/// or a stream of documents such as a rendered installation.
///
/// # Errors
/// It holds objects, and none or several of them are such a ConfigMap.
pub fn text_of(text: &str, key: Key) -> Result<Cow<'_, str>, ConfigError> {
    Ok(find(text, key, None)?.text)
}

/// A text, and the ConfigMap that it was found in.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'t> {
    /// The text of the key.
    pub text: Cow<'t, str>,
    /// The ConfigMap's name, if it is from one.
    pub config_map: Option<String>,
    /// The ConfigMap's labels; null if there are none.
    pub labels: Value,
}

/// As [`text_of`]; of several ConfigMaps with this key the one of the name `preferred` is taken.
///
/// # Errors
/// It holds objects, and none or several of them are such a ConfigMap.
pub fn find<'t>(text: &'t str, key: Key, preferred: Option<&str>) -> Result<Found<'t>, ConfigError> {
    let itself = Found { text: Cow::Borrowed(text), config_map: None, labels: Value::Null };
    if !text.contains("ConfigMap") {
        return Ok(itself);
    }
    let Ok(objects) = objects::read(text) else { return Ok(itself) };
    let maps: Vec<&Value> = objects.iter().filter(|object| kinds::CONFIG_MAP.is_of(object)).collect();
    let named = |map: &Value| map.str_at(&["metadata", "name"]).unwrap_or_default().to_owned();
    let mut having: Vec<&Value> =
        maps.iter().copied().filter(|map| map.str_at(&["data", key.name()]).is_some()).collect();
    if let (true, Some(preferred)) = (having.len() > 1, preferred) {
        let of_that_name = having.iter().copied().filter(|map| named(map) == preferred).collect::<Vec<_>>();
        if !of_that_name.is_empty() {
            having = of_that_name;
        }
    }
    match (having.as_slice(), maps.as_slice()) {
        ([one], _) => Ok(Found {
            text: Cow::Owned(one.str_at(&["data", key.name()]).unwrap_or_default().to_owned()),
            config_map: Some(named(one)),
            labels: one.at(&["metadata", "labels"]).clone(),
        }),
        ([], []) => Ok(itself),
        ([], [only]) => Err(ConfigError::MissingKey { key: key.name(), have: keys_of(only) }),
        ([], _) => {
            let have = listed(maps.iter().map(|map| format!("{} with {}", full_name(map), keys_of(map))));
            Err(ConfigError::NoConfigMap { key: key.name(), have })
        }
        (several, _) => {
            let names = listed(several.iter().map(|map| full_name(map)));
            Err(ConfigError::Ambiguous { key: key.name(), names })
        }
    }
}

/// The keys that are there, and why those that look right are not.
fn keys_of(map: &Value) -> String {
    let keys = |part| map.at(&[part]).as_map().into_iter().flat_map(|data| data.iter());
    let data = keys("data").map(|(key, value)| match value.as_str() {
        Some(_) => shortened(key),
        None => format!("{} (not text)", shortened(key)),
    });
    let binary = keys("binaryData").map(|(key, _)| format!("{} (in `binaryData`)", shortened(key)));
    let keys: Vec<String> = data.chain(binary).collect();
    if keys.is_empty() { "no data at all".to_owned() } else { listed(keys.into_iter()) }
}

fn full_name(map: &Value) -> String {
    let part = |name| shortened(map.str_at(&["metadata", name]).unwrap_or_default());
    match part("namespace") {
        namespace if namespace.is_empty() => part("name"),
        namespace => format!("{namespace}/{}", part("name")),
    }
}

/// So many are named.
const NAMED: usize = 10;

fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let named = names.take(NAMED).collect::<Vec<_>>().join(", ");
    if more == 0 { named } else { format!("{named} and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plainly_something_else_is_named() {
        for (text, key, want) in [
            ("global: {hub: x}", Key::Values, None),
            ("{}", Key::Values, None),
            ("templates: {}\npolicy: enabled", Key::Config, None),
            ("defaultConfig: {}", Key::Mesh, None),
            ("policy: enabled", Key::Mesh, None),
            ("global: {}", Key::Mesh, Some("this is the values of its templates, not a mesh config")),
            (
                "defaultConfig: {}",
                Key::Values,
                Some("this is a mesh config, not the values of its templates"),
            ),
            (
                "{template: x, policy: y}",
                Key::Values,
                Some("this is an injection config, not the values of its templates"),
            ),
            (
                "{apiVersion: v1, kind: Pod}",
                Key::Config,
                Some("this is an object of kind Pod, not an injection config"),
            ),
        ] {
            let found = check(&kubeyaml::read(text).unwrap(), key).err().map(|e| e.to_string());
            assert_eq!(found.as_deref(), want, "{text}");
        }
    }

    const BOTH: &str = "
apiVersion: v1
kind: Namespace
metadata: {name: ns}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-sidecar-injector}
data: {config: 'c: 1', values: '{}'}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: istio}, data: {mesh: 'm: 1'}}
";
    const LIST: &str = r#"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"List","items":[
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"istio"},"data":{"mesh":"m: 1"}}]}]}"#;
    const TWO: &str = "
apiVersion: v1
kind: ConfigMapList
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: istio, namespace: ns}, data: {mesh: 'm: 1'}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: istio-canary}, data: {mesh: 'm: 2'}}
";

    #[test]
    fn a_config_map_gives_its_key_and_other_text_itself() {
        let object = "apiVersion: v1\nkind: ConfigMap\ndata:\n  mesh: |\n    a: 1\n";
        assert_eq!(text_of(object, Key::Mesh).unwrap(), "a: 1\n");
        assert!(matches!(text_of(object, Key::Values), Err(ConfigError::MissingKey { key: "values", .. })));
        let json = r#"{"apiVersion":"v1","kind":"ConfigMap","data":{"values":"{}"}}"#;
        assert_eq!(text_of(json, Key::Values).unwrap(), "{}");
        for (stream, key, preferred, want) in [
            (BOTH, Key::Mesh, None, Ok("m: 1")),
            (BOTH, Key::Config, None, Ok("c: 1")),
            (BOTH, Key::Values, None, Ok("{}")),
            (LIST, Key::Mesh, None, Ok("m: 1")),
            (TWO, Key::Mesh, None, Err("several ConfigMaps have the key `mesh`: ns/istio, istio-canary")),
            (TWO, Key::Mesh, Some("istio-canary"), Ok("m: 2")),
            (
                TWO,
                Key::Mesh,
                Some("other"),
                Err("several ConfigMaps have the key `mesh`: ns/istio, istio-canary"),
            ),
            (
                TWO,
                Key::Config,
                None,
                Err(
                    "no ConfigMap here has `data.config`; there is ns/istio with mesh, istio-canary with mesh",
                ),
            ),
        ] {
            let found = find(stream, key, preferred).map(|f| f.text.into_owned()).map_err(|e| e.to_string());
            assert_eq!(found.as_deref().map_err(String::as_str), want, "{stream} {key:?} {preferred:?}");
        }
        for (content, have) in [
            ("", "no data at all"),
            ("data: null\n", "no data at all"),
            ("data: {values: 1, other: x}\n", "other, values (not text)"),
            ("binaryData: {values: e30=}\n", "values (in `binaryData`)"),
        ] {
            let error =
                text_of(&format!("apiVersion: v1\nkind: ConfigMap\n{content}"), Key::Values).unwrap_err();
            assert_eq!(error.to_string(), format!("the ConfigMap has no `data.values`; it has {have}"));
        }
        for plain in ["kind: ConfigMapList\n", "policy: enabled\n", "", "kind: ConfigMap\n\t"] {
            assert_eq!(text_of(plain, Key::Config).unwrap(), plain);
        }
    }
}
