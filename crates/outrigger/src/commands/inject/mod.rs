//! `outrigger inject`

mod edited;
mod files;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use injection::manifest::{Manifest, PodTemplate, PodTemplates};
use injection::resolve::{Purpose, Resolution};

use self::edited::Edited;
use crate::failure::{Failure, shown};
use crate::options::configuration::{self, Configuration};
use crate::options::form::MachineForm;
use crate::{input, manifest, notes, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What a file becomes, and nothing else of it changes
  outrigger inject -f deployment.yaml

  # Every manifest below a folder, as lines that differ, or in the files themselves
  outrigger inject -f k8s -R --diff
  outrigger inject -f k8s -R --in-place

  # In a pipeline: nothing may be left to inject, and nothing be passed over
  outrigger inject -f k8s -R --check --fail-on skipped

  # From another program, with a mesh's own configuration
  kustomize build overlays/prod | outrigger inject -f - \\
    --inject-config-file config.yaml --values-file values.yaml

  # A resource of one's own that holds a pod template
  outrigger inject -f fleet.yaml \\
    --pod-template-path 'example.com/Fleet=spec.parts[].template'

The answer is the webhook's: its policy, selectors, templates and annotations, the namespaces and ProxyConfigs of a snapshot.
Comments, order, quotes, blank lines and line ends stay; only what injection adds or changes differs. `kube-inject` writes
what istioctl writes.

Exit status: 0 all went well, 1 something failed, or would change (--check), or was passed over (--fail-on skipped).";

/// Arguments of `inject`.
#[derive(Debug, Args)]
pub struct Inject {
    /// Manifest, folder of manifests (.yaml, .yml, .json) or `-` for standard input. May be repeated.
    #[arg(short, long, value_name = "FILE", required = true)]
    pub filename: Vec<PathBuf>,
    /// Look into the folders below, too.
    #[arg(short = 'R', long)]
    pub recursive: bool,
    /// Write what changes into the files; each is replaced at once, and none unless all could be injected.
    #[arg(long, conflicts_with_all = ["diff", "check"])]
    pub in_place: bool,
    /// Print the lines that would change.
    #[arg(long)]
    pub diff: bool,
    /// Print the files that would change, and fail if there is one.
    #[arg(long)]
    pub check: bool,
    /// Fail if a workload is not injected.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub fail_on: Option<FailOn>,
    /// Print a report in place of the manifests: json or yaml.
    #[arg(short, long, value_name = "FORMAT", conflicts_with = "diff")]
    pub output: Option<MachineForm>,
    /// Where a kind keeps a pod template; `[]` is each item of a list. May be repeated.
    #[arg(long, value_name = "GROUP/KIND=PATH")]
    pub pod_template_path: Vec<PodTemplate>,
    /// Namespace of objects that do not name one.
    #[arg(short, long, value_name = "NAME", default_value = "default")]
    pub namespace: String,
    /// Say more on standard error: which release is answered like, and what told it.
    #[arg(short, long)]
    pub verbose: bool,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
}

/// What a run fails on that would be a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A workload that is not injected.
    Skipped,
}

/// Below this many files a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 8;

/// Injects manifests, and writes them, what would change of them, or a report.
///
/// # Errors
/// A file cannot be read or written, the configuration cannot be used, or an object cannot be injected.
pub fn run(options: &Inject) -> Result<ExitCode, Failure> {
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(&options.configuration, Purpose::Webhook)?;
    notes::print_all(&notes, options.verbose);
    let paths = files::of(&options.filename, options.recursive)?;
    if options.in_place && paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new("standard input has no place to write to").hint("leave out --in-place"));
    }
    let templates = PodTemplates::default().with(options.pod_template_path.iter().cloned());
    let namespace = options.namespace.as_str();
    let manifest = Manifest { injector: &injector, facts: &facts, templates: &templates, namespace };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(paths.len() / WORTH_A_THREAD).max(1);
    let mut all = Vec::with_capacity(paths.len());
    manifest::in_parallel(
        paths.len(),
        threads,
        |i| paths.get(i).map(|path| edited::file(path, &manifest)),
        |file| file.map(|file| all.push(file)),
    )?;
    for file in &all {
        file.remarks.iter().for_each(|remark| eprintln!("{}", shown(remark)));
    }
    write(options, &all)?;
    let fails = (options.check && all.iter().any(Edited::is_changed))
        || (options.fail_on == Some(FailOn::Skipped) && all.iter().any(Edited::is_skipped));
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn write(options: &Inject, all: &[Edited]) -> Result<(), Failure> {
    if options.in_place {
        for file in all.iter().filter(|file| file.is_changed()) {
            output::write(&file.text, Some(&file.path))?;
        }
    }
    if let Some(form) = options.output {
        return output::write(&form.text(&report::Report::of(all), "  "), None);
    }
    if options.in_place {
        return Ok(());
    }
    let mut out = String::new();
    for file in all {
        if options.diff {
            report::diff(&mut out, file);
        } else if options.check {
            if file.is_changed() {
                out.push_str(&shown(&input::display(&file.path)));
                out.push('\n');
            }
        } else {
            if !out.is_empty() && !file.text.starts_with("---") {
                out.push_str(if out.ends_with('\n') { "---\n" } else { "\n---\n" });
            }
            out.push_str(&file.text);
        }
    }
    output::write(&out, None)
}
