//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `meta` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `meta.LabelSelector`.
pub static LABEL_SELECTOR: StructType = StructType {
    name: "v1.LabelSelector",
    fields: &[
        F::new("matchLabels", "MatchLabels", K::Map(&K::String("string"), "map[string]string")),
        F::new("matchExpressions", "MatchExpressions", K::List(&K::Struct(&super::meta::LABEL_SELECTOR_REQUIREMENT), "[]v1.LabelSelectorRequirement")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `meta.LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT: StructType = StructType {
    name: "v1.LabelSelectorRequirement",
    fields: &[
        F::new("key", "Key", K::String("string")).always(),
        F::new("operator", "Operator", K::String("v1.LabelSelectorOperator")).always(),
        F::new("values", "Values", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `meta.ListMeta`.
pub static LIST_META: StructType = StructType {
    name: "v1.ListMeta",
    fields: &[
        F::new("selfLink", "SelfLink", K::String("string")),
        F::new("resourceVersion", "ResourceVersion", K::String("string")),
        F::new("continue", "Continue", K::String("string")),
        F::new("remainingItemCount", "RemainingItemCount", K::Pointer(&K::Int64)),
    ],
    by_json: &[2, 3, 1, 0],
    embedded: &[],
};

/// `meta.ManagedFieldsEntry`.
pub static MANAGED_FIELDS_ENTRY: StructType = StructType {
    name: "v1.ManagedFieldsEntry",
    fields: &[
        F::new("manager", "Manager", K::String("string")),
        F::new("operation", "Operation", K::String("v1.ManagedFieldsOperationType")),
        F::new("apiVersion", "APIVersion", K::String("string")),
        F::new("time", "Time", K::Pointer(&K::Time)),
        F::new("fieldsType", "FieldsType", K::String("string")),
        F::new("fieldsV1", "FieldsV1", K::Pointer(&K::Raw("v1.FieldsV1"))),
        F::new("subresource", "Subresource", K::String("string")),
    ],
    by_json: &[2, 4, 5, 0, 1, 6, 3],
    embedded: &[],
};

/// `meta.ObjectMeta`.
pub static OBJECT_META: StructType = StructType {
    name: "v1.ObjectMeta",
    fields: &[
        F::new("name", "Name", K::String("string")),
        F::new("generateName", "GenerateName", K::String("string")),
        F::new("namespace", "Namespace", K::String("string")),
        F::new("selfLink", "SelfLink", K::String("string")),
        F::new("uid", "UID", K::String("types.UID")),
        F::new("resourceVersion", "ResourceVersion", K::String("string")),
        F::new("generation", "Generation", K::Int64),
        F::new("creationTimestamp", "CreationTimestamp", K::Time),
        F::new("deletionTimestamp", "DeletionTimestamp", K::Pointer(&K::Time)),
        F::new("deletionGracePeriodSeconds", "DeletionGracePeriodSeconds", K::Pointer(&K::Int64)),
        F::new("labels", "Labels", K::Map(&K::String("string"), "map[string]string")),
        F::new("annotations", "Annotations", K::Map(&K::String("string"), "map[string]string")),
        F::new("ownerReferences", "OwnerReferences", K::List(&K::Struct(&super::meta::OWNER_REFERENCE), "[]v1.OwnerReference")).by_key("uid"),
        F::new("finalizers", "Finalizers", K::List(&K::String("string"), "[]string")).union(),
        F::new("managedFields", "ManagedFields", K::List(&K::Struct(&super::meta::MANAGED_FIELDS_ENTRY), "[]v1.ManagedFieldsEntry")),
    ],
    by_json: &[11, 7, 9, 8, 13, 1, 6, 10, 14, 0, 2, 12, 5, 3, 4],
    embedded: &[],
};

/// `meta.OwnerReference`.
pub static OWNER_REFERENCE: StructType = StructType {
    name: "v1.OwnerReference",
    fields: &[
        F::new("apiVersion", "APIVersion", K::String("string")).always(),
        F::new("kind", "Kind", K::String("string")).always(),
        F::new("name", "Name", K::String("string")).always(),
        F::new("uid", "UID", K::String("types.UID")).always(),
        F::new("controller", "Controller", K::Pointer(&K::Bool)),
        F::new("blockOwnerDeletion", "BlockOwnerDeletion", K::Pointer(&K::Bool)),
    ],
    by_json: &[0, 5, 4, 1, 2, 3],
    embedded: &[],
};

/// `meta.TypeMeta`.
pub static TYPE_META: StructType = StructType {
    name: "v1.TypeMeta",
    fields: &[
        F::new("kind", "Kind", K::String("string")),
        F::new("apiVersion", "APIVersion", K::String("string")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};
