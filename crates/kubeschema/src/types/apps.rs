//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `apps` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `apps.DaemonSet`.
pub static DAEMON_SET: StructType = StructType {
    name: "v1.DaemonSet",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::apps::DAEMON_SET_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::apps::DAEMON_SET_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `apps.DaemonSetCondition`.
pub static DAEMON_SET_CONDITION: StructType = StructType {
    name: "v1.DaemonSetCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.DaemonSetConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[2, 4, 3, 1, 0],
    embedded: &[],
};

/// `apps.DaemonSetSpec`.
pub static DAEMON_SET_SPEC: StructType = StructType {
    name: "v1.DaemonSetSpec",
    fields: &[
        F::new("selector", "Selector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))).always(),
        F::new("template", "Template", K::Struct(&super::core_pod::POD_TEMPLATE_SPEC)).always(),
        F::new("updateStrategy", "UpdateStrategy", K::Struct(&super::apps::DAEMON_SET_UPDATE_STRATEGY)).always(),
        F::new("minReadySeconds", "MinReadySeconds", K::Int32),
        F::new("revisionHistoryLimit", "RevisionHistoryLimit", K::Pointer(&K::Int32)),
    ],
    by_json: &[3, 4, 0, 1, 2],
    embedded: &[],
};

/// `apps.DaemonSetStatus`.
pub static DAEMON_SET_STATUS: StructType = StructType {
    name: "v1.DaemonSetStatus",
    fields: &[
        F::new("currentNumberScheduled", "CurrentNumberScheduled", K::Int32).always(),
        F::new("numberMisscheduled", "NumberMisscheduled", K::Int32).always(),
        F::new("desiredNumberScheduled", "DesiredNumberScheduled", K::Int32).always(),
        F::new("numberReady", "NumberReady", K::Int32).always(),
        F::new("observedGeneration", "ObservedGeneration", K::Int64),
        F::new("updatedNumberScheduled", "UpdatedNumberScheduled", K::Int32),
        F::new("numberAvailable", "NumberAvailable", K::Int32),
        F::new("numberUnavailable", "NumberUnavailable", K::Int32),
        F::new("collisionCount", "CollisionCount", K::Pointer(&K::Int32)),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::apps::DAEMON_SET_CONDITION), "[]v1.DaemonSetCondition")).by_key("type"),
    ],
    by_json: &[8, 9, 0, 2, 6, 1, 3, 7, 4, 5],
    embedded: &[],
};

/// `apps.DaemonSetUpdateStrategy`.
pub static DAEMON_SET_UPDATE_STRATEGY: StructType = StructType {
    name: "v1.DaemonSetUpdateStrategy",
    fields: &[
        F::new("type", "Type", K::String("v1.DaemonSetUpdateStrategyType")),
        F::new("rollingUpdate", "RollingUpdate", K::Pointer(&K::Struct(&super::apps::ROLLING_UPDATE_DAEMON_SET))),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `apps.Deployment`.
pub static DEPLOYMENT: StructType = StructType {
    name: "v1.Deployment",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::apps::DEPLOYMENT_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::apps::DEPLOYMENT_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `apps.DeploymentCondition`.
pub static DEPLOYMENT_CONDITION: StructType = StructType {
    name: "v1.DeploymentCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.DeploymentConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastUpdateTime", "LastUpdateTime", K::Time).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[3, 2, 5, 4, 1, 0],
    embedded: &[],
};

/// `apps.DeploymentSpec`.
pub static DEPLOYMENT_SPEC: StructType = StructType {
    name: "v1.DeploymentSpec",
    fields: &[
        F::new("replicas", "Replicas", K::Pointer(&K::Int32)),
        F::new("selector", "Selector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))).always(),
        F::new("template", "Template", K::Struct(&super::core_pod::POD_TEMPLATE_SPEC)).always(),
        F::new("strategy", "Strategy", K::Struct(&super::apps::DEPLOYMENT_STRATEGY)).always().retain_keys(),
        F::new("minReadySeconds", "MinReadySeconds", K::Int32),
        F::new("revisionHistoryLimit", "RevisionHistoryLimit", K::Pointer(&K::Int32)),
        F::new("paused", "Paused", K::Bool),
        F::new("progressDeadlineSeconds", "ProgressDeadlineSeconds", K::Pointer(&K::Int32)),
    ],
    by_json: &[4, 6, 7, 0, 5, 1, 3, 2],
    embedded: &[],
};

/// `apps.DeploymentStatus`.
pub static DEPLOYMENT_STATUS: StructType = StructType {
    name: "v1.DeploymentStatus",
    fields: &[
        F::new("observedGeneration", "ObservedGeneration", K::Int64),
        F::new("replicas", "Replicas", K::Int32),
        F::new("updatedReplicas", "UpdatedReplicas", K::Int32),
        F::new("readyReplicas", "ReadyReplicas", K::Int32),
        F::new("availableReplicas", "AvailableReplicas", K::Int32),
        F::new("unavailableReplicas", "UnavailableReplicas", K::Int32),
        F::new("terminatingReplicas", "TerminatingReplicas", K::Pointer(&K::Int32)),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::apps::DEPLOYMENT_CONDITION), "[]v1.DeploymentCondition")).by_key("type"),
        F::new("collisionCount", "CollisionCount", K::Pointer(&K::Int32)),
    ],
    by_json: &[4, 8, 7, 0, 3, 1, 6, 5, 2],
    embedded: &[],
};

