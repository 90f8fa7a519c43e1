//! `outrigger discovery`

mod authority;
mod cluster_options;
mod in_cluster;
mod neighbour;
mod root;

use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use ::discovery::{
    About, Authenticator, Directory, Feed, Frame, Gathering, Plane, Ports, Server, SourceError, TokenTable,
    Tokens,
};
use clap::Args;
use cluster::leader::{Candidate, Standing};
use cluster::{Cluster, Object};
use identity::{Ca, TrustDomain};
use objects::kinds;
use webhook::logging::Format;
use webhook::{Terminations, files};

use self::cluster_options::InCluster;
use self::root::Root;
use crate::failure::Failure;
use crate::input::display;
use crate::options::access::AccessFlags;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # A mesh of files: Services, EndpointSlices, Pods and PeerAuthentications
  outrigger discovery --from mesh --token-table tokens --ca-dir ca

  # Whose token is whose, one a line
  echo 'SECRET default/sleep sleep-1' > tokens

  # The mesh of a cluster
  outrigger discovery --kubeconfig ~/.kube/config

  # How proxies stand
  curl localhost:15014/debug/syncz";

/// The longest file of tokens.
const LONGEST: u64 = 16 << 20;
/// What tokens have to be for.
const AUDIENCE: &str = "istio-ca";

/// Arguments of `discovery`.
#[derive(Debug, Args)]
pub struct Discovery {
    /// A folder of manifests that is the mesh, in place of a cluster; it is taken over when it changes.
    #[arg(long, value_name = "DIR")]
    pub from: Option<PathBuf>,
    /// Whose tokens are whose, with --from: lines of TOKEN NAMESPACE/SERVICEACCOUNT and, if bound to one, POD.
    #[arg(long, value_name = "FILE")]
    pub token_table: Option<PathBuf>,
    /// A folder with the authority, as the Secret `cacerts` or `istio-ca-secret` has it.
    ///
    /// Where there is none in it, one is made and kept there. Without the flag the cluster's counts, which is made if there is
    /// none; with --from one is made for this run.
    #[arg(long, value_name = "DIR")]
    pub ca_dir: Option<PathBuf>,
    /// The port of xDS and certificates, with TLS; empty for none.
    #[arg(long, visible_alias = "secureGRPCAddr", value_name = "ADDRESS", default_value = ":15012")]
    pub secure_grpc_addr: String,
    /// The same port without TLS, on which nobody is asked who they are; empty for none.
    #[arg(long, visible_alias = "grpcAddr", value_name = "ADDRESS", default_value = "")]
    pub grpc_addr: String,
    /// The port of version, metrics and debug answers; empty for none.
    #[arg(long, visible_alias = "monitoringAddr", value_name = "ADDRESS", default_value = ":15014")]
    pub monitoring_addr: String,
    /// The port of readiness and debug answers; empty for none.
    #[arg(long, visible_alias = "httpAddr", value_name = "ADDRESS", default_value = ":8080")]
    pub http_addr: String,
    /// The domain of the cluster's Services in DNS.
    #[arg(long, value_name = "DOMAIN", default_value = "cluster.local")]
    pub domain: String,
    /// The cluster's name.
    #[arg(long, visible_alias = "clusterID", value_name = "NAME", default_value = "Kubernetes")]
    pub cluster_id: String,
    /// A file with the mesh config, in place of the ConfigMap.
    #[arg(long, visible_alias = "meshConfig", value_name = "FILE")]
    pub mesh_config: Option<PathBuf>,
    /// Serve a mesh although it has AuthorizationPolicies, which are not kept to.
    #[arg(long)]
    pub ignore_authorization_policies: bool,
    /// Which control plane it is.
    #[command(flatten)]
    pub cluster: InCluster,
    /// The form of log lines: text or json.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub log_format: Format,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Serves until it is stopped.
///
/// # Errors
/// The mesh, the authority or the tokens cannot be read, or a port cannot be had.
pub fn run(options: &Discovery) -> Result<ExitCode, Failure> {
    webhook::logging::start(options.log_format, tracing::Level::INFO);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::new)?;
    runtime.block_on(serve(options)).map(|()| ExitCode::SUCCESS)
}

