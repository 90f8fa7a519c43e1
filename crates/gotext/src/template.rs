//! A parsed template. `parse` makes it, and `exec` executes it.

use std::fmt;
use std::sync::Arc;

use crate::parse::ast::{Tree, Trees};

/// What a field of a map that has no such entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingKey {
    /// No value: printed as `<no value>`, false, and again the field of further fields.
    #[default]
    Default,
    /// The zero value of the map's element type.
    Zero,
    /// An error.
    Error,
}

/// A parsed template, ready to be executed any number of times, by several threads at once.
///
/// ```
/// use gotext::{Budget, Functions, Template, Value};
///
/// let template = Template::parse("greeting", "hello {{ .name | printf \"%q\" }}", ("{{", "}}"), &Functions::new())?;
/// let data = Value::map([("name".into(), "world".into())]);
/// assert_eq!(template.execute(data, &Budget::default())?, "hello \"world\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Template {
    name: String,
    source: Arc<str>,
    trees: Trees,
    missing_key: MissingKey,
}

impl Template {
    pub(crate) fn of(name: &str, source: &str, trees: Trees) -> Template {
        Template { name: name.to_owned(), source: source.into(), trees, missing_key: MissingKey::Default }
    }

    /// This template with other trees, which are of its text.
    pub(crate) fn with_trees(&self, trees: Trees) -> Template {
        let (name, source) = (self.name.clone(), Arc::clone(&self.source));
        Template { name, source, trees, missing_key: self.missing_key }
    }

    /// The same template with another meaning of missing keys.
    #[must_use]
    pub fn with_missing_key(mut self, missing_key: MissingKey) -> Template {
        self.missing_key = missing_key;
        self
    }

    /// The name it was parsed under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text it was parsed from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The meaning of missing keys.
    pub fn missing_key(&self) -> MissingKey {
        self.missing_key
    }

    /// The names of all templates that the text defines, in no order; its own among them.
    pub fn defined(&self) -> impl Iterator<Item = &str> {
        self.trees.keys().map(|name| &**name)
    }

    pub(crate) fn trees(&self) -> impl Iterator<Item = &Tree> {
        self.trees.values()
    }

    pub(crate) fn tree(&self, name: &str) -> Option<&Tree> {
        self.trees.get(name)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template").field("name", &self.name).finish_non_exhaustive()
    }
}
