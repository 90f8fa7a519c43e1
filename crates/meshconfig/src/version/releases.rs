//! The table of releases, oldest first; those up to 1.8 are in `legacy`. A row says what differs from the release before it, and nothing else.
//!
//! Source: the latest patch of each minor release: pkg/kube/inject (pilot/pkg/kube/inject up to 1.3),
//! pkg/config/mesh/mesh.go (pilot/pkg/model/context.go up to 1.2), and the charts of the control plane.

mod legacy;

use super::Version;
use super::columns::{
    AlreadyInjected, DeploymentMeta, Given, InjectValues, KnownProbers, Layout, MeshChecks, Multus,
    NativeSwitch, PrometheusMerge, SharedUser, SkipMessage, StatusForm,
};
use super::release::Release;
use Given::{Flag, Message, Number, Text, Texts};
use legacy::{V0_5, V0_6, V0_7, V0_8, V1_0, V1_1, V1_2, V1_3, V1_4, V1_5, V1_6, V1_7, V1_8};

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
