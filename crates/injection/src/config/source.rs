//! Configuration as people save it: the text of one ConfigMap key, or the whole ConfigMap object.

use std::borrow::Cow;

use kubeyaml::Value;

use super::ConfigError;

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

/// The text itself, or `data.<key>` if the text is a ConfigMap object.
///
/// # Errors
/// It is a ConfigMap without that key.
pub fn text_of(text: &str, key: Key) -> Result<Cow<'_, str>, ConfigError> {
    if !mentions_config_map(text) {
        return Ok(Cow::Borrowed(text));
    }
    let Ok(document) = kubeyaml::read(text) else { return Ok(Cow::Borrowed(text)) };
    if document.str_at(&["kind"]) != Some("ConfigMap") || document.str_at(&["apiVersion"]) != Some("v1") {
        return Ok(Cow::Borrowed(text));
    }
    match document.str_at(&["data", key.name()]) {
        Some(inner) => Ok(Cow::Owned(inner.to_owned())),
        None => {
            let keys: Vec<&str> =
                document.at(&["data"]).as_map().map(|d| d.keys().collect()).unwrap_or_default();
            let have = if keys.is_empty() { "no data at all".to_owned() } else { keys.join(", ") };
            Err(ConfigError::MissingKey { key: key.name(), have })
        }
    }
}

/// A ConfigMap says so at the start of a line (or in JSON); looking for it first saves reading a large config twice.
fn mentions_config_map(text: &str) -> bool {
    text.starts_with('{') || text.lines().any(|l| l.starts_with("kind:") && l.contains("ConfigMap"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plainly_something_else_is_told() {
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

    #[test]
    fn a_config_map_gives_its_key_and_other_text_itself() {
        let object = "apiVersion: v1\nkind: ConfigMap\ndata:\n  mesh: |\n    a: 1\n";
        assert_eq!(text_of(object, Key::Mesh).unwrap(), "a: 1\n");
        assert!(matches!(text_of(object, Key::Values), Err(ConfigError::MissingKey { key: "values", .. })));
        let json = r#"{"apiVersion":"v1","kind":"ConfigMap","data":{"values":"{}"}}"#;
        assert_eq!(text_of(json, Key::Values).unwrap(), "{}");
        for plain in ["kind: ConfigMapList\n", "policy: enabled\n", "", "kind: ConfigMap\n\t"] {
            assert_eq!(text_of(plain, Key::Config).unwrap(), plain);
        }
    }
}
