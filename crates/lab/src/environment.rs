//! The environment and the words of a container, with what the kubelet fills in.

use std::collections::BTreeMap;

use kubeschema::quantity::Quantity;
use kubeyaml::Value;

/// A container's variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Variables(BTreeMap<String, String>);

impl Variables {
    /// The variables of a container, in their order: each may use those before it. What they refer to and is not there is
    /// left out.
    pub(crate) fn of(container: &Value, pod: &Value) -> Variables {
        let mut variables = Variables::default();
        for variable in container.items_at(&["env"]) {
            let Some(name) = variable.str_at(&["name"]) else { continue };
            let from = variable.at(&["valueFrom"]);
            let value = match (
                from.str_at(&["fieldRef", "fieldPath"]),
                from.str_at(&["resourceFieldRef", "resource"]),
            ) {
                (Some(path), _) => field(pod, path),
                (None, Some(resource)) => self::resource(container, resource),
                (None, None) if from.is_null() => {
                    Some(variables.expand(variable.str_at(&["value"]).unwrap_or_default()))
                }
                (None, None) => None,
            };
            if let Some(value) = value {
                variables.set(name, &value);
            }
        }
        variables
    }

    /// The value of one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Sets one.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &String)> {
        self.0.iter()
    }

    /// A text in which `$(NAME)` is the variable, `$$` a dollar, and what is not known stays.
    ///
    /// Source: Kubernetes, third_party/forked/golang/expansion.
    pub(crate) fn expand(&self, text: &str) -> String {
        let mut expanded = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            expanded.push_str(before);
            if let Some(after) = after.strip_prefix('$') {
                expanded.push('$');
                rest = after;
                continue;
            }
            let reference = after.strip_prefix('(').and_then(|after| after.split_once(')'));
            match reference.and_then(|(name, after)| Some((self.get(name)?, after))) {
                Some((value, after)) => {
                    expanded.push_str(value);
                    rest = after;
                }
                None => {
                    expanded.push('$');
                    rest = after;
                }
            }
        }
        expanded + rest
    }
}

/// A field of the pod by its path.
///
/// Source: Kubernetes, pkg/fieldpath, and pkg/kubelet/kubelet_pods.go, podFieldSelectorRuntimeValue.
fn field(pod: &Value, path: &str) -> Option<String> {
    if let Some((map, key)) = path.strip_suffix("']").and_then(|path| path.split_once("['")) {
        let parts: Vec<&str> = map.split('.').collect();
        return Some(pod.at(&parts).get(key)?.as_str()?.to_owned());
    }
    let parts: Vec<&str> = path.split('.').collect();
    Some(pod.str_at(&parts)?.to_owned())
}

/// A limit or request of the container, rounded up to a whole number.
fn resource(container: &Value, resource: &str) -> Option<String> {
    let (kind, name) = resource.split_once('.')?;
    let text = kubeyaml::scalar_text(container.at(&["resources", kind, name]))?;
    Some(Quantity::parse(text.as_str()).ok()?.ceil()?.to_string())
}

/// What the downward API writes of labels or annotations: a line each, the value quoted.
///
/// Source: Kubernetes, pkg/fieldpath, FormatMap.
pub(crate) fn downward(pod: &Value, map: &str) -> String {
    let entries = pod.at(&["metadata", map]).as_map().into_iter().flat_map(kubeyaml::Map::iter);
    entries.map(|(key, value)| format!("{key}={:?}\n", value.as_str().unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_what_the_kubelet_makes_of_them() {
        let pod = kubeyaml::read(
            "{metadata: {name: a, labels: {app: x}}, spec: {nodeName: lab}, status: {podIP: 10.0.0.1}}",
        )
        .unwrap();
        let container = kubeyaml::read(
            "{resources: {limits: {cpu: 1500m, memory: 1Gi}}, env: [{name: A, value: v}, {name: B, value: '$(A)-$(C)-$$(A)'}, \
             {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}, \
             {name: L, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}, \
             {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}, \
             {name: MEM, valueFrom: {resourceFieldRef: {resource: limits.memory}}}, \
             {name: NONE, valueFrom: {resourceFieldRef: {resource: requests.cpu}}}, \
             {name: SECRET, valueFrom: {secretKeyRef: {name: x, key: y}}}]}",
        )
        .unwrap();
        let variables = Variables::of(&container, &pod);
        for (name, want) in [
            ("A", Some("v")),
            ("B", Some("v-$(C)-$(A)")),
            ("NAME", Some("a")),
            ("IP", Some("10.0.0.1")),
            ("L", Some("x")),
            ("CPU", Some("2")),
            ("MEM", Some("1073741824")),
            ("NONE", None),
            ("SECRET", None),
        ] {
            assert_eq!(variables.get(name), want, "{name}");
        }
        assert_eq!(variables.expand("$(NAME).svc $"), "a.svc $");
        assert_eq!(downward(&pod, "labels"), "app=\"x\"\n");
    }
}
