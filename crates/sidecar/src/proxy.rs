//! `proxy`: from the plan to what is started.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use agent::bootstrap::{Parameters, document, grpc_bootstrap, template};
use agent::command_line::{bootstrap_file, command_line};
use agent::drain::Settings;
use agent::merge::Scrape;
use agent::node::{Found, Node};
use agent::probes::Table;
use agent::settings::{BootstrapSource, Notice, Plan, ProxyKind};

use std::io::ErrorKind::NotFound;

use crate::certificates::Certificates;
use crate::error::Error;
use crate::given::{plan, text};
use crate::logging;
use crate::run::{Start, run};
use crate::status::{Answers, Probing};

/// Runs the proxy that these words ask for. `started` is when the program was.
///
/// # Errors
/// It does not come as far as to run.
pub(crate) fn proxy(words: &[String], started: Instant) -> Result<ExitCode, Error> {
    let plan = plan(words)?;
    logging::start(&plan.log.levels, plan.log.as_json);
    tracing::info!("outrigger-agent {} runs as {}", env!("CARGO_PKG_VERSION"), plan.who.node_id);
    say(&plan.notices);
    let start = start(&plan)?;
    run(Arc::new(plan), start, started)
}

fn say(notices: &[Notice]) {
    for notice in notices {
        tracing::warn!("{notice}");
    }
}

fn start(plan: &Plan) -> Result<Start, Error> {
    let certificates = Certificates::prepare(plan)?;
    let found = found(plan, &certificates);
    let node = Node::of(plan, &found);
    if let Some(path) = &plan.paths.grpc_bootstrap {
        write_grpc_bootstrap(path, &kubeyaml::to_json(&grpc_bootstrap(plan, &node)));
    }
    let path = bootstrap_file(plan);
    let override_text = plan.envoy.bootstrap_override.as_ref().map(text).transpose()?.flatten();
    let command_line = command_line(plan, &path, override_text.as_deref());
    say(&command_line.notices);
    let loopback = match plan.who.is_ipv6_only() {
        true => IpAddr::V6(Ipv6Addr::LOCALHOST),
        false => IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    Ok(Start {
        arguments: command_line.arguments,
        variables: command_line.environment,
        files: files(plan, path, &Parameters::of(plan, &node, &found))?,
        admin: SocketAddr::new(loopback, plan.ports.admin),
        drain: drain(plan),
        status: plan.ports.status.map(|port| answers(plan, port)).transpose()?,
        certificates,
    })
}

/// What only a look at the machine says.
fn found(plan: &Plan, certificates: &Certificates) -> Found {
    let statsd =
        plan.mesh.proxy_text(&["statsdUdpAddress"]).filter(|address| address.parse::<SocketAddr>().is_err());
    let statsd = statsd.and_then(|address| Some(address.to_socket_addrs().ok()?.next()?.ip()));
    Found {
        credential_socket: UnixStream::connect(&plan.paths.credential_socket).is_ok(),
        serves_only_files: certificates.is_for_files_only(),
        statsd,
    }
}

/// What the agent writes for Envoy: its bootstrap, unless the user's own file is used as it is, and a tracer's token.
fn files(plan: &Plan, path: PathBuf, parameters: &Parameters<'_>) -> Result<Vec<(PathBuf, String)>, Error> {
    say(&parameters.notices);
    let bootstrap = match &plan.envoy.bootstrap {
        BootstrapSource::AsItIs(_) => return Ok(Vec::new()),
        BootstrapSource::BuiltIn => kubeyaml::to_json(&document(parameters)),
        BootstrapSource::Template(path) => {
            let text =
                text(path)?.ok_or_else(|| Error::File { path: path.clone(), source: NotFound.into() })?;
            let variable = |name: &str| std::env::var(name).ok();
            template::render(&path.to_string_lossy(), &text, parameters, variable)?
        }
    };
    let token = parameters.token_file().map(|(path, token)| (path.into(), token.to_owned()));
    Ok(std::iter::once((path, bootstrap)).chain(token).collect())
}

/// What proxyless gRPC of the application reads. Where nobody can write it, most applications do without.
fn write_grpc_bootstrap(path: &Path, text: &str) {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    if let Err(error) = folder.and_then(|()| fs::write(path, text)) {
        tracing::warn!("cannot write the bootstrap of proxyless gRPC {}: {error}", path.display());
    }
}

fn drain(plan: &Plan) -> Settings {
    let drain = plan.drain;
    Settings {
        drain: drain.termination,
        until_idle: drain.until_no_connections.then_some(drain.minimum),
        inbound_only: drain.inbound_only,
    }
}

fn answers(plan: &Plan, port: u16) -> Result<Answers, Error> {
    let status = &plan.status;
    // A gateway's port can be reached by its clients: the application's metrics are not for them, and it has none.
    let prometheus = status.prometheus.as_deref().filter(|_| plan.who.kind == ProxyKind::Sidecar);
    let scrape = prometheus.map(|text| Scrape::parse(text, port)).transpose()?.flatten();
    if status.keeps_probe_connections {
        tracing::warn!(
            "ENABLE_PROBE_KEEPALIVE_CONNECTIONS has no effect: each probe has a connection of its own"
        );
    }
    Ok(Answers {
        port,
        envoy_metrics: plan.ports.envoy_prometheus,
        metrics_are_local: status.metrics_for_localhost_only,
        scrape,
        probes: Table::parse(status.app_probers.as_deref().unwrap_or_default())?,
        probing: Probing { target: status.probe_target, http2: status.http2_probes },
    })
}
