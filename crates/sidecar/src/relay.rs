//! What Envoy is configured with: it asks on a socket, and is answered by the control plane.
//!
//! ```text
//! socket ─► server.rs: one stream at a time ─► session.rs ◄─► upstream (TLS, token)
//!                                                 │
//!                                     xds::Relay: what is passed on, what the agent asks for itself
//! ```
//!
//! Nothing that is passed on is decoded: a frame is held once, and sent as it came. Reconnecting is Envoy's: a stream that
//! ends at one side is ended at the other.
//!
//! Source: Istio 1.30 pkg/istio-agent/xds_proxy.go, xds_proxy_delta.go.

mod body;
mod codec;
mod counts;
mod server;
mod session;
mod socket;
mod warming;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use agent::settings::Plan;
use envoy_api::type_url;
use prometheus_client::registry::Registry;
use thiserror::Error;

use self::counts::Counts;
use self::session::Site;
use self::socket::Socket;
use crate::admin::Admin;
use crate::stop::Stop;
use crate::upstream::Upstream;

/// How long clusters may wait for their endpoints until that is said.
const WARMING: Duration = Duration::from_secs(10);

/// What the agent learns from what it passes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Envoy accepted clusters or listeners, of this type.
    Accepted(String),
    /// The names for the agent's DNS server came: an `istio.networking.nds.v1.NameTable`, `None` if there is none.
    Names(Option<Vec<u8>>),
    /// The part of the proxy's configuration that the agent asks for came: an `istio.mesh.v1alpha1.ProxyConfig`.
    ProxyConfig(Option<Vec<u8>>),
}

/// Who is told of [`News`]. It must not wait.
pub type Learn = Arc<dyn Fn(News) + Send + Sync>;

/// The relay, ready to be asked.
#[derive(Debug)]
pub struct Relay {
    socket: Socket,
    site: Arc<Site>,
    admin: Admin,
}

/// Envoy cannot be given its configuration.
#[derive(Debug, Error)]
pub enum RelayError {
    /// The control plane's address or a header for it cannot be used.
    #[error("the control plane cannot be asked: {0}")]
    Server(String),
    /// The socket cannot be made.
    #[error("cannot listen on the socket {}: {source}", path.display())]
    Socket {
        /// The socket.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl Relay {
    /// Opens the socket that Envoy asks on. Nobody is connected to yet.
    ///
    /// # Errors
    /// The socket cannot be opened, or what is given of the control plane cannot be used.
    pub fn prepare(plan: &Plan, learn: Learn) -> Result<Relay, RelayError> {
        let (xds, token) = (&plan.xds, plan.paths.token.clone());
        let upstream = Upstream::new(xds.server.clone(), xds.client.clone(), token, &plan.mesh.cluster_id);
        let upstream = upstream.map_err(|error| RelayError::Server(error.to_string()))?;
        let names = xds.asks_for_names.then_some(type_url::NAME_TABLE);
        let proxy_config = xds.asks_for_proxy_config.then_some(type_url::PROXY_CONFIG);
        let loopback = match plan.who.is_ipv6_only() {
            true => IpAddr::V6(Ipv6Addr::LOCALHOST),
            false => IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let socket = Socket::open(&xds.socket)
            .map_err(|source| RelayError::Socket { path: xds.socket.clone(), source })?;
        let site = Site {
            upstream,
            own: names.into_iter().chain(proxy_config).collect(),
            counts: Counts::default(),
            learn,
            clusters: Arc::default(),
        };
        Ok(Relay { socket, site: Arc::new(site), admin: Admin(SocketAddr::new(loopback, plan.ports.admin)) })
    }

    /// Adds what is counted.
    pub fn register(&self, registry: &mut Registry) {
        self.site.counts.register(registry);
    }

    /// Passes on what Envoy and the control plane say, until it is time to stop.
    ///
    /// # Errors
    /// None at present: what happens on a stream ends that one.
    pub async fn serve(self, mut stop: Stop) -> Result<(), String> {
        let (site, counted, admin) = (Arc::clone(&self.site), Arc::clone(&self.site), self.admin);
        let tell = move |count| counted.counts.warming(count);
        let warming = warming::watch(Arc::clone(&site.clusters), WARMING, move || admin.warming(), tell);
        tokio::select! {
            () = stop.wished() => Ok(()),
            () = server::serve(self.socket, site) => Ok(()),
            () = warming => Ok(()),
        }
    }
}
