//! What the server counts.

use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds of the latency buckets, in seconds.
const BUCKETS: [f64; 15] =
    [50e-6, 100e-6, 150e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 0.1, 1.0, 5.0, 10.0, 30.0];

/// The media type of [`Metrics::text`].
pub(crate) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Why something was counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

/// What was read anew, and how that went.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reloaded {
    source: &'static str,
    result: &'static str,
}

/// What was read anew.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Source {
    source: &'static str,
}

/// A webhook configuration, or the kind of its entries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Name {
    name: String,
}

/// A webhook configuration, and why it could not be put right.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NamedReason {
    name: String,
    reason: &'static str,
}

/// What became of something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Became {
    result: &'static str,
}

/// The name that Istio counts attempts under.
const INJECTOR: &str = "sidecar-injector.istio.io";

/// The server's metrics. The first five have Istio's names; `reason` is ours.
///
/// Source: Istio 1.30 pkg/kube/inject/monitoring.go; pkg/webhooks/monitoring.go for those that begin with `webhook_patch`.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Counter,
    success: Counter,
    failure: Family<Reason, Counter>,
    skip: Family<Reason, Counter>,
    time: Histogram,
    reloads: Family<Reloaded, Counter>,
    in_force: Family<Source, Gauge>,
    certificate_expiry: Gauge,
    panics: Counter,
    records_lost: Counter,
    patch_attempts: Family<Name, Counter>,
    patch_retries: Family<Name, Counter>,
    patch_failures: Family<NamedReason, Counter>,
    events: Family<Became, Counter>,
    /// Connections that are open.
    pub(crate) connections: Gauge,
}

impl Metrics {
    /// Metrics at zero.
    pub fn new() -> Metrics {
        let mut metrics = Metrics {
            registry: Registry::default(),
            requests: Counter::default(),
            success: Counter::default(),
            failure: Family::default(),
            skip: Family::default(),
            time: Histogram::new(BUCKETS),
            reloads: Family::default(),
            in_force: Family::default(),
            certificate_expiry: Gauge::default(),
            panics: Counter::default(),
            records_lost: Counter::default(),
            patch_attempts: Family::default(),
            patch_retries: Family::default(),
            patch_failures: Family::default(),
            events: Family::default(),
            connections: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let r = &mut self.registry;
        r.register("sidecar_injection_requests", "Requests for injection", self.requests.clone());
        r.register(
            "sidecar_injection_success",
            "Requests that were answered with a review",
            self.success.clone(),
        );
        r.register("sidecar_injection_failure", "Requests that failed, by reason", self.failure.clone());
        r.register("sidecar_injection_skip", "Pods that were left as they are, by reason", self.skip.clone());
        r.register(
            "sidecar_injection_time_seconds",
            "Time from a request's whole body to its answer",
            self.time.clone(),
        );
        r.register(
            "outrigger_reloads",
            "Attempts to take over changed files, by source and result",
            self.reloads.clone(),
        );
        r.register(
            "outrigger_configuration_current",
            "Whether what is in force is what the files say (0: the files are refused, what was in force before stays)",
            self.in_force.clone(),
        );
        r.register(
            "outrigger_certificate_expiry_timestamp_seconds",
            "When the serving certificate expires, in Unix time",
            self.certificate_expiry.clone(),
        );
        r.register("outrigger_panics", "Requests on which the injector panicked", self.panics.clone());
        r.register("outrigger_records_lost", "Reviews that could not be recorded", self.records_lost.clone());
        r.register("webhook_patch_attempts", "Webhook patching attempts", self.patch_attempts.clone());
        r.register("webhook_patch_retries", "Webhook patching retries", self.patch_retries.clone());
        r.register("webhook_patch_failures", "Webhook patching total failures", self.patch_failures.clone());
        r.register(
            "outrigger_events",
            "Events about pods that were skipped or refused, by what became of them",
            self.events.clone(),
        );
        r.register("outrigger_connections", "Open connections", self.connections.clone());
    }

    /// All metrics as OpenMetrics text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a String does not fail.
        let _ = text::encode(&mut out, &self.registry);
        out
    }

    /// Counts a request.
    pub fn request(&self) {
        self.requests.inc();
    }

    /// Counts an answer that is a review, and the time that it took.
    pub fn answered(&self, after: Duration) {
        self.success.inc();
        self.time.observe(after.as_secs_f64());
    }

    /// Counts a request that failed; also those that are answered by a refusal.
    pub fn failed(&self, reason: &'static str) {
        self.failure.get_or_create(&Reason { reason }).inc();
    }

    /// Counts a pod that stays as it is.
    pub fn skipped(&self, reason: &'static str) {
        self.skip.get_or_create(&Reason { reason }).inc();
    }

    /// Counts an attempt to take over changed files.
    pub fn reloaded(&self, source: &'static str, success: bool) {
        let result = if success { "success" } else { "failure" };
        self.reloads.get_or_create(&Reloaded { source, result }).inc();
        self.in_force.get_or_create(&Source { source }).set(i64::from(success));
    }

    /// Says whether what is in force is what the files say.
    pub fn is_current(&self, source: &'static str, current: bool) {
        self.in_force.get_or_create(&Source { source }).set(i64::from(current));
    }

    /// Says when the serving certificate expires, in Unix time.
    pub fn certificate_expires(&self, at: i64) {
        self.certificate_expiry.set(at);
    }

    /// Counts a panic.
    pub fn panicked(&self) {
        self.panics.inc();
    }

    /// Counts an attempt to put the caBundle of a webhook configuration right.
    pub fn patch_attempted(&self) {
        self.patch_attempts.get_or_create(&Name { name: INJECTOR.to_owned() }).inc();
    }

    /// Counts that it will be tried again.
    pub fn patch_retried(&self, configuration: String) {
        self.patch_retries.get_or_create(&Name { name: configuration }).inc();
    }

    /// Counts that it failed.
    pub fn patch_failed(&self, configuration: String, reason: &'static str) {
        self.patch_failures.get_or_create(&NamedReason { name: configuration, reason }).inc();
    }

    /// Counts what became of an Event.
    pub fn event(&self, result: &'static str) {
        self.events.get_or_create(&Became { result }).inc();
    }

    /// Counts a review that could not be recorded.
    pub(crate) fn record_lost(&self) {
        self.records_lost.inc();
    }
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_istios() {
        let metrics = Metrics::new();
        metrics.request();
        metrics.answered(Duration::from_micros(70));
        metrics.failed("no-body");
        metrics.skipped("policy-disabled");
        metrics.reloaded("config", false);
        metrics.certificate_expires(7);
        metrics.patch_attempted();
        metrics.patch_failed("c".to_owned(), "wrong_revision");
        let text = metrics.text();
        for line in [
            "sidecar_injection_requests_total 1",
            "sidecar_injection_success_total 1",
            "sidecar_injection_failure_total{reason=\"no-body\"} 1",
            "sidecar_injection_skip_total{reason=\"policy-disabled\"} 1",
            "sidecar_injection_time_seconds_bucket{le=\"0.00005\"} 0",
            "sidecar_injection_time_seconds_bucket{le=\"0.0001\"} 1",
            "outrigger_reloads_total{source=\"config\",result=\"failure\"} 1",
            "outrigger_configuration_current{source=\"config\"} 0",
            "outrigger_certificate_expiry_timestamp_seconds 7",
            "webhook_patch_attempts_total{name=\"sidecar-injector.istio.io\"} 1",
            "webhook_patch_failures_total{name=\"c\",reason=\"wrong_revision\"} 1",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        }
    }
}
