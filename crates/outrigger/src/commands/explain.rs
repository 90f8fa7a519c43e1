//! `outrigger explain`

mod report;
mod subjects;
mod tree;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use cluster::snapshot::Wanted;
use diagnosis::codes;
use diagnosis::explain::{Explainer, Explanation, Flips};
use diagnosis::finding::Code;
use diagnosis::outdated::{Now, OWNERS};
use diagnosis::target;
use injection::Facts;
use objects::{World, kinds};

use crate::failure::Failure;
use crate::options::access::AccessFlags;
use crate::options::configuration::Configuration;
use crate::options::control::ControlPlane;
use crate::options::form::TableForm;
use crate::options::injectors::Injectors;
use crate::options::known;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # Why a pod is injected or not, and the smallest change that flips it
  outrigger explain pod/web-7d9c -n shop
  outrigger explain deploy/web.shop

  # Each workload of a manifest, and the pod of a recorded AdmissionReview
  outrigger explain -f manifest.yaml -n shop
  outrigger explain -f review.json

  # Of a cluster that is not at hand
  outrigger explain deploy/web -n shop --snapshot cluster.yaml -o json

  # What a code of a finding means; all codes
  outrigger explain missed
  outrigger explain --list

The path is that of a pod which is created now: which webhooks the API server calls, by rules, selectors and conditions; \
what the injector decides; which templates it lays over the pod, and what they change. Then how the pod that runs stands, and \
the smallest change that flips the answer: each candidate was asked about, so that it works when it is followed. A condition \
that depends on what is not known is named, and nothing is guessed; a recorded AdmissionReview tells who creates the pod.

A bare word that is the code of a finding is that code; a pod of this name is asked for as pod/NAME.

Exit status: 0 all is as it would be decided, 1 something is the matter, 2 it could not be told.";

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(mut_arg("istio_namespace", |flag| flag.help("Namespace of the control plane, whose configuration decides where a webhook does not name its own")))]
pub struct Explain {
    /// The pod, or the workload whose pods they are: [TYPE/]NAME[.NAMESPACE]; or the code of a finding.
    #[arg(value_name = "NAME|CODE", conflicts_with_all = ["filename", "list"])]
    pub named: Option<String>,
    /// Manifest, each workload of which is explained, or an AdmissionReview; `-` is standard input. May be repeated.
    #[arg(short, long, value_name = "FILE")]
    pub filename: Vec<PathBuf>,
    /// List the codes of findings.
    #[arg(long, conflicts_with = "filename")]
    pub list: bool,
    /// Namespace of the pod, or of a manifest that names none [default: the context's].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Form of the output: table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: TableForm,
    /// Show what holds of webhooks that are not called, and the values that rules looked at.
    #[arg(short, long)]
    pub verbose: bool,
    /// The configuration that decides, where it is not the cluster's.
    #[command(flatten)]
    pub configuration: Configuration,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// The path of a pod, and what flips the answer.
type Explained = (Explanation, Flips);

/// Something is the matter.
const FINDINGS: u8 = 1;
/// It could not be told.
const UNTOLD: u8 = 2;

/// Prints why pods are injected or not, or the page of a code.
pub fn run(options: &Explain) -> ExitCode {
    let outcome = match (&options.named, options.list) {
        (_, true) => list(options).map(|()| Vec::new()),
        (Some(named), false) => match codes::find(named) {
            Ok(code) => page(code, options).map(|()| Vec::new()),
            Err(_) => look(options),
        },
        (None, false) => look(options),
    };
    match outcome {
        Ok(all) if all.iter().any(|(path, _)| path.has_findings()) => ExitCode::from(FINDINGS),
        Ok(all) if all.iter().any(|(path, _)| path.injects.is_none()) => ExitCode::from(UNTOLD),
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(UNTOLD)
        }
    }
}

fn list(options: &Explain) -> Result<(), Failure> {
    let all: Vec<&Code> = codes::all().collect();
    note_what_has_no_effect("--list", options);
    output::write(&report::codes(&all, options.output).unwrap_or_else(|| tree::codes(&all)), None)
}

