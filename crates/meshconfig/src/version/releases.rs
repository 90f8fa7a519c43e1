//! The table of releases, oldest first. A row says what differs from the release before it, and nothing else.
//!
//! Source: the latest patch of each minor release: pkg/kube/inject (pilot/pkg/kube/inject up to 1.3),
//! pkg/config/mesh/mesh.go (pilot/pkg/model/context.go up to 1.2), and the charts of the control plane.

use super::Version;
use super::release::{
    AlreadyInjected, AnnotationRules, DeploymentMeta, FsGroup, Given, InjectValues, KnownProbers, Labels,
    Layout, MeshChecks, MeshReading, Multus, NativeSwitch, PrometheusMerge, Release, SharedUser, SkipMessage,
    StatusForm, StatusPort, UrlCluster,
};
use Given::{Flag, Message, Number, Text, Texts};

static V0_5: Release = Release {
    minor: (0, 5),
    previous: None,
    recorded_cases: 29,
    layout: Layout::Single,
    delimiters: ("{{", "}}"),
    chart_sign: "",
    service_mesh: None,
    new_spec_keys: &["InitContainers", "Containers", "Volumes"],
    new_fields: &["ObjectMeta", "Spec", "ProxyConfig", "MeshConfig"],
    gone_fields: &[],
    new_functions: &[],
    gone_functions: &[],
    sprig: false,
    pod_pointers: true,
    deployment_meta: DeploymentMeta::Pointer,
    bare_pod_owner: false,
    finds_deployment_config: false,
    finds_rollout: false,
    cron_job_api: "batch/v1beta1",
    estimates_concurrency: false,
    image_variant: false,
    empty_image_type_is_none: false,
    multus: Multus::Always,
    skips_datagram_ports: false,
    nil_duration: "1s",
    proxy_defaults: &[
        ("binaryPath", Some(Text("/usr/local/bin/envoy"))),
        ("configPath", Some(Text("/etc/istio/proxy"))),
        ("connectTimeout", Some(Text("1s"))),
        ("discoveryAddress", Some(Text("istio-pilot:15003"))),
        ("discoveryRefreshDelay", Some(Text("1s"))),
        ("drainDuration", Some(Text("2s"))),
        ("parentShutdownDuration", Some(Text("3s"))),
        ("proxyAdminPort", Some(Number(15000))),
        ("serviceCluster", Some(Text("istio-proxy"))),
    ],
    mesh_defaults: &[
        ("accessLogFile", Some(Text("/dev/stdout"))),
        ("connectTimeout", Some(Text("1s"))),
        ("enableTracing", Some(Flag(true))),
        ("ingressClass", Some(Text("istio"))),
        ("ingressControllerMode", Some(Text("STRICT"))),
        ("proxyListenPort", Some(Number(15001))),
        ("rdsRefreshDelay", Some(Text("1s"))),
    ],
    default_providers: &[],
    mesh_reading: MeshReading::Strict,
    mesh_checks: MeshChecks::Since0_5,
    unites_trust_domain_aliases: false,
    unites_proxy_metadata: false,
    unites_proxy_headers: false,
    proxy_config_resources: false,
    annotation_rules: AnnotationRules::Absent,
    new_checks: &[],
    gone_checks: &[],
    names_bad_ports: false,
    netip_prefixes: false,
    new_unchecked: &[],
    wraps_concurrency: false,
    keeps_empty: true,
    cleans_proxy_config: false,
    new_kinds: &[
        "CronJob",
        "DaemonSet",
        "Deployment",
        "Job",
        "ReplicaSet",
        "ReplicationController",
        "StatefulSet",
    ],
    selectors: false,
    ignored_namespaces: &["kube-system", "kube-public"],
    inject_label: false,
    inject_values: InjectValues::Lenient,
    offline_decision: false,
    already_injected: AlreadyInjected::Never,
    skip_message: SkipMessage::Template,
    webhook_owner: false,
    finds_cron_job: false,
    url_cluster: UrlCluster::Absent,
    injected_annotations: false,
    redirect_annotations: false,
    offline_pull_secrets: false,
    offline_prometheus: false,
    fs_group: FsGroup::Never,
    status_port: StatusPort::Arguments,
    probe_annotation: false,
    plain_probes: false,
    empty_probers: true,
    probes_first: false,
    validation_first: false,
    labels: Labels::Absent,
    request_namespace: false,
    null_on_removal: true,
    token_mount: false,
    concurrency_of_resources: false,
    restart_policy: false,
    native_switch: NativeSwitch::Absent,
    native_annotation: false,
    init_user: false,
    shared_user: SharedUser::Kept,
    knows_own_containers: false,
    prometheus: PrometheusMerge::Absent,
    startup_probe_type: false,
    startup_probes: false,
    tcp_probes: false,
    grpc_probes: false,
    init_container_probes: false,
    lifecycle_probes: false,
    probe_timeouts: false,
    known_probers: KnownProbers::Repeated,
    status: StatusForm::VersionOnly,
    folds_lines: true,
    null_creation_timestamp: true,
    available_replicas: false,
    early_types: true,
};

