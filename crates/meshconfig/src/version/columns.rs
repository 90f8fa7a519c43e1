//! What a column of the table of releases may say where it is more than yes or no.

/// What an injection config holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One `template`, which gives containers and volumes to append.
    Single,
    /// `templates`, each of which gives a pod that is merged.
    Templates,
}

/// What `.DeploymentMeta` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeploymentMeta {
    /// A pointer to the workload's metadata.
    Pointer,
    /// The workload's metadata.
    Object,
    /// The workload's name and namespace.
    NamespacedName,
}

/// What `appendMultusNetwork` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multus {
    /// It appends.
    Always,
    /// It appends unless the network is there.
    Once,
    /// As [`Multus::Once`], and a network may be in a namespace.
    Namespaced,
}

/// Which values of `sidecar.istio.io/inject` mean what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InjectValues {
    /// YAML's words for yes; all others are a no.
    Lenient,
    /// `true` and `false`; others do not count.
    Strict,
}

/// Which pods `kube-inject` takes for injected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlreadyInjected {
    /// None.
    Never,
    /// Those of several containers, one of which is a proxy.
    HasProxy,
    /// The same with a status annotation.
    HasProxyAndStatus,
}

/// How `kube-inject` says what it leaves alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipMessage {
    /// By the name of the pod template.
    Template,
    /// By the name of the pod template, else the workload's.
    Name,
    /// The same, pointed out by an arrow.
    Arrow,
    /// By kind, namespace and name. Injected pods are said to have host networking.
    KindWithSlip,
    /// By kind, namespace and name.
    Kind,
}

/// What says whether the proxy is a native sidecar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NativeSwitch {
    /// There are none.
    Absent,
    /// `ENABLE_NATIVE_SIDECARS`, which is off where it is not set.
    Environment,
    /// The same, or the nodes where it is not set.
    Detected,
}

/// Where the user of the proxy that is also the application's is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedUser {
    /// Nowhere.
    Kept,
    /// Compared with the containers.
    Containers,
    /// Compared with the init containers, too.
    AllContainers,
}

/// What the webhook's URL says of the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlCluster {
    /// Nothing.
    Absent,
    /// Cluster and network, at its end: `…/cluster/NAME/net/NAME`.
    AtEnd,
    /// Variables of the proxy, in pairs of name and value.
    Variables,
}

/// When pods get the proxy's group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FsGroup {
    /// Never.
    Never,
    /// Where the mesh mounts a token for secret discovery; it takes the place of the pod's security context.
    ForTokenMount,
    /// Where the mesh has secret discovery; it takes the place of the pod's security context.
    ForSecretDiscovery,
    /// Where the mesh has secret discovery.
    BesideSecretDiscovery,
    /// Always, unless the control plane's environment says otherwise.
    Always,
}

/// Where the agent's port is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPort {
    /// Among the proxy's arguments.
    Arguments,
    /// In the mesh config, or by an annotation of the pod.
    MeshConfig,
}

/// Which labels pods get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Labels {
    /// None.
    Absent,
    /// That the pod speaks mutual TLS.
    Tls,
    /// The same; the webhook adds the canonical names.
    Canonical,
    /// The same, and the revision.
    Revision,
    /// The same, and the network.
    Network,
}

/// What becomes of the pod's Prometheus annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrometheusMerge {
    /// They stay.
    Absent,
    /// They are merged where they are spelled as usual.
    Exact,
    /// They are merged in every spelling that Prometheus reads.
    Sanitised,
    /// The same; ports are checked, and there may be several targets.
    Targets,
}

/// What the agent of a reinjected pod learns about its probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownProbers {
    /// All of them, whatever it knows.
    Repeated,
    /// New ones are added to what it knows; where it knows none, it learns none.
    Extended,
    /// Those that came since are added to what it knows, if anything.
    ExtendedOrTold,
}

/// What the status annotation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusForm {
    /// The template's fingerprint, and names but those of pull secrets.
    VersionOnly,
    /// The template's fingerprint, and names.
    Version,
    /// Names.
    Names,
    /// Names, and the revision.
    Revision,
}

/// How annotations are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnnotationRules {
    /// They are not.
    Absent,
    /// Those of 1.0, up to the first that is refused.
    First,
    /// Those of 1.1.
    Registry,
    /// Those that the rows name.
    Rows,
}

/// How a user's mesh config is laid on the defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MeshReading {
    /// The proxy config is read on its own and written out, which drops its zeros; unknown fields are refused.
    Strict,
    /// The same; Mixer's old address counts where neither of its servers has one.
    StrictWithMixer,
    /// The proxy config is read on its own and written out, which drops its zeros.
    Rewritten,
    /// The proxy config is laid on the default one.
    Laid,
}

/// What is refused in a mesh config, by the release that began it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MeshChecks {
    /// Mixer, refresh delays, addresses of IPv4.
    Since0_5,
    /// The same with two Mixers.
    Since0_6,
    /// The same; messages name addresses.
    Since0_8,
    /// The same, and the delay of secret discovery.
    Since1_0,
    /// Locality, addresses of IPv6; no refresh delays.
    Since1_1,
    /// The same, and how long timeouts, drain and shutdown may be. Earlier releases have bounds, too, but their recorded
    /// answers pass them by.
    Since1_2,
    /// The same, and addresses of the services for metrics and access logs.
    Since1_3,
    /// The same, and the timeout of protocol detection.
    Since1_5,
    /// The same without a timeout of the proxy, but with the TLS settings of tracing and hosts of service settings.
    Since1_6,
    /// No Mixer; trust domains.
    Since1_8,
    /// The same, and the agent's port.
    Since1_11,
    /// The same, where the name of the cluster may be left to tracing.
    Since1_13,
    /// The same, and private key providers.
    Since1_14,
    /// The same without the time of the parent's shutdown.
    Since1_17,
    /// The same, and curves of the mesh's TLS.
    Since1_18,
    /// The same, where connecting may take an hour.
    Since1_20,
    /// The same, where draining may take longer than an hour.
    Since1_22,
}

/// A change of a default: its new value, or none any more.
pub(crate) type Change = Option<Given>;

/// The value of a default.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given {
    /// Text, or the name of an enumeration's value, or a duration.
    Text(&'static str),
    /// A number.
    Number(i64),
    /// A truth value.
    Flag(bool),
    /// A list of texts.
    Texts(&'static [&'static str]),
    /// A message with these fields.
    Message(&'static [(&'static str, Given)]),
}
