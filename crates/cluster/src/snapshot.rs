//! What the commands read of a cluster, once, as plain objects: to be used at once, or written to a file and read from
//! there another time. No secret is among it.

use injection::Facts;
use kubeyaml::Value;

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::kind::{Kind, kinds};
use crate::requests::{Object, Which};

/// What a snapshot is made of.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The namespace of the control plane, whose two ConfigMaps are read.
    pub control_namespace: String,
    /// The injection ConfigMap.
    pub inject_config_map: String,
    /// The mesh ConfigMap.
    pub mesh_config_map: String,
    /// The namespace whose pods are read; `None` for all.
    pub namespace: Option<String>,
}

/// A snapshot, and what is missing in it.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The objects: ConfigMaps, MutatingWebhookConfigurations, Namespaces, Nodes, ProxyConfigs, Pods, in this order and
    /// by name.
    pub objects: Vec<Value>,
    /// What could not be read, in sentences.
    pub gaps: Vec<String>,
}

impl Cluster {
    /// Reads a snapshot. What may not be read is left out and told.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn snapshot(&self, scope: &Scope) -> Result<Snapshot, ClusterError> {
        let mut snapshot = Snapshot::default();
        for name in [&scope.inject_config_map, &scope.mesh_config_map] {
            self.add_config_map(&scope.control_namespace, name, &mut snapshot).await?;
        }
        for kind in [kinds::MUTATING_WEBHOOK, kinds::NAMESPACE, kinds::NODE, kinds::PROXY_CONFIG, kinds::POD]
        {
            let namespace = scope.namespace.as_deref().filter(|_| kind == kinds::POD);
            self.add_all(kind, namespace, &mut snapshot).await?;
        }
        Ok(snapshot)
    }

    /// What injection may know of the cluster's nodes; unknown if they may not be read.
    ///
    /// # Errors
    /// The API server cannot be asked.
    pub async fn node_facts(&self) -> Result<Facts, ClusterError> {
        let mut nodes = Snapshot::default();
        self.add_all(kinds::NODE, None, &mut nodes).await?;
        let mut facts = Facts::from_objects(nodes.objects);
        if nodes.gaps.is_empty() {
            facts.nodes.get_or_insert_default();
        }
        Ok(facts)
    }

    async fn add_config_map(
        &self,
        namespace: &str,
        name: &str,
        snapshot: &mut Snapshot,
    ) -> Result<(), ClusterError> {
        let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name };
        match self.get(object).await {
            Ok(Some(config_map)) => snapshot.objects.push(without_secrets(config_map, kinds::CONFIG_MAP)),
            Ok(None) => snapshot.gaps.push(format!("there is no ConfigMap {namespace}/{name}")),
            Err(e @ ClusterError::Forbidden { .. }) => snapshot.gaps.push(e.to_string()),
            Err(e) => return Err(e),
        }
        Ok(())
    }

    async fn add_all(
        &self,
        kind: Kind,
        namespace: Option<&str>,
        snapshot: &mut Snapshot,
    ) -> Result<(), ClusterError> {
        let which = Which { namespace, labels: None };
        let objects = &mut snapshot.objects;
        match self.list(kind, which, |object| objects.push(without_secrets(object, kind))).await {
            Err(e @ ClusterError::Forbidden { .. }) => snapshot.gaps.push(e.to_string()),
            other => other?,
        }
        Ok(())
    }
}

/// Of an object what commands read, and nothing that may be secret: variables, arguments, and the annotation in which
/// kubectl keeps what was applied.
pub fn without_secrets(object: Value, kind: Kind) -> Value {
    let mut kept = Value::Null;
    for field in ["apiVersion", "kind"] {
        copy(&object, &mut kept, &[field]);
    }
    for field in ["name", "namespace", "labels", "annotations", "creationTimestamp"] {
        copy(&object, &mut kept, &["metadata", field]);
    }
    if let Some(annotations) = kept.map_entry("metadata").get_mut("annotations").and_then(Value::as_map_mut) {
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
    }
    match kind.kind {
        "ConfigMap" => copy(&object, &mut kept, &["data"]),
        "MutatingWebhookConfiguration" => copy(&object, &mut kept, &["webhooks"]),
        "Node" => {
            for field in ["labels", "annotations"] {
                kept.map_entry("metadata").remove(field);
            }
            copy(&object, &mut kept, &["status", "nodeInfo", "kubeletVersion"]);
        }
        "ProxyConfig" => copy(&object, &mut kept, &["spec"]),
        "Pod" => add_pod(&object, &mut kept),
        _ => {}
    }
    kept
}

fn add_pod(pod: &Value, kept: &mut Value) {
    for path in [
        &["metadata", "generateName"][..],
        &["metadata", "ownerReferences"],
        &["spec", "hostNetwork"],
        &["spec", "nodeName"],
        &["spec", "serviceAccountName"],
        &["status", "phase"],
    ] {
        copy(pod, kept, path);
    }
    for list in ["initContainers", "containers"] {
        let containers: Vec<Value> = pod.items_at(&["spec", list]).iter().map(container).collect();
        if !containers.is_empty() {
            kept.map_entry("spec").insert(list, containers);
        }
    }
}

fn container(container: &Value) -> Value {
    let mut kept = Value::Null;
    for field in ["name", "image", "ports", "restartPolicy"] {
        copy(container, &mut kept, &[field]);
    }
    kept
}

fn copy(from: &Value, to: &mut Value, path: &[&str]) {
    let value = from.at(path);
    if value.is_null() {
        return;
    }
    if let Some((last, parents)) = path.split_last() {
        let parent = parents.iter().fold(to, |node, key| node.become_map().entry(key));
        parent.become_map().insert(*last, value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_kept() {
        let secret = "hunter2";
        let annotations = format!(
            "annotations: {{a: b, kubectl.kubernetes.io/last-applied-configuration: '{secret}'}}, managedFields: ['{secret}']"
        );
        for (kind, body, wanted) in [
            (
                kinds::POD,
                format!(
                    "spec: {{hostNetwork: true, volumes: [{{name: {secret}}}], containers: [{{name: app, image: i, \
                     env: [{{name: P, value: {secret}}}], args: [{secret}], command: [{secret}]}}]}}"
                ),
                "spec:\n  containers:\n  - image: i\n    name: app\n  hostNetwork: true\n",
            ),
            (
                kinds::NODE,
                format!("status: {{nodeInfo: {{kubeletVersion: v1.36.0, machineID: {secret}}}}}"),
                "status:\n  nodeInfo:\n    kubeletVersion: v1.36.0\n",
            ),
            (kinds::NAMESPACE, format!("spec: {{finalizers: [{secret}]}}"), "  name: it\n"),
            (kinds::SECRET, format!("data: {{k: {secret}}}"), "  name: it\n"),
            (
                kinds::CONFIG_MAP,
                format!("data: {{config: c}}\nbinaryData: {{x: {secret}}}"),
                "data:\n  config: c\n",
            ),
        ] {
            let text = format!("kind: {}\nmetadata: {{name: it, {annotations}}}\n{body}\n", kind.kind);
            let kept = kubeyaml::write(&without_secrets(kubeyaml::read(&text).unwrap(), kind));
            assert!(!kept.contains(secret), "{kept}");
            assert!(kept.contains(wanted), "{kept}");
        }
    }
}
