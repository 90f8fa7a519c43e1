//! `outrigger uninstall`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use cluster::sidecars::{Carrier, by_owner};
use cluster::{Cluster, ClusterError, Kind, Object, Only};
use kubeyaml::Value;
use manifests::{Certificates, DEFAULT_REVISION, Identity, Settings};

use crate::access::{self, AccessFlags};
use crate::commands::install::{self, Place};
use crate::commands::snapshot::Form;
use crate::failure::Failure;
use crate::sources::display;
use crate::{configuration, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What is there of the installation, and which pods still carry its sidecar; nothing is deleted
  outrigger uninstall

  # Delete it
  outrigger uninstall --yes

  # The same objects for kubectl, without asking a cluster
  outrigger uninstall --list -o yaml | kubectl delete --ignore-not-found -f -

Give the flags of the installation again (--namespace, --revision, --existing-config, --hpa,
--cert-manager, --static-ca-bundle). The webhook
configuration goes first, so that no pod waits for a webhook that is gone. Sidecars in pods stay until the pods are
restarted; the namespace and the labels of namespaces stay. `--yes` leaves alone what has the name of an object of
outrigger's but not its labels; `kubectl delete` goes by the name alone.";

/// Arguments of `uninstall`.
#[derive(Debug, Args)]
pub struct Uninstall {
    /// Where it is, and which parts it has.
    #[command(flatten)]
    pub place: Place,
    /// The certificate is in a Secret of yours (`install --static-ca-bundle`), which is left alone.
    #[arg(long, conflicts_with = "cert_manager")]
    pub static_ca_bundle: bool,
    /// Delete it.
    #[arg(long, conflicts_with_all = ["list", "snapshot"])]
    pub yes: bool,
    /// Print the objects in the order in which they are to be deleted, and ask no cluster.
    #[arg(long)]
    pub list: bool,
    /// Form of the list.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "yaml", requires = "list")]
    pub output: Form,
    /// Kubernetes objects to take for the cluster's, to say which pods carry a sidecar.
    #[arg(long, value_name = "FILE", env = "OUTRIGGER_SNAPSHOT", hide_env = true)]
    pub snapshot: Option<PathBuf>,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Says what is installed, and deletes it if that is wished.
///
/// # Errors
/// A name cannot be used, or the cluster cannot be asked.
pub fn run(options: &Uninstall) -> Result<(), Failure> {
    let mut settings = install::placed(&options.place)?;
    if options.static_ca_bundle {
        settings.certificates = Certificates::Given { bundle: String::new() };
    }
    let identities = manifests::identities(&settings);
    if options.list {
        let documents: Vec<Value> = identities.iter().map(Identity::document).collect();
        return install::print(&documents, options.output);
    }
    let (found, carriers) = match &options.snapshot {
        Some(path) => (unknown(identities), Ok(carriers_of(path)?)),
        None => options.access.run(async |cluster| live(&cluster, identities, options.yes).await)?,
    };
    let carriers = carriers.map_err(|e| access::failure(&e));
    let mut text = objects(&found, options.yes);
    // What was deleted is told in any case.
    text.push_str(&carriers.as_ref().map(|c| still_carrying(c, &settings)).unwrap_or_default());
    if !options.yes && found.iter().any(|(_, state)| *state == Found::There) {
        text.push_str("nothing was deleted; `outrigger uninstall --yes` does it\n");
    }
    output::write(&text, None)?;
    carriers.map(drop)
}

/// What has become of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    /// It is ours, or nobody has asked.
    There,
    /// It is not there.
    Absent,
    /// It is somebody else's.
    Foreign(String),
}

fn unknown(identities: Vec<Identity>) -> Vec<(Identity, Found)> {
    identities.into_iter().map(|identity| (identity, Found::There)).collect()
}

/// The objects, and the pods that carry a sidecar if that could be seen.
type Seen = (Vec<(Identity, Found)>, Result<Vec<Carrier>, ClusterError>);

/// Looks for the objects, one after the other, and deletes them if that is wished. The first that cannot be deleted ends
/// it: a webhook must not go before what calls it.
async fn live(cluster: &Cluster, identities: Vec<Identity>, delete: bool) -> Result<Seen, ClusterError> {
    let mut found = Vec::new();
    for identity in identities {
        let (group, version) = identity.group_and_version();
        let namespace = identity.namespace.as_deref();
        let kind = Kind::new(group, version, identity.kind, identity.plural, namespace.is_some());
        let object = Object { kind, namespace, name: &identity.name };
        let seen = cluster.get(object).await?;
        let state = seen.as_ref().map_or(Found::Absent, owner);
        if let (true, Found::There, Some(seen)) = (delete, &state, seen) {
            let uid = seen.str_at(&["metadata", "uid"]).map(str::to_owned);
            cluster.delete(object, Only { uid }).await?;
            eprintln!("deleted {identity}");
        }
        found.push((identity, state));
    }
    Ok((found, cluster.carriers().await))
}

/// Whose an object is, by its labels.
fn owner(object: &Value) -> Found {
    let label = |key| object.str_at(&["metadata", "labels", key]);
    match (label("app.kubernetes.io/name"), label("app.kubernetes.io/managed-by")) {
        (Some("outrigger"), Some("Helm")) => {
            Found::Foreign("it is Helm's, `helm uninstall` deletes it".to_owned())
        }
        (Some("outrigger"), _) => Found::There,
        _ => Found::Foreign("it has no label app.kubernetes.io/name=outrigger".to_owned()),
    }
}

fn carriers_of(path: &Path) -> Result<Vec<Carrier>, Failure> {
    let objects = configuration::snapshot(path).map_err(|e| e.at(display(path)))?;
    let pods = objects.iter().filter(|o| o.str_at(&["kind"]) == Some("Pod"));
    let mut carriers: Vec<Carrier> = pods.filter_map(Carrier::of).collect();
    carriers.sort();
    Ok(carriers)
}

fn objects(found: &[(Identity, Found)], deleted: bool) -> String {
    let mut groups: BTreeMap<&Found, Vec<&Identity>> = BTreeMap::new();
    for (identity, state) in found {
        groups.entry(state).or_default().push(identity);
    }
    let mut text = String::new();
    for (state, identities) in groups {
        text.push_str(&match state {
            Found::There if deleted => "deleted, in this order:\n".to_owned(),
            Found::There => "to be deleted, in this order:\n".to_owned(),
            Found::Absent => "not there:\n".to_owned(),
            Found::Foreign(why) => format!("left alone, {why}:\n"),
        });
        text.extend(identities.iter().map(|identity| format!("  {identity}\n")));
    }
    text
}

/// The pods that carry a sidecar of this revision, by owner.
fn still_carrying(carriers: &[Carrier], settings: &Settings) -> String {
    let named = |revision: &str| !matches!(revision, "" | DEFAULT_REVISION);
    let of_this = |carrier: &&Carrier| match settings.is_default_revision() {
        true => !named(&carrier.revision),
        false => carrier.revision == settings.revision,
    };
    let carriers: Vec<Carrier> = carriers.iter().filter(of_this).cloned().collect();
    if carriers.is_empty() {
        return "no pod carries a sidecar of it\n".to_owned();
    }
    let mut text = "these carry a sidecar of it until they are restarted:\n".to_owned();
    for ((namespace, owner), count) in by_owner(&carriers) {
        let owner = if owner.is_empty() { "pods without a controller" } else { owner };
        let pods = if count == 1 { "pod" } else { "pods" };
        text.push_str(&format!("  {namespace}: {owner}, {count} {pods}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_somebody_elses_is_left_alone() {
        for (labels, want) in [
            ("{}", "it has no label"),
            ("{app: istiod}", "it has no label"),
            ("{app.kubernetes.io/name: istiod}", "it has no label"),
            ("{app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: Helm}", "it is Helm's"),
            ("{app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: outrigger}", ""),
            ("{app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: flux}", ""),
        ] {
            let object = kubeyaml::read(&format!("metadata: {{labels: {labels}}}")).unwrap();
            match owner(&object) {
                Found::Foreign(why) => assert!(!want.is_empty() && why.starts_with(want), "{labels}: {why}"),
                other => assert_eq!((other, want), (Found::There, ""), "{labels}"),
            }
        }
    }
}
