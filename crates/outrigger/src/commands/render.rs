//! `outrigger render`

use std::path::{Path, PathBuf};

use clap::Args;
use gotext::Template;
use injection::Injector;
use injection::config::{Config, parse_template};
use injection::kube_inject::{KubeInject, ManifestError};
use injection::resolve::{Purpose, Resolution};

use crate::failure::Failure;
use crate::options::configuration::{self, Configuration};
use crate::{input, manifest, notes, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What the built-in sidecar template gives for a manifest's first workload
  outrigger render -f deployment.yaml

  # Another template of an injection config, or one in a file
  outrigger render -f pod.yaml --template gateway \\
    --injectConfigFile config.yaml --valuesFile values.json
  outrigger render -f pod.yaml --template-file template.yaml";

/// Arguments of `render`.
#[derive(Debug, Args)]
pub struct Render {
    /// Manifest with the pod or workload; its first one is used. `-` is standard input. May be repeated.
    #[arg(short, long, value_name = "FILE", required = true)]
    pub filename: Vec<PathBuf>,
    /// Template of the injection config.
    #[arg(long, value_name = "NAME", default_value = "sidecar", conflicts_with = "template_file")]
    pub template: String,
    /// Template in a file.
    #[arg(long, value_name = "FILE")]
    pub template_file: Option<PathBuf>,
    /// Say more on standard error: which release is answered like, and what told it.
    #[arg(short, long)]
    pub verbose: bool,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
}

/// Prints what a template gives for the first pod or workload of a manifest.
///
/// # Errors
/// A file cannot be read, the template does not exist or fails, or there is no workload.
pub fn run(options: &Render) -> Result<(), Failure> {
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(&options.configuration, Purpose::Webhook)?;
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
    let kube_inject = KubeInject { injector: &injector, facts: &facts, elsewhere: None };
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
        let text = input::read_manifest(path, "render")?;
        match kube_inject.render_first(&text, template, template_name) {
            Ok(rendered) => return Ok(rendered),
            Err(ManifestError::NoWorkload) => {}
            Err(e) => return Err(manifest::describe(&e).at(input::display(path))),
        }
    }
    let none = manifest::describe(&ManifestError::NoWorkload);
    Err(files.iter().fold(none, |failure, path| failure.at(input::display(path))))
}

fn template_in_file(
    path: &Path,
    injector: &Injector,
    configuration: &Configuration,
) -> Result<Template, Failure> {
    let text = input::read_text(path)?;
    let parsed = parse_template(&text, injector.version(), &configuration::environment(configuration));
    parsed.map_err(|e| Failure::new(e).at(input::display(path)))
}
