//! `outrigger tag`

use clap::{Args, Subcommand};
use cluster::snapshot::Wanted;
use diagnosis::tags::{self, Tag};
use objects::{kinds, names};

use crate::failure::Failure;
use crate::options::control::ControlPlane;
use crate::options::form::{Form, TableForm, json, yaml};
use crate::options::known::Known;
use crate::output;
use crate::table::{self, Cell};

/// How `list` is used.
const LIST_EXAMPLES: &str = "\
Examples:
  # Which tags there are, which revisions they mean, and who uses them
  outrigger tag list
  outrigger tag list --snapshot cluster.yaml -o json";

const GENERATE_EXAMPLES: &str = "\
Examples:
  # Let the tag prod mean the revision 1-30
  outrigger tag generate prod --revision 1-30 | kubectl apply -f -
  outrigger tag generate prod -r 1-30 --overwrite --snapshot cluster.yaml";

const SET_EXAMPLES: &str = "\
Examples:
  # Says which command does it
  outrigger tag set prod --revision 1-30";

const REMOVE_EXAMPLES: &str = "\
Examples:
  # Says which command does it
  outrigger tag remove prod";

/// What is done with revision tags.
#[derive(Debug, Subcommand)]
pub enum TagCommand {
    /// List revision tags, as `istioctl tag list` does.
    #[command(visible_alias = "show", after_help = LIST_EXAMPLES)]
    List(List),
    /// Print what makes a revision tag, for `kubectl apply`, as `istioctl tag generate` does.
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(Generate),
    /// Refused, with the command that sets a tag: nothing is changed in a cluster here.
    #[command(after_help = SET_EXAMPLES)]
    Set(Generate),
    /// Refused, with the command that deletes a tag: nothing is changed in a cluster here.
    #[command(after_help = REMOVE_EXAMPLES)]
    Remove(Remove),
}

/// Arguments of `tag generate` and `tag set`.
#[derive(Debug, Args)]
pub struct Generate {
    /// The tag.
    pub tag: String,
    /// The revision that it is to mean.
    #[arg(short, long, value_name = "NAME", required = true)]
    pub revision: String,
    /// Let a tag that is there mean the other revision.
    #[arg(long)]
    pub overwrite: bool,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Arguments of `tag remove`.
#[derive(Debug, Args)]
pub struct Remove {
    /// The tag.
    pub tag: String,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
}

/// Arguments of `tag list`.
#[derive(Debug, Args)]
#[command(mut_arg("istio_namespace", |flag| flag.help("Namespace of the control plane, whose Services count")))]
pub struct List {
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Has no effect, as in istioctl.
    #[arg(short, long, value_name = "NAME", hide = true)]
    pub namespace: Option<String>,
    /// Form of the output: table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: String,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Does what is asked with revision tags.
///
/// # Errors
/// The snapshot or cluster cannot be read, a tag cannot be made, or a cluster is to be changed.
pub fn run(command: &TagCommand) -> Result<(), Failure> {
    match command {
        TagCommand::List(options) => list(options),
        TagCommand::Generate(options) => generate(options),
        TagCommand::Set(options) => {
            let Generate { tag, revision, .. } = options;
            let overwrite = if options.overwrite { " --overwrite" } else { "" };
            Err(no_change(&format!(
                "outrigger tag generate {tag} -r {revision}{overwrite} | kubectl apply -f -"
            )))
        }
        TagCommand::Remove(options) => {
            let Remove { tag, control_plane: ControlPlane { istio_namespace } } = options;
            let labels = format!("{}={tag}", names::TAG);
            Err(no_change(&format!(
                "kubectl delete mutatingwebhookconfigurations,services -n {istio_namespace} -l {labels}"
            )))
        }
    }
}

fn no_change(command: &str) -> Failure {
    Failure::new("revision tags of a cluster are not changed here").hint(command)
}

fn generate(options: &Generate) -> Result<(), Failure> {
    let (world, _) = options.known.world(|_| wanted(&options.control_plane.istio_namespace))?;
    let wanted = tags::Wanted {
        tag: &options.tag,
        revision: &options.revision,
        overwrite: options.overwrite,
        control_namespace: &options.control_plane.istio_namespace,
    };
    let objects = tags::generate(&world, &wanted).map_err(|e| Failure::new(&e).hint(e.hint()))?;
    if objects.len() == 1 {
        eprintln!("note: the Service of the revision is not known with its ports: the tag gets none");
    }
    if options.tag == "default" {
        eprintln!(
            "note: a webhook configuration of the revision `default` would answer for the same namespaces: \
             `outrigger check-inject` says whether one does"
        );
    }
    Form::Yaml.print(&objects)
}

fn list(options: &List) -> Result<(), Failure> {
    let (world, _) = options.known.world(|_| wanted(&options.control_plane.istio_namespace))?;
    let tags = tags::list(&world, &options.control_plane.istio_namespace);
    if tags.is_empty() {
        // Whatever form is named, as in istioctl: one that does not exist, too.
        return output::write("No Istio revision tags found.\n", None);
    }
    let form: TableForm = options
        .output
        .parse()
        .map_err(|e: String| Failure::new(e).hint("the forms are table, json and yaml"))?;
    let text = match form {
        TableForm::Table => table(&tags),
        TableForm::Json => json(&tags),
        TableForm::Yaml => yaml(&tags) + "\n",
    };
    output::write(&text, None)
}

fn wanted(control_namespace: &str) -> Vec<Wanted> {
    let services = Wanted::of_namespace(kinds::SERVICE, control_namespace);
    vec![Wanted::all(kinds::MUTATING_WEBHOOK), Wanted::all(kinds::NAMESPACE), services]
}

fn table(tags: &[Tag]) -> String {
    let header = ["TAG", "REVISION", "NAMESPACES"].map(Cell::from).to_vec();
    let rows = tags.iter().map(|tag| {
        vec![tag.tag.as_str().into(), tag.revision.as_str().into(), tag.namespaces.join(",").into()]
    });
    table::with_header(header, rows, 1)
}
