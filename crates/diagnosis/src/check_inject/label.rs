//! A label that decides.

use std::fmt;

use kubeyaml::Map;

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub key: String,
    /// Its value.
    pub value: String,
}

impl Label {
    /// The label of this name among labels.
    pub(super) fn of(labels: Option<&Map>, key: &str) -> Option<Label> {
        let value = labels?.get(key)?.as_str()?;
        Some(Label { key: key.to_owned(), value: value.to_owned() })
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}
