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

use agent::drain::{Drain, Event, Exit, Settings, Step};
use rustix::process::Signal;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal::unix::{self, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::admin::{Admin, Drained};
use crate::bootstrap::Written;
use crate::gate::Gate;
use crate::metrics::Metrics;
use crate::parts::{Parts, Shared};
use crate::process::{Ended, Envoy, StartError};
use crate::status::{self, Answers};
use crate::stop::{Stopper, stop};

/// Events that wait for the run loop; who sends more waits.
const EVENTS: usize = 8;

/// What is started.
#[derive(Clone, Debug)]
pub struct Start {
    /// Envoy's program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Its environment beside the agent's own.
    pub variables: Vec<(&'static str, &'static str)>,
    /// The file that it starts with, where the agent writes it.
    pub bootstrap: Option<(PathBuf, String)>,
    /// Its admin interface.
    pub admin: SocketAddr,
    /// Its listeners for readiness and metrics.
    pub own_ports: [u16; 2],
    /// How it ends.
    pub drain: Settings,
    /// Whether readiness waits for the table of names.
    pub names: bool,
    /// The status server.
    pub status: Option<Answers>,
}

/// The agent cannot start.
#[derive(Debug, Error)]
pub enum RunError {
    /// The machine gives no runtime or signals.
    #[error("cannot start: {0}")]
    Machine(std::io::Error),
    /// The bootstrap cannot be written.
    #[error("cannot write Envoy's bootstrap {}: {source}", path.display())]
    Bootstrap {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The status port cannot be opened.
    #[error("cannot listen on the status port {port}: {source}")]
    Port {
        /// The port.
        port: u16,
        /// Why.
        source: std::io::Error,
    },
    /// Envoy does not start.
    #[error(transparent)]
    Envoy(#[from] StartError),
}

impl RunError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            RunError::Machine(_) => None,
            RunError::Bootstrap { .. } => Some(
                "its folder, `configPath` of the proxy config, has to be writable: injected pods mount a volume there",
            ),
            RunError::Port { source, .. } if source.kind() == std::io::ErrorKind::AddrInUse => Some(
                "something else in the pod has it: give the application another port, or the agent with the annotation \
                 status.sidecar.istio.io/port",
            ),
            RunError::Port { .. } => Some("the annotation status.sidecar.istio.io/port names another one"),
            RunError::Envoy(error) => error.hint(),
        }
    }
}

/// Runs the proxy to its end. `started` is when the program was.
///
/// # Errors
/// It does not come as far as to run.
pub fn run(start: Start, started: Instant) -> Result<ExitCode, RunError> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(RunError::Machine)?;
    runtime.block_on(async {
        // First, so that a signal finds somebody from the beginning on.
        let signals = Signals::new().map_err(RunError::Machine)?;
        let running = Running::start(start, signals, started).await?;
        Ok(running.until_the_end().await)
    })
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
    start: Start,
    signals: Signals,
    envoy: Envoy,
    drain: Drain,
    parts: Parts,
    gate: Arc<Gate>,
    events: mpsc::Receiver<Event>,
    send: mpsc::Sender<Event>,
    due: Option<tokio::time::Instant>,
    stopper: Stopper,
    _bootstrap: Option<Written>,
}

impl Running {
    async fn start(start: Start, signals: Signals, started: Instant) -> Result<Running, RunError> {
        let (stopper, stop) = stop();
        let (send, events) = mpsc::channel(EVENTS);
        let gate = Arc::new(Gate::new(Admin(start.admin), start.names, started));
        let metrics = Arc::new(Metrics::new(|_| {}));
        let shared = Shared { gate: Arc::clone(&gate), metrics, events: send.clone(), stop };
        let bootstrap = match &start.bootstrap {
            Some((path, text)) => {
                let path = path.clone();
                Some(Written::new(&path, text).map_err(|source| RunError::Bootstrap { path, source })?)
            }
            None => None,
        };
        // Whoever Envoy asks at its start listens already; what takes time comes after it.
        let port = match &start.status {
            Some(answers) => Some(listen(answers.port).await?),
            None => None,
        };
        let envoy = Envoy::start(&start.program, &start.arguments, &start.variables)?;
        tracing::info!(
            "Envoy started as process {}, {} ms after the agent",
            envoy.id(),
            started.elapsed().as_millis()
        );
        let mut parts = Parts::default();
        if let (Some(listener), Some(answers)) = (port, start.status.clone()) {
            parts.run("the status server", status::serve(listener, status::Site { answers, shared }));
        }
        let watched = Arc::clone(&gate);
        parts.run("the readiness of Envoy", async move {
            watched.watch().await;
            Ok(())
        });
        let drain = Drain::new(start.drain);
        let due = None;
        Ok(Running {
            start,
            signals,
            envoy,
            drain,
            parts,
            gate,
            events,
            send,
            due,
            stopper,
            _bootstrap: bootstrap,
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
            end = self.envoy.ended() => {
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
        let (admin, send, own_ports) = (Admin(self.start.admin), self.send.clone(), self.start.own_ports);
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
                tokio::spawn(async move {
                    let count = admin.connections(own_ports).await;
                    tracing::info!("connections that applications have open: {count:?}");
                    _ = send.send(Event::Counted(count)).await;
                });
            }
            Step::End => {
                tracing::info!("ending Envoy");
                self.envoy.signal(Signal::TERM);
            }
            Step::Kill => {
                tracing::warn!("Envoy does not end, killing it");
                self.envoy.signal(Signal::KILL);
            }
            // The loop has it.
            Step::Exit(_) => {}
        }
    }
}

async fn listen(port: u16) -> Result<TcpListener, RunError> {
    status::listen(port).await.map_err(|source| RunError::Port { port, source })
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
