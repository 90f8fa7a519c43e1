//! What is counted of certificates, with Istio's names.
//!
//! Source: Istio 1.30 security/pkg/nodeagent/cache/monitoring.go.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::gauge::ConstGauge;
use tokio::sync::watch;

use crate::workload::Workload;

/// Requests to the CA.
#[derive(Debug, Default)]
pub(super) struct Counts {
    requests: AtomicU64,
    failures: AtomicU64,
    milliseconds: AtomicU64,
}

impl Counts {
    /// One took so long, and was answered with a certificate or not.
    pub(super) fn asked(&self, took: Duration, is_issued: bool) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.failures.fetch_add(u64::from(!is_issued), Ordering::Relaxed);
        let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        self.milliseconds.fetch_add(took, Ordering::Relaxed);
    }
}

/// The metrics, as they are when they are asked for.
#[derive(Debug)]
pub(super) struct Reported {
    counts: Arc<Counts>,
    workload: watch::Receiver<Workload>,
}

impl Reported {
    pub(super) fn new(counts: Arc<Counts>, workload: watch::Receiver<Workload>) -> Reported {
        Reported { counts, workload }
    }
}

impl Collector for Reported {
    /// Istio's names have no suffix `_total`, so that these are gauges to the library.
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        for (name, help, count) in [
            ("num_outgoing_requests", "Number of total outgoing requests", &self.counts.requests),
            ("num_failed_outgoing_requests", "Number of failed outgoing requests", &self.counts.failures),
            (
                "outgoing_latency",
                "The latency of outgoing requests in milliseconds",
                &self.counts.milliseconds,
            ),
        ] {
            let value = i64::try_from(count.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
            labelled(&mut encoder, name, help, ("request_type", "csr"), &ConstGauge::new(value))?;
        }
        let Some(pair) = self.workload.borrow().pair.clone() else { return Ok(()) };
        let seconds = match pair.not_after().duration_since(SystemTime::now()) {
            Ok(left) => left.as_secs_f64(),
            Err(past) => -past.duration().as_secs_f64(),
        };
        let help =
            "The time remaining, in seconds, before the certificate chain will expire; negative, if it has";
        labelled(
            &mut encoder,
            "cert_expiry_seconds",
            help,
            ("resource_name", "default"),
            &ConstGauge::new(seconds),
        )
    }
}

fn labelled(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    label: (&'static str, &'static str),
    metric: &impl EncodeMetric,
) -> Result<(), std::fmt::Error> {
    let mut metric_encoder = encoder.encode_descriptor(name, help, None, metric.metric_type())?;
    metric.encode(metric_encoder.encode_family(&[label])?)
}

#[cfg(test)]
mod tests {
    use prometheus_client::encoding::text;
    use prometheus_client::registry::Registry;

    use super::*;

    #[test]
    fn names_are_istios() {
        let counts = Arc::new(Counts::default());
        counts.asked(Duration::from_millis(20), true);
        counts.asked(Duration::from_millis(30), false);
        let (_sender, workload) = watch::channel(Workload::default());
        let mut registry = Registry::with_prefix("istio_agent");
        registry.register_collector(Box::new(Reported::new(counts, workload)));
        let mut found = String::new();
        text::encode(&mut found, &registry).unwrap();
        for line in [
            "istio_agent_num_outgoing_requests{request_type=\"csr\"} 2",
            "istio_agent_num_failed_outgoing_requests{request_type=\"csr\"} 1",
            "istio_agent_outgoing_latency{request_type=\"csr\"} 50",
        ] {
            assert!(found.lines().any(|has| has == line), "{line}: {found}");
        }
        assert!(!found.contains("cert_expiry"), "there is no certificate: {found}");
    }
}
