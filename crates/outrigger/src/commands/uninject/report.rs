//! What was found of workloads, for machines.

use injection::manifest::{PassedOver, Uninjection, Uninjections};
use injection::uninject::Uninjected;
use serde::Serialize;

/// All files of a run.
pub type Report = crate::editing::report::Report<WorkloadReport>;

/// What became of one pod template.
#[derive(Debug, Serialize)]
pub struct WorkloadReport {
    kind: String,
    namespace: String,
    name: String,
    outcome: &'static str,
    lost: Vec<LossReport>,
    traces: Vec<String>,
}

#[derive(Debug, Serialize)]
struct LossReport {
    code: &'static str,
    message: String,
}

/// What was found in an object, as a report has it.
pub fn parts(found: Uninjections) -> (Vec<WorkloadReport>, Vec<PassedOver>) {
    (found.workloads.into_iter().map(WorkloadReport::of).collect(), found.passed_over)
}

impl WorkloadReport {
    fn of(workload: Uninjection) -> WorkloadReport {
        let Uninjection { kind, namespace, name, outcome } = workload;
        let (outcome, losses, traces) = match outcome {
            Uninjected::Untouched => ("untouched", Vec::new(), Vec::new()),
            Uninjected::Partly(traces) => ("partly", Vec::new(), traces),
            Uninjected::Restored(losses) => ("restored", losses, Vec::new()),
        };
        let lost = losses.iter().map(|loss| LossReport { code: loss.code(), message: loss.to_string() });
        let traces = traces.iter().map(ToString::to_string).collect();
        WorkloadReport { kind, namespace, name, outcome, lost: lost.collect(), traces }
    }
}
