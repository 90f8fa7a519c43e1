//! Flags that are taken and change nothing.

use injection::resolve::{Note, Parts};

use super::cluster_flags::ClusterFlags;
use crate::options::configuration::{Configuration, PlatformName};

/// The flags that were given and change nothing, as the others are.
pub fn without_effect(configuration: &Configuration, cluster: &ClusterFlags) -> Vec<Note> {
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
    let is_idle = cluster.webhook_config.is_some() && cluster.asked_webhook(configuration).is_none();
    add(
        given_flags([("--webhookConfig", is_idle)]),
        "a file or a snapshot that is named comes first, and no injector is asked",
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

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        configuration: Configuration,
        #[command(flatten)]
        cluster: ClusterFlags,
    }

    #[test]
    fn flags_without_effect_are_named() {
        for (flags, want) in [
            ("", vec![]),
            ("-i mesh --context here", vec![]),
            ("-n default", vec!["-n"]),
            ("--webhookConfig x", vec![]),
            ("--webhookConfig x --injectConfigFile f", vec!["--webhookConfig"]),
            ("--webhookConfig x --snapshot f", vec!["--webhookConfig"]),
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
            let line = format!("kube-inject {flags}");
            let Line { configuration, cluster } = Line::parse_from(line.split_whitespace());
            let notes = without_effect(&configuration, &cluster);
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
