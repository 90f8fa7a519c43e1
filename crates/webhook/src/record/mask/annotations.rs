//! Annotations: those that injection reads stay as far as their form is plain; those that hold configuration are masked
//! within; all others are masked.

use kubeyaml::{Map, Value};

use super::document::{Mask, mask_document, mask_proxy_config};
use super::plain::{MASK, is_plain, keep_plain};
use super::pod::{mask_fields, mask_path};

/// Domains of annotations that injection reads.
const READ: [&str; 7] = [
    "inject.istio.io/",
    "istio.io/",
    "networking.istio.io/",
    "readiness.status.sidecar.istio.io/",
    "sidecar.istio.io/",
    "status.sidecar.istio.io/",
    "traffic.sidecar.istio.io/",
];
/// Single ones.
const READ_TOO: [&str; 7] = [
    "k8s.v1.cni.cncf.io/networks",
    "kubectl.kubernetes.io/default-container",
    "kubectl.kubernetes.io/default-logs-container",
    "prometheus.io/port",
    "prometheus.io/scheme",
    "prometheus.io/scrape",
    "topology.istio.io/network",
];
/// Annotations that hold a document in JSON or YAML.
const DOCUMENTS: [(&str, Mask); 5] = [
    ("proxy.istio.io/config", mask_proxy_config),
    ("proxy.istio.io/overrides", mask_spec),
    ("sidecar.istio.io/status", mask_status),
    ("sidecar.istio.io/userVolume", mask_spec),
    ("sidecar.istio.io/userVolumeMount", mask_spec),
];
/// What stays of the annotation in which the injector says what it did.
const STATUS: [&str; 6] =
    ["containers", "imagePullSecrets", "initContainers", "revision", "version", "volumes"];

/// Masks annotations in place.
pub(crate) fn mask_annotations(annotations: &mut Map) {
    for (key, value) in annotations.iter_mut() {
        let Value::String(text) = &*value else {
            *value = MASK.into();
            continue;
        };
        let is_read = READ.iter().any(|domain| key.starts_with(domain)) || READ_TOO.contains(&key);
        if key == "prometheus.io/path" {
            mask_path(value);
        } else if let Some((_, inner)) = DOCUMENTS.iter().find(|(name, _)| *name == key) {
            *value = Value::text(mask_document(text, *inner));
        } else if !(is_read && is_plain(text)) {
            *value = MASK.into();
        }
    }
}

fn mask_spec(document: &mut Value) {
    mask_fields("", document);
}

fn mask_status(status: &mut Value) {
    let Value::Map(map) = status else {
        *status = MASK.into();
        return;
    };
    map.retain(|key, _| STATUS.contains(&key));
    for (_, value) in map.iter_mut() {
        match value {
            Value::List(items) => items.iter_mut().for_each(keep_plain),
            other => keep_plain(other),
        }
    }
}
