//! Why an agent cannot start with what it was given.

use meshconfig::{MeshError, Report};

use super::shown::shortened;

/// The settings cannot be used. Texts name place and cause; [`hint`](SettingsError::hint) the remedy.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SettingsError {
    /// A flag has no value.
    #[error("--{flag} needs a value")]
    FlagWithoutValue {
        /// Its name, without dashes.
        flag: &'static str,
    },
    /// A flag's value does not fit.
    #[error("--{flag}: {shown:?} cannot be used: it must be {expected}", shown = shortened(value))]
    Flag {
        /// Its name, without dashes.
        flag: &'static str,
        /// Its value.
        value: String,
        /// What a value looks like.
        expected: &'static str,
    },
    /// The first word is not a proxy's type.
    #[error("there is no proxy of the type {word:?}")]
    ProxyKind {
        /// The word.
        word: String,
    },
    /// The file of the mesh config cannot be read as one.
    #[error("failed to unmarshal mesh config from file {path}: {cause}")]
    MeshConfigFile {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// A proxy config does not fit its message.
    #[error("failed to unmarshal proxy config from {place}: {cause}")]
    ProxyConfig {
        /// The variable or the annotation.
        place: &'static str,
        /// Why.
        cause: MeshError,
    },
    /// The proxy config has values that cannot be used.
    #[error("the proxy config cannot be used: {report}")]
    Invalid {
        /// What is wrong with it.
        report: Report,
    },
    /// A variable or annotation has a value that cannot be used.
    #[error("{name}: {value:?} cannot be used: {why}")]
    Value {
        /// The variable or the annotation.
        name: &'static str,
        /// Its value, cut if it is long.
        value: String,
        /// Why.
        why: &'static str,
    },
    /// Two variables exclude each other.
    #[error("{one} and {other} cannot both be set")]
    Exclusive {
        /// The one.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
}

impl SettingsError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            SettingsError::FlagWithoutValue { flag } => format!("give it as `--{flag}=VALUE`"),
            SettingsError::Flag { .. } => return None,
            SettingsError::ProxyKind { .. } => "the types are `sidecar`, `router` and `waypoint`".to_owned(),
            SettingsError::MeshConfigFile { .. } => {
                "it is the key `mesh` of the mesh's ConfigMap, as `--meshConfig` names it".to_owned()
            }
            SettingsError::ProxyConfig { place, .. } => {
                format!("{place} is YAML or JSON of a ProxyConfig, such as `{{\"concurrency\": 2}}`")
            }
            SettingsError::Invalid { .. } => {
                "it comes of the mesh config's `defaultConfig`, PROXY_CONFIG and the annotation proxy.istio.io/config, in this order"
                    .to_owned()
            }
            SettingsError::Value { name: "CA_PROVIDER", .. } => {
                "leave it out, or mount certificates and set FILE_MOUNTED_CERTS=true".to_owned()
            }
            SettingsError::Value { .. } => return None,
            SettingsError::Exclusive { one, other } => format!("unset {one} or {other}"),
        })
    }
}
