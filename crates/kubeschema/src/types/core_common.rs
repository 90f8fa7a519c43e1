//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `core_common` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `core.AppArmorProfile`.
pub static APP_ARMOR_PROFILE: StructType = StructType {
    name: "v1.AppArmorProfile",
    fields: &[
        F::new("type", "Type", K::String("v1.AppArmorProfileType")).always(),
        F::new("localhostProfile", "LocalhostProfile", K::Pointer(&K::String("string"))),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.Capabilities`.
pub static CAPABILITIES: StructType = StructType {
    name: "v1.Capabilities",
    fields: &[
        F::new("add", "Add", K::List(&K::String("v1.Capability"), "[]v1.Capability")),
        F::new("drop", "Drop", K::List(&K::String("v1.Capability"), "[]v1.Capability")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.HTTPHeader`.
pub static HTTP_HEADER: StructType = StructType {
    name: "v1.HTTPHeader",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("value", "Value", K::String("string")).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.HostAlias`.
pub static HOST_ALIAS: StructType = StructType {
    name: "v1.HostAlias",
    fields: &[
        F::new("ip", "IP", K::String("string")).always(),
        F::new("hostnames", "Hostnames", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.HostIP`.
pub static HOST_IP: StructType = StructType {
    name: "v1.HostIP",
    fields: &[
        F::new("ip", "IP", K::String("string")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.LinuxContainerUser`.
pub static LINUX_CONTAINER_USER: StructType = StructType {
    name: "v1.LinuxContainerUser",
    fields: &[
        F::new("uid", "UID", K::Int64).always(),
        F::new("gid", "GID", K::Int64).always(),
        F::new("supplementalGroups", "SupplementalGroups", K::List(&K::Int64, "[]int64")),
    ],
    by_json: &[1, 2, 0],
    embedded: &[],
};

/// `core.List`.
pub static LIST: StructType = StructType {
    name: "v1.List",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ListMeta", K::Struct(&super::meta::LIST_META)).always(),
        F::new("items", "Items", K::List(&K::Raw("runtime.RawExtension"), "[]runtime.RawExtension")).always(),
    ],
    by_json: &[1, 3, 0, 2],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `core.LocalObjectReference`.
pub static LOCAL_OBJECT_REFERENCE: StructType = StructType {
    name: "v1.LocalObjectReference",
    fields: &[
        F::new("name", "Name", K::String("string")),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.NodeSelectorRequirement`.
pub static NODE_SELECTOR_REQUIREMENT: StructType = StructType {
    name: "v1.NodeSelectorRequirement",
    fields: &[
        F::new("key", "Key", K::String("string")).always(),
        F::new("operator", "Operator", K::String("v1.NodeSelectorOperator")).always(),
        F::new("values", "Values", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.ObjectReference`.
pub static OBJECT_REFERENCE: StructType = StructType {
    name: "v1.ObjectReference",
    fields: &[
        F::new("kind", "Kind", K::String("string")),
        F::new("namespace", "Namespace", K::String("string")),
        F::new("name", "Name", K::String("string")),
        F::new("uid", "UID", K::String("types.UID")),
        F::new("apiVersion", "APIVersion", K::String("string")),
        F::new("resourceVersion", "ResourceVersion", K::String("string")),
        F::new("fieldPath", "FieldPath", K::String("string")),
    ],
    by_json: &[4, 6, 0, 2, 1, 5, 3],
    embedded: &[],
};

/// `core.ReplicationController`.
pub static REPLICATION_CONTROLLER: StructType = StructType {
    name: "v1.ReplicationController",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::core_common::REPLICATION_CONTROLLER_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::core_status::REPLICATION_CONTROLLER_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `core.ReplicationControllerSpec`.
pub static REPLICATION_CONTROLLER_SPEC: StructType = StructType {
    name: "v1.ReplicationControllerSpec",
    fields: &[
        F::new("replicas", "Replicas", K::Pointer(&K::Int32)),
        F::new("minReadySeconds", "MinReadySeconds", K::Int32),
        F::new("selector", "Selector", K::Map(&K::String("string"), "map[string]string")),
        F::new("template", "Template", K::Pointer(&K::Struct(&super::core_pod::POD_TEMPLATE_SPEC))),
    ],
    by_json: &[1, 0, 2, 3],
    embedded: &[],
};

/// `core.ResourceClaim`.
pub static RESOURCE_CLAIM: StructType = StructType {
    name: "v1.ResourceClaim",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("request", "Request", K::String("string")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.ResourceHealth`.
pub static RESOURCE_HEALTH: StructType = StructType {
    name: "v1.ResourceHealth",
    fields: &[
        F::new("resourceID", "ResourceID", K::String("v1.ResourceID")).always(),
        F::new("health", "Health", K::String("v1.ResourceHealthStatus")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.SeccompProfile`.
pub static SECCOMP_PROFILE: StructType = StructType {
    name: "v1.SeccompProfile",
    fields: &[
        F::new("type", "Type", K::String("v1.SeccompProfileType")).always(),
        F::new("localhostProfile", "LocalhostProfile", K::Pointer(&K::String("string"))),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.Sysctl`.
pub static SYSCTL: StructType = StructType {
    name: "v1.Sysctl",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("value", "Value", K::String("string")).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.TypedLocalObjectReference`.
pub static TYPED_LOCAL_OBJECT_REFERENCE: StructType = StructType {
    name: "v1.TypedLocalObjectReference",
    fields: &[
        F::new("apiGroup", "APIGroup", K::Pointer(&K::String("string"))).always(),
        F::new("kind", "Kind", K::String("string")).always(),
        F::new("name", "Name", K::String("string")).always(),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.TypedObjectReference`.
pub static TYPED_OBJECT_REFERENCE: StructType = StructType {
    name: "v1.TypedObjectReference",
    fields: &[
        F::new("apiGroup", "APIGroup", K::Pointer(&K::String("string"))).always(),
        F::new("kind", "Kind", K::String("string")).always(),
        F::new("name", "Name", K::String("string")).always(),
        F::new("namespace", "Namespace", K::Pointer(&K::String("string"))),
    ],
    by_json: &[0, 1, 2, 3],
    embedded: &[],
};

/// `core.WorkloadReference`.
pub static WORKLOAD_REFERENCE: StructType = StructType {
    name: "v1.WorkloadReference",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("podGroup", "PodGroup", K::String("string")).always(),
        F::new("podGroupReplicaKey", "PodGroupReplicaKey", K::String("string")),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};
