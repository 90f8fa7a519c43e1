//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `batch` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `batch.CronJob`.
pub static CRON_JOB: StructType = StructType {
    name: "v1.CronJob",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::batch::CRON_JOB_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::batch::CRON_JOB_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `batch.CronJobSpec`.
pub static CRON_JOB_SPEC: StructType = StructType {
    name: "v1.CronJobSpec",
    fields: &[
        F::new("schedule", "Schedule", K::String("string")).always(),
        F::new("timeZone", "TimeZone", K::Pointer(&K::String("string"))),
        F::new("startingDeadlineSeconds", "StartingDeadlineSeconds", K::Pointer(&K::Int64)),
        F::new("concurrencyPolicy", "ConcurrencyPolicy", K::String("v1.ConcurrencyPolicy")),
        F::new("suspend", "Suspend", K::Pointer(&K::Bool)),
        F::new("jobTemplate", "JobTemplate", K::Struct(&super::batch::JOB_TEMPLATE_SPEC)).always(),
        F::new("successfulJobsHistoryLimit", "SuccessfulJobsHistoryLimit", K::Pointer(&K::Int32)),
        F::new("failedJobsHistoryLimit", "FailedJobsHistoryLimit", K::Pointer(&K::Int32)),
    ],
    by_json: &[3, 7, 5, 0, 2, 6, 4, 1],
    embedded: &[],
};

/// `batch.CronJobStatus`.
pub static CRON_JOB_STATUS: StructType = StructType {
    name: "v1.CronJobStatus",
    fields: &[
        F::new("active", "Active", K::List(&K::Struct(&super::core_common::OBJECT_REFERENCE), "[]v1.ObjectReference")),
        F::new("lastScheduleTime", "LastScheduleTime", K::Pointer(&K::Time)),
        F::new("lastSuccessfulTime", "LastSuccessfulTime", K::Pointer(&K::Time)),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `batch.Job`.
pub static JOB: StructType = StructType {
    name: "v1.Job",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::batch::JOB_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::batch::JOB_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `batch.JobCondition`.
pub static JOB_CONDITION: StructType = StructType {
    name: "v1.JobCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.JobConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastProbeTime", "LastProbeTime", K::Time).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[2, 3, 5, 4, 1, 0],
    embedded: &[],
};

/// `batch.JobSpec`.
pub static JOB_SPEC: StructType = StructType {
    name: "v1.JobSpec",
    fields: &[
        F::new("parallelism", "Parallelism", K::Pointer(&K::Int32)),
        F::new("completions", "Completions", K::Pointer(&K::Int32)),
        F::new("activeDeadlineSeconds", "ActiveDeadlineSeconds", K::Pointer(&K::Int64)),
        F::new("podFailurePolicy", "PodFailurePolicy", K::Pointer(&K::Struct(&super::batch::POD_FAILURE_POLICY))),
        F::new("successPolicy", "SuccessPolicy", K::Pointer(&K::Struct(&super::batch::SUCCESS_POLICY))),
        F::new("backoffLimit", "BackoffLimit", K::Pointer(&K::Int32)),
        F::new("backoffLimitPerIndex", "BackoffLimitPerIndex", K::Pointer(&K::Int32)),
        F::new("maxFailedIndexes", "MaxFailedIndexes", K::Pointer(&K::Int32)),
        F::new("selector", "Selector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))),
        F::new("manualSelector", "ManualSelector", K::Pointer(&K::Bool)),
        F::new("template", "Template", K::Struct(&super::core_pod::POD_TEMPLATE_SPEC)).always(),
        F::new("ttlSecondsAfterFinished", "TTLSecondsAfterFinished", K::Pointer(&K::Int32)),
        F::new("completionMode", "CompletionMode", K::Pointer(&K::String("v1.CompletionMode"))),
        F::new("suspend", "Suspend", K::Pointer(&K::Bool)),
        F::new("podReplacementPolicy", "PodReplacementPolicy", K::Pointer(&K::String("v1.PodReplacementPolicy"))),
        F::new("managedBy", "ManagedBy", K::Pointer(&K::String("string"))),
    ],
    by_json: &[2, 5, 6, 12, 1, 15, 9, 7, 0, 3, 14, 8, 4, 13, 10, 11],
    embedded: &[],
};

/// `batch.JobStatus`.
pub static JOB_STATUS: StructType = StructType {
    name: "v1.JobStatus",
    fields: &[
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::batch::JOB_CONDITION), "[]v1.JobCondition")).by_key("type"),
        F::new("startTime", "StartTime", K::Pointer(&K::Time)),
        F::new("completionTime", "CompletionTime", K::Pointer(&K::Time)),
        F::new("active", "Active", K::Int32),
        F::new("succeeded", "Succeeded", K::Int32),
        F::new("failed", "Failed", K::Int32),
        F::new("terminating", "Terminating", K::Pointer(&K::Int32)),
        F::new("completedIndexes", "CompletedIndexes", K::String("string")),
        F::new("failedIndexes", "FailedIndexes", K::Pointer(&K::String("string"))),
        F::new("uncountedTerminatedPods", "UncountedTerminatedPods", K::Pointer(&K::Struct(&super::batch::UNCOUNTED_TERMINATED_PODS))),
        F::new("ready", "Ready", K::Pointer(&K::Int32)),
    ],
    by_json: &[3, 7, 2, 0, 5, 8, 10, 1, 4, 6, 9],
    embedded: &[],
};

/// `batch.JobTemplateSpec`.
pub static JOB_TEMPLATE_SPEC: StructType = StructType {
    name: "v1.JobTemplateSpec",
    fields: &[
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::batch::JOB_SPEC)).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `batch.PodFailurePolicy`.
pub static POD_FAILURE_POLICY: StructType = StructType {
    name: "v1.PodFailurePolicy",
    fields: &[
        F::new("rules", "Rules", K::List(&K::Struct(&super::batch::POD_FAILURE_POLICY_RULE), "[]v1.PodFailurePolicyRule")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `batch.PodFailurePolicyOnExitCodesRequirement`.
pub static POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT: StructType = StructType {
    name: "v1.PodFailurePolicyOnExitCodesRequirement",
    fields: &[
        F::new("containerName", "ContainerName", K::Pointer(&K::String("string"))),
        F::new("operator", "Operator", K::String("v1.PodFailurePolicyOnExitCodesOperator")).always(),
        F::new("values", "Values", K::List(&K::Int32, "[]int32")).always(),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `batch.PodFailurePolicyOnPodConditionsPattern`.
pub static POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN: StructType = StructType {
    name: "v1.PodFailurePolicyOnPodConditionsPattern",
    fields: &[
        F::new("type", "Type", K::String("v1.PodConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `batch.PodFailurePolicyRule`.
pub static POD_FAILURE_POLICY_RULE: StructType = StructType {
    name: "v1.PodFailurePolicyRule",
    fields: &[
        F::new("action", "Action", K::String("v1.PodFailurePolicyAction")).always(),
        F::new("onExitCodes", "OnExitCodes", K::Pointer(&K::Struct(&super::batch::POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT))),
        F::new("onPodConditions", "OnPodConditions", K::List(&K::Struct(&super::batch::POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN), "[]v1.PodFailurePolicyOnPodConditionsPattern")),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `batch.SuccessPolicy`.
pub static SUCCESS_POLICY: StructType = StructType {
    name: "v1.SuccessPolicy",
    fields: &[
        F::new("rules", "Rules", K::List(&K::Struct(&super::batch::SUCCESS_POLICY_RULE), "[]v1.SuccessPolicyRule")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `batch.SuccessPolicyRule`.
pub static SUCCESS_POLICY_RULE: StructType = StructType {
    name: "v1.SuccessPolicyRule",
    fields: &[
        F::new("succeededIndexes", "SucceededIndexes", K::Pointer(&K::String("string"))),
        F::new("succeededCount", "SucceededCount", K::Pointer(&K::Int32)),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `batch.UncountedTerminatedPods`.
pub static UNCOUNTED_TERMINATED_PODS: StructType = StructType {
    name: "v1.UncountedTerminatedPods",
    fields: &[
        F::new("succeeded", "Succeeded", K::List(&K::String("types.UID"), "[]types.UID")),
        F::new("failed", "Failed", K::List(&K::String("types.UID"), "[]types.UID")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};
