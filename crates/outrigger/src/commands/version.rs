//! `outrigger version`

use clap::{ArgAction, Args};
use cluster::{Cluster, ClusterError};
use diagnosis::control_plane::Istiod;
use diagnosis::version::{BuildInfo, Proxy, Server, Versions, of_pods, of_syncz};
use objects::{World, kinds};

use crate::failure::{Failure, shown, tamed};
use crate::istiods::{self, Found};
use crate::options::access::AccessFlags;
use crate::options::configuration;
use crate::options::control::ControlPlane;
use crate::options::form::{MachineForm, switch};
use crate::options::known::Known;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # This program, the control plane, and the proxies, counted by version
  outrigger version

  # Each proxy by itself, and how the control plane was built
  outrigger version --short=false
  outrigger version -o json

  # This program alone
  outrigger version --remote=false

  # Of a cluster that is not at hand
  outrigger version --snapshot cluster.yaml

The control plane and the proxies that are connected to it are told by each istiod, on port 15014 of its pod. Where no \
istiod can be asked, the images of istio-proxy in running pods are counted; a note on standard error and the field \
dataPlaneVersionFrom say so.

Exit status: 0, also if there is no cluster, as in istioctl; 1 for a snapshot that cannot be read.";

/// Arguments of `version`.
#[derive(Debug, Args)]
pub struct Version {
    /// One line each for the control plane and the proxies; --short=false for all that is known.
    #[arg(
        short, long, value_name = "BOOL", value_parser = switch, action = ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_value = "true", default_missing_value = "true", hide_default_value = true
    )]
    pub short: bool,
    /// Ask the cluster; --remote=false for this program alone.
    #[arg(
        long, value_name = "BOOL", value_parser = switch, action = ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_value = "true", default_missing_value = "true", hide_default_value = true
    )]
    pub remote: bool,
    /// Form of the output for programs: yaml or json.
    #[arg(short, long, value_name = "FORMAT")]
    pub output: Option<MachineForm>,
    /// Revision of the control plane [default: the default one].
    #[arg(short, long, value_name = "NAME")]
    pub revision: Option<String>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// Prints which versions run.
///
/// # Errors
/// A snapshot cannot be read, or nothing can be printed.
pub fn run(options: &Version) -> Result<(), Failure> {
    print_those(options, |access, namespace, revision| {
        access.run(async |cluster| of_cluster(&cluster, namespace, revision).await)
    })
}

/// As [`run`]; those of the cluster are got by `ask`.
pub(super) fn print_those(
    options: &Version,
    ask: impl FnOnce(&AccessFlags, &str, Option<&str>) -> Result<(Versions, Vec<String>), Failure>,
) -> Result<(), Failure> {
    let mut versions = of_client();
    match configuration::snapshots(&options.known.snapshot)? {
        Some(_) if !options.remote => {
            return Err(Failure::new(
                "--remote=false looks at nothing, and --snapshot is there to be looked at",
            )
            .hint("leave one of the two out"));
        }
        Some(world) => look_at(options, &world, &mut versions),
        None if options.remote => {
            let (namespace, revision) = (&options.control_plane.istio_namespace, options.revision.as_deref());
            match ask(&options.known.access, namespace, revision) {
                Ok((seen, notes)) => {
                    notes.iter().for_each(note);
                    versions = seen;
                }
                Err(failure) => note(format!("{ABSENT}: {}", failure.one_line())),
            }
        }
        None => {}
    }
    let text = match options.output {
        Some(form @ MachineForm::Json) => form.text(&versions, "  "),
        // As istioctl, a line more.
        Some(form @ MachineForm::Yaml) => form.text(&versions, "  ") + "\n",
        None if options.short => tamed(&versions.short()),
        None => versions.long(),
    };
    output::write(&text, None)
}

