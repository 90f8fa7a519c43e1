//! How a cluster is reached.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::{Client, Config};

use crate::error::ClusterError;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the API server may take for the answer to one request.
const ANSWER: Duration = Duration::from_secs(20);

/// The way to a cluster, as a person names it. With nothing named: the service account of the pod this runs in, else
/// what `kubectl` would take.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The kubeconfig file.
    pub kubeconfig: Option<PathBuf>,
    /// The context in it.
    pub context: Option<String>,
    /// The user to act as.
    pub impersonate: Option<String>,
    /// The groups to act as a member of.
    pub impersonate_groups: Vec<String>,
}

/// A cluster that can be asked. It can be cloned at no cost; nothing is sent before something is asked.
#[derive(Clone)]
pub struct Cluster {
    pub(crate) client: Client,
    pub(crate) server: String,
    pub(crate) answer: Duration,
}

impl fmt::Debug for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cluster").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Access {
    /// Whether there is a pod's service account that may be used.
    pub(crate) fn is_in_cluster() -> bool {
        std::env::var_os("KUBERNETES_SERVICE_HOST").is_some()
    }

    /// Whether anything says how to reach a cluster.
    pub fn is_possible(&self) -> bool {
        self.kubeconfig.is_some()
            || self.context.is_some()
            || Access::is_in_cluster()
            || std::env::var_os("KUBECONFIG").is_some_and(|files| !files.is_empty())
    }

    async fn config(&self) -> Result<Config, ClusterError> {
        let no_access = |cause: String| ClusterError::NoAccess { cause };
        let named = self.kubeconfig.is_some() || self.context.is_some();
        let mut config = if !named && Access::is_in_cluster() {
            Config::incluster().map_err(|e| no_access(format!("the pod's service account: {e}")))?
        } else {
            let options = KubeConfigOptions { context: self.context.clone(), ..KubeConfigOptions::default() };
            let loaded = match &self.kubeconfig {
                Some(path) => {
                    let file = Kubeconfig::read_from(path).map_err(|e| no_access(e.to_string()))?;
                    Config::from_custom_kubeconfig(file, &options).await
                }
                None => Config::from_kubeconfig(&options).await,
            };
            loaded.map_err(|e| no_access(e.to_string()))?
        };
        config.connect_timeout = Some(CONNECT);
        if self.impersonate.is_some() {
            config.auth_info.impersonate.clone_from(&self.impersonate);
        }
        if !self.impersonate_groups.is_empty() {
            config.auth_info.impersonate_groups = Some(self.impersonate_groups.clone());
        }
        Ok(config)
    }
}

impl Cluster {
    /// Prepares to ask a cluster. Nothing is sent yet, but a program that the kubeconfig names for credentials is run.
    ///
    /// # Errors
    /// It is not known how to reach one, or files with certificates and keys cannot be used.
    pub async fn connect(access: &Access) -> Result<Cluster, ClusterError> {
        let config = access.config().await?;
        let server = config.cluster_url.to_string().trim_end_matches('/').to_owned();
        let client = Client::try_from(config).map_err(|e| ClusterError::NoAccess { cause: e.to_string() })?;
        Ok(Cluster { client, server, answer: ANSWER })
    }

    /// The URL of the API server.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The namespace of the kubeconfig's context or of the pod this runs in.
    pub fn default_namespace(&self) -> &str {
        self.client.default_namespace()
    }
}
