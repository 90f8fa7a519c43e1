//! The injection config of Istio 1.9 and later.

use std::collections::BTreeMap;

use gotext::Template;
use kubeyaml::Value;
use meshconfig::{Layout, Unread};

use super::error::ConfigError;
use super::reading::{
    DEFAULT_TEMPLATE, Reading, allowed_annotations, entries, part, selectors, text_map, texts,
};
use super::recognise::{self, Recognised};
use super::unread::unread;
use crate::Version;
use crate::decide::{Policy, Rules};
use crate::functions;
use crate::guard::AllowedAnnotations;
use crate::names::TEMPLATE_NAME;

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
    unread: Unread,
}

impl InjectionConfig {
    /// The version that the config is treated as, and the evidence for it.
    pub fn recognised(&self) -> &Recognised {
        &self.recognised
    }

    /// The parts of it that nothing reads.
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// A config of which only the templates count: who runs kube-inject has decided, and gets the sidecar.
    pub(super) fn offline(
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
            unread: Unread::default(),
        })
    }

    pub(super) fn read(document: &Value, reading: &Reading<'_>) -> Result<InjectionConfig, ConfigError> {
        let sources: BTreeMap<String, String> =
            text_map(part(document, "templates"), "templates")?.into_iter().collect();
        let recognised =
            recognise::recognise(Layout::Templates, reading, sources.values().map(String::as_str));
        let version = recognised.version;
        let allowed_annotations = allowed_annotations(document)?;
        if reading.offline {
            return Ok(InjectionConfig {
                allowed_annotations,
                unread: unread(document),
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
            unread: unread(document),
            templates: parse_all(sources, version, reading.environment)?,
        })
    }
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
