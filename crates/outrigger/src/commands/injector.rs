//! `outrigger injector`

use clap::{Args, Subcommand};
use cluster::snapshot::Wanted;
use diagnosis::injector_list::{self, Hook, Row};
use objects::{kinds, names};

use crate::failure::Failure;
use crate::options::control::ControlPlane;
use crate::options::known::Known;
use crate::output;
use crate::table::{self, Cell};

/// How `list` is used.
const LIST_EXAMPLES: &str = "\
Examples:
  # Which revision injects which namespace, and which pods need a restart
  outrigger injector list
  outrigger injector list -n shop --snapshot cluster.yaml";

/// What is done with injectors.
#[derive(Debug, Subcommand)]
pub enum InjectorCommand {
    /// List injectors, their namespaces and pods, as `istioctl experimental injector list` does.
    #[command(after_long_help = LIST_EXAMPLES)]
    List(List),
}

/// Arguments of `injector list`.
#[derive(Debug, Args)]
#[command(mut_arg("istio_namespace", |flag| flag.help("Namespace of the control plane, which is not listed")))]
pub struct List {
    /// The only namespace to list; ignored if it is none of those that are listed, as in istioctl.
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Does what is asked with injectors.
///
/// # Errors
/// The snapshot or cluster cannot be read.
pub fn run(command: &InjectorCommand) -> Result<(), Failure> {
    let InjectorCommand::List(options) = command;
    let (world, _) = options.known.world(|_| wanted())?;
    let listed =
        injector_list::listed(&world, &options.control_plane.istio_namespace, options.namespace.as_deref());
    let namespaces = namespaces(&injector_list::namespaces(&world, &listed));
    let hooks = hooks(&injector_list::hooks(&world, &listed));
    output::write(&format!("{namespaces}\n{hooks}"), None)
}

fn wanted() -> Vec<Wanted> {
    let config_maps = Wanted { labels: Some(names::REVISION.into()), ..Wanted::all(kinds::CONFIG_MAP) };
    let others = [kinds::NAMESPACE, kinds::MUTATING_WEBHOOK, kinds::POD];
    others.into_iter().map(Wanted::all).chain([config_maps]).collect()
}

fn namespaces(rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        return "No Istio injected namespaces present.\n".to_owned();
    }
    let header = ["NAMESPACE", "ISTIO-REVISION", "POD-REVISIONS"].map(Cell::from).to_vec();
    let rows = rows
        .iter()
        .map(|row| vec![row.namespace.into(), row.revision.as_str().into(), row.pods.to_string().into()]);
    table::with_header(header, rows, 1)
}

fn hooks(rows: &[Hook<'_>]) -> String {
    if rows.is_empty() {
        return "No Istio injection hooks present.\n".to_owned();
    }
    let header = ["NAMESPACES", "INJECTOR-HOOK", "ISTIO-REVISION", "SIDECAR-IMAGE"].map(Cell::from).to_vec();
    let rows = rows.iter().map(|hook| {
        let namespace = hook.namespace.unwrap_or("DOES NOT AUTOINJECT");
        vec![namespace.into(), hook.name.into(), hook.revision.into(), hook.image.as_str().into()]
    });
    table::with_header(header, rows, 1)
}
