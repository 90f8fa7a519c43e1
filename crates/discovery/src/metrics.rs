//! What is counted, under istiod's names, as dashboards use them.

use std::fmt::Write as _;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// A counter. As one of its own kind its name would end in `_total`, which istiod's do not.
///
/// Source: Istio 1.30 pkg/monitoring/monitoring.go, RegisterPrometheusExporter.
type Counter = Gauge;

/// What is counted.
pub(crate) struct Metrics {
    registry: Registry,
    pushes: Family<OfType, Counter>,
    rejects: Counter,
    push_time: Family<OfType, Histogram, fn() -> Histogram>,
    sizes: Family<OfType, Histogram, fn() -> Histogram>,
    convergence: Histogram,
    proxies: Family<OfVersion, Gauge>,
    services: Gauge,
    csrs: Counter,
    signed: Counter,
    csr_errors: Counter,
    root_expiry: Gauge<f64, AtomicU64>,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfType {
    r#type: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfVersion {
    version: String,
}

impl Metrics {
    pub(crate) fn new() -> Metrics {
        let mut registry = Registry::default();
        let metrics = Metrics {
            pushes: Family::default(),
            rejects: Counter::default(),
            push_time: Family::new_with_constructor(of_seconds),
            sizes: Family::new_with_constructor(of_bytes),
            convergence: of_seconds(),
            proxies: Family::default(),
            services: Gauge::default(),
            csrs: Counter::default(),
            signed: Counter::default(),
            csr_errors: Counter::default(),
            root_expiry: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register("pilot_xds_pushes", "Responses that proxies were sent", metrics.pushes.clone());
        registry.register(
            "pilot_total_xds_rejects",
            "Responses that proxies refused",
            metrics.rejects.clone(),
        );
        registry.register(
            "pilot_xds_push_time",
            "Seconds to put a response together and until it is taken to be sent",
            metrics.push_time.clone(),
        );
        registry.register("pilot_xds_config_size_bytes", "How long responses are", metrics.sizes.clone());
        registry.register(
            "pilot_proxy_convergence_time",
            "Seconds from a change until a proxy was sent all that it makes",
            metrics.convergence.clone(),
        );
        registry.register("pilot_xds", "Proxies that are connected", metrics.proxies.clone());
        registry.register("pilot_services", "Services of the mesh", metrics.services.clone());
        registry.register("citadel_server_csr_count", "Requests for certificates", metrics.csrs.clone());
        registry.register(
            "citadel_server_success_cert_issuance_count",
            "Certificates signed",
            metrics.signed.clone(),
        );
        registry.register(
            "citadel_server_csr_sign_err_count",
            "Requests that were refused",
            metrics.csr_errors.clone(),
        );
        registry.register(
            "citadel_server_root_cert_expiry_timestamp",
            "When the root ends, in seconds since 1970",
            metrics.root_expiry.clone(),
        );
        Metrics { registry, ..metrics }
    }

    /// A response of a type is sent.
    pub(crate) fn push(&self, type_url: &str, bytes: usize) {
        self.pushes.get_or_create(&OfType::of(type_url)).inc();
        #[allow(clippy::cast_precision_loss, reason = "it goes into a bucket")]
        let bytes = bytes as f64;
        self.sizes.get_or_create(&OfType::of(type_url)).observe(bytes);
    }

    /// A proxy was sent all that a change makes, so long after it.
    ///
    /// Source: Istio 1.30 pilot/pkg/xds/ads.go, pushConnection.
    pub(crate) fn converged(&self, time: Duration) {
        self.convergence.observe(time.as_secs_f64());
    }

    /// So long it took until it was taken.
    pub(crate) fn push_time(&self, type_url: &str, time: Duration) {
        self.push_time.get_or_create(&OfType::of(type_url)).observe(time.as_secs_f64());
    }

    /// A response was refused.
    pub(crate) fn rejected(&self) {
        self.rejects.inc();
    }

    /// A request for a certificate, and whether it was signed.
    pub(crate) fn signed(&self, is_signed: bool) {
        self.csrs.inc();
        if is_signed { &self.signed } else { &self.csr_errors }.inc();
    }

    /// When the root ends, in seconds since 1970.
    pub(crate) fn root_expires(&self, at: f64) {
        self.root_expiry.set(at);
    }

    /// All of it, in Prometheus' text. `proxies` are those that are connected by version, `services` how many there are.
    pub(crate) fn text<'a>(
        &self,
        proxies: impl IntoIterator<Item = (&'a String, &'a usize)>,
        services: usize,
    ) -> String {
        self.proxies.clear();
        for (version, count) in proxies {
            let gauge = self.proxies.get_or_create(&OfVersion { version: version.clone() });
            gauge.set(i64::try_from(*count).unwrap_or(i64::MAX));
        }
        self.services.set(i64::try_from(services).unwrap_or(i64::MAX));
        let mut said = String::new();
        if text::encode(&mut said, &self.registry).is_err() {
            let _ = writeln!(said, "# what is counted cannot be written");
        }
        said
    }
}

impl OfType {
    fn of(type_url: &str) -> OfType {
        OfType { r#type: short(type_url).to_owned() }
    }
}

/// Istio's buckets, and finer ones.
fn of_seconds() -> Histogram {
    Histogram::new([0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 3.0, 5.0, 10.0, 20.0, 30.0])
}

fn of_bytes() -> Histogram {
    Histogram::new([1.0, 10_000.0, 1_000_000.0, 4_000_000.0, 10_000_000.0, 40_000_000.0])
}

/// The types as istiod's metrics call them.
fn short(type_url: &str) -> &str {
    match mesh::Kind::of_type_url(type_url) {
        Some(mesh::Kind::Cluster) => "cds",
        Some(mesh::Kind::Endpoints) => "eds",
        Some(mesh::Kind::Listener) => "lds",
        Some(mesh::Kind::Route) => "rds",
        Some(mesh::Kind::NameTable) => "nds",
        None => "other",
    }
}
