//! Where spans go.

use kubeyaml::Value;

use super::super::address::{Address, address_or_notice};
use super::super::tls;
use crate::node::Node;
use crate::settings::{Notice, Plan};

/// A tracer, which server it sends spans to, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Tracing {
    /// Which one.
    pub tracer: Tracer,
    /// Its server.
    pub address: Address,
    /// The `transport_socket` of its server; `None` is plaintext.
    pub transport_socket: Option<Value>,
}

/// A tracer that Envoy has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tracer {
    /// Zipkin.
    Zipkin,
    /// Lightstep, in Envoys that have it still.
    Lightstep,
    /// Datadog.
    Datadog,
}

impl Tracer {
    const ALL: [Tracer; 3] = [Tracer::Zipkin, Tracer::Lightstep, Tracer::Datadog];

    /// Its field in the proxy config.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Tracer::Zipkin => "zipkin",
            Tracer::Lightstep => "lightstep",
            Tracer::Datadog => "datadog",
        }
    }

    /// The cluster of its server.
    pub(in crate::bootstrap) fn cluster(self) -> &'static str {
        match self {
            Tracer::Zipkin => "zipkin",
            Tracer::Lightstep => "lightstep",
            Tracer::Datadog => "datadog_agent",
        }
    }
}

impl Tracing {
    /// What the proxy config says.
    ///
    /// Source: Istio 1.30 pkg/bootstrap/config.go, getProxyConfigOptions.
    pub(super) fn of(plan: &Plan, node: &Node, notices: &mut Vec<Notice>) -> Option<Tracing> {
        let tracing = plan.mesh.proxy_value(&["tracing"]);
        let Some(tracer) = Tracer::ALL.into_iter().find(|tracer| tracing.get(tracer.field()).is_some())
        else {
            for other in
                ["stackdriver", "openCensusAgent"].into_iter().filter(|name| tracing.get(name).is_some())
            {
                let name = format!("tracing.{other} of the proxy config");
                notices.push(Notice::NoEffect { name, why: "Envoy has no such tracer any more" });
            }
            return None;
        };
        let address = tracing.str_at(&[tracer.field(), "address"]).filter(|text| !text.is_empty())?;
        let address =
            address_or_notice(&format!("tracing.{}.address", tracer.field()), address, plan, notices)?;
        let http2 = tracer == Tracer::Lightstep;
        let transport_socket = tls::transport_socket(tracing.at(&["tlsSettings"]), "tracer", http2, node);
        Some(Tracing { tracer, address, transport_socket })
    }
}
