//! `outrigger uninstall`

mod found;
mod record;
mod report;

use std::path::{Path, PathBuf};

use clap::Args;
use cluster::sidecars::Carrier;
use cluster::{Cluster, ClusterError, Object, Only};
use kubeyaml::Value;
use manifests::{Identity, Settings};
use objects::kinds;
use objects::names::ISTIO_NAMESPACE;

use self::found::Found;
use self::record::Record;
use crate::failure::Failure;
use crate::options::access::AccessFlags;
use crate::options::configuration;
use crate::options::form::Form;
use crate::options::place::Place;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What is there of the installation, which pods still carry its sidecar, and
  # which namespaces ask for it; nothing is deleted
  outrigger uninstall

  # Delete it
  outrigger uninstall --yes

  # The objects that would be deleted, as YAML
  outrigger uninstall --list

An object is deleted if it carries outrigger's labels and the id that the \
installation's record has (ConfigMap outrigger-installation), and no sign of \
another owner: labels, annotations or field managers of Istio, Helm, Argo CD, \
Flux and the like. All else is left alone, and it is said why.

The webhook configuration goes first, so that no pod waits for a webhook that is \
gone. Sidecars in pods stay until the pods are restarted; the namespace and the \
labels of namespaces stay. With several installations in the cluster name one \
with --namespace and --revision.";

/// Arguments of `uninstall`.
#[derive(Debug, Args)]
pub struct Uninstall {
    /// Where it is, and what its objects are called.
    #[command(flatten)]
    pub place: Place,
    /// It was installed with --existing-config: in istio-system, unless --namespace names another. Nothing of that Istio is
    /// deleted.
    #[arg(long, conflicts_with = "istio_names", help_heading = "Installation")]
    pub existing_config: bool,
    /// Delete it.
    #[arg(long, conflicts_with_all = ["list", "snapshot"])]
    pub yes: bool,
    /// Print the objects that would be deleted, in that order.
    #[arg(long, conflicts_with = "snapshot")]
    pub list: bool,
    /// Form of the list.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "yaml", requires = "list")]
    pub output: Form,
    /// Kubernetes objects to take for the cluster's, to say which pods carry a sidecar, and which namespaces ask for one.
    #[arg(long, value_name = "FILE", env = "OUTRIGGER_SNAPSHOT", hide_env = true)]
    pub snapshot: Option<PathBuf>,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

impl Uninstall {
    /// Where it is, as far as the flags say.
    fn place(&self) -> Place {
        let mut place = self.place.clone();
        if self.existing_config {
            place.namespace.get_or_insert_with(|| ISTIO_NAMESPACE.to_owned());
        }
        place
    }

