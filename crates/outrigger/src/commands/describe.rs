//! `outrigger describe`

use clap::{Args, Subcommand};
use cluster::snapshot::Wanted;
use diagnosis::{describe, target};
use objects::{World, kinds};
use serde::Serialize;

use crate::failure::{Failure, tamed};
use crate::options::form::{TableForm, json, yaml};
use crate::options::known::Known;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  # Whether a pod can be part of the mesh, and which Services select it
  outrigger describe pod web-7d9c.shop
  outrigger describe pod web-7d9c -n shop --snapshot cluster.yaml -o json

What istioctl goes on to say of routes, policies, mutual TLS and ingress comes out of the proxy's own configuration, and is \
not looked at.

Exit status: 0 an answer, 1 an error.";

const SERVICE_EXAMPLES: &str = "\
Examples:
  # Which pods of a Service are part of the mesh, and where its ports lead
  outrigger describe svc web.shop
  outrigger describe service web -n shop --snapshot cluster.yaml -o json

What istioctl goes on to say of routes, policies and ingress comes out of the proxy's own configuration, and is not looked \
at.

Exit status: 0 an answer, 1 an error.";

/// What is described.
#[derive(Debug, Subcommand)]
pub enum DescribeCommand {
    /// Describe a pod as the mesh sees it, as `istioctl experimental describe pod` does.
    #[command(visible_alias = "po", after_long_help = EXAMPLES)]
    Pod(Named),
    /// Describe a Service as the mesh sees it, as `istioctl experimental describe service` does.
    #[command(visible_alias = "svc", after_long_help = SERVICE_EXAMPLES)]
    Service(Named),
}

/// Arguments of `describe pod` and `describe service`.
#[derive(Debug, Args)]
pub struct Named {
    /// What is described: NAME[.NAMESPACE].
    #[arg(value_name = "NAME")]
    pub named: Vec<String>,
    /// Namespace of a name without one [default: the context's].
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
/// There is no such pod or Service, or the snapshot or cluster cannot be read.
pub fn run(command: &DescribeCommand) -> Result<(), Failure> {
    match command {
        DescribeCommand::Pod(options) => pod(options),
        DescribeCommand::Service(options) => service(options),
    }
}

/// The only name, which has no type.
fn name<'a>(options: &'a Named, kind: &str, example: &str) -> Result<&'a str, Failure> {
    let [named] = &options.named[..] else {
        return Err(Failure::new(format!("expecting {kind} name")).hint(example));
    };
    if named.contains('/') {
        let what = format!("{named:?} is not the name of a {kind}");
        return Err(Failure::new(what).hint(format!("name the {kind} itself: {example}")));
    }
    Ok(named)
}

/// The pods and Services of a name's namespace, and the namespace of names without one.
fn world(options: &Named, named: &str) -> Result<(World, String), Failure> {
    let (world, default_namespace) = options.known.world(|default| {
        let asked = options.namespace.as_deref().unwrap_or(default);
        let (_, namespace) = target::in_namespace(named, asked);
        [kinds::POD, kinds::SERVICE].into_iter().map(|kind| Wanted::of_namespace(kind, namespace)).collect()
    })?;
    Ok((world, options.namespace.clone().unwrap_or(default_namespace)))
}

const WHERE: &str = "name the namespace with -n or as NAME.NAMESPACE";

fn pod(options: &Named) -> Result<(), Failure> {
    let named = name(options, "pod", "outrigger describe pod web-7d9c.shop")?;
    let (world, asked) = world(options, named)?;
    let pod = target::pod(&world, named, &asked).map_err(|e| Failure::new(&e).hint(WHERE))?;
    let description = describe::pod(&world, pod, options.ignore_unmeshed);
    if world.known(kinds::SERVICE).is_none() {
        eprintln!("note: no Services are known: whether some select the pod is not known either");
    }
    let left_out = "routes, policies, mutual TLS and ingress";
    print(options, &description.text(&asked), &description, left_out)
}

fn service(options: &Named) -> Result<(), Failure> {
    let named = name(options, "service", "outrigger describe service web.shop")?;
    let (world, asked) = world(options, named)?;
    let (bare, namespace) = target::in_namespace(named, &asked);
    let service = world.get(kinds::SERVICE, namespace, bare);
    let service = service.ok_or_else(|| Failure::new(format!("services {bare:?} not found")).hint(WHERE))?;
    let serving = describe::service(&world, service);
    if world.known(kinds::POD).is_none() {
        eprintln!("note: no pods are known: whether the Service selects some is not known either");
    }
    if options.ignore_unmeshed {
        eprintln!(
            "note: --ignore-unmeshed has no effect for a Service, as in istioctl without a proxy's configuration"
        );
    }
    print(options, &serving.text(&asked), &serving.machine(), "routes, policies and ingress")
}

fn print(options: &Named, text: &str, machine: &impl Serialize, left_out: &str) -> Result<(), Failure> {
    match options.output {
        TableForm::Table => {
            output::write(&tamed(text), None)?;
            eprintln!("note: {left_out} are not looked at; istioctl reads them from the proxy");
            Ok(())
        }
        TableForm::Json => output::write(&json(machine), None),
        TableForm::Yaml => output::write(&yaml(machine), None),
    }
}
