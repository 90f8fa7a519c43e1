//! Which ConfigMaps the injector of a revision reads.

use std::collections::BTreeSet;

use injection::resolve::ConfigMapNames;
use kubeyaml::Value;
use manifests::{Configuration, Naming, READS_INJECT, READS_MESH, Settings};
use objects::{World, kinds};

use crate::part;

/// How the injection config of an installation with names of its own is called, before a revision.
pub const OWN_INJECT_CONFIG_MAP: &str = "outrigger-injector";

/// The ConfigMaps of a revision: those that an installation of outrigger of that revision says it reads; else, in the
/// namespace of the control plane, those with Istio's names, or where there are none the own ones of an installation of
/// outrigger; else those with such names where an installation reads its own. No revision means the default one of either, or
/// else the only installation that says what it reads.
pub fn config_maps(world: &World, control_namespace: &str, revision: &str) -> ConfigMapNames {
    config_maps_among(world, control_namespace, revision, |name| {
        world.get(kinds::CONFIG_MAP, control_namespace, name).is_some()
    })
}

/// As [`config_maps`], where it is known otherwise which there are in the namespace of the control plane.
pub fn config_maps_among(
    world: &World,
    control_namespace: &str,
    revision: &str,
    is_there: impl Fn(&str) -> bool,
) -> ConfigMapNames {
    let of_control_plane = || {
        let names = choose(control_namespace, revision, &is_there);
        if is_there(&names.inject) {
            return names;
        }
        let elsewhere = if revision.is_empty() { only(world) } else { called(world, revision) };
        elsewhere.unwrap_or(names)
    };
    said(world, revision).unwrap_or_else(of_control_plane)
}

fn said(world: &World, revision: &str) -> Option<ConfigMapNames> {
    let configurations = world.all(kinds::MUTATING_WEBHOOK);
    let mut of_revision = configurations.filter(|c| !revision.is_empty() && part::revision(c) == revision);
    of_revision.find_map(read_by)
}

fn only(world: &World) -> Option<ConfigMapNames> {
    let mut all = world.all(kinds::MUTATING_WEBHOOK).filter_map(read_by);
    let text = |names: &ConfigMapNames| [&names.namespace, &names.inject, &names.mesh].map(String::clone);
    all.next().filter(|first| all.all(|other| text(&other) == text(first)))
}

/// Those that are called as a revision's are, where an installation reads some: one whose entries are not in force yet does
/// not say its revision.
fn called(world: &World, revision: &str) -> Option<ConfigMapNames> {
    let is_there = |namespace: &str, name: &str| world.get(kinds::CONFIG_MAP, namespace, name).is_some();
    let of_namespace = |names: ConfigMapNames| {
        let ConfigMapNames { namespace, inject, mesh } =
            choose(&names.namespace, revision, |name| is_there(&names.namespace, name));
        is_there(&namespace, &inject).then_some(ConfigMapNames { namespace, inject, mesh })
    };
    world.all(kinds::MUTATING_WEBHOOK).filter_map(read_by).find_map(of_namespace)
}

/// Namespace and name of each ConfigMap that an installation of outrigger says it reads.
pub fn read_by_any(world: &World) -> BTreeSet<(String, String)> {
    let all = world.all(kinds::MUTATING_WEBHOOK).filter_map(read_by);
    all.flat_map(|ConfigMapNames { namespace, inject, mesh }| {
        [(namespace.clone(), inject), (namespace, mesh)]
    })
    .collect()
}

/// The revision that a webhook configuration is of; empty if it says none.
pub fn revision(configuration: &Value) -> &str {
    part::revision(configuration)
}

/// The ConfigMaps that a webhook configuration of an installation of outrigger says its injector reads. What could not be
/// the name of an object says nothing.
pub fn read_by(configuration: &Value) -> Option<ConfigMapNames> {
    let place = |key| part::annotation(configuration, key)?.split_once('/');
    let ((namespace, inject), (_, mesh)) = (place(READS_INJECT)?, place(READS_MESH)?);
    if ![namespace, inject, mesh].into_iter().all(is_name) {
        return None;
    }
    Some(ConfigMapNames { namespace: namespace.to_owned(), inject: inject.to_owned(), mesh: mesh.to_owned() })
}

/// Source: Kubernetes 1.36 apimachinery, NameIsDNSSubdomain.
fn is_name(text: &str) -> bool {
    let is_of_names = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    (1..=253).contains(&text.len()) && text.bytes().all(is_of_names)
}

fn choose(control_namespace: &str, revision: &str, is_there: impl Fn(&str) -> bool) -> ConfigMapNames {
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

    fn configuration(revision: &str, inject: &str, mesh: &str) -> String {
        format!(
            "{{kind: MutatingWebhookConfiguration, metadata: {{name: w-{revision}, labels: {{istio.io/rev: '{revision}'}}, annotations: \
             {{outrigger/inject-config-map: '{inject}', outrigger/mesh-config-map: '{mesh}'}}}}}}\n---\n"
        )
    }

    #[test]
    fn an_installation_says_where_its_configuration_is() {
        let one = configuration("one", "a/inject", "a/mesh");
        let two = configuration("two", "b/inject", "b/mesh");
        // Its entries are not in force yet.
        let own = configuration("", "a/outrigger-injector", "a/outrigger-mesh")
            + "{apiVersion: v1, kind: ConfigMap, metadata: {name: outrigger-injector, namespace: a}}";
        let istios = "{apiVersion: v1, kind: ConfigMap, metadata: {name: istio-sidecar-injector, namespace: istio-system}}";
        for (objects, revision, want, all) in [
            (one.clone(), "one", "a/inject a/mesh", 2),
            (one.clone(), "", "a/inject a/mesh", 2),
            (one.clone(), "other", "istio-system/istio-sidecar-injector-other istio-system/istio-other", 2),
            (one.clone() + &two, "two", "b/inject b/mesh", 4),
            (one.clone() + &two, "", "istio-system/istio-sidecar-injector istio-system/istio", 4),
            (one.clone() + istios, "", "istio-system/istio-sidecar-injector istio-system/istio", 2),
            (own.clone(), "outrigger", "a/outrigger-injector a/outrigger-mesh", 2),
            (own, "other", "istio-system/istio-sidecar-injector-other istio-system/istio-other", 2),
            (
                configuration("one", "a/../b", "a/mesh"),
                "one",
                "istio-system/istio-sidecar-injector-one istio-system/istio-one",
                0,
            ),
            (
                configuration("one", "a?b/c", "a/mesh"),
                "one",
                "istio-system/istio-sidecar-injector-one istio-system/istio-one",
                0,
            ),
        ] {
            let world = World::of_text(&objects).unwrap();
            let ConfigMapNames { namespace, inject, mesh } = config_maps(&world, "istio-system", revision);
            assert_eq!(format!("{namespace}/{inject} {namespace}/{mesh}"), want, "{objects} {revision:?}");
            assert_eq!(read_by_any(&world).len(), all, "{objects}");
        }
    }

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
