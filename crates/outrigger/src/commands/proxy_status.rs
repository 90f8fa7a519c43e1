//! `outrigger proxy-status`

mod compare;

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use cluster::Cluster;
use cluster::xds::Channel;
use diagnosis::control_plane::Istiod;
use diagnosis::proxy_status::{self, Answer};
use diagnosis::xds::all_proxies;
use golang::time::Moment;
use objects::{World, kinds};

use crate::failure::{Failure, shown};
use crate::istiods::{self, Which};
use crate::options::access::wait;
use crate::options::configuration;
use crate::options::control::ControlPlane;
use crate::options::form::TableForm;
use crate::options::known::Known;
use crate::options::xds::{ACCOUNT, XdsFlags};
use crate::output;
use crate::table::{self, Cell};
use crate::xds::{self, Servers};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # Which proxies are connected to which istiod, and what they asked for
  outrigger proxy-status
  outrigger ps -n shop

  # Whether each has what it was sent, and since when
  outrigger proxy-status -v 1
  outrigger proxy-status -o json

  # What a proxy has, beside what its istiod has for it
  outrigger ps web-7d9c.shop

  # Of an istiod outside of the cluster, which has to prove its name
  outrigger ps --xds-address istiod.example.com:15012

  # Which proxies a cluster has that is not at hand
  outrigger proxy-status --snapshot cluster.yaml

Each istiod is asked over xDS, on port 15012 of its pod, with a token of the ServiceAccount default; where that fails, \
over HTTP, on port 15014, which a note says. Where no istiod can be asked, the proxies are those of running pods, and \
what only an istiod knows is \"unknown\".

Exit status: 0 an answer, also if proxies are not in step; 1 if no istiod of the cluster could be asked.";

/// Source: Istio 1.30 istioctl/pkg/util, DefaultProxyAdminPort.
const ADMIN_PORT: u16 = 15000;

/// Arguments of `proxy-status`.
#[derive(Debug, Args)]
pub struct ProxyStatus {
    /// Pod whose proxy is compared with its istiod: [TYPE/]NAME[.NAMESPACE].
    #[arg(value_name = "POD")]
    pub named: Vec<String>,
    /// Namespace of the proxies that are listed [default: all], or of the pod.
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
    /// What the pod's proxy answers to /config_dump, in place of asking it; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Port of the pod's proxy for its administration.
    #[arg(long, value_name = "PORT", default_value_t = ADMIN_PORT)]
    pub proxy_admin_port: u16,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// How istiods are asked.
    #[command(flatten)]
    pub xds: XdsFlags,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

impl ProxyStatus {
    fn which(&self) -> Which<'_> {
        self.revision.as_deref().map_or(Which::OfDefault, Which::Of)
    }
}

/// Prints how proxies stand with their configuration.
///
/// # Errors
/// The snapshot or cluster cannot be read, or no istiod can be asked; of a cluster's pods is told what they say all the same.
pub fn run(options: &ProxyStatus) -> Result<(), Failure> {
    options.xds.check()?;
    match &options.named[..] {
        [] => {}
        [named] => return compare::run(options, named),
        _ => {
            return Err(Failure::new("the configuration of one pod at a time is compared")
                .hint("outrigger proxy-status web-7d9c.shop"));
        }
    }
    if options.file.is_some() || options.proxy_admin_port != ADMIN_PORT {
        return Err(Failure::new("--file and --proxy-admin-port are about one pod, and none is named")
            .hint("outrigger proxy-status web-7d9c.shop --file dump.json"));
    }
    if let Some(world) = configuration::snapshots(&options.known.snapshot)? {
        if options.xds.is_given() {
            return Err(Failure::new("a snapshot can ask no istiod, and a flag says how istiods are asked")
                .hint("leave --snapshot out, or the flags of xDS"));
        }
        eprintln!("note: whether proxies are in step is not known, as a snapshot can ask no istiod");
        return from_pods(options, &world);
    }
    let seen = look(options)?;
    seen.notes.iter().for_each(|note| eprintln!("note: {}", shown(note)));
    match &seen.pods {
        Some(pods) => from_pods(options, pods)?,
        None if seen.told.is_empty() => {}
        None => print(options, seen.told)?,
    }
    seen.failure.map_or(Ok(()), Err)
}

/// What there is to print.
#[derive(Default)]
struct Seen {
    /// What each istiod that answered says.
    told: Vec<Answer>,
    /// Pods, if no istiod did.
    pods: Option<World>,
    /// Why not each of them did.
    failure: Option<Failure>,
    notes: Vec<String>,
}

impl Seen {
    fn has(&self, answer: &Answer) -> bool {
        self.told.iter().any(|told| told.identifier == answer.identifier)
    }
}

