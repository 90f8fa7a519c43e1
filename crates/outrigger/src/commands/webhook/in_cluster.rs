//! The webhook in a cluster: configuration, certificates and caBundle from there, Events to there.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use certs::{Names, State};
use cluster::ca_bundle::{Controller, Entries, Patching, Report};
use cluster::certificates::{Keeper, Keeping};
use cluster::live::{Live, Pace, Source};
use cluster::{Cluster, events};
use injection::resolve::ConfigMapNames;
use objects::{World, kinds, parts};
use tokio::sync::watch;
use webhook::tls::{Certificates, Pair};
use webhook::{App, Awaited, InjectorEngine, Metrics, files};

use super::cluster_options::{ConfigSource, InCluster};
use super::events::Events;
use super::world::taken_in;
use crate::failure::Failure;
use crate::options::configuration::Configuration;

/// How often a CA file is checked.
const LOOK_AT_FILE: Duration = Duration::from_secs(1);
/// How quickly changes are put in force.
const PACE: Pace = Pace {
    quiet: Duration::from_millis(100),
    at_the_latest: Duration::from_millis(500),
    patience: Some(Duration::from_secs(5)),
};
/// After what time what is missing is reported again.
const TELL_AGAIN: Duration = Duration::from_secs(30);

/// What keeps working beside the server. Dropping it ends all of it.
#[derive(Debug, Default)]
pub struct Beside {
    live: Option<Live>,
    keeper: Option<Keeper>,
    controller: Option<Controller>,
}

/// What the parts here work on.
#[derive(Clone)]
pub struct Parts {
    /// The flags.
    pub options: Arc<InCluster>,
    /// Where the rest of the configuration comes from.
    pub configuration: Arc<Configuration>,
    /// The server.
    pub app: Arc<App>,
    /// What is served.
    pub certificates: Arc<Certificates>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Whether there are Events of pods.
    pub events: Events,
}

/// The cluster, if the flags need one or an old flag can use one.
///
/// # Errors
/// One is needed, and it is not known how to reach it.
pub async fn connect(options: &InCluster) -> Result<Option<Cluster>, Failure> {
    let access = options.access();
    let publishes_file = options.ca_cert_file.is_some() && !options.static_ca_bundle;
    let is_of_use = options.is_needed() || (publishes_file && access.is_possible());
    if !is_of_use {
        if publishes_file {
            tracing::warn!(
                "--caCertFile has no effect: there is no cluster whose caBundle could be kept true"
            );
        }
        return Ok(None);
    }
    Cluster::connect(&access).await.map(Some).map_err(|e| Failure::from(&e))
}

/// Starts what works beside the server. Must be called within a runtime.
///
/// # Errors
/// The flags do not fit together.
pub fn start(cluster: &Cluster, parts: &Parts) -> Result<Beside, Failure> {
    let mut beside = Beside::default();
    if parts.options.config_source == ConfigSource::Cluster {
        beside.live = Some(follow_configuration(cluster, parts));
    }
    let (publish, bundle) = watch::channel(None);
    let (in_place, trusted) = watch::channel(false);
    let keeping = keeping(&parts.options)?;
    if let Some(keeping) = &keeping {
        let (keeper, states) = Keeper::start(cluster.clone(), keeping.clone(), trusted);
        beside.keeper = Some(keeper);
        tokio::spawn(serve_kept(
            states,
            publish,
            parts.clone(),
            parts.app.health.awaits("no certificate yet"),
        ));
    } else if let Some(file) = parts.options.ca_cert_file.clone() {
        tokio::spawn(publish_file(file, publish));
    } else if parts.options.webhook_config.is_empty() {
        return Ok(beside);
    }
    let app = Arc::clone(&parts.app);
    let ready = Arc::new(move || app.health.is_ready());
    let metrics = Arc::clone(&parts.metrics);
    let reports = Arc::new(move |report| match report {
        Report::Attempt { .. } => metrics.patch_attempted(),
        Report::Retry { configuration } => metrics.patch_retried(configuration),
        Report::Failure { configuration, reason } => metrics.patch_failed(configuration, reason),
    });
    let patching = patching(&parts.options, &parts.configuration.revision, keeping);
    beside.controller = Some(Controller::start(cluster.clone(), patching, bundle, in_place, ready, reports));
    Ok(beside)
}

fn keeping(options: &InCluster) -> Result<Option<Keeping>, Failure> {
    let Some(secret) = options.cert_secret.clone() else { return Ok(None) };
    let mut names = Names::of_service(&options.service_name, &options.namespace)
        .map_err(|e| Failure::new(e).at("--service-name, --namespace"))?;
    for name in &options.cert_dns_name {
        names = names.and(name).map_err(|e| Failure::new(e).at("--cert-dns-name"))?;
    }
    let plan = options.lives.plan();
    plan.check().map_err(|e| Failure::new(e).at("--ca-validity, --ca-renewal, --cert-…"))?;
    let (namespace, subject) = (options.namespace.clone(), format!("outrigger CA of {}", options.namespace));
    Ok(Some(Keeping { namespace, secret, subject, names, plan }))
}

fn patching(options: &InCluster, revision: &str, secret: Option<Keeping>) -> Patching {
    Patching {
        configurations: options.configurations(revision),
        revision: revision.to_owned(),
        entries: options.webhook_name.clone().map_or(Entries::Injectors, Entries::Named),
        write: !options.static_ca_bundle,
        secret,
    }
}

