//! Restarting a workload, as `kubectl rollout restart` does.

use std::time::{SystemTime, UNIX_EPOCH};

use kubeyaml::Value;

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::events::timestamp;
use crate::requests::Object;

/// The annotation of a pod template that says when its pods were last to be created again.
///
/// Source: Kubernetes 1.36 staging/src/k8s.io/kubectl/pkg/polymorphichelpers/objectrestarter.go.
const RESTARTED_AT: &str = "kubectl.kubernetes.io/restartedAt";

impl Cluster {
    /// Has the controller of a workload create its pods again, if the workload is still as it was `seen`. Does not wait for
    /// them. Gives the time that it is marked with.
    ///
    /// # Errors
    /// Somebody changed it, the API server cannot be asked, or says no.
    pub async fn restart(&self, object: Object<'_>, seen: &Value) -> Result<String, ClusterError> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let time = timestamp(now.as_secs());
        let version = seen.str_at(&["metadata", "resourceVersion"]).unwrap_or_default();
        self.merge(object, &patch(&time, version)).await?;
        Ok(time)
    }
}

fn patch(time: &str, version: &str) -> Value {
    let mut patch = Value::Null;
    patch.map_entry("metadata").insert("resourceVersion", version);
    let metadata = patch.map_entry("spec").entry("template").map_entry("metadata");
    metadata.entry("annotations").become_map().insert(RESTARTED_AT, time);
    patch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_annotation_is_changed_of_what_was_seen() {
        let json = kubeyaml::to_json(&patch("2026-11-21T08:12:34Z", "7"));
        let want = r#"{"metadata":{"resourceVersion":"7"},"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-11-21T08:12:34Z"}}}}}"#;
        assert_eq!(json, want);
    }
}
