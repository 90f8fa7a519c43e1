//! `outrigger tag`

use clap::{Args, Subcommand};
use cluster::snapshot::Wanted;
use diagnosis::tags::{self, Tag};
use objects::{kinds, names};

use crate::failure::Failure;
use crate::options::form::{TableForm, json, yaml};
use crate::options::known::Known;
use crate::output;
use crate::table::{self, Cell};

/// How `list` is used.
const LIST_EXAMPLES: &str = "\
Examples:
  # Which tags there are, which revisions they mean, and who uses them
  outrigger tag list
  outrigger tag list --snapshot cluster.yaml -o json";

/// What is done with revision tags.
#[derive(Debug, Subcommand)]
pub enum TagCommand {
    /// List revision tags, as `istioctl tag list` does.
    #[command(visible_alias = "show", after_help = LIST_EXAMPLES)]
    List(List),
}

/// Arguments of `tag list`.
#[derive(Debug, Args)]
pub struct List {
    /// Namespace of the control plane, whose Services count.
    #[arg(
        short = 'i',
        long,
        visible_alias = "istioNamespace",
        value_name = "NAME",
        default_value = names::ISTIO_NAMESPACE
    )]
    pub istio_namespace: String,
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
/// The snapshot or cluster cannot be read.
pub fn run(command: &TagCommand) -> Result<(), Failure> {
    let TagCommand::List(options) = command;
    let (world, _) = options.known.world(|_| wanted(&options.istio_namespace))?;
    let tags = tags::list(&world, &options.istio_namespace);
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
    table::text(&std::iter::once(header).chain(rows).collect::<Vec<_>>(), 1)
}