static V0_6: Release =
    Release { mesh_reading: MeshReading::StrictWithMixer, mesh_checks: MeshChecks::Since0_6, ..V0_5.next() };

static V0_7: Release =
    Release { proxy_defaults: &[("discoveryAddress", Some(Text("istio-pilot:15007")))], ..V0_6.next() };

static V0_8: Release = Release {
    delimiters: ("[[", "]]"),
    new_spec_keys: &["ImagePullSecrets"],
    new_functions: &["formatDuration"],
    mesh_checks: MeshChecks::Since0_8,
    annotation_rules: AnnotationRules::First,
    new_kinds: &["DeploymentConfig", "List", "Pod"],
    null_on_removal: false,
    status: StatusForm::Version,
    ..V0_7.next()
};

static V1_0: Release = Release {
    recorded_cases: 75,
    minor: (1, 0),
    new_functions: &["isset"],
    mesh_defaults: &[("sdsRefreshDelay", Some(Text("15s")))],
    mesh_checks: MeshChecks::Since1_0,
    ..V0_8.next()
};

static V1_1: Release = Release {
    recorded_cases: 89,
    new_spec_keys: &["RewriteAppHTTPProbe", "DNSConfig"],
    new_fields: &["DeploymentMeta"],
    new_functions: &[
        "annotation",
        "applicationPorts",
        "directory",
        "excludeInboundPort",
        "fromJSON",
        "includeInboundPorts",
        "indent",
        "kubevirtInterfaces",
        "toJSON",
        "toJson",
        "toYaml",
        "valueOrDefault",
    ],
    proxy_defaults: &[
        ("discoveryAddress", Some(Text("istio-pilot:15010"))),
        ("discoveryRefreshDelay", None),
        ("drainDuration", Some(Text("45s"))),
        ("parentShutdownDuration", Some(Text("60s"))),
        ("statNameLength", Some(Number(189))),
    ],
    mesh_defaults: &[
        ("defaultDestinationRuleExportTo", Some(Texts(&["*"]))),
        ("defaultServiceExportTo", Some(Texts(&["*"]))),
        ("defaultVirtualServiceExportTo", Some(Texts(&["*"]))),
        ("disablePolicyChecks", Some(Flag(true))),
        ("dnsRefreshRate", Some(Text("5s"))),
        ("ingressClass", None),
        ("ingressControllerMode", None),
        ("ingressService", Some(Text("istio-ingressgateway"))),
        ("outboundTrafficPolicy", Some(Message(&[("mode", Text("ALLOW_ANY"))]))),
        ("rdsRefreshDelay", None),
        ("rootNamespace", Some(Text("istio-system"))),
        ("sdsRefreshDelay", None),
    ],
    mesh_reading: MeshReading::Rewritten,
    mesh_checks: MeshChecks::Since1_1,
    annotation_rules: AnnotationRules::Registry,
    selectors: true,
    fs_group: FsGroup::ForTokenMount,
    request_namespace: true,
    token_mount: true,
    concurrency_of_resources: true,
    ..V1_0.next()
};