async fn serve(options: &Discovery) -> Result<(), Failure> {
    let mut signals = Terminations::listen().map_err(Failure::new)?;
    let feed = Feed::default();
    let mesh = match &options.from {
        Some(folder) => of_files(options, folder, &feed)?,
        None => of_cluster(options, &feed).await?,
    };
    let trust_domain = mesh.trust_domain;
    let authenticator = Authenticator::new(trust_domain, vec![AUDIENCE.to_owned()], mesh.tokens);
    let about =
        About { name: pod_name(), version: env!("CARGO_PKG_VERSION").to_owned(), revision: String::new() };
    let plane = Plane::new(&options.cluster.namespace, about, feed, Arc::new(mesh.ca), authenticator);
    let names = options.cluster.names().map_err(Failure::new)?;
    let server = Server::open(Arc::new(plane), names, &ports(options)?).await.map_err(Failure::new)?;
    tracing::info!(addresses = ?server.addresses(), "serving");
    let mut ended = Ok(());
    let stopped = async {
        tokio::select! {
            () = webhook::Signals::next(&mut signals) => {}
            outcome = mesh.kept => ended = outcome,
        }
    };
    server.run(stopped).await;
    if let Some(standing) = mesh.standing
        && let Err(error) = standing.resign().await
    {
        tracing::warn!(%error, "another replica leads once the Lease has run out");
    }
    ended
}

/// Its own pod, as it is told, else a name for it.
fn pod_name() -> String {
    std::env::var("POD_NAME").unwrap_or_else(|_| "istiod".to_owned())
}

/// A mesh from somewhere.
struct Mesh {
    trust_domain: TrustDomain,
    ca: Ca,
    tokens: Tokens,
    /// Of several replicas one leads, in a cluster.
    standing: Option<Standing>,
    /// What keeps it up to date; it ends when that cannot go on.
    kept: Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>,
}

fn of_files(options: &Discovery, folder: &Path, feed: &Feed) -> Result<Mesh, Failure> {
    let (directory, snapshot) = Directory::open(folder, frame(options)).map_err(refused)?;
    let trust_domain = TrustDomain::new(&snapshot.settings().trust_domain).map_err(Failure::new)?;
    let ca = authority::of_folder(options.ca_dir.as_deref(), &trust_domain)?;
    let tokens = tokens(options.token_table.as_deref(), &trust_domain)?;
    feed.publish(snapshot);
    let feed = feed.clone();
    let kept = Box::pin(async move {
        directory.watch(feed).await;
        Ok(())
    });
    Ok(Mesh { trust_domain, ca, tokens, standing: None, kept })
}

async fn of_cluster(options: &Discovery, feed: &Feed) -> Result<Mesh, Failure> {
    if options.token_table.is_some() {
        return Err(Failure::new("--token-table is for a mesh of files")
            .hint("leave it out: the API server is asked"));
    }
    let cluster = Cluster::connect(&options.access.access()).await.map_err(|e| Failure::from(&e))?;
    let InCluster { namespace, .. } = &options.cluster;
    if !options.cluster.ignore_istiod {
        neighbour::refuse(&cluster, namespace, &options.cluster.service()).await?;
    }
    let name = options.cluster.mesh_config_map();
    let config = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name: &name };
    let config = cluster.get(config).await.map_err(|e| Failure::from(&e))?;
    let (settings, _) = frame(options).settings(config.as_slice()).map_err(refused)?;
    let trust_domain = TrustDomain::new(&settings.trust_domain).map_err(Failure::new)?;
    let ca = match &options.ca_dir {
        Some(folder) => authority::of_folder(Some(folder), &trust_domain)?,
        None => authority::of_cluster(&cluster, namespace, &trust_domain).await?,
    };
    let reviewer = in_cluster::Tokens { cluster: cluster.clone(), audiences: vec![AUDIENCE.to_owned()] };
    let gathering =
        Gathering::new(frame(options), &in_cluster::kinds_awaited(), feed.clone()).map_err(refused)?;
    let changes = in_cluster::changes(&cluster, namespace, &name);
    let standing = Standing::start(cluster.clone(), candidate(&options.cluster));
    let root = Root {
        cluster,
        name: options.cluster.ca_cert_config_map.clone(),
        roots: ca.roots().to_owned(),
        namespace: namespace.clone(),
    };
    let publishing = root.keep_while(standing.leads());
    let kept = Box::pin(async move {
        tokio::select! {
            ended = gathering.follow(changes) => ended.map_err(refused),
            () = publishing => Ok(()),
        }
    });
    let tokens = Tokens::Reviewer(Arc::new(reviewer));
    Ok(Mesh { trust_domain, ca, tokens, standing: Some(standing), kept })
}

