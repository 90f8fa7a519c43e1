//! `outrigger experimental version`

use clap::Args;
use cluster::Cluster;
use cluster::xds::Channel;
use diagnosis::version::{Proxy, Server, Versions, of_xds};
use diagnosis::xds::{all_proxies, instance};
use envoy_api::DiscoveryResponse;

use super::version::{self, Version};
use crate::failure::Failure;
use crate::istiods::Which;
use crate::options::access::wait;
use crate::options::xds::{ACCOUNT, XdsFlags};
use crate::xds::{self, Servers};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # As outrigger version, asked over xDS with a token
  outrigger x version

  # Of an istiod outside of the cluster, which has to prove its name
  outrigger x version --xds-address istiod.example.com:15012

  # The same without an API server: certificates say who asks
  outrigger x version --xds-address istiod.example.com:15012 --cert-dir certs

  # Of one of several control planes of the cluster
  outrigger x version --xds-label istio.io/rev=canary

Without --revision istiods of all revisions are asked. The control plane is what the first one that answers says of \
itself, the proxies are those of all. Where one gives no answer over xDS, all are asked as `outrigger version` asks \
them, which a note says.

Exit status: 0, also if there is no cluster, as in istioctl; 1 for flags that do not go together.";

/// Arguments of `experimental version`.
#[derive(Debug, Args)]
pub struct VersionOverXds {
    /// What `version` has.
    #[command(flatten)]
    pub version: Version,
    /// How istiods are asked.
    #[command(flatten)]
    pub xds: XdsFlags,
}

/// Prints which versions run, asked over xDS.
///
/// # Errors
/// Flags do not go together, or as [`version::run`].
pub fn run(options: &VersionOverXds) -> Result<(), Failure> {
    options.xds.check()?;
    let asks = options.version.remote && options.version.known.snapshot.is_empty();
    if options.xds.is_given() && !asks {
        return Err(Failure::new("no istiod is asked, and a flag says how istiods are asked")
            .hint("leave --snapshot and --remote=false out, or the flags of xDS"));
    }
    version::print_those(&options.version, |access, namespace, revision| {
        if options.xds.needs_no_cluster() {
            let versions = wait(async {
                let servers = xds::server_without_cluster(&options.xds, namespace, revision).await?;
                of_servers(options, None, &servers, namespace, revision).await
            })?;
            return Ok(versions.map_or_else(unknown, |versions| (versions, Vec::new())));
        }
        // As in istioctl: no revision is all of them here, and the default one in `version`.
        let which = revision.map_or(Which::All, Which::Of);
        access.run_or_fail(async |cluster| {
            let servers = xds::servers(&options.xds, &cluster, namespace, which).await?;
            let versions = of_servers(options, Some(&cluster), &servers, namespace, revision).await;
            match (versions, servers) {
                (Ok(versions), Servers::At { notes, .. }) => Ok((versions, notes)),
                (Ok(versions), Servers::Pods { found, .. }) => Ok((versions, found.notes)),
                (Err(failure), Servers::At { .. }) => Ok(unknown(failure)),
                (Err(failure), Servers::Pods { found, .. }) => {
                    let asked = version::of_cluster(&cluster, namespace, revision).await;
                    let (versions, mut notes) = asked.map_err(|e| Failure::from(&e))?;
                    if !found.istiods.is_empty() {
                        let why = failure.one_line();
                        notes
                            .insert(0, format!("istiods are asked over HTTP, as xDS gives no answer: {why}"));
                    }
                    Ok((versions, notes))
                }
            }
        })
    })
}

/// What there is to say where an address gives no answer: as in istioctl, that is not a failure.
fn unknown(why: Failure) -> (Versions, Vec<String>) {
    let note = format!("neither the control plane nor the proxies are known: {}", why.one_line());
    (version::of_client(), vec![note])
}

async fn of_servers(
    options: &VersionOverXds,
    cluster: Option<&Cluster>,
    servers: &Servers,
    namespace: &str,
    revision: Option<&str>,
) -> Result<Versions, Failure> {
    let request = || all_proxies(namespace, ACCOUNT);
    let mut answers = Vec::new();
    match (servers, cluster) {
        (Servers::At { address, channel, .. }, _) => {
            answers.push(xds::ask_at(address, channel, request()).await?);
        }
        (Servers::Pods { found, channel }, Some(cluster)) => {
            let channel: &Channel = channel.as_ref().map_err(Clone::clone)?;
            for istiod in &found.istiods {
                let answer = xds::ask_pod(cluster, &options.xds, channel, istiod, request()).await;
                answers.push(answer.map_err(|e| Failure::from(&e))?);
            }
        }
        (Servers::Pods { .. }, None) => {}
    }
    merged(&answers, revision)
}

/// One control plane, as istioctl has it, and the proxies of all answers.
///
/// Source: Istio 1.30 istioctl/pkg/multixds/gather.go, mergeShards, which takes any of the control planes.
fn merged(answers: &[DiscoveryResponse], revision: Option<&str>) -> Result<Versions, Failure> {
    let Some(first) = answers.first() else { return Err(Failure::new("no istiod is there to be asked")) };
    let mut proxies: Vec<Proxy> = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        // Two pods that are the same istiod by its own word count once.
        let is_same = |other: &&DiscoveryResponse| other.control_plane == answer.control_plane;
        if answer.control_plane.is_none() || !answers.iter().take(index).any(|other| is_same(&other)) {
            proxies.extend(of_xds(answer).map_err(Failure::new)?);
        }
    }
    let server = Server::of_instance(instance(first).map_err(Failure::new)?, revision);
    Ok(Versions {
        mesh_version: Some(vec![server]),
        data_plane_version: Some(proxies),
        ..version::of_client()
    })
}
