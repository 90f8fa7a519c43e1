//! What an API server fills in where nothing was said.

use std::borrow::Cow;

use kubeyaml::Value;

/// Fields of containers and volumes with what the API server gives them.
///
/// Source: Kubernetes pkg/apis/core/v1/defaults.go.
const DEFAULTS: [(&str, &str); 14] = [
    ("apiVersion", "v1"),
    ("defaultMode", "420"),
    ("divisor", "0"),
    ("expirationSeconds", "3600"),
    ("failureThreshold", "3"),
    ("imagePullPolicy", "Always"),
    ("imagePullPolicy", "IfNotPresent"),
    ("path", "/"),
    ("periodSeconds", "10"),
    ("protocol", "TCP"),
    ("scheme", "HTTP"),
    ("successThreshold", "1"),
    ("terminationMessagePath", "/dev/termination-log"),
    ("terminationMessagePolicy", "File"),
];
const TIMEOUT: (&str, &str) = ("timeoutSeconds", "1");

/// Whether a value that nobody gave is what the API server puts there, or is nothing.
pub(super) fn is_default(key: &str, value: &Value) -> bool {
    let text = match value {
        Value::Null => return true,
        Value::Map(map) => return map.iter().all(|(key, value)| is_default(key, value)),
        Value::List(items) => return items.is_empty(),
        Value::String(_) => value.as_str().unwrap_or_default().to_owned(),
        other => kubeyaml::to_json(other),
    };
    text.is_empty() || DEFAULTS.into_iter().chain([TIMEOUT]).any(|known| known == (key, text.as_str()))
}

/// Requests that are not given are the limits.
pub(super) fn with_requests(container: &Value) -> Cow<'_, Value> {
    let part = |part| container.at(&["resources", part]).as_map();
    let requested = |resource: &str| part("requests").is_some_and(|requests| requests.contains(resource));
    let Some(limits) = part("limits").filter(|limits| !limits.keys().all(requested)) else {
        return Cow::Borrowed(container);
    };
    let mut container = container.clone();
    let requests = container.map_entry("resources").entry("requests").become_map();
    for (resource, limit) in limits.iter() {
        if !requests.contains(resource) {
            requests.insert(resource, limit.clone());
        }
    }
    Cow::Owned(container)
}
