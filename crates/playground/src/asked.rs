//! What is asked.

use injection::{NativeSidecars, Platform, Version};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

/// Bytes that the texts of a question may have together: a ConfigMap holds as many.
pub const MOST: usize = 1 << 20;

/// What is asked: texts as they are typed, and how they are answered.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    /// The manifest: any number of documents.
    pub manifest: String,
    /// The injection config, or what holds its ConfigMap.
    pub config: String,
    /// The values of its templates, or what holds their ConfigMap.
    pub values: String,
    /// The mesh config, or what holds its ConfigMap.
    pub mesh: String,
    /// The namespace of objects that do not name one.
    pub namespace: String,
    /// The injector's revision; empty means the default one.
    pub revision: String,
    /// The release that is answered like; `None` leaves that to what the configuration is recognised as.
    #[serde(deserialize_with = "release")]
    pub release: Option<Version>,
    /// A release whose answer is laid beside it.
    #[serde(deserialize_with = "release")]
    pub compare: Option<Version>,
    /// Whether proxies are native sidecars where the pod does not say.
    #[serde(deserialize_with = "native")]
    pub native: NativeSidecars,
    /// The platform.
    #[serde(deserialize_with = "platform")]
    pub platform: Platform,
}

/// A text is not a question that is answered.
#[derive(Debug, Error)]
pub enum AskedError {
    /// It is not a question in JSON.
    #[error("this is not a question of the playground: {0}")]
    NotAQuestion(#[from] serde_json::Error),
    /// It is too long.
    #[error("manifest and configuration have {length} bytes; the playground takes {MOST}")]
    TooLong {
        /// How many bytes they have.
        length: usize,
    },
}

impl Asked {
    /// Reads a question.
    ///
    /// # Errors
    /// It is not one, or its texts are too long.
    pub fn read(text: &str) -> Result<Asked, AskedError> {
        let asked: Asked = serde_json::from_str(text)?;
        let Asked { manifest, config, values, mesh, namespace, revision, .. } = &asked;
        let length = [manifest, config, values, mesh, namespace, revision].map(String::len).iter().sum();
        if length > MOST { Err(AskedError::TooLong { length }) } else { Ok(asked) }
    }
}

/// A version by its name; an empty text names none.
fn release<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Version>, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(serde::de::Error::custom) }
}

fn native<'de, D: Deserializer<'de>>(from: D) -> Result<NativeSidecars, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

fn platform<'de, D: Deserializer<'de>>(from: D) -> Result<Platform, D::Error> {
    match String::deserialize(from)?.as_str() {
        "" | "kubernetes" => Ok(Platform::Kubernetes),
        "openshift" => Ok(Platform::OpenShift),
        other => Err(serde::de::Error::custom(format_args!("{other:?} is not a platform"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read_whole_or_refused() {
        for (text, want) in [
            ("{}", None),
            (
                r#"{"manifest":"a","release":"1.20","compare":"","native":"true","platform":"openshift"}"#,
                None,
            ),
            ("", Some("this is not a question of the playground: EOF")),
            ("1", Some("this is not a question of the playground: invalid type")),
            (r#"{"manifest":1}"#, Some("invalid type: integer `1`, expected a string")),
            (r#"{"other":""}"#, Some("unknown field `other`")),
            (r#"{"release":"99.x"}"#, Some("\"99.x\" is not a version of Istio")),
            (r#"{"native":"maybe"}"#, Some("\"maybe\" is none of auto, true, false")),
            (r#"{"platform":"moon"}"#, Some("\"moon\" is not a platform")),
        ] {
            let error = Asked::read(text).err().map(|e| e.to_string());
            assert_eq!(error.is_some(), want.is_some(), "{text}: {error:?}");
            assert!(want.is_none_or(|want| error.clone().unwrap().contains(want)), "{text}: {error:?}");
        }
        let long = format!(r#"{{"values":"{}"}}"#, "x".repeat(MOST + 1));
        assert!(matches!(Asked::read(&long), Err(AskedError::TooLong { length }) if length == MOST + 1));
    }
}
