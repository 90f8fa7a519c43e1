//! Which workload a pod belongs to, judging by the pod alone.

use kubeyaml::Value;
use meshconfig::DeploymentMeta;

use crate::Version;

/// The name, namespace and type that templates see as `.DeploymentMeta` and `.TypeMeta`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identity {
    /// The workload's name; may be empty.
    pub name: String,
    /// The workload's namespace; may be empty.
    pub namespace: String,
    /// The workload's kind.
    pub kind: String,
    /// The workload's `apiVersion`, as it was written.
    pub api_version: String,
    /// The workload's metadata, for the versions whose templates see it.
    pub metadata: Value,
}

impl Identity {
    /// The identity of an object that is a workload itself: `metadata` is its own.
    pub fn of_object(object: &Value, version: Version) -> Identity {
        let text = |path: &[&str]| object.str_at(path).unwrap_or_default().to_owned();
        Identity {
            name: text(&["metadata", "name"]),
            namespace: text(&["metadata", "namespace"]),
            kind: text(&["kind"]),
            api_version: text(&["apiVersion"]),
            metadata: Value::Null,
        }
        .with_metadata(object.at(&["metadata"]), version)
    }

    /// Finds the workload behind a pod: its controller, and the controller's own owner where the name tells it.
    ///
    /// Source: Istio 1.30 pkg/kube/util.go, GetDeployMetaFromPod.
    pub fn of_pod(pod: &Value, version: Version) -> Identity {
        let metadata = pod.at(&["metadata"]);
        let text = |key| metadata.str_at(&[key]).unwrap_or_default();
        let mut identity = Identity {
            name: text("name").to_owned(),
            namespace: text("namespace").to_owned(),
            kind: "Pod".to_owned(),
            api_version: "v1".to_owned(),
            metadata: Value::Null,
        };
        if !text("generateName").is_empty()
            && let Some(owner) = controller(metadata)
        {
            identity.take_owner(owner, metadata.at(&["labels"]), version);
        }
        if identity.name.is_empty() {
            identity.name = text("name").to_owned();
        }
        identity.with_metadata(metadata, version)
    }

    /// Keeps the metadata where templates see it, under the workload's name.
    fn with_metadata(mut self, metadata: &Value, version: Version) -> Identity {
        if version.deployment_meta == DeploymentMeta::NamespacedName {
            return self;
        }
        self.metadata = metadata.clone();
        let fields = self.metadata.become_map();
        if version.deployment_meta == DeploymentMeta::Object && self.kind != "Pod" {
            fields.remove("ownerReferences");
        }
        if !self.name.is_empty() {
            fields.insert("name", self.name.as_str());
        }
        if self.kind == "DeploymentConfig"
            && let Some(labels) = fields.get_mut("labels").and_then(Value::as_map_mut)
        {
            labels.remove("deploymentconfig");
        }
        self
    }

    /// The identity as a document: `type` with `kind` and `apiVersion`, and `name` with `name` and `namespace`.
    pub(crate) fn to_document(&self) -> Value {
        let mut document = Value::Null;
        let of = document.map_entry("type");
        of.insert("kind", self.kind.as_str());
        of.insert("apiVersion", self.api_version.as_str());
        let name = document.map_entry("name");
        name.insert("name", self.name.as_str());
        name.insert("namespace", self.namespace.as_str());
        document
    }

