//! What a bootstrap is made of, typed.

mod family;
mod remote;
mod runtime;
mod stats;
mod tracing;

use kubeyaml::Value;

pub use family::AddressFamily;
pub use remote::RemoteService;
pub use stats::Stats;
pub use tracing::{Tracer, Tracing};

use crate::node::{Found, Node};
use crate::settings::{Notice, Plan, Ports, ProxyKind};

/// The parameters of a bootstrap.
#[derive(Clone, Debug)]
pub struct Parameters<'a> {
    /// What they come of.
    pub plan: &'a Plan,
    /// The node.
    pub node: &'a Node,
    /// Which addresses listeners and clusters have.
    pub family: AddressFamily,
    /// The ports.
    pub ports: Ports,
    /// Whether Envoy asks for changes only.
    pub delta: bool,
    /// Whether Envoy learns of other workloads' metadata; only Istio's Envoy can.
    pub metadata_discovery: bool,
    /// Whether Envoy's log is JSON.
    pub log_as_json: bool,
    /// The static layer of the runtime.
    pub runtime: Value,
    /// The most connections from outside that are open at once.
    pub max_connections: i64,
    /// Statistics.
    pub stats: Stats,
    /// Where spans go.
    pub tracing: Option<Tracing>,
    /// A server that statistics are sent to.
    pub metrics_service: Option<RemoteService>,
    /// A server that access logs are sent to.
    pub access_log_service: Option<RemoteService>,
    /// Where ejected hosts are logged.
    pub outlier_log: Option<&'a str>,
    /// `load_stats_config` of the cluster manager.
    pub load_reporting: Option<Value>,
    /// The socket where certificates of files are asked for, where it is another.
    pub files_socket: Option<String>,
    /// What was given and has no effect.
    pub notices: Vec<Notice>,
}

impl<'a> Parameters<'a> {
    /// The parameters of a plan, for its node.
    ///
    /// Source: Istio 1.30 pkg/bootstrap/config.go, toTemplateParams.
    #[must_use]
    pub fn of(plan: &'a Plan, node: &'a Node, found: &Found) -> Parameters<'a> {
        let mut notices = Vec::new();
        let is_waypoint = plan.who.kind == ProxyKind::Waypoint;
        let delta = plan.xds.delta || is_waypoint;
        let discovers = is_waypoint || node.text("METADATA_DISCOVERY") == Some("true");
        if discovers && !delta {
            let why = "it needs ISTIO_DELTA_XDS";
            notices.push(Notice::NoEffect { name: "PEER_METADATA_DISCOVERY".to_owned(), why });
        }
        let files_socket = plan.paths.files_socket.to_string_lossy().into_owned();
        Parameters {
            family: AddressFamily::of(&plan.who, plan.envoy.dual_stack),
            ports: plan.ports,
            delta,
            metadata_discovery: discovers && delta,
            log_as_json: plan.envoy.log_as_json,
            runtime: runtime::layer(plan),
            max_connections: runtime::max_connections(plan, &mut notices),
            stats: Stats::of(plan, found, &mut notices),
            tracing: Tracing::of(plan, node, &mut notices),
            metrics_service: remote::metrics_service(plan, node, &mut notices),
            access_log_service: remote::remote_service(
                "envoyAccessLogService",
                "envoy_accesslog_service",
                plan,
                node,
                &mut notices,
            ),
            outlier_log: plan.envoy.outlier_log.as_deref(),
            load_reporting: load_reporting(node, &mut notices),
            files_socket: node.text("file-credential").map(|_| files_socket),
            plan,
            node,
            notices,
        }
    }
}

fn load_reporting(node: &Node, notices: &mut Vec<Notice>) -> Option<Value> {
    let text = node.text("LOAD_STATS_CONFIG_JSON")?;
    let read = kubeyaml::from_json(text.as_bytes()).ok().filter(|value| value.as_map().is_some());
    if read.is_none() {
        notices.push(Notice::Unreadable {
            name: "ISTIO_META_LOAD_STATS_CONFIG_JSON".to_owned(),
            why: "it is not a JSON object".to_owned(),
            instead: "nothing of it".to_owned(),
        });
    }
    read
}
