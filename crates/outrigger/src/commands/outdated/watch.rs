//! Looking again whenever the cluster changes: what is another way is printed, written as Events, and counted.

mod events;
mod lines;
mod metrics;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use cluster::Cluster;
use cluster::live::{Live, Pace, Source};
use cluster::snapshot::Wanted;
use diagnosis::installed;
use diagnosis::outdated::Pods;
use diagnosis::outdated::changes::Look;
use objects::{World, kinds};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::sleep;
use webhook::logging::{self, Format};
use webhook::{Limits, Signals, Terminations, serve_operations};

use self::events::Writer;
use self::metrics::Shown;
use super::{Outdated, stand, wanted};
use crate::failure::Failure;
use crate::findings::Form;
use crate::options::address::address;
use crate::options::duration::duration;
use crate::options::known;

/// How a cluster is watched.
#[derive(Debug, Args)]
#[command(next_help_heading = "Watching")]
pub struct Watching {
    /// Go on looking, and print what changes: a line each, or with -o json an object a line.
    #[arg(long, conflicts_with_all = ["snapshot", "html", "restart", "verbose"])]
    pub watch: bool,
    /// How long nothing is looked at after a look, however much changes.
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = duration, requires = "watch")]
    pub interval: Duration,
    /// Write Events for the workloads that come into a state or are out of it.
    #[arg(long, requires = "watch")]
    pub events: bool,
    /// Address and port for health and metrics without TLS, such as `:15014` [default: none].
    #[arg(long, visible_aliases = ["monitoringAddr", "metrics-addr"], value_name = "[IP]:PORT", value_parser = address, requires = "watch")]
    pub monitoring_address: Option<SocketAddr>,
    /// Name of this replica in Events.
    #[arg(long, hide = true, value_name = "NAME", env = "POD_NAME", default_value = "outrigger")]
    pub pod_name: String,
}

/// Changes that follow each other within this time are looked at together: those of the kinds that are watched come one
/// after the other.
const QUIET: Duration = Duration::from_secs(1);

/// Looks until it is told to end, or nobody reads what it prints any more.
///
/// # Errors
/// The form is none for lines, it is not known how to reach a cluster, or the address cannot be had.
pub fn run(options: Outdated) -> Result<(), Failure> {
    if !matches!(options.output, Form::Table | Form::Json) {
        return Err(Failure::new("with --watch, lines are printed, which this form does not have")
            .hint("-o json prints an object a line"));
    }
    logging::start(Format::Text, tracing::Level::INFO);
    let access = options.access.clone();
    access.run(async |cluster| Ok(until_told(options, cluster).await))?
}

async fn until_told(options: Outdated, cluster: Cluster) -> Result<(), Failure> {
    let mut signals = Terminations::listen().map_err(Failure::new)?;
    let shown = Arc::new(Shown::new());
    if let Some(address) = options.watching.monitoring_address {
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|e| Failure::new(e).at(format!("--monitoring-address {address}")))?;
        tokio::spawn(serve_operations(listener, Arc::clone(&shown) as _, Limits::default()));
    }
    tokio::select! {
        ended = look_again(Arc::new(options), cluster, shown) => ended,
        () = signals.next() => {
            tracing::info!("told to end");
            Ok(())
        }
    }
}

/// What the command reads without `--watch`, watched: with what installations of outrigger say they read, which is known once
/// their webhook configurations are.
struct Watched {
    /// Namespace and name of the ConfigMaps that are said to be read.
    config_maps: BTreeSet<(String, String)>,
    worlds: watch::Receiver<Option<Arc<World>>>,
    _live: Live,
}

impl Watched {
    fn start(
        options: &Outdated,
        cluster: &Cluster,
        config_maps: BTreeSet<(String, String)>,
        shown: &Shown,
    ) -> Watched {
        let interval = options.watching.interval;
        let pace = Pace { quiet: QUIET.min(interval), at_the_latest: interval, patience: None };
        let (live, worlds) = Live::start(cluster, sources(options, &config_maps), pace);
        shown.watches(live.failing());
        Watched { config_maps, worlds, _live: live }
    }
}

/// What is watched. Without pods nothing can be said.
fn sources(options: &Outdated, config_maps: &BTreeSet<(String, String)>) -> Vec<Source> {
    let control_namespace = &options.control_plane.istio_namespace;
    let mut wanted = wanted(options.of.namespace.as_deref(), control_namespace);
    let is_read = |one: &Wanted| one.namespace.as_ref() == Some(control_namespace);
    wanted.extend(known::of_namespaces(config_maps).into_iter().filter(|one| !is_read(one)));
    let source = |wanted: Wanted| Source {
        kind: wanted.kind,
        namespace: wanted.namespace,
        name: None,
        is_needed: wanted.kind == kinds::POD,
        parts: wanted.parts,
    };
    wanted.into_iter().map(source).collect()
}

async fn look_again(options: Arc<Outdated>, cluster: Cluster, shown: Arc<Shown>) -> Result<(), Failure> {
    let Watching { interval, events, ref pod_name, .. } = options.watching;
    let mut watched = Watched::start(&options, &cluster, BTreeSet::new(), &shown);
    let mut writer = events.then(|| Writer::new(cluster.clone(), pod_name.clone()));
    let mut before = None::<Look>;
    loop {
        // Where Events wait to be written they are tried again though nothing changed.
        let waits = writer.as_ref().is_some_and(Writer::has_more);
        if !waits && watched.worlds.changed().await.is_err() {
            return Ok(());
        }
        let world = watched.worlds.has_changed().unwrap_or_default() || !waits;
        let world = watched.worlds.borrow_and_update().clone().filter(|_| world);
        if let Some(world) = &world {
            let config_maps = installed::read_by_any(world);
            if config_maps != watched.config_maps {
                watched = Watched::start(&options, &cluster, config_maps, &shown);
                continue;
            }
        }
        if let Some(world) = world {
            let pods = look(&options, &world).await?;
            let now = Look::of(&pods);
            let changes = now.changes(before.as_ref().unwrap_or(&Look::default()));
            if !lines::print(&changes, options.output)? {
                return Ok(());
            }
            if let Some(writer) = &mut writer {
                writer.take(&changes, &world, before.is_some());
            }
            before = Some(now);
            shown.looked(&pods);
        }
        if let Some(writer) = &mut writer {
            shown.wrote(writer.write().await);
        }
        // Whoever waits for nothing between looks does not ask an API server that is away without end.
        let waits = writer.as_ref().is_some_and(Writer::has_more);
        sleep(if waits { interval.max(QUIET) } else { interval }).await;
    }
}

/// How the pods stand, told off the thread that answers who asks for metrics.
async fn look(options: &Arc<Outdated>, world: &Arc<World>) -> Result<Vec<Pods>, Failure> {
    let (options, world) = (Arc::clone(options), Arc::clone(world));
    let looked = tokio::task::spawn_blocking(move || stand(&options, &world)).await;
    looked.map_err(|e| Failure::new(format!("looking at the pods made the program panic: {e}")))
}
