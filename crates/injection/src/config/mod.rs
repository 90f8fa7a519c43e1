//! The injection config of every generation.
//!
//! - today (1.9 on): `templates`, `defaultTemplates`, `aliases`, selectors, `injectedAnnotations`;
//! - legacy (0.5 to 1.8): one `template` with `{{ }}` or `[[ ]]`;
//! - a bare template text, which `istioctl kube-inject` takes as the `sidecar` template.

mod known;
mod open;
mod recognise;
mod selector;
mod source;
mod values;

use std::borrow::Cow;
use std::collections::BTreeMap;

use gotext::Template;
use kubeyaml::{Map, Value};
use meshconfig::Layout;
use thiserror::Error;

pub use known::KnownValues;
pub use open::{Difference, Part, Trait};
pub use recognise::{Evidence, Recognised, Signs};
pub(crate) use recognise::{chart_of_single, of_single, told, words};
pub use selector::{Requirement, Selector};
pub use source::{Found, Key, check, find, text_of};
pub use values::{Values, lay_over};

use crate::Version;
use crate::decide::{Policy, Rules};
use crate::functions;
use crate::guard::AllowedAnnotations;
use crate::legacy::{LegacyConfig, LegacyError};

/// The name that every injection template has in error messages.
pub const TEMPLATE_NAME: &str = "inject";

/// The template that is used when nothing names another.
pub const DEFAULT_TEMPLATE: &str = "sidecar";

/// An injection config, values or a mesh config may have so many scalars, keys, lists and mappings. A ConfigMap holds one
/// mebibyte, and so fewer; each takes up to 200 bytes while it is read.
pub const MOST_NODES: usize = 1_000_000;

/// The charts write this into `template` so that old injectors stop.
const TRAP: &str = "Template_Version_And_Istio_Version_Mismatched_Check_Installation";

/// A config that cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The text is no YAML.
    #[error("failed to unmarshal injection template: {0}")]
    Yaml(kubeyaml::ReadError),
    /// A part has the wrong type.
    #[error("failed to unmarshal injection template: `{key}` is {found}, must be {wanted}")]
    Type {
        /// The part.
        key: String,
        /// What it is.
        found: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
    /// A template cannot be parsed.
    #[error("template `{name}` cannot be parsed: {source}")]
    Template {
        /// The template's name in the config.
        name: String,
        /// Where and why.
        source: gotext::ParseError,
        /// The version that it was read as.
        version: Version,
    },
    /// The config is of no generation that is known.
    #[error(
        "this is no injection config: it has neither `templates` (Istio 1.9 and later) nor `template` (0.5 to 1.8), \
         and it is no template itself"
    )]
    UnknownGeneration,
    /// A ConfigMap lacks the key.
    #[error("the ConfigMap has no `data.{key}`; it has {have}")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// The keys that are there.
        have: String,
    },
    /// Of several ConfigMaps none has the key.
    #[error("no ConfigMap here has `data.{key}`; there is {have}")]
    NoConfigMap {
        /// The key.
        key: &'static str,
        /// The ConfigMaps with their keys.
        have: String,
    },
    /// Several ConfigMaps have the key.
    #[error("several ConfigMaps have the key `{key}`: {names}")]
    Ambiguous {
        /// The key.
        key: &'static str,
        /// Their names.
        names: String,
    },
    /// The text is something else, as when two files are swapped.
    #[error("this is {found}, not {wanted}")]
    Mistaken {
        /// What it is.
        found: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// The legacy template cannot be used.
    #[error("{0}")]
    Legacy(crate::legacy::LegacyError),
    /// The values are no mapping or no YAML.
    #[error("could not parse configuration values: {cause}")]
    Values {
        /// Why.
        cause: String,
    },
}

impl ConfigError {
    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            ConfigError::Template { source, version, .. }
            | ConfigError::Legacy(LegacyError::Parse { source, version }) => {
                about_function(source.unknown_function.as_deref()?, *version).into()
            }
            ConfigError::UnknownGeneration => "`outrigger config` prints one to start from".into(),
            ConfigError::MissingKey { .. } | ConfigError::NoConfigMap { .. } => {
                "give the text of the key itself, or the right ConfigMap".into()
            }
            ConfigError::Ambiguous { .. } => {
                "name the revision with -r, or give a file with one of them".into()
            }
            ConfigError::Mistaken { .. } => "were two files swapped?".into(),
            ConfigError::Values { .. } => {
                "values are a mapping in YAML or JSON; `outrigger config values` prints some".into()
            }
            _ => return None,
        })
    }
}

