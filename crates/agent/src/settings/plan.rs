//! What an agent does, as types: parsed once, and read by whoever does a part of it.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use kubeyaml::{Map, Value};
use meshconfig::ProxyConfig;

use super::flags::ProxyKind;
use super::notice::Notice;

/// What an agent does. It does not change while the agent runs.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whose proxy it is.
    pub who: Who,
    /// The mesh it belongs to.
    pub mesh: Mesh,
    /// Where its certificate comes from.
    pub certificates: Certificates,
    /// Where its configuration comes from.
    pub xds: Xds,
    /// The name server of the pod; `None` where it has none.
    pub dns: Option<Dns>,
    /// The ports that are listened on.
    pub ports: Ports,
    /// How it ends.
    pub drain: Drain,
    /// What is answered on the status port.
    pub status: Status,
    /// How Envoy is started.
    pub envoy: Envoy,
    /// Files and sockets beside those.
    pub paths: Paths,
    /// How the agent logs.
    pub log: Log,
    /// What was given and has no effect, or is worth knowing. To be said once.
    pub notices: Vec<Notice>,
}

/// Whose proxy it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Sidecar, router or waypoint.
    pub kind: ProxyKind,
    /// `POD_NAME`; empty where nobody says it.
    pub pod: String,
    /// `POD_NAMESPACE`; empty where nobody says it.
    pub namespace: String,
    /// `SERVICE_ACCOUNT`; empty where nobody says it.
    pub service_account: String,
    /// `HOST_IP`, the node's address.
    pub host_ip: Option<IpAddr>,
    /// The pod's addresses, `INSTANCE_IP` first; at least one, each once.
    pub addresses: Vec<IpAddr>,
    /// Suffix of the node id, such as `default.svc.cluster.local`.
    pub domain: String,
    /// `TYPE~IP~POD.NAMESPACE~DOMAIN`, by which the control plane knows the proxy.
    pub node_id: String,
    /// Labels of the pod's file, without `pod-template-hash`; `None` without a file.
    pub labels: Option<Vec<(String, String)>>,
    /// Annotations of the pod's file.
    pub annotations: Vec<(String, String)>,
}

impl Who {
    /// Whether all addresses are IPv6.
    #[must_use]
    pub fn is_ipv6_only(&self) -> bool {
        self.addresses.iter().all(IpAddr::is_ipv6)
    }

    /// Whether there are addresses of both families.
    #[must_use]
    pub fn is_dual_stack(&self) -> bool {
        self.addresses.iter().any(IpAddr::is_ipv6) && self.addresses.iter().any(IpAddr::is_ipv4)
    }

    /// The value of an annotation of the pod.
    #[must_use]
    pub fn annotation(&self, name: &str) -> Option<&str> {
        self.annotations.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The mesh a proxy belongs to.
#[derive(Clone)]
pub struct Mesh {
    /// `TRUST_DOMAIN`, such as `cluster.local`.
    pub trust_domain: String,
    /// `ISTIO_META_CLUSTER_ID`, sent as the gRPC metadata `ClusterID`; empty where nobody says it.
    pub cluster_id: String,
    /// The effective proxy config.
    pub proxy_config: ProxyConfig,
    /// What the environment says of the node's metadata: `ISTIO_META_*` and `ISTIO_METAJSON_*`, without the prefixes.
    pub metadata: Map,
    /// Labels of `ISTIO_METAJSON_LABELS`.
    pub static_labels: Map,
    /// `ISTIO_VERSION` of the node, where its metadata does not name one.
    pub reported_version: String,
}

/// Without values that may be secret: an access token of a tracer may be in the proxy config.
impl fmt::Debug for Mesh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mesh")
            .field("trust_domain", &self.trust_domain)
            .field("cluster_id", &self.cluster_id)
            .field("metadata", &self.metadata.keys().collect::<Vec<_>>())
            .field("reported_version", &self.reported_version)
            .finish_non_exhaustive()
    }
}

/// Where certificates come from, and how long they are to live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificates {
    /// Files that stand in for the CA: `FILE_MOUNTED_CERTS`. (Files of the mounted workload certificate, in
    /// [`Paths::workload_certificate`], do so as well where all three are there.)
    pub mounted: Option<CertificateFiles>,
    /// The CA, which is asked where no files stand in for it.
    pub ca: Ca,
    /// The kind of the key.
    pub key: KeyKind,
    /// Whether keys are written as PKCS#8: `PKCS8_KEY`.
    pub pkcs8: bool,
    /// `SECRET_TTL`: the life that is asked for.
    pub lifetime: Duration,
    /// `SECRET_GRACE_PERIOD_RATIO`: the part of a certificate's life that is left when it is renewed, 0 to 1.
    pub grace_ratio: Ratio,
    /// `SECRET_GRACE_PERIOD_RATIO_JITTER`: by how much the former is changed at random, up or down.
    pub grace_jitter: Ratio,
    /// `OUTPUT_CERTS`: the folder into which key and chain are written, beside serving them.
    pub output: Option<PathBuf>,
    /// `FILE_DEBOUNCE_DURATION`: how long a changed file is left alone before it is read.
    pub debounce: Duration,
}

