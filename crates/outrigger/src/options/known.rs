//! What is known of a cluster: snapshots, or the cluster itself.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write, stderr};
use std::path::PathBuf;

use clap::Args;
use cluster::Cluster;
use cluster::snapshot::{Progress, Snapshot, Wanted};
use diagnosis::installed;
use kubeyaml::Value;
use objects::{World, kinds};

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

/// The objects of the snapshots, or those of the cluster that are wanted, with the ConfigMaps that its installations of
/// outrigger say they read if any are, and the namespace of a name that does not say one. What may not be read of a cluster is
/// said on standard error.
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
            let (wanted, mut line) = (wanted(&namespace), Line::default());
            let mut read = cluster.read_with_progress(&wanted, |at| line.show(at)).await?;
            if wanted.iter().any(|one| one.kind == kinds::CONFIG_MAP) {
                add_read_by_installations(&cluster, &mut read).await;
            }
            Ok((read, namespace))
        })
        .map_err(|failure| {
            failure.hint("or look at a snapshot, offline: --snapshot FILE, which `outrigger snapshot` writes")
        })?;
    for gap in &read.gaps {
        eprintln!("note: {}", shown(gap));
    }
    Ok((read.world, namespace))
}

/// Adds the ConfigMaps that installations of outrigger say they read. They are listed, as those of the control plane are, so
/// that no other right is needed.
pub async fn add_read_by_installations(cluster: &Cluster, snapshot: &mut Snapshot) {
    let mut read = installed::read_by_any(&snapshot.world);
    read.retain(|(namespace, name)| snapshot.world.get(kinds::CONFIG_MAP, namespace, name).is_none());
    let wanted = of_namespaces(&read);
    if wanted.is_empty() {
        return;
    }
    let Snapshot { world, gaps } = cluster.read_if_possible(&wanted).await;
    let is_read = |object: &&Value| {
        let part = |key| object.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        read.contains(&(part("namespace"), part("name")))
    };
    world.all(kinds::CONFIG_MAP).filter(is_read).for_each(|object| snapshot.world.insert(object.clone()));
    snapshot.gaps.extend(gaps);
}

/// The ConfigMaps of the namespaces in which these are.
pub fn of_namespaces(config_maps: &BTreeSet<(String, String)>) -> Vec<Wanted> {
    let namespaces: BTreeSet<&String> = config_maps.iter().map(|(namespace, _)| namespace).collect();
    namespaces.into_iter().map(|namespace| Wanted::of_namespace(kinds::CONFIG_MAP, namespace)).collect()
}

/// How far reading is, in one line of a terminal, which is away again when all is there.
#[derive(Debug, Default)]
struct Line {
    is_shown: bool,
}

/// So few objects are there before anybody has read the line.
const FEW: u64 = 500;

impl Line {
    fn show(&mut self, progress: Progress) {
        let Progress { kind, read, left } = progress;
        let all = u64::try_from(read).unwrap_or(u64::MAX).saturating_add(left);
        if (self.is_shown || all > FEW) && stderr().is_terminal() {
            self.is_shown = true;
            // Whoever does not see it misses nothing.
            let _ = write!(stderr(), "\r\u{1b}[K{}", line(kind.plural, read, left))
                .and_then(|()| stderr().flush());
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.is_shown {
            eprint!("\r\u{1b}[K");
        }
    }
}

/// `pods [#######-------------] 1750 of 5000`; without the bar where it is not known how many there are.
fn line(plural: &str, read: usize, left: u64) -> String {
    const WIDTH: usize = 20;
    let all = usize::try_from(left).unwrap_or(usize::MAX).saturating_add(read);
    if left == 0 || all == 0 {
        return format!("{plural} {read}");
    }
    let full = read.saturating_mul(WIDTH) / all;
    format!("{plural} [{}{}] {read} of {all}", "#".repeat(full), "-".repeat(WIDTH.saturating_sub(full)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_long_as_what_is_read() {
        for (read, left, want) in [
            (250, 4750, "pods [#-------------------] 250 of 5000"),
            (2500, 2500, "pods [##########----------] 2500 of 5000"),
            (5000, 0, "pods 5000"),
            (0, 0, "pods 0"),
        ] {
            assert_eq!(line("pods", read, left), want);
        }
    }
}
