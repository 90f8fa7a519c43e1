//! The proxy config of one pod, from all that has a say in it.

use kubeyaml::{Map, Value};

use super::MeshConfig;
use crate::apply::{UnknownFields, apply};
use crate::proxy::ProxyConfig;

/// The pod, as far as its proxy config depends on it.
pub(super) struct Pod<'a> {
    pub annotation: Option<&'a str>,
    pub labels: Option<&'a Map>,
    pub namespace: &'a str,
}

/// From the lowest to the highest: the code, the mesh, the root namespace, the pod's namespace, the annotation, a
/// resource that selects the pod.
pub(super) fn effective(mesh: &MeshConfig, resources: &[Value], pod: &Pod<'_>) -> ProxyConfig {
    let mut config = mesh.base().clone();
    let root = mesh.root_namespace();
    if !root.is_empty() {
        merge_resource(&mut config, of_namespace(resources, root));
    }
    if pod.namespace != root {
        merge_resource(&mut config, of_namespace(resources, pod.namespace));
    }
    if let Some(own) = pod.annotation.and_then(|text| kubeyaml::read(text).ok()) {
        // It is read alone, and only as a whole: its zeros do not count, and one wrong field takes all of it away.
        let mut read = Value::Null;
        if apply(&mut read, &own, config.message(), UnknownFields::Ignore).is_ok() {
            merge(&mut config, &read);
        }
    }
    merge_resource(&mut config, selecting(resources, pod));
    config
}

/// Merges a canonical document, which always fits.
pub(super) fn merge(config: &mut ProxyConfig, canonical: &Value) {
    let merged = config.merge(canonical);
    debug_assert!(merged.is_ok(), "a canonical document fits its message: {merged:?}");
}

/// The first resource of a namespace that has no selector.
fn of_namespace<'a>(resources: &'a [Value], namespace: &str) -> Option<&'a Value> {
    in_namespace(resources, namespace).find(|r| r.at(&["spec", "selector"]).is_null())
}

/// The first resource of the pod's namespace with labels to match, all of which the pod has.
fn selecting<'a>(resources: &'a [Value], pod: &Pod<'_>) -> Option<&'a Value> {
    in_namespace(resources, pod.namespace).find(|resource| {
        let wanted = resource.at(&["spec", "selector", "matchLabels"]).as_map().filter(|m| !m.is_empty());
        wanted.is_some_and(|wanted| {
            wanted.iter().all(|(key, value)| pod.labels.and_then(|labels| labels.get(key)) == Some(value))
        })
    })
}

fn in_namespace<'a>(resources: &'a [Value], namespace: &str) -> impl Iterator<Item = &'a Value> {
    resources.iter().filter(move |r| r.str_at(&["metadata", "namespace"]).unwrap_or_default() == namespace)
}

/// A resource has a say in three fields only.
///
/// Source: Istio 1.30 pilot/pkg/model/proxy_config.go, toMeshConfigProxyConfig.
fn merge_resource(config: &mut ProxyConfig, resource: Option<&Value>) {
    let Some(spec) = resource.and_then(|r| r.get("spec")) else { return };
    let fields =
        [("concurrency", "concurrency"), ("environmentVariables", "proxyMetadata"), ("image", "image")];
    let overlay: Map = fields
        .iter()
        .filter_map(|(theirs, ours)| spec.get(theirs).map(|value| ((*ours).into(), value.clone())))
        .collect();
    // A resource of the wrong types would not have come past the API server; it has no say.
    let mut merged = config.clone();
    if merged.merge(&Value::Map(overlay)).is_ok() {
        *config = merged;
    }
}