/// A part of a whole, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(pub u32);

impl Ratio {
    /// As a number from 0 to 1.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1e6
    }
}

/// Which key is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// ECDSA on the curve P-256.
    P256,
    /// ECDSA on the curve P-384.
    P384,
    /// RSA of so many bits.
    Rsa(u32),
}

/// A chain, its key and the roots, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The chain, leaf first.
    pub chain: PathBuf,
    /// The leaf's key.
    pub key: PathBuf,
    /// The trusted roots.
    pub root: PathBuf,
}

/// The certificate authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ca {
    /// Where it is reached.
    pub server: Server,
    /// `ISTIO_META_CERT_SIGNER`: which signer the CA is to use.
    pub signer: Option<String>,
    /// Chain and key with which the agent identifies itself to the CA, beside or in place of a token: those of `PROV_CERT`.
    pub provisioned: Option<CertificateFiles>,
}

/// A gRPC server of the control plane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `HOST:PORT`, IPv6 in brackets.
    pub address: String,
    /// How it is trusted; `None` is plaintext.
    pub tls: Option<Tls>,
    /// gRPC metadata beside `authorization` and `ClusterID`, which the agent adds itself.
    pub headers: Vec<Header>,
}

/// How a server is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    /// The name that its certificate must have.
    pub server_name: String,
    /// The roots that it is checked with.
    pub roots: Roots,
}

/// Trusted roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roots {
    /// Those of the system.
    System,
    /// The first of these files that exists; at least one.
    Files(Vec<PathBuf>),
}

/// A header of requests, of which the value may be secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The name alone: the value may be a token.
impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: …", self.name)
    }
}

/// Where Envoy's configuration comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xds {
    /// The control plane.
    pub server: Server,
    /// Chain and key with which the agent identifies itself, in place of a token: those of `PROV_CERT` or, with
    /// `FILE_MOUNTED_CERTS`, of the proxy's metadata.
    pub client: Option<CertificateFiles>,
    /// The socket that Envoy connects to: `CONFIGPATH/XDS`.
    pub socket: PathBuf,
    /// Whether Envoy asks for changes only; else for the whole state each time.
    pub delta: bool,
    /// `PROXY_CONFIG_XDS_AGENT`: whether the agent asks for its proxy config.
    pub asks_for_proxy_config: bool,
    /// Whether the agent asks for the table of names; so wherever it is a name server.
    pub asks_for_names: bool,
}

/// The name server of the pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dns {
    /// `DNS_PROXY_ADDR`: `HOST:PORT` to listen on, by UDP and TCP.
    pub address: String,
    /// `DNS_FORWARD_PARALLEL`: whether all servers are asked at once.
    pub parallel: bool,
    /// `DNS_FORWARD_TIMEOUT`: how long a server may take.
    pub timeout: Duration,
}

/// The ports that are listened on, each not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ports {
    /// Envoy's admin interface, on loopback.
    pub admin: u16,
    /// The agent's status server; `None` where there is none.
    pub status: Option<u16>,
    /// Envoy's listener for readiness: `ENVOY_STATUS_PORT`.
    pub envoy_status: u16,
    /// Envoy's listener for metrics: `ENVOY_PROMETHEUS_PORT`.
    pub envoy_prometheus: u16,
}

/// How a proxy ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drain {
    /// `terminationDrainDuration`: how long Envoy goes on after a signal.
    pub termination: Duration,
    /// `EXIT_ON_ZERO_ACTIVE_CONNECTIONS`: whether Envoy goes on until no connection is left instead.
    pub until_no_connections: bool,
    /// `MINIMUM_DRAIN_DURATION`: how long it goes on at the least then.
    pub minimum: Duration,
    /// Whether only inbound listeners are drained; not so for routers.
    pub inbound_only: bool,
}

/// What is answered on the status port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// `ISTIO_KUBE_APP_PROBERS`: JSON of the application's probes.
    pub app_probers: Option<String>,
    /// `ISTIO_PROMETHEUS_ANNOTATIONS`: JSON of where the application's metrics are.
    pub prometheus: Option<String>,
    /// Where probes reach the application.
    pub probe_target: IpAddr,
    /// `ISTIO_ENABLE_HTTP2_PROBING`: whether probes over TLS may use HTTP/2.
    pub http2_probes: bool,
    /// `ENABLE_PROBE_KEEPALIVE_CONNECTIONS`: whether connections of probes are kept.
    pub keeps_probe_connections: bool,
    /// `METRICS_LOCALHOST_ACCESS_ONLY` of the proxy's metadata: whether metrics are for this pod alone.
    pub metrics_for_localhost_only: bool,
}

