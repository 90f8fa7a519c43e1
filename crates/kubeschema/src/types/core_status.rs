//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `core_status` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `core.ContainerState`.
pub static CONTAINER_STATE: StructType = StructType {
    name: "v1.ContainerState",
    fields: &[
        F::new("waiting", "Waiting", K::Pointer(&K::Struct(&super::core_status::CONTAINER_STATE_WAITING))),
        F::new("running", "Running", K::Pointer(&K::Struct(&super::core_status::CONTAINER_STATE_RUNNING))),
        F::new("terminated", "Terminated", K::Pointer(&K::Struct(&super::core_status::CONTAINER_STATE_TERMINATED))),
    ],
    by_json: &[1, 2, 0],
    embedded: &[],
};

/// `core.ContainerStateRunning`.
pub static CONTAINER_STATE_RUNNING: StructType = StructType {
    name: "v1.ContainerStateRunning",
    fields: &[
        F::new("startedAt", "StartedAt", K::Time).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.ContainerStateTerminated`.
pub static CONTAINER_STATE_TERMINATED: StructType = StructType {
    name: "v1.ContainerStateTerminated",
    fields: &[
        F::new("exitCode", "ExitCode", K::Int32).always(),
        F::new("signal", "Signal", K::Int32),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
        F::new("startedAt", "StartedAt", K::Time).always(),
        F::new("finishedAt", "FinishedAt", K::Time).always(),
        F::new("containerID", "ContainerID", K::String("string")),
    ],
    by_json: &[6, 0, 5, 3, 2, 1, 4],
    embedded: &[],
};

/// `core.ContainerStateWaiting`.
pub static CONTAINER_STATE_WAITING: StructType = StructType {
    name: "v1.ContainerStateWaiting",
    fields: &[
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.ContainerStatus`.
pub static CONTAINER_STATUS: StructType = StructType {
    name: "v1.ContainerStatus",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("state", "State", K::Struct(&super::core_status::CONTAINER_STATE)).always(),
        F::new("lastState", "LastTerminationState", K::Struct(&super::core_status::CONTAINER_STATE)).always(),
        F::new("ready", "Ready", K::Bool).always(),
        F::new("restartCount", "RestartCount", K::Int32).always(),
        F::new("image", "Image", K::String("string")).always(),
        F::new("imageID", "ImageID", K::String("string")).always(),
        F::new("containerID", "ContainerID", K::String("string")),
        F::new("started", "Started", K::Pointer(&K::Bool)),
        F::new("allocatedResources", "AllocatedResources", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("resources", "Resources", K::Pointer(&K::Struct(&super::core_container::RESOURCE_REQUIREMENTS))),
        F::new("volumeMounts", "VolumeMounts", K::List(&K::Struct(&super::core_status::VOLUME_MOUNT_STATUS), "[]v1.VolumeMountStatus")).by_key("mountPath"),
        F::new("user", "User", K::Pointer(&K::Struct(&super::core_container::CONTAINER_USER))),
        F::new("allocatedResourcesStatus", "AllocatedResourcesStatus", K::List(&K::Struct(&super::core_status::RESOURCE_STATUS), "[]v1.ResourceStatus")).by_key("name"),
        F::new("stopSignal", "StopSignal", K::Pointer(&K::String("v1.Signal"))),
    ],
    by_json: &[9, 13, 7, 5, 6, 2, 0, 3, 10, 4, 8, 1, 14, 12, 11],
    embedded: &[],
};

/// `core.ModifyVolumeStatus`.
pub static MODIFY_VOLUME_STATUS: StructType = StructType {
    name: "v1.ModifyVolumeStatus",
    fields: &[
        F::new("targetVolumeAttributesClassName", "TargetVolumeAttributesClassName", K::String("string")),
        F::new("status", "Status", K::String("v1.PersistentVolumeClaimModifyVolumeStatus")).always(),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.PersistentVolumeClaimCondition`.
pub static PERSISTENT_VOLUME_CLAIM_CONDITION: StructType = StructType {
    name: "v1.PersistentVolumeClaimCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.PersistentVolumeClaimConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastProbeTime", "LastProbeTime", K::Time).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[2, 3, 5, 4, 1, 0],
    embedded: &[],
};

/// `core.PersistentVolumeClaimStatus`.
pub static PERSISTENT_VOLUME_CLAIM_STATUS: StructType = StructType {
    name: "v1.PersistentVolumeClaimStatus",
    fields: &[
        F::new("phase", "Phase", K::String("v1.PersistentVolumeClaimPhase")),
        F::new("accessModes", "AccessModes", K::List(&K::String("v1.PersistentVolumeAccessMode"), "[]v1.PersistentVolumeAccessMode")),
        F::new("capacity", "Capacity", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::core_status::PERSISTENT_VOLUME_CLAIM_CONDITION), "[]v1.PersistentVolumeClaimCondition")).by_key("type"),
        F::new("allocatedResources", "AllocatedResources", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("allocatedResourceStatuses", "AllocatedResourceStatuses", K::Map(&K::String("string"), "map[v1.ResourceName]v1.ClaimResourceStatus")),
        F::new("currentVolumeAttributesClassName", "CurrentVolumeAttributesClassName", K::Pointer(&K::String("string"))),
        F::new("modifyVolumeStatus", "ModifyVolumeStatus", K::Pointer(&K::Struct(&super::core_status::MODIFY_VOLUME_STATUS))),
    ],
    by_json: &[1, 5, 4, 2, 3, 6, 7, 0],
    embedded: &[],
};

/// `core.PodCondition`.
pub static POD_CONDITION: StructType = StructType {
    name: "v1.PodCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.PodConditionType")).always(),
        F::new("observedGeneration", "ObservedGeneration", K::Int64),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastProbeTime", "LastProbeTime", K::Time).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[3, 4, 6, 1, 5, 2, 0],
    embedded: &[],
};

/// `core.PodExtendedResourceClaimStatus`.
pub static POD_EXTENDED_RESOURCE_CLAIM_STATUS: StructType = StructType {
    name: "v1.PodExtendedResourceClaimStatus",
    fields: &[
        F::new("requestMappings", "RequestMappings", K::List(&K::Struct(&super::core_container::CONTAINER_EXTENDED_RESOURCE_REQUEST), "[]v1.ContainerExtendedResourceRequest")).always(),
        F::new("resourceClaimName", "ResourceClaimName", K::String("string")).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.PodResourceClaimStatus`.
pub static POD_RESOURCE_CLAIM_STATUS: StructType = StructType {
    name: "v1.PodResourceClaimStatus",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("resourceClaimName", "ResourceClaimName", K::Pointer(&K::String("string"))),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.PodStatus`.
pub static POD_STATUS: StructType = StructType {
    name: "v1.PodStatus",
    fields: &[
        F::new("observedGeneration", "ObservedGeneration", K::Int64),
        F::new("phase", "Phase", K::String("v1.PodPhase")),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::core_status::POD_CONDITION), "[]v1.PodCondition")).by_key("type"),
        F::new("message", "Message", K::String("string")),
        F::new("reason", "Reason", K::String("string")),
        F::new("nominatedNodeName", "NominatedNodeName", K::String("string")),
        F::new("hostIP", "HostIP", K::String("string")),
        F::new("hostIPs", "HostIPs", K::List(&K::Struct(&super::core_common::HOST_IP), "[]v1.HostIP")).by_key("ip"),
        F::new("podIP", "PodIP", K::String("string")),
        F::new("podIPs", "PodIPs", K::List(&K::Struct(&super::core_pod::POD_IP), "[]v1.PodIP")).by_key("ip"),
        F::new("startTime", "StartTime", K::Pointer(&K::Time)),
        F::new("initContainerStatuses", "InitContainerStatuses", K::List(&K::Struct(&super::core_status::CONTAINER_STATUS), "[]v1.ContainerStatus")),
        F::new("containerStatuses", "ContainerStatuses", K::List(&K::Struct(&super::core_status::CONTAINER_STATUS), "[]v1.ContainerStatus")),
        F::new("qosClass", "QOSClass", K::String("v1.PodQOSClass")),
        F::new("ephemeralContainerStatuses", "EphemeralContainerStatuses", K::List(&K::Struct(&super::core_status::CONTAINER_STATUS), "[]v1.ContainerStatus")),
        F::new("resize", "Resize", K::String("v1.PodResizeStatus")),
        F::new("resourceClaimStatuses", "ResourceClaimStatuses", K::List(&K::Struct(&super::core_status::POD_RESOURCE_CLAIM_STATUS), "[]v1.PodResourceClaimStatus")).by_key("name").retain_keys(),
        F::new("extendedResourceClaimStatus", "ExtendedResourceClaimStatus", K::Pointer(&K::Struct(&super::core_status::POD_EXTENDED_RESOURCE_CLAIM_STATUS))),
        F::new("allocatedResources", "AllocatedResources", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("resources", "Resources", K::Pointer(&K::Struct(&super::core_container::RESOURCE_REQUIREMENTS))),
    ],
    by_json: &[18, 2, 12, 14, 17, 6, 7, 11, 3, 5, 0, 1, 8, 9, 13, 4, 15, 16, 19, 10],
    embedded: &[],
};

/// `core.ReplicationControllerCondition`.
pub static REPLICATION_CONTROLLER_CONDITION: StructType = StructType {
    name: "v1.ReplicationControllerCondition",
    fields: &[
        F::new("type", "Type", K::String("v1.ReplicationControllerConditionType")).always(),
        F::new("status", "Status", K::String("v1.ConditionStatus")).always(),
        F::new("lastTransitionTime", "LastTransitionTime", K::Time).always(),
        F::new("reason", "Reason", K::String("string")),
        F::new("message", "Message", K::String("string")),
    ],
    by_json: &[2, 4, 3, 1, 0],
    embedded: &[],
};

/// `core.ReplicationControllerStatus`.
pub static REPLICATION_CONTROLLER_STATUS: StructType = StructType {
    name: "v1.ReplicationControllerStatus",
    fields: &[
        F::new("replicas", "Replicas", K::Int32).always(),
        F::new("fullyLabeledReplicas", "FullyLabeledReplicas", K::Int32),
        F::new("readyReplicas", "ReadyReplicas", K::Int32),
        F::new("availableReplicas", "AvailableReplicas", K::Int32),
        F::new("observedGeneration", "ObservedGeneration", K::Int64),
        F::new("conditions", "Conditions", K::List(&K::Struct(&super::core_status::REPLICATION_CONTROLLER_CONDITION), "[]v1.ReplicationControllerCondition")).by_key("type"),
    ],
    by_json: &[3, 5, 1, 4, 2, 0],
    embedded: &[],
};

/// `core.ResourceStatus`.
pub static RESOURCE_STATUS: StructType = StructType {
    name: "v1.ResourceStatus",
    fields: &[
        F::new("name", "Name", K::String("v1.ResourceName")).always(),
        F::new("resources", "Resources", K::List(&K::Struct(&super::core_common::RESOURCE_HEALTH), "[]v1.ResourceHealth")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.VolumeMountStatus`.
pub static VOLUME_MOUNT_STATUS: StructType = StructType {
    name: "v1.VolumeMountStatus",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("mountPath", "MountPath", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("recursiveReadOnly", "RecursiveReadOnly", K::Pointer(&K::String("v1.RecursiveReadOnlyMode"))),
    ],
    by_json: &[1, 0, 2, 3],
    embedded: &[],
};
