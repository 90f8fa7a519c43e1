//! How the parts of a config are read.

use std::collections::BTreeMap;

use gotext::Template;
use kubeyaml::{Map, Value};

use super::error::ConfigError;
use super::selector::Selector;
use crate::Version;
use crate::functions;
use crate::guard::AllowedAnnotations;
use crate::names::TEMPLATE_NAME;

/// The template that is used when nothing names another.
pub const DEFAULT_TEMPLATE: &str = "sidecar";

/// An injection config, values or a mesh config may have so many scalars, keys, lists and mappings. A ConfigMap holds one
/// mebibyte, and so fewer; each takes up to 200 bytes while it is read.
pub const MOST_NODES: usize = 1_000_000;

/// What tells a config's release beside its own text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs<'a> {
    /// The labels of the ConfigMap that it is from.
    pub labels: Option<&'a Value>,
    /// `global.tag` of the values: the tag of the images.
    pub tag: Option<&'a str>,
    /// Whether it is the built-in one.
    pub built_in: bool,
}

/// How a config is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The version that is answered like, if it was named.
    pub version: Option<Version>,
    /// What the template function `env` reads.
    pub environment: &'a BTreeMap<String, String>,
    /// Whether this is for `kube-inject`: only the templates count, and a text of no known shape is a template itself.
    pub offline: bool,
    /// What tells the version beside the config's own text.
    pub signs: Signs<'a>,
}

/// An entry of the config by its key; upper and lower case are alike when nothing matches exactly, as Go reads JSON.
pub fn part<'a>(document: &'a Value, key: &str) -> &'a Value {
    let Some(map) = document.as_map() else { return &kubeyaml::NULL };
    let folded = || map.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v);
    map.get(key).or_else(folded).unwrap_or(&kubeyaml::NULL)
}

/// Parses the text of one template.
///
/// # Errors
/// It is not a template.
pub fn parse_template(
    text: &str,
    version: Version,
    environment: &BTreeMap<String, String>,
) -> Result<Template, gotext::ParseError> {
    Template::parse(TEMPLATE_NAME, text, version.delimiters, &functions::of(version, environment))
}

/// Reads a list of selectors of a config.
pub fn selectors(document: &Value, key: &'static str) -> Result<Vec<Selector>, ConfigError> {
    Ok(list(part(document, key), key)?.iter().map(Selector::compile).collect())
}

/// Reads the annotations that a config allows; without the key, all are.
pub(crate) fn allowed_annotations(document: &Value) -> Result<AllowedAnnotations, ConfigError> {
    const KEY: &str = "allowedAnnotations";
    match part(document, KEY) {
        Value::Null => Ok(AllowedAnnotations::default()),
        patterns => Ok(AllowedAnnotations::only(&texts(patterns, KEY)?)),
    }
}

pub fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value], ConfigError> {
    match value {
        Value::Null => Ok(&[]),
        Value::List(items) => Ok(items),
        other => Err(wrong(key, other, "a list")),
    }
}

pub fn entries<'a>(
    value: &'a Value,
    key: &str,
) -> Result<impl Iterator<Item = (&'a str, &'a Value)>, ConfigError> {
    static EMPTY: Map = Map::new();
    match value {
        Value::Null => Ok(EMPTY.iter()),
        Value::Map(map) => Ok(map.iter()),
        other => Err(wrong(key, other, "a mapping")),
    }
}

pub fn texts(value: &Value, key: &str) -> Result<Vec<String>, ConfigError> {
    list(value, key)?.iter().map(|item| text(item, key)).collect()
}

pub(crate) fn text_map(value: &Value, key: &str) -> Result<Vec<(String, String)>, ConfigError> {
    entries(value, key)?
        .map(|(name, item)| Ok((name.to_owned(), text(item, &format!("{key}.{name}"))?)))
        .collect()
}

/// Where the config's type wants text, `sigs.k8s.io/yaml` turns any scalar into text.
pub fn text(value: &Value, key: &str) -> Result<String, ConfigError> {
    kubeyaml::scalar_text(value).map(|t| t.to_string()).ok_or_else(|| wrong(key, value, "text"))
}

pub fn wrong(key: &str, found: &Value, wanted: &'static str) -> ConfigError {
    ConfigError::Type { key: key.to_owned(), found: found.kind(), wanted }
}