fn page(code: &Code, options: &Explain) -> Result<(), Failure> {
    note_what_has_no_effect(
        &format!("{0}, the code of a finding (a pod is asked for as pod/{0})", code.id),
        options,
    );
    output::write(&report::codes(&[code], options.output).unwrap_or_else(|| codes::page(code)), None)
}

/// Codes are the same in all clusters.
fn note_what_has_no_effect(beside: &str, options: &Explain) {
    if options.namespace.is_some() || !options.configuration.snapshot.is_empty() || options.access.is_given()
    {
        eprintln!("note: what names a cluster, a snapshot or a namespace has no effect beside {beside}");
    }
}

fn look(options: &Explain) -> Result<Vec<Explained>, Failure> {
    if options.named.is_none() && options.filename.is_empty() {
        return Err(Failure::new("nothing is named that is to be explained").hint(
            "outrigger explain deploy/web -n shop, or -f manifest.yaml; a code of a finding, as in outrigger explain missed",
        ));
    }
    let files = subjects::read(&options.filename)?;
    let (world, default_namespace) = world(options)?;
    let namespace = options.namespace.as_deref().unwrap_or(&default_namespace);
    let subjects = match &options.named {
        Some(named) => vec![subjects::named(&world, named, namespace)?],
        None => subjects::of_files(&files, namespace)?,
    };
    let facts = Facts::of(&world);
    let injectors = Injectors::new(&options.configuration, &options.control_plane.istio_namespace, &world);
    let injector = |revision: &str| injectors.of(revision);
    let now = Now { injector: &injector, facts: &facts, revision: &options.configuration.revision };
    let mut explainer = Explainer::new(&world, &now);
    let explained = subjects.iter().map(|subject| (explainer.path(subject), explainer.flips(subject)));
    let all: Vec<Explained> = explained.collect();
    let text = match options.output {
        TableForm::Table => {
            let style =
                tree::Style { is_coloured: std::io::stdout().is_terminal(), is_verbose: options.verbose };
            all.iter().map(|(path, flips)| tree::text(path, flips, style)).collect::<Vec<_>>().join("\n")
        }
        form => report::Report::of(&all).text(form),
    };
    output::write(&text, None)?;
    Ok(all)
}

/// What is known of the cluster. Files alone are explained without one, as far as that goes.
fn world(options: &Explain) -> Result<(World, String), Failure> {
    let snapshot = &options.configuration.snapshot;
    if !options.filename.is_empty() && snapshot.is_empty() && !options.access.is_at_hand() {
        eprintln!(
            "note: no cluster is at hand and no snapshot is given: webhook configurations and namespaces are not known"
        );
        return Ok((World::default(), "default".to_owned()));
    }
    known::world(snapshot, &options.access, |default| {
        wanted(options, options.namespace.as_deref().unwrap_or(default))
    })
}

/// What is asked of a cluster: of what a name may mean, only what is in its namespace.
fn wanted(options: &Explain, namespace: &str) -> Vec<Wanted> {
    let everywhere = [kinds::NAMESPACE, kinds::NODE, kinds::MUTATING_WEBHOOK, kinds::PROXY_CONFIG];
    let mut wanted: Vec<Wanted> = everywhere.into_iter().map(Wanted::all).collect();
    wanted.push(Wanted::of_namespace(kinds::CONFIG_MAP, &options.control_plane.istio_namespace));
    if let Some(named) = &options.named {
        let (_, namespace) = target::in_namespace(named, namespace);
        let of_pods = OWNERS.into_iter().chain([kinds::POD, kinds::CRON_JOB]);
        wanted.extend(of_pods.map(|kind| Wanted::of_namespace(kind, namespace).to_compare()));
        if named.contains('/') {
            wanted.push(Wanted::of_namespace(kinds::SERVICE, namespace));
        }
    }
    wanted
}
