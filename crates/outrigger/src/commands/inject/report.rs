//! What a run has found, for machines.

use injection::manifest::{Found, PassedOver, Workload};
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
#[serde(rename_all = "camelCase")]
struct WorkloadReport {
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

#[derive(Debug, Serialize)]
struct PassedOverReport {
    kind: String,
    name: String,
    path: String,
}

impl Report {
    /// Adds a file.
    pub fn add(&mut self, file: Edited<Found>) {
        let (mut workloads, mut passed_over) = (Vec::new(), Vec::new());
        for document in file.documents {
            workloads.extend(document.found.workloads.into_iter().map(WorkloadReport::of));
            passed_over.extend(document.found.passed_over.into_iter().map(PassedOverReport::of));
        }
        self.files.push(FileReport { file: file.name, changed: file.changed, workloads, passed_over });
    }
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

impl PassedOverReport {
    fn of(PassedOver { kind, name, path }: PassedOver) -> PassedOverReport {
        PassedOverReport { kind, name, path }
    }
}