/// This replica, called by its pod and at random: no other is called so, where nobody tells it its pod's name, too.
///
/// Source: Kubernetes client-go tools/leaderelection, whose users add a UUID to the host's name.
fn candidate(options: &InCluster) -> Candidate {
    let identity = format!("{}_{:016x}", pod_name(), RandomState::new().build_hasher().finish());
    Candidate { namespace: options.namespace.clone(), lease: options.lease(), identity }
}

fn frame(options: &Discovery) -> Frame {
    Frame {
        domain: options.domain.clone(),
        cluster: options.cluster_id.clone(),
        namespace: options.cluster.namespace.clone(),
        config_map: options.cluster.mesh_config_map(),
        mesh_config: options.mesh_config.clone(),
        ignores_authorization_policies: options.ignore_authorization_policies,
    }
}

fn refused(error: SourceError) -> Failure {
    let failure = Failure::new(&error);
    match error {
        SourceError::AuthorizationPolicies { .. } => {
            failure.hint("take them away, or give --ignore-authorization-policies")
        }
        _ => failure,
    }
}

fn ports(options: &Discovery) -> Result<Ports, Failure> {
    let monitoring = [("--monitoring-addr", &options.monitoring_addr), ("--http-addr", &options.http_addr)];
    let mut open = Vec::new();
    for (flag, text) in monitoring {
        open.extend(address(flag, text)?.filter(|address| !open.contains(address)));
    }
    Ok(Ports {
        secure: address("--secure-grpc-addr", &options.secure_grpc_addr)?,
        plaintext: address("--grpc-addr", &options.grpc_addr)?,
        monitoring: open,
    })
}

/// An address as Go takes it: a port alone is one of all addresses.
fn address(flag: &str, text: &str) -> Result<Option<SocketAddr>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    let full = if text.starts_with(':') { format!("0.0.0.0{text}") } else { text.to_owned() };
    let wrong = |_| Failure::new(format!("{flag}: {text:?} is not ADDRESS:PORT or :PORT"));
    full.parse().map(Some).map_err(wrong)
}

fn tokens(path: Option<&Path>, trust_domain: &TrustDomain) -> Result<Tokens, Failure> {
    let table = match path {
        None => TokenTable::default(),
        Some(path) => {
            let at = |failure: Failure| failure.at(display(path));
            let text = files::read_text(path, LONGEST).map_err(|e| at(Failure::new(e)))?;
            TokenTable::read(&text, trust_domain).map_err(|e| at(Failure::new(e)))?
        }
    };
    Ok(Tokens::Table(table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_as_in_go() {
        for (text, want) in [
            ("", None),
            (":15012", Some("0.0.0.0:15012")),
            ("127.0.0.1:1", Some("127.0.0.1:1")),
            ("[::]:1", Some("[::]:1")),
        ] {
            let found = address("--x", text).unwrap().map(|address| address.to_string());
            assert_eq!(found.as_deref(), want, "{text}");
        }
        assert!(address("--x", "15012").is_err());
    }
}
