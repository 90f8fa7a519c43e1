//! Where the configuration comes from: the flags, and the sources that they name. Files are read here, and nowhere else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use diagnosis::installed;
use injection::resolve::{Files, Given, LegacyFlags, Parts, Purpose, Resolution, Sources, Text};
use injection::{Facts, Injector, NativeSidecars, Platform, Version};
use objects::{ObjectsError, World, kinds};

use crate::failure::Failure;
use crate::input::{display, read_text};

/// Where the configuration comes from, and what is known of the cluster.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct Configuration {
    /// Injection config: the text of the ConfigMap's key `config`, or the whole ConfigMap; the era is recognised.
    #[arg(
        long,
        visible_alias = "injectConfigFile",
        value_name = "FILE",
        env = "OUTRIGGER_INJECT_CONFIG_FILE",
        hide_env = true
    )]
    pub inject_config_file: Option<PathBuf>,
    /// Mesh config: the text of the ConfigMap's key `mesh`, or the whole ConfigMap.
    #[arg(
        long,
        visible_alias = "meshConfigFile",
        value_name = "FILE",
        env = "OUTRIGGER_MESH_CONFIG_FILE",
        hide_env = true
    )]
    pub mesh_config_file: Option<PathBuf>,
    /// Values of the templates: the text of the ConfigMap's key `values`, or the whole ConfigMap.
    #[arg(
        long,
        visible_alias = "valuesFile",
        value_name = "FILE",
        env = "OUTRIGGER_VALUES_FILE",
        hide_env = true
    )]
    pub values_file: Option<PathBuf>,
    /// IstioOperator whose `spec.values` and `spec.meshConfig` are used in place of the files.
    #[arg(
        long,
        visible_alias = "operatorFileName",
        value_name = "FILE",
        env = "OUTRIGGER_OPERATOR_FILE_NAME",
        hide_env = true
    )]
    pub operator_file_name: Option<PathBuf>,
    /// Sets one of the values, such as `global.tag=1.31.0`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Revision of the injector.
    #[arg(
        short = 'r',
        long,
        value_name = "NAME",
        default_value = "",
        env = "OUTRIGGER_REVISION",
        hide_env = true
    )]
    pub revision: String,
    /// Answer as this Istio does, where versions differ and the configuration cannot tell.
    #[arg(long, value_name = "VERSION", env = "OUTRIGGER_COMPAT", hide_env = true)]
    pub compat: Option<Version>,
    /// Whether proxies are native sidecars where the pod does not say; `auto` asks the nodes' kubelets.
    #[arg(long, value_name = "auto|true|false", env = "ENABLE_NATIVE_SIDECARS")]
    pub native_sidecars: Option<NativeSidecars>,
    /// Platform of the cluster.
    #[arg(long, value_enum, env = "PLATFORM", hide_env = true, default_value = "kubernetes")]
    pub platform: PlatformName,
    /// Kubernetes objects (Namespaces, Nodes, ProxyConfigs …) to take for the cluster's; may be repeated.
    #[arg(long, value_name = "FILE", env = "OUTRIGGER_SNAPSHOT", hide_env = true)]
    pub snapshot: Vec<PathBuf>,
}

/// Platforms by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PlatformName {
    /// Ordinary Kubernetes.
    #[value(alias = "")]
    Kubernetes,
    /// OpenShift: the proxy's ids come from the namespace.
    Openshift,
}

/// Makes the injector that the arguments describe.
///
/// # Errors
/// A file cannot be read, or what is in it cannot be used.
pub fn resolve(arguments: &Configuration, purpose: Purpose) -> Result<Resolution, Failure> {
    let snapshot = snapshots(&arguments.snapshot)?;
    resolve_with(arguments, snapshot.as_ref(), Given::default(), None, purpose)
}

/// Makes the injector that the arguments, what their snapshots hold, and a cluster describe.
///
/// # Errors
/// A file cannot be read, or what is in it or was given cannot be used.
pub fn resolve_with(
    arguments: &Configuration,
    snapshot: Option<&World>,
    given: Given,
    legacy: Option<LegacyFlags>,
    purpose: Purpose,
) -> Result<Resolution, Failure> {
    resolve_as(arguments, &arguments.revision, snapshot, given, legacy, purpose)
}

/// As [`resolve_with`], for an injector of this revision, whatever the arguments name.
///
/// # Errors
/// A file cannot be read, or what is in it or was given cannot be used.
pub fn resolve_as(
    arguments: &Configuration,
    revision: &str,
    snapshot: Option<&World>,
    given: Given,
    legacy: Option<LegacyFlags>,
    purpose: Purpose,
) -> Result<Resolution, Failure> {
    resolve_sources(sources(arguments, revision, snapshot, given, legacy)?, purpose)
}

