//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `core_volume_source` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `core.AWSElasticBlockStoreVolumeSource`.
pub static AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE: StructType = StructType {
    name: "v1.AWSElasticBlockStoreVolumeSource",
    fields: &[
        F::new("volumeID", "VolumeID", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
        F::new("partition", "Partition", K::Int32),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[1, 2, 3, 0],
    embedded: &[],
};

/// `core.AzureDiskVolumeSource`.
pub static AZURE_DISK_VOLUME_SOURCE: StructType = StructType {
    name: "v1.AzureDiskVolumeSource",
    fields: &[
        F::new("diskName", "DiskName", K::String("string")).always(),
        F::new("diskURI", "DataDiskURI", K::String("string")).always(),
        F::new("cachingMode", "CachingMode", K::Pointer(&K::String("v1.AzureDataDiskCachingMode"))),
        F::new("fsType", "FSType", K::Pointer(&K::String("string"))),
        F::new("readOnly", "ReadOnly", K::Pointer(&K::Bool)),
        F::new("kind", "Kind", K::Pointer(&K::String("v1.AzureDataDiskKind"))),
    ],
    by_json: &[2, 0, 1, 3, 5, 4],
    embedded: &[],
};

/// `core.AzureFileVolumeSource`.
pub static AZURE_FILE_VOLUME_SOURCE: StructType = StructType {
    name: "v1.AzureFileVolumeSource",
    fields: &[
        F::new("secretName", "SecretName", K::String("string")).always(),
        F::new("shareName", "ShareName", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[2, 0, 1],
    embedded: &[],
};

/// `core.CSIVolumeSource`.
pub static CSI_VOLUME_SOURCE: StructType = StructType {
    name: "v1.CSIVolumeSource",
    fields: &[
        F::new("driver", "Driver", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Pointer(&K::Bool)),
        F::new("fsType", "FSType", K::Pointer(&K::String("string"))),
        F::new("volumeAttributes", "VolumeAttributes", K::Map(&K::String("string"), "map[string]string")),
        F::new("nodePublishSecretRef", "NodePublishSecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))),
    ],
    by_json: &[0, 2, 4, 1, 3],
    embedded: &[],
};

/// `core.CephFSVolumeSource`.
pub static CEPH_FS_VOLUME_SOURCE: StructType = StructType {
    name: "v1.CephFSVolumeSource",
    fields: &[
        F::new("monitors", "Monitors", K::List(&K::String("string"), "[]string")).always(),
        F::new("path", "Path", K::String("string")),
        F::new("user", "User", K::String("string")),
        F::new("secretFile", "SecretFile", K::String("string")),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[0, 1, 5, 3, 4, 2],
    embedded: &[],
};

/// `core.CinderVolumeSource`.
pub static CINDER_VOLUME_SOURCE: StructType = StructType {
    name: "v1.CinderVolumeSource",
    fields: &[
        F::new("volumeID", "VolumeID", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))),
    ],
    by_json: &[1, 2, 3, 0],
    embedded: &[],
};

/// `core.ConfigMapVolumeSource`.
pub static CONFIG_MAP_VOLUME_SOURCE: StructType = StructType {
    name: "v1.ConfigMapVolumeSource",
    fields: &[
        F::new("name", "Name", K::String("string")).via(&["LocalObjectReference"]),
        F::new("items", "Items", K::List(&K::Struct(&super::core_volume::KEY_TO_PATH), "[]v1.KeyToPath")),
        F::new("defaultMode", "DefaultMode", K::Pointer(&K::Int32)),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[2, 1, 0, 3],
    embedded: &[Embedded { go: "LocalObjectReference", of: &super::core_common::LOCAL_OBJECT_REFERENCE }],
};

/// `core.DownwardAPIVolumeSource`.
pub static DOWNWARD_API_VOLUME_SOURCE: StructType = StructType {
    name: "v1.DownwardAPIVolumeSource",
    fields: &[
        F::new("items", "Items", K::List(&K::Struct(&super::core_volume::DOWNWARD_API_VOLUME_FILE), "[]v1.DownwardAPIVolumeFile")),
        F::new("defaultMode", "DefaultMode", K::Pointer(&K::Int32)),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.EmptyDirVolumeSource`.
pub static EMPTY_DIR_VOLUME_SOURCE: StructType = StructType {
    name: "v1.EmptyDirVolumeSource",
    fields: &[
        F::new("medium", "Medium", K::String("v1.StorageMedium")),
        F::new("sizeLimit", "SizeLimit", K::Pointer(&K::Quantity)),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.EphemeralVolumeSource`.
pub static EPHEMERAL_VOLUME_SOURCE: StructType = StructType {
    name: "v1.EphemeralVolumeSource",
    fields: &[
        F::new("volumeClaimTemplate", "VolumeClaimTemplate", K::Pointer(&K::Struct(&super::core_volume::PERSISTENT_VOLUME_CLAIM_TEMPLATE))),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.FCVolumeSource`.
pub static FC_VOLUME_SOURCE: StructType = StructType {
    name: "v1.FCVolumeSource",
    fields: &[
        F::new("targetWWNs", "TargetWWNs", K::List(&K::String("string"), "[]string")),
        F::new("lun", "Lun", K::Pointer(&K::Int32)),
        F::new("fsType", "FSType", K::String("string")),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("wwids", "WWIDs", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[2, 1, 3, 0, 4],
    embedded: &[],
};

/// `core.FlexVolumeSource`.
pub static FLEX_VOLUME_SOURCE: StructType = StructType {
    name: "v1.FlexVolumeSource",
    fields: &[
        F::new("driver", "Driver", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("options", "Options", K::Map(&K::String("string"), "map[string]string")),
    ],
    by_json: &[0, 1, 4, 3, 2],
    embedded: &[],
};

/// `core.FlockerVolumeSource`.
pub static FLOCKER_VOLUME_SOURCE: StructType = StructType {
    name: "v1.FlockerVolumeSource",
    fields: &[
        F::new("datasetName", "DatasetName", K::String("string")),
        F::new("datasetUUID", "DatasetUUID", K::String("string")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.GCEPersistentDiskVolumeSource`.
pub static GCE_PERSISTENT_DISK_VOLUME_SOURCE: StructType = StructType {
    name: "v1.GCEPersistentDiskVolumeSource",
    fields: &[
        F::new("pdName", "PDName", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
        F::new("partition", "Partition", K::Int32),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[1, 2, 0, 3],
    embedded: &[],
};

/// `core.GitRepoVolumeSource`.
pub static GIT_REPO_VOLUME_SOURCE: StructType = StructType {
    name: "v1.GitRepoVolumeSource",
    fields: &[
        F::new("repository", "Repository", K::String("string")).always(),
        F::new("revision", "Revision", K::String("string")),
        F::new("directory", "Directory", K::String("string")),
    ],
    by_json: &[2, 0, 1],
    embedded: &[],
};

/// `core.GlusterfsVolumeSource`.
pub static GLUSTERFS_VOLUME_SOURCE: StructType = StructType {
    name: "v1.GlusterfsVolumeSource",
    fields: &[
        F::new("endpoints", "EndpointsName", K::String("string")).always(),
        F::new("path", "Path", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.HostPathVolumeSource`.
pub static HOST_PATH_VOLUME_SOURCE: StructType = StructType {
    name: "v1.HostPathVolumeSource",
    fields: &[
        F::new("path", "Path", K::String("string")).always(),
        F::new("type", "Type", K::Pointer(&K::String("v1.HostPathType"))),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.ISCSIVolumeSource`.
pub static ISCSI_VOLUME_SOURCE: StructType = StructType {
    name: "v1.ISCSIVolumeSource",
    fields: &[
        F::new("targetPortal", "TargetPortal", K::String("string")).always(),
        F::new("iqn", "IQN", K::String("string")).always(),
        F::new("lun", "Lun", K::Int32).always(),
        F::new("iscsiInterface", "ISCSIInterface", K::String("string")),
        F::new("fsType", "FSType", K::String("string")),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("portals", "Portals", K::List(&K::String("string"), "[]string")),
        F::new("chapAuthDiscovery", "DiscoveryCHAPAuth", K::Bool),
        F::new("chapAuthSession", "SessionCHAPAuth", K::Bool),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))),
        F::new("initiatorName", "InitiatorName", K::Pointer(&K::String("string"))),
    ],
    by_json: &[7, 8, 4, 10, 1, 3, 2, 6, 5, 9, 0],
    embedded: &[],
};

/// `core.ImageVolumeSource`.
pub static IMAGE_VOLUME_SOURCE: StructType = StructType {
    name: "v1.ImageVolumeSource",
    fields: &[
        F::new("reference", "Reference", K::String("string")),
        F::new("pullPolicy", "PullPolicy", K::String("v1.PullPolicy")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.NFSVolumeSource`.
pub static NFS_VOLUME_SOURCE: StructType = StructType {
    name: "v1.NFSVolumeSource",
    fields: &[
        F::new("server", "Server", K::String("string")).always(),
        F::new("path", "Path", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[1, 2, 0],
    embedded: &[],
};

/// `core.PersistentVolumeClaimVolumeSource`.
pub static PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE: StructType = StructType {
    name: "v1.PersistentVolumeClaimVolumeSource",
    fields: &[
        F::new("claimName", "ClaimName", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.PhotonPersistentDiskVolumeSource`.
pub static PHOTON_PERSISTENT_DISK_VOLUME_SOURCE: StructType = StructType {
    name: "v1.PhotonPersistentDiskVolumeSource",
    fields: &[
        F::new("pdID", "PdID", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.PortworxVolumeSource`.
pub static PORTWORX_VOLUME_SOURCE: StructType = StructType {
    name: "v1.PortworxVolumeSource",
    fields: &[
        F::new("volumeID", "VolumeID", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[1, 2, 0],
    embedded: &[],
};

/// `core.ProjectedVolumeSource`.
pub static PROJECTED_VOLUME_SOURCE: StructType = StructType {
    name: "v1.ProjectedVolumeSource",
    fields: &[
        F::new("sources", "Sources", K::List(&K::Struct(&super::core_volume::VOLUME_PROJECTION), "[]v1.VolumeProjection")).always(),
        F::new("defaultMode", "DefaultMode", K::Pointer(&K::Int32)),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.QuobyteVolumeSource`.
pub static QUOBYTE_VOLUME_SOURCE: StructType = StructType {
    name: "v1.QuobyteVolumeSource",
    fields: &[
        F::new("registry", "Registry", K::String("string")).always(),
        F::new("volume", "Volume", K::String("string")).always(),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("user", "User", K::String("string")),
        F::new("group", "Group", K::String("string")),
        F::new("tenant", "Tenant", K::String("string")),
    ],
    by_json: &[4, 2, 0, 5, 3, 1],
    embedded: &[],
};

/// `core.RBDVolumeSource`.
pub static RBD_VOLUME_SOURCE: StructType = StructType {
    name: "v1.RBDVolumeSource",
    fields: &[
        F::new("monitors", "CephMonitors", K::List(&K::String("string"), "[]string")).always(),
        F::new("image", "RBDImage", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
        F::new("pool", "RBDPool", K::String("string")),
        F::new("user", "RadosUser", K::String("string")),
        F::new("keyring", "Keyring", K::String("string")),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[2, 1, 5, 0, 3, 7, 6, 4],
    embedded: &[],
};

/// `core.ScaleIOVolumeSource`.
pub static SCALE_IO_VOLUME_SOURCE: StructType = StructType {
    name: "v1.ScaleIOVolumeSource",
    fields: &[
        F::new("gateway", "Gateway", K::String("string")).always(),
        F::new("system", "System", K::String("string")).always(),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))).always(),
        F::new("sslEnabled", "SSLEnabled", K::Bool),
        F::new("protectionDomain", "ProtectionDomain", K::String("string")),
        F::new("storagePool", "StoragePool", K::String("string")),
        F::new("storageMode", "StorageMode", K::String("string")),
        F::new("volumeName", "VolumeName", K::String("string")),
        F::new("fsType", "FSType", K::String("string")),
        F::new("readOnly", "ReadOnly", K::Bool),
    ],
    by_json: &[8, 0, 4, 9, 2, 3, 6, 5, 1, 7],
    embedded: &[],
};

/// `core.SecretVolumeSource`.
pub static SECRET_VOLUME_SOURCE: StructType = StructType {
    name: "v1.SecretVolumeSource",
    fields: &[
        F::new("secretName", "SecretName", K::String("string")),
        F::new("items", "Items", K::List(&K::Struct(&super::core_volume::KEY_TO_PATH), "[]v1.KeyToPath")),
        F::new("defaultMode", "DefaultMode", K::Pointer(&K::Int32)),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[2, 1, 3, 0],
    embedded: &[],
};

/// `core.StorageOSVolumeSource`.
pub static STORAGE_OS_VOLUME_SOURCE: StructType = StructType {
    name: "v1.StorageOSVolumeSource",
    fields: &[
        F::new("volumeName", "VolumeName", K::String("string")),
        F::new("volumeNamespace", "VolumeNamespace", K::String("string")),
        F::new("fsType", "FSType", K::String("string")),
        F::new("readOnly", "ReadOnly", K::Bool),
        F::new("secretRef", "SecretRef", K::Pointer(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE))),
    ],
    by_json: &[2, 3, 4, 0, 1],
    embedded: &[],
};

/// `core.VolumeSource`.
pub static VOLUME_SOURCE: StructType = StructType {
    name: "v1.VolumeSource",
    fields: &[
        F::new("hostPath", "HostPath", K::Pointer(&K::Struct(&super::core_volume_source::HOST_PATH_VOLUME_SOURCE))),
        F::new("emptyDir", "EmptyDir", K::Pointer(&K::Struct(&super::core_volume_source::EMPTY_DIR_VOLUME_SOURCE))),
        F::new("gcePersistentDisk", "GCEPersistentDisk", K::Pointer(&K::Struct(&super::core_volume_source::GCE_PERSISTENT_DISK_VOLUME_SOURCE))),
        F::new("awsElasticBlockStore", "AWSElasticBlockStore", K::Pointer(&K::Struct(&super::core_volume_source::AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE))),
        F::new("gitRepo", "GitRepo", K::Pointer(&K::Struct(&super::core_volume_source::GIT_REPO_VOLUME_SOURCE))),
        F::new("secret", "Secret", K::Pointer(&K::Struct(&super::core_volume_source::SECRET_VOLUME_SOURCE))),
        F::new("nfs", "NFS", K::Pointer(&K::Struct(&super::core_volume_source::NFS_VOLUME_SOURCE))),
        F::new("iscsi", "ISCSI", K::Pointer(&K::Struct(&super::core_volume_source::ISCSI_VOLUME_SOURCE))),
        F::new("glusterfs", "Glusterfs", K::Pointer(&K::Struct(&super::core_volume_source::GLUSTERFS_VOLUME_SOURCE))),
        F::new("persistentVolumeClaim", "PersistentVolumeClaim", K::Pointer(&K::Struct(&super::core_volume_source::PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE))),
        F::new("rbd", "RBD", K::Pointer(&K::Struct(&super::core_volume_source::RBD_VOLUME_SOURCE))),
        F::new("flexVolume", "FlexVolume", K::Pointer(&K::Struct(&super::core_volume_source::FLEX_VOLUME_SOURCE))),
        F::new("cinder", "Cinder", K::Pointer(&K::Struct(&super::core_volume_source::CINDER_VOLUME_SOURCE))),
        F::new("cephfs", "CephFS", K::Pointer(&K::Struct(&super::core_volume_source::CEPH_FS_VOLUME_SOURCE))),
        F::new("flocker", "Flocker", K::Pointer(&K::Struct(&super::core_volume_source::FLOCKER_VOLUME_SOURCE))),
        F::new("downwardAPI", "DownwardAPI", K::Pointer(&K::Struct(&super::core_volume_source::DOWNWARD_API_VOLUME_SOURCE))),
        F::new("fc", "FC", K::Pointer(&K::Struct(&super::core_volume_source::FC_VOLUME_SOURCE))),
        F::new("azureFile", "AzureFile", K::Pointer(&K::Struct(&super::core_volume_source::AZURE_FILE_VOLUME_SOURCE))),
        F::new("configMap", "ConfigMap", K::Pointer(&K::Struct(&super::core_volume_source::CONFIG_MAP_VOLUME_SOURCE))),
        F::new("vsphereVolume", "VsphereVolume", K::Pointer(&K::Struct(&super::core_volume_source::VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE))),
        F::new("quobyte", "Quobyte", K::Pointer(&K::Struct(&super::core_volume_source::QUOBYTE_VOLUME_SOURCE))),
        F::new("azureDisk", "AzureDisk", K::Pointer(&K::Struct(&super::core_volume_source::AZURE_DISK_VOLUME_SOURCE))),
        F::new("photonPersistentDisk", "PhotonPersistentDisk", K::Pointer(&K::Struct(&super::core_volume_source::PHOTON_PERSISTENT_DISK_VOLUME_SOURCE))),
        F::new("projected", "Projected", K::Pointer(&K::Struct(&super::core_volume_source::PROJECTED_VOLUME_SOURCE))),
        F::new("portworxVolume", "PortworxVolume", K::Pointer(&K::Struct(&super::core_volume_source::PORTWORX_VOLUME_SOURCE))),
        F::new("scaleIO", "ScaleIO", K::Pointer(&K::Struct(&super::core_volume_source::SCALE_IO_VOLUME_SOURCE))),
        F::new("storageos", "StorageOS", K::Pointer(&K::Struct(&super::core_volume_source::STORAGE_OS_VOLUME_SOURCE))),
        F::new("csi", "CSI", K::Pointer(&K::Struct(&super::core_volume_source::CSI_VOLUME_SOURCE))),
        F::new("ephemeral", "Ephemeral", K::Pointer(&K::Struct(&super::core_volume_source::EPHEMERAL_VOLUME_SOURCE))),
        F::new("image", "Image", K::Pointer(&K::Struct(&super::core_volume_source::IMAGE_VOLUME_SOURCE))),
    ],
    by_json: &[3, 21, 17, 13, 12, 18, 27, 15, 1, 28, 16, 11, 14, 2, 4, 8, 0, 29, 7, 6, 9, 22, 24, 23, 20, 10, 25, 5, 26, 19],
    embedded: &[],
};

/// `core.VsphereVirtualDiskVolumeSource`.
pub static VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE: StructType = StructType {
    name: "v1.VsphereVirtualDiskVolumeSource",
    fields: &[
        F::new("volumePath", "VolumePath", K::String("string")).always(),
        F::new("fsType", "FSType", K::String("string")),
        F::new("storagePolicyName", "StoragePolicyName", K::String("string")),
        F::new("storagePolicyID", "StoragePolicyID", K::String("string")),
    ],
    by_json: &[1, 3, 2, 0],
    embedded: &[],
};
