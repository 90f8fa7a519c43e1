//! `outrigger outdated`

mod report;

use std::process::ExitCode;

use clap::Args;
use cluster::snapshot::Wanted;
use diagnosis::outdated::{self, Now, Pods, State};
use injection::Facts;
use objects::{kinds, names};

use crate::failure::{Failure, shown};
use crate::options::access::AccessFlags;
use crate::options::configuration::{self, Configuration};
use crate::options::form::TableForm;
use crate::options::known;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # Which workloads of the current context's cluster are to be restarted
  outrigger outdated

  # What a restart would change, of one namespace
  outrigger outdated -n shop -v

  # Of a cluster that is not at hand
  kubectl get -A -o yaml \\
    ns,no,po,rs,deploy,sts,ds,jobs,cm,mutatingwebhookconfigurations \\
    > cluster.yaml
  outrigger outdated --snapshot cluster.yaml -o json

  # What would be out of date after an upgrade
  outrigger outdated --inject-config-file config.yaml \\
    --values-file values.yaml

Each pod is asked about again, as its owner's template has it, and what injection adds is compared with what the pod has.
The configuration is that of the ConfigMaps of the revision whose webhook selects the pod; files and --set beat them, and
--revision has that revision asked in place of the webhook's. Of a file of `outrigger snapshot`, which leaves out variables
and arguments, images, ports, labels and annotations are compared.

The order is that in which to restart, the least risky first. Risk: rolls (other pods serve meanwhile), ordered (one after
the other), interrupts (the only pod), loses (nothing creates it again, or its work begins anew), fails (injection refuses
the pod).

Exit status: 0 nothing is out of date, 1 something is, 2 it could not be told.";

/// Arguments of `outdated`.
#[derive(Debug, Args)]
pub struct Outdated {
    /// Namespace whose pods are looked at [default: all].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Namespace of the control plane, whose configuration counts.
    #[arg(
        short = 'i',
        long,
        visible_alias = "istioNamespace",
        value_name = "NAME",
        default_value = names::ISTIO_NAMESPACE
    )]
    pub istio_namespace: String,
    /// Form of the output: table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: TableForm,
    /// Show the workloads that are up to date, too, and each field that a restart would change.
    #[arg(short, long)]
    pub verbose: bool,
    /// The configuration that counts, where it is not the cluster's.
    #[command(flatten)]
    pub configuration: Configuration,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Something is out of date.
const FINDINGS: u8 = 1;
/// It could not be told.
const UNTOLD: u8 = 2;

/// Prints which pods are out of date, by workload.
pub fn run(options: &Outdated) -> ExitCode {
    match look(options) {
        Ok(pods) if pods.iter().any(|pods| pods.state.is_outdated()) => ExitCode::from(FINDINGS),
        Ok(pods) if pods.iter().any(|pods| matches!(pods.state, State::Unknown { .. })) => {
            ExitCode::from(UNTOLD)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(UNTOLD)
        }
    }
}

fn look(options: &Outdated) -> Result<Vec<Pods>, Failure> {
    let snapshot = &options.configuration.snapshot;
    let (world, _) = known::world(snapshot, &options.access, |_| wanted(options))?;
    if world.known(kinds::POD).is_none() {
        return Err(Failure::new("no pods are among what is known of the cluster")
            .hint("a snapshot for this is what `kubectl get pods,… -A -o yaml` prints, see --help"));
    }
    let facts = Facts::of(&world);
    let injector = |revision: &str| {
        configuration::of_revision(&options.configuration, &options.istio_namespace, &world, revision)
            .map_err(|e| e.cause())
    };
    let now = Now { injector: &injector, facts: &facts, revision: &options.configuration.revision };
    let pods = outdated::pods(&world, options.namespace.as_deref(), &now);
    match options.output {
        TableForm::Table => {
            output::write(&report::table(&pods, options.verbose), None)?;
            eprint!("{}", shown(&report::summary(&pods)));
        }
        form => output::write(&report::Report::of(&pods).text(form), None)?,
    }
    Ok(pods)
}

/// What is asked of a cluster.
fn wanted(options: &Outdated) -> Vec<Wanted> {
    let owners = [
        kinds::REPLICA_SET,
        kinds::DEPLOYMENT,
        kinds::STATEFUL_SET,
        kinds::DAEMON_SET,
        kinds::JOB,
        kinds::POD,
    ];
    let of_namespace = owners.into_iter().map(|kind| {
        let namespace = options.namespace.clone();
        Wanted { namespace, ..Wanted::all(kind).to_compare() }
    });
    let everywhere = [kinds::NAMESPACE, kinds::NODE, kinds::MUTATING_WEBHOOK, kinds::PROXY_CONFIG];
    let config_maps = Wanted::of_namespace(kinds::CONFIG_MAP, &options.istio_namespace);
    of_namespace.chain(everywhere.into_iter().map(Wanted::all)).chain([config_maps]).collect()
}