/// Which releases have a function that a template of another calls.
fn about_function(name: &str, version: Version) -> String {
    let environment = BTreeMap::new();
    let mut having = Version::all().filter(|v| functions::of(*v, &environment).find(name).is_some());
    match (having.next(), having.next_back()) {
        (None, _) => format!(
            "no release of Istio from {} to {} has the function `{name}`; use an outrigger that knows the release of the \
             template, or take the call out",
            Version::OLDEST,
            Version::LATEST
        ),
        (Some(first), last) => format!(
            "the template is read as one of Istio {version}, and the function `{name}` is in {}; --compat names another \
             release",
            span(first, last.unwrap_or(first))
        ),
    }
}

fn span(first: Version, last: Version) -> String {
    if first == last { format!("Istio {first} only") } else { format!("Istio {first} to {last}") }
}

/// An injection config.
#[derive(Debug)]
pub enum Config {
    /// Templates that are merged into the pod.
    Today(InjectionConfig),
    /// One template whose containers are appended.
    Legacy(LegacyConfig),
}

/// An injection config of Istio 1.9 or later, its templates parsed.
#[derive(Debug)]
pub struct InjectionConfig {
    /// Who gets a sidecar.
    pub rules: Rules,
    /// The templates of a pod that names none; never empty.
    pub default_templates: Vec<String>,
    /// The templates by name.
    pub templates: BTreeMap<String, Template>,
    /// Names that stand for several templates.
    pub aliases: BTreeMap<String, Vec<String>>,
    /// Annotations that every injected pod gets.
    pub injected_annotations: Vec<(String, String)>,
    /// Annotations that pods may carry; a key of ours, which Istio passes over.
    pub allowed_annotations: AllowedAnnotations,
    /// The version that the templates are of.
    recognised: Recognised,
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

impl Config {
    /// Reads a config text: the value of the ConfigMap key `config`, or a whole ConfigMap object.
    ///
    /// # Errors
    /// The text is no config of a known generation, or a template in it cannot be parsed.
    pub fn parse(text: &str, reading: &Reading<'_>) -> Result<Config, ConfigError> {
        let text = text_of(text, Key::Config)?;
        let document = match kubeyaml::read_within(&text, MOST_NODES) {
            Ok(document) => document,
            Err(_) if reading.offline && is_template(&text) => return bare(&text, reading),
            Err(e) => return Err(ConfigError::Yaml(e)),
        };
        check(&document, Key::Config)?;
        if part(&document, "templates").as_map().is_some_and(|t| !t.is_empty()) {
            return Ok(Config::Today(InjectionConfig::read(&document, reading)?));
        }
        match part(&document, "template") {
            Value::String(template) if !template.contains(TRAP) => {
                LegacyConfig::read(&document, reading).map(Config::Legacy).map_err(ConfigError::Legacy)
            }
            Value::Null if !part(&document, "policy").is_null() || document.get("templates").is_some() => {
                Ok(Config::Today(InjectionConfig::read(&document, reading)?))
            }
            Value::String(_) => Ok(Config::Today(InjectionConfig::read(&document, reading)?)),
            _ if reading.offline && (is_template(&text) || is_overlay(&document)) => bare(&text, reading),
            _ => Err(ConfigError::UnknownGeneration),
        }
    }

    /// The version that this config is answered like, and what told it.
    pub fn recognised(&self) -> &Recognised {
        match self {
            Config::Today(config) => &config.recognised,
            Config::Legacy(config) => config.recognised(),
        }
    }

    /// The version that this config is answered like.
    pub fn version(&self) -> Version {
        match self {
            Config::Today(config) => config.recognised.version,
            Config::Legacy(config) => config.version(),
        }
    }
}

fn is_template(text: &str) -> bool {
    text.contains("{{")
}

fn is_overlay(document: &Value) -> bool {
    document.get("spec").is_some() || document.get("metadata").is_some()
}

fn bare(text: &str, reading: &Reading<'_>) -> Result<Config, ConfigError> {
    let sources = BTreeMap::from([(DEFAULT_TEMPLATE.to_owned(), text.to_owned())]);
    let recognised = recognise::recognise(Layout::Templates, reading, [text].into_iter());
    Ok(Config::Today(InjectionConfig::offline(sources, recognised, reading)?))
}

/// An entry of the config by its key; upper and lower case are alike when nothing matches exactly, as Go reads JSON.
fn part<'a>(document: &'a Value, key: &str) -> &'a Value {
    let Some(map) = document.as_map() else { return &kubeyaml::NULL };
    let folded = || map.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v);
    map.get(key).or_else(folded).unwrap_or(&kubeyaml::NULL)
}

