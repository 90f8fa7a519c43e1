//! `outrigger render`

use std::path::{Path, PathBuf};

use gotext::Template;
use injection::Injector;
use injection::config::{Config, parse_template};
use injection::kube_inject::{KubeInject, ManifestError};
use injection::resolve::{Purpose, Resolution};

use crate::arguments::{Configuration, Render};
use crate::configuration;
use crate::failure::Failure;
use crate::{manifest, notes, output, sources};

/// Prints what a template gives for the first pod or workload of a manifest.
///
/// # Errors
/// A file cannot be read, the template does not exist or fails, or there is no workload.
pub fn run(options: &Render) -> Result<(), Failure> {
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(&options.configuration, None, Purpose::Webhook)?;
    notes::print_all(&notes, options.verbose);
    let own;
    let template = match &options.template_file {
        Some(path) => {
            own = template_in_file(path, &injector, &options.configuration)?;
            &own
        }
        None => match injector.config() {
            Config::Today(config) => injection::template_named(config, &options.template)
                .map_err(|e| Failure::new(&e).hint("name one of these with --template"))?,
            Config::Legacy(config) => &config.template,
        },
    };
    let kube_inject = KubeInject { injector: &injector, facts: &facts };
    let rendered = render_first(&options.filename, kube_inject, template, &options.template)?;
    output::write(&rendered, None)
}

/// What the template gives for the first pod or workload in the files.
fn render_first(
    files: &[PathBuf],
    kube_inject: KubeInject<'_>,
    template: &Template,
    template_name: &str,
) -> Result<String, Failure> {
    for path in files {
        let text = sources::read_manifest(path, "render")?;
        match kube_inject.render_first(&text, template, template_name) {
            Ok(rendered) => return Ok(rendered),
            Err(ManifestError::NoWorkload) => {}
            Err(e) => return Err(manifest::describe(&e).at(sources::display(path))),
        }
    }
    let none = manifest::describe(&ManifestError::NoWorkload);
    Err(files.iter().fold(none, |failure, path| failure.at(sources::display(path))))
}

fn template_in_file(
    path: &Path,
    injector: &Injector,
    configuration: &Configuration,
) -> Result<Template, Failure> {
    let text = sources::read_text(path)?;
    let parsed = parse_template(&text, injector.version(), &configuration::environment(configuration));
    parsed.map_err(|e| Failure::new(e).at(sources::display(path)))
}
