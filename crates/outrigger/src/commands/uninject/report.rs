//! What a run has found, for machines.

use injection::manifest::{PassedOver, Uninjection, Uninjections};
use injection::uninject::Uninjected;
use serde::Serialize;

use crate::editing::Edited;

/// All files of a run.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    files: Vec<FileReport>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FileReport {
    file: String,
    changed: bool,
    workloads: Vec<WorkloadReport>,
    passed_over: Vec<PassedOverReport>,
}

#[derive(Debug, Serialize)]
struct WorkloadReport {
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

#[derive(Debug, Serialize)]
struct PassedOverReport {
    kind: String,
    name: String,
    path: String,
}

impl Report {
    /// Adds a file.
    pub fn add(&mut self, file: Edited<Uninjections>) {
        let (mut workloads, mut passed_over) = (Vec::new(), Vec::new());
        for document in file.documents {
            workloads.extend(document.found.workloads.into_iter().map(WorkloadReport::of));
            passed_over.extend(document.found.passed_over.into_iter().map(PassedOverReport::of));
        }
        self.files.push(FileReport { file: file.name, changed: file.changed, workloads, passed_over });
    }
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

impl PassedOverReport {
    fn of(PassedOver { kind, name, path }: PassedOver) -> PassedOverReport {
        PassedOverReport { kind, name, path }
    }
}