    /// The command that deletes what this one has found.
    fn deleting(&self) -> String {
        let mut words = vec!["outrigger uninstall".to_owned()];
        words.extend(self.place.words());
        words.extend(self.existing_config.then(|| "--existing-config".to_owned()));
        words.extend(self.access.words());
        words.push("--yes".to_owned());
        words.join(" ")
    }
}

/// Says what is installed, and deletes it if asked to.
///
/// # Errors
/// A name cannot be used, there are several installations, or the cluster cannot be asked.
pub fn run(options: &Uninstall) -> Result<(), Failure> {
    // What is typed is checked before anything is asked.
    let place = options.place();
    let placed = place.settings()?;
    if let Some(path) = &options.snapshot {
        return from_snapshot(path, &placed);
    }
    let records = options.access.run(async |cluster| record::all(&cluster, &place).await)?;
    let record = record::only(records)?;
    let settings = record.as_ref().map_or(&placed, |record| &record.settings);
    let seen = options.access.run(async |cluster| Ok(look(&cluster, record.as_ref(), settings).await))?;
    let seen = seen.map_err(|e| Failure::from(&e))?;
    if options.list {
        let documents: Vec<Value> = seen.found.ours().map(|(identity, _)| identity.document()).collect();
        return options.output.print(&documents);
    }
    let mut text = report::left_alone(&seen.found, settings, record.is_some());
    let outcome = if options.yes {
        let (deleted, outcome) =
            options.access.run(async |cluster| Ok(delete(&cluster, &seen.found).await))?;
        text.push_str(&report::deleted(&deleted));
        outcome.map_err(|e| Failure::from(&e))
    } else {
        text.push_str(&report::to_be_deleted(&seen.found));
        Ok(())
    };
    text.push_str(&report::still_carrying(&seen.carriers, settings));
    text.push_str(&report::labelled(&seen.namespaces, settings));
    if !options.yes && seen.found.ours().next().is_some() {
        text.push_str(&format!("nothing was deleted; `{}` does it\n", options.deleting()));
    }
    output::write(&text, None)?;
    seen.gaps.iter().for_each(|gap| eprintln!("note: not seen: {gap}"));
    outcome
}

/// What was seen of an installation.
struct Seen {
    found: Found,
    carriers: Vec<Carrier>,
    namespaces: Vec<Value>,
    gaps: Vec<String>,
}

async fn look(cluster: &Cluster, record: Option<&Record>, settings: &Settings) -> Result<Seen, ClusterError> {
    let mut gaps = Vec::new();
    let found = found::look(cluster, record, settings, &mut gaps).await?;
    let carriers = match cluster.carriers().await {
        Err(e @ ClusterError::Forbidden { .. }) => {
            gaps.push(e.to_string());
            Vec::new()
        }
        other => other?,
    };
    let namespaces = found::list(cluster, kinds::NAMESPACE, cluster::Which::default(), &mut gaps).await?;
    Ok(Seen { found, carriers, namespaces, gaps })
}

/// Deletes what is ours, one after the other; the first that cannot be deleted ends it: a webhook must not go before what
/// calls it. The record goes last, and stays if anything of the installation does. Gives what was deleted.
async fn delete(cluster: &Cluster, found: &Found) -> (Vec<Identity>, Result<(), ClusterError>) {
    let mut deleted = Vec::new();
    for (identity, uid) in found.ours() {
        let (kind, namespace) = (identity.whole_kind(), identity.namespace.as_deref());
        let object = Object { kind, namespace, name: &identity.name };
        match cluster.delete(object, Only { uid: Some(uid.to_owned()) }).await {
            Ok(_) => deleted.push(identity.clone()),
            Err(e) => return (deleted, Err(e)),
        }
    }
    (deleted, Ok(()))
}

fn from_snapshot(path: &Path, settings: &Settings) -> Result<(), Failure> {
    let world = configuration::snapshot(path)?;
    let mut text = match world.known(kinds::POD) {
        Some(pods) => {
            let mut carriers: Vec<Carrier> = pods.filter_map(Carrier::of).collect();
            carriers.sort();
            report::still_carrying(&carriers, settings)
        }
        None => report::pods_unknown(settings),
    };
    let namespaces: Vec<Value> = world.all(kinds::NAMESPACE).cloned().collect();
    text.push_str(&report::labelled(&namespaces, settings));
    output::write(&text, None)?;
    eprintln!("note: the objects of an installation are not in a snapshot; ask the cluster for them");
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        uninstall: Uninstall,
    }

    fn typed(line: &str) -> Uninstall {
        Line::try_parse_from(format!("uninstall {line}").split_whitespace()).unwrap().uninstall
    }

    #[test]
    fn the_command_that_deletes_repeats_what_was_given() {
        for (line, want) in [
            ("", "outrigger uninstall --yes"),
            ("--istio-names", "outrigger uninstall --istio-names --yes"),
            (
                "-n mesh -r canary --existing-config -c ~/k$ --context x --as me --as-group a --as-group b",
                "outrigger uninstall --namespace mesh --revision canary --existing-config --kubeconfig '~/k$' --context x \
                 --as me --as-group a --as-group b --yes",
            ),
        ] {
            assert_eq!(typed(line).deleting(), want, "{line}");
            let again = want.strip_prefix("outrigger uninstall").unwrap().replace('\'', "");
            assert!(typed(&again).yes, "{want}");
        }
    }

    #[test]
    fn an_installation_that_reads_istios_config_maps_is_looked_for_beside_them() {
        for (line, want) in [
            ("", None),
            ("--existing-config", Some("istio-system")),
            ("--existing-config --namespace mesh", Some("mesh")),
        ] {
            assert_eq!(typed(line).place().namespace.as_deref(), want, "{line}");
        }
    }
}
