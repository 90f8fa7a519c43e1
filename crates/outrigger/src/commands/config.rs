//! `outrigger config`

use injection::config::KnownValues;
use injection::defaults;
use injection::resolve::{Note, ResolveError, alone, set};

use crate::arguments::{Config, ConfigPart};
use crate::configuration;
use crate::failure::Failure;
use crate::{notes, output};

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
        set(&mut values, assignment).map_err(|e| configuration::failure(&ResolveError::Set(e)))?;
    }
    notes::print(&Note::unread("--set", KnownValues::built_in().unread(&alone(&options.set))));
    output::write(&kubeyaml::write(&values), None)
}
