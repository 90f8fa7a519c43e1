//! A parsed template.

use std::fmt;

use crate::budget::Budget;
use crate::error::{ExecError, ParseError};
use crate::exec;
use crate::functions::Functions;
use crate::nested::Nested;
use crate::parse::ast::Tree;
use crate::parse::{Trees, parse};
use crate::value::Value;

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
    source: String,
    trees: Trees,
    missing_key: MissingKey,
}

impl Template {
    /// Parses `text`. An empty delimiter stands for `{{` or `}}`. All names of functions are resolved here.
    ///
    /// Errors with Go's text: `template: NAME:LINE: …`.
    ///
    /// Source: Go 1.26 text/template template.go, Parse.
    pub fn parse(
        name: &str,
        text: &str,
        delims: (&str, &str),
        functions: &Functions,
    ) -> Result<Template, ParseError> {
        let trees = parse(name, text, delims, functions)?;
        Ok(Template {
            name: name.to_owned(),
            source: text.to_owned(),
            trees,
            missing_key: MissingKey::Default,
        })
    }

    /// The same template with another meaning of missing keys.
    #[must_use]
    pub fn with_missing_key(mut self, missing_key: MissingKey) -> Template {
        self.missing_key = missing_key;
        self
    }

    /// What the template gives for `data`, which must not outlive it: values of the execution borrow from both.
    ///
    /// Errors with Go's text: `template: NAME:LINE:COLUMN: executing "BLOCK" at <EXPRESSION>: CAUSE`; and when it costs
    /// more than `budget` allows.
    ///
    /// Source: Go 1.26 text/template exec.go, Execute.
    pub fn execute<'a>(&'a self, data: Value<'a>, budget: &Budget) -> Result<String, Box<ExecError>> {
        self.execute_named(&self.name, data, budget)
    }

    /// As [`Template::execute`], where functions may execute more templates ([`Call::execute`](crate::Call::execute)).
    ///
    /// # Errors
    /// As there.
    pub fn execute_nesting<'a>(
        &'a self,
        data: Value<'a>,
        budget: &Budget,
        nested: &'a Nested,
    ) -> Result<String, Box<ExecError>> {
        let mut out = String::with_capacity(self.source.len() / 4);
        exec::execute(self, &self.name, data, budget, Some(nested), &mut out)?;
        Ok(out)
    }

    /// What the template that the text defines as `name` gives for `data`.
    pub fn execute_named<'a>(
        &'a self,
        name: &str,
        data: Value<'a>,
        budget: &Budget,
    ) -> Result<String, Box<ExecError>> {
        let mut out = String::with_capacity(self.source.len() / 4);
        exec::execute(self, name, data, budget, None, &mut out)?;
        Ok(out)
    }

    /// As [`Template::execute`], adding to `out`; what was written before an error stays there.
    pub fn execute_into<'a>(
        &'a self,
        data: Value<'a>,
        budget: &Budget,
        out: &mut String,
    ) -> Result<(), Box<ExecError>> {
        exec::execute(self, &self.name, data, budget, None, out)
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

    pub(crate) fn tree(&self, name: &str) -> Option<&Tree> {
        self.trees.get(name)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template").field("name", &self.name).finish_non_exhaustive()
    }
}
