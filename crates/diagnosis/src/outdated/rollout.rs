//! How far a workload is with creating its pods again.

use std::fmt;

use kubeyaml::Value;

/// How far a workload is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rollout {
    /// All of its pods are new and ready.
    Done,
    /// Not yet all.
    UnderWay {
        /// Pods that are new.
        updated: i64,
        /// New pods that can serve.
        ready: i64,
        /// Pods that there are to be.
        wanted: i64,
    },
    /// Its controller has given up.
    Failed {
        /// What it says.
        cause: String,
    },
}

impl fmt::Display for Rollout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rollout::Done => f.write_str("done"),
            Rollout::UnderWay { updated, ready, wanted } => {
                write!(f, "{updated} of {wanted} pods are new, {ready} ready")
            }
            Rollout::Failed { cause } => f.write_str(cause),
        }
    }
}

/// Why changing the template of a Deployment, StatefulSet or DaemonSet would not create its pods again; `None` if it would.
pub fn hindrance(workload: &Value) -> Option<&'static str> {
    let strategy = workload.str_at(&["spec", "updateStrategy", "type"]).unwrap_or_default();
    let partition = number(workload, &["spec", "updateStrategy", "rollingUpdate", "partition"]);
    match () {
        () if workload.at(&["spec", "paused"]).as_bool() == Some(true) => {
            Some("it is paused: kubectl rollout resume")
        }
        () if strategy == "OnDelete" => {
            Some("its update strategy is OnDelete: delete its pods one by one yourself")
        }
        () if partition > 0 => {
            Some("its update strategy has a partition, which leaves some pods as they are")
        }
        () => None,
    }
}

/// How far a Deployment, StatefulSet or DaemonSet is.
///
/// Source: Kubernetes 1.36 staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go.
pub fn of(workload: &Value) -> Rollout {
    if workload.str_at(&["kind"]) == Some("Deployment")
        && let Some(cause) = given_up(workload)
    {
        return Rollout::Failed { cause };
    }
    let counted = Counted::of(workload);
    if !counted.is_replacing() && counted.ready >= counted.wanted {
        return Rollout::Done;
    }
    let Counted { wanted, updated, ready, is_seen, .. } = counted;
    Rollout::UnderWay { updated: if is_seen { updated } else { 0 }, ready, wanted }
}

/// Whether pods are being created again since an earlier change, be they ready or not.
pub fn is_replacing(workload: &Value) -> bool {
    Counted::of(workload).is_replacing()
}

/// What a controller counts of its pods.
struct Counted {
    wanted: i64,
    updated: i64,
    ready: i64,
    total: i64,
    /// Whether it has seen the last change.
    is_seen: bool,
}

impl Counted {
    fn of(workload: &Value) -> Counted {
        let status = |key| number(workload, &["status", key]);
        let replicas = workload.at(&["spec", "replicas"]).as_i64().unwrap_or(1);
        let (wanted, updated, ready, total) = match workload.str_at(&["kind"]) {
            Some("DaemonSet") => {
                let wanted = status("desiredNumberScheduled");
                (wanted, status("updatedNumberScheduled"), status("numberAvailable"), wanted)
            }
            Some("StatefulSet") => {
                let is_new =
                    workload.at(&["status", "currentRevision"]) == workload.at(&["status", "updateRevision"]);
                // Once all are new, both revisions are one, and nothing counts them as updated any more.
                let updated = if is_new { replicas } else { status("updatedReplicas").min(replicas - 1) };
                (replicas, updated, status("readyReplicas"), status("replicas"))
            }
            _ => (replicas, status("updatedReplicas"), status("availableReplicas"), status("replicas")),
        };
        let is_seen = status("observedGeneration") >= number(workload, &["metadata", "generation"]);
        Counted { wanted, updated, ready, total, is_seen }
    }

    fn is_replacing(&self) -> bool {
        !self.is_seen || self.updated < self.wanted || self.total > self.wanted.max(self.updated)
    }
}

