//! Servers that statistics and access logs are sent to.

use kubeyaml::Value;

use super::super::address::{Address, address_or_notice};
use super::super::tls;
use crate::node::Node;
use crate::settings::{Notice, Plan};

/// A gRPC server beside the control plane.
#[derive(Clone, Debug, PartialEq)]
pub struct RemoteService {
    /// Where it is.
    pub address: Address,
    /// Its `transport_socket`; `None` is plaintext.
    pub transport_socket: Option<Value>,
    /// Its `upstream_connection_options`.
    pub connection_options: Option<Value>,
}

/// Today's field, or the one of Istio 1.1.
pub(super) fn metrics_service(plan: &Plan, node: &Node, notices: &mut Vec<Notice>) -> Option<RemoteService> {
    let today = remote_service("envoyMetricsService", "envoy_metrics_service", plan, node, notices);
    today.or_else(|| {
        let address = plan.mesh.proxy_text(&["envoyMetricsServiceAddress"])?;
        let address = address_or_notice("envoyMetricsServiceAddress", address, plan, notices)?;
        Some(RemoteService { address, transport_socket: None, connection_options: None })
    })
}

pub(super) fn remote_service(
    field: &str,
    cluster: &str,
    plan: &Plan,
    node: &Node,
    notices: &mut Vec<Notice>,
) -> Option<RemoteService> {
    let address = address_or_notice(field, plan.mesh.proxy_text(&[field, "address"])?, plan, notices)?;
    let service = plan.mesh.proxy_value(&[field]);
    Some(RemoteService {
        address,
        transport_socket: tls::transport_socket(service.at(&["tlsSettings"]), cluster, true, node),
        connection_options: service.get("tcpKeepalive").map(tls::keepalive),
    })
}
