//! A pod without what an injection has put into it, by this program or by any Istio since 0.5.
//!
//! The pod's own status says which containers, volumes and secrets were added; the proxy's variables say what probes and
//! Prometheus annotations were before; the rest is what code and charts of Istio write. What none of them says is a
//! [`Loss`].

mod lists;
mod loss;
mod metadata;
mod probes;
mod record;
mod redirection;
mod scrape;
mod spec;
mod take;
mod trace;

use kubeyaml::Value;

pub use self::loss::Loss;
use self::record::Record;
pub use self::trace::Trace;
use crate::names::{PROBERS_ENV, PROMETHEUS_ENV};

/// What became of a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uninjected {
    /// It was not injected, and stays as it is.
    Untouched,
    /// It has no status, but other traces of an injection; it stays as it is.
    Partly(Vec<Trace>),
    /// What was injected is out, but for what is lost.
    Restored(Vec<Loss>),
}

/// Takes out of a pod, of which metadata and spec count, what its status says was injected. `workload` is the name of
/// the workload that the pod is of; empty where nothing tells it.
///
/// Source: Istio 0.5 to 1.31 webhook.go, inject.go and the injection templates of their charts.
pub fn uninject(pod: &mut Value, workload: &str) -> Uninjected {
    let Some(record) = Record::of(pod) else {
        let traces = trace::of(pod);
        return if traces.is_empty() { Uninjected::Untouched } else { Uninjected::Partly(traces) };
    };
    let mut losses: Vec<Loss> =
        record.foreign_templates().map(|template| Loss::Template { template }).collect();
    let probers = record.variable(PROBERS_ENV).and_then(|json| kubeyaml::from_json(json.as_bytes()).ok());
    lists::restore(pod, &record, &mut losses);
    probes::restore(pod, probers.as_ref().unwrap_or(&kubeyaml::NULL), &mut losses);
    scrape::restore(pod, &record, record.variable(PROMETHEUS_ENV), &mut losses);
    redirection::restore(pod, &record, &mut losses);
    spec::restore(pod, &record, &mut losses);
    metadata::restore(pod, &record, workload, &mut losses);
    Uninjected::Restored(losses)
}

#[cfg(test)]
mod tests;
