//! `outrigger render`

use std::path::Path;

use gotext::Template;
use injection::config::{Config, parse_template};
use injection::{Injector, kube_inject, legacy};

use crate::arguments::{Configuration, Render};
use crate::configuration::{self, Purpose};
use crate::failure::Failure;
use crate::{manifest, output, sources};

/// Prints what a template gives for the first pod or workload of a manifest.
///
/// # Errors
/// A file cannot be read, the template does not exist or fails, or there is no workload.
pub fn run(options: &Render) -> Result<(), Failure> {
    let injector = configuration::injector(&options.configuration, None, Purpose::Webhook)?;
    let shown = sources::display(&options.filename);
    let text = sources::read_text(&options.filename)?;
    let own;
    let template = match &options.template_file {
        Some(path) => {
            own = template_in_file(path, &injector, &options.configuration)?;
            &own
        }
        None => match &injector.config {
            Config::Today(config) => injection::template_named(config, &options.template)
                .map_err(|e| Failure::new(&e).hint("name one of these with --template"))?,
            Config::Legacy(config) => &config.template,
        },
    };
    let rendered = kube_inject::render_first(&text, &injector, template, &options.template)
        .map_err(|e| manifest::describe(&e).at(shown))?;
    output::write(&rendered, None)
}

fn template_in_file(
    path: &Path,
    injector: &Injector,
    configuration: &Configuration,
) -> Result<Template, Failure> {
    let text = sources::read_text(path)?;
    let parsed = match &injector.config {
        Config::Today(_) => {
            parse_template(&text, injector.compat, &configuration::environment(configuration))
        }
        Config::Legacy(_) => legacy::parse_template(&text, injector.compat),
    };
    parsed.map_err(|e| Failure::new(e).at(sources::display(path)))
}
