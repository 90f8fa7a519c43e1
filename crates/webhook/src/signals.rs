//! The signals by which a process is told to stop or to read its files again.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::server::Signals;

/// SIGTERM and SIGINT.
#[derive(Debug)]
pub struct Terminations {
    terminate: Signal,
    interrupt: Signal,
}

impl Terminations {
    /// Listens for them from now on.
    ///
    /// # Errors
    /// The system refuses.
    pub fn listen() -> io::Result<Terminations> {
        Ok(Terminations {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }
}

impl Signals for Terminations {
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Calls `act` at each SIGHUP; never ends.
///
/// # Errors
/// The system refuses.
pub async fn at_hangup(act: impl Fn()) -> io::Result<()> {
    let mut hangups = signal(SignalKind::hangup())?;
    while hangups.recv().await.is_some() {
        act();
    }
    Ok(())
}
