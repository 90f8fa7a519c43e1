//! How a cluster is reached.

use std::path::PathBuf;

use clap::Args;
use cluster::{Access, Cluster, ClusterError};
use diagnosis::shell::word;

use crate::failure::Failure;

/// How a cluster is reached.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Cluster")]
pub struct AccessFlags {
    /// Kubeconfig of the cluster [default: the pod's service account, else as kubectl].
    #[arg(short = 'c', long, value_name = "FILE")]
    pub kubeconfig: Option<PathBuf>,
    /// Context of the kubeconfig.
    #[arg(long, value_name = "NAME")]
    pub context: Option<String>,
    /// User to act as.
    #[arg(long = "as", value_name = "USER")]
    pub impersonate: Option<String>,
    /// Group to act as a member of; may be repeated.
    #[arg(long = "as-group", value_name = "GROUP", requires = "impersonate")]
    pub impersonate_groups: Vec<String>,
}

impl AccessFlags {
    /// The same as the cluster crate takes it.
    pub fn access(&self) -> Access {
        Access {
            kubeconfig: self.kubeconfig.clone(),
            context: self.context.clone(),
            impersonate: self.impersonate.clone(),
            impersonate_groups: self.impersonate_groups.clone(),
        }
    }

    /// The flags that were given, as words of a shell.
    pub fn words(&self) -> Vec<String> {
        let kubeconfig = self.kubeconfig.as_ref().map(|path| path.to_string_lossy().into_owned());
        let one = [
            ("--kubeconfig", kubeconfig.as_ref()),
            ("--context", self.context.as_ref()),
            ("--as", self.impersonate.as_ref()),
        ];
        let groups = self.impersonate_groups.iter().map(|group| ("--as-group", group));
        one.into_iter()
            .filter_map(|(flag, value)| Some((flag, value?)))
            .chain(groups)
            .map(|(flag, value)| format!("{flag} {}", word(value)))
            .collect()
    }

    /// Whether a flag says how to reach a cluster.
    pub fn is_given(&self) -> bool {
        self.kubeconfig.is_some() || self.context.is_some() || self.impersonate.is_some()
    }

    /// Whether a flag, a variable, the pod this runs in, or the usual kubeconfig says how to reach a cluster.
    pub fn is_at_hand(&self) -> bool {
        let usual = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".kube/config"));
        self.is_given() || self.access().is_possible() || usual.is_some_and(|path| path.is_file())
    }

    /// Does something with the cluster, and waits for it.
    ///
    /// # Errors
    /// The cluster cannot be reached, or what is done fails.
    pub fn run<T>(&self, work: impl AsyncFnOnce(Cluster) -> Result<T, ClusterError>) -> Result<T, Failure> {
        self.run_or_fail(async |cluster| work(cluster).await.map_err(|e| Failure::from(&e)))
    }

    /// As [`AccessFlags::run`], of what may fail for other reasons than the cluster's.
    ///
    /// # Errors
    /// The cluster cannot be reached, or what is done fails.
    pub fn run_or_fail<T>(
        &self,
        work: impl AsyncFnOnce(Cluster) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        wait(async {
            let cluster = Cluster::connect(&self.access()).await.map_err(|e| Failure::from(&e))?;
            work(cluster).await
        })?
    }
}

/// Waits for something that asks over the network.
///
/// # Errors
/// Nothing can be waited for on this machine.
pub fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::new(format!("no runtime for the cluster's client: {e}")))?;
    let done = runtime.block_on(work);
    // A name that is still being looked up shall not hold the program.
    runtime.shutdown_background();
    Ok(done)
}
