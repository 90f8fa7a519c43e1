//! Forms in which objects are printed.

use clap::ValueEnum;
use kubeyaml::Value;
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

use crate::failure::Failure;
use crate::output;

/// Forms of an answer that is a table for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// A table.
    Table,
    /// JSON, indented with tabs.
    Json,
    /// YAML.
    Yaml,
}

impl std::str::FromStr for TableForm {
    type Err = String;

    fn from_str(text: &str) -> Result<TableForm, String> {
        match text {
            "table" => Ok(TableForm::Table),
            "json" => Ok(TableForm::Json),
            "yaml" => Ok(TableForm::Yaml),
            other => Err(format!("unknown format: {other}")),
        }
    }
}

/// Forms of an answer that is lines for people unless a form is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineForm {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

impl std::str::FromStr for MachineForm {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<MachineForm, &'static str> {
        match text {
            "json" => Ok(MachineForm::Json),
            "yaml" => Ok(MachineForm::Yaml),
            _ => Err("--output must be 'yaml' or 'json'"),
        }
    }
}

impl MachineForm {
    /// A value in this form; JSON is indented with `indent`.
    pub fn text(self, value: &impl Serialize, indent: &str) -> String {
        match self {
            MachineForm::Json => indented(value, indent),
            MachineForm::Yaml => yaml(value),
        }
    }
}

/// A switch as Go's flags take it: `true`, `F`, `0` and so on.
///
/// # Errors
/// It is none of these.
pub fn switch(text: &str) -> Result<bool, String> {
    golang::number::parse_bool(text).ok_or_else(|| "true or false".to_owned())
}

/// A value as JSON as Go's `MarshalIndent` writes it with tabs, and a line feed.
pub fn json(value: &impl Serialize) -> String {
    indented(value, "\t")
}

fn indented(value: &impl Serialize, indent: &str) -> String {
    let mut bytes = Vec::new();
    let mut writer = Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(indent.as_bytes()));
    // What is written are structs of texts into memory, which cannot fail.
    let _ = value.serialize(&mut writer);
    bytes.push(b'\n');
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A value as YAML, its keys sorted.
pub fn yaml(value: &impl Serialize) -> String {
    kubeyaml::write(&kubeyaml::from_json(json(value).as_bytes()).unwrap_or_default())
}

/// Forms of output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Form {
    /// A YAML document for each object.
    Yaml,
    /// A List in JSON.
    Json,
}

impl Form {
    /// Prints documents to standard output.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn print(self, documents: &[Value]) -> Result<(), Failure> {
        let text = match self {
            Form::Yaml => manifests::yaml_stream(documents),
            Form::Json => manifests::json_list(documents),
        };
        output::write(&text, None)
    }
}
