//! Envoy as a process: its start, its end, and why it ended. Children that others left to us are taken as well, as whoever is
//! the first process of a container has to.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, wait};
use thiserror::Error;
use tokio::signal::unix::{self, SignalKind};

/// How often the kernel killed for want of memory in this container.
const MEMORY_EVENTS: &str = "/sys/fs/cgroup/memory.events";

/// Envoy does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// Its program is not there.
    #[error("there is no Envoy at {}", .0.display())]
    Missing(PathBuf),
    /// It is there, and cannot be started.
    #[error("Envoy at {} does not start: {source}", path.display())]
    Failed {
        /// Its program.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Its end could not be seen.
    #[error("the end of child processes cannot be seen: {0}")]
    Children(io::Error),
}

impl StartError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            StartError::Missing(_) => {
                Some("set `binaryPath` of the proxy config, or use an image that has Envoy there")
            }
            StartError::Failed { .. } | StartError::Children(_) => None,
        }
    }
}

/// A running Envoy.
#[derive(Debug)]
pub(crate) struct Envoy {
    pid: Pid,
    ends: unix::Signal,
    killed_for_memory: Option<u64>,
}

impl Envoy {
    /// Starts it, with these variables beside the agent's own. It writes where the agent does.
    ///
    /// # Errors
    /// The program is missing or cannot be started.
    pub(crate) fn start<A: AsRef<OsStr>>(
        program: &Path,
        arguments: &[A],
        variables: &[(&str, &str)],
    ) -> Result<Envoy, StartError> {
        // Before there is a child, so that no end is missed.
        let ends = unix::signal(SignalKind::child()).map_err(StartError::Children)?;
        let killed_for_memory = killed_for_memory();
        let mut command = Command::new(program);
        command.args(arguments).envs(variables.iter().copied()).stdin(Stdio::null());
        let child = command.spawn().map_err(|source| match source.kind() {
            io::ErrorKind::NotFound if !program.exists() => StartError::Missing(program.to_owned()),
            _ => StartError::Failed { path: program.to_owned(), source },
        })?;
        Ok(Envoy { pid: Pid::from_child(&child), ends, killed_for_memory })
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.pid.as_raw_nonzero().get().unsigned_abs()
    }

    /// Sends it a signal. It has not been waited for yet, so that its number cannot be another's.
    pub(crate) fn signal(&self, signal: Signal) {
        if let Err(error) = kill_process(self.pid, signal) {
            tracing::warn!("cannot send {signal:?} to Envoy: {error}");
        }
    }

    /// Waits for its end. May be given up and called again until it says the end.
    pub(crate) async fn ended(&mut self) -> Ended {
        loop {
            // Several children may have ended with one signal.
            while let Ok(Some((pid, status))) = wait(WaitOptions::NOHANG) {
                if pid == self.pid {
                    return Ended { status, for_memory: self.was_killed_for_memory() };
                }
                tracing::debug!("child process {pid:?} of another ended");
            }
            if self.ends.recv().await.is_none() {
                // The runtime ends, and this with it.
                std::future::pending::<()>().await;
            }
        }
    }

    fn was_killed_for_memory(&self) -> bool {
        matches!((self.killed_for_memory, killed_for_memory()), (Some(before), Some(now)) if now > before)
    }
}

fn killed_for_memory() -> Option<u64> {
    let events = fs::read_to_string(MEMORY_EVENTS).ok()?;
    events.lines().find_map(|line| line.strip_prefix("oom_kill ")?.trim().parse().ok())
}

/// How Envoy ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    status: WaitStatus,
    /// The kernel killed in this container, for want of memory, while Envoy ran.
    for_memory: bool,
}

impl Ended {
    /// The agent's own exit status, where Envoy ended by itself: Envoy's, or as shells have it after a signal.
    pub(crate) fn code(self) -> u8 {
        let code = self.status.exit_status().or_else(|| Some(128 + self.status.terminating_signal()?));
        code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.status.exit_status(), self.status.terminating_signal()) {
            (Some(0), _) => f.write_str("Envoy exited normally"),
            (Some(code), _) => write!(f, "Envoy exited with error: exit status {code}"),
            (None, Some(9)) if self.for_memory => f.write_str(
                "Envoy exited with error: signal: killed. The kernel killed it as the container ran out of memory; \
                 raise the proxy's memory limit (annotation sidecar.istio.io/proxyMemoryLimit)",
            ),
            (None, Some(9)) => f.write_str(
                "Envoy exited with error: signal: killed. It may have been out of memory killed; check memory usage and \
                 limits",
            ),
            (None, Some(signal)) => write!(f, "Envoy exited with error: signal {signal}"),
            (None, None) => write!(f, "Envoy exited with error: {:?}", self.status),
        }
    }
}