    fn take_owner(&mut self, owner: &Value, labels: &Value, version: Version) {
        let text = |key| owner.str_at(&[key]).unwrap_or_default().to_owned();
        (self.kind, self.api_version, self.name) = (text("kind"), text("apiVersion"), text("name"));
        let label = |key| labels.str_at(&[key]).filter(|v| !v.is_empty());
        let without_hash =
            |key| Some(self.name.strip_suffix(label(key)?)?.strip_suffix('-').unwrap_or_default().to_owned());
        match self.kind.as_str() {
            "ReplicaSet" => {
                if let Some(name) = without_hash("pod-template-hash") {
                    (self.name, self.kind) = (name, "Deployment".to_owned());
                } else if let Some(name) =
                    without_hash("rollouts-pod-template-hash").filter(|_| version.finds_rollout)
                {
                    (self.name, self.kind, self.api_version) =
                        (name, "Rollout".to_owned(), "v1alpha1".to_owned());
                }
            }
            "ReplicationController" if version.finds_deployment_config => {
                if let Some(name) = label("deploymentconfig") {
                    (self.name, self.kind) = (name.to_owned(), "DeploymentConfig".to_owned());
                }
            }
            "Job" => {
                if let Some(name) = cron_job_name(&self.name).filter(|_| version.finds_cron_job) {
                    (self.name, self.kind, self.api_version) =
                        (name, "CronJob".to_owned(), version.cron_job_api.to_owned());
                }
            }
            _ => {}
        }
    }
}

fn controller(metadata: &Value) -> Option<&Value> {
    metadata.items_at(&["ownerReferences"]).iter().find(|o| o.at(&["controller"]).as_bool() == Some(true))
}

/// The CronJob that names its jobs `NAME-<8 to 10 digits>`.
fn cron_job_name(job: &str) -> Option<String> {
    let (name, stamp) = job.rsplit_once('-')?;
    let is_stamp = (8..=10).contains(&stamp.len()) && stamp.bytes().all(|b| b.is_ascii_digit());
    (is_stamp && !name.is_empty() && !name.contains('\n')).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(
        kind: &str,
        owner: &str,
        labels: &[(&str, &str)],
        generate_name: &str,
    ) -> (String, String, String) {
        let mut pod = Value::Null;
        let metadata = pod.map_entry("metadata");
        metadata.insert("name", "the-pod");
        metadata.insert("generateName", generate_name);
        for (k, v) in labels {
            metadata.entry("labels").become_map().insert(*k, *v);
        }
        let mut reference = Value::Null;
        for (k, v) in [("kind", kind), ("name", owner), ("apiVersion", "some/v1")] {
            reference.become_map().insert(k, v);
        }
        reference.become_map().insert("controller", true);
        metadata.entry("ownerReferences").become_list().push(reference);
        let i = Identity::of_pod(&pod, Version::LATEST);
        (i.kind, i.name, i.api_version)
    }

    #[test]
    fn the_owner_is_found_through_the_names_that_controllers_give() {
        let (hash, rollout) = (("pod-template-hash", "77f"), ("rollouts-pod-template-hash", "8c2"));
        for (kind, owner, labels, generate, want) in [
            ("ReplicaSet", "web-77f", &[hash][..], "web-77f-", ("Deployment", "web", "some/v1")),
            ("ReplicaSet", "web-77f", &[], "web-77f-", ("ReplicaSet", "web-77f", "some/v1")),
            ("ReplicaSet", "web-8c2", &[rollout], "web-", ("Rollout", "web", "v1alpha1")),
            ("ReplicaSet", "web-77f", &[hash], "", ("Pod", "the-pod", "v1")),
            (
                "ReplicationController",
                "web-3",
                &[("deploymentconfig", "web")],
                "x-",
                ("DeploymentConfig", "web", "some/v1"),
            ),
            ("Job", "night-27654321", &[], "x-", ("CronJob", "night", "batch/v1")),
            ("Job", "night-2765432", &[], "x-", ("Job", "night-2765432", "some/v1")),
            ("Job", "night-27654321012", &[], "x-", ("Job", "night-27654321012", "some/v1")),
            ("StatefulSet", "db", &[], "db-", ("StatefulSet", "db", "some/v1")),
        ] {
            let got = identity(kind, owner, labels, generate);
            assert_eq!((got.0.as_str(), got.1.as_str(), got.2.as_str()), want, "{kind} {owner} {labels:?}");
        }
    }
}
