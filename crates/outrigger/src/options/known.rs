//! What is known of a cluster: snapshots, or the cluster itself.

use std::path::PathBuf;

use clap::Args;
use cluster::snapshot::Wanted;
use objects::World;

use super::access::AccessFlags;
use super::configuration;
use crate::failure::{Failure, shown};

/// What is known of a cluster: snapshots, or the cluster itself.
#[derive(Debug, Args)]
pub struct Known {
    /// What is known of the cluster, as `outrigger snapshot` or `kubectl get -o yaml` prints it, in place of the cluster;
    /// `-` is standard input. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub snapshot: Vec<PathBuf>,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

impl Known {
    /// As [`world()`].
    ///
    /// # Errors
    /// A snapshot cannot be read, or the cluster cannot be asked.
    pub fn world(&self, wanted: impl Fn(&str) -> Vec<Wanted>) -> Result<(World, String), Failure> {
        world(&self.snapshot, &self.access, wanted)
    }
}

/// The objects of the snapshots, or those of the cluster that are wanted, and the namespace of a name that does not say one.
/// What may not be read of a cluster is said on standard error.
///
/// # Errors
/// A snapshot cannot be read, or the cluster cannot be asked.
pub fn world(
    snapshot: &[PathBuf],
    access: &AccessFlags,
    wanted: impl Fn(&str) -> Vec<Wanted>,
) -> Result<(World, String), Failure> {
    if let Some(world) = configuration::snapshots(snapshot)? {
        return Ok((world, "default".to_owned()));
    }
    let (read, namespace) = access
        .run(async |cluster| {
            let namespace = cluster.default_namespace().to_owned();
            Ok((cluster.read(&wanted(&namespace)).await?, namespace))
        })
        .map_err(|failure| {
            failure.hint("or look at a snapshot, offline: --snapshot FILE, which `outrigger snapshot` writes")
        })?;
    for gap in &read.gaps {
        eprintln!("note: {}", shown(gap));
    }
    Ok((read.world, namespace))
}
