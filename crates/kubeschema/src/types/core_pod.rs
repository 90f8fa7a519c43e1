//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `core_pod` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `core.Affinity`.
pub static AFFINITY: StructType = StructType {
    name: "v1.Affinity",
    fields: &[
        F::new("nodeAffinity", "NodeAffinity", K::Pointer(&K::Struct(&super::core_pod::NODE_AFFINITY))),
        F::new("podAffinity", "PodAffinity", K::Pointer(&K::Struct(&super::core_pod::POD_AFFINITY))),
        F::new("podAntiAffinity", "PodAntiAffinity", K::Pointer(&K::Struct(&super::core_pod::POD_ANTI_AFFINITY))),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.ConfigMapKeySelector`.
pub static CONFIG_MAP_KEY_SELECTOR: StructType = StructType {
    name: "v1.ConfigMapKeySelector",
    fields: &[
        F::new("name", "Name", K::String("string")).via(&["LocalObjectReference"]),
        F::new("key", "Key", K::String("string")).always(),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[1, 0, 2],
    embedded: &[Embedded { go: "LocalObjectReference", of: &super::core_common::LOCAL_OBJECT_REFERENCE }],
};

/// `core.FileKeySelector`.
pub static FILE_KEY_SELECTOR: StructType = StructType {
    name: "v1.FileKeySelector",
    fields: &[
        F::new("volumeName", "VolumeName", K::String("string")).always(),
        F::new("path", "Path", K::String("string")).always(),
        F::new("key", "Key", K::String("string")).always(),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[2, 3, 1, 0],
    embedded: &[],
};

/// `core.NodeAffinity`.
pub static NODE_AFFINITY: StructType = StructType {
    name: "v1.NodeAffinity",
    fields: &[
        F::new("requiredDuringSchedulingIgnoredDuringExecution", "RequiredDuringSchedulingIgnoredDuringExecution", K::Pointer(&K::Struct(&super::core_pod::NODE_SELECTOR))),
        F::new("preferredDuringSchedulingIgnoredDuringExecution", "PreferredDuringSchedulingIgnoredDuringExecution", K::List(&K::Struct(&super::core_pod::PREFERRED_SCHEDULING_TERM), "[]v1.PreferredSchedulingTerm")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.NodeSelector`.
pub static NODE_SELECTOR: StructType = StructType {
    name: "v1.NodeSelector",
    fields: &[
        F::new("nodeSelectorTerms", "NodeSelectorTerms", K::List(&K::Struct(&super::core_pod::NODE_SELECTOR_TERM), "[]v1.NodeSelectorTerm")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.NodeSelectorTerm`.
pub static NODE_SELECTOR_TERM: StructType = StructType {
    name: "v1.NodeSelectorTerm",
    fields: &[
        F::new("matchExpressions", "MatchExpressions", K::List(&K::Struct(&super::core_common::NODE_SELECTOR_REQUIREMENT), "[]v1.NodeSelectorRequirement")),
        F::new("matchFields", "MatchFields", K::List(&K::Struct(&super::core_common::NODE_SELECTOR_REQUIREMENT), "[]v1.NodeSelectorRequirement")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.ObjectFieldSelector`.
pub static OBJECT_FIELD_SELECTOR: StructType = StructType {
    name: "v1.ObjectFieldSelector",
    fields: &[
        F::new("apiVersion", "APIVersion", K::String("string")),
        F::new("fieldPath", "FieldPath", K::String("string")).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.Pod`.
pub static POD: StructType = StructType {
    name: "v1.Pod",
    fields: &[
        F::new("kind", "Kind", K::String("string")).via(&["TypeMeta"]),
        F::new("apiVersion", "APIVersion", K::String("string")).via(&["TypeMeta"]),
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::core_pod::POD_SPEC)).always(),
        F::new("status", "Status", K::Struct(&super::core_status::POD_STATUS)).always(),
    ],
    by_json: &[1, 0, 2, 3, 4],
    embedded: &[Embedded { go: "TypeMeta", of: &super::meta::TYPE_META }],
};

/// `core.PodAffinity`.
pub static POD_AFFINITY: StructType = StructType {
    name: "v1.PodAffinity",
    fields: &[
        F::new("requiredDuringSchedulingIgnoredDuringExecution", "RequiredDuringSchedulingIgnoredDuringExecution", K::List(&K::Struct(&super::core_pod::POD_AFFINITY_TERM), "[]v1.PodAffinityTerm")),
        F::new("preferredDuringSchedulingIgnoredDuringExecution", "PreferredDuringSchedulingIgnoredDuringExecution", K::List(&K::Struct(&super::core_pod::WEIGHTED_POD_AFFINITY_TERM), "[]v1.WeightedPodAffinityTerm")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.PodAffinityTerm`.
pub static POD_AFFINITY_TERM: StructType = StructType {
    name: "v1.PodAffinityTerm",
    fields: &[
        F::new("labelSelector", "LabelSelector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))),
        F::new("namespaces", "Namespaces", K::List(&K::String("string"), "[]string")),
        F::new("topologyKey", "TopologyKey", K::String("string")).always(),
        F::new("namespaceSelector", "NamespaceSelector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))),
        F::new("matchLabelKeys", "MatchLabelKeys", K::List(&K::String("string"), "[]string")),
        F::new("mismatchLabelKeys", "MismatchLabelKeys", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[0, 4, 5, 3, 1, 2],
    embedded: &[],
};

/// `core.PodAntiAffinity`.
pub static POD_ANTI_AFFINITY: StructType = StructType {
    name: "v1.PodAntiAffinity",
    fields: &[
        F::new("requiredDuringSchedulingIgnoredDuringExecution", "RequiredDuringSchedulingIgnoredDuringExecution", K::List(&K::Struct(&super::core_pod::POD_AFFINITY_TERM), "[]v1.PodAffinityTerm")),
        F::new("preferredDuringSchedulingIgnoredDuringExecution", "PreferredDuringSchedulingIgnoredDuringExecution", K::List(&K::Struct(&super::core_pod::WEIGHTED_POD_AFFINITY_TERM), "[]v1.WeightedPodAffinityTerm")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.PodDNSConfig`.
pub static POD_DNS_CONFIG: StructType = StructType {
    name: "v1.PodDNSConfig",
    fields: &[
        F::new("nameservers", "Nameservers", K::List(&K::String("string"), "[]string")),
        F::new("searches", "Searches", K::List(&K::String("string"), "[]string")),
        F::new("options", "Options", K::List(&K::Struct(&super::core_pod::POD_DNS_CONFIG_OPTION), "[]v1.PodDNSConfigOption")),
    ],
    by_json: &[0, 2, 1],
    embedded: &[],
};

/// `core.PodDNSConfigOption`.
pub static POD_DNS_CONFIG_OPTION: StructType = StructType {
    name: "v1.PodDNSConfigOption",
    fields: &[
        F::new("name", "Name", K::String("string")),
        F::new("value", "Value", K::Pointer(&K::String("string"))),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.PodIP`.
pub static POD_IP: StructType = StructType {
    name: "v1.PodIP",
    fields: &[
        F::new("ip", "IP", K::String("string")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.PodOS`.
pub static POD_OS: StructType = StructType {
    name: "v1.PodOS",
    fields: &[
        F::new("name", "Name", K::String("v1.OSName")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.PodReadinessGate`.
pub static POD_READINESS_GATE: StructType = StructType {
    name: "v1.PodReadinessGate",
    fields: &[
        F::new("conditionType", "ConditionType", K::String("v1.PodConditionType")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.PodResourceClaim`.
pub static POD_RESOURCE_CLAIM: StructType = StructType {
    name: "v1.PodResourceClaim",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("resourceClaimName", "ResourceClaimName", K::Pointer(&K::String("string"))),
        F::new("resourceClaimTemplateName", "ResourceClaimTemplateName", K::Pointer(&K::String("string"))),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.PodSchedulingGate`.
pub static POD_SCHEDULING_GATE: StructType = StructType {
    name: "v1.PodSchedulingGate",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.PodSecurityContext`.
pub static POD_SECURITY_CONTEXT: StructType = StructType {
    name: "v1.PodSecurityContext",
    fields: &[
        F::new("seLinuxOptions", "SELinuxOptions", K::Pointer(&K::Struct(&super::core_container::SE_LINUX_OPTIONS))),
        F::new("windowsOptions", "WindowsOptions", K::Pointer(&K::Struct(&super::core_container::WINDOWS_SECURITY_CONTEXT_OPTIONS))),
        F::new("runAsUser", "RunAsUser", K::Pointer(&K::Int64)),
        F::new("runAsGroup", "RunAsGroup", K::Pointer(&K::Int64)),
        F::new("runAsNonRoot", "RunAsNonRoot", K::Pointer(&K::Bool)),
        F::new("supplementalGroups", "SupplementalGroups", K::List(&K::Int64, "[]int64")),
        F::new("supplementalGroupsPolicy", "SupplementalGroupsPolicy", K::Pointer(&K::String("v1.SupplementalGroupsPolicy"))),
        F::new("fsGroup", "FSGroup", K::Pointer(&K::Int64)),
        F::new("sysctls", "Sysctls", K::List(&K::Struct(&super::core_common::SYSCTL), "[]v1.Sysctl")),
        F::new("fsGroupChangePolicy", "FSGroupChangePolicy", K::Pointer(&K::String("v1.PodFSGroupChangePolicy"))),
        F::new("seccompProfile", "SeccompProfile", K::Pointer(&K::Struct(&super::core_common::SECCOMP_PROFILE))),
        F::new("appArmorProfile", "AppArmorProfile", K::Pointer(&K::Struct(&super::core_common::APP_ARMOR_PROFILE))),
        F::new("seLinuxChangePolicy", "SELinuxChangePolicy", K::Pointer(&K::String("v1.PodSELinuxChangePolicy"))),
    ],
    by_json: &[11, 7, 9, 3, 4, 2, 12, 0, 10, 5, 6, 8, 1],
    embedded: &[],
};

/// `core.PodSpec`.
pub static POD_SPEC: StructType = StructType {
    name: "v1.PodSpec",
    fields: &[
        F::new("volumes", "Volumes", K::List(&K::Struct(&super::core_volume::VOLUME), "[]v1.Volume")).by_key("name").retain_keys(),
        F::new("initContainers", "InitContainers", K::List(&K::Struct(&super::core_container::CONTAINER), "[]v1.Container")).by_key("name"),
        F::new("containers", "Containers", K::List(&K::Struct(&super::core_container::CONTAINER), "[]v1.Container")).always().by_key("name"),
        F::new("ephemeralContainers", "EphemeralContainers", K::List(&K::Struct(&super::core_container::EPHEMERAL_CONTAINER), "[]v1.EphemeralContainer")).by_key("name"),
        F::new("restartPolicy", "RestartPolicy", K::String("v1.RestartPolicy")),
        F::new("terminationGracePeriodSeconds", "TerminationGracePeriodSeconds", K::Pointer(&K::Int64)),
        F::new("activeDeadlineSeconds", "ActiveDeadlineSeconds", K::Pointer(&K::Int64)),
        F::new("dnsPolicy", "DNSPolicy", K::String("v1.DNSPolicy")),
        F::new("nodeSelector", "NodeSelector", K::Map(&K::String("string"), "map[string]string")),
        F::new("serviceAccountName", "ServiceAccountName", K::String("string")),
        F::new("serviceAccount", "DeprecatedServiceAccount", K::String("string")),
        F::new("automountServiceAccountToken", "AutomountServiceAccountToken", K::Pointer(&K::Bool)),
        F::new("nodeName", "NodeName", K::String("string")),
        F::new("hostNetwork", "HostNetwork", K::Bool),
        F::new("hostPID", "HostPID", K::Bool),
        F::new("hostIPC", "HostIPC", K::Bool),
        F::new("shareProcessNamespace", "ShareProcessNamespace", K::Pointer(&K::Bool)),
        F::new("securityContext", "SecurityContext", K::Pointer(&K::Struct(&super::core_pod::POD_SECURITY_CONTEXT))),
        F::new("imagePullSecrets", "ImagePullSecrets", K::List(&K::Struct(&super::core_common::LOCAL_OBJECT_REFERENCE), "[]v1.LocalObjectReference")).by_key("name"),
        F::new("hostname", "Hostname", K::String("string")),
        F::new("subdomain", "Subdomain", K::String("string")),
        F::new("affinity", "Affinity", K::Pointer(&K::Struct(&super::core_pod::AFFINITY))),
        F::new("schedulerName", "SchedulerName", K::String("string")),
        F::new("tolerations", "Tolerations", K::List(&K::Struct(&super::core_pod::TOLERATION), "[]v1.Toleration")),
        F::new("hostAliases", "HostAliases", K::List(&K::Struct(&super::core_common::HOST_ALIAS), "[]v1.HostAlias")).by_key("ip"),
        F::new("priorityClassName", "PriorityClassName", K::String("string")),
        F::new("priority", "Priority", K::Pointer(&K::Int32)),
        F::new("dnsConfig", "DNSConfig", K::Pointer(&K::Struct(&super::core_pod::POD_DNS_CONFIG))),
        F::new("readinessGates", "ReadinessGates", K::List(&K::Struct(&super::core_pod::POD_READINESS_GATE), "[]v1.PodReadinessGate")),
        F::new("runtimeClassName", "RuntimeClassName", K::Pointer(&K::String("string"))),
        F::new("enableServiceLinks", "EnableServiceLinks", K::Pointer(&K::Bool)),
        F::new("preemptionPolicy", "PreemptionPolicy", K::Pointer(&K::String("v1.PreemptionPolicy"))),
        F::new("overhead", "Overhead", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("topologySpreadConstraints", "TopologySpreadConstraints", K::List(&K::Struct(&super::core_pod::TOPOLOGY_SPREAD_CONSTRAINT), "[]v1.TopologySpreadConstraint")).by_key("topologyKey"),
        F::new("setHostnameAsFQDN", "SetHostnameAsFQDN", K::Pointer(&K::Bool)),
        F::new("os", "OS", K::Pointer(&K::Struct(&super::core_pod::POD_OS))),
        F::new("hostUsers", "HostUsers", K::Pointer(&K::Bool)),
        F::new("schedulingGates", "SchedulingGates", K::List(&K::Struct(&super::core_pod::POD_SCHEDULING_GATE), "[]v1.PodSchedulingGate")).by_key("name"),
        F::new("resourceClaims", "ResourceClaims", K::List(&K::Struct(&super::core_pod::POD_RESOURCE_CLAIM), "[]v1.PodResourceClaim")).by_key("name").retain_keys(),
        F::new("resources", "Resources", K::Pointer(&K::Struct(&super::core_container::RESOURCE_REQUIREMENTS))),
        F::new("hostnameOverride", "HostnameOverride", K::Pointer(&K::String("string"))),
        F::new("workloadRef", "WorkloadRef", K::Pointer(&K::Struct(&super::core_common::WORKLOAD_REFERENCE))),
    ],
    by_json: &[6, 21, 11, 2, 27, 7, 30, 3, 24, 15, 13, 14, 36, 19, 40, 18, 1, 12, 8, 35, 32, 31, 26, 25, 28, 38, 39, 4, 29, 22, 37, 17, 10, 9, 34, 16, 20, 5, 23, 33, 0, 41],
    embedded: &[],
};

/// `core.PodTemplateSpec`.
pub static POD_TEMPLATE_SPEC: StructType = StructType {
    name: "v1.PodTemplateSpec",
    fields: &[
        F::new("metadata", "ObjectMeta", K::Struct(&super::meta::OBJECT_META)).always(),
        F::new("spec", "Spec", K::Struct(&super::core_pod::POD_SPEC)).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.PreferredSchedulingTerm`.
pub static PREFERRED_SCHEDULING_TERM: StructType = StructType {
    name: "v1.PreferredSchedulingTerm",
    fields: &[
        F::new("weight", "Weight", K::Int32).always(),
        F::new("preference", "Preference", K::Struct(&super::core_pod::NODE_SELECTOR_TERM)).always(),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.ResourceFieldSelector`.
pub static RESOURCE_FIELD_SELECTOR: StructType = StructType {
    name: "v1.ResourceFieldSelector",
    fields: &[
        F::new("containerName", "ContainerName", K::String("string")),
        F::new("resource", "Resource", K::String("string")).always(),
        F::new("divisor", "Divisor", K::Quantity).always(),
    ],
    by_json: &[0, 2, 1],
    embedded: &[],
};

/// `core.SecretKeySelector`.
pub static SECRET_KEY_SELECTOR: StructType = StructType {
    name: "v1.SecretKeySelector",
    fields: &[
        F::new("name", "Name", K::String("string")).via(&["LocalObjectReference"]),
        F::new("key", "Key", K::String("string")).always(),
        F::new("optional", "Optional", K::Pointer(&K::Bool)),
    ],
    by_json: &[1, 0, 2],
    embedded: &[Embedded { go: "LocalObjectReference", of: &super::core_common::LOCAL_OBJECT_REFERENCE }],
};

/// `core.Toleration`.
pub static TOLERATION: StructType = StructType {
    name: "v1.Toleration",
    fields: &[
        F::new("key", "Key", K::String("string")),
        F::new("operator", "Operator", K::String("v1.TolerationOperator")),
        F::new("value", "Value", K::String("string")),
        F::new("effect", "Effect", K::String("v1.TaintEffect")),
        F::new("tolerationSeconds", "TolerationSeconds", K::Pointer(&K::Int64)),
    ],
    by_json: &[3, 0, 1, 4, 2],
    embedded: &[],
};

/// `core.TopologySpreadConstraint`.
pub static TOPOLOGY_SPREAD_CONSTRAINT: StructType = StructType {
    name: "v1.TopologySpreadConstraint",
    fields: &[
        F::new("maxSkew", "MaxSkew", K::Int32).always(),
        F::new("topologyKey", "TopologyKey", K::String("string")).always(),
        F::new("whenUnsatisfiable", "WhenUnsatisfiable", K::String("v1.UnsatisfiableConstraintAction")).always(),
        F::new("labelSelector", "LabelSelector", K::Pointer(&K::Struct(&super::meta::LABEL_SELECTOR))),
        F::new("minDomains", "MinDomains", K::Pointer(&K::Int32)),
        F::new("nodeAffinityPolicy", "NodeAffinityPolicy", K::Pointer(&K::String("v1.NodeInclusionPolicy"))),
        F::new("nodeTaintsPolicy", "NodeTaintsPolicy", K::Pointer(&K::String("v1.NodeInclusionPolicy"))),
        F::new("matchLabelKeys", "MatchLabelKeys", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[3, 7, 0, 4, 5, 6, 1, 2],
    embedded: &[],
};

/// `core.WeightedPodAffinityTerm`.
pub static WEIGHTED_POD_AFFINITY_TERM: StructType = StructType {
    name: "v1.WeightedPodAffinityTerm",
    fields: &[
        F::new("weight", "Weight", K::Int32).always(),
        F::new("podAffinityTerm", "PodAffinityTerm", K::Struct(&super::core_pod::POD_AFFINITY_TERM)).always(),
    ],
    by_json: &[1, 0],
    embedded: &[],
};
