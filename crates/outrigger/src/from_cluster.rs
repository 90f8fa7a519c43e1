//! What the configuration is in a live cluster.

use cluster::{Cluster, ClusterError, Object};
use injection::resolve::{ConfigMapError, ConfigMapNames, Parts};
use objects::{World, kinds};

use crate::failure::Failure;

/// Reads the ConfigMaps that are asked for, as far as they exist, and the nodes.
///
/// # Errors
/// The API server cannot be asked, or says no.
pub async fn live(cluster: &Cluster, names: &ConfigMapNames, parts: Parts) -> Result<World, ClusterError> {
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

/// What a cluster lacks, as a person sees it.
pub fn failure(error: &ConfigMapError) -> Failure {
    Failure::new(error).at(error.place()).hint(error.hint())
}
