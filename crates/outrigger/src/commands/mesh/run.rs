//! What a mesh is made of starts this program again: as the mesh's own process, and in containers without a command.

use std::net::TcpListener;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};

use clap::Args;
use lab::supervisor::{self, Options};
use webhook::logging::Format;

use crate::failure::Failure;

/// Arguments of a mesh's own process. Its standard input is the listener by which the control plane is reached.
#[derive(Debug, Args)]
pub struct Run {
    /// The Envoy of the proxies.
    #[arg(long, value_name = "PROGRAM")]
    envoy: PathBuf,
    /// A folder to cover with files that only the mesh sees.
    #[arg(long, value_name = "DIR")]
    room: PathBuf,
}

/// Arguments of a container's server.
#[derive(Debug, Args)]
pub struct Serve {
    /// Ports for HTTP.
    #[arg(long, value_name = "PORT")]
    pub http: Vec<u16>,
    /// Ports for TCP, where the server speaks first.
    #[arg(long, value_name = "PORT")]
    pub tcp: Vec<u16>,
}

/// Runs a mesh to its end.
///
/// # Errors
/// It cannot start.
pub fn run(dir: &Path, options: &Run) -> Result<(), Failure> {
    webhook::logging::start(Format::Text, tracing::Level::INFO);
    let door = std::io::stdin().as_fd().try_clone_to_owned().map(TcpListener::from).map_err(Failure::new)?;
    let (envoy, room) = (options.envoy.clone(), options.room.clone());
    supervisor::run(Options { dir: dir.to_owned(), envoy, room, door }).map_err(Failure::from)
}