/// What a snapshot says: nobody can be asked.
fn look_at(options: &Version, world: &World, versions: &mut Versions) {
    let Found { istiods, notes } =
        istiods::among(world, &options.control_plane.istio_namespace, options.revision.as_deref());
    notes.iter().for_each(note);
    if world.known(kinds::POD).is_none() {
        return note("no pods are in the snapshot: neither the control plane nor the proxies are known");
    }
    note(
        "the versions are those of images, the proxies those of all revisions, as a snapshot can ask no istiod",
    );
    versions.mesh_version =
        Some(istiods.iter().map(Server::of_image).collect()).filter(|m: &Vec<_>| !m.is_empty());
    versions.data_plane_version = Some(of_pods(world));
    versions.data_plane_version_from = Some("pods");
}

/// The versions of a cluster and of this program, and what should be known of them, in sentences.
///
/// # Errors
/// The API server cannot be asked.
pub async fn of_cluster(
    cluster: &Cluster,
    istio_namespace: &str,
    revision: Option<&str>,
) -> Result<(Versions, Vec<String>), ClusterError> {
    let Found { istiods, mut notes } = istiods::find(cluster, istio_namespace, revision).await?;
    let mut versions = Versions {
        mesh_version: servers(cluster, &istiods, istio_namespace, &mut notes).await,
        data_plane_version: proxies(cluster, &istiods, &mut notes).await,
        ..of_client()
    };
    if versions.data_plane_version.is_none() {
        let read = istiods::pods(cluster).await;
        notes.extend(read.gaps);
        if read.world.known(kinds::POD).is_some() {
            notes.push(
                "the proxies are those of all revisions, and counted by the images of running pods, as no istiod told them"
                    .to_owned(),
            );
            versions.data_plane_version = Some(of_pods(&read.world));
            versions.data_plane_version_from = Some("pods");
        }
    }
    Ok((versions, notes))
}

/// The version of this program alone.
pub fn of_client() -> Versions {
    Versions {
        client_version: BuildInfo::of_client(env!("CARGO_PKG_VERSION")),
        mesh_version: None,
        data_plane_version: None,
        data_plane_version_from: None,
    }
}

/// What the istiods that are ready say of themselves; `None` if none is.
async fn servers(
    cluster: &Cluster,
    istiods: &[Istiod],
    namespace: &str,
    notes: &mut Vec<String>,
) -> Option<Vec<Server>> {
    if !istiods.iter().any(|istiod| istiod.is_ready) {
        notes.push(format!("{ABSENT}: no running Istio pods in namespace {namespace:?}"));
        return None;
    }
    let mut servers = Vec::new();
    for istiod in istiods.iter().filter(|istiod| istiod.is_ready) {
        match istiods::ask(cluster, istiod, "/version").await {
            Ok(body) if body.is_empty() => {}
            Ok(body) => servers.push(Server::answered(istiod, &body)),
            Err(e) => {
                let hint = e.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
                let (namespace, pod) = (&istiod.namespace, &istiod.pod);
                notes.push(format!("error port-forwarding into {namespace}.{pod}: {e}{hint}"));
            }
        }
    }
    Some(servers)
}

/// The proxies that istiods tell; `None` if one does not, as a count without its proxies would mislead.
async fn proxies(cluster: &Cluster, istiods: &[Istiod], notes: &mut Vec<String>) -> Option<Vec<Proxy>> {
    let mut proxies = None;
    for istiod in istiods {
        let told = istiods::ask(cluster, istiod, "/debug/syncz").await;
        let told =
            told.map_err(|e| e.to_string()).and_then(|body| of_syncz(&body).map_err(|e| e.to_string()));
        match told {
            Ok(told) => proxies.get_or_insert_with(Vec::new).extend(told),
            Err(e) => {
                notes.push(format!("the proxies of istiod {} are not known: {e}", istiod.pod));
                return None;
            }
        }
    }
    proxies
}

/// What istioctl says where there is no istiod.
const ABSENT: &str = "Istio is not present in the cluster";

/// Istio's own sentences stand as they are, because people search for them.
fn note(text: impl AsRef<str>) {
    let text = shown(text.as_ref());
    if text.starts_with(ABSENT) {
        eprintln!("{text}");
    } else {
        eprintln!("note: {text}");
    }
}
