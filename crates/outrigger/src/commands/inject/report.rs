//! What was found of workloads, for machines.

use injection::manifest::{Found, PassedOver, Workload};
use serde::Serialize;

/// All files of a run.
pub type Report = crate::editing::report::Report<WorkloadReport>;

/// What became of one pod template.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadReport {
    kind: String,
    namespace: String,
    name: String,
    injected: bool,
    reason: &'static str,
    message: String,
    changed: bool,
    templates: Vec<String>,
    advice: Vec<AdviceReport>,
}

#[derive(Debug, Serialize)]
struct AdviceReport {
    code: &'static str,
    message: String,
}

/// What was found in an object, as a report has it.
pub fn parts(found: Found) -> (Vec<WorkloadReport>, Vec<PassedOver>) {
    (found.workloads.into_iter().map(WorkloadReport::of).collect(), found.passed_over)
}

impl WorkloadReport {
    fn of(workload: Workload) -> WorkloadReport {
        let reason = workload.decision.reason();
        let advice = workload.advice.iter();
        WorkloadReport {
            injected: workload.decision.inject,
            reason: reason.map_or("", |reason| reason.code()),
            message: reason.map_or_else(String::new, ToString::to_string),
            advice: advice
                .map(|advice| AdviceReport { code: advice.code(), message: advice.to_string() })
                .collect(),
            kind: workload.kind,
            namespace: workload.namespace,
            name: workload.name,
            changed: workload.changed,
            templates: workload.templates,
        }
    }
}
