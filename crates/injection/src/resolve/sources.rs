//! What an injector is made of.

use std::collections::BTreeMap;

use super::config_maps::Given;
use super::legacy_flags::LegacyFlags;
use super::text::Text;
use crate::Version;
use crate::facts::{Facts, NativeSidecars, Platform};

/// What the injector is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To answer as `istioctl kube-inject`.
    KubeInject,
    /// To answer as the webhook.
    #[default]
    Webhook,
    /// To be written to ConfigMaps: values are always laid over the built-in ones, and null removes, as in Helm.
    Install,
}

/// Files that were named.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The injection config, or a stream of objects with its ConfigMap.
    pub config: Option<Text>,
    /// Values of the templates, or streams of objects with their ConfigMap; later ones over earlier ones.
    pub values: Vec<Text>,
    /// The mesh config, or a stream of objects with its ConfigMap.
    pub mesh: Option<Text>,
    /// The IstioOperator whose values and mesh config are used in place of all others.
    pub operator: Option<Text>,
    /// What snapshots say of the cluster.
    pub snapshot: Option<Facts>,
}

/// What an injector is made of. What is absent is as in the built-in configuration.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Files that were named: they beat what a cluster gives.
    pub files: Files,
    /// What a cluster gives.
    pub given: Given,
    /// Assignments of single values, which beat all others.
    pub set: Vec<String>,
    /// The revision that was named; empty if none was.
    pub revision: String,
    /// The version that was named.
    pub version: Option<Version>,
    /// Whether proxies are native sidecars where the pod does not say, if that was said.
    pub native_sidecars: Option<NativeSidecars>,
    /// The platform.
    pub platform: Platform,
    /// Flags of istioctl 0.5 to 1.1, for a command that has them.
    pub legacy: Option<LegacyFlags>,
    /// Whether built-in values are those for debugging.
    pub debug: bool,
    /// What the template function `env` reads; see [`environment`].
    pub environment: BTreeMap<String, String>,
}

/// What the template function `env` reads: the process's own environment, in which templates of Istio up to 1.22 look
/// for native sidecars. A flag beats the variable.
pub fn environment(
    mut own: BTreeMap<String, String>,
    native_sidecars: Option<NativeSidecars>,
) -> BTreeMap<String, String> {
    if let Some(native) = native_sidecars {
        let text = if native == NativeSidecars::True { "true" } else { "false" };
        own.insert("ENABLE_NATIVE_SIDECARS".to_owned(), text.to_owned());
    }
    own
}