/// Files and sockets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// `configPath`: the folder for what the agent writes.
    pub config: PathBuf,
    /// The pod's token for the control plane, read anew for each use.
    pub token: PathBuf,
    /// The socket where Envoy asks for certificates.
    pub workload_socket: PathBuf,
    /// Whether somebody else must be serving on that socket: its name is not Istio's.
    pub workload_socket_is_foreign: bool,
    /// `OUTRIGGER_SDS_ANY_USER`: whether private keys are given to each user of the pod who asks there, as Istio's agent does,
    /// and not to the proxy's alone.
    pub workload_socket_is_for_everybody: bool,
    /// The socket for certificates of files, where somebody else serves the other.
    pub files_socket: PathBuf,
    /// A socket of somebody who serves credentials of gateways.
    pub credential_socket: PathBuf,
    /// Files of the mounted workload certificate. If all are there, no CA is asked.
    pub workload_certificate: CertificateFiles,
    /// `./etc/certs`: files of Istio 1.0's Citadel.
    pub etc_certs: CertificateFiles,
    /// Revoked certificates of the CA.
    pub revoked: PathBuf,
    /// `GRPC_XDS_BOOTSTRAP`: where the bootstrap of proxyless gRPC is written.
    pub grpc_bootstrap: Option<PathBuf>,
}

/// How Envoy is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envoy {
    /// `DISABLE_ENVOY`: it is not started at all.
    pub is_disabled: bool,
    /// `binaryPath`: its program.
    pub binary: PathBuf,
    /// What its bootstrap is made of.
    pub bootstrap: BootstrapSource,
    /// `ISTIO_BOOTSTRAP_OVERRIDE`: a file of YAML or JSON that is laid over the bootstrap.
    pub bootstrap_override: Option<PathBuf>,
    /// Level of its log, such as `warning`.
    pub log_level: Option<String>,
    /// Levels of parts of its log, such as `misc:error`.
    pub component_log_level: Option<String>,
    /// Whether its log is JSON.
    pub log_as_json: bool,
    /// `drainDuration`, whole seconds.
    pub drain_time: Duration,
    /// Threads; 0 is one for each processor.
    pub concurrency: u32,
    /// `fileFlushInterval`: how often logs in files are written out.
    pub file_flush_interval: Duration,
    /// `fileFlushMinSizeKb`: kilobytes of log that are kept at the least, 0 for Envoy's own.
    pub file_flush_min_size_kb: u32,
    /// `ENVOY_SKIP_DEPRECATED_LOGS`.
    pub skips_deprecated_logs: bool,
    /// `ISTIO_ENVOY_ENABLE_CORE_DUMP`.
    pub dumps_core: bool,
    /// `--outlierLogPath`: where ejected hosts are logged.
    pub outlier_log: Option<String>,
    /// `COMPLIANCE_POLICY`, where it is FIPS 140-2: no TLS 1.3 and a short list of ciphers.
    pub fips: bool,
    /// `PEER_METADATA_DISCOVERY`, where it is set.
    pub metadata_discovery: Option<bool>,
    /// `ENVOY_STATUS_PORT_ENABLE_PROXY_PROTOCOL`.
    pub status_takes_proxy_protocol: bool,
    /// `ISTIO_DUAL_STACK`: whether listeners of the bootstrap have addresses of both families.
    pub dual_stack: bool,
    /// Whether fragments of paths are refused, not cut: `HTTP_STRIP_FRAGMENT_FROM_PATH_UNSAFE_IF_DISABLED=false`.
    pub keeps_fragments: bool,
}

/// What Envoy's bootstrap is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BootstrapSource {
    /// The settings alone.
    BuiltIn,
    /// A template of the user's, in which the settings are filled.
    Template(PathBuf),
    /// A file of the user's as it is: `customConfigFile`.
    AsItIs(PathBuf),
}

/// How the agent logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// `--log_output_level`, such as `default:info`.
    pub levels: String,
    /// `--log_as_json`.
    pub as_json: bool,
}

impl Mesh {
    /// A text of the proxy config below a path of JSON names; `None` where it is unset or empty.
    #[must_use]
    pub fn proxy_text(&self, path: &[&str]) -> Option<&str> {
        self.proxy_config.document().str_at(path).filter(|text| !text.is_empty())
    }

    /// A node of the proxy config below a path of JSON names; null where it is unset.
    #[must_use]
    pub fn proxy_value(&self, path: &[&str]) -> &Value {
        self.proxy_config.document().at(path)
    }
}
