//! `outrigger analyze`

mod print;
mod sources;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use clap::{ArgAction, Args};
use diagnosis::analyze::{ANALYZERS, CHECKS, Question, Suppression, analyze};
use diagnosis::codes;
use diagnosis::finding::{Finding, Level};
use objects::kinds;

use crate::failure::{Failure, shown};
use crate::options::control::ControlPlane;
use crate::options::known::Known;
use crate::output;
use print::Form;
use sources::Sources;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # The current context's cluster, and one that is not at hand
  outrigger analyze -A
  outrigger analyze -A --snapshot cluster.yaml

  # One namespace, and no word about pods that were created before its label
  outrigger analyze --snapshot cluster.yaml -n web -S 'IST0103=Pod web/*'

  # Manifests before they are applied; folders are searched
  outrigger analyze --use-kube=false deploy/

  # What istioctl does not look for, too, and what a code means
  outrigger analyze -A --all-checks -v

  # Only what is worse than good to know, failing if there is any
  outrigger analyze --snapshot cluster.yaml -A \\
    --output-threshold Warning --failure-threshold Warning

Exit status: 0 fine, 79 findings of the failure threshold or worse (0 with -o json or yaml), 65 a file that cannot be \
read, 64 wrong usage, 1 otherwise.";

/// Arguments of `analyze`.
#[derive(Debug, Args)]
pub struct Analyze {
    /// Manifests, and folders that hold them; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Namespace whose objects are analyzed [default: the context's, or all with --use-kube=false].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Analyze all namespaces.
    #[arg(short = 'A', long)]
    pub all_namespaces: bool,
    /// Form of the output: log, json, yaml, sarif, junit.
    #[arg(short, long, value_name = "FORMAT", default_value = "log")]
    pub output: String,
    /// Findings that are not wanted, such as 'IST0102=Namespace web*'; may be repeated.
    #[arg(short = 'S', long = "suppress", value_name = "CODE=PATTERN")]
    pub suppress: Vec<String>,
    /// The least level that is shown: Info, Warning, Error.
    #[arg(long, value_name = "LEVEL", default_value = "Info")]
    pub output_threshold: String,
    /// The least level that is a failure: Info, Warning, Error.
    #[arg(long, value_name = "LEVEL", default_value = "Error")]
    pub failure_threshold: String,
    /// Revision of the control plane; what has the label of another one is not looked at, with an empty one all is
    /// [default: default, or all with --use-kube=false].
    #[arg(short, long, value_name = "NAME")]
    pub revision: Option<String>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Analyze a cluster, or only the files that are named.
    #[arg(
        short = 'k',
        long,
        value_name = "BOOL",
        default_value_t = true,
        default_missing_value = "true",
        num_args = 0..=1,
        require_equals = true,
        action = ArgAction::Set
    )]
    pub use_kube: bool,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
    /// Mesh config: the text of the ConfigMap's key `mesh`, or the whole ConfigMap.
    #[arg(long, visible_alias = "meshConfigFile", value_name = "FILE")]
    pub mesh_config_file: Option<PathBuf>,
    /// Analyzer or check to run; may be repeated [default: Istio's analyzers but those of alpha features].
    #[arg(long, visible_alias = "only", value_name = "NAME")]
    pub analyzer: Vec<String>,
    /// Run the checks that istioctl does not have, too: misplaced and misspelt labels, Jobs that never end, init containers
    /// without a network, Pod Security, resources, lockouts and more [default: with -o sarif and junit].
    #[arg(long)]
    pub all_checks: bool,
    /// List the analyzers and checks.
    #[arg(short = 'L', long)]
    pub list_analyzers: bool,
    /// Say what to do about each finding.
    #[arg(short, long)]
    pub verbose: bool,
    /// Do not fail when a file cannot be read.
    #[arg(long)]
    pub ignore_unknown: bool,
    /// Without effect: folders are always searched.
    #[arg(short = 'R', long, hide = true)]
    pub recursive: bool,
}

impl Analyze {
    /// Whether our own checks run by default: istioctl's forms hold istioctl's answers.
    fn runs_all_checks(&self) -> bool {
        self.all_checks || matches!(self.output.parse(), Ok(Form::Own(_)))
    }

    /// Whether any check of ours runs.
    fn runs_checks(&self) -> bool {
        let is_check = |name: &String| CHECKS.iter().any(|check| check.name == name);
        self.runs_all_checks() || self.analyzer.iter().any(is_check)
    }
}

/// What is not an answer: the command line is wrong.
const USAGE: u8 = 64;
/// A file cannot be read.
const UNREADABLE: u8 = 65;
/// There are findings of the failure threshold.
const FINDINGS: u8 = 79;

/// What Istio 1.30 answers in place of an analysis.
const RECURSIVE: &str =
    "The recursive flag has been removed and is hardcoded to true without explicitly specifying it.\n";

