//! Which ConfigMaps the injector of a revision reads.

use injection::resolve::ConfigMapNames;
use kubeyaml::Value;
use manifests::{Configuration, Naming, READS_INJECT, READS_MESH, Settings};
use objects::{World, kinds};

use crate::part;

/// How the injection config of an installation with names of its own is called, before a revision.
pub const OWN_INJECT_CONFIG_MAP: &str = "outrigger-injector";

/// The ConfigMaps of a revision: those that an installation of outrigger of that revision says it reads; else, in the
/// namespace of the control plane, those with Istio's names, or where there are none the own ones of an installation of
/// outrigger. No revision means the default one of either.
pub fn config_maps(world: &World, control_namespace: &str, revision: &str) -> ConfigMapNames {
    said(world, revision).unwrap_or_else(|| {
        choose(control_namespace, revision, |name| {
            world.get(kinds::CONFIG_MAP, control_namespace, name).is_some()
        })
    })
}

fn said(world: &World, revision: &str) -> Option<ConfigMapNames> {
    let configurations = world.all(kinds::MUTATING_WEBHOOK);
    let mut of_revision = configurations.filter(|c| !revision.is_empty() && part::revision(c) == revision);
    of_revision.find_map(read_by)
}

/// The revision that a webhook configuration is of; empty if it says none.
pub fn revision(configuration: &Value) -> &str {
    part::revision(configuration)
}

/// The ConfigMaps that a webhook configuration of an installation of outrigger says its injector reads.
pub fn read_by(configuration: &Value) -> Option<ConfigMapNames> {
    let place = |key| part::annotation(configuration, key)?.split_once('/');
    let ((namespace, inject), (_, mesh)) = (place(READS_INJECT)?, place(READS_MESH)?);
    Some(ConfigMapNames { namespace: namespace.to_owned(), inject: inject.to_owned(), mesh: mesh.to_owned() })
}

/// As [`config_maps`], where it is known otherwise which there are.
pub fn choose(control_namespace: &str, revision: &str, is_there: impl Fn(&str) -> bool) -> ConfigMapNames {
    let istios = ConfigMapNames::of(Some(control_namespace), None, None, revision);
    let own = own(control_namespace, revision);
    if !is_there(&istios.inject) && is_there(&own.inject) { own } else { istios }
}

fn own(namespace: &str, revision: &str) -> ConfigMapNames {
    let nothing = Configuration { config: String::new(), values: Value::Null, mesh: String::new() };
    let mut settings = Settings::new(String::new(), Some(nothing));
    settings.naming = Naming::Own;
    settings.namespace = namespace.to_owned();
    settings.revision = if revision.is_empty() { Naming::Own.revision() } else { revision }.to_owned();
    let names = settings.names();
    ConfigMapNames {
        namespace: namespace.to_owned(),
        inject: names.inject_config_map,
        mesh: names.mesh_config_map,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn istios_names_come_first_and_then_our_own() {
        for (there, revision, inject, mesh) in [
            ("", "", "istio-sidecar-injector", "istio"),
            ("outrigger-injector", "", "outrigger-injector", "outrigger-mesh"),
            ("outrigger-injector", "outrigger", "outrigger-injector", "outrigger-mesh"),
            ("outrigger-injector", "canary", "istio-sidecar-injector-canary", "istio-canary"),
            ("outrigger-injector-canary", "canary", "outrigger-injector-canary", "outrigger-mesh-canary"),
            ("outrigger-injector-default", "default", "outrigger-injector-default", "outrigger-mesh-default"),
            ("istio-sidecar-injector outrigger-injector", "", "istio-sidecar-injector", "istio"),
        ] {
            let names = choose("mesh", revision, |name| there.split(' ').any(|there| there == name));
            assert_eq!((names.inject.as_str(), names.mesh.as_str()), (inject, mesh), "{there} {revision:?}");
            assert!(inject.starts_with(OWN_INJECT_CONFIG_MAP) || inject.starts_with("istio"));
        }
    }
}
