//! `outrigger config`

use clap::{Args, ValueEnum};
use injection::config::KnownValues;
use injection::defaults;
use injection::resolve::{Note, ResolveError, alone, set};

use crate::failure::Failure;
use crate::{notes, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # The injection config, as the ConfigMap's key `config` has it
  outrigger config

  # The values of its templates, to change some of them
  outrigger config values > values.yaml

  # The mesh config, and the values for debugging
  outrigger config mesh
  outrigger config values --debug";

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct Config {
    /// Which part.
    #[arg(value_enum, default_value = "config")]
    pub part: ConfigPart,
    /// The values for debugging.
    #[arg(long)]
    pub debug: bool,
    /// Sets one of the values, such as `global.tag=1.31.0`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// A part of the built-in configuration.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ConfigPart {
    /// The injection config.
    Config,
    /// The values of its templates.
    Values,
    /// The mesh config.
    Mesh,
}

/// Prints a part of the built-in configuration, with its comments unless values were set.
///
/// # Errors
/// A value cannot be set.
pub fn run(options: &Config) -> Result<(), Failure> {
    let text = match options.part {
        ConfigPart::Config => defaults::config(),
        ConfigPart::Values => defaults::values(options.debug),
        ConfigPart::Mesh => defaults::mesh(),
    };
    if options.debug && !matches!(options.part, ConfigPart::Values) {
        return Err(Failure::new("the variant for debugging differs in its values only")
            .hint("outrigger config values --debug"));
    }
    if options.set.is_empty() {
        return output::write(text, None);
    }
    if !matches!(options.part, ConfigPart::Values) {
        return Err(
            Failure::new("--set is for values").hint("outrigger config values --set global.tag=1.31.0")
        );
    }
    let mut values = kubeyaml::read(text).map_err(Failure::new)?;
    for assignment in &options.set {
        set(&mut values, assignment).map_err(|e| Failure::from(&ResolveError::Set(e)))?;
    }
    notes::print(&Note::unread("--set", KnownValues::built_in().unread(&alone(&options.set))));
    output::write(&kubeyaml::write(&values), None)
}
