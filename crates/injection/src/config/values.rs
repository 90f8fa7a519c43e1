//! The values that templates see as `.Values`.

use kubeyaml::Value;

use super::error::ConfigError;
use super::reading::MOST_NODES;
use super::source::{Key, check, text_of};

/// Values, checked to be a mapping.
#[derive(Debug)]
pub struct Values {
    document: Value,
}

impl Values {
    /// Reads the text of the ConfigMap key `values` (JSON or YAML), or a whole ConfigMap object. An empty text gives
    /// empty values.
    ///
    /// Source: Istio 1.30 webhook.go, NewValuesConfig.
    ///
    /// # Errors
    /// The text is not YAML, or is not a mapping.
    pub fn parse(text: &str) -> Result<Values, ConfigError> {
        let text = text_of(text, Key::Values)?;
        let document = kubeyaml::read_within(&text, MOST_NODES)
            .map_err(|e| ConfigError::Values { cause: e.to_string() })?;
        check(&document, Key::Values)?;
        Values::of(document)
    }

    /// Values from a document.
    ///
    /// # Errors
    /// The document is not a mapping.
    pub fn of(mut document: Value) -> Result<Values, ConfigError> {
        if document.is_null() {
            document.become_map();
        }
        if document.as_map().is_none() {
            return Err(ConfigError::Values {
                cause: format!("they are {}, must be a mapping", document.kind()),
            });
        }

        Ok(Values { document })
    }

    /// The values as a document.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The text at a path, empty if it is absent or no text.
    pub fn text(&self, path: &[&str]) -> &str {
        self.document.str_at(path).unwrap_or_default()
    }

    /// Whether there is a `true` at a path.
    pub fn is_true(&self, path: &[&str]) -> bool {
        self.document.at(path).as_bool() == Some(true)
    }
}

/// Lays values over others: mappings are merged, everything else is replaced, by null too, which to a template is not
/// the same as absence.
pub fn lay_over(values: &mut Value, own: &Value) {
    let Value::Map(own) = own else {
        values.clone_from(own);
        return;
    };
    let values = values.become_map();
    for (key, value) in own.iter() {
        lay_over(values.entry(key), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_laid_over_others() {
        for (own, want) in [
            ("{}", "{a: {b: 1, c: [1, 2]}, d: x}"),
            ("{a: {b: 2}}", "{a: {b: 2, c: [1, 2]}, d: x}"),
            ("{a: {c: [3]}, e: {f: 1}}", "{a: {b: 1, c: [3]}, d: x, e: {f: 1}}"),
            ("{a: null}", "{a: null, d: x}"),
            ("{d: {e: 1}, a: 1}", "{a: 1, d: {e: 1}}"),
        ] {
            let mut values = kubeyaml::read("{a: {b: 1, c: [1, 2]}, d: x}").unwrap();
            lay_over(&mut values, &kubeyaml::read(own).unwrap());
            assert_eq!(values, kubeyaml::read(want).unwrap(), "{own}");
        }
    }
}
