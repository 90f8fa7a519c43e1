//! What the agent learns by looking, once it has a plan.

use std::net::IpAddr;

/// What was found when the agent looked, just before Envoy is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whether somebody answers on the socket for credentials of gateways.
    pub credential_socket: bool,
    /// Whether somebody else serves the workload's certificate, so that the agent serves those of files only.
    pub serves_only_files: bool,
    /// The address of the proxy config's `statsdUdpAddress`, where that is a name.
    pub statsd: Option<IpAddr>,
}
