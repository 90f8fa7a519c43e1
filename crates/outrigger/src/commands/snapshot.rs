//! `outrigger snapshot`

use std::collections::BTreeSet;

use clap::Args;
use cluster::snapshot::KINDS;
use diagnosis::installed;
use injection::resolve::ConfigMapNames;
use kubeyaml::Value;
use manifests::overlap::is_of_an_injector;
use objects::names::ISTIO_NAMESPACE;
use objects::{World, kinds};

use crate::failure::{Failure, shown};
use crate::options::access::AccessFlags;
use crate::options::control::ControlPlane;
use crate::options::form::Form;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What outrigger would read of the current context's cluster
  outrigger snapshot > cluster.yaml

  # The answer that the cluster's configuration gives, without the cluster
  outrigger kube-inject -f app.yaml --snapshot cluster.yaml -i istio-system

The ConfigMaps of injection and mesh, also those that installations of `outrigger install` say they read, webhook \
configurations, namespaces, the nodes' kubelet versions, ProxyConfigs, \
Sidecars, what selects pods, and of pods and their templates what decides about injection and how they are. Secrets, \
variables, arguments and commands are left out; what stands in the injection ConfigMap's values is not.";

/// Arguments of `snapshot`.
#[derive(Debug, Args)]
pub struct Snapshot {
    /// Namespace whose pods are read [default: all].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Revision whose ConfigMaps are read.
    #[arg(short, long, value_name = "NAME", default_value = "")]
    pub revision: String,
    /// ConfigMap of the injection config [default: istio-sidecar-injector, with the revision].
    #[arg(long, visible_alias = "injectConfigMapName", value_name = "NAME")]
    pub inject_config_map_name: Option<String>,
    /// ConfigMap of the mesh config [default: istio, with the revision].
    #[arg(long, visible_alias = "meshConfigMapName", value_name = "NAME")]
    pub mesh_config_map_name: Option<String>,
    /// Form of the output.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "yaml")]
    pub output: Form,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Reads what commands read of a cluster, and prints it.
///
/// # Errors
/// The cluster cannot be asked.
pub fn run(options: &Snapshot) -> Result<(), Failure> {
    let names = ConfigMapNames::of(
        Some(&options.control_plane.istio_namespace),
        options.inject_config_map_name.as_deref(),
        options.mesh_config_map_name.as_deref(),
        &options.revision,
    );
    let config_maps = |world: &World| config_maps(options, names, world);
    let snapshot = options
        .access
        .run(async |cluster| cluster.snapshot(options.namespace.as_deref(), config_maps).await)?;
    output::write(&text(&snapshot.world, options.output), None)?;
    for gap in &snapshot.gaps {
        eprintln!("note: {}", shown(gap));
    }
    Ok(())
}

/// Those of the control plane, and those that installations of outrigger say they read. Where there are such, nothing is missed
/// of a control plane that nobody named.
fn config_maps(options: &Snapshot, names: ConfigMapNames, world: &World) -> BTreeSet<(String, String)> {
    let mut wanted = installed::read_by_any(world);
    let is_named = options.control_plane.istio_namespace != ISTIO_NAMESPACE
        || !options.revision.is_empty()
        || options.inject_config_map_name.is_some()
        || options.mesh_config_map_name.is_some();
    let has_istio = wanted.is_empty() || is_named || has_control_plane(world);
    if has_istio {
        wanted.extend([names.inject, names.mesh].map(|name| (names.namespace.clone(), name)));
    }
    wanted
}

/// Whether a webhook configuration calls an injector that does not say what it reads, as Istio's do not.
fn has_control_plane(world: &World) -> bool {
    let mut injectors = world.all(kinds::MUTATING_WEBHOOK).filter(|c| is_of_an_injector(c));
    injectors.any(|configuration| installed::read_by(configuration).is_none())
}

fn text(world: &World, form: Form) -> String {
    let objects = KINDS.into_iter().flat_map(|kind| world.all(kind));
    match form {
        Form::Yaml => objects.map(|o| format!("---\n{}", kubeyaml::write(o))).collect(),
        Form::Json => {
            let mut list = Value::Null;
            let fields = list.become_map();
            fields.insert("apiVersion", "v1");
            fields.insert("kind", "List");
            fields.insert("items", objects.cloned().collect::<Vec<Value>>());
            kubeyaml::to_json(&list) + "\n"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let world = World::of_text(
            "{kind: Node, apiVersion: v1, metadata: {name: node}, status: {nodeInfo: {kubeletVersion: v1.36.0}}}
---
{kind: ConfigMap, apiVersion: v1, metadata: {name: istio, namespace: istio-system}, data: {mesh: ''}}
---
{kind: Pod, apiVersion: v1, metadata: {name: web, namespace: default}}
",
        )
        .unwrap();
        for form in [Form::Yaml, Form::Json] {
            let text = text(&world, form);
            assert_eq!(World::of_text(&text).unwrap(), world, "{text}");
        }
    }
}
