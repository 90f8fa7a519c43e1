//! `outrigger post-render`

use std::ffi::OsString;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use injection::manifest::{Found, Manifest, PodTemplate, PodTemplates};
use injection::resolve::{Purpose, Resolution};

use super::inject::report::{Report, parts};
use super::inject::{FailOn, marks, remarks};
use crate::editing::{self, Edited};
use crate::failure::{Failure, shown};
use crate::options::configuration::{self, Configuration};
use crate::options::form::MachineForm;
use crate::{notes, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What Helm does with a post-renderer
  helm template web ./chart | outrigger post-render -n web

  # Keep what was done, as Helm shows it only if it fails
  helm template web ./chart | outrigger post-render --report injected.json

Helm 3 starts a program by its name, and passes each word by a flag of its own:
  helm install web ./chart --post-renderer outrigger \\
    --post-renderer-args post-render --post-renderer-args --revision=canary
or without words, by a link to this program named `outrigger-post-render`:
  helm install web ./chart --post-renderer outrigger-post-render
Helm 4 starts plugins only; deploy/helm-plugin is one:
  helm install web ./chart --post-renderer outrigger \\
    --post-renderer-args --revision=canary

The answer is that of `outrigger inject`. Helm 3 post-renders neither hooks nor tests, Helm 4 both.

Exit status: 0 all went well, 1 something failed, or was passed over (--fail-on skipped).";

/// Arguments of `post-render`.
#[derive(Debug, Args)]
pub struct PostRender {
    /// Namespace of objects that do not name one: the release's.
    #[arg(short, long, value_name = "NAME", env = "HELM_NAMESPACE", default_value = "default")]
    pub namespace: String,
    /// Fail if a workload is not injected.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub fail_on: Option<FailOn>,
    /// Write a report of what was done to a file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Where a kind keeps a pod template; `[]` is each item of a list. May be repeated.
    #[arg(long, value_name = "GROUP/KIND=PATH")]
    pub pod_template_path: Vec<PodTemplate>,
    /// Say what fails in the output, as Helm 4 shows nothing else that its plugins say.
    #[arg(long)]
    pub helm_plugin: bool,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
}

/// What is written where there is nothing: Helm 4 takes blank output for a failure.
const NOTHING: &str = "# The chart gives no manifests.\n";

/// Injects what Helm has rendered, from standard input to standard output.
///
/// # Errors
/// The configuration cannot be used, the input is not YAML, an object in it cannot be injected, or one that must be is
/// not. As a plugin of Helm 4 it says so in its output.
pub fn run(options: &PostRender) -> Result<ExitCode, Failure> {
    let done = rendered(options);
    let text = match done {
        Err(failure) if options.helm_plugin => refusal(&failure),
        done => done?,
    };
    output::write(&text, None)?;
    Ok(ExitCode::SUCCESS)
}

fn rendered(options: &PostRender) -> Result<String, Failure> {
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(&options.configuration, Purpose::Webhook)?;
    notes::print(&notes);
    let templates = PodTemplates::default().with(options.pod_template_path.iter().cloned());
    let namespace = options.namespace.as_str();
    let manifest = Manifest { injector: &injector, facts: &facts, templates: &templates, namespace };
    let (edited, text) = editing::edit_stream("post-render", |object| {
        marks::hidden(object, |object| manifest.inject(object).map_err(|e| Failure::new(&e)))
    })?;
    let kept = edited.documents.iter().filter_map(|document| document.remark.as_ref());
    let kept = kept.map(|remark| format!("note: {remark}"));
    kept.chain(remarks(&edited)).for_each(|remark| eprintln!("{}", shown(&remark)));
    let skipped = skipped(&edited);
    if let Some(path) = &options.report {
        let mut report = Report::default();
        report.add(edited, parts);
        output::write(&MachineForm::Json.text(&report, "  "), Some(path))?;
    }
    match skipped {
        Some(skipped) if options.fail_on == Some(FailOn::Skipped) => Err(skipped),
        _ if text.trim().is_empty() => Ok(NOTHING.to_owned()),
        _ => Ok(text),
    }
}

/// How many are named in a message; there may be as many as the chart has.
const NAMED: usize = 10;

/// What of it is not injected, if anything.
fn skipped(edited: &Edited<Found>) -> Option<Failure> {
    let found = || edited.documents.iter().map(|document| &document.found);
    let left = found().flat_map(|found| &found.workloads).filter(|workload| !workload.decision.inject);
    let left = left.map(|workload| {
        let why = workload.decision.reason().map_or_else(String::new, |reason| format!(": {reason}"));
        format!("{} {}/{}{why}", workload.kind, workload.namespace, workload.name)
    });
    let unknown = found().flat_map(|found| &found.passed_over).map(|object| {
        format!("{} {:?}: nobody looks for a pod template at {}", object.kind, object.name, object.path)
    });
    let mut all: Vec<String> = left.chain(unknown).collect();
    if all.is_empty() {
        return None;
    }
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    let mut cause = format!("not injected: {}", all.join("; "));
    if more > 0 {
        let _ = write!(cause, "; and {more} more");
    }
    Some(Failure::new(cause).hint("leave out --fail-on, or let them be injected"))
}

/// Whether a command line is that of a plugin of Helm 4.
pub fn is_helm_plugin(line: &[OsString]) -> bool {
    let has = |word: &str| line.iter().any(|other| other == word);
    has("post-render") && has("--helm-plugin")
}

/// Says in the output of a plugin of Helm 4 why its command line cannot be read.
pub fn refuse(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    let text = text.trim_start_matches("error: ").split("\n\n").next().unwrap_or_default();
    match output::write(&refusal(&Failure::new(text)), None) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// A document that no YAML parser takes, so that Helm fails, whose separator Helm's parser shows as it fails.
///
/// Source: kustomize kyaml/kio, splitDocuments: what follows a separator is an error, and part of its message.
fn refusal(failure: &Failure) -> String {
    let line = failure.one_line().replace(['\n', '\t'], " ");
    format!("\n--- @outrigger: {line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_one_line_that_no_parser_takes() {
        let failure = Failure::new("a: [b]\n  # c").at("standard input").hint("d");
        let text = refusal(&failure);
        assert_eq!(text, "\n--- @outrigger: a: [b], # c, in standard input, hint: d\n");
        assert!(kubeyaml::read(&text).is_err());
    }
}
