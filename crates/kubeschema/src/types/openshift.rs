//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `openshift` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `openshift.CustomDeploymentStrategyParams`.
pub static CUSTOM_DEPLOYMENT_STRATEGY_PARAMS: StructType = StructType {
    name: "v1.CustomDeploymentStrategyParams",
    fields: &[
        F::new("image", "Image", K::String("string")),
        F::new("environment", "Environment", K::List(&K::Struct(&super::core_container::ENV_VAR), "[]v1.EnvVar")),
        F::new("command", "Command", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[2, 1, 0],
    embedded: &[],
};

/// `openshift.DeploymentCause`.
pub static DEPLOYMENT_CAUSE: StructType = StructType {
    name: "v1.DeploymentCause",
    fields: &[
        F::new("type", "Type", K::String("v1.DeploymentTriggerType")).always(),
        F::new("imageTrigger", "ImageTrigger", K::Pointer(&K::Struct(&super::openshift::DEPLOYMENT_CAUSE_IMAGE_TRIGGER))),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `openshift.DeploymentCauseImageTrigger`.
pub static DEPLOYMENT_CAUSE_IMAGE_TRIGGER: StructType = StructType {
    name: "v1.DeploymentCauseImageTrigger",
    fields: &[
        F::new("from", "From", K::Struct(&super::core_common::OBJECT_REFERENCE)).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `openshift.DeploymentCondition`.
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

/// `openshift.DeploymentConfig`.
pub static DEPLOYMENT_CONFIG: StructType = StructType {
    name: "v1.DeploymentConfig",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::openshift::DEPLOYMENT_CONFIG_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::openshift::DEPLOYMENT_CONFIG_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `openshift.DeploymentConfigSpec`.
pub static DEPLOYMENT_CONFIG_SPEC: StructType = StructType {
    name: "v1.DeploymentConfigSpec",
    fields: &[
        F::new("strategy", "Strategy", K::Struct(&super::openshift::DEPLOYMENT_STRATEGY)).always(),
        F::new("minReadySeconds", "MinReadySeconds", K::Int32),
        F::new("triggers", "Triggers", K::List(&K::Struct(&super::openshift::DEPLOYMENT_TRIGGER_POLICY), "v1.DeploymentTriggerPolicies")).always(),
        F::new("replicas", "Replicas", K::Int32).always(),
        F::new("revisionHistoryLimit", "RevisionHistoryLimit", K::Pointer(&K::Int32)),
        F::new("test", "Test", K::Bool).always(),
        F::new("paused", "Paused", K::Bool),
        F::new("selector", "Selector", K::Map(&K::String("string"), "map[string]string")),
        F::new("template", "Template", K::Pointer(&K::Struct(&super::core_pod::POD_TEMPLATE_SPEC))),
    ],
    by_json: &[1, 6, 3, 4, 7, 0, 8, 5, 2],
    embedded: &[],
};

/// `openshift.DeploymentConfigStatus`.
pub static DEPLOYMENT_CONFIG_STATUS: StructType = StructType {
    name: "v1.DeploymentConfigStatus",
    fields: &[
        F::new("latestVersion", "LatestVersion", K::Int64).always(),
        F::new("observedGeneration", "ObservedGeneration", K::Int64).always(),
        F::new("replicas", "Replicas", K::Int32).always(),
        F::new("updatedReplicas", "UpdatedReplicas", K::Int32).always(),
        F::new("availableReplicas", "AvailableReplicas", K::Int32).always(),
        F::new("unavailableReplicas", "UnavailableReplicas", K::Int32).always(),
        F::new("details", "Details", K::Pointer(&K::Struct(&super::openshift::DEPLOYMENT_DETAILS))),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::openshift::DEPLOYMENT_CONDITION), "[]v1.DeploymentCondition")).by_key("type"),
        F::new("readyReplicas", "ReadyReplicas", K::Int32),
    ],
    by_json: &[4, 7, 6, 0, 1, 8, 2, 5, 3],
    embedded: &[],
};

/// `openshift.DeploymentDetails`.
pub static DEPLOYMENT_DETAILS: StructType = StructType {
    name: "v1.DeploymentDetails",
    fields: &[
        F::new("message", "Message", K::String("string")),
        F::new("causes", "Causes", K::List(&K::Struct(&super::openshift::DEPLOYMENT_CAUSE), "[]v1.DeploymentCause")).always(),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `openshift.DeploymentStrategy`.
pub static DEPLOYMENT_STRATEGY: StructType = StructType {
    name: "v1.DeploymentStrategy",
    fields: &[
        F::new("type", "Type", K::String("v1.DeploymentStrategyType")),
        F::new("customParams", "CustomParams", K::Pointer(&K::Struct(&super::openshift::CUSTOM_DEPLOYMENT_STRATEGY_PARAMS))),
        F::new("recreateParams", "RecreateParams", K::Pointer(&K::Struct(&super::openshift::RECREATE_DEPLOYMENT_STRATEGY_PARAMS))),
        F::new("rollingParams", "RollingParams", K::Pointer(&K::Struct(&super::openshift::ROLLING_DEPLOYMENT_STRATEGY_PARAMS))),
        F::new("resources", "Resources", K::Struct(&super::core_container::RESOURCE_REQUIREMENTS)).always(),
        F::new("labels", "Labels", K::Map(&K::String("string"), "map[string]string")),
        F::new("annotations", "Annotations", K::Map(&K::String("string"), "map[string]string")),
        F::new("activeDeadlineSeconds", "ActiveDeadlineSeconds", K::Pointer(&K::Int64)),
    ],
    by_json: &[7, 6, 1, 5, 2, 4, 3, 0],
    embedded: &[],
};

/// `openshift.DeploymentTriggerImageChangeParams`.
pub static DEPLOYMENT_TRIGGER_IMAGE_CHANGE_PARAMS: StructType = StructType {
    name: "v1.DeploymentTriggerImageChangeParams",
    fields: &[
        F::new("automatic", "Automatic", K::Bool),
        F::new("containerNames", "ContainerNames", K::List(&K::String("string"), "[]string")),
        F::new("from", "From", K::Struct(&super::core_common::OBJECT_REFERENCE)).always(),
        F::new("lastTriggeredImage", "LastTriggeredImage", K::String("string")),
    ],
    by_json: &[0, 1, 2, 3],
    embedded: &[],
};

/// `openshift.DeploymentTriggerPolicy`.
pub static DEPLOYMENT_TRIGGER_POLICY: StructType = StructType {
    name: "v1.DeploymentTriggerPolicy",
    fields: &[
        F::new("type", "Type", K::String("v1.DeploymentTriggerType")),
        F::new("imageChangeParams", "ImageChangeParams", K::Pointer(&K::Struct(&super::openshift::DEPLOYMENT_TRIGGER_IMAGE_CHANGE_PARAMS))),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `openshift.ExecNewPodHook`.
pub static EXEC_NEW_POD_HOOK: StructType = StructType {
    name: "v1.ExecNewPodHook",
    fields: &[
        F::new("command", "Command", K::List(&K::String("string"), "[]string")).always(),
        F::new("env", "Env", K::List(&K::Struct(&super::core_container::ENV_VAR), "[]v1.EnvVar")),
        F::new("containerName", "ContainerName", K::String("string")).always(),
        F::new("volumes", "Volumes", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[0, 2, 1, 3],
    embedded: &[],
};

/// `openshift.LifecycleHook`.
pub static LIFECYCLE_HOOK: StructType = StructType {
    name: "v1.LifecycleHook",
    fields: &[
        F::new("failurePolicy", "FailurePolicy", K::String("v1.LifecycleHookFailurePolicy")).always(),
        F::new("execNewPod", "ExecNewPod", K::Pointer(&K::Struct(&super::openshift::EXEC_NEW_POD_HOOK))),
        F::new("tagImages", "TagImages", K::List(&K::Struct(&super::openshift::TAG_IMAGE_HOOK), "[]v1.TagImageHook")),
    ],
    by_json: &[1, 0, 2],
    embedded: &[],
};

/// `openshift.RecreateDeploymentStrategyParams`.
pub static RECREATE_DEPLOYMENT_STRATEGY_PARAMS: StructType = StructType {
    name: "v1.RecreateDeploymentStrategyParams",
    fields: &[
        F::new("timeoutSeconds", "TimeoutSeconds", K::Pointer(&K::Int64)),
        F::new("pre", "Pre", K::Pointer(&K::Struct(&super::openshift::LIFECYCLE_HOOK))),
        F::new("mid", "Mid", K::Pointer(&K::Struct(&super::openshift::LIFECYCLE_HOOK))),
        F::new("post", "Post", K::Pointer(&K::Struct(&super::openshift::LIFECYCLE_HOOK))),
    ],
    by_json: &[2, 3, 1, 0],
    embedded: &[],
};

/// `openshift.RollingDeploymentStrategyParams`.
pub static ROLLING_DEPLOYMENT_STRATEGY_PARAMS: StructType = StructType {
    name: "v1.RollingDeploymentStrategyParams",
    fields: &[
        F::new("updatePeriodSeconds", "UpdatePeriodSeconds", K::Pointer(&K::Int64)),
        F::new("intervalSeconds", "IntervalSeconds", K::Pointer(&K::Int64)),
        F::new("timeoutSeconds", "TimeoutSeconds", K::Pointer(&K::Int64)),
        F::new("maxUnavailable", "MaxUnavailable", K::Pointer(&K::IntOrString)),
        F::new("maxSurge", "MaxSurge", K::Pointer(&K::IntOrString)),
        F::new("pre", "Pre", K::Pointer(&K::Struct(&super::openshift::LIFECYCLE_HOOK))),
        F::new("post", "Post", K::Pointer(&K::Struct(&super::openshift::LIFECYCLE_HOOK))),
    ],
    by_json: &[1, 4, 3, 6, 5, 2, 0],
    embedded: &[],
};

/// `openshift.TagImageHook`.
pub static TAG_IMAGE_HOOK: StructType = StructType {
    name: "v1.TagImageHook",
    fields: &[
        F::new("containerName", "ContainerName", K::String("string")).always(),
        F::new("to", "To", K::Struct(&super::core_common::OBJECT_REFERENCE)).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};
