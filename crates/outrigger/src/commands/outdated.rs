//! `outrigger outdated`

mod page;
mod report;
mod restart;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use cluster::snapshot::Wanted;
use diagnosis::outdated::{self, Now, Pods, Standing, State};
use injection::Facts;
use kubeyaml::Value;
use objects::{World, kinds};

use self::watch::Watching;
use crate::failure::{Failure, shown};
use crate::findings::Form;
use crate::options::access::AccessFlags;
use crate::options::configuration::Configuration;
use crate::options::control::ControlPlane;
use crate::options::duration::duration;
use crate::options::injectors::Injectors;
use crate::options::known;
use crate::options::namespaces::PodNamespaces;
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

  # For what shows the results of tests, as in a pipeline
  outrigger outdated -o junit > outdated.xml

  # The fleet as a page to look through, in a browser
  outrigger outdated --html fleet.html

  # Restart what is out of date, one workload after the other
  outrigger outdated -n shop --restart

  # Go on looking: a line a change, Events on the workloads, metrics
  outrigger outdated --watch --events --monitoring-address :15014

  # What would be out of date after an upgrade
  outrigger outdated --inject-config-file config.yaml \\
    --values-file values.yaml

Each pod is asked about again, as its owner's template has it, and what injection adds is compared with what the pod has.
The configuration is that of the ConfigMaps of the revision whose webhook selects the pod; files and --set beat them, and \
--revision has that revision asked in place of the webhook's. Of a file of `outrigger snapshot`, which leaves out variables \
and arguments, images, ports, labels and annotations are compared.

The order is that in which to restart, the least risky first. Risk: rolls (other pods serve meanwhile), ordered (one after \
the other), interrupts (the only pod), loses (nothing creates it again, or its work begins anew), fails (injection refuses \
the pod).

With --restart, Deployments, StatefulSets and DaemonSets are restarted in that order, as `kubectl rollout restart` does, \
the next only when all pods of the one before are new, ready and up to date; the first that is not ends it. What another \
run, or anybody else, has restarted meanwhile is waited for and not restarted again. Bare pods, Jobs and what injection \
would refuse are named and left.

With --watch a line is printed for each workload that comes into a state, such as missed, or is out of it; first for those \
that are out of date already. Its ServiceAccount has to `list` and `watch` what is read: pods, replicasets, deployments, \
statefulsets, daemonsets, jobs, namespaces, nodes, configmaps, mutatingwebhookconfigurations, proxyconfigs. With --events it \
has to `get`, `create` and `update` events, too: the workload, or the pod that has none, gets one Event of a reason, the count \
of which rises when the state comes back: SidecarMissed, SidecarKept, SidecarRevisionGone, SidecarOtherRevision, \
SidecarProxyImage, SidecarChanged, SidecarRefused, and SidecarCurrent once all of it is over. The metric outrigger_pods has \
the pods by namespace and state; outrigger_watches_failing is above 0 while what it says may be old. An API server that is \
away is waited for; SIGTERM and SIGINT end it.

Exit status: 0 nothing is out of date, 1 something is, 2 it could not be told. With --restart: 0 all was restarted, 1 \
something is left, 2 a restart failed. With --watch: 0 it was told to end, 2 it could not begin.";

/// Arguments of `outdated`.
#[derive(Debug, Args)]
#[command(mut_arg("istio_namespace", |flag| flag.help("Namespace of the control plane, whose configuration counts where a webhook does not name its own")))]
pub struct Outdated {
    /// Pods of which namespaces are looked at.
    #[command(flatten)]
    pub of: PodNamespaces,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Form of the output: table, json, yaml, sarif or junit.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: Form,
    /// Show the workloads that are up to date, too, and each field that a restart would change.
    #[arg(short, long, visible_alias = "diff")]
    pub verbose: bool,
    /// Write the fleet as a page for browsers, too: one file, which shows all workloads and asks nothing of a network.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Restart what is out of date, the least risky first, after asking.
    #[arg(long, conflicts_with_all = [
        "snapshot", "inject_config_file", "values_file", "mesh_config_file", "operator_file_name", "set", "compat",
        "native_sidecars", "revision",
    ])]
    pub restart: bool,
    /// Restart without asking.
    #[arg(short, long, requires = "restart", conflicts_with = "snapshot")]
    pub yes: bool,
    /// How long a workload may take to restart.
    #[arg(
        long,
        value_name = "DURATION",
        default_value = "10m",
        value_parser = duration,
        requires = "restart",
        conflicts_with = "snapshot"
    )]
    pub timeout: Duration,
    /// How a cluster is watched.
    #[command(flatten)]
    pub watching: Watching,
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

