//! The fields of a pod.

use kubeyaml::{Map, Value};

use super::document::{Mask, mask_document, mask_proxy_config};
use super::plain::{MASK, is_plain, keep_plain};

/// Fields whose texts stay if they are plain: names, references, words of a few.
const KEPT: [&str; 75] = [
    "accessModes",
    "add",
    "apiGroup",
    "apiVersion",
    "audience",
    "claimName",
    "conditionType",
    "containerName",
    "controller",
    "creationTimestamp",
    "devicePath",
    "divisor",
    "dnsPolicy",
    "driver",
    "drop",
    "effect",
    "fieldPath",
    "finalizers",
    "fsGroupChangePolicy",
    "fsType",
    "generateName",
    "group",
    "image",
    "imagePullPolicy",
    "key",
    "kind",
    "level",
    "localhostProfile",
    "matchLabelKeys",
    "medium",
    "mountPath",
    "mountPropagation",
    "name",
    "nameservers",
    "namespace",
    "nodeName",
    "nodePublishSecretRef",
    "operation",
    "operator",
    "path",
    "persistentVolumeClaim",
    "pdName",
    "phase",
    "policy",
    "port",
    "preemptionPolicy",
    "priorityClassName",
    "procMount",
    "protocol",
    "requestSubResource",
    "resource",
    "resourceName",
    "restartPolicy",
    "role",
    "runtimeClassName",
    "schedulerName",
    "scheme",
    "searches",
    "secretName",
    "serviceAccount",
    "serviceAccountName",
    "setHostnameAsFQDN",
    "shareName",
    "sizeLimit",
    "storageClassName",
    "subResource",
    "terminationMessagePath",
    "terminationMessagePolicy",
    "topologyKey",
    "type",
    "uid",
    "version",
    "volumeMode",
    "volumeName",
    "whenUnsatisfiable",
];
/// Mappings of which each value is a quantity.
const QUANTITIES: [&str; 4] = ["limits", "overhead", "requests", "capacity"];

/// Masks a field by its name, and what is in it. Numbers and truth values stay.
pub(crate) fn mask_fields(key: &str, value: &mut Value) {
    match (key, value) {
        ("args" | "command", value) => mask_arguments(value),
        ("env", value) => mask_variables(value),
        ("httpGet", value) => mask_request(value),
        ("options" | "volumeAttributes" | "httpHeaders" | "nodeSelector" | "matchLabels", value) => {
            mask_values(value);
        }
        (key, Value::Map(map)) if QUANTITIES.contains(&key) => {
            map.iter_mut().for_each(|(_, v)| keep_plain(v))
        }
        (_, Value::Map(map)) => map.iter_mut().for_each(|(key, value)| mask_fields(key, value)),
        (key, Value::List(items)) => items.iter_mut().for_each(|item| mask_fields(key, item)),
        (key, value) if value.as_str().is_some_and(|text| !(KEPT.contains(&key) && is_plain(text))) => {
            *value = MASK.into();
        }
        _ => {}
    }
}

/// Of arguments only the names of flags stay: `--key=value`, `-pvalue`. Scripts, addresses and all that stands alone are
/// masked.
fn mask_arguments(arguments: &mut Value) {
    let Value::List(items) = arguments else {
        *arguments = MASK.into();
        return;
    };
    for item in items {
        *item = Value::text(item.as_str().and_then(flag).unwrap_or_else(|| MASK.to_owned()));
    }
}

/// An argument without the value of its flag; `None` if it is not a flag.
fn flag(argument: &str) -> Option<String> {
    let is_name = |name: &str| !name.is_empty() && name.len() <= 64 && is_plain(name);
    let Some(long) = argument.strip_prefix("--") else {
        let letter = argument.strip_prefix('-')?.chars().next().filter(char::is_ascii_alphanumeric)?;
        return Some(if argument.len() == 2 { argument.to_owned() } else { format!("-{letter}{MASK}") });
    };
    match long.split_once('=') {
        Some((name, _)) => is_name(name).then(|| format!("--{name}={MASK}")),
        None => is_name(long).then(|| argument.to_owned()),
    }
}

/// The values of variables are masked; where the injector itself reads one again, what is in it.
fn mask_variables(variables: &mut Value) {
    let Value::List(items) = variables else {
        *variables = MASK.into();
        return;
    };
    for item in items {
        let Value::Map(variable) = item else {
            *item = MASK.into();
            continue;
        };
        let inner: Option<Mask> = match variable.get("name").and_then(Value::as_str) {
            Some("PROXY_CONFIG") => Some(mask_proxy_config),
            Some("ISTIO_KUBE_APP_PROBERS") => Some(|probers| mask_fields("", probers)),
            _ => None,
        };
        for (key, value) in variable.iter_mut() {
            match (key, &*value, inner) {
                ("value", Value::String(text), Some(inner)) => {
                    *value = Value::text(mask_document(text, inner))
                }
                ("name" | "valueFrom", ..) => mask_fields(key, value),
                _ => *value = MASK.into(),
            }
        }
    }
}

fn mask_request(request: &mut Value) {
    let Value::Map(map) = request else {
        *request = MASK.into();
        return;
    };
    for (key, value) in map.iter_mut() {
        if key == "path" { mask_path(value) } else { mask_fields(key, value) }
    }
}

/// That there is a path stays.
pub(crate) fn mask_path(path: &mut Value) {
    *path = if path.as_str().is_some_and(|p| p.starts_with('/')) { "/***".into() } else { MASK.into() };
}

/// Masks all values that are not names: of mappings, and of lists of pairs.
fn mask_values(values: &mut Value) {
    match values {
        Value::Map(map) => map.iter_mut().for_each(|(_, value)| *value = MASK.into()),
        Value::List(items) => {
            for item in items {
                match item {
                    Value::Map(pair) => mask_pair(pair),
                    other => *other = MASK.into(),
                }
            }
        }
        other => *other = MASK.into(),
    }
}

fn mask_pair(pair: &mut Map) {
    for (key, value) in pair.iter_mut() {
        if key == "name" { keep_plain(value) } else { *value = MASK.into() }
    }
}
