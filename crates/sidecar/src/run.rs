//! The agent's life: its parts listen, Envoy starts, and what happens then decides `agent::drain`.
//!
//! ```text
//! signals, requests, Envoy's end, time ─► Drain ─► steps: drain, wait, count, end, kill, exit
//! ```

use std::future::pending;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use agent::Plan;
use agent::drain::{Drain, Event, Exit, Settings, Step};
use rustix::process::Signal;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal::unix::{self, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::admin::{Admin, Drained};
use crate::bootstrap::Written;
use crate::certificates::Certificates;
use crate::dns::{NameServer, Publisher};
use crate::error::Error;
use crate::gate::Gate;
use crate::given::text;
use crate::metrics::Metrics;
use crate::news;
use crate::parts::{Parts, Shared};
use crate::process::{Ended, Envoy};
use crate::relay::Relay;
use crate::status::{self, Answers};
use crate::stop::{Stopper, stop};

/// Events that wait for the run loop; who sends more waits.
const EVENTS: usize = 8;

/// What is started.
#[derive(Debug)]
pub(crate) struct Start {
    /// Envoy's arguments.
    pub(crate) arguments: Vec<String>,
    /// Its environment beside the agent's own.
    pub(crate) variables: Vec<(&'static str, &'static str)>,
    /// The files that it starts with, as far as the agent writes them.
    pub(crate) files: Vec<(PathBuf, String)>,
    /// Its admin interface.
    pub(crate) admin: SocketAddr,
    /// How it ends.
    pub(crate) drain: Settings,
    /// The status server.
    pub(crate) status: Option<Answers>,
    /// The workload's certificate.
    pub(crate) certificates: Certificates,
}

/// Runs the proxy to its end. `started` is when the program was.
///
/// # Errors
/// It does not come as far as to run.
pub(crate) fn run(plan: Arc<Plan>, start: Start, started: Instant) -> Result<ExitCode, Error> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(Error::Machine)?;
    runtime.block_on(async {
        // First, so that a signal finds somebody from the beginning on.
        let signals = Signals::new().map_err(Error::Machine)?;
        let running = Running::start(plan, start, signals, started).await?;
        Ok(running.until_the_end().await)
    })
}

/// The pod's name server, where it has one.
async fn name_server(plan: &Plan) -> Result<Option<(NameServer, Publisher)>, Error> {
    let Some(dns) = &plan.dns else { return Ok(None) };
    let resolv = text("/etc/resolv.conf")?.unwrap_or_default();
    Ok(Some(NameServer::listen(dns, &resolv, &plan.who.namespace, &plan.who.domain).await?))
}

struct Signals {
    terminate: unix::Signal,
    interrupt: unix::Signal,
}

impl Signals {
    fn new() -> std::io::Result<Signals> {
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }
}

/// A proxy that runs.
struct Running {
    plan: Arc<Plan>,
    admin: Admin,
    signals: Signals,
    /// None where the application speaks xDS itself.
    envoy: Option<Envoy>,
    drain: Drain,
    parts: Parts,
    gate: Arc<Gate>,
    events: mpsc::Receiver<Event>,
    send: mpsc::Sender<Event>,
    due: Option<tokio::time::Instant>,
    stopper: Stopper,
    _files: Vec<Written>,
}

impl Running {
    async fn start(
        plan: Arc<Plan>,
        start: Start,
        signals: Signals,
        started: Instant,
    ) -> Result<Running, Error> {
        let (stopper, stop) = stop();
        let (send, events) = mpsc::channel(EVENTS);
        let admin = Admin(start.admin);
        let asks = Some(admin).filter(|_| !plan.envoy.is_disabled);
        let gate = Arc::new(Gate::new(asks, plan.dns.is_some(), started));
        let write = |(path, text): &(PathBuf, String)| {
            Written::new(path, text).map_err(|source| Error::Bootstrap { path: path.clone(), source })
        };
        let files = start.files.iter().map(write).collect::<Result<Vec<Written>, Error>>()?;
        let (name_server, names) = name_server(&plan).await?.unzip();
        let learn = news::learn(Arc::clone(&gate), start.certificates.anchors(), names.clone());
        let relay = Relay::prepare(&plan, learn)?;
        let metrics = Arc::new(Metrics::new(|registry| {
            start.certificates.register(registry);
            relay.register(registry);
        }));
        let shared = Shared {
            plan: Arc::clone(&plan),
            gate: Arc::clone(&gate),
            metrics,
            events: send.clone(),
            names,
            stop,
        };
        // Whoever Envoy asks at its start listens already; what takes time comes after it.
        let port = match &start.status {
            Some(answers) => Some(listen(answers.port).await?),
            None => None,
        };
        let envoy = match plan.envoy.is_disabled {
            true => None,
            false => Some(envoy(&plan, &start, started)?),
        };
        let mut parts = Parts::default();
        if let (Some(listener), Some(answers)) = (port, start.status) {
            parts.run(
                "the status server",
                status::serve(listener, status::Site { answers, shared: shared.clone() }),
            );
        }
        if let Some(server) = name_server {
            parts.run("the name server", server.serve(shared.stop.clone()));
        }
        parts.run("the server of certificates", start.certificates.serve(shared.stop.clone()));
        parts.run("the xDS proxy", relay.serve(shared.stop.clone()));
        let watched = Arc::clone(&gate);
        parts.run("the readiness of Envoy", async move {
            watched.watch().await;
            Ok(())
        });
        let drain = Drain::new(start.drain);
        let due = None;
        Ok(Running {
            plan,
            admin,
            signals,
            envoy,
            drain,
            parts,
            gate,
            events,
            send,
            due,
            stopper,
            _files: files,
        })
    }

