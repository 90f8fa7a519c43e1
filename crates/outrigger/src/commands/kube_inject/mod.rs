//! `outrigger kube-inject`

mod cluster_flags;
mod idle;
mod legacy_flags;
mod webhook;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use injection::kube_inject::Elsewhere;
use injection::resolve::{Given, Purpose, Resolution};

use self::cluster_flags::ClusterFlags;
use self::legacy_flags::LegacyFlags;
use self::webhook::Live;
use crate::failure::{Failure, shown};
use crate::options::configuration::{self, Configuration};
use crate::{input, manifest, notes, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # With the built-in configuration
  outrigger kube-inject -f deployment.yaml | kubectl apply -f -

  # With the ConfigMaps of an Istio installation, saved with `kubectl get -o yaml`
  outrigger kube-inject -f deployment.yaml -o injected.yaml \\
    --injectConfigFile istio-sidecar-injector.yaml --meshConfigFile istio.yaml

  # With the configuration of a live cluster's control plane
  outrigger kube-inject -f deployment.yaml -i istio-system --context my-cluster

  # With the answers of the injector that runs there, as istioctl has them
  outrigger kube-inject -f app.yaml --webhookConfig istio-sidecar-injector

  # Several files, and values of your own over the built-in ones
  outrigger kube-inject -f app.yaml -f jobs.yaml --valuesFile my-values.yaml

  # From another program, and with an image of your own
  helm template chart | outrigger kube-inject -f - \\
    --set global.hub=registry.example/istio --set global.tag=1.31.0";

/// Arguments of `kube-inject`.
#[derive(Debug, Args)]
pub struct KubeInject {
    /// Manifest to inject; `-` is standard input. May be repeated: what comes out is in the order of the files.
    #[arg(short, long, value_name = "FILE")]
    pub filename: Vec<PathBuf>,
    /// Where to write; replaced at once and only if all went well. Standard output by default.
    #[arg(short, long, value_name = "FILE", value_parser = output_file)]
    pub output: Option<PathBuf>,
    /// Say more on standard error: which release is answered like, and what told it.
    #[arg(short, long)]
    pub verbose: bool,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
    /// Flags of istioctl 0.5 to 1.1.
    #[command(flatten)]
    pub legacy: LegacyFlags,
    /// Flags of istioctl about a cluster.
    #[command(flatten)]
    pub cluster: ClusterFlags,
}

/// Names of formats, which other commands, kubectl's among them, take where this one takes a file.
const FORMATS: [&str; 6] = ["json", "yaml", "yml", "text", "name", "wide"];

/// Formats of kubectl that have a text of their own behind a `=`.
const FORMATS_WITH_TEXT: [&str; 7] = [
    "jsonpath",
    "jsonpath-as-json",
    "jsonpath-file",
    "go-template",
    "go-template-file",
    "custom-columns",
    "custom-columns-file",
];

fn output_file(text: &str) -> Result<PathBuf, String> {
    let named = |formats: &[&str], name: &str| formats.iter().any(|f| f.eq_ignore_ascii_case(name));
    let has_text = text.split_once('=').is_some_and(|(name, _)| named(&FORMATS_WITH_TEXT, name));
    if has_text || named(&FORMATS, text) {
        return Err(format!(
            "this names a format, but what is written is always YAML; -o names a file, such as ./{text}"
        ));
    }
    Ok(PathBuf::from(text))
}

/// Reads manifests, injects them and writes what they give, in order; nothing is written unless all of it went well.
///
/// # Errors
/// A file cannot be read or written, the configuration cannot be used, or a document cannot be injected.
pub fn run(options: &KubeInject) -> Result<(), Failure> {
    if options.filename.is_empty() {
        return Err(Failure::new("filename not specified (see --filename or -f)")
            .hint("outrigger kube-inject -f deployment.yaml, or -f - for standard input"));
    }
    notes::print(&idle::without_effect(&options.configuration, &options.cluster));
    let (configuration, legacy) = (&options.configuration, Some(options.legacy.stated()));
    let snapshot = configuration::snapshots(&configuration.snapshot)?;
    let live = live(options)?;
    let given = options.cluster.given(configuration, snapshot.as_ref()).or_else(|failure| match &live {
        // Who is asked knows its configuration; ours only says which Istio is written like.
        Some(_) => Ok(Given::default()),
        None => Err(failure),
    })?;
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve_with(configuration, snapshot.as_ref(), given, legacy, Purpose::KubeInject)?;
    notes::print_all(&notes, options.verbose);
    let elsewhere = live.as_ref().map(|live| live as &dyn Elsewhere);
    let kube_inject = injection::kube_inject::KubeInject { injector: &injector, facts: &facts, elsewhere };
    let (mut out, mut warnings) = (output::spool(), Vec::new());
    for filename in once(&options.filename) {
        let text = input::read_manifest(filename, "kube-inject")?;
        warnings.extend(manifest::inject(&text, &input::display(filename), kube_inject, &mut out)?);
    }
    output::write_spooled(out, options.output.as_deref())?;
    if !warnings.is_empty() {
        eprintln!();
        warnings.iter().for_each(|w| eprintln!("{w}"));
    }
    Ok(())
}

/// The injector of a cluster that is to be asked; none is where there is none, which is said.
fn live(options: &KubeInject) -> Result<Option<Live>, Failure> {
    let Some(name) = options.cluster.asked_webhook(&options.configuration) else { return Ok(None) };
    let live = webhook::find(&options.cluster.access, name, &options.configuration.revision)?;
    match &live {
        Some(live) => eprintln!("note: the injector of webhook configuration {} is asked", shown(&live.name)),
        None => eprintln!(
            "warning: there is no webhook configuration {}, nor one of the revision: the configuration of the ConfigMaps is \
             used",
            shown(name)
        ),
    }
    Ok(live)
}

/// Each file where it was named first, however it is spelt: a manifest that is named again is not to be applied twice.
fn once(filenames: &[PathBuf]) -> Vec<&Path> {
    let mut seen = BTreeSet::new();
    let file = |path: &Path| match path.canonicalize() {
        Ok(file) if path != Path::new("-") => file,
        // Standard input; what leads nowhere is said by whoever opens it.
        _ => path.to_owned(),
    };
    let (new, again): (Vec<&Path>, Vec<&Path>) =
        filenames.iter().map(PathBuf::as_path).partition(|path| seen.insert(file(path)));
    for path in again {
        eprintln!("note: {} is named twice and taken once", shown(&input::display(path)));
    }
    new
}