/// `apps.DeploymentStrategy`.
pub static DEPLOYMENT_STRATEGY: StructType = StructType {
    name: "v1.DeploymentStrategy",
    fields: &[
        F::new("type", "Type", K::String("v1.DeploymentStrategyType")),
        F::new("rollingUpdate", "RollingUpdate", K::Pointer(&K::Struct(&super::apps::ROLLING_UPDATE_DEPLOYMENT))),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `apps.ReplicaSet`.
pub static REPLICA_SET: StructType = StructType {
    name: "v1.ReplicaSet",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::apps::REPLICA_SET_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::apps::REPLICA_SET_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `apps.ReplicaSetCondition`.
pub static REPLICA_SET_CONDITION: StructType = StructType {
    name: "v1.ReplicaSetCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.ReplicaSetConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[2, 4, 3, 1, 0],
    embedded: &[],
};

/// `apps.ReplicaSetSpec`.
pub static REPLICA_SET_SPEC: StructType = StructType {
    name: "v1.ReplicaSetSpec",
    fields: &[
        F::new("replicas", "Replicas", K::Pointer(&K::Int32)),
        F::new("minReadySeconds", "MinReadySeconds", K::Int32),
        F::new("selector", "Selector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))).always(),
        F::new("template", "Template", K::Struct(&super::core_pod::POD_TEMPLATE_SPEC)).always(),
    ],
    by_json: &[1, 0, 2, 3],
    embedded: &[],
};

/// `apps.ReplicaSetStatus`.
pub static REPLICA_SET_STATUS: StructType = StructType {
    name: "v1.ReplicaSetStatus",
    fields: &[
        F::new("replicas", "Replicas", K::Int32).always(),
        F::new("fullyLabeledReplicas", "FullyLabeledReplicas", K::Int32),
        F::new("readyReplicas", "ReadyReplicas", K::Int32),
        F::new("availableReplicas", "AvailableReplicas", K::Int32),
        F::new("terminatingReplicas", "TerminatingReplicas", K::Pointer(&K::Int32)),
        F::new("observedGeneration", "ObservedGeneration", K::Int64),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::apps::REPLICA_SET_CONDITION), "[]v1.ReplicaSetCondition")).by_key("type"),
    ],
    by_json: &[3, 6, 1, 5, 2, 0, 4],
    embedded: &[],
};

/// `apps.RollingUpdateDaemonSet`.
pub static ROLLING_UPDATE_DAEMON_SET: StructType = StructType {
    name: "v1.RollingUpdateDaemonSet",
    fields: &[
        F::new("maxUnavailable", "MaxUnavailable", K::Pointer(&K::IntOrString)),
        F::new("maxSurge", "MaxSurge", K::Pointer(&K::IntOrString)),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `apps.RollingUpdateDeployment`.
pub static ROLLING_UPDATE_DEPLOYMENT: StructType = StructType {
    name: "v1.RollingUpdateDeployment",
    fields: &[
        F::new("maxUnavailable", "MaxUnavailable", K::Pointer(&K::IntOrString)),
        F::new("maxSurge", "MaxSurge", K::Pointer(&K::IntOrString)),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `apps.RollingUpdateStatefulSetStrategy`.
pub static ROLLING_UPDATE_STATEFUL_SET_STRATEGY: StructType = StructType {
    name: "v1.RollingUpdateStatefulSetStrategy",
    fields: &[
        F::new("partition", "Partition", K::Pointer(&K::Int32)),
        F::new("maxUnavailable", "MaxUnavailable", K::Pointer(&K::IntOrString)),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `apps.StatefulSet`.
pub static STATEFUL_SET: StructType = StructType {
    name: "v1.StatefulSet",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::apps::STATEFUL_SET_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::apps::STATEFUL_SET_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `apps.StatefulSetCondition`.
pub static STATEFUL_SET_CONDITION: StructType = StructType {
    name: "v1.StatefulSetCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.StatefulSetConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[2, 4, 3, 1, 0],
    embedded: &[],
};

/// `apps.StatefulSetOrdinals`.
pub static STATEFUL_SET_ORDINALS: StructType = StructType {
    name: "v1.StatefulSetOrdinals",
    fields: &[
        F::new("start", "Start", K::Int32).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `apps.StatefulSetPersistentVolumeClaimRetentionPolicy`.
pub static STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY: StructType = StructType {
    name: "v1.StatefulSetPersistentVolumeClaimRetentionPolicy",
    fields: &[
        F::new("whenDeleted", "WhenDeleted", K::String("v1.PersistentVolumeClaimRetentionPolicyType")),
        F::new("whenScaled", "WhenScaled", K::String("v1.PersistentVolumeClaimRetentionPolicyType")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `apps.StatefulSetSpec`.
pub static STATEFUL_SET_SPEC: StructType = StructType {
    name: "v1.StatefulSetSpec",
    fields: &[
        F::new("replicas", "Replicas", K::Pointer(&K::Int32)),
        F::new("selector", "Selector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))).always(),
        F::new("template", "Template", K::Struct(&super::core_pod::POD_TEMPLATE_SPEC)).always(),
        F::new("volumeClaimTemplates", "VolumeClaimTemplates", K::List(&K::Struct(&super::core_volume::PERSISTENT_VOLUME_CLAIM), "[]v1.PersistentVolumeClaim")),
        F::new("serviceName", "ServiceName", K::String("string")).always(),
        F::new("podManagementPolicy", "PodManagementPolicy", K::String("v1.PodManagementPolicyType")),
        F::new("updateStrategy", "UpdateStrategy", K::Struct(&super::apps::STATEFUL_SET_UPDATE_STRATEGY)).always(),
        F::new("revisionHistoryLimit", "RevisionHistoryLimit", K::Pointer(&K::Int32)),
        F::new("minReadySeconds", "MinReadySeconds", K::Int32),
        F::new("persistentVolumeClaimRetentionPolicy", "PersistentVolumeClaimRetentionPolicy", K::Pointer(&K::Struct(&super::apps::STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY))),
        F::new("ordinals", "Ordinals", K::Pointer(&K::Struct(&super::apps::STATEFUL_SET_ORDINALS))),
    ],
    by_json: &[8, 10, 9, 5, 0, 7, 1, 4, 2, 6, 3],
    embedded: &[],
};

/// `apps.StatefulSetStatus`.
pub static STATEFUL_SET_STATUS: StructType = StructType {
    name: "v1.StatefulSetStatus",
    fields: &[
        F::new("observedGeneration", "ObservedGeneration", K::Int64),
        F::new("replicas", "Replicas", K::Int32).always(),
        F::new("readyReplicas", "ReadyReplicas", K::Int32),
        F::new("currentReplicas", "CurrentReplicas", K::Int32),
        F::new("updatedReplicas", "UpdatedReplicas", K::Int32),
        F::new("currentRevision", "CurrentRevision", K::String("string")),
        F::new("updateRevision", "UpdateRevision", K::String("string")),
        F::new("collisionCount", "CollisionCount", K::Pointer(&K::Int32)),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::apps::STATEFUL_SET_CONDITION), "[]v1.StatefulSetCondition")).by_key("type"),
        F::new("availableReplicas", "AvailableReplicas", K::Int32).always(),
    ],
    by_json: &[9, 7, 8, 3, 5, 0, 2, 1, 6, 4],
    embedded: &[],
};

/// `apps.StatefulSetUpdateStrategy`.
pub static STATEFUL_SET_UPDATE_STRATEGY: StructType = StructType {
    name: "v1.StatefulSetUpdateStrategy",
    fields: &[
        F::new("type", "Type", K::String("v1.StatefulSetUpdateStrategyType")),
        F::new("rollingUpdate", "RollingUpdate", K::Pointer(&K::Struct(&super::apps::ROLLING_UPDATE_STATEFUL_SET_STRATEGY))),
    ],
    by_json: &[1, 0],
    embedded: &[],
};
