//! Forms in which objects are printed.

use clap::ValueEnum;
use kubeyaml::Value;

use crate::failure::Failure;
use crate::output;

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
