//! The proxy config of one pod, from all that has a say in it.

use std::borrow::Cow;

use kubeyaml::{Map, Value};

use super::MeshConfig;
use crate::proxy::ProxyConfig;
use protoschema::apply;

/// The pod, as far as its proxy config depends on it.
pub(super) struct Pod<'a> {
    pub annotation: Option<&'a str>,
    pub labels: Option<&'a Map>,
    pub namespace: &'a str,
}

/// From the lowest to the highest: the code, the mesh, the root namespace, the pod's namespace, the annotation, a
/// resource that selects the pod.
pub(super) fn effective<'m>(
    mesh: &'m MeshConfig,
    resources: &[Value],
    pod: &Pod<'_>,
) -> Cow<'m, ProxyConfig> {
    let root = mesh.root_namespace();
    let of_root = of_namespace(resources, root).filter(|_| !root.is_empty());
    let of_namespace = of_namespace(resources, pod.namespace).filter(|_| pod.namespace != root);
    let selecting = selecting(resources, pod);
    if pod.annotation.is_none() && of_root.or(of_namespace).or(selecting).is_none() {
        return Cow::Borrowed(mesh.base());
    }
    let mut config = mesh.base().clone();
    merge_resource(&mut config, of_root);
    merge_resource(&mut config, of_namespace);
    if let Some(own) = pod.annotation.and_then(|text| kubeyaml::read(text).ok()) {
        // It is read alone, and only as a whole: its zeros do not count, and one wrong field takes all of it away.
        let mut read = Value::Null;
        if apply(&mut read, &own, config.message(), mesh.version.unknown_fields()).is_ok() {
            merge(&mut config, &read);
        }
    }
    merge_resource(&mut config, selecting);
    Cow::Owned(config)
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

#[cfg(test)]
mod tests {
    use kubeyaml::{Map, Value, read};

    use crate::{MeshConfig, Version};

    fn resource(namespace: &str, spec: &str) -> Value {
        read(&format!("metadata: {{namespace: {namespace}}}\nspec: {spec}")).unwrap()
    }

    /// The fields that resources have a say in, and the status port, of the pod `app: a` in `ns`.
    fn effective(mesh: &str, resources: &[Value], annotation: Option<&str>) -> String {
        let mesh = MeshConfig::parse(read(mesh).unwrap(), Version::LATEST).unwrap();
        let labels: Map = [("app".into(), Value::text("a"))].into_iter().collect();
        let config = mesh.effective_proxy_config(resources, annotation, Some(&labels), "ns");
        let fields = ["concurrency", "image", "proxyMetadata", "statusPort"];
        let shown: Map = fields
            .iter()
            .filter_map(|f| config.document().get(f).map(|v| ((*f).into(), v.clone())))
            .collect();
        kubeyaml::to_json(&Value::Map(shown))
    }

    #[test]
    fn who_has_the_last_word() {
        let root = resource("istio-system", "{concurrency: 1, environmentVariables: {A: root, R: root}}");
        let own = resource("ns", "{concurrency: 2, environmentVariables: {A: own, O: own}}");
        let later = resource("ns", "{concurrency: 9}");
        let selecting =
            resource("ns", "{selector: {matchLabels: {app: a}}, concurrency: 0, image: {imageType: debug}}");
        let selects_other = resource("ns", "{selector: {matchLabels: {app: b}}, concurrency: 8}");
        let selects_nothing = resource("ns", "{selector: {matchLabels: {}}, concurrency: 8}");
        let elsewhere = resource("other", "{concurrency: 8}");
        let wrong = resource("ns", "{concurrency: x, environmentVariables: {A: b}}");
        let mesh = "defaultConfig: {proxyMetadata: {A: mesh, M: mesh}}";
        for (resources, annotation, wanted) in [
            (vec![], None, r#"{"proxyMetadata":{"A":"mesh","M":"mesh"},"statusPort":15020}"#),
            (
                vec![&elsewhere, &selects_other, &selects_nothing, &wrong],
                None,
                r#"{"proxyMetadata":{"A":"mesh","M":"mesh"},"statusPort":15020}"#,
            ),
            (
                vec![&root],
                None,
                r#"{"concurrency":1,"proxyMetadata":{"A":"root","M":"mesh","R":"root"},"statusPort":15020}"#,
            ),
            (
                vec![&root, &own, &later],
                None,
                r#"{"concurrency":2,"proxyMetadata":{"A":"own","M":"mesh","O":"own","R":"root"},"statusPort":15020}"#,
            ),
            (
                vec![&own],
                Some("concurrency: 3\nproxyMetadata: {A: pod}\nstatusPort: 0"),
                r#"{"concurrency":3,"proxyMetadata":{"A":"pod","M":"mesh","O":"own"},"statusPort":15020}"#,
            ),
            (
                vec![&own, &selecting],
                Some("concurrency: 3\nimage: {imageType: default}\nstatusPort: 5"),
                r#"{"concurrency":0,"image":{"imageType":"debug"},"proxyMetadata":{"A":"own","M":"mesh","O":"own"},"statusPort":5}"#,
            ),
            (
                vec![],
                Some("concurrency: 3\nstatusPort: x"),
                r#"{"proxyMetadata":{"A":"mesh","M":"mesh"},"statusPort":15020}"#,
            ),
            (vec![], Some("a: ["), r#"{"proxyMetadata":{"A":"mesh","M":"mesh"},"statusPort":15020}"#),
        ] {
            let resources: Vec<Value> = resources.into_iter().cloned().collect();
            assert_eq!(effective(mesh, &resources, annotation), wanted, "{resources:?} {annotation:?}");
        }
    }

    #[test]
    fn zeros_of_the_mesh_do_not_count_for_the_webhook() {
        let mesh =
            MeshConfig::parse(read("defaultConfig: {statNameLength: 0}").unwrap(), Version::LATEST).unwrap();
        assert_eq!(mesh.default_config().document().get("statNameLength"), None);
        let config = mesh.effective_proxy_config(&[], None, None, "ns");
        assert_eq!(config.document().at(&["statNameLength"]).as_i64(), Some(189));
    }
}
