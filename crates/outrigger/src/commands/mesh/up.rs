//! `outrigger mesh up`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use clap::Args;
use lab::launch::{self, Launch};
use lab::{LabError, commands};
use signal_hook::consts::{SIGINT, SIGTERM};

use super::Patience;
use crate::failure::{Failure, shown};

/// Arguments of `mesh up`.
#[derive(Debug, Args)]
pub struct Up {
    /// The Envoy of the proxies: a program's path, or its name.
    #[arg(long, value_name = "PROGRAM", default_value = "envoy", env = "ENVOY")]
    envoy: PathBuf,
    /// Where this machine reaches the control plane by xDS.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:15012")]
    xds_address: String,
    /// Run until an interrupt, which ends the mesh; otherwise `outrigger mesh down` does.
    #[arg(long)]
    foreground: bool,
    #[command(flatten)]
    patience: Patience,
}

/// Brings a mesh up.
///
/// # Errors
/// It does not come up.
pub fn run(dir: &Path, options: &Up) -> Result<(), Failure> {
    // From the beginning, so that an interrupt ends what there is by then in order.
    let told = Arc::new(AtomicBool::new(false));
    if options.foreground {
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&told)).map_err(Failure::new)?;
        }
    }
    let up = launch::up(&Launch {
        dir: dir.to_owned(),
        envoy: options.envoy.clone(),
        xds_address: options.xds_address.clone(),
        in_foreground: options.foreground,
        patience: options.patience.timeout,
    })?;
    up.notes.iter().for_each(|note| eprintln!("note: {}", shown(note)));
    println!(
        "the mesh of {} is up; its control plane is at {}",
        shown(&dir.display().to_string()),
        up.xds_address
    );
    let Some(mut child) = up.child else { return Ok(()) };
    while !told.load(Ordering::Relaxed) && child.try_wait().map_err(Failure::new)?.is_none() {
        sleep(Duration::from_millis(100));
    }
    let down = commands::down(&up.place);
    let _ = child.wait();
    match down {
        // `outrigger mesh down` was first.
        Ok(_) | Err(LabError::Absent { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
