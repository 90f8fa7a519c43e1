//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `core_volume` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `core.ClusterTrustBundleProjection`.
pub static CLUSTER_TRUST_BUNDLE_PROJECTION: StructType = StructType {
    name: "v1.ClusterTrustBundleProjection",
    fields: &[
        F::new("name", "Name", K::Pointer(&K::String("string"))),
        F::new("signerName", "SignerName", K::Pointer(&K::String("string"))),
        F::new("labelSelector", "LabelSelector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
        F::new("path", "Path", K::String("string")).always(),
    ],
    by_json: &[2, 0, 3, 4, 1],
    embedded: &[],
};

/// `core.ConfigMapEnvSource`.
pub static CONFIG_MAP_ENV_SOURCE: StructType = StructType {
    name: "v1.ConfigMapEnvSource",
    fields: &[
        F::new("name", "Name", K::String("string")).via(&["LocalObjectReference"]),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[0, 1],
    embedded: &[Embedded { go: "LocalObjectReference", of: &super::core_common::LOCAL_OBJECT_REFERENCE }],
};

/// `core.ConfigMapProjection`.
pub static CONFIG_MAP_PROJECTION: StructType = StructType {
    name: "v1.ConfigMapProjection",
    fields: &[
        F::new("name", "Name", K::String("string")).via(&["LocalObjectReference"]),
        F::new("items", "Items", K::List(&K::Struct(&super::core_volume::KEY_TO_PATH), "[]v1.KeyToPath")),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[1, 0, 2],
    embedded: &[Embedded { go: "LocalObjectReference", of: &super::core_common::LOCAL_OBJECT_REFERENCE }],
};

/// `core.DownwardAPIProjection`.
pub static DOWNWARD_API_PROJECTION: StructType = StructType {
    name: "v1.DownwardAPIProjection",
    fields: &[
        F::new("items", "Items", K::List(&K::Struct(&super::core_volume::DOWNWARD_API_VOLUME_FILE), "[]v1.DownwardAPIVolumeFile")),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.DownwardAPIVolumeFile`.
pub static DOWNWARD_API_VOLUME_FILE: StructType = StructType {
    name: "v1.DownwardAPIVolumeFile",
    fields: &[
        F::new("path", "Path", K::String("string")).always(),
        F::new("fieldRef", "FieldRef", K::Pointer(&K::Struct(&super::core_pod::OBJECT_FIELD_SELECTOR))),
        F::new("resourceFieldRef", "ResourceFieldRef", K::Pointer(&K::Struct(&super::core_pod::RESOURCE_FIELD_SELECTOR))),
        F::new("mode", "Mode", K::Pointer(&K::Int32)),
    ],
    by_json: &[1, 3, 0, 2],
    embedded: &[],
};

/// `core.EnvFromSource`.
pub static ENV_FROM_SOURCE: StructType = StructType {
    name: "v1.EnvFromSource",
    fields: &[
        F::new("prefix", "Prefix", K::String("string")),
        F::new("configMapRef", "ConfigMapRef", K::Pointer(&K::Struct(&super::core_volume::CONFIG_MAP_ENV_SOURCE))),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_volume::SECRET_ENV_SOURCE))),
    ],
    by_json: &[1, 0, 2],
    embedded: &[],
};

/// `core.EnvVarSource`.
pub static ENV_VAR_SOURCE: StructType = StructType {
    name: "v1.EnvVarSource",
    fields: &[
        F::new("fieldRef", "FieldRef", K::Pointer(&K::Struct(&super::core_pod::OBJECT_FIELD_SELECTOR))),
        F::new("resourceFieldRef", "ResourceFieldRef", K::Pointer(&K::Struct(&super::core_pod::RESOURCE_FIELD_SELECTOR))),
        F::new("configMapKeyRef", "ConfigMapKeyRef", K::Pointer(&K::Struct(&super::core_pod::CONFIG_MAP_KEY_SELECTOR))),
        F::new("secretKeyRef", "SecretKeyRef", K::Pointer(&K::Struct(&super::core_pod::SECRET_KEY_SELECTOR))),
        F::new("fileKeyRef", "FileKeyRef", K::Pointer(&K::Struct(&super::core_pod::FILE_KEY_SELECTOR))),
    ],
    by_json: &[2, 0, 4, 1, 3],
    embedded: &[],
};

/// `core.KeyToPath`.
pub static KEY_TO_PATH: StructType = StructType {
    name: "v1.KeyToPath",
    fields: &[
        F::new("key", "Key", K::String("string")).always(),
        F::new("path", "Path", K::String("string")).always(),
        F::new("mode", "Mode", K::Pointer(&K::Int32)),
    ],
    by_json: &[0, 2, 1],
    embedded: &[],
};

/// `core.PersistentVolumeClaim`.
pub static PERSISTENT_VOLUME_CLAIM: StructType = StructType {
    name: "v1.PersistentVolumeClaim",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::core_volume::PERSISTENT_VOLUME_CLAIM_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::core_status::PERSISTENT_VOLUME_CLAIM_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `core.PersistentVolumeClaimSpec`.
pub static PERSISTENT_VOLUME_CLAIM_SPEC: StructType = StructType {
    name: "v1.PersistentVolumeClaimSpec",
    fields: &[
        F::new("accessModes", "AccessModes", K::List(&K::String("v1.PersistentVolumeAccessMode"), "[]v1.PersistentVolumeAccessMode")),
        F::new("selector", "Selector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))),
        F::new("resources", "Resources", K::Struct(&super::core_volume::VOLUME_RESOURCE_REQUIREMENTS)).always(),
        F::new("volumeName", "VolumeName", K::String("string")),
        F::new("storageClassName", "StorageClassName", K::Pointer(&K::String("string"))),
        F::new("volumeMode", "VolumeMode", K::Pointer(&K::String("v1.PersistentVolumeMode"))),
        F::new("dataSource", "DataSource", K::Pointer(&K::Struct(&super::core_common::TYPED_LOCAL_OBJECT_REFERENCE))),
        F::new("dataSourceRef", "DataSourceRef", K::Pointer(&K::Struct(&super::core_common::TYPED_OBJECT_REFERENCE))),
        F::new("volumeAttributesClassName", "VolumeAttributesClassName", K::Pointer(&K::String("string"))),
    ],
    by_json: &[0, 6, 7, 2, 1, 4, 8, 5, 3],
    embedded: &[],
};

/// `core.PersistentVolumeClaimTemplate`.
pub static PERSISTENT_VOLUME_CLAIM_TEMPLATE: StructType = StructType {
    name: "v1.PersistentVolumeClaimTemplate",
    fields: &[
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::core_volume::PERSISTENT_VOLUME_CLAIM_SPEC)).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.PodCertificateProjection`.
pub static POD_CERTIFICATE_PROJECTION: StructType = StructType {
    name: "v1.PodCertificateProjection",
    fields: &[
        F::new("signerName", "SignerName", K::String("string")),
        F::new("keyType", "KeyType", K::String("string")),
        F::new("maxExpirationSeconds", "MaxExpirationSeconds", K::Pointer(&K::Int32)),
        F::new("credentialBundlePath", "CredentialBundlePath", K::String("string")),
        F::new("keyPath", "KeyPath", K::String("string")),
        F::new("certificateChainPath", "CertificateChainPath", K::String("string")),
        F::new("userAnnotations", "UserAnnotations", K::Map(&K::String("string"), "map[string]string")),
    ],
    by_json: &[5, 3, 4, 1, 2, 0, 6],
    embedded: &[],
};

/// `core.SecretEnvSource`.
pub static SECRET_ENV_SOURCE: StructType = StructType {
    name: "v1.SecretEnvSource",
    fields: &[
        F::new("name", "Name", K::String("string")).via(&["LocalObjectReference"]),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[0, 1],
    embedded: &[Embedded { go: "LocalObjectReference", of: &super::core_common::LOCAL_OBJECT_REFERENCE }],
};

/// `core.SecretProjection`.
pub static SECRET_PROJECTION: StructType = StructType {
    name: "v1.SecretProjection",
    fields: &[
        F::new("name", "Name", K::String("string")).via(&["LocalObjectReference"]),
        F::new("items", "Items", K::List(&K::Struct(&super::core_volume::KEY_TO_PATH), "[]v1.KeyToPath")),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[1, 0, 2],
    embedded: &[Embedded { go: "LocalObjectReference", of: &super::core_common::LOCAL_OBJECT_REFERENCE }],
};

/// `core.ServiceAccountTokenProjection`.
pub static SERVICE_ACCOUNT_TOKEN_PROJECTION: StructType = StructType {
    name: "v1.ServiceAccountTokenProjection",
    fields: &[
        F::new("audience", "Audience", K::String("string")),
        F::new("expirationSeconds", "ExpirationSeconds", K::Pointer(&K::Int64)),
        F::new("path", "Path", K::String("string")).always(),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.Volume`.
pub static VOLUME: StructType = StructType {
    name: "v1.Volume",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("hostPath", "HostPath", K::Pointer(&K::Struct(&super::core_volume_source::HOST_PATH_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("emptyDir", "EmptyDir", K::Pointer(&K::Struct(&super::core_volume_source::EMPTY_DIR_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("gcePersistentDisk", "GCEPersistentDisk", K::Pointer(&K::Struct(&super::core_volume_source::GCE_PERSISTENT_DISK_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("awsElasticBlockStore", "AWSElasticBlockStore", K::Pointer(&K::Struct(&super::core_volume_source::AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("gitRepo", "GitRepo", K::Pointer(&K::Struct(&super::core_volume_source::GIT_REPO_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("secret", "Secret", K::Pointer(&K::Struct(&super::core_volume_source::SECRET_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("nfs", "NFS", K::Pointer(&K::Struct(&super::core_volume_source::NFS_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("iscsi", "ISCSI", K::Pointer(&K::Struct(&super::core_volume_source::ISCSI_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("glusterfs", "Glusterfs", K::Pointer(&K::Struct(&super::core_volume_source::GLUSTERFS_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("persistentVolumeClaim", "PersistentVolumeClaim", K::Pointer(&K::Struct(&super::core_volume_source::PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("rbd", "RBD", K::Pointer(&K::Struct(&super::core_volume_source::RBD_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("flexVolume", "FlexVolume", K::Pointer(&K::Struct(&super::core_volume_source::FLEX_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("cinder", "Cinder", K::Pointer(&K::Struct(&super::core_volume_source::CINDER_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("cephfs", "CephFS", K::Pointer(&K::Struct(&super::core_volume_source::CEPH_FS_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("flocker", "Flocker", K::Pointer(&K::Struct(&super::core_volume_source::FLOCKER_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("downwardAPI", "DownwardAPI", K::Pointer(&K::Struct(&super::core_volume_source::DOWNWARD_API_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("fc", "FC", K::Pointer(&K::Struct(&super::core_volume_source::FC_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("azureFile", "AzureFile", K::Pointer(&K::Struct(&super::core_volume_source::AZURE_FILE_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("configMap", "ConfigMap", K::Pointer(&K::Struct(&super::core_volume_source::CONFIG_MAP_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("vsphereVolume", "VsphereVolume", K::Pointer(&K::Struct(&super::core_volume_source::VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("quobyte", "Quobyte", K::Pointer(&K::Struct(&super::core_volume_source::QUOBYTE_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("azureDisk", "AzureDisk", K::Pointer(&K::Struct(&super::core_volume_source::AZURE_DISK_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("photonPersistentDisk", "PhotonPersistentDisk", K::Pointer(&K::Struct(&super::core_volume_source::PHOTON_PERSISTENT_DISK_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("projected", "Projected", K::Pointer(&K::Struct(&super::core_volume_source::PROJECTED_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("portworxVolume", "PortworxVolume", K::Pointer(&K::Struct(&super::core_volume_source::PORTWORX_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("scaleIO", "ScaleIO", K::Pointer(&K::Struct(&super::core_volume_source::SCALE_IO_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("storageos", "StorageOS", K::Pointer(&K::Struct(&super::core_volume_source::STORAGE_OS_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("csi", "CSI", K::Pointer(&K::Struct(&super::core_volume_source::CSI_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("ephemeral", "Ephemeral", K::Pointer(&K::Struct(&super::core_volume_source::EPHEMERAL_VOLUME_SOURCE))).via(&["VolumeSource"]),
        F::new("image", "Image", K::Pointer(&K::Struct(&super::core_volume_source::IMAGE_VOLUME_SOURCE))).via(&["VolumeSource"]),
    ],
    by_json: &[4, 22, 18, 14, 13, 19, 28, 16, 2, 29, 17, 12, 15, 3, 5, 9, 1, 30, 8, 0, 7, 10, 23, 25, 24, 21, 11, 26, 6, 27, 20],
    embedded: &[Embedded { go: "VolumeSource", of: &super::core_volume_source::VOLUME_SOURCE }],
};

/// `core.VolumeDevice`.
pub static VOLUME_DEVICE: StructType = StructType {
    name: "v1.VolumeDevice",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("devicePath", "DevicePath", K::String("string")).always(),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.VolumeMount`.
pub static VOLUME_MOUNT: StructType = StructType {
    name: "v1.VolumeMount",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("recursiveReadOnly", "RecursiveReadOnly", K::Pointer(&K::String("v1.RecursiveReadOnlyMode"))),
        F::new("mountPath", "MountPath", K::String("string")).always(),
        F::new("subPath", "SubPath", K::String("string")),
        F::new("mountPropagation", "MountPropagation", K::Pointer(&K::String("v1.MountPropagationMode"))),
        F::new("subPathExpr", "SubPathExpr", K::String("string")),
    ],
    by_json: &[3, 5, 0, 1, 2, 4, 6],
    embedded: &[],
};

/// `core.VolumeProjection`.
pub static VOLUME_PROJECTION: StructType = StructType {
    name: "v1.VolumeProjection",
    fields: &[
        F::new("secret", "Secret", K::Pointer(&K::Struct(&super::core_volume::SECRET_PROJECTION))),
        F::new("downwardAPI", "DownwardAPI", K::Pointer(&K::Struct(&super::core_volume::DOWNWARD_API_PROJECTION))),
        F::new("configMap", "ConfigMap", K::Pointer(&K::Struct(&super::core_volume::CONFIG_MAP_PROJECTION))),
        F::new("serviceAccountToken", "ServiceAccountToken", K::Pointer(&K::Struct(&super::core_volume::SERVICE_ACCOUNT_TOKEN_PROJECTION))),
        F::new("clusterTrustBundle", "ClusterTrustBundle", K::Pointer(&K::Struct(&super::core_volume::CLUSTER_TRUST_BUNDLE_PROJECTION))),
        F::new("podCertificate", "PodCertificate", K::Pointer(&K::Struct(&super::core_volume::POD_CERTIFICATE_PROJECTION))),
    ],
    by_json: &[4, 2, 1, 5, 0, 3],
    embedded: &[],
};

/// `core.VolumeResourceRequirements`.
pub static VOLUME_RESOURCE_REQUIREMENTS: StructType = StructType {
    name: "v1.VolumeResourceRequirements",
    fields: &[
        F::new("limits", "Limits", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("requests", "Requests", K::Map(&K::Quantity, "v1.ResourceList")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};