/// Puts each world in force, off the threads that answer requests.
fn follow_configuration(cluster: &Cluster, parts: &Parts) -> Live {
    let InCluster { namespace, inject_config_map_name: inject, mesh_config_map_name: mesh, .. } =
        &*parts.options;
    let revision = &parts.configuration.revision;
    let names = ConfigMapNames::literal(namespace, inject.as_deref(), mesh.as_deref(), revision);
    let (live, worlds) = Live::start(cluster, sources(&names), PACE);
    tokio::spawn(take_over(worlds, names, parts.clone(), parts.app.health.awaits("no configuration yet")));
    live
}

/// What is watched: the two ConfigMaps, without which nothing is injected, and what injection may know besides.
fn sources(names: &ConfigMapNames) -> Vec<Source> {
    let source =
        |kind| Source { kind, namespace: None, name: None, is_needed: false, parts: parts::of_injection };
    let config_map = |name: &String| Source {
        namespace: Some(names.namespace.clone()),
        name: Some(name.clone()),
        is_needed: true,
        ..source(kinds::CONFIG_MAP)
    };
    let config_maps = [&names.inject, &names.mesh].map(config_map);
    config_maps.into_iter().chain([kinds::NAMESPACE, kinds::NODE, kinds::PROXY_CONFIG].map(source)).collect()
}

async fn take_over(
    mut worlds: watch::Receiver<Option<Arc<World>>>,
    names: ConfigMapNames,
    parts: Parts,
    awaited: Awaited,
) {
    let mut awaited = Some(awaited);
    let mut in_force = None;
    loop {
        let world = worlds.borrow_and_update().clone();
        if let Some(world) = world {
            let (work, of, before) = (parts.configuration.clone(), names.clone(), in_force.clone());
            let made = tokio::task::spawn_blocking(move || taken_in(&world, &of, &work, before)).await;
            let loaded =
                made.unwrap_or_else(|e| Err(format!("the configuration made the program panic: {e}")));
            parts.metrics.reloaded("configuration", loaded.is_ok());
            match loaded {
                Ok((configured, facts)) => {
                    let injector = Arc::clone(&configured.injector);
                    parts.app.replace_engine(parts.events.engine(InjectorEngine { injector, facts }));
                    in_force = Some(configured);
                    if let Some(awaited) = awaited.take() {
                        awaited.arrived();
                    }
                    tracing::info!(namespace = names.namespace, "the cluster's configuration is in force");
                }
                Err(e) => match &awaited {
                    Some(awaited) => {
                        tracing::error!("no configuration, not ready: {e}");
                        awaited.is_lacking(format!("no configuration: {e}"));
                    }
                    None => {
                        tracing::error!(
                            "the cluster's configuration is refused, what was in force stays: {e}"
                        );
                    }
                },
            }
        }
        let changed = async {
            if awaited.is_none() {
                return worlds.changed().await;
            }
            loop {
                match tokio::time::timeout(TELL_AGAIN, worlds.changed()).await {
                    Ok(changed) => return changed,
                    Err(_) => tracing::warn!("still without a configuration, not ready"),
                }
            }
        };
        if changed.await.is_err() {
            return;
        }
    }
}

/// Serves what the Secret holds, and publishes its bundle.
async fn serve_kept(
    mut states: watch::Receiver<Option<Arc<State>>>,
    publish: watch::Sender<Option<Arc<str>>>,
    parts: Parts,
    awaited: Awaited,
) {
    let mut awaited = Some(awaited);
    loop {
        let state = states.borrow_and_update().clone();
        if let Some(state) = state {
            let leaf = &state.leaf;
            match Pair::from_pem(leaf.certificate().pem().as_bytes(), leaf.key().pem().as_bytes()) {
                Ok(pair) => {
                    parts.metrics.certificate_expires(pair.not_after.unwrap_or_default());
                    parts.certificates.replace(pair);
                    parts.metrics.reloaded("certificate", true);
                    if let Some(awaited) = awaited.take() {
                        awaited.arrived();
                    }
                }
                Err(e) => {
                    parts.metrics.reloaded("certificate", false);
                    tracing::error!("the Secret's certificate is refused, what was served stays: {e}");
                }
            }
            let bundle: Arc<str> = state.bundle().into();
            publish.send_if_modified(|before| {
                let news = before.as_ref() != Some(&bundle);
                *before = Some(bundle);
                news
            });
        }
        if states.changed().await.is_err() {
            return;
        }
    }
}

/// Publishes a CA file, again whenever it changes.
async fn publish_file(file: PathBuf, publish: watch::Sender<Option<Arc<str>>>) {
    let mut complained = false;
    while !publish.is_closed() {
        let path = file.clone();
        let read = tokio::task::spawn_blocking(move || files::read_text(&path, files::LONGEST)).await;
        // A panic or the end of the runtime.
        let Ok(read) = read else { return };
        match read {
            Ok(text) => {
                complained = false;
                let text: Arc<str> = text.into();
                publish.send_if_modified(|before| {
                    let news = before.as_ref() != Some(&text);
                    *before = Some(text);
                    news
                });
            }
            Err(e) => {
                if !std::mem::replace(&mut complained, true) {
                    tracing::warn!(file = %file.display(), "the CA certificate cannot be read: {e}");
                }
            }
        }
        tokio::time::sleep(LOOK_AT_FILE).await;
    }
}

/// Begins to write Events, if they are asked for.
pub fn events(cluster: Option<&Cluster>, options: &InCluster, metrics: &Arc<Metrics>) -> Events {
    let Some(cluster) = cluster.filter(|_| options.events) else { return Events::Off };
    let metrics = Arc::clone(metrics);
    let counts = Arc::new(move |outcome: events::Outcome| metrics.event(outcome.name()));
    Events::Written(events::Recorder::start(cluster.clone(), options.pod_name.clone(), counts))
}
