//! The flags about a cluster, and the configuration that it gives.

use std::path::PathBuf;

use clap::Args;
use cluster::{Cluster, ClusterError, Object};
use injection::resolve::{ConfigMapNames, Given, Parts};
use objects::{World, kinds};

use crate::failure::Failure;
use crate::input::display;
use crate::options::access::AccessFlags;
use crate::options::configuration::Configuration;

/// Flags of istioctl that read the configuration from a cluster. A file that is named comes first; if files are named,
/// only a ConfigMap that is named as well is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Cluster")]
pub struct ClusterFlags {
    /// Namespace of the control plane, whose ConfigMaps are read [default: istio-system].
    #[arg(short = 'i', long, visible_alias = "istioNamespace", value_name = "NAME")]
    pub istio_namespace: Option<String>,
    /// The namespace of the workloads: has no effect, as in istioctl, which is said.
    #[arg(short = 'n', long, hide = true)]
    pub namespace: Option<String>,
    /// ConfigMap of the injection config and its values [default: istio-sidecar-injector, with the revision].
    #[arg(long, visible_alias = "injectConfigMapName", value_name = "NAME")]
    pub inject_config_map_name: Option<String>,
    /// ConfigMap of the mesh config [default: istio, with the revision].
    #[arg(long, visible_alias = "meshConfigMapName", value_name = "NAME")]
    pub mesh_config_map_name: Option<String>,
    /// Webhook configuration, or else that of the revision, whose injector is asked for its answers, through the API server.
    #[arg(long, visible_alias = "webhookConfig", value_name = "NAME")]
    pub webhook_config: Option<String>,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

impl ClusterFlags {
    /// What is to be read from a cluster. Nothing, unless a flag here asks for it.
    pub fn parts(&self, files: &Configuration) -> Parts {
        let Configuration { inject_config_file, mesh_config_file, values_file, operator_file_name, .. } =
            files;
        let no_files = [inject_config_file, mesh_config_file, values_file, operator_file_name]
            .iter()
            .all(|f| f.is_none());
        let all = no_files && self.asks();
        Parts {
            inject: inject_config_file.is_none() && (all || self.inject_config_map_name.is_some()),
            mesh: mesh_config_file.is_none()
                && operator_file_name.is_none()
                && (all || self.mesh_config_map_name.is_some()),
        }
    }

    /// The webhook configuration whose injector is to be asked; a file that is named comes before it, and a snapshot cannot be
    /// asked.
    pub fn asked_webhook(&self, files: &Configuration) -> Option<&str> {
        let asks = self.parts(files).inject && files.snapshot.is_empty();
        self.webhook_config.as_deref().filter(|_| asks)
    }

    /// What a cluster, or the snapshot in its place, gives of the configuration. Without a flag that asks for it nothing is
    /// dialled.
    ///
    /// # Errors
    /// The cluster cannot be asked, or lacks what is asked for.
    pub fn given(&self, configuration: &Configuration, snapshot: Option<&World>) -> Result<Given, Failure> {
        let parts = self.parts(configuration);
        if !parts.any() {
            return Ok(Given::default());
        }
        let names = ConfigMapNames::of(
            self.istio_namespace.as_deref(),
            self.inject_config_map_name.as_deref(),
            self.mesh_config_map_name.as_deref(),
            &configuration.revision,
        );
        if let Some(world) = snapshot {
            return Given::of(world, &names, parts, "the snapshot")
                .map_err(|e| Failure::from(&e).at(places(&configuration.snapshot)));
        }
        let (world, server) = self.access.run(async |cluster| {
            let world = live(&cluster, &names, parts).await?;
            Ok((world, cluster.server().to_owned()))
        })?;
        Given::of(&world, &names, parts, &server).map_err(|e| Failure::from(&e))
    }

    fn asks(&self) -> bool {
        [
            &self.istio_namespace,
            &self.inject_config_map_name,
            &self.mesh_config_map_name,
            &self.webhook_config,
        ]
        .iter()
        .any(|flag| flag.is_some())
            || self.access.kubeconfig.is_some()
            || self.access.context.is_some()
    }
}

/// Reads the ConfigMaps that are asked for, as far as they exist, and the nodes.
async fn live(cluster: &Cluster, names: &ConfigMapNames, parts: Parts) -> Result<World, ClusterError> {
    let mut world = cluster.nodes().await?;
    for name in
        [parts.inject.then_some(&names.inject), parts.mesh.then_some(&names.mesh)].into_iter().flatten()
    {
        let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(&names.namespace), name };
        if let Some(config_map) = cluster.get(object).await? {
            world.insert(config_map);
        }
    }
    Ok(world)
}

fn places(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| display(p)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        configuration: Configuration,
        #[command(flatten)]
        cluster: ClusterFlags,
    }

    #[test]
    fn a_cluster_is_asked_only_when_a_flag_says_so() {
        let (none, both) = (Parts { inject: false, mesh: false }, Parts { inject: true, mesh: true });
        for (flags, want) in [
            ("", none),
            ("-r canary", none),
            ("-n default", none),
            ("-i mesh", both),
            ("-c config", both),
            ("--context here", both),
            ("--webhookConfig x", both),
            ("--injectConfigMapName x", both),
            ("--meshConfigMapName x", both),
            ("-i mesh --injectConfigFile f", none),
            ("-i mesh --meshConfigFile f --kubeconfig c", none),
            ("-i mesh --operatorFileName f", none),
            ("--valuesFile f --context here", none),
            ("--injectConfigFile f --injectConfigMapName x", none),
            ("--injectConfigFile f --meshConfigMapName x", Parts { inject: false, mesh: true }),
            ("--meshConfigFile f --injectConfigMapName x", Parts { inject: true, mesh: false }),
            ("--operatorFileName f --meshConfigMapName x", none),
        ] {
            let line = format!("kube-inject {flags}");
            let Line { configuration, cluster } = Line::parse_from(line.split_whitespace());
            assert_eq!(cluster.parts(&configuration), want, "{flags}");
        }
    }
}