    async fn until_the_end(mut self) -> ExitCode {
        let mut ended = None;
        loop {
            let event = self.next(&mut ended).await;
            for step in self.drain.on(event) {
                if let Step::Exit(exit) = step {
                    self.stopper.stop();
                    return exit_code(exit, ended);
                }
                self.take(step);
            }
            if self.drain.is_ending() {
                self.gate.end();
            }
        }
    }

    async fn next(&mut self, ended: &mut Option<Ended>) -> Event {
        let due = self.due;
        let elapsed = async {
            match due {
                Some(due) => sleep_until(due).await,
                None => pending().await,
            }
        };
        tokio::select! {
            end = ended_of(&mut self.envoy) => {
                *ended = Some(end);
                Event::EnvoyEnded
            }
            _ = self.signals.terminate.recv() => {
                tracing::info!("received SIGTERM");
                Event::Terminate
            }
            _ = self.signals.interrupt.recv() => {
                tracing::info!("received SIGINT");
                Event::Interrupt
            }
            () = elapsed => {
                self.due = None;
                Event::Elapsed
            }
            Some(event) = self.events.recv() => event,
            (name, why) = self.parts.failed() => {
                tracing::error!("{name} failed, so that the agent ends: {why}");
                Event::Terminate
            }
        }
    }

    fn take(&mut self, step: Step) {
        let (admin, send) = (self.admin, self.send.clone());
        let Some(envoy) = &self.envoy else { return self.take_alone(step) };
        match step {
            Step::Drain(path) => {
                tracing::info!("draining Envoy: POST {path}");
                tokio::spawn(async move {
                    match admin.drain(path).await {
                        Drained::Draining => {}
                        Drained::Nothing => _ = send.send(Event::NothingToDrain).await,
                        Drained::Failed(why) => {
                            tracing::warn!("error in invoking drain listeners endpoint: {why}");
                        }
                    }
                });
            }
            Step::Wait(time) => {
                tracing::debug!("waiting {time:?}");
                self.due = Some(tokio::time::Instant::now() + time);
            }
            Step::Count => {
                let own_ports = [self.plan.ports.envoy_status, self.plan.ports.envoy_prometheus];
                tokio::spawn(async move {
                    let count = admin.connections(own_ports).await;
                    tracing::info!("connections that applications have open: {count:?}");
                    _ = send.send(Event::Counted(count)).await;
                });
            }
            Step::End => {
                tracing::info!("ending Envoy");
                envoy.signal(Signal::TERM);
            }
            Step::Kill => {
                tracing::warn!("Envoy does not end, killing it");
                envoy.signal(Signal::KILL);
            }
            // The loop has it.
            Step::Exit(_) => {}
        }
    }

    /// The same without an Envoy: nothing drains, and there is nothing to wait for.
    fn take_alone(&mut self, step: Step) {
        let event = match step {
            Step::Drain(_) => Event::NothingToDrain,
            Step::End => Event::EnvoyEnded,
            _ => return,
        };
        let send = self.send.clone();
        tokio::spawn(async move { _ = send.send(event).await });
    }
}

fn envoy(plan: &Plan, start: &Start, started: Instant) -> Result<Envoy, Error> {
    tracing::debug!("Envoy command: {} {:?}", plan.envoy.binary.display(), start.arguments);
    let envoy = Envoy::start(&plan.envoy.binary, &start.arguments, &start.variables)?;
    let took = started.elapsed().as_millis();
    tracing::info!("Envoy started as process {}, {took} ms after the agent", envoy.id());
    Ok(envoy)
}

async fn ended_of(envoy: &mut Option<Envoy>) -> Ended {
    match envoy {
        Some(envoy) => envoy.ended().await,
        None => pending().await,
    }
}

async fn listen(port: u16) -> Result<TcpListener, Error> {
    status::listen(port).await.map_err(|source| Error::Port { port, source })
}

/// The agent's exit status: Envoy's where Envoy ended by itself, so that the kubelet shows why.
fn exit_code(exit: Exit, ended: Option<Ended>) -> ExitCode {
    match (exit, ended) {
        (Exit::Envoy, Some(ended)) if ended.code() != 0 => {
            tracing::error!("{ended}");
            ExitCode::from(ended.code())
        }
        (Exit::Envoy, Some(ended)) => {
            tracing::info!("{ended}");
            ExitCode::SUCCESS
        }
        _ => {
            tracing::info!("Agent has successfully terminated");
            ExitCode::SUCCESS
        }
    }
}