static V1_2: Release = Release {
    recorded_cases: 67,
    chart_sign: ".Values",
    delimiters: ("{{", "}}"),
    new_fields: &["Values"],
    new_functions: &["contains", "render"],
    annotation_rules: AnnotationRules::Rows,
    new_checks: &[
        "readiness.status.sidecar.istio.io/applicationPorts",
        "readiness.status.sidecar.istio.io/failureThreshold",
        "readiness.status.sidecar.istio.io/initialDelaySeconds",
        "readiness.status.sidecar.istio.io/periodSeconds",
        "sidecar.istio.io/interceptionMode",
        "status.sidecar.istio.io/port",
        "traffic.sidecar.istio.io/excludeInboundPorts",
        "traffic.sidecar.istio.io/excludeOutboundIPRanges",
        "traffic.sidecar.istio.io/excludeOutboundPorts",
        "traffic.sidecar.istio.io/includeInboundPorts",
        "traffic.sidecar.istio.io/includeOutboundIPRanges",
    ],
    new_unchecked: &[
        "sidecar.istio.io/inject",
        "sidecar.istio.io/proxyImage",
        "sidecar.istio.io/rewriteAppHTTPProbers",
        "sidecar.istio.io/status",
        "traffic.sidecar.istio.io/kubevirtInterfaces",
    ],
    already_injected: AlreadyInjected::HasProxy,
    probe_annotation: true,
    plain_probes: true,
    mesh_checks: MeshChecks::Since1_2,
    ..V1_1.next()
};

static V1_3: Release = Release {
    chart_sign: "structToJSON",
    new_spec_keys: &["PodRedirectAnnot"],
    new_fields: &["TypeMeta"],
    new_functions: &["structToJSON", "toLower"],
    proxy_defaults: &[
        ("envoyAccessLogService", Some(Message(&[]))),
        ("envoyMetricsService", Some(Message(&[]))),
    ],
    mesh_defaults: &[("protocolDetectionTimeout", Some(Text("0.100s")))],
    new_unchecked: &[
        "sidecar.istio.io/bootstrapOverride",
        "sidecar.istio.io/controlPlaneAuthPolicy",
        "sidecar.istio.io/discoveryAddress",
        "sidecar.istio.io/proxyCPU",
        "sidecar.istio.io/proxyMemory",
        "sidecar.istio.io/statsInclusionPrefixes",
        "sidecar.istio.io/statsInclusionRegexps",
        "sidecar.istio.io/statsInclusionSuffixes",
        "sidecar.istio.io/userVolume",
        "sidecar.istio.io/userVolumeMount",
    ],
    skip_message: SkipMessage::Name,
    webhook_owner: true,
    redirect_annotations: true,
    fs_group: FsGroup::ForSecretDiscovery,
    mesh_checks: MeshChecks::Since1_3,
    ..V1_2.next()
};

static V1_4: Release = Release {
    recorded_cases: 73,
    chart_sign: "protoToJSON",
    new_functions: &["protoToJSON"],
    skips_datagram_ports: true,
    mesh_defaults: &[("enableAutoMtls", Some(Flag(false)))],
    injected_annotations: true,
    fs_group: FsGroup::BesideSecretDiscovery,
    labels: Labels::Tls,
    startup_probe_type: true,
    early_types: false,
    ..V1_3.next()
};

static V1_5: Release = Release {
    chart_sign: "JWT_POLICY",
    new_functions: &["env"],
    new_checks: &["sidecar.istio.io/enableCoreDump"],
    gone_checks: &["readiness.status.sidecar.istio.io/applicationPorts"],
    labels: Labels::Canonical,
    probe_timeouts: true,
    mesh_checks: MeshChecks::Since1_5,
    ..V1_4.next()
};

