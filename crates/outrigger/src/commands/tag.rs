//! `outrigger tag`

mod change;

use clap::{Args, Subcommand};
use cluster::snapshot::Wanted;
use diagnosis::finding::Finding;
use diagnosis::tags::{self, Tag, TagError};
use kubeyaml::Value;
use objects::kinds;

use crate::failure::{Failure, shown};
use crate::options::access::AccessFlags;
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
  # Let the tag prod mean the revision 1-30
  outrigger tag set prod --revision 1-30
  kubectl label namespace shop istio.io/rev=prod

  # Let it mean another one, without being asked
  outrigger tag set prod -r 1-31 --overwrite -y

  # The revision that injects what says only istio-injection=enabled
  outrigger tag set default -r 1-31

What would be in conflict with other injectors is said, and asked about. Objects that have the names of the tag's and are \
not of it are not touched, and nothing is written then. The tag `default` also has the webhooks of the revision `default` \
select nothing, and has istiod-default-validator ask the revision's istiod, where it has one.";

const REMOVE_EXAMPLES: &str = "\
Examples:
  # Who uses it is asked about first
  outrigger tag remove prod
  outrigger tag remove prod -y

Pods of namespaces that name the tag get no sidecar any more.";

/// What is done with revision tags.
#[derive(Debug, Subcommand)]
pub enum TagCommand {
    /// List revision tags, as `istioctl tag list` does.
    #[command(visible_alias = "show", after_long_help = LIST_EXAMPLES)]
    List(List),
    /// Print what makes a revision tag, for `kubectl apply`, as `istioctl tag generate` does.
    #[command(after_long_help = GENERATE_EXAMPLES)]
    Generate(Generate),
    /// Let a tag mean a revision, as `istioctl tag set` does.
    #[command(after_long_help = SET_EXAMPLES)]
    Set(Set),
    /// Delete a tag, as `istioctl tag remove` does.
    #[command(visible_alias = "delete", after_long_help = REMOVE_EXAMPLES)]
    Remove(Remove),
}

/// A tag, and what it is to mean.
#[derive(Debug, Args)]
pub struct Meant {
    /// The tag.
    pub tag: String,
    /// The revision that it is to mean.
    #[arg(short, long, value_name = "NAME", required = true)]
    pub revision: String,
    /// Let a tag that is there mean the other revision.
    #[arg(long)]
    pub overwrite: bool,
    /// Name of the tag's webhook configuration [default: istio-revision-tag-TAG].
    #[arg(long, value_name = "NAME")]
    pub webhook_name: Option<String>,
    /// Let the tag `default` inject pods of namespaces without any label, too.
    #[arg(long)]
    pub auto_inject_namespaces: bool,
    /// Do not ask, and do not say what would be in conflict.
    #[arg(short = 'y', long)]
    pub skip_confirmation: bool,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
}

impl Meant {
    fn wanted(&self) -> tags::Wanted<'_> {
        tags::Wanted {
            tag: &self.tag,
            revision: &self.revision,
            overwrite: self.overwrite,
            control_namespace: &self.control_plane.istio_namespace,
            webhook_name: self.webhook_name.as_deref(),
            auto_inject_namespaces: self.auto_inject_namespaces,
        }
    }
}

/// Arguments of `tag generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// The tag.
    #[command(flatten)]
    pub meant: Meant,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Arguments of `tag set`.
#[derive(Debug, Args)]
pub struct Set {
    /// The tag.
    #[command(flatten)]
    pub meant: Meant,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Arguments of `tag remove`.
#[derive(Debug, Args)]
pub struct Remove {
    /// The tag.
    pub tag: String,
    /// Do not ask.
    #[arg(short = 'y', long)]
    pub skip_confirmation: bool,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
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
/// The snapshot or cluster cannot be read or changed, or a tag cannot be made or is not there.
pub fn run(command: &TagCommand) -> Result<(), Failure> {
    match command {
        TagCommand::List(options) => list(options),
        TagCommand::Generate(options) => generate(options),
        TagCommand::Set(options) => change::set(options),
        TagCommand::Remove(options) => change::remove(options),
    }
}

fn generate(options: &Generate) -> Result<(), Failure> {
    let (world, _) = options.known.world(|_| wanted_to_make())?;
    let wanted = options.meant.wanted();
    let objects = tags::generate(&world, &wanted).map_err(refused)?;
    let conflicts = objects.first().map(|made| tags::conflicts(&world, made, None, &wanted));
    warn(&options.meant, &objects, &conflicts.unwrap_or_default());
    Form::Yaml.print(&objects)
}

fn refused(error: TagError) -> Failure {
    Failure::new(&error).hint(error.hint())
}

/// Says what is the matter with a tag, in istioctl's words where it has any.
fn warn(meant: &Meant, objects: &[Value], conflicts: &[Finding]) {
    if meant.auto_inject_namespaces && meant.tag != "default" {
        eprintln!("note: --auto-inject-namespaces has an effect for the tag `default` only");
    }
    if !objects.iter().any(|object| object.str_at(&["kind"]) == Some(kinds::SERVICE.kind)) {
        eprintln!("note: the Service of the revision is not known with its ports: the tag gets none");
    }
    if !conflicts.is_empty() && !meant.skip_confirmation {
        eprintln!("creating tag would conflict, pass --skip-confirmation to proceed:");
        for Finding { code, place, cause, .. } in conflicts {
            eprintln!("{}", shown(&format!("{} [{}] ({place}) {cause}", code.level, code.id)));
        }
    }
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

/// What is asked of a cluster to make a tag: the Services that any webhook names, too.
fn wanted_to_make() -> Vec<Wanted> {
    vec![Wanted::all(kinds::MUTATING_WEBHOOK), Wanted::all(kinds::SERVICE)]
}

fn table(tags: &[Tag]) -> String {
    let header = ["TAG", "REVISION", "NAMESPACES"].map(Cell::from).to_vec();
    let rows = tags.iter().map(|tag| {
        vec![tag.tag.as_str().into(), tag.revision.as_str().into(), tag.namespaces.join(",").into()]
    });
    table::with_header(header, rows, 1)
}
