//! The name of a proxy's service.

use kubeyaml::{Map, Value};

use crate::settings::Plan;

const PROXY: &str = "istio-proxy";

/// Source: Istio 1.30 pkg/bootstrap/config.go, getServiceCluster; pkg/kube/labels, CanonicalService and GetApp.
pub(super) fn cluster(plan: &Plan, metadata: &Map) -> String {
    let labels = metadata.get("LABELS");
    let config = plan.mesh.proxy_config.document();
    if let Some(name) = config.get("serviceCluster") {
        return name_or_default(name.as_str().unwrap_or_default(), labels, metadata);
    }
    let canonical = || {
        let of_labels =
            first_of(labels, ["service.istio.io/canonical-name", "app.kubernetes.io/name", "app"]);
        of_labels.or(text(metadata, "WORKLOAD_NAME")).unwrap_or(PROXY)
    };
    match config.str_at(&["tracingServiceName"]) {
        Some("CANONICAL_NAME_ONLY") => name_or_default(canonical(), labels, metadata),
        Some("CANONICAL_NAME_AND_NAMESPACE") => match text(metadata, "NAMESPACE") {
            Some(namespace) => format!("{}.{namespace}", canonical()),
            None => name_or_default(canonical(), labels, metadata),
        },
        _ => name_or_default(PROXY, labels, metadata),
    }
}

fn name_or_default(name: &str, labels: Option<&Value>, metadata: &Map) -> String {
    if !name.is_empty() && name != PROXY {
        return name.to_owned();
    }
    let namespace = text(metadata, "NAMESPACE").unwrap_or_default();
    let app = first_of(labels, ["app", "app.kubernetes.io/name", "service.istio.io/canonical-name"]);
    match app.or(text(metadata, "WORKLOAD_NAME")) {
        Some(app) => format!("{app}.{namespace}"),
        None if namespace.is_empty() => PROXY.to_owned(),
        None => format!("{PROXY}.{namespace}"),
    }
}

fn first_of<'a>(labels: Option<&'a Value>, names: [&str; 3]) -> Option<&'a str> {
    names.iter().find_map(|name| labels?.get(name)?.as_str())
}

fn text<'a>(metadata: &'a Map, key: &str) -> Option<&'a str> {
    metadata.get(key)?.as_str().filter(|text| !text.is_empty())
}
