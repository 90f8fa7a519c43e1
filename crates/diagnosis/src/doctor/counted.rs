//! What injectors count of their failures.

use super::{Diagnosed, Seen};
use crate::codes::doctor::INJECTION_FAILURES;
use crate::finding::{Finding, Place};
use crate::shell::word;

/// The name that injectors count failures under, Istio's and outrigger's.
///
/// Source: Istio 1.30 pkg/kube/inject/monitoring.go.
const FAILURES: &str = "sidecar_injection_failure_total";

/// What a pod of an injector counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub pod: String,
    /// Failures by their labels, such as `reason="template"`.
    pub failures: Vec<(String, f64)>,
}

/// The failures in a text of metrics, by labels; those that did not occur are left out.
///
/// Source: Prometheus, text format 0.0.4; OpenMetrics 1.0.
pub fn failures(text: &str) -> Vec<(String, f64)> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(FAILURES));
    let of_line = |rest: &str| {
        let (labels, rest) = match rest.strip_prefix('{') {
            Some(rest) => rest.split_once('}')?,
            None => ("", rest),
        };
        let count: f64 = rest.split_whitespace().next()?.parse().ok()?;
        (count > 0.0).then(|| (labels.to_owned(), count))
    };
    lines.filter_map(of_line).collect()
}

/// Adds what is found.
pub fn look(seen: &Seen<'_>, found: &mut Vec<Diagnosed>) {
    for Counted { namespace, pod, failures } in seen.counted.iter().filter(|c| !c.failures.is_empty()) {
        let all: f64 = failures.iter().map(|(_, count)| count).sum();
        let shown: Vec<String> = failures.iter().map(|(labels, count)| format!("{count} {labels}")).collect();
        let place = Place { kind: "Pod".to_owned(), namespace: namespace.clone(), name: pod.clone() };
        let cause = format!("{all} injections failed since it started: {}", shown.join(", "));
        let remedy = format!("kubectl logs {} -n {}", word(pod), word(namespace));
        found.push(Diagnosed::new(Finding::new(&INJECTION_FAILURES, place, cause).remedy(remedy)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_read_from_metrics() {
        let text = "# TYPE sidecar_injection_failure_total counter\nsidecar_injection_requests_total 9\n\
                    sidecar_injection_failure_total{reason=\"template\"} 3\nsidecar_injection_failure_total{reason=\"x\"} 0\n\
                    sidecar_injection_failure_total 2 1700000000\nsidecar_injection_failure_total{broken\n\
                    sidecar_injection_failure_total nan\n";
        assert_eq!(failures(text), [("reason=\"template\"".to_owned(), 3.0), (String::new(), 2.0)]);
    }
}
