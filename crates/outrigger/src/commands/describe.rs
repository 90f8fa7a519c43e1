//! `outrigger describe`

use clap::{Args, Subcommand};
use cluster::snapshot::Wanted;
use diagnosis::{describe, target};
use objects::kinds;

use crate::failure::{Failure, tamed};
use crate::options::form::{TableForm, json, yaml};
use crate::options::known::Known;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  # Whether a pod can be part of the mesh, and which Services select it
  outrigger describe pod web-7d9c.shop
  outrigger describe pod web-7d9c -n shop --snapshot cluster.yaml -o json

What istioctl goes on to say of routes, policies, mutual TLS and ingress comes out of the proxy's own configuration, and is
not looked at.

Exit status: 0 an answer, 1 an error.";

/// What is described.
#[derive(Debug, Subcommand)]
pub enum DescribeCommand {
    /// Describe a pod as the mesh sees it, as `istioctl experimental describe pod` does.
    #[command(visible_alias = "po", after_help = EXAMPLES)]
    Pod(Pod),
}

/// Arguments of `describe pod`.
#[derive(Debug, Args)]
pub struct Pod {
    /// The pod: NAME[.NAMESPACE].
    #[arg(value_name = "NAME")]
    pub named: Vec<String>,
    /// Namespace of the pod [default: the context's].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Say nothing of what the pod lacks to be part of the mesh.
    #[arg(long, visible_alias = "ignoreUnmeshed")]
    pub ignore_unmeshed: bool,
    /// Form of the output: table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: TableForm,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Describes what is asked for.
///
/// # Errors
/// There is no such pod, or the snapshot or cluster cannot be read.
pub fn run(command: &DescribeCommand) -> Result<(), Failure> {
    let DescribeCommand::Pod(options) = command;
    let [named] = &options.named[..] else {
        return Err(Failure::new("expecting pod name").hint("outrigger describe pod web-7d9c.shop"));
    };
    if named.contains('/') {
        return Err(Failure::new(format!("{named:?} is not the name of a pod"))
            .hint("name the pod itself: outrigger describe pod web-7d9c.shop"));
    }
    let (world, default_namespace) = options.known.world(|default| {
        let asked = options.namespace.as_deref().unwrap_or(default);
        let (_, namespace) = target::in_namespace(named, asked);
        [kinds::POD, kinds::SERVICE].into_iter().map(|kind| Wanted::of_namespace(kind, namespace)).collect()
    })?;
    let asked = options.namespace.as_deref().unwrap_or(&default_namespace);
    let pod = target::pod(&world, named, asked)
        .map_err(|e| Failure::new(&e).hint("name the namespace with -n or as NAME.NAMESPACE"))?;
    let description = describe::pod(&world, pod, options.ignore_unmeshed);
    if world.known(kinds::SERVICE).is_none() {
        eprintln!("note: no Services are known: whether some select the pod is not known either");
    }
    match options.output {
        TableForm::Table => {
            output::write(&tamed(&description.text(asked)), None)?;
            eprintln!(
                "note: routes, policies, mutual TLS and ingress are not looked at; istioctl reads them from the proxy"
            );
            Ok(())
        }
        TableForm::Json => output::write(&json(&description), None),
        TableForm::Yaml => output::write(&yaml(&description), None),
    }
}
