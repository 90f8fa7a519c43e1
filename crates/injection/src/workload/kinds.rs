//! The kinds of object that hold a pod, and where.

use kubeschema::{StructType, types};
use kubeyaml::Value;

use crate::Version;

/// Where an object keeps the metadata and the spec of its pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodPlace {
    /// The object is the pod.
    Itself,
    /// `spec.template`.
    Template,
    /// `spec.jobTemplate`: the metadata is that of the job, the spec that of the job's pod (a quirk of kube-inject).
    CronJob,
}

impl PodPlace {
    /// Keys from the object down to the metadata.
    pub fn metadata(self) -> &'static [&'static str] {
        match self {
            PodPlace::Itself => &["metadata"],
            PodPlace::Template => &["spec", "template", "metadata"],
            PodPlace::CronJob => &["spec", "jobTemplate", "metadata"],
        }
    }

    /// Keys from the object down to the pod's spec.
    pub fn spec(self) -> &'static [&'static str] {
        match self {
            PodPlace::Itself => &["spec"],
            PodPlace::Template => &["spec", "template", "spec"],
            PodPlace::CronJob => &["spec", "jobTemplate", "spec", "template", "spec"],
        }
    }
}

/// A kind of object that kube-inject rewrites.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub of: &'static StructType,
    /// Where its pods are.
    pub place: PodPlace,
    /// The API groups it has lived in, apart from the core group.
    groups: &'static [&'static str],
}

const fn kind(
    name: &'static str,
    of: &'static StructType,
    place: PodPlace,
    groups: &'static [&'static str],
) -> Kind {
    Kind { name, of, place, groups }
}

static KINDS: [Kind; 9] = [
    kind("Pod", &types::core::POD, PodPlace::Itself, &[]),
    kind("Deployment", &types::apps::DEPLOYMENT, PodPlace::Template, &["apps", "extensions"]),
    kind("DaemonSet", &types::apps::DAEMON_SET, PodPlace::Template, &["apps", "extensions"]),
    kind("ReplicaSet", &types::apps::REPLICA_SET, PodPlace::Template, &["apps", "extensions"]),
    kind("StatefulSet", &types::apps::STATEFUL_SET, PodPlace::Template, &["apps"]),
    kind("ReplicationController", &types::core::REPLICATION_CONTROLLER, PodPlace::Template, &[]),
    kind("Job", &types::batch::JOB, PodPlace::Template, &["batch", "extensions"]),
    kind("CronJob", &types::batch::CRON_JOB, PodPlace::CronJob, &["batch"]),
    kind(
        "DeploymentConfig",
        &types::openshift::DEPLOYMENT_CONFIG,
        PodPlace::Template,
        &["apps.openshift.io"],
    ),
];

/// The kind of an object, if it is one that holds a pod.
///
/// Group *and* kind count: a `Job` of `batch.volcano.sh` is none of ours (Istio takes it for one, see COMPATIBILITY).
/// The core group is taken for any kind, as no custom resource can live there and old manifests leave the group out.
pub fn kind_of(object: &Value, version: Version) -> Option<&'static Kind> {
    let name = object.str_at(&["kind"])?;
    let group = group(object.str_at(&["apiVersion"]).unwrap_or_default());
    KINDS
        .iter()
        .find(|k| k.name == name && version.has_kind(name) && (group.is_empty() || k.groups.contains(&group)))
}

/// Whether an object is a list of objects.
pub fn is_list(object: &Value, version: Version) -> bool {
    object.str_at(&["kind"]) == Some("List")
        && version.has_kind("List")
        && group(object.str_at(&["apiVersion"]).unwrap_or_default()).is_empty()
}

/// The group of an `apiVersion`; empty for the core group.
pub fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_and_kind_count() {
        for (api_version, kind, version, want) in [
            ("apps/v1", "Deployment", Version::LATEST, true),
            ("extensions/v1beta1", "Deployment", Version::LATEST, true),
            ("v1", "Deployment", Version::LATEST, true),
            ("batch/v1", "Job", Version::LATEST, true),
            ("batch.volcano.sh/v1alpha1", "Job", Version::LATEST, false),
            ("v1", "Service", Version::LATEST, false),
            ("v1", "Pod", Version::V0_5, false),
            ("v1", "Pod", Version::V1_0, true),
            ("apps.openshift.io/v1", "DeploymentConfig", Version::V1_1, true),
        ] {
            let mut object = Value::Null;
            object.become_map().insert("apiVersion", api_version);
            object.become_map().insert("kind", kind);
            assert_eq!(kind_of(&object, version).is_some(), want, "{api_version} {kind} {version}");
        }
    }
}
