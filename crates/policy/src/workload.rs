//! The workload of a pod, as templates see it, in CEL.

use injection::Version;

use crate::cel::quoted;

/// The variables of the policy that say which workload a pod belongs to, in the order in which they need each other.
///
/// Source: Istio 1.30 pkg/kube/util.go, GetDeployMetaFromPod; `injection::workload::Identity::of_pod`.
pub fn variables(version: Version) -> Vec<(&'static str, String)> {
    let owner =
        |field: &str| format!("size(variables.owners) == 0 ? '' : variables.owners[0].?{field}.orValue('')");
    let label = |name: &str| format!("variables.labels[?{}].orValue('')", quoted(name));
    vec![
        (
            "owners",
            "object.metadata.?generateName.orValue('') == '' ? [] : \
             object.metadata.?ownerReferences.orValue([]).filter(o, o.?controller.orValue(false))"
                .to_owned(),
        ),
        ("ownerKind", owner("kind")),
        ("ownerName", owner("name")),
        ("ownerVersion", owner("apiVersion")),
        ("templateHash", label("pod-template-hash")),
        ("rolloutHash", label("rollouts-pod-template-hash")),
        ("deploymentConfig", label("deploymentconfig")),
        ("workloadKind", kind(version)),
        (
            "ownerStem",
            "variables.workloadKind == 'Deployment' ? \
             variables.ownerName.substring(0, size(variables.ownerName) - size(variables.templateHash)) : \
             variables.workloadKind == 'Rollout' ? \
             variables.ownerName.substring(0, size(variables.ownerName) - size(variables.rolloutHash)) : ''"
                .to_owned(),
        ),
        (
            "workloadOwn",
            "variables.workloadKind == 'Pod' ? '' : \
             variables.workloadKind == 'Deployment' || variables.workloadKind == 'Rollout' ? \
             (variables.ownerStem.endsWith('-') ? \
             variables.ownerStem.substring(0, size(variables.ownerStem) - 1) : '') : \
             variables.workloadKind == 'DeploymentConfig' ? variables.deploymentConfig : \
             variables.workloadKind == 'CronJob' ? \
             variables.ownerName.substring(0, variables.ownerName.lastIndexOf('-')) : variables.ownerName"
                .to_owned(),
        ),
        (
            "workloadName",
            "variables.workloadOwn != '' ? variables.workloadOwn : object.metadata.?name.orValue('')"
                .to_owned(),
        ),
        (
            "workloadVersion",
            format!(
                "variables.workloadKind == 'Pod' ? 'v1' : variables.workloadKind == 'Rollout' ? 'v1alpha1' : \
                 variables.workloadKind == 'CronJob' ? {} : variables.ownerVersion",
                quoted(version.cron_job_api)
            ),
        ),
    ]
}

/// The kind; an owner of one of the kinds that are found through others counts as such, which no such owner is.
fn kind(version: Version) -> String {
    let mut kind = String::from("size(variables.owners) == 0 ? 'Pod' : ");
    let mut found = |condition: &str, kind_of: &str| kind.push_str(&format!("{condition} ? '{kind_of}' : "));
    let by_hash = |hash: &str| {
        format!(
            "variables.ownerKind == 'ReplicaSet' && variables.{hash} != '' && \
             variables.ownerName.endsWith(variables.{hash})"
        )
    };
    found(&by_hash("templateHash"), "Deployment");
    if version.finds_rollout {
        found(&by_hash("rolloutHash"), "Rollout");
    }
    if version.finds_deployment_config {
        let condition = "variables.ownerKind == 'ReplicationController' && variables.deploymentConfig != ''";
        found(condition, "DeploymentConfig");
    }
    if version.finds_cron_job {
        found("variables.ownerKind == 'Job' && variables.ownerName.matches('^.+-[0-9]{8,10}$')", "CronJob");
    }
    kind + "variables.ownerKind"
}