static V1_6: Release = Release {
    recorded_cases: 80,
    service_mesh: Some(0),
    chart_sign: "PROXY_CONFIG",
    proxy_defaults: &[
        ("concurrency", Some(Number(2))),
        ("configPath", Some(Text("./etc/istio/proxy"))),
        ("connectTimeout", None),
        ("discoveryAddress", Some(Text("istiod.istio-system.svc:15012"))),
        ("statusPort", Some(Number(15020))),
        ("tracing", Some(Message(&[("zipkin", Message(&[("address", Text("zipkin.istio-system:9411"))]))]))),
    ],
    mesh_defaults: &[
        ("accessLogFile", None),
        ("connectTimeout", Some(Text("10s"))),
        ("disableMixerHttpReports", Some(Flag(true))),
        ("enableAutoMtls", Some(Flag(true))),
        ("ingressClass", Some(Text("istio"))),
        ("ingressControllerMode", Some(Text("STRICT"))),
        ("localityLbSetting", Some(Message(&[("enabled", Flag(true))]))),
        ("protocolDetectionTimeout", Some(Text("5s"))),
        ("reportBatchMaxEntries", Some(Number(100))),
        ("reportBatchMaxTime", Some(Text("1s"))),
        ("sdsUdsPath", Some(Text("unix:./etc/istio/proxy/SDS"))),
        ("thriftConfig", Some(Message(&[]))),
        ("trustDomain", Some(Text("cluster.local"))),
    ],
    new_checks: &["prometheus.istio.io/merge-metrics", "proxy.istio.io/config"],
    new_unchecked: &["k8s.v1.cni.cncf.io/networks"],
    mesh_checks: MeshChecks::Since1_6,
    cleans_proxy_config: true,
    finds_cron_job: true,
    url_cluster: UrlCluster::AtEnd,
    offline_pull_secrets: true,
    status_port: StatusPort::MeshConfig,
    validation_first: true,
    labels: Labels::Revision,
    prometheus: PrometheusMerge::Exact,
    ..V1_5.next()
};

static V1_7: Release = Release {
    chart_sign: "holdApplicationUntilProxyStarts",
    new_spec_keys: &["HoldApplicationUntilProxyStarts"],
    proxy_defaults: &[
        ("controlPlaneAuthPolicy", Some(Text("MUTUAL_TLS"))),
        ("terminationDrainDuration", Some(Text("5s"))),
    ],
    mesh_reading: MeshReading::Laid,
    wraps_concurrency: true,
    folds_lines: false,
    offline_prometheus: true,
    probes_first: true,
    startup_probes: true,
    ..V1_6.next()
};

static V1_8: Release = Release {
    recorded_cases: 89,
    chart_sign: "appendMultusNetwork",
    new_functions: &["appendMultusNetwork"],
    sprig: true,
    mesh_defaults: &[
        ("disableMixerHttpReports", None),
        ("disablePolicyChecks", None),
        ("protocolDetectionTimeout", Some(Text("0s"))),
        ("reportBatchMaxEntries", None),
        ("reportBatchMaxTime", None),
        ("sdsUdsPath", None),
    ],
    mesh_checks: MeshChecks::Since1_8,
    offline_decision: true,
    skip_message: SkipMessage::Arrow,
    url_cluster: UrlCluster::Variables,
    redirect_annotations: false,
    fs_group: FsGroup::Always,
    empty_probers: false,
    labels: Labels::Network,
    ..V1_7.next()
};

static V1_9: Release = Release {
    service_mesh: Some(1),
    chart_sign: "default-logs-container",
    layout: Layout::Templates,
    new_fields: &["Revision"],
    pod_pointers: false,
    multus: Multus::Once,
    proxy_defaults: &[("envoyAccessLogService", None), ("envoyMetricsService", None)],
    ignored_namespaces: &["kube-system", "kube-public", "kube-node-lease", "local-path-storage"],
    already_injected: AlreadyInjected::HasProxyAndStatus,
    concurrency_of_resources: false,
    status: StatusForm::Names,
    ..V1_8.next()
};

static V1_10: Release = Release {
    recorded_cases: 95,
    chart_sign: "kubectl.kubernetes.io/default-container",
    new_fields: &["EstimatedConcurrency"],
    folds_lines: true,
    unites_proxy_metadata: true,
    ..V1_9.next()
};

