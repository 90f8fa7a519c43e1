//! What may differ between releases: the columns of the table.

use protoschema::UnknownFields;

use super::columns::{
    AlreadyInjected, AnnotationRules, Change, DeploymentMeta, FsGroup, Given, InjectValues, KnownProbers,
    Labels, Layout, MeshChecks, MeshReading, Multus, NativeSwitch, PrometheusMerge, SharedUser, SkipMessage,
    StatusForm, StatusPort, UrlCluster,
};

/// One minor release. A row names what differs from the release before it; lists that begin with `new_` or `gone_`
/// hold only what this release brought or dropped.
#[derive(Clone, Copy)]
pub struct Release {
    /// The release's numbers: `(1, 22)`.
    pub minor: (u32, u32),
    /// The release before it.
    pub(crate) previous: Option<&'static Release>,

    /// How many recorded answers of this release are compared with; 0 where only its source was read.
    pub recorded_cases: u32,

    // What an injection config is.
    /// What an injection config holds.
    pub layout: Layout,
    /// What encloses the actions of a template.
    pub delimiters: (&'static str, &'static str),
    /// The minor number of the OpenShift Service Mesh (Maistra) 2.x that is built on this release.
    pub service_mesh: Option<u32>,
    /// A text that the chart's own template holds since this release, and no earlier one's; empty where none is known.
    pub chart_sign: &'static str,
    /// Keys that a single template may give, as Go's struct names them.
    pub(crate) new_spec_keys: &'static [&'static str],

    // What templates see.
    /// Fields of the data that came with this release.
    pub(crate) new_fields: &'static [&'static str],
    /// Fields of the data that went with this release.
    pub(crate) gone_fields: &'static [&'static str],
    /// Functions of Istio's own that came with this release.
    pub(crate) new_functions: &'static [&'static str],
    /// Functions of Istio's own that went with this release.
    pub(crate) gone_functions: &'static [&'static str],
    /// Whether templates have sprig's functions beside Istio's.
    pub sprig: bool,
    /// Whether `.ObjectMeta` and `.Spec` are pointers.
    pub pod_pointers: bool,
    /// What `.DeploymentMeta` is; `.TypeMeta` is a pointer where it is one.
    pub deployment_meta: DeploymentMeta,
    /// Whether the workload of a bare pod is found by its owner in `kube-inject`, as the webhook finds it.
    pub bare_pod_owner: bool,
    /// Whether a label identifies the pod of a DeploymentConfig.
    pub finds_deployment_config: bool,
    /// Whether a label identifies the pod of an Argo Rollout.
    pub finds_rollout: bool,
    /// The `apiVersion` of a CronJob that is recognised by the name of its Job.
    pub cron_job_api: &'static str,
    /// Whether `.EstimatedConcurrency` is worked out; where it is not it is 0.
    pub estimates_concurrency: bool,
    /// Whether an image type that nobody names is `global.variant`.
    pub image_variant: bool,
    /// Whether an empty image type counts as none.
    pub empty_image_type_is_none: bool,
    /// What `appendMultusNetwork` does.
    pub multus: Multus,
    /// Whether lists of ports leave out those of UDP and SCTP.
    pub skips_datagram_ports: bool,
    /// What `formatDuration` prints of no duration.
    pub nil_duration: &'static str,

    // Mesh and proxy config.
    /// Changes of the code's own proxy config.
    pub(crate) proxy_defaults: &'static [(&'static str, Change)],
    /// Changes of the code's own mesh config.
    pub(crate) mesh_defaults: &'static [(&'static str, Change)],
    /// Whether providers are among the defaults of the mesh config, each of them by its name.
    pub(crate) default_providers: &'static [(&'static str, &'static str, Given)],
    /// How a user's mesh config is laid on the defaults.
    pub(crate) mesh_reading: MeshReading,
    /// What is refused in a mesh config that can be read.
    pub(crate) mesh_checks: MeshChecks,
    /// Whether the trust domain's aliases are sorted and none is there twice.
    pub(crate) unites_trust_domain_aliases: bool,
    /// Whether `proxyMetadata` of several sources are united; else the last replaces the others.
    pub(crate) unites_proxy_metadata: bool,
    /// Whether `proxyHeaders` keep what a later source leaves unset.
    pub(crate) unites_proxy_headers: bool,
    /// Whether ProxyConfig objects of the cluster count.
    pub proxy_config_resources: bool,

    // Annotations.
    /// How annotations are checked, and in which words.
    pub(crate) annotation_rules: AnnotationRules,
    /// Annotations that are checked from this release on.
    pub(crate) new_checks: &'static [&'static str],
    /// Annotations that are no longer checked.
    pub(crate) gone_checks: &'static [&'static str],
    /// Whether a port that cannot be read is named in the error, and not the number that Go had by then.
    pub(crate) names_bad_ports: bool,
    /// Whether prefixes of addresses are read by `netip`, and not by `net`.
    pub(crate) netip_prefixes: bool,

    /// Annotations that the release knows from here on and does not check.
    pub(crate) new_unchecked: &'static [&'static str],
    /// Whether the proxy config's `concurrency` is a message with the number.
    pub wraps_concurrency: bool,
    /// Whether lists and maps that a config gives empty are printed.
    pub(crate) keeps_empty: bool,
    /// Whether `protoToJSON` leaves out what equals the code's own proxy config.
    pub(crate) cleans_proxy_config: bool,

    // Who is injected.
    /// Kinds that `kube-inject` knows from this release on.
    pub(crate) new_kinds: &'static [&'static str],
    /// Whether configs have selectors.
    pub selectors: bool,
    /// Namespaces in which nothing is injected.
    pub ignored_namespaces: &'static [&'static str],
    /// Whether the label `sidecar.istio.io/inject` counts, and more than the annotation.
    pub inject_label: bool,
    /// Which values of it mean what.
    pub inject_values: InjectValues,
    /// Whether `kube-inject` decides as the webhook does, and with a single template patches as it does; else only the
    /// host network counts.
    pub offline_decision: bool,
    /// Which pods `kube-inject` takes for injected and leaves alone.
    pub already_injected: AlreadyInjected,
    /// How `kube-inject` says what it leaves alone.
    pub skip_message: SkipMessage,

    // What happens to a pod with a single template.
    /// Whether the webhook's templates see the workload behind a pod, and not only the pod.
    pub webhook_owner: bool,
    /// Whether a job with a time in its name is one of a CronJob.
    pub finds_cron_job: bool,
    /// What the webhook's URL says of the cluster.
    pub url_cluster: UrlCluster,
    /// Whether every injected pod gets `injectedAnnotations` from the webhook.
    pub injected_annotations: bool,
    /// Whether `kube-inject` sets what `podRedirectAnnot` gives.
    pub redirect_annotations: bool,
    /// Whether `kube-inject` adds the pull secrets that its status names.
    pub offline_pull_secrets: bool,
    /// Whether `kube-inject` merges Prometheus annotations.
    pub offline_prometheus: bool,
    /// When pods get the proxy's group, so that it can read tokens.
    pub fs_group: FsGroup,
    /// Where the agent's port is said.
    pub status_port: StatusPort,
    /// Whether a pod may say by an annotation whether its probes go through the agent.
    pub probe_annotation: bool,
    /// Whether the agent is asked in plain HTTP, whatever it asks the application in.
    pub plain_probes: bool,
    /// Whether the agent gets an empty list when there are no probes.
    pub empty_probers: bool,
    /// Whether the patch begins with the probes; else they are its end.
    pub probes_first: bool,
    /// Whether the webhook puts `istio-validation` before all init containers.
    pub validation_first: bool,
    /// Which labels pods get.
    pub labels: Labels,

    // What happens to the pod.
    /// Whether the webhook puts a pod without a namespace into that of the request.
    pub request_namespace: bool,
    /// Whether a patch of the webhook has values where it removes.
    pub null_on_removal: bool,
    /// Whether the proxy mounts the token of the service account as the application does.
    pub token_mount: bool,
    /// Whether the proxy's `--concurrency` follows its resources.
    pub concurrency_of_resources: bool,
    /// Whether `restartPolicy` of a container is a field of Kubernetes' types.
    pub restart_policy: bool,
    /// What says whether the proxy is a native sidecar.
    pub native_switch: NativeSwitch,
    /// Whether a pod may say by an annotation whether its proxy is a native sidecar.
    pub native_annotation: bool,
    /// Whether the capture rules and their check follow the user that a pod's author gives the proxy.
    pub init_user: bool,
    /// On OpenShift: where the user of the proxy that is also the application's is forgotten.
    pub shared_user: SharedUser,
    /// Whether containers of an earlier injection are distinguished from the author's.
    pub knows_own_containers: bool,
    /// What becomes of the pod's Prometheus annotations.
    pub prometheus: PrometheusMerge,
    /// Whether startup probes are a field of Kubernetes' types.
    pub startup_probe_type: bool,
    /// Whether startup probes go through the agent.
    pub startup_probes: bool,
    /// Whether TCP probes go through the agent.
    pub tcp_probes: bool,
    /// Whether gRPC probes are a field of Kubernetes' types, and go through the agent.
    pub grpc_probes: bool,
    /// Whether probes of init containers go through the agent.
    pub init_container_probes: bool,
    /// Whether lifecycle requests go through the agent.
    pub lifecycle_probes: bool,
    /// Whether the agent learns the timeouts of probes.
    pub probe_timeouts: bool,
    /// What the agent of a reinjected pod learns about its probes.
    pub known_probers: KnownProbers,

    // What is written.
    /// What the status annotation holds.
    pub status: StatusForm,
    /// Whether `kube-inject` folds long lines.
    pub folds_lines: bool,
    /// Whether a creation time that is not set is written as null.
    pub null_creation_timestamp: bool,
    /// Whether a StatefulSet has a count of available replicas.
    pub available_replicas: bool,
    /// Whether the types of Kubernetes are those of `extensions/v1beta1` and the like.
    pub early_types: bool,
}

impl Release {
    /// How a mesh or proxy config is read that may have unknown fields.
    pub(crate) fn unknown_fields(&self) -> UnknownFields {
        if self.keeps_empty { UnknownFields::IgnoreKeepingEmpty } else { UnknownFields::Ignore }
    }

    /// The row of the next minor release, before its differences.
    pub(super) const fn next(&'static self) -> Release {
        Release {
            minor: (self.minor.0, self.minor.1 + 1),
            previous: Some(self),
            recorded_cases: 0,
            chart_sign: "",
            service_mesh: None,
            new_spec_keys: &[],
            new_fields: &[],
            gone_fields: &[],
            new_functions: &[],
            gone_functions: &[],
            new_kinds: &[],
            new_checks: &[],
            new_unchecked: &[],
            gone_checks: &[],
            proxy_defaults: &[],
            mesh_defaults: &[],
            ..*self
        }
    }

    /// This release and those before it, latest first.
    pub(super) fn history(&'static self) -> impl Iterator<Item = &'static Release> {
        std::iter::successors(Some(self), |release| release.previous)
    }
}
