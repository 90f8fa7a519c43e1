//! `outrigger proxy-status`

use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use cluster::{Cluster, ClusterError};
use diagnosis::proxy_status::{self, Proxy, Response};
use golang::time::Moment;
use objects::{World, kinds};

use crate::failure::{Failure, shown};
use crate::istiods::{self, Found};
use crate::options::configuration;
use crate::options::control::ControlPlane;
use crate::options::form::{MachineForm, TableForm};
use crate::options::known::Known;
use crate::output;
use crate::table::{self, Cell};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # Which proxies are connected to which istiod, and what they asked for
  outrigger proxy-status
  outrigger ps -n shop

  # Whether each has what it was sent, and since when
  outrigger proxy-status -v 1
  outrigger proxy-status -o json

  # Which proxies a cluster has that is not at hand
  outrigger proxy-status --snapshot cluster.yaml

Each istiod is asked on port 15014 of its pod. What istioctl -o json prints of the fields versionInfo and nonce, and of the
control plane's build, is not told there, and left out. Where no istiod can be asked, the proxies are those of running
pods, and what only an istiod knows is \"unknown\".

Exit status: 0 an answer, also if proxies are not in step; 1 if no istiod of the cluster could be asked.";

/// Arguments of `proxy-status`.
#[derive(Debug, Args)]
pub struct ProxyStatus {
    /// A pod to compare with: only istioctl does that.
    #[arg(value_name = "POD", hide = true)]
    pub named: Vec<String>,
    /// Namespace of the proxies that are listed [default: all].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Form of the output: table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: TableForm,
    /// How much is said in a table: 0, or 1 for how each proxy stands with each type of configuration.
    #[arg(short, long, value_name = "LEVEL", default_value_t = 0, allow_negative_numbers = true)]
    pub verbosity: i64,
    /// Revision of the control plane [default: the default one].
    #[arg(short, long, value_name = "NAME")]
    pub revision: Option<String>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Prints how proxies stand with their configuration.
///
/// # Errors
/// The snapshot or cluster cannot be read, or no istiod can be asked; of a cluster's pods is told what they say all the same.
pub fn run(options: &ProxyStatus) -> Result<(), Failure> {
    if let [named, ..] = &options.named[..] {
        return Err(Failure::new(format!("the configuration of a single proxy, {named:?}, is not compared"))
            .hint("`istioctl proxy-status POD` does that; -n NAMESPACE -v 1 says how each proxy stands"));
    }
    if let Some(world) = configuration::snapshots(&options.known.snapshot)? {
        eprintln!("note: whether proxies are in step is not known, as a snapshot can ask no istiod");
        return told_by_pods(options, &world);
    }
    let seen =
        options.known.access.run(async |cluster| look(options, &cluster).await).map_err(|failure| {
            failure.hint("or look at a snapshot, offline: --snapshot FILE, which `outrigger snapshot` writes")
        })?;
    seen.notes.iter().for_each(|note| eprintln!("note: {}", shown(note)));
    match &seen.pods {
        Some(pods) => told_by_pods(options, pods)?,
        None if seen.told.is_empty() => {}
        None => {
            let told = seen.told.into_iter();
            let told = told.map(|(istiod, proxies)| (Some(istiod), of_namespace(options, proxies)));
            print(options, &told.collect::<Vec<_>>())?;
        }
    }
    seen.failure.map_or(Ok(()), Err)
}

/// What there is to print.
struct Seen {
    /// The proxies of each istiod that answered.
    told: Vec<(String, Vec<Proxy>)>,
    /// Pods, if no istiod did.
    pods: Option<World>,
    /// Why not each of them did.
    failure: Option<Failure>,
    notes: Vec<String>,
}

async fn look(options: &ProxyStatus, cluster: &Cluster) -> Result<Seen, ClusterError> {
    let namespace = &options.control_plane.istio_namespace;
    let Found { istiods, mut notes } = istiods::find(cluster, namespace, options.revision.as_deref()).await?;
    let mut told = Vec::new();
    let mut failure = istiods.is_empty().then(|| {
        Failure::new(format!("no running Istio pods in {namespace:?}")).hint(
            "what is printed is told by pods alone; --istio-namespace and --revision say where istiod is",
        )
    });
    for istiod in &istiods {
        match istiods::ask(cluster, istiod, "/debug/syncz").await {
            Ok(body) => match proxy_status::proxies(&body, &istiod.pod) {
                Ok(proxies) => told.push((istiod.pod.clone(), proxies)),
                Err(e) => failure = Some(Failure::new(e).at(format!("pod {namespace}/{}", istiod.pod))),
            },
            Err(e) => failure = Some(Failure::from(&e)),
        }
    }
    let mut pods = None;
    if told.is_empty() && failure.is_some() {
        let read = istiods::pods(cluster).await;
        notes.extend(read.gaps);
        pods = Some(read.world).filter(|world| world.known(kinds::POD).is_some());
    }
    Ok(Seen { told, pods, failure, notes })
}

fn told_by_pods(options: &ProxyStatus, world: &World) -> Result<(), Failure> {
    if world.known(kinds::POD).is_none() {
        return Err(Failure::new("no pods are in the snapshot")
            .hint("`outrigger snapshot` and `kubectl get pods -A -o yaml` print them"));
    }
    print(options, &[(None, of_namespace(options, proxy_status::of_pods(world)))])
}

fn of_namespace(options: &ProxyStatus, mut proxies: Vec<Proxy>) -> Vec<Proxy> {
    if let Some(namespace) = &options.namespace {
        proxies.retain(|proxy| proxy.namespace() == namespace);
    }
    proxies
}

fn print(options: &ProxyStatus, told: &[(Option<String>, Vec<Proxy>)]) -> Result<(), Failure> {
    let form = match options.output {
        TableForm::Table => {
            let proxies: Vec<Proxy> = told.iter().flat_map(|(_, proxies)| proxies).cloned().collect();
            let rows = match options.verbosity {
                ..=0 => proxy_status::subscribed(&proxies),
                _ => proxy_status::by_type(&proxies, &now()),
            };
            let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect());
            return output::write(&table::text(&rows.collect::<Vec<_>>(), 5), None);
        }
        TableForm::Json => MachineForm::Json,
        TableForm::Yaml => MachineForm::Yaml,
    };
    let mut text = String::new();
    for (istiod, proxies) in told {
        text.push_str(&form.text(&Response::of(istiod.as_deref(), proxies), "    "));
        if form == MachineForm::Yaml {
            text.push('\n');
        }
    }
    output::write(&text, None)
}

fn now() -> Moment {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::utc(i64::try_from(now.as_secs()).unwrap_or(i64::MAX), now.subsec_nanos())
}
