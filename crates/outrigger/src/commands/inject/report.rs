//! What a run has found, for machines, and the lines that differ, for people.

use std::fmt::Write;

use serde::Serialize;
use similar::TextDiff;

use super::edited::Edited;
use crate::failure::shown;
use crate::input;

/// Lines around those that differ.
const CONTEXT: usize = 3;

/// All files of a run.
#[derive(Debug, Serialize)]
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
    /// The report of a run.
    pub fn of(all: &[Edited]) -> Report {
        Report { files: all.iter().map(FileReport::of).collect() }
    }
}

impl FileReport {
    fn of(file: &Edited) -> FileReport {
        let workload = |w: &injection::manifest::Workload| WorkloadReport {
            kind: w.kind.clone(),
            namespace: w.namespace.clone(),
            name: w.name.clone(),
            injected: w.decision.inject,
            reason: w.decision.reason().map_or("", |reason| reason.code()),
            message: w.decision.reason().map_or_else(String::new, ToString::to_string),
            changed: w.changed,
            templates: w.templates.clone(),
            advice: w
                .advice
                .iter()
                .map(|advice| AdviceReport { code: advice.code(), message: advice.to_string() })
                .collect(),
        };
        let passed_over = |p: &injection::manifest::PassedOver| PassedOverReport {
            kind: p.kind.clone(),
            name: p.name.clone(),
            path: p.path.clone(),
        };
        FileReport {
            file: input::display(&file.path),
            changed: file.is_changed(),
            workloads: file.workloads.iter().map(workload).collect(),
            passed_over: file.passed_over.iter().map(passed_over).collect(),
        }
    }
}

/// Adds the lines of a file that differ, as `diff -u` and `git apply` know them.
pub fn diff(out: &mut String, file: &Edited) {
    if !file.is_changed() {
        return;
    }
    let name = shown(&input::display(&file.path));
    let diff = TextDiff::from_lines(&file.before, &file.text);
    let _ = write!(
        out,
        "{}",
        diff.unified_diff().context_radius(CONTEXT).header(&format!("a/{name}"), &format!("b/{name}"))
    );
}
