//! The injection config of every generation.
//!
//! - today (1.9 on): `templates`, `defaultTemplates`, `aliases`, selectors, `injectedAnnotations`;
//! - legacy (0.5 to 1.8): one `template` with `{{ }}` or `[[ ]]`;
//! - a bare template text, which `istioctl kube-inject` takes as the `sidecar` template.

mod error;
mod known;
mod open;
mod reading;
mod recognise;
mod selector;
mod source;
mod today;
mod unread;
mod values;

use std::collections::BTreeMap;

use kubeyaml::Value;
use meshconfig::{Layout, Unread};

pub use error::ConfigError;
pub use known::KnownValues;
pub use open::{Difference, Part, Trait};
pub use reading::{DEFAULT_TEMPLATE, MOST_NODES, Reading, Signs, parse_template};
pub(crate) use reading::{allowed_annotations, part, selectors, text_map};
pub use recognise::{Evidence, Recognised};
pub(crate) use recognise::{by_evidence, chart_of_single, of_single, words};
pub use selector::{Operator, Requirement, Selector};
pub use source::{Found, Key, check, find, text_of};
pub use today::InjectionConfig;
pub(crate) use unread::unread;
pub use values::{Values, lay_over};

use crate::Version;
use crate::legacy::LegacyConfig;

/// The charts write this into `template` so that old injectors stop.
const TRAP: &str = "Template_Version_And_Istio_Version_Mismatched_Check_Installation";

/// An injection config.
#[derive(Debug)]
pub enum Config {
    /// Templates that are merged into the pod.
    Today(InjectionConfig),
    /// One template whose containers are appended.
    Legacy(LegacyConfig),
}

impl Config {
    /// Reads a config text: the value of the ConfigMap key `config`, or a whole ConfigMap object.
    ///
    /// # Errors
    /// The text is not a configuration of a known generation, or a template in it cannot be parsed.
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
                LegacyConfig::read(&document, reading).map(Config::Legacy)
            }
            Value::Null if !part(&document, "policy").is_null() || document.get("templates").is_some() => {
                Ok(Config::Today(InjectionConfig::read(&document, reading)?))
            }
            Value::String(_) => Ok(Config::Today(InjectionConfig::read(&document, reading)?)),
            _ if reading.offline && (is_template(&text) || is_overlay(&document)) => bare(&text, reading),
            _ => Err(ConfigError::UnknownGeneration),
        }
    }

    /// The version that this config is treated as, and the evidence for it.
    pub fn recognised(&self) -> &Recognised {
        match self {
            Config::Today(config) => config.recognised(),
            Config::Legacy(config) => config.recognised(),
        }
    }

    /// The parts of the config that nothing reads.
    pub fn unread(&self) -> &Unread {
        match self {
            Config::Today(config) => config.unread(),
            Config::Legacy(config) => config.unread(),
        }
    }

    /// The version that this config is answered like.
    pub fn version(&self) -> Version {
        match self {
            Config::Today(config) => config.recognised().version,
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
