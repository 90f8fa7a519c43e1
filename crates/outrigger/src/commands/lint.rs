//! `outrigger lint`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use cluster::snapshot::Wanted;
use diagnosis::finding::{Finding, Level};
use diagnosis::installed;
use diagnosis::lint::{self, File};
use injection::resolve::{Given, Parts, Purpose, Resolution, Text};
use objects::kinds;

use crate::failure::Failure;
use crate::findings::Form;
use crate::input::{display, read_text};
use crate::options::access::AccessFlags;
use crate::options::configuration::{self, Configuration};
use crate::options::control::ControlPlane;
use crate::options::known;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # A ConfigMap or the text of its key `config`, before it is applied
  outrigger lint config.yaml

  # What is installed in the current context's cluster, or in a snapshot
  outrigger lint
  outrigger lint --revision canary --snapshot cluster.yaml

  # Beside the code that it is about
  outrigger lint config.yaml -o sarif > lint.sarif

Found are templates that cannot be parsed or call functions that are not there, fields that the data does not have, keys \
that nothing reads, values of a pod's author that are printed unescaped, what the release before or a later one does not \
have, and templates that make the proxy an ordinary container beside a native sidecar.

Exit status: 0 nothing is the matter or it is only good to know, 1 something is, 2 it could not be looked at.";

/// Arguments of `lint`.
#[derive(Debug, Args)]
#[command(mut_arg("istio_namespace", |flag| flag.help("Namespace of the control plane, whose configuration is looked at where no file is named")))]
pub struct Lint {
    /// Injection config: the text of the ConfigMap's key `config`, or the whole ConfigMap; `-` is standard input
    /// [default: that of the cluster or snapshot].
    #[arg(value_name = "FILE", conflicts_with = "inject_config_file")]
    pub file: Option<PathBuf>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Form of the output: table, json, yaml, sarif or junit.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: Form,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Something is the matter.
const FINDINGS: u8 = 1;
/// It could not be looked at.
const UNSEEN: u8 = 2;

/// Prints what is the matter with an injection configuration.
pub fn run(options: &Lint) -> ExitCode {
    match look(options) {
        Ok(findings) if findings.iter().any(|finding| finding.code.level != Level::Info) => {
            ExitCode::from(FINDINGS)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(UNSEEN)
        }
    }
}

fn look(options: &Lint) -> Result<Vec<Finding>, Failure> {
    let path = options.file.as_ref().or(options.configuration.inject_config_file.as_ref());
    let findings = match path {
        Some(path) => of_file(path, options)?,
        None => lint::lint(&installed(options)?, None),
    };
    let all: Vec<&Finding> = findings.iter().collect();
    output::write(&options.output.text("lint", &all), None)?;
    if options.output == Form::Table && findings.is_empty() {
        eprintln!("nothing is the matter with the configuration");
    }
    Ok(findings)
}

/// A configuration that cannot be loaded is a finding; a file that cannot be read is none.
fn of_file(path: &Path, options: &Lint) -> Result<Vec<Finding>, Failure> {
    let (text, name) = (read_text(path)?, display(path));
    let given = Given { config: Some(Text::new(text.clone(), name.clone())), ..Given::default() };
    // A file that cannot be read is not a matter of the configuration.
    for other in configuration::files(&options.configuration) {
        read_text(&other)?;
    }
    let snapshot = configuration::snapshots(&options.configuration.snapshot)?;
    match configuration::resolve_with(
        &options.configuration,
        snapshot.as_ref(),
        given,
        None,
        Purpose::Webhook,
    ) {
        Ok(resolution) => Ok(lint::lint(&resolution, Some(File { name: &name, text: &text }))),
        Err(failure) => Ok(vec![lint::broken(&name, &failure.cause())]),
    }
}

/// What the ConfigMaps of a revision say.
fn installed(options: &Lint) -> Result<Resolution, Failure> {
    let configuration = &options.configuration;
    let control_namespace = &options.control_plane.istio_namespace;
    let wanted = |_: &str| {
        vec![Wanted::all(kinds::MUTATING_WEBHOOK), Wanted::of_namespace(kinds::CONFIG_MAP, control_namespace)]
    };
    let (world, _) = known::world(&configuration.snapshot, &options.access, wanted)?;
    let names = installed::config_maps(&world, control_namespace, &configuration.revision);
    let mesh = world.get(kinds::CONFIG_MAP, &names.namespace, &names.mesh).is_some();
    let parts = Parts { inject: true, mesh: mesh && configuration.mesh_config_file.is_none() };
    let given =
        Given::of(&world, &names, parts, "what is known of the cluster").map_err(|e| Failure::from(&e))?;
    configuration::resolve_with(configuration, Some(&world), given, None, Purpose::Webhook)
}