fn look(options: &ProxyStatus) -> Result<Seen, Failure> {
    let (namespace, revision) = (&options.control_plane.istio_namespace, options.revision.as_deref());
    if options.xds.needs_no_cluster() {
        return wait(async {
            match xds::server_without_cluster(&options.xds, namespace, revision).await? {
                Servers::At { address, channel, .. } => at(namespace, &address, &channel, Vec::new()).await,
                Servers::Pods { .. } => Ok(Seen::default()),
            }
        })?;
    }
    let seen = options.known.access.run_or_fail(async |cluster| {
        match xds::servers(&options.xds, &cluster, namespace, options.which()).await? {
            Servers::At { address, channel, notes } => at(namespace, &address, &channel, notes).await,
            Servers::Pods { found, channel } => {
                let mut seen = Seen { notes: found.notes, ..Seen::default() };
                ask(options, &cluster, &found.istiods, &channel, &mut seen).await;
                if seen.told.is_empty() && seen.failure.is_some() {
                    let read = istiods::pods(&cluster).await;
                    seen.notes.extend(read.gaps);
                    seen.pods = Some(read.world).filter(|world| world.known(kinds::POD).is_some());
                }
                Ok(seen)
            }
        }
    });
    seen.map_err(|failure| {
        failure.hint("or look at a snapshot, offline: --snapshot FILE, which `outrigger snapshot` writes")
    })
}

async fn at(namespace: &str, address: &str, channel: &Channel, notes: Vec<String>) -> Result<Seen, Failure> {
    let answer = xds::ask_at(address, channel, all_proxies(namespace, ACCOUNT)).await?;
    let told = proxy_status::over_xds(&answer).map_err(|e| Failure::new(e).at(address))?;
    Ok(Seen { told: vec![told], notes, ..Seen::default() })
}

async fn ask(
    options: &ProxyStatus,
    cluster: &Cluster,
    istiods: &[Istiod],
    channel: &Result<Channel, Failure>,
    seen: &mut Seen,
) {
    let namespace = &options.control_plane.istio_namespace;
    if istiods.is_empty() {
        seen.failure = Some(Failure::new(format!("no running Istio pods in {namespace:?}")).hint(
            "what is printed is told by pods alone; --istio-namespace and --revision say where istiod is",
        ));
    }
    for istiod in istiods {
        let told = match over_xds(options, cluster, istiod, channel).await {
            Ok(told) => Ok(told),
            Err(why) => {
                seen.notes.push(xds::over_http_instead(istiod, why.one_line()));
                over_http(cluster, istiod).await
            }
        };
        match told {
            // Two pods that are the same istiod by its own word count once.
            Ok(told) if told.identifier.is_some() && seen.has(&told) => {}
            Ok(told) => seen.told.push(told),
            Err(failure) => seen.failure = Some(failure),
        }
    }
}

async fn over_xds(
    options: &ProxyStatus,
    cluster: &Cluster,
    istiod: &Istiod,
    channel: &Result<Channel, Failure>,
) -> Result<Answer, Failure> {
    let channel = channel.as_ref().map_err(Clone::clone)?;
    let request = all_proxies(&options.control_plane.istio_namespace, ACCOUNT);
    let answer = xds::ask_pod(cluster, &options.xds, channel, istiod, request).await;
    proxy_status::over_xds(&answer.map_err(|e| Failure::from(&e))?).map_err(Failure::new)
}

async fn over_http(cluster: &Cluster, istiod: &Istiod) -> Result<Answer, Failure> {
    let body = istiods::ask(cluster, istiod, "/debug/syncz").await.map_err(|e| Failure::from(&e))?;
    let place = || format!("pod {}/{}", istiod.namespace, istiod.pod);
    proxy_status::over_http(&body, &istiod.pod).map_err(|e| Failure::new(e).at(place()))
}

fn from_pods(options: &ProxyStatus, world: &World) -> Result<(), Failure> {
    if world.known(kinds::POD).is_none() {
        return Err(Failure::new("no pods are in the snapshot")
            .hint("`outrigger snapshot` and `kubectl get pods -A -o yaml` print them"));
    }
    print(options, vec![Answer { proxies: proxy_status::of_pods(world), ..Answer::default() }])
}

fn print(options: &ProxyStatus, mut told: Vec<Answer>) -> Result<(), Failure> {
    if let Some(namespace) = &options.namespace {
        told.iter_mut().for_each(|answer| answer.proxies.retain(|proxy| proxy.namespace == *namespace));
    }
    if options.output == TableForm::Table {
        let proxies: Vec<_> = told.into_iter().flat_map(|answer| answer.proxies).collect();
        let rows = match options.verbosity {
            ..=0 => proxy_status::subscribed(&proxies),
            _ => proxy_status::by_type(&proxies, &now()),
        };
        let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect());
        return output::write(&table::text(&rows.collect::<Vec<_>>(), 5), None);
    }
    let mut text = String::new();
    for answer in &told {
        let json =
            answer.json().ok_or_else(|| Failure::new("the answer of an istiod is too long to be printed"))?;
        match options.output {
            TableForm::Yaml => {
                text.push_str(&kubeyaml::write(&kubeyaml::from_json(json.as_bytes()).unwrap_or_default()));
                text.push('\n');
            }
            _ => text.push_str(&json),
        }
    }
    output::write(&text, None)
}

fn now() -> Moment {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::utc(i64::try_from(now.as_secs()).unwrap_or(i64::MAX), now.subsec_nanos())
}
