//! `outrigger kube-inject`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use injection::resolve::{ConfigMapNames, Given, Note, Parts, Purpose, Resolution};

use crate::arguments::{ClusterFlags, KubeInject, PlatformName};
use crate::configuration;
use crate::failure::{Failure, shown};
use crate::from_cluster;
use crate::{manifest, notes, output, sources};

/// Reads manifests, injects them and writes what they give, in order; nothing is written unless all of it went well.
///
/// # Errors
/// A file cannot be read or written, the configuration cannot be used, or a document cannot be injected.
pub fn run(options: &KubeInject) -> Result<(), Failure> {
    if options.filename.is_empty() {
        return Err(Failure::new("filename not specified (see --filename or -f)")
            .hint("outrigger kube-inject -f deployment.yaml, or -f - for standard input"));
    }
    notes::print(&without_effect(options));
    let given = given(options)?;
    let (configuration, legacy) = (&options.configuration, Some(&options.legacy));
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve_with(configuration, given, legacy, Purpose::KubeInject)?;
    notes::print_all(&notes, options.verbose);
    let kube_inject = injection::kube_inject::KubeInject { injector: &injector, facts: &facts };
    let (mut out, mut warnings) = (output::spool(), Vec::new());
    for filename in once(&options.filename) {
        let text = sources::read_manifest(filename, "kube-inject")?;
        warnings.extend(manifest::inject(&text, &sources::display(filename), kube_inject, &mut out)?);
    }
    output::write_spooled(out, options.output.as_deref())?;
    if !warnings.is_empty() {
        eprintln!();
        warnings.iter().for_each(|w| eprintln!("{w}"));
    }
    Ok(())
}

/// Each file where it was named first: a manifest that is named again is not to be applied twice.
fn once(filenames: &[PathBuf]) -> Vec<&Path> {
    let mut seen = BTreeSet::new();
    let (new, again): (Vec<&Path>, Vec<&Path>) =
        filenames.iter().map(PathBuf::as_path).partition(|path| seen.insert(*path));
    for path in again {
        eprintln!("note: {} is named twice and taken once", shown(&sources::display(path)));
    }
    new
}

/// What a cluster, or the snapshot in its place, gives of the configuration. Without a flag that asks for it nothing is
/// dialled.
fn given(options: &KubeInject) -> Result<Given, Failure> {
    let KubeInject { configuration, cluster, .. } = options;
    let parts = cluster.parts(configuration);
    if !parts.any() {
        return Ok(Given::default());
    }
    let names = ConfigMapNames::of(
        cluster.istio_namespace.as_deref(),
        cluster.inject_config_map_name.as_deref(),
        cluster.mesh_config_map_name.as_deref(),
        &configuration.revision,
    );
    if let Some(world) = configuration::snapshots(&configuration.snapshot)? {
        return Given::of(&world, &names, parts, "the snapshot")
            .map_err(|e| from_cluster::failure(&e).at(places(&configuration.snapshot)));
    }
    let (world, server) = cluster.access.run(async |cluster| {
        let world = from_cluster::live(&cluster, &names, parts).await?;
        Ok((world, cluster.server().to_owned()))
    })?;
    Given::of(&world, &names, parts, &server).map_err(|e| from_cluster::failure(&e))
}

fn places(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| sources::display(p)).collect::<Vec<_>>().join(", ")
}

/// The flags that were given and change nothing, as the others are.
fn without_effect(options: &KubeInject) -> Vec<Note> {
    let KubeInject { configuration, cluster, .. } = options;
    let mut notes = Vec::new();
    let mut add = |flags: Vec<&'static str>, why| {
        if !flags.is_empty() {
            notes.push(Note::NoEffect { flags, why });
        }
    };
    add(
        given_flags([("-n", cluster.namespace.is_some())]),
        "objects are in the namespace that they name, as with istioctl",
    );
    add(
        given_flags([("--webhookConfig", cluster.webhook_config.is_some())]),
        "the configuration is that of the ConfigMaps (-i, --injectConfigMapName, --meshConfigMapName)",
    );
    let parts = cluster.parts(configuration);
    if !parts.any() {
        add(cluster_flags(cluster), "no cluster is asked for the configuration");
    } else if !configuration.snapshot.is_empty() {
        add(access_flags(cluster), "the snapshot stands for the cluster");
    } else {
        add(unread_names(cluster, parts), "the file that is named comes first");
    }
    add(
        given_flags([("--platform", matches!(configuration.platform, PlatformName::Openshift))]),
        "only the webhook takes the proxy's ids from namespaces, as with Istio",
    );
    notes
}

fn cluster_flags(cluster: &ClusterFlags) -> Vec<&'static str> {
    let names = given_flags([
        ("-i", cluster.istio_namespace.is_some()),
        ("--injectConfigMapName", cluster.inject_config_map_name.is_some()),
        ("--meshConfigMapName", cluster.mesh_config_map_name.is_some()),
    ]);
    names.into_iter().chain(access_flags(cluster)).collect()
}

fn access_flags(cluster: &ClusterFlags) -> Vec<&'static str> {
    given_flags([
        ("--kubeconfig", cluster.access.kubeconfig.is_some()),
        ("--context", cluster.access.context.is_some()),
        ("--as", cluster.access.impersonate.is_some()),
    ])
}

fn unread_names(cluster: &ClusterFlags, parts: Parts) -> Vec<&'static str> {
    given_flags([
        ("--injectConfigMapName", cluster.inject_config_map_name.is_some() && !parts.inject),
        ("--meshConfigMapName", cluster.mesh_config_map_name.is_some() && !parts.mesh),
    ])
}

fn given_flags<const N: usize>(flags: [(&'static str, bool); N]) -> Vec<&'static str> {
    flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag).collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::arguments::{Arguments, Command};

    #[test]
    fn flags_without_effect_are_named() {
        for (flags, want) in [
            ("", vec![]),
            ("-i mesh --context here", vec![]),
            ("-n default", vec!["-n"]),
            ("--webhookConfig x", vec!["--webhookConfig"]),
            ("--as me", vec!["--as"]),
            ("-i mesh --injectConfigFile f", vec!["-i"]),
            ("--valuesFile f --context here", vec!["--context"]),
            ("--injectConfigFile f --injectConfigMapName x", vec!["--injectConfigMapName"]),
            (
                "--injectConfigFile f --injectConfigMapName x --meshConfigMapName y",
                vec!["--injectConfigMapName"],
            ),
            ("-i mesh --snapshot f --context here", vec!["--context"]),
            ("--platform openshift", vec!["--platform"]),
        ] {
            let line = format!("outrigger kube-inject -f x {flags}");
            let Command::KubeInject(options) = Arguments::parse_from(line.split_whitespace()).command else {
                panic!("it is kube-inject");
            };
            let notes = without_effect(&options);
            let found: Vec<&str> = notes
                .iter()
                .flat_map(|note| match note {
                    Note::NoEffect { flags, .. } => flags.clone(),
                    _ => Vec::new(),
                })
                .collect();
            assert_eq!(found, want, "{flags}");
        }
    }
}
