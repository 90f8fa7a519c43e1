//! `outrigger webhook`

mod cluster_options;
mod events;
mod in_cluster;
mod loading;
mod options;
mod world;

use std::net::{Ipv4Addr, Ipv6Addr};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use webhook::logging::Format;
use webhook::record::{Bounds, Recorder};
use webhook::reload::{Marked, Reloader, Watch};
use webhook::tls::{Certificates, TlsSettings};
use webhook::{App, Behaviour, Engine, HealthFile, Limits, Metrics, Server, Stopping, Terminations};

pub use options::{EXAMPLES, Webhook};

use self::cluster_options::ConfigSource;
use self::events::{Events, NotYet};
use self::in_cluster::Parts;
use self::loading::{load_configuration, load_pair, pair};
use self::options::{Logging, Serving};
use crate::failure::Failure;
use crate::options::configuration::{self, Configuration};

/// Threads that serve connections, unless more are asked for.
const MOST_THREADS: usize = 4;
/// A thread that works on dear reviews keeps the memory that it had for the next one: it ends soon.
const IDLE_WORKER: Duration = Duration::from_millis(10);
/// How long work beside the requests may take to end.
const LAST_WORK: Duration = Duration::from_secs(1);

/// Serves the webhook until it is told to stop. Where the log is JSON, what stops it is a line of the log, too: whoever
/// reads such a log understands nothing else.
///
/// # Errors
/// The configuration or the certificate cannot be used, or a port cannot be had.
pub fn run(options: Webhook) -> Result<ExitCode, Failure> {
    let format = options.logging.log_format;
    webhook::logging::start(format, options.logging.log_level.into());
    match serve_until_stopped(options) {
        Err(failure) if format == Format::Json => {
            tracing::error!("{}", failure.one_line());
            Ok(ExitCode::FAILURE)
        }
        outcome => outcome.map(|()| ExitCode::SUCCESS),
    }
}

fn serve_until_stopped(options: Webhook) -> Result<(), Failure> {
    let Webhook { mut configuration, inject_config, mesh_config, serving, cluster: options, logging } =
        options;
    configuration.inject_config_file = configuration.inject_config_file.or(inject_config);
    configuration.mesh_config_file = configuration.mesh_config_file.or(mesh_config);
    let runtime = runtime(&serving)?;
    let entered = runtime.enter();
    let cluster = runtime.block_on(in_cluster::connect(&options))?;
    let metrics = Arc::new(Metrics::new());
    let events = in_cluster::events(cluster.as_ref(), &options, &metrics);
    let mut files = Files { serving: &serving, metrics: &metrics, watches: Vec::new() };

    let certificates = Arc::new(Certificates::default());
    if options.cert_secret.is_none() {
        files.pair(&certificates)?;
    }
    let settings = TlsSettings {
        min_version: serving.tls_min_version.clone(),
        cipher_suites: serving.tls_cipher_suites.clone(),
    };
    let tls = settings.server(Arc::clone(&certificates)).map_err(Failure::new)?;
    let configuration = Arc::new(configuration);
    let app = Arc::new(app(Box::new(NotYet), &metrics, &serving, &logging)?);
    if options.config_source == ConfigSource::Files {
        files.configuration(&configuration, &app, &events)?;
    }
    let watches = files.watches;
    let parts = Parts {
        options: Arc::new(options),
        configuration,
        app: Arc::clone(&app),
        certificates,
        metrics: Arc::clone(&metrics),
        events,
    };
    let beside = cluster.as_ref().map(|cluster| in_cluster::start(cluster, &parts)).transpose()?;
    let reloader = if serving.reload_interval.is_zero() {
        None
    } else {
        Some(Reloader::start(watches, serving.reload_interval, metrics).map_err(Failure::new)?)
    };
    drop(entered);
    let served = runtime.block_on(serve(&serving, app, tls, reloader));
    drop(beside);
    // What hangs on a file system must not keep the program from its end.
    runtime.shutdown_timeout(LAST_WORK);
    served
}

/// What is read from files, and watched from then on.
struct Files<'a> {
    serving: &'a Serving,
    metrics: &'a Arc<Metrics>,
    watches: Vec<Watch>,
}

