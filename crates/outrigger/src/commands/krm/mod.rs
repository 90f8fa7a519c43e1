//! `outrigger krm`

mod function_config;
mod items;
mod report;
mod resource_list;

use std::process::ExitCode;

use clap::Args;
use injection::manifest::{Manifest, PodTemplate, PodTemplates};
use injection::resolve::{Purpose, Resolution};
use kubeyaml::Value;

use self::function_config::Settings;
use self::report::Report;
use self::resource_list::ResourceList;
use super::inject::FailOn;
use crate::failure::Failure;
use crate::options::configuration::{self, Configuration};
use crate::{notes, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What kustomize and kpt do: a ResourceList in, a ResourceList out
  outrigger krm < resource-list.yaml

A transformer of kustomize, built with --enable-alpha-plugins --enable-exec:
  apiVersion: outrigger/v1alpha1
  kind: Injector
  metadata:
    name: injector
    annotations:
      config.kubernetes.io/function: |
        exec: {path: outrigger, args: [krm]}
  spec:
    revision: canary
    injectConfigFile: injector.yaml
    meshConfigFile: mesh.yaml
    set: [global.hub=registry.example/istio]

Settings: compat, failOn (skipped), injectConfig, injectConfigFile, meshConfig, meshConfigFile, namespace, nativeSidecars, \
operatorFileName, platform, podTemplatePaths, revision, set, snapshot (objects), snapshotFiles, values, valuesFile. Each comes \
before the flag of its name. A ConfigMap does, too: its data are the settings, lists with an item a line.

The answer is that of `outrigger inject`. Annotations of the program that runs the function stay and are not seen.

Exit status: 0 all went well, 1 something failed, or was passed over (--fail-on skipped); `results` says what.";

/// Arguments of `krm`.
#[derive(Debug, Args)]
pub struct Krm {
    /// Fail if a workload is not injected.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub fail_on: Option<FailOn>,
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

/// Injects the items of a ResourceList, from standard input to standard output. Where something fails, the items come out
/// as they came in, with results that say what.
///
/// # Errors
/// The input is not a ResourceList, or the output cannot be written.
pub fn run(options: &Krm) -> Result<ExitCode, Failure> {
    let list = ResourceList::read()?;
    let (items, mut reports) = answered(&list, options);
    let fails = reports.iter().any(Report::is_error);
    reports.retain(|report| !fails || !report.is_of_a_change());
    reports.iter().for_each(Report::say);
    output::write(&list.text_with(items.filter(|_| !fails), &reports)?, None)?;
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The items as they become, if they could be asked about, and what is to be said.
fn answered(list: &ResourceList, options: &Krm) -> (Option<Vec<Value>>, Vec<Report>) {
    let config = list.function_config();
    let Krm { configuration, namespace, pod_template_path, fail_on, .. } = options;
    let mut settings =
        Settings::new(configuration.clone(), namespace.clone(), pod_template_path.clone(), *fail_on);
    if let Err(fault) = settings.lay_over(config) {
        return (None, vec![Report::of_fault(config, &fault)]);
    }
    let Resolution { injector, facts, notes, .. } = match settings
        .sources()
        .and_then(|sources| configuration::resolve_sources(sources, Purpose::Webhook))
    {
        Ok(resolution) => resolution,
        Err(failure) => return (None, vec![Report::of_failure(config, &failure)]),
    };
    notes::print_all(&notes, options.verbose);
    let mut reports: Vec<Report> = notes.iter().map(Report::of_note).collect();
    let templates = PodTemplates::default().with(settings.templates);
    let namespace = settings.namespace.as_str();
    let manifest = Manifest { injector: &injector, facts: &facts, templates: &templates, namespace };
    let items = items::injected(list.items(), &manifest, settings.fail_on, &mut reports);
    (Some(items), reports)
}
