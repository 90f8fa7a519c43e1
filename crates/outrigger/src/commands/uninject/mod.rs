//! `outrigger uninject`

mod report;
mod text;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use injection::manifest::{PassedOver, PodTemplate, PodTemplates, Uninjections};
use injection::uninject::Uninjected;
use kubeyaml::Value;

use self::report::Report;
use crate::editing::{self, Edited};
use crate::failure::Failure;
use crate::options::manifests::Manifests;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What was injected into a file, taken back
  outrigger uninject -f deployment.yaml --in-place

  # What would change below a folder
  outrigger uninject -f k8s -R --diff

  # What runs in a cluster, as its author wrote it
  kubectl get deployment web -o yaml | outrigger uninject -f -

  # In a pipeline: nothing injected may be committed
  outrigger uninject -f k8s -R --check --fail-on lost

What `outrigger inject` has put in is taken back to the byte, whatever else was changed since.
Where the pod itself does not say all that was there, a comment at the end of the document does, and goes, too.
What istioctl or a webhook of any Istio since 0.5 has put in is taken out as the pods say, and what they do not say is named.
Annotations that an injection config adds to all pods (injectedAnnotations) are told by nothing, and stay.
A pod that was not injected stays as it is, and so does one whose status is gone; what is left in that is named.

Exit status: 0 all went well, 1 something failed, or would change (--check), or is lost or left (--fail-on lost).";

/// Arguments of `uninject`.
#[derive(Debug, Args)]
pub struct Uninject {
    /// What is taken out of, and where it goes.
    #[command(flatten)]
    pub manifests: Manifests,
    /// Fail if something cannot be restored for certain, or is left of an injection.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub fail_on: Option<FailOn>,
    /// Where a kind keeps a pod template; `[]` is each item of a list. May be repeated.
    #[arg(long, value_name = "GROUP/KIND=PATH")]
    pub pod_template_path: Vec<PodTemplate>,
    /// Namespace of objects that do not name one.
    #[arg(short, long, value_name = "NAME", default_value = "default")]
    pub namespace: String,
}

/// What a run fails on that would be a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// What cannot be restored for certain, or is left of an injection.
    Lost,
}

/// Takes out of manifests what was injected, and writes them, what would change of them, or a report.
///
/// # Errors
/// A file cannot be read or written, or is not a manifest.
pub fn run(options: &Uninject) -> Result<ExitCode, Failure> {
    let templates = PodTemplates::default().with(options.pod_template_path.iter().cloned());
    let manifests = &options.manifests;
    let (mut report, mut lost) = (Report::default(), false);
    let each = |text: &str, object: &Value| {
        text::uninjected(text, object, &templates, &options.namespace).map_err(|e| Failure::new(&e))
    };
    let pending = editing::edit(manifests, "uninject", each, |file| {
        lost |= file.documents.iter().any(|document| is_lost(&document.found));
        let remarks = remarks(&file);
        if manifests.output.is_some() {
            report.add(file, report::parts);
        }
        remarks
    })?;
    let fails = (manifests.check && pending.changed > 0) || (options.fail_on == Some(FailOn::Lost) && lost);
    pending.write()?;
    if let Some(form) = manifests.output {
        output::write(&form.text(&report, "  "), None)?;
    }
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether something in an object is not as its author wrote it, or may not be.
fn is_lost(found: &Uninjections) -> bool {
    let is_lost = |outcome: &Uninjected| match outcome {
        Uninjected::Untouched => false,
        Uninjected::Partly(_) => true,
        Uninjected::Restored(losses) => !losses.is_empty(),
    };
    !found.passed_over.is_empty() || found.workloads.iter().any(|workload| is_lost(&workload.outcome))
}

/// What the author of a file should know.
fn remarks(file: &Edited<Uninjections>) -> Vec<String> {
    let mut remarks = Vec::new();
    for document in &file.documents {
        let place = format!("{}:{}", file.name, document.line);
        for workload in &document.found.workloads {
            let about = format!("{place}: {} {}/{}", workload.kind, workload.namespace, workload.name);
            match &workload.outcome {
                Uninjected::Untouched => {}
                Uninjected::Partly(traces) => {
                    let traces: Vec<String> = traces.iter().map(ToString::to_string).collect();
                    remarks.push(format!(
                        "warning: {about} has no status of an injection and stays as it is, but has {}",
                        traces.join(", ")
                    ));
                }
                Uninjected::Restored(losses) => {
                    remarks.extend(losses.iter().map(|loss| format!("warning: {about}: {loss}")));
                }
            }
        }
        for PassedOver { kind, name, path } in &document.found.passed_over {
            remarks.push(format!(
                "warning: {place}: {kind} {name:?} seems to hold a pod template and is passed over; \
                 --pod-template-path '{kind}={path}' has it looked at"
            ));
        }
    }
    remarks
}

#[cfg(test)]
mod tests;
