//! What is counted while a cluster is watched, and whether it was looked at yet.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cluster::live::Failing;
use diagnosis::outdated::Pods;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use webhook::{Awaited, Health, Operated};

/// Namespaces that have series of their own; those beyond are summed up, so that nobody makes series without end.
const NAMESPACES: usize = 1000;
/// What is said in place of their names; no namespace is called like this.
const OTHERS: &str = "(others)";

/// How pods stand, in a namespace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EncodeLabelSet)]
struct Standing {
    namespace: String,
    state: &'static str,
}

/// What became of something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Became {
    result: &'static str,
}

/// What is shown on the plain port.
pub struct Shown {
    failing: Mutex<Failing>,
    health: Arc<Health>,
    first_look: Awaited,
    looks: Counter,
    events: Family<Became, Counter>,
    /// The gauges of the last look: a whole one at any time.
    pods: Mutex<Family<Standing, Gauge>>,
}

/// What became of Events that were to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// They are there now.
    pub written: u64,
    /// They were there, of a run before.
    pub there: u64,
    /// The API server does not take them.
    pub failed: u64,
}

impl Shown {
    /// Nothing yet.
    pub fn new() -> Shown {
        let health = Arc::new(Health::default());
        let first_look = health.awaits("nothing was read of the cluster yet");
        health.accepts();
        let (looks, events, pods) = (Counter::default(), Family::default(), Mutex::default());
        Shown { failing: Mutex::default(), health, first_look, looks, events, pods }
    }

    /// From now on, these watches are those that may fail.
    pub fn watches(&self, failing: Failing) {
        *self.failing() = failing;
    }

    fn failing(&self) -> MutexGuard<'_, Failing> {
        self.failing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in how pods stand now.
    pub fn looked(&self, all: &[Pods]) {
        let family = Family::<Standing, Gauge>::default();
        for (standing, count) in counts(all) {
            family.get_or_create(&standing).set(count);
        }
        *self.pods() = family;
        self.looks.inc();
        self.first_look.arrived();
    }

    /// Counts what became of Events.
    pub fn wrote(&self, Written { written, there, failed }: Written) {
        for (result, count) in [("written", written), ("there", there), ("failed", failed)] {
            self.events.get_or_create(&Became { result }).inc_by(count);
        }
    }

    fn pods(&self) -> MutexGuard<'_, Family<Standing, Gauge>> {
        self.pods.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Operated for Shown {
    fn metrics(&self) -> String {
        let mut registry = Registry::default();
        let pods = self.pods().clone();
        registry.register(
            "outrigger_pods",
            "Pods that have not ended, by how they stand beside what injection would give them now",
            pods,
        );
        let failing = Gauge::<i64>::default();
        failing.set(i64::try_from(self.failing().count()).unwrap_or(i64::MAX));
        registry.register(
            "outrigger_watches_failing",
            "Kinds of objects that the API server did not give when they were last asked for: what is shown may be old",
            failing,
        );
        registry.register("outrigger_looks", "Looks at the pods", self.looks.clone());
        registry.register(
            "outrigger_events",
            "Events about workloads, by what became of them",
            self.events.clone(),
        );
        let mut out = String::new();
        // Writing to a String does not fail.
        let _ = text::encode(&mut out, &registry);
        out
    }

    fn health(&self) -> &Health {
        &self.health
    }
}

fn counts(all: &[Pods]) -> BTreeMap<Standing, i64> {
    let mut namespaces: Vec<&str> = all.iter().map(|pods| pods.namespace.as_str()).collect();
    namespaces.sort_unstable();
    namespaces.dedup();
    let last = namespaces.get(NAMESPACES.saturating_sub(1)).copied();
    let mut counts = BTreeMap::new();
    for pods in all {
        let is_other = last.is_some_and(|last| pods.namespace.as_str() > last);
        let namespace = if is_other { OTHERS } else { &pods.namespace };
        let standing = Standing { namespace: namespace.to_owned(), state: pods.state.code() };
        *counts.entry(standing).or_default() += i64::try_from(pods.pods.len()).unwrap_or(i64::MAX);
    }
    counts
}

#[cfg(test)]
mod tests {
    use diagnosis::outdated::{Risk, State};

    use super::*;

    fn pods(namespace: &str, state: State, count: usize) -> Pods {
        let pods = vec![String::new(); count];
        let (kind, name, restart) = Default::default();
        let namespace = namespace.to_owned();
        Pods { namespace, kind, name, pods, state, differences: Vec::new(), risk: Risk::Rolls, restart }
    }

    #[test]
    fn pods_are_counted_by_namespace_and_state() {
        let shown = Shown::new();
        assert!(!shown.health.is_ready());
        let missed = || State::Missed { younger: None };
        shown.looked(&[pods("a", missed(), 2), pods("a", missed(), 1), pods("b", State::Current, 4)]);
        shown.wrote(Written { written: 2, there: 0, failed: 1 });
        assert!(shown.health.is_ready());
        let text = shown.metrics();
        for line in [
            "outrigger_pods{namespace=\"a\",state=\"missed\"} 3",
            "outrigger_pods{namespace=\"b\",state=\"current\"} 4",
            "outrigger_watches_failing 0",
            "outrigger_looks_total 1",
            "outrigger_events_total{result=\"written\"} 2",
            "outrigger_events_total{result=\"failed\"} 1",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        }
        shown.looked(&[pods("a", State::Current, 3)]);
        assert!(!shown.metrics().contains("missed"), "what is over is away");
    }

    #[test]
    fn series_are_bounded() {
        let all: Vec<Pods> = (0..1500).map(|n| pods(&format!("n{n:04}"), State::Current, 1)).collect();
        let counts = counts(&all);
        assert_eq!(counts.len(), 1001);
        assert_eq!(counts[&Standing { namespace: OTHERS.to_owned(), state: "current" }], 500);
    }
}
