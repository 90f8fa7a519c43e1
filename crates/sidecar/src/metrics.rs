//! What the agent counts of itself, with Istio's names where Istio counts the same.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/metrics/metrics.go.

use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// Whose metrics could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Part {
    r#type: &'static str,
}

/// The agent's metrics.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    /// Requests for metrics.
    pub(crate) scrapes: Counter,
    failures: Family<Part, Counter>,
    startup: Gauge<f64, std::sync::atomic::AtomicU64>,
    resident: Gauge,
    descriptors: Gauge,
}

impl Metrics {
    /// Metrics of a program that starts now. Each part of the agent adds its own.
    pub(crate) fn new(parts: impl FnOnce(&mut Registry)) -> Metrics {
        let mut registry = Registry::with_prefix("istio_agent");
        let scrapes = Counter::default();
        registry.register("scrapes", "The total number of scrapes", scrapes.clone());
        let failures = Family::default();
        registry.register("scrape_failures", "The total number of failed scrapes", failures.clone());
        let startup = Gauge::default();
        let help = "The time from the process starting to being marked ready";
        registry.register("startup_duration_seconds", help, startup.clone());
        let started = Gauge::<f64, std::sync::atomic::AtomicU64>::default();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        started.set(now.as_secs_f64());
        let help = "Start time of the process since unix epoch in seconds";
        registry.register("process_start_time_seconds", help, started);
        let resident = Gauge::default();
        registry.register("process_resident_memory_bytes", "Resident memory size in bytes", resident.clone());
        let descriptors = Gauge::default();
        registry.register("process_open_fds", "Number of open file descriptors", descriptors.clone());
        parts(&mut registry);
        Metrics { registry, scrapes, failures, startup, resident, descriptors }
    }

    /// A part's metrics could not be had: `envoy`, `application` or `agent`.
    pub(crate) fn failed(&self, part: &'static str) {
        self.failures.get_or_create(&Part { r#type: part }).inc();
    }

    /// The metrics as text without a mark of its end, as more follows. `took` is how long it took to be ready.
    pub(crate) fn text(&self, took: Option<Duration>) -> String {
        if let Some(took) = took {
            self.startup.set(took.as_secs_f64());
        }
        if let Some(pages) = resident_pages() {
            let bytes = pages.saturating_mul(rustix::param::page_size() as u64);
            self.resident.set(i64::try_from(bytes).unwrap_or(i64::MAX));
        }
        if let Ok(entries) = fs::read_dir("/proc/self/fd") {
            // One of them is the folder's.
            self.descriptors.set(i64::try_from(entries.count()).unwrap_or(i64::MAX).saturating_sub(1));
        }
        let mut text = String::new();
        if text::encode_registry(&mut text, &self.registry).is_err() {
            self.failed("agent");
        }
        text
    }
}

fn resident_pages() -> Option<u64> {
    fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_istios() {
        let metrics = Metrics::new(|_| {});
        metrics.scrapes.inc();
        metrics.failed("envoy");
        let text = metrics.text(Some(Duration::from_millis(1500)));
        for line in [
            "istio_agent_scrapes_total 1",
            "istio_agent_scrape_failures_total{type=\"envoy\"} 1",
            "istio_agent_startup_duration_seconds 1.5",
        ] {
            assert!(text.lines().any(|has| has == line), "{line}: {text}");
        }
        for name in ["process_start_time_seconds", "process_resident_memory_bytes", "process_open_fds"] {
            let value = text.lines().find_map(|line| line.strip_prefix(&format!("istio_agent_{name} ")));
            assert!(value.is_some_and(|value| value.parse::<f64>().unwrap() > 0.0), "{name}: {text}");
        }
        assert!(!text.contains("# EOF"), "more follows");
    }
}