static V1_11: Release = Release {
    chart_sign: ".EstimatedConcurrency",
    deployment_meta: DeploymentMeta::Object,
    estimates_concurrency: true,
    mesh_defaults: &[("defaultProviders", Some(Message(&[("accessLogging", Texts(&["envoy"]))])))],
    default_providers: &[("envoy", "envoyFileAccessLog", Message(&[("path", Text("/dev/stdout"))]))],
    names_bad_ports: true,
    status: StatusForm::Revision,
    mesh_checks: MeshChecks::Since1_11,
    ..V1_10.next()
};

static V1_12: Release = Release {
    recorded_cases: 98,
    service_mesh: Some(2),
    chart_sign: "IPTABLES_TRACE_LOGGING",
    finds_deployment_config: true,
    mesh_defaults: &[("defaultProviders", Some(Message(&[])))],
    default_providers: &[
        ("prometheus", "prometheus", Message(&[])),
        ("stackdriver", "stackdriver", Message(&[])),
        ("envoy", "envoyFileAccessLog", Message(&[("path", Text("/dev/stdout"))])),
    ],
    unites_trust_domain_aliases: true,
    inject_label: true,
    tcp_probes: true,
    ..V1_11.next()
};

static V1_13: Release = Release {
    chart_sign: ".ProxyImage",
    new_fields: &["ProxyImage"],
    proxy_config_resources: true,
    skip_message: SkipMessage::KindWithSlip,
    prometheus: PrometheusMerge::Sanitised,
    grpc_probes: true,
    available_replicas: true,
    mesh_checks: MeshChecks::Since1_13,
    ..V1_12.next()
};

static V1_14: Release = Release {
    recorded_cases: 88,
    service_mesh: Some(3),
    chart_sign: "workload-socket",
    gone_functions: &["render"],
    keeps_empty: false,
    nil_duration: "0s",
    mesh_defaults: &[("dnsRefreshRate", Some(Text("60s")))],
    mesh_checks: MeshChecks::Since1_14,
    ..V1_13.next()
};

static V1_15: Release =
    Release { chart_sign: "credential-socket", new_functions: &["excludeInterfaces"], ..V1_14.next() };

static V1_16: Release = Release {
    recorded_cases: 104,
    service_mesh: Some(4),
    chart_sign: "ISTIO_META_ENABLE_HBONE",
    netip_prefixes: true,
    ..V1_15.next()
};

static V1_17: Release = Release {
    chart_sign: "ISTIO_META_NODE_NAME",
    proxy_defaults: &[("parentShutdownDuration", None)],
    mesh_defaults: &[("thriftConfig", None)],
    already_injected: AlreadyInjected::Never,
    skip_message: SkipMessage::Kind,
    knows_own_containers: true,
    known_probers: KnownProbers::Extended,
    mesh_checks: MeshChecks::Since1_17,
    ..V1_16.next()
};

static V1_18: Release = Release {
    recorded_cases: 105,
    service_mesh: Some(5),
    chart_sign: "ISTIO_CPU_LIMIT",
    gone_fields: &["EstimatedConcurrency"],
    new_functions: &["omit", "strdict", "toJsonMap"],
    proxy_defaults: &[("concurrency", None)],
    mesh_defaults: &[
        ("enablePrometheusMerge", Some(Flag(true))),
        ("proxyInboundListenPort", Some(Number(15006))),
    ],
    mesh_checks: MeshChecks::Since1_18,
    ..V1_17.next()
};

static V1_19: Release = Release {
    chart_sign: "ENABLE_NATIVE_SIDECARS",
    new_fields: &["CompliancePolicy"],
    gone_functions: &["toJson"],
    unites_proxy_headers: true,
    restart_policy: true,
    native_switch: NativeSwitch::Environment,
    init_container_probes: true,
    ..V1_18.next()
};

static V1_20: Release = Release {
    recorded_cases: 96,
    service_mesh: Some(6),
    chart_sign: ".ProxyUID",
    new_fields: &["ProxyUID", "ProxyGID"],
    init_user: true,
    mesh_checks: MeshChecks::Since1_20,
    ..V1_19.next()
};

static V1_21: Release = Release {
    chart_sign: "--debug-port",
    new_functions: &["mergeMaps"],
    bare_pod_owner: true,
    ..V1_20.next()
};