impl InjectionConfig {
    /// The version that the config is answered like, and what told it.
    pub fn recognised(&self) -> &Recognised {
        &self.recognised
    }

    /// A config of which only the templates count: who runs kube-inject has decided, and gets the sidecar.
    fn offline(
        sources: BTreeMap<String, String>,
        recognised: Recognised,
        reading: &Reading<'_>,
    ) -> Result<InjectionConfig, ConfigError> {
        let version = recognised.version;
        Ok(InjectionConfig {
            rules: Rules { policy: Policy::Enabled, never: Vec::new(), always: Vec::new() },
            default_templates: vec![DEFAULT_TEMPLATE.to_owned()],
            templates: parse_all(sources, version, reading.environment)?,
            aliases: BTreeMap::new(),
            injected_annotations: Vec::new(),
            allowed_annotations: AllowedAnnotations::default(),
            recognised,
        })
    }

    fn read(document: &Value, reading: &Reading<'_>) -> Result<InjectionConfig, ConfigError> {
        let sources: BTreeMap<String, String> =
            text_map(part(document, "templates"), "templates")?.into_iter().collect();
        let recognised =
            recognise::recognise(Layout::Templates, reading, sources.values().map(String::as_str));
        let version = recognised.version;
        let allowed_annotations = allowed_annotations(document)?;
        if reading.offline {
            return Ok(InjectionConfig {
                allowed_annotations,
                ..InjectionConfig::offline(sources, recognised, reading)?
            });
        }
        let mut default_templates = texts(part(document, "defaultTemplates"), "defaultTemplates")?;
        if default_templates.is_empty() {
            default_templates.push(DEFAULT_TEMPLATE.to_owned());
        }
        let aliases = entries(part(document, "aliases"), "aliases")?;
        let aliases = aliases.map(|(name, list)| Ok((name.to_owned(), texts(list, "aliases")?)));
        Ok(InjectionConfig {
            rules: Rules {
                policy: Policy::parse(part(document, "policy").as_str().unwrap_or_default()),
                never: selectors(document, "neverInjectSelector")?,
                always: selectors(document, "alwaysInjectSelector")?,
            },
            default_templates,
            aliases: aliases.collect::<Result<_, ConfigError>>()?,
            injected_annotations: text_map(part(document, "injectedAnnotations"), "injectedAnnotations")?,
            allowed_annotations,
            recognised,
            templates: parse_all(sources, version, reading.environment)?,
        })
    }
}

/// Parses the text of one template.
///
/// # Errors
/// It is no template.
pub fn parse_template(
    text: &str,
    version: Version,
    environment: &BTreeMap<String, String>,
) -> Result<Template, gotext::ParseError> {
    Template::parse(TEMPLATE_NAME, text, version.delimiters, &functions::of(version, environment))
}

fn parse_all(
    sources: BTreeMap<String, String>,
    version: Version,
    environment: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Template>, ConfigError> {
    let functions = functions::of(version, environment);
    let parse = |(name, text): (String, String)| match Template::parse(
        TEMPLATE_NAME,
        &text,
        version.delimiters,
        &functions,
    ) {
        Ok(template) => Ok((name, template)),
        Err(source) => Err(ConfigError::Template { name, source, version }),
    };
    sources.into_iter().map(parse).collect()
}

/// Reads a list of selectors of a config.
pub(crate) fn selectors(document: &Value, key: &'static str) -> Result<Vec<Selector>, ConfigError> {
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

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value], ConfigError> {
    match value {
        Value::Null => Ok(&[]),
        Value::List(items) => Ok(items),
        other => Err(wrong(key, other, "a list")),
    }
}

fn entries<'a>(
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

fn texts(value: &Value, key: &str) -> Result<Vec<String>, ConfigError> {
    list(value, key)?.iter().map(|item| text(item, key)).collect()
}

pub(crate) fn text_map(value: &Value, key: &str) -> Result<Vec<(String, String)>, ConfigError> {
    entries(value, key)?
        .map(|(name, item)| Ok((name.to_owned(), text(item, &format!("{key}.{name}"))?)))
        .collect()
}

/// Where the config's type wants text, `sigs.k8s.io/yaml` turns any scalar into text.
fn text(value: &Value, key: &str) -> Result<String, ConfigError> {
    kubeyaml::scalar_text(value).map(|t| t.to_string()).ok_or_else(|| wrong(key, value, "text"))
}

fn wrong(key: &str, found: &Value, wanted: &'static str) -> ConfigError {
    ConfigError::Type { key: key.to_owned(), found: found.kind(), wanted }
}
