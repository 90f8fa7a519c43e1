//! From what is known of the cluster to what is put in force: an injector, and what is known of the cluster. They are replaced
//! each by itself, so that a changed namespace or node parses no template again.

use std::sync::Arc;

use injection::resolve::{ConfigMapNames, Given, Note, Parts, Purpose, Resolution};
use injection::{Facts, Injector};
use kubeyaml::Value;
use objects::{World, kinds};
use webhook::InjectorEngine;

use super::loading::unfit;
use crate::failure::Failure;
use crate::notes;
use crate::options::configuration::{self, Configuration};
use crate::plain_pod::probe;

/// An injector and the ConfigMaps that it was made of.
#[derive(Clone, Debug)]
pub struct Configured {
    /// The injector.
    pub injector: Arc<Injector>,
    config_maps: [Value; 2],
    /// The facts of a snapshot that was named, which come before the cluster's.
    snapshot: Option<Arc<Facts>>,
}

/// What is made of a world, tried on a plain pod: config, values and mesh config together or not at all
/// (COMPATIBILITY K1). What is in force serves again if its ConfigMaps are the same.
///
/// # Errors
/// A ConfigMap is missing or cannot be used, or a plain pod cannot be injected.
pub fn taken_in(
    world: &World,
    names: &ConfigMapNames,
    configuration: &Configuration,
    in_force: Option<Configured>,
) -> Result<(Configured, Arc<Facts>), String> {
    let config_maps = config_maps(world, names)?;
    let (configured, notes) = match in_force.filter(|made| made.config_maps == config_maps) {
        Some(configured) => (configured, Vec::new()),
        None => configured(world, names, configuration, config_maps)?,
    };
    let facts = configured.snapshot.clone().unwrap_or_else(|| Arc::new(Facts::of(world)));
    let engine = InjectorEngine { injector: Arc::clone(&configured.injector), facts: Arc::clone(&facts) };
    probe(&engine).map_err(|e| unfit(&e, &notes))?;
    notes::log(&notes);
    Ok((configured, facts))
}

fn config_maps(world: &World, names: &ConfigMapNames) -> Result<[Value; 2], String> {
    let config_map = |name: &str| {
        world.get(kinds::CONFIG_MAP, &names.namespace, name).cloned().ok_or_else(|| {
            format!(
                "there is no ConfigMap {}/{name}; `outrigger install` has one, or name another with --injectConfigMapName, \
                 --meshConfigMapName",
                names.namespace
            )
        })
    };
    Ok([config_map(&names.inject)?, config_map(&names.mesh)?])
}

fn configured(
    world: &World,
    names: &ConfigMapNames,
    configuration: &Configuration,
    config_maps: [Value; 2],
) -> Result<(Configured, Vec<Note>), String> {
    let all = Parts { inject: true, mesh: true };
    let given = Given::of(world, names, all, "the cluster").map_err(|e| Failure::from(&e).one_line())?;
    let snapshot = configuration::snapshots(&configuration.snapshot).map_err(|e| e.one_line())?;
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve_with(configuration, snapshot.as_ref(), given, None, Purpose::Webhook)
            .map_err(|e| e.one_line())?;
    let snapshot = snapshot.map(|_| Arc::new(facts));
    Ok((Configured { injector: Arc::new(injector), config_maps, snapshot }, notes))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::options::Webhook;
    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        options: Webhook,
    }

    fn world(policy: &str, label: &str) -> World {
        let text = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: i, namespace: mesh}}\ndata:\n  values: '{{}}'\n  \
             config: |\n    policy: {policy}\n    templates: {{sidecar: 'spec: {{}}'}}\n\
             ---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m, namespace: mesh}}\ndata: {{mesh: '{{}}'}}\n\
             ---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{l: {label}}}}}\n"
        );
        World::of_text(&text).unwrap()
    }

    #[test]
    fn only_a_changed_config_map_is_parsed_again() {
        let Line { options } = Line::parse_from(["webhook"]);
        let names = ConfigMapNames::literal("mesh", Some("i"), Some("m"), "");
        let take = |world: World, before: Option<&Configured>| {
            taken_in(&world, &names, &options.configuration, before.cloned()).unwrap()
        };
        let (first, facts) = take(world("enabled", "one"), None);
        let (second, other_facts) = take(world("enabled", "two"), Some(&first));
        let label = |facts: &Facts| {
            facts
                .namespace("shop")
                .and_then(|n| n.labels.str_at(&["l"]).map(str::to_owned))
                .unwrap_or_default()
        };
        assert_eq!((label(&facts), label(&other_facts)), ("one".into(), "two".into()));
        assert!(Arc::ptr_eq(&first.injector, &second.injector));
        let (third, _) = take(world("disabled", "two"), Some(&second));
        assert!(!Arc::ptr_eq(&second.injector, &third.injector));
    }
}
