//! The cluster as it will be: its ConfigMaps with what the flags put into them, its nodes of another release.

use std::collections::BTreeSet;
use std::path::Path;

use diagnosis::installed;
use kubeyaml::Value;
use objects::{Kind, World, kinds};

use super::To;
use crate::failure::Failure;
use crate::input::read_text;

/// What an injector and its facts are made of, as it will be. A file is the text of a key of the ConfigMaps, or a whole
/// ConfigMap, which replaces the keys that it has; it is that of all revisions.
///
/// # Errors
/// A file cannot be read, or is a ConfigMap without the key that it is named for.
pub fn world(world: &World, control_namespace: &str, to: &To) -> Result<World, Failure> {
    let mut made = World::default();
    for kind in
        [kinds::CONFIG_MAP, kinds::MUTATING_WEBHOOK, kinds::NAMESPACE, kinds::NODE, kinds::PROXY_CONFIG]
    {
        if let Some(objects) = world.known(kind) {
            made.know(kind);
            objects.for_each(|object| made.insert(object.clone()));
        }
    }
    let inject = keys(&[("config", to.to_config.as_deref()), ("values", to.to_values.as_deref())])?;
    let mesh = keys(&[("mesh", to.to_mesh.as_deref())])?;
    for revision in revisions(world, to) {
        let names = installed::config_maps(world, control_namespace, revision);
        for (name, keys) in [(&names.inject, &inject), (&names.mesh, &mesh)] {
            if !keys.is_empty() {
                made.insert(config_map(world, &names.namespace, name, keys));
            }
        }
    }
    if let Some(version) = &to.to_kubernetes {
        upgrade(world, &mut made, version);
    }
    Ok(made)
}

/// The revisions that webhooks or the flags name.
fn revisions<'a>(world: &'a World, to: &'a To) -> BTreeSet<&'a str> {
    let of_webhooks = world.all(kinds::MUTATING_WEBHOOK).map(installed::revision);
    of_webhooks.chain([to.to_revision.as_str()]).collect()
}

/// The keys of ConfigMaps that files give: each its own as a text, a whole ConfigMap all that it has. The file that is
/// named for a key beats a ConfigMap.
fn keys(files: &[(&'static str, Option<&Path>)]) -> Result<Vec<(&'static str, String)>, Failure> {
    let (mut of_config_maps, mut own) = (Vec::new(), Vec::new());
    for (key, path) in files {
        let Some(path) = path else { continue };
        let text = read_text(path)?;
        let object = kubeyaml::read(&text).unwrap_or_default();
        if object.str_at(&["kind"]) != Some(kinds::CONFIG_MAP.kind) {
            own.push((*key, text));
            continue;
        }
        let data = |key: &'static str| Some((key, object.str_at(&["data", key])?.to_owned()));
        own.push(data(key).ok_or_else(|| {
            Failure::new(format!("the ConfigMap has no key `{key}`")).at(path.display().to_string())
        })?);
        of_config_maps.extend(files.iter().filter_map(|(other, _)| data(other)));
    }
    Ok(of_config_maps.into_iter().chain(own).collect())
}

fn config_map(world: &World, namespace: &str, name: &str, keys: &[(&'static str, String)]) -> Value {
    let found = world.get(kinds::CONFIG_MAP, namespace, name).cloned();
    let mut made = found.unwrap_or_else(|| object(kinds::CONFIG_MAP, Some(namespace), name));
    let data = made.map_entry("data");
    for (key, text) in keys {
        data.insert(*key, text.as_str());
    }
    made
}

/// All nodes of this release; one where none is known.
fn upgrade(world: &World, made: &mut World, version: &str) {
    let mut nodes: Vec<Value> = world.all(kinds::NODE).cloned().collect();
    if nodes.is_empty() {
        nodes.push(object(kinds::NODE, None, "any"));
    }
    for mut node in nodes {
        node.map_entry("status").entry("nodeInfo").become_map().insert("kubeletVersion", version);
        made.insert(node);
    }
}

fn object(kind: Kind, namespace: Option<&str>, name: &str) -> Value {
    let mut object = Value::Null;
    let fields = object.become_map();
    fields.insert("apiVersion", kind.api_version());
    fields.insert("kind", kind.kind);
    let metadata = fields.entry("metadata").become_map();
    metadata.insert("name", name);
    if let Some(namespace) = namespace {
        metadata.insert("namespace", namespace);
    }
    object
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const CLUSTER: &str = "
{apiVersion: v1, kind: ConfigMap, metadata: {name: istio-sidecar-injector, namespace: istio-system}, data: {config: old, values: old}}
---
{kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {name: w, labels: {istio.io/rev: default}}}
---
{kind: Node, apiVersion: v1, metadata: {name: a}, status: {nodeInfo: {kubeletVersion: v1.27.1}}}
";

    #[test]
    fn what_is_not_named_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| -> Option<PathBuf> {
            std::fs::write(folder.path().join(name), text).unwrap();
            Some(folder.path().join(name))
        };
        let (plain, more) = (file("plain", "new: 1"), file("more", "more: 1"));
        let whole = file("whole", "{kind: ConfigMap, data: {config: of whole, values: of whole}}");
        let to = |to_config: &Option<PathBuf>, to_values: &Option<PathBuf>, to_mesh: &Option<PathBuf>| To {
            to_config: to_config.clone(),
            to_values: to_values.clone(),
            to_mesh: to_mesh.clone(),
            ..To::default()
        };
        let cluster = World::of_text(CLUSTER).unwrap();
        for (to, config, values, mesh) in [
            (to(&plain, &None, &None), "new: 1", "old", None),
            (to(&None, &plain, &None), "old", "new: 1", None),
            (to(&whole, &None, &None), "of whole", "of whole", None),
            (to(&whole, &more, &None), "of whole", "more: 1", None),
            (to(&None, &None, &more), "old", "old", Some("more: 1")),
        ] {
            let made = world(&cluster, "istio-system", &to).unwrap();
            let data = |name: &str, key: &str| -> Option<String> {
                let found = made.get(kinds::CONFIG_MAP, "istio-system", name)?;
                found.str_at(&["data", key]).map(str::to_owned)
            };
            assert_eq!(data("istio-sidecar-injector", "config").as_deref(), Some(config), "{to:?}");
            assert_eq!(data("istio-sidecar-injector", "values").as_deref(), Some(values), "{to:?}");
            assert_eq!(data("istio", "mesh").as_deref(), mesh, "{to:?}");
        }
        let keyless = file("keyless", "{kind: ConfigMap, data: {values: x}}");
        assert!(world(&cluster, "istio-system", &to(&keyless, &None, &None)).is_err());
    }

    #[test]
    fn all_nodes_are_of_the_release_to_come() {
        let to = To { to_kubernetes: Some("v1.35.0".to_owned()), ..To::default() };
        for (text, want) in [(CLUSTER, "a v1.35.0"), ("", "any v1.35.0")] {
            let made = world(&World::of_text(text).unwrap(), "istio-system", &to).unwrap();
            let nodes = made.all(kinds::NODE).map(|node| {
                let version = node.str_at(&["status", "nodeInfo", "kubeletVersion"]).unwrap();
                format!("{} {version}", node.str_at(&["metadata", "name"]).unwrap())
            });
            assert_eq!(nodes.collect::<Vec<_>>().join(" "), want);
        }
    }
}
