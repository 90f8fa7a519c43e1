//! `outrigger inject`

pub mod exact;
pub mod marks;
pub mod report;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use injection::manifest::{Found, Manifest, PassedOver, PodTemplate, PodTemplates};
use injection::resolve::{Purpose, Resolution};
use kubeyaml::Value;

use self::report::Report;
use crate::editing::{self, Edited};
use crate::failure::Failure;
use crate::options::configuration::{self, Configuration};
use crate::options::manifests::Manifests;
use crate::{notes, output};

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

  # Files as a shell, or pre-commit, names them
  outrigger inject --in-place apps/web.yaml apps/api.yaml

  # From another program, with a mesh's own configuration
  kustomize build overlays/prod | outrigger inject -f - \\
    --inject-config-file config.yaml --values-file values.yaml

  # A resource of one's own that holds a pod template
  outrigger inject -f fleet.yaml \\
    --pod-template-path 'example.com/Fleet=spec.parts[].template'

The answer is the webhook's: its policy, selectors, templates and annotations, the namespaces and ProxyConfigs of a snapshot.
Comments, order, quotes, blank lines and line ends stay; only what injection adds or changes differs. `kube-inject` writes \
what istioctl writes.

Exit status: 0 all went well, 1 something failed, or would change (--check), or was passed over (--fail-on skipped).";

/// Arguments of `inject`.
#[derive(Debug, Args)]
pub struct Inject {
    /// What is injected, and where it goes.
    #[command(flatten)]
    pub manifests: Manifests,
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

/// What a run fails on that would be a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A workload that is not injected.
    Skipped,
}

/// Injects manifests, and writes them, what would change of them, or a report.
///
/// # Errors
/// A file cannot be read or written, the configuration cannot be used, or an object cannot be injected.
pub fn run(options: &Inject) -> Result<ExitCode, Failure> {
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(&options.configuration, Purpose::Webhook)?;
    notes::print_all(&notes, options.verbose);
    let templates = PodTemplates::default().with(options.pod_template_path.iter().cloned());
    let namespace = options.namespace.as_str();
    let manifest = Manifest { injector: &injector, facts: &facts, templates: &templates, namespace };
    let manifests = &options.manifests;
    let (mut report, mut skipped) = (Report::default(), false);
    let each = |text: &str, object: &Value| {
        let mut new = object.clone();
        let found = manifest.inject(&mut new).map_err(|e| Failure::new(&e))?;
        let undo = |object: &mut Value| templates.uninject(object, namespace);
        exact::edited(text, object, &new, found, undo).map_err(|e| Failure::new(&e))
    };
    let pending = editing::edit(manifests, "inject", each, |file| {
        skipped |= file.documents.iter().any(|document| is_skipped(&document.found));
        let remarks = remarks(&file);
        if manifests.output.is_some() {
            report.add(file, report::parts);
        }
        remarks
    })?;
    let fails =
        (manifests.check && pending.changed > 0) || (options.fail_on == Some(FailOn::Skipped) && skipped);
    pending.write()?;
    if let Some(form) = manifests.output {
        output::write(&form.text(&report, "  "), None)?;
    }
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether something in an object is not injected.
fn is_skipped(found: &Found) -> bool {
    !found.passed_over.is_empty() || found.workloads.iter().any(|workload| !workload.decision.inject)
}

/// What the author of a file should know.
pub fn remarks(file: &Edited<Found>) -> Vec<String> {
    let mut remarks = Vec::new();
    for document in &file.documents {
        let place = format!("{}:{}", file.name, document.line);
        for workload in &document.found.workloads {
            let about = format!("{place}: {} {}/{}", workload.kind, workload.namespace, workload.name);
            if !workload.decision.inject {
                let why = workload.decision.reason().map_or_else(String::new, |reason| format!(": {reason}"));
                remarks.push(format!("note: {about} is not injected{why}"));
            }
            remarks.extend(workload.advice.iter().map(|advice| format!("warning: {about}: {advice}")));
        }
        for PassedOver { kind, name, path } in &document.found.passed_over {
            if kind.is_empty() {
                remarks.push(format!(
                    "warning: {place}: an object without kind, {name:?}, seems to hold a pod template at {path} and is \
                     passed over"
                ));
                continue;
            }
            remarks.push(format!(
                "warning: {place}: {kind} {name:?} seems to hold a pod template and is passed over; \
                 --pod-template-path '{kind}={path}' has it injected"
            ));
        }
    }
    remarks
}
