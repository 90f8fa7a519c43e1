//! What is counted of the relay, with Istio's names where Istio counts the same.
//!
//! Source: Istio 1.30 pkg/istio-agent/metrics/monitoring.go.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// A type of resources.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Type {
    r#type: String,
}

/// The counts. Istio's names have no suffix `_total`, so that these are gauges to the library.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) requests: Gauge,
    pub(super) responses: Gauge,
    pub(super) failures: Gauge,
    pub(super) terminations: Gauge,
    pub(super) envoy_terminations: Gauge,
    rejections: Family<Type, Gauge>,
    warming: Gauge,
}

impl Counts {
    /// Adds them to what is reported.
    pub(super) fn register(&self, registry: &mut Registry) {
        for (name, help, gauge) in [
            ("xds_proxy_requests", "The total number of Xds Proxy Requests", &self.requests),
            ("xds_proxy_responses", "The total number of Xds Proxy Responses", &self.responses),
            (
                "istiod_connection_failures",
                "The total number of connection failures to Istiod",
                &self.failures,
            ),
            (
                "istiod_connection_terminations",
                "The total number of connection errors to Istiod",
                &self.terminations,
            ),
            (
                "envoy_connection_terminations",
                "The total number of connection errors from envoy",
                &self.envoy_terminations,
            ),
            ("warming_clusters", "Clusters that Envoy has and does not use yet", &self.warming),
        ] {
            registry.register(name, help, gauge.clone());
        }
        let help = "Configurations that Envoy refused, by the type of their resources";
        registry.register("xds_rejections", help, self.rejections.clone());
    }

    /// Envoy refused a response of a type.
    pub(super) fn rejected(&self, type_url: &str) {
        // Envoy has a handful of types.
        self.rejections.get_or_create(&Type { r#type: type_url.to_owned() }).inc();
    }

    /// So many clusters are not used yet.
    pub(super) fn warming(&self, count: u64) {
        self.warming.set(i64::try_from(count).unwrap_or(i64::MAX));
    }
}