/// What a Deployment says that has made no progress within its deadline.
fn given_up(workload: &Value) -> Option<String> {
    let conditions = workload.items_at(&["status", "conditions"]);
    let progressing =
        conditions.iter().find(|condition| condition.str_at(&["type"]) == Some("Progressing"))?;
    let is_seen =
        number(workload, &["status", "observedGeneration"]) >= number(workload, &["metadata", "generation"]);
    let has_given_up = progressing.str_at(&["reason"]) == Some("ProgressDeadlineExceeded");
    (is_seen && has_given_up)
        .then(|| progressing.str_at(&["message"]).unwrap_or("its progress deadline is over").to_owned())
}

fn number(object: &Value, path: &[&str]) -> i64 {
    object.at(path).as_i64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rollout_is_done_when_kubectl_says_so() {
        const OVER: &str = "[{type: Progressing, reason: ProgressDeadlineExceeded, message: it is late}]";
        for (kind, spec, generation, status, want) in [
            (
                "Deployment",
                "replicas: 2",
                2,
                "observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2",
                "done",
            ),
            (
                "Deployment",
                "replicas: 2",
                2,
                "observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2",
                "0 of 2 pods are new, 2 ready",
            ),
            (
                "Deployment",
                "replicas: 2",
                2,
                "observedGeneration: 2, replicas: 3, updatedReplicas: 2, availableReplicas: 2",
                "2 of 2 pods are new, 2 ready",
            ),
            (
                "Deployment",
                "replicas: 2",
                2,
                "observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 1",
                "2 of 2 pods are new, 1 ready",
            ),
            ("Deployment", "", 2, &format!("observedGeneration: 2, conditions: {OVER}"), "it is late"),
            (
                "Deployment",
                "",
                3,
                &format!("observedGeneration: 2, conditions: {OVER}"),
                "0 of 1 pods are new, 0 ready",
            ),
            ("Deployment", "replicas: 0", 1, "observedGeneration: 1", "done"),
            (
                "StatefulSet",
                "replicas: 2",
                1,
                "observedGeneration: 1, replicas: 2, readyReplicas: 2, currentRevision: b, updateRevision: b",
                "done",
            ),
            (
                "StatefulSet",
                "replicas: 2",
                1,
                "observedGeneration: 1, replicas: 2, readyReplicas: 2, updatedReplicas: 2, currentRevision: a, updateRevision: b",
                "1 of 2 pods are new, 2 ready",
            ),
            (
                "DaemonSet",
                "",
                1,
                "observedGeneration: 1, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3",
                "done",
            ),
            (
                "DaemonSet",
                "",
                1,
                "observedGeneration: 1, desiredNumberScheduled: 3, updatedNumberScheduled: 1, numberAvailable: 2",
                "1 of 3 pods are new, 2 ready",
            ),
        ] {
            let text = format!(
                "{{kind: {kind}, metadata: {{generation: {generation}}}, spec: {{{spec}}}, status: {{{status}}}}}"
            );
            let workload = kubeyaml::read(&text).unwrap();
            assert_eq!(of(&workload).to_string(), want, "{text}");
            // What is there and not ready may come up by a restart; what is on its way is waited for.
            let is_there = ["done", "2 of 2 pods are new, 1 ready"].contains(&want);
            assert_eq!(is_replacing(&workload), !is_there, "{text}");
        }
    }

    #[test]
    fn what_does_not_roll_is_known_before() {
        for (spec, want) in [
            ("{}", None),
            ("{updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}}", None),
            ("{paused: true}", Some("paused")),
            ("{updateStrategy: {type: OnDelete}}", Some("OnDelete")),
            ("{updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}}", Some("partition")),
        ] {
            let workload = kubeyaml::read(&format!("spec: {spec}")).unwrap();
            let found = hindrance(&workload);
            assert_eq!(found.is_some(), want.is_some(), "{spec}");
            assert!(want.is_none_or(|part| found.unwrap().contains(part)), "{spec}");
        }
    }
}