/// Prints which pods are out of date, by workload, and restarts them, or goes on looking, where that is asked for.
pub fn run(options: Outdated) -> ExitCode {
    let done =
        if options.watching.watch { watch::run(options).map(|()| ExitCode::SUCCESS) } else { look(&options) };
    done.unwrap_or_else(|failure| {
        eprint!("{failure}");
        ExitCode::from(UNTOLD)
    })
}

fn status(pods: &[Pods]) -> ExitCode {
    if pods.iter().any(|pods| pods.state.is_outdated()) {
        ExitCode::from(FINDINGS)
    } else if pods.iter().any(|pods| matches!(pods.state, State::Unknown { .. })) {
        ExitCode::from(UNTOLD)
    } else {
        ExitCode::SUCCESS
    }
}

fn look(options: &Outdated) -> Result<ExitCode, Failure> {
    let snapshot = &options.configuration.snapshot;
    let (world, _) = known::world(snapshot, &options.access, |_| {
        wanted(options.of.namespace.as_deref(), &options.control_plane.istio_namespace)
    })?;
    if world.known(kinds::POD).is_none() {
        return Err(Failure::new("no pods are among what is known of the cluster")
            .hint("a snapshot for this is what `kubectl get pods,… -A -o yaml` prints, see --help"));
    }
    compared(options, &world, |pods, now| {
        print(options, &pods)?;
        if !options.restart {
            return Ok(status(&pods));
        }
        let is_whole = restart::restart(options, &pods, &restart::Before { world: &world, now })?;
        Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
    })
}

/// How the pods stand, by workload.
fn stand(options: &Outdated, world: &World) -> Vec<Pods> {
    compared(options, world, |pods, _| pods)
}

/// What comes of how the pods stand, by workload, and of what they are compared with.
fn compared<T>(options: &Outdated, world: &World, then: impl FnOnce(Vec<Pods>, &Now<'_>) -> T) -> T {
    let facts = Facts::of(world);
    let injectors = Injectors::new(&options.configuration, &options.control_plane.istio_namespace, world);
    let injector = |revision: &str| injectors.of(revision);
    let now = Now { injector: &injector, facts: &facts, revision: &options.configuration.revision };
    let pods = outdated::looked_at(world, options.of.namespace.as_deref());
    then(outdated::by_workload(&pods, standings(world, &pods, &now)), &now)
}

fn print(options: &Outdated, pods: &[Pods]) -> Result<(), Failure> {
    let report = report::report(pods);
    if let Some(path) = &options.html {
        output::write(&page::html(&report), Some(path))?;
    }
    match options.output {
        Form::Table => {
            output::write(&report::table(pods, options.verbose), None)?;
            eprint!("{}", shown(&report::summary(pods)));
            Ok(())
        }
        form => output::write(&report.text("outdated", form), None),
    }
}

/// How pods stand, each core with a part of them.
fn standings(world: &World, pods: &[&Value], now: &Now<'_>) -> Vec<Standing> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let part = pods.len().div_ceil(cores).max(LEAST);
    std::thread::scope(|scope| {
        let parts: Vec<_> = pods
            .chunks(part)
            .map(|pods| {
                let stand = move || outdated::standings(world, pods, now);
                // Where no thread can be had, this one does it.
                std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, stand).map_err(|_| stand())
            })
            .collect();
        let all = parts.into_iter().map(|part| match part {
            Ok(thread) => thread.join().unwrap_or_else(|e| std::panic::resume_unwind(e)),
            Err(done) => done,
        });
        all.flatten().collect()
    })
}

/// As much as the main thread has: templates nest.
const STACK: usize = 8 << 20;
/// So few pods are not worth another core.
const LEAST: usize = 100;

/// What is asked of a cluster to compare its pods with what injection gives.
pub fn wanted(namespace: Option<&str>, control_namespace: &str) -> Vec<Wanted> {
    let of_namespace = outdated::OWNERS.into_iter().chain([kinds::POD]).map(|kind| {
        let namespace = namespace.map(str::to_owned);
        Wanted { namespace, ..Wanted::all(kind).to_compare() }
    });
    let everywhere = [kinds::NAMESPACE, kinds::NODE, kinds::MUTATING_WEBHOOK, kinds::PROXY_CONFIG];
    let config_maps = Wanted::of_namespace(kinds::CONFIG_MAP, control_namespace);
    of_namespace.chain(everywhere.into_iter().map(Wanted::all)).chain([config_maps]).collect()
}
