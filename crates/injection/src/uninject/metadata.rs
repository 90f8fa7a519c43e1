//! Labels and annotations that code and templates of Istio write.

use kubeyaml::Value;

use super::loss::Loss;
use super::record::Record;
use super::take::{in_metadata, take_annotation};
use crate::names::{
    APP_NAME, APP_VERSION, CANONICAL_NAME, CANONICAL_REVISION, NETWORK_ENV, NETWORK_LABEL, OVERRIDES,
    PROXY_CONTAINER, REVISION, REWRITE_PROBES, STATUS, TLS_MODE,
};
use crate::pod::{ContainerList, annotation, label, name};

const DEFAULT_CONTAINERS: [&str; 2] =
    ["kubectl.kubernetes.io/default-container", "kubectl.kubernetes.io/default-logs-container"];
const TUNNEL: &str = "networking.istio.io/tunnel";

/// Takes out those that have the value which an injection gives them; another value is the author's.
pub fn restore(pod: &mut Value, record: &Record, workload: &str, losses: &mut Vec<Loss>) {
    annotations(pod, record);
    let mut gone = vec![];
    if label(pod, TLS_MODE) == Some("istio") {
        gone.push(TLS_MODE);
    }
    if label(pod, TUNNEL) == Some("http") {
        gone.push(TUNNEL);
    }
    let first = |keys: [&str; 2], default| {
        keys.into_iter().find_map(|key| label(pod, key).filter(|v| !v.is_empty())).unwrap_or(default)
    };
    // Offline, releases up to 1.20 take a pod for its own workload.
    let own = pod.str_at(&["metadata", "name"]).unwrap_or_default();
    let is_name = |name| [workload, own].iter().any(|of| is_canonical(first([APP_NAME, "app"], of), name));
    if label(pod, CANONICAL_NAME).is_some_and(is_name) {
        gone.push(CANONICAL_NAME);
    }
    let revision = label(pod, CANONICAL_REVISION);
    if revision.is_some_and(|revision| is_canonical(first([APP_VERSION, "version"], "latest"), revision)) {
        gone.push(CANONICAL_REVISION);
    }
    if label(pod, NETWORK_LABEL).is_some_and(|network| record.variable(NETWORK_ENV) == Some(network)) {
        gone.push(NETWORK_LABEL);
        losses.push(Loss::Taken { key: format!("the label {NETWORK_LABEL}") });
    }
    if let Some(revision) = label(pod, REVISION)
        && is_injected_revision(revision, record)
    {
        if !["", "default"].contains(&revision) {
            losses.push(Loss::Taken { key: format!("the label {REVISION}") });
        }
        gone.push(REVISION);
    }
    in_metadata(pod, "labels", |all| all.retain(|key, _| !gone.contains(&key)));
    if let Some(fields) = pod.as_map_mut()
        && fields.get("metadata").and_then(Value::as_map).is_some_and(|metadata| metadata.is_empty())
    {
        fields.remove("metadata");
    }
}

/// The label is of the releases whose templates write no annotation of that name.
fn is_injected_revision(value: &str, record: &Record) -> bool {
    match &record.revision {
        Some(annotated) => value == "default" && annotated == value,
        None => record.appended || record.status.revision.is_empty() || record.status.revision == value,
    }
}

/// Whether a canonical name or revision is that which templates make of a label; they cut it to the length of labels.
///
/// Source: Istio 1.31 istiod chart, injection-template.yaml.
fn is_canonical(of: &str, value: &str) -> bool {
    let cut: String = of.chars().take(63).collect();
    let trimmed = cut.trim_matches(['-', '_', '.']);
    [of, cut.as_str(), cut.trim_end_matches('-'), trimmed].contains(&value)
}

fn annotations(pod: &mut Value, record: &Record) {
    take_annotation(pod, STATUS);
    take_annotation(pod, OVERRIDES);
    let is_status_revision = annotation(pod, REVISION)
        .is_some_and(|revision| [&record.status.revision, "default"].contains(&revision));
    if is_status_revision {
        take_annotation(pod, REVISION);
    }
    let containers = ContainerList::Containers.of(pod).iter();
    let first = containers.map(name).find(|name| *name != PROXY_CONTAINER).map(str::to_owned);
    for key in DEFAULT_CONTAINERS {
        if annotation(pod, key).is_some() && annotation(pod, key) == first.as_deref() {
            take_annotation(pod, key);
        }
    }
    let is_grpc = record.asks_for("grpc-agent") || record.asks_for("grpc-simple");
    if is_grpc && annotation(pod, REWRITE_PROBES) == Some("false") {
        take_annotation(pod, REWRITE_PROBES);
    }
}