/// Says what is the matter.
///
/// # Errors
/// A suppression is not one, the snapshot or cluster cannot be read, or nothing is named that could be analyzed.
pub fn run(options: &Analyze) -> Result<ExitCode, Failure> {
    if options.list_analyzers {
        output::write(&analyzers(), None)?;
        return Ok(ExitCode::SUCCESS);
    }
    if options.recursive {
        output::write(RECURSIVE, None)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (form, shown_from, failing_from) = match usage(options) {
        Ok(usage) => usage,
        Err(failure) => {
            eprint!("{failure}");
            return Ok(ExitCode::from(USAGE));
        }
    };
    let suppressions = suppressions(options)?;
    let sources = sources::read(options)?;
    if let Some(missing) = missing_namespace(options, &sources) {
        eprintln!("{}", shown(&format!("namespace \"{missing}\" not found")));
        return Ok(ExitCode::SUCCESS);
    }
    let question = question(options, suppressions, &sources);
    let findings = analyze(&sources.world, &question);
    note_documented_suppressions(&question, &findings);
    let wanted: Vec<&Finding> = findings.iter().filter(|f| f.code.level <= shown_from).collect();
    output::write(&form.text(&wanted, options.verbose), None)?;
    let target = match &question.namespace {
        None => "all namespaces".to_owned(),
        Some(name) => format!("namespace: {name}"),
    };
    if wanted.is_empty() {
        eprintln!("{}", shown(&format!("✔ No validation issues found when analyzing {target}.")));
    }
    Ok(match () {
        () if matches!(form, Form::Json | Form::Yaml) => ExitCode::SUCCESS,
        () if findings.iter().any(|f| f.code.level <= failing_from) => {
            let failure = Failure::new(format!("Analyzers found issues when analyzing {target}."));
            eprint!("{}", failure.hint("what a code means: outrigger explain CODE"));
            ExitCode::from(FINDINGS)
        }
        () if sources.has_unreadable && !options.ignore_unknown => {
            eprint!("{}", Failure::new("Some files couldn't be parsed."));
            ExitCode::from(UNREADABLE)
        }
        () => ExitCode::SUCCESS,
    })
}

/// The form, the level from which findings are shown, and that from which they are a failure.
fn usage(options: &Analyze) -> Result<(Form, Level, Level), Failure> {
    let form = options
        .output
        .parse::<Form>()
        .map_err(|e| Failure::new(e).hint("log, json, yaml, sarif or junit"))?;
    let level = |flag: &str, text: &str| {
        text.parse::<Level>().map_err(|e| {
            Failure::new(format!("invalid argument \"{text}\" for \"--{flag}\" flag: {e}"))
                .hint("Info, Warning or Error")
        })
    };
    Ok((
        form,
        level("output-threshold", &options.output_threshold)?,
        level("failure-threshold", &options.failure_threshold)?,
    ))
}

fn suppressions(options: &Analyze) -> Result<Vec<Suppression>, Failure> {
    let mut suppressions = Vec::new();
    for text in &options.suppress {
        let suppression: Suppression =
            text.parse().map_err(|e| Failure::new(e).hint("such as -S 'IST0103=Pod web/*'"))?;
        if !codes::all().any(|code| code.id == suppression.code) {
            let code = shown(&suppression.code);
            eprintln!(
                "warning: Supplied message code '{code}' is an unknown message code and will not have any effect."
            );
        }
        suppressions.push(suppression);
    }
    Ok(suppressions)
}

/// A namespace that was named and does not exist in the cluster.
fn missing_namespace<'a>(options: &'a Analyze, sources: &Sources) -> Option<&'a str> {
    let name = options.namespace.as_deref()?;
    let knows = !sources.is_partial && sources.world.known(kinds::NAMESPACE).is_some();
    (knows && sources.world.get(kinds::NAMESPACE, "", name).is_none()).then_some(name)
}

fn question(options: &Analyze, suppressions: Vec<Suppression>, sources: &Sources) -> Question {
    let by_default = |name: &str| (!sources.is_partial).then(|| name.to_owned());
    let namespace = options.namespace.clone().or_else(|| by_default(&sources.default_namespace));
    let revision = options.revision.clone().or_else(|| by_default("default"));
    Question {
        namespace: namespace.filter(|_| !options.all_namespaces),
        istio_namespace: options.control_plane.istio_namespace.clone(),
        revision: revision.filter(|revision| !revision.is_empty()),
        analyzers: options.analyzer.clone(),
        all_checks: options.runs_all_checks(),
        now: Some(SystemTime::now()),
        suppressions,
        is_partial: sources.is_partial,
        references: sources.references.clone(),
    }
}

/// Istio's documentation writes objects in another way than its program takes them.
fn note_documented_suppressions(question: &Question, findings: &[Finding]) {
    for suppression in &question.suppressions {
        if let Some(finding) = findings.iter().find(|f| suppression.is_in_documented_form_for(f)) {
            let place = shown(&finding.place.to_string());
            eprintln!("note: objects are written as they are shown: -S '{}={place}'", finding.code.id);
        }
    }
}

fn analyzers() -> String {
    let analyzers = ANALYZERS.iter().map(|analyzer| (analyzer.name, analyzer.about));
    let checks = CHECKS.iter().map(|check| (check.name, check.about));
    let text = |all: &mut dyn Iterator<Item = (&str, &str)>| -> String {
        all.map(|(name, about)| format!("* {name}:\n    {about}\n")).collect()
    };
    text(&mut analyzers.into_iter()) + "\nWith --all-checks:\n" + &text(&mut checks.into_iter())
}
