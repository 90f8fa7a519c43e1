//! `outrigger check-inject`

mod report;

use clap::Args;
use cluster::snapshot::Wanted;
use diagnosis::admission::Creation;
use diagnosis::check_inject::{self, Row, standing};
use diagnosis::outdated::OWNERS;
use diagnosis::{label_query, target};
use kubeyaml::{Map, Value};
use objects::{World, kinds};

use crate::failure::{Failure, shown};
use crate::options::control::ControlPlane;
use crate::options::form::TableForm;
use crate::options::known::Known;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # Which webhooks inject a pod, and why the others do not
  outrigger check-inject web-7d9c.shop

  # A workload's pod, and a pod of these labels that is not there yet
  outrigger check-inject deployment/web -n shop
  outrigger check-inject -n shop -l app=web,istio.io/rev=canary

  # Of a cluster that is not at hand
  outrigger check-inject web-7d9c -n shop --snapshot cluster.yaml -o json

The table is istioctl's: it shows what the selectors of webhook configurations say. What it does not look at follows on \
standard error, and in the other forms: the decision of the injector, the sidecar that the pod has, and what to do.
Exit status: 0 an answer, 1 an error.";

/// Arguments of `check-inject`.
#[derive(Debug, Args)]
#[command(mut_arg("istio_namespace", |flag| flag.help("Namespace of the control plane, whose configuration decides where a webhook does not name its own")))]
pub struct CheckInject {
    /// The pod, or what selects it: [TYPE/]NAME[.NAMESPACE].
    #[arg(value_name = "NAME")]
    pub named: Vec<String>,
    /// Labels of a pod, in place of a name: KEY=VALUE, separated by commas.
    #[arg(short, long, value_name = "LABELS", default_value = "", hide_default_value = true)]
    pub labels: String,
    /// Namespace of the pod [default: the context's].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Form of the output: table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: TableForm,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Prints which webhook configurations inject a pod, and how the pod stands.
///
/// # Errors
/// What is asked for is not said or does not exist, or the snapshot or cluster cannot be read.
pub fn run(options: &CheckInject) -> Result<(), Failure> {
    let named = match (&options.named[..], options.labels.is_empty()) {
        ([named], _) => Some(named.as_str()),
        ([], false) => None,
        _ => {
            return Err(Failure::new(
                "check-inject requires only [<resource-type>/]<resource-name>[.<namespace>], or specify labels flag",
            )
            .hint("outrigger check-inject deployment/web -n shop, or -n shop -l app=web"));
        }
    };
    let (world, default_namespace) = options.known.world(|default| {
        let namespace = options.namespace.as_deref().unwrap_or(default);
        wanted(&options.control_plane.istio_namespace, named, namespace)
    })?;
    let namespace = options.namespace.as_deref().unwrap_or(&default_namespace);
    let pod = match named {
        Some(named) => {
            target::pod(&world, named, namespace).map_err(|e| Failure::new(&e).hint(e.hint()))?.clone()
        }
        None => pod_of_labels(&options.labels, namespace)?,
    };
    let namespace = pod.str_at(&["metadata", "namespace"]).unwrap_or(namespace);
    let namespace_labels = labels_of_namespace(&world, namespace)?;
    let rows = check_inject::rows(&world, &Creation::of(&pod, namespace, namespace_labels));
    let mut standing = standing::of(&world, &options.control_plane.istio_namespace, &rows, &pod);
    if named.is_none() {
        // Nothing is there that could have a sidecar.
        standing.remarks.retain(|remark| !remark.is_of_sidecar());
    }
    match options.output {
        TableForm::Table => {
            output::write(&report::table(&rows), None)?;
            eprint!("{}", shown(&report::standing(&rows, &standing, named.is_some())));
            Ok(())
        }
        form => output::write(&report::Report::of(&rows, &standing, named.is_some()).text(form), None),
    }
}

/// What is asked of a cluster.
fn wanted(control_namespace: &str, named: Option<&str>, namespace: &str) -> Vec<Wanted> {
    let mut wanted = vec![
        Wanted::all(kinds::NAMESPACE),
        Wanted::all(kinds::MUTATING_WEBHOOK),
        Wanted::of_namespace(kinds::CONFIG_MAP, control_namespace),
    ];
    wanted.extend(named.map(|named| named_objects(named, namespace)).unwrap_or_default());
    wanted
}

/// What is asked of a cluster to find the pod that a name means: of what it may mean, only what is in its namespace.
pub fn named_objects(named: &str, namespace: &str) -> Vec<Wanted> {
    let (name, namespace) = target::in_namespace(named, namespace);
    let selecting = OWNERS.into_iter().chain([kinds::SERVICE]).filter(|_| name.contains('/'));
    let all = [kinds::POD].into_iter().chain(selecting);
    all.map(|kind| Wanted::of_namespace(kind, namespace)).collect()
}

/// A pod that has these labels and nothing else.
fn pod_of_labels(labels: &str, namespace: &str) -> Result<Value, Failure> {
    let labels = label_query::equalities(labels)
        .map_err(|e| Failure::new(&e).hint("labels are given as -l app=web,istio.io/rev=canary"))?;
    let mut pod = Value::Null;
    let metadata = pod.become_map().entry("metadata").become_map();
    metadata.insert("namespace", namespace);
    metadata.insert("labels", Value::Map(labels));
    Ok(pod)
}

fn labels_of_namespace<'a>(world: &'a World, namespace: &str) -> Result<Option<&'a Map>, Failure> {
    match world.get(kinds::NAMESPACE, "", namespace) {
        Some(found) => Ok(found.at(&["metadata", "labels"]).as_map()),
        None if world.known(kinds::NAMESPACE).is_none() => {
            Err(Failure::new(format!("the labels of namespace {namespace} are not known"))
                .hint("they decide: read namespaces into the snapshot, or ask for the right to list them"))
        }
        None => Err(Failure::new(format!("namespaces {namespace:?} not found"))
            .hint("its labels decide: name another with -n, or add it to the snapshot")),
    }
}

/// Whether more than one configuration injects, which istioctl calls an error.
fn several(rows: &[Row<'_>]) -> bool {
    rows.iter().filter(|row| row.injected()).count() > 1
}
