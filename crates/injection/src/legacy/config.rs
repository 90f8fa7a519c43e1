//! The legacy injection config: a policy and one template.

use golang::number::parse_bool;
use gotext::Template;
use kubeyaml::Value;
use meshconfig::{Layout, Unread};
use sha2::{Digest, Sha256};

use super::era;
use crate::Version;
use crate::config::{
    ConfigError, Reading, Recognised, allowed_annotations, by_evidence, chart_of_single, parse_template,
    part, selectors, text_map, unread,
};
use crate::decide::{Policy, Rules};
use crate::guard::AllowedAnnotations;

/// An injection config of Istio 0.5 to 1.8, its template parsed.
#[derive(Debug)]
pub struct LegacyConfig {
    /// Who gets a sidecar.
    pub rules: Rules,
    /// The template.
    pub template: Template,
    /// What identifies the template in the status annotation: the SHA-256 of its text, in hexadecimal.
    pub fingerprint: String,
    /// Annotations that every pod gets from the webhook.
    pub injected_annotations: Vec<(String, String)>,
    /// Annotations that pods may carry.
    pub allowed_annotations: AllowedAnnotations,
    /// Whether the control plane's environment lets pods have the proxy's group, in the releases that ask it.
    pub sets_fs_group: bool,
    recognised: Recognised,
    unread: Unread,
}

impl LegacyConfig {
    /// Reads a config with the key `template`.
    ///
    /// A legacy version named in `reading` decides about delimiters and functions, else what the template uses does.
    /// For kube-inject only the template counts.
    ///
    /// Source: Istio 1.1 inject.go, Config.
    ///
    /// # Errors
    /// The template cannot be parsed or is of no known generation, or a list of selectors is none.
    pub(crate) fn read(document: &Value, reading: &Reading<'_>) -> Result<LegacyConfig, ConfigError> {
        let text = kubeyaml::scalar_text(part(document, "template")).unwrap_or_default();
        let has_selectors =
            ["alwaysInjectSelector", "neverInjectSelector"].iter().any(|k| !part(document, k).is_null());
        let parses = |version| parse_template(&text, version, reading.environment).is_ok();
        let of_chart = || chart_of_single(&text).filter(|version| parses(*version));
        let recognised = by_evidence(Layout::Single, reading, of_chart)
            .unwrap_or_else(|| Recognised::by_uses(&era::recognise(&text, has_selectors, parses)));
        let version = recognised.version;
        let template = parse_template(&text, version, reading.environment)
            .map_err(|source| ConfigError::Single { source, version })?;
        Ok(LegacyConfig {
            rules: rules(document, version, reading.offline)?,
            template,
            fingerprint: fingerprint(&text),
            injected_annotations: injected_annotations(document, version, reading.offline)?,
            allowed_annotations: allowed_annotations(document)?,
            sets_fs_group: sets_fs_group(reading),
            recognised,
            unread: unread(document),
        })
    }

    /// The parts of it that nothing reads.
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// The version that the config is answered like.
    pub fn version(&self) -> Version {
        self.recognised.version
    }

    /// The same, and the evidence for it.
    pub fn recognised(&self) -> &Recognised {
        &self.recognised
    }
}

/// Who gets a sidecar; selectors came with 1.1. Who runs kube-inject has decided already.
fn rules(document: &Value, version: Version, offline: bool) -> Result<Rules, ConfigError> {
    let policy = kubeyaml::scalar_text(part(document, "policy")).unwrap_or_default();
    let list = |key| if offline || !version.selectors { Ok(Vec::new()) } else { selectors(document, key) };
    Ok(Rules {
        policy: if offline { Policy::Enabled } else { Policy::parse(&policy) },
        never: list("neverInjectSelector")?,
        always: list("alwaysInjectSelector")?,
    })
}

/// Annotations that every pod gets from the webhook, but not from kube-inject.
fn injected_annotations(
    document: &Value,
    version: Version,
    offline: bool,
) -> Result<Vec<(String, String)>, ConfigError> {
    const KEY: &str = "injectedAnnotations";
    if offline || !version.injected_annotations { Ok(Vec::new()) } else { text_map(part(document, KEY), KEY) }
}

/// Source: Istio 1.8 pilot/pkg/features/pilot.go, EnableLegacyFSGroupInjection.
fn sets_fs_group(reading: &Reading<'_>) -> bool {
    let variable = |name: &str| reading.environment.get(name).map(String::as_str).filter(|v| !v.is_empty());
    let by_default = variable("JWT_POLICY") != Some("first-party-jwt");
    variable("ENABLE_LEGACY_FSGROUP_INJECTION").and_then(parse_bool).unwrap_or(by_default)
}

/// SHA-256 of the text as YAML gave it, before any rendering.
///
/// Source: Istio 1.1 webhook.go, sidecarTemplateVersionHash.
fn fingerprint(template: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(template.as_bytes()).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn read(text: &str, version: Option<Version>, offline: bool) -> Result<LegacyConfig, ConfigError> {
        let reading = Reading {
            version,
            environment: &BTreeMap::new(),
            offline,
            signs: crate::config::Signs::default(),
        };
        LegacyConfig::read(&kubeyaml::read(text).unwrap(), &reading)
    }

    #[test]
    fn the_fingerprint_is_of_the_text_that_yaml_gives() {
        for (text, want) in [
            ("template: \"\"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("template: abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("template: |-\n  abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("TEMPLATE: |\n  abc\n", "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb"),
        ] {
            assert_eq!(read(text, None, false).unwrap().fingerprint, want, "{text}");
        }
    }

    #[test]
    fn a_named_version_decides_and_selectors_came_with_1_1() {
        let selectors =
            "template: '[[ formatDuration nil ]]'\nalwaysInjectSelector:\n- matchLabels: {a: b}\n";
        for (version, offline, want, always) in [
            (None, false, Version::V1_1, 1),
            (None, true, Version::V1_1, 0),
            (Some(Version::V1_30), false, Version::V1_1, 1),
            (Some(Version::V1_0), false, Version::V1_0, 0),
            (Some(Version::V0_5), false, Version::V0_5, 0),
        ] {
            let config = read(selectors, version, offline).unwrap();
            assert_eq!(
                (config.version(), config.rules.always.len()),
                (want, always),
                "{version:?} {offline}"
            );
        }
    }

    #[test]
    fn unusable_configs_are_refused() {
        for (text, version, want) in [
            ("template: '[[ nofunc ]]'", None, "template: inject:1: function \"nofunc\" not defined"),
            (
                "template: '[[ annotation ]]'",
                Some(Version::V1_0),
                "template: inject:1: function \"annotation\" not defined",
            ),
            (
                "template: '{{ isset }}'",
                Some(Version::V0_5),
                "template: inject:1: function \"isset\" not defined",
            ),
            ("template: x\nneverInjectSelector: 5", None, "`neverInjectSelector` is number, must be a list"),
        ] {
            let error = read(text, version, false).unwrap_err().to_string();
            assert!(error.contains(want), "{text}: {error}");
        }
    }
}