impl Files<'_> {
    fn pair(&mut self, certificates: &Arc<Certificates>) -> Result<(), Failure> {
        let Serving { tls_cert_file, tls_key_file, .. } = self.serving;
        let marked = Marked::now(vec![tls_cert_file.clone(), tls_key_file.clone()]);
        let pair = pair(tls_cert_file, tls_key_file)?;
        self.metrics.certificate_expires(pair.not_after.unwrap_or_default());
        self.metrics.is_current("certificate", true);
        certificates.replace(pair);
        let load = load_pair(self.serving, Arc::clone(certificates), Arc::clone(self.metrics));
        self.watches.push(marked.watch("certificate", load));
        Ok(())
    }

    /// Reads the configuration and puts it in force. One that cannot be used leaves the webhook not ready until its files
    /// are mended.
    fn configuration(
        &mut self,
        configuration: &Arc<Configuration>,
        app: &Arc<App>,
        events: &Events,
    ) -> Result<(), Failure> {
        let files = configuration::files(configuration);
        let can_be_mended = !files.is_empty() && !self.serving.reload_interval.is_zero();
        let marked = Marked::now(files);
        let awaited = app.health.awaits("no configuration yet");
        let mut load =
            load_configuration(Arc::clone(configuration), Arc::clone(app), events.clone(), awaited);
        let loaded = load();
        self.metrics.is_current("configuration", loaded.is_ok());
        match loaded {
            Ok(install) => install(),
            Err(e) if can_be_mended => tracing::error!("no configuration, not ready: {e}"),
            Err(e) => return Err(Failure::new(e)),
        }
        self.watches.push(marked.watch("configuration", load));
        Ok(())
    }
}

async fn serve(
    serving: &Serving,
    app: Arc<App>,
    tls: webhook::tls::ServerConfig,
    reloader: Option<Reloader>,
) -> Result<(), Failure> {
    let signals = Terminations::listen().map_err(Failure::new)?;
    let server = Server::new(listen(serving).await?, listen_operations(serving).await?);
    if let Some(reloader) = reloader {
        tokio::spawn(webhook::at_hangup(move || reloader.look_now()));
    }
    if let Some(path) = &serving.health_check_file
        && !serving.health_check_interval.is_zero()
    {
        let file = HealthFile { path: path.clone(), interval: serving.health_check_interval };
        tokio::spawn(webhook::keep_fresh(file, Arc::clone(&app.health)));
    }
    if let Ok(address) = server.address() {
        tracing::info!(%address, "serving");
    }
    let in_cluster = std::env::var_os("KUBERNETES_SERVICE_HOST").is_some();
    let drain = serving.drain_seconds.unwrap_or(if in_cluster { 5 } else { 0 });
    let stopping = Stopping { drain: Duration::from_secs(drain.into()), grace: serving.shutdown_duration };
    server.run(app, tls, stopping, signals).await;
    Ok(())
}

fn app(
    engine: Box<dyn Engine>,
    metrics: &Arc<Metrics>,
    serving: &Serving,
    logging: &Logging,
) -> Result<App, Failure> {
    let bounds = Bounds { files: logging.record_max_files, bytes: logging.record_max_bytes };
    let recorder = logging.record.as_ref().map(|folder| {
        Recorder::start(folder.clone(), bounds).map_err(|e| Failure::new(e).at(folder.display().to_string()))
    });
    let limits = Limits { connections: serving.max_connections.max(1), ..Limits::default() };
    let behaviour = Behaviour { warnings: !logging.no_warnings, log_decisions: logging.log_decisions };
    Ok(App::new(engine, Arc::clone(metrics), limits, behaviour, recorder.transpose()?))
}

fn runtime(serving: &Serving) -> Result<tokio::runtime::Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    // Each thread keeps some memory for itself, and a few of them answer more than any cluster asks.
    let usual = || std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    builder.worker_threads(serving.threads.unwrap_or_else(usual).max(1));
    // On a busy machine the next dear review comes before the thread of the last one rests, and each thread that there
    // ever was keeps what that took: one for each turn, and one for files and names of hosts.
    let blocking = Limits::default().heavy_at_once as usize + 1;
    builder.max_blocking_threads(blocking);
    builder.thread_keep_alive(IDLE_WORKER).enable_all().build().map_err(Failure::new)
}

/// All addresses are those of IPv6, which take IPv4 as well, or those of IPv4 where there is no IPv6.
async fn listen(serving: &Serving) -> Result<TcpListener, Failure> {
    let port = serving.port;
    let bound = match serving.address {
        Some(address) => TcpListener::bind((address, port)).await,
        None => match TcpListener::bind((Ipv6Addr::UNSPECIFIED, port)).await {
            Err(_) => TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).await,
            bound => bound,
        },
    };
    bound.map_err(|e| Failure::new(e).at(format!("port {port}")))
}

async fn listen_operations(serving: &Serving) -> Result<Option<TcpListener>, Failure> {
    let Some(address) = serving.monitoring_address else { return Ok(None) };
    TcpListener::bind(address)
        .await
        .map(Some)
        .map_err(|e| Failure::new(e).at(format!("--monitoring-address {address}")))
}