/// Makes the injector of these sources.
///
/// # Errors
/// What is in them cannot be used.
pub fn resolve_sources(sources: Sources, purpose: Purpose) -> Result<Resolution, Failure> {
    injection::resolve::resolve(sources, purpose).map_err(|e| Failure::from(&e))
}

/// The sources that the arguments name, read.
///
/// # Errors
/// A file cannot be read.
pub fn sources(
    arguments: &Configuration,
    revision: &str,
    snapshot: Option<&World>,
    given: Given,
    legacy: Option<LegacyFlags>,
) -> Result<Sources, Failure> {
    Ok(Sources {
        files: Files {
            config: arguments.inject_config_file.as_deref().map(text_of).transpose()?,
            values: arguments.values_file.iter().map(|p| text_of(p)).collect::<Result<_, _>>()?,
            mesh: arguments.mesh_config_file.as_deref().map(text_of).transpose()?,
            operator: arguments.operator_file_name.as_deref().map(text_of).transpose()?,
            snapshot: snapshot.map(Facts::of),
        },
        given,
        set: arguments.set.clone(),
        revision: revision.to_owned(),
        version: arguments.compat,
        native_sidecars: arguments.native_sidecars,
        platform: match arguments.platform {
            PlatformName::Kubernetes => Platform::Kubernetes,
            PlatformName::Openshift => Platform::OpenShift,
        },
        legacy,
        debug: false,
        environment: environment(arguments),
    })
}

/// The injector of a revision of a cluster: that of its ConfigMaps in the namespace of the control plane, over which files
/// and assignments lie.
///
/// # Errors
/// A ConfigMap does not exist, a file cannot be read, or what is in them cannot be used.
pub fn of_revision(
    arguments: &Configuration,
    control_namespace: &str,
    world: &World,
    revision: &str,
) -> Result<Injector, Failure> {
    let names = installed::config_maps(world, control_namespace, revision);
    let has_mesh = world.get(kinds::CONFIG_MAP, &names.namespace, &names.mesh).is_some();
    let parts = Parts {
        inject: arguments.inject_config_file.is_none(),
        mesh: arguments.mesh_config_file.is_none() && has_mesh,
    };
    let given =
        Given::of(world, &names, parts, "what is known of the cluster").map_err(|e| Failure::from(&e))?;
    Ok(resolve_as(arguments, revision, Some(world), given, None, Purpose::Webhook)?.injector)
}

/// The text of a file, and its name.
///
/// # Errors
/// It cannot be read.
pub fn text_of(path: &Path) -> Result<Text, Failure> {
    Ok(Text::new(read_text(path)?, display(path)))
}

/// The process's environment, as the template function `env` reads it.
pub fn environment(arguments: &Configuration) -> BTreeMap<String, String> {
    let own = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
    injection::resolve::environment(own.collect(), arguments.native_sidecars)
}

/// What all snapshots that were named hold; `None` if none was.
///
/// # Errors
/// A file cannot be read, or a document in it is not a Kubernetes object.
pub fn snapshots(paths: &[PathBuf]) -> Result<Option<World>, Failure> {
    let mut world = None::<World>;
    for path in paths {
        world.get_or_insert_default().extend(snapshot(path)?);
    }
    Ok(world)
}

/// What a snapshot holds.
///
/// # Errors
/// The file cannot be read, or a document in it is not a Kubernetes object.
pub fn snapshot(path: &Path) -> Result<World, Failure> {
    let Text { text, place, .. } = text_of(path)?;
    World::of_text(&text).map_err(|e| {
        let failure = Failure::new(&e).at(format!("{place}, line {}", e.line()));
        match e {
            ObjectsError::NoKind { .. } => {
                failure.hint("a snapshot is what `kubectl get namespaces,nodes -o yaml` prints")
            }
            ObjectsError::TooLarge { .. } => {
                failure.hint("`outrigger snapshot` writes only what is read of it")
            }
            _ => failure,
        }
    })
}

/// The files that make the configuration.
pub fn files(arguments: &Configuration) -> Vec<PathBuf> {
    let Configuration {
        inject_config_file, values_file, mesh_config_file, operator_file_name, snapshot, ..
    } = arguments;
    let files = [inject_config_file, values_file, mesh_config_file, operator_file_name];
    files.into_iter().flatten().chain(snapshot).cloned().collect()
}