static V1_22: Release = Release {
    recorded_cases: 100,
    chart_sign: ".InboundTrafficPolicyMode",
    new_fields: &["InboundTrafficPolicyMode"],
    deployment_meta: DeploymentMeta::NamespacedName,
    finds_rollout: true,
    cron_job_api: "batch/v1",
    image_variant: true,
    proxy_defaults: &[("tracing", None)],
    mesh_defaults: &[("inboundTrafficPolicy", Some(Message(&[])))],
    mesh_checks: MeshChecks::Since1_22,
    ..V1_21.next()
};

static V1_23: Release = Release {
    recorded_cases: 100,
    chart_sign: "--outlierLogPath",
    multus: Multus::Namespaced,
    shared_user: SharedUser::Containers,
    ..V1_22.next()
};

static V1_24: Release =
    Release { chart_sign: "sidecar.istio.io/nativeSidecar", native_annotation: true, ..V1_23.next() };

static V1_25: Release = Release {
    recorded_cases: 105,
    chart_sign: "istio.io/reroute-virtual-interfaces",
    gone_checks: &["sidecar.istio.io/enableCoreDump"],
    lifecycle_probes: true,
    ..V1_24.next()
};

static V1_26: Release = Release { chart_sign: "clusterTrustBundle", ..V1_25.next() };

static V1_27: Release = Release {
    recorded_cases: 143,
    chart_sign: ".NativeSidecars",
    new_fields: &["NativeSidecars"],
    new_checks: &[
        "sidecar.istio.io/proxyCPU",
        "sidecar.istio.io/proxyCPULimit",
        "sidecar.istio.io/proxyMemory",
        "sidecar.istio.io/proxyMemoryLimit",
    ],
    inject_values: InjectValues::Strict,
    native_switch: NativeSwitch::Detected,
    shared_user: SharedUser::AllContainers,
    known_probers: KnownProbers::ExtendedOrTold,
    ..V1_26.next()
};

static V1_28: Release = Release {
    chart_sign: ".Values.global.proxy.seccompProfile",
    new_functions: &["omitNil"],
    null_creation_timestamp: false,
    ..V1_27.next()
};

static V1_29: Release = Release { recorded_cases: 121, chart_sign: "crlConfigMapName", ..V1_28.next() };

static V1_30: Release = Release {
    recorded_cases: 133,
    chart_sign: "otelResourceAttributes",
    new_functions: &["otelResourceAttributes"],
    new_checks: &[
        "istio.io/reroute-virtual-interfaces",
        "traffic.sidecar.istio.io/excludeInterfaces",
        "traffic.sidecar.istio.io/kubevirtInterfaces",
    ],
    ..V1_29.next()
};

static V1_31: Release = Release {
    recorded_cases: 101,
    chart_sign: ".ProxyInitImage",
    new_fields: &["ProxyInitImage"],
    empty_image_type_is_none: true,
    prometheus: PrometheusMerge::Targets,
    ..V1_30.next()
};

/// Makes the list of releases and a name for each.
macro_rules! releases {
    ($oldest:ident $($release:ident)* ; $latest:ident) => {
        /// All releases, oldest first.
        pub(super) static ALL: &[&Release] = &[&$oldest, $(&$release,)* &$latest];

        pub(super) const OLDEST: Version = Version(&$oldest);

        pub(super) const LATEST: Version = Version(&$latest);

        releases!(@names $oldest $($release)* $latest);
    };
    (@names $($release:ident)*) => {
        /// Releases by name, for tests and for what says in which release something came.
        impl Version {
            $(
                #[doc = concat!("The release of this name.")]
                pub const $release: Version = Version(&$release);
            )*
        }
    };
}

releases! {
    V0_5 V0_6 V0_7 V0_8 V1_0 V1_1 V1_2 V1_3 V1_4 V1_5 V1_6 V1_7 V1_8 V1_9 V1_10 V1_11 V1_12 V1_13 V1_14 V1_15 V1_16
    V1_17 V1_18 V1_19 V1_20 V1_21 V1_22 V1_23 V1_24 V1_25 V1_26 V1_27 V1_28 V1_29 V1_30; V1_31
}
