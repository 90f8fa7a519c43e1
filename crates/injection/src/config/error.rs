//! What can be wrong with a configuration.

use std::borrow::Cow;
use std::collections::BTreeMap;

use thiserror::Error;

use crate::Version;
use crate::functions;

/// A config that cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The text is not YAML.
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
        "this is not an injection config: it has neither `templates` (Istio 1.9 and later) nor `template` (0.5 to 1.8), \
         and it is not a template itself"
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
    /// The one template of a legacy config cannot be parsed.
    #[error("{source}")]
    Single {
        /// Where and why.
        source: gotext::ParseError,
        /// The version that it was read as.
        version: Version,
    },
    /// The values are not a mapping, or not YAML.
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
            ConfigError::Template { source, version, .. } | ConfigError::Single { source, version } => {
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
