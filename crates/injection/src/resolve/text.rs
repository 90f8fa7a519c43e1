//! A text of the configuration, and where it is from.

use kubeyaml::Value;

use super::error::ResolveError;
use crate::config::{ConfigError, Key, MOST_NODES, find};

/// A text and where it is from.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text.
    pub text: String,
    /// The file or object it is in.
    pub place: String,
    /// The labels of the ConfigMap it is from; null if it is from none.
    pub labels: Value,
}

impl Text {
    /// The text of a file.
    pub fn new(text: impl Into<String>, place: impl Into<String>) -> Text {
        Text { text: text.into(), place: place.into(), labels: Value::Null }
    }

    pub(super) fn built_in(text: &str) -> Text {
        Text::new(text, "the built-in configuration")
    }

    pub(super) fn config_error(&self, error: ConfigError) -> ResolveError {
        ResolveError::Config { place: self.place.clone(), error: error.into() }
    }

    /// The text of one key, which may be that of a ConfigMap among other objects; `name` is the ConfigMap's if there are
    /// several. Gives the name of the ConfigMap that it was found in.
    pub(super) fn key(&self, key: Key, name: &str) -> Result<(Text, Option<String>), ResolveError> {
        let found = find(&self.text, key, Some(name)).map_err(|error| self.config_error(error))?;
        let (text, labels) = (found.text.into_owned(), found.labels);
        Ok((Text { text, place: self.place.clone(), labels }, found.config_map))
    }

    /// Whether there is another document behind the first one, which is all that is read of it.
    pub(super) fn holds_more(&self) -> bool {
        let may_end = ["\n---", "\n..."].iter().any(|end| self.text.contains(end));
        may_end && self.document().is_ok() && kubeyaml::read_alone(&self.text, MOST_NODES).is_err()
    }

    pub(super) fn document(&self) -> Result<Value, ResolveError> {
        kubeyaml::read_within(&self.text, MOST_NODES)
            .map_err(|error| ResolveError::Yaml { place: self.place.clone(), error })
    }
}
